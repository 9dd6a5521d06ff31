package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// drill is how much of the kill drill to do.
type drill struct {
	writers, kills int
	// acked is how many acknowledged writes to make between two kills, on average, and
	// least how many in all.
	acked, least int
}

// run lets writers work while the server is killed under them, and then looks whether
// what it acknowledged is there.
func (d drill) run(t *testing.T, database string, random *rand.Rand) {
	p := newPlace(t)
	if store.IsPostgres(database) {
		p.database = database
	}
	k := newDesk(t, p)
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Minute)
	defer cancel()

	var mu sync.Mutex
	var acked, tried []*wish
	var count, number atomic.Int64
	grown := make(chan struct{}, 1)
	work, stop := context.WithCancel(ctx)
	var writers sync.WaitGroup
	for range d.writers {
		writers.Go(func() {
			for work.Err() == nil {
				w, err := k.newWish(ctx, int(number.Add(1)))
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				tried = append(tried, w)
				mu.Unlock()
				if err := k.insist(ctx, w); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acked = append(acked, w)
				mu.Unlock()
				count.Add(1)
				select {
				case grown <- struct{}{}:
				default:
				}
			}
		})
	}
	reach := func(n int64) {
		for count.Load() < n && !t.Failed() {
			select {
			case <-grown:
			case <-ctx.Done():
				t.Fatal("the drill did not come to its end")
			}
		}
	}
	next := int64(0)
	for range d.kills {
		next += 1 + random.Int64N(int64(2*d.acked))
		reach(next)
		k.killAndRestart(t)
		next = max(next, count.Load())
	}
	reach(max(next+1, int64(d.least)))
	stop()
	writers.Wait()
	k.checkAll(t, acked, tried, random)
	t.Logf("%d writes acknowledged under %d kills, none lost", len(acked), d.kills)
}

// checkAll looks at the data, and asks the running server some of the wishes again.
func (d *desk) checkAll(t *testing.T, acked, tried []*wish, random *rand.Rand) {
	t.Helper()
	again := slices.Clone(acked)
	random.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
	for _, w := range again[:min(len(again), 40)] {
		first := string(w.answer)
		if done, err := d.send(w); err != nil || !done || string(w.answer) != first {
			t.Errorf("asked again: %s, first %s, %v", w.answer, first, err)
		}
	}
	d.server.kill(t) // so that the log beside the database is what is read
	s := d.openStore(t)
	d.read(t, s).check(t, acked, tried)
	faults, deeds, err := s.VerifyAudit(t.Context())
	if err != nil || len(faults) > 0 || deeds < len(acked) {
		t.Errorf("%d deeds, %v, %v", deeds, faults, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if d.database == "" {
		if got := integrity(t, d.file()); got != "ok" {
			t.Error(got)
		}
	}
}

// TestNothingAcknowledgedIsLostToAKill is the small form of TestDrillKills.
func TestNothingAcknowledgedIsLostToAKill(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		drill{writers: 10, kills: 3, acked: 40}.run(t, database, rand.New(rand.NewPCG(seed, 0)))
	})
}

// TestEveryAcknowledgedWriteWasSynced: an answer is given only after the write-ahead log
// was made sure of on the disk. See testdata/syncs.c for how that is counted.
func TestEveryAcknowledgedWriteWasSynced(t *testing.T) {
	counter := filepath.Join(t.TempDir(), "count")
	k := newDesk(t, newPlace(t), "LD_PRELOAD="+lib(t, "syncs"), "SYNC_COUNT="+counter)
	synced := func() int64 {
		t.Helper()
		info, err := os.Stat(counter)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	write := func(n int) error {
		w, err := k.newWish(t.Context(), n)
		if err != nil {
			return err
		}
		before := synced()
		if done, err := k.send(w); !done || err != nil {
			return fmt.Errorf("not acknowledged: %w", err)
		}
		if synced() == before {
			return errors.New("acknowledged before anything was synced")
		}
		return nil
	}
	const writes = 150
	begin := synced()
	for n := range writes {
		if err := write(n); err != nil {
			t.Fatalf("write %d: %v", n, err)
		}
	}
	alone := synced() - begin
	t.Logf("%d syncs for %d acknowledged writes of one client", alone, writes)
	if alone < writes {
		t.Errorf("%d syncs for %d acknowledged writes", alone, writes)
	}
	// Sixteen at once: one sync may serve several only if each of them waits for it.
	begin = synced()
	var wg sync.WaitGroup
	for n := range 16 {
		wg.Go(func() {
			for i := range 10 {
				if err := write(n + i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d syncs for 160 acknowledged writes of sixteen clients", synced()-begin)
}
