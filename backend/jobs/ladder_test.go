package jobs_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// letters is a gateway or mail server that does as it is told and remembers what it was sent.
type letters struct {
	mu   sync.Mutex
	sent []notify.Letter
	// answer may be nil: then everything is taken. It is called without the lock.
	answer func(try int, l notify.Letter) notify.Outcome
}

func (s *letters) Send(_ context.Context, l notify.Letter) notify.Outcome {
	s.mu.Lock()
	s.sent = append(s.sent, l)
	try, answer := len(s.sent)-1, s.answer
	s.mu.Unlock()
	if answer == nil {
		return notify.Outcome{Result: notify.Sent, Proof: "proof-" + l.Reference}
	}
	return answer(try, l)
}

func (s *letters) all() []notify.Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

// always answers the same.
func always(out notify.Outcome) func(int, notify.Letter) notify.Outcome {
	return func(int, notify.Letter) notify.Outcome { return out }
}

// callList puts promises on the list, as the use cases do, and counts them.
type callList struct {
	store  *store.Store
	clock  domain.Clock
	nobody bool
	listed int
}

func (c *callList) PutOnCallList(ctx context.Context, n domain.Notification, worker string, until time.Time) (bool, error) {
	if c.nobody {
		return false, nil
	}
	c.listed++
	n.Channel, n.Until = domain.ChannelCall, until
	return true, c.store.Write(ctx, func(tx *store.Tx) error { return tx.List(n, worker, c.clock.Now()) })
}

// house is an office with every channel.
type house struct {
	*office
	sms, mail *letters
	calls     *callList
}

func newHouse(o *office) *house {
	h := &house{office: o, sms: &letters{}, mail: &letters{}, calls: &callList{store: o.Store, clock: o.clock}}
	o.outbox = h.workerOn(o.Store, "worker")
	return h
}

func (h *house) workerOn(s *store.Store, name string) *jobs.Outbox {
	return jobs.New(jobs.Options{Store: s, Sender: h.sender, Post: map[domain.Channel]jobs.Post{domain.ChannelSMS: h.sms, domain.ChannelEmail: h.mail},
		Calls: h.calls, Reports: true, Clock: h.clock, Log: testkit.Quiet(), Name: name})
}

func houses(t *testing.T, test func(t *testing.T, h *house)) {
	both(t, func(t *testing.T, o *office) { test(t, newHouse(o)) })
}

// citizen makes one with a number, an address and a phone that may be none.
func (h *house) citizen(phone bool, channels ...string) domain.ID {
	h.t.Helper()
	who := domain.NewID()
	session := store.Session{ID: domain.NewID(), Person: who, RenewHash: []byte(domain.NewID()), ExpiresAt: h.clock.Now().Add(time.Hour)}
	h.write(func(tx *store.Tx) error {
		p := domain.Person{ID: who, Role: domain.RoleCitizen, Name: "Peter", Phone: "20 30 40 50", Email: "peter@eksempel.dk", Citizen: &domain.Citizen{Settings: domain.Settings{Channels: channels}}}
		if err := tx.PutPerson(p, store.Installation); err != nil {
			return err
		}
		return tx.CreateSession(session)
	})
	if phone {
		id := domain.NewID()
		h.subscribe(domain.Subscription{ID: id, Person: who, Session: session.ID, Endpoint: "https://push.example/" + string(id), P256dh: "p", Auth: "a"})
	}
	return who
}

// remind promises a reminder of a meeting a day ahead.
func (h *house) remind(who domain.ID, importance domain.Importance) domain.Notification {
	return h.promise(who, func(n *domain.Notification) {
		n.Plan, n.Kind, n.Deadline, n.Importance = domain.NewID(), domain.NotifyMeetingTomorrow, n.DueAt.Add(24*time.Hour), importance
	})
}

