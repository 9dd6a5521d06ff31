package api_test

import (
	"encoding/json"
	"slices"
	"testing"
)

// Whoever has a plan on his desk sees in its row that it has ended; opened again, it says so no more.
func TestTheDeskSaysThatAPlanHasEnded(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		plan, citizen := newID(), newID()
		if r := w.as("maja").Do("PUT", "/citizens/"+citizen, map[string]any{"name": "Nina Ny", "plan": map[string]any{"id": plan}}); r.Status >= 300 {
			t.Fatalf("no plan: %d %s", r.Status, r.Body)
		}
		ended := func() map[string]string {
			var v struct {
				Citizens []struct{ Plan struct{ ID, Ended string } }
			}
			if r := w.as("maja").Do("GET", "/citizens", nil); r.Status != 200 || json.Unmarshal(r.Body, &v) != nil {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			out := map[string]string{}
			for _, c := range v.Citizens {
				out[c.Plan.ID] = c.Plan.Ended
			}
			return out
		}
		if r := w.as("maja").Do("PUT", "/plans/"+plan+"/end", endOfPlan()); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		got := ended()
		if len(got) < 2 || got[plan] != "2026-11-24" {
			t.Errorf("its row: %q", got)
		}
		for id, day := range got {
			if id != plan && day != "" {
				t.Errorf("%s has not ended, and says %s", id, day)
			}
		}
		if r := w.as("maja").Do("PUT", "/plans/"+plan+"/reopened", map[string]any{"why": "Jobbet blev ikke til noget."}); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		if got := ended(); got[plan] != "" {
			t.Errorf("opened again: %q", got[plan])
		}
	})
}

// A screen that was open, or a plan that lies on a device, learns from the changes what may be done on
// it now: when it ends nothing new is offered, and when it is opened again all of it is.
func TestAnEndChangesWhatScreensOffer(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		plan, citizen := newID(), newID()
		if r := w.as("maja").Do("PUT", "/citizens/"+citizen, map[string]any{"name": "Nina Ny", "plan": map[string]any{"id": plan}}); r.Status >= 300 {
			t.Fatalf("no plan: %d %s", r.Status, r.Body)
		}
		type seen struct {
			Rev    string
			Viewer struct{ May []string }
		}
		var at seen
		if r := w.as("maja").Do("GET", "/plans/"+plan, nil); r.Status != 200 || json.Unmarshal(r.Body, &at) != nil {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		for _, step := range []struct {
			path   string
			body   map[string]any
			offers bool
		}{
			{"/end", endOfPlan(), false},
			{"/reopened", map[string]any{"why": "Jobbet blev ikke til noget."}, true},
		} {
			if r := w.as("maja").Do("PUT", "/plans/"+plan+step.path, step.body); r.Status != 200 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			var changes struct{ Plan *seen }
			if r := w.as("maja").Do("GET", "/plans/"+plan+"/changes?since="+at.Rev, nil); r.Status != 200 || json.Unmarshal(r.Body, &changes) != nil || changes.Plan == nil {
				t.Fatalf("%s: %d %s", step.path, r.Status, r.Body)
			}
			at = *changes.Plan
			if slices.Contains(at.Viewer.May, "put_meeting") != step.offers {
				t.Errorf("%s: %q", step.path, at.Viewer.May)
			}
		}
	})
}
