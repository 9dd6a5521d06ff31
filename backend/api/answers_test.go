package api_test

import (
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// A change of the plan is told, opened, answered, replied to: each shows on both sides,
// and what waits for an answer lies on the desk until it has one.
func TestAChangeIsAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	made := w.put("maja", path("peter", "efforts", id("e1")), map[string]any{"schedule_plain": "Mandag til torsdag", "why": "Peter er klar"}, "If-Match", w.rev("maja", "peter"))["plan_change"].(string)
	at := path("peter", "changes", made, "answer")
	change := func(who string) map[string]any { return item(w.plan(who, "peter"), "plan_changes", made) }
	waiting := func() []any {
		for _, c := range w.as("maja").Do("GET", "/citizens", nil).JSON(t)["citizens"].([]any) {
			if c := c.(map[string]any); c["id"] == string(demo.PersonID("peter")) {
				var out []any
				for _, x := range c["waiting"].([]any) {
					if x.(map[string]any)["plan_change"] == made {
						out = append(out, x.(map[string]any)["what"])
					}
				}
				return out
			}
		}
		return nil
	}
	w.put("peter", at, map[string]any{"seen": true})
	if c := change("maja"); c["seen_by_citizen_at"] == nil || c["citizen_answer"] != nil {
		t.Errorf("opened it is %v", c)
	}
	w.put("peter", at, map[string]any{"answer": "talk", "comment": "Kan det være fra januar?"})
	if got := waiting(); len(got) != 1 || got[0] != "talk" {
		t.Errorf("on the desk waits %v", got)
	}
	w.openWindow()
	w.put("jonas", at, map[string]any{"text": "Ja, det aftaler vi."})
	if c := change("peter"); len(waiting()) != 0 || c["answer"] == nil || c["answer"].(map[string]any)["by"] != string(demo.PersonID("jonas")) {
		t.Errorf("replied to it is %v, waiting %v", c, waiting())
	}
	// Agreeing to the reply keeps it: nobody's words are dropped.
	version := w.plan("peter", "peter")["plan"].(map[string]any)["version"].(float64)
	w.put("peter", at, map[string]any{"answer": "agree"})
	if c := change("maja"); c["citizen_answer"] != "agree" || c["answer"] == nil {
		t.Errorf("agreed to it is %v", c)
	}
	if now := w.plan("peter", "peter")["plan"].(map[string]any)["version"]; now != version+1 {
		t.Errorf("the agreed version is %v, was %v", now, version)
	}
	// Not agreeing after all is to be answered anew.
	w.put("peter", at, map[string]any{"answer": "disagree", "comment": "Nej, alligevel ikke"})
	if got := waiting(); len(got) != 1 || got[0] != "disagreement" {
		t.Errorf("on the desk waits %v", got)
	}
}

// What is no answer is none, and neither side gives the other's.
func TestOddAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, c := range []struct {
		who, change string
		body        map[string]any
	}{
		{"peter", "v4", map[string]any{}}, {"peter", "v4", map[string]any{"text": "Mit svar"}}, {"peter", "v4", map[string]any{"answer": "maybe"}}, {"peter", "v4", map[string]any{"answer": ""}}, {"peter", "v4", map[string]any{"seen": false}},
		{"peter", "v4", map[string]any{"comment": "Kun ord"}}, {"peter", "v4", map[string]any{"answer": "agree", "text": "x"}},
		{"maja", "v4", map[string]any{"answer": "agree"}}, {"maja", "v4", map[string]any{"seen": true}}, {"maja", "v4", map[string]any{"text": ""}}, {"maja", "v4", map[string]any{"text": "x", "answer": "agree"}}, {"maja", "v4", map[string]any{"text": "x", "comment": "y"}},
		{"maja", "v1", map[string]any{"text": "Det er der ingen, der har spurgt om"}},
	} {
		w.unchanged(c.who, func() {
			checkProblem(t, c.who, w.as(c.who).Do("PUT", path("peter", "changes", id(c.change), "answer"), c.body), 422, domain.CodeInvalid)
		})
	}
}
