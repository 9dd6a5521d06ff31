package domain

import (
	"strings"
	"time"
)

// PlanNotice is for how many days at least it was told that a plan goes before it does.
const PlanNotice = 30

// MaxPlanHold is for how many days from today a plan may be held back. It can be held anew.
const MaxPlanHold = 366

const planNotice = PlanNotice * 24 * time.Hour

// PlanHold holds a plan back that has ended, so that it is not deleted by its time: a complaint or a
// law suit needs it.
type PlanHold struct {
	By ID        `json:"by,omitempty"`
	At time.Time `json:"at"`
	// Reason is read by the citizen, too. It is "" where a restore took it.
	Reason string `json:"reason,omitempty"`
	// Until is the last day of it, in Copenhagen: it ends by itself.
	Until Date `json:"until"`
}

// Check says in plain words what is wrong with it, as it is put down today.
func (h PlanHold) Check(today Date) error {
	c := &checker{}
	if strings.TrimSpace(h.Reason) == "" {
		c.add("reason", "Skriv, hvorfor planen skal gemmes.")
	}
	c.text("reason", h.Reason, MaxText, false)
	switch {
	case h.Until == "" || !h.Until.Valid():
		c.add("until", "Vælg den sidste dag.")
	case h.Until < today:
		c.add("until", "Den dag er allerede gået.")
	case h.Until > today.AddDays(MaxPlanHold):
		c.add("until", "Vælg en dag inden for et år. Du kan forlænge det senere.")
	}
	return c.err()
}

// PlanTime is what stands between a plan and the day on which it is deleted.
type PlanTime struct {
	// Ended is since when its time counts; zero while the plan is open.
	Ended time.Time
	// Died says that there is no citizen to be told.
	Died bool
	// ToldAt is when it was told that it goes, and Goes the instant that was told; zero where it was
	// not, of this end.
	ToldAt, Goes time.Time
	Hold         *PlanHold
}

// Held says whether it is held back.
func (p PlanTime) Held(now time.Time) bool { return p.Hold != nil && now.Before(p.Hold.Until.End()) }

// Told says whether what was told still holds: not where the plan is kept for longer since, nor where it
// did not go for a month after the day that was told.
func (p PlanTime) Told(now time.Time, keep time.Duration) bool {
	return !p.Ended.IsZero() && !p.ToldAt.IsZero() && now.Before(p.Goes.Add(planNotice)) && !p.Goes.Before(p.Ended.Add(keep).Truncate(time.Millisecond))
}

// Tell says whether it is to be told that it goes: its time is over within the days of the notice.
func (p PlanTime) Tell(now time.Time, keep time.Duration) bool {
	return !p.Ended.IsZero() && !p.Told(now, keep) && !p.Held(now.Add(planNotice)) && !p.Ended.Add(keep).After(now.Add(planNotice))
}

// Over says whether it goes now: never before the instant that was told.
func (p PlanTime) Over(now time.Time, keep time.Duration) bool {
	return p.Told(now, keep) && !p.Held(now) && !p.Goes.After(now)
}

// GoesOn gives when it goes at the soonest: as it was told, or would be told now. It is zero while
// the plan is open.
func (p PlanTime) GoesOn(now time.Time, keep time.Duration) time.Time {
	if p.Ended.IsZero() {
		return time.Time{}
	}
	if p.Told(now, keep) {
		return p.Goes
	}
	goes := p.Ended.Add(keep)
	for _, no := range []time.Time{now.Add(planNotice), p.heldUntil(now)} {
		if goes.Before(no) {
			goes = no
		}
	}
	return goes
}

func (p PlanTime) heldUntil(now time.Time) (t time.Time) {
	if p.Held(now) {
		t = p.Hold.Until.End()
	}
	return t
}
