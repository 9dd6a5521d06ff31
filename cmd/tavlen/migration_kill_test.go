package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"tavlen/backend/store"
	"tavlen/backend/testkit"
	"tavlen/backend/testkit/pg"
)

// oldHouse is an installation whose data an older program left: how to get a copy of it, and
// what must be true of each copy.
type oldHouse struct {
	copy    func(t *testing.T) place
	schemas map[int64]string    // of a new database after each step
	columns map[string][]string // of the old schema
	before  map[string]string   // checksums of them
	newest  int64
	whole   map[string]string // checksums of every column after a migration that nobody disturbed
	moments int               // of that migration at which it can be killed
	first   int               // of them that a step takes part in
}

// migration starts `tavlen migrate` and kills it at a moment, 0 for none: before PostgreSQL hears
// of what it asks or, with answered, when that is done and the answer is under way. On SQLite
// half of a write is done. It gives the moments there were.
func (p place) migration(t *testing.T, preload string, at int, answered bool) (killed bool, moments []string) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = []string{asProgram + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + p.dir}
	cmd.Stdout, cmd.Stderr = &said, &said
	var err error
	if store.IsPostgres(p.database) {
		w, address := newWire(t, p.database)
		w.at, w.answered = at, answered
		through := p
		through.database = address
		cmd.Args = append(cmd.Args, through.args("migrate")...)
		if err = cmd.Start(); err != nil {
			t.Fatal(err)
		}
		w.open(cmd.Process.Kill)
		err = cmd.Wait()
		w.close()
		moments = w.asked
	} else {
		list := filepath.Join(t.TempDir(), "writes")
		cmd.Args = append(cmd.Args, p.args("migrate")...)
		cmd.Env = append(cmd.Env, "LD_PRELOAD="+preload, "WRITES="+list, "KILL_AT="+strconv.Itoa(at))
		err = cmd.Run()
		raw, missing := os.ReadFile(list)
		if missing != nil {
			t.Fatalf("it wrote nothing: %v\n%s", missing, &said)
		}
		moments = strings.Split(strings.TrimSpace(string(raw)), "\n")
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status, ok := exit.Sys().(syscall.WaitStatus)
		killed = ok && status.Signal() == syscall.SIGKILL
	}
	if err != nil && !killed {
		t.Fatalf("%v\n%s", err, &said)
	}
	return killed, moments
}

