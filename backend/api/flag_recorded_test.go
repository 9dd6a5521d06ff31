package api_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Peter has no phone with him and says to Maja that something does not work. She writes it down
// for him; Vibeke, whose effort it is, is woken, and Maja has seen it. What he says of whether it
// helped is written down the same way, and he may say that it is not so. On both databases.
func TestWhatTheCitizenSaysIsWrittenDown(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		peter := string(demo.PersonID("peter"))
		maja := string(demo.PersonID("maja"))
		flag := newID()
		at := func(parts ...string) string { return path("peter", append([]string{"flags", flag}, parts...)...) }
		get := func(who string) map[string]any { return item(w.plan(who, "peter"), "flags", flag) }
		told := func(who string) []string {
			t.Helper()
			out := []string{}
			for _, n := range w.promised(who, domain.ID(flag)) {
				if n.state != domain.NotificationCleared {
					out = append(out, string(n.kind))
				}
			}
			slices.Sort(out)
			return slices.Compact(out)
		}
		body := map[string]any{"effort": id("e1"), "category": "body", "text": "Knæene gør ondt.", "said_by": peter}
		first := w.put("maja", at(), body, "Idempotency-Key", flag)
		if again := w.put("maja", at(), body, "Idempotency-Key", flag); again["rev"] != first["rev"] {
			t.Error("sent twice it is two")
		}
		f := get("peter")
		line := f["messages"].([]any)[0].(map[string]any)
		if f["by"] != peter || f["recorded_by"] != maja || f["shown_help"] != nil || line["from"] != peter || f["seen"].(map[string]any)["by"] != maja {
			t.Errorf("Peter gets %v", f)
		}
		if got := told("vibeke"); !slices.Equal(got, []string{string(domain.NotifyStaffFlag)}) {
			t.Errorf("Vibeke is told %v", got)
		}
		if got := told("maja"); len(got) != 0 {
			t.Errorf("Maja is told of what she wrote herself: %v", got)
		}
		if got := told("peter"); !slices.Equal(got, []string{string(domain.NotifyFlagSeen)}) {
			t.Errorf("Peter is told %v", got)
		}

		// Who has nothing to do with it has not seen it by writing it down.
		w.openWindow()
		other := newID()
		w.put("jonas", path("peter", "flags", other), map[string]any{"effort": id("e1"), "category": "time", "said_by": peter})
		if f := item(w.plan("vibeke", "peter"), "flags", other); f["seen"] != nil || f["recorded_by"] != string(demo.PersonID("jonas")) {
			t.Errorf("written down by the deputy: %v", f)
		}

		word := func(who string, helped bool, more map[string]any) testkit.Response {
			t.Helper()
			body := map[string]any{"helped": helped, "action_at": saw(get("peter")), "said_by": peter}
			for k, v := range more {
				body[k] = v
			}
			return w.as(who).Do("PUT", at("confirmation"), body)
		}
		w.put("vibeke", at("answer"), map[string]any{"text": "Du får en stol.", "from": "2026-11-25"})
		checkProblem(t, "she says it herself", word("maja", true, map[string]any{"said_by": maja}), 422, domain.CodeInvalid)
		checkProblem(t, "said by nobody", word("maja", true, map[string]any{"said_by": ""}), 422, domain.CodeInvalid)
		checkProblem(t, "who does not see it", word("lone", true, nil), 404, domain.CodeNotFound)

		// That it did not help opens it again.
		w.Clock.Move(time.Minute)
		if r := word("maja", false, map[string]any{"text": "Stolen er for lav, siger han."}); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		f = get("peter")
		tried := f["tried"].([]any)[0].(map[string]any)
		lines := f["messages"].([]any)
		if tried["recorded_by"] != maja || f["reopened_at"] == nil || lines[len(lines)-1].(map[string]any)["from"] != peter {
			t.Errorf("after it did not help: %v", f)
		}

		w.put("vibeke", at("answer"), map[string]any{"text": "Du får en højere stol.", "from": "2026-11-26"})
		w.Clock.Move(time.Minute)
		if r := word("vibeke", true, nil); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		f = get("peter")
		if f["resolved_by"] != peter || f["resolved_recorded_by"] != string(demo.PersonID("vibeke")) {
			t.Errorf("after it helped: %v", f)
		}
		if got := told("peter"); !slices.Equal(got, []string{string(domain.NotifyFlagAnswered)}) {
			t.Errorf("Peter is told %v of what was written down in his name", got)
		}
		// It was never so: he says it, and those who have it are to act anew. Staff cannot take it back for him.
		checkProblem(t, "taken back by staff", word("maja", false, nil), 422, domain.CodeFlagClosed)
		w.Clock.Move(time.Minute)
		if r := word("peter", false, map[string]any{"text": "Det har jeg ikke sagt."}); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		f = get("maja")
		if f["resolved_at"] != nil || f["resolved_recorded_by"] != nil || f["citizen_rating"] != nil || len(f["tried"].([]any)) != 2 || f["seen"] != nil {
			t.Errorf("after he said that it is not so: %v", f)
		}
		// What he says himself stands, as ever.
		w.put("maja", at("answer"), map[string]any{"text": "Du får en sadelstol.", "from": "2026-11-27"})
		w.put("peter", at("confirmation"), map[string]any{"helped": true, "action_at": saw(get("peter"))})
		checkProblem(t, "his own word is closed", w.as("peter").Do("PUT", at("confirmation"), map[string]any{"helped": false, "action_at": saw(get("peter"))}), 422, domain.CodeFlagClosed)
	})
}
