package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// listedBefore is for how many days before a plan goes it stands on the leads' list.
const listedBefore = 90

// EndedPlans are plans that have ended and go soon, or are held back: what goes first, first.
type EndedPlans struct {
	Plans []EndedPlan `json:"plans"`
}

// EndedPlan is one of them. A team lead sees whose it is, and nothing more of it.
type EndedPlan struct {
	Plan domain.ID `json:"plan"`
	Name string    `json:"name"`
	// GoesOn is the day on which it goes at the soonest, and Told that the citizen was told so.
	GoesOn domain.Date `json:"goes_on"`
	Told   bool        `json:"told,omitempty"`
	// HeldUntil is the last day on which it is held back, HeldBy the name of who does, and HeldWhy the
	// reason, which is left out where a restore took it.
	HeldUntil domain.Date `json:"held_until,omitempty"`
	HeldBy    string      `json:"held_by,omitempty"`
	HeldWhy   string      `json:"held_why,omitempty"`
}

// HoldPlan is a team lead's wish that a plan which has ended is not deleted before a day.
type HoldPlan struct {
	Plan   domain.ID
	Reason string
	Until  domain.Date
	Mutation
}

// LetPlanGo is the wish to take that back.
type LetPlanGo struct {
	Plan domain.ID
	Mutation
}

// HeldPlan is the answer to both: until when it is held back, "" where it is not. It has no words,
// since it is kept for ever.
type HeldPlan struct {
	Until domain.Date `json:"until,omitempty"`
}

// planTimeIn gives what stands between a plan and its time, and for how long plans are kept.
func planTimeIn(tx *store.Tx, head store.PlanHead) (left domain.PlanTime, keep time.Duration, err error) {
	times, err := retentionTimesIn(tx)
	if err == nil {
		left, err = tx.PlanTime(head)
	}
	return left, times.Class(domain.RetainPlan).Keep.Duration(), err
}

// ListEndedPlans gives a team lead the plans that go soon or are held back.
func (a *App) ListEndedPlans(ctx context.Context, actor access.Actor) (EndedPlans, error) {
	out := EndedPlans{Plans: []EndedPlan{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	ended, err := a.store.EndedPlans(ctx, a.clock.Now())
	if err != nil {
		return out, err
	}
	var read []domain.ID
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		r, err := a.newRounds(tx, house)
		if err != nil {
			return err
		}
		for _, head := range ended {
			left, keep, err := planTimeIn(tx, head)
			if err != nil {
				return err
			}
			goes, held := left.GoesOn(r.now, keep), left.Held(r.now)
			if goes.IsZero() || !held && goes.After(r.now.AddDate(0, 0, listedBefore)) {
				continue
			}
			s, err := a.load(tx, head, house.Departments)
			if err != nil {
				return err
			}
			consultant := s.persons[s.consultant(r.now)]
			leads, err := r.leadsOf(tx, consultant.Department)
			if err != nil {
				return err
			}
			if !access.MayHoldPlan(actor, consultant, leads) {
				continue
			}
			p := EndedPlan{Plan: head.ID, Name: s.persons[head.Citizen].Name, GoesOn: domain.DateOf(goes), Told: left.Told(r.now, keep)}
			if held {
				people, err := r.named(tx, s.persons, []domain.ID{left.Hold.By})
				if err != nil {
					return err
				}
				p.HeldUntil, p.HeldBy, p.HeldWhy = left.Hold.Until, people[left.Hold.By].Name, left.Hold.Reason
			}
			out.Plans, read = append(out.Plans, p), append(read, head.ID)
		}
		return nil
	})
	if err != nil {
		return EndedPlans{}, err
	}
	slices.SortStableFunc(out.Plans, func(x, y EndedPlan) int { return strings.Compare(string(x.GoesOn), string(y.GoesOn)) })
	return out, a.logReads(ctx, actor, readEnded, "", read...)
}

// HoldPlan holds a plan back until a day, for a reason that the citizen can read. Held anew, the newest
// holds.
func (a *App) HoldPlan(ctx context.Context, actor access.Actor, in HoldPlan) (HeldPlan, error) {
	return a.onEnded(ctx, actor, in.Plan, "hold_plan", in.Mutation, func(c *change, _ domain.PlanTime) (*domain.PlanHold, error) {
		hold := &domain.PlanHold{By: actor.Person, At: inUTC(c.now), Reason: strings.TrimSpace(in.Reason), Until: in.Until}
		return hold, hold.Check(domain.DateOf(c.now))
	})
}

// LetPlanGo lets a plan go that was held back: it is deleted by its time, once that was told anew.
func (a *App) LetPlanGo(ctx context.Context, actor access.Actor, in LetPlanGo) (HeldPlan, error) {
	return a.onEnded(ctx, actor, in.Plan, "let_plan_go", in.Mutation, func(c *change, left domain.PlanTime) (*domain.PlanHold, error) {
		if !left.Held(c.now) {
			return nil, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Planen bliver ikke holdt tilbage."}
		}
		return nil, nil
	})
}

// onEnded is a team lead's write on a plan that has ended. He stands outside it and sees nothing of it.
func (a *App) onEnded(ctx context.Context, actor access.Actor, plan domain.ID, action string, m Mutation, fn func(*change, domain.PlanTime) (*domain.PlanHold, error)) (HeldPlan, error) {
	outside := func(actor access.Actor, _ []store.PlanPerson, _ time.Time) (access.Viewer, error) {
		return access.Viewer{Actor: actor}, nil
	}
	house, err := a.House(ctx)
	if err != nil {
		return HeldPlan{}, err
	}
	return onPlanAs(ctx, a, actor, plan, operation{action, plan}, m, outside, func(c *change) (out HeldPlan, err error) {
		r, err := a.newRounds(c.tx, house)
		if err != nil {
			return out, err
		}
		consultant := c.state.persons[c.state.consultant(c.now)]
		leads, err := r.leadsOf(c.tx, consultant.Department)
		if err != nil {
			return out, err
		}
		if !access.MayHoldPlan(actor, consultant, leads) {
			return out, domain.ErrNotFound
		}
		left, err := c.tx.PlanTime(c.state.head)
		if err != nil {
			return out, err
		}
		if left.Ended.IsZero() {
			return out, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Planen er ikke afsluttet."}
		}
		hold, err := fn(c, left)
		if err != nil {
			return out, err
		}
		deed := store.Deed{At: c.now, Person: actor.Person, Session: actor.Session, Action: action, Kind: domain.KindPlan, Item: plan}
		if hold != nil {
			until := hold.Until.End()
			deed.Words, out.Until = &store.DeedWords{Why: hold.Reason, Until: &until}, hold.Until
		}
		if err := c.tx.HoldPlan(c.state.head, hold); err != nil {
			return out, err
		}
		if err := c.tx.Audit(c.state.head, deed); err != nil {
			return out, err
		}
		if err := c.tx.ClearNotifications(plan, c.now, domain.NotifyPlanGoes); err != nil || left.Died {
			return out, err
		}
		return out, c.app.notifyAs(c.tx, plan, c.state.head.Citizen, domain.NotifyPlanHeld, plan, generationOf(c.now), c.now)
	})
}
