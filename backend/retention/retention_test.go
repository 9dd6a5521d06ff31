package retention_test

import (
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/retention"
)

// The times that ship are right by their own rules, and name every class.
func TestTheTimesThatShip(t *testing.T) {
	t.Parallel()
	times := retention.Builtin()
	if len(times.Classes) != len(retention.Codes) {
		t.Errorf("%d classes in the file, %d in the program", len(times.Classes), len(retention.Codes))
	}
	if got := times.Class(domain.RetainPlan).Keep; got.Years != 5 {
		t.Error(got)
	}
	if got := times.Class(domain.RetainUnsent).Keep; got.Days != 90 {
		t.Error(got)
	}
}

// n years are never less than n years of the calendar, from whatever day, and at most two days more.
func TestAYearIsNeverShort(t *testing.T) {
	t.Parallel()
	for years := 1; years <= 30; years++ {
		for day := range 1500 {
			from := time.Date(2023, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day)
			calendar, got := from.AddDate(years, 0, 0), from.Add(retention.Period{Years: years}.Duration())
			if over := got.Sub(calendar); over < 0 || over > 48*time.Hour {
				t.Fatalf("%d years from %s end %s after the calendar's", years, from, over)
			}
		}
	}
}

// A file that is wrong is refused with the place and the reason.
func TestAFileThatIsWrong(t *testing.T) {
	t.Parallel()
	ships := string(retention.Default)
	cut := func(code string) string {
		from := strings.Index(ships, `    { "code": "`+code+`"`)
		end := from + strings.Index(ships[from:], "\n    { ") + 1
		return ships[:from] + ships[end:]
	}
	for _, c := range []struct{ what, file, want string }{
		{"an unknown class", strings.Replace(ships, `"code": "mutations"`, `"code": "diaries"`, 1), "/classes/8/code"},
		{"two of a class", strings.Replace(ships, `    { "code": "sessions"`, `    { "code": "links", "from": "link_ended", "keep": { "days": 90 }, "kle": "x", "law": "x", "what": "x", "why": "x" },
    { "code": "sessions"`, 1), `"links" is already the code of /classes/2`},
		{"a class that is missing", cut("sessions"), "nothing says how long sessions is kept"},
		{"counted from something else", strings.Replace(ships, `"from": "looked"`, `"from": "written"`, 1), "access_log counts from looked"},
		{"a log of readings for less than half a year", strings.Replace(ships, `"from": "looked", "keep": { "years": 5 }`, `"from": "looked", "keep": { "days": 179 }`, 1), "access_log is kept for 180 days to 10 years, not 179 days"},
		{"consents for less than their own life", strings.Replace(ships, `"from": "consent_over", "keep": { "years": 5 }`, `"from": "consent_over", "keep": { "days": 364 }`, 1), "consents is kept for 1 year"},
		{"longer than anybody needs it", strings.Replace(ships, `"from": "plan_ended", "keep": { "years": 5 }`, `"from": "plan_ended", "keep": { "years": 11 }`, 1), "plan is kept for 1 year to 10 years, not 11 years"},
		{"a time that is none", strings.Replace(ships, `{ "years": 5 }`, `{ "years": -5 }`, 1), "/classes/0/keep/years"},
		{"two times", strings.Replace(ships, `{ "years": 5 }`, `{ "years": 5, "days": 1 }`, 1), "/classes/0/keep"},
		{"no time", strings.Replace(ships, `{ "years": 5 }`, `{}`, 1), "/classes/0/keep"},
		{"absurd", strings.Replace(ships, `{ "years": 5 }`, `{ "years": 4000 }`, 1), "/classes/0/keep/years"},
		{"hard words", strings.Replace(ships, "Du skal kunne klage.", strings.Repeat("Forvaltningsmyndighedernes videregivelsesadgang indskrænkes tilsvarende ", 4)+".", 1), "LIX"},
		{"an unknown word", strings.Replace(ships, `"law": "GDPR art. 7(1)"`, `"law": "GDPR art. 7(1)", "forever": true`, 1), "unknown field"},
	} {
		if c.file == ships {
			t.Fatalf("%s: the file is not changed", c.what)
		}
		if _, err := retention.Parse("f.json", []byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
	}
}

// The version is of the times alone: other words are the same version, another time is not.
func TestTheVersionIsOfTheTimes(t *testing.T) {
	t.Parallel()
	parse := func(from, to string) retention.Times {
		times, err := retention.Parse("f.json", []byte(strings.Replace(string(retention.Default), from, to, 1)))
		if err != nil {
			t.Fatal(err)
		}
		return times
	}
	ships := retention.Builtin()
	if parse("Du skal kunne klage.", "Du kan klage.").Version() != ships.Version() {
		t.Error("other words made another version")
	}
	shorter := parse(`"from": "plan_ended", "keep": { "years": 5 }`, `"from": "plan_ended", "keep": { "years": 4 }`)
	if shorter.Version() == ships.Version() {
		t.Error("another time is the same version")
	}
	if got := shorter.Shorter(ships); len(got) != 1 || got[0] != domain.RetainPlan {
		t.Error(got)
	}
	if got := ships.Shorter(shorter); len(got) != 0 {
		t.Error(got)
	}
}
