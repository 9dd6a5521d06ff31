//go:build drill

package main

import (
	"math/rand/v2"
	"testing"
	"time"

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
			drill{writers: 20, kills: 200, acked: 500}.run(t, db, rand.New(rand.NewPCG(seed, 0)))
		})
	}
}
