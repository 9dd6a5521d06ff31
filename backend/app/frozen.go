package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// stopped gives the plan as a contact whom the citizen paused is shown it: what he saw
// when she did, as far as she still shares it, and nothing of where she will be. Nothing in
// it tells that it stands still. For everybody else it is the plan as it is.
func (a *App) stopped(ctx context.Context, s *state, v access.Viewer, house House) (*state, error) {
	if v.Relation.Kind != access.RelationContact {
		return s, nil
	}
	grant, ok := s.item(domain.KindContact, v.Person).(*domain.Contact)
	if !ok || grant.Status != "paused" || grant.PausedAt == nil {
		return s, nil
	}
	var records []domain.Record
	var people []domain.Person
	err := a.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		if records, err = tx.ItemsAsOf(s.head, grant.PausedRev); err != nil {
			return err
		}
		people, err = tx.Persons(namedIn(s.head, records)...)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(records, compareRecords)
	persons := make(map[domain.ID]domain.Person, len(people))
	for _, p := range people {
		persons[p.ID] = p
	}
	then := newState(s.head, records, house.Departments, persons)
	then.age, then.frozen = s.age, grant.PausedRev
	now := a.clock.Now()
	today := unpaused(s, v.Person, house)
	then.records = slices.DeleteFunc(slices.Clone(then.records), func(r domain.Record) bool {
		if r.Kind == domain.KindPlan || r.Kind == domain.KindContact {
			return false
		}
		return ahead(r.Item, *grant.PausedAt) || !then.facts.See(v, r.Ref(), now).Sees || !today.See(v, r.Ref(), now).Sees
	})
	then.byRef = make(map[domain.Ref]domain.Record, len(then.records))
	for _, r := range then.records {
		then.byRef[r.Ref()] = r
	}
	return then, nil
}

// ahead says whether a thing tells where the citizen was going to be after an instant.
func ahead(it domain.Item, at time.Time) bool {
	m, ok := it.(*domain.Meeting)
	return ok && m.End.After(at)
}

// unpaused gives the facts of today as they would be were a contact not paused.
func unpaused(s *state, contact domain.ID, house House) *access.Facts {
	records := slices.Clone(s.records)
	for i, r := range records {
		if k, ok := r.Item.(*domain.Contact); ok && r.ID == contact {
			as := *k
			as.Status = "active"
			records[i].Item = &as
		}
	}
	f := access.Gather(records, house.Departments)
	f.Protected = s.facts.Protected
	return f
}
