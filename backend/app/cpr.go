package app

import (
	"context"
	"errors"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// errCPR is the same for what is no number and for one that is another citizen's: nobody is
// to find out here who else has a plan.
var errCPR = domain.Invalid(domain.FieldError{Field: "cpr", Code: domain.CodeInvalid, Detail: "Tjek CPR-nummeret. Det kan ikke bruges her."})

// PutCitizenCPR keeps the number by which MitID finds a citizen the first time. It is never
// shown again. Another number than the one before means that somebody else may have come in
// by it: whom MitID meant is forgotten, and so are the passkeys and the calendar's address that may
// be his; her sessions, which are given back, have ended.
func (a *App) PutCitizenCPR(ctx context.Context, actor access.Actor, citizen domain.ID, text string) (ended []domain.ID, err error) {
	cpr, ok := domain.CPR(text)
	if !ok {
		return nil, errCPR
	}
	now := a.clock.Now()
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.PlanOf(citizen)
		if err != nil {
			return err
		}
		if _, v, err := a.viewer(tx, actor, head.ID); err != nil || !v.IsConsultant() {
			return domain.ErrNotFound
		}
		if _, err := tx.Plan(head.ID); err != nil { // locks the plan's chain
			return err
		}
		had, err := tx.CPROf(citizen)
		if err != nil || had == cpr {
			return err
		}
		if err := putCPR(tx, citizen, cpr, now); err != nil {
			return err
		}
		if had != "" {
			if err := tx.DropIdentities(citizen); err != nil {
				return err
			}
			if err := tx.DropPasskeys(citizen); err != nil {
				return err
			}
			if err := dropFeed(tx, citizen, now); err != nil {
				return err
			}
			if ended, err = tx.EndSessions(citizen, "", now, "another CPR number"); err != nil {
				return err
			}
		}
		return tx.Audit(head, store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "put_cpr", Kind: "person", Item: citizen})
	})
	return ended, err
}

// dropFeed closes the address of a person's calendar elsewhere, if there is one.
func dropFeed(tx *store.Tx, person domain.ID, now time.Time) error {
	feed, err := tx.CalendarFeed(person)
	if errors.Is(err, domain.ErrNotFound) || err == nil && feed.Secret == "" {
		return nil
	}
	if err != nil {
		return err
	}
	feed.Secret, feed.ChangedAt = "", now
	return tx.PutCalendarFeed(feed)
}

// putCPR keeps a number that is nobody else's.
func putCPR(tx *store.Tx, citizen domain.ID, cpr string, now time.Time) error {
	other, err := tx.CitizenOfCPR(cpr)
	switch {
	case err == nil && other != citizen:
		return errCPR
	case err != nil && !errors.Is(err, domain.ErrNotFound):
		return err
	}
	if err := tx.PutCPR(citizen, cpr, now); store.IsDuplicate(err) {
		return errCPR
	} else if err != nil {
		return err
	}
	return nil
}
