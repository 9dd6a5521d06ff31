package api_test

import (
	"slices"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Who was not asked to drive cannot say that he does: the tick decides, and before there were
// ticks, that he is down as the one who fetches her. On both databases.
func TestOnlyWhoMayDriveDrives(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		anette := demo.PersonID("anette")
		w.put("peter", path("peter", "meetings", id("m13"), "answer"), map[string]any{"companions": []domain.ID{anette, demo.PersonID("kalle")}})
		drives := func(who string) testkit.Response {
			return w.as(who).Do("PUT", path("peter", "meetings", id("m13"), "along"), map[string]any{"answer": "drives"})
		}
		w.unchanged("driving without a tick", func() {
			checkProblem(t, "no tick", drives("anette"), 422, domain.CodeNotOffered)
		})
		accepted(t, drives("kalle"))
		// Down as the driver of one from before the ticks.
		w.put("maja", path("peter", "meetings", id("m13")), map[string]any{"transport": map[string]any{"who": anette, "leaves": "2026-12-09T12:20:00+01:00"}, "why": "Anette har bil"}, "If-Match", w.rev("maja", "peter"))
		accepted(t, drives("anette"))
		// The tick is taken: down or not, he may not.
		at := path("peter", "contacts", string(anette), "sharing")
		share := w.as("peter").Do("GET", at, nil).JSON(t)
		if may, _ := share["may"].([]any); !slices.Contains(may, any("drive")) {
			t.Errorf("she was asked to drive, and the ticks start with %v", may)
		}
		share["may"] = []string{"come_along"}
		w.put("peter", at, share)
		accepted(t, w.as("anette").Do("PUT", path("peter", "meetings", id("m13"), "along"), map[string]any{"answer": "comes"}))
		checkProblem(t, "no tick any more", drives("anette"), 422, domain.CodeNotOffered)
		share["may"] = []string{"come_along", "drive"}
		w.put("peter", at, share)
		accepted(t, drives("anette"))
	})
}
