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
	c.befall(max(1, d.people/(3*len(d.misfortunes))), d.misfortunes...)
	c.dueNow(t)
	for range d.kills {
		pause(t, time.Duration(random.Int64N(2*int64(d.within)/int64(d.kills))))
		c.killOne(t, random)
	}
	patience := 3 * time.Minute
	if d.hurry {
		patience = 20 * time.Second
		c.jump(t, 2*time.Minute)
	}
	c.reached(t, patience)
	x := c.count(t, c.settled(t, patience), d.kills)
	x.log(t, "killed")
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
		x := killDrill{people: 60, kills: 3, within: 300 * time.Millisecond, misfortunes: quickMisfortunes, hurry: true}.run(t, database, seeded(t))
		if x.doubled > 16*x.kills {
			t.Errorf("%d doubled by %d kills", x.doubled, x.kills)
		}
	})
}
