package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
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

const (
	// lease is how long a worker may hold a promise; another takes it over after that. It
	// is longer than the 10 s that a push may take.
	lease = time.Minute
	// workers is how many notifications are under way at once: one phone that hangs does
	// not keep the others waiting.
	workers = 16
	// look is how often the outbox is looked at though nothing rang: another process may
	// have written, or the clock may have jumped.
	look = 5 * time.Second
)

// maxAttempts is when a promise that never got an answer is given up, whatever its
// deadline: a poisoned one must not go round for ever. It is more than backoff makes in
// the 72 h that a hint helps, so that a push service may be away that long.
const maxAttempts = 100

// backoff is the pause after the n-th failed attempt; the last one repeats (R07).
var backoff = []time.Duration{5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}

// Outbox sends what is due.
type Outbox struct {
	store  *store.Store
	sender Sender
	clock  domain.Clock
	log    *slog.Logger
	name   string
	badge  func(context.Context, domain.ID) (*int, error)
	ring   chan struct{}
	slots  chan struct{}
	busy   sync.WaitGroup

	mu     sync.Mutex
	counts map[domain.NotificationState]int64
}

// Options are what an Outbox needs. Name tells the workers of several processes apart.
type Options struct {
	Store  *store.Store
	Sender Sender
	Clock  domain.Clock
	Log    *slog.Logger
	Name   string
	// Badge counts what waits for a person, for the number on the app's icon; nil: nobody does.
	Badge func(context.Context, domain.ID) (*int, error)
}

// New makes an outbox worker; Run starts it.
func New(o Options) *Outbox {
	return &Outbox{store: o.Store, sender: o.Sender, clock: o.Clock, log: o.Log, name: o.Name, badge: o.Badge, ring: make(chan struct{}, 1),
		slots: make(chan struct{}, workers), counts: map[domain.NotificationState]int64{}}
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
	out := make(map[domain.NotificationState]int64, len(o.counts))
	for s, n := range o.counts {
		out[s] = n
	}
	return out
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
		select {
		case o.slots <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		n, until, err := o.take(ctx)
		if err != nil {
			<-o.slots
			if errors.Is(err, domain.ErrNotFound) {
				return nil
			}
			return err
		}
		o.busy.Go(func() {
			defer func() { <-o.slots }()
			o.send(ctx, n, until)
			o.Ring()
		})
	}
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

// send keeps one promise, or records why not. What is cut short by the program's end is
// taken over when its lease has run out.
func (o *Outbox) send(ctx context.Context, n domain.Notification, until time.Time) {
	defer func() {
		if p := recover(); p != nil {
			o.log.Error("a notification made its worker panic", "notification", n.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			o.settle(ctx, n, tally{retry: true, reason: "panic"})
		}
	}()
	switch {
	case !o.clock.Now().Before(n.Deadline):
		o.end(ctx, n, domain.NotificationFailed, "too late")
		return
	case n.Attempts > maxAttempts:
		// Taken over again and again from workers that ended with it in their hands.
		o.end(ctx, n, domain.NotificationFailed, "too many tries")
		return
	}
	phones, language, err := o.phones(ctx, n)
	if err != nil {
		o.log.Warn("a notification's phones could not be read", "notification", n.ID, "error", err)
		o.settle(ctx, n, tally{retry: true, reason: "store"})
		return
	}
	if !o.clock.Now().Before(until) {
		return // this process stood still and the lease ran out: it is another's now
	}
	o.settle(ctx, n, o.sendAll(ctx, n, phones, language))
}

func (o *Outbox) phones(ctx context.Context, n domain.Notification) (phones []domain.Subscription, language string, err error) {
	err = o.store.Snapshot(ctx, func(tx *store.Tx) error {
		all, err := tx.SubscriptionsOf(n.Person)
		if err != nil {
			return err
		}
		reached, err := tx.DeliveredTo(n.ID)
		if err != nil {
			return err
		}
		for _, s := range all {
			if !reached[s.ID] {
				phones = append(phones, s)
			}
		}
		p, err := tx.Person(n.Person)
		language = p.Language
		return err
	})
	return phones, language, err
}

// still asks whether a phone is to be woken yet: its session may have ended, or it may
// have become another's, since its endpoint was read.
func (o *Outbox) still(phone domain.Subscription) func(context.Context) (bool, error) {
	return func(ctx context.Context) (there bool, err error) {
		err = o.store.Read(ctx, func(tx *store.Tx) error {
			there, err = tx.HasSubscription(phone)
			return err
		})
		return there, err
	}
}

// tally is how sending to a person's phones went.
type tally struct {
	sent    int
	retry   bool
	after   time.Duration
	refused bool
	reason  string
}

func (o *Outbox) sendAll(ctx context.Context, n domain.Notification, phones []domain.Subscription, language string) tally {
	outcomes := make([]notify.Outcome, len(phones))
	message := o.message(ctx, n, language)
	var wg sync.WaitGroup
	for i, phone := range phones {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					o.log.Error("sending a notification panicked", "notification", n.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
					outcomes[i] = notify.Outcome{Result: notify.Retry, Reason: "panic"}
				}
			}()
			mine := message
			mine.Still = o.still(phone)
			outcomes[i] = o.sender.Send(ctx, phone, mine)
		})
	}
	wg.Wait()
	var t tally
	for i, out := range outcomes {
		switch out.Result {
		case notify.Sent:
			t.sent++
			o.record(ctx, func(tx *store.Tx) error { return tx.Delivered(n.ID, phones[i].ID, o.clock.Now()) })
		case notify.Gone:
			o.record(ctx, func(tx *store.Tx) error { return tx.DeleteEndpoint(phones[i]) })
			t.reason = "gone"
		case notify.Withdrawn:
			t.reason = "gone"
		case notify.Retry:
			t.retry, t.after, t.reason = true, max(t.after, out.After), out.Reason
		default:
			t.refused, t.reason = true, out.Reason
			o.log.Error("a push service refused a notification", "notification", n.ID, "reason", out.Reason)
		}
	}
	return t
}

