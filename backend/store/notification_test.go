package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

const leaseTime = time.Minute

func (f *fixture) lease(worker string) (n domain.Notification, err error) {
	err = f.Write(context.Background(), func(tx *store.Tx) error {
		n, err = tx.LeaseNotification(worker, f.clock.Now(), f.clock.Now().Add(leaseTime))
		return err
	})
	return n, err
}

func (f *fixture) state(n domain.Notification) store.NotificationRecord {
	f.t.Helper()
	var found store.NotificationRecord
	f.read(func(tx *store.Tx) error {
		all, err := tx.NotificationsOf(n.Person)
		for _, r := range all {
			if r.ID == n.ID {
				found = r
			}
		}
		return err
	})
	return found
}

func (f *fixture) nextDue() (at time.Time) {
	f.t.Helper()
	f.read(func(tx *store.Tx) (err error) {
		at, err = tx.NextDue()
		return err
	})
	return at
}

// TestEachPromiseIsLeasedOnce: many workers in two processes on one database.
func TestEachPromiseIsLeasedOnce(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		person := f.person(domain.RoleCitizen)
		second := f.another()
		const promises = 60
		f.write(func(tx *store.Tx) error {
			for i := range promises {
				if err := tx.Notify(domain.Notification{ID: domain.NewID(), Person: person, Kind: domain.NotifyTest, DueAt: f.clock.Now(), Deadline: f.clock.Now().Add(time.Hour), DedupeKey: fmt.Sprint(i)}); err != nil {
					return err
				}
			}
			return nil
		})
		var mu sync.Mutex
		taken := map[domain.ID]int{}
		var wg sync.WaitGroup
		for w := range 12 {
			s := []*fixture{f, second}[w%2]
			wg.Go(func() {
				// On PostgreSQL none may be free for a moment though some are left.
				for empty := 0; empty < 50; {
					n, err := s.lease(fmt.Sprint("worker ", w))
					if errors.Is(err, domain.ErrNotFound) {
						empty++
						continue
					}
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					taken[n.ID]++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if len(taken) != promises {
			t.Errorf("%d of %d promises were taken", len(taken), promises)
		}
		for id, n := range taken {
			if n != 1 {
				t.Errorf("%s was taken %d times", id, n)
			}
		}
	})
}

func TestAPromiseIsMadeOnce(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		person := f.person(domain.RoleCitizen)
		first := f.promise(person, func(n *domain.Notification) { n.DedupeKey = "plan_changed|a|b" })
		again := f.promise(person, func(n *domain.Notification) { n.DedupeKey = "plan_changed|a|b" })
		if f.state(first).ID != first.ID || f.state(again).ID != "" {
			t.Error("the same promise was made twice")
		}
		if _, err := f.lease("a"); err != nil {
			t.Error(err)
		}
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(first.ID, "a", domain.NotificationSent, "", f.clock.Now())
		})
		f.promise(person, func(n *domain.Notification) { n.DedupeKey = "plan_changed|a|b" })
		if _, err := f.lease("a"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("what was kept is promised anew: %v", err)
		}
	})
}

func TestLeasesRetriesAndTheirTimes(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		person := f.person(domain.RoleCitizen)
		now := f.clock.Now()
		if !f.nextDue().IsZero() {
			t.Error("an empty outbox has something due")
		}
		later := f.promise(person, func(n *domain.Notification) { n.DueAt = now.Add(time.Hour) })
		soon := f.promise(person, func(n *domain.Notification) { n.DueAt = now.Add(time.Second) })
		if _, err := f.lease("a"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("taken before it is due: %v", err)
		}
		if !f.nextDue().Equal(soon.DueAt) {
			t.Errorf("next is due %s", f.nextDue())
		}
		f.clock.Move(time.Second)
		n, err := f.lease("a")
		if err != nil || n.ID != soon.ID || n.Attempts != 1 || n.State != domain.NotificationSending || !n.DueAt.Equal(soon.DueAt) || !n.Deadline.Equal(soon.Deadline) || n.Subject != soon.Subject || n.Plan != soon.Plan {
			t.Errorf("%+v, %v", n, err)
		}
		if _, err := f.lease("b"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("taken while another holds it: %v", err)
		}
		if want := f.clock.Now().Add(leaseTime); !f.nextDue().Equal(want) {
			t.Errorf("next is due %s, want the lease's end %s", f.nextDue(), want)
		}
		f.clock.Move(leaseTime - time.Millisecond)
		if _, err := f.lease("b"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("taken a moment before the lease ends: %v", err)
		}
		f.clock.Move(time.Millisecond)
		if n, err = f.lease("b"); err != nil || n.ID != soon.ID || n.Attempts != 2 {
			t.Errorf("not taken over: %+v, %v", n, err)
		}
		retry := f.clock.Now().Add(5 * time.Minute)
		f.write(func(tx *store.Tx) error { return tx.RetryNotification(soon.ID, "b", retry, "http_503") })
		if r := f.state(soon); r.State != domain.NotificationScheduled || r.Outcome != "http_503" || r.Attempts != 2 {
			t.Errorf("%+v", r)
		}
		if !f.nextDue().Equal(retry) {
			t.Errorf("next is due %s", f.nextDue())
		}
		f.clock.Set(retry)
		if n, err = f.lease("a"); err != nil || n.Attempts != 3 {
			t.Errorf("%+v, %v", n, err)
		}
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(soon.ID, "a", domain.NotificationSent, "", f.clock.Now())
		})
		if r := f.state(soon); r.State != domain.NotificationSent || r.Outcome != "" {
			t.Errorf("%+v", r)
		}
		if !f.nextDue().Equal(later.DueAt) {
			t.Errorf("next is due %s", f.nextDue())
		}
	})
}

