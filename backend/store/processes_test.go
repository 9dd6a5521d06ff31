package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ear collects what a store hears of other processes.
type ear struct {
	heard chan store.Signal
	done  chan error
}

// listen starts listening and waits until it does.
func (f *fixture) listen() *ear {
	f.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	e := &ear{heard: make(chan store.Signal, 1000), done: make(chan error, 1)}
	go func() { e.done <- f.Listen(ctx, func(s store.Signal) { e.heard <- s }) }()
	f.t.Cleanup(func() {
		cancel()
		if err := <-e.done; err != nil {
			f.t.Errorf("listening ended with %v", err)
		}
	})
	if s := e.next(f.t); !s.Resync {
		f.t.Fatalf("the first thing heard was %+v, not to look at everything", s)
	}
	return e
}

func (e *ear) next(t *testing.T) store.Signal {
	t.Helper()
	timeout := time.NewTimer(20 * time.Second)
	defer timeout.Stop()
	select {
	case s := <-e.heard:
		s.From = ""
		return s
	case <-timeout.C:
		t.Fatal("nothing was heard for 20 s")
		return store.Signal{}
	}
}

func TestTwoProcessesOnOneFileNoticeEachOther(t *testing.T) {
	f := open(t, sqliteFile(t))
	h, _ := f.plan()
	other := f.another()
	mine, theirs := f.listen(), other.listen()
	f.put(h, domain.KindGoal, domain.NewID(), goal("Et"))
	if s := theirs.next(t); !s.Resync {
		t.Errorf("%+v", s)
	}
	other.put(h, domain.KindGoal, domain.NewID(), goal("To"))
	// The first thing heard here is what the other did: one's own writes are no news.
	if s := mine.next(t); !s.Resync {
		t.Errorf("%+v", s)
	}
	items := 0
	f.read(func(tx *store.Tx) error {
		rs, err := tx.ItemsSince(h, 1)
		items = len(rs)
		return err
	})
	if items != 1 || len(mine.heard) != 0 {
		t.Errorf("%d items, %d more signals", items, len(mine.heard))
	}
}

func TestSignalsOfTheOtherProcessAfterCommitOnly(t *testing.T) {
	f := open(t, postgres(t))
	h, consultant := f.plan()
	k := &talk{fixture: f, h: h, citizen: h.Citizen, consultant: consultant, thread: domain.NewID()}
	f.write(func(tx *store.Tx) error {
		return tx.CreateThread(domain.Thread{ID: k.thread, Plan: h.ID, Between: []domain.ID{k.citizen, k.consultant}})
	})
	session := f.session(k.citizen, nil)
	other := f.another()
	mine, theirs := f.listen(), other.listen()

	// Rolled back: nothing. Then, in one transaction, each of several.
	_ = f.Write(t.Context(), func(tx *store.Tx) error {
		tx.Tell(store.Signal{Plan: "never"})
		return context.Canceled
	})
	f.write(func(tx *store.Tx) error {
		tx.Tell(store.Signal{Plan: h.ID})
		tx.Tell(store.Signal{Plan: h.ID, Thread: k.thread})
		if err := tx.EndSession(session.ID, f.clock.Now(), "signed out"); err != nil {
			return err
		}
		if len(theirs.heard) > 0 {
			t.Error("heard before the commit")
		}
		return nil
	})
	f.promise(k.citizen, nil)
	for _, want := range []store.Signal{{Plan: h.ID}, {Plan: h.ID, Thread: k.thread}, {Session: session.ID}, {Outbox: true}} {
		if diff := cmp.Diff(want, theirs.next(t)); diff != "" {
			t.Error(diff)
		}
	}
	// What the other says is the first thing heard here.
	other.write(func(tx *store.Tx) error { tx.Tell(store.Signal{Plan: "from the other"}); return nil })
	if got := mine.next(t); got.Plan != "from the other" {
		t.Errorf("%+v", got)
	}
	// A stranger's words on the channel are a reason to look at everything.
	f.exec("SELECT pg_notify('tavlen', 'no JSON')")
	if !mine.next(t).Resync || !theirs.next(t).Resync {
		t.Error("what cannot be read was passed over")
	}
}

// TestALostConnectionIsMadeUpFor: what was missed meanwhile is looked for again.
func TestALostConnectionIsMadeUpFor(t *testing.T) {
	f := open(t, postgres(t))
	ear := f.listen()
	f.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")
	if s := ear.next(t); !s.Resync {
		t.Errorf("%+v", s)
	}
}

// TestStartersMigrateOnce: several instances start at the same moment on an empty database.
func TestStartersMigrateOnce(t *testing.T) {
	testDatabases(t, func(t *testing.T, database string) {
		const starters = 5
		var wg sync.WaitGroup
		fixtures := make([]*fixture, starters)
		for i := range starters {
			wg.Go(func() { fixtures[i] = open(t, database) })
		}
		wg.Wait()
		if t.Failed() {
			t.FailNow()
		}
		h, _ := fixtures[0].plan()
		for _, f := range fixtures[1:] {
			f.read(func(tx *store.Tx) error {
				got, err := tx.Plan(h.ID)
				if got != h {
					t.Errorf("%+v", got)
				}
				return err
			})
		}
		if n := fixtures[0].count("SELECT count(*) FROM goose_db_version WHERE version_id > 0"); n != migrationsThatShip(t) {
			t.Errorf("%d migrations were noted", n)
		}
		if n := fixtures[0].count("SELECT count(*) FROM data_key WHERE owner_id = 'installation'"); n != 1 {
			t.Errorf("%d keys of the installation", n)
		}
	})
}

// TestAnErasureReachesTheOtherProcesses: what another has opened before is closed to it as
// soon as it hears of the erasure, whether it is told of it or finds it after a silence.
func TestAnErasureReachesTheOtherProcesses(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		stays := f.person(domain.RoleCitizen)
		other := f.another()
		ear := other.listen()
		other.read(person(h.Citizen)) // the key is open now
		age := other.KeysAge()
		other.read(func(tx *store.Tx) error {
			if _, err := tx.Installation("anything"); err != nil { // from here on it sees this moment
				return err
			}
			f.write(func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
			ear.next(t)
			_, err := tx.Person(h.Citizen)
			return err
		})
		if err := other.Snapshot(t.Context(), person(h.Citizen)); err == nil {
			t.Error("the other process still reads the erased citizen")
		}
		other.read(person(stays))
		if other.KeysAge() == age {
			t.Error("what it has opened with the key does not look old")
		}
	})
}

// TestAnErasureMissedIsMadeUpFor: the connection that tells of it was gone.
func TestAnErasureMissedIsMadeUpFor(t *testing.T) {
	f := open(t, postgres(t))
	h, _ := f.plan()
	other := f.another()
	ear := other.listen()
	other.read(person(h.Citizen))
	// As if it had been committed while nobody listened: without a word.
	f.exec("DELETE FROM data_key WHERE owner_id = '" + string(h.Citizen) + "'")
	f.exec("INSERT INTO installation (name, value) VALUES ('erasures', '1')")
	f.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")
	ear.next(t)
	if err := other.Snapshot(t.Context(), person(h.Citizen)); err == nil {
		t.Error("the other process still reads the erased citizen")
	}
}
