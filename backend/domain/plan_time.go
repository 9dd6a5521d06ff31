package domain

import "time"

// PlanNotice is for how many days at least it was told that a plan goes before it does.
const PlanNotice = 30

// PlanHold holds a plan back that has ended, so that it is not deleted by its time: a complaint or a
// law suit needs it.
type PlanHold struct {
	By     ID        `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	// Until is the last day of it, in Copenhagen: it ends by itself.
	Until Date `json:"until"`
}

// PlanTime is what stands between a plan and the day on which it is deleted.
type PlanTime struct {
	// Ended is since when its time counts; zero while the plan is open.
	Ended time.Time
	// ToldAt is when it was told that it goes; zero where it was not, of this end.
	ToldAt time.Time
	Hold   *PlanHold
}

// Held says whether it is held back.
func (p PlanTime) Held(now time.Time) bool { return p.Hold != nil && now.Before(p.Hold.Until.End()) }

// Tell says whether it is to be told that it goes: its time is over within the days of the notice.
func (p PlanTime) Tell(now time.Time, keep time.Duration) bool {
	return !p.Ended.IsZero() && p.ToldAt.IsZero() && !p.Held(now.AddDate(0, 0, PlanNotice)) && !p.Ended.Add(keep).After(now.Add(PlanNotice*24*time.Hour))
}

// Over says whether it goes now.
func (p PlanTime) Over(now time.Time, keep time.Duration) bool {
	return !p.Ended.IsZero() && !p.ToldAt.IsZero() && !p.Held(now) && !p.Ended.Add(keep).After(now) && !p.ToldAt.Add(PlanNotice*24*time.Hour).After(now)
}

// GoesOn gives when it goes at the soonest; zero while the plan is open.
func (p PlanTime) GoesOn(now time.Time, keep time.Duration) time.Time {
	if p.Ended.IsZero() {
		return time.Time{}
	}
	told := p.ToldAt
	if told.IsZero() {
		told = now
		if p.Held(now) {
			told = p.Hold.Until.End().Add(-PlanNotice * 24 * time.Hour)
		}
	}
	goes := p.Ended.Add(keep)
	if after := told.Add(PlanNotice * 24 * time.Hour); after.After(goes) {
		goes = after
	}
	return goes
}
