package api_test

import (
	"strings"
	"testing"
	"time"

	"tavlen/backend/testkit"
)

// That an alert changed is heard by those whom it tells and by nobody else, whichever process
// they are at: a message that Lone owes an answer is hers and Peter's, not the consultant's.
func TestOnlyWhoIsToldHearsThatSomethingWasNoticed(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		attend := func() {
			t.Helper()
			if err := w.App.Attend(t.Context(), planOf("peter")); err != nil {
				t.Fatal(err)
			}
		}
		w.say("peter", "peter", id("th-peter-lone"), "Kan vi tale i morgen?")
		for !has(w.attention("lone", "peter"), "unanswered_message") {
			attend()
			w.Clock.Move(15 * time.Minute)
			clear(w.clients)
		}
		other := w.instance(database)
		there := map[string]*listener{}
		for _, who := range []string{"maja", "lone"} {
			there[who] = &listener{t, who + " elsewhere", onInstance(t, other, w.as(who)).Stream("/stream")}
			there[who].hears("rev")
		}
		maja, lone, peter := w.listen("maja", "/stream", 1), w.listen("lone", "/stream", 1), w.listen("peter", path("peter", "stream"), 1)
		attend()
		peter.hears("noticed")
		lone.hears("noticed")
		if strings.HasPrefix(database, "postgres") { // on SQLite other processes look by themselves
			there["lone"].hears("noticed")
		}
		w.put("maja", path("peter", "goals", id("g1")), map[string]any{"title": "Et åbent mål", "why": "w"}, "If-Match", w.rev("maja", "peter"))
		maja.hears("rev")
		there["maja"].hears("rev")
	})
}
