package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// clockIsRight lets the run go that waits because the test moved the clock by years.
func (w *world) clockIsRight() {
	w.t.Helper()
	if _, err := w.App.ResumeRetention(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// The citizen alone reads how long each sort of hers is kept, and the day on which the oldest goes:
// it is of hers alone, stands on that day and not before, and is gone after it.
func TestSheIsToldHowLongItIsKept(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		kept := func(who string) map[domain.RetentionClass]app.Kept {
			t.Helper()
			r := w.as(who).Do("GET", path(who, "retention"), nil)
			var list app.KeptList
			if err := json.Unmarshal(r.Body, &list); r.Status != 200 || err != nil {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			out := map[domain.RetentionClass]app.Kept{}
			for _, k := range list.Classes {
				out[k.Code] = k
			}
			return out
		}
		if got := kept("peter"); len(got) != 13 || got[domain.RetainPlan].Years != 5 || got[domain.RetainPlan].GoesOn != "" || got[domain.RetainUnsent].GoesOn != "" || got[domain.RetainUnsent].What == "" {
			t.Errorf("%+v", got)
		}
		if r := w.record("peter", "peter", newID(), "", w.recorded("opus.webm")); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		sent := domain.DateOf(w.Clock.Now())
		if got := kept("peter")[domain.RetainUnsent].GoesOn; got != sent.AddDays(90) {
			t.Errorf("it goes on %s", got)
		}
		if got := kept("sofie")[domain.RetainUnsent].GoesOn; got != "" {
			t.Errorf("what Peter sent is Sofie's, too: %s", got)
		}
		for _, c := range []struct {
			days int
			want int64
		}{{89, 1}, {1, 0}} {
			w.Clock.Move(time.Duration(c.days) * 24 * time.Hour)
			w.clockIsRight()
			if err := w.App.RunRetention(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
			if n, err := w.Store.CountRunOut(t.Context(), domain.RetainUnsent, w.Clock.Now()); n != c.want || err != nil {
				t.Errorf("after %d days more %d are left, %v", c.days, n, err)
			}
		}
	})
}

// Whatever a year of runs deletes, an open plan stays as each of those who are on it sees it.
func TestAnOpenPlanLosesNothingByItsAge(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	items := func() (ids []string) {
		t.Helper()
		err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
			head, err := tx.PlanOf(demo.PersonID("peter"))
			if err != nil {
				return err
			}
			list, err := tx.Items(head)
			for _, r := range list {
				if domain.OverSince(r).IsZero() || domain.OverSince(r).After(w.Clock.Now()) {
					ids = append(ids, string(r.Kind)+" "+string(r.ID))
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(ids)
		return ids
	}
	threads := func() (n int) {
		t.Helper()
		err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
			head, err := tx.PlanOf(demo.PersonID("peter"))
			if err != nil {
				return err
			}
			list, err := tx.Threads(head.ID)
			for _, th := range list {
				found, _, err := tx.Messages(head, th.ID, "", 1000)
				if err != nil {
					return err
				}
				n += len(found)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	w.Clock.Move(8 * 365 * 24 * time.Hour) // consents and contacts of the demo have run out by then
	before, said := items(), threads()
	w.clockIsRight()
	for range 12 {
		w.Clock.Move(31 * 24 * time.Hour)
		if err := w.App.RunRetention(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
	}
	if after := items(); !slices.Equal(before, after) {
		t.Errorf("%d things before, %d after", len(before), len(after))
	}
	if n := threads(); n != said || n == 0 {
		t.Errorf("%d messages before, %d after", said, n)
	}
	if got, err := w.App.RetentionReceipts(t.Context(), 100); err != nil || len(got) == 0 {
		t.Errorf("nothing was deleted at all: %v", err)
	}
}

// What is forgotten leaves the phones, too: the answer that a phone keeps of the plan is old, and
// its next pull gives a plan without it.
func TestWhatIsForgottenLeavesThePhones(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.Clock.Move(7 * 365 * 24 * time.Hour)
		clear(w.clients) // sessions are over by then
		stands := func(body []byte) bool { return strings.Contains(string(body), "jeg har tider hos Rusmiddelcenteret") }
		if r := w.as("peter").Do("GET", path("peter"), nil); !stands(r.Body) {
			t.Fatalf("%d: the consent does not stand on his plan", r.Status)
		}
		tag, since := w.rev("peter", "peter"), w.revText("peter")
		w.clockIsRight()
		if err := w.App.RunRetention(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		if r := w.as("peter").Do("GET", path("peter"), nil, "If-None-Match", tag); r.Status != 200 || stands(r.Body) {
			t.Errorf("the plan: %d", r.Status)
		}
		if r := w.as("peter").Do("GET", path("peter", "changes?since="+escape(since)), nil); r.Status != 200 || r.JSON(t)["full"] != true || stands(r.Body) {
			t.Errorf("the next pull: %d %.300s", r.Status, r.Body)
		}
	})
}
