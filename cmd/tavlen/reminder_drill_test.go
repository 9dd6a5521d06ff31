package main

import (
	"math/rand/v2"
	"testing"
	"time"

	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// processesOn is how many processes work on one database in the drills.
func processesOn(database string) int {
	if store.IsPostgres(database) {
		return 3
	}
	return 2
}

// killDrill lets everybody's reminder be due at once while the processes are killed and
// the push service has its moods (R07, R08, R18).
type killDrill struct {
	people, kills int
	// within is the time from then on in which the kills fall.
	within      time.Duration
	misfortunes []misfortune
	// hurry moves the clock to when a killed process's lease has run out, and does not wait.
	hurry bool
}

func (d killDrill) run(t *testing.T, database string, random *rand.Rand) toll {
	c := newCrowd(t, database, processesOn(database), d.people)
	c.befall(max(2, d.people/(3*len(d.misfortunes))), d.misfortunes...)
	c.poison(t, c.people[1])
	c.dueNow(t)
	for range d.kills {
		pause(t, time.Duration(random.Int64N(2*int64(d.within)/int64(d.kills))))
		c.killOne(t, random)
	}
	x := c.end(t, d.hurry)
	x.log(t, "killed")
	return x
}

// jumpDrill moves the clock in the middle of the work, with pushes on the wire (R05).
func jumpDrill(t *testing.T, database string, people int, jump time.Duration, random *rand.Rand) toll {
	c := newCrowd(t, database, processesOn(database), people)
	c.befall(1, slow, slow, slow, verySlow)
	c.dueNow(t)
	c.amidst(t, random)
	c.jump(t, jump)
	if jump < 0 {
		pause(t, 3*time.Second) // nothing is due now
		c.jump(t, -jump)
	}
	c.late = c.now().After(c.due.Add(2 * time.Hour))
	x := c.end(t, false) // what seems to be left over is on the wire
	x.late = nil         // by a clock that jumped
	x.log(t, "jump "+jump.String())
	return x
}

// freezeDrill makes a process stand still in the middle of the work for longer than its
// leases, as when its machine is suspended, and go on then (R05).
func freezeDrill(t *testing.T, database string, people int, random *rand.Rand) toll {
	c := newCrowd(t, database, processesOn(database), people)
	c.dueNow(t)
	c.amidst(t, random)
	thaw := c.freeze(t, random)
	c.jump(t, 10*time.Minute)
	if c.database != "" {
		c.reached(t, time.Minute) // through the others
	} else {
		// One that stands still in the middle of a write keeps SQLite's only writer.
		pause(t, 2*time.Second)
	}
	thaw()
	x := c.end(t, true)
	x.late = nil // by a clock that jumped
	x.log(t, "frozen")
	return x
}

// seeded gives chance that can be had again.
func seeded(t *testing.T) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// TestNoReminderIsLostToAKill is the small form of TestDrillReminders.
func TestNoReminderIsLostToAKill(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		killDrill{people: 60, kills: 3, within: 300 * time.Millisecond, misfortunes: quickMisfortunes, hurry: true}.run(t, database, seeded(t))
	})
}

// TestTheClockMayJumpUnderSeveralProcesses and the next are small forms, too.
func TestTheClockMayJumpUnderSeveralProcesses(t *testing.T) {
	for _, by := range []time.Duration{26 * time.Hour, -2 * time.Hour} {
		t.Run(by.String(), func(t *testing.T) {
			t.Parallel()
			jumpDrill(t, "", 40, by, seeded(t))
		})
	}
}

func TestAProcessThatStoodStillDoublesNothing(t *testing.T) {
	t.Parallel()
	freezeDrill(t, "", 40, seeded(t))
}
