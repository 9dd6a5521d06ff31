package api_test

import (
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// Whoever was at work in the last days finds her desk ready: after a start, on a new day, and
// when a colleague's hours changed. Nobody has read anything by it.
func TestDesksStandReady(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		worked := func(a *app.App) int {
			t.Helper()
			n, err := a.ReadyDesks(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		started := func() *app.App {
			return app.New(app.Options{Store: w.Store, Clock: w.Clock, Log: testkit.Quiet()})
		}
		if n := worked(started()); n != 0 {
			t.Errorf("%d rows for nobody", n)
		}
		w.as("maja")
		w.accessLog("") // Peter is signed in, too
		a := started()
		all := worked(a)
		if list, err := started().ListMyCitizens(t.Context(), access.Actor{Person: demo.PersonID("maja"), Role: domain.RoleConsultant, Session: "s"}); err != nil || all != list.Total || all == 0 {
			t.Fatalf("%d rows worked out for a desk of %d citizens: %v", all, list.Total, err)
		}
		looked, _ := w.accessLog("") // she just did
		for _, step := range []struct {
			what string
			do   func()
			want int
		}{
			{"nothing happened", func() {}, 0},
			{"Peter wrote", func() {
				w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"})
			}, 1},
			{"a colleague's hours changed", func() {
				if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
					p, err := tx.Person(demo.PersonID("jonas"))
					if err != nil {
						return err
					}
					p.Hours = "mandag 8-9"
					return tx.PutPerson(p, store.Installation)
				}); err != nil {
					t.Fatal(err)
				}
			}, all},
			{"it is a new day", func() { w.Clock.Set(domain.DateOf(w.Clock.Now()).AddDays(1).Start()) }, all},
			{"nobody came for nine days", func() { w.Clock.Set(w.Clock.Now().Add(9 * 24 * time.Hour)) }, 0},
		} {
			step.do()
			if got := worked(a); got != step.want {
				t.Errorf("%s: %d rows worked out, want %d", step.what, got, step.want)
			}
		}
		if got, _ := w.accessLog(""); len(got) != len(looked) || len(looked) == 0 {
			t.Errorf("%d readings of Peter's plan stand in the log, want %d", len(got), len(looked))
		}
	})
}
