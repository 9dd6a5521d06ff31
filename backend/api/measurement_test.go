package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// triesOfQuestions are those of the matrix: to begin, to go on with what another answered, and to
// change what one answered before one answered again.
func triesOfQuestions(a actor, on func(verdict) verdict) []try {
	at := func(measurement string) string {
		return path("peter", "measurements", measurement, "answers", "energy")
	}
	answer := map[string]any{"value": 4}
	own := try{what: "anew", method: "PUT", path: at(newID()), body: answer, want: on(forbidden)}
	others := try{what: "on what Peter answered", method: "PUT", path: at(id("p3")), body: answer, want: on(forbidden)}
	former := try{what: "on what Maja answered", method: "PUT", path: at(id("p2")), body: answer, want: on(forbidden)}
	if a.relation != "" && slices.Contains([]string{"peter", "maja", "jonas", "vibeke", "frida", "palle", "sanne"}, a.name) {
		own.want = on(done)
	}
	switch a.name {
	case "vibeke", "frida", "palle", "sanne":
		// They see nobody's answers but their own, so that these are not there for them.
		others.want, former.want = on(unknown), on(unknown)
	case "peter":
		others.want = on(verdict{422, domain.CodeTooLate})
	case "maja":
		former.want = on(verdict{422, domain.CodeTooLate})
	}
	return []try{own, others, former}
}

func answersAt(measurement, question string) string {
	return path("peter", "measurements", measurement, "answers", question)
}

// Each answer is kept by itself and once, skipping and taking back too; what is only staff's is
// never the citizen's, neither to read nor to answer, and her people and confidential departments
// have no part in any of it. On both databases.
func TestHowFarItHasCome(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		mine, majas := newID(), newID()
		get := func(who, measurement string) map[string]any {
			return item(w.plan(who, "peter"), "measurements", measurement)
		}
		values := func(who, measurement string) map[string]any {
			v, _ := get(who, measurement)["values"].(map[string]any)
			return v
		}

		// The first is skipped: nothing is begun. Then two are answered, one of them twice over.
		w.put("peter", answersAt(mine, "belief_in_work"), map[string]any{})
		if get("peter", mine) != nil {
			t.Fatal("a skipped question began something")
		}
		key := newID()
		for range 2 {
			w.put("peter", answersAt(mine, "energy"), map[string]any{"value": 4, "notch": "At jeg sover bedre."}, "Idempotency-Key", key)
		}
		checkProblem(t, "another answer under the same key", w.as("peter").Do("PUT", answersAt(mine, "energy"), map[string]any{"value": 9}, "Idempotency-Key", key), 422, domain.CodeKeyReused)
		w.put("peter", answersAt(mine, "support"), map[string]any{"value": 0})
		m := get("peter", mine)
		notches, _ := m["notches"].(map[string]any)
		if v := values("peter", mine); len(v) != 2 || v[id("i8")] != 4.0 || v[id("i9")] != 0.0 || notches[id("i8")] != "At jeg sover bedre." || m["on"] != "2026-11-24" || m["role"] != "citizen" || m["extra"] != true {
			t.Errorf("kept: %v", m)
		}
		w.put("peter", answersAt(mine, "support"), map[string]any{})
		if v := values("peter", mine); len(v) != 1 {
			t.Errorf("taken back: %v", v)
		}
		for _, wrong := range []map[string]any{{"value": 11}, {"value": -1}, {"value": 3, "notch": strings.Repeat("x", domain.MaxText+1)}} {
			checkProblem(t, "a wrong answer", w.as("peter").Do("PUT", answersAt(mine, "support"), wrong), 422, domain.CodeInvalid)
		}
		for _, question := range []string{"consultant_belief", "knowing_the_person", "no_such"} {
			checkProblem(t, question, w.as("peter").Do("PUT", answersAt(mine, question), map[string]any{"value": 3}), 404, domain.CodeNotFound)
		}

		// Staff's own, with the two that are theirs: he sees the rest of it.
		for question, v := range map[string]int{"energy": 5, "consultant_belief": 8} {
			w.put("maja", answersAt(majas, question), map[string]any{"value": v, "notch": "Ét hak: " + question})
		}
		if v := values("maja", majas); len(v) != 2 || v[id("i10")] != 8.0 {
			t.Errorf("Maja reads her own: %v", v)
		}
		if v := values("peter", majas); len(v) != 1 || v[id("i8")] != 5.0 {
			t.Errorf("Peter reads Maja's: %v", v)
		}
		if r := w.as("peter").Do("GET", path("peter"), nil); strings.Contains(string(r.Body), "consultant_belief") || !strings.Contains(string(r.Body), "Ét hak: energy") {
			t.Error("Peter reads what is staff's alone, or not what is for both")
		}
		for who, sees := range map[string]bool{"maja": true, "vibeke": false, "lone": false, "frida": false, "anette": false, "kalle": false} {
			if got := get(who, mine) != nil; got != sees {
				t.Errorf("%s sees Peter's answers: %t", who, got)
			}
			if r := w.as(who).Do("GET", path("peter"), nil); strings.Contains(string(r.Body), "sover bedre") != sees {
				t.Errorf("%s reads Peter's words", who)
			}
		}
	})
}

