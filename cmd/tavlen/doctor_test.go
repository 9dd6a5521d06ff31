package main

import (
	"database/sql"
	"encoding/json"
	"net"
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
	for what, want := range map[string]string{"keys": "ok", "database": "ok", "schema": "ok", "audit log": "ok", "ledger": "ok", "data folder": "ok", "backup": "warn", "address": "warn", "clock": "ok", "recipient": "warn", "proxies": "ok", "mail": "ok", "MitID": "ok", "staff sign-in": "ok", "disk": "ok"} {
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
	broken("ledger", book, func([]byte) []byte { return nil }, "is lost, or older than the database")
	broken("keys", p.keys(), func([]byte) []byte { return []byte("{}") }, "restore the file")
	broken("database", p.file(), func(b []byte) []byte { return b[:len(b)/2] }, "restore")
	if code, states := findings(t, p); code != 0 || states["database"].State != "ok" {
		t.Errorf("all is mended, and it says %+v", states)
	}
}

// TestDoctorLooksOutside: what does not answer, or not as the settings say, is told by name.
func TestDoctorLooksOutside(t *testing.T) {
	p := newPlace(t)
	must(t, append(p.args("staff", "add"), "--name", "Maja Holm")...)
	says := func(what, state, part string, args ...string) {
		t.Helper()
		_, out, _ := do(t, append(p.args("doctor", "--json"), args...)...)
		for line := range strings.Lines(out) {
			var f finding
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			if f.What == what && f.State == state && strings.Contains(f.Says, part) {
				return
			}
		}
		t.Errorf("%s is not %s, %q:\n%s", what, state, part, out)
	}
	// Nobody listens there: the port was given back.
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := ln.Addr().String()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	public, _, _ := strings.Cut(must(t, "backup", "--new-key", filepath.Join(t.TempDir(), "key")), "\n")
	says("recipient", "ok", "1 keys", "--recipient", public)
	says("recipient", "fault", "TAVLEN_BACKUP_RECIPIENT", "--recipient", "age1x")
	says("mail", "fault", "TAVLEN_SMTP_URL", "--smtp-url", "smtp+starttls://"+nobody, "--smtp-from", "tavlen@example.dk")
	db, err := sql.Open("sqlite3", p.file())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "UPDATE audit SET at = 32503680000000 WHERE seq = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	says("clock", "fault", "time server")
}
