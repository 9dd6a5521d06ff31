package api_test

import (
	"maps"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// endOf is all that has to be said of an end; who and by when belong to what comes then.
func endOf(who string) map[string]any {
	return map[string]any{"status": "completed", "reason": "completed", "result": "Knæet er set på.", "next": map[string]any{"text": "Genoptræning på hold.", "who": who, "by": "2026-12-15"}}
}

func triesOfEnds(op string, a actor, on func(verdict) verdict) []try {
	x := try{what: "of the placement", method: "PUT", path: path("peter", "efforts", id("e1"), "end"), body: map[string]any{}, want: on(unknown), twin: path("peter", "efforts", newID(), "end")}
	// Nothing is said of what comes then, so it is refused for those who may end it.
	want := verdict{422, domain.CodeEndIncomplete}
	who := []string{"maja", "jonas", "vibeke"}
	if op == "sayEndWord" {
		x.path, x.twin = path("peter", "efforts", id("e1"), "word"), path("peter", "efforts", newID(), "word")
		want, who = verdict{422, domain.CodeNothingToAnswer}, []string{"peter"}
	}
	for _, name := range who {
		if a.name == name && a.relation != "" {
			x.want, x.twin = on(want), ""
		}
	}
	if a.name == "anette" { // she sees the placement, and nothing of it is hers to end
		x.want, x.twin = on(forbidden), ""
	}
	return []try{x}
}

// An effort does not just end: by no status alone, and not before what came of it, what comes
// then, who does it by when and the citizen's own word are said. What waited for it is woken.
// On both databases.
func TestAnEffortCannotJustEnd(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		frida := w.subscribe("frida")
		peter := w.subscribe("peter")
		w.settle()
		e3 := path("peter", "efforts", id("e3"))
		get := func(name string) map[string]any { return item(w.plan("peter", "peter"), "efforts", id(name)) }

		for _, status := range []string{"completed", "dropped"} {
			r := w.as("maja").Do("PUT", e3, map[string]any{"status": status, "why": "Det er slut."}, "If-Match", w.rev("maja", "peter"))
			checkProblem(t, "by its status", r, 422, domain.CodeEndIncomplete)
		}
		whole := endOf(string(demo.PersonID("maja")))
		for missing := range whole {
			part := maps.Clone(whole)
			delete(part, missing)
			checkProblem(t, "without "+missing, w.as("maja").Do("PUT", e3+"/end", part), 422, domain.CodeEndIncomplete)
		}
		for _, missing := range []string{"text", "who", "by"} {
			part, next := maps.Clone(whole), maps.Clone(whole["next"].(map[string]any))
			delete(next, missing)
			part["next"] = next
			checkProblem(t, "without who and when", w.as("maja").Do("PUT", e3+"/end", part), 422, domain.CodeEndIncomplete)
		}
		checkProblem(t, "a placement without its paid hours", w.as("vibeke").Do("PUT", path("peter", "efforts", id("e1"), "end"), endOf(string(demo.PersonID("vibeke")))), 422, domain.CodeEndIncomplete)

		// It waits for his word, and stands until he has said it or that he would not.
		before := len(w.drained(frida, peter)[peter])
		w.put("maja", e3+"/end", whole)
		if e := get("e3"); e["status"] != "active" || e["ending"] == nil {
			t.Errorf("before his word: %v", e)
		}
		if got := len(w.drained(frida, peter)[peter]); got != before+1 {
			t.Errorf("he was asked %d times", got-before)
		}
		checkProblem(t, "no word", w.as("peter").Do("PUT", e3+"/word", map[string]any{}), 422, domain.CodeEndIncomplete)
		woken := len(w.drained(frida, peter)[frida])
		w.put("peter", e3+"/word", map[string]any{"text": "Det gik godt."})
		e := get("e3")
		word, _ := e["end_word"].(map[string]any)
		if e["status"] != "completed" || word["text"] != "Det gik godt." {
			t.Errorf("with his word: %v", e)
		}
		got := w.drained(frida, peter)[frida]
		if len(got) != woken+1 || strings.Contains(string(got[len(got)-1].Payload), "Knæ") {
			t.Errorf("who has the next was woken %d times", len(got)-woken)
		}
		checkProblem(t, "said twice", w.as("peter").Do("PUT", e3+"/word", map[string]any{"text": "Mere"}), 422, domain.CodeNothingToAnswer)

		// Written down for one who is not on his phone, it ends at once, by the name of who did.
		said := endOf(string(demo.PersonID("vibeke")))
		said["paid_hours"], said["word"] = 6, map[string]any{"skipped": true}
		w.put("vibeke", path("peter", "efforts", id("e1"), "end"), said)
		e = get("e1")
		word, _ = e["end_word"].(map[string]any)
		if e["status"] != "completed" || e["paid_hours_per_week"] != 6.0 || word["skipped"] != true || word["recorded_by"] != string(demo.PersonID("vibeke")) || e["end"] != "2026-11-24" {
			t.Errorf("recorded: %v", e)
		}
	})
}
