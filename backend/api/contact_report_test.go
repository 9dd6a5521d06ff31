package api_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// triesOfReports are the tries on what the citizen told of one of her people.
func triesOfReports(op string, a actor, on func(verdict) verdict, elsewhere func(...string) string) []try {
	if op == "listReports" {
		return []try{{method: "GET", path: "/me/reports", want: on(done)}}
	}
	rest := func(id string) []string { return []string{"contacts", id, "reports"} }
	body := map[string]any{"up_to": "2020-01-01T00:00:00Z", "done": "Vi talte om det"}
	twin := elsewhere(rest(newID())...)
	if a.relation == access.RelationConsultant || a.relation == access.RelationDeputy {
		twin = "" // Anette is there for them
	}
	return []try{
		{what: "of Anette, of nothing", method: "PUT", path: path("peter", rest(string(demo.PersonID("anette")))...), body: body, want: on(verdict{409, domain.CodeAlreadyAnswered}), twin: twin},
		{what: "of none", method: "PUT", path: path("peter", rest(newID())...), body: body, want: on(unknown), twin: path("peter", rest(newID())...)},
	}
}

func (w *world) reportsOf(who string) []map[string]any {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/reports", nil)
	if r.Status != 200 {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	var out []map[string]any
	for _, x := range r.JSON(w.t)["reports"].([]any) {
		out = append(out, x.(map[string]any))
	}
	return out
}

// What the citizen told stays on a list until somebody takes it up, with what was done; it
// passes to whoever is her consultant, also when she who was told leaves later, and is the
// lead's when nobody is left. On both databases.
func TestAReportStaysUntilItIsTakenUp(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		anette := string(demo.PersonID("anette"))
		tell := func(words string) string {
			t.Helper()
			w.Clock.Move(time.Minute)
			w.put("peter", path("peter", "contacts", anette, "report"), map[string]any{"words": words}, "Idempotency-Key", newID())
			return w.Clock.Now().UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
		}
		take := func(who, upTo, said, key string) testkit.Response {
			return w.as(who).Do("PUT", path("peter", "contacts", anette, "reports"), map[string]any{"up_to": upTo, "done": said}, "Idempotency-Key", key)
		}
		lists := func(when string, want map[string]map[string]any) {
			t.Helper()
			for _, who := range []string{"maja", "jonas", "leder", "tobias"} {
				if r := w.as(who).Do("GET", "/me/reports", nil); r.Status == 401 && who == "maja" {
					continue // she has left
				}
				got := w.reportsOf(who)
				if len(got) > 1 || len(got) == 0 != (want[who] == nil) || len(got) == 1 && !maps.Equal(got[0], want[who]) {
					t.Errorf("%s: %s's list is %v, want %v", when, who, got, want[who])
				}
			}
		}
		mine := func(since string) map[string]any {
			return map[string]any{"citizen": "Peter Prøvesen", "since": since, "plan": string(planOf("peter"))}
		}
		lists("before", nil)
		first := tell("Hun råber")
		w.Clock.Move(time.Hour)
		second := tell("Hun råber stadig")
		lists("told twice", map[string]map[string]any{"maja": mine(first)})
		for _, who := range []string{"vibeke", "peter", "anette"} {
			if r := w.as(who).Do("GET", "/me/reports", nil); r.Status != 403 {
				t.Errorf("%s is shown the list: %d %s", who, r.Status, r.Body)
			}
		}
		w.unchanged("nothing was done", func() {
			checkProblem(t, "no words", take("maja", second, "  ", newID()), 422, domain.CodeInvalid)
			checkProblem(t, "she is not his consultant", take("vibeke", second, "Vi talte", newID()), 403, domain.CodeForbidden)
			checkProblem(t, "a bad page", w.as("maja").Do("GET", "/me/reports?after=x", nil), 422, domain.CodeInvalid)
		})
		// She takes up what she had read, and not what came meanwhile. Sent again it is once.
		key := newID()
		for range 2 {
			accepted(t, take("maja", first, "Vi talte om det på kontoret", key))
		}
		lists("the first is taken up", map[string]map[string]any{"maja": mine(second)})
		accepted(t, take("maja", second, "Jeg har ringet til ham", newID()))
		lists("all is taken up", nil)
		checkProblem(t, "once more", take("maja", second, "Noget andet", newID()), 409, domain.CodeAlreadyAnswered)
		// What was done stands with it for those two, and for nobody else.
		for _, who := range []string{"maja", "peter"} {
			got := fmt.Sprint(item(w.plan(who, "peter"), "contacts", anette)["reports"])
			for _, word := range []string{"Hun råber stadig", "Vi talte om det", "Jeg har ringet", string(demo.PersonID("maja"))} {
				if !strings.Contains(got, word) {
					t.Errorf("%s reads %s, not %q", who, got, word)
				}
			}
		}
		for _, who := range []string{"anette", "vibeke", "kalle"} {
			if body := string(w.as(who).Do("GET", path("peter"), nil).Body); strings.Contains(body, "Hun råber") || strings.Contains(body, "Vi talte om det") {
				t.Errorf("%s reads it", who)
			}
		}
		// Maja is told, and leaves later: it is the lead's, although nobody rang him.
		third := tell("Det er blevet værre")
		if n := len(w.promised("leder", domain.ID(anette))); n != 0 {
			t.Fatalf("the lead is rung %d times", n)
		}
		if _, err := w.App.EndStaff(t.Context(), demo.PersonID("maja")); err != nil {
			t.Fatal(err)
		}
		lists("when she has left", map[string]map[string]any{"leder": {"citizen": "Peter Prøvesen", "since": third, "for": "Maja Mønster"}})
		taken := w.as("leder").Do("PUT", "/me/handovers/"+string(planOf("peter")), map[string]any{"to": string(demo.PersonID("tobias")), "from_date": domain.DateOf(w.Clock.Now()), "reason": "Maja er her ikke mere."})
		if taken.Status/100 != 2 {
			t.Fatalf("%d %s", taken.Status, taken.Body)
		}
		lists("with a new one", map[string]map[string]any{"tobias": mine(third)})
		accepted(t, take("tobias", third, "Vi fandt en anden til at følge med", newID()))
		lists("taken up by the new one", nil)
	})
}

// Twenty that nobody took up are enough; those that were taken up do not keep a new one back.
func TestOldReportsKeepNoNewOneBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	anette := string(demo.PersonID("anette"))
	tell := func() testkit.Response {
		w.Clock.Move(time.Minute)
		return w.as("peter").Do("PUT", path("peter", "contacts", anette, "report"), map[string]any{"words": "Hun råber"}, "Idempotency-Key", newID())
	}
	for range 6 {
		for range domain.MaxOpenReports {
			accepted(t, tell())
		}
		checkProblem(t, "one more", tell(), 429, domain.CodeRateLimited)
		accepted(t, w.as("maja").Do("PUT", path("peter", "contacts", anette, "reports"), map[string]any{"up_to": w.Clock.Now().UTC().Format(time.RFC3339Nano), "done": "Vi talte"}, "Idempotency-Key", newID()))
		w.Clock.Move(time.Hour)
	}
	accepted(t, tell())
	if kept := item(w.plan("maja", "peter"), "contacts", anette)["reports"].([]any); len(kept) != 100 {
		t.Errorf("%d are kept", len(kept))
	}
}
