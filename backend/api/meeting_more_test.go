package api_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// TestMovedTwiceInASecond: the reminders are those of the last time, he is told once, and
// of the time that he last knew of.
func TestMovedTwiceInASecond(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m12 := domain.ID(id("m12")) // he said that he comes
		move := func(day string) {
			accepted(t, w.write("maja", "meetings", string(m12), map[string]any{"start": day + "T11:30:00+01:00", "end": day + "T12:00:00+01:00", "why": "Mogens kan ikke"}))
		}
		move("2026-12-03")
		move("2026-12-04")
		got := w.meeting("peter", "peter", string(m12))
		if got["moved_from"].(map[string]any)["start"] != "2026-12-01T10:30:00Z" || got["rsvp"].(map[string]any)["status"] != "none" {
			t.Errorf("%v", got)
		}
		if due := w.reminders("peter", m12); len(due) != 2 || !due[0].Equal(clock(t, "2026-12-03T11:30:00+01:00")) || !due[1].Equal(clock(t, "2026-12-04T09:30:00+01:00")) {
			t.Errorf("reminded at %v", due)
		}
		open := 0
		for _, p := range w.promised("peter", m12) {
			if p.kind == domain.NotifyMeetingMoved && p.state == domain.NotificationScheduled {
				open++
			}
		}
		if open != 1 {
			t.Errorf("he is told %d times", open)
		}
		// Two at once from one place: one moves it, the other gets both texts.
		seen := w.rev("maja", "peter")
		first := w.as("maja").Do("PUT", path("peter", "meetings", string(m12)), map[string]any{"start": "2026-12-07T11:30:00+01:00", "end": "2026-12-07T12:00:00+01:00", "why": "x"}, "If-Match", seen)
		other := w.as("maja").Do("PUT", path("peter", "meetings", string(m12)), map[string]any{"start": "2026-12-08T11:30:00+01:00", "end": "2026-12-08T12:00:00+01:00", "why": "x"}, "If-Match", seen)
		if first.Status != 200 || other.Status != 409 {
			t.Errorf("%d and %d %s", first.Status, other.Status, other.Body)
		}
		move("2026-12-01")
		if got := w.meeting("peter", "peter", string(m12)); got["moved_from"] != nil {
			t.Errorf("moved back it was never moved for him: %v", got["moved_from"])
		}
	})
}

// TestAMeetingOverTheChangeOfClocks lasts as long as it lasts, and is told by the wall's clock.
func TestAMeetingOverTheChangeOfClocks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	night := newID()
	r := accepted(t, w.as("maja").Do("PUT", path("peter", "meetings", night), map[string]any{"title": "Nattevagt", "form": "workplace", "start": "2027-03-28T01:30:00+01:00", "end": "2027-03-28T04:00:00+02:00", "why": "Prøve"}))
	what := item(w.plan("peter", "peter"), "plan_changes", r["plan_change"].(string))["what"].(string)
	if !strings.Contains(what, "Søndag 28. marts 2027 kl. 1.30") {
		t.Error(what)
	}
	for _, due := range w.reminders("peter", domain.ID(night)) {
		if due.After(clock(t, "2027-03-28T01:30:00+01:00")) {
			t.Errorf("a reminder after it began: %v", due)
		}
	}
}

