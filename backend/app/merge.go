package app

import (
	"tavlen/backend/domain"
)

// merge joins what was sent with what is there.
func (c *change) merge(p Put, before domain.Item) (after domain.Item, merged bool, err error) {
	theirs, base := domain.Fields{}, domain.Fields{}
	if before != nil {
		if theirs, err = domain.FieldsOf(before); err != nil {
			return nil, false, err
		}
		if base, err = c.base(p, theirs); err != nil {
			return nil, false, err
		}
	}
	ours, err := base.Overlay(keepUnseen(p.Fields, base, p.Kind, c.sees)).Item(p.Kind)
	if err != nil {
		return nil, false, domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Noget er skrevet forkert."}).Because(err)
	}
	mine, err := domain.FieldsOf(ours)
	if err != nil {
		return nil, false, err
	}
	joined, conflicts := domain.Merge(base, theirs, mine)
	if len(conflicts) > 0 {
		c.hideInConflicts(p.Kind, conflicts)
		return nil, false, c.conflict(p.Plan, conflicts)
	}
	after, err = joined.Item(p.Kind)
	return after, before != nil && len(domain.Changed(base, theirs)) > 0, err
}

// conflict gives both texts, and how far the plan has come for the one who must choose.
func (c *change) conflict(plan domain.ID, conflicts []domain.Conflict) error {
	rev := newCursorCoder(c.app.store, plan, c.actor.Person).encode(c.state.cursor(c.viewer, c.now))
	return &domain.Error{Code: domain.CodeConflict, Detail: "En anden har ændret det samme. Vælg, hvad der skal stå.", Conflicts: conflicts, Rev: rev}
}

// base gives the item as the sender last saw it.
func (c *change) base(p Put, theirs domain.Fields) (domain.Fields, error) {
	if p.Since == "" {
		// Made twice under one id by two mutations: nothing in common but the id.
		return domain.Fields{}, nil
	}
	cur, err := newCursorCoder(c.app.store, p.Plan, c.actor.Person).decode(p.Since)
	if err != nil {
		return nil, err
	}
	if c.state.byRef[domain.Ref{Kind: p.Kind, ID: p.ID}].Rev <= cur.Rev {
		return theirs, nil
	}
	return c.baseSince(p, cur)
}

// baseSince gives the item as the sender saw it, with what he himself wrote since then on
// the way to this change: a chain of changes written offline does not conflict with
// itself, and keeps what others wrote in between apart. Twenty who start from one place
// are no chain.
func (c *change) baseSince(p Put, seen Cursor) (domain.Fields, error) {
	versions, err := c.tx.VersionsSince(c.state.head, p.Kind, p.ID, seen.Rev)
	if err != nil {
		return nil, err
	}
	base, last := domain.Fields{}, domain.Fields{}
	for i, v := range versions {
		now := domain.Fields{}
		if !v.Deleted {
			if now, err = domain.FieldsOf(v.Item); err != nil {
				return nil, err
			}
		}
		switch {
		case i == 0 && v.Rev <= seen.Rev:
			base = now
		case v.By == c.actor.Person && v.Rev <= seen.Own:
			for _, f := range domain.Changed(last, now) {
				if now[f] == nil {
					delete(base, f)
				} else {
					base[f] = now[f]
				}
			}
		}
		last = now
	}
	return base, nil
}
