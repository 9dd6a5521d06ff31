package domain_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tavlen/backend/domain"
)

func names(of domain.ID) string {
	return map[domain.ID]string{id("maja"): "Maja", id("peter"): "Peter", id("karen"): "Karen", id("bo"): "Bo", id("g1"): "Køre bus", id("g2"): "Mere luft", id("s1"): "Ring til skolen", id("e0"): "Kursus"}[of]
}

// with gives a copy of an item of the whole set with something changed.
func with[T domain.Item](t *testing.T, it T, change func(T)) T {
	t.Helper()
	f, err := domain.FieldsOf(it)
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Item(it.Kind())
	if err != nil {
		t.Fatal(err)
	}
	change(c.(T))
	return c.(T)
}

func TestDescribeInPlainDanish(t *testing.T) {
	step, _ := whole[domain.KindStep].(*domain.Step)
	agreement, _ := whole[domain.KindAgreement].(*domain.Agreement)
	strength, _ := whole[domain.KindStrength].(*domain.Strength)
	challenge, _ := whole[domain.KindChallenge].(*domain.Challenge)
	day := func(d, h, m int) time.Time { return time.Date(2026, 11, d, h, m, 0, 0, domain.Copenhagen) }
	type changes = []domain.FieldChange
	for _, tc := range []struct {
		name          string
		before, after domain.Item
		what          string
		fields        changes
	}{
		{"new goal", nil, goal(), "Nyt mål: Køre bus.", nil},
		{"new step", nil, step, "Nyt skridt: Svøm om mandagen.", nil},
		{"new effort", nil, effort(), "Ny hjælp: Praktik.", nil},
		{"new agreement", nil, agreement, "Ny aftale: Maja ringer til jobbet.", nil},
		{"new meeting", nil, meeting(), "Nyt møde: Samtale. Torsdag 26. november kl. 14.", nil},
		{"new strength", nil, strength, "Ny styrke: God til cykler.", nil},
		{"new challenge", nil, challenge, "Nyt, der er svært: Mange mennesker.", nil},
		{"its own full stop", nil, &domain.Goal{Title: "Kan jeg køre bus?"}, "Nyt mål: Kan jeg køre bus?", nil},

		{"goal: name and status", goal(), with(t, goal(), func(g *domain.Goal) { g.Title, g.Status = "Køre tog", domain.StatusReached }),
			"Mål ændret: Køre bus. Status: Mål nået. Nyt navn: Køre tog.", changes{{"status", "I gang", "Mål nået"}, {"title", "Køre bus", "Køre tog"}}},
		{"goal: dates", goal(), with(t, goal(), func(g *domain.Goal) { g.TargetDate, g.ReachedOn = "2026-12-24", "" }),
			"Mål ændret: Køre bus. Nået: taget væk. Måldato: 24. december.", changes{{"reached_on", "1. maj 2027", ""}, {"target_date", "1. juni 2027", "24. december"}}},
		{"goal: only its place", goal(), with(t, goal(), func(g *domain.Goal) { g.Rank = "zz" }), "Mål ændret: Køre bus.", nil},
		{"goal: only its look", goal(), with(t, goal(), func(g *domain.Goal) { g.Icon, g.Colour = "train", "red" }), "Mål ændret: Køre bus.", nil},

		{"step: done", step, with(t, step, func(s *domain.Step) { s.Status, s.DoneAt = domain.StatusDone, "2026-11-24" }),
			"Skridt ændret: Svøm om mandagen. Gjort: 24. november. Status: Gjort.", changes{{"done_at", "30. november", "24. november"}, {"status", "I gang", "Gjort"}}},
		{"step: another goal, another before it", step, with(t, step, func(s *domain.Step) { s.Goal, s.After, s.Of, s.Repeats = id("g2"), "", 6, "daily" }),
			"Skridt ændret: Svøm om mandagen. Efter: taget væk. Mål: Mere luft. Antal gange: 6. Gentages: Hver dag.",
			changes{{"after", "Ring til skolen", ""}, {"goal", "Køre bus", "Mere luft"}, {"of", "4", "6"}, {"repeats", "Hver uge", "Hver dag"}}},

		{"effort: times and hours", effort(), with(t, effort(), func(e *domain.Effort) {
			e.Time, e.HoursPerWeek, e.PaidHoursPerWeek, e.SchedulePlain = &domain.Clocks{From: "09:15", To: "14:00"}, 10.25, 0, "Tirsdag"
		}), "Ændret: Praktik. Timer om ugen: 10,25. Timer med løn om ugen: taget væk. Tidspunkt: Tirsdag. Klokken: kl. 9.15-14.",
			changes{{"hours_per_week", "7,5", "10,25"}, {"paid_hours_per_week", "2", ""}, {"schedule_plain", "Mandag og onsdag", "Tirsdag"}, {"time", "kl. 9-12.30", "kl. 9.15-14"}}},
		{"effort: who, where, what for", effort(), with(t, effort(), func(e *domain.Effort) {
			e.Responsible, e.PlaceContact, e.Place, e.Goals = id("bo"), id("maja"), &domain.Place{Name: "Værkstedet"}, []domain.ID{id("g1"), id("g2")}
		}), "Ændret: Praktik. Mål: Køre bus, Mere luft. Sted: Værkstedet. Kontakt på stedet: Maja. Ansvarlig: Bo.",
			changes{{"goals", "Køre bus", "Køre bus, Mere luft"}, {"place", "Kæden, Gade 1", "Værkstedet"}, {"place_contact", "Bo", "Maja"}, {"responsible", "Maja", "Bo"}}},
		{"effort: pauses and what comes then", effort(), with(t, effort(), func(e *domain.Effort) {
			e.Pauses = []domain.Pause{{From: "2026-12-21", To: "2026-12-31"}, {From: "2027-02-08", To: "2027-02-12", Why: "Ferie"}}
			e.NextStep, e.FollowUp = &domain.NextStep{Decided: true}, &domain.FollowUp{EveryDays: 7}
			e.Adjustments = append(e.Adjustments, domain.Adjustment{From: "2026-11-23", Text: "Kortere dage."})
		}), "Ændret: Praktik. Ændret på stedet: Kortere dage. Opfølgning: Hver 7. dag. Hvad så nu? Er aftalt. Pauser: 21. december til 31. december, 8. februar 2027 til 12. februar 2027 (Ferie).",
			changes{{"adjustments", "En pause mere", "Kortere dage."}, {"follow_up", "Hver 14. dag", "Hver 7. dag"}, {"next_step", "Job", "Er aftalt"},
				{"pauses", "21. december til 3. januar 2027 (Jul)", "21. december til 31. december, 8. februar 2027 til 12. februar 2027 (Ferie)"}}},

		{"agreement: kept", agreement, with(t, agreement, func(a *domain.Agreement) { a.Status, a.ClosedOn, a.Repeats = domain.StatusKept, "2026-11-24", "P1M" }),
			"Aftale ændret: Maja ringer til jobbet. Lukket: 24. november. Gentages: Hver måned. Status: Holdt.",
			changes{{"closed_on", "2. december", "24. november"}, {"repeats", "Hver anden uge", "Hver måned"}, {"status", "I gang", "Holdt"}}},

		{"meeting: moved", meeting(), with(t, meeting(), func(m *domain.Meeting) { m.Start, m.End = day(27, 9, 15), day(27, 9, 45) }),
			"Møde ændret: Samtale. Ny tid: fredag 27. november kl. 9.15 til 9.45.",
			changes{{"start", "torsdag 26. november kl. 14 til 15", "fredag 27. november kl. 9.15 til 9.45"}}},
		{"meeting: cancelled", meeting(), with(t, meeting(), func(m *domain.Meeting) {
			m.Status, m.Cancelled = domain.StatusCancelled, &domain.Cancelled{At: day(25, 9, 0), By: id("maja"), Why: "Maja er syg"}
		}), "Mødet er aflyst: Samtale. Torsdag 26. november kl. 14.", changes{{"status", "Kommer senere", "Aflyst"}}},
		{"meeting: a little longer", meeting(), with(t, meeting(), func(m *domain.Meeting) { m.End = m.End.Add(30 * time.Minute) }),
			"Møde ændret: Samtale. Ny tid: torsdag 26. november kl. 14 til 15.30.", changes{{"start", "torsdag 26. november kl. 14 til 15", "torsdag 26. november kl. 14 til 15.30"}}},
		{"meeting: form, people, duty", meeting(), with(t, meeting(), func(m *domain.Meeting) {
			m.Form, m.With, m.Companions, m.Mandatory, m.Bring, m.Transport = "walk", []domain.ID{id("maja"), id("bo")}, nil, false, []string{"Kalender", "Sko"}, &domain.Ride{Leaves: m.Start, Text: "Bo henter dig"}
		}), "Møde ændret: Samtale. Husk at tage med: Kalender, Sko. Følger med: taget væk. Form: Gåtur. Pligt: taget væk. Kørsel: Bo henter dig. Med: Maja, Bo.",
			changes{{"bring", "Kalender", "Kalender, Sko"}, {"companions", "Karen", ""}, {"form", "Vi mødes", "Gåtur"}, {"mandatory", "Ja", ""}, {"transport", "Karen kører", "Bo henter dig"}, {"with", "Maja", "Maja, Bo"}}},
		{"meeting: the same instant in another zone", meeting(), with(t, meeting(), func(m *domain.Meeting) { m.Start = m.Start.In(domain.Copenhagen) }), "Møde ændret: Samtale.", nil},

		{"strength", strength, with(t, strength, func(s *domain.Strength) { s.Text = "God til alt" }), "Styrke ændret: God til cykler. Ny tekst: God til alt.", changes{{"text", "God til cykler", "God til alt"}}},
		{"challenge", challenge, with(t, challenge, func(c *domain.Challenge) { c.WhatHelps = "Ro" }), "Ændret, hvad der er svært: Mange mennesker. Det, der hjælper: Ro.",
			changes{{"what_helps", "At komme tidligt", "Ro"}}},
	} {
		what, fields, err := domain.Describe(tc.before, tc.after, now, names)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		if what != tc.what {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, what, tc.what)
		}
		if diff := cmp.Diff(tc.fields, fields); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

// TestEveryFieldThatStaffCanChangeHasWords: a field without words makes a plan change
// that tells the citizen nothing. Those that are no news are listed, so that a new field
// is thought about.
func TestEveryFieldThatStaffCanChangeHasWords(t *testing.T) {
	quiet := map[string]bool{
		"rank": true, "icon": true, "colour": true, // how it looks
		"visibility": true, "sensitive": true, "original": true, "owner": true, "recorded_by": true, "said_by": true, "on": true, "done_by": true, "photo": true, "ticks": true, "next_due": true, // not staff's to write
		"catalogue_code": true, "kle": true, "kl_code": true, "legal_ref": true, "requested_on": true, "guarantee_days": true, "consent": true, "consultant_sees": true,
		"result_sensitive": true, "result_visibility": true, "ended_reason": true, "job_oriented": true, "sequence": true, "department": true, // codes
		"rrule": true, // schedule_plain says it in words
		"rsvp":  true, "absence": true, "pick_up": true, "companion_answers": true, "summary_answer": true, "cancelled": true, "moved_from": true, "series": true, "series_kind": true, "booked_same_day": true, "measurement": true, "board_photo": true, "summary_confirmed_by_citizen": true,
		"title_translations": true, "purpose_translations": true, "reminders": true, "may_choose_form": true, "effort": true, "made_at": true,
	}
	for _, k := range []domain.Kind{domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting, domain.KindStrength, domain.KindChallenge} {
		full, err := domain.FieldsOf(whole[k])
		if err != nil {
			t.Fatal(err)
		}
		empty, err := domain.NewItem(k)
		if err != nil {
			t.Fatal(err)
		}
		_, fields, err := domain.Describe(empty, whole[k], now, names)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{"end": true} // a meeting's is told with its start
		for _, f := range fields {
			told[f.Field] = true
		}
		for name := range full {
			if !told[name] && !quiet[name] {
				t.Errorf("%s: a change of %q is not told", k, name)
			}
		}
	}
}

// TestASentenceNeverOutgrowsThePlanChange: whatever staff may write can also be told.
func TestASentenceNeverOutgrowsThePlanChange(t *testing.T) {
	text := func(limit int) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string {
			word := rapid.SampledFrom([]string{"æøå ", "ord\n", "langtordudenmellemrum", "😀"}).Draw(t, "word")
			s := []rune(strings.Repeat(word, limit))
			return string(s[:rapid.IntRange(1, limit).Draw(t, "length")])
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		e := effort()
		e.Title, e.Plain, e.PathToPaidHours, e.ResultPlain = text(domain.MaxTitle).Draw(t, "title"), text(domain.MaxText).Draw(t, "plain"), text(domain.MaxText).Draw(t, "path"), text(domain.MaxText).Draw(t, "result")
		for range rapid.IntRange(0, 50).Draw(t, "pauses") {
			e.Pauses = append(e.Pauses, domain.Pause{From: "2026-12-21", To: "2027-01-03", Why: text(domain.MaxTitle).Draw(t, "why")})
		}
		a := &domain.Agreement{Text: text(domain.MaxText).Draw(t, "text"), Note: text(domain.MaxText).Draw(t, "note")}
		for _, c := range []struct{ before, after domain.Item }{{nil, a}, {&domain.Agreement{Text: "x"}, a}, {effort(), e}, {nil, e}} {
			what, _, err := domain.Describe(c.before, c.after, now, names)
			if err != nil {
				t.Fatal(err)
			}
			if n := utf8.RuneCountInString(what); n > 1500 || strings.ContainsAny(what, "\n") || !utf8.ValidString(what) {
				t.Fatalf("%d characters: %q", n, what)
			}
			pc := &domain.PlanChange{At: now, By: id("maja"), What: what, Why: "Derfor"}
			if err := pc.Validate(); err != nil && strings.TrimSpace(what) != "" {
				t.Fatal(err)
			}
		}
	})
}
