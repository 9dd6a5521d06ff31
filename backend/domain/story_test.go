package domain_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/domain"
)

func story() *domain.Story {
	return &domain.Story{Heading: "Det gik godt", Text: "Først en time om ugen. Nu fem.", Uses: []string{"colleagues", "website"}, Until: "2027-06-01", FirstName: true, Version: 1,
		AskedBy: id("maja"), AskedAt: now, Status: domain.StoryAgreed}
}

// A yes lets the story be told in just those words, places and time, and not a moment longer.
func TestAYesIsToJustThat(t *testing.T) {
	s := story()
	k := s.Consented(id("story"), id("peter"), now)
	if err := k.Validate(); err != nil {
		t.Fatal(err)
	}
	over := domain.Date("2027-06-01").Start()
	if !s.Stands(k, now) || !s.Stands(k, over.Add(-time.Millisecond)) {
		t.Error("it does not stand")
	}
	for what, f := range map[string]func(*domain.Story, *domain.Consent){
		"another word":      func(s *domain.Story, _ *domain.Consent) { s.Text += "." },
		"another heading":   func(s *domain.Story, _ *domain.Consent) { s.Heading = "Det gik" },
		"another place":     func(s *domain.Story, _ *domain.Consent) { s.Uses = []string{"colleagues", "press"} },
		"one place less":    func(s *domain.Story, _ *domain.Consent) { s.Uses = []string{"colleagues"} },
		"longer":            func(s *domain.Story, _ *domain.Consent) { s.Until = "2027-06-02" },
		"without the name":  func(s *domain.Story, _ *domain.Consent) { s.FirstName = false },
		"asked anew":        func(s *domain.Story, _ *domain.Consent) { s.Status = domain.StoryAsked },
		"taken back":        func(_ *domain.Story, k *domain.Consent) { k.Status = "withdrawn" },
		"of another sort":   func(_ *domain.Story, k *domain.Consent) { k.ConsentKind = domain.ConsentShareAssessment },
		"in another order":  func(s *domain.Story, k *domain.Consent) { k.Scope = []string{"website", "colleagues", "first_name"} },
		"with more allowed": func(s *domain.Story, k *domain.Consent) { k.Scope = append(slices.Clone(k.Scope), "press") },
	} {
		s, k := story(), *k
		f(s, &k)
		if s.Stands(&k, now) {
			t.Errorf("%s: it stands", what)
		}
	}
	if s.Stands(k, over) || s.Stands(nil, now) {
		t.Error("it stands when it is over, or without a yes")
	}
	if s.Uses = []string{"website", "colleagues"}; !s.Stands(k, now) {
		t.Error("the order of places is no change")
	}
}

func TestAStoryIsOnlyNarrowed(t *testing.T) {
	for want, f := range map[string]func(*domain.Story){
		"uses":       func(s *domain.Story) { s.Uses = []string{"press"} },
		"until":      func(s *domain.Story) { s.Until = "2027-06-02" },
		"first_name": func(s *domain.Story) { s.FirstName = true },
		"":           func(s *domain.Story) { s.Uses, s.Until, s.Text = []string{"website"}, "2027-01-01", "Andre ord" },
	} {
		asked, s := story(), story()
		asked.FirstName, s.FirstName = false, false
		if f(s); s.Widens(asked) != want {
			t.Errorf("%q: %q", want, s.Widens(asked))
		}
	}
}

func TestAStoryIsToldForAYearAtMost(t *testing.T) {
	for until, fine := range map[domain.Date]bool{"": false, "2026-11-24": false, "2026-11-25": true, "2027-11-24": true, "2027-11-25": false, "2026-02-30": false} {
		s := story()
		if s.Until = until; (s.CheckUntil(now) == nil) != fine {
			t.Errorf("until %q: %v", until, s.CheckUntil(now))
		}
	}
	for what, f := range map[string]func(*domain.Story){
		"no heading": func(s *domain.Story) { s.Heading = " " }, "two lines": func(s *domain.Story) { s.Heading = "a\nb" }, "no words": func(s *domain.Story) { s.Text = "" },
		"nowhere": func(s *domain.Story) { s.Uses = nil }, "somewhere else": func(s *domain.Story) { s.Uses = []string{"tv"} }, "twice": func(s *domain.Story) { s.Uses = []string{"press", "press"} },
		"a diagnosis": func(s *domain.Story) { s.Text = "Jeg har F32.1." }, "too long": func(s *domain.Story) { s.Text = string(make([]rune, domain.MaxStory+1)) },
	} {
		s := story()
		if f(s); s.Validate() == nil {
			t.Errorf("%s is taken", what)
		}
	}
}

func TestANoRests(t *testing.T) {
	s := story()
	s.AnsweredAt = ptr(now)
	if !s.Rests().IsZero() {
		t.Error("a yes rests")
	}
	for _, status := range []domain.Status{domain.StoryDeclined, domain.StoryWithdrawn} {
		if s.Status = status; !s.Rests().Equal(now.AddDate(0, 0, 90)) {
			t.Errorf("%s rests until %v", status, s.Rests())
		}
	}
}

func TestWhatHistorySaysOfAStory(t *testing.T) {
	name := func(who domain.ID) string { return map[domain.ID]string{id("maja"): "Maja"}[who] }
	said := func(before *domain.Story, f func(*domain.Story)) string {
		after := story()
		if before != nil {
			c := *before
			after = &c
			after.Exports = slices.Clone(before.Exports)
		}
		f(after)
		var was domain.Item
		if before != nil {
			was = before
		}
		out, err := domain.Tell(was, after, now, name)
		if err != nil || len(out) != 1 {
			t.Fatalf("%v, %v", out, err)
		}
		return out[0]
	}
	asked := story()
	asked.Status = domain.StoryAsked
	fetched := story()
	fetched.Exports = []domain.StoryExport{{ID: id("x"), By: id("maja")}}
	for want, got := range map[string]string{
		"Maja spurgte, om historien »Det gik godt« må fortælles.":  said(nil, func(s *domain.Story) { s.Status = domain.StoryAsked }),
		"Ja: Historien »Det gik godt« må fortælles.":               said(asked, func(s *domain.Story) { s.Status = domain.StoryAgreed }),
		"Nej tak til, at historien »Det gik godt« bliver fortalt.": said(asked, func(s *domain.Story) { s.Status = domain.StoryDeclined }),
		"Historien »Det gik godt« må ikke fortælles mere.":         said(story(), func(s *domain.Story) { s.Status = domain.StoryWithdrawn }),
		"Historien »Det gik godt« er skrevet om.":                  said(asked, func(s *domain.Story) { s.Version++ }),
		"Maja hentede historien »Det gik godt«.":                   said(story(), func(s *domain.Story) { s.Exports = fetched.Exports }),
		"Maja har taget historien »Det gik godt« ned.":             said(fetched, func(s *domain.Story) { s.Exports[0].DownAt = ptr(now) }),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
