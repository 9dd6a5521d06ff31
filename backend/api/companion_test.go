package api_test

import (
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Who proposed a companion may take that back until the citizen has said yes; nobody else
// may, and then it is too late.
func TestAProposalIsTakenBackByWhoMadeIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	meeting, kalle, anette := id("m12b"), demo.PersonID("kalle"), demo.PersonID("anette")
	stored := func() *domain.Meeting { return w.stored(domain.KindMeeting, "m12b").(*domain.Meeting) }
	propose := func(who string) string {
		r := accepted(t, w.write(who, "meetings", meeting, map[string]any{"companions": []domain.ID{anette, kalle}, "why": "Kalle kan køre"}))
		return r["plan_change"].(string)
	}
	takeBack := func(who string) testkit.Response {
		return w.write(who, "meetings", meeting, map[string]any{"companions_proposed": []domain.ID{}, "why": "Kalle kan ikke alligevel"})
	}
	change := propose("maja")
	w.unchanged("taking back another's proposal", func() {
		r := takeBack("jonas")
		checkProblem(t, "taking back another's proposal", r, 422, domain.CodeInvalid)
	})
	// What leaves the proposals out leaves them alone.
	accepted(t, w.write("jonas", "meetings", meeting, map[string]any{"companions": []domain.ID{anette}, "bring": []string{"Vand"}, "why": "Det er varmt"}))
	if m := stored(); len(m.Proposed) != 1 {
		t.Fatalf("%+v", m)
	}
	accepted(t, takeBack("maja"))
	if m := stored(); len(m.Proposed) != 0 || len(m.Companions) != 1 {
		t.Fatalf("%+v", m)
	}
	accepted(t, w.as("peter").Do("PUT", path("peter", "changes", change, "answer"), map[string]any{"answer": "agree"}))
	if w.sees("kalle", meeting) {
		t.Error("a yes to what was taken back lets the contact in")
	}
	// Proposed anew by another it is the other's.
	change = propose("jonas")
	if r := takeBack("maja"); r.Status != 422 {
		t.Errorf("%d %s", r.Status, r.Body)
	}
	accepted(t, w.as("peter").Do("PUT", path("peter", "changes", change, "answer"), map[string]any{"answer": "agree"}))
	if !w.sees("kalle", meeting) {
		t.Fatal("a yes does not let the contact in")
	}
	accepted(t, w.write("jonas", "meetings", meeting, map[string]any{"companions_proposed": []domain.ID{}, "bring": []string{"Kaffe"}, "why": "Prøver"}))
	if !w.sees("kalle", meeting) || len(stored().Companions) != 2 {
		t.Error("what the citizen said yes to was taken back by staff")
	}
	if r := w.write("maja", "meetings", meeting, map[string]any{"companions_proposed": []domain.ID{demo.PersonID("bjarne")}, "why": "Prøver"}); r.Status != 422 {
		t.Errorf("a stranger is proposed: %d %s", r.Status, r.Body)
	}
}
