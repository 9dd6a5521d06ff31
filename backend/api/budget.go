package api

import (
	"math"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"tavlen/backend/domain"
)

// Budget is how much one person may do: so much at once, and so much for good.
type Budget struct {
	// Burst is what he may do at once after a pause.
	Burst int
	// PerSecond is what comes back.
	PerSecond float64
}

// The budgets of a person, however many sessions and addresses he has. They bound what
// somebody, or a phone gone wrong, can do to the others in an hour: every write is kept
// for ever. They are far above what people do (a phone that flushes a hundred offline
// writes, a desk that pulls each of some hundred plans), and above what a load test of
// some seconds does: within those, taking turns is what keeps one from holding up others.
var (
	DefaultWrites = Budget{Burst: 20_000, PerSecond: 10}
	DefaultReads  = Budget{Burst: 200_000, PerSecond: 200}
)

// maxSpenders bounds how many persons are remembered; those whose budgets are whole again
// are forgotten first.
const maxSpenders = 10_000

// budgets are the token buckets of everyone who asked for something lately.
type budgets struct {
	clock         domain.Clock
	writes, reads Budget

	mu sync.Mutex
	by map[domain.ID]*spender
}

type spender struct{ writes, reads bucket }

// bucket is what was spent and has not come back yet, at an instant.
type bucket struct {
	spent float64
	at    time.Time
}

func newBudgets(clock domain.Clock, writes, reads Budget) *budgets {
	if writes == (Budget{}) {
		writes = DefaultWrites
	}
	if reads == (Budget{}) {
		reads = DefaultReads
	}
	return &budgets{clock: clock, writes: writes, reads: reads, by: map[domain.ID]*spender{}}
}

// spend takes one request from a person's budget, or gives domain.CodeRateLimited with
// the seconds after which one is left again.
func (b *budgets) spend(person domain.ID, method string) error {
	now := b.clock.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.by[person]
	if p == nil {
		if len(b.by) >= maxSpenders {
			b.forget(now)
		}
		p = &spender{}
		b.by[person] = p
	}
	of, from := b.writes, &p.writes
	switch method {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		of, from = b.reads, &p.reads
	}
	from.refill(of, now)
	if from.spent+1 > float64(of.Burst) {
		wait := (from.spent + 1 - float64(of.Burst)) / of.PerSecond
		return &domain.Error{Code: domain.CodeRateLimited, Detail: "Det går lidt for hurtigt. Vent et øjeblik, og prøv igen.", RetryAfter: max(1, int(math.Ceil(wait)))}
	}
	from.spent++
	return nil
}

// refill gives back what time has given. A clock that was put back gives nothing.
func (k *bucket) refill(of Budget, now time.Time) {
	if d := now.Sub(k.at); d > 0 {
		k.spent = max(0, k.spent-d.Seconds()*of.PerSecond)
	}
	k.at = now
}

// forget drops those whose budgets are whole, and everyone when they are too few: to
// begin anew is what that costs.
func (b *budgets) forget(now time.Time) {
	for id, p := range b.by {
		p.writes.refill(b.writes, now)
		p.reads.refill(b.reads, now)
		if p.writes.spent == 0 && p.reads.spent == 0 {
			delete(b.by, id)
		}
	}
	if len(b.by) >= maxSpenders {
		clear(b.by)
	}
}
