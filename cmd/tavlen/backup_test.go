package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tavlen/backend/testkit/pg"
)

// backedUp makes an installation that runs, a key and a backup.
func backedUp(t *testing.T, p place) (file, key string, again func() place) {
	t.Helper()
	dir := t.TempDir()
	file, key = filepath.Join(dir, "tavlen.age"), filepath.Join(dir, "private")
	public, _, _ := strings.Cut(must(t, "backup", "--new-key", key), "\n")
	out := must(t, p.args("backup", file, "--recipient", public)...)
	if !strings.Contains(out, "rows") || strings.Contains(out, "SECRET") {
		t.Errorf("it says %q", out)
	}
	return file, key, func() place {
		// Another machine: the keys and the ledger are carried there, the data is not.
		to := newPlace(t)
		for _, part := range []string{"keys", "ledger"} {
			if err := os.CopyFS(filepath.Join(to.dir, part), os.DirFS(filepath.Join(p.dir, part))); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(to.keys(), 0o600); err != nil {
			t.Fatal(err)
		}
		return to
	}
}

// TestBackupAndRestoreByTheCommands: beside a server that runs, and on another machine.
func TestBackupAndRestoreByTheCommands(t *testing.T) {
	for name, database := range map[string]func(*testing.T) string{"sqlite": func(*testing.T) string { return "" }, "postgres": func(t *testing.T) string { return pg.DSN(t) }} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			p.database = database(t)
			s := serving(t, p.args("serve")...)
			maja := signIn(t, s.at, p.staffLink(t, "Maja Holm"))
			maja.want(t, 200, "GET", "/api/v1/me", nil)
			staff := must(t, p.args("staff", "list")...)
			file, key, elsewhere := backedUp(t, p)
			id, _, _ := strings.Cut(staff, " ")
			must(t, p.args("staff", "end", id)...)

			to := elsewhere()
			to.database = database(t)
			out := must(t, to.args("restore", file, "--identity", key)...)
			for _, says := range []string{"1 sessions ended", "disabled_person, 1"} {
				if !strings.Contains(out, says) {
					t.Errorf("%q is not in %q", says, out)
				}
			}
			if got := must(t, to.args("staff", "list")...); !strings.Contains(got, "Maja Holm") {
				t.Errorf("staff: %q", got)
			}
			must(t, to.args("verify-log")...)
			// Her cookies and a new link open nothing: she was shut out after the backup.
			other := serving(t, to.args("serve")...)
			maja.url = other.at
			if status, answer, err := maja.send("GET", "/api/v1/me", nil); err != nil || status != 401 {
				t.Errorf("%d %s %v", status, answer, err)
			}
			refused(t, "", to.args("restore", file, "--identity", key)...)
		})
	}
}

func TestWhatBackupAndRestoreRefuse(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Holm")
	file, key, elsewhere := backedUp(t, p)
	refused(t, "nobody to encrypt it to", p.args("backup", filepath.Join(t.TempDir(), "x"))...)
	refused(t, "replaces no file", p.args("backup", file, "--recipient", strings.TrimSpace(strings.Split(must(t, "backup", "--new-key", filepath.Join(t.TempDir(), "k")), "\n")[0]))...)
	refused(t, "no private key", elsewhere().args("restore", file, "--identity", file)...)
	refused(t, "cannot be used", elsewhere().args("restore", key, "--identity", key)...)
	// T22: the keys of another installation.
	other := newPlace(t)
	other.staffLink(t, "En anden")
	if err := os.RemoveAll(filepath.Dir(other.file())); err != nil {
		t.Fatal(err)
	}
	refused(t, "of another installation", other.args("restore", file, "--identity", key)...)
	refused(t, "nothing was erased", p.args("erase", "x", "--reason", "wish")...)
	refused(t, "nobody was erased", p.args("erase", "x", "--reason", "wish", "--yes")...)
}
