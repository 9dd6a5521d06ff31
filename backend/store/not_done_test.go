package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

// failing lets the next commit fail, after the ledger was told.
func (f *fixture) failing() func(*store.Tx) error {
	if !f.Postgres() {
		return func(tx *store.Tx) error {
			return errors.Join(tx.Raise("PRAGMA defer_foreign_keys = ON"), tx.Raise("INSERT INTO plan (id, citizen_id, rev, created_at) VALUES ('none', 'nobody', 0, 0)"))
		}
	}
	f.exec(`CREATE TABLE refuses (x integer);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
CREATE CONSTRAINT TRIGGER refuses AFTER INSERT ON refuses DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()`)
	return func(tx *store.Tx) error { return tx.Raise("INSERT INTO refuses VALUES (1)") }
}

// TestWhatCouldNotBeCommittedIsNotCarriedThrough: an erasure that was refused by the database is
// none, and a restore must not make one of it.
func TestWhatCouldNotBeCommittedIsNotCarriedThrough(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		refuse := f.failing()
		refusal := f.Write(t.Context(), func(tx *store.Tx) error {
			return errors.Join(tx.EraseDataKey(h.Citizen), refuse(tx))
		})
		if refusal == nil {
			t.Fatal("it was committed")
		}
		if kinds, _ := f.outlasting(); len(kinds) != 0 {
			t.Errorf("it would be carried through: %v", kinds)
		}
		doc, err := os.ReadFile(f.Ledger().Path())
		if err != nil || strings.Count(string(doc), "\n") != 2 || !strings.Contains(string(doc), string(ledger.NotDone)) {
			t.Errorf("the ledger: %s, %v, after %v", doc, err, refusal)
		}
		f.put(h, domain.KindGoal, domain.NewID(), goal("Kan stadig læses"))
		if still, err := f.NotErased(t.Context(), f.kept()); err != nil || len(still) != 0 {
			t.Errorf("%v, %v", still, err)
		}
		// As if a kill came between.
		if err := f.Ledger().Append(ledger.Entry{Kind: ledger.ErasedPerson, Person: h.Citizen}); err != nil {
			t.Fatal(err)
		}
		if still, err := f.NotErased(t.Context(), f.kept()); err != nil || len(still) != 1 || still[0] != h.Citizen {
			t.Errorf("%v, %v", still, err)
		}
		// Done after all, it stands.
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
		if kinds, _ := f.outlasting(); len(kinds) != 2 || kinds[1] != ledger.ErasedPerson {
			t.Errorf("%v", kinds)
		}
		if still, err := f.NotErased(t.Context(), f.kept()); err != nil || len(still) != 0 {
			t.Errorf("%v, %v", still, err)
		}
	})
}

func (f *fixture) kept() ledger.Found {
	f.t.Helper()
	found, err := f.Ledger().Read()
	if err != nil {
		f.t.Fatal(err)
	}
	return found
}

// TestALostLedgerIsNamed: whether it is gone, cut, or another; one that nothing was ever written
// to is none.
func TestALostLedgerIsNamed(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		lost := func(want bool, when string) {
			t.Helper()
			if is, err := f.LedgerLost(t.Context(), f.kept()); err != nil || is != want {
				t.Errorf("%s: %v, %v", when, is, err)
			}
		}
		lost(false, "new")
		one, _ := f.plan()
		two, _ := f.plan()
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(one.Citizen) })
		before, err := os.ReadFile(f.Ledger().Path())
		if err != nil {
			t.Fatal(err)
		}
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(two.Citizen) })
		lost(false, "whole")
		whole, err := os.ReadFile(f.Ledger().Path())
		if err != nil {
			t.Fatal(err)
		}
		for when, doc := range map[string][]byte{"empty": nil, "cut": before} {
			if err := os.WriteFile(f.Ledger().Path(), doc, 0o600); err != nil {
				t.Fatal(err)
			}
			lost(true, when)
		}
		if err := os.Remove(f.Ledger().Path()); err != nil {
			t.Fatal(err)
		}
		lost(true, "gone")
		// A new one that is begun does not hide it.
		three, _ := f.plan()
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(three.Citizen) })
		lost(true, "begun anew")
		if err := os.WriteFile(f.Ledger().Path(), whole, 0o600); err != nil {
			t.Fatal(err)
		}
		lost(false, "put back")
	})
}

// TestWhoHangsUpLeavesNothingOpen: from when the ledger is told, what was begun is ended, though
// nobody waits for it any more.
func TestWhoHangsUpLeavesNothingOpen(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		dir := filepath.Dir(f.Ledger().Path())
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		held, err := os.OpenFile(filepath.Join(dir, "ledger.lock"), os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		defer held.Close()
		if err := syscall.Flock(int(held.Fd()), syscall.LOCK_EX); err != nil {
			t.Fatal(err)
		}
		ctx, hangUp := context.WithCancel(t.Context())
		defer hangUp()
		done := make(chan error, 1)
		go func() {
			done <- f.Write(ctx, func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
		}()
		waitedFor(t, held)
		hangUp()
		if err := syscall.Flock(int(held.Fd()), syscall.LOCK_UN); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil {
			t.Errorf("it was given up: %v", err)
		}
		f.read(func(tx *store.Tx) error {
			if _, err := tx.Person(h.Citizen); err == nil {
				t.Error("the ledger says that she was erased, and she was not")
			}
			return nil
		})
		if kinds, _ := f.outlasting(); len(kinds) != 1 {
			t.Errorf("%v", kinds)
		}
	})
}

// waitedFor returns when somebody waits for the lock on a file.
func waitedFor(t *testing.T, held *os.File) {
	t.Helper()
	info, err := held.Stat()
	if err != nil {
		t.Fatal(err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		t.Fatal("no inode")
	}
	inode := fmt.Sprintf(":%d ", stat.Ino)
	for t.Context().Err() == nil {
		locks, err := os.ReadFile("/proc/locks")
		if err != nil {
			t.Fatal("the machine does not say who waits for a lock: ", err)
		}
		for line := range strings.Lines(string(locks)) {
			if strings.Contains(line, "->") && strings.Contains(line, inode) {
				return
			}
		}
		runtime.Gosched()
	}
}