// What has waited for the net keeps its day, but never a day that has not been, nor one before his
// last answers.
func TestAnswersKeepTheirDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for on, want := range map[string]string{"2026-11-20": "2026-11-20", "2027-02-01": "2026-11-24", "2026-11-01": "2026-11-17", "": "2026-11-24"} {
		fresh, body := newID(), map[string]any{"value": 5}
		if on != "" {
			body["on"] = on
		}
		// Vibeke answered on the 17th; each of these begins anew for who has nothing later.
		who := map[string]string{"2026-11-20": "maja", "2026-11-01": "vibeke", "2027-02-01": "frida", "": "palle"}[on]
		w.put(who, answersAt(fresh, "energy"), body)
		if m := item(w.plan(who, "peter"), "measurements", fresh); m["on"] != want {
			t.Errorf("answered on %q: %v", on, m["on"])
		}
	}
}

// Who has no questions on his plan gets those of the house with his first answer.
func TestTheFirstAnswerBringsItsQuestion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	fresh := newID()
	w.put("sofie", path("sofie", "measurements", fresh, "answers", "energy"), map[string]any{"value": 6})
	plan := w.plan("sofie", "sofie")
	questions := plan["indicators"].([]any)
	m := item(plan, "measurements", fresh)
	if len(questions) != 1 || m == nil || m["extra"] != nil {
		t.Fatalf("%v %v", questions, m)
	}
	q := questions[0].(map[string]any)
	if v := m["values"].(map[string]any); q["key"] != "energy" || q["staff_q"] != nil || v[q["id"].(string)] != 6.0 {
		t.Errorf("%v %v", q, v)
	}
}

// That it is time is said until the citizen has answered, and answering ends it; an answer by staff
// does not.
func TestMeasuringEndsTheAlert(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	due := func(who string) bool { return has(w.attention(who, "peter"), "measurement_due") }
	if due("peter") || due("maja") {
		t.Fatal("it is due before the three months are over")
	}
	w.Clock.Set(time.Date(2027, 1, 13, 9, 0, 0, 0, domain.Copenhagen))
	clear(w.clients) // staff sign in each day
	if !due("peter") || !due("maja") {
		t.Fatalf("it is not due: %q %q", w.attention("peter", "peter"), w.attention("maja", "peter"))
	}
	w.put("maja", answersAt(newID(), "energy"), map[string]any{"value": 5})
	if !due("peter") {
		t.Error("Maja's answer is no answer of Peter's")
	}
	mine := newID()
	w.put("peter", answersAt(mine, "energy"), map[string]any{"value": 5})
	if due("peter") || due("maja") {
		t.Error("it is due although he has answered")
	}
	if m := item(w.plan("peter", "peter"), "measurements", mine); m["extra"] != nil {
		t.Errorf("the quarter's own is one besides: %v", m)
	}
}

// What is due is ended by a meeting that is booked for it, and by no other; called off, it is due again.
func TestAMeetingBookedForItEndsTheAlert(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.Clock.Set(time.Date(2027, 1, 13, 9, 0, 0, 0, domain.Copenhagen))
	clear(w.clients)
	due := func() bool { return has(w.attention("peter", "peter"), "measurement_due") }
	meeting := path("peter", "meetings", newID())
	booked := map[string]any{"title": "Hvor langt er du?", "form": "in_person", "start": "2027-01-20T10:00:00+01:00", "end": "2027-01-20T11:00:00+01:00", "with": []any{string(demo.PersonID("maja"))}, "why": "Det aftalte vi"}
	w.put("maja", meeting, booked)
	if !due() {
		t.Fatal("any meeting ends it")
	}
	w.put("maja", meeting, map[string]any{"measurement": true, "why": "Vi svarer sammen"}, "Idempotency-Key", newID(), "If-Match", w.rev("maja", "peter"))
	if due() {
		t.Error("a meeting that is booked for it does not end it")
	}
	if said := fmt.Sprint(w.plan("peter", "peter")["plan_changes"]); !strings.Contains(said, "Vi svarer på »Hvor langt er jeg?«") {
		t.Errorf("he is not told: %s", said)
	}
	w.put("maja", meeting, map[string]any{"measurement": false, "why": "Ikke alligevel"}, "Idempotency-Key", newID(), "If-Match", w.rev("maja", "peter"))
	if !due() {
		t.Error("it is not due again")
	}
}

// The first yes to a plan brings the questions, so that after three months it is asked how far it
// has come.
func TestAgreeingBringsTheQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	d := newDraft(t, w)
	w.put("maja", d.plan+"/goals/"+newID(), map[string]any{"area": "work", "title": "Et job"})
	w.put("maja", d.plan+"/proposal", map[string]any{"why": "Det talte vi om"})
	if r := d.answer(map[string]any{"answer": "agree"}); r.Status != 200 {
		t.Fatalf("yes: %d %s", r.Status, r.Body)
	}
	asked := d.citizen.Do("GET", d.plan, nil).JSON(t)["indicators"].([]any)
	staff := w.as("maja").Do("GET", d.plan, nil).JSON(t)["indicators"].([]any)
	if len(asked) != 9 || len(staff) != 11 {
		t.Errorf("%d questions to the citizen and %d to staff", len(asked), len(staff))
	}
}
