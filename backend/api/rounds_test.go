package api_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// noticed gives all that was noticed and everybody who is to be woken for it.
func (w *world) noticed() []string {
	w.t.Helper()
	var out []string
	for _, who := range []string{"maja", "jonas", "lone", "vibeke", "ingrid", "tobias", "leder"} {
		clear(w.clients)
		out = append(out, who+" "+string(w.as(who).Do("GET", "/me/queue", nil).Body))
		if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
			list, err := tx.NotificationsOf(demo.PersonID(who))
			for _, n := range list {
				out = append(out, fmt.Sprint(who, n.Kind, n.Plan, n.DueAt, n.DedupeKey))
			}
			return err
		}); err != nil {
			w.t.Fatal(err)
		}
	}
	return out
}

// The nightly run notices what going over the plans one by one does, and wakes the same; also
// when it was called off on its way and begun again.
func TestTheNightlyRunIsAsOneByOne(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		night, single := newWorld(t, testkit.Options{Database: database}), newWorld(t, testkit.Options{})
		// Of several plans that say the same to one person in a day, the first wakes her.
		var inOrder []domain.ID
		for citizen := range plans {
			inOrder = append(inOrder, planOf(citizen))
		}
		slices.Sort(inOrder)
		for day := range 24 {
			off, stop := context.WithCancel(t.Context())
			stop()
			if _, err := night.App.Rounds(off); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			if n, err := night.App.Rounds(t.Context()); err != nil || n != len(plans) {
				t.Fatal(n, err)
			}
			for _, plan := range inOrder {
				if err := single.App.Attend(t.Context(), plan); err != nil {
					t.Fatal(err)
				}
			}
			if day%6 == 5 {
				x, y := night.noticed(), single.noticed()
				for i := range max(len(x), len(y)) {
					if i >= len(x) || i >= len(y) || x[i] != y[i] {
						t.Fatalf("day %d: at night\n%q\none by one\n%q", day, x[min(i, len(x)):], y[min(i, len(y)):])
					}
				}
			}
			night.Clock.Move(24 * time.Hour)
			single.Clock.Move(24 * time.Hour)
		}
	})
}
