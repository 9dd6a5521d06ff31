package api_test

import (
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// What was opened before the citizen's key was thrown away is not shown from memory.
func TestNothingErasedIsShownFromMemory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, who := range []string{"peter", "maja"} {
		if !w.sees(who, "Cykelværkstedet") {
			t.Fatalf("%s does not see the plan", who)
		}
	}
	if err := w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.EraseDataKey(demo.PersonID("peter")) }); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"peter", "maja"} {
		for _, at := range []string{path("peter"), path("peter", "changes?since=0"), path("peter", "messages"), "/citizens", "/me"} {
			if r := w.as(who).Do("GET", at, nil); strings.Contains(string(r.Body), "Cykelværkstedet") || strings.Contains(string(r.Body), "Peter") {
				t.Errorf("%s reads %s: %d %s", who, at, r.Status, r.Body)
			}
		}
	}
	if r := w.as("sofie").Do("GET", path("sofie"), nil); r.Status != 200 {
		t.Errorf("another citizen's plan: %d %s", r.Status, r.Body)
	}
}
