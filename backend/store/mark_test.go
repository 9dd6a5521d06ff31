package store_test

import (
	"errors"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutMoves undoes step 23.
func (f *fixture) withoutMoves() {
	for _, table := range []string{"message", "thread", "thread_person"} {
		for _, what := range []string{"made", "changed", "gone"} {
			on := " ON " + table
			if !store.IsPostgres(f.database) {
				on = ""
			}
			f.exec("DROP TRIGGER " + table + "_" + what + "_moves" + on)
		}
	}
	if store.IsPostgres(f.database) {
		f.exec("DROP FUNCTION plan_moves()")
		f.exec("DROP FUNCTION plan_moves_by_thread()")
	}
	f.exec("DROP INDEX person_by_owner")
	f.exec("DROP INDEX person_by_role")
	f.exec("ALTER TABLE plan DROP COLUMN moved")
}

// standing gives the marks of a plan and of the house, as another process reads them.
func (f *fixture) standing(person, plan domain.ID) (mark, house store.Mark) {
	f.t.Helper()
	f.read(func(tx *store.Tx) error {
		all, err := tx.Standings(person)
		if err != nil {
			return err
		}
		mark = all[plan]
		house, err = tx.HouseMark(f.clock.Now(), "words", "fact")
		return err
	})
	return mark, house
}

// TestWhateverIsWrittenMovesTheMark: each thing that a desk is worked out from moves the mark
// of its plan or of the house, for every process and once it is committed; and nobody else's
// plan. What was rolled back moves none.
func TestWhateverIsWrittenMovesTheMark(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		first := k.say(k.citizen, "Hej")
		other, _ := f.plan()
		f.relate(other.ID, k.consultant, access.Relation{Kind: access.RelationConsultant, From: f.clock.Now()})
		away := f.another()
		now := f.clock.Now()
		type step struct {
			what string
			do   func(*store.Tx) error
			all  bool
		}
		var steps []step
		plan := func(what string, do func(*store.Tx) error) { steps = append(steps, step{what, do, false}) }
		house := func(what string, do func(*store.Tx) error) { steps = append(steps, step{what, do, true}) }
		message := func(id domain.ID, text string) domain.Message {
			return domain.Message{ID: id, Thread: k.thread, At: now, From: k.citizen, Text: text, MessageKind: "text"}
		}
		plan("a change of the plan", func(tx *store.Tx) error { _, err := tx.Bump(k.h.ID); return err })
		plan("a message", func(tx *store.Tx) error { return tx.AddMessage(k.h, message(domain.NewID(), "Er du der?")) })
		plan("a reading", func(tx *store.Tx) error { _, err := tx.MarkRead(k.h, k.thread, first, k.consultant, now); return err })
		plan("unread again", func(tx *store.Tx) error { return tx.Unread(k.h, message(first, "Hej")) })
		plan("a correction", func(tx *store.Tx) error { return tx.ReplaceMessage(k.h, message(first, "Hejsa")) })
		plan("a correction in the same instant", func(tx *store.Tx) error { return tx.ReplaceMessage(k.h, message(first, "Hej!")) })
		plan("another thread", func(tx *store.Tx) error {
			return tx.CreateThread(domain.Thread{ID: domain.NewID(), Plan: k.h.ID, Between: []domain.ID{k.citizen, k.deputy}})
		})
		plan("another deputy", func(tx *store.Tx) error {
			return tx.PutThread(domain.Thread{ID: k.thread, Plan: k.h.ID, Deputy: k.consultant, ReplyHours: 4})
		})
		plan("a part", func(tx *store.Tx) error {
			return tx.PutPart(k.thread, domain.Part{Person: k.deputy, From: now.Add(time.Hour)})
		})
		plan("the bounds of a part", func(tx *store.Tx) error {
			return tx.PutPart(k.thread, domain.Part{Person: k.deputy, From: now.Add(time.Hour), To: now.Add(2 * time.Hour)})
		})
		plan("what was noticed", func(tx *store.Tx) error { return tx.PutAttention(k.h, now, now, "noticed") })
		plan("the same noticed again", func(tx *store.Tx) error { return tx.PutAttention(k.h, now, now, "noticed") })
		plan("a name", func(tx *store.Tx) error {
			return tx.PutPerson(domain.Person{ID: k.citizen, Role: domain.RoleCitizen, Name: "Ny"}, k.citizen)
		})
		plan("one of his people", func(tx *store.Tx) error {
			return tx.PutPerson(domain.Person{ID: domain.NewID(), Role: domain.RoleContact, Name: "Anette"}, k.citizen)
		})
		plan("a session in use", func(tx *store.Tx) error {
			return tx.CreateSession(store.Session{ID: domain.NewID(), Person: k.citizen, CreatedAt: now, RenewedAt: now, SeenAt: now.Add(time.Second), ExpiresAt: now.Add(time.Hour), RenewHash: []byte("renew")})
		})
		house("a colleague", func(tx *store.Tx) error {
			return tx.PutPerson(domain.Person{ID: domain.NewID(), Role: domain.RoleConsultant, Name: "Nanna"}, store.Installation)
		})
		house("a colleague's hours", func(tx *store.Tx) error {
			return tx.PutPerson(domain.Person{ID: k.deputy, Role: domain.RoleConsultant, Name: "Jonas", Hours: "man 9-10"}, store.Installation)
		})
		house("a colleague who left", func(tx *store.Tx) error { return tx.DisablePerson(k.deputy, now) })
		leave := domain.Leave{ID: domain.NewID(), Person: k.consultant, Deputy: k.deputy, From: now, To: now.Add(48 * time.Hour)}
		house("an absence", func(tx *store.Tx) error { return tx.PutAbsence(leave, k.consultant, now) })
		house("a shorter absence", func(tx *store.Tx) error {
			leave.To = now.Add(24 * time.Hour)
			return tx.PutAbsence(leave, k.consultant, now)
		})
		house("a fact", func(tx *store.Tx) error { return tx.SetInstallation("fact", "1") })
		gone, _ := f.plan()
		house("an erasure", func(tx *store.Tx) error { return tx.EraseDataKey(gone.Citizen) })
		undone := errors.New("no")
		for _, s := range steps {
			mark, here := away.standing(k.consultant, k.h.ID)
			others, _ := away.standing(k.consultant, other.ID)
			if err := f.Write(t.Context(), func(tx *store.Tx) error { return errors.Join(s.do(tx), undone) }); !errors.Is(err, undone) || err.Error() != undone.Error() {
				t.Fatalf("%s: %v", s.what, err)
			}
			if m, h := away.standing(k.consultant, k.h.ID); m != mark || h != here {
				t.Errorf("%s moves the mark though it was undone", s.what)
			}
			f.write(s.do)
			m, h := away.standing(k.consultant, k.h.ID)
			if (m != mark) == s.all || (h != here) != s.all {
				t.Errorf("%s: the plan's mark moved: %t, the house's: %t", s.what, m != mark, h != here)
			}
			if o, _ := away.standing(k.consultant, other.ID); o != others {
				t.Errorf("%s moves another's mark", s.what)
			}
			if mine, _ := f.standing(k.consultant, k.h.ID); mine != m {
				t.Errorf("%s: two processes read two marks", s.what)
			}
		}
		if all, _ := f.standing(k.citizen, other.ID); all != (store.Mark{}) {
			t.Error("a plan is told of to who is not tied to it")
		}
	})
}

// TestAPartBeginsAndEnds: the next instant at which who is in a conversation changes by itself.
func TestAPartBeginsAndEnds(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		now := f.clock.Now().UTC().Truncate(time.Millisecond)
		wants := func(at, begins, ends time.Time) {
			t.Helper()
			f.read(func(tx *store.Tx) error {
				b, e, err := tx.NextPart(k.h.ID, at)
				if !b.Equal(begins) || !e.Equal(ends) {
					t.Errorf("%v, %v", b, e)
				}
				return err
			})
		}
		wants(now, time.Time{}, time.Time{})
		f.write(func(tx *store.Tx) error {
			return errors.Join(tx.PutPart(k.thread, domain.Part{Person: k.deputy, From: now.Add(time.Hour), To: now.Add(3 * time.Hour)}),
				tx.PutPart(k.thread, domain.Part{Person: k.consultant, To: now.Add(2 * time.Hour)}))
		})
		wants(now, now.Add(time.Hour), now.Add(2*time.Hour))
		wants(now.Add(2*time.Hour), time.Time{}, now.Add(3*time.Hour))
	})
}
