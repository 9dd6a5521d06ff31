package testkit

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/store"
)

// The demo municipality is some thousand writes. Replaying them for every test would be
// most of what the tests do, so a test process replays them once and each test gets a
// copy of the file.
var template struct {
	sync.Mutex
	file []byte
	set  *demo.Set
}

// DemoFile writes a SQLite database that holds the case files, as loaded with the clock
// at Anchor, into a folder of the test's own and gives its name. OpenStore opens it.
func DemoFile(t testing.TB) string {
	t.Helper()
	template.Lock()
	defer template.Unlock()
	if template.file == nil {
		doc, err := loadTemplate(filepath.Join(t.TempDir(), "template.db"), demoSet(t))
		if err != nil {
			t.Fatal(err)
		}
		template.file = doc
	}
	file := filepath.Join(t.TempDir(), "tavlen.db")
	if err := os.WriteFile(file, template.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
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

// loadTemplate closes the store before it reads the file, so that nothing is left in the
// write-ahead log.
func loadTemplate(file string, set *demo.Set) ([]byte, error) {
	ctx, clock := context.Background(), NewClock(Anchor)
	s, err := store.Open(ctx, store.Options{Database: file, Keys: Keys(), Clock: clock, Log: Quiet()})
	if err != nil {
		return nil, err
	}
	err = demo.Load(ctx, app.New(app.Options{Store: s, Clock: clock, Log: Quiet()}), set)
	if closed := s.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}
