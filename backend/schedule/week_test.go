package schedule_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/schedule"
)

// The weeks in which clocks change are an hour shorter and longer, and a year has 53 weeks
// where its Thursdays say so (ISO 8601).
func TestWeekOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day          domain.Date
		year, number int
		monday       domain.Date
		hours        time.Duration
	}{
		{"2026-11-24", 2026, 48, "2026-11-23", 168},
		{"2026-11-23", 2026, 48, "2026-11-23", 168},
		{"2026-11-29", 2026, 48, "2026-11-23", 168},
		{"2026-03-29", 2026, 13, "2026-03-23", 167}, // clocks go forward that Sunday
		{"2026-10-25", 2026, 43, "2026-10-19", 169}, // and back
		{"2026-12-31", 2026, 53, "2026-12-28", 168},
		{"2027-01-03", 2026, 53, "2026-12-28", 168},
		{"2027-01-04", 2027, 1, "2027-01-04", 168},
		{"2024-12-30", 2025, 1, "2024-12-30", 168},
		{"2028-02-29", 2028, 9, "2028-02-28", 168},
	} {
		w, ok := schedule.WeekOf(c.day)
		if !ok || w.Year != c.year || w.Number != c.number || w.Days[0] != c.monday || w.Days[6] != c.monday.AddDays(6) || w.To().Sub(w.From()) != c.hours*time.Hour {
			t.Errorf("%s: %+v, %v long", c.day, w, w.To().Sub(w.From()))
		}
	}
	for _, d := range []domain.Date{"", "2026-02-29", "uge 48"} {
		if _, ok := schedule.WeekOf(d); ok {
			t.Errorf("%q has a week", d)
		}
	}
}

// Working hours stand by the wall clock, on both sides of a change of it; a holiday has none.
func TestOpenOn(t *testing.T) {
	t.Parallel()
	o := schedule.OfficeOf("man 8-12, man 13-15, fre-søn 9-12", "")
	utc := func(d domain.Date) (out string) {
		for _, s := range o.OpenOn(d) {
			out += s.Start.Format("15:04") + "-" + s.End.Format("15:04") + " "
		}
		return out
	}
	for day, want := range map[domain.Date]string{
		"2026-11-23": "07:00-11:00 12:00-14:00 ", "2026-11-24": "", "2026-03-28": "08:00-11:00 ", "2026-03-29": "07:00-10:00 ",
		"2026-10-24": "07:00-10:00 ", "2026-10-25": "08:00-11:00 ", "2026-12-25": "", "2027-01-01": "", "no day": "",
	} {
		if got := utc(day); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	if got := schedule.NameOf("2026-12-25"); got != "Juledag" {
		t.Errorf("25 December is %q", got)
	}
	if got := schedule.NameOf("2026-12-23") + schedule.NameOf("x"); got != "" {
		t.Errorf("no holiday is %q", got)
	}
}
