package app

import (
	"context"
	"errors"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

// Reapply carries the ledger through in data that is older than it, line by line in the order
// in which things were taken away: what was taken away since is taken away again, as of the
// instant at which it was. What is gone already, or was never there, changes nothing. It gives
// how often each kind was gone through.
func (a *App) Reapply(ctx context.Context, entries []ledger.Entry) (map[ledger.Kind]int, error) {
	counts := map[ledger.Kind]int{}
	for _, e := range entries {
		if err := a.reapply(ctx, e); err != nil && !errors.Is(err, domain.ErrNotFound) {
			return counts, err
		}
		counts[e.Kind]++
	}
	return counts, nil
}

func (a *App) reapply(ctx context.Context, e ledger.Entry) error {
	at := domain.ClockFunc(func() time.Time { return e.Time() })
	if e.Kind == ledger.RemovedContact {
		// As if the citizen did it: with it go his phones, his calendar and his part in what
		// is planned.
		head, err := a.headOf(ctx, e.Plan)
		if err != nil {
			return err
		}
		_, _, err = a.At(at).RemoveContact(ctx, access.Actor{Person: head.Citizen, Role: domain.RoleCitizen}, e.Plan, e.Person, Mutation{})
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if done, err := tx.Again(e); done || err != nil {
			return err
		}
		head, err := tx.Plan(e.Plan)
		if err != nil {
			return err
		}
		switch e.Kind {
		case ledger.WithdrawnConsent:
			return withdrawAgain(tx, head, e)
		case ledger.ErasedItem:
			return deleteAgain(tx, head, e)
		case ledger.RecalledMessage:
			return recallAgain(tx, head, e)
		}
		return nil // of a later program
	})
}

func (a *App) headOf(ctx context.Context, plan domain.ID) (head store.PlanHead, err error) {
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		head, err = tx.Plan(plan)
		return err
	})
	return head, err
}

func withdrawAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	r, err := tx.Item(head, domain.KindConsent, e.Item)
	if err != nil || r.Deleted {
		return err
	}
	given, ok := r.Item.(*domain.Consent)
	if !ok || given.Status != domain.StatusActive {
		return nil
	}
	after, at := *given, e.Time()
	after.Status, after.WithdrawnAt = "withdrawn", &at
	return putAgain(tx, head, domain.Record{Kind: domain.KindConsent, ID: e.Item, Item: &after, By: head.Citizen, At: at})
}

func deleteAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	r, err := tx.Item(head, domain.Kind(e.What), e.Item)
	if err != nil || r.Deleted || r.At.After(e.Time()) {
		return err
	}
	return putAgain(tx, head, domain.Record{Kind: domain.Kind(e.What), ID: e.Item, Deleted: true, By: domain.System, At: e.Time()})
}

func putAgain(tx *store.Tx, head store.PlanHead, r domain.Record) (err error) {
	r.Plan = head.ID
	if r.Rev, err = tx.Bump(head.ID); err != nil {
		return err
	}
	return errors.Join(tx.PutItem(head, r),
		tx.Audit(head, store.Deed{At: r.At, Person: r.By, Action: "restore", Kind: r.Kind, Item: r.ID, Rev: r.Rev}))
}

func recallAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	m, err := tx.Message(head, e.Item)
	if err != nil || m.RecalledAt != nil {
		return err
	}
	gone, err := m.Recall(m.From, e.Time())
	if err != nil {
		return err
	}
	if m.Attachment != nil && m.Attachment.ID != "" {
		if err := tx.DropEnclosure(head, m.Attachment.ID); err != nil && !errors.Is(err, domain.ErrNotFound) {
			return err
		}
	}
	return tx.ReplaceMessage(head, gone)
}
