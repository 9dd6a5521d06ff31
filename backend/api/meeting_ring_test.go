package api_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// ringing counts how often a persona is promised a kind of notification.
func (w *world) ringing(who string, kind domain.NotificationKind) int {
	w.t.Helper()
	n := 0
	if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		all, err := tx.NotificationsOf(demo.PersonID(who))
		for _, r := range all {
			if r.Kind == kind {
				n++
			}
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// A year of meetings is booked as one: who comes to them all, or is asked along to them all,
// is woken once and not a whole evening long.
func TestABookingWakesEachPersonOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	var meetings []any
	for i := range 12 {
		start := clock(t, "2027-02-01T10:00:00+01:00").AddDate(0, 0, 7*i)
		meetings = append(meetings, map[string]any{"id": newID(), "title": fmt.Sprint("Møde ", i), "form": "in_person", "start": start, "end": start.Add(time.Hour),
			"with": []any{string(demo.PersonID("maja")), string(demo.PersonID("vibeke"))}, "companions": []any{string(demo.PersonID("kalle"))}})
	}
	vibeke, kalle := w.ringing("vibeke", domain.NotifyStaffMeeting), w.ringing("kalle", domain.NotifyContactAsked)
	change := w.put("maja", path("peter", "bookings", newID()), map[string]any{"kind": "series", "meetings": meetings, "why": "Hver uge"})["plan_change"].(string)
	if n := w.ringing("vibeke", domain.NotifyStaffMeeting) - vibeke; n != 1 {
		t.Errorf("who comes to all of them is woken %d times", n)
	}
	w.put("peter", path("peter", "changes", change, "answer"), map[string]any{"answer": "agree"})
	if n := w.ringing("kalle", domain.NotifyContactAsked) - kalle; n != 1 {
		t.Errorf("who is asked along to all of them is woken %d times", n)
	}
}

// One to whom she opened no meetings is not reminded of one, though staff proposed him and
// she said yes: a reminder tells when it is.
func TestACompanionWithoutMeetingsIsToldOfNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	m12b := domain.ID(id("m12b"))
	var kalle domain.Contact
	if err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
		head, err := tx.Plan(planOf("peter"))
		if err != nil {
			return err
		}
		r, err := tx.Item(head, domain.KindContact, demo.PersonID("kalle"))
		if c, ok := r.Item.(*domain.Contact); ok {
			kalle = *c
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	kalle.CanSee = slices.DeleteFunc(slices.Clone(kalle.CanSee), func(s string) bool { return s == "meetings" || s == "meetings_accompanied" })
	if err := w.App.ImportItem(t.Context(), planOf("peter"), demo.PersonID("kalle"), &kalle, demo.PersonID("peter")); err != nil {
		t.Fatal(err)
	}
	change := accepted(t, w.write("maja", "meetings", string(m12b), map[string]any{"companions": []domain.ID{demo.PersonID("anette"), demo.PersonID("kalle")}, "why": "Kalle kan køre"}))["plan_change"].(string)
	w.put("peter", path("peter", "changes", change, "answer"), map[string]any{"answer": "agree"})
	if w.sees("kalle", string(m12b)) {
		t.Fatal("he sees the meeting")
	}
	if got := w.promised("kalle", m12b); len(got) > 0 {
		t.Errorf("he is told of a meeting that he does not see: %v", got)
	}
	if len(w.reminders("anette", m12b)) == 0 {
		t.Error("who sees it is not reminded")
	}
}

// A companion may change his mind, and not ring her all night by it.
func TestACompanionCannotRingAllNight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	answers := []string{"cannot", "comes"}
	answer := func(i int) testkit.Response {
		w.Clock.Move(time.Second)
		return w.as("kalle").Do("PUT", path("peter", "meetings", id("m13"), "along"), map[string]any{"answer": answers[i%2]})
	}
	for i := range 10 {
		accepted(t, answer(i))
	}
	told := w.ringing("peter", domain.NotifyMeetingAnswered)
	w.unchanged("the eleventh answer within the hour", func() {
		checkProblem(t, "the eleventh answer", answer(10), 429, domain.CodeRateLimited)
	})
	// The same again is no new answer, and is taken as often as a phone sends it.
	accepted(t, answer(9))
	if n := w.ringing("peter", domain.NotifyMeetingAnswered); n != told || n > 10 {
		t.Errorf("he is woken %d times", n)
	}
	w.Clock.Move(time.Hour)
	accepted(t, answer(10))
}
