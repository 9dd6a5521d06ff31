package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheTeamIsLoadedOrRefused(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	file := filepath.Join(p.dir, "udredning.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if schema := must(t, "assessment", "schema"); !strings.Contains(schema, "urn:tavlen:assessment:1") {
		t.Error(schema)
	}
	good := must(t, "assessment", "print")
	write(good)
	if out := must(t, p.args("assessment", "load", file)...); !strings.HasPrefix(out, "Team loaded: 3 talks of 30 minutes.") {
		t.Error(out)
	}
	write(strings.Replace(good, `"minutes": 30,`, `"minutes": 30, "minuts": 3,`, 1))
	refused(t, "nothing was loaded: "+file+": line 4: /minuts: unknown field", p.args("assessment", "load", file)...)
	if out := must(t, p.args("verify-log")...); !strings.Contains(out, "none changed or missing") {
		t.Error(out)
	}
}
