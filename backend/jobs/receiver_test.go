package jobs_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// post gives the office the real sender and a push service that opens what it is sent.
func (o *office) post() *testkit.PushReceiver {
	o.t.Helper()
	r := testkit.NewPushReceiver(o.t)
	vapid, err := notify.NewVAPID()
	if err != nil {
		o.t.Fatal(err)
	}
	push, err := notify.NewPushSender(notify.PushOptions{VAPID: vapid, Subscriber: "nobody@example.invalid", PublicURL: "https://tavlen.example", ExtraOrigin: r.Origin(), ExtraCA: r.CA(), Timeout: 200 * time.Millisecond})
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(push.Close)
	o.mail = push
	o.outbox = jobs.New(jobs.Options{Store: o.Store, Sender: push, Clock: o.clock, Log: testkit.Quiet(), Name: "post"})
	return r
}

func (o *office) phoneAt(r *testkit.PushReceiver, person domain.ID) domain.ID {
	o.t.Helper()
	s := r.NewSubscription()
	session := store.Session{ID: domain.NewID(), Person: person, RenewHash: []byte(domain.NewID()), ExpiresAt: o.clock.Now().Add(time.Hour)}
	o.write(func(tx *store.Tx) error { return tx.CreateSession(session) })
	s.Person, s.Session = person, session.ID
	o.subscribe(s)
	return s.ID
}

// TestOverTheWire sends through the real sender what a real push service may answer.
func TestOverTheWire(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	r := o.post()
	received := r.Received()
	once := func(first testkit.PushAnswer) func(int) testkit.PushAnswer {
		return func(try int) testkit.PushAnswer {
			if try == 0 {
				return first
			}
			return testkit.PushAnswer{}
		}
	}
	for _, tc := range []struct {
		name    string
		answer  testkit.PushAnswer
		state   domain.NotificationState
		outcome string
		kept    bool          // the phone
		pause   time.Duration // until the next try; 0 = there is none
	}{
		{"accepted", testkit.PushAnswer{}, domain.NotificationSent, "", true, 0},
		{"404", testkit.PushAnswer{Status: 404}, domain.NotificationFailed, "no phone left", false, 0},
		{"410", testkit.PushAnswer{Status: 410}, domain.NotificationFailed, "no phone left", false, 0},
		{"429", testkit.PushAnswer{Status: 429, RetryAfter: "120"}, domain.NotificationScheduled, "http_429", true, 2 * time.Minute},
		{"500", testkit.PushAnswer{Status: 500}, domain.NotificationScheduled, "http_500", true, 5 * time.Second},
		{"503", testkit.PushAnswer{Status: 503, RetryAfter: "soon"}, domain.NotificationScheduled, "http_503", true, 5 * time.Second},
		{"it hangs", testkit.PushAnswer{Hang: true}, domain.NotificationScheduled, "timeout", true, 5 * time.Second},
		{"it hangs up", testkit.PushAnswer{Reset: true}, domain.NotificationScheduled, "network", true, 5 * time.Second},
		{"it sends us elsewhere", testkit.PushAnswer{Status: 307, Location: "https://127.0.0.1:1/"}, domain.NotificationFailed, "http_307", true, 0},
	} {
		who, _ := o.person(0)
		phone := o.phoneAt(r, who)
		r.Respond(phone, once(tc.answer))
		n := o.promise(who, nil)
		o.drain()
		o.expect(tc.name, n, tc.state, tc.outcome)
		if (o.phonesOf(who) == 1) != tc.kept {
			t.Errorf("%s: %d phones are left", tc.name, o.phonesOf(who))
		}
		tries := 1
		if tc.pause > 0 {
			tries = 2
			o.clock.Move(tc.pause - time.Millisecond)
			o.drain()
			if got := r.Attempts(phone); got != 1 {
				t.Errorf("%s: tried again too early", tc.name)
			}
			o.clock.Move(tc.pause/5 + time.Millisecond)
		}
		for range 5 {
			o.drain()
		}
		if got := r.Attempts(phone); got != tries {
			t.Errorf("%s: %d tries, want %d", tc.name, got, tries)
		}
		if tc.pause > 0 {
			o.expect(tc.name+", then", n, domain.NotificationSent, "")
		}
		if tc.pause > 0 || tc.state == domain.NotificationSent {
			if push := <-received; push.Subscription != string(phone) || !strings.Contains(string(push.Payload), "Der er nyt i din plan") {
				t.Errorf("%s: received %s", tc.name, push.Payload)
			}
		}
	}
}

