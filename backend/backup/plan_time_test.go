package backup_test

import (
	"errors"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/backup"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/retention"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// ends lets a plan end now, or opens it again.
func (in *installation) ends(who string, ended bool) {
	in.t.Helper()
	head := in.planOf(in.Store, who)
	in.write(func(tx *store.Tx) error {
		r, err := tx.Item(head, domain.KindPlan, head.ID)
		if err != nil {
			return err
		}
		plan := *r.Item.(*domain.Plan)
		plan.End = nil
		if ended {
			plan.End = &domain.PlanEnd{At: in.Clock.Now(), By: plan.Consultant, Day: domain.DateOf(in.Clock.Now()), Reason: domain.EndMoved}
		}
		rev, err := tx.Bump(head.ID)
		if err != nil {
			return err
		}
		return tx.PutItem(head, domain.Record{Plan: head.ID, Kind: domain.KindPlan, ID: head.ID, Rev: rev, Item: &plan, By: plan.Consultant, At: in.Clock.Now()})
	})
}

// TestAPlanThatRanOutStaysAwayAfterARestore: an older backup brings back no plan that went by its time,
// nor anybody whom she had let in. One that was opened again after the backup is told of anew before it may go:
// what was told before counts no more.
func TestAPlanThatRanOutStaysAwayAfterARestore(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		const day = 24 * time.Hour
		run := func(a *app.App) {
			t.Helper()
			if _, err := a.ResumeRetention(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := a.RunRetention(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
		}
		here := func(s *store.Store, who string) bool {
			t.Helper()
			err := s.Read(t.Context(), func(tx *store.Tx) error { _, err := tx.PlanOf(demo.PersonID(who)); return err })
			if err != nil && !errors.Is(err, domain.ErrNotFound) {
				t.Fatal(err)
			}
			return err == nil
		}
		peter := in.planOf(in.Store, "peter")
		let := in.contact(peter)
		in.ends("peter", true)
		in.ends("sofie", true)
		in.Clock.Move(retention.Builtin().Class(domain.RetainPlan).Keep.Duration())
		run(in.App) // both are told
		file := in.backup("a.age")
		in.Clock.Move(29 * day)
		in.ends("sofie", false)
		in.Clock.Move(day)
		run(in.App)
		if here(in.Store, "peter") || !here(in.Store, "sofie") {
			t.Fatalf("Peter's plan is here: %v; Sofie's: %v", here(in.Store, "peter"), here(in.Store, "sofie"))
		}

		to := in.elsewhere(file)
		if _, err := backup.Restore(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		s := in.restored(to)
		if here(s, "peter") {
			t.Error("a plan that went is back")
		}
		in.read(s, func(tx *store.Tx) error {
			for _, who := range []domain.ID{peter.Citizen, let} {
				if _, err := tx.Person(who); !errors.Is(err, domain.ErrNotFound) {
					t.Errorf("somebody is back: %v", err)
				}
			}
			return nil
		})
		if !here(s, "sofie") {
			t.Error("a plan that was open again went with the restore")
		}
		again := app.New(app.Options{Store: s, Clock: in.Clock, Log: testkit.Quiet()})
		in.Clock.Move(29 * day)
		run(again)
		if !here(s, "sofie") {
			t.Error("it went before it was told of anew for thirty days")
		}
		in.Clock.Move(day)
		run(again)
		if here(s, "sofie") {
			t.Error("it stays, though it was told of anew and nobody opened it again")
		}
	})
}

// TestAPlanThatIsHeldBackStaysSoAfterARestore: what a lead held back, or let go, since the backup is so after it.
func TestAPlanThatIsHeldBackStaysSoAfterARestore(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		const day = 24 * time.Hour
		hold := func(who string, h *domain.PlanHold) {
			t.Helper()
			head := in.planOf(in.Store, who)
			in.write(func(tx *store.Tx) error { return tx.HoldPlan(head, h) })
		}
		until := domain.DateOf(in.Clock.Now()).AddDays(200)
		because := func() *domain.PlanHold {
			return &domain.PlanHold{By: demo.PersonID("leder"), At: in.Clock.Now(), Reason: "Der er en klage.", Until: until}
		}
		for _, who := range []string{"peter", "sofie", "birthe"} {
			in.ends(who, true)
		}
		hold("sofie", because())
		hold("birthe", because())
		file := in.backup("a.age")
		in.Clock.Move(day)
		hold("peter", because())
		hold("birthe", nil)
		in.Clock.Move(day)
		to := in.elsewhere(file)
		if _, err := backup.Restore(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		s := in.restored(to)
		for who, want := range map[string]string{"peter": "held: ", "sofie": "held: Der er en klage.", "birthe": ""} {
			head, got := in.planOf(s, who), ""
			in.read(s, func(tx *store.Tx) error {
				left, err := tx.PlanTime(head)
				if left.Hold != nil {
					got = "held: " + left.Hold.Reason
					if left.Hold.Until != until || left.Hold.By != demo.PersonID("leder") {
						t.Errorf("%s: %+v", who, left.Hold)
					}
				}
				return err
			})
			if got != want {
				t.Errorf("%s is %q, want %q", who, got, want)
			}
		}
	})
}
