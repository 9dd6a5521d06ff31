package api_test

import (
	"encoding/json"
	"testing"
	"time"

	"tavlen/backend/testkit"
)

// woken is what the phone's service worker gets.
type woken struct {
	Notification struct {
		Navigate, Tag, Title string
		Actions              []struct{ Action, Navigate string }
		Data                 struct{ Notification, Plan, Meeting, Start string }
	}
	Badge *int `json:"app_badge"`
}

// Peter's reminder can be answered where it is shown, and the number on the icon is what
// waits for him at that moment; Kalle's, and a message, cannot. Staff's icons are left alone.
func TestARemindersAnswersAndTheNumberOnTheIcon(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.settle()
		phone, his, desk := w.subscribe("peter"), w.subscribe("kalle"), w.subscribe("maja")
		tagged := func(who, tag string, pushes []testkit.Push) (m woken) {
			t.Helper()
			for _, p := range pushes {
				var one woken
				if err := json.Unmarshal(p.Payload, &one); err != nil {
					t.Fatal(err)
				}
				if one.Notification.Tag == tag {
					m = one
				}
			}
			if m.Notification.Tag == "" {
				t.Fatalf("%s was not told of %s", who, tag)
			}
			return m
		}
		waits := func() int {
			t.Helper()
			n := 0
			for _, c := range w.plan("peter", "peter")["plan_changes"].([]any) {
				if change := c.(map[string]any); change["citizen_answer"] == nil && change["by"] != w.plan("peter", "peter")["citizen"].(map[string]any)["id"] {
					n++
				}
			}
			threads := w.as("peter").Do("GET", path("peter", "messages"), nil).JSON(t)["threads"].([]any)
			for _, thread := range threads {
				n += int(thread.(map[string]any)["unread"].(float64))
			}
			return n
		}
		before := waits()
		w.put("maja", path("peter", "messages", newID()), map[string]any{"text": "Hej Peter"})
		got := w.drained(phone, his, desk)
		if m := tagged("Peter", "new_message", got[phone]); m.Badge == nil || *m.Badge != before+1 || *m.Badge != waits() || len(m.Notification.Actions) != 0 || m.Notification.Data.Meeting != "" || m.Notification.Data.Notification == "" {
			t.Errorf("of a message, with %d waiting: %+v", before+1, m)
		}
		w.put("peter", path("peter", "messages", newID()), map[string]any{"text": "Hej Maja"})
		got = w.drained(phone, his, desk)
		if m := tagged("Maja", "new_message", got[desk]); m.Badge != nil {
			t.Errorf("Maja's icon: %d", *m.Badge)
		}
		// Two hours before the meeting at the hospital that Kalle drives to.
		w.Clock.Set(time.Date(2026, 12, 9, 10, 15, 0, 0, time.UTC))
		got = w.drained(phone, his, desk)
		soon := "meeting_soon/" + id("m13")
		m := tagged("Peter", soon, got[phone])
		at := w.URL + "/moeder/" + id("m13")
		n := m.Notification
		opened := "#n=" + n.Data.Notification
		if n.Navigate != at+opened || len(n.Actions) != 2 || n.Actions[0].Action != "come" || n.Actions[0].Navigate != at+opened || n.Actions[1].Action != "cannot" || n.Actions[1].Navigate != at+"/afbud"+opened {
			t.Errorf("%+v", m)
		}
		if n.Data.Plan != string(planOf("peter")) || n.Data.Meeting != id("m13") || n.Data.Start != "2026-12-09T12:15:00Z" || m.Badge == nil || *m.Badge != waits() {
			t.Errorf("%+v", m)
		}
		if k := tagged("Kalle", soon, got[his]); len(k.Notification.Actions) != 0 || k.Badge != nil || k.Notification.Data.Meeting != id("m13") {
			t.Errorf("Kalle's: %+v", k)
		}
	})
}