func (h *house) deliveries(n domain.Notification) map[domain.Channel]domain.Delivery {
	h.t.Helper()
	out := map[domain.Channel]domain.Delivery{}
	if err := h.Read(h.t.Context(), func(tx *store.Tx) error {
		all, err := tx.DeliveriesOf(n.ID)
		for _, d := range all {
			out[d.Channel] = d
		}
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return out
}

// drained drains until nothing more is due at once.
func (h *house) drained() {
	h.t.Helper()
	for range 6 {
		h.drain()
	}
}

// TestWhichChannelsArePicked: by what the person chose and has, and by what it is about.
func TestWhichChannelsArePicked(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		for name, tc := range map[string]struct {
			phone      bool
			channels   []string
			importance domain.Importance
			change     func(*domain.Notification)
			push       bool
			sms, mail  int
			listed     int
			state      domain.NotificationState
		}{
			"a phone is woken":                      {phone: true, push: true, state: domain.NotificationSent},
			"no phone: an SMS":                      {sms: 1, state: domain.NotificationSent},
			"chose e-mail first":                    {phone: true, channels: []string{"email", "push"}, mail: 1, state: domain.NotificationSent},
			"chose push alone":                      {channels: []string{"push"}, state: domain.NotificationMuted},
			"chose push alone, mandatory":           {channels: []string{"push"}, importance: domain.ImportanceHigh, listed: 1, state: domain.NotificationScheduled},
			"the case files' names":                 {channels: []string{"phone_call", "sms", "paper"}, listed: 1, state: domain.NotificationScheduled},
			"is called about meetings alone":        {channels: []string{"call", "sms"}, change: func(n *domain.Notification) { n.Kind = domain.NotifyPlanChanged }, sms: 1, state: domain.NotificationSent},
			"a cheer is a push":                     {importance: domain.ImportanceLow, state: domain.NotificationMuted},
			"a cheer is a push, also where it fits": {phone: true, channels: []string{"sms"}, importance: domain.ImportanceLow, push: true, state: domain.NotificationSent},
		} {
			h.sms.sent, h.mail.sent, h.calls.listed = nil, nil, 0
			h.sender = newScript()
			h.outbox = h.workerOn(h.Store, "worker")
			who := h.citizen(tc.phone, tc.channels...)
			n := h.promise(who, func(n *domain.Notification) {
				n.Plan, n.Kind, n.Deadline, n.Importance = domain.NewID(), domain.NotifyMeetingTomorrow, n.DueAt.Add(24*time.Hour), tc.importance
				if tc.change != nil {
					tc.change(n)
				}
			})
			h.drained()
			if r := h.state(n); r.State != tc.state {
				t.Errorf("%s: %s %q", name, r.State, r.Outcome)
			}
			if pushed := len(h.sender.sends) > 0; pushed != tc.push || len(h.sms.all()) != tc.sms || len(h.mail.all()) != tc.mail || h.calls.listed != tc.listed {
				t.Errorf("%s: pushed %v, %d SMS, %d mails, %d calls", name, pushed, len(h.sms.all()), len(h.mail.all()), h.calls.listed)
			}
		}
	})
}

// TestAMandatoryReminderClimbsToTheCallList: every channel refuses, and what was tried is
// on record; the call list keeps it until the meeting, and then it was missed.
func TestAMandatoryReminderClimbsToTheCallList(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		h.sender.answer = func(domain.ID, int) notify.Outcome { return notify.Outcome{Result: notify.Gone} }
		h.sms.answer = always(notify.Outcome{Result: notify.Refused, Reason: "http_422"})
		h.mail.answer = always(notify.Outcome{Result: notify.Refused, Reason: "smtp_550"})
		n := h.remind(h.citizen(true), domain.ImportanceHigh)
		h.drained()
		r, d := h.state(n), h.deliveries(n)
		if r.State != domain.NotificationScheduled || r.Channel != domain.ChannelCall || !r.Until.Equal(n.Deadline) || h.calls.listed != 1 {
			t.Errorf("%+v", r)
		}
		for c, want := range map[domain.Channel]string{domain.ChannelPush: "no phone left", domain.ChannelSMS: "http_422", domain.ChannelEmail: "smtp_550"} {
			if d[c].State != domain.DeliveryFailed || d[c].Outcome != want {
				t.Errorf("%s: %+v", c, d[c])
			}
		}
		h.clock.Set(n.Deadline)
		h.drained()
		h.expect("nobody called", n, domain.NotificationMissed, "too late")
		if len(h.sms.all()) != 1 || len(h.mail.all()) != 1 || h.calls.listed != 1 {
			t.Error("it was tried again")
		}
	})
}

