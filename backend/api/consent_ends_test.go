package api_test

import (
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// comes puts the clock at an instant and lets the rules say what is due by then, as the program does;
// everybody signs in anew.
func (w *world) comes(instant string) {
	w.t.Helper()
	w.Clock.Set(clock(w.t, instant))
	clear(w.clients)
	if _, err := w.App.DueRounds(w.t.Context(), 100); err != nil {
		w.t.Fatal(err)
	}
}

// states gives how the promises of a kind to somebody about something stand.
func (w *world) states(who string, kind domain.NotificationKind, subject string) (out []domain.NotificationState) {
	w.t.Helper()
	for _, p := range w.promised(who, domain.ID(subject)) {
		if p.kind == kind {
			out = append(out, p.state)
		}
	}
	return out
}

// A consent of a department stands until midnight after its last day. Thirty days before, the
// citizen is told once and everybody whom it opened something to sees that it stops; at midnight it
// is closed to an open stream, too, and both are told, the consultant without the department's name.
func TestAConsentThatRunsOut(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		attend := func() {
			t.Helper()
			if _, err := w.App.Rounds(ctx); err != nil {
				t.Fatal(err)
			}
		}
		given := newID()
		w.put("peter", path("peter", "consents", given), times("department_times"))
		attend() // what was so before anybody looked wakes nobody
		w.comes("2027-04-22T23:59:00+02:00")
		attend()
		for _, who := range []string{"peter", "maja", "lone"} {
			if got := w.attention(who, "peter"); has(got, "consent_") && strings.Contains(strings.Join(got, " "), "23. maj") {
				t.Errorf("%s is told thirty-one days before: %q", who, got)
			}
		}
		if got := w.states("peter", domain.NotifyConsentEnds, given); len(got) != 0 {
			t.Fatalf("thirty-one days before Peter is woken: %v", got)
		}
		w.comes("2027-04-23T00:00:00+02:00")
		const citizen = "consent_ends amber: Noget, du har sagt ja til, stopper snart. Det gælder til og med 23. maj. Gør du ingenting, stopper det af sig selv."
		if got := w.attention("peter", "peter"); !has(got, citizen) {
			t.Fatalf("Peter reads %q", got)
		}
		for _, who := range []string{"maja", "lone"} {
			if got := w.attention(who, "peter"); !has(got, "consent_ends amber: Et samtykke gælder til og med 23. maj.") {
				t.Errorf("%s reads %q", who, got)
			}
		}
		if got := w.queue("maja"); !has(got, "Peter consent_ends") {
			t.Errorf("Maja's queue is %q", got)
		}
		if got := w.attention("vibeke", "peter"); has(got, "consent_") {
			t.Errorf("Vibeke, to whom it opens nothing, reads %q", got)
		}
		// Told once, whatever the clock does and whoever looks.
		w.comes("2027-04-01T00:00:00+02:00")
		attend()
		w.comes("2027-04-30T08:00:00+02:00")
		attend()
		attend()
		if got := w.states("peter", domain.NotifyConsentEnds, given); len(got) != 1 {
			t.Errorf("Peter is woken %d times: %v", len(got), got)
		}

		w.comes("2027-05-23T23:59:00+02:00")
		treatment := func() map[string]any { return item(w.plan("maja", "peter"), "efforts", id("e2")) }
		if treatment() == nil {
			t.Fatal("on its last day the consent does not hold")
		}
		maja := w.listen("maja", path("peter", "stream"), 1)
		w.Clock.Set(clock(t, "2027-05-24T00:00:00+02:00"))
		maja.hears("rev")
		w.comes("2027-05-24T00:00:00+02:00")
		if treatment() != nil || w.consent("maja", given) != nil {
			t.Error("after its last day it opens something still, or names the department")
		}
		if got := w.attention("peter", "peter"); !has(got, "consent_over info: Noget, du sagde ja til, er stoppet. Det gjaldt til og med 23. maj.") || has(got, citizen) {
			t.Errorf("Peter reads %q", got)
		}
		r := w.as("maja").Do("GET", path("peter", "attention"), nil)
		if got := w.attention("maja", "peter"); !has(got, "consent_over info: Et samtykke gjaldt til og med 23. maj. Det, det åbnede, er lukket.") {
			t.Errorf("Maja reads %q", got)
		}
		if s := string(r.Body); strings.Contains(s, "Rusmiddelcenteret") || strings.Contains(s, "Lone") {
			t.Errorf("what stopped still tells the consultant of the department: %s", s)
		}
		if got := w.attention("lone", "peter"); !has(got, "consent_over info: Et samtykke gjaldt til og med 23. maj.") {
			t.Errorf("Lone reads %q", got)
		}
		for i := range 2 { // by the clock alone, and when everything is gone over
			if got := w.states("peter", domain.NotifyConsentOver, given); len(got) != 1 {
				t.Errorf("round %d: Peter is told %v that it stopped", i, got)
			}
			for _, who := range []string{"maja", "lone"} {
				if got := w.states(who, domain.NotifyStaffConsentOver, string(planOf("peter"))); len(got) == 0 {
					t.Errorf("round %d: %s is not told that it stopped", i, who)
				}
			}
			attend()
		}
		if got := w.states("peter", domain.NotifyConsentEnds, given); len(got) != 1 || got[0] == domain.NotificationScheduled {
			t.Errorf("that it stops soon waits to be told after it stopped: %v", got)
		}
		w.comes("2027-06-25T08:00:00+02:00")
		if got := w.attention("peter", "peter"); has(got, "consent_over") {
			t.Errorf("a month later Peter still reads %q", got)
		}
	})
}

