package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// promise is a promise to wake somebody, as the tests read it.
type promise struct {
	kind  domain.NotificationKind
	state domain.NotificationState
	due   time.Time
}

// promised gives what was promised to a persona about something, by due time.
func (w *world) promised(who string, subject domain.ID) []promise {
	w.t.Helper()
	var out []promise
	if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		all, err := tx.NotificationsOf(demo.PersonID(who))
		for _, n := range all {
			if n.Subject == subject {
				out = append(out, promise{n.Kind, n.State, n.DueAt})
			}
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// rung says whether a persona is promised a kind of notification about something now.
func (w *world) rung(who string, kind domain.NotificationKind, subject domain.ID) bool {
	w.t.Helper()
	return slices.ContainsFunc(w.promised(who, subject), func(a promise) bool {
		return a.kind == kind && a.state == domain.NotificationScheduled && !a.due.After(w.Clock.Now())
	})
}

// reminders gives when a persona's open reminders of a meeting are due.
func (w *world) reminders(who string, meeting domain.ID) []time.Time {
	w.t.Helper()
	var out []time.Time
	for _, a := range w.promised(who, meeting) {
		if a.kind.Reminds() && a.state == domain.NotificationScheduled {
			out = append(out, a.due)
		}
	}
	return out
}

func (w *world) meeting(who, citizen, name string) map[string]any {
	w.t.Helper()
	return item(w.plan(who, citizen), "meetings", name)
}

// clock gives an instant of the days that the tests play in.
func clock(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// later puts the clock at an instant, weeks ahead, and lets everybody sign in anew.
func (w *world) later(at time.Time) {
	w.t.Helper()
	w.Clock.Set(at)
	clear(w.clients)
}

// everyStore runs a test on the demo municipality in each store.
func everyStore(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	testkit.Databases(t, func(t *testing.T, database string) {
		test(t, newWorld(t, testkit.Options{Database: database}))
	})
}

// TestTheSameDay plays the day of others.json on which Birthe asked at 08.00, heard at
// 08.40 and met at 09.30: nothing of it waits for anybody to look, and she is reminded.
func TestTheSameDay(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		request, meeting := newID(), newID()
		w.Clock.Set(clock(t, "2026-11-25T08:00:00+01:00"))
		calendars := map[string]string{}
		for _, who := range []string{"birthe", "xenia"} {
			calendars[who] = w.feed(who, map[string]any{"on": true})
			if got := w.inCalendar(calendars[who], "2026-11-25T09:30:00+01:00"); len(got) > 0 {
				t.Errorf("%s's calendar has it before anybody asked: %v", who, got)
			}
		}
		w.put("birthe", path("birthe", "requests", request), map[string]any{"when": "today", "words": "Kan jeg komme med til mødet i dag?", "pick_up": true})
		if !w.rung("xenia", domain.NotifyStaffRequest, domain.ID(request)) {
			t.Error("the consultant is not woken")
		}
		if got := fmt.Sprint(w.as("xenia").Do("GET", "/citizens", nil).JSON(t)); !strings.Contains(got, "meeting_request:"+request) {
			t.Errorf("nobody waits on the desk: %s", got)
		}
		w.Clock.Set(clock(t, "2026-11-25T08:40:00+01:00"))
		yes := map[string]any{"answer": "yes", "text": "Ja. Jeg henter dig.", "meeting": map[string]any{"id": meeting, "title": "Møde om afløsere", "form": "in_person",
			"start": "2026-11-25T09:30:00+01:00", "end": "2026-11-25T10:30:00+01:00", "with": []any{string(demo.PersonID("xenia"))}, "place": map[string]any{"name": "Plejecenter Prøvehave"},
			"transport": map[string]any{"who": string(demo.PersonID("xenia")), "leaves": "2026-11-25T09:10:00+01:00"}}}
		key := newID()
		first := w.put("xenia", path("birthe", "requests", request, "answer"), yes, "Idempotency-Key", key)
		if again := w.put("xenia", path("birthe", "requests", request, "answer"), yes, "Idempotency-Key", key); fmt.Sprint(again) != fmt.Sprint(first) {
			t.Errorf("sent again: %v, first %v", again, first)
		}
		for _, who := range []string{"birthe", "xenia"} {
			m := w.meeting(who, "birthe", meeting)
			if m == nil || m["start"] != "2026-11-25T08:30:00Z" || m["booked_same_day"] == nil || m["pick_up"].(map[string]any)["answer"] != "yes" {
				t.Errorf("%s sees %v", who, m)
			}
			if r := item(w.plan(who, "birthe"), "meeting_requests", request); r["status"] != "yes" || r["meeting"] != meeting || r["answered_at"] != "2026-11-25T07:40:00Z" || r["at"] != "2026-11-25T07:00:00Z" {
				t.Errorf("%s sees the request %v", who, r)
			}
			// And in the calendar that each has elsewhere, once.
			if got := w.inCalendar(calendars[who], "2026-11-25T09:30:00+01:00"); !slices.Equal(got, []string{"CONFIRMED until 2026-11-25T09:30:00Z"}) {
				t.Errorf("%s's calendar has %q", who, got)
			}
		}
		// Her own choices lie behind: she is reminded half an hour before all the same.
		if got := w.reminders("birthe", domain.ID(meeting)); len(got) != 1 || !got[0].Equal(clock(t, "2026-11-25T09:00:00+01:00")) {
			t.Errorf("reminded at %v", got)
		}
		if !w.rung("birthe", domain.NotifyMeetingNew, domain.ID(meeting)) {
			t.Error("she is not told of the yes")
		}
		w.unchanged("answering again", func() {
			delete(yes, "meeting")
			r := w.as("xenia").Do("PUT", path("birthe", "requests", request, "answer"), yes)
			checkProblem(t, "answering again", r, 409, domain.CodeAlreadyAnswered)
			r = w.as("birthe").Do("PUT", path("birthe", "requests", request), map[string]any{"status": "withdrawn"}, "If-Match", w.rev("birthe", "birthe"))
			checkProblem(t, "taking back what was answered", r, 409, domain.CodeAlreadyAnswered)
		})
	})
}

// TestAnAbsenceIsAnsweredAndTheMeetingMoved: she cannot come, the consultant hears at once
// and offers times, she chooses one, and the old reminders are gone.
func TestAnAbsenceIsAnsweredAndTheMeetingMoved(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m12b := domain.ID(id("m12b"))
		at := func(rest ...string) string {
			return path("peter", append([]string{"meetings", string(m12b)}, rest...)...)
		}
		before := w.reminders("peter", m12b)
		seen := w.rev("peter", "peter")
		w.put("peter", at("answer"), map[string]any{"answer": "no", "reason": "sick", "text": "Jeg har feber.", "wants": "walk", "start": "2026-12-08T13:00:00+01:00"})
		if !w.rung("maja", domain.NotifyStaffAbsence, m12b) || w.rung("lone", domain.NotifyStaffAbsence, m12b) {
			t.Error("the wrong ones are woken")
		}
		a := w.meeting("maja", "peter", string(m12b))["absence"].(map[string]any)
		if a["reported_at"] != "2026-11-24T08:00:00Z" || a["reason"] != "sick" || a["wants"] != "walk" || a["answer"] != nil {
			t.Errorf("%v", a)
		}
		if got := w.meeting("anette", "peter", string(m12b)); got["absence"] != nil || strings.Contains(fmt.Sprint(got), "feber") {
			t.Errorf("a companion is told %v", got)
		}
		if !w.waitsFor("maja", "absence", string(m12b)) || len(w.reminders("peter", m12b)) != len(before) {
			t.Error("it does not wait, or a reminder is gone though nothing is decided")
		}
		// Another phone that had not seen this says something else: she chooses.
		r := w.as("peter").Do("PUT", at("answer"), map[string]any{"answer": "yes"}, "If-Match", seen)
		checkProblem(t, "another answer at once", r, 409, domain.CodeConflict)

		w.Clock.Move(30 * time.Minute)
		offer := []any{map[string]any{"start": "2026-12-10T10:00:00+01:00", "end": "2026-12-10T10:45:00+01:00"}, map[string]any{"start": "2026-12-11T10:00:00+01:00", "end": "2026-12-11T10:45:00+01:00"}}
		w.put("maja", at("absence", "answer"), map[string]any{"answer": "God bedring. Vælg en tid.", "proposed_times": offer})
		if !w.rung("peter", domain.NotifyMeetingAnswered, m12b) || w.waitsFor("maja", "absence", string(m12b)) {
			t.Error("the answer does not reach him, or still waits")
		}
		checkProblem(t, "a time that was not offered", w.as("peter").Do("PUT", at("time"), map[string]any{"start": "2026-12-12T10:00:00+01:00"}), 422, domain.CodeNotOffered)
		w.put("peter", at("time"), map[string]any{"start": "2026-12-11T10:00:00+01:00"})
		w.put("peter", at("time"), map[string]any{"start": "2026-12-11T10:00:00+01:00"}) // on another phone too
		got := w.meeting("peter", "peter", string(m12b))
		if got["start"] != "2026-12-11T09:00:00Z" || got["end"] != "2026-12-11T09:45:00Z" || got["rsvp"].(map[string]any)["status"] != "yes" || got["moved_from"].(map[string]any)["start"] != "2026-12-08T12:00:00Z" || got["status"] != "planned" {
			t.Errorf("%v", got)
		}
		for _, due := range w.reminders("peter", m12b) {
			if due.Before(clock(t, "2026-12-09T12:00:00+01:00")) {
				t.Errorf("a reminder of the old time is left: %v", due)
			}
		}
		if n := len(w.reminders("peter", m12b)); n != len(before) {
			t.Errorf("%d reminders, before %d", n, len(before))
		}
		if !w.rung("anette", domain.NotifyMeetingMoved, m12b) || !w.rung("maja", domain.NotifyStaffMeeting, m12b) {
			t.Error("those who come are not told that it is moved")
		}
		w.unchanged("a yes to the old time", func() {
			r := w.as("peter").Do("PUT", at("answer"), map[string]any{"answer": "yes", "start": "2026-12-08T13:00:00+01:00"})
			checkProblem(t, "a yes to the old time", r, 409, domain.CodeMeetingMoved)
			r = w.as("peter").Do("PUT", at("answer"), map[string]any{"answer": "yes"}, "If-Match", seen)
			checkProblem(t, "a yes to what was seen before", r, 409, domain.CodeMeetingMoved)
		})
		for who, wants := range map[string]bool{"peter": true, "maja": true} {
			told := sentences(w.history(who))
			for _, s := range []string{"Kan ikke komme: Jobsamtale med Maja. Jeg er syg. \"Jeg har feber\". Jeg vil gerne gå en tur i stedet.", "Maja svarede på afbuddet: Jobsamtale med Maja. \"God bedring. Vælg en tid\".", "Ny tid"} {
				if strings.Contains(told, s) != wants {
					t.Errorf("%s is told of %q: %v", who, s, !wants)
				}
			}
		}
	})
}

