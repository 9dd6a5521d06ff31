package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// headed serves until the day's head is written, and gives its file.
func (p place) headed(t *testing.T) string {
	t.Helper()
	r := serving(t, p.args("serve")...)
	for !strings.Contains(r.log.String(), `"msg":"audit head"`) {
		select {
		case <-r.log.grown:
		case <-t.Context().Done():
			t.Fatalf("no head was written:\n%s", r.log)
		}
	}
	r.stop()
	return filepath.Join(p.dir, "ledger", "heads.jsonl")
}

// TestVerifyLogComparesWithWhatIsOutside: a file of heads that was cut, and one that does not
// hold against a copy kept elsewhere, are named, and the command fails.
func TestVerifyLogComparesWithWhatIsOutside(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	file := p.headed(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(p.dir, "copy.jsonl")
	if err := os.WriteFile(kept, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := must(t, p.args("verify-log", "--heads", kept)...); !strings.Contains(out, "They hold against 1 daily heads.") {
		t.Error(out)
	}
	if code, _, stderr := do(t, p.args("verify-log", "--heads", kept+"x")...); code == 0 || !strings.Contains(stderr, "no file of heads") {
		t.Errorf("a copy that is not there: %d %s", code, stderr)
	}
	fails := func(what, says string) {
		t.Helper()
		code, out, stderr := do(t, p.args("verify-log", "--heads", kept)...)
		if code == 0 || !strings.Contains(out, says) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, want %q\n%s\n%s", what, code, says, out, stderr)
		}
	}
	write := func(doc []byte) {
		if err := os.WriteFile(file, doc, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(nil)
	fails("cut", "the file of heads was cut or put back")
	fails("cut", "what stands in "+kept+" is not in it any more")
	write(bytes.Replace(whole, []byte(`"n":1`), []byte(`"n":2`), 1))
	fails("changed", "line 1 was changed")
	write(whole)
	db, err := sql.Open("sqlite3", p.file())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "DELETE FROM audit WHERE seq = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	fails("a deed taken out", "chain installation, deed 1: is missing; it was there when the head of ")
}
