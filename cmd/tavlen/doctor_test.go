package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// findings runs doctor and gives the state of each thing it looked at.
func findings(t *testing.T, p place) (code int, states map[string]finding) {
	t.Helper()
	code, out, _ := do(t, p.args("doctor", "--json")...)
	states = map[string]finding{}
	for line := range strings.Lines(out) {
		var f finding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		states[f.What] = f
	}
	return code, states
}

// TestDoctorNamesWhatIsWrongAndHowToMendIt: each thing is broken by itself, and told by name.
func TestDoctorNamesWhatIsWrongAndHowToMendIt(t *testing.T) {
	p := newPlace(t)
	maja, _, _ := strings.Cut(must(t, append(p.args("staff", "add"), "--name", "Maja Holm")...), " ")
	if maja == "" {
		t.Fatal("nobody")
	}
	id, _, _ := strings.Cut(must(t, p.args("staff", "list")...), " ")
	must(t, p.args("staff", "end", id)...)
	code, states := findings(t, p)
	for what, want := range map[string]string{"keys": "ok", "database": "ok", "schema": "ok", "audit log": "ok", "ledger": "ok", "data folder": "ok", "backup": "warn", "address": "warn"} {
		if states[what].State != want {
			t.Errorf("%s: %+v, want %s", what, states[what], want)
		}
	}
	if code != 0 {
		t.Errorf("exit %d without a fault", code)
	}
	_, key, _ := backedUp(t, p)
	if _, states = findings(t, p); states["backup"].State != "ok" {
		t.Errorf("after a backup: %+v, %s", states["backup"], key)
	}
	book := filepath.Join(p.dir, "ledger", "ledger.jsonl")
	broken := func(what, file string, change func([]byte) []byte, says string) {
		t.Helper()
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, change(append([]byte{}, doc...)), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, states := findings(t, p); code == 0 || states[what].State != "fault" || !strings.Contains(states[what].Says, says) {
			t.Errorf("%s: exit %d, %+v", what, code, states[what])
		}
		if err := os.WriteFile(file, doc, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	broken("ledger", book, func(b []byte) []byte { b[10] ^= 1; return b }, "line 1")
	broken("keys", p.keys(), func([]byte) []byte { return []byte("{}") }, "restore the file")
	broken("database", p.file(), func(b []byte) []byte { return b[:len(b)/2] }, "restore")
	if code, states := findings(t, p); code != 0 || states["database"].State != "ok" {
		t.Errorf("all is mended, and it says %+v", states)
	}
}
