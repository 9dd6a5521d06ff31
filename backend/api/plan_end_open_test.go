package api_test

import (
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// The lead of the plan's team opens a plan again that has ended, and says why; also when its consultant has
// left. He learns nothing of it, and no lead of another team may. On both databases.
func TestALeadOpensAPlanAgain(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		if err := w.App.AddStaff(t.Context(), domain.Person{ID: demo.PersonID("nanna"), Role: domain.RoleTeamLead, Department: "social", Name: "Nanna Ny"}); err != nil {
			t.Fatal(err)
		}
		w.planEnds("maja")
		at := "/me/ended-plans/" + string(planOf("peter")) + "/reopened"
		why := map[string]any{"why": "Jobbet blev ikke til noget."}
		w.unchanged("refused", func() {
			checkProblem(t, "another team's lead", w.as("nanna").Do("PUT", at, why), 404, domain.CodeNotFound)
			checkProblem(t, "a colleague", w.as("tobias").Do("PUT", at, why), 403, domain.CodeForbidden)
			checkProblem(t, "no why", w.as("leder").Do("PUT", at, map[string]any{"why": " "}), 422, domain.CodeNeedsWhy)
		})
		told := w.notified("peter", domain.NotifyPlanChanged)
		key := newID()
		first := w.as("leder").Do("PUT", at, why, "Idempotency-Key", key)
		again := w.as("leder").Do("PUT", at, why, "Idempotency-Key", key)
		if first.Status != 200 || string(first.Body) != string(again.Body) || w.notified("peter", domain.NotifyPlanChanged) != told+1 {
			t.Fatalf("%d %s, again %d %s", first.Status, first.Body, again.Status, again.Body)
		}
		plan := w.plan("peter", "peter")
		change := item(plan, "plan_changes", first.JSON(t)["plan_change"].(string))
		if plan["plan"].(map[string]any)["ended"] != nil || change["why"] != why["why"] || named(plan, "leder") == nil {
			t.Errorf("Peter is told %v", change)
		}
		checkProblem(t, "open already", w.as("leder").Do("PUT", at, why), 422, domain.CodeNothingToAnswer)
		w.put("peter", path("peter", "changes", change["id"].(string), "answer"), map[string]any{"answer": "disagree", "comment": "Jeg er i job"})
		if w.notified("leder", domain.NotifyStaffAnswer) != 0 || w.notified("maja", domain.NotifyStaffAnswer) != 1 {
			t.Errorf("told of his answer: the lead %d, Maja %d", w.notified("leder", domain.NotifyStaffAnswer), w.notified("maja", domain.NotifyStaffAnswer))
		}
		if r := w.as("leder").Do("GET", path("peter"), nil); r.Status != 403 {
			t.Errorf("the lead reads the plan: %d", r.Status)
		}

		w.planEnds("vibeke")
		if _, err := w.App.EndStaff(t.Context(), demo.PersonID("maja")); err != nil {
			t.Fatal(err)
		}
		w.put("leder", at, why)
		if plan := w.plan("peter", "peter"); plan["plan"].(map[string]any)["ended"] != nil {
			t.Error("without a consultant nobody opens it")
		}
	})
}

// Who has not seen how the plan's head is now neither ends it nor opens it again: he gets the newer rev, and
// nothing changes. With that he may.
func TestAPlanIsEndedAsItWasSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	stale := func(what, rev, at string, body map[string]any) string {
		t.Helper()
		var newer string
		w.unchanged(what, func() {
			r := w.as("maja").Do("PUT", at, body, "If-Match", rev)
			checkProblem(t, what, r, 409, domain.CodeConflict)
			newer, _ = r.JSON(t)["rev"].(string)
		})
		if newer == "" || `"`+newer+`"` != w.rev("maja", "peter") {
			t.Errorf("%s: the newer rev is %q", what, newer)
		}
		return `"` + newer + `"`
	}
	seen := w.rev("maja", "peter")
	w.put("peter", path("peter", "board"), map[string]any{"layout": "list"}, "If-Match", w.rev("peter", "peter"))
	newer := stale("an end", seen, path("peter", "end"), endOfPlan())
	r := w.as("maja").Do("PUT", path("peter", "end"), endOfPlan(), "If-Match", newer)
	checkProblem(t, "with the newer rev", r, 422, domain.CodePlanEndHindered)

	seen = w.rev("maja", "peter")
	w.planEnds("maja")
	newer = stale("opening again", seen, path("peter", "reopened"), map[string]any{"why": "Det er aftalt"})
	w.put("maja", path("peter", "reopened"), map[string]any{"why": "Det er aftalt"}, "If-Match", newer)
	checkProblem(t, "no rev", w.as("maja").Do("PUT", path("peter", "end"), endOfPlan(), "If-Match", `"`+newID()+`"`), 400, domain.CodeBadRev)
}

// What she said does not work and nobody has mended, and what she wrote and nobody has answered, are named
// to whoever would end the plan; so is help that runs, also where its last day is agreed.
func TestWhatWaitsHindersAnEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	citizen, plan, _ := newcomer(t, w)
	at := "/plans/" + string(plan)
	hers := w.SignIn(t, citizen)
	hinders := func(want string, not ...string) string {
		t.Helper()
		r := w.as("maja").Do("PUT", at+"/end", endOfPlan())
		checkProblem(t, want, r, 422, domain.CodePlanEndHindered)
		var got []string
		for _, e := range r.JSON(t)["errors"].([]any) {
			got = append(got, e.(map[string]any)["code"].(string))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("hindered by %q, want %q", got, want)
		}
		for _, word := range not {
			if strings.Contains(string(r.Body), word) {
				t.Errorf("%q is in %s", word, r.Body)
			}
		}
		return string(r.Body)
	}
	hinders("meeting_ahead")
	meeting := w.as("maja").Do("GET", at, nil).JSON(t)["meetings"].([]any)[0].(map[string]any)["id"].(string)
	w.put("maja", at+"/meetings/"+meeting+"/cancellation", map[string]any{"why": "Du har fået job"})
	flag := newID()
	if r := hers.Do("PUT", at+"/flags/"+flag, map[string]any{"category": "other", "text": "Kantinen er lukket"}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	hinders("flag_open", "Kantinen")
	message := newID()
	if r := hers.Do("PUT", at+"/messages/"+message, map[string]any{"text": "Må jeg ringe?"}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	if body := hinders("flag_open message_unanswered", "Må jeg ringe"); !strings.Contains(body, "flags/"+flag) || !strings.Contains(body, "messages/"+message) {
		t.Errorf("what hinders is not named: %s", body)
	}
	w.put("maja", at+"/messages/"+message+"/no-answer", map[string]any{"undone": false})
	w.put("maja", at+"/flags/"+flag+"/answer", map[string]any{"text": "Den er åben igen"})
	hinders("flag_open")
	answered := hers.Do("GET", at, nil).JSON(t)["flags"].([]any)[0].(map[string]any)["action"].(map[string]any)["at"]
	if r := hers.Do("PUT", at+"/flags/"+flag+"/confirmation", map[string]any{"helped": true, "action_at": answered}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	effort := newID()
	w.put("maja", at+"/efforts/"+effort, map[string]any{"title": "Motion", "department": "job", "status": "active", "start": "2026-11-01", "end": "2026-11-30", "responsible": string(demo.PersonID("maja")), "why": "Det er aftalt"})
	hinders("effort_open")
}
