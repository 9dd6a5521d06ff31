package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/retention"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// looks writes so many looks at a plan down, a minute apart, the day's head behind them, and a day goes by.
func (k *keeping) looks(plan store.PlanHead, n int) {
	k.t.Helper()
	k.write(func(tx *store.Tx) error {
		for i := range n {
			if err := tx.Audit(plan, store.Deed{At: k.clock.Now().Add(time.Duration(i) * time.Minute), Person: k.staff, Action: "read", Kind: domain.KindPlan, Item: plan.ID}); err != nil {
				return err
			}
		}
		return nil
	})
	k.clock.Move(time.Duration(n) * time.Minute)
	if _, written, err := k.WriteHead(k.t.Context()); err != nil || !written {
		k.t.Fatal(written, err)
	}
	k.clock.Move(24 * time.Hour)
}

// holds compares the audit with itself and with its heads, as verify-log does.
func (k *keeping) holds(when, want string) {
	k.t.Helper()
	faults, _, err := k.VerifyAudit(k.t.Context())
	if err != nil {
		k.t.Fatal(err)
	}
	found, err := k.Heads().Read()
	if err != nil {
		k.t.Fatal(err)
	}
	more, err := k.VerifyHeads(k.t.Context(), found, true)
	if err != nil {
		k.t.Fatal(err)
	}
	if said := fmt.Sprint(append(faults, more...)); want == "" && said != "[]" || !strings.Contains(said, want) {
		k.t.Errorf("%s: %s, want %q", when, said, want)
	}
}

// another is a second plan, whose chain is cut before the first's or behind it, as its id goes.
func (k *keeping) another(id domain.ID) store.PlanHead {
	h := store.PlanHead{ID: id, Citizen: domain.NewID()}
	k.write(func(tx *store.Tx) error {
		return errors.Join(tx.NewDataKey(h.Citizen), tx.PutPerson(domain.Person{ID: h.Citizen, Role: domain.RoleCitizen, Name: "Bo"}, h.Citizen), tx.CreatePlan(h.ID, h.Citizen))
	})
	return h
}

// years is how long the log is kept, in force from now on.
func (k *keeping) years(n int) {
	k.t.Helper()
	if err := k.app().LoadRetention(k.t.Context(), k.logKept(n)); err != nil {
		k.t.Fatal(err)
	}
}

// cutOff goes on with the run until the clock was asked most times; done says that it came to its end.
func (k *keeping) cutOff(most int) (done bool) {
	k.t.Helper()
	ctx, cut := context.WithCancel(k.t.Context())
	defer cut()
	asked := 0
	clock := domain.ClockFunc(func() time.Time {
		if asked++; asked > most {
			cut()
		}
		return k.clock.Now()
	})
	err := app.New(app.Options{Store: k.Store, Clock: clock, Log: testkit.Quiet()}).RunRetention(ctx, fmt.Sprint("process ", most))
	if err != nil && ctx.Err() == nil {
		k.t.Fatal(err)
	}
	k.clock.Move(6 * time.Minute) // longer than anybody is waited for
	return err == nil
}

// TestACutThatIsCutOffAccusesNobody: wherever a run that cuts the log is killed, what it has cut by
// then was announced outside the database, so that nobody is said to have hidden a look. The same
// when whoever goes on with it goes by other times.
func TestACutThatIsCutOffAccusesNobody(t *testing.T) {
	t.Parallel()
	for _, kept := range [][2]int{{5, 5}, {5, 6}, {6, 5}} {
		testkit.Databases(t, func(t *testing.T, database string) {
			k := newKeeping(t, database)
			before, behind := k.another("0"), k.another("~")
			k.looks(behind, 300)
			k.looks(before, 10)
			k.clock.Move(365 * 24 * time.Hour)
			k.looks(before, 10)
			k.looks(behind, 100)
			k.looks(behind, 200)
			k.clock.Move(5*365*24*time.Hour + 30*24*time.Hour)
			began := k.clock.Now()
			if _, err := k.app().ResumeRetention(t.Context()); err != nil {
				t.Fatal(err)
			}
			k.years(kept[0])
			whole := k.left(domain.RetainAccessLog)
			left, between := whole, 0
			for most := 1; ; most++ {
				done := k.cutOff(most)
				k.holds(fmt.Sprintf("%v, cut off after %d questions", kept, most), "")
				if done {
					break
				}
				if now := k.left(domain.RetainAccessLog); now != left {
					left = now
					between++
					k.years(kept[1])
				}
			}
			if between < 2 {
				t.Errorf("%v: it was cut off %d times between two cuts", kept, between)
			}
			until := k.logKept(min(kept[0], kept[1])).Until(domain.RetainAccessLog, began).UTC()
			if got := k.receipts(); len(got) != 1 || !got[0].Until.Equal(until) || got[0].Count != whole-k.left(domain.RetainAccessLog) {
				t.Errorf("%v: %+v, want until %s", kept, got, until)
			}
		})
	}
}

