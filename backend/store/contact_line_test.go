package store_test

import (
	"bytes"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutContactLine undoes step 13.
func (f *fixture) withoutContactLine() {
	f.withoutReadingSample()
	f.withoutPlanTimes()
	f.withoutDevices()
	f.withoutRetention()
	f.withoutProviders()
	f.withoutPasskeys()
	f.withoutStoryExports()
	f.withoutGlass()
	f.withoutMoves()
	f.withoutPaidHours()
	f.withoutCounted()
	f.withoutSparring()                 // of a step after it, as is
	f.exec("DROP TABLE contact_report") // of a step after it
	f.exec("ALTER TABLE thread DROP COLUMN contact_id")
	f.exec("ALTER TABLE message DROP COLUMN silent")
	f.exec("DROP INDEX message_changed")
	f.exec("ALTER TABLE message DROP COLUMN changed_at")
}

// TestAContactsThreadIsNotAmongTheOthers: nothing that is asked of the threads with staff
// finds it, what is silent is left out for the citizen, and its words lie sealed. Made twice
// it is one.
func TestAContactsThreadIsNotAmongTheOthers(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		friend := domain.NewID()
		line := domain.Thread{ID: domain.ContactThreadID(k.h.ID, friend), Plan: k.h.ID, Contact: friend, Between: []domain.ID{k.citizen, friend}}
		const secret = "Zebraen sover"
		from := k.clock.Now()
		f.write(func(tx *store.Tx) error {
			return tx.PutPerson(domain.Person{ID: friend, Role: domain.RoleContact}, k.citizen)
		})
		var said []domain.ID
		for i, silent := range []bool{false, true, false} {
			id := domain.NewID()
			said = append(said, id)
			f.write(func(tx *store.Tx) error {
				if err := tx.EnsureContactThread(line); err != nil {
					return err
				}
				m := domain.Message{ID: id, Thread: line.ID, At: from.Add(time.Duration(i) * time.Minute), From: friend, Text: secret, MessageKind: "text", Silent: silent}
				if silent {
					m.ReadAt = &m.At
				}
				return tx.AddMessage(k.h, m)
			})
		}
		f.read(func(tx *store.Tx) error {
			threads, err := tx.Threads(k.h.ID)
			if err != nil || len(threads) != 1 || threads[0].ID != k.thread {
				t.Errorf("threads with staff: %v, %v", threads, err)
			}
			all, _, err := tx.Messages(k.h, line.ID, "", 10)
			if err != nil || len(all) != 3 || !all[1].Silent {
				t.Errorf("all: %v, %v", all, err)
			}
			heard, more, err := tx.MessagesHeard(k.h, line.ID, "", 1)
			if err != nil || len(heard) != 1 || heard[0].ID != said[2] || !more {
				t.Errorf("the newest heard: %v, more %v, %v", heard, more, err)
			}
			heard, more, err = tx.MessagesHeard(k.h, line.ID, said[2], 10)
			if err != nil || len(heard) != 1 || heard[0].ID != said[0] || more {
				t.Errorf("before it: %v, more %v, %v", heard, more, err)
			}
			state, err := tx.ThreadState(k.h, line.ID, k.citizen)
			if err != nil || state.Unread != 2 || state.FirstUnread != said[0] {
				t.Errorf("to read: %v, %v", state, err)
			}
			when, err := tx.WrittenSince(line.ID, friend, from)
			if err != nil || len(when) != 2 || !when[1].Equal(from.Add(2*time.Minute)) {
				t.Errorf("written since: %v, %v", when, err)
			}
			return nil
		})
		db := f.raw()
		defer db.Close()
		rows, err := db.QueryContext(t.Context(), "SELECT sealed FROM message")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		n := 0
		for rows.Next() {
			var sealed []byte
			if err := rows.Scan(&sealed); err != nil {
				t.Fatal(err)
			}
			n++
			if bytes.Contains(sealed, []byte("Zebra")) {
				t.Errorf("%q", sealed)
			}
		}
		if err := rows.Err(); err != nil || n != 3 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}
