package domain_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/domain"
)

func TestDatesAcrossDaylightSaving(t *testing.T) {
	for _, tc := range []struct {
		day        domain.Date
		start, end string // UTC
	}{
		{"2026-03-28", "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z"},
		{"2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, // 23 hours
		{"2026-07-01", "2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z"},
		{"2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, // 25 hours
		{"2026-12-31", "2026-12-30T23:00:00Z", "2026-12-31T23:00:00Z"},
		{"2028-02-29", "2028-02-28T23:00:00Z", "2028-02-29T23:00:00Z"},
	} {
		if got := tc.day.Start().UTC().Format(time.RFC3339); got != tc.start {
			t.Errorf("%s begins %s, want %s", tc.day, got, tc.start)
		}
		if got := tc.day.End().UTC().Format(time.RFC3339); got != tc.end {
			t.Errorf("%s ends %s, want %s", tc.day, got, tc.end)
		}
	}
}

func TestEveryInstantFallsIntoItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(t, "unix"), 0)
		d := domain.DateOf(at)
		if !d.Valid() || at.Before(d.Start()) || !at.Before(d.End()) {
			t.Fatalf("%s is not within %s (%s to %s)", at, d, d.Start(), d.End())
		}
		n := rapid.IntRange(-800, 800).Draw(t, "days")
		if back := d.AddDays(n).AddDays(-n); back != d {
			t.Fatalf("%s and %d days there and back is %s", d, n, back)
		}
		if next := d.AddDays(1); !d.End().Equal(next.Start()) || next <= d {
			t.Fatalf("after %s comes %s", d, next)
		}
	})
}

func TestDateValid(t *testing.T) {
	for d, want := range map[domain.Date]bool{
		"": true, "2026-11-24": true, "2028-02-29": true, "1900-01-01": true, "2200-12-31": true,
		"2026-02-29": false, "2026-02-30": false, "2026-13-01": false, "2026-00-10": false, "2026-11-00": false, "1899-12-31": false, "2201-01-01": false,
		"2026-1-2": false, "24-11-2026": false, "2026/11/24": false, "20261124": false, "2026-11-24T00:00:00Z": false, " 2026-11-24": false, "i morgen": false, "٢٠٢٦-١١-٢٤": false,
	} {
		if got := d.Valid(); got != want {
			t.Errorf("%q: %t", d, got)
		}
	}
	for _, none := range []domain.Date{"", "i morgen"} {
		if !none.Start().IsZero() || none.AddDays(3) != none || none.Danish(now) != "" {
			t.Errorf("%q is not treated as no date", none)
		}
	}
}

func TestDanishDates(t *testing.T) {
	// A few minutes before midnight UTC it is already the next year in Copenhagen.
	newYear := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)
	for _, tc := range []struct{ got, want string }{
		{domain.Date("2026-01-12").Danish(now), "12. januar"},
		{domain.Date("2027-01-12").Danish(now), "12. januar 2027"},
		{domain.Date("2027-01-12").Danish(newYear), "12. januar"},
		{domain.DanishTime(time.Date(2026, 11, 26, 13, 0, 0, 0, time.UTC), now), "torsdag 26. november kl. 14"},
		{domain.DanishTime(time.Date(2026, 11, 26, 8, 5, 0, 0, time.UTC), now), "torsdag 26. november kl. 9.05"},
		{domain.DanishTime(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), now), "søndag 25. oktober kl. 2.30"}, // the first 2:30
		{domain.DanishTime(time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC), now), "søndag 25. oktober kl. 2.30"}, // the second
		{domain.DanishTime(time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), now), "søndag 29. marts kl. 3"},
		{domain.DanishTime(newYear, now), "fredag 1. januar 2027 kl. 0.30"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
}

func TestConsentAndContactRunOut(t *testing.T) {
	k := &domain.Consent{ConsentKind: "share_department", Department: "rus", Scope: []string{"schedule"}, Status: domain.StatusActive, Expires: "2027-03-28"}
	last := k.Expires.Start().Add(-time.Millisecond)
	for _, tc := range []struct {
		name   string
		change func(*domain.Consent)
		at     time.Time
		opens  bool
	}{
		{"the moment before", nil, last, true},
		{"the moment itself", nil, k.Expires.Start(), false},
		{"another department", func(k *domain.Consent) { k.Department = "social" }, last, false},
		{"another scope", func(k *domain.Consent) { k.Scope = []string{"attendance"} }, last, false},
		{"withdrawn", func(k *domain.Consent) { k.Status = "withdrawn" }, last, false},
		{"another kind", func(k *domain.Consent) { k.ConsentKind = "one_plan" }, last, false},
	} {
		c := *k
		if tc.change != nil {
			tc.change(&c)
		}
		if got := c.Opens("rus", "schedule", tc.at); got != tc.opens {
			t.Errorf("%s: %t", tc.name, got)
		}
	}
	invited := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		c    domain.Contact
		want time.Time
	}{
		{domain.Contact{InvitedAt: invited, Expires: "2026-03-29"}, time.Date(2026, 3, 29, 22, 0, 0, 0, time.UTC)},
		{domain.Contact{InvitedAt: invited}, invited.AddDate(1, 0, 0)},
		{domain.Contact{InvitedAt: invited, Expires: "2026-03-29", WithdrawnAt: &now}, now},
	} {
		if got := tc.c.Ends(); !got.Equal(tc.want) {
			t.Errorf("%+v ends %s", tc.c, got)
		}
	}
}

func TestMeetingUpcoming(t *testing.T) {
	m := meeting()
	for _, tc := range []struct {
		at     time.Time
		status domain.Status
		want   bool
	}{
		{m.Start.Add(-time.Hour), domain.StatusPlanned, true}, {m.Start.Add(time.Minute), domain.StatusPlanned, true}, {m.End, domain.StatusPlanned, false},
		{m.Start.Add(-time.Hour), domain.StatusCancelled, false}, {m.Start.Add(-time.Hour), domain.StatusMoved, false},
	} {
		m.Status = tc.status
		if got := m.Upcoming(tc.at); got != tc.want {
			t.Errorf("%s at %s: %t", tc.status, tc.at, got)
		}
	}
}
