package backup_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/backup"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

const writers = 20

// load lets 20 writers write until it is ended. Each writes one number in two places and a deed
// in one transaction: a copy of more than one instant shows.
func (in *installation) load() (end func() int64) {
	var stop atomic.Bool
	var all, begun sync.WaitGroup
	var written atomic.Int64
	begun.Add(writers)
	for w := range writers {
		all.Go(func() {
			for n := 1; !stop.Load(); n++ {
				err := in.Store.Write(context.Background(), func(tx *store.Tx) error {
					return errors.Join(tx.SetInstallation(fmt.Sprintf("left %d", w), fmt.Sprint(n)),
						tx.AuditInstallation(store.Deed{At: in.Clock.Now(), Action: "load", Rev: int64(n)}),
						tx.SetInstallation(fmt.Sprintf("right %d", w), fmt.Sprint(n)))
				})
				if err != nil && !errors.Is(err, domain.ErrBusy) {
					in.t.Error(err)
				}
				written.Add(1)
				if n == 1 {
					begun.Done()
				}
			}
		})
	}
	begun.Wait()
	return func() int64 { stop.Store(true); all.Wait(); return written.Load() }
}

// TestABackupUnderLoadIsOfOneInstantAndWhatWasTakenAwaySinceStaysAway is R20 and T34: a backup
// while 20 write; then somebody is let go, a message taken back, a consent and a person gone, a
// reminder sent; then the backup is put back elsewhere.
func TestABackupUnderLoadIsOfOneInstantAndWhatWasTakenAwaySinceStaysAway(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		ctx := t.Context()
		peter := in.planOf(in.Store, "peter")
		helper := in.contact(peter)
		said := in.say("peter", "Det her tager jeg tilbage")
		stays := in.say("peter", "Det her bliver")
		picture := in.keep("peter", []byte("et billede"))
		in.keep("sofie", []byte("et andet billede"))
		consent := domain.NewID()
		given := &domain.Consent{ConsentKind: "share_department", Department: "rus", Status: domain.StatusActive, GivenAt: in.Clock.Now()}
		late := domain.Notification{ID: domain.NewID(), Person: peter.Citizen, Plan: peter.ID, Subject: domain.NewID(), Kind: domain.NotifyPlanChanged,
			DueAt: in.Clock.Now().Add(time.Hour), Deadline: in.Clock.Now().Add(9 * time.Hour), DedupeKey: "late"}
		in.write(func(tx *store.Tx) error {
			rev, err := tx.Bump(peter.ID)
			return errors.Join(err, tx.Notify(late),
				tx.PutItem(peter, domain.Record{Plan: peter.ID, Kind: domain.KindConsent, ID: consent, Rev: rev, Item: given, By: peter.Citizen, At: in.Clock.Now()}))
		})
		in.SignIn(t, peter.Citizen)
		cursor := in.pull(in.App, peter.ID, "0")

		end := in.load()
		file := in.backup("under-load.age")
		if n := end(); n < writers {
			t.Fatalf("only %d writes", n)
		}

		in.Clock.Move(10 * time.Second)
		_, _, err := in.App.RemoveContact(ctx, citizen("peter"), peter.ID, helper, app.Mutation{})
		if err == nil {
			_, err = in.App.RecallMessage(ctx, citizen("peter"), app.AfterSent{Plan: peter.ID, ID: said})
		}
		if err == nil {
			_, err = in.App.ErasePerson(ctx, demo.PersonID("sofie"), "wish", false)
		}
		if err != nil {
			t.Fatal(err)
		}
		in.write(func(tx *store.Tx) error {
			rev, err := tx.Bump(peter.ID)
			gone, at := *given, in.Clock.Now()
			gone.Status, gone.WithdrawnAt = "withdrawn", &at
			return errors.Join(err, tx.PutItem(peter, domain.Record{Plan: peter.ID, Kind: domain.KindConsent, ID: consent, Rev: rev, Item: &gone, By: peter.Citizen, At: at}))
		})
		in.Clock.Move(2 * time.Hour) // the reminder leaves
		var settled store.Settled
		to := in.elsewhere(file)
		to.Settle = in.settle(&settled)
		out, err := backup.Restore(ctx, to)
		if err != nil {
			t.Fatal(err)
		}
		if len(out.Faults) > 0 || out.Files() != 2 || len(out.Missing) > 0 {
			t.Errorf("faults %v, %d files, missing %v", out.Faults, out.Files(), out.Missing)
		}
		s := in.restored(to)
		if err := s.Integrity(ctx); err != nil {
			t.Error(err)
		}
		if faults, _, err := s.VerifyAudit(ctx); err != nil || len(faults) > 0 {
			t.Errorf("the log: %v, %v", faults, err)
		}
		in.read(s, func(tx *store.Tx) error {
			for w := range writers {
				left, err := tx.Installation(fmt.Sprintf("left %d", w))
				if err != nil {
					return err
				}
				if right, err := tx.Installation(fmt.Sprintf("right %d", w)); err != nil || left == "" || left != right {
					t.Errorf("writer %d: %q and %q, %v", w, left, right, err)
				}
			}
			return nil
		})
		if content, err := s.File(ctx, peter.Citizen, picture); err != nil || string(content) != "et billede" {
			t.Errorf("the picture: %q, %v", content, err)
		}
		in.gone(s, peter, helper, consent, said, stays)
		in.settled(s, settled, peter, late)
		// A phone that was ahead gets everything, and is then no longer ahead.
		again := app.New(app.Options{Store: s, Clock: in.Clock, Log: in.log()})
		if doc := in.changes(again, peter.ID, cursor); !doc.Full {
			t.Error("a phone from before the restore goes on as if nothing had happened")
		}
	})
}

