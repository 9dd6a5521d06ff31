package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// write changes something as somebody, from the rev that he sees now.
func (w *world) write(who, room, item string, body map[string]any) testkit.Response {
	w.t.Helper()
	tag := w.as(who).Do("GET", path("peter"), nil).Header.Get("ETag")
	headers := []string{"If-Match", tag}
	if item == "" {
		item, headers = string(domain.NewID()), nil
	}
	return w.as(who).Do("PUT", path("peter", room, item), body, headers...)
}

// sees says whether a text stands anywhere in what somebody gets of Peter's plan.
func (w *world) sees(who, text string) bool {
	w.t.Helper()
	return strings.Contains(string(w.as(who).Do("GET", path("peter"), nil).Body), text)
}

func accepted(t *testing.T, r testkit.Response) map[string]any {
	t.Helper()
	if r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	return r.JSON(t)
}

// What a specialist of a confidential department makes is secret from the first moment,
// whether or not it hangs on an effort that is.
func TestWhatASpecialistMakesIsSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	start := w.Clock.Now().Add(48 * time.Hour)
	accepted(t, w.write("lone", "meetings", "", map[string]any{"title": "Afrusning: plan", "purpose": "Tale om tilbagefald", "form": "in_person", "start": start, "end": start.Add(time.Hour),
		"with": []domain.ID{demo.PersonID("lone")}, "why": "Vi aftalte det i går"}))
	accepted(t, w.write("lone", "agreements", "", map[string]any{"text": "Peter tager antabus", "responsible": demo.PersonID("peter"), "why": "Vi aftalte det i går"}))
	for _, text := range []string{"Afrusning", "tilbagefald", "antabus"} {
		for _, who := range []string{"peter", "lone"} {
			if !w.sees(who, text) {
				t.Errorf("%s does not see %q", who, text)
			}
		}
		for _, who := range []string{"maja", "vibeke", "anette"} {
			if w.sees(who, text) {
				t.Errorf("%s sees %q", who, text)
			}
		}
	}
}

func TestAConsentForTimesOpensNoWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	accepted(t, w.write("lone", "efforts", id("e2"), map[string]any{"schedule_plain": "Torsdag, antabus udleveres", "why": "Ny aftale",
		"pauses": []map[string]any{{"from": "2026-12-01", "to": "2026-12-03", "why": "Indlagt til afrusning"}}}))
	if w.sees("maja", "antabus") || w.sees("maja", "afrusning") {
		t.Error("the consultant reads words that the consent does not open")
	}
	if !w.sees("maja", "2026-12-03") {
		t.Error("the consultant does not see when there is a pause")
	}
}

// The citizen alone opens something to a contact: staff propose, she says yes or no.
func TestStaffOnlyProposeACompanion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	meeting := id("m12b")
	kalle := demo.PersonID("kalle")
	propose := func() string {
		r := accepted(t, w.write("maja", "meetings", meeting, map[string]any{"companions": []domain.ID{demo.PersonID("anette"), kalle}, "why": "Kalle kan køre"}))
		return r["plan_change"].(string)
	}
	change := propose()
	if w.sees("kalle", meeting) {
		t.Fatal("the contact sees a meeting that the citizen has not agreed to")
	}
	accepted(t, w.as("peter").Do("PUT", path("peter", "changes", change, "answer"), map[string]any{"answer": "disagree"}))
	if m := w.stored(domain.KindMeeting, "m12b").(*domain.Meeting); len(m.Proposed) > 0 || len(m.Companions) != 1 || w.sees("kalle", meeting) {
		t.Fatalf("after a no the proposal still stands: %+v", m)
	}
	change = propose()
	accepted(t, w.as("peter").Do("PUT", path("peter", "changes", change, "answer"), map[string]any{"answer": "agree"}))
	if !w.sees("kalle", meeting) || !w.sees("kalle", "springvandet") {
		t.Error("after a yes the companion does not see how to find the way")
	}
	for _, stranger := range []string{"bjarne", "vibeke"} {
		r := w.write("maja", "meetings", meeting, map[string]any{"companions": []domain.ID{demo.PersonID(stranger)}, "why": "Prøver"})
		if r.Status != 422 {
			t.Errorf("%s as companion: %d %s", stranger, r.Status, r.Body)
		}
	}
}

