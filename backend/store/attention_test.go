package store_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// What was noticed about a plan is read again as it was kept, and the plans that are due come
// the longest due first; one that is not to be looked at again by itself never does.
func TestAttentionIsKeptAndDue(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		first, _ := f.plan()
		second, _ := f.plan()
		third, _ := f.plan()
		now := f.clock.Now().UTC().Truncate(time.Millisecond)
		f.write(func(tx *store.Tx) error {
			for h, next := range map[store.PlanHead]time.Time{first: now, second: now.Add(-time.Hour), third: {}} {
				for _, words := range []string{"before", "after"} {
					if err := tx.PutAttention(h, now, next, words); err != nil {
						return err
					}
				}
			}
			return nil
		})
		f.read(func(tx *store.Tx) error {
			var words string
			next, found, err := tx.Attention(second, &words)
			if err != nil || !found || words != "after" || !next.Equal(now.Add(-time.Hour)) {
				t.Errorf("%v, %t, %q, %v", next, found, words, err)
			}
			due, err := tx.AttentionDue(now, 10)
			if err != nil || len(due) != 2 || due[0] != second.ID || due[1] != first.ID {
				t.Errorf("due %v, %v", due, err)
			}
			return err
		})
		goalID := domain.NewID()
		f.put(first, domain.KindGoal, goalID, goal("Et mål"))
		// Read anew, as by a process that knows no key yet: nothing else may be asked meanwhile.
		f.another().read(func(tx *store.Tx) error {
			list, err := tx.ItemsOf(first, []domain.Kind{domain.KindGoal})
			if err != nil || len(list) != 1 || list[0].ID != goalID {
				t.Errorf("%+v, %v", list, err)
			}
			return err
		})
		fresh, _ := f.plan()
		f.read(func(tx *store.Tx) error {
			var words string
			_, found, err := tx.Attention(fresh, &words)
			if found {
				t.Errorf("%q was noticed of a plan that nobody looked at", words)
			}
			return err
		})
	})
}
