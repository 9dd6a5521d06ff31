package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

func (f *fixture) verify() (faults []store.ChainFault, deeds int) {
	f.t.Helper()
	faults, deeds, err := f.VerifyAudit(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	return faults, deeds
}

func TestDeedsAreReadBackInOrder(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, consultant := f.plan()
		other, _ := f.plan()
		deeds := []store.Deed{
			{At: f.clock.Now(), Person: consultant, Session: domain.NewID(), Action: "read", Kind: domain.KindPlan, Item: h.ID, Words: &store.DeedWords{Role: "Borgerkonsulent", What: "Åbnede planen", Why: "Møde i dag"}},
			{At: f.clock.Now(), Person: h.Citizen, Action: "put", Kind: domain.KindGoal, Item: domain.NewID(), Rev: 7},
		}
		f.write(func(tx *store.Tx) error {
			for _, d := range deeds {
				if err := errors.Join(tx.Audit(h, d), tx.Audit(other, store.Deed{Action: "put"}), tx.AuditInstallation(store.Deed{Action: "sign_in", Words: &store.DeedWords{What: "x"}})); err != nil {
					return err
				}
			}
			return nil
		})
		f.read(func(tx *store.Tx) error {
			got, err := tx.Deeds(h)
			if diff := cmp.Diff(deeds, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
		if faults, n := f.verify(); len(faults) > 0 || n != 6 {
			t.Errorf("%d deeds, %v", n, faults)
		}
	})
}

// edit is something done to a chain of five deeds, and the fault it shows as.
type edit struct {
	sql  []string // $chain stands for the plan's, $other for another plan's
	seq  int64
	what string
}

// TestTheChainShowsWhatWasDoneToIt edits the database from outside.
func TestTheChainShowsWhatWasDoneToIt(t *testing.T) {
	edits := map[string]edit{
		"another person":       {[]string{"UPDATE audit SET person_id = 'somebody' WHERE chain = '$chain' AND seq = 3"}, 3, "was changed"},
		"another session":      {[]string{"UPDATE audit SET session_id = 's' WHERE chain = '$chain' AND seq = 1"}, 1, "was changed"},
		"another time":         {[]string{"UPDATE audit SET at = at + 1 WHERE chain = '$chain' AND seq = 5"}, 5, "was changed"},
		"another action":       {[]string{"UPDATE audit SET action = 'read' WHERE chain = '$chain' AND seq = 2"}, 2, "was changed"},
		"another kind":         {[]string{"UPDATE audit SET kind = 'step' WHERE chain = '$chain' AND seq = 2"}, 2, "was changed"},
		"another item":         {[]string{"UPDATE audit SET item_id = 'x' WHERE chain = '$chain' AND seq = 2"}, 2, "was changed"},
		"another revision":     {[]string{"UPDATE audit SET rev = 99 WHERE chain = '$chain' AND seq = 2"}, 2, "was changed"},
		"no words":             {[]string{"UPDATE audit SET sealed = NULL WHERE chain = '$chain' AND seq = 2"}, 2, "was changed"},
		"another deed's words": {[]string{"UPDATE audit SET sealed = (SELECT sealed FROM audit a WHERE a.chain = '$chain' AND a.seq = 1) WHERE chain = '$chain' AND seq = 2"}, 2, "was changed"},
		"a letter moved over":  {[]string{"UPDATE audit SET action = 'putg', kind = 'oal' WHERE chain = '$chain' AND seq = 2"}, 2, "was changed"},
		"cut in the middle":    {[]string{"DELETE FROM audit WHERE chain = '$chain' AND seq = 3"}, 4, "deed 3 is missing"},
		"cut at the beginning": {[]string{"DELETE FROM audit WHERE chain = '$chain' AND seq = 1"}, 2, "deed 1 is missing"},
		"cut and closed again": {[]string{"DELETE FROM audit WHERE chain = '$chain' AND seq = 3", "UPDATE audit SET seq = 3 WHERE chain = '$chain' AND seq = 4", "UPDATE audit SET seq = 4 WHERE chain = '$chain' AND seq = 5"}, 3, "does not follow"},
		"two swapped":          {[]string{"UPDATE audit SET seq = -1 WHERE chain = '$chain' AND seq = 2", "UPDATE audit SET seq = 2 WHERE chain = '$chain' AND seq = 3", "UPDATE audit SET seq = 3 WHERE chain = '$chain' AND seq = -1"}, 2, "does not follow"},
		"another chain's":      {[]string{"UPDATE audit SET chain = '$chain', seq = 6 WHERE chain = '$other' AND seq = 1"}, 6, "does not follow"},
		"given to nobody":      {[]string{"UPDATE audit SET chain = 'nobody' WHERE chain = '$chain' AND seq = 1"}, 2, "deed 1 is missing"},
		"the hash alone":       {[]string{"UPDATE audit SET hash = prev WHERE chain = '$chain' AND seq = 4"}, 4, "was changed"},
		"a hash that fits":     {[]string{"UPDATE audit SET prev = hash WHERE chain = '$chain' AND seq = 4"}, 4, "does not follow"},
	}
	both(t, func(t *testing.T, f *fixture) {
		chains := map[string]domain.ID{}
		var queries []string
		for name := range edits {
			h, _ := f.plan()
			other, _ := f.plan()
			chains[name] = h.ID
			for i := range 5 {
				f.put(h, domain.KindGoal, domain.NewID(), goal(fmt.Sprint("Mål ", i)))
			}
			f.put(other, domain.KindGoal, domain.NewID(), goal("Et andet"))
			for _, query := range edits[name].sql {
				queries = append(queries, strings.NewReplacer("$chain", string(h.ID), "$other", string(other.ID)).Replace(query))
			}
		}
		if faults, n := f.verify(); len(faults) > 0 || n != 6*len(edits) {
			t.Errorf("before the edits: %d deeds, %v", n, faults)
		}
		for _, query := range queries {
			f.exec(query)
		}
		faults, _ := f.verify()
		for name, e := range edits {
			found := false
			for _, fault := range faults {
				found = found || fault.Seq == e.seq && strings.Contains(fault.What, e.what) && fault.Chain == string(chains[name])
			}
			if !found {
				t.Errorf("%s was not found", name)
			}
		}
	})
}

// TestChainsHoldUnderManyWriters: the chain of no plan has no row to lock; two processes
// write to it at once.
func TestChainsHoldUnderManyWriters(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		second := f.another()
		var wg sync.WaitGroup
		const writers, each = 8, 8
		for w := range writers {
			s := []*fixture{f, second}[w%2]
			wg.Go(func() {
				for range each {
					err := s.Write(context.Background(), func(tx *store.Tx) error {
						if w < writers/2 {
							return tx.AuditInstallation(store.Deed{At: f.clock.Now(), Action: "sign_in"})
						}
						if _, err := tx.Plan(h.ID); err != nil {
							return err
						}
						return tx.Audit(h, store.Deed{At: f.clock.Now(), Action: "read"})
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if faults, n := f.verify(); len(faults) > 0 || n != writers*each {
			t.Errorf("%d deeds, %v", n, faults)
		}
	})
}

// TestTheChainHoldsAfterAnErasure: it runs over what lies there, not over what it says.
func TestTheChainHoldsAfterAnErasure(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		f.put(h, domain.KindGoal, domain.NewID(), goal("Et mål"))
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
		if faults, n := f.verify(); len(faults) > 0 || n != 1 {
			t.Errorf("%d deeds, %v", n, faults)
		}
		err := f.Snapshot(t.Context(), func(tx *store.Tx) error { _, err := tx.Deeds(h); return err })
		if !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("the words of an erased citizen: %v", err)
		}
	})
}

// TestACutTailIsSeen: the last deeds of a chain, or all of them, are gone, with or without
// the record of its end, and the program has gone on writing since.
func TestACutTailIsSeen(t *testing.T) {
	cuts := map[string][]string{
		"the last":                        {"DELETE FROM audit WHERE chain = '$chain' AND seq = 5"},
		"the last three":                  {"DELETE FROM audit WHERE chain = '$chain' AND seq > 2"},
		"all":                             {"DELETE FROM audit WHERE chain = '$chain'"},
		"the last, and the end's count":   {"DELETE FROM audit WHERE chain = '$chain' AND seq = 5", "UPDATE audit_head SET seq = 4 WHERE chain = '$chain'"},
		"the last, and all of the end":    {"DELETE FROM audit WHERE chain = '$chain' AND seq = 5", "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE chain = '$chain' AND seq = 4) WHERE chain = '$chain'"},
		"the last, and the end's record":  {"DELETE FROM audit WHERE chain = '$chain' AND seq = 5", "DELETE FROM audit_head WHERE chain = '$chain'"},
		"all, and the end's record":       {"DELETE FROM audit WHERE chain = '$chain'", "DELETE FROM audit_head WHERE chain = '$chain'"},
		"the last, and another's end":     {"DELETE FROM audit WHERE chain = '$chain' AND seq = 5", "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_head WHERE chain = '$other'), mac = (SELECT mac FROM audit_head WHERE chain = '$other') WHERE chain = '$chain'"},
		"a deed more than were ever done": {"INSERT INTO audit SELECT chain, 6, at, person_id, session_id, action, kind, item_id, rev, sealed, hash, hash FROM audit WHERE chain = '$chain' AND seq = 5"},
	}
	both(t, func(t *testing.T, f *fixture) {
		heads := map[string]store.PlanHead{}
		deed := func(h store.PlanHead) {
			f.write(func(tx *store.Tx) error { return tx.Audit(h, store.Deed{At: f.clock.Now(), Action: "put"}) })
		}
		for name := range cuts {
			heads[name], _ = f.plan()
			for range 5 {
				deed(heads[name])
			}
		}
		other, _ := f.plan()
		for range 4 {
			deed(other)
		}
		if faults, _ := f.verify(); len(faults) > 0 {
			t.Fatalf("before the cuts: %v", faults)
		}
		for name, queries := range cuts {
			for _, query := range queries {
				f.exec(strings.NewReplacer("$chain", string(heads[name].ID), "$other", string(other.ID)).Replace(query))
			}
		}
		for _, when := range []string{"at once", "after more was written", "after a restart"} {
			faults, _ := f.verify()
			found := map[string]bool{}
			for _, fault := range faults {
				found[fault.Chain] = true
			}
			for name, h := range heads {
				if !found[string(h.ID)] {
					t.Errorf("%s: %s was not seen", when, name)
				}
			}
			if found[string(other.ID)] || len(found) != len(cuts) {
				t.Errorf("%s: %v", when, faults)
			}
			if when == "at once" {
				for name, h := range heads {
					if name != "a deed more than were ever done" { // its place is taken
						deed(h)
					}
				}
			} else {
				f = f.another()
			}
		}
		f.exec("DELETE FROM audit_head WHERE chain = 'installation'")
		faults, _ := f.verify()
		if !slices.ContainsFunc(faults, func(c store.ChainFault) bool { return c.Chain == string(store.Installation) }) {
			t.Errorf("the installation's own chain has no end, and that was not seen: %v", faults)
		}
	})
}

// TestOlderChainsGetTheirEnds: a database from before there were records of the ends.
func TestOlderChainsGetTheirEnds(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		f.plan() // with no deed at all
		f.put(h, domain.KindGoal, domain.NewID(), goal("Et mål"))
		f.write(func(tx *store.Tx) error {
			return tx.AuditInstallation(store.Deed{At: f.clock.Now(), Action: "sign_in"})
		})
		f.withoutLadder()
		for _, later := range []string{"audit_head", "file"} { // what came with that step and after it
			f.exec("DROP TABLE " + later)
		}
		f.exec("DELETE FROM goose_db_version WHERE version_id >= 2")
		f = f.another()
		if faults, n := f.verify(); len(faults) > 0 || n != 2 {
			t.Errorf("%d deeds, %v", n, faults)
		}
		f.put(h, domain.KindGoal, domain.NewID(), goal("Et til"))
		f.exec("DELETE FROM audit WHERE chain = '" + string(h.ID) + "' AND seq = 2")
		if faults, _ := f.verify(); len(faults) != 1 {
			t.Errorf("%v", faults)
		}
	})
}
