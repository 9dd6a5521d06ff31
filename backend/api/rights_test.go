package api_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// triesOfRights has everybody ask, and do something about one that is not there.
func triesOfRights(op string, a actor, on func(verdict) verdict, plan, elsewhere func(...string) string) []try {
	body, part := map[string]any{}, ""
	switch op {
	case "askForRight":
		own := forbidden
		if a.relation == access.RelationCitizen {
			own = done
		}
		return []try{{what: "in words", method: "PUT", path: plan("rights-requests", newID()), body: map[string]any{"what": "correct", "words": "Det er forkert"}, want: on(own), twin: twinFor(a, elsewhere("rights-requests", newID()))}}
	case "withdrawRight":
		part = "withdrawn"
	case "lengthenRight":
		part, body = "lengthened", map[string]any{"text": "Vi spørger lægen"}
	case "answerRight":
		part, body = "answer", map[string]any{"outcome": "refused", "text": "Det står der med rette"}
	}
	return []try{{what: "about none", method: "PUT", path: plan("rights-requests", newID(), part), body: body, want: on(unknown), twin: twinFor(a, elsewhere("rights-requests", newID(), part))}}
}

func (w *world) ask(body map[string]any) string {
	w.t.Helper()
	it := newID()
	w.put("peter", path("peter", "rights-requests", it), body)
	return it
}

func (w *world) right(who, it string) map[string]any {
	w.t.Helper()
	return item(w.plan(who, "peter"), "rights_requests", it)
}

// What she wants corrected has a month. She and her consultant see the day; it climbs to the deputy
// and the lead before it; "corrected" is believed when the thing was changed since. On both databases.
func TestSomethingIsToBeCorrected(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		if _, err := w.App.Rounds(t.Context()); err != nil {
			t.Fatal(err)
		}
		it := w.ask(map[string]any{"what": "correct", "about": map[string]any{"kind": "goal", "id": id("g1")}, "words": "Jeg har aldrig sagt bus"})
		w.attendChanged()
		if got := w.attention("peter", "peter"); !has(got, "rights_request_due amber: Du har bedt om at få noget rettet. Maja svarer senest 24. december.") {
			t.Errorf("Peter reads %q", got)
		}
		if got := w.attention("maja", "peter"); !has(got, "rights_request_due amber: Noget skal rettes eller slettes. Svar senest 24. december.") {
			t.Errorf("Maja reads %q", got)
		}
		if !w.rung("maja", domain.NotifyStaffRights, domain.ID(it)) {
			t.Error("Maja is not woken")
		}
		for _, who := range []string{"vibeke", "lone"} {
			if w.right(who, it) != nil || has(w.attention(who, "peter"), "rights_") {
				t.Errorf("%s knows of it", who)
			}
		}
		answer := func(outcome string) testkit.Response {
			return w.as("maja").Do("PUT", path("peter", "rights-requests", it, "answer"), map[string]any{"outcome": outcome, "text": "Det er rettet nu."}, "Idempotency-Key", newID())
		}
		if r := answer("corrected"); r.Status != 422 {
			t.Errorf("said to be corrected while it stands as it was: %d %s", r.Status, r.Body)
		}
		w.comes("2026-12-20T12:00:00+01:00")
		if got := w.queue("leder"); has(got, "Peter rights_request_due") {
			t.Errorf("four days before, the lead has %q", got)
		}
		w.comes("2026-12-21T12:00:00+01:00")
		if got := w.queue("leder"); !has(got, "Peter rights_request_due red") {
			t.Errorf("three days before, the lead has %q", got)
		}
		w.comes("2026-12-27T12:00:00+01:00")
		if got := w.attention("peter", "peter"); !has(got, "rights_request_due red: Du har bedt om at få noget rettet. Maja skulle have svaret senest 24. december.") {
			t.Errorf("late, Peter reads %q", got)
		}
		w.put("maja", path("peter", "goals", id("g1")), map[string]any{"title": "Et job med løn tæt på", "why": "Peter har ret"}, "If-Match", w.rev("maja", "peter"))
		if r := answer("corrected"); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		w.attendChanged()
		got := w.right("peter", it)
		if got["status"] != "answered" || got["outcome"] != "corrected" || got["changed_at"] == nil || got["complain"] != nil {
			t.Errorf("Peter is shown %v", got)
		}
		if !w.rung("peter", domain.NotifyRightsAnswered, domain.ID(it)) || len(w.queue("leder")) > 0 && has(w.queue("leder"), "Peter rights_") {
			t.Error("answered, Peter is not told or the lead still has it")
		}
		if r := answer("refused"); r.Status != 409 {
			t.Errorf("answered twice: %d", r.Status)
		}
	})
}

