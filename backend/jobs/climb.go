package jobs

import (
	"context"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/redact"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// maxAttempts is when a promise that never got an answer is given up, whatever its
// deadline: a poisoned one must not go round for ever. It is more than backoff makes in
// the 72 h that a hint helps, so that a push service may be away that long.
const maxAttempts = 100

// backoff is the pause after the n-th failed attempt; the last one repeats (R07).
var backoff = []time.Duration{5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}

// patience is the longest that a channel may try while there is another after it. It gets
// less where the time until the promise helps no more must do for all of them.
var patience = map[domain.Channel]time.Duration{
	domain.ChannelPush: 30 * time.Minute, domain.ChannelSMS: time.Hour, domain.ChannelEmail: time.Hour, domain.ChannelCall: 4 * time.Hour,
}

// person is what is known of whom a promise is to.
type person struct {
	domain.Person
	phones     []domain.Subscription
	reached    bool // a phone of his has it from an earlier try
	deliveries map[domain.Channel]domain.Delivery
	// until is when the promise is another worker's.
	until time.Time
	// next lets another promise be begun though this one is not done with.
	next func()
	// gone says that he sees nothing of the plan any more.
	gone bool
}

// send keeps one promise, or takes it one step up its ladder, or records why not. What is
// cut short by the program's end is taken over when its lease has run out.
func (o *Outbox) send(ctx context.Context, n domain.Notification, until time.Time, next func()) {
	defer func() {
		if p := recover(); p != nil {
			o.log.Error("a notification made its worker panic", "notification", n.ID, "panic", redact.Panic(p), "stack", string(debug.Stack()))
			o.again(ctx, n, n.Attempts, 0, "panic")
		}
	}()
	if n.TakenOver && o.rest(ctx, n) {
		return
	}
	switch {
	case !o.clock.Now().Before(n.Deadline):
		o.end(ctx, n, domain.NotificationMissed, "too late")
		return
	case n.Attempts > maxAttempts:
		// Taken over again and again from workers that ended with it in their hands.
		o.end(ctx, n, domain.NotificationFailed, "too many tries")
		return
	}
	who, err := o.person(ctx, n)
	if err != nil {
		o.log.Warn("whom a notification is to could not be read", "notification", n.ID, "error", err)
		o.again(ctx, n, n.Attempts, 0, "store")
		return
	}
	if who.gone {
		o.end(ctx, n, domain.NotificationCleared, "access ended")
		return
	}
	if !o.clock.Now().Before(until) {
		return // this process stood still and the lease ran out: it is another's now
	}
	who.until, who.next = until, next
	o.climb(ctx, n, who)
}

// rest lets a promise lie for a while whose lease has run out in another's hands, and says
// whether. That lease ended by this process's clock: where the clock jumped, the other is
// alive and has it on the wire. To send it now would double it, and to call it missed would
// be a lie as soon as the answer comes. Only where there is no time left to rest in it is not
// left be: that it comes twice, as one, does less harm than that it does not come.
func (o *Outbox) rest(ctx context.Context, n domain.Notification) bool {
	now := o.clock.Now()
	next := now.Add(hush)
	if last := n.Deadline.Add(-time.Second); now.Before(n.Deadline) && next.After(last) {
		next = last
	}
	return next.After(now) && o.record(ctx, func(tx *store.Tx) error { return tx.LeaveBe(n.ID, o.name, next) })
}

func (o *Outbox) person(ctx context.Context, n domain.Notification) (who person, err error) {
	err = o.store.Snapshot(ctx, func(tx *store.Tx) error {
		if who.Person, err = tx.Person(n.Person); err != nil {
			return err
		}
		who.Person = who.At(n)
		all, err := tx.SubscriptionsOf(n.Person)
		if err != nil {
			return err
		}
		reached, err := tx.DeliveredTo(n.ID)
		if err != nil {
			return err
		}
		who.reached = len(reached) > 0
		who.phones = slices.DeleteFunc(all, func(s domain.Subscription) bool { return reached[s.ID] })
		deliveries, err := tx.DeliveriesOf(n.ID)
		if err != nil {
			return err
		}
		who.deliveries = map[domain.Channel]domain.Delivery{}
		for _, d := range deliveries {
			who.deliveries[d.Channel] = d
		}
		if who.Role == domain.RoleConsultant && n.Plan != "" && n.Kind != domain.NotifyStaffHandover && n.Kind != domain.NotifyStoryIsOver {
			who.gone, err = o.handedOver(tx, n)
			return err
		}
		if who.Role != domain.RoleContact || n.Plan == "" {
			return nil
		}
		// Who was asked along and has been let go since is not told of a meeting any more.
		ties, err := tx.RelationsOf(n.Person)
		who.gone = !slices.ContainsFunc(ties, func(t store.PlanPerson) bool {
			return t.Plan == n.Plan && t.Relation.Kind == access.RelationContact && t.Relation.Live(o.clock.Now())
		})
		return err
	})
	return who, err
}

// handedOver says whether a consultant has given the citizen whom it is about to another:
// then it is not hers to be told of any more.
func (o *Outbox) handedOver(tx *store.Tx, n domain.Notification) (bool, error) {
	ties, err := tx.RelationsOf(n.Person)
	former, works := false, false
	for _, t := range ties {
		if t.Plan != n.Plan {
			continue
		}
		if t.Relation.Kind == access.RelationFormer {
			former = former || !o.clock.Now().Before(t.Relation.From)
		} else {
			works = works || t.Relation.Live(o.clock.Now())
		}
	}
	return former && !works, err
}

// address gives where a letter to the person goes; "" where there is nowhere.
func (p person) address(c domain.Channel) string {
	switch c {
	case domain.ChannelSMS:
		number, _ := domain.PhoneNumber(p.Phone)
		return number
	case domain.ChannelEmail:
		address, _ := domain.EmailAddress(p.Email)
		return address
	}
	return ""
}

// stands says whether a channel can reach the person at all.
func (o *Outbox) stands(c domain.Channel, n domain.Notification, p person) bool {
	switch c {
	case domain.ChannelPush:
		return len(p.phones) > 0 || p.reached
	case domain.ChannelCall:
		return o.calls != nil && n.Plan != ""
	}
	return o.post[c] != nil && p.address(c) != ""
}

// climb tries the lowest channel that is not done with. What fails there goes on to the
// next one at once, with the next claim.
func (o *Outbox) climb(ctx context.Context, n domain.Notification, who person) {
	rungs := who.Rungs(n.Kind, n.Importance)
	var left, nobody []domain.Channel
	for _, c := range rungs {
		switch d, tried := who.deliveries[c]; {
		case tried && d.State.Over():
		case !o.stands(c, n, who):
			if !tried && len(left) == 0 {
				nobody = append(nobody, c)
			}
		default:
			left = append(left, c)
		}
	}
	if len(left) == 0 {
		o.exhausted(ctx, n, who)
		return
	}
	now := o.clock.Now()
	if n.Channel != left[0] || n.Until.IsZero() {
		n.Channel, n.Until = left[0], turn(left[0], len(left)-1, now, n.Deadline)
	}
	last := len(left) == 1
	switch who.deliveries[n.Channel].State {
	case domain.DeliveryDelivered:
		o.end(ctx, n, domain.NotificationSent, "")
		return
	case domain.DeliverySent:
		if !o.waits(n, last) {
			o.end(ctx, n, domain.NotificationSent, "")
			return
		}
	}
	if !last && !now.Before(n.Until) {
		why := "no answer in time"
		if d := who.deliveries[n.Channel]; d.State == domain.DeliverySent {
			why = "no report in time"
		}
		o.pass(ctx, n, domain.DeliveryFailed, why)
		return
	}
	if len(nobody) > 0 {
		// Written down where it shows: staff see what was not there to be tried.
		o.record(ctx, func(tx *store.Tx) error {
			for _, c := range nobody {
				if err := tx.EndDelivery(n.ID, c, domain.DeliveryNobody, "", "nobody", now); err != nil {
					return err
				}
			}
			return nil
		})
		for _, c := range nobody {
			o.count(c, "nobody")
		}
	}
	if n.Channel != domain.ChannelCall {
		if to := quietUntil(n, who.Person, now); !to.IsZero() {
			// The channel's time begins when the person may be woken.
			n.Until = time.Time{}
			o.give(ctx, n, to, "")
			return
		}
	}
	switch n.Channel {
	case domain.ChannelPush:
		o.push(ctx, n, who, last)
	case domain.ChannelCall:
		o.call(ctx, n)
	default:
		o.letter(ctx, n, who, last)
	}
}

// waits says whether a message that was taken is done with only once its report came: what
// the law can cost somebody is not left at a gateway's word while there is another channel.
func (o *Outbox) waits(n domain.Notification, last bool) bool {
	return n.Channel == domain.ChannelSMS && o.reports && n.Importance == domain.ImportanceHigh && !last
}

// turn says until when a channel may try, with so many after it.
func turn(c domain.Channel, after int, now, deadline time.Time) time.Time {
	if after == 0 {
		return deadline
	}
	return now.Add(min(patience[c], deadline.Sub(now)/time.Duration(after+1)))
}

// grace is how late a promise may be handed over that was due before quiet hours began.
const grace = 15 * time.Minute

// quietUntil says until when the person is not to be woken; zero: he may be now. What would
// help no more by then does not wait, and neither does what he asked for himself or must
// know at once.
func quietUntil(n domain.Notification, p domain.Person, now time.Time) time.Time {
	if p.Role.Staff() || n.Kind == domain.NotifyTest || n.Kind == domain.NotifyNewDevice || n.Kind.ReachChanged() {
		return time.Time{}
	}
	quiet, err := schedule.ParseQuiet(p.Choices().QuietHours)
	if err != nil {
		quiet = schedule.DefaultQuiet
	}
	_, to, is := quiet.Around(now)
	_, _, was := quiet.Around(n.DueAt)
	if !is || !to.Before(n.Deadline) || !was && now.Sub(n.DueAt) < grace {
		return time.Time{}
	}
	return to
}

// again gives a promise back, to be tried again on the same channel after a pause that
// grows with the tries. Where that comes too late for the channel, the next one has its
// turn at once.
func (o *Outbox) again(ctx context.Context, n domain.Notification, tries int, after time.Duration, why string) {
	now := o.clock.Now()
	pause := max(after, backoff[min(max(tries, 1), len(backoff))-1])
	// Spread, so that a service that comes back is not met by everyone at once.
	next := now.Add(pause + rand.N(pause/5+1)) //nolint:gosec // no secret
	if !n.Until.IsZero() && n.Until.Before(n.Deadline) && next.After(n.Until) {
		o.pass(ctx, n, domain.DeliveryFailed, why)
		return
	}
	if last := n.Deadline.Add(-time.Second); next.After(last) {
		next = last
	}
	switch {
	case n.Attempts >= maxAttempts:
		o.end(ctx, n, domain.NotificationFailed, why)
	case next.After(now):
		o.give(ctx, n, next, why)
	default:
		o.end(ctx, n, domain.NotificationMissed, why)
	}
}

// give gives a promise back until an instant.
func (o *Outbox) give(ctx context.Context, n domain.Notification, next time.Time, why string) {
	o.record(ctx, func(tx *store.Tx) error {
		if err := tx.StandOn(n, o.name); err != nil {
			return err
		}
		return tx.RetryNotification(n.ID, o.name, next, why)
	})
}

// pass is done with a channel: the promise is due at once, for the next one.
func (o *Outbox) pass(ctx context.Context, n domain.Notification, state domain.DeliveryState, why string) {
	now := o.clock.Now()
	o.record(ctx, func(tx *store.Tx) error {
		passed := n
		passed.Until = time.Time{}
		if err := tx.StandOn(passed, o.name); err != nil {
			return err
		}
		if err := tx.EndDelivery(n.ID, n.Channel, state, "", why, now); err != nil {
			return err
		}
		return tx.RetryNotification(n.ID, o.name, now, why)
	})
}

// exhausted ends a promise that has no channel left. One that there never was a way for is
// muted.
func (o *Outbox) exhausted(ctx context.Context, n domain.Notification, who person) {
	why := ""
	for _, d := range who.deliveries {
		if d.State == domain.DeliveryFailed && (why == "" || d.Channel == n.Channel) {
			why = d.Outcome
		}
	}
	if why == "" {
		o.end(ctx, n, domain.NotificationMuted, "no phone")
		return
	}
	o.end(ctx, n, domain.NotificationFailed, why)
}

// end writes down how a promise ended. One that a service took, be it at an earlier try, was
// kept, whatever became of the person's other phones.
func (o *Outbox) end(ctx context.Context, n domain.Notification, state domain.NotificationState, why string) {
	if !o.record(ctx, func(tx *store.Tx) error {
		if err := tx.EndNotification(n.ID, o.name, state, why, o.clock.Now()); err != nil {
			return err
		}
		r, err := tx.Promise(n.ID)
		state = r.State
		return err
	}) {
		return
	}
	o.mu.Lock()
	o.counts[state]++
	o.mu.Unlock()
}

// call puts a promise on staff's list, where it stays until its turn or its help is over.
func (o *Outbox) call(ctx context.Context, n domain.Notification) {
	listed, err := o.calls.PutOnCallList(ctx, n, o.name, n.Until)
	switch {
	case err != nil:
		o.log.Warn("a notification could not be put on the call list", "notification", n.ID, "error", err)
		o.again(ctx, n, n.Attempts, 0, "store")
	case listed:
		o.count(domain.ChannelCall, "listed")
	default:
		o.count(domain.ChannelCall, "nobody")
		o.pass(ctx, n, domain.DeliveryNobody, "nobody to call")
	}
}
