package jobs_test

import (
	"runtime"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// heirs are the workers to whom, when the clock jumps, a promise seems to be left that is on
// the wire: another process's, or the same process's that has it there.
func heirs(worker func(name string) *jobs.Outbox, test func(who string, first, heir *jobs.Outbox)) {
	test("another process", worker("first"), worker("second"))
	test("the same process", worker("first"), worker("first"))
}

func (o *office) drainBy(w *jobs.Outbox) {
	o.t.Helper()
	if err := w.Drain(o.t.Context()); err != nil {
		o.t.Error(err)
	}
}

// inheritBy lets the heir drain while the first one waits for an answer. The first one's own
// look for more to do may come as late as after the clock's jump, so that it has the promise in
// its hands once more for a moment.
func (o *office) inheritBy(heir *jobs.Outbox, n domain.Notification) {
	o.t.Helper()
	o.drainBy(heir)
	for o.state(n).State == domain.NotificationSending {
		if err := o.t.Context().Err(); err != nil {
			o.t.Fatal(err)
		}
		runtime.Gosched()
	}
}

// TestNothingIsSaidOfWhatIsOnTheWire: the clock jumps while the push service has not answered
// yet, so that the lease seems to be over. Nobody calls the promise missed, and nobody sends it
// again, before the answer must have come; and then it was sent (R05).
func TestNothingIsSaidOfWhatIsOnTheWire(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		heirs(func(name string) *jobs.Outbox { return o.worker(name, o.sender) }, func(who string, first, heir *jobs.Outbox) {
			for _, jump := range []time.Duration{time.Hour, 26 * time.Hour} {
				person, phones := o.person(1)
				n := o.promise(person, func(n *domain.Notification) { n.Deadline = n.DueAt.Add(2 * time.Hour) })
				o.sender.answer = func(_ domain.ID, try int) notify.Outcome {
					if try > 1 {
						return sent
					}
					o.clock.Move(jump)
					o.inheritBy(heir, n)
					o.clock.Move(10 * time.Second) // as long as a push may take
					o.inheritBy(heir, n)
					if r := o.state(n); r.State != domain.NotificationScheduled || r.Attempts != 1 {
						t.Errorf("%s, %s: on the wire and %s %q after %d tries", who, jump, r.State, r.Outcome, r.Attempts)
					}
					return sent
				}
				o.drainBy(first)
				o.expect(who+", accepted", n, domain.NotificationSent, "")
				o.clock.Move(time.Minute)
				o.drainBy(heir)
				o.expect(who+", a minute later", n, domain.NotificationSent, "")
				if got := o.sender.tries(phones[0]); got != 1 {
					t.Errorf("%s, %s: woken %d times", who, jump, got)
				}
			}
		})
	})
}

// TestLateProofWinsOverMissed: the answer comes after all when the promise was given up, for
// one phone while the other is still to be asked again, or of an SMS whose report is waited for.
func TestLateProofWinsOverMissed(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		heirs(func(name string) *jobs.Outbox { return h.workerOn(h.Store, name) }, func(who string, first, heir *jobs.Outbox) {
			giveUp := func(n domain.Notification) {
				h.clock.Move(26 * time.Hour)
				h.inheritBy(heir, n)
				h.clock.Move(15 * time.Second)
				h.inheritBy(heir, n)
				h.expect(who+", nobody heard of it", n, domain.NotificationMissed, "too late")
			}
			for _, phones := range []int{1, 2} {
				person, ids := h.person(phones)
				n := h.promise(person, func(n *domain.Notification) { n.Deadline = n.DueAt.Add(2 * time.Hour) })
				asked := make(chan struct{}, phones)
				h.sender.answer = func(phone domain.ID, _ int) notify.Outcome {
					asked <- struct{}{}
					if phone != ids[0] {
						return away
					}
					for range phones {
						<-asked
					}
					giveUp(n)
					return sent
				}
				h.drainBy(first)
				h.expect(who+", then it was accepted", n, domain.NotificationSent, "")
			}
			n := h.remind(h.citizen(false, "sms"), domain.ImportanceHigh)
			h.sms.answer = func(_ int, l notify.Letter) notify.Outcome {
				h.clock.Move(26 * time.Hour)
				for range 2 {
					h.inheritBy(heir, n)
					h.clock.Move(15 * time.Second)
				}
				h.expect(who+", an SMS", n, domain.NotificationMissed, "too late")
				return notify.Outcome{Result: notify.Sent, Proof: "proof-" + l.Reference}
			}
			h.drainBy(first)
			h.expect(who+", then the SMS was taken", n, domain.NotificationSent, "")
		})
	})
}

// TestWhoTakesOverShortlyBeforeItIsTooLateDoesNotRest: R18; and a process that was killed holds
// nothing for longer than a minute.
func TestWhoTakesOverShortlyBeforeItIsTooLateDoesNotRest(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		for left, want := range map[time.Duration]time.Duration{time.Hour: 15 * time.Second, 5 * time.Second: 4 * time.Second, time.Second: 0} {
			person, phones := o.person(1)
			n := o.promise(person, func(n *domain.Notification) { n.Deadline = n.DueAt.Add(45*time.Second + left) })
			o.write(func(tx *store.Tx) error {
				_, err := tx.LeaseNotification("killed", o.clock.Now(), o.clock.Now().Add(45*time.Second))
				return err
			})
			o.clock.Move(45 * time.Second)
			o.drain()
			if want > 0 {
				o.clock.Move(want - time.Millisecond)
				o.drain()
				o.expect("while it may be on the wire", n, domain.NotificationScheduled, "")
				o.clock.Move(time.Millisecond)
				o.drain()
			}
			o.expect("taken over", n, domain.NotificationSent, "")
			if got := o.sender.tries(phones[0]); got != 1 {
				t.Errorf("%s: woken %d times", left, got)
			}
		}
	})
}
