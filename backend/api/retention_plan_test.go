package api_test

import (
	"encoding/json"
	"errors"
	"strings"
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

// triesOfEndedPlans are those on a plan that has not ended.
func triesOfEndedPlans(op string, on func(verdict) verdict) []try {
	hold := map[string]any{"reason": "Der er en klage.", "until": "2027-06-01"}
	at := func(plan, deed string) string { return "/me/ended-plans/" + plan + "/" + deed }
	switch op {
	case "holdPlan":
		return []try{{what: "not ended", method: "PUT", path: at(string(planOf("peter")), "held"), body: hold, want: on(verdict{422, domain.CodeNothingToAnswer})},
			{what: "of nobody", method: "PUT", path: at(newID(), "held"), body: hold, want: on(unknown)}}
	case "letPlanGo":
		return []try{{what: "not ended", method: "PUT", path: at(string(planOf("peter")), "let-go"), body: map[string]any{}, want: on(verdict{422, domain.CodeNothingToAnswer})},
			{what: "of nobody", method: "PUT", path: at(newID(), "let-go"), body: map[string]any{}, want: on(unknown)}}
	}
	return []try{{method: "GET", path: "/me/ended-plans", want: on(done)}}
}

// endedPlans is the leads' list, a line for each plan.
func (w *world) endedPlans(who string) (out []app.EndedPlan) {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/ended-plans", nil)
	var list app.EndedPlans
	if err := json.Unmarshal(r.Body, &list); r.Status != 200 || err != nil {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	return list.Plans
}

// The leads and the consultant are told that a plan goes, as long before as the citizen; a lead holds it back for a
// reason that the citizen reads, and then it stays, until it is let go and was told of anew. Who is told, and what was
// done, stands in the logs.
func TestALeadHoldsAPlanBack(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		const line = "Sofie plan_goes info"
		queued := func(what string, want bool) {
			t.Helper()
			for _, who := range []string{"leder", "tobias"} {
				if has(w.queue(who), line) != want {
					t.Errorf("%s: %s has %q", what, who, w.queue(who))
				}
			}
		}
		at := "/me/ended-plans/" + string(planOf("sofie"))
		do := func(deed string, body map[string]any, key string) testkit.Response {
			return w.as("leder").Do("PUT", at+"/"+deed, body, "Idempotency-Key", key)
		}
		why := "Du har klaget over en afgørelse."
		hold := func(reason string, days int) map[string]any {
			return map[string]any{"reason": reason, "until": string(domain.DateOf(w.Clock.Now()).AddDays(days))}
		}
		if _, err := w.App.Rounds(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.ends("sofie", true)
		w.runs(planKeeps() - 91*oneDay)
		queued("three months before", false)
		if list := w.endedPlans("leder"); len(list) != 0 {
			t.Errorf("three months before: %+v", list)
		}
		w.runs(61 * oneDay)
		queued("told", true)
		if list := w.endedPlans("leder"); len(list) != 1 || list[0].Name == "" || !list[0].Told || list[0].GoesOn != w.kept("sofie").GoesOn || list[0].HeldUntil != "" {
			t.Errorf("told: %+v", list)
		}
		checkProblem(t, "no reason", do("held", hold(" ", 30), newID()), 422, domain.CodeInvalid)
		checkProblem(t, "over a year", do("held", hold(why, 367), newID()), 422, domain.CodeInvalid)
		checkProblem(t, "yesterday", do("held", hold(why, -1), newID()), 422, domain.CodeInvalid)
		checkProblem(t, "not held", do("let-go", map[string]any{}, newID()), 422, domain.CodeNothingToAnswer)
		if got := w.kept("sofie"); got.HeldUntil != "" {
			t.Errorf("it is held: %+v", got)
		}
		key, body := newID(), hold(why, 200)
		first, again := do("held", body, key), do("held", body, key)
		if first.Status != 200 || string(first.Body) != string(again.Body) || w.toldOf("sofie", domain.NotifyPlanHeld) != 1 {
			t.Fatalf("%d %s, again %d %s; told %d times", first.Status, first.Body, again.Status, again.Body, w.toldOf("sofie", domain.NotifyPlanHeld))
		}
		w.attendChanged()
		queued("held", false)
		if got := w.kept("sofie"); got.HeldUntil != domain.Date(body["until"].(string)) || got.HeldWhy != why || got.Told {
			t.Errorf("held: %+v", got)
		}
		if list := w.endedPlans("leder"); len(list) != 1 || list[0].HeldWhy != why || list[0].HeldUntil == "" || list[0].HeldBy == "" {
			t.Errorf("held: %+v", list)
		}
		var refused *domain.Error
		if _, err := w.App.ErasePerson(t.Context(), demo.PersonID("sofie"), "wish", false); !errors.As(err, &refused) || refused.Code != domain.CodePlanHeld {
			t.Errorf("erased though it is held: %v", err)
		}
		w.runs(40 * oneDay)
		if got := w.kept("sofie"); got.HeldUntil == "" {
			t.Errorf("forty days later: %+v", got)
		}
		if r := do("let-go", map[string]any{}, newID()); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		w.runs(oneDay)
		queued("let go, and told anew", true)
		w.runs(29 * oneDay)
		if got := w.kept("sofie"); !got.Told {
			t.Errorf("a day before: %+v", got)
		}
		for _, action := range []string{"told_plan_goes", "hold_plan", "told_plan_goes", "let_plan_go"} {
			if !w.wasDone("sofie", action) {
				t.Errorf("no %s in the audit", action)
			}
		}
		if r := w.as("sofie").Do("GET", path("sofie", "access-log"), nil); !strings.Contains(string(r.Body), "Så, hvornår planen bliver slettet") {
			t.Errorf("the lead's look is in no log: %d %s", r.Status, r.Body)
		}
		w.runs(oneDay)
		if r := w.as("tobias").Do("GET", path("sofie"), nil); r.Status != 404 {
			t.Errorf("it is here: %d", r.Status)
		}
		queued("gone", false)
		if list := w.endedPlans("leder"); len(list) != 0 {
			t.Errorf("gone: %+v", list)
		}
	})
}

// wasDone says whether something stands in a citizen's audit.
func (w *world) wasDone(who, action string) (found bool) {
	w.t.Helper()
	w.inStore(func(tx *store.Tx) error {
		head, err := tx.PlanOf(demo.PersonID(who))
		if err != nil {
			return err
		}
		deeds, err := tx.Deeds(head)
		for _, d := range deeds {
			found = found || d.Action == action
		}
		return err
	})
	return found
}
