package app

import (
	"context"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// SignedIn tells of a new session: the plan's log says that the citizen's plan was opened
// on a phone, and the person's other phones are told (threat T04), since a code that was
// handed out may have been used by another.
func (a *App) SignedIn(ctx context.Context, actor access.Actor) error {
	return a.newWayIn(ctx, actor, store.Deed{Action: "sign_in", Kind: "session", Item: actor.Session, Words: &store.DeedWords{What: "Loggede ind på en telefon"}})
}

// PasskeyAdded tells of a new passkey the way SignedIn tells of a session: with it somebody comes
// in again after every session has ended.
func (a *App) PasskeyAdded(ctx context.Context, actor access.Actor, passkey domain.ID) error {
	if err := a.newWayIn(ctx, actor, store.Deed{Action: "add_passkey", Kind: "passkey", Item: passkey, Words: &store.DeedWords{What: "Fik en nøgle til at logge ind med"}}); err != nil {
		return err
	}
	return a.Strengthened(ctx, actor)
}

func (a *App) newWayIn(ctx context.Context, actor access.Actor, deed store.Deed) error {
	now := a.clock.Now()
	deed.At, deed.Person, deed.Session = now, actor.Person, actor.Session
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if actor.Role == domain.RoleCitizen {
			head, err := tx.PlanOf(actor.Person)
			if err != nil {
				return err
			}
			if head, err = tx.Plan(head.ID); err != nil { // locks the plan's chain
				return err
			}
			if err := tx.Audit(head, deed); err != nil {
				return err
			}
		}
		phones, err := tx.CountSubscriptions(actor.Person)
		if err != nil || phones == 0 {
			return err
		}
		return a.notify(tx, "", actor.Person, domain.NotifyNewDevice, deed.Item, now)
	})
}

// Strengthened tells of a first proof that is more than a code: her phones show the whole plan.
func (a *App) Strengthened(ctx context.Context, actor access.Actor) error {
	if !actor.Limited || a.wake == nil {
		return nil
	}
	return a.store.Read(ctx, func(tx *store.Tx) error {
		head, err := tx.PlanOf(actor.Person)
		if err == nil {
			a.wake.PlanChanged(head.ID, []domain.ID{actor.Person})
		}
		return err
	})
}
