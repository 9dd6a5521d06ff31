package api_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// TestSigningOutElsewhereClosesTheCalendar: a lost phone knew the calendar's address too.
func TestSigningOutElsewhereClosesTheCalendar(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		at := w.put("peter", "/me/calendar", map[string]any{"on": true})["url"].(string)
		secret := at[strings.LastIndex(at, "/")+1:]
		opens := func() error {
			return w.Store.Read(t.Context(), func(tx *store.Tx) error {
				_, err := tx.CalendarFeedBy(domain.ID(strings.TrimSuffix(secret, ".ics")))
				return err
			})
		}
		if err := opens(); err != nil {
			t.Fatal(err)
		}
		got := w.as("peter").Do("POST", "/session/end-others", map[string]any{}).JSON(t)
		if got["calendar_ended"] != true || opens() == nil {
			t.Errorf("the address lives on: %v", got)
		}
		if got := w.as("peter").Do("POST", "/session/end-others", map[string]any{}).JSON(t); got["calendar_ended"] != false {
			t.Errorf("there was none any more: %v", got)
		}
	})
}

// TestWhoLeavesANumberIsToldThere: another number, address or way is told to his own phones,
// and to the number and the address that are left; the log says who changed what.
func TestWhoLeavesANumberIsToldThere(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		sms := testkit.NewSMSGateway(t)
		w := newWorld(t, testkit.Options{Database: database, SMS: sms})
		w.put("peter", "/me/settings", map[string]any{"phone": "20304050"})
		phone := w.subscribe("peter")
		w.drainAll()
		w.Clock.Move(time.Hour)
		w.put("peter", "/me/settings", map[string]any{"phone": "20304051"})
		w.drainAll()
		var kinds []domain.NotificationKind
		if err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
			all, err := tx.NotificationsOf(demo.PersonID("peter"))
			for _, n := range all {
				if n.Kind.ReachChanged() && n.DueAt.Equal(w.Clock.Now()) && n.State == domain.NotificationSent {
					kinds = append(kinds, n.Kind)
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		slices.Sort(kinds)
		if !slices.Equal(kinds, []domain.NotificationKind{domain.NotifyFormerPhone, domain.NotifyReachChanged}) {
			t.Errorf("told were %v (phone %s)", kinds, phone)
		}
		told := false
		for _, m := range sms.Requests() {
			if strings.Contains(m.Message, "kontaktoplysninger") {
				told = told || m.To == 4520304050
				if m.To == 4520304051 {
					t.Error("the new number is told instead of the old")
				}
			}
		}
		if !told {
			t.Errorf("nothing came to the number that was left: %d", len(sms.Requests()))
		}
	})
}

// TestPromisesOfAnEarlierVersionAreBroughtInLine: a reminder of a mandatory meeting that was
// promised when there was no importance matters as much as one promised today.
func TestPromisesOfAnEarlierVersionAreBroughtInLine(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		must := newID()
		w.put("maja", path("peter", "meetings", must), map[string]any{"title": "Samtale", "form": "phone", "start": "2026-12-03T12:00:00+01:00", "end": "2026-12-03T12:30:00+01:00", "why": "Aftalt", "mandatory": true})
		all := func() (out []domain.Notification) {
			if err := w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
				out, err = tx.OpenAbout(domain.ID(must))
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return slices.DeleteFunc(out, func(n domain.Notification) bool { return !n.Kind.Reminds() })
		}
		before := all()
		if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
			for _, n := range before {
				if err := tx.SetImportance(n.ID, domain.ImportanceNormal); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := w.App.RemindByTheRules(t.Context()); err != nil {
				t.Fatal(err)
			}
			after := all()
			if len(after) != len(before) || len(after) == 0 {
				t.Fatalf("%d promises, before %d", len(after), len(before))
			}
			for _, n := range after {
				if n.Importance != domain.ImportanceHigh || !slices.ContainsFunc(before, func(b domain.Notification) bool { return b.ID == n.ID }) {
					t.Errorf("%+v", n)
				}
			}
		}
	})
}

// TestAFlutteringAnswerRingsHerAFewTimes: what he says again and again stands in the app at
// once; she is woken three times in an hour about it, and once more when it is over.
func TestAFlutteringAnswerRingsHerAFewTimes(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		m12b := id("m12b")
		for i := range 20 {
			body := map[string]any{"answer": "yes"}
			if i%2 == 0 {
				body = map[string]any{"answer": "no", "reason": "sick"}
			}
			w.put("peter", path("peter", "meetings", m12b, "answer"), body)
			w.Clock.Move(time.Minute)
		}
		now := w.Clock.Now()
		var rung, later int
		for _, p := range w.promised("maja", domain.ID(m12b)) {
			if p.kind != domain.NotifyStaffAbsence {
				continue
			}
			if p.due.After(now) {
				later++
			} else {
				rung++
			}
		}
		if rung != 3 || later != 1 {
			t.Errorf("rung %d times, and %d to come", rung, later)
		}
		if got := w.meeting("maja", "peter", m12b)["rsvp"].(map[string]any)["status"]; got != "yes" {
			t.Errorf("the app says %v", got)
		}
	})
}

// TestCallsWithoutAKeyAreEachTheirOwn: two calls that nobody answered are two.
func TestCallsWithoutAKeyAreEachTheirOwn(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		call := string(w.toCall("m14"))
		before := len(w.plan("maja", "peter")["contact_attempts"].([]any))
		for _, note := range []string{"Ingen svarede", "Heller ikke nu"} {
			accepted(t, w.as("maja").Do("PUT", "/me/calls/"+call, map[string]any{"how": "phone", "reached": false, "note": note}))
			w.Clock.Move(time.Minute)
		}
		if got := len(w.plan("maja", "peter")["contact_attempts"].([]any)); got != before+2 {
			t.Errorf("%d attempts, before %d", got, before)
		}
	})
}
