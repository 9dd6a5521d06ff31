//go:build drill

package main

import (
	"fmt"
	"testing"
	"time"

	"tavlen/backend/testkit"
	"tavlen/backend/testkit/pg"
)

// TestDrillReminders is R05, R07, R08, R10, R18 and R22 in full, with three processes on
// PostgreSQL and two on one SQLite file; PostgreSQL writes through to the disk as in
// production. It ends with the figures of all its parts together.
func TestDrillReminders(t *testing.T) {
	var all, hung toll
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
			return killDrill{people: 500, kills: 6, within: 2 * time.Second, misfortunes: append(quickMisfortunes, hangs)}.run(t, database, seeded(t))
		})
		for _, by := range []time.Duration{time.Hour, 26 * time.Hour, -2 * time.Hour} {
			part("jump "+by.String(), func(t *testing.T, database string) toll { return jumpDrill(t, database, 200, by, seeded(t)) })
		}
		part("frozen", func(t *testing.T, database string) toll { return freezeDrill(t, database, 200, seeded(t)) })
	}
	fmt.Printf("kills %d\nmissed %d\nlost %d\ndoubled %d\np95_due_to_accepted %.1f s\n", all.kills, all.missed, all.lost, all.doubled, hung.p95().Seconds())
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
	x := c.end(t, 0, false)
	x.log(t, "hanging")
	return x
}
