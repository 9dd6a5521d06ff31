package jobs

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"sync"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// Sender hands one message to one phone.
type Sender interface {
	Send(ctx context.Context, to domain.Subscription, m notify.Message) notify.Outcome
}

// Post hands one letter to an SMS gateway or a mail server.
type Post interface {
	Send(ctx context.Context, l notify.Letter) notify.Outcome
}

// Caller puts a promise that the worker holds on staff's call list, until an instant.
// Listed is false where there is nobody to call.
type Caller interface {
	PutOnCallList(ctx context.Context, n domain.Notification, worker string, until time.Time) (listed bool, err error)
}

const (
	// lease is how long a worker may hold a promise; another takes it over after that. It
	// is longer than the 10 s that a push may take.
	lease = 45 * time.Second
	// hush is how long a promise rests that is taken over: longer than a push or an SMS that
	// another may have on the wire can be without an answer. Lease and hush together make the
	// minute after which what a killed process held goes out.
	hush = 15 * time.Second
	// lanes is how many notifications are in work that do not wait for a slow answer. A killed
	// process leaves so many behind at most that wait until its leases run out; how many of
	// them it may have sent and not written down, wires says.
	lanes = 5
	// workers is how many notifications are under way at once in all.
	workers = 64
	// look is how often the outbox is looked at though nothing rang: another process may
	// have written, or the clock may have jumped.
	look = 5 * time.Second
)

// Outbox sends what is due.
type Outbox struct {
	store  *store.Store
	sender Sender
	post   map[domain.Channel]Post
	calls  Caller
	// reports says that the SMS gateway tells what became of a message.
	reports bool
	clock   domain.Clock
	log     *slog.Logger
	name    string
	badge   func(context.Context, domain.ID) (*int, error)
	ring    chan struct{}
	slots   chan struct{}
	lanes   chan struct{}
	wires   *wires
	busy    sync.WaitGroup

	mu     sync.Mutex
	counts map[domain.NotificationState]int64
	tries  map[Try]int64
}

// Try is how a try on a channel went.
type Try struct {
	Channel domain.Channel
	Result  string // as notify names it, or "nobody", "listed"
}

// Options are what an Outbox needs. Name tells the workers of several processes apart. A
// channel without a Post, and the call list without Calls, are rungs that nobody stands on.
type Options struct {
	Store  *store.Store
	Sender Sender
	Post   map[domain.Channel]Post
	Calls  Caller
	// Reports says that the SMS gateway tells what became of a message.
	Reports bool
	Clock   domain.Clock
	Log     *slog.Logger
	Name    string
	// Badge counts what waits for a person, for the number on the app's icon; nil: nobody does.
	Badge func(context.Context, domain.ID) (*int, error)
}

// New makes an outbox worker; Run starts it.
func New(o Options) *Outbox {
	return &Outbox{store: o.Store, sender: o.Sender, post: o.Post, calls: o.Calls, reports: o.Reports, clock: o.Clock, log: o.Log, name: o.Name, badge: o.Badge, ring: make(chan struct{}, 1),
		slots: make(chan struct{}, workers), lanes: make(chan struct{}, lanes), wires: newWires(), counts: map[domain.NotificationState]int64{}, tries: map[Try]int64{}}
}

// Ring says that something may be due. It never blocks.
func (o *Outbox) Ring() {
	select {
	case o.ring <- struct{}{}:
	default:
	}
}

// Counts gives how many notifications ended in each state since the start.
func (o *Outbox) Counts() map[domain.NotificationState]int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return maps.Clone(o.counts)
}

// Tries gives how many tries on each channel went in which way since the start.
func (o *Outbox) Tries() map[Try]int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return maps.Clone(o.tries)
}

func (o *Outbox) count(c domain.Channel, result string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.tries[Try{c, result}]++
}

// Overdue gives how long the oldest notification that is due has waited; 0 when none is.
func (o *Outbox) Overdue(ctx context.Context) (waited time.Duration, err error) {
	err = o.store.Read(ctx, func(tx *store.Tx) error {
		next, err := tx.NextDue()
		if !next.IsZero() {
			waited = max(0, o.clock.Now().Sub(next))
		}
		return err
	})
	return waited, err
}

// Run works until the context ends, and then waits for what is under way.
func (o *Outbox) Run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	defer o.busy.Wait()
	for {
		select {
		case <-ctx.Done():
			return
		case <-o.ring:
		case <-timer.C:
		}
		if err := o.start(ctx); err != nil && ctx.Err() == nil {
			o.log.Warn("the outbox could not be read; it will be looked at again", "error", err)
		}
		timer.Reset(o.pause(ctx))
	}
}

func (o *Outbox) pause(ctx context.Context) time.Duration {
	wait := look
	_ = o.store.Read(ctx, func(tx *store.Tx) error {
		next, err := tx.NextDue()
		if err == nil && !next.IsZero() {
			wait = min(max(next.Sub(o.clock.Now()), 50*time.Millisecond), look)
		}
		return err
	})
	return wait
}

// Drain sends all that is due now and returns when it is done.
func (o *Outbox) Drain(ctx context.Context) error {
	err := o.start(ctx)
	o.busy.Wait()
	return err
}

// start leases what is due, one by one, and lets each be sent on its own.
func (o *Outbox) start(ctx context.Context) error {
	for {
		next, leave, ok := o.enter(ctx)
		if !ok {
			return nil
		}
		n, until, err := o.take(ctx)
		if err != nil {
			leave()
			if errors.Is(err, domain.ErrNotFound) {
				return nil
			}
			return err
		}
		o.busy.Go(func() {
			defer leave()
			o.send(ctx, n, until, next)
			o.Ring()
		})
	}
}

// enter waits until one more may be begun. Next says that another one may be, since this
// one waits for an answer; leave that it is done with.
func (o *Outbox) enter(ctx context.Context) (next, leave func(), ok bool) {
	select {
	case o.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, false
	}
	select {
	case o.lanes <- struct{}{}:
	case <-ctx.Done():
		<-o.slots
		return nil, nil, false
	}
	next = sync.OnceFunc(func() { <-o.lanes })
	return next, func() {
		next()
		<-o.slots
	}, true
}

// take leases a promise that is due; it is this worker's until the instant.
func (o *Outbox) take(ctx context.Context) (n domain.Notification, until time.Time, err error) {
	now := o.clock.Now()
	until = now.Add(lease)
	// Looked at first without the writer, so that an idle outbox costs no write.
	due := false
	if err := o.store.Read(ctx, func(tx *store.Tx) error {
		next, err := tx.NextDue()
		due = !next.IsZero() && !next.After(now)
		return err
	}); err != nil {
		return n, until, err
	}
	if !due {
		return n, until, domain.ErrNotFound
	}
	err = o.store.Write(ctx, func(tx *store.Tx) error {
		n, err = tx.LeaseNotification(o.name, now, until)
		return err
	})
	return n, until, err
}

// record writes down what has already happened outside, so the end of the program does
// not keep it from being written. It says whether it was.
func (o *Outbox) record(ctx context.Context, fn func(*store.Tx) error) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := o.store.Write(ctx, fn)
	switch {
	case errors.Is(err, domain.ErrNotFound):
		o.log.Warn("a notification was taken back, or over by another worker, while it was sent")
	case err != nil:
		o.log.Error("a notification's outcome could not be written; it may be sent again", "error", err)
	}
	return err == nil
}
