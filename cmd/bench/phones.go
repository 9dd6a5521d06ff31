package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// phone is an open stream that lies in a pocket: it reads, and notes when it is told that
// a plan has moved on.
type phone struct {
	wire *wire
	told chan time.Time
	gone chan struct{} // closed when the stream ended
}

// perAddress is how many phones share one of our loopback addresses; Linux gives each
// some 28,000 ports.
const perAddress = 20000

// ring opens the stream of a session and waits until the first revision was told.
func (b *bench) ring(ctx context.Context, cookie string, nth int) (*phone, error) {
	w, err := dial(ctx, b.house.addr, fmt.Sprintf("127.0.0.%d", 2+nth/perAddress))
	if err != nil {
		return nil, err
	}
	ask := request("GET", b.house.host(), "/api/v1/stream", cookie, nil, "Accept: text/event-stream")
	if _, err := w.conn.Write(ask); err != nil {
		return nil, err
	}
	f := &phone{wire: w, told: make(chan time.Time, 16), gone: make(chan struct{})}
	go f.listen()
	select {
	case <-f.told:
		return f, nil
	case <-f.gone:
	case <-time.After(patience):
	case <-ctx.Done():
	}
	w.close()
	return nil, fmt.Errorf("phone %d was told nothing", nth)
}

// listen reads the stream line by line. What is not an event (the head, heartbeats) says
// nothing here.
func (f *phone) listen() {
	defer close(f.gone)
	lines := bufio.NewReaderSize(f.wire.conn, 256)
	for {
		line, err := lines.ReadSlice('\n')
		if bytes.HasPrefix(line, []byte("event: rev")) {
			select {
			case f.told <- time.Now():
			default: // nobody waits for so many
			}
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

// phones opens streams until there are n, the citizens in turn, and gives them.
func (b *bench) phones(ctx context.Context, have []*phone, n int) ([]*phone, error) {
	if err := b.town.sessionsFor(ctx, n); err != nil {
		return have, err
	}
	all := append(have, make([]*phone, max(0, n-len(have)))...)
	var mu sync.Mutex
	next := len(have)
	err := together(hands, func(int) error {
		for {
			mu.Lock()
			i := next
			next++
			mu.Unlock()
			if i >= n {
				return nil
			}
			p := b.town.citizens[i%len(b.town.citizens)]
			f, err := b.ring(ctx, p.cookieOf(i/len(b.town.citizens)), i)
			if err != nil {
				return err
			}
			all[i] = f
		}
	})
	return all, err
}

func hangUp(all []*phone) {
	for _, f := range all {
		if f != nil {
			f.wire.close()
		}
	}
}
