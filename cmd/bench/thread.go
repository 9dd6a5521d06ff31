package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"tavlen/backend/domain"
)

const (
	// threadLength is what somebody may have after many years.
	threadLength = 20_000
	// opens is how often the long thread is opened.
	opens = 300
	// sendsPerSecond is the pace at which messages come in while their answers are timed.
	sendsPerSecond = 50
)

// message is what people write, in length.
const message = "Hej. Jeg kan godt komme på torsdag, men bussen kører ikke så tidligt. Kan det blive klokken ti i stedet for ni? Så når jeg det fint."

// thread prints how long a thread of 20,000 messages takes to open at its end, to read on
// in and to look for a word in, each from the moment the request is sent; how smoothly it
// scrolls back on a phone six times slower than this machine; and how soon a
// message that is sent gets its answer, while 50 come in a second, counted from when it
// was due to be sent, so that a slow answer does not hide what waits behind it.
func (b *bench) thread(ctx context.Context) error {
	t, err := b.people(ctx)
	if err != nil {
		return err
	}
	p := t.citizens[0]
	began := time.Now()
	if err := t.talk(ctx, p, threadLength); err != nil {
		return err
	}
	b.out.note("%d messages sent in %s", threadLength, time.Since(began).Round(time.Millisecond))
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return err
	}
	defer w.close()
	page := "/plans/" + string(p.plan) + "/messages"
	var first struct {
		Messages []struct{ ID string }
		More     bool
	}
	if err := t.call(w, p, "GET", page, "", &first); err != nil {
		return err
	}
	if len(first.Messages) == 0 || !first.More {
		return fmt.Errorf("the thread opens with %d messages", len(first.Messages))
	}
	stopProfile := b.profiling(ctx, "thread_open")
	if err := b.timed("thread_open", opens, func(i int) error { return t.call(w, []*person{p, &t.consultant}[i%2], "GET", page, "", nil) }); err != nil {
		return err
	}
	stopProfile()
	// Upwards, page by page, as a thumb does.
	before := first.Messages[0].ID
	err = b.timed("thread_older", opens, func(int) error {
		if err := t.call(w, p, "GET", page+"?before="+before, "", &first); err != nil {
			return err
		}
		if len(first.Messages) == 0 {
			return fmt.Errorf("there is no page before %s", before)
		}
		before = first.Messages[0].ID
		return nil
	})
	if err != nil {
		return err
	}
	err = b.timed("thread_search", opens/10, func(int) error { return t.call(w, p, "POST", page+"/search", `{"words":"guldfisk"}`, nil) })
	if err != nil {
		return err
	}
	if browser := b.browser("thread to scroll in"); browser != "" {
		link, err := t.linkFor(w, p)
		if err != nil {
			return err
		}
		if err := b.led(ctx, "scroll.mjs", link, browser); err != nil {
			return err
		}
	}
	return b.sends(ctx, t)
}

// timed prints how long each of n takes.
func (b *bench) timed(name string, n int, do func(i int) error) error {
	took := make([]time.Duration, n)
	for i := range took {
		sent := time.Now()
		if err := do(i); err != nil {
			return err
		}
		took[i] = time.Since(sent)
	}
	b.out.times(name, took)
	return nil
}

// talk writes a thread full, half of it by each of the two.
func (t *town) talk(ctx context.Context, p *person, n int) error {
	var nth atomic.Int64
	return together(hands, func(int) error {
		w, err := dial(ctx, t.b.house.addr, "")
		if err != nil {
			return err
		}
		defer w.close()
		for {
			i := int(nth.Add(1))
			if i > n || ctx.Err() != nil {
				return ctx.Err()
			}
			if err := t.say(w, []*person{p, &t.consultant}[i%2], p); err != nil {
				return err
			}
		}
	})
}

func (t *town) say(w *wire, as, whose *person) error {
	id := domain.NewID()
	body, err := json.Marshal(map[string]string{"text": message + " " + string(id)})
	if err != nil {
		return err
	}
	a, err := w.exchange(request("PUT", t.b.house.host(), "/api/v1/plans/"+string(whose.plan)+"/messages/"+string(id), as.cookie, body, "Idempotency-Key: "+string(id)))
	if err == nil && a.status != 200 {
		err = fmt.Errorf("a message was answered %d %s", a.status, a.body)
	}
	return err
}

// sends lets messages come in at an even pace, in many threads and in the long one, by the
// citizens and by the consultant.
func (b *bench) sends(ctx context.Context, t *town) error {
	due := make(chan time.Time, sendsPerSecond)
	var mu sync.Mutex
	var took []time.Duration
	var nth atomic.Int64
	ended := make(chan error, 1)
	stopProfile := b.profiling(ctx, "thread_send")
	go func() {
		ended <- together(hands, func(int) error {
			w, err := dial(ctx, b.house.addr, "")
			if err != nil {
				return err
			}
			defer w.close()
			for at := range due {
				i := int(nth.Add(1))
				p := t.citizens[i%furnished]
				if err := t.say(w, []*person{p, &t.consultant}[i/furnished%2], p); err != nil {
					return err
				}
				mu.Lock()
				took = append(took, time.Since(at))
				mu.Unlock()
			}
			return nil
		})
	}()
	n := int(b.seconds.Seconds() * sendsPerSecond)
	began := time.Now()
	for i := range n {
		at := began.Add(time.Duration(i) * time.Second / sendsPerSecond)
		if err := pause(ctx, time.Until(at)); err != nil {
			return err
		}
		due <- at
	}
	close(due)
	if err := <-ended; err != nil {
		return err
	}
	stopProfile()
	b.out.print("thread_send_rate", float64(n)/time.Since(began).Seconds(), "/s")
	b.out.times("thread_send", took)
	return nil
}
