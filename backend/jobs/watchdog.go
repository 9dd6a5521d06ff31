package jobs

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

const (
	// stuckAfter is how long a promise that is due may wait. With a look every lookEvery, and
	// one that came too late, it is noticed within a minute.
	stuckAfter = 50 * time.Second
	lookEvery  = 5 * time.Second
)

// Watchdog notices that promises are due and nobody works on them: no worker runs, or they
// all stand still. It looks at the store itself and asks no worker, since one that stands
// still answers nothing.
type Watchdog struct {
	store *store.Store
	clock domain.Clock
	// steady is the machine's own time: a clock that people moved makes nothing late.
	steady domain.Clock
	log    *slog.Logger

	since time.Time // since when something was due at each look, by the steady clock; zero: nothing is
	stuck atomic.Bool
}

// NewWatchdog makes one; Run starts it. Steady is the machine's time.
func NewWatchdog(s *store.Store, clock, steady domain.Clock, log *slog.Logger) *Watchdog {
	return &Watchdog{store: s, clock: clock, steady: steady, log: log}
}

// Stuck says whether promises wait that nobody works on.
func (w *Watchdog) Stuck() bool { return w.stuck.Load() }

// Run looks until the context ends.
func (w *Watchdog) Run(ctx context.Context) {
	every := time.NewTicker(lookEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			w.Look(ctx)
		}
	}
}

// Look looks once, and says once that something is stuck, and once that it is not any more.
func (w *Watchdog) Look(ctx context.Context) {
	var next time.Time
	err := w.store.Read(ctx, func(tx *store.Tx) (err error) {
		next, err = tx.NextDue()
		return err
	})
	if err != nil {
		return // a database that does not answer is what /readyz tells
	}
	now, steady := w.clock.Now(), w.steady.Now()
	due := !next.IsZero() && !next.After(now)
	switch {
	case !due:
		w.since = time.Time{}
	case w.since.IsZero():
		w.since = steady
	}
	// Both clocks must say so: after people's jumped everything is due at once, and the
	// workers have a minute as always.
	stuck := due && now.Sub(next) >= stuckAfter && steady.Sub(w.since) >= stuckAfter-lookEvery
	if stuck == w.stuck.Swap(stuck) {
		return
	}
	if stuck {
		w.log.Error("notifications are due and nobody sends them", "waiting_seconds", int(now.Sub(next)/time.Second))
		return
	}
	w.log.Info("the notifications that waited are worked on again")
}