// waitsFor says whether something of a meeting waits on somebody's desk.
func (w *world) waitsFor(who, what, meeting string) bool {
	w.t.Helper()
	for _, c := range w.as(who).Do("GET", "/citizens", nil).JSON(w.t)["citizens"].([]any) {
		for _, x := range c.(map[string]any)["waiting"].([]any) {
			if x := x.(map[string]any); x["what"] == what && x["meeting"] == meeting {
				return true
			}
		}
	}
	return false
}

// TestWhatIsConfidentialStaysThere: that he cannot come to the alcohol clinic, and why, is
// the clinic's to know and nobody else's.
func TestWhatIsConfidentialStaysThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	m11b := domain.ID(id("m11b"))
	w.put("peter", path("peter", "meetings", string(m11b), "answer"), map[string]any{"answer": "no", "reason": "overwhelmed", "text": "Jeg drak i går.", "wants": "phone"})
	if !w.rung("lone", domain.NotifyStaffAbsence, m11b) || w.rung("maja", domain.NotifyStaffAbsence, m11b) {
		t.Error("the wrong ones are woken")
	}
	if got := fmt.Sprint(w.meeting("maja", "peter", string(m11b))); strings.Contains(got, "absence") || strings.Contains(got, "drak") {
		t.Errorf("the consultant is told %s", got)
	}
	if w.waitsFor("maja", "absence", string(m11b)) || !w.waitsFor("lone", "absence", string(m11b)) {
		t.Error("it waits on the wrong desk")
	}
	for _, who := range []string{"maja", "vibeke"} {
		if strings.Contains(sentences(w.history(who)), "drak") {
			t.Errorf("%s reads it in the history", who)
		}
	}
	if !strings.Contains(sentences(w.history("peter")), "drak") {
		t.Error("he does not read it himself")
	}
	// What Lone tries is hers and his.
	w.put("lone", path("peter", "contacts-tried", newID()), map[string]any{"how": "phone", "reached": false, "about": string(m11b), "note": "Ringede om drikkeri"})
	for who, sees := range map[string]bool{"peter": true, "lone": true, "maja": false, "vibeke": false} {
		if got := strings.Contains(fmt.Sprint(w.plan(who, "peter")["contact_attempts"]), "drikkeri"); got != sees {
			t.Errorf("%s sees it: %v", who, got)
		}
	}
}