// TestWhoLostTheLeaseHasNoSay: a worker that slept through its lease must not bring back
// what another has sent, nor end what another holds.
func TestWhoLostTheLeaseHasNoSay(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		person := f.person(domain.RoleCitizen)
		n := f.promise(person, nil)
		if _, err := f.lease("sleeper"); err != nil {
			t.Fatal(err)
		}
		f.clock.Move(leaseTime)
		if _, err := f.lease("heir"); err != nil {
			t.Fatal(err)
		}
		late := func() []error {
			return []error{
				f.Write(t.Context(), func(tx *store.Tx) error {
					return tx.RetryNotification(n.ID, "sleeper", f.clock.Now(), "timeout")
				}),
				f.Write(t.Context(), func(tx *store.Tx) error {
					return tx.EndNotification(n.ID, "sleeper", domain.NotificationFailed, "timeout", f.clock.Now())
				}),
			}
		}
		for _, err := range late() {
			if !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("while another holds it: %v", err)
			}
		}
		if r := f.state(n); r.State != domain.NotificationSending || r.Attempts != 2 {
			t.Errorf("%+v", r)
		}
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(n.ID, "heir", domain.NotificationSent, "", f.clock.Now())
		})
		for _, err := range late() {
			if !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("after another ended it: %v", err)
			}
		}
		if r := f.state(n); r.State != domain.NotificationSent {
			t.Errorf("%+v", r)
		}
		if _, err := f.lease("anyone"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("it came back: %v", err)
		}
	})
}

// TestWhatLeftIsNotCalledMissed: the clock jumped between the push and its record, and
// another worker found the promise too late meanwhile. What a phone has was sent.
func TestWhatLeftIsNotCalledMissed(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		n := f.promise(f.person(domain.RoleCitizen), nil)
		if _, err := f.lease("sender"); err != nil {
			t.Fatal(err)
		}
		f.clock.Move(26 * time.Hour)
		if _, err := f.lease("heir"); err != nil {
			t.Fatal(err)
		}
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(n.ID, "heir", domain.NotificationMissed, "too late", f.clock.Now())
		})
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(n.ID, "sender", domain.NotificationSent, "", f.clock.Now())
		})
		if r := f.state(n); r.State != domain.NotificationSent || r.Outcome != "" {
			t.Errorf("%+v", r)
		}
	})
}

// TestAMovedMeetingTakesItsRemindersBack: also the one that is being tried just now.
func TestAMovedMeetingTakesItsRemindersBack(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		person, meeting := f.person(domain.RoleCitizen), domain.NewID()
		about := func(n *domain.Notification) { n.Subject = meeting }
		held, sent, done := f.promise(person, about), f.promise(person, about), f.promise(person, about)
		for range 3 {
			if _, err := f.lease("a"); err != nil {
				t.Fatal(err)
			}
		}
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(done.ID, "a", domain.NotificationFailed, "x", f.clock.Now())
		})
		waiting := f.promise(person, func(n *domain.Notification) { n.Subject, n.DueAt = meeting, f.clock.Now().Add(time.Hour) })
		other := f.promise(person, nil)
		f.write(func(tx *store.Tx) error { return tx.ClearNotifications(meeting, f.clock.Now()) })
		for n, want := range map[domain.Notification]domain.NotificationState{waiting: domain.NotificationCleared, held: domain.NotificationCleared, sent: domain.NotificationCleared,
			done: domain.NotificationFailed, other: domain.NotificationScheduled} {
			if got := f.state(n).State; got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		// It does not come back by the attempt that was under way, but what left is told.
		err := f.Write(t.Context(), func(tx *store.Tx) error { return tx.RetryNotification(held.ID, "a", f.clock.Now(), "timeout") })
		if !errors.Is(err, domain.ErrNotFound) || f.state(held).State != domain.NotificationCleared {
			t.Errorf("%v, %+v", err, f.state(held))
		}
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(sent.ID, "a", domain.NotificationSent, "", f.clock.Now())
		})
		if got := f.state(sent).State; got != domain.NotificationSent {
			t.Errorf("%s", got)
		}
		if n, err := f.lease("b"); err != nil || n.ID != other.ID {
			t.Errorf("%+v, %v", n, err)
		}
	})
}

