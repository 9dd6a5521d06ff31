package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheConsentTextsAreLoadedOrRefused(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	file := filepath.Join(p.dir, "samtykker.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if schema := must(t, "consents", "schema"); !strings.Contains(schema, "urn:tavlen:consents:1") {
		t.Error(schema)
	}
	good := must(t, "consents", "print")
	write(good)
	if out := must(t, p.args("consents", "load", file)...); !strings.HasPrefix(out, "Texts loaded: 4.") {
		t.Error(out)
	}
	write(strings.Replace(good, `"months": 12`, `"months": 13`, 1))
	refused(t, "nothing was loaded: "+file+": /texts/0/months", p.args("consents", "load", file)...)
	if out := must(t, p.args("verify-log")...); !strings.Contains(out, "none changed or missing") {
		t.Error(out)
	}
}
