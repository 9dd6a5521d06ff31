package api_test

import (
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// draft is a plan that Maja and a new citizen have begun on.
type draft struct {
	*world
	plan    string
	citizen *testkit.Client
}

func newDraft(t *testing.T, w *world) *draft {
	t.Helper()
	person, plan := domain.NewID(), newID()
	w.put("maja", "/citizens/"+string(person), map[string]any{"name": "Nina Ny", "plan": map[string]any{"id": plan}})
	return &draft{w, "/plans/" + plan, w.SignIn(t, person)}
}

func (d *draft) head() map[string]any {
	return d.citizen.Do("GET", d.plan, nil).JSON(d.t)["plan"].(map[string]any)
}

func (d *draft) change(id any) map[string]any {
	return item(d.citizen.Do("GET", d.plan, nil).JSON(d.t), "plan_changes", id.(string))
}

func (d *draft) answer(body map[string]any, headers ...string) testkit.Response {
	return d.citizen.Do("PUT", d.plan+"/answer", body, headers...)
}

// A plan begins as a draft in which nothing needs a why. The consultant says it is ready,
// the citizen answers, the consultant answers a no, and the plan is one when the citizen
// has said yes: to the draft, not to some change of it.
func TestFromDraftToAgreed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	d := newDraft(t, w)
	checkProblem(t, "an empty draft", w.as("maja").Do("PUT", d.plan+"/proposal", map[string]any{"why": "Klar"}), 422, domain.CodeInvalid)
	goal := newID()
	if r := w.put("maja", d.plan+"/goals/"+goal, map[string]any{"area": "work", "title": "Et job"}); r["plan_change"] != nil {
		t.Errorf("in a draft a new goal is news: %v", r)
	}
	told := w.put("maja", d.plan+"/agreements/"+newID(), map[string]any{"text": "Maja ringer", "responsible": string(demo.PersonID("maja")), "why": "Det talte vi om"})
	checkProblem(t, "before it was asked", d.answer(map[string]any{"answer": "agree"}), 422, domain.CodeInvalid)
	d.citizen.Do("PUT", d.plan+"/changes/"+told["plan_change"].(string)+"/answer", map[string]any{"answer": "agree"})
	if d.head()["status"] != "draft" {
		t.Error("a yes to one change made the draft a plan")
	}
	checkProblem(t, "without words", w.as("maja").Do("PUT", d.plan+"/proposal", map[string]any{}), 422, domain.CodeNeedsWhy)
	first := w.put("maja", d.plan+"/proposal", map[string]any{"why": "Det er det, vi talte om"})["plan_change"]
	if p, _ := d.head()["proposal"].(map[string]any); p["change"] != first || p["by"] != string(demo.PersonID("maja")) {
		t.Errorf("the head says %v", d.head())
	}
	if pc := d.change(first); pc["what"] != "Udkastet til din plan er klar: 1 mål og 1 aftale." || pc["why"] != "Det er det, vi talte om" {
		t.Errorf("she is asked %v", pc)
	}
	if again := w.put("maja", d.plan+"/proposal", map[string]any{"why": "Det er det, vi talte om"}); again["changed"] != false || again["plan_change"] != first {
		t.Errorf("asked again it is %v", again)
	}
	// She is asked now, so what is changed is changed under her eyes, with a why.
	rev := w.as("maja").Do("GET", d.plan, nil).Header.Get("ETag")
	checkProblem(t, "while she is asked", w.as("maja").Do("PUT", d.plan+"/goals/"+goal, map[string]any{"title": "Et andet job"}, "If-Match", rev), 422, domain.CodeNeedsWhy)
	if r := d.answer(map[string]any{"proposal": first, "answer": "disagree", "comment": "Jeg vil ikke ringe til nogen"}); r.Status != 200 {
		t.Fatalf("no: %d %s", r.Status, r.Body)
	}
	if d.head()["status"] != "draft" || !w.waits("maja", "disagreement", first) {
		t.Errorf("after a no the plan is %v", d.head())
	}
	w.put("maja", d.plan+"/goals/"+goal, map[string]any{"title": "Et roligt job"}, "If-Match", rev)
	second := w.put("maja", d.plan+"/proposal", map[string]any{"why": "Nu ringer jeg for dig"})["plan_change"]
	if second == first || w.waits("maja", "disagreement", first) || d.change(first)["answer"].(map[string]any)["text"] != "Nu ringer jeg for dig" {
		t.Errorf("the no is answered with %v", d.change(first))
	}
	checkProblem(t, "the draft of before", d.answer(map[string]any{"proposal": first, "answer": "agree"}), 422, domain.CodeInvalid)
	w.Clock.Move(time.Hour)
	if r := d.answer(map[string]any{"proposal": second, "answer": "agree", "comment": "Ja tak"}); r.Status != 200 {
		t.Fatalf("yes: %d %s", r.Status, r.Body)
	}
	if h := d.head(); h["status"] != "active" || h["version"] != 1.0 || h["agreed_on"] != "2026-11-24" || h["proposal"] != nil {
		t.Errorf("after a yes it is %v", h)
	}
	checkProblem(t, "once more", w.as("maja").Do("PUT", d.plan+"/proposal", map[string]any{"why": "Igen"}), 422, domain.CodeInvalid)
	checkProblem(t, "a change now", w.as("maja").Do("PUT", d.plan+"/goals/"+newID(), map[string]any{"area": "home", "title": "Flytte"}), 422, domain.CodeNeedsWhy)
}

