package api_test

import (
	"fmt"
	"testing"
	"time"

	"tavlen/backend/testkit"
)

// An older message that was corrected comes with the newest page, so that a phone which holds
// it shows it as it is now: to who reads the thread, for a week, and not with an older page.
// On both databases.
func TestWhatBecameOfOlderMessages(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		old := w.say("maja", "peter", "", "Vi ses tirsdag")
		same := w.say("maja", "peter", "", "Har du det godt?")
		for i := range 3 {
			w.say("peter", "peter", "", fmt.Sprint("Ja ", i))
		}
		changed := func(query string) []any {
			t.Helper()
			list, _ := w.page("peter", "peter", query)["changed"].([]any)
			return list
		}
		if got := changed("?limit=2"); got != nil {
			t.Errorf("before anything changed: %v", got)
		}
		w.put("maja", path("peter", "messages", old, "text"), map[string]any{"text": "Vi ses onsdag"})
		got := changed("?limit=2")
		if len(got) != 1 || got[0].(map[string]any)["id"] != old || got[0].(map[string]any)["text"] != "Vi ses onsdag" || got[0].(map[string]any)["corrected"] == nil {
			t.Errorf("%v", got)
		}
		for what, query := range map[string]string{"it stands on the page": "?limit=5", "an older page": "?limit=1&before=" + same, "another thread": "?limit=1&thread=" + id("th-peter-lone")} {
			if got := changed(query); got != nil {
				t.Errorf("%s: %v", what, got)
			}
		}
		w.Clock.Move(7*24*time.Hour + time.Second)
		if got := changed("?limit=2"); got != nil {
			t.Errorf("after a week: %v", got)
		}
	})
}
