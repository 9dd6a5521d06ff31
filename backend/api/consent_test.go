package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/consents"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

func triesOfConsents(op string, a actor, on func(verdict) verdict, plan, elsewhere func(...string) string) []try {
	consultant := a.relation == access.RelationConsultant || a.relation == access.RelationDeputy
	seen := func(of verdict) verdict {
		if a.relation == access.RelationProfessional {
			return unknown
		}
		return of
	}
	switch op {
	case "listConsentTexts":
		return []try{{method: "GET", path: "/consent-texts", want: on(done)}}
	case "putConsent":
		one := map[string]any{"code": "one_plan", "version": 1}
		paper := map[string]any{"code": "one_plan", "version": 1, "how": "paper", "witness": "Bo", "on": "2026-11-20"}
		own, written := forbidden, forbidden
		switch {
		case a.relation == access.RelationCitizen:
			own, written = done, verdict{422, domain.CodeInvalid}
		case consultant:
			// Peter has just said it himself, so what was said before is not written down any more: see TestStaffWriteAConsentDown.
			own, written = verdict{422, domain.CodeInvalid}, verdict{422, domain.CodeInvalid}
		}
		rus := map[string]any{"code": "department_times", "version": 1, "department": "rus", "how": "spoken", "on": "2026-11-20"}
		times := forbidden
		switch a.name {
		case "peter":
			times = verdict{422, domain.CodeInvalid} // what he gives himself is on his phone
		case "lone":
			times = done
		}
		at := func() string { return plan("consents", newID()) }
		return []try{
			{what: "on the phone", method: "PUT", path: at(), body: one, want: on(own), twin: twinFor(a, elsewhere("consents", newID()))},
			{what: "on paper", method: "PUT", path: at(), body: paper, want: on(written), twin: twinFor(a, elsewhere("consents", newID()))},
			{what: "to the treatment's times", method: "PUT", path: at(), body: rus, want: on(times), twin: twinFor(a, elsewhere("consents", newID()))},
		}
	case "withdrawConsent":
		own := forbidden
		if a.relation == access.RelationCitizen {
			own = done
		}
		return []try{{what: "about the doctor", method: "PUT", path: plan("consents", id("k3"), "withdrawn"), body: map[string]any{}, want: on(seen(own)), twin: twinFor(a, elsewhere("consents", newID(), "withdrawn"))}}
	case "confirmConsent":
		return []try{{what: "to one plan", method: "PUT", path: plan("consents", id("k1"), "confirmed"), body: map[string]any{}, want: on(done), twin: twinFor(a, elsewhere("consents", newID(), "confirmed"))}}
	case "letConsentRunOut":
		return []try{{what: "about one plan", method: "PUT", path: plan("consents", id("k1"), "let-run-out"), body: map[string]any{}, want: on(done), twin: twinFor(a, elsewhere("consents", newID(), "let-run-out"))}}
	}
	return nil
}

// consent is one of Peter's as somebody is shown it; nil where he is shown none.
func (w *world) consent(who, consent string) map[string]any {
	w.t.Helper()
	return item(w.plan(who, "peter"), "consents", consent)
}

func times(code string) map[string]any {
	return map[string]any{"code": code, "version": 1, "department": "rus"}
}

