package jobs

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"tavlen/backend/domain"
)

// A push that its service has accepted and that is not yet written down comes again when the
// process is killed in between: whoever takes over cannot ask the service, and sends it a
// second time rather than not at all (with the same Topic and tag, so that the phone shows
// one). How many that can be is how many are on the wire at once, so this bounds them, and
// the mark that a phone was reached is kept before the next push leaves.
//
// To each push service (origin) one push is on the wire at a time, as long as it answers
// within near at best. So a kill doubles at most one for each such service. That the answer
// takes longer because this machine is busy changes nothing: what counts is the quickest of
// the last answers, which is the way there. To a service further away as many are on the wire
// as keep up the pace of one every near, at most far: at 16 ms one, at 60 ms three. It cannot
// be fewer, as pace times way is what is on the wire.
//
// A push that was not answered within patient makes room for the next one; it may be accepted
// yet, and is the only thing that can come on top. The more of the last ones were like that,
// the less patience there is: some dead phones delay nobody, and neither does a service that
// is down.
const (
	near     = 20 * time.Millisecond
	far      = 4
	patient  = time.Second
	lately   = 32 // how many pushes are remembered
	enough   = 12 // how many answers tell how far away a service is
	manyHere = 64 // services that are remembered
)

// wires are the services (push services, the SMS gateway, the mail server) and what is on
// its way to each.
type wires struct {
	mu    sync.Mutex
	clock domain.Clock // the machine's: a clock that people moved changes no distance
	to    map[string]*wire
}

// wire is what is on its way to one service, and how it did lately.
type wire struct {
	busy    int
	waiting []chan struct{}
	took    []time.Duration // of the last that were answered
	slow    []bool          // of the last, whether they were not answered in time
}

// ride is one push or letter on a wire.
type ride struct {
	all   *wires
	on    *wire
	began time.Time
	timer []*time.Timer
	// Under the lock:
	left, late, answered bool
}

func newWires() *wires { return &wires{clock: domain.SystemClock{}, to: map[string]*wire{}} }

// take waits until something may leave for a service. Slow is called when it makes room for
// others before it was answered.
func (w *wires) take(ctx context.Context, service string, slow func()) (*ride, error) {
	w.mu.Lock()
	on := w.wire(service)
	if on.busy >= on.room() {
		turn := make(chan struct{})
		on.waiting = append(on.waiting, turn)
		w.mu.Unlock()
		select {
		case <-turn:
		case <-ctx.Done():
			w.mu.Lock()
			defer w.mu.Unlock()
			if i := slices.Index(on.waiting, turn); i >= 0 {
				on.waiting = slices.Delete(on.waiting, i, i+1)
			} else {
				on.leave() // it was given room at the same moment
			}
			return nil, ctx.Err()
		}
		w.mu.Lock()
	} else {
		on.busy++
	}
	defer w.mu.Unlock()
	r := &ride{all: w, on: on, began: w.clock.Now()}
	r.timer = []*time.Timer{
		time.AfterFunc(on.patience(), func() {
			if r.leave(false) {
				slow()
			}
		}),
		time.AfterFunc(patient, r.isLate),
	}
	return r, nil
}

// wire gives the one to a service.
func (w *wires) wire(service string) *wire {
	on := w.to[service]
	if on == nil {
		if len(w.to) >= manyHere {
			maps.DeleteFunc(w.to, func(_ string, idle *wire) bool { return idle.busy == 0 && len(idle.waiting) == 0 })
		}
		on = &wire{}
		w.to[service] = on
	}
	return on
}

// room is how many may be on the wire at once.
func (o *wire) room() int {
	if len(o.took) < enough {
		return 1
	}
	return min(max(1, int((slices.Min(o.took)+near-1)/near)), far)
}

// patience is how long a push keeps the next one waiting.
func (o *wire) patience() time.Duration {
	n := 0
	for _, slow := range o.slow {
		if slow {
			n++
		}
	}
	return patient / time.Duration(1+2*n)
}

// leave gives the room to who has waited longest.
func (o *wire) leave() {
	o.busy--
	for len(o.waiting) > 0 && o.busy < o.room() {
		o.busy++
		close(o.waiting[0])
		o.waiting = o.waiting[1:]
	}
}

// leave makes room for the next one, once. While an answer is being written down only its
// being done does.
func (r *ride) leave(done bool) bool {
	r.all.mu.Lock()
	defer r.all.mu.Unlock()
	if r.left || r.answered && !done {
		return false
	}
	r.left = true
	r.on.leave()
	return true
}

func (r *ride) isLate() {
	r.all.mu.Lock()
	defer r.all.mu.Unlock()
	if !r.answered {
		r.late = true
		r.on.slow = last(r.on.slow, true)
	}
}

// over says that the service answered, or that there is no answer to wait for any more. The
// room is kept until done.
func (r *ride) over(answered bool) {
	r.all.mu.Lock()
	defer r.all.mu.Unlock()
	for _, t := range r.timer {
		t.Stop()
	}
	r.answered = true
	if !r.late {
		r.on.slow = last(r.on.slow, false)
	}
	if answered {
		r.on.took = last(r.on.took, r.all.clock.Now().Sub(r.began))
	}
}

// done makes room where that has not been made.
func (r *ride) done() { r.leave(true) }

// last adds to what is remembered.
func last[T any](all []T, v T) []T {
	if len(all) >= lately {
		all = all[1:]
	}
	return append(all, v)
}
