package store_test

import (
	"context"
	"errors"
	"fmt"
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