// What Peter says yes to opens what it says and no more; taken back it is closed at once, for an
// open stream too, and the next answer is the whole plan without it. What is given anew takes the
// place of what stood. On both databases.
func TestAConsentIsGivenAndTakenBack(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		treatment := func() map[string]any { return item(w.plan("maja", "peter"), "efforts", id("e2")) }
		talk := func() map[string]any { return item(w.plan("maja", "peter"), "meetings", id("m10b")) }
		if treatment() == nil || talk()["start"] == nil {
			t.Fatal("with a consent the consultant does not see the times")
		}
		maja := w.listen("maja", path("peter", "stream"), 1)
		before := w.revText("maja")
		w.put("peter", path("peter", "consents", id("k2"), "withdrawn"), map[string]any{}, "Idempotency-Key", newID())
		maja.hears("rev")
		if treatment() != nil || talk() != nil {
			t.Error("what was opened is still there after the consent was taken back")
		}
		r := w.as("maja").Do("GET", path("peter", "changes")+"?since="+before, nil)
		if got := r.JSON(t); got["full"] == nil {
			t.Errorf("the phone is not told to take anything away: %v", got)
		}
		if w.consent("maja", id("k2")) != nil {
			t.Error("the consent that was taken back still names the department to the consultant")
		}
		if k := w.consent("peter", id("k2")); k["status"] != "withdrawn" || k["withdrawn_at"] == nil {
			t.Errorf("Peter is shown %v", k)
		}
		if !w.rung("maja", domain.NotifyStaffAnswer, domain.ID(id("k2"))) {
			t.Error("the consultant is not told")
		}

		// Given anew, of the times alone.
		second, third := newID(), newID()
		key := newID()
		first := w.put("peter", path("peter", "consents", second), times("department_schedule"), "Idempotency-Key", key)
		if again := w.put("peter", path("peter", "consents", second), times("department_schedule"), "Idempotency-Key", key); fmt.Sprint(again) != fmt.Sprint(first) {
			t.Errorf("sent twice: %v, then %v", first, again)
		}
		if talk()["start"] == nil || talk()["status"] != nil {
			t.Errorf("a consent for times opens %v", talk())
		}
		k := w.consent("peter", second)
		if k["text_version"] != 1.0 || k["expires"] != "2027-05-24" || k["how"] != "app" || !strings.Contains(fmt.Sprint(k["text"]), "Rusmiddelcenteret") || strings.Contains(fmt.Sprint(k["text"]), "{") {
			t.Errorf("it is kept as %v", k)
		}
		// More of it takes the place of less: there is one to take back.
		w.put("peter", path("peter", "consents", third), times("department_times"))
		if k := w.consent("peter", second); k["status"] != "replaced" || talk()["status"] != "held" {
			t.Errorf("after a wider one the narrow one is %v, and the talk %v", k, talk())
		}
		w.put("peter", path("peter", "consents", third, "withdrawn"), map[string]any{}, "Idempotency-Key", newID())
		if talk() != nil {
			t.Error("the one that was replaced still opens something")
		}
	})
}

// A consent lasts a year at most, is never given for a day that is gone, and is of the text that
// was read.
func TestWhatIsWrongWithAConsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	give := func(who string, body map[string]any) testkit.Response {
		return w.as(who).Do("PUT", path("peter", "consents", newID()), body)
	}
	with := func(body map[string]any, field string, value any) map[string]any {
		body[field] = value
		return body
	}
	spoken := func() map[string]any {
		return map[string]any{"code": "one_plan", "version": 1, "how": "spoken", "on": "2026-11-20"}
	}
	for _, c := range []struct {
		what, who, field string
		body             map[string]any
	}{
		{"a year and a day", "peter", "until", with(times("department_times"), "until", "2027-11-25")},
		{"until today", "peter", "until", with(times("department_times"), "until", "2026-11-24")},
		{"an older text", "peter", "version", with(times("department_times"), "version", 2)},
		{"a text that is not there", "peter", "code", with(times("department_times"), "code", "everything")},
		{"a department without secrets", "peter", "department", with(times("department_times"), "department", "job")},
		{"no department", "peter", "department", map[string]any{"code": "department_times", "version": 1}},
		{"an assessment that is not there", "peter", "assessment", map[string]any{"code": "share_assessment", "version": 1, "assessment": newID()}},
		{"a witness of her own", "peter", "how", with(times("department_times"), "witness", "Bo")},
		{"on paper that nobody saw", "maja", "witness", with(spoken(), "how", "paper")},
		{"said in no way", "maja", "how", with(spoken(), "how", "app")},
		{"said tomorrow", "maja", "on", with(spoken(), "on", "2026-11-25")},
		{"a year after it was said", "maja", "until", with(spoken(), "until", "2027-11-21")},
	} {
		w.unchanged(c.what, func() {
			r := give(c.who, c.body)
			if r.Status != 422 || !strings.Contains(string(r.Body), `"field":"`+c.field+`"`) {
				t.Errorf("%s: %d %s", c.what, r.Status, r.Body)
			}
		})
	}
	if r := give("peter", with(times("department_times"), "until", "2027-11-24")); r.Status != 200 {
		t.Errorf("a year: %d %s", r.Status, r.Body)
	}
}

