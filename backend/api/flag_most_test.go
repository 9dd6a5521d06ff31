package api_test

import (
	"fmt"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// A line of the citizen's on a flag wakes who stands in for the consultant, as the flag does;
// not before or after that, not one on a confidential department's, and nobody twice. On both
// databases.
func TestALineOnAFlagWakesWhoStandsIn(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.raises()
		say := func(flag, line string) {
			t.Helper()
			w.put("peter", path("peter", "flags", id(flag), "messages", line), map[string]any{"text": "Det er blevet værre."})
		}
		rung := func(when, flag string, maja, jonas int) {
			t.Helper()
			for who, want := range map[string]int{"maja": maja, "jonas": jonas} {
				n := 0
				for _, p := range w.promised(who, domain.ID(id(flag))) {
					if p.kind == domain.NotifyStaffFlag {
						n++
					}
				}
				if n != want {
					t.Errorf("%s: %s is rung %d times, want %d", when, who, n, want)
				}
			}
		}
		say(flagOpen, newID())
		rung("while she is there", flagOpen, 2, 0)
		w.openWindow()
		line := newID()
		for range 2 {
			say(flagOpen, line)
		}
		rung("while she is away", flagOpen, 3, 1)
		say(flagSecret, newID())
		rung("what is not theirs", flagSecret, 0, 0)
		w.Clock.Move(25 * time.Hour)
		say(flagOpen, newID())
		rung("when she is back", flagOpen, 4, 1)
	})
}

// Five hundred in a month are enough, said so that a person knows what to do; those of before
// keep nothing back, whether anybody answered them or not.
func TestOldFlagsKeepNoNewOneBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for i := range domain.MaxFlags {
		f := &domain.Flag{At: w.Clock.Now().UTC(), By: demo.PersonID("peter"), Category: "other", Text: fmt.Sprint(i)}
		if err := w.App.ImportItem(t.Context(), planOf("peter"), domain.NewID(), f, demo.PersonID("peter")); err != nil {
			t.Fatal(err)
		}
	}
	raise := func() testkit.Response {
		return w.as("peter").Do("PUT", path("peter", "flags", newID()), map[string]any{"category": "body"})
	}
	w.unchanged("one more", func() { checkProblem(t, "one more", raise(), 422, domain.CodeTooManyFlags) })
	w.Clock.Move(domain.MaxFlagsIn + time.Minute)
	accepted(t, raise())
}

// An effort that was made otherwise fifty times says so to whoever wants it once more; what the
// citizen raises about it is taken all the same.
func TestAnEffortIsMadeOtherwiseSoOftenAndNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	raise := func() string {
		t.Helper()
		flag := newID()
		accepted(t, w.as("peter").Do("PUT", path("peter", "flags", flag), map[string]any{"effort": id("e1"), "category": "body"}))
		return flag
	}
	answer := func(flag string) testkit.Response {
		w.Clock.Move(time.Minute)
		return w.as("maja").Do("PUT", path("peter", "flags", flag, "answer"), map[string]any{"text": "Du sidder ned.", "from": domain.DateOf(w.Clock.Now())}, "Idempotency-Key", newID())
	}
	had, _ := item(w.plan("maja", "peter"), "efforts", id("e1"))["adjustments"].([]any)
	for n := len(had); n < domain.MaxAdjustments; n++ {
		accepted(t, answer(raise()))
	}
	last := raise()
	w.unchanged("once more", func() { checkProblem(t, "once more", answer(last), 422, domain.CodeTooManyAdjustments) })
	raise()
}
