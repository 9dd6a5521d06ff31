package api_test

import (
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// A consent to know whether he came opens no times: neither the call list nor what could not
// be told says when the treatment's meeting is.
func TestAttendanceAloneTellsNoTimesByAnotherWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	call := w.toCall("m11b")
	failed := w.unreached(domain.ID(id("m11b")))
	lists := func(who string) (calls, reach bool) {
		for _, c := range w.as(who).Do("GET", "/me/calls", nil).JSON(t)["calls"].([]any) {
			calls = calls || c.(map[string]any)["id"] == string(call)
		}
		for _, f := range w.as(who).Do("GET", path("peter", "reach"), nil).JSON(t)["failed"].([]any) {
			reach = reach || f.(map[string]any)["id"] == string(failed)
		}
		return calls, reach
	}
	if calls, reach := lists("maja"); !calls || !reach {
		t.Fatalf("with a consent for times Maja is shown the call: %v, the failure: %v", calls, reach)
	}
	// She sees the meeting in part only, and can end the call that stands on her list.
	w.put("maja", "/me/calls/"+string(call), map[string]any{"how": "phone", "reached": false}, "Idempotency-Key", newID())
	k2 := *w.stored(domain.KindConsent, "k2").(*domain.Consent)
	k2.Scope = []string{"attendance"}
	if err := w.App.ImportItem(t.Context(), planOf("peter"), demo.ID("peter", "k2"), &k2, demo.PersonID("peter")); err != nil {
		t.Fatal(err)
	}
	if m := w.meeting("maja", "peter", id("m11b")); m == nil || m["start"] != nil {
		t.Fatalf("Maja sees of the meeting %v", m)
	}
	if calls, reach := lists("maja"); calls || reach {
		t.Errorf("without it Maja is shown the call: %v, the failure: %v", calls, reach)
	}
	r := w.as("maja").Do("PUT", "/me/calls/"+string(call), map[string]any{"how": "phone", "reached": true}, "Idempotency-Key", newID())
	checkProblem(t, "a call that is none of hers", r, 404, domain.CodeNotFound)
	if calls, reach := lists("lone"); !calls || !reach {
		t.Errorf("Lone is shown the call: %v, the failure: %v", calls, reach)
	}
}

// When he was last reached tells of meetings and messages, too: staff learn it of what they
// see themselves.
func TestLastReachedTellsOfNothingHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	last := func(who string) any {
		return w.as(who).Do("GET", path("peter", "reach"), nil).JSON(t)["last_reached_at"]
	}
	w.settle()
	of := map[string]any{}
	for _, who := range []string{"maja", "vibeke", "lone"} {
		of[who] = last(who)
	}
	reached := func(kind domain.NotificationKind, about domain.ID) any {
		w.Clock.Move(time.Minute)
		now := w.Clock.Now()
		n := domain.Notification{ID: domain.NewID(), Person: demo.PersonID("peter"), Plan: planOf("peter"), Subject: about, Kind: kind,
			DueAt: now, Deadline: now.Add(time.Hour), DedupeKey: newID()}
		w.keep(n, func(tx *store.Tx) error {
			return tx.EndNotification(n.ID, "worker", domain.NotificationSent, "", now)
		})
		return now.UTC().Format(time.RFC3339)
	}
	check := func(what string) {
		t.Helper()
		for who, want := range of {
			if got := last(who); got != want {
				t.Errorf("after %s %s is told %v, want %v", what, who, got, want)
			}
		}
	}
	// A meeting at the nurse's, which only the consultant is listed for beside her.
	of["maja"] = reached(domain.NotifyMeetingSoon, domain.ID(id("m03")))
	check("the nurse's meeting")
	of["maja"] = reached(domain.NotifyMeetingSoon, domain.ID(id("m15")))
	check("Maja's own meeting")
	start := w.Clock.Now().Add(48 * time.Hour)
	secret := accepted(t, w.write("lone", "meetings", "", map[string]any{"title": "Afrusning", "form": "in_person", "start": start, "end": start.Add(time.Hour), "with": []domain.ID{demo.PersonID("lone")}, "why": "Aftalt"}))
	w.settle()
	for who := range of {
		of[who] = last(who)
	}
	of["lone"] = reached(domain.NotifyMeetingSoon, domain.ID(secret["id"].(string)))
	check("a meeting of Lone's that nobody else sees")
}

// unreached keeps a promise to Peter about something that reached nobody.
func (w *world) unreached(about domain.ID) domain.ID {
	w.t.Helper()
	now := w.Clock.Now()
	n := domain.Notification{ID: domain.NewID(), Person: demo.PersonID("peter"), Plan: planOf("peter"), Subject: about, Kind: domain.NotifyMeetingAhead,
		DueAt: now.Add(-600 * time.Hour), Deadline: now.Add(500 * time.Hour), DedupeKey: newID()}
	w.keep(n, func(tx *store.Tx) error {
		return tx.EndNotification(n.ID, "worker", domain.NotificationFailed, "network", now)
	})
	return n.ID
}

// keep makes a promise that is due, lets a worker take it, and does with it what end says.
func (w *world) keep(n domain.Notification, end func(*store.Tx) error) {
	w.t.Helper()
	now := w.Clock.Now()
	if err := w.Store.Write(w.t.Context(), func(tx *store.Tx) error {
		if err := tx.Notify(n); err != nil {
			return err
		}
		held, err := tx.LeaseNotification("worker", now, now.Add(time.Minute))
		if err != nil || held.ID != n.ID {
			w.t.Fatalf("the worker holds %v: %v", held.ID, err)
		}
		return end(tx)
	}); err != nil {
		w.t.Fatal(err)
	}
}
