package domain_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/domain"
)

func TestTheRestValidates(t *testing.T) {
	check(t, domain.KindPlan, []change[*domain.Plan]{
		{"nobody's", func(p *domain.Plan) { p.Citizen, p.Consultant = "", "x" }, []string{"citizen", "consultant"}},
		{"no title, endless aim", func(p *domain.Plan) { p.Title, p.Aim = "", toolong }, []string{"aim", "title"}},
		{"status", func(p *domain.Plan) { p.Status = domain.StatusDropped }, []string{"status"}},
		{"board", func(p *domain.Plan) { p.Board = domain.Board{Layout: "heap", Lanes: []domain.Area{"space"}} }, []string{"board.lanes", "board.layout"}},
		{"three goals in focus", func(p *domain.Plan) { p.Board.FocusGoals = manyIDs(3) }, nil},
		{"seven goals in focus", func(p *domain.Plan) { p.Board.FocusGoals = manyIDs(7) }, []string{"board.focus_goals"}},
		{"review", func(p *domain.Plan) { p.NextReview = "snart" }, []string{"next_review"}},
	})
	check(t, domain.KindDream, []change[*domain.Dream]{
		{"none today", func(d *domain.Dream) { d.Text = "" }, nil},
		{"too long", func(d *domain.Dream) { d.Text = toolong }, []string{"text"}},
	})
	check(t, domain.KindStrength, []change[*domain.Strength]{{"empty", func(s *domain.Strength) { *s = domain.Strength{On: "x"} }, []string{"on", "text"}}, {"rank", func(s *domain.Strength) { s.Rank = "ø" }, []string{"rank"}}})
	check(t, domain.KindChallenge, []change[*domain.Challenge]{
		{"nothing that helps", func(c *domain.Challenge) { c.WhatHelps = "" }, []string{"what_helps"}},
		{"rank", func(c *domain.Challenge) { c.Text, c.Rank = "", " " }, []string{"rank", "text"}},
	})
	check(t, domain.KindPlanChange, []change[*domain.PlanChange]{
		{"no what, no why", func(p *domain.PlanChange) { p.What, p.Why = "", " " }, []string{"what", "why"}},
		{"answer", func(p *domain.PlanChange) { p.CitizenAnswer, p.CitizenComment = "maybe", toolong }, []string{"answer", "comment"}},
		{"empty reply", func(p *domain.PlanChange) { p.Reply.Text = "" }, []string{"text"}},
	})
	check(t, domain.KindFlag, []change[*domain.Flag]{{"all", func(f *domain.Flag) { f.Category, f.Text, f.Effort = "bad", toolong, "e" }, []string{"category", "effort", "text"}}, {"no effort", func(f *domain.Flag) { f.Effort = "" }, nil}})
	check(t, domain.KindCheckin, []change[*domain.Checkin]{
		{"ends", func(k *domain.Checkin) { k.Score = 0 }, nil}, {"below", func(k *domain.Checkin) { k.Score = -1 }, []string{"score"}}, {"above", func(k *domain.Checkin) { k.Score = 11 }, []string{"score"}},
		{"word", func(k *domain.Checkin) { k.Word = longer }, []string{"word"}},
	})
	check(t, domain.KindIndicator, []change[*domain.Indicator]{{"all", func(i *domain.Indicator) { i.Key, i.CitizenQ, i.StaffQ = "", toolong, toolong }, []string{"citizen_q", "key", "staff_q"}}})
	check(t, domain.KindMeasurement, []change[*domain.Measurement]{
		{"all", func(m *domain.Measurement) {
			m.Role, m.On, m.Values, m.Said, m.OneNotchUp = "dog", "x", map[domain.ID]int{"i": 11}, toolong, toolong
		}, []string{"on", "one_notch_up", "role", "said", "values"}},
		{"below", func(m *domain.Measurement) { m.Values[id("i1")] = -1 }, []string{"values"}},
	})
	check(t, domain.KindConsent, []change[*domain.Consent]{
		{"for ever", func(k *domain.Consent) { k.Expires = "" }, []string{"expires"}},
		{"a year", func(k *domain.Consent) { k.Expires = domain.DateOf(k.GivenAt.AddDate(1, 0, 0)) }, nil},
		{"more than a year", func(k *domain.Consent) { k.Expires = domain.DateOf(k.GivenAt.AddDate(1, 0, 3)) }, []string{"expires"}},
		{"no such day", func(k *domain.Consent) { k.Expires = "2027-02-30" }, []string{"expires"}},
		{"kind, status, text", func(k *domain.Consent) { k.ConsentKind, k.Status, k.Text = "all", domain.StatusDone, "" }, []string{"kind", "status", "text"}},
	})
	check(t, domain.KindContact, []change[*domain.Contact]{{"all", func(k *domain.Contact) { k.Name, k.Relation, k.Status, k.Expires = "", longer, "friend", "x" }, []string{"expires", "name", "relation", "status"}}})
	check(t, domain.KindWish, []change[*domain.Wish]{
		{"all", func(w *domain.Wish) {
			w.Entry, w.Words, w.To, w.Status = "Mentor!", toolong, "everyone", domain.StatusDone
		}, []string{"entry", "status", "to", "words"}},
		{"an empty answer", func(w *domain.Wish) { w.Reply.Text = " " }, []string{"text"}},
	})
	check(t, domain.KindEvent, []change[*domain.Event]{{"all", func(e *domain.Event) { e.Type, e.Text = strings.Repeat("x", 61), "" }, []string{"text", "type"}}})
}

