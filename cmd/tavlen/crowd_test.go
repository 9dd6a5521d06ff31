package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// crowd is many people with a phone and a meeting each, whose reminders are all due at
// the same moment, and several processes on one database that are to send them.
type crowd struct {
	place
	push    *testkit.PushReceiver
	clock   string // the file that moves the processes' clock
	env     []string
	servers []*child
	maja    *phone
	people  []*reminded

	kills, freezes int // of processes, so far

	// due is when the reminders are due, by the processes' clock.
	due time.Time
	// late says that the clock passed the meetings while reminders were under way.
	late bool

	mu       sync.Mutex
	offset   time.Duration // of the clock
	arrivals map[domain.ID][]arrival
	came     chan struct{} // something arrived
}

// reminded is one of the crowd.
type reminded struct {
	citizen, plan, meeting domain.ID
	phone                  domain.Subscription // without an endpoint: none
	number                 string              // for SMS
	mandatory              bool                // the meeting
	misfortune             misfortune
	before                 int // pushes to the phone before the reminder
}

// arrival is a reminder that the push service took.
type arrival struct {
	at         time.Time // by the processes' clock
	tag, topic string
}

// morning is when a crowd's day begins: today at 8:00 in Copenhagen, far from the night.
// It is today, since the first link is made by the machine's clock and lives 24 hours.
func morning() time.Time {
	y, m, d := time.Now().In(copenhagen).Date()
	return time.Date(y, m, d, 8, 0, 0, 0, copenhagen)
}

// newCrowd starts processes on a database and makes people, each with a meeting at noon
// of which they are reminded at ten on a phone. It is eight o'clock.
func newCrowd(t *testing.T, database string, processes, people int) *crowd {
	t.Helper()
	c := openCrowd(t, database)
	c.begin(t, processes)
	c.fill(t, people, func(_ int, r *reminded) { r.phone = c.push.NewSubscription() })
	return c
}

// openCrowd makes the place, the clock and the push service.
func openCrowd(t *testing.T, database string) *crowd {
	t.Helper()
	c := &crowd{place: newPlace(t), push: receiver(t), due: morning().Add(2 * time.Hour), arrivals: map[domain.ID][]arrival{}, came: make(chan struct{}, 1)}
	if store.IsPostgres(database) {
		c.database = database
	}
	c.clock = filepath.Join(c.dir, "clock")
	ca := filepath.Join(c.dir, "push.pem")
	if err := os.WriteFile(ca, c.push.CA(), 0o600); err != nil {
		t.Fatal(err)
	}
	c.set(t, morning())
	c.env = []string{"TAVLEN_CLOCK_FILE=" + c.clock, "TAVLEN_PUSH_EXTRA_ORIGIN=" + c.push.Origin(), "TAVLEN_PUSH_CA=" + ca}
	received := c.push.Received()
	go func() {
		for p := range received {
			c.took(p)
		}
	}()
	return c
}

// begin starts the processes; somebody at the desk signs in.
func (c *crowd) begin(t *testing.T, processes int) {
	t.Helper()
	link := c.staffLink(t, "Maja Lind")
	for range processes {
		c.servers = append(c.servers, c.launch(t, c.env...))
	}
	c.maja = signIn(t, func() string { return c.servers[0].url }, link)
}

// receiver is a push service that holds the processes to the rules, and lets what a
// killed one did not say to the end pass.
func receiver(t *testing.T) *testkit.PushReceiver {
	t.Helper()
	r, err := testkit.StartPushReceiver()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		for _, v := range r.Violations() {
			if v != "the body ended early" {
				t.Errorf("push receiver: %s", v)
			}
		}
	})
	return r
}

