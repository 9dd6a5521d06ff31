package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/http2/hpack"
)

// asPhone is how a browser says what it can unpack.
const asPhone = "Accept-Encoding: gzip, deflate, br, zstd"

// reads prints how many times a second a plan can be pulled over 16 signed-in
// connections: whole, whole and compressed as phones take it, and unchanged.
func (b *bench) reads(ctx context.Context) error {
	t, err := b.people(ctx)
	if err != nil {
		return err
	}
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return err
	}
	defer w.close()
	// In turn, since what one person may ask is bounded.
	var asks, squeezed, again [furnished][]byte
	for i, p := range t.citizens[:furnished] {
		path := "/api/v1/plans/" + string(p.plan)
		asks[i] = request("GET", b.house.host(), path, p.cookie, nil)
		a, err := w.exchange(asks[i])
		if err != nil {
			return err
		}
		etag := a.header("ETag")
		if a.status != 200 || etag == "" {
			return fmt.Errorf("the plan: %d, ETag %q", a.status, etag)
		}
		squeezed[i] = request("GET", b.house.host(), path, p.cookie, nil, asPhone)
		again[i] = request("GET", b.house.host(), path, p.cookie, nil, "If-None-Match: "+etag)
		if i == 0 {
			b.out.print("read_body", kb(int64(len(a.body))), "kB")
			if a, err = w.exchange(squeezed[i]); err != nil {
				return err
			}
			b.out.print("read_squeezed_body", kb(int64(len(a.body))), "kB")
		}
	}
	same := func(requests *[furnished][]byte, status int) func(int, answer) ([]byte, error) {
		var nth atomic.Int64
		return func(_ int, last answer) ([]byte, error) {
			if last.status != 0 && last.status != status {
				return nil, fmt.Errorf("a read was answered %d %s", last.status, last.body)
			}
			return requests[nth.Add(1)%furnished], nil
		}
	}
	if err := b.load(ctx, "read", hands, same(&asks, 200)); err != nil {
		return err
	}
	if err := b.load(ctx, "read_squeezed", hands, same(&squeezed, 200)); err != nil {
		return err
	}
	if err := b.load(ctx, "read_unchanged", hands, same(&again, 304)); err != nil {
		return err
	}
	return b.delta(t, w) // last, for it changes what was read
}

// delta prints what a phone gets of one ticked step: the change alone, as compressed as
// phones take it; with the headers as the program writes them (HTTP/1.1); and what a proxy
// that speaks HTTP/2 to the phone makes of both, on a connection that has carried such an
// answer before.
func (b *bench) delta(t *town, w *wire) error {
	p := t.citizens[0]
	var seen struct{ Rev string }
	if err := t.call(w, p, "GET", "/plans/"+string(p.plan), "", &seen); err != nil {
		return err
	}
	a, err := w.exchange(t.put(p, p, "steps/"+string(p.whole.step), seen.Rev, fmt.Sprintf(`{"status":"done","done_at":"%s"}`, date(0))))
	if err != nil {
		return err
	}
	if _, err := receipt(a); err != nil {
		return err
	}
	a, err = w.exchange(request("GET", b.house.host(), "/api/v1/plans/"+string(p.plan)+"/changes?brief=true&since="+seen.Rev, p.cookie, nil, asPhone))
	if err != nil {
		return err
	}
	if a.status != 200 {
		return fmt.Errorf("the changes: %d %s", a.status, a.body)
	}
	b.out.print("delta_of_a_tick", float64(len(a.body)), "B")
	b.out.print("delta_of_a_tick_with_headers", float64(len(a.head)+len(a.body)), "B")
	b.out.print("delta_of_a_tick_http2", float64(overHTTP2(a)), "B")
	return nil
}

// overHTTP2 gives the bytes of an answer in HTTP/2 after one with the same headers: they
// are fields of a table by then (HPACK, RFC 7541), and two frames have a head of 9 bytes
// each (RFC 9113 §4.1). What changes between two answers counts whole.
func overHTTP2(a answer) int {
	var block bytes.Buffer
	e := hpack.NewEncoder(&block)
	for _, nth := range []string{"0", "1"} {
		block.Reset()
		_ = e.WriteField(hpack.HeaderField{Name: ":status", Value: strconv.Itoa(a.status)}) // into memory
		for line := range strings.Lines(string(a.head)) {
			name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
			if !ok {
				continue
			}
			switch name {
			case "Date", "Tavlen-Time", "Content-Length", "ETag":
				value = value[:len(value)-1] + nth
			}
			_ = e.WriteField(hpack.HeaderField{Name: strings.ToLower(name), Value: value})
		}
	}
	return 9 + block.Len() + 9 + len(a.body)
}

// load sends what next gives over n connections for the time asked for, and prints rate,
// times and how much of the processors went to the program and to the load itself. next
// is given the client's number and the answer to its last request, and may refuse it: that
// is counted, and the client goes on with what next gives for no answer.
func (b *bench) load(ctx context.Context, name string, n int, next func(client int, last answer) ([]byte, error)) error {
	stopProfile := b.profiling(ctx, name)
	before, err := b.usage()
	if err != nil {
		return err
	}
	var refused atomic.Int64
	var why atomic.Pointer[error]
	took := make([][]time.Duration, n)
	began := time.Now()
	err = together(n, func(i int) error {
		w, err := dial(ctx, b.house.addr, "")
		if err != nil {
			return err
		}
		defer w.close()
		mine := make([]time.Duration, 0, 1<<16)
		var last answer
		for time.Since(began) < b.seconds && ctx.Err() == nil {
			ask, refusal := next(i, last)
			if refusal != nil {
				refused.Add(1)
				why.CompareAndSwap(nil, &refusal)
				if ask, err = next(i, answer{}); err != nil {
					return err
				}
			}
			sent := time.Now()
			if last, err = w.exchange(ask); err != nil {
				return err
			}
			mine = append(mine, time.Since(sent))
		}
		took[i] = mine
		return ctx.Err()
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
	b.out.print(name+"_errors", float64(refused.Load()), "answers")
	b.out.print(name+"_program_cpu", us(after.program-before.program, len(all)), "us/request")
	b.out.print(name+"_load_cpu", us(after.load-before.load, len(all)), "us/request")
	if e := why.Load(); e != nil {
		b.out.note("%s: the first refusal: %v", name, *e)
	}
	return nil
}

func us(d time.Duration, n int) float64 {
	return float64(d) / float64(time.Microsecond) / float64(max(n, 1))
}