// logKept are the times that ship, with the log kept for so many years.
func (k *keeping) logKept(years int) retention.Times {
	k.t.Helper()
	was := `"code": "access_log", "from": "looked", "keep": { "years": 5 }`
	doc := strings.Replace(string(retention.Default), was, strings.Replace(was, "5", fmt.Sprint(years), 1), 1)
	times, err := retention.Parse("f.json", []byte(doc))
	if err != nil || years != 5 && doc == string(retention.Default) {
		k.t.Fatal(err)
	}
	return times
}

// TestALineFromAClockFarAheadIsNotBelieved: it would give leave to cut off what is said to be over
// years later. A clock that is ahead by no more than a run bears goes.
func TestALineFromAClockFarAheadIsNotBelieved(t *testing.T) {
	t.Parallel()
	for days, want := range map[int]string{0: "", 35: "", 36: "were deleted before their time", 6 * 365: "were deleted before their time"} {
		k := newKeeping(t, t.TempDir()+"/tavlen.db")
		k.looks(k.plan, 10)
		k.looks(k.plan, 10)
		now := k.clock.Now()
		k.write(func(tx *store.Tx) error {
			tx.Outlast(ledger.Entry{At: now.AddDate(0, 0, days).UnixMilli(), Kind: ledger.RanOut, What: string(domain.RetainAccessLog), Count: 20, From: now.UnixMilli()})
			_, err := tx.RunOut(domain.RetainAccessLog, now, 1000)
			return err
		})
		k.holds(fmt.Sprintf("a line that is %d days ahead", days), want)
	}
}

// TestACutNobodyAnnouncedIsNamed: as somebody does who has the database and the keys.
func TestACutNobodyAnnouncedIsNamed(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		k := newKeeping(t, database)
		k.looks(k.plan, 10)
		k.looks(k.plan, 10)
		cut := func() {
			k.write(func(tx *store.Tx) error {
				_, err := tx.RunOut(domain.RetainAccessLog, k.clock.Now(), 1000)
				return err
			})
		}
		k.write(func(tx *store.Tx) error { // what was over is older
			tx.Outlast(ledger.Entry{Kind: ledger.RunsOut, What: string(domain.RetainAccessLog), From: k.clock.Now().AddDate(0, 0, -5).UnixMilli()})
			return nil
		})
		cut()
		k.holds("cut by nobody's leave", "were deleted before their time")
	})
}

// TestALookAfterALongQuietIsNotHidden: what was done after the newest head that still had the chain as
// it was is younger than that head, not only than the one that first had it so.
func TestALookAfterALongQuietIsNotHidden(t *testing.T) {
	t.Parallel()
	for _, over := range []struct {
		days int
		want string
	}{{-5, "were deleted before their time"}, {0, ""}} {
		k := newKeeping(t, t.TempDir()+"/tavlen.db")
		k.looks(k.plan, 1)
		for range 9 {
			k.looks(k.plan, 0)
		}
		k.looks(k.plan, 2)
		k.write(func(tx *store.Tx) error {
			tx.Outlast(ledger.Entry{Kind: ledger.RunsOut, What: string(domain.RetainAccessLog), From: k.clock.Now().AddDate(0, 0, over.days).UnixMilli()})
			_, err := tx.RunOut(domain.RetainAccessLog, k.clock.Now(), 1000)
			return err
		})
		k.holds(fmt.Sprintf("%d days", over.days), over.want)
	}
}
