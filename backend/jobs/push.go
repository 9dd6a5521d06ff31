package jobs

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// push wakes the person's phones. It is kept when one of them has it; those that could not
// be asked are asked again, those that have it are not.
func (o *Outbox) push(ctx context.Context, n domain.Notification, who person, last bool) {
	t := o.sendAll(ctx, n, who.phones, who.Language)
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
	sent   int
	retry  bool
	after  time.Duration
	reason string
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
		o.count(domain.ChannelPush, out.Result.String())
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
			t.reason = out.Reason
			o.log.Error("a push service refused a notification", "notification", n.ID, "reason", out.Reason)
		}
	}
	return t
}
