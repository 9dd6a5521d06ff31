//go:build drill

package main

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tavlen/backend/store"
	"tavlen/backend/testkit/pg"
)

// TestDrillKills is R01 in full: 200 kills under 20 writers, 100,000 acknowledged writes
// in all, on both databases; PostgreSQL writes through to the disk as in production.
func TestDrillKills(t *testing.T) {
	for name, database := range map[string]func(t *testing.T) string{
		"sqlite":   func(*testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return pg.StartDurable(t).DSN(t) },
	} {
		t.Run(name, func(t *testing.T) {
			seed := uint64(time.Now().UnixNano())
			t.Logf("seed %d", seed)
			db := database(t)
			if store.IsPostgres(db) != (name == "postgres") {
				t.Fatal(db)
			}
			drill{writers: 20, kills: 200, acked: 500, least: 100_000}.run(t, db, rand.New(rand.NewPCG(seed, 0)))
		})
	}
}

// TestDrillPostgresSyncs: PostgreSQL acknowledges a write only after its log is on the
// disk, and no setting of ours tells it otherwise. It counts its syncs itself.
func TestDrillPostgresSyncs(t *testing.T) {
	p := newPlace(t)
	p.database = pg.StartDurable(t).DSN(t)
	k := newDesk(t, p)
	conn, err := pgx.Connect(t.Context(), p.database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	synced := func() (n int64) {
		t.Helper()
		if err := conn.QueryRow(t.Context(), "SELECT wal_sync FROM pg_stat_wal").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	const writes = 500
	begin := synced()
	for n := range writes {
		w, err := k.newWish(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.insist(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	// A backend reports its figures some seconds late.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for synced()-begin < writes {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("%d syncs for %d acknowledged writes", synced()-begin, writes)
		}
	}
	t.Logf("%d syncs for %d acknowledged writes of one client", synced()-begin, writes)
}
