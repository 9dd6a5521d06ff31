package app

import (
	"context"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// ContactTried is one time that staff tried to reach the citizen.
type ContactTried struct {
	Plan, ID domain.ID
	How      string
	Reached  bool
	About    domain.ID // a meeting, or ""
	Note     string
	Mutation
}

// LogContact keeps that staff tried to reach the citizen, at the time it is told here. It
// is never changed: it stands as proof for both.
func (a *App) LogContact(ctx context.Context, actor access.Actor, in ContactTried) (Receipt, error) {
	if !in.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "create:" + string(domain.KindContactAttempt) + ":" + string(in.ID)
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"log_contact", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.logContact(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) logContact(in ContactTried) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindContactAttempt}}
	ref := domain.Ref{Kind: domain.KindContactAttempt, ID: in.ID}
	if err := c.may(access.ActLogContact, ref, c.state.byRef[ref].Item); err != nil {
		return out, err
	}
	if c.state.count(ref.Kind) >= maxOfKind {
		return out, domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Der er ikke plads til flere på planen."})
	}
	a := &domain.ContactAttempt{At: inUTC(c.now), By: c.actor.Person, How: in.How, Reached: in.Reached, About: in.About, Note: strings.TrimSpace(in.Note)}
	if err := c.complete(in.ID, nil, a, ""); err != nil {
		return out, err
	}
	out.Changed = true
	if err := c.keep(ref.Kind, ref.ID, a, "put"); err != nil {
		return out, err
	}
	if in.Reached {
		if err := c.spokenTo(); err != nil {
			return out, err
		}
		if err := c.called(in.How); err != nil {
			return out, err
		}
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}
