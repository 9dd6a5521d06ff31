package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// triesOfSparring are the tries on what colleagues ask each other. Who reads which card is in
// TestSparring.
func triesOfSparring(op string, on func(verdict) verdict, plan, elsewhere func(...string) string) []try {
	card := map[string]any{"question": "Hvordan får man nogen til at tro på det?"}
	id, idea := newID(), newID()
	switch op {
	case "putSparring":
		return []try{{what: "about Peter", method: "PUT", path: plan("sparring/" + id), body: card, want: on(done), twin: elsewhere("sparring/" + id)},
			{what: "about another", method: "PUT", path: elsewhere("sparring/" + newID()), body: card, want: on(unknown)}}
	case "endSparring":
		return []try{{what: "of nothing", method: "DELETE", path: "/me/sparring/" + id, want: on(done)}}
	case "putIdea":
		return []try{{what: "to nothing", method: "PUT", path: "/me/sparring/" + id + "/ideas/" + idea, body: map[string]any{"text": "Gå en tur."}, want: on(unknown)}}
	case "removeIdea":
		return []try{{what: "of nothing", method: "DELETE", path: "/me/sparring/" + id + "/ideas/" + idea, want: on(done)}}
	case "keepIdea":
		return []try{{what: "of nothing", method: "PUT", path: "/me/sparring/" + id + "/ideas/" + idea + "/kept", body: map[string]any{}, want: on(unknown)}}
	case "forgetIdea":
		return []try{{what: "of nothing", method: "DELETE", path: "/me/sparring-notes/" + idea, want: on(done)}}
	}
	return []try{{method: "GET", path: "/me/sparring", want: on(done)}}
}

// sparring gives what somebody reads of it, and the same as text.
func (w *world) sparring(who string) (app.SparringList, string) {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/sparring", nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	var out app.SparringList
	if err := json.Unmarshal(r.Body, &out); err != nil {
		w.t.Fatal(err)
	}
	return out, string(r.Body)
}

// otherTeam adds a consultant of another team.
func (w *world) otherTeam() {
	w.t.Helper()
	if err := w.App.AddStaff(w.t.Context(), domain.Person{ID: demo.PersonID("nanna"), Role: domain.RoleConsultant, Department: "social", Name: "Nanna Ny"}); err != nil {
		w.t.Fatal(err)
	}
}

