package domain

import (
	"errors"
	"testing"
	"time"
)

// A week is the same one all its days, over the changes of the clock and of the year, and ends
// by the clock in Copenhagen.
func TestAWeekIsNamedByItsMonday(t *testing.T) {
	for day, want := range map[Date]Date{
		"2026-11-23": "2026-11-23", "2026-11-29": "2026-11-23", "2026-11-30": "2026-11-30",
		"2026-03-29": "2026-03-23", "2026-03-30": "2026-03-30", // the clock goes forward on the Sunday
		"2026-10-25": "2026-10-19", "2026-10-26": "2026-10-26", // and back
		"2027-01-01": "2026-12-28", "2027-01-03": "2026-12-28", "2027-01-04": "2027-01-04",
		"": "", "2026-02-30": "",
	} {
		if got := WeekOf(day); got != want {
			t.Errorf("%s is of the week of %s, not %s", day, got, want)
		}
	}
	for at, want := range map[string]Date{"2026-07-05T21:59:59Z": "2026-06-29", "2026-07-05T22:00:00Z": "2026-07-06", "2026-12-06T22:59:59Z": "2026-11-30", "2026-12-06T23:00:00Z": "2026-12-07"} {
		when, err := time.Parse(time.RFC3339, at)
		if got := WeekOf(DateOf(when)); err != nil || got != want {
			t.Errorf("%s is of the week of %s, not %s (%v)", at, got, want, err)
		}
	}
}

// A run of weeks has each of them once, over the changes of the clock too; what is no week that
// has begun, or too many of them, is refused.
func TestARunOfWeeks(t *testing.T) {
	const today Date = "2026-11-24"
	for _, c := range []struct {
		from, to Date
		weeks    int
		last     Date
	}{
		{"2026-11-23", "", 1, "2026-11-23"}, {"2026-11-16", "2026-11-16", 1, "2026-11-16"},
		{"2026-03-23", "2026-04-06", 3, "2026-04-06"}, {"2026-10-19", "2026-11-02", 3, "2026-11-02"},
		{"2025-11-24", "2026-11-23", 53, "2026-11-23"}, {"2000-01-03", "2000-01-03", 1, "2000-01-03"},
	} {
		weeks, err := PaidWeeks(c.from, c.to, today)
		if err != nil || len(weeks) != c.weeks || weeks[len(weeks)-1] != c.last {
			t.Errorf("%s to %s: %v, %v", c.from, c.to, weeks, err)
		}
		for _, w := range weeks {
			if WeekOf(w) != w {
				t.Errorf("%s to %s: %s is no Monday", c.from, c.to, w)
			}
		}
	}
	for _, c := range [][2]Date{
		{"", ""}, {"x", ""}, {"2026-11-24", ""}, {"2026-11-22", ""}, {"2026-11-30", ""}, {"2026-11-16", "2026-11-30"}, {"2026-11-16", "2026-11-09"},
		{"1999-12-27", ""}, {"1999-12-27", "2000-01-03"}, {"2025-11-17", "2026-11-23"}, {"2026-11-16", "2026-11-20"}, {"2000-01-03", "2026-11-23"}, {"2026-02-30", ""},
	} {
		if weeks, err := PaidWeeks(c[0], c[1], today); !errors.Is(err, Invalid()) || len(weeks) > 0 {
			t.Errorf("%s to %s: %v, %v", c[0], c[1], weeks, err)
		}
	}
}

// What an effort ended with is offered from the week in which it ended, and never before.
func TestHoursThatAnEffortEndedWith(t *testing.T) {
	for _, c := range []struct {
		e       Effort
		minutes int
		from    Date
	}{
		{Effort{Status: StatusCompleted, PaidHoursPerWeek: 6, End: "2026-11-20"}, 360, "2026-11-16"},
		{Effort{Status: StatusCompleted, PaidHoursPerWeek: 2.5, End: "2026-11-16"}, 150, "2026-11-16"},
		{Effort{Status: StatusActive, PaidHoursPerWeek: 6, End: "2026-11-20"}, 0, ""},
		{Effort{Status: StatusCompleted, End: "2026-11-20"}, 0, ""},
		{Effort{Status: StatusDropped, PaidHoursPerWeek: 6}, 0, ""},
	} {
		if minutes, from := c.e.PaidFrom(); minutes != c.minutes || from != c.from {
			t.Errorf("%v: %d from %s", c.e, minutes, from)
		}
	}
}
