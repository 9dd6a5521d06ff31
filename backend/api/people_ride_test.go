package api_test

import (
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// TestADriveThatFallsAwayIsTold: who was to drive her leaves, or is removed, and she would stand
// at the roadside. She and her consultant are told, each once, whether he said himself that he
// drives or staff wrote him down; her wish to be fetched waits again. Who only came along leaves
// without a sound. On both databases.
func TestADriveThatFallsAwayIsTold(t *testing.T) {
	t.Parallel()
	kalle, m13, m12b := demo.PersonID("kalle"), id("m13"), id("m12b")
	leaves := func(w *world) {
		if r := w.as("kalle").Do("PUT", path("peter", "leaving"), map[string]any{}); r.Status != 204 {
			w.t.Errorf("%d %s", r.Status, r.Body)
		}
	}
	removed := func(w *world) {
		w.put("peter", path("peter", "contacts", string(kalle), "removal"), map[string]any{})
	}
	says := func(w *world) {
		w.put("kalle", path("peter", "meetings", m13, "along"), map[string]any{"answer": "drives", "leaves": "2026-12-09T12:20:00+01:00"})
		w.put("peter", path("peter", "meetings", m13, "answer"), map[string]any{"pick_up": true})
	}
	written := func(w *world) {
		w.put("peter", path("peter", "meetings", m13, "answer"), map[string]any{"pick_up": true})
		w.put("maja", path("peter", "meetings", m13, "pick-up"), map[string]any{"answer": "yes", "transport": map[string]any{"who": kalle, "leaves": "2026-12-09T12:20:00+01:00"}})
	}
	// He said so of two meetings: she hears of the first, at which it is felt.
	twice := func(w *world) {
		w.put("peter", path("peter", "meetings", m12b, "answer"), map[string]any{"companions": []domain.ID{demo.PersonID("anette"), kalle}})
		w.put("kalle", path("peter", "meetings", m12b, "along"), map[string]any{"answer": "drives"})
		says(w)
	}
	comes := func(w *world) {
		w.put("maja", path("peter", "meetings", m13), map[string]any{"transport": nil, "why": "Ingen kører"}, "If-Match", w.rev("maja", "peter"))
		w.put("kalle", path("peter", "meetings", m13, "along"), map[string]any{"answer": "comes"})
	}
	for name, tc := range map[string]struct {
		drives      func(*world)
		ends        func(*world)
		peter, maja int
		first       string
	}{
		"he leaves":             {says, leaves, 1, 1, m13},
		"staff wrote him down":  {written, leaves, 1, 1, m13},
		"he was to drive twice": {twice, leaves, 1, 1, m12b},
		"he is removed":         {says, removed, 0, 1, m13},
		"he only came along":    {comes, leaves, 0, 0, m13},
		"and is removed by her": {comes, removed, 0, 0, m13},
	} {
		t.Run(name, func(t *testing.T) {
			testkit.Databases(t, func(t *testing.T, database string) {
				w := newWorld(t, testkit.Options{Database: database})
				tc.drives(w)
				w.drainAll()
				w.Clock.Move(time.Hour)
				peter, maja := w.ringing("peter", domain.NotifyMeetingRideGone), w.ringing("maja", domain.NotifyStaffMeeting)
				tc.ends(w)
				if n := w.ringing("peter", domain.NotifyMeetingRideGone) - peter; n != tc.peter {
					t.Errorf("she is told %d times", n)
				}
				if n := w.ringing("maja", domain.NotifyStaffMeeting) - maja; n != tc.maja {
					t.Errorf("her consultant is told %d times", n)
				}
				if tc.peter > 0 && !w.rung("peter", domain.NotifyMeetingRideGone, domain.ID(tc.first)) {
					t.Error("she is told of another meeting")
				}
				m := w.meeting("maja", "peter", m13)
				if gone := m["ride_gone_at"]; (gone != nil) != (tc.maja > 0) {
					t.Errorf("the meeting says that the one who drove is gone: %v", gone)
				}
				if m["transport"] != nil {
					t.Errorf("somebody drives: %v", m["transport"])
				}
				if p, asked := m["pick_up"].(map[string]any); asked && p["answer"] != nil {
					t.Errorf("her wish to be fetched is answered yet: %v", p)
				}
			})
		})
	}
}
