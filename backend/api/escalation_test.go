package api_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// Two instances run on one database over a weekend and over Christmas, and both look for what
// is due at the same moment, again and again, each started anew in between: the consultant,
// her deputy and the team lead are each woken once, at their hour, on a real push service.
func TestTwoInstancesTellOfAWaitOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ what, writes, h8, h12, h16 string }{
		{"over_a_weekend", "2026-11-27 12:00:00", "2026-11-30 15:30:00", "2026-12-01 12:30:00", "2026-12-02 09:30:00"},
		{"over_Christmas", "2026-12-23 14:30:00", "2026-12-28 15:30:00", "2026-12-29 12:30:00", "2026-12-30 09:30:00"},
	} {
		t.Run(c.what, func(t *testing.T) {
			testkit.Databases(t, func(t *testing.T, database string) {
				w := newWorld(t, testkit.Options{Database: database})
				here, there := w.Server, w.instance(database)
				drain := func() {
					t.Helper()
					var both sync.WaitGroup
					for _, s := range []*testkit.Server{here, there} {
						both.Go(func() {
							// One after the other: an instance has one worker that looks.
							for range 3 {
								if err := s.Outbox.Drain(t.Context()); err != nil {
									t.Error(err)
								}
							}
						})
					}
					both.Wait()
				}
				w.say("maja", "peter", "", "Hej Peter")
				w.at(c.writes)
				phones := map[string]domain.ID{}
				for _, who := range []string{"maja", "jonas", "leder"} {
					phones[who] = w.subscribe(who)
				}
				w.say("peter", "peter", "", "Er du der?")
				drain()
				// attempts are how often somebody's promises were tried: those of the wait, and all.
				attempts := func(who string) (ofWait, all int) {
					if err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
						list, err := tx.NotificationsOf(demo.PersonID(who))
						for _, n := range list {
							all += n.Attempts
							if n.Plan == planOf("peter") && strings.HasPrefix(string(n.Kind), "staff_unanswered") {
								ofWait += n.Attempts
							}
						}
						return err
					}); err != nil {
						t.Fatal(err)
					}
					return ofWait, all
				}
				// What was tried by another channel, or in vain, before it all began.
				drain()
				elsewhere := map[string]int{}
				for who, phone := range phones {
					_, all := attempts(who)
					elsewhere[who] = all - w.Push.Attempts(phone)
				}
				woken := func(when string, maja, jonas, leder int) {
					t.Helper()
					drain()
					for who, want := range map[string]int{"maja": maja, "jonas": jonas, "leder": leder} {
						ofWait, all := attempts(who)
						if ofWait != want {
							t.Errorf("%s: %s is told %d times, want %d", when, who, ofWait, want)
						}
						if got := w.Push.Attempts(phones[who]); got != all-elsewhere[who] {
							t.Errorf("%s: the phone of %s rang %d times for %d promises", when, who, got, all-elsewhere[who])
						}
					}
				}
				woken("by the message itself", 0, 0, 0)
				for i, step := range []struct {
					at                 string
					maja, jonas, leder int
				}{{c.h8, 1, 0, 0}, {c.h12, 1, 1, 0}, {c.h16, 1, 1, 1}} {
					w.at(step.at)
					w.Clock.Move(-time.Second)
					last := [3]int{}
					for j, n := range []int{step.maja, step.jonas, step.leder} {
						if last[j] = n; j == i {
							last[j] = 0
						}
					}
					woken("a second before "+step.at, last[0], last[1], last[2])
					w.Clock.Move(time.Second)
					woken("at "+step.at, step.maja, step.jonas, step.leder)
					// One of them is started anew, and then the other.
					there = w.instance(database)
					woken("one started anew", step.maja, step.jonas, step.leder)
					here, there = there, w.instance(database)
					if err := here.App.RemindAll(t.Context(), planOf("peter")); err != nil {
						t.Fatal(err)
					}
					woken("the other started anew", step.maja, step.jonas, step.leder)
				}
				w.Clock.Move(72 * time.Hour)
				woken("three days later", 1, 1, 1)
			})
		})
	}
}
