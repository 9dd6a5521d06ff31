package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// tellNoticed has the open desks and phones of those whom it concerns look again, once the
// transaction is committed.
func (a *App) tellNoticed(tx *store.Tx, plan domain.ID, before, after memory) error {
	if a.wake == nil || a.muted || after.same(before) {
		return nil
	}
	persons, err := a.concerned(tx, plan, before, after)
	if err != nil {
		return err
	}
	tx.Tell(store.Signal{Plan: plan, Noticed: true})
	tx.After(func() { a.wake.Noticed(plan, persons) })
	return nil
}

// justDealt is for how long those who were told of something hear that it changes, once it is
// dealt with.
const justDealt = time.Hour

// concerned lists them: the citizen, whoever acts as the consultant, and those who are told.
// Everybody else on the plan would learn that there is something of which he is not told.
func (a *App) concerned(tx *store.Tx, plan domain.ID, memories ...memory) ([]domain.ID, error) {
	tied, err := tx.Relations(plan)
	if err != nil {
		return nil, err
	}
	now := a.clock.Now()
	acts := []access.RelationKind{access.RelationCitizen, access.RelationConsultant, access.RelationDeputy}
	persons := personsIn(slices.DeleteFunc(tied, func(p store.PlanPerson) bool { return !slices.Contains(acts, p.Relation.Kind) }), now)
	for _, m := range memories {
		for _, n := range m.Alerts {
			if n.DealtAt != nil && now.Sub(*n.DealtAt) > justDealt {
				continue
			}
			for _, t := range n.Told {
				if t.Person != "" && !slices.Contains(persons, t.Person) {
					persons = append(persons, t.Person)
				}
			}
		}
	}
	return persons, nil
}

// WokenNoticed does what tellNoticed does for what another process has committed.
func (a *App) WokenNoticed(ctx context.Context, plan domain.ID) {
	if a.wake == nil || a.muted {
		return
	}
	var persons []domain.ID
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		var m memory
		if _, _, err := tx.Attention(head, &m); err != nil {
			return err
		}
		persons, err = a.concerned(tx, plan, m)
		return err
	})
	if err != nil {
		a.log.Error("could not find whom to wake", "plan", plan, "error", err)
		return
	}
	a.wake.Noticed(plan, persons)
}
