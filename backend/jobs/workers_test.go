package jobs_test

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// TestSeveralWorkersSendEachOnce: R18, with a process each.
func TestSeveralWorkersSendEachOnce(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		const people, each = 20, 5
		var all []domain.Notification
		phones := map[domain.ID]bool{}
		for range people {
			who, ids := o.person(1)
			phones[ids[0]] = true
			for range each {
				all = append(all, o.promise(who, nil))
			}
		}
		workers := []*jobs.Outbox{o.outbox, o.another("second"), o.another("third")}
		var wg sync.WaitGroup
		for _, w := range workers {
			wg.Go(func() {
				if err := w.Drain(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		o.drain() // what one worker passed over because another was looking at it
		for phone := range phones {
			if got := o.sender.tries(phone); got != each {
				t.Errorf("a phone was woken %d times, not %d", got, each)
			}
		}
		for _, n := range all {
			o.expect("in the end", n, domain.NotificationSent, "")
		}
		sum := int64(0)
		for _, w := range workers {
			sum += w.Counts()[domain.NotificationSent]
		}
		if sum != people*each {
			t.Errorf("%d counted as sent", sum)
		}
	})
}

// TestHangingPhonesDelayNobodyElse: ten of two hundred hang, or forty, as when one push
// service of several does; the rest is through while they still do (R10).
func TestHangingPhonesDelayNobodyElse(t *testing.T) {
	for _, hanging := range []int{10, 40} {
		t.Run(strconv.Itoa(hanging), func(t *testing.T) { hangingPhones(t, 200, hanging) })
	}
}

func hangingPhones(t *testing.T, people, hanging int) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	hang, through := make(chan struct{}), make(chan domain.ID, people)
	stuck := map[domain.ID]bool{}
	for i := range people {
		who, phones := o.person(1)
		if i%(people/hanging) == 0 {
			stuck[phones[0]] = true
		}
		o.promise(who, nil)
	}
	o.sender.answer = func(phone domain.ID, _ int) notify.Outcome {
		if stuck[phone] {
			<-hang
			return notify.Outcome{Result: notify.Retry, Reason: "timeout"}
		}
		through <- phone
		return sent
	}
	done := make(chan error, 1)
	go func() { done <- o.outbox.Drain(context.Background()) }()
	for range people - hanging {
		<-through
	}
	select {
	case err := <-done:
		t.Errorf("it did not wait for what is under way: %v", err)
	default:
	}
	close(hang)
	if err := <-done; err != nil {
		t.Error(err)
	}
	for phone := range stuck {
		if o.sender.tries(phone) != 1 {
			t.Errorf("a hanging phone was tried %d times", o.sender.tries(phone))
		}
	}
}

func TestAPanicInTheSenderIsOneFailedTry(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		other, others := o.person(1)
		o.sender.answer = func(phone domain.ID, try int) notify.Outcome {
			if phone == phones[0] && try == 1 {
				panic("nobody expects this")
			}
			return sent
		}
		n, fine := o.promise(who, nil), o.promise(other, nil)
		o.drain()
		o.expect("after the panic", n, domain.NotificationScheduled, "panic")
		o.expect("meanwhile", fine, domain.NotificationSent, "")
		o.tryAt(phones[0], 2, 5*time.Second)
		o.expect("the second try", n, domain.NotificationSent, "")
		if o.sender.tries(others[0]) != 1 {
			t.Error("the other was woken again")
		}
	})
}

// TestALostWorkersPromiseIsTakenOverAfterItsLease: R18.
func TestALostWorkersPromiseIsTakenOverAfterItsLease(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(2)
		n := o.promise(who, nil)
		// A worker that was killed between a first phone and its second.
		o.write(func(tx *store.Tx) error {
			if _, err := tx.LeaseNotification("killed", o.clock.Now(), o.clock.Now().Add(45*time.Second)); err != nil {
				return err
			}
			return tx.Delivered(n.ID, phones[0], o.clock.Now())
		})
		o.clock.Move(45*time.Second - time.Millisecond)
		o.drain()
		o.expect("while it may still live", n, domain.NotificationSending, "")
		o.clock.Move(time.Millisecond)
		o.inherit()
		o.expect("taken over", n, domain.NotificationSent, "")
		if a, b := o.sender.tries(phones[0]), o.sender.tries(phones[1]); a != 0 || b != 1 {
			t.Errorf("the phone that was reached was woken %d times more, the other %d times", a, b)
		}
	})
}

// TestAWorkerThatStoodStillSendsNothing: SIGSTOP for ten minutes between lease and send;
// meanwhile another has taken over.
func TestAWorkerThatStoodStillSendsNothing(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		n := o.promise(who, nil)
		// The clock is asked for the lease first. By the next question ten minutes are over,
		// whoever asks it.
		var leased atomic.Bool
		var pause sync.Once
		still := jobs.New(jobs.Options{Store: o.Store, Sender: o.sender, Log: testkit.Quiet(), Name: "still", Clock: domain.ClockFunc(func() time.Time {
			if leased.CompareAndSwap(false, true) {
				return o.clock.Now()
			}
			pause.Do(func() {
				o.clock.Move(10 * time.Minute)
				o.inherit()
				o.expect("meanwhile", n, domain.NotificationSent, "")
			})
			return o.clock.Now()
		})})
		if err := still.Drain(t.Context()); err != nil {
			t.Error(err)
		}
		o.expect("after it woke", n, domain.NotificationSent, "")
		if got := o.sender.tries(phones[0]); got != 1 {
			t.Errorf("the phone was woken %d times", got)
		}
	})
}

