package api_test

import (
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// TestACalendarOfAPausedContactStandsStill: what changes of a meeting that was over when the
// citizen paused him (it is moved to a new day, renamed, called off) stands in no calendar of
// his. What he had stays, and nothing in it tells that it stands still. On both databases.
func TestACalendarOfAPausedContactStandsStill(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		anette := string(demo.PersonID("anette"))
		feed := w.feed("anette", map[string]any{"on": true, "titles": "full"})
		lasting := func(lines []string) (out []string) {
			for _, l := range lines {
				if !strings.HasPrefix(l, "DTSTAMP:") {
					out = append(out, l)
				}
			}
			return out
		}
		one := path("peter", "meetings", id("m08"), "calendar")
		file := func() string {
			r := w.as("anette").Do("GET", one, nil)
			if r.Status != 200 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			return strings.Join(lasting(strings.Split(string(r.Body), "\r\n")), "\n")
		}
		before := file()
		beginning(t, w.fetch(feed), "20261106T092000")

		w.put("peter", path("peter", "contacts", anette, "pause"), map[string]any{"paused": true})
		stood := strings.Join(lasting(w.fetch(feed)), "\n")
		if !strings.Contains(stood, "20261106T092000") || file() != before {
			t.Errorf("what was over is gone:\n%s", stood)
		}
		for _, change := range []map[string]any{
			{"start": "2026-12-11T11:10:00+01:00", "end": "2026-12-11T11:40:00+01:00"}, {"title": "Noget helt andet"}, {"place": map[string]any{"name": "Et nyt sted"}},
		} {
			change["why"] = "Nyt"
			w.put("maja", path("peter", "meetings", id("m08")), change, "If-Match", w.rev("maja", "peter"))
			if now := strings.Join(lasting(w.fetch(feed)), "\n"); now != stood {
				t.Errorf("%v: his calendar says\n%s", change, now)
			}
			if now := file(); now != before {
				t.Errorf("%v: the meeting's file says\n%s", change, now)
			}
		}

		w.put("peter", path("peter", "contacts", anette, "pause"), map[string]any{"paused": false})
		if e := beginning(t, w.fetch(feed), "20261211T111000"); e["SEQUENCE"] == "0" {
			t.Errorf("after the pause: %v", e)
		}
	})
}
