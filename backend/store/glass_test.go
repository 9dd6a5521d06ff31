package store_test

import (
	"errors"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutGlass undoes step 30.
func (f *fixture) withoutGlass() { f.exec("DROP TABLE glass") }

// A look is found by its id alone, by whom it is, as long as it lasts; it is counted, and goes with
// the citizen.
func TestGlassIsFoundByItsOwnerAlone(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		colleague, other := f.person(domain.RoleConsultant), f.person(domain.RoleConsultant)
		now := f.clock.Now()
		g := domain.Glass{ID: domain.NewID(), Person: colleague, Plan: h.ID, At: now, Until: now.Add(time.Hour), Reason: domain.GlassDanger, Words: "Hun svarer ikke på noget"}
		try := domain.NewID()
		f.write(func(tx *store.Tx) error {
			if err := tx.AddGlass(h, g, "wish"); err != nil {
				return err
			}
			return tx.AddGlassTry(try, colleague, now.Add(time.Minute), "nobody")
		})
		find := func(id, person domain.ID, role domain.Role, at time.Time) error {
			var got domain.Glass
			err := f.Read(t.Context(), func(tx *store.Tx) (err error) {
				_, _, got, err = tx.Glass(id, access.GlassScope(access.Actor{Person: person, Role: role}, at))
				return err
			})
			if err == nil && (got.Words != g.Words || got.Reason != g.Reason || got.Plan != h.ID || !got.Until.Equal(g.Until)) {
				t.Errorf("%+v", got)
			}
			return err
		}
		if err := find(g.ID, colleague, domain.RoleConsultant, now.Add(59*time.Minute)); err != nil {
			t.Error(err)
		}
		for name, err := range map[string]error{
			"when it is over":    find(g.ID, colleague, domain.RoleConsultant, now.Add(time.Hour)),
			"of another":         find(g.ID, other, domain.RoleConsultant, now),
			"in another role":    find(g.ID, colleague, domain.RoleProfessional, now),
			"one that met none":  find(try, colleague, domain.RoleConsultant, now),
			"one that was never": find(domain.NewID(), colleague, domain.RoleConsultant, now),
		} {
			if !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		f.read(func(tx *store.Tx) error {
			n, oldest, err := tx.CountGlass(colleague, now.Add(-time.Second))
			if n != 2 || !oldest.Equal(now) {
				t.Errorf("%d since %s", n, oldest)
			}
			if plan, sent, err := tx.GlassSent(g.ID, colleague, "wish"); plan != h.ID || !sent || err != nil {
				t.Errorf("sent again: %s %v %v", plan, sent, err)
			}
			if _, _, err := tx.GlassSent(g.ID, colleague, "another wish"); !errors.Is(err, domain.ErrKeyReused) {
				t.Errorf("another wish: %v", err)
			}
			if _, _, err := tx.GlassSent(g.ID, other, "wish"); !errors.Is(err, domain.ErrKeyReused) {
				t.Errorf("by another: %v", err)
			}
			return err
		})
		f.write(func(tx *store.Tx) error {
			_, err := tx.ErasePerson(h.Citizen)
			return err
		})
		f.read(func(tx *store.Tx) error {
			if n, _, _ := tx.CountGlass(colleague, now.Add(-time.Second)); n != 1 {
				t.Errorf("%d are left of an erased citizen", n-1)
			}
			return nil
		})
	})
}
