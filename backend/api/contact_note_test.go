package api_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// A word and an offer land with the citizen and nobody else, as far as she ticked it, and as
// often as a person bears. On both databases.
func TestAContactSendsAWordAndOffersHelp(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		anette := string(demo.PersonID("anette"))
		word := func(id, text string) testkit.Response {
			return w.as("anette").Do("PUT", path("peter", "encouragements", id), map[string]any{"text": text})
		}
		offer := func(id, text string) testkit.Response {
			return w.as("anette").Do("PUT", path("peter", "offers", id), map[string]any{"text": text})
		}
		notes := func(who string) []any {
			t.Helper()
			list, _ := item(w.plan(who, "peter"), "contacts", anette)["notes"].([]any)
			return list
		}
		w.unchanged("a word without the tick", func() {
			checkProblem(t, "no tick", word(newID(), "Godt gået"), 403, domain.CodeForbidden)
		})
		share := w.as("peter").Do("GET", path("peter", "contacts", anette, "sharing"), nil).JSON(t)
		share["may"] = []string{"come_along", "offer_help", "encourage"}
		w.put("peter", path("peter", "contacts", anette, "sharing"), share)
		first, second := newID(), newID()
		his, hers := w.subscribe("peter"), w.subscribe("anette")
		woken := func(when string, peter, anette int) {
			t.Helper()
			got := w.drained(his, hers)
			if len(got[his]) != peter || len(got[hers]) != anette {
				t.Errorf("%s: Peter is woken %d times, Anette %d", when, len(got[his]), len(got[hers]))
			}
		}
		for range 2 {
			if r := word(first, "Godt gået i går"); r.Status != 204 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
		}
		woken("by one word", 1, 0)
		checkProblem(t, "another text", word(first, "Noget andet"), 422, domain.CodeKeyReused)
		checkProblem(t, "nothing", word(newID(), "  "), 422, domain.CodeInvalid)
		checkProblem(t, "too long", word(newID(), strings.Repeat("a", 301)), 422, domain.CodeInvalid)
		if r := offer(second, "Skal jeg hente ind?"); r.Status != 204 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		if got := notes("peter"); len(got) != 2 {
			t.Errorf("he is shown %v", got)
		}
		for _, who := range []string{"maja", "anette", "vibeke"} {
			if body := string(w.as(who).Do("GET", path("peter"), nil).Body); strings.Contains(body, "Godt gået i går") || strings.Contains(body, "Skal jeg hente ind") {
				t.Errorf("%s reads it", who)
			}
		}
		// The first answer stands, and she is told.
		answer := func(note, say string) testkit.Response {
			return w.as("peter").Do("PUT", path("peter", "contacts", anette, "offers", note, "answer"), map[string]any{"answer": say})
		}
		for range 2 {
			accepted(t, answer(second, "yes"))
		}
		checkProblem(t, "another answer", answer(second, "no"), 409, domain.CodeAlreadyAnswered)
		checkProblem(t, "to a word", answer(first, "yes"), 404, domain.CodeNotFound)
		if got := notes("anette"); len(got) != 1 || got[0].(map[string]any)["answer"] != "yes" {
			t.Errorf("she is shown %v", got)
		}
		woken("by an offer and a yes", 2, 1)
		// Muted and paused she is answered as ever, and he hears nothing.
		mute := func(on bool) {
			t.Helper()
			w.put("peter", path("peter", "contacts", anette, "mute"), map[string]any{"muted": on})
		}
		mute(true)
		if body := string(w.as("anette").Do("GET", path("peter"), nil).Body); strings.Contains(body, "muted") {
			t.Errorf("she is told: %s", body)
		}
		heard := word(newID(), "Hvorfor svarer du ikke?")
		mute(false)
		w.put("peter", path("peter", "contacts", anette, "pause"), map[string]any{"paused": true})
		paused := offer(newID(), "Skal jeg komme?")
		w.put("peter", path("peter", "contacts", anette, "pause"), map[string]any{"paused": false})
		if heard.Status != 204 || paused.Status != 204 || len(notes("peter")) != 2 {
			t.Errorf("%d %d %v", heard.Status, paused.Status, notes("peter"))
		}
		woken("muted and paused", 2, 1)
		// As evidence he alone can read what he did not hear, also when she is let in no more.
		kept := func() []any {
			return w.as("peter").Do("GET", path("peter", "contacts", anette, "notes"), nil).JSON(t)["notes"].([]any)
		}
		if got := kept(); len(got) != 4 || got[0].(map[string]any)["silent"] != true || got[1].(map[string]any)["text"] != "Hvorfor svarer du ikke?" || got[2].(map[string]any)["silent"] != nil {
			t.Errorf("he can read %v", got)
		}
		for _, who := range []string{"anette", "maja", "peter"} {
			if body := string(w.as(who).Do("GET", path("peter"), nil).Body); strings.Contains(body, "Hvorfor svarer du ikke") {
				t.Errorf("%s is shown what was muted", who)
			}
		}
		// What she tells the consultant of somebody reaches him, and the contact does not see it.
		w.put("peter", path("peter", "contacts", anette, "report"), map[string]any{"words": "Hun bliver ved"})
		if got := fmt.Sprint(item(w.plan("maja", "peter"), "contacts", anette)["reports"]); !strings.Contains(got, "Hun bliver ved") {
			t.Errorf("the consultant is shown %s", got)
		}
		if strings.Contains(string(w.as("anette").Do("GET", path("peter"), nil).Body), "bliver ved") || !w.rung("maja", domain.NotifyStaffReport, demo.PersonID("anette")) {
			t.Error("the report")
		}
		// The sixth of a day waits until the next, muted or not.
		if r := word(newID(), "Fem"); r.Status != 204 {
			t.Errorf("%d %s", r.Status, r.Body)
		}
		checkProblem(t, "the sixth", word(newID(), "Seks"), 429, domain.CodeRateLimited)
		w.Clock.Move(24 * time.Hour)
		if r := word(newID(), "I morgen"); r.Status != 204 {
			t.Errorf("%d %s", r.Status, r.Body)
		}
		w.put("peter", path("peter", "contacts", anette, "removal"), map[string]any{})
		if got := kept(); len(got) != 6 {
			t.Errorf("when she is let in no more he can read %v", got)
		}
	})
}