func TestPhones(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		peter, maja := f.person(domain.RoleCitizen), f.person(domain.RoleConsultant)
		session := func(person domain.ID) domain.ID {
			s := store.Session{ID: domain.NewID(), Person: person, RenewHash: []byte(domain.NewID()), ExpiresAt: f.clock.Now().Add(time.Hour)}
			f.write(func(tx *store.Tx) error { return tx.CreateSession(s) })
			return s.ID
		}
		phone := func(person domain.ID, endpoint string) domain.Subscription {
			s := domain.Subscription{ID: domain.NewID(), Person: person, Session: session(person), Endpoint: endpoint, P256dh: "p", Auth: "a"}
			f.write(func(tx *store.Tx) error { return tx.PutSubscription(s) })
			f.clock.Move(time.Second)
			return s
		}
		of := func(person domain.ID) (out []domain.Subscription) {
			f.read(func(tx *store.Tx) (err error) {
				out, err = tx.SubscriptionsOf(person)
				if n, _ := tx.CountSubscriptions(person); n != len(out) {
					t.Errorf("%d counted, %d given", n, len(out))
				}
				return err
			})
			return out
		}
		a, b := phone(peter, "https://push.example/a"), phone(peter, "https://push.example/b")
		if got := of(peter); len(got) != 2 || got[0] != a || got[1] != b {
			t.Errorf("%+v", got)
		}
		// The tablet is now signed in to by Maja: it wakes her and no longer Peter.
		tablet := phone(maja, "https://push.example/a")
		if got := of(peter); len(got) != 1 || got[0] != b {
			t.Errorf("%+v", got)
		}
		f.write(func(tx *store.Tx) error { return tx.DeleteSubscription(peter, tablet.ID) })
		if len(of(maja)) != 1 {
			t.Error("one person forgot another's phone")
		}
		c := phone(peter, "https://push.example/c")
		f.write(func(tx *store.Tx) error { return tx.DropOldestSubscription(peter) })
		if got := of(peter); len(got) != 1 || got[0] != c {
			t.Errorf("%+v", got)
		}
		// Taking another's id is refused, not shared.
		stolen := domain.Subscription{ID: c.ID, Person: maja, Session: tablet.Session, Endpoint: "https://push.example/d", P256dh: "p", Auth: "a"}
		if err := f.Write(t.Context(), func(tx *store.Tx) error { return tx.PutSubscription(stolen) }); !store.IsDuplicate(err) {
			t.Errorf("%v", err)
		}
		n := f.promise(peter, nil)
		f.write(func(tx *store.Tx) error {
			return errors.Join(tx.Delivered(n.ID, c.ID, f.clock.Now()), tx.Delivered(n.ID, c.ID, f.clock.Now()))
		})
		f.read(func(tx *store.Tx) error {
			got, err := tx.DeliveredTo(n.ID)
			if len(got) != 1 || !got[c.ID] {
				t.Errorf("%v", got)
			}
			return err
		})
		// A session's end forgets its phone.
		f.write(func(tx *store.Tx) error { return tx.EndSession(c.Session, f.clock.Now(), "signed out") })
		if len(of(peter)) != 0 {
			t.Error("a phone that was signed out is still woken")
		}
	})
}

// TestTheOutboxIsFoundByItsIndexes: promises are kept for ever; those to come may be
// thousands. Looking for the next one must not read them all.
func TestTheOutboxIsFoundByItsIndexes(t *testing.T) {
	f := open(t, sqliteFile(t))
	plans := f.plans(func(tx *store.Tx) error {
		if _, err := tx.NextDue(); err != nil {
			return err
		}
		if _, err := tx.LeaseNotification("a", f.clock.Now(), f.clock.Now()); err != nil && !errors.Is(err, domain.ErrNotFound) {
			return err
		}
		if _, err := tx.ThreadState(store.PlanHead{}, domain.NewID(), domain.NewID()); err != nil {
			return err
		}
		return tx.ClearNotifications(domain.NewID(), f.clock.Now())
	})
	used := map[string]int{}
	for query, plan := range plans {
		for _, step := range plan {
			if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "USING") || strings.Contains(step, "TEMP B-TREE") {
				t.Errorf("%s: %s", query, step)
			}
			for _, index := range []string{"notification_due", "notification_by_subject"} {
				if strings.Contains(step+" ", index+" ") {
					used[index]++
				}
			}
		}
	}
	if used["notification_due"] < 2 || used["notification_by_subject"] < 1 {
		t.Errorf("used %v in %v", used, plans)
	}
}