// TestAnswersToWhatIsNoMore: late, to a cancelled or a held meeting: nothing is changed,
// and the phone is told which it is.
func TestAnswersToWhatIsNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	no := map[string]any{"answer": "no", "reason": "sick"}
	m15, m12 := domain.ID(id("m15")), id("m12")
	answer := func(meeting string, body map[string]any) testkit.Response {
		return w.as("peter").Do("PUT", path("peter", "meetings", meeting, "answer"), body)
	}
	w.unchanged("answers to nothing", func() {
		for what, x := range map[string]struct {
			r    testkit.Response
			code domain.Code
		}{
			"to a meeting that was held":  {answer(id("m11"), no), domain.CodeTooLate},
			"to one that was moved":       {answer(id("m10"), map[string]any{"answer": "yes"}), domain.CodeMeetingMoved},
			"no without a reason":         {answer(m12, map[string]any{"answer": "no"}), domain.CodeInvalid},
			"a reason without a no":       {answer(m12, map[string]any{"reason": "sick"}), domain.CodeInvalid},
			"yes with a reason":           {answer(m12, map[string]any{"answer": "yes", "reason": "sick"}), domain.CodeInvalid},
			"nothing":                     {answer(m12, map[string]any{}), domain.CodeInvalid},
			"a reason that is none":       {answer(m12, map[string]any{"answer": "no", "reason": "lazy"}), domain.CodeInvalid},
			"a form that is not offered":  {answer(m12, map[string]any{"form": "walk"}), domain.CodeNotOffered},
			"a stranger along":            {answer(m12, map[string]any{"companions": []any{string(demo.PersonID("bjarne"))}}), domain.CodeInvalid},
			"staff along":                 {answer(m12, map[string]any{"companions": []any{string(demo.PersonID("vibeke"))}}), domain.CodeInvalid},
			"an absence nobody reported":  {w.as("maja").Do("PUT", path("peter", "meetings", string(m15), "absence", "answer"), map[string]any{"answer": "Ok"}), domain.CodeNothingToAnswer},
			"a summary before it is held": {w.as("maja").Do("PUT", path("peter", "meetings", string(m15), "summary"), map[string]any{"text": "Vi talte."}), domain.CodeTooEarly},
			"a cancellation without why":  {w.as("maja").Do("PUT", path("peter", "meetings", string(m15), "cancellation"), map[string]any{}), domain.CodeNeedsWhy},
			"cancelling what was held":    {w.as("maja").Do("PUT", path("peter", "meetings", id("m11"), "cancellation"), map[string]any{"why": "x"}), domain.CodeTooLate},
			"moved into the past":         {w.write("maja", "meetings", string(m15), map[string]any{"start": "2026-11-01T10:00:00+01:00", "end": "2026-11-01T11:00:00+01:00", "why": "x"}), domain.CodeInvalid},
			"ending before it begins":     {w.write("maja", "meetings", string(m15), map[string]any{"end": "2026-12-22T10:00:00+01:00", "why": "x"}), domain.CodeInvalid},
			"a link that is a script":     {w.write("maja", "meetings", string(m15), map[string]any{"form": "video", "link": "javascript:alert(1)", "why": "x"}), domain.CodeInvalid},
			"a link without a lock":       {w.write("maja", "meetings", string(m15), map[string]any{"form": "video", "link": "http://video.example/m", "why": "x"}), domain.CodeInvalid},
		} {
			status := 422
			if x.code == domain.CodeMeetingMoved {
				status = 409
			}
			checkProblem(t, what, x.r, status, x.code)
		}
	})
	// Five minutes before.
	w.later(clock(t, "2026-12-22T10:55:00+01:00"))
	w.put("maja", path("peter", "meetings", string(m15), "cancellation"), map[string]any{"why": "Jeg er blevet syg."})
	w.put("maja", path("peter", "meetings", string(m15), "cancellation"), map[string]any{"why": "Sendt igen."})
	if got := w.meeting("peter", "peter", string(m15)); got["status"] != "cancelled" || got["cancelled"].(map[string]any)["why"] != "Jeg er blevet syg." {
		t.Errorf("%v", got)
	}
	if !w.rung("peter", domain.NotifyMeetingCancelled, m15) || len(w.reminders("peter", m15)) > 0 {
		t.Errorf("%v", w.promised("peter", m15))
	}
	w.unchanged("an answer to what is cancelled", func() {
		checkProblem(t, "cancelled", answer(string(m15), map[string]any{"answer": "yes"}), 422, domain.CodeMeetingCancelled)
	})
	// A minute late.
	w.later(clock(t, "2026-12-29T11:01:00+01:00"))
	w.unchanged("late", func() { checkProblem(t, "late", answer(id("m16"), no), 422, domain.CodeTooLate) })
}
