package api_test

import (
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// protect is the consultant's word on Peter's address.
func (w *world) protect(protected, people bool) map[string]any {
	w.t.Helper()
	return w.put("maja", path("peter", "protection"), map[string]any{"protected": protected, "people": people}, "Idempotency-Key", newID())
}

// Where the citizen lives at a protected address no contact is told where, with whom or in
// which department she is met, from the moment that the consultant says so. On both databases.
func TestAProtectedAddressTellsNobodyWhereSheIs(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.put("peter", path("peter", "meetings", id("m13"), "answer"), map[string]any{"companions": []domain.ID{demo.PersonID("kalle"), demo.PersonID("anette")}})
		share := w.as("peter").Do("GET", path("peter", "contacts", string(demo.PersonID("anette")), "sharing"), nil).JSON(t)
		share["meetings"] = "all"
		w.put("peter", path("peter", "contacts", string(demo.PersonID("anette")), "sharing"), share)
		departments := func(who string) (out []string) {
			for _, p := range w.plan(who, "peter")["people"].([]any) {
				if p := p.(map[string]any); p["department"] != nil || p["title"] != nil {
					out = append(out, p["name"].(string))
				}
			}
			return out
		}
		met := func(who string) (places, with int) {
			for _, m := range w.plan(who, "peter")["meetings"].([]any) {
				if m := m.(map[string]any); m["place"] != nil || m["transport"] != nil || m["pick_up"] != nil {
					places++
				} else if len(m["with"].([]any)) > 0 {
					with++
				}
			}
			return places, with
		}
		if places, _ := met("kalle"); places == 0 {
			t.Fatal("Kalle is told of no place before")
		}
		if _, with := met("anette"); with == 0 || len(departments("anette")) == 0 {
			t.Fatal("Anette is told of nobody before")
		}
		tag := w.rev("anette", "peter")
		w.protect(true, false)
		if r := w.as("anette").Do("GET", path("peter"), nil, "If-None-Match", tag); r.Status != 200 {
			t.Errorf("her phone keeps what it had: %d", r.Status)
		}
		for _, who := range []string{"kalle", "anette"} {
			if places, with := met(who); places != 0 || with != 0 || len(departments(who)) != 0 {
				t.Errorf("%s is told of %d places, %d meetings with somebody, the departments of %v", who, places, with, departments(who))
			}
			if doc := string(w.as(who).Do("GET", path("peter"), nil).Body); strings.Contains(doc, "protect") {
				t.Errorf("%s is told that it is protected", who)
			}
		}
		if m := item(w.plan("kalle", "peter"), "meetings", id("m13")); m == nil || m["start"] == nil {
			t.Errorf("he does not know when: %v", m)
		}
		// Those whose plan it is see it as ever, and that it is protected; a specialist is not told.
		for who, told := range map[string]bool{"peter": true, "maja": true, "vibeke": false} {
			if got := w.plan(who, "peter")["plan"].(map[string]any)["protection"] != nil; got != told || len(departments(who)) == 0 {
				t.Errorf("%s is told: %v; %v", who, got, departments(who))
			}
		}
		w.protect(false, false)
		if places, _ := met("kalle"); places == 0 {
			t.Error("it stays hidden")
		}
	})
}

// At a protected address nobody is let in until the consultant has talked with the citizen
// and she has said once more that she is sure; what waited from before is taken back.
func TestAProtectedAddressHoldsInvitationsBack(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		early, taken := w.invite("Kim", nil), w.invite("Per", nil)
		if r := accept(w.Anonymous(t), taken, "Per"); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		per := w.waiting()
		key := newID()
		protect := func(key string, protected, people bool) map[string]any {
			return w.put("maja", path("peter", "protection"), map[string]any{"protected": protected, "people": people}, "Idempotency-Key", key)
		}
		for _, again := range []bool{false, true} {
			if r := protect(key, true, false); r["changed"] != true {
				t.Errorf("replay %v: %v", again, r)
			}
		}
		if r := w.protect(true, false); r["changed"] == true {
			t.Errorf("the same again: %v", r)
		}
		w.unchanged("an invitation from before", func() {
			checkProblem(t, "taken late", accept(w.Anonymous(t), early, "Kim"), 404, domain.CodeInvitationWrong)
		})
		invite := func(sure bool) testkit.Response {
			return w.as("peter").Do("PUT", path("peter", "invitations", newID()), map[string]any{"name": "Ny", "until": until, "sure": sure})
		}
		w.unchanged("not talked about", func() {
			checkProblem(t, "an invitation", invite(true), 422, domain.CodeProtected)
			checkProblem(t, "a yes to who took one", w.as("peter").Do("PUT", path("peter", "contacts", per, "confirmation"), map[string]any{"answer": "yes"}), 422, domain.CodeProtected)
		})
		w.protect(true, true)
		w.unchanged("not said twice", func() {
			checkProblem(t, "an invitation", invite(false), 422, domain.CodeSureProtected)
		})
		if r := invite(true); r.Status != 200 || r.JSON(t)["link"] == nil {
			t.Errorf("%d %s", r.Status, r.Body)
		}
		w.put("peter", path("peter", "contacts", per, "confirmation"), map[string]any{"answer": "yes"})
		head := w.plan("peter", "peter")["plan"].(map[string]any)
		if p, _ := head["protection"].(map[string]any); p["people"] != true {
			t.Errorf("%v", head)
		}
		// Whoever is taken off the list again may invite without further words.
		w.protect(false, true)
		if r := invite(false); r.Status != 200 {
			t.Errorf("%d %s", r.Status, r.Body)
		}
	})
}
