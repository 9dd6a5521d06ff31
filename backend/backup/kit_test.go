package backup_test

import (
	"context"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/backup"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
	"tavlen/backend/testkit/pg"
)

// installation is the demo municipality with a key to back it up to.
type installation struct {
	*testkit.Server
	t   *testing.T
	key *age.X25519Identity
	dir string
	// database is where the demo lies.
	database string
}

func both(t *testing.T, test func(t *testing.T, in *installation)) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		in := &installation{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, dir: t.TempDir(), database: database}
		in.key = newKey(t)
		test(t, in)
	})
}

func newKey(t *testing.T) *age.X25519Identity {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (in *installation) order(file string) backup.Order {
	return backup.Order{File: file, Recipients: []age.Recipient{in.key.Recipient()}, Keys: testkit.Keys(), Now: in.Clock.Now(), Version: "test"}
}

// backup makes one and gives its file.
func (in *installation) backup(name string) string {
	in.t.Helper()
	file := filepath.Join(in.dir, name)
	if _, err := backup.Create(in.t.Context(), in.Store, in.order(file)); err != nil {
		in.t.Fatal(err)
	}
	return file
}

// elsewhere is an empty place of the same kind, with the installation's ledger.
func (in *installation) elsewhere(file string) backup.Return {
	dir := in.t.TempDir()
	r := backup.Return{File: file, Identities: []age.Identity{in.key}, Settle: in.settle(nil)}
	r.Store = store.Options{Database: filepath.Join(dir, "data", "tavlen.db"), Files: filepath.Join(dir, "data", "files"), Ledger: filepath.Dir(in.Store.Ledger().Path()),
		Keys: testkit.Keys(), Clock: in.Clock, Log: testkit.Quiet()}
	if in.Store.Postgres() {
		r.Store.Database = pg.DSN(in.t)
	}
	return r
}

// settle is what the command does.
func (in *installation) settle(into *store.Settled) func(context.Context, *store.Store, []ledger.Entry) error {
	return func(ctx context.Context, s *store.Store, entries []ledger.Entry) error {
		_, settled, err := app.New(app.Options{Store: s, Clock: in.Clock, Log: testkit.Quiet()}).AfterRestore(ctx, entries)
		if into != nil {
			*into = settled
		}
		return err
	}
}

// restored opens what was put back, as serve would.
func (in *installation) restored(r backup.Return) *store.Store {
	in.t.Helper()
	s, err := store.Open(in.t.Context(), r.Store)
	if err != nil {
		in.t.Fatal(err)
	}
	in.t.Cleanup(func() {
		if err := s.Close(); err != nil {
			in.t.Error(err)
		}
	})
	return s
}

func (in *installation) read(s *store.Store, fn func(*store.Tx) error) {
	in.t.Helper()
	if err := s.Snapshot(in.t.Context(), fn); err != nil {
		in.t.Fatal(err)
	}
}

func (in *installation) write(fn func(*store.Tx) error) {
	in.t.Helper()
	if err := in.Store.Write(in.t.Context(), fn); err != nil {
		in.t.Fatal(err)
	}
}

func citizen(who string) access.Actor {
	return access.Actor{Person: demo.PersonID(who), Role: domain.RoleCitizen}
}

func (in *installation) planOf(s *store.Store, who string) (head store.PlanHead) {
	in.t.Helper()
	in.read(s, func(tx *store.Tx) (err error) {
		head, err = tx.PlanOf(demo.PersonID(who))
		return err
	})
	return head
}

// contact gives one of a citizen's people who is let in.
func (in *installation) contact(head store.PlanHead) domain.ID {
	in.t.Helper()
	var found domain.ID
	in.read(in.Store, func(tx *store.Tx) error {
		items, err := tx.Items(head)
		for _, r := range items {
			if k, ok := r.Item.(*domain.Contact); ok && k.Status == "active" {
				found = r.ID
			}
		}
		return err
	})
	if found == "" {
		in.t.Fatal("nobody is let in")
	}
	return found
}

// say sends a message of a citizen's to her first conversation.
func (in *installation) say(who, text string) domain.ID {
	in.t.Helper()
	head := in.planOf(in.Store, who)
	var thread domain.ID
	in.read(in.Store, func(tx *store.Tx) error {
		threads, err := tx.Threads(head.ID)
		if len(threads) > 0 {
			thread = threads[0].ID
		}
		return err
	})
	id := domain.NewID()
	if _, err := in.App.SendMessage(in.t.Context(), citizen(who), app.Send{Plan: head.ID, ID: id, Thread: thread, Text: text}); err != nil {
		in.t.Fatal(err)
	}
	return id
}

// keep puts a file of a citizen's on the disk, with its row.
func (in *installation) keep(who string, content []byte) string {
	in.t.Helper()
	head := in.planOf(in.Store, who)
	name, err := in.Store.KeepFile(in.t.Context(), head.Citizen, content)
	if err != nil {
		in.t.Fatal(err)
	}
	in.write(func(tx *store.Tx) error {
		return tx.PutFile(store.FileUse{Name: name, Plan: head.ID, Person: head.Citizen, Bytes: int64(len(content))})
	})
	return name
}