// TestAChoiceOfPushAloneHoldsForAMandatoryMeeting: a number and an address that are known
// are not used against the person's own choice; what push cannot do, a human does.
func TestAChoiceOfPushAloneHoldsForAMandatoryMeeting(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		h.sender.answer = func(domain.ID, int) notify.Outcome { return notify.Outcome{Result: notify.Gone} }
		n := h.remind(h.citizen(true, "push"), domain.ImportanceHigh)
		h.drained()
		if r := h.state(n); r.State != domain.NotificationScheduled || r.Channel != domain.ChannelCall || h.calls.listed != 1 {
			t.Errorf("%+v, %d calls", r, h.calls.listed)
		}
		if len(h.sms.all()) != 0 || len(h.mail.all()) != 0 {
			t.Errorf("%d SMS and %d mails to one who chose neither", len(h.sms.all()), len(h.mail.all()))
		}
	})
}

// TestAChannelThatIsDownGivesWayInTime: each has its turn, and what is left of the time
// does for all of them.
func TestAChannelThatIsDownGivesWayInTime(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		down := notify.Outcome{Result: notify.Retry, Reason: "http_503"}
		h.sender.answer = func(domain.ID, int) notify.Outcome { return down }
		h.sms.answer = always(down)
		n := h.promise(h.citizen(true), func(n *domain.Notification) {
			n.Plan, n.Kind, n.Deadline = domain.NewID(), domain.NotifyMeetingSoon, n.DueAt.Add(2*time.Hour)
		})
		for range 200 {
			h.drain()
			if h.state(n).State == domain.NotificationSent {
				break
			}
			h.clock.Move(30 * time.Second)
		}
		r, d := h.state(n), h.deliveries(n)
		if r.State != domain.NotificationSent || r.Channel != domain.ChannelEmail || len(h.mail.all()) != 1 {
			t.Fatalf("%+v", r)
		}
		if after := r.SentAt.Sub(n.DueAt); after > 76*time.Minute {
			t.Errorf("only after %v", after)
		}
		if d[domain.ChannelPush].Outcome != "http_503" || d[domain.ChannelSMS].Outcome != "http_503" || len(h.sms.all()) < 3 {
			t.Errorf("%+v, %d SMS", d, len(h.sms.all()))
		}
		first := h.sms.all()[0]
		for _, l := range h.sms.all() {
			if l.Reference != first.Reference || l.To != "+4520304050" {
				t.Errorf("%+v", l)
			}
		}
	})
}

// TestAGatewayThatIsDownForThreeHours: with no other channel it is waited for, and the
// message is sent once.
func TestAGatewayThatIsDownForThreeHours(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		back := h.clock.Now().Add(3 * time.Hour)
		h.sms.answer = func(int, notify.Letter) notify.Outcome {
			if h.clock.Now().Before(back) {
				return notify.Outcome{Result: notify.Retry, Reason: "http_500"}
			}
			return notify.Outcome{Result: notify.Sent, Proof: "7"}
		}
		n := h.remind(h.citizen(false, "sms"), "")
		for range 300 {
			h.drain()
			h.clock.Move(time.Minute)
		}
		r := h.state(n)
		if r.State != domain.NotificationSent || r.SentAt.Before(back) || r.SentAt.After(back.Add(90*time.Minute)) {
			t.Errorf("%+v", r)
		}
		if d := h.deliveries(n)[domain.ChannelSMS]; d.Proof != "7" || d.State != domain.DeliverySent || d.Tries != len(h.sms.all()) {
			t.Errorf("%+v", d)
		}
	})
}

