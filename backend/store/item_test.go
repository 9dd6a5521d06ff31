package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

func TestItemsKeepEveryVersion(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		id, other := domain.NewID(), domain.NewID()
		first := f.put(h, domain.KindGoal, id, goal("Køre bus"))
		between := f.put(h, domain.KindStep, other, &domain.Step{Goal: id, Text: "Ring", Status: domain.StatusActive})
		second := f.put(h, domain.KindGoal, id, goal("Køre tog"))
		gone := f.put(h, domain.KindGoal, id, nil)
		back := f.put(h, domain.KindGoal, id, goal("Køre fly"))
		if !slices.IsSorted([]int64{first, between, second, gone, back}) || first != 1 || back != 5 {
			t.Fatalf("revisions %d %d %d %d %d", first, between, second, gone, back)
		}
		f.read(func(tx *store.Tx) error {
			for _, tc := range []struct {
				rev     int64
				title   string
				at      int64
				deleted bool
				missing bool
			}{
				{rev: 0, missing: true}, {rev: first, title: "Køre bus", at: first}, {rev: between, title: "Køre bus", at: first}, {rev: second, title: "Køre tog", at: second},
				{rev: gone, at: gone, deleted: true}, {rev: back, title: "Køre fly", at: back}, {rev: back + 100, title: "Køre fly", at: back},
			} {
				r, err := tx.ItemAsOf(h, domain.KindGoal, id, tc.rev)
				if tc.missing {
					if !errors.Is(err, domain.ErrNotFound) {
						t.Errorf("as of %d: %v, %v", tc.rev, r, err)
					}
					continue
				}
				if err != nil || r.Rev != tc.at || r.Deleted != tc.deleted || r.Ref() != (domain.Ref{Kind: domain.KindGoal, ID: id}) || r.Plan != h.ID {
					t.Errorf("as of %d: %+v, %v", tc.rev, r, err)
				} else if got := domain.TitleOf(r.Item); got != tc.title {
					t.Errorf("as of %d it was called %q", tc.rev, got)
				}
			}
			now, err := tx.Item(h, domain.KindGoal, id)
			if err != nil || domain.TitleOf(now.Item) != "Køre fly" || now.Rev != back {
				t.Errorf("now: %+v, %v", now, err)
			}
			return nil
		})
	})
}

func TestTombstonesAndWhatChangedSince(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		stays, goes := domain.NewID(), domain.NewID()
		f.put(h, domain.KindGoal, stays, goal("Bliver"))
		f.put(h, domain.KindGoal, goes, goal("Går"))
		f.put(h, domain.KindGoal, goes, nil)
		f.put(h, domain.KindGoal, stays, goal("Bliver her"))
		type seen struct {
			ID      domain.ID
			Rev     int64
			Deleted bool
		}
		look := func(list func(*store.Tx) ([]domain.Record, error)) (out []seen) {
			f.read(func(tx *store.Tx) error {
				rs, err := list(tx)
				for _, r := range rs {
					out = append(out, seen{r.ID, r.Rev, r.Deleted})
					if r.Deleted != (r.Item == nil) {
						t.Errorf("%+v", r)
					}
				}
				return err
			})
			slices.SortFunc(out, func(a, b seen) int { return int(a.Rev - b.Rev) })
			return out
		}
		since := func(rev int64) []seen {
			return look(func(tx *store.Tx) ([]domain.Record, error) { return tx.ItemsSince(h, rev) })
		}
		tombstone, living := seen{goes, 3, true}, seen{stays, 4, false}
		for rev, want := range map[int64][]seen{0: {tombstone, living}, 2: {tombstone, living}, 3: {living}, 4: nil} {
			if diff := cmp.Diff(want, since(rev)); diff != "" {
				t.Errorf("since %d: %s", rev, diff)
			}
		}
		if diff := cmp.Diff([]seen{living}, look(func(tx *store.Tx) ([]domain.Record, error) { return tx.Items(h) })); diff != "" {
			t.Error(diff)
		}
		f.read(func(tx *store.Tx) error {
			r, err := tx.Item(h, domain.KindGoal, goes)
			if err != nil || !r.Deleted || r.Item != nil {
				t.Errorf("a tombstone is %+v, %v", r, err)
			}
			_, err = tx.Item(h, domain.KindGoal, domain.NewID())
			if !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("what never was: %v", err)
			}
			if _, err = tx.Item(h, domain.KindStep, stays); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("another kind's id: %v", err)
			}
			return nil
		})
		// A tombstone holds no words.
		if n := f.count("SELECT count(*) FROM plan_item WHERE deleted AND sealed IS NOT NULL"); n != 0 {
			t.Errorf("%d tombstones hold something", n)
		}
	})
}

func TestOnePlansItemsAreNotAnothers(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		mine, _ := f.plan()
		yours, _ := f.plan()
		id := domain.NewID()
		f.put(mine, domain.KindGoal, id, goal("Mit"))
		f.put(yours, domain.KindGoal, id, goal("Dit")) // the same id: phones make them
		for h, want := range map[store.PlanHead]string{mine: "Mit", yours: "Dit"} {
			f.read(func(tx *store.Tx) error {
				rs, err := tx.Items(h)
				if err != nil || len(rs) != 1 || domain.TitleOf(rs[0].Item) != want {
					t.Errorf("%v, %v", rs, err)
				}
				r, err := tx.ItemAsOf(h, domain.KindGoal, id, 100)
				if err != nil || domain.TitleOf(r.Item) != want {
					t.Errorf("%v, %v", r, err)
				}
				return nil
			})
		}
	})
}