// Staff write down what she said; nobody writes down that he himself was let in. She is told at
// once, and says on her phone whether it is so.
func TestStaffWriteAConsentDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.put("peter", path("peter", "consents", id("k2"), "withdrawn"), map[string]any{}, "Idempotency-Key", newID())
	said := map[string]any{"code": "department_times", "version": 1, "department": "rus", "how": "spoken", "on": "2026-11-20", "interpreter": "Olena fra Tolkebureauet"}
	// What she has taken back is not brought back by what was said before, or that day.
	for _, day := range []string{"2026-11-20", "2026-11-24"} {
		said["on"] = day
		checkProblem(t, "said on "+day, w.as("lone").Do("PUT", path("peter", "consents", newID()), said), 422, domain.CodeInvalid)
	}
	if item(w.plan("maja", "peter"), "efforts", id("e2")) != nil {
		t.Error("what was taken back is open again")
	}
	w.Clock.Move(24 * time.Hour)
	clear(w.clients) // the working day's sessions have run out, too
	said["on"] = "2026-11-25"
	w.put("maja", path("peter", "consents", newID()), map[string]any{"code": "one_plan", "version": 1, "how": "paper", "witness": "Bo", "on": "2026-11-25"})
	for _, who := range []string{"maja", "vibeke", "frida"} {
		r := w.as(who).Do("PUT", path("peter", "consents", newID()), said)
		checkProblem(t, who+" lets the consultant in", r, 403, domain.CodeForbidden)
	}
	k := newID()
	w.put("lone", path("peter", "consents", k), said)
	if !w.rung("peter", domain.NotifyPlanChanged, domain.ID(k)) {
		t.Error("Peter is not told")
	}
	got := w.consent("peter", k)
	if got["recorded_by"] != string(demo.PersonID("lone")) || got["given_by"] != string(demo.PersonID("peter")) || got["interpreter"] == nil || got["confirmed_at"] != nil || got["expires"] != "2027-05-25" {
		t.Errorf("Peter is shown %v", got)
	}
	if item(w.plan("maja", "peter"), "efforts", id("e2")) == nil {
		t.Error("what Lone wrote down opens nothing")
	}
	if w.consent("lone", k) == nil || w.consent("vibeke", k) != nil || w.consent("anette", k) != nil {
		t.Error("a consent is shown to others than those it is about")
	}
	w.put("peter", path("peter", "consents", k, "confirmed"), map[string]any{}, "Idempotency-Key", newID())
	if w.consent("peter", k)["confirmed_at"] == nil {
		t.Error("Peter's word is not kept")
	}
	w.put("lone", path("peter", "consents", k, "withdrawn"), map[string]any{}, "Idempotency-Key", newID())
	if got := w.consent("peter", k); got["status"] != "withdrawn" || got["withdrawn_by"] != string(demo.PersonID("lone")) {
		t.Errorf("after he took it back at Lone's: %v", got)
	}
}

// A municipality's new words are what is said yes to from then on. What was said yes to before
// stays as it was read.
func TestAChangedTextChangesNoConsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	old, later := newID(), newID()
	w.put("peter", path("peter", "consents", old), times("department_times"))
	was := fmt.Sprint(w.consent("peter", old)["text"])
	texts := consents.Builtin()
	texts.Texts = append([]consents.Text{}, texts.Texts...)
	texts.Text("department_times").Version, texts.Text("department_times").Text = 2, "Min konsulent må se mine tider hos {department}. Ikke mere."
	if err := w.App.LoadConsentTexts(t.Context(), texts); err != nil {
		t.Fatal(err)
	}
	if got := w.consent("peter", old); got["text"] != was || got["text_version"] != 1.0 {
		t.Errorf("what was said yes to is now %v", got)
	}
	if got := string(w.as("peter").Do("GET", "/consent-texts", nil).Body); !strings.Contains(got, "Ikke mere.") || !strings.Contains(got, `"departments":["rus"]`) {
		t.Errorf("Peter is offered %s", got)
	}
	r := w.as("peter").Do("PUT", path("peter", "consents", later), times("department_times"))
	checkProblem(t, "the text that he did not read", r, 422, domain.CodeInvalid)
	w.put("peter", path("peter", "consents", later), map[string]any{"code": "department_times", "version": 2, "department": "rus"})
	if got := w.consent("peter", later); got["text_version"] != 2.0 || got["text"] == was {
		t.Errorf("the new one is %v", got)
	}
}
