package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// EraseReasons are why somebody is erased. They are words of ours: a receipt that outlives a
// person says nothing about her.
var EraseReasons = []string{"wish", "retention", "mistake"}

// Erased is the receipt of an erasure.
type Erased struct {
	Person domain.ID        `json:"person"`
	At     time.Time        `json:"at"`
	Reason string           `json:"reason"`
	Rows   map[string]int64 `json:"rows"`
	Files  int              `json:"files"`
	// Ended are the sessions that were ended: whoever serves tells their streams.
	Ended []domain.ID `json:"-"`
}

// ErasePerson erases a citizen: the data key is thrown away, so that nothing sealed under it
// can be read, in no copy that is put back with the ledger either; all rows and files of hers
// are deleted, of those whom she let in too. Only the log keeps that it was done. A plan that is held
// back (domain.PlanHold) is erased only with althoughHeld; else the error has domain.CodePlanHeld.
func (a *App) ErasePerson(ctx context.Context, citizen domain.ID, reason string, althoughHeld bool) (out Erased, err error) {
	if !slices.Contains(EraseReasons, reason) {
		return out, refused("reason", "Vælg en af grundene.")
	}
	var gone store.Erasure
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if err := a.notHeld(tx, citizen); err != nil && !althoughHeld {
			return err
		}
		out, gone, err = a.erasePersonIn(tx, citizen, reason)
		return err
	})
	if err != nil {
		return out, err
	}
	a.removeErased(ctx, gone)
	return out, nil
}

// notHeld refuses where somebody's plan is held back.
func (a *App) notHeld(tx *store.Tx, citizen domain.ID) error {
	head, err := tx.PlanOf(citizen)
	if errors.Is(err, domain.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	left, err := tx.PlanTime(head)
	if err == nil && left.Held(a.clock.Now()) {
		err = &domain.Error{Code: domain.CodePlanHeld, Detail: "Planen skal gemmes til og med " + left.Hold.Until.Danish(a.clock.Now()) + "."}
	}
	return err
}

func (a *App) erasePersonIn(tx *store.Tx, citizen domain.ID, reason string) (out Erased, gone store.Erasure, err error) {
	now := a.clock.Now()
	facts, err := tx.SignInFacts(citizen)
	if err == nil && facts.Role != domain.RoleCitizen {
		err = domain.ErrNotFound
	}
	if err != nil {
		return out, gone, err
	}
	if gone, err = tx.ErasePerson(citizen); err != nil {
		return out, gone, err
	}
	out = Erased{Person: citizen, At: now.UTC(), Reason: reason, Rows: gone.Rows, Files: len(gone.Files), Ended: gone.Sessions}
	return out, gone, tx.AuditInstallation(store.Deed{At: now, Person: domain.System, Action: "erase_person", Kind: "person", Item: citizen, Words: &store.DeedWords{Why: reason}})
}

func (a *App) removeErased(ctx context.Context, gone store.Erasure) {
	if err := a.store.RemoveErased(ctx, gone); err != nil {
		// What is left cannot be opened by anybody, and is swept.
		a.log.Error("what was erased lies on the disk, unreadable, until it is swept", "error", err)
	}
}