// TestAWorkerThatDiesWithAnSMSInItsHands: whether it left is not known. It is never simply
// asked again: the next channel tells, or where there is none the report's time passes
// first, and then it is the same reference. That goes on for some hours and not for ever; a
// try of which it is known that it did not leave is no doubt.
func TestAWorkerThatDiesWithAnSMSInItsHands(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		die := func(channels ...string) (domain.Notification, string) {
			n := h.remind(h.citizen(false, channels...), "")
			var reference string
			h.write(func(tx *store.Tx) error {
				now := h.clock.Now()
				held, err := tx.LeaseNotification("dead", now, now.Add(time.Minute))
				if err != nil {
					return err
				}
				held.Channel, held.Until = domain.ChannelSMS, now.Add(time.Hour)
				d, err := tx.BeginDelivery(held, "dead", now)
				reference = d.Reference
				return err
			})
			return n, reference
		}
		n, _ := die("sms", "email")
		h.clock.Move(time.Minute)
		h.inherit()
		if len(h.sms.all()) != 0 || h.deliveries(n)[domain.ChannelSMS].State != domain.DeliveryInDoubt {
			t.Fatalf("%d SMS, %+v", len(h.sms.all()), h.deliveries(n))
		}
		h.clock.Move(2 * time.Minute)
		h.drained()
		h.expect("told by mail", n, domain.NotificationSent, "")
		if len(h.sms.all()) != 0 || len(h.mail.all()) != 1 {
			t.Errorf("%d SMS, %d mails", len(h.sms.all()), len(h.mail.all()))
		}
		alone, reference := die("sms")
		h.clock.Move(time.Minute)
		h.inherit()
		if len(h.sms.all()) != 0 {
			t.Fatal("asked again at once")
		}
		h.sms.answer = always(notify.Outcome{Result: notify.InDoubt, Reason: "timeout"})
		for i, wait := range []time.Duration{2 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour} {
			h.clock.Move(wait - time.Second)
			h.drained()
			if all := h.sms.all(); len(all) != i {
				t.Fatalf("asked again too soon: %+v", all)
			}
			h.clock.Move(time.Second)
			h.drained()
			if all := h.sms.all(); len(all) != i+1 || all[i].Reference != reference {
				t.Fatalf("%+v, want %d with %s", all, i+1, reference)
			}
		}
		h.clock.Move(3 * time.Hour)
		h.drained()
		if all := h.sms.all(); len(all) != 4 {
			t.Errorf("%d SMS of one reminder", len(all))
		}
		h.expect("still in doubt", alone, domain.NotificationFailed, "in doubt")
	})
}

// TestAGatewayThatIsAwayCostsNoReminder: however often it is known that the SMS did not
// leave, the first time that this is not known is the first doubt, and then it is sent again;
// and something that answers for a gateway that is away for three hours loses nothing.
func TestAGatewayThatIsAwayCostsNoReminder(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		for name, away := range map[string]notify.Outcome{
			"refused":  {Result: notify.Retry, Reason: "network"},
			"in doubt": {Result: notify.InDoubt, Reason: "502"},
		} {
			back := h.clock.Now().Add(3 * time.Hour)
			doubted := away.Result == notify.InDoubt
			h.sms.answer = func(int, notify.Letter) notify.Outcome {
				switch {
				case h.clock.Now().Before(back):
					return away
				case !doubted:
					doubted = true
					return notify.Outcome{Result: notify.InDoubt, Reason: "network"}
				}
				return notify.Outcome{Result: notify.Sent}
			}
			n := h.remind(h.citizen(false, "sms"), "")
			for range 22 * 6 { // quiet hours lie in it, and the meeting after it
				h.clock.Move(10 * time.Minute)
				h.drained()
			}
			h.expect(name, n, domain.NotificationSent, "")
		}
	})
}

// TestWhatTheGatewayReports: arrived is arrived, also late and twice; undelivered climbs on
// while it helps; another's id is nobody's.
func TestWhatTheGatewayReports(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		report := func(r domain.Report) error {
			return h.Write(h.t.Context(), func(tx *store.Tx) error { return tx.TakeReport(r, h.clock.Now()) })
		}
		must := func(r domain.Report) {
			t.Helper()
			if err := report(r); err != nil {
				t.Error(err)
			}
		}
		arrived := h.remind(h.citizen(false), "")
		h.drained()
		ref := h.sms.all()[0].Reference
		must(domain.Report{Proof: "proof-" + ref, State: domain.DeliverySent})
		h.expect("on its way", arrived, domain.NotificationSent, "")
		must(domain.Report{Proof: "proof-" + ref, State: domain.DeliveryDelivered})
		must(domain.Report{Reference: ref, State: domain.DeliveryFailed, Outcome: "expired"})
		must(domain.Report{Reference: ref, State: domain.DeliveryDelivered})
		h.expect("arrived", arrived, domain.NotificationDelivered, "")
		if r := h.state(arrived); !r.DeliveredAt.Equal(h.clock.Now()) {
			t.Errorf("%+v", r)
		}
		lost := h.remind(h.citizen(false), "")
		h.drained()
		must(domain.Report{Reference: h.sms.all()[1].Reference, State: domain.DeliveryFailed, Outcome: "undeliverable"})
		h.drained()
		h.expect("by mail then", lost, domain.NotificationSent, "")
		if d := h.deliveries(lost); len(h.mail.all()) != 1 || d[domain.ChannelSMS].Outcome != "undeliverable" || len(h.sms.all()) != 2 {
			t.Errorf("%+v", d)
		}
		late := h.promise(h.citizen(false, "sms"), func(n *domain.Notification) { n.Kind, n.Deadline = domain.NotifyMeetingSoon, n.DueAt.Add(time.Hour) })
		h.drained()
		h.clock.Move(time.Hour)
		must(domain.Report{Reference: h.sms.all()[2].Reference, State: domain.DeliveryFailed, Outcome: "expired"})
		h.expect("too late to climb", late, domain.NotificationMissed, "undelivered")
		for _, r := range []domain.Report{{Reference: "x", State: domain.DeliveryDelivered}, {Proof: "x", State: domain.DeliveryFailed}} {
			if err := report(r); err == nil || !strings.Contains(err.Error(), "not_found") {
				t.Errorf("%+v: %v", r, err)
			}
		}
	})
}

