package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// TestWhatAPhoneHasWasSent: a worker's push was on the wire when the clock jumped, and another
// has taken the promise over and found it too late. Whatever the order in which the two write,
// and whether the first was asking other phones yet, in the end the row says that it was sent.
func TestWhatAPhoneHasWasSent(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		type deed = func(tx *store.Tx, n domain.Notification) error
		mark := func(tx *store.Tx, n domain.Notification) error {
			return tx.Delivered(n.ID, "phone", f.clock.Now())
		}
		end := func(tx *store.Tx, n domain.Notification) error {
			return tx.EndNotification(n.ID, "sender", domain.NotificationSent, "", f.clock.Now())
		}
		// The sender's other phone gave no answer: it wants to ask again.
		again := func(tx *store.Tx, n domain.Notification) error {
			return tx.RetryNotification(n.ID, "sender", f.clock.Now().Add(time.Minute), "network")
		}
		missed := func(tx *store.Tx, n domain.Notification) error {
			return tx.EndNotification(n.ID, "heir", domain.NotificationMissed, "too late", f.clock.Now())
		}
		back := func(tx *store.Tx, n domain.Notification) error {
			return tx.ClearNotification(n.ID, f.clock.Now())
		}
		for name, deeds := range map[string][]deed{
			"the phone first":                 {mark, end, missed},
			"the phone first, then two":       {mark, again, missed},
			"between the phone and its end":   {mark, missed, end},
			"between the phone and the other": {mark, missed, again},
			"missed first":                    {missed, mark, end},
			"missed first, then two":          {missed, mark, again},
			"taken back first":                {back, mark, end},
			"taken back first, then two":      {back, mark, again},
		} {
			n := f.promise(f.person(domain.RoleCitizen), nil)
			if _, err := f.lease("sender"); err != nil {
				t.Fatal(err)
			}
			f.clock.Move(26 * time.Hour)
			if got, err := f.lease("heir"); err != nil || got.ID != n.ID {
				t.Fatal(got, err)
			}
			for _, deed := range deeds {
				// Who has no say any more is told so.
				if err := f.Write(t.Context(), func(tx *store.Tx) error { return deed(tx, n) }); err != nil && !errors.Is(err, domain.ErrNotFound) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if r := f.state(n); r.State != domain.NotificationSent || r.Outcome != "" || r.SentAt.IsZero() {
				t.Errorf("%s: %s %q, sent at %s", name, r.State, r.Outcome, r.SentAt)
			}
			if got, err := f.lease("anyone"); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%s: it is tried again: %+v, %v", name, got, err)
			}
		}
	})
}

// TestProofAndMissedAtOnce: the same, written by two processes at the same moment.
func TestProofAndMissedAtOnce(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		second := f.another()
		for range 30 {
			n := f.promise(f.person(domain.RoleCitizen), nil)
			if _, err := f.lease("sender"); err != nil {
				t.Fatal(err)
			}
			f.clock.Move(26 * time.Hour)
			if _, err := f.lease("heir"); err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			wg.Go(func() {
				if err := f.WriteLight(t.Context(), func(tx *store.Tx) error { return tx.Delivered(n.ID, "phone", f.clock.Now()) }); err != nil {
					t.Error(err)
				}
			})
			wg.Go(func() {
				if err := second.Write(t.Context(), func(tx *store.Tx) error {
					return tx.EndNotification(n.ID, "heir", domain.NotificationMissed, "too late", f.clock.Now())
				}); err != nil {
					t.Error(err)
				}
			})
			wg.Wait()
			if r := f.state(n); r.State != domain.NotificationSent {
				t.Fatalf("%s %q", r.State, r.Outcome)
			}
		}
	})
}

// TestALetterThatWasTakenIsNotMissed: an SMS or a mail, too; and what its report said before
// the answer was written down stands.
func TestALetterThatWasTakenIsNotMissed(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		for name, reportFirst := range map[string]bool{"the answer": false, "the report first": true} {
			n := f.promise(f.person(domain.RoleCitizen), nil)
			held, err := f.lease("sender")
			if err != nil {
				t.Fatal(err)
			}
			held.Channel, held.Until = domain.ChannelSMS, f.clock.Now().Add(time.Hour)
			var d domain.Delivery
			f.write(func(tx *store.Tx) error {
				d, err = tx.BeginDelivery(held, "sender", f.clock.Now())
				return err
			})
			if reportFirst {
				f.write(func(tx *store.Tx) error {
					return tx.TakeReport(domain.Report{Reference: d.Reference, State: domain.DeliveryDelivered}, f.clock.Now())
				})
			} else {
				f.clock.Move(26 * time.Hour)
				if _, err := f.lease("heir"); err != nil {
					t.Fatal(err)
				}
				f.write(func(tx *store.Tx) error {
					return tx.EndNotification(n.ID, "heir", domain.NotificationMissed, "too late", f.clock.Now())
				})
			}
			// It would be held for its report.
			f.write(func(tx *store.Tx) error {
				if err := tx.EndDelivery(n.ID, domain.ChannelSMS, domain.DeliverySent, "42", "", f.clock.Now()); err != nil {
					return err
				}
				if err := tx.HoldNotification(held, "sender", held.Until, f.clock.Now()); !errors.Is(err, domain.ErrNotFound) {
					return err
				}
				return nil
			})
			want, delivery := domain.NotificationSent, domain.DeliverySent
			if reportFirst {
				want, delivery = domain.NotificationDelivered, domain.DeliveryDelivered
			}
			if r := f.state(n); r.State != want || r.Outcome != "" || r.SentAt.IsZero() {
				t.Errorf("%s: %s %q, sent at %s", name, r.State, r.Outcome, r.SentAt)
			}
			f.read(func(tx *store.Tx) error {
				all, err := tx.DeliveriesOf(n.ID)
				if len(all) != 1 || all[0].State != delivery {
					t.Errorf("%s: %+v", name, all)
				}
				return err
			})
		}
	})
}
