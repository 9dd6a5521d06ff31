package demo

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tavlen/backend/domain"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestShiftTimeKeepsTheWallClock(t *testing.T) {
	for _, c := range []struct {
		name, from string
		weeks      int
		want       string
	}{
		{"nowhere", "2026-11-24T09:00:00+01:00", 0, "2026-11-24T09:00:00+01:00"},
		{"from winter into summer", "2026-11-24T09:00:00+01:00", 26, "2027-05-25T09:00:00+02:00"},
		{"from summer back into winter", "2026-10-05T10:00:00+02:00", 4, "2026-11-02T10:00:00+01:00"},
		{"over a leap day", "2027-12-28T13:15:00+01:00", 10, "2028-03-07T13:15:00+01:00"},
		{"back a year", "2026-11-24T09:00:00+01:00", -52, "2025-11-25T09:00:00+01:00"},
		{"an instant given in another zone", "2026-11-24T08:00:00Z", 1, "2026-12-01T09:00:00+01:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ShiftTime(at(t, c.from), c.weeks); !got.Equal(at(t, c.want)) {
				t.Errorf("%s moved %d weeks is %s, want %s", c.from, c.weeks, got.In(domain.Copenhagen), c.want)
			}
		})
	}
}

func TestShiftTimeAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(1_500_000_000, 2_500_000_000).Draw(t, "from"), 0)
		weeks := rapid.IntRange(-1000, 1000).Draw(t, "weeks")
		to := ShiftTime(from, weeks)
		a, b := from.In(domain.Copenhagen), to.In(domain.Copenhagen)
		if a.Weekday() != b.Weekday() {
			t.Fatalf("%s became %s", a, b)
		}
		if days := noon(to).Sub(noon(from)).Hours() / 24; days != float64(7*weeks) {
			t.Fatalf("%s moved %v days, not %d weeks", a, days, weeks)
		}
		// Only the hour that the clocks skip in March, on a Sunday, may differ.
		if a.Format("15:04:05") != b.Format("15:04:05") && !(b.Weekday() == time.Sunday && b.Month() == time.March && a.Hour() == 2) {
			t.Fatalf("%s became %s", a, b)
		}
	})
}

func TestWeeksPutTheAnchorJustBeforeNow(t *testing.T) {
	anchor := at(t, "2026-11-24T09:00:00+01:00")
	for _, c := range []struct {
		now  string
		want int
	}{
		{"2026-11-24T09:00:00+01:00", 0},
		{"2026-11-24T08:59:59+01:00", -1}, // the case's history would lie ahead
		{"2026-11-29T23:59:00+01:00", 0},
		{"2026-11-30T12:00:00+01:00", 0},
		{"2026-12-01T09:00:00+01:00", 1},
		{"2027-05-25T09:00:00+02:00", 26}, // summer time: 09:00 is an hour earlier in UTC
		{"2027-05-25T08:59:00+02:00", 25},
		{"2028-02-29T10:00:00+01:00", 66}, // the leap day is a Tuesday
		{"2026-11-22T03:00:00+01:00", -1},
	} {
		if got := Weeks(anchor, at(t, c.now)); got != c.want {
			t.Errorf("at %s the case moves %d weeks, want %d", c.now, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1_500_000_000, 2_500_000_000).Draw(t, "now"), 0)
		n := Weeks(anchor, now)
		if ShiftTime(anchor, n).After(now) || !ShiftTime(anchor, n+1).After(now) {
			t.Fatalf("at %s the anchor moves to %s", now, ShiftTime(anchor, n))
		}
	})
}

func TestShiftDate(t *testing.T) {
	for _, c := range []struct {
		from  domain.Date
		weeks int
		want  domain.Date
	}{{"", 5, ""}, {"2026-12-28", 1, "2027-01-04"}, {"2028-02-22", 1, "2028-02-29"}, {"2027-02-23", 1, "2027-03-02"}, {"2026-01-05", -1, "2025-12-29"}} {
		if got := ShiftDate(c.from, c.weeks); got != c.want {
			t.Errorf("%s moved %d weeks is %s, want %s", c.from, c.weeks, got, c.want)
		}
	}
	if got := shiftRRule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261228", 1); got != "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270104" {
		t.Errorf("the rule became %s", got)
	}
}

func TestShiftMovesTheWholeSetAndLeavesItAlone(t *testing.T) {
	set, again := builtinSet(t), builtinSet(t)
	moved := set.Shift(26)
	if diff := cmp.Diff(again, set); diff != "" {
		t.Fatalf("shifting changed the set itself (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(set, moved.Shift(-26)); diff != "" {
		t.Errorf("there and back is not the same (-set +back):\n%s", diff)
	}
	peter := caseOf(t, moved, "peter")
	m := itemOf[*domain.Meeting](t, peter, ID("peter", "m11b"))
	if want := at(t, "2027-05-27T14:00:00+02:00"); !m.Start.Equal(want) {
		t.Errorf("m11b is %s, want Thursday 14:00: %s", m.Start.In(domain.Copenhagen), want)
	}
	e := itemOf[*domain.Effort](t, peter, ID("peter", "e1"))
	if e.Start != "2027-04-26" || e.Pauses[0].From != "2027-06-21" || e.FollowUp.Last != "2027-05-18" || e.RRule != "FREQ=WEEKLY;BYDAY=MO,TU,WE" {
		t.Errorf("e1 is %+v", e)
	}
	if e.NextStep.Text != "Hvad-så-nu-møde 12. januar, ti dage før praktikken slutter" {
		t.Errorf("words were changed: %q", e.NextStep.Text)
	}
	if got := peter.Citizen.Citizen; got.BirthYear != 1979 || got.OnBenefitSince != "2017-03-02" || got.Agreement.OutOfHours.AgreedOn != "2027-04-12" {
		t.Errorf("Peter is %+v", got)
	}
	if day := domain.DateOf(peter.Deputies[0].From); day != "2027-05-21" || !peter.Deputies[0].To.Equal(day.End()) {
		t.Errorf("the deputy's day is %s to %s", peter.Deputies[0].From, peter.Deputies[0].To)
	}
	if !moved.Anchor.Equal(at(t, "2027-05-25T09:00:00+02:00")) {
		t.Errorf("the anchor is %s", moved.Anchor)
	}
	if diff := cmp.Diff(moved, set.ShiftTo(at(t, "2027-05-31T23:00:00+02:00"))); diff != "" {
		t.Errorf("moved to the week after 25 May 2027 (-by weeks +to a day):\n%s", diff)
	}
	// What the domain accepts on one date it accepts on another, whatever the year.
	for _, weeks := range []int{-300, -52, 60, 68, 170} {
		for _, c := range set.Shift(weeks).Cases {
			for _, it := range c.Items {
				if err := it.Item.Validate(); err != nil {
					t.Errorf("moved %d weeks, %s %s is refused: %v", weeks, c.Key, it.Item.Kind(), err)
				}
			}
		}
	}
}
