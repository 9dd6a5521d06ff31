package access_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// row is one tie between the person under test and one of the plans. Instants are hours
// from now, so that rows often meet at the same one.
type row struct {
	plan     int
	kind     access.RelationKind
	from, to int
	endless  bool
}

var (
	relationKinds = []access.RelationKind{access.RelationCitizen, access.RelationConsultant, access.RelationDeputy, access.RelationProfessional, access.RelationContact}
	roles         = []domain.Role{domain.RoleCitizen, domain.RoleConsultant, domain.RoleProfessional, domain.RoleContact, domain.RoleTeamLead, domain.RoleAdmin, domain.RoleProvider, domain.RoleSystem}
)

func hour(n int) time.Time { return now.Add(time.Duration(n) * time.Hour) }

func (r row) relation() access.Relation {
	out := access.Relation{Kind: r.kind, From: hour(r.from)}
	if !r.endless {
		out.To = hour(r.to)
	}
	return out
}

var rows = rapid.Custom(func(t *rapid.T) row {
	return row{plan: rapid.IntRange(0, 2).Draw(t, "plan"), kind: rapid.SampledFrom(relationKinds).Draw(t, "kind"),
		from: rapid.IntRange(-3, 3).Draw(t, "from"), to: rapid.IntRange(-3, 3).Draw(t, "to"), endless: rapid.Bool().Draw(t, "endless")}
})

// What the store finds for a scope is what MayOpen opens, plan by plan, whatever the
// rows say and whenever it is asked; and it finds the relation that gives the most.
func TestScopeIsMayOpen(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.OpenStore(t, database, testkit.NewClock(now))
		rapid.Check(t, func(t *rapid.T) {
			actor := access.Actor{Person: domain.NewID(), Role: rapid.SampledFrom(roles).Draw(t, "role")}
			plans := []domain.ID{domain.NewID(), domain.NewID(), domain.NewID()}
			ties := rapid.SliceOfN(rows, 0, 12).Draw(t, "ties")
			if err := tie(s, actor.Person, plans, ties); err != nil {
				t.Fatal(err)
			}
			// The same kind from the same instant is one row: the last one put.
			last := map[row]row{}
			for _, r := range ties {
				last[row{plan: r.plan, kind: r.kind, from: r.from}] = r
			}
			at := hour(rapid.IntRange(-4, 4).Draw(t, "at"))
			var want []domain.ID
			best := map[domain.ID]access.RelationKind{}
			for i, plan := range plans {
				for _, kind := range relationKinds { // those that give more come first
					for _, r := range last {
						if r.plan == i && r.kind == kind && best[plan] == "" && (access.Viewer{Actor: actor, Relation: r.relation()}).MayOpen(at) {
							want, best[plan] = append(want, plan), kind
						}
					}
				}
			}
			slices.Sort(want)
			if err := s.Read(context.Background(), func(tx *store.Tx) error {
				heads, rels, err := tx.PlansIn(access.PlanScope(actor, at))
				if err != nil {
					return err
				}
				var got []domain.ID
				for i, h := range heads {
					got = append(got, h.ID)
					if rels[i].Kind != best[h.ID] || !(access.Viewer{Actor: actor, Relation: rels[i]}).MayOpen(at) {
						t.Errorf("found %s as %s, want %s", h.ID, rels[i].Kind, best[h.ID])
					}
				}
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("the store finds %v, MayOpen opens %v", got, want)
				}
				return probes(t, tx, actor, plans, best, at)
			}); err != nil {
				t.Fatal(err)
			}
		})
	})
}

// probes asks for each plan alone, which must say the same.
func probes(t *rapid.T, tx *store.Tx, actor access.Actor, plans []domain.ID, best map[domain.ID]access.RelationKind, at time.Time) error {
	for _, plan := range plans {
		_, rel, err := tx.Probe(plan, access.PlanScope(actor, at))
		if err != nil {
			return err
		}
		if rel.Kind != best[plan] {
			t.Errorf("asked for one plan: %q, want %q", rel.Kind, best[plan])
		}
	}
	if _, _, err := tx.Probe(domain.NewID(), access.PlanScope(actor, at)); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a plan that is not there: %v", err)
	}
	return nil
}

func tie(s *store.Store, person domain.ID, plans []domain.ID, ties []row) error {
	return s.Write(context.Background(), func(tx *store.Tx) error {
		if err := tx.PutPerson(domain.Person{ID: person}, store.Installation); err != nil {
			return err
		}
		for _, plan := range plans {
			citizen := domain.NewID()
			if err := tx.NewDataKey(citizen); err != nil {
				return err
			}
			if err := tx.PutPerson(domain.Person{ID: citizen, Role: domain.RoleCitizen}, citizen); err != nil {
				return err
			}
			if err := tx.CreatePlan(plan, citizen); err != nil {
				return err
			}
		}
		for _, r := range ties {
			if err := tx.PutRelation(plans[r.plan], person, r.relation()); err != nil {
				return err
			}
		}
		return nil
	})
}
