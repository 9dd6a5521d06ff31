package app_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/retention"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// keeping is an installation with notes that colleagues kept, whose time is over at different days.
type keeping struct {
	*store.Store
	t     *testing.T
	clock *testkit.Clock
	plan  store.PlanHead
	staff domain.ID
}

func newKeeping(t *testing.T, database string) *keeping {
	clock := testkit.NewClock(testkit.Anchor)
	k := &keeping{Store: testkit.OpenStoreWith(t, database, filepath.Join(t.TempDir(), "files"), clock), t: t, clock: clock, staff: domain.NewID(),
		plan: store.PlanHead{ID: domain.NewID(), Citizen: domain.NewID()}}
	k.write(func(tx *store.Tx) error {
		return errors.Join(tx.NewDataKey(k.plan.Citizen), tx.PutPerson(domain.Person{ID: k.plan.Citizen, Role: domain.RoleCitizen, Name: "Ida"}, k.plan.Citizen),
			tx.CreatePlan(k.plan.ID, k.plan.Citizen), tx.PutPerson(domain.Person{ID: k.staff, Role: domain.RoleConsultant, Name: "Maja"}, store.Installation))
	})
	return k
}

func (k *keeping) write(fn func(*store.Tx) error) {
	k.t.Helper()
	if err := k.Write(k.t.Context(), fn); err != nil {
		k.t.Fatal(err)
	}
}

// app is one process on it.
func (k *keeping) app() *app.App {
	return app.New(app.Options{Store: k.Store, Clock: k.clock, Log: testkit.Quiet()})
}