// TestWhoComesAlong: the contact who drives sees time, place and the ride, answers for
// himself only, and when he cannot any more she is told and the ride is gone.
func TestWhoComesAlong(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m13, m12b := domain.ID(id("m13")), id("m12b")
		along := func(who, meeting string, body map[string]any) testkit.Response {
			return w.as(who).Do("PUT", path("peter", "meetings", meeting, "along"), body)
		}
		w.put("peter", path("peter", "meetings", string(m13), "answer"), map[string]any{"pick_up": true, "pick_up_words": "Mine knæ gør ondt"})
		accepted(t, along("kalle", string(m13), map[string]any{"answer": "drives", "leaves": "2026-12-09T12:30:00+01:00"}))
		if !w.rung("peter", domain.NotifyMeetingAnswered, m13) || !w.rung("maja", domain.NotifyStaffMeeting, m13) {
			t.Error("nobody is told that he drives")
		}
		kalle := w.meeting("kalle", "peter", string(m13))
		if got, want := slices.Sorted(maps.Keys(kalle)), []string{"companion_answers", "companions", "end", "form", "id", "pick_up", "place", "start", "status", "transport", "with"}; !slices.Equal(got, want) {
			t.Errorf("he sees %v", got)
		}
		if strings.Contains(fmt.Sprint(kalle), "knæ") || strings.Contains(fmt.Sprint(kalle["pick_up"]), "by") {
			t.Errorf("he is told what is not his: %v", kalle)
		}
		if kalle["transport"].(map[string]any)["leaves"] != "2026-12-09T11:30:00Z" {
			t.Errorf("%v", kalle["transport"])
		}
		// Who drives has said yes to fetching her: nobody is asked to find another.
		if got := w.meeting("peter", "peter", string(m13))["pick_up"].(map[string]any); got["answer"] != "yes" || got["answered_by"] != string(demo.PersonID("kalle")) {
			t.Errorf("he drives, and her wish to be fetched waits: %v", got)
		}
		// Another contact has nothing to answer there, and is told of no answer.
		if got := w.meeting("anette", "peter", string(m13)); got["companion_answers"] != nil || got["transport"] != nil || got["pick_up"] != nil {
			t.Errorf("another contact is told %v", got)
		}
		w.unchanged("what is not his to answer", func() {
			checkProblem(t, "another's meeting", along("anette", string(m13), map[string]any{"answer": "comes"}), 403, domain.CodeForbidden)
			checkProblem(t, "one that he does not see", along("kalle", m12b, map[string]any{"answer": "comes"}), 404, domain.CodeNotFound)
			checkProblem(t, "fetched after it began", along("kalle", string(m13), map[string]any{"answer": "drives", "leaves": "2026-12-09T13:20:00+01:00"}), 422, domain.CodeInvalid)
			checkProblem(t, "fetched without driving", along("kalle", string(m13), map[string]any{"answer": "comes", "leaves": "2026-12-09T12:20:00+01:00"}), 422, domain.CodeInvalid)
		})
		w.Clock.Move(time.Minute)
		accepted(t, along("kalle", string(m13), map[string]any{"answer": "cannot"}))
		got := w.meeting("peter", "peter", string(m13))
		if got["transport"] != nil || len(got["companion_answers"].([]any)) != 1 || got["companion_answers"].([]any)[0].(map[string]any)["answer"] != "cannot" {
			t.Errorf("%v", got)
		}
		if got["pick_up"].(map[string]any)["answer"] != nil || got["pick_up"].(map[string]any)["words"] != "Mine knæ gør ondt" {
			t.Errorf("nobody fetches her, and her wish does not wait: %v", got["pick_up"])
		}
		// He asks somebody else; the first has nothing to do with it any more.
		w.put("peter", path("peter", "meetings", string(m13), "answer"), map[string]any{"companions": []any{string(demo.PersonID("anette"))}})
		if w.meeting("kalle", "peter", string(m13)) != nil || w.meeting("anette", "peter", string(m13))["place"] == nil {
			t.Error("who is asked along does not see it, or who is no more does")
		}
		if !w.rung("anette", domain.NotifyContactAsked, m13) || !w.rung("kalle", domain.NotifyMeetingCancelled, m13) {
			t.Error("they are not told")
		}
		if got := w.meeting("peter", "peter", string(m13)); got["companion_answers"] != nil {
			t.Errorf("the answer of one who is no more asked is left: %v", got)
		}
		// Staff answer the wish to be fetched.
		w.put("maja", path("peter", "meetings", string(m13), "pick-up"), map[string]any{"answer": "yes", "transport": map[string]any{"who": string(demo.PersonID("maja")), "leaves": "2026-12-09T12:45:00+01:00"}})
		if got := w.meeting("peter", "peter", string(m13)); got["pick_up"].(map[string]any)["answer"] != "yes" || got["transport"].(map[string]any)["who"] != string(demo.PersonID("maja")) {
			t.Errorf("%v", got)
		}
	})
}