func TestMessageAndPersonValidate(t *testing.T) {
	for _, tc := range []struct {
		name string
		it   interface{ Validate() error }
		bad  []string
	}{
		{"message", &domain.Message{Text: "Hej", MessageKind: "text"}, nil},
		{"longest message", &domain.Message{Text: text, MessageKind: "voice"}, nil},
		{"message too long", &domain.Message{Text: toolong, MessageKind: "text"}, []string{"text"}},
		{"empty message", &domain.Message{Text: " ", MessageKind: "html"}, []string{"kind", "text"}},
		{"citizen", domain.Person{Role: domain.RoleCitizen, Name: "Peter", Language: "da"}, nil},
		{"citizen of no language", domain.Person{Role: domain.RoleCitizen, Name: "Peter", Language: "tlh"}, []string{"language"}},
		{"staff of no language", domain.Person{Role: domain.RoleConsultant, Name: "Maja"}, nil},
		{"nameless", domain.Person{Role: domain.RoleConsultant, PreferredName: longer, Phone: strings.Repeat("1", 41)}, []string{"name", "phone", "preferred_name"}},
	} {
		if got := faults(t, tc.it); !slices.Equal(got, tc.bad) {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
	for name, want := range map[string]string{"Peter Holm": "Peter", "Åse": "Åse", "": ""} {
		if got := (domain.Person{Name: name}).CalledName(); got != want {
			t.Errorf("%q is called %q", name, got)
		}
	}
	if got := (domain.Person{Name: "Peter Holm", PreferredName: "Pelle"}).CalledName(); got != "Pelle" {
		t.Error(got)
	}
}

func TestIDs(t *testing.T) {
	seen := map[domain.ID]bool{}
	for range 1000 {
		made := domain.NewID()
		if !made.Valid() || seen[made] {
			t.Fatalf("%q", made)
		}
		seen[made] = true
	}
	if domain.DerivedID("ab", "c") == domain.DerivedID("a", "bc") || domain.DerivedID("a") != domain.DerivedID([]string{"a"}...) || !domain.DerivedID().Valid() {
		t.Error("derived ids do not tell their names apart")
	}
	for bad, why := range map[domain.ID]string{
		"": "empty", "abc": "short", "AAAAAAAAAAAAAAAAAAAAAAA": "long", "AAAAAAAAAAAAAAAAAAAA==": "padded", "AAAAAAAAAAAAAAAAAAAA+/": "the other alphabet",
		"AAAAAAAAAAAAAAAAAAAAAB": "bits left over: two texts would name one thing", "AAAAAAAAAAAAAAAAAAAA\nA": "a line break", "ÆAAAAAAAAAAAAAAAAAAAA": "a letter of ours",
	} {
		if bad.Valid() {
			t.Errorf("%q (%s) passes", bad, why)
		}
	}
}

func TestErrors(t *testing.T) {
	cause := errors.New("disk I/O error")
	err := domain.ErrBusy.Because(cause)
	if !errors.Is(err, domain.ErrBusy) || !errors.Is(err, cause) || errors.Is(err, domain.ErrNotFound) || errors.Unwrap(domain.ErrBusy) != nil {
		t.Error("an error with a cause is not told from others by its code")
	}
	if !strings.Contains(err.Error(), "disk I/O error") || strings.Contains(err.Detail, "disk") {
		t.Error("the cause is for the log, not for people")
	}
	if got := domain.Invalid(domain.FieldError{Field: "title", Detail: "Skriv noget her."}).Error(); !strings.Contains(got, "title") {
		t.Error(got)
	}
}

func TestPlanChangeWaits(t *testing.T) {
	reply := &domain.Reply{Text: "Ja"}
	for _, tc := range []struct {
		c    domain.PlanChange
		want bool
	}{
		{domain.PlanChange{}, false}, {domain.PlanChange{CitizenAnswer: domain.AnswerAgree}, false},
		{domain.PlanChange{CitizenAnswer: domain.AnswerDisagree}, true}, {domain.PlanChange{CitizenAnswer: domain.AnswerTalk}, true}, {domain.PlanChange{CitizenAnswer: domain.AnswerTalk, Reply: reply}, false},
	} {
		if got := tc.c.Waits(); got != tc.want {
			t.Errorf("%+v: %t", tc.c, got)
		}
	}
}
