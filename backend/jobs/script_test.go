package jobs_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// script is a push service that does as it is told and remembers what it was sent.
type script struct {
	mu    sync.Mutex
	sends map[domain.ID][]domain.NotificationKind // by phone
	// answer may be nil: then everything is accepted. It is called without the lock.
	answer func(phone domain.ID, try int) notify.Outcome
}

func newScript() *script { return &script{sends: map[domain.ID][]domain.NotificationKind{}} }

func (s *script) Send(_ context.Context, to domain.Subscription, m notify.Message) notify.Outcome {
	s.mu.Lock()
	s.sends[to.ID] = append(s.sends[to.ID], m.Kind)
	try, answer := len(s.sends[to.ID]), s.answer
	s.mu.Unlock()
	if answer == nil {
		return notify.Outcome{Result: notify.Sent}
	}
	return answer(to.ID, try)
}

// tries counts the sends to a phone.
func (s *script) tries(phone domain.ID) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sends[phone])
}

// office is a store with an outbox worker, people and their phones.
type office struct {
	*store.Store
	t        *testing.T
	clock    *testkit.Clock
	database string
	sender   *script
	outbox   *jobs.Outbox
	mail     jobs.Sender // the real one, once there is a post
}

func newOffice(t *testing.T, database string) *office {
	clock := testkit.NewClock(testkit.Anchor)
	o := &office{t: t, clock: clock, database: database, sender: newScript(), Store: testkit.OpenStore(t, database, clock)}
	o.outbox = o.worker("worker", o.sender)
	return o
}

// both runs a test on a fresh database of either kind, beside others.
func both(t *testing.T, test func(t *testing.T, o *office)) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) { test(t, newOffice(t, database)) })
}

func (o *office) worker(name string, s jobs.Sender) *jobs.Outbox {
	return jobs.New(jobs.Options{Store: o.Store, Sender: s, Clock: o.clock, Log: testkit.Quiet(), Name: name})
}

// another is a worker of another process on the same database and push service.
func (o *office) another(name string) *jobs.Outbox {
	s := testkit.OpenStore(o.t, o.database, o.clock)
	return jobs.New(jobs.Options{Store: s, Sender: o.sender, Clock: o.clock, Log: testkit.Quiet(), Name: name})
}

func (o *office) write(fn func(*store.Tx) error) {
	o.t.Helper()
	if err := o.Write(o.t.Context(), fn); err != nil {
		o.t.Fatal(err)
	}
}

// person makes somebody with phones and gives both.
func (o *office) person(phones int) (who domain.ID, ids []domain.ID) {
	o.t.Helper()
	who = domain.NewID()
	session := store.Session{ID: domain.NewID(), Person: who, RenewHash: []byte(domain.NewID()), ExpiresAt: o.clock.Now().Add(time.Hour)}
	o.write(func(tx *store.Tx) error {
		if err := tx.PutPerson(domain.Person{ID: who, Role: domain.RoleConsultant, Name: "Nogen", Language: "da"}, store.Installation); err != nil {
			return err
		}
		return tx.CreateSession(session)
	})
	for range phones {
		id := domain.NewID()
		ids = append(ids, id)
		o.subscribe(domain.Subscription{ID: id, Person: who, Session: session.ID, Endpoint: "https://push.example/" + string(id), P256dh: "p", Auth: "a"})
	}
	return who, ids
}

func (o *office) subscribe(s domain.Subscription) {
	o.t.Helper()
	o.write(func(tx *store.Tx) error { return tx.PutSubscription(s) })
}

// promise makes a promise that is due now and helps for 72 h.
func (o *office) promise(person domain.ID, change func(*domain.Notification)) domain.Notification {
	o.t.Helper()
	n := domain.Notification{ID: domain.NewID(), Person: person, Subject: domain.NewID(), Kind: domain.NotifyPlanChanged, DueAt: o.clock.Now(), Deadline: o.clock.Now().Add(72 * time.Hour), DedupeKey: string(domain.NewID())}
	if change != nil {
		change(&n)
	}
	o.write(func(tx *store.Tx) error { return tx.Notify(n) })
	return n
}

// drain sends what is due.
func (o *office) drain() {
	o.t.Helper()
	if err := o.outbox.Drain(o.t.Context()); err != nil {
		o.t.Error(err)
	}
}

// inherit sends what is due though another's lease on it has run out, when it has rested.
func (o *office) inherit() {
	o.t.Helper()
	o.drain()
	o.clock.Move(15 * time.Second)
	o.drain()
}

func (o *office) state(n domain.Notification) (found store.NotificationRecord) {
	o.t.Helper()
	if err := o.Snapshot(o.t.Context(), func(tx *store.Tx) error {
		all, err := tx.NotificationsOf(n.Person)
		for _, r := range all {
			if r.ID == n.ID {
				found = r
			}
		}
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return found
}

// expect checks how a promise stands.
func (o *office) expect(when string, n domain.Notification, state domain.NotificationState, outcome string) {
	o.t.Helper()
	if r := o.state(n); r.State != state || r.Outcome != outcome {
		o.t.Errorf("%s: %s %q after %d tries, want %s %q", when, r.State, r.Outcome, r.Attempts, state, outcome)
	}
}

func (o *office) phonesOf(person domain.ID) (n int) {
	o.t.Helper()
	if err := o.Snapshot(o.t.Context(), func(tx *store.Tx) (err error) {
		n, err = tx.CountSubscriptions(person)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return n
}

func (o *office) sessionOf(phone, person domain.ID) (session domain.ID, err error) {
	err = o.Snapshot(context.Background(), func(tx *store.Tx) error {
		all, err := tx.SubscriptionsOf(person)
		for _, s := range all {
			if s.ID == phone {
				session = s.Session
			}
		}
		return err
	})
	return session, err
}