// Maja asks her team; Jonas reads it without a name and has an idea, which she keeps. Another
// team, the team lead and Peter's people read nothing; Peter reads that it was done.
func TestSparring(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.otherTeam()
		card, idea := newID(), newID()
		ask := map[string]any{"question": "Hvordan kommer man videre efter mange afslag?", "tried": "Vi har gået ture.", "areas": []string{"work"}, "help": []string{"placement"},
			"signs": []any{map[string]any{"sign": "stuck", "age": "weeks"}}, "known": "under_two_years"}
		key := []string{"Idempotency-Key", newID()}
		w.put("maja", path("peter", "sparring", card), ask, key...)
		w.put("maja", path("peter", "sparring", card), ask, key...)
		mine, _ := w.sparring("maja")
		if len(mine.Cards) != 1 || !mine.Cards[0].Mine || mine.Cards[0].About == nil || mine.Cards[0].About.Name != "Peter Prøvesen" || !mine.Cards[0].Ends.Equal(mine.Cards[0].At.AddDate(0, 0, 30)) {
			t.Fatalf("Maja: %+v", mine)
		}
		theirs, text := w.sparring("jonas")
		if len(theirs.Cards) != 1 || theirs.Cards[0].Author != "Maja Mønster" || theirs.Cards[0].Question != ask["question"] || theirs.Cards[0].Mine {
			t.Errorf("Jonas: %+v", theirs)
		}
		for _, secret := range []string{"Peter", string(planOf("peter")), string(demo.PersonID("peter")), "about"} {
			if strings.Contains(text, secret) {
				t.Errorf("Jonas reads %q in %s", secret, text)
			}
		}
		w.put("jonas", "/me/sparring/"+card+"/ideas/"+idea, map[string]any{"text": "Start med noget, der lykkes."})
		w.put("jonas", "/me/sparring/"+card+"/ideas/"+idea, map[string]any{"text": "Start med noget, der lykkes."})
		if other, text := w.sparring("nanna"); len(other.Cards) != 0 {
			t.Errorf("another team: %s", text)
		}
		for what, at := range map[string]string{"an idea": "/me/sparring/" + card + "/ideas/" + newID(), "keeps": "/me/sparring/" + card + "/ideas/" + idea + "/kept"} {
			checkProblem(t, what+" of another team", w.as("nanna").Do("PUT", at, bodyOf(what)), 404, domain.CodeNotFound)
		}
		if r := w.as("nanna").Do("DELETE", "/me/sparring/"+card, nil); r.Status != 200 {
			t.Errorf("what is hidden is away already: %d", r.Status)
		}
		checkProblem(t, "a colleague keeps it", w.as("jonas").Do("PUT", "/me/sparring/"+card+"/ideas/"+idea+"/kept", map[string]any{}), 403, domain.CodeForbidden)
		checkProblem(t, "a colleague takes it down", w.as("jonas").Do("DELETE", "/me/sparring/"+card, nil), 403, domain.CodeForbidden)
		for _, who := range []string{"leder", "peter", "lone", "anette"} {
			checkProblem(t, who, w.as(who).Do("GET", "/me/sparring", nil), 403, domain.CodeForbidden)
		}
		w.put("maja", "/me/sparring/"+card+"/ideas/"+idea+"/kept", map[string]any{})
		w.put("maja", "/me/sparring/"+card+"/ideas/"+idea+"/kept", map[string]any{})
		if mine, _ = w.sparring("maja"); len(mine.Notes) != 1 || mine.Notes[0].Text != "Start med noget, der lykkes." || !mine.Cards[0].Ideas[0].Kept {
			t.Errorf("what she keeps: %+v", mine)
		}
		// Peter is told, in plain words and with no word of the card; his people are not.
		told := func(who string) bool {
			return strings.Contains(string(w.as(who).Do("GET", path("peter"), nil).Body), "Maja har spurgt sine kolleger om råd. De ved ikke, hvem du er.")
		}
		if !told("peter") || told("anette") || told("lone") || strings.Contains(string(w.as("peter").Do("GET", path("peter"), nil).Body), "mange afslag") {
			t.Errorf("told: Peter %v, Anette %v, Lone %v", told("peter"), told("anette"), told("lone"))
		}

		// After 30 days it is gone for all, and what was kept stays a year.
		w.at("2026-12-24 09:00:01")
		if left, _ := w.sparring("jonas"); len(left.Cards) != 0 {
			t.Errorf("after 30 days: %+v", left)
		}
		if err := w.App.RunRetention(t.Context(), "a"); err != nil {
			t.Error(err)
		}
		if got, err := w.App.RetentionReceipts(t.Context(), 1); err != nil || !slices.ContainsFunc(got, func(r domain.RetentionReceipt) bool { return r.Class == domain.RetainSparring && r.Count == 1 }) {
			t.Errorf("swept %+v, %v", got, err)
		}
		if mine, _ = w.sparring("maja"); len(mine.Cards) != 0 || len(mine.Notes) != 1 {
			t.Errorf("after the sweep: %+v", mine)
		}
		if r := w.as("maja").Do("DELETE", "/me/sparring-notes/"+idea, nil); r.Status != 200 {
			t.Errorf("forgotten: %d", r.Status)
		}
		if mine, _ = w.sparring("maja"); len(mine.Notes) != 0 {
			t.Errorf("after she forgot it: %+v", mine.Notes)
		}
	})
}

// bodyOf is what a write needs to get as far as its card.
func bodyOf(what string) any {
	if what == "an idea" {
		return map[string]any{"text": "Gå en tur."}
	}
	return map[string]any{}
}