func (c *crowd) took(p testkit.Push) {
	var body struct{ Notification struct{ Tag string } }
	_ = json.Unmarshal(p.Payload, &body)
	if !strings.HasPrefix(body.Notification.Tag, string(domain.NotifyMeetingSoon)) {
		return // the notice of the meeting itself, when it was booked
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	id := domain.ID(p.Subscription)
	c.arrivals[id] = append(c.arrivals[id], arrival{time.Now().Add(c.offset), body.Notification.Tag, p.Header.Get("Topic")})
	select {
	case c.came <- struct{}{}:
	default:
	}
}

// set puts the processes' clock at an instant. They notice within a second.
func (c *crowd) set(t *testing.T, now time.Time) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(now)
	next := c.clock + ".next"
	if err := os.WriteFile(next, []byte(c.offset.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(next, c.clock); err != nil {
		t.Fatal(err)
	}
}

// jump moves the processes' clock.
func (c *crowd) jump(t *testing.T, by time.Duration) {
	t.Helper()
	c.set(t, c.now().Add(by))
}

func (c *crowd) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset)
}

// fill makes people through the API, as the desk and their phones would; each says of the
// nth what he has.
func (c *crowd) fill(t *testing.T, people int, each func(n int, r *reminded)) {
	t.Helper()
	shared := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	todo := make(chan *reminded)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for r := range todo {
				if err := c.make(r, shared); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for n := range people {
		r := &reminded{citizen: domain.NewID(), plan: domain.NewID(), meeting: domain.NewID(), misfortune: misfortune{name: "none", kept: true}}
		each(n, r)
		c.people = append(c.people, r)
		todo <- r
	}
	close(todo)
	wg.Wait()
	if t.Failed() {
		t.FailNow()
	}
}

// make makes one person: a citizen with a plan and a meeting and, where there is a phone,
// signed in on it and wanting pushes.
func (c *crowd) make(r *reminded, shared *http.Client) error {
	ask := func(p *phone, method, path string, body any, out any) error {
		status, answer, err := p.send(method, path, body)
		if err != nil || status != 200 {
			return fmt.Errorf("%s %s: %d %s, %w", method, path, status, answer, err)
		}
		return json.Unmarshal(answer, out)
	}
	var none struct{}
	var code struct{ Link string }
	if err := ask(c.maja, "PUT", "/api/v1/citizens/"+string(r.citizen), map[string]any{"name": "Borger Borgersen", "preferred_name": "Borger", "phone": r.number, "plan": map[string]any{"id": r.plan}}, &none); err != nil {
		return err
	}
	if err := ask(c.maja, "PUT", "/api/v1/plans/"+string(r.plan)+"/meetings/"+string(r.meeting), map[string]any{"title": "Samtale", "form": "in_person", "mandatory": r.mandatory,
		"start": c.due.Add(2 * time.Hour), "end": c.due.Add(3 * time.Hour), "reminders": []string{"PT2H"}}, &none); err != nil {
		return err
	}
	if r.phone.Endpoint == "" {
		return nil
	}
	if err := ask(c.maja, "PUT", "/api/v1/citizens/"+string(r.citizen)+"/codes/"+string(domain.NewID()), map[string]any{}, &code); err != nil {
		return err
	}
	p := &phone{url: c.maja.url, cookies: map[string]string{}, http: shared}
	if err := ask(p, "POST", "/api/v1/session", map[string]any{"code": code.Link[strings.LastIndexByte(code.Link, '/')+1:]}, &none); err != nil {
		return err
	}
	return ask(p, "PUT", "/api/v1/push/subscriptions/"+string(r.phone.ID), map[string]any{"endpoint": r.phone.Endpoint, "keys": map[string]any{"p256dh": r.phone.P256dh, "auth": r.phone.Auth}}, &none)
}

// dueNow moves the clock to shortly before everybody's reminder is due and waits for it. By
// then all processes know the new time: they ask for it every second, and look at what is
// due every five. What befalls their pushes befalls the reminders only.
func (c *crowd) dueNow(t *testing.T) {
	t.Helper()
	const ahead, moods = 7 * time.Second, time.Second
	c.set(t, c.due.Add(-ahead))
	pause(t, ahead-moods)
	for _, r := range c.people {
		r.before = c.push.Attempts(r.phone.ID)
		if m := r.misfortune; m.answer != nil {
			c.push.Respond(r.phone.ID, func(try int) testkit.PushAnswer { return m.answer(try - r.before) })
		}
	}
	pause(t, moods)
}

func pause(t *testing.T, d time.Duration) {
	t.Helper()
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-t.Context().Done():
		t.Fatal("the drill was cut short")
	}
}
