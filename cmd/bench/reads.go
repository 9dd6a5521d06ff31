package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"
)

// reads prints how many times a second a plan can be pulled over 16 signed-in
// connections, whole and unchanged.
func (b *bench) reads(ctx context.Context) error {
	t, err := b.people(ctx)
	if err != nil {
		return err
	}
	p := t.citizens[0]
	path := "/api/v1/plans/" + string(p.plan)
	ask := request("GET", b.house.host(), path, p.cookie, nil)
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return err
	}
	defer w.close()
	a, err := w.exchange(ask)
	if err != nil {
		return err
	}
	etag := a.header("Etag")
	if a.status != 200 || etag == "" {
		return fmt.Errorf("the plan: %d, ETag %q", a.status, etag)
	}
	b.out.print("read_body", kb(int64(len(a.body))), "kB")
	whole := func(*wire, int) ([]byte, int) { return ask, 200 }
	if err := b.load(ctx, "read", hands, whole); err != nil {
		return err
	}
	again := request("GET", b.house.host(), path, p.cookie, nil, "If-None-Match: "+etag)
	unchanged := func(*wire, int) ([]byte, int) { return again, 304 }
	return b.load(ctx, "read_unchanged", hands, unchanged)
}

// load sends what next gives over n connections for the time asked for, and prints rate,
// times and how much of the processors went to the program and to the load itself. next
// gives a request and the status its answer must have.
func (b *bench) load(ctx context.Context, name string, n int, next func(w *wire, client int) ([]byte, int)) error {
	stopProfile := b.profiling(ctx, name)
	ctx, cancel := context.WithTimeout(ctx, b.seconds)
	defer cancel()
	before, err := b.usage()
	if err != nil {
		return err
	}
	var wrong atomic.Int64
	took := make([][]time.Duration, n)
	began := time.Now()
	err = together(n, func(i int) error {
		w, err := dial(ctx, b.house.addr, "")
		if err != nil {
			return err
		}
		defer w.close()
		mine := make([]time.Duration, 0, 1<<16)
		for ctx.Err() == nil {
			ask, want := next(w, i)
			sent := time.Now()
			a, err := w.exchange(ask)
			if err != nil {
				return err
			}
			mine = append(mine, time.Since(sent))
			if a.status != want {
				wrong.Add(1)
			}
		}
		took[i] = mine
		return nil
	})
	elapsed := time.Since(began)
	if err != nil {
		return err
	}
	after, err := b.usage()
	if err != nil {
		return err
	}
	stopProfile()
	all := slices.Concat(took...)
	b.out.print(name+"_rate", float64(len(all))/elapsed.Seconds(), "/s")
	b.out.times(name, all)
	b.out.print(name+"_errors", float64(wrong.Load()), "answers")
	b.out.print(name+"_program_cpu", us(after.program-before.program, len(all)), "us/request")
	b.out.print(name+"_load_cpu", us(after.load-before.load, len(all)), "us/request")
	if len(all) == 0 {
		return errors.New("nothing was answered")
	}
	return nil
}

func us(d time.Duration, n int) float64 { return float64(d) / float64(time.Microsecond) / float64(max(n, 1)) }