// A report reaches whoever can help now: the consultant, while she is away her deputy too,
// and where she has left and nobody stands in, the team lead. On both databases.
func TestAReportReachesWhoeverCanHelp(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		anette := demo.PersonID("anette")
		rung := func(when string, who ...string) {
			t.Helper()
			w.put("peter", path("peter", "contacts", string(anette), "report"), map[string]any{"words": "Hun råber"}, "Idempotency-Key", newID())
			for _, staff := range []string{"maja", "jonas", "leder", "tobias", "vibeke"} {
				got := len(w.promised(staff, anette))
				if want := slices.Contains(who, staff); got > 0 != want {
					t.Errorf("%s: %s is rung %d times", when, staff, got)
				}
			}
		}
		since := w.Clock.Now().UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
		rung("as ever", "maja")
		w.openWindow()
		rung("while she is away", "maja", "jonas")
		if got := fmt.Sprint(item(w.plan("jonas", "peter"), "contacts", string(anette))["reports"]); !strings.Contains(got, "Hun råber") {
			t.Errorf("the deputy is shown %s", got)
		}
		w.Clock.Move(25 * time.Hour)
		if r := w.as("leder").Do("GET", "/me/reports", nil); len(r.JSON(t)["reports"].([]any)) != 0 {
			t.Errorf("while somebody could help the lead is told %s", r.Body)
		}
		for _, who := range []string{"maja", "jonas"} {
			if _, err := w.App.EndStaff(t.Context(), demo.PersonID(who)); err != nil {
				t.Fatal(err)
			}
		}
		reports := func(who string) []any {
			t.Helper()
			return w.as(who).Do("GET", "/me/reports", nil).JSON(t)["reports"].([]any)
		}
		rung("when she has left", "maja", "jonas", "leder")
		// The lead learns who needs help and since when, and not what she wrote nor of whom.
		w.Clock.Move(time.Hour)
		want := map[string]any{"citizen": "Peter Prøvesen", "since": since, "for": "Maja Mønster"}
		if got := reports("leder"); len(got) != 1 || !maps.Equal(got[0].(map[string]any), want) {
			t.Errorf("the lead is told %v, want %v", got, want)
		}
		if got := reports("tobias"); len(got) != 0 {
			t.Errorf("a colleague is told %v", got)
		}
		// A new consultant has it on her desk, and the lead's page is empty again.
		taken := w.as("leder").Do("PUT", "/me/handovers/"+string(planOf("peter")), map[string]any{"to": string(demo.PersonID("tobias")), "from_date": domain.DateOf(w.Clock.Now()), "reason": "Maja er her ikke mere."})
		if taken.Status/100 != 2 {
			t.Fatalf("%d %s", taken.Status, taken.Body)
		}
		// Peter is told whose words they are.
		if !slices.ContainsFunc(w.plan("peter", "peter")["people"].([]any), func(p any) bool { return p.(map[string]any)["id"] == string(demo.PersonID("leder")) }) {
			t.Error("who wrote the reason stands nowhere")
		}
		if got := reports("leder"); len(got) != 0 {
			t.Errorf("when somebody helps the lead is told %v", got)
		}
		if got := fmt.Sprint(item(w.plan("tobias", "peter"), "contacts", string(anette))["reports"]); !strings.Contains(got, "Hun råber") {
			t.Errorf("the new consultant is shown %s", got)
		}
	})
}