// Longer is said once, within the month and with a reason; a refusal says why and where to complain;
// what was taken back waits no more; all of the plan is not erased by an answer.
func TestLongerRefusedAndTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	it := w.ask(map[string]any{"what": "erase", "words": "Slet, hvad lægen skrev"})
	do := func(who, part string, body map[string]any) testkit.Response {
		return w.as(who).Do("PUT", path("peter", "rights-requests", it, part), body, "Idempotency-Key", newID())
	}
	if r := do("maja", "lengthened", map[string]any{"text": " "}); r.Status != 422 {
		t.Errorf("longer without a reason: %d", r.Status)
	}
	if r := do("maja", "lengthened", map[string]any{"text": "Vi spørger lægen"}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	if got := w.right("peter", it); got["due"] != "2027-02-24" || !w.rung("peter", domain.NotifyRightsAnswered, domain.ID(it)) {
		t.Errorf("Peter is shown %v", got)
	}
	if r := do("maja", "lengthened", map[string]any{"text": "Igen"}); r.Status != 422 {
		t.Errorf("longer twice: %d", r.Status)
	}
	if r := do("maja", "answer", map[string]any{"outcome": "refused", "text": "Loven siger, at det skal gemmes."}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	if got := w.right("peter", it); got["complain"] != domain.DefaultComplain || got["answer"] == nil {
		t.Errorf("Peter is shown %v", got)
	}
	it = w.ask(map[string]any{"what": "erase_all", "words": "Jeg vil ikke være med mere"})
	if r := do("maja", "answer", map[string]any{"outcome": "erased", "text": "Slettet"}); r.Status != 422 {
		t.Errorf("all of it is said to be erased: %d", r.Status)
	}
	if r := do("peter", "withdrawn", map[string]any{}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	w.attendChanged()
	if got := w.attention("maja", "peter"); has(got, "rights_") {
		t.Errorf("taken back, it still waits: %q", got)
	}
	it = w.ask(map[string]any{"what": "correct", "words": "For sent"})
	w.Clock.Move(32 * 24 * time.Hour)
	clear(w.clients)
	if r := do("maja", "lengthened", map[string]any{"text": "Vi nåede det ikke"}); r.Status != 422 {
		t.Errorf("longer after the month: %d", r.Status)
	}
}

// Of what is under a department's secrecy that department answers. The consultant and the lead are
// told when it is nearly late that something waits, and of nothing else.
func TestADepartmentAnswersForItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	if _, err := w.App.Rounds(t.Context()); err != nil {
		t.Fatal(err)
	}
	it := w.ask(map[string]any{"what": "correct", "about": map[string]any{"kind": "effort", "id": id("e2")}, "words": "Jeg drikker ikke om morgenen"})
	w.attendChanged()
	if w.right("maja", it) != nil || has(w.attention("maja", "peter"), "rights_") || w.rung("maja", domain.NotifyStaffRights, domain.ID(it)) {
		t.Error("the consultant learns of it")
	}
	if w.right("lone", it) == nil || !has(w.attention("lone", "peter"), "rights_request_due amber") || !w.rung("lone", domain.NotifyStaffRights, domain.ID(it)) {
		t.Errorf("Lone, who answers, reads %q", w.attention("lone", "peter"))
	}
	w.comes("2026-12-22T12:00:00+01:00")
	if got := w.queue("leder"); !has(got, "Peter rights_request_due red") {
		t.Errorf("nearly late, the lead has %q", got)
	}
	for _, who := range []string{"leder", "maja"} {
		if body := string(w.as(who).Do("GET", "/me/queue", nil).Body); strings.Contains(body, "morgenen") || strings.Contains(body, "Rusmiddel") {
			t.Errorf("%s is told more than that something waits: %s", who, body)
		}
	}
	if r := w.as("lone").Do("PUT", path("peter", "rights-requests", it, "answer"), map[string]any{"outcome": "refused", "text": "Det har du sagt til mig."}, "Idempotency-Key", newID()); r.Status != 200 {
		t.Errorf("Lone: %d %s", r.Status, r.Body)
	}
}

// A department's matter stays the department's when what it was about is gone from the plan, or was
// given to another department: it was told in its confidence. Who of it is on the plan answers.
func TestADepartmentsMatterStaysWithIt(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]func(*domain.Record){
		"gone":         func(r *domain.Record) { r.Deleted, r.Item = true, nil },
		"given to job": func(r *domain.Record) { e := *r.Item.(*domain.Effort); e.Department = "job"; r.Item = &e },
		"given up by her": func(r *domain.Record) {
			e := *r.Item.(*domain.Effort)
			e.Department, e.Responsible = "job", demo.PersonID("maja")
			r.Item = &e
		},
	} {
		t.Run(strings.ReplaceAll(what, " ", "_"), func(t *testing.T) {
			t.Parallel()
			everyStore(t, func(t *testing.T, w *world) {
				if _, err := w.App.Rounds(t.Context()); err != nil {
					t.Fatal(err)
				}
				it := w.ask(map[string]any{"what": "erase", "about": map[string]any{"kind": "effort", "id": id("e2")}, "words": "Jeg drikker ikke om morgenen"})
				w.Clock.Move(time.Hour)
				err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
					head, err := tx.Plan(planOf("peter"))
					if err != nil {
						return err
					}
					r, err := tx.Item(head, domain.KindEffort, domain.ID(id("e2")))
					if err != nil {
						return err
					}
					change(&r)
					r.By, r.At = demo.PersonID("lone"), w.Clock.Now()
					if r.Rev, err = tx.Bump(head.ID); err != nil {
						return err
					}
					return errors.Join(tx.PutItem(head, r), tx.BumpEpochs(head.ID))
				})
				if err != nil {
					t.Fatal(err)
				}
				w.App.Woken(planOf("peter"))
				w.attendChanged()
				if got := w.right("maja", it); got != nil || has(w.attention("maja", "peter"), "rights_") {
					t.Errorf("the consultant reads %v and %q", got, w.attention("maja", "peter"))
				}
				if w.right("vibeke", it) != nil {
					t.Error("another department learns of it")
				}
				if w.right("peter", it) == nil || w.right("lone", it) == nil || !has(w.attention("lone", "peter"), "rights_request_due amber") {
					t.Errorf("Lone, who answers, reads %v and %q", w.right("lone", it), w.attention("lone", "peter"))
				}
				checkProblem(t, "the consultant answers", w.as("maja").Do("PUT", path("peter", "rights-requests", it, "answer"), map[string]any{"outcome": "refused", "text": "Nej"}, "Idempotency-Key", newID()), 404, domain.CodeNotFound)
				w.comes("2026-12-22T12:00:00+01:00")
				if got := w.queue("leder"); !has(got, "Peter rights_request_due red") {
					t.Errorf("nearly late, the lead has %q", got)
				}
				if r := w.as("lone").Do("PUT", path("peter", "rights-requests", it, "answer"), map[string]any{"outcome": "erased", "text": "Det er slettet."}, "Idempotency-Key", newID()); r.Status != 200 {
					t.Errorf("Lone: %d %s", r.Status, r.Body)
				}
			})
		})
	}
}
