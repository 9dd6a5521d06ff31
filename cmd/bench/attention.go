package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"tavlen/backend/attention"
	"tavlen/backend/domain"
)

// municipality is how many citizens the nightly run goes over, each with a plan as full as
// that of the case files' Peter.
const municipality = 5000

// attention prints what the rules of attention cost: one plan that is in memory; evaluate, one
// plan after a change of it, to what was noticed being kept on the disk; and nightly, the run
// over a whole municipality on SQLite, with how long somebody who writes meanwhile waits.
// It runs in this very process, on a database of its own, since no phone waits for it.
func (b *bench) attention(ctx context.Context) error {
	t, done, err := populate(ctx, municipality)
	if err != nil {
		return err
	}
	defer done()
	b.out.note("%d citizens with %d things and %d messages each", municipality, t.things, t.messages)

	var rules []time.Duration
	facts, limits := t.facts, attention.Sets{}.At(domain.DateOf(t.now), t.citizen)
	for range 2000 {
		began := time.Now()
		attention.Evaluate(facts, limits, t.now)
		rules = append(rules, time.Since(began))
	}
	b.out.times("attention_rules", rules)
	if err := b.night(ctx, t, "nightly_first"); err != nil {
		return err
	}
	if err := b.evaluate(ctx, t); err != nil {
		return err
	}
	t.now = t.now.Add(19 * time.Hour) // four in the morning
	return b.night(ctx, t, "nightly")
}

// evaluate prints what it takes to go over one plan after its citizen wrote, with the disk that
// is waited for; evaluate_cpu is without.
func (b *bench) evaluate(ctx context.Context, t *populated) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var w waits
	for _, p := range t.plans[:500] {
		if err := t.write(ctx, p); err != nil {
			return err
		}
		cpu, err := threadCPU()
		if err != nil {
			return err
		}
		began := time.Now()
		if err := t.app.Attend(ctx, p.plan); err != nil {
			return err
		}
		w.took = append(w.took, time.Since(began))
		spent, err := threadCPU()
		if err != nil {
			return err
		}
		w.cpu = append(w.cpu, spent-cpu)
	}
	w.print(b.out, "evaluate")
	return nil
}

// night prints what going over everyone takes, and how long writers wait meanwhile.
func (b *bench) night(ctx context.Context, t *populated, name string) error {
	cpu, err := ownCPU()
	if err != nil {
		return err
	}
	stopProfile, err := b.ownProfile(name)
	if err != nil {
		return err
	}
	stopWriting := t.others(ctx)
	began := time.Now()
	n, err := t.app.Rounds(ctx)
	took := time.Since(began)
	waited, failed := stopWriting()
	if err := errors.Join(err, failed, stopProfile()); err != nil {
		return err
	}
	spent, err := ownCPU()
	if err != nil {
		return err
	}
	if n != len(t.plans) {
		return fmt.Errorf("the nightly run went over %d plans", n)
	}
	b.out.print(name, took.Seconds(), "s")
	b.out.print(name+"_cpu", (spent - cpu).Seconds(), "s")
	b.out.print(name+"_per_citizen", ms(took/time.Duration(n)), "ms")
	b.out.times(name+"_writer", waited)
	b.out.print(name+"_writer_longest", ms(slices.Max(waited)), "ms")
	return nil
}

// others lets somebody else write 20 times a second, until the function it gives is called,
// which tells how long each write took.
func (t *populated) others(ctx context.Context) (stop func() ([]time.Duration, error)) {
	ctx, cancel := context.WithCancel(ctx)
	var took []time.Duration
	done := make(chan error, 1)
	go func() {
		every := time.NewTicker(50 * time.Millisecond)
		defer every.Stop()
		for {
			began := time.Now()
			if err := t.store.Ping(context.WithoutCancel(ctx)); err != nil {
				done <- err
				return
			}
			took = append(took, time.Since(began))
			select {
			case <-ctx.Done():
				done <- nil
				return
			case <-every.C:
			}
		}
	}()
	return func() ([]time.Duration, error) {
		cancel()
		err := <-done
		return took, err
	}
}
