package jobs_test

import (
	"context"
	"testing"

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
