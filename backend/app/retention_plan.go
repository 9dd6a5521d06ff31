package app

import (
	"context"
	"errors"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// plansOut tells of the plans whose time is nearly over, and erases those whose time is: one plan a
// transaction, counted in it.
func (a *App) plansOut(ctx context.Context, by string, r domain.RetentionReceipt) (held bool, err error) {
	times, err := a.RetentionTimes(ctx)
	if err != nil {
		return false, err
	}
	keep := times.Class(domain.RetainPlan).Keep.Duration()
	asOf := r.Until.Add(keep)
	ended, err := a.store.EndedPlans(ctx, r.Until.Add(domain.PlanNotice*24*time.Hour))
	if err != nil {
		return false, err
	}
	held = true
	for _, head := range ended {
		var gone *store.Erasure
		held, err = a.holding(ctx, by, r.Day, func(tx *store.Tx) error {
			gone = nil
			left, err := tx.PlanTime(head)
			if err != nil {
				return err
			}
			switch {
			case left.Over(asOf, keep):
				_, erased, err := a.erasePersonIn(tx, head.Citizen, "retention")
				if err != nil {
					return err
				}
				gone, r.Count = &erased, 1
				return tx.AddToReceipt(r)
			case left.Tell(asOf, keep):
				return a.tellPlanGoes(tx, head, left, keep)
			}
			return nil
		})
		if errors.Is(err, domain.ErrNotFound) {
			continue // erased by somebody meanwhile
		}
		if err != nil || !held {
			return held, err
		}
		if gone != nil {
			a.removeErased(ctx, *gone)
		}
	}
	return held, nil
}

// tellPlanGoes tells the citizen, once, that her plan goes and when; the rules tell the leads. Of one
// who died nobody is told but they.
func (a *App) tellPlanGoes(tx *store.Tx, head store.PlanHead, left domain.PlanTime, keep time.Duration) error {
	now := a.clock.Now()
	if err := errors.Join(tx.TellPlanTime(head, left.Ended, left.GoesOn(now, keep)),
		tx.Audit(head, store.Deed{At: now, Person: domain.System, Action: "told_plan_goes", Kind: domain.KindPlan, Item: head.ID})); err != nil {
		return err
	}
	tx.After(func() { a.attend(head.ID) })
	if left.Died {
		return nil
	}
	return a.notifyAs(tx, head.ID, head.Citizen, domain.NotifyPlanGoes, head.ID, generationOf(now), now)
}