// TestTheRideThatStaffWroteDown: whoever is down to drive and says so keeps what staff wrote
// of it, and the time he gives is the one that she reads.
func TestTheRideThatStaffWroteDown(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m13 := id("m13")
		drives := func(body map[string]any) map[string]any {
			t.Helper()
			w.Clock.Move(time.Minute)
			w.put("kalle", path("peter", "meetings", m13, "along"), body)
			ride, _ := w.meeting("peter", "peter", m13)["transport"].(map[string]any)
			return ride
		}
		kalle := string(demo.PersonID("kalle"))
		for _, step := range []struct{ leaves, want, text string }{
			{"", "2026-12-09T11:20:00Z", "Kalle henter dig ved værkstedet kl. 12.20."},
			{"2026-12-09T12:20:00+01:00", "2026-12-09T11:20:00Z", "Kalle henter dig ved værkstedet kl. 12.20."},
			{"2026-12-09T12:30:00+01:00", "2026-12-09T11:30:00Z", "Kalle henter dig ved værkstedet kl. 12.30."},
		} {
			body := map[string]any{"answer": "drives"}
			if step.leaves != "" {
				body["leaves"] = step.leaves
			}
			if got := drives(body); got["who"] != kalle || got["leaves"] != step.want || got["text"] != step.text {
				t.Errorf("%q: %v", step.leaves, got)
			}
		}
		// The time was his own, and he takes it back.
		if got := drives(map[string]any{"answer": "drives"}); got != nil {
			t.Errorf("nobody knows when, and she is told %v", got)
		}
	})
}

// TestANoToFetchingHerSaysHow she gets there: to her and to staff, not to who comes along,
// and a yes that comes after it takes the words along.
func TestANoToFetchingHerSaysHow(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m13 := domain.ID(id("m13"))
		pickUp := func(who string) map[string]any {
			return w.meeting(who, "peter", string(m13))["pick_up"].(map[string]any)
		}
		answer := path("peter", "meetings", string(m13), "pick-up")
		w.put("peter", path("peter", "meetings", string(m13), "answer"), map[string]any{"pick_up": true})
		w.put("maja", answer, map[string]any{"answer": "no", "text": " Tag bus 12 kl. 12.10. "})
		for _, who := range []string{"peter", "maja"} {
			if got := pickUp(who); got["answer"] != "no" || got["text"] != "Tag bus 12 kl. 12.10." {
				t.Errorf("%s sees %v", who, got)
			}
		}
		if got := pickUp("kalle"); got["answer"] != "no" || got["text"] != nil {
			t.Errorf("a companion sees %v", got)
		}
		if !w.rung("peter", domain.NotifyMeetingAnswered, m13) || !strings.Contains(sentences(w.history("peter")), "Kan ikke blive hentet") || !strings.Contains(sentences(w.history("peter")), "Tag bus 12") {
			t.Errorf("he is not told: %s", sentences(w.history("peter")))
		}
		w.unchanged("the same answer, and a text that cannot be kept", func() {
			w.put("maja", answer, map[string]any{"answer": "no", "text": "Tag bus 12 kl. 12.10."})
			checkProblem(t, "too long", w.as("maja").Do("PUT", answer, map[string]any{"answer": "no", "text": strings.Repeat("a", 4001)}), 422, domain.CodeInvalid)
		})
		w.put("maja", answer, map[string]any{"answer": "yes"})
		if got := pickUp("peter"); got["answer"] != "yes" || got["text"] != nil {
			t.Errorf("after the yes he sees %v", got)
		}
	})
}

