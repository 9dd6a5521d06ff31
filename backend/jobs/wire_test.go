package jobs_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// wire is a push service some way off. Of every push that comes it knows which ones before it
// were accepted and not yet written down: so many a kill would double at that moment.
type wire struct {
	o   *office
	way time.Duration

	mu       sync.Mutex
	to       map[domain.ID]domain.Notification // by phone
	accepted map[domain.ID]bool                // phones whose sender may not have heard of it
	worst    int
	took     []time.Duration // since began
	began    time.Time
}

func (w *wire) Send(ctx context.Context, to domain.Subscription, _ notify.Message) notify.Outcome {
	w.mu.Lock()
	for phone := range w.accepted {
		if err := w.o.Read(ctx, func(tx *store.Tx) error {
			kept, err := tx.DeliveredTo(w.to[phone].ID)
			if kept[phone] {
				delete(w.accepted, phone)
			}
			return err
		}); err != nil {
			w.o.t.Error(err)
		}
	}
	w.accepted[to.ID] = true
	w.worst = max(w.worst, len(w.accepted))
	w.took = append(w.took, domain.SystemClock{}.Now().Sub(w.began))
	w.mu.Unlock()
	if w.way > 0 {
		<-time.NewTimer(w.way).C
	}
	return sent
}

func (o *office) wire(way time.Duration, people, phones int) *wire {
	w := &wire{o: o, way: way, to: map[domain.ID]domain.Notification{}, accepted: map[domain.ID]bool{}, began: domain.SystemClock{}.Now()}
	for range people {
		who, ids := o.person(phones)
		n := o.promise(who, nil)
		for _, id := range ids {
			w.to[id] = n
		}
	}
	w.began = domain.SystemClock{}.Now()
	if err := o.worker("wire", w).Drain(context.Background()); err != nil {
		o.t.Error(err)
	}
	if len(w.took) != people*phones {
		o.t.Errorf("%d pushes, want %d", len(w.took), people*phones)
	}
	return w
}

// TestAKillCanDoubleOnePushAtMost: when a push leaves, every one before it to the same
// service is written down, to whomever and however many phones they went.
func TestAKillCanDoubleOnePushAtMost(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		if w := o.wire(0, 60, 3); w.worst != 1 {
			t.Errorf("%d pushes were accepted and not written down", w.worst)
		}
	})
}

// TestAFarPushServiceKeepsThePace: what is far away has several on the wire, and no more
// than four.
func TestAFarPushServiceKeepsThePace(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	w := o.wire(75*time.Millisecond, 100, 1)
	slices.Sort(w.took)
	t.Logf("100 pushes to a service 75 ms away: p95 %s, at most %d on the wire", w.took[94], w.worst)
	if w.worst < 2 || w.worst > 4 {
		t.Errorf("%d were on the wire at once", w.worst)
	}
}

// TestAPushThatIsTakenOverOrBackDoesNotLeave: it was so when its turn came, whatever this
// process's clock says of its lease.
func TestAPushThatIsTakenOverOrBackDoesNotLeave(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		for name, meanwhile := range map[string]func(tx *store.Tx, n domain.Notification) error{
			"taken back": func(tx *store.Tx, n domain.Notification) error {
				return tx.ClearNotifications(n.Subject, o.clock.Now())
			},
			"taken over": func(tx *store.Tx, _ domain.Notification) error {
				ahead := o.clock.Now().Add(2 * time.Minute)
				_, err := tx.LeaseNotification("another", ahead, ahead.Add(time.Minute))
				return err
			},
		} {
			who, _ := o.person(1)
			n := o.promise(who, nil)
			left := 0
			s := sender(func(ctx context.Context, m notify.Message) notify.Outcome {
				o.write(func(tx *store.Tx) error { return meanwhile(tx, n) })
				if there, err := m.Still(ctx); err != nil || !there {
					return notify.Outcome{Result: notify.Retry, Reason: fmt.Sprint(err)}
				}
				left++
				return sent
			})
			if err := o.worker("first", s).Drain(t.Context()); err != nil {
				t.Error(err)
			}
			if left != 0 {
				t.Errorf("%s: it left", name)
			}
		}
	})
}

// sender is one that looks at what it is given.
type sender func(context.Context, notify.Message) notify.Outcome

func (f sender) Send(ctx context.Context, _ domain.Subscription, m notify.Message) notify.Outcome {
	return f(ctx, m)
}

var _ jobs.Sender = sender(nil)

// TestLettersLeaveOneByOne: of SMS, which no phone collapses, a kill leaves one in doubt.
func TestLettersLeaveOneByOne(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		var mu sync.Mutex
		under, worst := 0, 0
		h.sms.answer = func(_ int, l notify.Letter) notify.Outcome {
			mu.Lock()
			under++
			worst = max(worst, under)
			mu.Unlock()
			defer func() {
				mu.Lock()
				defer mu.Unlock()
				under--
			}()
			return notify.Outcome{Result: notify.Sent, Proof: l.Reference}
		}
		for range 40 {
			h.remind(h.citizen(false), domain.ImportanceNormal)
		}
		h.drained()
		if len(h.sms.all()) != 40 || worst != 1 {
			t.Errorf("%d SMS, %d at once", len(h.sms.all()), worst)
		}
	})
}
