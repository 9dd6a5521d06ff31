package api_test

import (
	"testing"

	"tavlen/backend/testkit"
)

// What proves that nothing was changed must see it when something was.
func TestEverythingSeesEveryWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	before := w.everything("peter")
	if w.everything("peter") != before {
		t.Error("the same plan twice is not the same")
	}
	w.put("maja", path("peter", "goals", id("g1")), map[string]any{"title": "Et godt job", "why": "Peter sagde det"}, "If-Match", w.rev("maja", "peter"))
	after := w.everything("peter")
	if after == before {
		t.Error("a write over HTTP is not seen")
	}
	w.openWindow()
	if w.everything("peter") == after {
		t.Error("a write beside HTTP is not seen")
	}
}