// TestAnotherMeetingInstead: an absence is answered with a new meeting; the old one is over
// for everybody, its reminders too, and who was asked along to it is proposed for the new.
func TestAnotherMeetingInstead(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m12b, walk := domain.ID(id("m12b")), domain.ID(newID())
		w.put("peter", path("peter", "meetings", string(m12b), "answer"), map[string]any{"answer": "no", "reason": "overwhelmed", "wants": "walk"})
		r := w.put("maja", path("peter", "meetings", string(m12b), "absence", "answer"), map[string]any{"answer": "Vi går en tur i stedet.", "meeting": map[string]any{"id": walk, "title": "Gåtur", "form": "walk",
			"start": "2026-12-09T10:00:00+01:00", "end": "2026-12-09T10:45:00+01:00", "with": []any{string(demo.PersonID("maja"))}}})
		old, fresh := w.meeting("peter", "peter", string(m12b)), w.meeting("peter", "peter", string(walk))
		if old["status"] != "moved" || old["absence"].(map[string]any)["moved_to"] != string(walk) || fresh["form"] != "walk" || fmt.Sprint(fresh["companions_proposed"]) != fmt.Sprint([]any{string(demo.PersonID("anette"))}) {
			t.Errorf("%v\n%v", old, fresh)
		}
		if len(w.reminders("peter", m12b)) > 0 || len(w.reminders("anette", m12b)) > 0 || len(w.reminders("peter", walk)) == 0 {
			t.Error("the reminders did not go with it")
		}
		if !w.rung("peter", domain.NotifyMeetingAnswered, m12b) || w.rung("peter", domain.NotifyMeetingNew, walk) || !w.rung("anette", domain.NotifyMeetingMoved, m12b) {
			t.Error("the wrong ones are told, or twice")
		}
		if w.meeting("anette", "peter", string(walk))["place"] != nil {
			t.Error("she is let in before he has said yes")
		}
		w.put("peter", path("peter", "changes", r["plan_change"].(string), "answer"), map[string]any{"answer": "agree"})
		if !w.rung("anette", domain.NotifyContactAsked, walk) {
			t.Error("she is not asked along when he has said yes")
		}
	})
}

// TestWhatWasHeldKeepsItsAnswers: a time that is put right afterwards moves nothing.
func TestWhatWasHeldKeepsItsAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.later(clock(t, "2026-12-01T13:00:00+01:00"))
	accepted(t, w.write("maja", "meetings", id("m12"), map[string]any{"status": "held", "end": "2026-12-01T12:30:00+01:00", "why": "Det varede længere"}))
	if got := w.meeting("peter", "peter", id("m12")); got["rsvp"].(map[string]any)["status"] != "yes" || got["moved_from"] != nil || w.rung("peter", domain.NotifyMeetingMoved, domain.ID(id("m12"))) {
		t.Errorf("%v", got)
	}
}

// TestTheFormThatSheChooses takes the place of the other form away, and brings it back.
func TestTheFormThatSheChooses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	at := path("peter", "meetings", id("m12b"), "answer")
	w.put("peter", at, map[string]any{"form": "walk"})
	if got := w.meeting("peter", "peter", id("m12b")); got["form"] != "walk" || got["place"] != nil {
		t.Errorf("%v", got)
	}
	w.put("peter", at, map[string]any{"form": "in_person"})
	if got := w.meeting("peter", "peter", id("m12b")); got["form"] != "in_person" || got["place"] == nil {
		t.Errorf("%v", got)
	}
	if !w.rung("maja", domain.NotifyStaffMeeting, domain.ID(id("m12b"))) {
		t.Error("the consultant is not told")
	}
}

