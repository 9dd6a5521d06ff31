package api_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Every operation by which staff write on a plan says whether they still may when the plan has ended; no
// other says so.
func TestEveryWriteSaysWhetherItGoesOnAfterTheEnd(t *testing.T) {
	t.Parallel()
	elsewhere := []string{"endCall", "endStoryExport"} // which name the plan by what they are about
	staff := []string{string(domain.RoleConsultant), string(domain.RoleProfessional), string(domain.RoleTeamLead)}
	for at, methods := range openAPI(t, testkit.NewServer(t, testkit.Options{})).Paths {
		for method, op := range methods {
			if op.Access == nil {
				continue
			}
			writes := method != "get" && (strings.Contains(at, "{plan}") || slices.Contains(elsewhere, op.OperationID)) &&
				slices.ContainsFunc(staff, func(role string) bool { return slices.Contains(op.Access.Roles, role) })
			if says := access.Operations[op.OperationID].AfterEnd; writes != (says != "") {
				t.Errorf("%s %s: staff write on a plan: %v, after its end: %q", method, op.OperationID, writes, says)
			}
		}
	}
}

// On a plan that has ended, everything that plans is refused to staff in the same plain words, and changes
// nothing; what answers, closes, withdraws or writes down goes on; and nobody else is stopped in anything.
func TestStaffPlanNothingOnAPlanThatHasEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{TrustedProxies: loopback})
	phone := w.furnished()
	w.planEnds("maja")
	stopped := map[string]int{}
	for _, a := range actors {
		if !slices.Contains([]string{"maja", "vibeke", "lone", "peter", "anette"}, a.name) {
			continue
		}
		for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
			if op == "reopenPlan" || op == "getPlanVersion" { // which would open it again; which counts entries
				continue
			}
			for _, x := range w.triesOf(op, a, phone) {
				was := ""
				if _, decided := before(op, a); !decided && a.role.Staff() && access.Operations[op].AfterEnd == access.Stops {
					was = w.everything("peter")
				}
				r := w.as(a.name).Do(x.method, x.path, body(x.body), x.headers...)
				refused := r.Code() == string(domain.CodePlanEnded)
				switch {
				case was != "" && strings.HasPrefix(x.path, path("peter")):
					checkProblem(t, op+" as "+a.name, r, 409, domain.CodePlanEnded)
					if w.everything("peter") != was {
						t.Errorf("%s as %s changed the plan", op, a.name)
					}
					stopped[a.name]++
				case refused:
					t.Errorf("%s as %s %s: %s", op, a.name, x.what, r.Body)
				}
			}
		}
	}
	if stopped["maja"] < 15 || stopped["vibeke"] < 5 || stopped["peter"] > 0 {
		t.Errorf("stopped: %v", stopped)
	}
}

// What goes on plans nothing new by the way: no meeting, no time, no agreement comes with an answer. What is
// there can still be closed, and a mutation that was taken before the end gets its first answer.
func TestNothingNewComesWithAnAnswerAfterTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.asksToMeet()
	maja := []string{string(demo.PersonID("maja"))}
	meeting := map[string]any{"title": "Nyt møde", "form": "walk", "with": maja, "start": "2026-12-02T10:00:00+01:00", "end": "2026-12-02T11:00:00+01:00", "why": "Det er aftalt"}
	agreement := map[string]any{"text": "Jeg ringer på mandag", "responsible": maja[0], "why": "Det er aftalt"}
	promised, key := newID(), newID()
	w.put("maja", path("peter", "agreements", promised), agreement, "Idempotency-Key", key)
	goal, sent := map[string]any{"area": "work", "title": "Nyt mål", "why": "Det er aftalt"}, []string{"Idempotency-Key", newID()}
	made := path("peter", "goals", newID())
	w.put("maja", made, goal, sent...)
	w.put("peter", path("peter", "meetings", id("m15"), "answer"), map[string]any{"answer": "no", "reason": "sick"})
	w.planEnds("vibeke")
	span := []any{map[string]any{"start": "2026-12-03T10:00:00+01:00", "end": "2026-12-03T11:00:00+01:00"}}
	within := maps.Clone(meeting)
	delete(within, "why")
	within["id"] = newID()
	for what, x := range map[string]struct {
		at   string
		body map[string]any
	}{
		"a meeting":                 {path("peter", "meetings", newID()), meeting},
		"an agreement":              {path("peter", "agreements", newID()), agreement},
		"a yes with a meeting":      {path("peter", "requests", id(requestOpen), "answer"), map[string]any{"answer": "yes", "meeting": within}},
		"a no with times":           {path("peter", "requests", id(requestOpen), "answer"), map[string]any{"answer": "no", "text": "Se her", "proposed_times": span}},
		"an absence with times":     {path("peter", "meetings", id("m15"), "absence", "answer"), map[string]any{"answer": "God bedring", "proposed_times": span}},
		"an absence with a meeting": {path("peter", "meetings", id("m15"), "absence", "answer"), map[string]any{"answer": "God bedring", "meeting": within}},
	} {
		w.unchanged(what, func() { checkProblem(t, what, w.as("maja").Do("PUT", x.at, x.body), 409, domain.CodePlanEnded) })
	}
	w.put("maja", path("peter", "requests", id(requestOpen), "answer"), map[string]any{"answer": "no", "text": "Planen er slut. Ring til mig."})
	w.put("maja", path("peter", "meetings", id("m15"), "absence", "answer"), map[string]any{"answer": "God bedring"})
	w.put("maja", path("peter", "agreements", promised), map[string]any{"status": "kept", "why": "Jeg har ringet"}, "If-Match", w.rev("maja", "peter"))
	w.put("maja", path("peter", "agreements", promised), agreement, "Idempotency-Key", key)
	w.put("maja", made, goal, sent...)
	may := w.plan("maja", "peter")["viewer"].(map[string]any)["may"].([]any)
	for _, gone := range []string{"put_meeting", "put_effort", "put_goal", "put_board", "propose_plan", "assess"} {
		if slices.Contains(may, any(gone)) {
			t.Errorf("Maja is told that she may %s", gone)
		}
	}
	if !slices.Contains(may, any("send_message")) || !slices.Contains(may, any("log_contact")) {
		t.Errorf("Maja may %v", may)
	}
	if may := w.plan("peter", "peter")["viewer"].(map[string]any)["may"].([]any); !slices.Contains(may, any("put_goal")) || !slices.Contains(may, any("raise_flag")) {
		t.Errorf("Peter may %v", may)
	}
	if item(w.plan("maja", "peter"), "goals", id("g1"))["may_edit"] != nil || item(w.plan("peter", "peter"), "goals", id("g1"))["may_edit"] != true {
		t.Error("who may change a goal is told otherwise")
	}
}
