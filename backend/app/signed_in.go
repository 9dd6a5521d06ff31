package app

import (
	"context"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// SessionOpened tells of a new session in the transaction that opens it: the plan's log says
// that the citizen's plan was opened on a phone, and where the phone is new the person's other
// phones are told (threat T04), since a code that was handed out may have been used by another.
func (a *App) SessionOpened(tx *store.Tx, actor access.Actor, session store.Session) error {
	deed := store.Deed{Action: "sign_in", Kind: "session", Item: session.ID, Words: &store.DeedWords{What: "Loggede ind på en telefon"}}
	if err := a.wayIn(tx, actor, deed, session.InsteadOf == ""); err != nil || !session.Added {
		return err
	}
	tx.Tell(store.Signal{To: actor.Person, Device: session.ID})
	if a.wake != nil {
		tx.After(func() { a.wake.DeviceAdded(session.ID, actor.Person) })
	}
	return nil
}

// PasskeyAdded tells of a new passkey the way SignedIn tells of a session: with it somebody comes
// in again after every session has ended.
func (a *App) PasskeyAdded(ctx context.Context, actor access.Actor, passkey domain.ID) error {
	deed := store.Deed{Action: "add_passkey", Kind: "passkey", Item: passkey, Words: &store.DeedWords{What: "Fik en nøgle til at logge ind med"}}
	if err := a.store.Write(ctx, func(tx *store.Tx) error { return a.wayIn(tx, actor, deed, true) }); err != nil {
		return err
	}
	return a.Strengthened(ctx, actor)
}

// wayIn writes down a new way in, and wakes her phones where they are to be told.
func (a *App) wayIn(tx *store.Tx, actor access.Actor, deed store.Deed, told bool) error {
	now := a.clock.Now()
	deed.At, deed.Person, deed.Session = now, actor.Person, actor.Session
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
	if err != nil || phones == 0 || !told {
		return err
	}
	return a.notify(tx, "", actor.Person, domain.NotifyNewDevice, deed.Item, now)
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
