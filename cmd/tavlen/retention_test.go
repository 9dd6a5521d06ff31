package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheTimesAreLoadedOrRefused(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	file := filepath.Join(p.dir, "frister.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if schema := must(t, "retention", "schema"); !strings.Contains(schema, "urn:tavlen:retention:1") {
		t.Error(schema)
	}
	good := must(t, "retention", "print")
	write(good)
	if out := must(t, p.args("retention", "load", file)...); !strings.HasPrefix(out, "Times loaded: 13 classes") {
		t.Error(out)
	}
	write(strings.Replace(good, `"from": "looked", "keep": { "years": 5 }`, `"from": "looked", "keep": { "days": 30 }`, 1))
	refused(t, "nothing was loaded: "+file+": /classes/10/keep", p.args("retention", "load", file)...)
	write(strings.Replace(good, `"from": "sent", "keep": { "days": 90 }`, `"from": "sent", "keep": { "days": 60 }`, 1))
	refused(t, "nothing was loaded: it is kept for less time than before: unsent_enclosures 60 days instead of 90 days, 0 go with the next run; give --yes", p.args("retention", "load", file)...)
	out := must(t, p.args("retention", "load", "--yes", file)...)
	if !strings.Contains(out, "Less: unsent_enclosures 60 days instead of 90 days, 0 go") || !strings.Contains(out, "Times loaded: 13") {
		t.Error(out)
	}
	write(good)
	if out := must(t, p.args("retention", "load", file)...); !strings.HasPrefix(out, "Times loaded: 13") {
		t.Error(out)
	}
	if out := must(t, p.args("retention", "receipts")...); !strings.Contains(out, "Nothing was deleted") {
		t.Error(out)
	}
	if out := must(t, p.args("doctor")...); !strings.Contains(out, "retention    nothing was to be deleted yet") {
		t.Error(out)
	}
	if out := must(t, p.args("verify-log")...); !strings.Contains(out, "none changed or missing") {
		t.Error(out)
	}
}
