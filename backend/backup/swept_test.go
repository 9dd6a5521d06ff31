package backup_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tavlen/backend/backup"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// TestWhatAKilledBackupLeftIsSwept: by the next one, and nothing of one that is running.
func TestWhatAKilledBackupLeftIsSwept(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		old := time.Unix(1_700_000_000, 0)
		half := func(name string) string {
			file := filepath.Join(in.dir, name)
			if err := errors.Join(os.WriteFile(file, []byte("half"), 0o600), os.Chtimes(file, old, old)); err != nil {
				t.Fatal(err)
			}
			return file
		}
		left, running := half(".backup-1"), half(".backup-2")
		held, err := os.Open(running)
		if err != nil {
			t.Fatal(err)
		}
		defer held.Close()
		if err := syscall.Flock(int(held.Fd()), syscall.LOCK_EX); err != nil {
			t.Fatal(err)
		}
		copied := ""
		if !in.Store.Postgres() {
			copied = filepath.Join(filepath.Dir(in.database), ".copy-1")
			if err := errors.Join(os.Mkdir(copied, 0o700), os.WriteFile(filepath.Join(copied, "tavlen.db"), []byte("half"), 0o600)); err != nil {
				t.Fatal(err)
			}
			lock, err := os.OpenFile(filepath.Join(filepath.Dir(in.database), ".copy.lock"), os.O_RDWR|os.O_CREATE, 0o600)
			if err == nil {
				err = syscall.Flock(int(lock.Fd()), syscall.LOCK_SH)
			}
			if err != nil {
				t.Fatal(err)
			}
			in.backup("beside.age")
			if _, err := os.Stat(copied); err != nil {
				t.Errorf("a copy that is being made: %v", err)
			}
			if err := lock.Close(); err != nil {
				t.Fatal(err)
			}
		}
		in.backup("next.age")
		for _, gone := range []string{left, copied} {
			if _, err := os.Stat(gone); gone != "" && !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s: %v", gone, err)
			}
		}
		if _, err := os.Stat(running); err != nil {
			t.Errorf("one that is being written: %v", err)
		}
	})
}

// TestTwoRestoresDoNotMeet: the second would throw away what the first builds.
func TestTwoRestoresDoNotMeet(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		to := in.elsewhere(in.backup("twice.age"))
		if err := os.MkdirAll(filepath.Dir(to.Store.Files), 0o700); err != nil {
			t.Fatal(err)
		}
		lock, err := os.OpenFile(filepath.Join(filepath.Dir(to.Store.Files), ".restore.lock"), os.O_RDWR|os.O_CREATE, 0o600)
		if err == nil {
			err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Restore(t.Context(), to); err == nil || !strings.Contains(err.Error(), "another restore") {
			t.Errorf("%v", err)
		}
		if err := lock.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Restore(t.Context(), to); err != nil {
			t.Error(err)
		}
	})
}

// TestWhatARestoreTookIsNoFault: the deeds between the backup and the restore are gone, and told
// as such; whatever else was done to the log is named as before.
func TestWhatARestoreTookIsNoFault(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		ctx := t.Context()
		head := func(s *store.Store) {
			if _, written, err := s.WriteHead(ctx); err != nil || !written {
				t.Fatal(written, err)
			}
		}
		deed := func(s *store.Store) {
			if err := s.Write(ctx, func(tx *store.Tx) error { return tx.AuditInstallation(store.Deed{At: in.Clock.Now(), Action: "test"}) }); err != nil {
				t.Fatal(err)
			}
		}
		in.say("peter", "Før")
		head(in.Store)
		file := in.backup("heads.age")
		made := in.Clock.Now()
		in.Clock.Move(24 * time.Hour)
		in.say("peter", "Efter")
		deed(in.Store)
		head(in.Store)
		in.Clock.Move(24 * time.Hour)
		to := in.elsewhere(file)
		out, err := backup.Restore(ctx, to)
		if err != nil {
			t.Fatal(err)
		}
		s := in.restored(to)
		faults := func() []store.ChainFault {
			found, err := s.Heads().Read()
			if err != nil || len(found.Faults) > 0 {
				t.Fatal(err, found.Faults)
			}
			all, err := s.VerifyHeads(ctx, found, true)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		if len(faults()) == 0 {
			t.Fatal("an older copy that nobody told of is not named")
		}
		if err := store.NoteRestore(to.Store.Keys, to.Store.Ledger, in.Clock.Now(), made, out.Tips); err != nil {
			t.Fatal(err)
		}
		if got := faults(); len(got) > 0 {
			t.Errorf("what the restore took: %+v", got)
		}
		deed(s)
		head(s)
		if got := faults(); len(got) > 0 {
			t.Errorf("what was done since: %+v", got)
		}
		for _, chain := range []domain.ID{store.Installation, in.planOf(s, "peter").ID} {
			in.forge(to.Store.Database, chain)
			if got := faults(); !slices.ContainsFunc(got, func(f store.ChainFault) bool { return f.Chain == string(chain) }) {
				t.Errorf("the deeds of chain %s are gone, and nobody says so", chain)
			}
		}
	})
}

// forge takes a chain's deeds out, as somebody with a shell would.
func (in *installation) forge(database string, chain domain.ID) {
	in.t.Helper()
	driver := "sqlite3"
	if in.Store.Postgres() {
		driver = "pgx"
	}
	db, err := sql.Open(driver, database)
	if err != nil {
		in.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(in.t.Context(), "DELETE FROM audit WHERE chain = '"+string(chain)+"'"); err != nil {
		in.t.Fatal(err)
	}
}