// TestTheSummary: three lines, what was agreed lands on the board with it, and he corrects it.
func TestTheSummary(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		w.later(clock(t, "2026-12-08T14:00:00+01:00"))
		m12b, agreement := domain.ID(id("m12b")), newID()
		at := func(rest ...string) string {
			return path("peter", append([]string{"meetings", string(m12b), "summary"}, rest...)...)
		}
		agreed := map[string]any{"id": agreement, "text": "Maja ringer til Mogens om løn", "responsible": string(demo.PersonID("maja")), "due": "2026-12-11"}
		w.unchanged("a summary with a fault", func() {
			four := w.as("maja").Do("PUT", at(), map[string]any{"text": "En\nTo\nTre\nFire", "agreements": []any{agreed}})
			checkProblem(t, "four lines", four, 422, domain.CodeInvalid)
			bad := maps.Clone(agreed)
			bad["text"] = ""
			r := w.as("maja").Do("PUT", at(), map[string]any{"text": "En", "agreements": []any{agreed, bad}})
			checkProblem(t, "the same agreement twice", r, 422, domain.CodeKeyReused)
			bad["id"] = newID()
			r = w.as("maja").Do("PUT", at(), map[string]any{"text": "En", "agreements": []any{agreed, bad}})
			checkProblem(t, "an agreement without words", r, 422, domain.CodeInvalid)
			if !strings.Contains(string(r.Body), "agreements.1.text") {
				t.Errorf("%s", r.Body)
			}
		})
		w.put("maja", at(), map[string]any{"text": "Vi talte om løn.\nPraktikken går godt.", "agreements": []any{agreed}})
		m, a := w.meeting("peter", "peter", string(m12b)), item(w.plan("peter", "peter"), "agreements", agreement)
		if m["status"] != "held" || m["summary_shared"] != "Vi talte om løn.\nPraktikken går godt." || a["made_at"] != string(m12b) {
			t.Errorf("%v\n%v", m, a)
		}
		if !w.rung("peter", domain.NotifyMeetingSummary, m12b) {
			t.Error("he is not told")
		}
		w.put("peter", at("answer"), map[string]any{"status": "corrected", "text": "Vi talte også om knæene."})
		if m := w.meeting("maja", "peter", string(m12b)); m["summary_answer"].(map[string]any)["text"] != "Vi talte også om knæene." || m["summary_shared"] == nil {
			t.Errorf("%v", m)
		}
		if !w.rung("maja", domain.NotifyStaffMeeting, m12b) {
			t.Error("the consultant is not told of the correction")
		}
		w.put("maja", at(), map[string]any{"text": "Vi talte om løn og knæ."})
		if m := w.meeting("peter", "peter", string(m12b)); m["summary_answer"] != nil {
			t.Errorf("his answer to another text stands: %v", m)
		}
		w.put("peter", at("answer"), map[string]any{"status": "confirmed"})
		if m := w.meeting("maja", "peter", string(m12b)); m["summary_confirmed_by_citizen"] != true {
			t.Errorf("%v", m)
		}
	})
}

// TestAnAssessmentDay is one booking of three talks: all or none, one question, one push;
// each of those who come sees his own talk only.
func TestAnAssessmentDay(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		booking, ids := newID(), []string{newID(), newID(), newID()}
		talk := func(i int, with, from, to string) map[string]any {
			return map[string]any{"id": ids[i], "title": "Samtale " + with, "form": "in_person", "with": []any{string(demo.PersonID(with))}, "mandatory": true,
				"start": "2026-12-02T" + from + ":00+01:00", "end": "2026-12-02T" + to + ":00+01:00"}
		}
		body := map[string]any{"kind": "assessment_day", "why": "Vi vil vide, hvad du kan holde til.", "meetings": []any{talk(0, "palle", "10:00", "10:30"), talk(1, "frida", "10:40", "11:10"), talk(2, "vibeke", "11:20", "11:50")}}
		w.unchanged("a booking with a fault", func() {
			bad := talk(2, "vibeke", "11:20", "11:10")
			r := w.as("maja").Do("PUT", path("peter", "bookings", booking), map[string]any{"kind": "assessment_day", "why": "x", "meetings": []any{talk(0, "palle", "10:00", "10:30"), bad}})
			checkProblem(t, "ends before it begins", r, 422, domain.CodeInvalid)
			if !strings.Contains(string(r.Body), `"meetings.1.end"`) {
				t.Errorf("%s", r.Body)
			}
			r = w.as("maja").Do("PUT", path("peter", "bookings", newID()), map[string]any{"kind": "series", "meetings": []any{talk(0, "palle", "10:00", "10:30")}})
			checkProblem(t, "without why", r, 422, domain.CodeNeedsWhy)
		})
		if r := w.as("maja").Do("POST", path("peter", "meetings", "check"), body); r.Status != 200 || strings.Contains(string(r.Body), "too_tight") || strings.Contains(string(r.Body), "too_many") {
			t.Errorf("%d %s", r.Status, r.Body)
		}
		r := w.put("maja", path("peter", "bookings", booking), body)
		w.put("maja", path("peter", "bookings", booking), body) // sent again
		for _, name := range ids {
			m := w.meeting("peter", "peter", name)
			if m["series"] != booking || m["series_kind"] != "assessment_day" || !strings.Contains(m["duty_text"].(string), "Maja") {
				t.Errorf("%v", m)
			}
		}
		change := item(w.plan("peter", "peter"), "plan_changes", r["plan_change"].(string))
		if change["what"] != "3 samtaler på samme dag: Samtale palle, onsdag 2. december kl. 10. Samtale frida, onsdag 2. december kl. 10.40. Samtale vibeke, onsdag 2. december kl. 11.20." || len(change["also"].([]any)) != 2 {
			t.Errorf("%v", change)
		}
		news := 0
		for _, name := range ids {
			for _, p := range w.promised("peter", domain.ID(name)) {
				if p.kind == domain.NotifyMeetingNew {
					news++
				}
			}
		}
		if news != 1 {
			t.Errorf("told %d times", news)
		}
		for i, who := range []string{"palle", "frida", "vibeke"} {
			for j, name := range ids {
				if (w.meeting(who, "peter", name) != nil) != (i == j) {
					t.Errorf("%s and talk %d", who, j)
				}
			}
			if item(w.plan(who, "peter"), "plan_changes", r["plan_change"].(string)) != nil {
				t.Errorf("%s is told of the others", who)
			}
		}
		w.put("peter", path("peter", "changes", r["plan_change"].(string), "answer"), map[string]any{"answer": "agree"})
	})
}

