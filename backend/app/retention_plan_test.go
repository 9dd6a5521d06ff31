package app_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/retention"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// A plan that has ended goes when its time is over, thirty days after it was told: never before,
// never while it is held back or open again, and once.
func TestAPlanThatHasEndedGoesByItsTime(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		k := newKeeping(t, database)
		a := k.app()
		day := 24 * time.Hour
		hold := func(h *domain.PlanHold) {
			t.Helper()
			k.write(func(tx *store.Tx) error { return tx.HoldPlan(k.plan, h) })
		}
		is := func(what string, here bool, told int) {
			t.Helper()
			if _, err := a.ResumeRetention(t.Context()); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := a.RunRetention(t.Context(), "a"); err != nil {
					t.Fatal(what, err)
				}
			}
			if k.here(k.plan.Citizen) != here {
				t.Errorf("%s: it is here: %v", what, !here)
			}
			if n := k.toldOf(k.plan); here && n != told {
				t.Errorf("%s: told %d times, want %d", what, n, told)
			}
		}
		keep := retention.Builtin().Class(domain.RetainPlan).Keep.Duration()
		k.end(k.plan, false)
		k.clock.Move(2 * keep)
		is("an open plan", true, 0)
		k.end(k.plan, true)
		k.clock.Move(keep - 31*day)
		is("a month and a day before", true, 0)
		k.clock.Move(day)
		is("thirty days before", true, 1)
		k.clock.Move(29 * day)
		is("a day before", true, 1)
		k.end(k.plan, false)
		k.clock.Move(day)
		is("opened again", true, 1)
		k.end(k.plan, true)
		k.clock.Move(keep + 400*day)
		is("long over, and never told of", true, 1) // what was told of the first end is itself gone by its age
		k.clock.Move(29 * day)
		is("told of 29 days ago", true, 1)
		hold(&domain.PlanHold{By: k.staff, At: k.clock.Now(), Reason: "Klage", Until: domain.DateOf(k.clock.Now()).AddDays(100)})
		k.clock.Move(60 * day)
		is("held back", true, 1)
		k.clock.Move(15 * day)
		is("held back for less than a month more", true, 2)
		k.clock.Move(25 * day)
		is("the last day of the hold", true, 2)
		k.clock.Move(5 * day)
		is("the hold is over, and it was told of thirty days ago", false, 0)
		if receipts, lines := k.taken(), k.erased(k.plan.Citizen); len(receipts) != 1 || receipts[0].Count != 1 || receipts[0].EndedAt.IsZero() || lines != 1 {
			t.Errorf("%+v, %d lines outside", receipts, lines)
		}
	})
}

// end lets a plan end now, or opens it again.
func (k *keeping) end(head store.PlanHead, ended bool) {
	k.t.Helper()
	p := &domain.Plan{Citizen: head.Citizen, Consultant: k.staff, Title: "Min plan", Version: 1, Status: domain.StatusActive}
	if ended {
		p.End = &domain.PlanEnd{At: k.clock.Now(), By: k.staff, Day: domain.DateOf(k.clock.Now()), Reason: domain.EndJob}
	}
	k.write(func(tx *store.Tx) error {
		rev, err := tx.Bump(head.ID)
		if err != nil {
			return err
		}
		return tx.PutItem(head, domain.Record{Plan: head.ID, Kind: domain.KindPlan, ID: head.ID, Rev: rev, Item: p, By: k.staff, At: k.clock.Now()})
	})
}

// citizen is one more, with a plan.
func (k *keeping) citizen() store.PlanHead {
	k.t.Helper()
	head := store.PlanHead{ID: domain.NewID(), Citizen: domain.NewID()}
	k.write(func(tx *store.Tx) error {
		return errors.Join(tx.NewDataKey(head.Citizen), tx.PutPerson(domain.Person{ID: head.Citizen, Role: domain.RoleCitizen, Name: "Bo"}, head.Citizen), tx.CreatePlan(head.ID, head.Citizen))
	})
	return head
}

// here says whether somebody's plan stands.
func (k *keeping) here(citizen domain.ID) bool {
	k.t.Helper()
	err := k.Read(k.t.Context(), func(tx *store.Tx) error { _, err := tx.PlanOf(citizen); return err })
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		k.t.Fatal(err)
	}
	return err == nil
}

