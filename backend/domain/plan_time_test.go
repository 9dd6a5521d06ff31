package domain_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
)

// A plan is told of once its time is over within thirty days, and goes on the day that was told: never while it is held,
// not when nobody was told, and not by what was told of another time.
func TestWhenAPlanIsToldOfAndGoes(t *testing.T) {
	const day, keep = 24 * time.Hour, 100 * 24 * time.Hour
	ended := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	after := func(days int) time.Time { return ended.Add(time.Duration(days) * day) }
	told := func(at, goes int) domain.PlanTime {
		return domain.PlanTime{Ended: ended, ToldAt: after(at), Goes: after(goes)}
	}
	held := func(p domain.PlanTime, until int) domain.PlanTime {
		p.Hold = &domain.PlanHold{Until: domain.DateOf(after(until))}
		return p
	}
	for _, c := range []struct {
		what       string
		p          domain.PlanTime
		now        int
		tell, over bool
	}{
		{"open", domain.PlanTime{}, 500, false, false},
		{"31 days before", domain.PlanTime{Ended: ended}, 69, false, false},
		{"thirty days before", domain.PlanTime{Ended: ended}, 70, true, false},
		{"long over, and nobody was told", domain.PlanTime{Ended: ended}, 500, true, false},
		{"told", told(70, 100), 71, false, false},
		{"a day before", told(70, 100), 99, false, false},
		{"the day", told(70, 100), 100, false, true},
		{"told late", told(90, 120), 110, false, false},
		{"told of a shorter time, and kept for longer since", told(20, 50), 60, false, false},
		{"the same, when its time comes", told(20, 50), 75, true, false},
		{"held", held(told(70, 100), 200), 100, false, false},
		{"held for less than a month more", held(domain.PlanTime{Ended: ended}, 120), 100, true, false},
		{"held for longer", held(domain.PlanTime{Ended: ended}, 200), 100, false, false},
		{"held no more", held(told(70, 100), 101), 103, false, true},
		{"it did not go for a month after the day", told(70, 100), 130, true, false},
	} {
		now := after(c.now)
		if tell, over := c.p.Tell(now, keep), c.p.Over(now, keep); tell != c.tell || over != c.over {
			t.Errorf("%s: told %v, goes %v", c.what, tell, over)
		}
	}
}
