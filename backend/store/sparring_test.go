package store_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutSparring undoes step 25.
func (f *fixture) withoutSparring() {
	for _, table := range []string{"sparring_note", "sparring_idea", "sparring_card"} {
		f.exec("DROP TABLE " + table)
	}
}

// What was asked about a citizen who is erased is deleted with her key, and nobody else's; the
// rest goes when its time is over.
func TestSparringIsDeleted(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		now := f.clock.Now()
		author := domain.NewID()
		f.write(func(tx *store.Tx) error {
			return tx.PutPerson(domain.Person{ID: author, Role: domain.RoleConsultant, Department: "job"}, store.Installation)
		})
		var heads []store.PlanHead
		for range 2 {
			h, _ := f.plan()
			heads = append(heads, h)
			f.write(func(tx *store.Tx) error {
				s := domain.Sparring{ID: domain.NewID(), Plan: h.ID, Author: author, Team: "job", At: now, Ends: now.Add(time.Hour), Card: domain.SparringCard{Question: "Hvad nu?"}}
				if err := tx.PutSparring(h, s); err != nil {
					return err
				}
				idea := domain.SparringIdea{ID: domain.NewID(), Card: s.ID, Author: author, At: now, Text: "En tur"}
				if err := tx.PutIdea(s, idea); err != nil {
					return err
				}
				return tx.PutSparringNote(domain.SparringNote{ID: idea.ID, Plan: h.ID, Person: author, At: now, Ends: now.Add(time.Hour), Text: idea.Text})
			})
		}
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(heads[0].Citizen) })
		f.read(func(tx *store.Tx) error {
			cards, err := tx.SparringsSeen(author, "", now)
			if err != nil || len(cards) != 1 || cards[0].Plan != heads[1].ID || len(cards[0].Ideas) != 1 || cards[0].Ideas[0].Text != "En tur" {
				t.Errorf("left after the erasure: %+v, %v", cards, err)
			}
			notes, err := tx.SparringNotes(author, now)
			if err != nil || len(notes) != 1 || notes[0].Plan != heads[1].ID {
				t.Errorf("notes left after the erasure: %+v, %v", notes, err)
			}
			return nil
		})
		f.clock.Move(time.Hour)
		f.write(func(tx *store.Tx) error {
			n, err := tx.RunOut(domain.RetainSparring, f.clock.Now(), 100)
			if n != 2 {
				t.Errorf("swept %d: a card and a note were left", n)
			}
			return err
		})
	})
}
