package app

import (
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// tellNoticed has the open desks and phones of those whom it tells look again, once the
// transaction is committed.
func (a *App) tellNoticed(tx *store.Tx, plan domain.ID, before, after memory) error {
	if a.wake == nil || a.muted || after.same(before) {
		return nil
	}
	persons, err := a.concerned(tx, plan, before, after)
	if err != nil {
		return err
	}
	for _, p := range persons {
		tx.Tell(store.Signal{Plan: plan, Noticed: true, To: p})
	}
	tx.After(func() { a.wake.Noticed(plan, persons) })
	return nil
}

// concerned lists whom the alerts tell that are not as they were: the citizen where it has words
// for her, those of the staff who are told, and who stands in for the consultant with her.
// Everybody else would learn that there is something of which he is not told.
func (a *App) concerned(tx *store.Tx, plan domain.ID, before, after memory) ([]domain.ID, error) {
	tied, err := tx.Relations(plan)
	if err != nil {
		return nil, err
	}
	tied = slices.DeleteFunc(tied, func(p store.PlanPerson) bool { return p.Relation.Kind == access.RelationContact })
	now := a.clock.Now()
	there := personsIn(tied, now)
	var persons []domain.ID
	add := func(person domain.ID) {
		if person != "" && !slices.Contains(persons, person) {
			persons = append(persons, person)
		}
	}
	as := func(kind access.RelationKind) {
		for _, p := range tied {
			if p.Relation.Kind == kind && slices.Contains(there, p.Person) {
				add(p.Person)
			}
		}
	}
	for _, n := range changedAlerts(before, after) {
		if n.Citizen {
			as(access.RelationCitizen)
		}
		for _, t := range n.Told {
			// A lead is tied to no plan, and is told all the same.
			if t.Role == attention.RoleLeader || slices.Contains(there, t.Person) {
				add(t.Person)
			}
			if t.Role == attention.RoleConsultant {
				as(access.RelationDeputy)
			}
		}
	}
	return persons, nil
}

// changedAlerts gives those of two memories that are not the same in both, as they were and as
// they are.
func changedAlerts(before, after memory) []noticed {
	var out []noticed
	for _, n := range after.Alerts {
		switch old := before.find(n.Key); {
		case old == nil:
			out = append(out, n)
		case !n.same(*old):
			out = append(out, *old, n)
		}
	}
	return out
}

// WokenNoticed wakes the phones of one who is told that an alert changed, as another process has
// committed it.
func (a *App) WokenNoticed(plan, person domain.ID) {
	if a.wake != nil && !a.muted {
		a.wake.Noticed(plan, []domain.ID{person})
	}
}
