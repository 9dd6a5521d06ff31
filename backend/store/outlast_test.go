package store_test

import (
	"errors"
	"os"
	"slices"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

func (f *fixture) outlasting() (kinds []ledger.Kind, entries []ledger.Entry) {
	f.t.Helper()
	found, err := f.Ledger().Read()
	if err != nil || len(found.Faults) > 0 {
		f.t.Fatal(err, found.Faults)
	}
	for _, e := range found.Entries {
		kinds = append(kinds, e.Kind)
	}
	return kinds, found.Entries
}

// TestWhatIsTakenAwayStandsInTheLedger: whichever use case takes it away, with ids and the
// instant, and only if it was committed or about to be.
func TestWhatIsTakenAwayStandsInTheLedger(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, consultant := f.plan()
		helper := f.person(domain.RoleContact)
		now := f.clock.Now()
		thing := domain.NewID()
		f.put(h, domain.KindGoal, thing, goal("Bliver slettet"))
		if kinds, _ := f.outlasting(); len(kinds) != 0 {
			t.Fatalf("before anything was taken away: %v", kinds)
		}
		f.put(h, domain.KindContact, helper, &domain.Contact{Name: "Hjælper", Status: "withdrawn", WithdrawnAt: &now})
		f.put(h, domain.KindConsent, domain.NewID(), &domain.Consent{Status: "withdrawn"})
		f.put(h, domain.KindGoal, thing, nil)
		f.write(func(tx *store.Tx) error {
			return errors.Join(
				tx.PutRelation(h.ID, helper, access.Relation{Kind: access.RelationContact, From: now}),
				tx.EndRelation(h.ID, helper, access.RelationContact, now),
				tx.EndRelation(h.ID, consultant, access.RelationConsultant, now), // handed on, not taken away
				tx.DisablePerson(consultant, now),
				tx.PutCalendarFeed(domain.CalendarFeed{Person: consultant, Secret: "one", MadeAt: now, ChangedAt: now}),
				tx.PutCalendarFeed(domain.CalendarFeed{Person: consultant, Secret: "two", MadeAt: now, ChangedAt: now}),
				tx.PutCalendarFeed(domain.CalendarFeed{Person: consultant, Secret: "two", MadeAt: now, ChangedAt: now}),
				tx.EraseDataKey(h.Citizen),
			)
		})
		want := []ledger.Kind{ledger.RemovedContact, ledger.WithdrawnConsent, ledger.ErasedItem, ledger.EndedRelation, ledger.DisabledPerson, ledger.EndedCalendar, ledger.ErasedPerson}
		kinds, entries := f.outlasting()
		if !slices.Equal(kinds, want) {
			t.Fatalf("got %v, want %v", kinds, want)
		}
		for _, e := range entries {
			if !e.Time().Equal(now) {
				t.Errorf("%+v: not %v", e, now)
			}
		}
		if e := entries[0]; e.Plan != h.ID || e.Person != helper {
			t.Errorf("%+v", e)
		}
		if e := entries[2]; e.Item != thing || e.What != string(domain.KindGoal) {
			t.Errorf("%+v", e)
		}
	})
}

// TestWithoutItsLedgerNothingIsTakenAway: else a restore would give it back, and nobody knew.
func TestWithoutItsLedgerNothingIsTakenAway(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		if err := os.Mkdir(f.Ledger().Path(), 0o700); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		} else if err != nil {
			if err := os.MkdirAll(f.Ledger().Path(), 0o700); err != nil { // a folder where the file belongs
				t.Fatal(err)
			}
		}
		err := f.Write(t.Context(), func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
		if !errors.Is(err, domain.ErrStorageFull) {
			t.Errorf("%v", err)
		}
		f.put(h, domain.KindGoal, domain.NewID(), goal("Kan stadig læses"))
	})
}

// TestWhatWasRolledBackIsNoLine: a write that was refused took nothing away.
func TestWhatWasRolledBackIsNoLine(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		no := errors.New("no")
		if err := f.Write(t.Context(), func(tx *store.Tx) error { return errors.Join(tx.EraseDataKey(h.Citizen), no) }); !errors.Is(err, no) {
			t.Fatal(err)
		}
		if kinds, _ := f.outlasting(); len(kinds) != 0 {
			t.Errorf("%v", kinds)
		}
	})
}
