package jobs

import (
	"context"
	"errors"
	"net/url"
	"runtime/debug"
	"sync"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/redact"
	"tavlen/backend/store"
)

// push wakes the person's phones. It is kept when one of them has it; those that could not
// be asked are asked again, those that have it are not.
func (o *Outbox) push(ctx context.Context, n domain.Notification, who person, last bool) {
	t := o.sendAll(ctx, n, who)
	kept := t.sent > 0 || who.reached
	switch {
	case t.retry:
		o.retryPush(ctx, n, t, kept)
	case kept:
		o.end(ctx, n, domain.NotificationSent, "")
	case last && t.reason == "gone":
		o.end(ctx, n, domain.NotificationFailed, "no phone left")
	case last:
		o.end(ctx, n, domain.NotificationFailed, t.reason)
	case t.reason == "gone":
		o.pass(ctx, n, domain.DeliveryFailed, "no phone left")
	default:
		o.pass(ctx, n, domain.DeliveryFailed, t.reason)
	}
}

// retryPush asks the phones again that gave no answer. Where one has it already nobody
// climbs on for the others' sake: they are asked as long as it helps.
func (o *Outbox) retryPush(ctx context.Context, n domain.Notification, t tally, kept bool) {
	if kept {
		n.Until = n.Deadline
	}
	o.again(ctx, n, n.Attempts, t.after, t.reason)
}

// errLeaseOver says that this process stood still with a promise that is another's now.
var errLeaseOver = errors.New("jobs: the lease ran out")

// still asks whether a phone is to be woken yet: its session may have ended, or it may
// have become another's, since its endpoint was read. It is the last question before the
// push leaves, so it looks at the lease once more, too: by this process's clock, and whether
// another, whose clock is ahead, has taken it over, or somebody took it back.
func (o *Outbox) still(n domain.Notification, phone domain.Subscription, until time.Time) func(context.Context) (bool, error) {
	return func(ctx context.Context) (there bool, err error) {
		if !o.clock.Now().Before(until) {
			return false, errLeaseOver
		}
		err = o.store.Read(ctx, func(tx *store.Tx) error {
			if mine, err := tx.Holds(n.ID, o.name); err != nil || !mine {
				return errors.Join(err, errLeaseOver)
			}
			there, err = tx.HasSubscription(phone)
			return err
		})
		return there, err
	}
}

// tally is how sending to a person's phones went.
type tally struct {
	sent   int
	retry  bool
	after  time.Duration
	reason string
}

// sendAll hands a notification to all of a person's phones. What a phone's service took is
// written down before another push leaves for that service: see wires.
func (o *Outbox) sendAll(ctx context.Context, n domain.Notification, who person) tally {
	phones := who.phones
	outcomes := make([]notify.Outcome, len(phones))
	message := o.message(ctx, n, who.Language)
	var wg sync.WaitGroup
	for i, phone := range phones {
		wg.Go(func() {
			mine := message
			mine.Still = o.still(n, phone, who.until)
			outcomes[i] = o.sendOne(ctx, n, phone, mine, who.next)
		})
	}
	wg.Wait()
	var t tally
	for i, out := range outcomes {
		o.count(domain.ChannelPush, out.Result.String())
		switch out.Result {
		case notify.Sent:
			t.sent++
		case notify.Gone:
			o.record(ctx, func(tx *store.Tx) error { return tx.DeleteEndpoint(phones[i]) })
			t.reason = "gone"
		case notify.Withdrawn:
			t.reason = "gone"
		case notify.Retry:
			t.retry, t.after, t.reason = true, max(t.after, out.After), out.Reason
		default:
			t.reason = out.Reason
			o.log.Error("a push service refused a notification", "notification", n.ID, "reason", out.Reason)
		}
	}
	return t
}

// sendOne hands a notification to one phone and keeps that it was taken.
func (o *Outbox) sendOne(ctx context.Context, n domain.Notification, phone domain.Subscription, m notify.Message, slow func()) (out notify.Outcome) {
	defer func() {
		if p := recover(); p != nil {
			o.log.Error("sending a notification panicked", "notification", n.ID, "panic", redact.Panic(p), "stack", string(debug.Stack()))
			out = notify.Outcome{Result: notify.Retry, Reason: "panic"}
		}
	}()
	ride, err := o.wires.take(ctx, originOf(phone.Endpoint), slow)
	if err != nil {
		return notify.Outcome{Result: notify.Retry, Reason: "ending"}
	}
	defer ride.done()
	out = o.sender.Send(ctx, phone, m)
	ride.over(out.Status != 0 || out.Result == notify.Sent)
	if out.Result == notify.Sent {
		o.mark(ctx, n, phone)
	}
	return out
}

// originOf names the push service of an endpoint.
func originOf(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// mark keeps that a phone has a notification, before anything else is done. It waits for no
// disk: a kill of the process leaves it, and what a power cut takes is one push more with
// the same tag.
func (o *Outbox) mark(ctx context.Context, n domain.Notification, phone domain.Subscription) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	pause := time.NewTicker(50 * time.Millisecond)
	defer pause.Stop()
	for {
		err := o.store.WriteLight(ctx, func(tx *store.Tx) error { return tx.Delivered(n.ID, phone.ID, o.clock.Now()) })
		switch {
		case err == nil:
			return
		case !errors.Is(err, domain.ErrBusy) || ctx.Err() != nil:
			o.log.Error("that a phone was reached could not be written; it may be woken again", "notification", n.ID, "error", err)
			return
		}
		<-pause.C
	}
}
