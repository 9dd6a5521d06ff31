package jobs

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/redact"
	"tavlen/backend/store"
)

// doubts are how long the report of an SMS is waited for of which it is not known whether it
// left, the first time, the second and so on. Reports come within seconds; but a gateway that
// is away for three hours behind something that answers for it leaves each try in doubt, and
// is back before they are used up. When they are, no more is sent: a gateway that takes
// everything and never says so must not send one reminder all day.
var doubts = []time.Duration{2 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour}

// letter sends an SMS or an e-mail.
//
// A phone cannot tell two SMS of one content apart as it can two pushes of one topic, so an
// SMS is at most one request for each claim, and that it is about to be made is kept before.
// Each carries the same reference, by which a gateway may tell doubles. Where the answer did
// not come (a worker that died, a connection that broke after the request was written) it is
// not simply asked again: its report is waited for, and without one the promise climbs on.
// Only where there is no channel left is it sent again with the same reference, each time
// after a longer wait (see doubts), because a reminder that is lost does more harm than one
// that comes twice. A mail that comes twice has one Message-ID.
//
// As with pushes (see wires), a letter leaves when the one before is answered and that is
// written down: a kill leaves so few in doubt.
func (o *Outbox) letter(ctx context.Context, n domain.Notification, who person, last bool) {
	d, begun := who.deliveries[n.Channel]
	sms := n.Channel == domain.ChannelSMS
	switch {
	case d.State == domain.DeliverySent:
		// Held for a report; its turn is not over, so it was rung for another reason.
		o.give(ctx, n, n.Until, "")
		return
	case sms && begun && d.State == domain.DeliveryTrying && d.Outcome == "":
		// Whoever held it before died, or stood still, between the request and its outcome.
		o.doubt(ctx, n, d.Doubts, "cut off")
		return
	case sms && d.State == domain.DeliveryInDoubt && !last:
		o.pass(ctx, n, domain.DeliveryFailed, "in doubt")
		return
	case sms && d.State == domain.DeliveryInDoubt && d.Doubts > len(doubts):
		o.end(ctx, n, domain.NotificationFailed, "in doubt")
		return
	}
	if !begun && o.isTooMany(ctx, n, who) {
		o.log.Warn("somebody is sent no more letters for now", "notification", n.ID, "kind", n.Kind, "channel", n.Channel)
		o.count(n.Channel, "too_many")
		o.pass(ctx, n, domain.DeliveryFailed, store.TooMany)
		return
	}
	ride, err := o.wires.take(ctx, string(n.Channel), who.next)
	if err != nil || !o.clock.Now().Before(who.until) {
		if err == nil {
			ride.done()
		}
		return // the program ends, or the lease is over: it is another's then
	}
	defer ride.done()
	began := o.record(ctx, func(tx *store.Tx) (err error) {
		d, err = tx.BeginDelivery(n, o.name, o.clock.Now())
		return err
	})
	if !began {
		return // taken back, or another's; without the record nothing leaves
	}
	l := notify.Letter{Kind: n.Kind, Language: who.Language, To: who.address(n.Channel), Reference: d.Reference}
	if n.Kind.Reminds() {
		l.MeetingAt = n.Deadline
	}
	out := o.sendLetter(ctx, n, l)
	ride.over(out.Status != 0 || out.Result == notify.Sent)
	o.count(n.Channel, out.Result.String())
	o.sentLetter(ctx, n, d, out, last)
}

func (o *Outbox) sendLetter(ctx context.Context, n domain.Notification, l notify.Letter) (out notify.Outcome) {
	defer func() {
		if p := recover(); p != nil {
			o.log.Error("sending a notification panicked", "notification", n.ID, "channel", n.Channel, "panic", redact.Panic(p), "stack", string(debug.Stack()))
			out = notify.Outcome{Result: notify.InDoubt, Reason: "panic"}
		}
	}()
	return o.post[n.Channel].Send(ctx, l)
}

// sentLetter writes down how it went, and what follows.
func (o *Outbox) sentLetter(ctx context.Context, n domain.Notification, d domain.Delivery, out notify.Outcome, last bool) {
	now := o.clock.Now()
	if out.Result == notify.InDoubt && n.Channel == domain.ChannelEmail {
		out.Result = notify.Retry // with the same Message-ID: a mailbox can tell
	}
	switch out.Result {
	case notify.Sent:
		waits := o.waits(n, last)
		kept := o.record(ctx, func(tx *store.Tx) error {
			if err := tx.EndDelivery(n.ID, n.Channel, domain.DeliverySent, out.Proof, "", now); err != nil {
				return err
			}
			if waits {
				err := tx.HoldNotification(n, o.name, n.Until, now)
				if errors.Is(err, domain.ErrNotFound) {
					return nil // it is another's now, who sees what is kept here
				}
				return err
			}
			return tx.EndNotification(n.ID, o.name, domain.NotificationSent, "", now)
		})
		if kept && !waits {
			o.mu.Lock()
			o.counts[domain.NotificationSent]++
			o.mu.Unlock()
		}
	case notify.InDoubt:
		o.doubt(ctx, n, d.Doubts, out.Reason)
	case notify.Retry:
		o.record(ctx, func(tx *store.Tx) error { return tx.NotSent(n.ID, n.Channel, out.Reason) })
		o.again(ctx, n, d.Tries, out.After, out.Reason)
	default:
		o.log.Error("a notification was refused", "notification", n.ID, "channel", n.Channel, "reason", out.Reason)
		if last {
			o.record(ctx, func(tx *store.Tx) error {
				return tx.EndDelivery(n.ID, n.Channel, domain.DeliveryFailed, "", out.Reason, now)
			})
			o.end(ctx, n, domain.NotificationFailed, out.Reason)
			return
		}
		o.pass(ctx, n, domain.DeliveryFailed, out.Reason)
	}
}

// doubt keeps that something may have left, as so often before, and gives a report time to
// come.
func (o *Outbox) doubt(ctx context.Context, n domain.Notification, before int, why string) {
	now := o.clock.Now()
	next := now.Add(doubts[min(before, len(doubts)-1)])
	if end := n.Deadline.Add(-time.Second); next.After(end) {
		next = end
	}
	if !next.After(now) {
		next = n.Deadline
	}
	o.record(ctx, func(tx *store.Tx) error {
		if err := tx.EndDelivery(n.ID, n.Channel, domain.DeliveryInDoubt, "", why, now); err != nil {
			return err
		}
		if err := tx.StandOn(n, o.name); err != nil {
			return err
		}
		return tx.RetryNotification(n.ID, o.name, next, why)
	})
}