// TestAnOriginThatRefusesOurKeyIsAskedOnceAMinute: R09.
func TestAnOriginThatRefusesOurKeyIsAskedOnceAMinute(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	r := o.post()
	var phones []domain.ID
	var all []domain.Notification
	for range 60 {
		who, _ := o.person(0)
		phone := o.phoneAt(r, who)
		r.Respond(phone, func(int) testkit.PushAnswer { return testkit.PushAnswer{Status: 403} })
		phones = append(phones, phone)
		all = append(all, o.promise(who, nil))
	}
	o.drain()
	asked := 0
	for _, p := range phones {
		asked += r.Attempts(p)
	}
	// Those that were under way together may each have been told.
	if asked == 0 || asked > 16 {
		t.Errorf("the origin was asked %d times", asked)
	}
	waiting := 0
	for _, n := range all {
		switch s := o.state(n); {
		case s.State == domain.NotificationFailed && s.Outcome == "http_403":
		case s.State == domain.NotificationScheduled && s.Outcome == "origin_held":
			waiting++
		default:
			t.Errorf("%s %q", s.State, s.Outcome)
		}
		if o.phonesOf(n.Person) != 1 {
			t.Error("a phone was forgotten for our key's sake")
		}
	}
	if waiting != len(all)-asked {
		t.Errorf("%d wait, %d were asked", waiting, asked)
	}
}

// TestAPoisonedRowEndsVisiblyWhileOthersGoOn: a kind that this program has no words for,
// from a newer one, say.
func TestAPoisonedRowEndsVisiblyWhileOthersGoOn(t *testing.T) {
	o := newOffice(t, t.TempDir()+"/tavlen.db")
	r := o.post()
	received := r.Received()
	who, _ := o.person(0)
	phone := o.phoneAt(r, who)
	poisoned := o.promise(who, func(n *domain.Notification) { n.Kind, n.DueAt = "of_the_future", n.DueAt.Add(-time.Hour) })
	fine := o.promise(who, nil)
	o.drain()
	o.expect("poisoned", poisoned, domain.NotificationFailed, "unknown_kind")
	o.expect("the others", fine, domain.NotificationSent, "")
	<-received
	if got := r.Attempts(phone); got != 1 {
		t.Errorf("%d pushes", got)
	}
	if got := o.outbox.Counts(); got[domain.NotificationFailed] != 1 || got[domain.NotificationSent] != 1 {
		t.Errorf("%v", got)
	}
}

// TestAChangeIsPromisedInItsOwnTransaction: one promise for each change and message that
// was kept, none for what was refused.
func TestAChangeIsPromisedInItsOwnTransaction(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.NewServer(t, testkit.Options{Database: database})
		consultant, peter, planID := domain.NewID(), domain.NewID(), domain.NewID()
		if err := s.App.AddStaff(t.Context(), domain.Person{ID: consultant, Role: domain.RoleConsultant, Department: "job", Name: "Maja Lind"}); err != nil {
			t.Fatal(err)
		}
		maja := s.SignIn(t, consultant)
		if r := maja.Do("PUT", "/citizens/"+string(peter), map[string]any{"name": "Peter Holm", "preferred_name": "Peter", "plan": map[string]any{"id": planID}}); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		plan := "/plans/" + string(planID)
		// Only what changes a plan that is agreed is told.
		if r := maja.Do("PUT", plan+"/goals/"+string(domain.NewID()), map[string]any{"area": "work", "title": "I et udkast"}); r.Status != 200 || r.JSON(t)["plan_change"] != nil {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		asked := maja.Do("PUT", plan+"/proposal", map[string]any{"why": "Vi lavede den sammen"})
		today := domain.DateOf(s.Clock.Now())
		if r := maja.Do("PUT", plan+"/answer", map[string]any{"answer": "agree", "paper": map[string]any{"on": today, "witness": "Bo Bisidder"}}); r.Status != 200 {
			t.Fatalf("%d %s, %d %s", asked.Status, asked.Body, r.Status, r.Body)
		}
		promised := func() map[domain.ID]int {
			out := map[domain.ID]int{}
			if err := s.Store.Snapshot(t.Context(), func(tx *store.Tx) error {
				all, err := tx.NotificationsOf(peter)
				for _, n := range all {
					if n.Kind == domain.NotifyPlanChanged || n.Kind == domain.NotifyNewMessage {
						out[n.Subject]++
					}
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return out
		}
		before := promised()
		var changes []domain.ID
		for range 3 {
			r := maja.Do("PUT", plan+"/goals/"+string(domain.NewID()), map[string]any{"area": "work", "title": "Et mål", "why": "Derfor"})
			id, _ := r.JSON(t)["plan_change"].(string)
			if r.Status != 200 || id == "" {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			changes = append(changes, domain.ID(id))
		}
		message := domain.NewID()
		if r := maja.Do("PUT", plan+"/messages/"+string(message), map[string]any{"text": "Hej"}); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		// What is refused promises nothing.
		for body, status := range map[string]int{`{"area":"work","title":"Uden hvorfor"}`: 422, `{"area":"space","title":"Nej","why":"x"}`: 422} {
			if r := maja.Do("PUT", plan+"/goals/"+string(domain.NewID()), json.RawMessage(body)); r.Status != status {
				t.Errorf("%d %s", r.Status, r.Body)
			}
		}
		got := promised()
		for _, id := range append(changes, message) {
			if got[id] != 1 {
				t.Errorf("promised %d times", got[id])
			}
		}
		if len(got)-len(before) != len(changes)+1 {
			t.Errorf("%d promises for %d changes and a message", len(got)-len(before), len(changes))
		}
	})
}
