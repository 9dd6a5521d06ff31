package api_test

import (
	"maps"
	"slices"
	"testing"

	"tavlen/backend/testkit"
)

// A team lead learns how many citizens wait for an answer, and nothing of who they are or
// why. What a confidential department owes someone is not counted.
func TestATeamLeadCountsWhoWaits(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		count := func() float64 {
			t.Helper()
			list := w.as("leder").Do("GET", "/citizens", nil).JSON(t)
			if keys := slices.Sorted(maps.Keys(list)); !slices.Equal(keys, []string{"citizens", "total", "waiting_total"}) || len(list["citizens"].([]any)) != 0 {
				t.Fatalf("a team lead is told %v", list)
			}
			return list["waiting_total"].(float64)
		}
		read := func(who, citizen, upTo string) {
			t.Helper()
			w.as(who).Do("POST", path(citizen, "messages", "read"), map[string]any{"thread": w.page(who, citizen, "")["thread"], "up_to": upTo})
		}
		before := count() // Peter's b20 and Sofie's sb5 lie unread
		if before < 2 {
			t.Fatalf("%v wait at first", before)
		}
		// One who waits for two things is one citizen.
		last := w.say("peter", "peter", "", "Er du der?")
		made := w.put("maja", path("peter", "efforts", id("e1")), map[string]any{"schedule_plain": "Mandag", "why": "Prøve"}, "If-Match", w.rev("maja", "peter"))["plan_change"].(string)
		answer := path("peter", "changes", made, "answer")
		w.put("peter", answer, map[string]any{"answer": "talk"})
		if n := count(); n != before {
			t.Errorf("with two more things from the same citizen %v wait, were %v", n, before)
		}
		read("maja", "peter", last)
		if n := count(); n != before {
			t.Errorf("with his answer still open %v wait, were %v", n, before)
		}
		w.put("maja", answer, map[string]any{"text": "Ja, det taler vi om."})
		if n := count(); n != before-1 {
			t.Errorf("when all is answered %v wait, were %v", n, before)
		}
		// Between him and the confidential department.
		for _, th := range w.page("peter", "peter", "")["threads"].([]any) {
			if th := th.(map[string]any); th["id"] != w.page("maja", "peter", "")["thread"] {
				w.say("peter", "peter", th["id"].(string), "Jeg ved ikke, om jeg kommer.")
			}
		}
		if n := count(); n != before-1 {
			t.Errorf("with a word to the confidential department %v wait, were %v", n, before-1)
		}
		w.say("peter", "peter", "", "Hej igen")
		if n := count(); n != before {
			t.Errorf("when he writes again %v wait, want %v", n, before)
		}
	})
}
