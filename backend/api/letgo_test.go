package api_test

import (
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// A professional is let in by being named on something, and out again when nothing names
// him any more: at once, on his open stream, and until he is named again.
func TestWhoIsNamedOnNothingSeesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	mie := demo.PersonID("mie")
	opens := func() int { return w.as("mie").Do("GET", path("peter"), nil).Status }
	if opens() != 404 {
		t.Fatal("Mie has nothing to do with Peter")
	}
	start := w.Clock.Now().Add(48 * time.Hour)
	effort, meeting, agreement := string(domain.NewID()), string(domain.NewID()), string(domain.NewID())
	accepted(t, w.as("maja").Do("PUT", path("peter", "efforts", effort), map[string]any{"title": "Madlavning", "department": "social", "status": "planned", "responsible": mie, "why": "Godt for Peter"}))
	accepted(t, w.as("maja").Do("PUT", path("peter", "meetings", meeting), map[string]any{"title": "Første gang", "form": "walk", "start": start, "end": start.Add(time.Hour), "with": []domain.ID{mie}, "why": "Godt for Peter"}))
	accepted(t, w.as("maja").Do("PUT", path("peter", "agreements", agreement), map[string]any{"text": "Mie ringer", "responsible": mie, "why": "Godt for Peter"}))
	if opens() != 200 {
		t.Fatal("who is named may not open the plan")
	}
	// What she wrote and noted herself does not keep her.
	accepted(t, w.write("mie", "agreements", "", map[string]any{"text": "Peter køber ind", "responsible": demo.PersonID("peter"), "why": "Vi aftalte det"}))
	gone := w.listen("mie", path("peter", "stream"), 1)
	accepted(t, w.write("maja", "efforts", effort, map[string]any{"responsible": demo.PersonID("vibeke"), "why": "Vibeke har tid"}))
	accepted(t, w.write("maja", "agreements", agreement, map[string]any{"responsible": demo.PersonID("maja"), "why": "Maja ringer selv"}))
	if opens() != 200 {
		t.Fatal("who still comes to a meeting may not open the plan")
	}
	accepted(t, w.write("maja", "meetings", meeting, map[string]any{"with": []domain.ID{demo.PersonID("vibeke")}, "why": "Vibeke har tid"}))
	for _, at := range []string{path("peter"), path("peter", "changes?since=x"), path("peter", "messages"), path("peter", "stream")} {
		if r := w.as("mie").Do("GET", at, nil); r.Status != 404 {
			t.Errorf("%s: %d %s", at, r.Status, r.Body)
		}
	}
	for e := gone.next(); e.ID != ""; e = gone.next() {
		// until she is told to look for herself; the stream of the plan ends with that
	}
	if r := w.as("mie").Do("PUT", path("peter", "agreements", agreement), map[string]any{"text": "Mie ringer", "why": "Prøver"}); r.Status != 404 {
		t.Errorf("she writes: %d %s", r.Status, r.Body)
	}
	w.Clock.Move(time.Second)
	accepted(t, w.write("maja", "agreements", agreement, map[string]any{"responsible": mie, "why": "Mie igen"}))
	if opens() != 200 {
		t.Error("who is named again may not open the plan")
	}
	// Whoever hands her own work on lets herself out.
	accepted(t, w.write("mie", "agreements", agreement, map[string]any{"responsible": demo.PersonID("maja"), "why": "Maja ringer"}))
	if opens() != 404 {
		t.Error("who handed on what she had still opens the plan")
	}
	// Those who are in a thread with the citizen, or are listed, stay.
	accepted(t, w.write("maja", "steps", id("g1s5"), map[string]any{"note": "Godt", "why": "Peter sagde det"}))
	for _, who := range []string{"vibeke", "lone", "frida", "palle", "sanne"} {
		if r := w.as(who).Do("GET", path("peter"), nil); r.Status != 200 {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
}
