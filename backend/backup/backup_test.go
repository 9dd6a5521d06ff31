package backup_test

import (
	"bytes"
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
	_ "github.com/mattn/go-sqlite3"    // registers "sqlite3"

	"tavlen/backend/backup"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

func (in *installation) log() *slog.Logger { return testkit.Quiet() }

// wrapped gives a citizen's data key as it lies in the database.
func (in *installation) wrapped(owner domain.ID) (key []byte) {
	in.t.Helper()
	driver, query := "sqlite3", "SELECT wrapped FROM data_key WHERE owner_id = ?"
	if in.Store.Postgres() {
		driver, query = "pgx", "SELECT wrapped FROM data_key WHERE owner_id = $1"
	}
	db, err := sql.Open(driver, in.database)
	if err != nil {
		in.t.Fatal(err)
	}
	defer db.Close()
	err = db.QueryRowContext(in.t.Context(), query, string(owner)).Scan(&key)
	if err != nil || len(key) == 0 {
		in.t.Fatal(err)
	}
	return key
}

// databases gives the bytes of the database and of what lies beside it. PostgreSQL's lie with
// its server; what can be asked of it is asked elsewhere.
func (in *installation) databases() (out [][]byte) {
	in.t.Helper()
	if in.Store.Postgres() {
		return nil
	}
	files, err := filepath.Glob(in.database + "*")
	if err != nil || len(files) == 0 {
		in.t.Fatal(files, err)
	}
	for _, f := range files {
		doc, err := os.ReadFile(f)
		if err != nil {
			in.t.Fatal(err)
		}
		out = append(out, doc)
	}
	return out
}

// TestABackupIsForItsKeyAlone is T27: nothing of the installation can be seen in the file, and
// no part of it opens when a byte is missing or another.
func TestABackupIsForItsKeyAlone(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		in.say("peter", "KANARIE-1d20b7")
		file := in.backup("alone.age")
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, canary := range []string{"KANARIE", "SQLite format", "plan_item", "manifest", string(in.planOf(in.Store, "peter").ID)} {
			if bytes.Contains(whole, []byte(canary)) {
				t.Errorf("%q can be read", canary)
			}
		}
		ids := []age.Identity{in.key}
		if _, err := backup.Verify(t.Context(), file, ids); err != nil {
			t.Error(err)
		}
		if _, err := backup.Verify(t.Context(), file, []age.Identity{newKey(t)}); err == nil || !strings.Contains(err.Error(), "another key") {
			t.Errorf("another key: %v", err)
		}
		broken := filepath.Join(in.dir, "broken.age")
		for _, n := range []int{0, 100, len(whole) / 2, len(whole) - 70000, len(whole) - 1} {
			cut := whole[:n]
			changed := bytes.Clone(whole)
			changed[n] ^= 1
			for what, doc := range map[string][]byte{"cut": cut, "changed": changed} {
				if err := os.WriteFile(broken, doc, 0o600); err != nil {
					t.Fatal(err)
				}
				if _, err := backup.Verify(t.Context(), broken, ids); err == nil {
					t.Errorf("%s at %d of %d: passes", what, n, len(whole))
				}
			}
		}
		if left, err := filepath.Glob(filepath.Join(in.dir, ".backup-*")); err != nil || len(left) > 0 {
			t.Errorf("left: %v, %v", left, err)
		}
	})
}

func TestWhatABackupRefuses(t *testing.T) {
	in := &installation{Server: testkit.NewServer(t, testkit.Options{}), t: t, dir: t.TempDir(), key: newKey(t)}
	file := in.backup("first.age")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Create(t.Context(), in.Store, in.order(file)); err == nil {
		t.Error("replaced a backup")
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the first is not what it was: %v", err)
	}
	to := in.order(filepath.Join(in.dir, "nobody.age"))
	to.Recipients = nil
	if _, err := backup.Create(t.Context(), in.Store, to); err == nil {
		t.Error("written in clear")
	}
	if _, err := os.Stat(to.File); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something lies there: %v", err)
	}
	// T22: another installation's keys open nothing, whoever holds the private key.
	other := in.elsewhere(file)
	other.Store.Keys.Index = bytes.Repeat([]byte{8}, 32)
	if _, err := backup.Restore(t.Context(), other); err == nil || !strings.Contains(err.Error(), "another installation") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(filepath.Dir(other.Store.Database)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something lies there: %v", err)
	}
	// What would be covered is refused.
	for _, there := range []string{"tavlen.db", "tavlen.db-wal", "files/ab/x"} {
		full := in.elsewhere(file)
		path := filepath.Join(filepath.Dir(full.Store.Database), there)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("x"), 0o600)); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Restore(t.Context(), full); err == nil {
			t.Errorf("put over %s", there)
		}
		if doc, err := os.ReadFile(path); err != nil || string(doc) != "x" {
			t.Errorf("%s: %q, %v", there, doc, err)
		}
	}
}

func TestKeys(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	public, err := backup.NewKey(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.NewKey(file); err == nil {
		t.Error("replaced a key")
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if to, err := backup.Recipients([]string{public, " "}); err != nil || len(to) != 1 {
		t.Errorf("%v, %v", to, err)
	}
	private, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.TrimSpace(string(private[bytes.IndexByte(private, '\n'):]))
	for _, wrong := range []string{"x", secret} {
		if to, err := backup.Recipients([]string{wrong}); err == nil || strings.Contains(err.Error(), "SECRET-KEY-1") {
			t.Errorf("%v, %v", to, err)
		}
	}
	if ids, err := backup.Identities(file); err != nil || len(ids) != 1 {
		t.Errorf("%v, %v", ids, err)
	}
}
