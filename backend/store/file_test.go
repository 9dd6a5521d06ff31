package store_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// withFiles is a store whose folder of files the test knows.
func withFiles(t *testing.T, test func(t *testing.T, f *fixture, dir string)) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		clock, dir := testkit.NewClock(testkit.Anchor), filepath.Join(t.TempDir(), "deep", "files")
		test(t, &fixture{Store: testkit.OpenStoreWith(t, database, dir, clock), t: t, clock: clock, database: database}, dir)
	})
}

func filesIn(t *testing.T, dir string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// What is kept comes back to its owner, lies sealed under a name that tells nothing, and
// is nobody's once the key is thrown away.
func TestAFileIsSealedUnderItsOwnersKey(t *testing.T) {
	withFiles(t, func(t *testing.T, f *fixture, dir string) {
		h, _ := f.plan()
		other, _ := f.plan()
		content := []byte("Tavlen fra mødet")
		name, err := f.KeepFile(t.Context(), h.Citizen, content)
		if err != nil {
			t.Fatal(err)
		}
		if twin, err := f.KeepFile(t.Context(), h.Citizen, content); err != nil || twin == name {
			t.Errorf("the same content again: %s, %v", twin, err)
		}
		if got, err := f.File(t.Context(), h.Citizen, name); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%q, %v", got, err)
		}
		if got, err := f.File(t.Context(), other.Citizen, name); err == nil {
			t.Errorf("another's key opens it: %q", got)
		}
		for _, odd := range []string{"", "x", "../../etc/passwd", name + "/", filepath.Join("..", name[:61])} {
			if _, err := f.File(t.Context(), h.Citizen, odd); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%q: %v", odd, err)
			}
		}
		for _, path := range filesIn(t, dir) {
			doc, err := os.ReadFile(path)
			if err != nil || bytes.Contains(doc, []byte("Tavlen")) || bytes.Contains([]byte(path), []byte(h.Citizen)) {
				t.Errorf("%s lies open: %v", path, err)
			}
			if info, err := os.Stat(filepath.Dir(path)); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("its folder: %v, %v", info.Mode(), err)
			}
			doc[len(doc)-1] ^= 1
			if err := os.WriteFile(path, doc, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.File(t.Context(), h.Citizen, name); err == nil {
			t.Error("a changed file opens")
		}
		if name, err = f.KeepFile(t.Context(), h.Citizen, content); err != nil {
			t.Fatal(err)
		}
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
		if got, err := f.File(t.Context(), h.Citizen, name); err == nil {
			t.Errorf("after erasure: %q", got)
		}
		if _, err := f.KeepFile(t.Context(), h.Citizen, content); err == nil {
			t.Error("something is sealed under a key that is gone")
		}
	})
}

// A write that was cut off leaves a file without a row: it is swept once it is old, and
// what has a row stays.
func TestOrphansAreSwept(t *testing.T) {
	withFiles(t, func(t *testing.T, f *fixture, dir string) {
		if n, err := f.SweepFiles(t.Context(), domain.SystemClock{}.Now()); n != 0 || err != nil {
			t.Fatalf("before anything: %d, %v", n, err)
		}
		h, by := f.plan()
		keep := func() string {
			name, err := f.KeepFile(t.Context(), h.Citizen, []byte("x"))
			if err != nil {
				t.Fatal(err)
			}
			return name
		}
		owned, orphan := keep(), keep()
		f.write(func(tx *store.Tx) error {
			return tx.PutFile(store.FileUse{Name: owned, Plan: h.ID, Person: by, Bytes: 7})
		})
		half := filepath.Join(dir, orphan[:2], ".new-123")
		if err := os.WriteFile(half, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if n, err := f.SweepFiles(t.Context(), domain.SystemClock{}.Now().Add(-time.Hour)); n != 0 || err != nil {
			t.Errorf("young ones: %d, %v", n, err)
		}
		if n, err := f.SweepFiles(t.Context(), domain.SystemClock{}.Now().Add(time.Hour)); n != 2 || err != nil {
			t.Errorf("old ones: %d, %v", n, err)
		}
		if left := filesIn(t, dir); len(left) != 1 || filepath.Base(left[0]) != owned {
			t.Errorf("left: %v", left)
		}
		if _, err := f.File(t.Context(), h.Citizen, orphan); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("the orphan: %v", err)
		}
		f.read(func(tx *store.Tx) error {
			if n, err := tx.FileBytes(h.ID, by); n != 7 || err != nil {
				t.Errorf("%d bytes, %v", n, err)
			}
			if n, err := tx.FileBytes(h.ID, h.Citizen); n != 0 || err != nil {
				t.Errorf("of another: %d bytes, %v", n, err)
			}
			return nil
		})
	})
}

// A disk that takes nothing is said to be full, and nothing half is left.
func TestAFileThatCannotBeWritten(t *testing.T) {
	withFiles(t, func(t *testing.T, f *fixture, dir string) {
		h, _ := f.plan()
		if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := f.KeepFile(t.Context(), h.Citizen, []byte("x")); !errors.Is(err, domain.ErrStorageFull) {
			t.Errorf("%v", err)
		}
	})
}