func (in *installation) gone(s *store.Store, peter store.PlanHead, helper, consent, said, stays domain.ID) {
	in.t.Helper()
	in.read(s, func(tx *store.Tx) error {
		now := in.Clock.Now()
		k, err := tx.Item(peter, domain.KindContact, helper)
		if err != nil {
			return err
		}
		if k.Item.(*domain.Contact).Status != "withdrawn" {
			in.t.Error("who was removed is back")
		}
		rels, err := tx.Relations(peter.ID)
		for _, r := range rels {
			if r.Person == helper && r.Relation.Kind == access.RelationContact && r.Relation.Live(now) {
				in.t.Error("who was removed may open the plan")
			}
		}
		if err != nil {
			return err
		}
		c, err := tx.Item(peter, domain.KindConsent, consent)
		if err != nil {
			return err
		}
		if got := c.Item.(*domain.Consent); got.Status != "withdrawn" || got.WithdrawnAt == nil {
			in.t.Errorf("the consent is back: %+v", got)
		}
		m, err := tx.Message(peter, said)
		if err != nil {
			return err
		}
		if m.RecalledAt == nil || m.Text != "" {
			in.t.Errorf("what was taken back is back: %+v", m)
		}
		if m, err = tx.Message(peter, stays); err != nil || m.Text != "Det her bliver" {
			in.t.Errorf("what was said is gone: %+v, %v", m, err)
		}
		if _, err := tx.PlanOf(demo.PersonID("sofie")); !errors.Is(err, domain.ErrNotFound) {
			in.t.Errorf("who was erased is back: %v", err)
		}
		return nil
	})
}

func (in *installation) settled(s *store.Store, settled store.Settled, peter store.PlanHead, late domain.Notification) {
	in.t.Helper()
	if err := s.Write(in.t.Context(), func(tx *store.Tx) error {
		n, err := tx.LeaseNotification("worker", in.Clock.Now(), in.Clock.Now().Add(time.Minute))
		if !errors.Is(err, domain.ErrNotFound) {
			in.t.Errorf("something is sent again: %+v, %v", n, err)
		}
		return nil
	}); err != nil {
		in.t.Error(err)
	}
	in.read(s, func(tx *store.Tx) error {
		now := in.Clock.Now()
		sessions, err := tx.SessionsOf(peter.Citizen, now)
		if err != nil || len(sessions) > 0 || settled.Sessions == 0 {
			in.t.Errorf("%d sessions live, %d ended, %v", len(sessions), settled.Sessions, err)
		}
		list, err := tx.ToCall([]domain.ID{peter.ID}, now)
		if err != nil {
			return err
		}
		for _, n := range list {
			if n.ID == late.ID {
				return nil
			}
		}
		in.t.Errorf("the consultant is not told of the reminder: %v; %+v", list, settled)
		return nil
	})
}

type changes struct {
	Full bool   `json:"full"`
	Rev  string `json:"rev"`
}

func (in *installation) changes(a *app.App, plan domain.ID, since string) (doc changes) {
	in.t.Helper()
	raw, err := a.GetPlanChanges(in.t.Context(), citizen("peter"), plan, since, false, "")
	if err == nil {
		err = json.Unmarshal(raw, &doc)
	}
	if err != nil {
		in.t.Fatal(err)
	}
	return doc
}

