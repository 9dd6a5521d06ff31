package jobs_test

import (
	"context"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// meanwhile does something when a phone's endpoint was read and nothing was sent yet.
type meanwhile struct {
	jobs.Sender
	do func(domain.Subscription)
}

func (m meanwhile) Send(ctx context.Context, to domain.Subscription, msg notify.Message) notify.Outcome {
	m.do(to)
	return m.Sender.Send(ctx, to, msg)
}

// TestNothingIsSentAfterTheEnd: a session ends, a phone is forgotten or becomes another's
// while a push to it is under way; its push service hears nothing, and nobody loses a phone.
func TestNothingIsSentAfterTheEnd(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	r := o.post()
	other, _ := o.person(0)
	for what, tc := range map[string]struct {
		do     func(domain.Subscription) func(*store.Tx) error
		phones int // of the other person afterwards
	}{
		"the session ended": {func(s domain.Subscription) func(*store.Tx) error {
			return func(tx *store.Tx) error { return tx.EndSession(s.Session, o.clock.Now(), "signed out") }
		}, 0},
		"the phone was forgotten": {func(s domain.Subscription) func(*store.Tx) error {
			return func(tx *store.Tx) error { return tx.DeleteSubscription(s.Person, s.ID) }
		}, 0},
		"the phone is another's": {func(s domain.Subscription) func(*store.Tx) error {
			return func(tx *store.Tx) error { s.Person = other; return tx.PutSubscription(s) }
		}, 1},
	} {
		who, _ := o.person(0)
		phone := o.phoneAt(r, who)
		n := o.promise(who, nil)
		o.outbox = o.worker(what, meanwhile{o.mail, func(s domain.Subscription) { o.write(tc.do(s)) }})
		o.drain()
		if got := r.Attempts(phone); got != 0 {
			t.Errorf("%s: %d pushes were sent", what, got)
		}
		o.expect(what, n, domain.NotificationFailed, "no phone left")
		if got := o.phonesOf(other); got != tc.phones {
			t.Errorf("%s: the other has %d phones", what, got)
		}
		o.write(func(tx *store.Tx) error { return tx.DeleteSubscription(other, phone) })
	}
}

// TestAWorkerThatStandsStillAtTheLastMomentSendsNothing: it was about to send when it was
// stopped for longer than its lease; another has sent it meanwhile.
func TestAWorkerThatStandsStillAtTheLastMomentSendsNothing(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	r := o.post()
	who, _ := o.person(0)
	phone := o.phoneAt(r, who)
	n := o.promise(who, nil)
	other := o.outbox
	o.outbox = o.worker("still", meanwhile{o.mail, func(domain.Subscription) {
		o.clock.Move(10 * time.Minute)
		o.drainBy(other)
		o.clock.Move(15 * time.Second) // it rests first
		o.drainBy(other)
		o.expect("meanwhile", n, domain.NotificationSent, "")
	}})
	o.drain()
	if got := r.Attempts(phone); got != 1 {
		t.Errorf("%d pushes were sent", got)
	}
	o.expect("in the end", n, domain.NotificationSent, "")
}

// TestWhatOnePhoneTookIsWrittenDownWhileAnotherHangs: else a kill within those ten seconds
// would wake the first once more.
func TestWhatOnePhoneTookIsWrittenDownWhileAnotherHangs(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(2)
		n := o.promise(who, nil)
		o.sender.answer = func(phone domain.ID, _ int) notify.Outcome {
			if phone == phones[0] {
				return sent
			}
			for tick := time.NewTicker(5 * time.Millisecond); t.Context().Err() == nil; <-tick.C {
				var reached map[domain.ID]bool
				if err := o.Snapshot(t.Context(), func(tx *store.Tx) (err error) {
					reached, err = tx.DeliveredTo(n.ID)
					return err
				}); err != nil || reached[phones[0]] {
					break
				}
			}
			return away
		}
		o.drain()
		o.expect("the other is asked again", n, domain.NotificationScheduled, away.Reason)
	})
}