// Vibeke is responsible for e1, which also belongs to a goal that she does not see.
func TestAProfessionalSavesHerOwnEffort(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	accepted(t, w.write("vibeke", "efforts", id("e1"), map[string]any{"plain": "Du reparerer cykler og sælger dem.", "goals": []string{id("g1")}, "why": "Kunderne spørger efter Peter"}))
	var goals []string
	for _, e := range w.plan("peter", "peter")["efforts"].([]any) {
		if e := e.(map[string]any); e["id"] == id("e1") {
			raw, _ := json.Marshal(e["goals"])
			_ = json.Unmarshal(raw, &goals)
		}
	}
	if len(goals) != 2 || !strings.Contains(strings.Join(goals, " "), id("g4")) {
		t.Errorf("the goal she does not see was taken away: %v", goals)
	}
}

// A text about one thing does not name another that its readers do not see.
func TestAChangeNamesNothingHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	accepted(t, w.write("maja", "efforts", id("e1"), map[string]any{"goals": []string{id("g1"), id("g4"), id("g2")}, "plain": "Du reparerer cykler.", "why": "Det hænger sammen"}))
	if w.sees("vibeke", "uden øl") || w.sees("vibeke", id("g2")) || w.sees("anette", id("g2")) {
		t.Error("a goal is named to someone who does not see it")
	}
}

func TestADeputyLetsNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	accepted(t, w.write("jonas", "steps", id("g1s5"), map[string]any{"status": "done", "why": "Peter sagde det"}))
	accepted(t, w.write("jonas", "agreements", "", map[string]any{"text": "Peter ringer til Mogens", "responsible": demo.PersonID("peter"), "why": "Aftalt i telefonen"}))
	w.Clock.Move(25 * time.Hour)
	delete(w.clients, "jonas") // the working day's session has run out too
	if r := w.as("jonas").Do("GET", path("peter"), nil); r.Status != 404 {
		t.Errorf("after his window the deputy gets %d", r.Status)
	}
}

// Only what the citizen can make sense of stands in the log: who read what, in fixed words.
func TestReadingsAreLoggedBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for range 3 {
		w.as("maja").Do("GET", path("peter")+"?purpose=meeting", nil)
		w.as("maja").Do("GET", path("peter", "messages"), nil)
		w.as("maja").Do("GET", "/citizens", nil)
		w.as("kalle").Do("GET", path("peter")+"?purpose=deputy", nil)
	}
	if r := w.as("kalle").Do("GET", path("peter")+"?purpose=maja-lyver", nil); r.Status != 422 {
		t.Errorf("a purpose in free words: %d", r.Status)
	}
	got := map[string]int{}
	for _, d := range w.deeds("peter") {
		if d.Action == "read" && !d.At.Before(testkit.Anchor) {
			got[string(d.Person)+" "+d.Words.What+": "+d.Words.Why]++
		}
	}
	want := map[string]int{
		string(demo.PersonID("maja")) + " Åbnede planen: Forberedelse af et møde":                                 1,
		string(demo.PersonID("maja")) + " Læste beskeder: ":                                                       1,
		string(demo.PersonID("maja")) + " Så navn, næste møde, sidste kontakt og hvad der venter, på sin liste: ": 1,
		string(demo.PersonID("kalle")) + " Åbnede planen: ":                                                       1,
	}
	for line, n := range want {
		if got[line] != n {
			t.Errorf("%q stands %d times in the log", line, got[line])
		}
	}
	if len(got) != len(want) {
		t.Errorf("the log holds %v", got)
	}
}

// A wish is for one thing: the same key for another is refused, not answered with the
// first one's receipt.
func TestAKeyIsForOneThing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	key := string(domain.NewID())
	tag := w.as("peter").Do("GET", path("peter"), nil).Header.Get("ETag")
	body := map[string]any{"note": "Det går fint"}
	accepted(t, w.as("peter").Do("PUT", path("peter", "steps", id("g1s4")), body, "If-Match", tag, "Idempotency-Key", key))
	if r := w.as("peter").Do("PUT", path("peter", "steps", id("g1s5")), body, "If-Match", tag, "Idempotency-Key", key); r.Code() != "key_reused" {
		t.Errorf("the same key for another step: %d %s", r.Status, r.Body)
	}
}

// deeds gives a citizen's log as it is stored.
func (w *world) deeds(citizen string) (deeds []store.Deed) {
	w.t.Helper()
	err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		head, err := tx.PlanOf(demo.PersonID(citizen))
		if err != nil {
			return err
		}
		deeds, err = tx.Deeds(head)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return deeds
}
