package store_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutPromise undoes step 8.
func (f *fixture) withoutPromise() {
	f.withoutContactLine()
	f.exec("DROP TABLE plan_attention") // of a step after it
	f.exec("DROP TABLE absence")
	f.exec("DROP TABLE thread_wait")
	f.exec("ALTER TABLE thread_person DROP COLUMN valid_from")
	f.exec("ALTER TABLE thread_person DROP COLUMN valid_to")
	f.exec("ALTER TABLE thread DROP COLUMN auto_until")
}

// TestWhoWaitedBeforeWaitsStill: a citizen whom nobody had answered when the program was
// older waits since her first message after the last answer of a person.
func TestWhoWaitedBeforeWaitsStill(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		var since time.Time
		for i, from := range []domain.ID{k.citizen, k.consultant, domain.System, k.citizen, k.citizen, domain.System} {
			if i == 3 {
				since = k.clock.Now()
			}
			k.say(from, "Hej")
		}
		f.exec("DROP TABLE secret_link") // of a step after it, as is
		f.exec("ALTER TABLE delivery DROP COLUMN doubts")
		f.withoutPromise()
		f.exec("DELETE FROM goose_db_version WHERE version_id >= 8")
		f.another().read(func(tx *store.Tx) error {
			waits, err := tx.Waits(k.h.ID)
			if err != nil || len(waits) != 1 || waits[0].Thread != k.thread || !waits[0].Since.Equal(since) {
				t.Errorf("%v, %v", waits, err)
			}
			return nil
		})
	})
}