// TestAMandatoryReminderWaitsForItsReport: a gateway that takes everything and delivers
// nothing does not have the last word.
func TestAMandatoryReminderWaitsForItsReport(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		n := h.remind(h.citizen(false, "sms"), domain.ImportanceHigh)
		told := h.remind(h.citizen(false, "sms"), domain.ImportanceHigh)
		h.drained()
		all := h.sms.all()
		if r := h.state(n); len(all) != 2 || r.State != domain.NotificationScheduled || r.SentAt.IsZero() {
			t.Fatalf("%d SMS, %+v", len(all), r)
		}
		of := h.deliveries(told)[domain.ChannelSMS].Reference
		h.write(func(tx *store.Tx) error {
			return tx.TakeReport(domain.Report{Reference: of, State: domain.DeliveryDelivered}, h.clock.Now())
		})
		h.clock.Move(time.Hour + time.Second)
		h.drained()
		if r := h.state(n); r.Channel != domain.ChannelCall || h.deliveries(n)[domain.ChannelSMS].Outcome != "no report in time" || h.calls.listed != 1 {
			t.Errorf("%+v", r)
		}
		h.expect("told", told, domain.NotificationDelivered, "")
		if len(h.sms.all()) != 2 {
			t.Error("sent again")
		}
	})
}

// TestThreeWorkersSendEachSMSOnce: on one database, however they meet.
func TestThreeWorkersSendEachSMSOnce(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		const promises = 60
		for range promises {
			h.remind(h.citizen(false), "")
		}
		var wg sync.WaitGroup
		for _, name := range []string{"one", "two", "three"} {
			w := h.workerOn(testkit.OpenStore(t, h.database, h.clock), name)
			wg.Go(func() {
				if err := w.Drain(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		h.drained()
		references := map[string]bool{}
		for _, l := range h.sms.all() {
			if references[l.Reference] {
				t.Error("sent twice")
			}
			references[l.Reference] = true
		}
		if len(references) != promises {
			t.Errorf("%d sent of %d", len(references), promises)
		}
	})
}

// TestAPanickingChannelHoldsNobodyUp: the one letter is in doubt, others go on.
func TestAPanickingChannelHoldsNobodyUp(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		h.sms.answer = func(_ int, l notify.Letter) notify.Outcome {
			if l.Kind == domain.NotifyWishAnswered {
				panic("poison")
			}
			return notify.Outcome{Result: notify.Sent}
		}
		who := h.citizen(false)
		bad := h.promise(who, func(n *domain.Notification) { n.Kind, n.DueAt = domain.NotifyWishAnswered, n.DueAt.Add(-time.Minute) })
		fine := h.remind(who, "")
		h.drained()
		h.expect("the others", fine, domain.NotificationSent, "")
		h.clock.Move(3 * time.Minute)
		h.drained()
		h.expect("by mail", bad, domain.NotificationSent, "")
		if h.deliveries(bad)[domain.ChannelSMS].Outcome != "in doubt" {
			t.Errorf("%+v", h.deliveries(bad))
		}
	})
}
