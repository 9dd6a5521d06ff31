package api_test

import (
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// What the citizen corrects after it was read is to be read again: it counts as unread, rings
// who had read it and who stands in, and is waited for like any words of hers. What nobody has
// read yet rings nobody twice. On both databases.
func TestWhatIsCorrectedAfterItWasReadIsReadAgain(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		unread := func() (n int) {
			for _, m := range w.page("maja", "peter", "?limit=100")["messages"].([]any) {
				if m := m.(map[string]any); m["from"] == string(demo.PersonID("peter")) && m["read_at"] == nil {
					n++
				}
			}
			return n
		}
		read := func(message string) {
			t.Helper()
			if r := w.as("maja").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": demo.ThreadID(planOf("peter")), "up_to": message}); r.Status/100 != 2 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
		}
		w.say("maja", "peter", "", "Hvordan går det?")
		id := w.say("peter", "peter", "", "Det går fint")
		at := path("peter", "messages", id, "text")
		alerts := func(when string, maja, jonas int) {
			t.Helper()
			if m, j := w.alerts("maja", id), w.alerts("jonas", id); m != maja || j != jonas {
				t.Errorf("%s: Maja is alerted %d times, Jonas %d, want %d and %d", when, m, j, maja, jonas)
			}
		}
		before := unread()
		w.put("peter", at, map[string]any{"text": "Det går nogenlunde"})
		alerts("not read yet", 1, 0)
		if got := unread(); got != before {
			t.Errorf("%d unread, %d before", got, before)
		}
		read(id)
		w.say("maja", "peter", "", "Godt at høre")
		if w.promise("peter")["expected_by"] != nil {
			t.Fatal("he waits though he was answered")
		}
		w.Clock.Move(time.Minute)
		key := newID()
		for range 2 {
			w.put("peter", at, map[string]any{"text": "Jeg kan ikke mere"}, "Idempotency-Key", key)
			w.put("peter", at, map[string]any{"text": "Jeg kan ikke mere"})
		}
		alerts("read before", 2, 0)
		if got := unread(); got != 1 {
			t.Errorf("%d unread, want the one that was corrected", got)
		}
		if w.promise("peter")["expected_by"] == nil {
			t.Error("nobody owes him an answer")
		}
		read(id)
		// Her deputy may have read it while he stands in; he is told though she was not there.
		w.openWindow()
		w.Clock.Move(time.Minute)
		w.put("peter", at, map[string]any{"text": "Jeg kan slet ikke mere"})
		alerts("with a deputy", 3, 1)
		w.Clock.Move(time.Minute)
		w.put("peter", at, map[string]any{"text": "Jeg kan slet, slet ikke mere"})
		alerts("not read by her since", 3, 2)
		if list := w.promised("maja", domain.ID(id)); len(list) != 3 {
			t.Errorf("%v", list)
		}
		// Staff's own correction rings nobody, as before.
		theirs := w.say("maja", "peter", "", "Jeg ringer kl. 10")
		if r := w.as("peter").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": demo.ThreadID(planOf("peter")), "up_to": theirs}); r.Status/100 != 2 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		w.put("maja", path("peter", "messages", theirs, "text"), map[string]any{"text": "Jeg ringer kl. 11"})
		if n := w.alerts("peter", theirs); n != 1 {
			t.Errorf("Peter is alerted %d times", n)
		}
	})
}
