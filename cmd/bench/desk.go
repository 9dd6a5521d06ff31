package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"sync"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/store"
)

const (
	// fullDesk is how many citizens one consultant's desk has here, each with a plan as full as
	// that of the case files' Peter.
	fullDesk = 300
	// coldDesks is how many processes are started anew, and warmDesks how often a desk is asked
	// for that was asked for before.
	coldDesks = 20
	warmDesks = 500
	// writesEvery lets ten citizens write a second.
	writesEvery = 100 * time.Millisecond
)

// waits are how long a desk was waited for, and the processor time that its answer took.
type waits struct{ took, cpu []time.Duration }

func (w waits) print(f *figures, name string) {
	f.times(name, w.took)
	f.times(name+"_cpu", w.cpu)
}

// desk prints how long a consultant waits for her desk of 300 citizens, ready to be sent:
// desk300_cold in the very moment that a process starts (which also logs that she looked, for
// each citizen), desk300_started once that process has made her desk ready, as it does by itself
// (desk300_readying), and desk300 after one citizen wrote, while ten a second write and the
// rules go over their plans as in the program. desk300_all_moved is in the moment of a change
// that is everybody's, a colleague's hours. It runs in this very process, on SQLite.
func (b *bench) desk(ctx context.Context) (err error) {
	t, done, err := populate(ctx, fullDesk)
	if err != nil {
		return err
	}
	defer done()
	if _, err := t.app.Rounds(ctx); err != nil {
		return err
	}
	if err := t.signIn(ctx); err != nil {
		return err
	}
	var cold, started, warm, moved waits
	var readying []time.Duration
	for range coldDesks {
		if err := t.coldDesk(ctx, &cold, &started, &readying); err != nil {
			return err
		}
	}
	cold.print(b.out, "desk300_cold")
	b.out.times("desk300_readying", readying)
	started.print(b.out, "desk300_started")

	if err := t.ask(ctx, t.app, &waits{}); err != nil {
		return err
	}
	stop := t.town(ctx)
	defer func() { err = errors.Join(err, stop()) }()
	stopProfile, err := b.ownProfile("desk300")
	if err != nil {
		return err
	}
	began, wrote := time.Now(), t.written.Load()
	for range warmDesks {
		if err := t.write(ctx, t.anybody()); err != nil {
			return err
		}
		if err := t.ask(ctx, t.app, &warm); err != nil {
			return err
		}
	}
	if err := stopProfile(); err != nil {
		return err
	}
	warm.print(b.out, "desk300")
	b.out.print("desk300_writes", float64(t.written.Load()-wrote)/time.Since(began).Seconds(), "/s")

	for range coldDesks {
		if err := t.store.Write(ctx, func(tx *store.Tx) error {
			p, err := tx.Person(t.consultant.Person)
			if err != nil {
				return err
			}
			return tx.PutPerson(p, store.Installation)
		}); err != nil {
			return err
		}
		if err := t.ask(ctx, t.app, &moved); err != nil {
			return err
		}
	}
	moved.print(b.out, "desk300_all_moved")
	return nil
}

func (t *populated) anybody() citizenPlan { return t.plans[rand.IntN(len(t.plans))] } //nolint:gosec // nobody guesses anything by it

// ask asks for the desk, as far as the bytes of the answer.
func (t *populated) ask(ctx context.Context, a *app.App, w *waits) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cpu, err := threadCPU()
	if err != nil {
		return err
	}
	began := time.Now()
	list, err := a.ListMyCitizens(ctx, t.consultant)
	if err != nil {
		return err
	}
	if _, err := json.Marshal(list); err != nil {
		return err
	}
	if list.Total != len(t.plans) {
		return fmt.Errorf("a desk with %d citizens", list.Total)
	}
	took := time.Since(began)
	spent, err := threadCPU()
	w.took, w.cpu = append(w.took, took), append(w.cpu, spent-cpu)
	return err
}

// coldDesk starts two processes: one is asked at once, the other when its desks stand ready.
func (t *populated) coldDesk(ctx context.Context, cold, started *waits, readying *[]time.Duration) error {
	for _, ready := range []bool{false, true} {
		s, a, err := t.open(ctx)
		if err != nil {
			return err
		}
		w := cold
		if ready {
			began := time.Now()
			var rows int
			if rows, err = a.ReadyDesks(ctx); err == nil && rows != len(t.plans) {
				err = fmt.Errorf("%d rows made ready", rows)
			}
			*readying, w = append(*readying, time.Since(began)), started
		}
		if err == nil {
			err = t.ask(ctx, a, w)
		}
		if err = errors.Join(err, s.Close()); err != nil {
			return err
		}
	}
	return nil
}

// signIn lets the consultant have been there.
func (t *populated) signIn(ctx context.Context) error {
	return t.store.Write(ctx, func(tx *store.Tx) error {
		return tx.CreateSession(store.Session{ID: t.consultant.Session, Person: t.consultant.Person, RenewHash: []byte("bench"), RenewedAt: t.now, CreatedAt: t.now, SeenAt: t.now, ExpiresAt: t.now.Add(time.Hour)})
	})
}

// town lets citizens write, and the rules of attention look after each, until the function it
// gives is called.
func (t *populated) town(ctx context.Context) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	var both sync.WaitGroup
	var failed error
	both.Go(func() {
		jobs.Attend(ctx, t.app, domain.ClockFunc(func() time.Time { return t.now }), slog.New(slog.DiscardHandler))
	})
	both.Go(func() {
		every := time.NewTicker(writesEvery)
		defer every.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-every.C:
			}
			if err := t.write(context.WithoutCancel(ctx), t.anybody()); err != nil {
				failed = err
				return
			}
		}
	})
	return func() error {
		cancel()
		both.Wait()
		return failed
	}
}
