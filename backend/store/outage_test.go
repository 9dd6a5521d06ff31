package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// relay stands between a store and PostgreSQL and can be cut, as a server that is killed
// or a cable that is pulled looks from here.
type relay struct {
	t      *testing.T
	target string // the server's socket
	socket string
	mu     sync.Mutex
	ln     net.Listener
	open   map[net.Conn]bool
	busy   sync.WaitGroup
}

// newRelay gives an address that leads through it.
func newRelay(t *testing.T, dsn string) (*relay, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	// The path of a socket is short, so it does not lie in the test's own folder.
	dir, err := os.MkdirTemp("", "tavlen-relay-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	r := &relay{t: t, target: filepath.Join(q.Get("host"), ".s.PGSQL.5432"), socket: filepath.Join(dir, ".s.PGSQL.5432"), open: map[net.Conn]bool{}}
	q.Set("host", dir)
	u.RawQuery = q.Encode()
	r.mend()
	t.Cleanup(r.cut)
	return r, u.String()
}

// mend takes connections (again).
func (r *relay) mend() {
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "unix", r.socket)
	if err != nil {
		r.t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ln = ln
	r.busy.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			r.join(conn)
		}
	})
}

func (r *relay) join(conn net.Conn) {
	server, err := (&net.Dialer{}).DialContext(context.Background(), "unix", r.target)
	if err != nil {
		_ = conn.Close()
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open[conn], r.open[server] = true, true
	for _, way := range [][2]net.Conn{{conn, server}, {server, conn}} {
		r.busy.Go(func() {
			_, _ = io.Copy(way[0], way[1])
			_ = way[0].Close()
			_ = way[1].Close()
		})
	}
}

// cut ends every connection in mid-word and takes no more.
func (r *relay) cut() {
	r.mu.Lock()
	_ = r.ln.Close()
	for c := range r.open {
		_ = c.Close()
	}
	clear(r.open)
	r.mu.Unlock()
	r.busy.Wait()
}

// TestPostgreSQLMayComeAndGo: while it is away everyone is told to come back; what was
// acknowledged is there once; when it is back the pool needs nobody's help.
func TestPostgreSQLMayComeAndGo(t *testing.T) {
	direct := postgres(t)
	r, through := newRelay(t, direct)
	f := open(t, through)
	h, _ := f.plan()
	var acked sync.Map
	var total, refused atomic.Int64
	add := func(key string) error {
		err := f.Write(context.Background(), func(tx *store.Tx) error {
			if _, err := tx.Plan(h.ID); err != nil {
				return err
			}
			var done bool
			if found, err := tx.Mutation(h.Citizen, key, "put", nil, &done); found || err != nil {
				return err
			}
			rev, err := tx.Bump(h.ID)
			if err != nil {
				return err
			}
			id := domain.DerivedID(key)
			if err := tx.PutItem(h, domain.Record{Plan: h.ID, Kind: domain.KindGoal, ID: id, Rev: rev, Item: goal(key), By: h.Citizen, At: f.clock.Now()}); err != nil {
				return err
			}
			return tx.KeepMutation(h.Citizen, key, "put", nil, true)
		})
		switch {
		case err == nil:
			acked.Store(domain.DerivedID(key), true)
			total.Add(1)
		case errors.Is(err, domain.ErrBusy):
			refused.Add(1)
		default:
			t.Errorf("told %v", err)
		}
		return err
	}
	const writers, each = 8, 30
	var wg sync.WaitGroup
	halfway := make(chan struct{})
	var once sync.Once
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				key := fmt.Sprint(w, "/", i)
				for tries := 0; add(key) != nil && tries < 100_000; tries++ { // the phone sends it again
				}
				if total.Load() > writers*each/3 {
					once.Do(func() { close(halfway) })
				}
			}
		})
	}
	<-halfway
	r.cut()
	if err := add("while away"); !errors.Is(err, domain.ErrBusy) {
		t.Errorf("while it is away: %v", err)
	}
	if err := f.Snapshot(t.Context(), func(tx *store.Tx) error { _, err := tx.Items(h); return err }); !errors.Is(err, domain.ErrBusy) {
		t.Errorf("a reader while it is away: %v", err)
	}
	if err := f.Ping(t.Context()); err == nil {
		t.Error("it is ready without its database")
	}
	r.mend()
	wg.Wait()
	if err := add("back again"); err != nil {
		t.Errorf("after it is back: %v", err)
	}
	items := map[domain.ID]int{}
	f.read(func(tx *store.Tx) error {
		rs, err := tx.Items(h)
		for _, rec := range rs {
			items[rec.ID]++
		}
		head, err2 := tx.Plan(h.ID)
		if int64(len(rs)) != head.Rev {
			t.Errorf("%d items at revision %d", len(rs), head.Rev)
		}
		return errors.Join(err, err2)
	})
	acked.Range(func(id, _ any) bool {
		if items[id.(domain.ID)] != 1 {
			t.Errorf("acknowledged, but there %d times", items[id.(domain.ID)])
		}
		return true
	})
	if len(items) != writers*each+1 || refused.Load() == 0 {
		t.Errorf("%d of %d items; %d times refused", len(items), writers*each+1, refused.Load())
	}
}

// TestErrorsOfPostgreSQL: what passes by itself is busy, a full disk is said so.
func TestErrorsOfPostgreSQL(t *testing.T) {
	f := open(t, postgres(t))
	for state, want := range map[string]error{"53100": domain.ErrStorageFull, "53300": domain.ErrBusy, "53200": domain.ErrBusy, "57P01": domain.ErrBusy, "57P02": domain.ErrBusy, "57P03": domain.ErrBusy, "40001": domain.ErrBusy,
		"40P01": domain.ErrBusy, "55P03": domain.ErrBusy, "08006": domain.ErrBusy, "57014": domain.ErrBusy, "25006": domain.ErrBusy} {
		err := f.Write(t.Context(), func(tx *store.Tx) error {
			return tx.Raise("DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '" + state + "'; END $$")
		})
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", state, err)
		}
	}
	if err := f.Write(t.Context(), func(tx *store.Tx) error { return tx.Raise("SELECT * FROM nowhere") }); err == nil || errors.As(err, new(*domain.Error)) {
		t.Errorf("a fault of ours was told as somebody else's: %v", err)
	}
}