// What would tell who it is about is refused with a stable code, and changes nothing; an idea is
// not held against the plan, or a colleague could find out by guessing.
func TestSparringIsAnonymous(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	try := func(who, question string) testkit.Response {
		return w.as(who).Do("PUT", path("peter", "sparring", newID()), map[string]any{"question": question})
	}
	before := w.everything("peter")
	for _, words := range []string{"Hvordan får jeg Peter med?", "PETERS mor", "Pe\u200bter", "Proevesen igen", "Anettes ideer", "Chefen på Kæden", "Ring 12 34 56 78", "født 010179-1234", "Mogens siger nej"} {
		r := try("maja", words)
		checkProblem(t, words, r, 422, domain.CodeNotAnonymous)
		if !strings.Contains(string(r.Body), `"field":"question"`) {
			t.Errorf("%q: %s", words, r.Body)
		}
	}
	checkProblem(t, "four parts of life", w.as("maja").Do("PUT", path("peter", "sparring", newID()), map[string]any{"question": "Hvad nu?", "areas": domain.Areas[:4]}), 422, domain.CodeInvalid)
	checkProblem(t, "no such sign", w.as("maja").Do("PUT", path("peter", "sparring", newID()), map[string]any{"question": "Hvad nu?", "signs": []any{map[string]any{"sign": "Peter", "age": "days"}}}), 422, domain.CodeInvalid)
	if w.everything("peter") != before {
		t.Error("what was refused changed the plan")
	}
	card := newID()
	w.put("maja", path("peter", "sparring", card), map[string]any{"question": "Jonas og jeg er i tvivl om praktik. Hvad gør I?"})
	w.put("jonas", "/me/sparring/"+card+"/ideas/"+newID(), map[string]any{"text": "Er det Peter?"})
	checkProblem(t, "a number", w.as("jonas").Do("PUT", "/me/sparring/"+card+"/ideas/"+newID(), map[string]any{"text": "Ring 12345678"}), 422, domain.CodeNotAnonymous)
	mine, _ := w.sparring("maja")
	if r := w.as("maja").Do("DELETE", "/me/sparring/"+card+"/ideas/"+string(mine.Cards[0].Ideas[0].ID), nil); r.Status != 200 {
		t.Fatalf("an idea taken away: %d", r.Status)
	}
	if list, _ := w.sparring("jonas"); len(list.Cards[0].Ideas) != 0 {
		t.Errorf("the idea is still there: %+v", list.Cards[0].Ideas)
	}
	if r := w.as("maja").Do("DELETE", "/me/sparring/"+card, nil); r.Status != 200 {
		t.Fatalf("taken down: %d", r.Status)
	}
	if list, _ := w.sparring("jonas"); len(list.Cards) != 0 {
		t.Errorf("it was taken down and is still there: %+v", list)
	}
}

// A deputy may ask while her window is open, and is not told any more whom she asked about when
// it has ended. Who is erased is erased here too.
func TestSparringEnds(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		ask := map[string]any{"question": "Hvad gør man, når det går i stå?"}
		checkProblem(t, "before the window", w.as("jonas").Do("PUT", path("peter", "sparring", newID()), ask), 404, domain.CodeNotFound)
		w.openWindow()
		card, idea := newID(), newID()
		w.put("jonas", path("peter", "sparring", card), ask)
		w.put("maja", "/me/sparring/"+card+"/ideas/"+idea, map[string]any{"text": "Hold en pause."})
		w.put("jonas", "/me/sparring/"+card+"/ideas/"+idea+"/kept", map[string]any{})
		if mine, _ := w.sparring("jonas"); mine.Cards[0].About == nil || len(mine.Notes) != 1 {
			t.Errorf("in the window: %+v", mine)
		}
		if list, _ := w.sparring("maja"); list.Cards[0].About != nil {
			t.Errorf("Maja is told whom Jonas asks about: %+v", list)
		}
		w.Clock.Move(25 * time.Hour)
		clear(w.clients)
		if mine, text := w.sparring("jonas"); len(mine.Cards) != 1 || mine.Cards[0].About != nil || len(mine.Notes) != 0 {
			t.Errorf("after it: %s", text)
		}
		if err := w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.EraseDataKey(demo.PersonID("peter")) }); err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{"jonas", "maja"} {
			if list, text := w.sparring(who); len(list.Cards)+len(list.Notes) != 0 {
				t.Errorf("%s after the erasure: %s", who, text)
			}
		}
	})
}