func (in *installation) pull(a *app.App, plan domain.ID, since string) string {
	return in.changes(a, plan, since).Rev
}

// TestWhoWasErasedCannotBeReadAnywhere is T27 for an erasure: not in the database, not in what
// SQLite keeps beside it, not in a backup that was made before and is put back with the ledger.
func TestWhoWasErasedCannotBeReadAnywhere(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		ctx := t.Context()
		const canary = "KANARIE-7f3a9c"
		in.say("sofie", canary)
		name := in.keep("sofie", []byte(canary))
		sofie := in.planOf(in.Store, "sofie")
		file := in.backup("before.age")
		wrapped := in.wrapped(sofie.Citizen)
		out, err := in.App.ErasePerson(ctx, sofie.Citizen, "wish", false)
		if err != nil || out.Files == 0 || out.Rows["message"] == 0 || out.Rows["plan"] != 1 {
			t.Fatalf("%+v, %v", out, err)
		}
		if _, err := os.Stat(filepath.Join(in.Files, name[:2], name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("her picture: %v", err)
		}
		if again, err := in.App.ErasePerson(ctx, sofie.Citizen, "wish", false); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("twice: %+v, %v", again, err)
		}
		for _, database := range in.databases() {
			for _, what := range [][]byte{[]byte(canary), wrapped} {
				if bytes.Contains(database, what) {
					t.Errorf("%d bytes of hers lie in the database", len(what))
				}
			}
		}
		to := in.elsewhere(file)
		if _, err := backup.Restore(ctx, to); err != nil {
			t.Fatal(err)
		}
		s := in.restored(to)
		in.read(s, func(tx *store.Tx) error {
			if _, err := tx.Person(sofie.Citizen); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("her name: %v", err)
			}
			if list, _, err := tx.Messages(sofie, domain.ID(""), "", 10); err == nil && len(list) > 0 {
				t.Errorf("her messages: %v", list)
			}
			return nil
		})
		if content, err := s.File(ctx, sofie.Citizen, name); err == nil {
			t.Errorf("her picture: %q", content)
		}
		if faults, _, err := s.VerifyAudit(ctx); err != nil || len(faults) > 0 {
			t.Errorf("the log: %v, %v", faults, err)
		}
	})
}

// TestWithoutTheLedgerARestoreIsRefused is the other half of T34.
func TestWithoutTheLedgerARestoreIsRefused(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		peter := in.planOf(in.Store, "peter")
		if _, _, err := in.App.RemoveContact(t.Context(), citizen("peter"), peter.ID, in.contact(peter), app.Mutation{}); err != nil {
			t.Fatal(err)
		}
		to := in.elsewhere(in.backup("with-ledger.age"))
		book := in.Store.Ledger().Path()
		whole, err := os.ReadFile(book)
		if err != nil {
			t.Fatal(err)
		}
		for name, doc := range map[string][]byte{"lost": nil, "changed": bytes.Replace(whole, []byte(peter.ID), []byte(domain.NewID()), 1)} {
			if err := os.WriteFile(book, doc, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := backup.Restore(t.Context(), to); err == nil || !strings.Contains(err.Error(), "ledger") {
				t.Errorf("%s: %v", name, err)
			}
		}
		to.WithoutLedger = true
		if err := os.WriteFile(book, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Restore(t.Context(), to); err != nil {
			t.Error(err)
		}
	})
}

// TestAnInterruptedRestoreLeavesNothingToServe: whatever it had put there is refused or not
// seen, and the next one begins anew.
func TestAnInterruptedRestoreLeavesNothingToServe(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		in.keep("peter", []byte("et billede"))
		to := in.elsewhere(in.backup("interrupted.age"))
		no := errors.New("the power fails")
		broken := to
		broken.Settle = func(context.Context, *store.Store, []ledger.Entry) error { return no }
		if _, err := backup.Restore(t.Context(), broken); !errors.Is(err, no) {
			t.Fatal(err)
		}
		if in.Store.Postgres() {
			if s, err := store.Open(t.Context(), to.Store); err == nil || !strings.Contains(err.Error(), "interrupted") {
				t.Errorf("half of it is served: %v", err)
				_ = s.Close()
			}
		} else if _, err := os.Stat(to.Store.Database); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("half of it lies there: %v", err)
		}
		if _, err := os.Stat(to.Store.Files); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("its files lie there: %v", err)
		}
		if _, err := backup.Restore(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		in.planOf(in.restored(to), "peter")
		if _, err := backup.Restore(t.Context(), to); err == nil {
			t.Error("put over what lies there")
		}
	})
}
