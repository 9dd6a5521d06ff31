package app

import (
	"context"
	"errors"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// A photo or a voice may be for a flag as well as for a message: it is sent before the line of
// the talk about it that carries it. Whoever sees the flag sees and hears it.

// enclosureFor finds what the actor sent for a flag, to be carried by one line of the talk
// about it and no other.
func (c *change) enclosureFor(flag, line, id domain.ID) (domain.Enclosure, error) {
	e, err := c.tx.Enclosure(c.state.head, id)
	switch {
	case errors.Is(err, domain.ErrNotFound):
		return e, errNotEnclosed
	case err != nil:
		return e, err
	case e.Person != c.actor.Person || e.Thread != flag || e.Message != "" && e.Message != line:
		return e, errNotEnclosed
	}
	return e, nil
}

// enclosedOnFlag gives what a line of the talk about a flag carries to who sees the flag; found
// is false where it belongs to none.
func (a *App) enclosedOnFlag(ctx context.Context, actor access.Actor, s *state, v access.Viewer, id domain.ID) (content Content, found bool, err error) {
	var e domain.Enclosure
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		e, err = tx.Enclosure(s.head, id)
		return err
	})
	if errors.Is(err, domain.ErrNotFound) {
		return content, false, nil
	}
	if err != nil {
		return content, false, err
	}
	ref := domain.Ref{Kind: domain.KindFlag, ID: e.Thread}
	f, ok := s.byRef[ref].Item.(*domain.Flag)
	if !ok || !f.Carries(id) || !s.facts.See(v, ref, a.clock.Now()).Whole() {
		return content, false, nil
	}
	if err := a.logRead(ctx, actor, readPlan, "", v.Relation.Kind, s.head.ID); err != nil {
		return content, true, err
	}
	body, err := a.store.File(ctx, s.head.Citizen, e.File)
	return Content{Media: domain.Media(e.Kind), Type: e.Type, Body: body}, true, err
}
