package api_test

import (
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

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
	switch op {
	case "undoEnd", "endWithoutWord":
		at := map[string]string{"undoEnd": "undone", "endWithoutWord": "without-word"}[op]
		x.path, x.twin = path("peter", "efforts", id("e1"), "end", at), path("peter", "efforts", newID(), "end", at)
		x.body, want = map[string]any{"why": "w"}, verdict{422, domain.CodeNothingToAnswer}
	case "sayEndWord":
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

// What was begun by mistake is taken back as long as the citizen has not answered, and stands as
// before, his alerts with it; what he never answers can be ended without his word once he has had
// his time, by a reason that he reads, and he may still say it. On both databases.
func TestAnEndThatWaitsIsTakenBackOrClosed(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		e2 := path("peter", "efforts", id("e2"))
		end := endOf(string(demo.PersonID("lone")))
		get := func(name string) map[string]any { return item(w.plan("peter", "peter"), "efforts", id(name)) }
		deed := func(who, at, what, why string, key ...string) testkit.Response {
			return w.as(who).Do("PUT", at+"/end/"+what, map[string]any{"why": why}, key...)
		}
		changes := func() int { return len(w.plan("peter", "peter")["plan_changes"].([]any)) }
		const worry = "effort_ends_without_follow_up amber: Lone og du mangler"

		checkProblem(t, "nothing to take back", deed("lone", e2, "undone", "Det var en fejl."), 422, domain.CodeNothingToAnswer)
		before := get("e2")
		if !has(w.attention("peter", "peter"), worry) {
			t.Fatal("nothing is worrying to begin with")
		}
		w.put("lone", e2+"/end", end)
		if e := get("e2"); has(w.attention("peter", "peter"), worry) || e["ending"].(map[string]any)["word_by"] != "2026-12-17" {
			t.Errorf("once its end is begun: %v", e)
		}
		w.put("lone", e2+"/end", end) // said once more, in better words
		checkProblem(t, "taken back without a reason", deed("lone", e2, "undone", " "), 422, domain.CodeNeedsWhy)
		checkProblem(t, "by one who may not end it", deed("maja", e2, "undone", "w"), 403, domain.CodeForbidden)
		checkProblem(t, "by the citizen", deed("peter", e2, "undone", "w"), 403, domain.CodeForbidden)
		told, key := changes(), newID()
		first := deed("lone", e2, "undone", "Jeg trykkede forkert.", "Idempotency-Key", key).JSON(t)
		again := deed("lone", e2, "undone", "Jeg trykkede forkert.", "Idempotency-Key", key).JSON(t)
		if first["plan_change"] == nil || first["plan_change"] != again["plan_change"] || changes() != told+1 {
			t.Errorf("sent twice it is %v and %v", first, again)
		}
		after := get("e2")
		for _, field := range []string{"ending", "next_step", "result_plain", "ended_reason", "status", "end"} {
			if !reflect.DeepEqual(before[field], after[field]) {
				t.Errorf("%s was %v and is %v", field, before[field], after[field])
			}
		}
		if got := w.attention("peter", "peter"); !has(got, worry) {
			t.Errorf("once it is taken back: %q", got)
		}
		checkProblem(t, "his word after that", w.as("peter").Do("PUT", e2+"/word", map[string]any{"text": "Det gik godt."}), 422, domain.CodeNothingToAnswer)

		// He never answers. Nobody is forgotten, and somebody can end it.
		e3 := path("peter", "efforts", id("e3"))
		w.put("maja", e3+"/end", endOf(string(demo.PersonID("maja"))))
		by := get("e3")["ending"].(map[string]any)["word_by"].(string)
		checkProblem(t, "before his time is over", deed("maja", e3, "without-word", "Han svarer ikke."), 422, domain.CodeTooEarly)
		w.Clock.Set(domain.Date(by).Start().Add(9 * time.Hour))
		clear(w.clients)
		const waits = "effort_ends_without_follow_up amber: »Kontrol af knæ« er ved at slutte."
		for _, who := range []string{"peter", "maja"} {
			if got := w.attention(who, "peter"); !has(got, waits) {
				t.Errorf("%s is told %q", who, got)
			}
		}
		checkProblem(t, "without a reason", deed("maja", e3, "without-word", ""), 422, domain.CodeNeedsWhy)
		told = changes()
		if r := deed("maja", e3, "without-word", "Vi har ringet tre gange."); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		e := get("e3")
		word, _ := e["end_word"].(map[string]any)
		if e["status"] != "completed" || word["not_given"] != true || word["why"] != "Vi har ringet tre gange." || word["recorded_by"] != string(demo.PersonID("maja")) || changes() != told+1 {
			t.Errorf("without his word: %v", e)
		}
		if got := w.attention("maja", "peter"); has(got, waits) {
			t.Errorf("once it has ended: %q", got)
		}
		checkProblem(t, "taken back when it has ended", deed("maja", e3, "undone", "w"), 409, domain.CodeAlreadyAnswered)
		w.put("peter", e3+"/word", map[string]any{"text": "Det gik godt."})
		late := get("e3")
		word, _ = late["end_word"].(map[string]any)
		if late["status"] != "completed" || late["end"] != e["end"] || word["text"] != "Det gik godt." || word["not_given"] != nil {
			t.Errorf("with his late word: %v", late)
		}
		checkProblem(t, "said twice", w.as("peter").Do("PUT", e3+"/word", map[string]any{"text": "Mere"}), 422, domain.CodeNothingToAnswer)
	})
}
