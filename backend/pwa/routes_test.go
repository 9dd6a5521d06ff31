package pwa

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The router in the browser and the fallback here must know the same rooms: a
// route that only the router knows is a 404 on reload.
func TestRootsAreTheRoutersOwn(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("..", "..", "frontend", "src", "app", "routes.ts"))
	if err != nil {
		t.Fatal(err)
	}
	router := make(map[string]bool)
	for _, m := range regexp.MustCompile(`pattern: /\^\\/(?:\(\?:)?([a-z-]+(?:\|[a-z-]+)*)`).FindAllSubmatch(source, -1) {
		for _, root := range strings.Split(string(m[1]), "|") {
			router[root] = true
		}
	}
	if diff := cmp.Diff(router, roots); diff != "" {
		t.Errorf("-router +fallback\n%s", diff)
	}
}

func TestClientRoute(t *testing.T) {
	for path, want := range map[string]struct{ known, secret bool }{
		"/":               {true, false},
		"/i-dag":          {true, false},
		"/ind":            {true, false},
		"/ind/":           {true, false},
		"/ind/abc":        {true, true},
		"/ind/abc/":       {true, true},
		"/bord/a/b_c/D-1": {true, false},
		"/bord//a":        {},
		"/i-dag2":         {},
		"/I-dag":          {},
		"/tavlen/æ":       {},
		"/tavlen/x.js":    {},
		"/tavlen/%2e":     {},
		"":                {},
	} {
		known, secret := clientRoute(path)
		if known != want.known || secret != want.secret {
			t.Errorf("%q: got %v %v", path, known, secret)
		}
	}
}
