package api_test

import (
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// TestWhoDrivesFetchesHim: he asks to be fetched after Kalle said that he drives. That is
// the answer; only when Kalle cannot after all does the wish wait for staff.
func TestWhoDrivesFetchesHim(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m13 := id("m13")
		accepted(t, w.as("kalle").Do("PUT", path("peter", "meetings", m13, "along"), map[string]any{"answer": "drives"}))
		w.Clock.Move(time.Minute)
		w.put("peter", path("peter", "meetings", m13, "answer"), map[string]any{"pick_up": true, "pick_up_words": "Jeg er hjemme"})
		got := w.meeting("peter", "peter", m13)["pick_up"].(map[string]any)
		if got["answer"] != "yes" || got["answered_by"] != string(demo.PersonID("kalle")) || got["words"] != "Jeg er hjemme" || w.waitsFor("maja", "pick_up", m13) {
			t.Errorf("Kalle drives, and the wish waits: %v", got)
		}
		w.Clock.Move(time.Minute)
		accepted(t, w.as("kalle").Do("PUT", path("peter", "meetings", m13, "along"), map[string]any{"answer": "cannot"}))
		if got := w.meeting("peter", "peter", m13)["pick_up"].(map[string]any); got["answer"] != nil || got["words"] != "Jeg er hjemme" || !w.waitsFor("maja", "pick_up", m13) {
			t.Errorf("nobody drives, and the wish does not wait: %v", got)
		}
	})
}

// TestAReminderSaysTheWayItWillGo: no phone is promised that is not there.
func TestAReminderSaysTheWayItWillGo(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database, SMS: testkit.NewSMSGateway(t)})
		way := func() (out string) {
			for _, r := range w.list("peter", "/me/reminders", "reminders") {
				if r["meeting"] == id("m14") && r["state"] == "scheduled" {
					out = r["channel"].(string)
					if r["nobody"] == true {
						out = "nobody"
					}
				}
			}
			return out
		}
		set := func(body map[string]any) { w.put("peter", "/me/settings", body) }
		set(map[string]any{"phone": nil, "email": nil, "channels": []string{"push", "sms", "email"}})
		if got := way(); got != "nobody" {
			t.Errorf("without phone and number it goes by %s", got)
		}
		set(map[string]any{"channels": []string{"push", "call"}})
		if got := way(); got != "call" {
			t.Errorf("who wants to be called is told by %s", got)
		}
		set(map[string]any{"phone": "20304050", "channels": []string{"push", "sms"}})
		if got := way(); got != "sms" {
			t.Errorf("with a number it goes by %s", got)
		}
		w.subscribe("peter")
		if got := way(); got != string(domain.ChannelPush) {
			t.Errorf("with a phone that is switched on it goes by %s", got)
		}
	})
}