// settle writes down how an attempt went.
func (o *Outbox) settle(ctx context.Context, n domain.Notification, t tally) {
	now := o.clock.Now()
	if t.retry && n.Attempts < maxAttempts {
		pause := max(t.after, backoff[min(n.Attempts, len(backoff))-1])
		// Spread, so that a service that comes back is not met by everyone at once.
		next := now.Add(pause + rand.N(pause/5+1)) //nolint:gosec // no secret
		if last := n.Deadline.Add(-time.Second); next.After(last) {
			next = last
		}
		if next.After(now) {
			o.record(ctx, func(tx *store.Tx) error { return tx.RetryNotification(n.ID, o.name, next, t.reason) })
			return
		}
	}
	switch {
	case t.sent > 0:
		o.end(ctx, n, domain.NotificationSent, "")
	case t.retry, t.refused:
		o.end(ctx, n, domain.NotificationFailed, t.reason)
	case t.reason == "gone":
		o.end(ctx, n, domain.NotificationFailed, "no phone left")
	default:
		o.end(ctx, n, domain.NotificationMuted, "no phone")
	}
}

// end writes down how a promise ended. One that reached a phone, be it at an earlier try,
// was kept, whatever became of the person's other phones.
func (o *Outbox) end(ctx context.Context, n domain.Notification, state domain.NotificationState, why string) {
	if state != domain.NotificationSent && o.reached(ctx, n) {
		state, why = domain.NotificationSent, ""
	}
	if !o.record(ctx, func(tx *store.Tx) error { return tx.EndNotification(n.ID, o.name, state, why, o.clock.Now()) }) {
		return
	}
	o.mu.Lock()
	o.counts[state]++
	o.mu.Unlock()
}

func (o *Outbox) reached(ctx context.Context, n domain.Notification) (phone bool) {
	_ = o.store.Read(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		phones, err := tx.DeliveredTo(n.ID)
		phone = len(phones) > 0
		return err
	})
	return phone
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
