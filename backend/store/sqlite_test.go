package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

func sqliteFile(t *testing.T) string { return filepath.Join(t.TempDir(), "tavlen.db") }

// TestSQLiteIsNotOneThatCorrupts: versions 3.7.0 to 3.51.2 can lose what a checkpoint
// wrote when the write-ahead log is reset.
func TestSQLiteIsNotOneThatCorrupts(t *testing.T) {
	v, err := open(t, sqliteFile(t)).SQLiteVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var n [3]int
	for i, part := range strings.SplitN(v, ".", 3) {
		if n[i], err = strconv.Atoi(part); err != nil {
			t.Fatalf("version %q", v)
		}
	}
	if n[0] != 3 || n[1] < 51 || n[1] == 51 && n[2] < 3 {
		t.Errorf("SQLite %s: go.mod must ask for a newer github.com/mattn/go-sqlite3", v)
	}
}

// TestPragmasHoldOnEveryConnection asks each connection of both pools, all held at once.
func TestPragmasHoldOnEveryConnection(t *testing.T) {
	file := sqliteFile(t)
	s, err := store.Open(t.Context(), store.Options{Database: file, Keys: testkit.Keys(), Clock: testkit.NewClock(testkit.Anchor), Log: testkit.Quiet(), Readers: 7})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, pool := range []struct {
		name      string
		db        *sql.DB
		size      int
		queryOnly string
	}{{"writer", s.WriterPool(), 1, "0"}, {"readers", s.ReaderPool(), 7, "1"}} {
		if got := pool.db.Stats().MaxOpenConnections; got != pool.size {
			t.Errorf("%s: at most %d connections, want %d", pool.name, got, pool.size)
		}
		for i := range pool.size {
			conn, err := pool.db.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "query_only": pool.queryOnly} {
				var got string
				if err := conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
					t.Errorf("%s %d: %s is %q (%v), want %q", pool.name, i, pragma, got, err, want)
				}
			}
			_, err = conn.ExecContext(t.Context(), "INSERT INTO installation VALUES ('x"+fmt.Sprint(i)+"', '')")
			if (err != nil) != (pool.queryOnly == "1") {
				t.Errorf("%s %d writes: %v", pool.name, i, err)
			}
			if pool.queryOnly == "1" {
				// The file itself is open for reading only, whatever the pragma says.
				if _, err := conn.ExecContext(t.Context(), "PRAGMA query_only = 0"); err != nil {
					t.Fatal(err)
				}
				if _, err := conn.ExecContext(t.Context(), "DELETE FROM installation"); err == nil {
					t.Error("a reader wrote")
				}
			}
		}
	}
}

func TestAReadCannotWrite(t *testing.T) {
	f := open(t, sqliteFile(t))
	for name, run := range map[string]func(context.Context, func(*store.Tx) error) error{"Read": f.Read, "Snapshot": f.Snapshot} {
		if err := run(t.Context(), func(tx *store.Tx) error { return tx.SetInstallation("x", "1") }); err == nil {
			t.Errorf("%s wrote", name)
		}
	}
	f.read(func(tx *store.Tx) error {
		v, err := tx.Installation("x")
		if v != "" {
			t.Error("it was kept")
		}
		return err
	})
}

// TestOnlyTheServiceReadsTheFiles: the log beside the database holds the same rows.
func TestOnlyTheServiceReadsTheFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	f := open(t, filepath.Join(dir, "tavlen.db"))
	f.plan()
	for _, name := range []string{"tavlen.db", "tavlen.db-wal", "tavlen.db-shm"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %04o", name, mode)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
}

// TestWritersAndReadersNeverMeetALock is the measurement of pitfalls' first lines: a naive
// pool failed 485 to 699 times of 800.
func TestWritersAndReadersNeverMeetALock(t *testing.T) {
	f := open(t, sqliteFile(t))
	h, _ := f.plan()
	second := f.another() // as a second process would
	const writers, readers, each = 16, 8, 25
	var wg sync.WaitGroup
	for w := range writers {
		s := []*fixture{f, second}[w%2]
		wg.Go(func() {
			for i := range each {
				err := s.Write(context.Background(), func(tx *store.Tx) error {
					rev, err := tx.Bump(h.ID)
					if err != nil {
						return err
					}
					return tx.PutItem(h, domain.Record{Plan: h.ID, Kind: domain.KindGoal, ID: domain.NewID(), Rev: rev, Item: goal(fmt.Sprint(w, " ", i)), By: h.Citizen, At: f.clock.Now()})
				})
				if err != nil {
					t.Errorf("writer: %v", err)
				}
			}
		})
	}
	for r := range readers {
		s := []*fixture{f, second}[r%2]
		wg.Go(func() {
			last := int64(0)
			for range each {
				err := s.Snapshot(context.Background(), func(tx *store.Tx) error {
					head, err := tx.Plan(h.ID)
					if err != nil {
						return err
					}
					items, err := tx.Items(h)
					if err == nil && (int64(len(items)) != head.Rev || head.Rev < last) {
						err = fmt.Errorf("%d items at revision %d after %d", len(items), head.Rev, last)
					}
					last = head.Rev
					return err
				})
				if err != nil {
					t.Errorf("reader: %v", err)
				}
			}
		})
	}
	wg.Wait()
	if n := f.count("SELECT count(*) FROM plan_item_version"); n != writers*each {
		t.Errorf("%d of %d writes are there", n, writers*each)
	}
}

// hold keeps the database locked for writing, as another process may, until released.
func hold(t *testing.T, file string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	release = func() {
		once.Do(func() {
			if err := errors.Join(tx.Rollback(), db.Close()); err != nil && !errors.Is(err, sql.ErrTxDone) {
				t.Error(err)
			}
		})
	}
	t.Cleanup(release)
	return release
}

