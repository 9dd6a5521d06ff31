package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// smsDrill lets everybody's reminder be due at once as an SMS while the processes are killed
// again and again, and the gateway once. Every other meeting is mandatory: who is not known to have been told of
// one is called. The others have nothing after the SMS.
type smsDrill struct{ people, kills int }

// slowSMS is a gateway that, when told, leaves the next message that it takes without an
// answer for a while and says so: the moment at which a kill hurts.
type slowSMS struct {
	armed atomic.Bool
	took  chan struct{}
}

func (g *slowSMS) answer(int, testkit.SMSRequest) testkit.SMSAnswer {
	if g.armed.CompareAndSwap(true, false) {
		g.took <- struct{}{}
		<-time.NewTimer(300 * time.Millisecond).C
	}
	return testkit.SMSAnswer{}
}

// next waits for that moment, or until nothing is sent any more.
func (g *slowSMS) next(t *testing.T) {
	t.Helper()
	g.armed.Store(true)
	timeout := time.NewTimer(3 * time.Second)
	defer timeout.Stop()
	select {
	case <-g.took:
	case <-timeout.C:
		g.armed.Store(false)
		t.Log("a process was killed with nothing on its way")
	case <-t.Context().Done():
		t.Fatal("the drill was cut short")
	}
}

// smsToll is what it cost. Resent are second requests with the key of the first, of which a
// kill took the answer and of which no report came; called are those that staff are to call.
// Cut is how many the gateway's end may have cut off: one of each process.
type smsToll struct{ kills, cut, lost, doubled, resent, called int }

func (d smsDrill) run(t *testing.T, database string, random *rand.Rand) (x smsToll) {
	t.Helper()
	c := openCrowd(t, database)
	gateway := testkit.NewSMSGateway(t)
	slow := &slowSMS{took: make(chan struct{}, 1)}
	gateway.Respond(slow.answer)
	token, ca := filepath.Join(c.dir, "token"), filepath.Join(c.dir, "sms.pem")
	for name, content := range map[string][]byte{token: []byte("t0ken"), ca: gateway.CA()} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c.env = append(c.env, "TAVLEN_SMS_GATEWAY=gatewayapi", "TAVLEN_SMS_URL="+gateway.URL(), "TAVLEN_SMS_TOKEN_FILE="+token, "SSL_CERT_FILE="+ca)
	c.begin(t, processesOn(database))
	c.fill(t, d.people, func(n int, r *reminded) { r.number, r.mandatory = fmt.Sprintf("+4520%06d", n), n%2 == 0 })
	c.dueNow(t)
	for left := d.kills; left > 0; {
		// Each of the processes in any order, before the next ones have everything sent.
		killed := random.Perm(len(c.servers))[:min(left, len(c.servers))]
		for _, i := range killed {
			slow.next(t)
			c.servers[i].kill(t)
		}
		for _, i := range killed {
			c.servers[i] = c.launch(t, c.env...)
		}
		if left == d.kills {
			slow.next(t)
			gateway.Kill(t)
			pause(t, time.Second) // nobody is there
			gateway.Start(t)
		}
		left -= len(killed)
	}
	s := c.openStore(t)
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	told := map[string]bool{}
	report := func() {
		t.Helper()
		for _, r := range gateway.Requests() {
			// Of some no report ever comes.
			if _, known := told[r.UserRef]; !known {
				told[r.UserRef] = random.IntN(2) == 0
			}
			if told[r.UserRef] {
				if got := gateway.Report(t, r, "DELIVERED", c.servers[0].url); got != 204 {
					t.Errorf("a report was answered %d", got)
				}
			}
		}
	}
	report()
	c.jump(t, 65*time.Second) // the leases of who was killed have run out
	c.quiet(t, s, func(n store.NotificationRecord) bool { return n.Outcome == "cut off" || n.Outcome == "network" })
	report()
	c.jump(t, 3*time.Minute) // and so has the time that a report may take
	ended := c.quiet(t, s, func(store.NotificationRecord) bool { return false })
	return c.countSMS(t, s, gateway.Requests(), ended, smsToll{kills: d.kills, cut: len(c.servers)})
}

