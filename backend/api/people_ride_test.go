package api_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// TestADriveThatFallsAwayIsTold: who was to drive her leaves, is removed or paused, and she would stand
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
	paused := func(w *world) {
		w.put("peter", path("peter", "contacts", string(kalle), "pause"), map[string]any{"paused": true})
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
		"he is paused":          {says, paused, 0, 1, m13},
		"paused, written down":  {written, paused, 0, 1, m13},
		"he only came along":    {comes, leaves, 0, 0, m13},
		"and is removed by her": {comes, removed, 0, 0, m13},
		"and is paused by her":  {comes, paused, 0, 0, m13},
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
				if along, _ := m["companions"].([]any); slices.Contains(along, any(string(kalle))) {
					t.Errorf("he comes along yet: %v", along)
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

// TestAPauseLeavesNobodyAtTheRoadside: he drives and is paused. He hears nothing and sees what a
// pause always showed, then and later; when it ends he is counted on at nothing until he is
// asked anew, and then by his own new word. On both databases.
func TestAPauseLeavesNobodyAtTheRoadside(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		kalle, m13 := string(demo.PersonID("kalle")), id("m13")
		pause := func(on bool) {
			w.put("peter", path("peter", "contacts", kalle, "pause"), map[string]any{"paused": on})
		}
		w.put("kalle", path("peter", "meetings", m13, "along"), map[string]any{"answer": "drives", "leaves": "2026-12-09T12:20:00+01:00"})
		phone := w.subscribe("kalle")
		w.settle()
		pause(true)
		frozen := w.as("kalle").Do("GET", path("peter"), nil)
		if frozen.Status != 200 || strings.Contains(string(frozen.Body), "ride_gone") {
			t.Errorf("he sees %d %s", frozen.Status, frozen.Body)
		}
		// Staff find another lift meanwhile.
		w.put("maja", path("peter", "meetings", m13), map[string]any{"transport": map[string]any{"who": demo.PersonID("maja"), "leaves": "2026-12-09T12:00:00+01:00"}, "why": "Jeg kører"}, "If-Match", w.rev("maja", "peter"))
		if r := w.as("kalle").Do("GET", path("peter"), nil, "If-None-Match", frozen.Header.Get("ETag")); r.Status != 304 {
			t.Errorf("his view moved: %d %s", r.Status, r.Body)
		}
		w.Clock.Move(time.Hour)
		pause(false)
		if got := w.drained(phone)[phone]; len(got) != 0 {
			t.Errorf("he is woken: %v", got)
		}
		m := w.meeting("peter", "peter", m13)
		if m["companions"] != nil && len(m["companions"].([]any)) != 0 || m["companion_answers"] != nil || m["transport"].(map[string]any)["who"] != string(demo.PersonID("maja")) {
			t.Errorf("after the pause: %v", m)
		}
		w.put("peter", path("peter", "meetings", m13, "answer"), map[string]any{"companions": []string{kalle}})
		w.put("kalle", path("peter", "meetings", m13, "along"), map[string]any{"answer": "comes"})
		if m := w.meeting("peter", "peter", m13); len(m["companion_answers"].([]any)) != 1 {
			t.Errorf("asked anew: %v", m)
		}
	})
}
