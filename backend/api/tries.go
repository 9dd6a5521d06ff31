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

// tries counts wrong sign-in codes.
type tries struct {
	clock domain.Clock
	mu    sync.Mutex
	since time.Time
	all   int
	by    map[netip.Prefix]int
}

func newTries(c domain.Clock) *tries { return &tries{clock: c, by: map[netip.Prefix]int{}} }

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

// allowed says whether an address may try, and otherwise in how many seconds.
func (t *tries) allowed(ip netip.Addr) (bool, int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock.Now()
	if age := now.Sub(t.since); age >= triesWindow || age < 0 {
		t.since, t.all = now, 0
		clear(t.by)
	}
	if t.all >= triesInAll || t.by[network(ip)] >= triesPerAddr {
		return false, int(t.since.Add(triesWindow).Sub(now)/time.Second) + 1
	}
	return true, 0
}

// wrong counts a wrong code.
func (t *tries) wrong(ip netip.Addr) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all++
	if len(t.by) < maxTracked {
		t.by[network(ip)]++
	}
}
