package app

import (
	"context"
	"errors"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Badge counts what waits for a citizen: messages not read, also of her own people, and changes of the plan not
// answered, as far as she sees them. It is the number on the app's icon, so it is counted
// when the phone is woken. nil for everybody else, whose icon is left as it is.
func (a *App) Badge(ctx context.Context, person domain.ID) (*int, error) {
	actor := access.Actor{Person: person}
	var head store.PlanHead
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		who, err := tx.SignInFacts(person)
		if actor.Role, actor.Department = who.Role, who.Department; err != nil || actor.Role != domain.RoleCitizen {
			return err
		}
		head, err = tx.PlanOf(person)
		return err
	})
	if errors.Is(err, domain.ErrNotFound) || err == nil && head.ID == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s, viewer, err := a.open(ctx, actor, head.ID)
	if err != nil {
		return nil, err
	}
	now, n := a.clock.Now(), 0
	for _, r := range s.records {
		if c, ok := r.Item.(*domain.PlanChange); ok && c.By != person && c.CitizenAnswer == "" && s.facts.See(viewer, r.Ref(), now).Sees {
			n++
		}
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		threads, err := a.threads(tx, viewer, head.ID)
		if err != nil {
			return err
		}
		for _, t := range threads {
			state, err := tx.ThreadState(head, t.ID, person)
			if err != nil {
				return err
			}
			n += int(state.Unread)
		}
		ofPeople, err := a.unreadOfPeople(tx, viewer, head.ID)
		n += int(ofPeople)
		return err
	})
	return &n, err
}
