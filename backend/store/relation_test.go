package store_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

var kinds = []access.RelationKind{access.RelationCitizen, access.RelationConsultant, access.RelationDeputy, access.RelationProfessional, access.RelationContact}

// probe looks at a plan as somebody to whom any relation fits.
func (f *fixture) probe(plan, person domain.ID) (store.PlanHead, access.Relation) {
	return f.probeIn(plan, access.Scope{Person: person, Relations: kinds, At: f.clock.Now()})
}

func (f *fixture) probeIn(plan domain.ID, s access.Scope) (h store.PlanHead, r access.Relation) {
	f.t.Helper()
	f.read(func(tx *store.Tx) (err error) {
		h, r, err = tx.Probe(plan, s)
		return err
	})
	return h, r
}

func (f *fixture) relate(plan, person domain.ID, r access.Relation) {
	f.t.Helper()
	f.write(func(tx *store.Tx) error { return tx.PutRelation(plan, person, r) })
}

// TestProbeAndPlansInAgree: what a list shows is exactly what opens, whatever rows there
// are, even such as no use case makes.
func TestProbeAndPlansInAgree(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		rnd := rand.New(rand.NewPCG(1, 2))
		roles := []domain.Role{domain.RoleConsultant, domain.RoleProfessional, domain.RoleContact, domain.RoleTeamLead, domain.RoleAdmin}
		var plans []store.PlanHead
		var people []access.Actor
		for range 6 {
			h, consultant := f.plan()
			plans = append(plans, h)
			people = append(people, access.Actor{Person: h.Citizen, Role: domain.RoleCitizen}, access.Actor{Person: consultant, Role: domain.RoleConsultant})
		}
		for _, role := range roles {
			people = append(people, access.Actor{Person: f.person(role), Role: role})
		}
		for range 150 {
			from := f.clock.Now().Add(time.Duration(rnd.IntN(9)-4) * time.Hour)
			r := access.Relation{Kind: kinds[rnd.IntN(len(kinds))], From: from}
			if rnd.IntN(2) == 0 {
				r.To = from.Add(time.Duration(rnd.IntN(8)) * time.Hour)
			}
			f.relate(plans[rnd.IntN(len(plans))].ID, people[rnd.IntN(len(people))].Person, r)
		}
		opened := 0
		for range 9 {
			for _, actor := range people {
				var heads []store.PlanHead
				var rels []access.Relation
				f.read(func(tx *store.Tx) (err error) {
					heads, rels, err = tx.PlansIn(access.PlanScope(actor, f.clock.Now()))
					return err
				})
				for _, p := range plans {
					head, rel := f.probeIn(p.ID, access.PlanScope(actor, f.clock.Now()))
					may := access.Viewer{Actor: actor, Relation: rel}.MayOpen(f.clock.Now())
					i := slices.Index(heads, head)
					if may != (i >= 0) {
						t.Fatalf("a %s who is %q: opens %t, listed %t", actor.Role, rel.Kind, may, i >= 0)
					}
					if may {
						opened++
						if diff := cmp.Diff(rel, rels[i]); diff != "" {
							t.Fatalf("opened and listed as two different things: %s", diff)
						}
					}
				}
			}
			f.clock.Move(time.Hour)
		}
		if opened < 100 {
			t.Errorf("only %d plans were opened: the test shows little", opened)
		}
	})
}

