package api_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/testkit"
)

// A reminder tells when the meeting is. It goes with what the citizen lets her contact see,
// and comes back with it: when she closes the meetings to him and opens them. After a pause
// it comes back when she asks him along anew.
func TestRemindersGoWithWhatIsShared(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		along := map[string]any{"meetings": "along", "until": until, "may": []string{"come_along"}}
		phone, who := w.letIn("Kim", along)
		w.put("peter", path("peter", "meetings", id("m13"), "answer"), map[string]any{"companions": []string{who}})
		due := func() (at []string) {
			t.Helper()
			list, _ := phone.Do("GET", "/me/reminders", nil).JSON(t)["reminders"].([]any)
			for _, r := range list {
				if r := r.(map[string]any); r["meeting"] == id("m13") && r["state"] == "scheduled" && r["due_at"].(string) > w.Clock.Now().UTC().Format(time.RFC3339) {
					at = append(at, r["due_at"].(string))
				}
			}
			slices.Sort(at)
			return at
		}
		contact := func(what string, body map[string]any) {
			t.Helper()
			w.put("peter", path("peter", "contacts", who, what), body)
		}
		first := due()
		if len(first) < 2 {
			t.Fatalf("at first: %v", first)
		}
		contact("sharing", map[string]any{"meetings": "none", "until": until})
		if got := due(); len(got) != 0 {
			t.Errorf("with no meetings open: %v", got)
		}
		contact("sharing", along)
		if got := due(); !slices.Equal(got, first) {
			t.Errorf("open again: %v, want %v", got, first)
		}
		contact("pause", map[string]any{"paused": true})
		contact("pause", map[string]any{"paused": false})
		if got := due(); len(got) != 0 {
			t.Errorf("after a pause, not asked anew: %v", got)
		}
		w.put("peter", path("peter", "meetings", id("m13"), "answer"), map[string]any{"companions": []string{who}})
		if got := due(); !slices.Equal(got, first) {
			t.Errorf("asked along anew after a pause: %v, want %v", got, first)
		}
	})
}
