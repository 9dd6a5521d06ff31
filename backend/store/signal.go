package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"tavlen/backend/domain"
)

// Signal tells the other processes on the same database what was committed: a plan
// changed, a message came, a session ended, the outbox has something due, or a data key
// was thrown away, and with it all that was opened with it. Resync says that signals may
// have been missed and everything open should be looked at again.
type Signal struct {
	Plan   domain.ID `json:"p,omitempty"`
	Thread domain.ID `json:"t,omitempty"`
	// To is the one who is woken: a reader of the thread, all of whom it is where it is left out,
	// or one who is told of what was noticed.
	To      domain.ID `json:"w,omitempty"`
	Session domain.ID `json:"s,omitempty"`
	// Noticed says that it is what wants attention on the plan, or who has looked at it, that changed.
	Noticed bool `json:"n,omitempty"`
	// Device is a session that was opened on a phone which the others of To are told of.
	Device domain.ID `json:"d,omitempty"`
	Outbox bool      `json:"o,omitempty"`
	Erased bool      `json:"e,omitempty"`
	Resync bool      `json:"r,omitempty"`
	// From is the process that committed it; its own it knows already.
	From domain.ID `json:"f,omitempty"`
}

const channel = "tavlen"

// Tell sends a signal with the transaction: nothing leaves before commit. On SQLite the
// other processes notice the commit itself.
func (tx *Tx) Tell(s Signal) {
	if !tx.store.postgres {
		return
	}
	s.From = tx.store.process
	if doc, err := json.Marshal(s); err == nil {
		tx.notify = append(tx.notify, string(doc))
	}
}

func (tx *Tx) sendNotify() error {
	for _, doc := range tx.notify {
		if err := tx.db.Exec("SELECT pg_notify(?, ?)", channel, doc).Error; err != nil {
			return err
		}
	}
	return nil
}

// pollEvery is how often a SQLite file is asked whether another process wrote to it.
const pollEvery = 500 * time.Millisecond

// Listen calls fn for what other processes commit, until the context ends. It begins with
// a Resync, and gives another after each reconnect.
func (s *Store) Listen(ctx context.Context, fn func(Signal)) error {
	heard := func(sig Signal) {
		s.commits.Add(1)
		if sig.Resync || sig.Erased {
			s.heed(ctx)
		}
		fn(sig)
	}
	if s.postgres {
		return s.listenPostgres(ctx, heard)
	}
	return s.pollSQLite(ctx, heard)
}

func (s *Store) listenPostgres(ctx context.Context, fn func(Signal)) error {
	wait := time.NewTimer(0)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-wait.C:
		}
		if err := s.listenOnce(ctx, fn); err != nil && ctx.Err() == nil {
			s.log.Warn("the database's signals stopped; connecting again", "error", err)
		}
		wait.Reset(time.Second)
	}
}

func (s *Store) listenOnce(ctx context.Context, fn func(Signal)) error {
	conn, err := pgx.Connect(ctx, s.dsn)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	fn(Signal{Resync: true})
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		var sig Signal
		if json.Unmarshal([]byte(n.Payload), &sig) != nil {
			sig = Signal{Resync: true}
		}
		if sig.From != s.process {
			fn(sig)
		}
	}
}

// pollSQLite asks the writer's own connection for PRAGMA data_version: it changes when
// another connection commits, and own commits do not move it.
func (s *Store) pollSQLite(ctx context.Context, fn func(Signal)) error {
	raw, err := s.write.DB()
	if err != nil {
		return err
	}
	version := func() (v int64, err error) {
		err = raw.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v)
		return v, err
	}
	last, err := version()
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return s.translate(err)
	}
	fn(Signal{Resync: true})
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		v, err := version()
		if err != nil {
			continue // busy or closing; the next tick asks again
		}
		if v != last {
			last = v
			fn(Signal{Resync: true})
		}
	}
}