// newOldHouse makes the data, and migrates a first copy undisturbed.
func newOldHouse(t *testing.T, kind string, schema int64, preload string) *oldHouse {
	t.Helper()
	file := oldFile(t, schema)
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	keys := withTestKeys(t)
	h := &oldHouse{}
	var template pg.Template
	h.copy = func(t *testing.T) place {
		p := newPlace(t)
		if err := os.CopyFS(filepath.Join(p.dir, "keys"), os.DirFS(filepath.Dir(keys.keys()))); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(p.keys(), 0o600); err != nil {
			t.Fatal(err)
		}
		if kind == "postgres" {
			p.database = pg.DSN(t)
			template.CopyTo(t, p.database, func(dsn string) error {
				db := connect(t, dsn)
				stepTo(t, dsn, db, schema)
				fillFrom(t, file, dsn)
				return db.Close()
			})
			return p
		}
		if err := os.MkdirAll(filepath.Dir(p.file()), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p.file(), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := h.copy(t)
	old, fresh := p.where(), filepath.Join(t.TempDir(), "tavlen.db")
	if kind == "postgres" {
		fresh = pg.DSN(t)
	}
	h.schemas = schemas(t, fresh)
	h.newest = slices.Max(slices.Collect(maps.Keys(h.schemas)))
	db := connect(t, old)
	h.columns = columnsOf(t, old, db)
	h.before = sums(t, db, h.columns)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	killed, moments := p.migration(t, preload, 0, false)
	if killed {
		t.Fatal("killed by somebody else")
	}
	h.moments = len(moments)
	// What comes before is only the way to the database.
	h.first = max(0, slices.IndexFunc(moments, func(m string) bool { return strings.Contains(m, "advisory_lock") }))
	h.whole = h.done(t, p)
	return h
}

func (p place) where() string {
	if p.database != "" {
		return p.database
	}
	return p.file()
}

// done holds a finished migration against a new database and the old data, and gives the
// checksums of all there is.
func (h *oldHouse) done(t *testing.T, p place) map[string]string {
	t.Helper()
	db := connect(t, p.where())
	if now := schemaOf(t, p.where(), db); now != h.schemas[h.newest] {
		t.Errorf("the schema is\n%s\nand a new one is\n%s", now, h.schemas[h.newest])
	}
	if now := sums(t, db, h.columns); !maps.Equal(now, h.before) {
		t.Errorf("what was there is now\n%v\nand was\n%v", now, h.before)
	}
	all := sums(t, db, columnsOf(t, p.where(), db))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if p.database == "" {
		if got := integrity(t, p.file()); got != "ok" {
			t.Error(got)
		}
	}
	s := testkit.OpenStore(t, p.where(), testkit.NewClock(testkit.Anchor))
	if faults, deeds, err := s.VerifyAudit(t.Context()); err != nil || len(faults) > 0 || deeds == 0 {
		t.Errorf("%d deeds, %v, %v", deeds, faults, err)
	}
	return all
}

// killed migrates a copy, kills that at a moment, and migrates it again.
func (h *oldHouse) killed(t *testing.T, preload string, at int, answered bool) (where string) {
	t.Helper()
	p := h.copy(t)
	killed, moments := p.migration(t, preload, at, answered)
	if !killed {
		t.Fatalf("it came to its end before moment %d", at)
	}
	// Looking at a file would mend it: a copy is looked at, as the kill left it.
	seen := p.where()
	if p.database == "" {
		dir := filepath.Join(t.TempDir(), "seen")
		if err := os.CopyFS(dir, os.DirFS(filepath.Dir(p.file()))); err != nil {
			t.Fatal(err)
		}
		seen = filepath.Join(dir, filepath.Base(p.file()))
	}
	db := connect(t, seen)
	version := int64(0)
	if err := db.QueryRowContext(t.Context(), "SELECT max(version_id) FROM goose_db_version").Scan(&version); err != nil {
		t.Fatal(err)
	}
	where = fmt.Sprintf("schema %d, %s", version, strings.Join(strings.Fields(moments[at-1]), " "))
	if answered && p.database != "" {
		where += " (done, but not answered)"
	}
	if now := schemaOf(t, seen, db); now != h.schemas[version] {
		t.Errorf("%s: a step was done by half:\n%s", where, now)
	}
	if now := sums(t, db, h.columns); !maps.Equal(now, h.before) {
		t.Errorf("%s: what was there is now\n%v\nand was\n%v", where, now, h.before)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if again, _ := p.migration(t, preload, 0, false); again {
		t.Fatal("killed by somebody else")
	}
	if all := h.done(t, p); !maps.Equal(all, h.whole) {
		t.Errorf("%s: there is now\n%v\nand undisturbed\n%v", where, all, h.whole)
	}
	return where
}

// killMigrations kills the program that brings older data up to date, at so many moments spread
// evenly over all that it does, and starts it again.
func killMigrations(t *testing.T, kills int) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			preload := ""
			if kind == "sqlite" {
				preload = lib(t, "kills")
			}
			fell := 0
			// The first schema, and the last before a step that makes a table anew.
			for _, schema := range []int64{1, 13} {
				h := newOldHouse(t, kind, schema, preload)
				for i := range kills / 2 {
					at := h.first + 1 + (2*i+1)*(h.moments-h.first)/kills
					t.Logf("killed at %d of %d from schema %d: %s", at, h.moments, schema, h.killed(t, preload, at, i%2 == 1))
					fell++
				}
			}
			if !t.Failed() {
				t.Logf("%d kills, nothing lost and nothing by half", fell)
			}
		})
	}
}

// TestAKilledMigrationGoesOn is the small form of TestDrillKilledMigrations.
func TestAKilledMigrationGoesOn(t *testing.T) { killMigrations(t, 4) }