// waits says whether something waits for somebody on the desk.
func (w *world) waits(who, what string, change any) bool {
	for _, c := range w.as(who).Do("GET", "/citizens", nil).JSON(w.t)["citizens"].([]any) {
		for _, x := range c.(map[string]any)["waiting"].([]any) {
			if x := x.(map[string]any); x["what"] == what && x["plan_change"] == change {
				return true
			}
		}
	}
	return false
}

// Who has no phone answers on paper, and somebody saw it. What she answered herself nobody
// overwrites, and she may answer anew.
func TestAnAnswerOnPaper(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	d := newDraft(t, w)
	w.put("maja", d.plan+"/goals/"+newID(), map[string]any{"area": "work", "title": "Et job"})
	asked := w.put("maja", d.plan+"/proposal", map[string]any{"why": "Vi skrev det sammen"})["plan_change"]
	paper := func(on, witness string) map[string]any {
		return map[string]any{"answer": "agree", "comment": "Det er fint", "paper": map[string]any{"on": on, "witness": witness}}
	}
	for what, body := range map[string]map[string]any{"no witness": paper("2026-11-23", " "), "tomorrow": paper("2026-11-25", "Bo Bisidder"), "no day": paper("", "Bo Bisidder"), "no such day": paper("2026-11-31", "Bo")} {
		checkProblem(t, what, w.as("maja").Do("PUT", d.plan+"/answer", body), 422, domain.CodeInvalid)
	}
	checkProblem(t, "by the citizen", d.answer(paper("2026-11-23", "Bo Bisidder")), 403, domain.CodeForbidden)
	checkProblem(t, "without paper", w.as("maja").Do("PUT", d.plan+"/answer", map[string]any{"answer": "agree"}), 403, domain.CodeForbidden)
	w.put("maja", d.plan+"/answer", paper("2026-11-23", "Bo Bisidder"))
	if h := d.head(); h["status"] != "active" || h["agreed_on"] != "2026-11-23" {
		t.Errorf("after paper it is %v", h)
	}
	if p := d.change(asked)["paper"].(map[string]any); p["witness"] != "Bo Bisidder" || p["recorded_by"] != string(demo.PersonID("maja")) {
		t.Errorf("the record is %v", p)
	}
	var told []map[string]any
	for _, e := range w.as("maja").Do("GET", d.plan+"/history", nil).JSON(t)["entries"].([]any) {
		told = append(told, e.(map[string]any))
	}
	if said := sentences(told); !strings.Contains(said, `Svar på papir 23. november 2026, set af Bo Bisidder: Enig. "Det er fint".`) {
		t.Errorf("the history tells %s", said)
	}
	d.citizen.Do("PUT", d.plan+"/changes/"+asked.(string)+"/answer", map[string]any{"answer": "disagree", "comment": "Det har jeg ikke sagt"})
	if pc := d.change(asked); pc["citizen_answer"] != "disagree" || pc["paper"] != nil || !w.waits("maja", "disagreement", asked) {
		t.Errorf("her own answer is %v", pc)
	}
}

// Two phones of one person answer one change differently. The second is told both, and
// neither is lost; sent again from there it counts.
func TestTwoAnswersToOneChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	at, rev := path("peter", "changes", id("v4"), "answer"), w.rev("peter", "peter")
	other := w.SignIn(t, demo.PersonID("peter"))
	if r := other.Do("PUT", at, map[string]any{"answer": "disagree", "comment": "Nej"}, "If-Match", rev, "Idempotency-Key", newID()); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	r := w.as("peter").Do("PUT", at, map[string]any{"answer": "agree", "comment": "Ja"}, "If-Match", rev, "Idempotency-Key", newID())
	checkProblem(t, "the other answer", r, 409, domain.CodeConflict)
	got := map[any]map[string]any{}
	for _, c := range r.JSON(t)["conflicts"].([]any) {
		got[c.(map[string]any)["field"]] = c.(map[string]any)
	}
	if got["answer"]["yours"] != "agree" || got["answer"]["theirs"] != "disagree" || got["comment"]["yours"] != "Ja" || got["comment"]["theirs"] != "Nej" {
		t.Errorf("she is told %v", got)
	}
	if pc := item(w.plan("peter", "peter"), "plan_changes", id("v4")); pc["citizen_answer"] != "disagree" {
		t.Errorf("the answer is %v", pc)
	}
	w.put("peter", at, map[string]any{"answer": "agree", "comment": "Ja"}, "If-Match", `"`+r.JSON(t)["rev"].(string)+`"`, "Idempotency-Key", newID())
	if pc := item(w.plan("maja", "peter"), "plan_changes", id("v4")); pc["citizen_answer"] != "agree" {
		t.Errorf("the answer is %v", pc)
	}
	// The same answer twice is one, whoever came first; and a chain is no quarrel.
	if r := other.Do("PUT", at, map[string]any{"answer": "agree", "comment": "Ja"}, "If-Match", rev); r.Status != 200 {
		t.Errorf("the same: %d %s", r.Status, r.Body)
	}
}