// Renewed, taken back or let run out, nobody is asked about it again, and what was not told yet is
// told to nobody.
func TestAConsentThatWasDecidedAboutIsNotAskedAbout(t *testing.T) {
	t.Parallel()
	for name, decide := range map[string]func(w *world) string{
		"renewed": func(w *world) string {
			w.put("peter", path("peter", "consents", newID()), times("department_times"))
			return "replaced"
		},
		"taken back": func(w *world) string {
			w.put("peter", path("peter", "consents", id("k2"), "withdrawn"), map[string]any{}, "Idempotency-Key", newID())
			return "withdrawn"
		},
		"let run out": func(w *world) string {
			key := newID()
			one := w.put("peter", path("peter", "consents", id("k2"), "let-run-out"), map[string]any{}, "Idempotency-Key", key)
			if again := w.put("peter", path("peter", "consents", id("k2"), "let-run-out"), map[string]any{}, "Idempotency-Key", key); again["changed"] != one["changed"] {
				w.t.Errorf("sent twice: %v, then %v", one, again)
			}
			return "active"
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, testkit.Options{})
			if _, err := w.App.Rounds(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.comes("2027-03-20T03:00:00+01:00")
			if got := w.states("peter", domain.NotifyConsentEnds, id("k2")); len(got) != 1 || got[0] != domain.NotificationScheduled {
				t.Fatalf("Peter is promised %v", got)
			}
			status := decide(w)
			w.Clock.Move(time.Minute)
			if err := w.App.Attend(t.Context(), planOf("peter")); err != nil {
				t.Fatal(err)
			}
			if k := w.consent("peter", id("k2")); k["status"] != status {
				t.Errorf("it is %v", k)
			}
			for _, who := range []string{"peter", "maja", "lone"} {
				for _, line := range w.attention(who, "peter") {
					if strings.HasPrefix(line, "consent_") && strings.Contains(line, "13. april") {
						t.Errorf("%s still reads %q", who, line)
					}
				}
			}
			if got := w.states("peter", domain.NotifyConsentEnds, id("k2")); got[0] != domain.NotificationCleared {
				t.Errorf("Peter is woken about it all the same: %v", got)
			}
			w.comes("2027-04-14T00:00:00+02:00")
			if got := w.states("peter", domain.NotifyConsentOver, id("k2")); len(got) != map[bool]int{true: 1}[status == "active"] {
				t.Errorf("on the day he is told %v", got)
			}
		})
	}
}