// notes puts down so many, each over a minute after the one before.
func (k *keeping) notes(n int) {
	k.t.Helper()
	k.write(func(tx *store.Tx) error {
		for i := range n {
			at := k.clock.Now().Add(time.Duration(i) * time.Minute)
			if err := tx.PutSparringNote(domain.SparringNote{ID: domain.NewID(), Plan: k.plan.ID, Person: k.staff, At: at.Add(-time.Hour), Ends: at, Text: "Prøv igen"}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (k *keeping) left(class domain.RetentionClass) int64 {
	k.t.Helper()
	n, err := k.CountRunOut(k.t.Context(), class, k.clock.Now().Add(100*365*24*time.Hour))
	if err != nil {
		k.t.Fatal(err)
	}
	return n
}

func (k *keeping) receipts() []domain.RetentionReceipt {
	k.t.Helper()
	list, err := k.app().RetentionReceipts(k.t.Context(), 100)
	if err != nil {
		k.t.Fatal(err)
	}
	return list
}

// outside gives the receipts that stand in the ledger.
func (k *keeping) outside() (out []ledger.Entry) {
	k.t.Helper()
	found, err := k.Ledger().Read()
	if err != nil || len(found.Faults) > 0 {
		k.t.Fatal(found.Faults, err)
	}
	for _, e := range found.Entries {
		if e.Kind == ledger.RanOut {
			out = append(out, e)
		}
	}
	return out
}

// A run deletes what is over as of its beginning, once a day, and leaves a receipt: in the
// database, in the audit and in the ledger outside it.
func TestARunLeavesAReceipt(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		k := newKeeping(t, database)
		k.notes(500)
		k.clock.Move(449 * time.Minute)
		began := k.clock.Now()
		for range 2 { // the second finds the day done
			if err := k.app().RunRetention(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
			k.clock.Move(10 * time.Minute)
		}
		if n := k.left(domain.RetainSparring); n != 50 {
			t.Errorf("%d are left", n)
		}
		want := domain.RetentionReceipt{Day: domain.DateOf(began), Class: domain.RetainSparring, Version: retention.Builtin().Version(), Until: began.UTC(), Count: 450, EndedAt: began.UTC()}
		if got := k.receipts(); len(got) != 1 || got[0] != want {
			t.Errorf("%+v, want %+v", got, want)
		}
		line := ledger.Entry{At: began.UnixMilli(), Kind: ledger.RanOut, What: "sparring", Count: 450, From: began.UnixMilli(), Version: want.Version}
		if got := k.outside(); len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(line) {
			t.Errorf("outside: %+v", got)
		}
		if faults, _, err := k.VerifyAudit(t.Context()); err != nil || len(faults) > 0 {
			t.Error(faults, err)
		}
		k.clock.Move(24 * time.Hour)
		if err := k.app().RunRetention(t.Context(), "a"); err != nil || k.left(domain.RetainSparring) != 0 || len(k.outside()) != 2 {
			t.Errorf("the next day: %d left, %d lines, %v", k.left(domain.RetainSparring), len(k.outside()), err)
		}
	})
}

// cutAgainAndAgain runs again and again, cut off a little later each time, until a run comes to its end.
// It gives how often it was cut off.
func (k *keeping) cutAgainAndAgain() (cuts int) {
	k.t.Helper()
	for most := 1; ; most++ {
		// The context ends after so many questions of the clock, which come all the way through.
		ctx, cut := context.WithCancel(k.t.Context())
		asked := 0
		clock := domain.ClockFunc(func() time.Time {
			if asked++; asked > most {
				cut()
			}
			return k.clock.Now()
		})
		err := app.New(app.Options{Store: k.Store, Clock: clock, Log: testkit.Quiet()}).RunRetention(ctx, fmt.Sprint("process ", most))
		// A database that is cut off amid a question may call it by another name.
		wasCut := ctx.Err() != nil
		cut()
		if err == nil {
			return cuts
		}
		if !wasCut {
			k.t.Fatal(err)
		}
		cuts++
		k.clock.Move(6 * time.Minute) // longer than anybody is waited for
	}
}

// A run that is cut off wherever it may be is gone on with by another process: all that is over is
// deleted, and counted once.
func TestARunThatIsCutOffGoesOn(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		k := newKeeping(t, database)
		k.notes(450)
		k.clock.Move(1000 * time.Minute)
		cuts := k.cutAgainAndAgain()
		if cuts < 5 {
			t.Errorf("it was cut off %d times only", cuts)
		}
		if n := k.left(domain.RetainSparring); n != 0 {
			t.Errorf("%d are left", n)
		}
		got := k.receipts()
		if len(got) != 1 || got[0].Count != 450 || got[0].EndedAt.IsZero() {
			t.Errorf("%+v", got)
		}
		if lines := k.outside(); len(lines) != 1 || lines[0].Count != 450 {
			t.Errorf("outside: %+v", lines)
		}
	})
}

// Several processes that begin at the same moment delete and count everything once.
func TestProcessesShareTheRun(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		k := newKeeping(t, database)
		k.notes(900)
		k.clock.Move(1000 * time.Minute)
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				if err := k.app().RunRetention(t.Context(), fmt.Sprint(i)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := k.left(domain.RetainSparring); n != 0 {
			t.Errorf("%d are left", n)
		}
		if got, lines := k.receipts(), k.outside(); len(got) != 1 || got[0].Count != 900 || len(lines) != 1 || lines[0].Count != 900 {
			t.Errorf("%+v %+v", got, lines)
		}
	})
}

// A time that is shortened says what it takes before it is taken, and counts from the next run on.
func TestAShorterTimeSaysWhatItTakes(t *testing.T) {
	t.Parallel()
	k := newKeeping(t, filepath.Join(t.TempDir(), "tavlen.db"))
	times := func(days int) retention.Times {
		doc := strings.Replace(string(retention.Default), `"from": "sparring_ended", "keep": { "days": 0 }`, fmt.Sprintf(`"from": "sparring_ended", "keep": { "days": %d }`, days), 1)
		parsed, err := retention.Parse("f.json", []byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	a := k.app()
	if got, err := a.ShortenedBy(t.Context(), times(30)); err != nil || len(got) != 0 {
		t.Errorf("longer is no less: %+v %v", got, err)
	}
	if err := a.LoadRetention(t.Context(), times(30)); err != nil {
		t.Fatal(err)
	}
	k.notes(20)
	k.clock.Move(5*24*time.Hour + 9*time.Minute)
	got, err := a.ShortenedBy(t.Context(), times(5))
	if err != nil || len(got) != 1 || got[0].Class != domain.RetainSparring || got[0].From.Days != 30 || got[0].To.Days != 5 || got[0].Now != 10 {
		t.Fatalf("%+v %v", got, err)
	}
	run := func(want int64) {
		t.Helper()
		if err := a.RunRetention(t.Context(), "a"); err != nil || k.left(domain.RetainSparring) != want {
			t.Errorf("%d left, want %d: %v", k.left(domain.RetainSparring), want, err)
		}
		k.clock.Move(24 * time.Hour)
	}
	run(20)
	if err := a.LoadRetention(t.Context(), times(5)); err != nil {
		t.Fatal(err)
	}
	run(0)
	if lines := k.outside(); len(lines) != 1 || lines[0].Version != times(5).Version() {
		t.Errorf("%+v", lines)
	}
}

// A clock that jumps ahead deletes nothing: the run waits for a person's word, which is for that
// day's run alone. A month without a run is none too many.
func TestAClockThatJumpsAheadDeletesNothing(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		k := newKeeping(t, database)
		a := k.app()
		run := func(days int, waits bool, want int64) {
			t.Helper()
			k.clock.Move(time.Duration(days) * 24 * time.Hour)
			err := a.RunRetention(t.Context(), "a")
			var w *app.RetentionWaits
			if errors.As(err, &w) != waits || err != nil && !waits {
				t.Errorf("after %d days: %v", days, err)
			}
			if waiting, err := a.RetentionWaiting(t.Context()); err != nil || (waiting != nil) != waits {
				t.Errorf("after %d days: %v waits, %v", days, waiting, err)
			}
			if n := k.left(domain.RetainSparring); n != want {
				t.Errorf("after %d days %d are left, want %d", days, n, want)
			}
		}
		resume := func(want bool) {
			t.Helper()
			_, before, err := k.VerifyAudit(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if resumed, err := a.ResumeRetention(t.Context()); err != nil || (resumed != nil) != want {
				t.Errorf("%+v %v", resumed, err)
			}
			if _, deeds, err := k.VerifyAudit(t.Context()); err != nil || (deeds > before) != want {
				t.Errorf("%d deeds before, %d after, %v", before, deeds, err)
			}
		}
		k.notes(3)
		run(6*365, true, 3) // no run so far: it is counted from when the installation began
		resume(true)
		resume(false)
		run(0, false, 0)
		k.notes(3)
		run(35, false, 0)
		k.notes(3)
		run(36, true, 3)
		resume(true)
		k.clock.Move(-36*24*time.Hour - time.Hour) // the clock was wrong after all
		run(0, false, 3)
		k.clock.Move(time.Hour)
		run(36, false, 0)
		k.notes(3)
		run(6*365, true, 3)
		k.clock.Move(-6 * 365 * 24 * time.Hour)
		run(1, false, 0)
	})
}
