package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
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
	phone                  domain.Subscription
	misfortune             misfortune
	before                 int // pushes to the phone before the reminder
}

// arrival is a reminder that the push service took.
type arrival struct {
	at         time.Time // by the processes' clock
	tag, topic string
}

// misfortune is what a push service does to somebody's pushes.
type misfortune struct {
	name   string
	answer func(try int) testkit.PushAnswer
	// kept says that the reminder gets through in the end; tries bounds how often it may be
	// tried if not.
	kept  bool
	tries int
}

// first answers so once, and takes what comes then.
func first(a testkit.PushAnswer) func(int) testkit.PushAnswer {
	return func(try int) testkit.PushAnswer {
		if try == 0 {
			return a
		}
		return testkit.PushAnswer{}
	}
}

func always(a testkit.PushAnswer) func(int) testkit.PushAnswer {
	return func(int) testkit.PushAnswer { return a }
}

// quickMisfortunes end within seconds.
var quickMisfortunes = []misfortune{
	{"404", always(testkit.PushAnswer{Status: 404}), false, 1},
	{"410", always(testkit.PushAnswer{Status: 410}), false, 1},
	{"403", always(testkit.PushAnswer{Status: 403}), false, 1},
	{"413", always(testkit.PushAnswer{Status: 413}), false, 1},
	{"429", first(testkit.PushAnswer{Status: 429, RetryAfter: "3"}), true, 0},
	{"500", first(testkit.PushAnswer{Status: 500}), true, 0},
	{"503", first(testkit.PushAnswer{Status: 503, RetryAfter: "2"}), true, 0},
	{"reset", first(testkit.PushAnswer{Reset: true}), true, 0},
}

// morning is when a crowd's day begins: today at 8:00 in Copenhagen, far from the night.
// It is today, since the first link is made by the machine's clock and lives 24 hours.
func morning() time.Time {
	y, m, d := time.Now().In(copenhagen).Date()
	return time.Date(y, m, d, 8, 0, 0, 0, copenhagen)
}

