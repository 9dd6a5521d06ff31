//go:build drill

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"tavlen/backend/testkit"
	"tavlen/backend/testkit/pg"
)

// TestDrillReminders is R05, R07, R08, R10, R18, R22 and R25 in full, with three processes on
// PostgreSQL and two on one SQLite file; PostgreSQL writes through to the disk as in
// production. It ends with the figures of all its parts together.
func TestDrillReminders(t *testing.T) {
	var all, hung toll
	var sms smsToll
	for name, database := range map[string]func(t *testing.T) string{
		"sqlite":   func(*testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return pg.StartDurable(t).DSN(t) },
	} {
		part := func(what string, run func(t *testing.T, database string) toll) {
			t.Run(name+"/"+what, func(t *testing.T) { all.add(run(t, database(t))) })
		}
		part("hanging", func(t *testing.T, database string) toll {
			x := hangDrill(t, database, 200, 10)
			hung.add(x)
			if p95 := x.p95(); p95 > 10*time.Second {
				t.Errorf("p95 %s", p95)
			}
			return x
		})
		part("killed", func(t *testing.T, database string) toll {
			x := killDrill{people: 500, kills: 6, within: 2 * time.Second, misfortunes: append(quickMisfortunes, hangs)}.run(t, database, seeded(t))
			return x
		})
		t.Run(name+"/SMS", func(t *testing.T) {
			x := smsDrill{people: 200, kills: 12}.run(t, database(t), seeded(t))
			x.check(t)
			sms.add(x)
		})
		for _, by := range []time.Duration{time.Hour, 26 * time.Hour, -2 * time.Hour} {
			part("jump "+by.String(), func(t *testing.T, database string) toll { return jumpDrill(t, database, 200, by, seeded(t)) })
		}
		part("alarm", alarmDrill)
		part("frozen", func(t *testing.T, database string) toll { return freezeDrill(t, database, 200, seeded(t)) })
	}
	fmt.Printf("kills %d\nfreezes %d\nmissed %d\nlost %d\ndoubled %d\np95_due_to_accepted %.1f s\n", all.kills, all.freezes, all.missed, all.lost, all.doubled, hung.p95().Seconds())
	fmt.Printf("sms_kills %d\nsms_lost %d\nsms_doubled %d\nsms_resent_same_key %d\n", sms.kills, sms.lost, sms.doubled, sms.resent)
}

var (
	hangs       = misfortune{"it hangs once", first(testkit.PushAnswer{Hang: true}), true, 0}
	hangsAlways = misfortune{"it always hangs", always(testkit.PushAnswer{Hang: true}), false, 100}
)

// hangDrill lets some phones hang for ever: the others' reminders do not wait for them (R10).
func hangDrill(t *testing.T, database string, people, hanging int) toll {
	c := newCrowd(t, database, processesOn(database), people)
	c.befall(people/hanging, hangsAlways)
	c.dueNow(t)
	c.reached(t, time.Minute)
	x := c.end(t, false)
	x.log(t, "hanging")
	return x
}

// alarmDrill keeps every process from claiming anything, by a lock on the database that lets
// them read: within a minute it is told that nothing goes out, and then that it does again
// (R25).
func alarmDrill(t *testing.T, database string) toll {
	c := newCrowd(t, database, 1, 20)
	port, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := port.Addr().String()
	if err := port.Close(); err != nil {
		t.Fatal(err)
	}
	c.servers = append(c.servers, c.launch(t, append(c.env, "TAVLEN_METRICS_ADDR="+addr)...))
	db := c.openSQL(t)
	defer db.Close()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	lock := []string{"BEGIN IMMEDIATE"}
	if c.database != "" {
		lock = []string{"BEGIN", "LOCK TABLE notification IN EXCLUSIVE MODE"}
	}
	for _, statement := range lock {
		if _, err := conn.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	c.dueNow(t)
	due := time.Now()
	stuck := func(want string, within time.Duration) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), within)
		defer cancel()
		tick := time.NewTicker(250 * time.Millisecond)
		defer tick.Stop()
		for {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/metrics", nil)
			if err != nil {
				t.Fatal(err)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatalf("tavlen_outbox_stuck %s: %v", want, err)
			}
			figures, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if err == nil && strings.Contains(string(figures), "\ntavlen_outbox_stuck "+want+"\n") {
				return
			}
			<-tick.C
		}
	}
	stuck("1", time.Minute)
	t.Logf("alarm_after %.1f s", time.Since(due).Seconds())
	if _, err := conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	c.reached(t, time.Minute)
	stuck("0", time.Minute)
	x := c.end(t, false)
	x.late = nil // that was late on purpose
	return x
}