// quiet waits until everybody's reminder has left, has ended or waits for something: for a
// report, to be called, or, as the caller says, otherwise. It gives how each stands.
func (c *crowd) quiet(t *testing.T, s *store.Store, waits func(store.NotificationRecord) bool) map[domain.ID]store.NotificationRecord {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for {
		all, open := map[domain.ID]store.NotificationRecord{}, 0
		for _, r := range c.people {
			if err := s.Snapshot(t.Context(), func(tx *store.Tx) error {
				rows, err := tx.NotificationsOf(r.citizen)
				for _, n := range rows {
					if n.Kind != domain.NotifyMeetingSoon {
						continue
					}
					all[r.citizen] = n
					held := n.State == domain.NotificationScheduled && (!n.SentAt.IsZero() || n.Channel == domain.ChannelCall || waits(n))
					if !held && (n.State == domain.NotificationScheduled || n.State == domain.NotificationSending) {
						open++
					}
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if open == 0 {
			return all
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Errorf("%d reminders are still under way", open)
			return all
		}
	}
}

func (c *crowd) countSMS(t *testing.T, s *store.Store, requests []testkit.SMSRequest, ended map[domain.ID]store.NotificationRecord, x smsToll) smsToll {
	t.Helper()
	came := map[string]int{}
	for _, r := range requests {
		came[r.UserRef]++
		if r.UserRef == "" || r.Header.Get("Idempotency-Key") != r.UserRef {
			t.Errorf("an SMS has the reference %q and the key %q", r.UserRef, r.Header.Get("Idempotency-Key"))
		}
	}
	for _, r := range c.people {
		n, reference := ended[r.citizen], ""
		if err := s.Read(t.Context(), func(tx *store.Tx) error {
			all, err := tx.DeliveriesOf(n.ID)
			for _, d := range all {
				if d.Channel == domain.ChannelSMS {
					reference = d.Reference
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		times := came[reference]
		calls := n.Channel == domain.ChannelCall && n.State == domain.NotificationScheduled
		if calls {
			x.called++
		}
		if times == 0 && !calls {
			x.lost++
			t.Errorf("mandatory %t: no SMS came, its row says %s %q on %s after %d tries", r.mandatory, n.State, n.Outcome, n.Channel, n.Attempts)
		}
		switch {
		case times < 2:
		case r.mandatory:
			x.doubled += times - 1
		default:
			x.resent += times - 1
		}
	}
	t.Logf("SMS: kills %d, cut off with the gateway at most %d, lost %d, doubled %d, resent with the same key %d, to be called %d", x.kills, x.cut, x.lost, x.doubled, x.resent, x.called)
	return x
}

func (x *smsToll) add(y smsToll) {
	x.kills, x.cut, x.lost, x.doubled, x.resent, x.called = x.kills+y.kills, x.cut+y.cut, x.lost+y.lost, x.doubled+y.doubled, x.resent+y.resent, x.called+y.called
}

// check is what holds by construction: what has somebody to call after it is never sent
// twice, the rest only for what a kill took the answer of.
func (x smsToll) check(t *testing.T) {
	t.Helper()
	if x.lost > 0 || x.doubled > 0 || x.resent > x.kills+x.cut || x.called > x.kills+x.cut {
		t.Errorf("%+v", x)
	}
}

// TestAKillNeitherLosesNorDoublesAnSMS is the small form of the SMS part of TestDrillReminders.
func TestAKillNeitherLosesNorDoublesAnSMS(t *testing.T) {
	t.Parallel()
	smsDrill{people: 30, kills: 2}.run(t, "", seeded(t)).check(t)
}