// newCrowd starts processes on a database and makes people, each with a meeting at noon
// of which they are reminded at ten. It is eight o'clock.
func newCrowd(t *testing.T, database string, processes, people int) *crowd {
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
	link := c.staffLink(t, "Maja Lind")
	for range processes {
		c.servers = append(c.servers, c.launch(t, c.env...))
	}
	c.maja = signIn(t, func() string { return c.servers[0].url }, link)
	c.fill(t, people)
	return c
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

// fill makes people through the API, as the desk and their phones would.
func (c *crowd) fill(t *testing.T, people int) {
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
	for range people {
		r := &reminded{citizen: domain.NewID(), plan: domain.NewID(), meeting: domain.NewID(), phone: c.push.NewSubscription(), misfortune: misfortune{name: "none", kept: true}}
		c.people = append(c.people, r)
		todo <- r
	}
	close(todo)
	wg.Wait()
	if t.Failed() {
		t.FailNow()
	}
}

// make makes one person: a citizen with a plan, signed in on a phone that wants pushes,
// and a meeting.
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
	if err := ask(c.maja, "PUT", "/api/v1/citizens/"+string(r.citizen), map[string]any{"name": "Borger Borgersen", "preferred_name": "Borger", "plan": map[string]any{"id": r.plan}}, &none); err != nil {
		return err
	}
	if err := ask(c.maja, "PUT", "/api/v1/plans/"+string(r.plan)+"/meetings/"+string(r.meeting), map[string]any{"title": "Samtale", "form": "in_person",
		"start": c.due.Add(2 * time.Hour), "end": c.due.Add(3 * time.Hour), "reminders": []string{"PT2H"}}, &none); err != nil {
		return err
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

// befall gives every nth person one of the misfortunes, in turn.
func (c *crowd) befall(every int, all ...misfortune) {
	for i := 0; i*every < len(c.people); i++ {
		c.people[i*every].misfortune = all[i%len(all)]
	}
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

// amidst waits for a moment at which some reminders have left and others have not.
func (c *crowd) amidst(t *testing.T, random *rand.Rand) {
	t.Helper()
	pause(t, time.Duration(random.Int64N(int64(len(c.people))*int64(5*time.Millisecond))))
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

// killOne ends a process in the middle of whatever it does, and starts another.
func (c *crowd) killOne(t *testing.T, random *rand.Rand) {
	t.Helper()
	i := random.IntN(len(c.servers))
	c.servers[i].kill(t)
	c.servers[i] = c.launch(t, c.env...)
}

// openSQL opens the processes' database beside them.
func (c *crowd) openSQL(t *testing.T) *sql.DB {
	t.Helper()
	driver, source := "sqlite3", "file:"+c.file()+"?_busy_timeout=10000"
	if c.database != "" {
		driver, source = "pgx", c.database
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// poison spoils what is kept of somebody's phone, so that it cannot be opened.
func (c *crowd) poison(t *testing.T, r *reminded) {
	t.Helper()
	r.misfortune = misfortune{name: "poisoned"}
	statement := "UPDATE push_subscription SET sealed = x'00' WHERE id = ?"
	if c.database != "" {
		statement = `UPDATE push_subscription SET sealed = '\x00' WHERE id = $1`
	}
	db := c.openSQL(t)
	defer db.Close()
	res, err := db.ExecContext(t.Context(), statement, r.phone.ID)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := res.RowsAffected(); n != 1 || err != nil {
		t.Fatalf("%d phones poisoned, %v", n, err)
	}
}

// freeze makes a process stand still, and gives what lets it go on.
func (c *crowd) freeze(t *testing.T, random *rand.Rand) (thaw func()) {
	t.Helper()
	p := c.servers[random.IntN(len(c.servers))].cmd.Process
	if err := p.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := p.Signal(syscall.SIGCONT); err != nil {
			t.Error(err)
		}
	}
}

// reached waits until everybody whose reminder gets through has got one.
func (c *crowd) reached(t *testing.T, within time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	for {
		missing := 0
		c.mu.Lock()
		for _, r := range c.people {
			if r.misfortune.kept && len(c.arrivals[r.phone.ID]) == 0 {
				missing++
			}
		}
		c.mu.Unlock()
		if missing == 0 {
			return
		}
		select {
		case <-c.came:
		case <-ctx.Done():
			t.Errorf("after %s %d of %d have got no reminder", within, missing, len(c.people))
			return
		}
	}
}

// settled waits until no reminder of theirs is under way any more and gives how each ended.
func (c *crowd) settled(t *testing.T, within time.Duration, whose func(*reminded) bool) map[domain.ID]store.NotificationRecord {
	t.Helper()
	s := c.openStore(t)
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for {
		ended, open := map[domain.ID]store.NotificationRecord{}, 0
		for _, r := range c.people {
			if !whose(r) {
				continue
			}
			if err := s.Snapshot(t.Context(), func(tx *store.Tx) error {
				all, err := tx.NotificationsOf(r.citizen)
				for _, n := range all {
					if n.Subject != r.meeting || n.Kind != domain.NotifyMeetingSoon {
						continue
					}
					if n.State == domain.NotificationScheduled || n.State == domain.NotificationSending {
						open++
					}
					ended[r.phone.ID] = n
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if open == 0 {
			return ended
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Errorf("after %s %d promises are still open", within, open)
			return ended
		}
	}
}

// end lets everything come to its end, also what was held by a process that is no more,
// and then what nobody could send: when the meeting begins it has failed. With hurry the
// clock is moved to when the leases have run out.
func (c *crowd) end(t *testing.T, kills int, hurry bool) toll {
	t.Helper()
	patience := 3 * time.Minute
	if hurry {
		patience = time.Minute
		c.jump(t, 2*time.Minute)
	}
	if !c.late {
		c.reached(t, patience)
	}
	kept := c.settled(t, patience, func(r *reminded) bool { return r.misfortune.kept })
	c.jump(t, 2*time.Hour)
	ended := c.settled(t, patience, func(r *reminded) bool { return !r.misfortune.kept })
	maps.Copy(ended, kept)
	return c.count(t, ended, kills)
}

// toll is what a drill cost.
type toll struct {
	kills, lost, doubled int
	missed               int             // not sent, since it helped no more, and said so
	late                 []time.Duration // from due to accepted, of those whom no misfortune befell
}

// p95 is what 95 of 100 reminders did not take longer than.
func (x toll) p95() time.Duration {
	if len(x.late) == 0 {
		return 0
	}
	slices.Sort(x.late)
	return x.late[min(len(x.late)-1, (len(x.late)*95+99)/100-1)]
}

func (x *toll) add(y toll) {
	x.kills, x.lost, x.doubled, x.missed, x.late = x.kills+y.kills, x.lost+y.lost, x.doubled+y.doubled, x.missed+y.missed, append(x.late, y.late...)
}

func (x toll) log(t *testing.T, what string) {
	t.Helper()
	p95 := x.p95() // sorts
	worst := time.Duration(0)
	if len(x.late) > 0 {
		worst = x.late[len(x.late)-1]
	}
	t.Logf("%s: kills %d, lost %d, doubled %d, missed %d, p95_due_to_accepted %.2f s, slowest %.2f s of %d", what, x.kills, x.lost, x.doubled, x.missed, p95.Seconds(), worst.Seconds(), len(x.late))
}

// count compares what arrived with what was promised. A reminder that was not sent and is
// not shown as such is lost; one that came twice must have come as one.
func (c *crowd) count(t *testing.T, ended map[domain.ID]store.NotificationRecord, kills int) toll {
	t.Helper()
	x := toll{kills: kills}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.people {
		m, came, row := r.misfortune, c.arrivals[r.phone.ID], ended[r.phone.ID]
		if m.kept && c.late && len(came) == 0 && row.State == domain.NotificationMissed {
			x.missed++
			continue
		}
		if m.kept && (len(came) == 0 || row.State != domain.NotificationSent) {
			x.lost++
			t.Errorf("%s: it came %d times, its row says %s %q after %d tries", m.name, len(came), row.State, row.Outcome, row.Attempts)
		}
		if !m.kept {
			if tries := c.push.Attempts(r.phone.ID) - r.before; len(came) > 0 || row.State == domain.NotificationSent || tries > m.tries+x.kills {
				t.Errorf("%s: it came %d times at %d tries, its row says %s %q", m.name, len(came), tries, row.State, row.Outcome)
			}
			continue
		}
		for _, again := range came[min(1, len(came)):] {
			x.doubled++
			if again.tag != came[0].tag || again.topic != came[0].topic || again.topic == "" {
				t.Errorf("a reminder came twice and not as one: %+v, %+v", came[0], again)
			}
		}
		if m.answer == nil && len(came) > 0 {
			x.late = append(x.late, came[0].at.Sub(c.due))
		}
	}
	return x
}
