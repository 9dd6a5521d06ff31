package api

import (
	"net/netip"
	"sync"
	"time"

	"tavlen/backend/domain"
)

// The brakes on guessing sign-in codes: wrong ones per address (a /64 for IPv6) and in
// all, within the window. Right ones cost nothing.
const (
	triesWindow  = 10 * time.Minute
	triesPerAddr = 10
	triesInAll   = 300
	maxTracked   = 10000
)

// tries counts wrong sign-in codes. One that is still being tried counts as wrong until
// it proves right, so that many at once are no more guesses than one after the other.
type tries struct {
	clock domain.Clock
	mu    sync.Mutex
	tried *sync.Cond // a try has ended
	since time.Time
	all   count
	by    map[netip.Prefix]*count
}

type count struct{ wrong, open int }

func newTries(c domain.Clock) *tries {
	t := &tries{clock: c, by: map[netip.Prefix]*count{}}
	t.tried = sync.NewCond(&t.mu)
	return t
}

func network(ip netip.Addr) netip.Prefix {
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// begin says whether an address may try, and otherwise in how many seconds. Where as
// many are being tried as may be wrong it waits for one of them. What it allows must be
// ended with the function it gives.
func (t *tries) begin(ip netip.Addr) (end func(wrong bool), wait int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		now := t.clock.Now()
		if age := now.Sub(t.since); age >= triesWindow || age < 0 {
			t.since, t.all.wrong = now, 0
			for at, n := range t.by {
				if n.wrong = 0; n.open == 0 {
					delete(t.by, at)
				}
			}
		}
		mine := t.at(network(ip))
		if t.all.wrong >= triesInAll || mine.wrong >= triesPerAddr {
			return nil, int(t.since.Add(triesWindow).Sub(now)/time.Second) + 1
		}
		if t.all.wrong+t.all.open < triesInAll && mine.wrong+mine.open < triesPerAddr {
			t.all.open++
			mine.open++
			return func(wrong bool) { t.end(mine, wrong) }, 0
		}
		t.tried.Wait()
	}
}

// at gives an address's count; more addresses than are tracked share one.
func (t *tries) at(n netip.Prefix) *count {
	if len(t.by) >= maxTracked && t.by[n] == nil {
		n = netip.Prefix{}
	}
	if t.by[n] == nil {
		t.by[n] = &count{}
	}
	return t.by[n]
}

func (t *tries) end(mine *count, wrong bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, n := range []*count{mine, &t.all} {
		n.open--
		if wrong {
			n.wrong++
		}
	}
	t.tried.Broadcast()
}