func TestRevisionsGrowByOnePerWrite(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		second := f.another()
		const writers, each = 8, 10
		var wg sync.WaitGroup
		revs := make(chan int64, writers*each)
		for w := range writers {
			s := []*fixture{f, second}[w%2]
			wg.Go(func() {
				for range each {
					err := s.Write(context.Background(), func(tx *store.Tx) error {
						head, err := tx.Plan(h.ID)
						if err != nil {
							return err
						}
						rev, err := tx.Bump(h.ID)
						if err == nil && rev != head.Rev+1 {
							err = fmt.Errorf("the locked plan was at %d and became %d", head.Rev, rev)
						}
						revs <- rev
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		close(revs)
		var all []int64
		for r := range revs {
			all = append(all, r)
		}
		slices.Sort(all)
		for i, r := range all {
			if r != int64(i+1) {
				t.Fatalf("revisions %v", all)
			}
		}
		if err := f.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Bump(domain.NewID()); return err }); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("a plan that is not there: %v", err)
		}
	})
}

// TestAWriteIsAllOrNothing: an error, a panic and an ended context leave no trace, and
// what waits for the commit does not happen.
func TestAWriteIsAllOrNothing(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		f.put(h, domain.KindGoal, domain.NewID(), goal("Før"))
		half := func(tx *store.Tx) error {
			tx.After(func() { t.Error("told of a change that was not kept") })
			rev, err := tx.Bump(h.ID)
			if err != nil {
				return err
			}
			if err := tx.PutItem(h, domain.Record{Plan: h.ID, Kind: domain.KindGoal, ID: domain.NewID(), Rev: rev, Item: goal("Halv"), By: h.Citizen, At: f.clock.Now()}); err != nil {
				return err
			}
			return tx.Notify(domain.Notification{ID: domain.NewID(), Person: h.Citizen, Kind: domain.NotifyTest, DueAt: f.clock.Now(), Deadline: f.clock.Now(), DedupeKey: "half"})
		}
		broken := errors.New("broken")
		if err := f.Write(t.Context(), func(tx *store.Tx) error { return errors.Join(half(tx), broken) }); !errors.Is(err, broken) {
			t.Errorf("%v", err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = f.Write(t.Context(), func(tx *store.Tx) error { _ = half(tx); panic("poisoned") })
		}()
		ended, cancel := context.WithCancel(t.Context())
		err := f.Write(ended, func(tx *store.Tx) error { defer cancel(); return half(tx) })
		if err == nil {
			t.Error("a write whose caller is gone was kept")
		}
		// The writer is free again, and nothing is half there.
		told := false
		f.write(func(tx *store.Tx) error { tx.After(func() { told = true }); return tx.SetInstallation("after", "1") })
		if !told {
			t.Error("nobody was told of a change that was kept")
		}
		f.read(func(tx *store.Tx) error {
			head, err := tx.Plan(h.ID)
			if err != nil || head.Rev != 1 {
				t.Errorf("the plan is at %d, %v", head.Rev, err)
			}
			rs, err := tx.Items(h)
			if len(rs) != 1 {
				t.Errorf("%d items", len(rs))
			}
			return err
		})
		for _, table := range []string{"plan_item_version", "audit"} {
			if n := f.count("SELECT count(*) FROM " + table); n != 1 {
				t.Errorf("%d rows in %s", n, table)
			}
		}
		if n := f.count("SELECT count(*) FROM notification"); n != 0 {
			t.Errorf("%d notifications of changes that were not kept", n)
		}
	})
}

func TestASnapshotSeesOneMoment(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		f.put(h, domain.KindGoal, domain.NewID(), goal("Et"))
		f.read(func(tx *store.Tx) error {
			before, err := tx.Plan(h.ID)
			if err != nil {
				return err
			}
			f.put(h, domain.KindGoal, domain.NewID(), goal("To"))
			after, err := tx.Plan(h.ID)
			if err != nil {
				return err
			}
			rs, err := tx.Items(h)
			if before != after || len(rs) != 1 {
				t.Errorf("the plan moved under the reader: %v, %v, %d items", before, after, len(rs))
			}
			return err
		})
	})
}

func TestACitizenHasOnePlan(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		err := f.Write(t.Context(), func(tx *store.Tx) error { return tx.CreatePlan(domain.NewID(), h.Citizen) })
		if !store.IsDuplicate(err) {
			t.Errorf("a second plan: %v", err)
		}
		f.read(func(tx *store.Tx) error {
			got, err := tx.PlanOf(h.Citizen)
			if err != nil || got != h {
				t.Errorf("%v, %v", got, err)
			}
			if _, err := tx.PlanOf(domain.NewID()); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%v", err)
			}
			n, err := tx.CountPlans()
			if n != 1 {
				t.Errorf("%d plans", n)
			}
			return err
		})
	})
}

func TestTimesSurviveToTheMillisecond(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, consultant := f.plan()
		at := time.Date(2026, 10, 25, 0, 30, 0, 123_000_000, time.UTC)
		m := domain.Message{ID: domain.NewID(), Thread: domain.NewID(), At: at, From: h.Citizen, Text: "Hej", MessageKind: "text"}
		f.write(func(tx *store.Tx) error {
			if err := tx.CreateThread(domain.Thread{ID: m.Thread, Plan: h.ID, Between: []domain.ID{h.Citizen, consultant}}); err != nil {
				return err
			}
			return tx.AddMessage(h, m)
		})
		f.read(func(tx *store.Tx) error {
			got, err := tx.Message(h, m.ID)
			if diff := cmp.Diff(m, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}