// TestAPromiseThatKillsItsWorkersIsGivenUp: R22; the others go on.
func TestAPromiseThatKillsItsWorkersIsGivenUp(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	who, phones := o.person(1)
	n := o.promise(who, nil)
	for range 100 {
		o.write(func(tx *store.Tx) error {
			_, err := tx.LeaseNotification("killed", o.clock.Now(), o.clock.Now().Add(time.Minute))
			return err
		})
		o.clock.Move(time.Minute)
	}
	fine := o.promise(who, nil)
	o.inherit()
	o.expect("after a hundred killed workers", n, domain.NotificationFailed, "too many tries")
	o.expect("the next", fine, domain.NotificationSent, "")
	if o.sender.tries(phones[0]) != 1 {
		t.Errorf("%d tries", o.sender.tries(phones[0]))
	}
}

// TestTheClockMayJump: R05. Each promise is kept once, whatever the clock does, or it is
// said to be too late.
func TestTheClockMayJump(t *testing.T) {
	for name, jump := range map[string]time.Duration{"an hour ahead": time.Hour, "a day and two hours ahead": 26 * time.Hour, "two hours back": -2 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			both(t, func(t *testing.T, o *office) {
				who, phones := o.person(1)
				start := o.clock.Now()
				o.sender.answer = func(_ domain.ID, try int) notify.Outcome {
					if try == 1 {
						return away
					}
					return sent
				}
				retried := o.promise(who, nil) // its first try fails
				o.drain()
				due := o.promise(who, nil)
				later := o.promise(who, func(n *domain.Notification) {
					n.DueAt, n.Deadline = start.Add(30*time.Minute), start.Add(90*time.Minute)
				})
				leased := o.promise(who, func(n *domain.Notification) { n.DueAt = start.Add(-time.Minute) })
				o.write(func(tx *store.Tx) error {
					got, err := tx.LeaseNotification("killed", o.clock.Now(), o.clock.Now().Add(time.Minute))
					if err == nil && got.ID != leased.ID {
						err = fmt.Errorf("another was leased")
					}
					return err
				})
				o.clock.Move(jump)
				for range 2 * 60 { // and then it runs on
					o.drain()
					o.clock.Move(3 * time.Minute)
				}
				for _, n := range []domain.Notification{retried, due, leased} {
					o.expect(name, n, domain.NotificationSent, "")
				}
				want := 5 // four promises and a failed try
				if jump > 90*time.Minute {
					o.expect(name, later, domain.NotificationMissed, "too late")
					want--
				} else {
					o.expect(name, later, domain.NotificationSent, "")
				}
				if got := o.sender.tries(phones[0]); got != want {
					t.Errorf("%d tries, want %d", got, want)
				}
			})
		})
	}
}

// TestRunSendsWhatRingsAndEndsInOrder: the loop itself, woken by a ring and by a commit
// of another process, and ended while a push is under way.
func TestRunSendsWhatRingsAndEndsInOrder(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, _ := o.person(1)
		arrived, answer := make(chan struct{}), make(chan notify.Outcome)
		o.sender.answer = func(domain.ID, int) notify.Outcome {
			arrived <- struct{}{}
			return <-answer
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			o.outbox.Run(ctx)
		}()
		first := o.promise(who, nil)
		o.outbox.Ring()
		<-arrived
		second := o.promise(who, nil)
		o.outbox.Ring()
		o.outbox.Ring() // never blocks, however often
		<-arrived       // while the first is still under way
		stop()
		answer <- sent
		answer <- sent
		<-ended
		o.expect("under way at the end", first, domain.NotificationSent, "")
		o.expect("under way at the end", second, domain.NotificationSent, "")
	})
}

func TestOverdueTellsHowLateTheOldestIs(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		overdue := func() time.Duration {
			t.Helper()
			d, err := o.outbox.Overdue(t.Context())
			if err != nil {
				t.Error(err)
			}
			return d
		}
		if d := overdue(); d != 0 {
			t.Errorf("an empty outbox is %s late", d)
		}
		who, _ := o.person(1)
		o.promise(who, nil)
		o.clock.Move(90 * time.Second) // nobody works: R25
		if d := overdue(); d != 90*time.Second {
			t.Errorf("%s late", d)
		}
		o.drain()
		if d := overdue(); d != 0 {
			t.Errorf("%s late after it was sent", d)
		}
	})
}

// TestAnEndedContextLosesNothing: what was not begun is there for the next worker.
func TestAnEndedContextLosesNothing(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	who, _ := o.person(1)
	n := o.promise(who, nil)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_ = o.outbox.Drain(ended)
	o.expect("after nothing could be done", n, domain.NotificationScheduled, "")
	o.drain()
	o.expect("then", n, domain.NotificationSent, "")
}
