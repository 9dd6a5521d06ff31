package api_test

import (
	"fmt"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// What her people wrote is counted for the citizen with all the rest that waits for her, and
// said to nobody else; what she does not hear or cannot read any more is not counted.
func TestWhatHerPeopleWroteIsCounted(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		anette := string(demo.PersonID("anette"))
		badge := func() int {
			t.Helper()
			n, err := w.App.Badge(t.Context(), demo.PersonID("peter"))
			if err != nil || n == nil {
				t.Fatal(n, err)
			}
			return *n
		}
		before := badge()
		counts := func(when string, want int) {
			t.Helper()
			if got := badge() - before; got != want {
				t.Errorf("%s: %d more on his icon, want %d", when, got, want)
			}
			page := w.page("peter", "peter", "")
			if got := page["of_people"]; want == 0 && got != nil || want > 0 && got != float64(want) {
				t.Errorf("%s: his phone is told %v, want %d", when, got, want)
			}
			for _, who := range []string{"maja", "vibeke", "anette"} {
				if body := string(w.as(who).Do("GET", path("peter", "messages"), nil).Body); strings.Contains(body, "of_people") {
					t.Errorf("%s: %s is told: %s", when, who, body)
				}
			}
		}
		counts("before", 0)
		first := newID()
		accepted(t, w.asAnette(first, "Hej"))
		accepted(t, w.asAnette(newID(), "Er du der?"))
		counts("two", 2)
		set := func(what string, body map[string]any) {
			t.Helper()
			w.put("peter", path("peter", "contacts", anette, what), body)
		}
		set("mute", map[string]any{"muted": true})
		accepted(t, w.asAnette(newID(), "Svar mig"))
		counts("what he does not hear", 2)
		read := w.as("peter").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": lineOf(anette), "up_to": first})
		if read.Status != 200 {
			t.Fatal(fmt.Sprint(read.Status, " ", string(read.Body)))
		}
		counts("one is read", 1)
		w.put("peter", path("peter", "messages", newID()), map[string]any{"thread": lineOf(anette), "text": "Ja"})
		counts("his own", 1)
		set("removal", map[string]any{})
		counts("she is let in no more", 0)
	})
}