func TestARelationThatGivesMoreGoesFirst(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		who := f.person(domain.RoleConsultant)
		now := f.clock.Now()
		if _, r := f.probe(h.ID, who); r.Kind != access.RelationNone {
			t.Errorf("a stranger is %+v", r)
		}
		f.relate(h.ID, who, access.Relation{Kind: access.RelationProfessional, From: now.Add(-time.Hour)})
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now.Add(time.Hour), To: now.Add(3 * time.Hour)})
		for _, want := range []access.RelationKind{access.RelationProfessional, access.RelationDeputy, access.RelationDeputy, access.RelationProfessional} {
			if _, r := f.probe(h.ID, who); r.Kind != want {
				t.Errorf("at %s: %s, want %s", f.clock.Now(), r.Kind, want)
			}
			f.clock.Move(time.Hour)
		}
		// Of two of one kind the one that lasts counts, always the same one.
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now, To: now.Add(24 * time.Hour)})
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now.Add(time.Minute), To: now.Add(48 * time.Hour)})
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now.Add(2 * time.Minute), To: now.Add(12 * time.Hour)})
		if _, r := f.probe(h.ID, who); !r.To.Equal(now.Add(48 * time.Hour)) {
			t.Errorf("the window that counts ends %s", r.To)
		}
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now.Add(3 * time.Minute)})
		if _, r := f.probe(h.ID, who); !r.To.IsZero() {
			t.Errorf("the window that counts ends %s, though another has no end", r.To)
		}
	})
}

// TestEpochsTellEveryChangeOfGrants: a phone compares epochs only, so two things a person
// is to a plan must never have the same.
func TestEpochsTellEveryChangeOfGrants(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, consultant := f.plan()
		who := f.person(domain.RoleConsultant)
		now := f.clock.Now()
		seen := map[int64]string{}
		look := func(what string) {
			t.Helper()
			_, r := f.probe(h.ID, who)
			if before, twice := seen[r.Epoch]; twice {
				t.Errorf("%s has epoch %d, which %s had", what, r.Epoch, before)
			}
			seen[r.Epoch] = what
		}
		f.relate(h.ID, who, access.Relation{Kind: access.RelationProfessional, From: now})
		look("taking part")
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now.Add(time.Hour), To: now.Add(2 * time.Hour)})
		f.clock.Move(time.Hour)
		look("standing in")
		f.write(func(tx *store.Tx) error { return tx.BumpEpochOf(h.ID, who) })
		look("standing in, after a consent")
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now.Add(time.Hour), To: now.Add(3 * time.Hour)})
		look("standing in for longer")
		f.relate(h.ID, who, access.Relation{Kind: access.RelationDeputy, From: now.Add(90 * time.Minute)})
		f.clock.Move(31 * time.Minute)
		look("standing in anew")
		f.write(func(tx *store.Tx) error {
			return tx.EndRelation(h.ID, who, access.RelationDeputy, f.clock.Now())
		})
		look("taking part again")
		_, mine := f.probe(h.ID, consultant)
		if mine.Epoch != 1 {
			t.Errorf("another's grants moved the consultant's epoch to %d", mine.Epoch)
		}
	})
}

func TestEndingARelation(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		who := f.person(domain.RoleContact)
		now := f.clock.Now()
		f.relate(h.ID, who, access.Relation{Kind: access.RelationContact, From: now.Add(-48 * time.Hour), To: now.Add(-24 * time.Hour)})
		f.relate(h.ID, who, access.Relation{Kind: access.RelationContact, From: now.Add(-time.Hour)})
		f.write(func(tx *store.Tx) error { return tx.EndRelation(h.ID, who, access.RelationContact, now) })
		if _, r := f.probe(h.ID, who); r.Kind != access.RelationNone {
			t.Errorf("after the end: %+v", r)
		}
		f.read(func(tx *store.Tx) error {
			rels, err := tx.RelationsOf(who)
			if err != nil || len(rels) != 2 {
				t.Fatalf("%v, %v", rels, err)
			}
			if !rels[0].Relation.To.Equal(now.Add(-24 * time.Hour)) {
				t.Error("what had ended before was changed")
			}
			if !rels[1].Relation.To.Equal(now) || rels[1].Plan != h.ID {
				t.Errorf("%+v", rels[1])
			}
			all, err := tx.Relations(h.ID)
			if len(all) != 4 {
				t.Errorf("%d people on the plan", len(all))
			}
			return err
		})
		f.read(func(tx *store.Tx) error {
			if heads, rels, err := tx.PlansIn(access.Scope{Person: h.Citizen, At: now}); len(heads)+len(rels) > 0 || err != nil {
				t.Error("a scope of no relations holds something")
			}
			return nil
		})
	})
}
