package api_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/retention"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

const oneDay = 24 * time.Hour

// ends lets a plan of the demo end now, whatever is left on it, or opens it again.
func (w *world) ends(who string, ended bool) {
	w.t.Helper()
	w.inStore(func(tx *store.Tx) error {
		head, err := tx.PlanOf(demo.PersonID(who))
		if err != nil {
			return err
		}
		r, err := tx.Item(head, domain.KindPlan, head.ID)
		if err != nil {
			return err
		}
		plan := *r.Item.(*domain.Plan)
		plan.End = nil
		if ended {
			today := domain.DateOf(w.Clock.Now())
			plan.End = &domain.PlanEnd{At: w.Clock.Now(), By: plan.Consultant, Day: today, Reason: domain.EndMoved, FollowUpBy: plan.Consultant, FollowUpOn: today.AddDays(14)}
		}
		rev, err := tx.Bump(head.ID)
		if err != nil {
			return err
		}
		return tx.PutItem(head, domain.Record{Plan: head.ID, Kind: domain.KindPlan, ID: head.ID, Rev: rev, Item: &plan, By: plan.Consultant, At: w.Clock.Now()})
	})
}

func (w *world) inStore(fn func(*store.Tx) error) {
	w.t.Helper()
	if err := w.Store.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// toldOf counts the notifications of one kind to somebody, of whichever plan.
func (w *world) toldOf(who string, kind domain.NotificationKind) (n int) {
	w.t.Helper()
	w.inStore(func(tx *store.Tx) error {
		list, err := tx.NotificationsOf(demo.PersonID(who))
		for _, x := range list {
			if x.Kind == kind {
				n++
			}
		}
		return err
	})
	return n
}

// runs moves the clock and lets the day's run go, and the rules of attention after it.
func (w *world) runs(move time.Duration) {
	w.t.Helper()
	w.Clock.Move(move)
	clear(w.clients) // sessions are over by then
	w.clockIsRight()
	if err := w.App.RunRetention(w.t.Context(), "a"); err != nil {
		w.t.Fatal(err)
	}
	w.attendChanged()
}

// kept is what a citizen is told of her plan's time.
func (w *world) kept(who string) (out app.Kept) {
	w.t.Helper()
	r := w.as(who).Do("GET", path(who, "retention"), nil)
	var list app.KeptList
	if err := json.Unmarshal(r.Body, &list); r.Status != 200 || err != nil {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	for _, k := range list.Classes {
		if k.Code == domain.RetainPlan {
			out = k
		}
	}
	return out
}

// planKeeps is how long a plan is kept after its end.
func planKeeps() time.Duration { return retention.Builtin().Class(domain.RetainPlan).Keep.Duration() }

// The citizen reads when her plan goes: no day while it is open, the day once it has ended, that it was told of
// thirty days before, and until when and why it is held back; and the day that it then goes is that.
func TestSheIsToldWhenHerPlanGoes(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		is := func(what string, goes time.Time, told bool, until domain.Date, why string) {
			t.Helper()
			day := domain.Date("")
			if !goes.IsZero() {
				day = domain.DateOf(goes)
			}
			if got := w.kept("sofie"); got.GoesOn != day || got.Told != told || got.HeldUntil != until || got.HeldWhy != why {
				t.Errorf("%s: %+v, want %s", what, got, day)
			}
		}
		is("open", time.Time{}, false, "", "")
		w.ends("sofie", true)
		ended := w.Clock.Now()
		is("ended", ended.Add(planKeeps()), false, "", "")
		w.runs(planKeeps() - 20*oneDay) // no run was there thirty days before
		told := w.Clock.Now()
		is("told", told.Add(30*oneDay), true, "", "")
		if n := w.toldOf("sofie", domain.NotifyPlanGoes); n != 1 {
			t.Errorf("told %d times", n)
		}
		until := domain.DateOf(w.Clock.Now()).AddDays(100)
		w.inStore(func(tx *store.Tx) error {
			head, err := tx.PlanOf(demo.PersonID("sofie"))
			return errors.Join(err, tx.HoldPlan(head, &domain.PlanHold{By: demo.PersonID("leder"), At: w.Clock.Now(), Reason: "Du har klaget.", Until: until}))
		})
		is("held", until.End(), false, until, "Du har klaget.")
		w.runs(until.End().Sub(w.Clock.Now()))
		again := w.Clock.Now()
		is("held no more, and told anew", again.Add(30*oneDay), true, "", "")
		w.ends("sofie", false)
		is("open again", time.Time{}, false, "", "")
	})
}
