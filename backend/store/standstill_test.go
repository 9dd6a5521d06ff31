package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit/pg"
)

// TestWhoStandsStillInATransactionHoldsNothing: a process that was stopped between its claim and
// its commit keeps a row locked, which the others pass over. PostgreSQL ends its transaction, and
// the promise is theirs; when it goes on, its write has failed and can be tried again (R05).
func TestWhoStandsStillInATransactionHoldsNothing(t *testing.T) {
	dsn := pg.DSN(t)
	f := open(t, dsn)
	f.write(func(tx *store.Tx) error {
		if got, err := tx.Ask("SHOW idle_in_transaction_session_timeout"); got != "15s" || err != nil {
			t.Errorf("a transaction may stand still for %s, %v", got, err)
		}
		return nil
	})
	join := "?"
	if strings.Contains(dsn, "?") {
		join = "&"
	}
	f = open(t, dsn+join+"idle_in_transaction_session_timeout=200")
	n := f.promise(f.person(domain.RoleCitizen), nil)
	second := f.another()
	claimed, goOn := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- f.Write(context.Background(), func(tx *store.Tx) error {
			_, err := tx.LeaseNotification("stopped", f.clock.Now(), f.clock.Now().Add(leaseTime))
			close(claimed)
			<-goOn
			return errors.Join(err, tx.Delivered(n.ID, "phone", f.clock.Now()))
		})
	}()
	<-claimed
	for {
		got, err := second.lease("other")
		if err == nil && got.ID == n.ID {
			break
		}
		if !errors.Is(err, domain.ErrNotFound) || t.Context().Err() != nil {
			t.Fatal(got, err)
		}
	}
	close(goOn)
	if err := <-ended; !errors.Is(err, domain.ErrBusy) {
		t.Errorf("what it wrote was %v", err)
	}
}