// TestALockThatLastsIsBusy: everyone who waits is told after the same patience, not one
// after the other, and nobody is told anything else than to come back.
func TestALockThatLastsIsBusy(t *testing.T) {
	file := sqliteFile(t)
	patience := 200 * time.Millisecond
	s, err := store.Open(t.Context(), store.Options{Database: file, Keys: testkit.Keys(), Clock: testkit.NewClock(testkit.Anchor), Log: testkit.Quiet(), Patience: patience})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	release := hold(t, file)
	write := func() error {
		return s.Write(context.Background(), func(tx *store.Tx) error { return tx.SetInstallation("x", "1") })
	}
	const waiting = 32
	begun := domain.SystemClock{}.Now()
	var wg sync.WaitGroup
	for range waiting {
		wg.Go(func() {
			err := write()
			var e *domain.Error
			if !errors.As(err, &e) || e.Code != domain.CodeBusy || e.RetryAfter == 0 {
				t.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	// One after the other would be 32 times the patience.
	if took := (domain.SystemClock{}).Now().Sub(begun); took > waiting*patience/3 {
		t.Errorf("the last of %d was told after %s", waiting, took)
	}
	if err := s.Snapshot(t.Context(), func(tx *store.Tx) error { _, err := tx.Installation("x"); return err }); err != nil {
		t.Errorf("reading goes on: %v", err)
	}
	release()
	if err := write(); err != nil {
		t.Errorf("after the lock: %v", err)
	}
}

// TestALockThatPassesIsWaitedFor: the writers in line get through once it is gone.
func TestALockThatPassesIsWaitedFor(t *testing.T) {
	f := open(t, sqliteFile(t))
	release := hold(t, f.database)
	begun := make(chan struct{}, 8)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			begun <- struct{}{}
			if err := f.Write(context.Background(), func(tx *store.Tx) error { return tx.SetInstallation(fmt.Sprint(i), "1") }); err != nil {
				t.Error(err)
			}
		})
	}
	for range 8 {
		<-begun
	}
	release()
	wg.Wait()
}

// TestAFullDiskIsSaidSo: what does not fit is refused whole, reading goes on, and with
// room again so does writing.
func TestAFullDiskIsSaidSo(t *testing.T) {
	f := open(t, sqliteFile(t))
	h, _ := f.plan()
	pages := func(n int) {
		t.Helper()
		if _, err := f.WriterPool().ExecContext(t.Context(), fmt.Sprint("PRAGMA max_page_count = ", n)); err != nil {
			t.Fatal(err)
		}
	}
	pages(256) // 1 MB
	kept := 0
	long := strings.Repeat("æ", domain.MaxText)
	var err error
	for range 1000 {
		err = f.Write(t.Context(), func(tx *store.Tx) error {
			rev, err := tx.Bump(h.ID)
			if err != nil {
				return err
			}
			g := goal("Et mål")
			g.InOwnWords = long
			if err := tx.PutItem(h, domain.Record{Plan: h.ID, Kind: domain.KindGoal, ID: domain.NewID(), Rev: rev, Item: g, By: h.Citizen, At: f.clock.Now()}); err != nil {
				return err
			}
			return tx.Audit(h, store.Deed{Action: "put", Rev: rev})
		})
		if err != nil {
			break
		}
		kept++
	}
	if !errors.Is(err, domain.ErrStorageFull) || kept == 0 {
		t.Fatalf("after %d writes: %v", kept, err)
	}
	if err := f.Ping(t.Context()); !errors.Is(err, domain.ErrStorageFull) && err != nil {
		t.Errorf("%v", err)
	}
	check := func() {
		t.Helper()
		f.read(func(tx *store.Tx) error {
			head, err := tx.Plan(h.ID)
			if err != nil {
				return err
			}
			items, err := tx.Items(h)
			if len(items) != kept || head.Rev != int64(kept) {
				t.Errorf("%d items at revision %d, want %d", len(items), head.Rev, kept)
			}
			return err
		})
		if faults, n := f.verify(); len(faults) > 0 || n != kept {
			t.Errorf("%d deeds, %v", n, faults)
		}
	}
	check()
	pages(1 << 20)
	f.put(h, domain.KindGoal, domain.NewID(), goal("Der er plads igen"))
	kept++
	check()
	if got := integrity(t, f); got != "ok" {
		t.Error(got)
	}
}

func integrity(t *testing.T, f *fixture) (out string) {
	t.Helper()
	if err := f.raw().QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestForeignKeysHold(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		for name, write := range map[string]func(*store.Tx) error{
			"a plan of nobody": func(tx *store.Tx) error { return tx.CreatePlan(domain.NewID(), domain.NewID()) },
			"a session of nobody": func(tx *store.Tx) error {
				return tx.CreateSession(store.Session{ID: domain.NewID(), Person: domain.NewID(), RenewHash: []byte("x")})
			},
			"a notification to nobody": func(tx *store.Tx) error {
				return tx.Notify(domain.Notification{ID: domain.NewID(), Person: domain.NewID(), DedupeKey: "x"})
			},
			"a thread on no plan": func(tx *store.Tx) error {
				return tx.CreateThread(domain.Thread{ID: domain.NewID(), Plan: domain.NewID()})
			},
			"a message in no thread": func(tx *store.Tx) error {
				return tx.AddMessage(h, domain.Message{ID: domain.NewID(), Thread: domain.NewID(), From: h.Citizen, Text: "x"})
			},
		} {
			if err := f.Write(t.Context(), write); err == nil {
				t.Errorf("%s was kept", name)
			}
		}
	})
}
