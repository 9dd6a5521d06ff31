package api_test

import (
	"errors"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// reminder gives one that somebody is promised.
func (w *world) reminder(who string) domain.ID {
	w.t.Helper()
	list, _ := w.as(who).Do("GET", "/me/reminders", nil).JSON(w.t)["reminders"].([]any)
	if len(list) == 0 {
		w.t.Fatalf("%s is promised nothing", who)
	}
	return domain.ID(list[0].(map[string]any)["id"].(string))
}

// toCall puts a meeting of Peter's on the call list, as the worker does when nothing else
// reached him, and gives the call. Asked again it gives the same.
func (w *world) toCall(meeting string) domain.ID {
	w.t.Helper()
	about := demo.ID("peter", meeting)
	if w.calls[about] != "" {
		return w.calls[about]
	}
	now := w.Clock.Now()
	n := domain.Notification{ID: domain.NewID(), Person: demo.PersonID("peter"), Plan: planOf("peter"), Subject: about, Kind: domain.NotifyMeetingAhead,
		DueAt: now.Add(-1000 * time.Hour), Deadline: now.Add(1000 * time.Hour), DedupeKey: newID(), Importance: domain.ImportanceHigh}
	if err := w.Store.Write(w.t.Context(), func(tx *store.Tx) error {
		if err := tx.Notify(n); err != nil {
			return err
		}
		held, err := tx.LeaseNotification("worker", now, now.Add(time.Minute))
		if err == nil && held.ID != n.ID {
			err = errors.New("another was due earlier")
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	listed, err := w.App.PutOnCallList(w.t.Context(), n, "worker", n.Deadline)
	if err != nil || !listed {
		w.t.Fatalf("%s on the call list: %v, %v", meeting, listed, err)
	}
	if w.calls == nil {
		w.calls = map[domain.ID]domain.ID{}
	}
	w.calls[about] = n.ID
	return n.ID
}

// triesOfCalls are calls about meetings of several people, some of them hidden from others:
// who does not see the meeting gets what he would get if there were none.
func (w *world) triesOfCalls(a actor, on func(verdict) verdict) []try {
	seen := map[domain.Ref]bool{}
	if a.relation != "" {
		seen = testkit.VisibleTo("peter", a.name).Wanted(w.t, testkit.CaseOf(w.t, "peter"))
	}
	var out []try
	for _, meeting := range []string{"m15", "m03", "m11b"} {
		x := try{what: "about " + meeting, method: "PUT", path: "/me/calls/" + string(w.toCall(meeting)), body: map[string]any{"how": "phone", "reached": false}, want: on(done)}
		if _, visible := seen[domain.Ref{Kind: domain.KindMeeting, ID: demo.ID("peter", meeting)}]; !visible {
			x.want, x.twin = on(unknown), "/me/calls/"+newID()
		}
		out = append(out, x)
	}
	return out
}
