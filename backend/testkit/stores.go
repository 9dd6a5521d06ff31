package testkit

import (
	"bytes"
	"io"
	"log/slog"
	"path/filepath"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit/pg"
)

// Keys are keys for tests; two installations of one test share them.
func Keys() store.Keys {
	return store.Keys{Masters: []store.MasterKey{{ID: "test", Key: bytes.Repeat([]byte{7}, 32)}}, Index: bytes.Repeat([]byte{9}, 32)}
}

// Quiet is a log that nobody reads.
func Quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// Databases runs a test on both: an empty SQLite file, and an empty PostgreSQL database.
func Databases(t *testing.T, test func(t *testing.T, database string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "tavlen.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, pg.DSN(t)) })
}

// OpenStore opens a store for a test and closes it at its end.
func OpenStore(t testing.TB, database string, clock domain.Clock) *store.Store {
	t.Helper()
	return OpenStoreWith(t, database, filepath.Join(t.TempDir(), "files"), clock)
}

// OpenStoreWith is OpenStore with its files in a folder that the test knows.
func OpenStoreWith(t testing.TB, database, files string, clock domain.Clock) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Database: database, Keys: Keys(), Clock: clock, Log: Quiet(), Files: files, Ledger: filepath.Join(t.TempDir(), "ledger")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
