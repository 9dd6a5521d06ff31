package testkit

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tavlen/backend/app"
	"tavlen/backend/demo"
)

// The demo municipality is some thousand writes; replaying them for each test would be
// most of what the tests do. So it is replayed once, and each test gets the file.
var template struct {
	sync.Mutex
	file []byte
	set  *demo.Set
}

// DemoFile writes a fresh SQLite database that holds the case files, as loaded with the
// clock at Anchor, into the test's folder and gives its name. It is opened with Keys.
func DemoFile(t testing.TB) string {
	t.Helper()
	template.Lock()
	defer template.Unlock()
	if template.file == nil {
		template.file = loadDemo(t)
	}
	file := filepath.Join(t.TempDir(), "tavlen.db")
	if err := os.WriteFile(file, template.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func loadDemo(t testing.TB) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "template.db")
	clock := NewClock(Anchor)
	// Closed before the file is read, so that nothing is left in the write-ahead log.
	t.Run0(func() {})
	s := OpenStore(t, file, clock)
	if err := demo.Load(t.Context(), app.New(app.Options{Store: s, Clock: clock, Log: Quiet()}), demoSet(t)); err != nil {
		t.Fatal(err)
	}
	return nil
}