// toldOf counts how often it was told that a plan goes.
func (k *keeping) toldOf(head store.PlanHead) (n int) {
	k.t.Helper()
	if err := k.Read(k.t.Context(), func(tx *store.Tx) error {
		deeds, err := tx.Deeds(head)
		for _, d := range deeds {
			if d.Action == "told_plan_goes" {
				n++
			}
		}
		return err
	}); err != nil {
		k.t.Fatal(err)
	}
	return n
}

// taken gives the receipts of plans.
func (k *keeping) taken() (out []domain.RetentionReceipt) {
	k.t.Helper()
	for _, r := range k.receipts() {
		if r.Class == domain.RetainPlan {
			out = append(out, r)
		}
	}
	return out
}

// erased counts the lines outside the database that say that a citizen was erased, without those
// that were taken back.
func (k *keeping) erased(citizen domain.ID) (n int) {
	k.t.Helper()
	found, err := k.Ledger().Read()
	if err != nil || len(found.Faults) > 0 {
		k.t.Fatal(found.Faults, err)
	}
	for _, e := range found.Entries {
		if e.Kind == ledger.ErasedPerson && e.Person == citizen {
			n++
		}
	}
	return n
}

// A run that is cut off wherever it may be, while it tells of plans and while it erases them, is
// gone on with: each plan is told of once and goes once, in one receipt.
func TestARunOverPlansThatIsCutOffGoesOn(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		k := newKeeping(t, database)
		plans := []store.PlanHead{k.plan, k.citizen(), k.citizen()}
		for _, head := range plans {
			k.end(head, true)
		}
		open := k.citizen()
		k.clock.Move(retention.Builtin().Class(domain.RetainPlan).Keep.Duration())
		for _, step := range []string{"tell", "erase"} {
			if _, err := k.app().ResumeRetention(t.Context()); err != nil {
				t.Fatal(err)
			}
			if cuts := k.cutAgainAndAgain(); cuts < 5 {
				t.Errorf("%s: it was cut off %d times only", step, cuts)
			}
			for _, head := range plans {
				if here, told := k.here(head.Citizen), k.toldOf(head); here != (step == "tell") || here && told != 1 {
					t.Errorf("%s: here %v, told %d times", step, here, told)
				}
			}
			k.clock.Move(domain.PlanNotice * 24 * time.Hour)
		}
		if got := k.taken(); len(got) != 1 || got[0].Count != 3 || got[0].EndedAt.IsZero() {
			t.Errorf("%+v", got)
		}
		var lines []ledger.Entry
		for _, e := range k.outside() {
			if e.What == string(domain.RetainPlan) {
				lines = append(lines, e)
			}
		}
		if len(lines) != 1 || lines[0].Count != 3 {
			t.Errorf("outside: %+v", lines)
		}
		for _, head := range plans {
			if n := k.erased(head.Citizen); n != 1 {
				t.Errorf("%d lines outside for one erasure", n)
			}
		}
		if !k.here(open.Citizen) {
			t.Error("an open plan went")
		}
		if faults, _, err := k.VerifyAudit(t.Context()); err != nil || len(faults) > 0 {
			t.Error(faults, err)
		}
	})
}

// A time that is shortened surprises nobody, and one that is lengthened is told of anew: a plan goes
// on no day that was not told thirty days before.
func TestAPlanGoesOnTheDayThatWasTold(t *testing.T) {
	t.Parallel()
	k := newKeeping(t, filepath.Join(t.TempDir(), "tavlen.db"))
	a := k.app()
	load := func(years int) {
		t.Helper()
		doc := strings.Replace(string(retention.Default), `"from": "plan_ended", "keep": { "years": 5 }`, fmt.Sprintf(`"from": "plan_ended", "keep": { "years": %d }`, years), 1)
		parsed, err := retention.Parse("f.json", []byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		if err := a.LoadRetention(t.Context(), parsed); err != nil {
			t.Fatal(err)
		}
	}
	run := func(days int, here bool, told int) {
		t.Helper()
		k.clock.Move(time.Duration(days) * 24 * time.Hour)
		if _, err := a.ResumeRetention(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := a.RunRetention(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		if k.here(k.plan.Citizen) != here {
			t.Errorf("it is here: %v", !here)
		}
		if n := k.toldOf(k.plan); here && n != told {
			t.Errorf("told %d times, want %d", n, told)
		}
	}
	k.end(k.plan, true)
	run(5*366-20, true, 1)
	load(6) // before it went
	run(31, true, 1)
	run(200, true, 1)
	load(1) // long over by that
	run(1, true, 2)
	load(2)
	run(28, true, 2)
	run(2, false, 0)
}
