package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestThresholdsAreLoadedOrRefused(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	file := filepath.Join(p.dir, "graenser.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if schema := must(t, "thresholds", "schema"); !strings.Contains(schema, "urn:tavlen:thresholds:1") {
		t.Error(schema)
	}
	good := "{\"schema\": \"tavlen-thresholds/1\",\n\"municipality\": [{\"valid_from\": \"2026-07-01\", \"rules\": {\"silence\": {\"amber\": 10}}}]}"
	write(good)
	if out := must(t, p.args("thresholds", "load", file)...); !strings.HasPrefix(out, "Thresholds loaded: 1 for everybody, and those of 0 citizens.") {
		t.Error(out)
	}
	write(strings.Replace(good, "10", "0", 1))
	refused(t, "nothing was loaded: "+file+": line 2: /municipality/0/rules/silence/amber: is 0", p.args("thresholds", "load", file)...)
	if out := must(t, p.args("verify-log")...); !strings.Contains(out, "none changed or missing") {
		t.Error(out)
	}
}
