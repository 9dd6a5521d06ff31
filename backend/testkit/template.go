package testkit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/store"
	"tavlen/backend/testkit/pg"
)

// The demo municipality is some thousand writes. Replaying them for every test would be
// most of what the tests do, so a test process replays them once for each kind of
// database, and each test gets a copy.
var (
	template struct {
		sync.Mutex
		file []byte
		set  *demo.Set
	}
	postgresTemplate pg.Template
)

// DemoFile writes a SQLite database that holds the case files, as loaded with the clock
// at Anchor, into a folder of the test's own and gives its name. OpenStore opens it.
func DemoFile(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "tavlen.db")
	fillWithDemo(t, file)
	return file
}

// fillWithDemo puts what DemoFile holds into a database that is empty.
func fillWithDemo(t testing.TB, database string) {
	t.Helper()
	if store.IsPostgres(database) {
		set := Cases(t)
		postgresTemplate.CopyTo(t, database, func(dsn string) error { return loadTemplate(dsn, set) })
		return
	}
	if err := os.WriteFile(database, demoFile(t), 0o600); err != nil {
		t.Fatal(err)
	}
}

// demoFile gives the bytes of the SQLite file.
func demoFile(t testing.TB) []byte {
	t.Helper()
	template.Lock()
	defer template.Unlock()
	if template.file == nil {
		file := filepath.Join(t.TempDir(), "template.db")
		err := loadTemplate(file, demoSet(t))
		if err == nil {
			template.file, err = os.ReadFile(file)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return template.file
}

// Cases gives the shipped case files as parsed. Tests share the set: do not change it.
func Cases(t testing.TB) *demo.Set {
	t.Helper()
	template.Lock()
	defer template.Unlock()
	return demoSet(t)
}

// demoSet runs under the template's lock.
func demoSet(t testing.TB) *demo.Set {
	t.Helper()
	if template.set == nil {
		set, err := demo.Parse(demo.Builtin()...)
		if err != nil {
			t.Fatal(err)
		}
		template.set = set
	}
	return template.set
}

// loadTemplate closes the store at its end, so that nothing is left in SQLite's
// write-ahead log and nobody is connected to PostgreSQL.
func loadTemplate(database string, set *demo.Set) (err error) {
	ctx, clock := context.Background(), NewClock(Anchor)
	dir, err := os.MkdirTemp("", "tavlen-ledger-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := store.Open(ctx, store.Options{Database: database, Keys: Keys(), Clock: clock, Log: Quiet(), Ledger: dir})
	if err != nil {
		return err
	}
	err = demo.Load(ctx, app.New(app.Options{Store: s, Clock: clock, Log: Quiet()}), set)
	return errors.Join(err, s.Close())
}
