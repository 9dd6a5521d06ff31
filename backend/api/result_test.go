package api_test

import (
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// hideResult makes the result of Peter's effort one for himself and his consultant alone,
// as the case files may: nothing in the app sets that.
func (w *world) hideResult(effort string) {
	w.t.Helper()
	e := *w.stored(domain.KindEffort, effort).(*domain.Effort)
	e.ResultVisibility = []string{"citizen", "consultant"}
	if err := w.App.ImportItem(w.t.Context(), planOf("peter"), demo.ID("peter", effort), &e, demo.PersonID("maja")); err != nil {
		w.t.Fatal(err)
	}
}

// Who is not shown an effort's result is not told it by the text of the change either.
func TestAChangeDoesNotTellAHiddenResult(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	before := accepted(t, w.write("maja", "efforts", id("e1"), map[string]any{"result_plain": "Ferskenresultatet", "schedule_plain": "Tirsdag og fersken", "why": "Vi talte om det"}))["plan_change"].(string)
	if !w.sees("vibeke", "Ferskenresultatet") {
		t.Fatal("an open result is not told to whom it concerns")
	}
	w.hideResult("e1")
	w.openWindow()
	both := accepted(t, w.write("maja", "efforts", id("e1"), map[string]any{"result_plain": "Blommeresultatet", "schedule_plain": "Onsdag og blomme", "why": "Vi talte om det"}))["plan_change"].(string)
	rev := w.rev("vibeke", "peter")
	alone := accepted(t, w.write("maja", "efforts", id("e1"), map[string]any{"result_plain": "Kirsebærresultatet", "why": "Vi talte om det"}))["plan_change"].(string)
	if w.rev("vibeke", "peter") != rev {
		t.Error("who does not see a result is told that it was changed")
	}
	told := map[string]bool{"peter": true, "maja": true, "jonas": true}
	for _, a := range actors {
		if a.relation == access.RelationNone && !told[a.name] {
			continue // he gets no plan, which the matrix holds
		}
		for _, text := range []string{"Ferskenresultatet", "Blommeresultatet", "Kirsebærresultatet"} {
			if w.sees(a.name, text) != told[a.name] {
				t.Errorf("%s sees %s: %v", a.name, text, !told[a.name])
			}
		}
	}
	plan := w.plan("vibeke", "peter")
	for change, when := range map[string]string{before: "Tirsdag og fersken", both: "Onsdag og blomme"} {
		c := item(plan, "plan_changes", change)
		want := "Ændret: Praktik på Cykelværkstedet Kæden. Tidspunkt: " + when + "."
		if c == nil || c["what"] != want || len(c["fields"].([]any)) != 1 {
			t.Errorf("of what she may know she is told %v, want %q", c, want)
		}
	}
	if item(plan, "plan_changes", alone) != nil {
		t.Error("a change of nothing but the result is there for her")
	}
	for _, who := range []string{"peter", "maja"} {
		if c := item(w.plan(who, "peter"), "plan_changes", both); c == nil || len(c["fields"].([]any)) != 2 {
			t.Errorf("%s is told %v", who, c)
		}
	}
}
