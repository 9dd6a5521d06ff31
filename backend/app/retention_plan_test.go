package app_test

import (
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
		end := func(ended bool) {
			t.Helper()
			p := &domain.Plan{Citizen: k.plan.Citizen, Consultant: k.staff, Title: "Min plan", Version: 1, Status: domain.StatusActive}
			if ended {
				p.End = &domain.PlanEnd{At: k.clock.Now(), By: k.staff, Day: domain.DateOf(k.clock.Now()), Reason: domain.EndJob}
			}
			k.write(func(tx *store.Tx) error {
				rev, err := tx.Bump(k.plan.ID)
				if err != nil {
					return err
				}
				return tx.PutItem(k.plan, domain.Record{Plan: k.plan.ID, Kind: domain.KindPlan, ID: k.plan.ID, Rev: rev, Item: p, By: k.staff, At: k.clock.Now()})
			})
		}
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
			if err := k.Read(t.Context(), func(tx *store.Tx) error {
				_, err := tx.PlanOf(k.plan.Citizen)
				if (err == nil) != here {
					t.Errorf("%s: %v", what, err)
				}
				if !here {
					return nil
				}
				deeds, err := tx.Deeds(k.plan)
				n := 0
				for _, d := range deeds {
					if d.Action == "told_plan_goes" {
						n++
					}
				}
				if n != told {
					t.Errorf("%s: told %d times, want %d", what, n, told)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		keep := retention.Builtin().Class(domain.RetainPlan).Keep.Duration()
		end(false)
		k.clock.Move(2 * keep)
		is("an open plan", true, 0)
		end(true)
		k.clock.Move(keep - 31*day)
		is("a month and a day before", true, 0)
		k.clock.Move(day)
		is("thirty days before", true, 1)
		k.clock.Move(29 * day)
		is("a day before", true, 1)
		end(false)
		k.clock.Move(day)
		is("opened again", true, 1)
		end(true)
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
		receipts := 0
		for _, r := range k.receipts() {
			if r.Class == domain.RetainPlan {
				receipts++
				if r.Count != 1 || r.EndedAt.IsZero() {
					t.Errorf("%+v", r)
				}
			}
		}
		found, err := k.Ledger().Read()
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for _, e := range found.Entries {
			if e.Kind == ledger.ErasedPerson && e.Person == k.plan.Citizen {
				lines++
			}
		}
		if receipts != 1 || lines != 1 {
			t.Errorf("%d receipts, %d lines outside", receipts, lines)
		}
	})
}