// TestWhatToThinkOf: the warnings of the check, and that they tell nothing that is secret
// from whoever books.
func TestWhatToThinkOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	check := func(who, start, end string, more map[string]any) []string {
		m := map[string]any{"id": newID(), "title": "x", "form": "phone", "start": start, "end": end}
		maps.Copy(m, more)
		var out []string
		for _, x := range accepted(t, w.as(who).Do("POST", path("peter", "meetings", "check"), map[string]any{"kind": "series", "meetings": []any{m}}))["warnings"].([]any) {
			out = append(out, x.(map[string]any)["code"].(string))
		}
		return out
	}
	for what, c := range map[string]struct {
		who, start, end string
		more            map[string]any
		want            string
	}{
		"nothing":                     {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", nil, ""},
		"at Lone's":                   {"maja", "2026-11-26T14:30:00+01:00", "2026-11-26T15:30:00+01:00", nil, "overlap during_effort"},
		"at Lone's, and not told":     {"vibeke", "2026-11-26T14:30:00+01:00", "2026-11-26T15:30:00+01:00", nil, ""},
		"Christmas Day":               {"maja", "2026-12-25T14:00:00+01:00", "2026-12-25T14:30:00+01:00", nil, "holiday"},
		"yesterday":                   {"maja", "2026-11-23T14:00:00+01:00", "2026-11-23T14:30:00+01:00", nil, "past"},
		"another consultant":          {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"with": []any{string(demo.PersonID("tobias"))}}, "other_consultant"},
		"both":                        {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"with": []any{string(demo.PersonID("tobias")), string(demo.PersonID("maja"))}}, ""},
		"an interpreter is needed":    {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"interpreter": map[string]any{"language": "uk", "booked": false}}, "interpreter_missing"},
		"a walk from nowhere":         {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"form": "walk", "place": map[string]any{"name": " "}}, "place_missing"},
		"a walk from the lake":        {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"form": "walk", "place": map[string]any{"name": "Søen"}}, ""},
		"at an office, none named":    {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"form": "in_person"}, "place_missing"},
		"a video without a link":      {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"form": "video"}, "place_missing"},
		"at home":                     {"maja", "2026-12-02T14:00:00+01:00", "2026-12-02T14:30:00+01:00", map[string]any{"form": "home_visit"}, ""},
		"a quarter after another one": {"maja", "2026-12-08T14:00:00+01:00", "2026-12-08T14:30:00+01:00", nil, "too_tight"},
	} {
		if got := strings.Join(check(c.who, c.start, c.end, c.more), " "); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	moved := map[string]any{"id": id("m14"), "form": "walk"}
	got := fmt.Sprint(accepted(t, w.as("maja").Do("POST", path("peter", "meetings", "check"), map[string]any{"kind": "series", "meetings": []any{moved}})))
	if !strings.Contains(got, "Stedet er det samme som før") {
		t.Errorf("a walk that begins where the office was: %s", got)
	}
	w.unchanged("checking what is no meeting", func() {
		r := w.as("maja").Do("POST", path("peter", "meetings", "check"), map[string]any{"kind": "series", "meetings": []any{map[string]any{"id": newID(), "start": "2026-12-02T14:00:00+01:00", "end": "2026-12-02T13:00:00+01:00"}}})
		checkProblem(t, "backwards", r, 422, domain.CodeInvalid)
	})
}
