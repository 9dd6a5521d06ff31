package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

func endOfPlan() map[string]any {
	return map[string]any{"day": "2026-11-24", "reason": "job", "follow_up_by": string(demo.PersonID("maja")), "follow_up_on": "2027-02-03", "note": "Ring efter kl. 16"}
}

// A plan does not end while anything on it waits for somebody, and each such thing is named. One
// without ends, calls for nobody until the day of the call stands in the queue, climbs, and is gone
// only when somebody has spoken with her, that day or later. On both databases.
func TestAPlanEndsAndIsFollowedUp(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		r := w.as("maja").Do("PUT", path("peter", "end"), endOfPlan(), "Idempotency-Key", newID())
		checkProblem(t, "much is left", r, 422, domain.CodePlanEndHindered)
		for _, code := range []domain.Code{domain.CodeMeetingAhead, domain.CodeEffortOpen, domain.CodePromiseOpen} {
			if !strings.Contains(string(r.Body), `"`+string(code)+`"`) {
				t.Errorf("no %s in %s", code, r.Body)
			}
		}
		if !strings.Contains(string(r.Body), "Et forløb er ikke afsluttet.") {
			t.Errorf("what the confidential department does with him is named, or does not hinder: %s", r.Body)
		}
		if head := w.plan("peter", "peter")["plan"].(map[string]any); head["ended"] != nil {
			t.Errorf("it ended: %v", head["ended"])
		}

		plan, citizen := newID(), newID()
		if r := w.as("maja").Do("PUT", "/citizens/"+citizen, map[string]any{"name": "Nina Ny", "plan": map[string]any{"id": plan}}); r.Status >= 300 {
			t.Fatalf("no plan: %d %s", r.Status, r.Body)
		}
		if _, err := w.App.Rounds(t.Context()); err != nil {
			t.Fatal(err)
		}
		at := "/plans/" + plan
		head := func() map[string]any {
			var v struct{ Plan map[string]any }
			if r := w.as("maja").Do("GET", at, nil); r.Status != 200 || json.Unmarshal(r.Body, &v) != nil {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			return v.Plan
		}
		for field, bad := range map[string]any{"day": "2026-11-25", "reason": "tired", "follow_up_by": string(demo.PersonID("lone")), "follow_up_on": "2026-11-26"} {
			body := endOfPlan()
			body[field] = bad
			if r := w.as("maja").Do("PUT", at+"/end", body); r.Status != 422 || !strings.Contains(string(r.Body), `"`+field+`"`) {
				t.Errorf("%s %v: %d %s", field, bad, r.Status, r.Body)
			}
		}
		checkProblem(t, "not ended", w.as("maja").Do("PUT", at+"/reopened", map[string]any{"why": "w"}), 422, domain.CodeNothingToAnswer)
		key := newID()
		first := w.as("maja").Do("PUT", at+"/end", endOfPlan(), "Idempotency-Key", key)
		again := w.as("maja").Do("PUT", at+"/end", endOfPlan(), "Idempotency-Key", key)
		if first.Status != 200 || string(first.Body) != string(again.Body) {
			t.Fatalf("%d %s, again %d %s", first.Status, first.Body, again.Status, again.Body)
		}
		w.attendChanged()
		if e, _ := head()["ended"].(map[string]any); e["reason"] != "job" || e["follow_up_on"] != "2027-02-03" || e["by"] != string(demo.PersonID("maja")) {
			t.Errorf("ended: %v", e)
		}
		checkProblem(t, "twice", w.as("maja").Do("PUT", at+"/end", endOfPlan()), 409, domain.CodeAlreadyAnswered)

		w.comes("2027-02-02T12:00:00+01:00")
		if got := w.queue("maja"); has(got, "Nina ") {
			t.Errorf("before the day: %q", got)
		}
		w.comes("2027-02-03T12:00:00+01:00")
		if got := w.queue("maja"); !has(got, "Nina plan_follow_up amber") {
			t.Errorf("on the day: %q", got)
		}
		w.comes("2027-02-10T12:00:00+01:00")
		if got := w.queue("leder"); !has(got, "Nina plan_follow_up red") {
			t.Errorf("the lead, a week later: %q", got)
		}
		contact := func(reached bool) testkit.Response {
			return w.as("maja").Do("PUT", at+"/contacts-tried/"+newID(), map[string]any{"how": "phone", "reached": reached})
		}
		if r := contact(false); r.Status >= 300 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		if got := w.queue("maja"); !has(got, "Nina plan_follow_up red") {
			t.Errorf("she was not reached: %q", got)
		}
		if r := contact(true); r.Status >= 300 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		if got := w.queue("maja"); has(got, "Nina ") {
			t.Errorf("spoken with: %q", got)
		}

		checkProblem(t, "no why", w.as("maja").Do("PUT", at+"/reopened", map[string]any{"why": " "}), 422, domain.CodeNeedsWhy)
		if r := w.as("maja").Do("PUT", at+"/reopened", map[string]any{"why": "Jobbet blev ikke til noget."}, "Idempotency-Key", newID()); r.Status != 200 {
			t.Errorf("opened again: %d %s", r.Status, r.Body)
		}
		if head()["ended"] != nil {
			t.Error("it is still ended")
		}
	})
}
