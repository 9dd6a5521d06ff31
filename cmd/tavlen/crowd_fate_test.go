package main

import (
	"database/sql"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"tavlen/backend/testkit"
)

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

// Push services that take a push and say so later, so that some are on the wire whenever it
// is that something happens; the second longer than a worker waits until it looks again.
var (
	slow     = misfortune{"slow", always(testkit.PushAnswer{Slow: 100 * time.Millisecond}), true, 0}
	verySlow = misfortune{"very slow", always(testkit.PushAnswer{Slow: 8 * time.Second}), true, 0}
)

// befall gives every nth person one of the misfortunes, in turn.
func (c *crowd) befall(every int, all ...misfortune) {
	for i := 0; i*every < len(c.people); i++ {
		c.people[i*every].misfortune = all[i%len(all)]
	}
}

// amidst waits for a moment at which some reminders have left and others have not.
func (c *crowd) amidst(t *testing.T, random *rand.Rand) {
	t.Helper()
	pause(t, time.Duration(random.Int64N(int64(len(c.people))*int64(5*time.Millisecond))))
}

// killOne ends a process in the middle of whatever it does, and starts another.
func (c *crowd) killOne(t *testing.T, random *rand.Rand) {
	t.Helper()
	i := random.IntN(len(c.servers))
	c.servers[i].kill(t)
	c.kills++
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
	c.freezes++
	return func() {
		if err := p.Signal(syscall.SIGCONT); err != nil {
			t.Error(err)
		}
	}
}
