package api_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// Two people who change different fields of one thing from the same plan both get their
// way, and both are told how it stands.
func TestAStaleChangeIsMerged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	at := path("peter", "goals", id("g1"))
	maja, peter := w.rev("maja", "peter"), w.rev("peter", "peter")
	first := w.put("maja", at, map[string]any{"title": "Et job på et værksted", "why": "Det sagde Peter"}, "If-Match", maja)
	if first["merged"] != false || first["changed"] != true {
		t.Errorf("the first is %v", first)
	}
	second := w.put("peter", at, map[string]any{"in_own_words": "Jeg vil skrue i cykler"}, "If-Match", peter)
	if second["merged"] != true || second["changed"] != true {
		t.Errorf("the second is %v", second)
	}
	for _, who := range []string{"peter", "maja"} {
		g := item(w.plan(who, "peter"), "goals", id("g1"))
		if g["title"] != "Et job på et værksted" || g["in_own_words"] != "Jeg vil skrue i cykler" {
			t.Errorf("%s sees %v", who, g)
		}
	}
	// The same words twice are no conflict, and no change.
	again := w.put("peter", at, map[string]any{"title": "Et job på et værksted"}, "If-Match", peter)
	if again["changed"] != false {
		t.Errorf("the same again is %v", again)
	}
}

// Where both changed one field differently nothing is kept, and the one who came second
// gets both texts and where to go on from; sent again from there it is kept.
func TestAConflictHoldsBothTexts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	at := path("peter", "goals", id("g4"))
	before := item(w.plan("maja", "peter"), "goals", id("g4"))["title"]
	match := w.rev("maja", "peter")
	w.put("peter", at, map[string]any{"title": "Peters ord"}, "If-Match", w.rev("peter", "peter"))
	var conflict testkit.Response
	w.unchanged("a conflict", func() {
		conflict = w.as("maja").Do("PUT", at, map[string]any{"title": "Majas ord", "colour": "red", "why": "w"}, "If-Match", match, "Idempotency-Key", newID())
	})
	checkProblem(t, "a conflict", conflict, 409, domain.CodeConflict)
	p := conflict.JSON(t)
	list, _ := p["conflicts"].([]any)
	want := map[string]any{"field": "title", "yours": "Majas ord", "theirs": "Peters ord", "base": before}
	if len(list) != 1 || fmt.Sprint(list[0]) != fmt.Sprint(want) {
		t.Errorf("the conflict is %v, want %v", list, want)
	}
	rev, _ := p["rev"].(string)
	if rev == "" || `"`+rev+`"` != w.rev("maja", "peter") {
		t.Errorf("the rev to go on from is %q, the plan's is %s", rev, w.rev("maja", "peter"))
	}
	w.put("maja", at, map[string]any{"title": "Majas ord", "why": "w"}, "If-Match", `"`+rev+`"`, "Idempotency-Key", newID())
	if g := item(w.plan("peter", "peter"), "goals", id("g4")); g["title"] != "Majas ord" {
		t.Errorf("after settling it is %v", g)
	}
}

// T23: twenty who change one field at once from one plan are one that is kept and
// nineteen that are told both texts, on both databases; every kept word is in the history.
func TestTwentyParallelEdits(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.NewServer(t, testkit.Options{Database: database, Demo: true})
		w := &world{Server: s, t: t, clients: map[string]*testkit.Client{}}
		at, match := path("peter", "goals", id("g1")), w.rev("peter", "peter")
		const n = 20
		phones := make([]*testkit.Client, n)
		for i := range phones {
			phones[i] = s.SignIn(t, demo.PersonID("peter"))
		}
		answers := make([]testkit.Response, n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				answers[i] = phones[i].Do("PUT", at, map[string]any{"title": fmt.Sprintf("Udgave %d", i)}, "If-Match", match, "Idempotency-Key", newID())
			})
		}
		wg.Wait()
		kept := -1
		for i, r := range answers {
			if r.Status == 200 {
				if kept >= 0 {
					t.Errorf("%d and %d were kept", kept, i)
				}
				kept = i
			}
		}
		if kept < 0 {
			t.Fatal("none was kept")
		}
		for i, r := range answers {
			if i == kept {
				continue
			}
			checkProblem(t, fmt.Sprint("edit ", i), r, 409, domain.CodeConflict)
			told, _ := r.JSON(t)["conflicts"].([]any)
			for _, c := range told {
				c := c.(map[string]any)
				if c["yours"] != fmt.Sprintf("Udgave %d", i) || c["theirs"] != fmt.Sprintf("Udgave %d", kept) || c["base"] == "" {
					t.Errorf("edit %d was told %v", i, c)
				}
			}
		}
		if got := item(w.plan("maja", "peter"), "goals", id("g1"))["title"]; got != fmt.Sprintf("Udgave %d", kept) {
			t.Errorf("the title is %v", got)
		}
		history := w.titles("g1")
		if len(history) < 2 || history[len(history)-1] != fmt.Sprintf("Udgave %d", kept) || slices.Contains(history[:len(history)-1], history[len(history)-1]) {
			t.Errorf("the history of the title is %q", history)
		}
	})
}

// A phone that was offline sends its changes one after the other, each from the answer to
// the one before: it never conflicts with itself, and what others wrote meanwhile is
// neither undone nor taken for its own.
func TestAChainDoesNotConflictWithItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	at := path("peter", "goals", id("g1"))
	rev := w.rev("peter", "peter")
	w.put("maja", at, map[string]any{"colour": "red", "why": "w"}, "If-Match", w.rev("maja", "peter"))
	for i, words := range []string{"Første", "Anden", "Tredje"} {
		r := w.put("peter", at, map[string]any{"title": words}, "If-Match", rev)
		rev = `"` + r["rev"].(string) + `"`
		if i == 1 {
			w.put("maja", at, map[string]any{"in_own_words": "Skrevet af Maja", "why": "w"}, "If-Match", w.rev("maja", "peter"))
		}
	}
	g := item(w.plan("peter", "peter"), "goals", id("g1"))
	if g["title"] != "Tredje" || g["colour"] != "red" || g["in_own_words"] != "Skrevet af Maja" {
		t.Errorf("after the chain it is %v", g)
	}
	// He never saw what Maja wrote: his other words for it meet hers.
	for field, words := range map[string]string{"colour": "perlemor", "in_own_words": "Mine ord"} {
		checkProblem(t, field, w.as("peter").Do("PUT", at, map[string]any{field: words}, "If-Match", rev), 409, domain.CodeConflict)
	}
	// Nor may what he has seen be changed behind the chain's back by his other phone.
	w.put("peter", at, map[string]any{"title": "Fra den anden telefon"}, "If-Match", w.rev("peter", "peter"))
	checkProblem(t, "title", w.as("peter").Do("PUT", at, map[string]any{"title": "Fjerde"}, "If-Match", rev), 409, domain.CodeConflict)
	// From such an answer the plan is pulled whole.
	if c := w.as("peter").Do("GET", path("peter", "changes?since="+rev[1:len(rev)-1]), nil).JSON(t); c["full"] != true {
		t.Errorf("pulled from there it is full %v", c["full"])
	}
}

// titles gives the titles a goal of Peter's had, oldest first, each as often as it was kept.
func (w *world) titles(goal string) []string {
	w.t.Helper()
	var out []string
	if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		head, err := tx.Plan(planOf("peter"))
		if err != nil {
			return err
		}
		for rev := range head.Rev + 1 {
			r, err := tx.ItemAsOf(head, domain.KindGoal, demo.ID("peter", goal), rev)
			if err != nil || r.Rev != rev {
				continue // not there yet, or not of this revision
			}
			out = append(out, r.Item.(*domain.Goal).Title)
		}
		return nil
	}); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// What was sent before is answered as it was answered then, byte for byte, however much
// has happened since; and it happens once.
func TestAReplayGetsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		change := w.plan("peter", "peter")["plan_changes"].([]any)[3].(map[string]any)["id"].(string)
		match := w.rev("peter", "peter")
		type sent struct {
			who, method, path string
			body              map[string]any
			headers           []string
		}
		var all []sent
		for _, s := range []sent{
			{"peter", "PUT", path("peter", "goals", id("g1")), map[string]any{"title": "Et godt job"}, []string{"If-Match", match}},
			{"peter", "PUT", path("peter", "dream"), map[string]any{"text": "At rejse"}, []string{"If-Match", match}},
			{"peter", "PUT", path("peter", "goals", newID()), map[string]any{"area": "home", "title": "Et nyt mål"}, nil},
			{"peter", "PUT", path("peter", "changes", change, "answer"), map[string]any{"answer": "disagree", "comment": "Nej"}, nil},
			{"peter", "PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej Maja"}, nil},
			{"maja", "PUT", path("peter", "meetings", newID()), map[string]any{"title": "Møde", "form": "phone", "start": "2026-12-03T09:00:00+01:00", "end": "2026-12-03T09:30:00+01:00", "why": "w"}, nil},
			{"maja", "PUT", path("peter", "goals", id("g5")), map[string]any{"colour": "red", "why": "w"}, []string{"If-Match", w.rev("maja", "peter")}},
			{"maja", "PUT", "/citizens/" + newID(), map[string]any{"name": "Nina Ny", "plan": map[string]any{"id": newID()}}, nil},
		} {
			s.headers = append(s.headers, "Idempotency-Key", newID())
			all = append(all, s)
		}
		first := make([]testkit.Response, len(all))
		for i, s := range all {
			if first[i] = w.as(s.who).Do(s.method, s.path, s.body, s.headers...); first[i].Status != 200 {
				t.Fatalf("%s %s: %d %s", s.who, s.path, first[i].Status, first[i].Body)
			}
		}
		w.put("maja", path("peter", "goals", id("g1")), map[string]any{"title": "Noget helt andet", "why": "w"}, "If-Match", w.rev("maja", "peter"))
		w.Clock.Move(3*24*time.Hour + time.Hour)
		w.clients = map[string]*testkit.Client{} // staff sign in anew each day
		w.as("maja")
		w.as("peter")
		w.unchanged("a replay", func() {
			for i, s := range all {
				r := w.as(s.who).Do(s.method, s.path, s.body, s.headers...)
				if r.Status != 200 || !bytes.Equal(r.Body, first[i].Body) {
					t.Errorf("%s: first %s, again %d %s", s.path, first[i].Body, r.Status, r.Body)
				}
				checkProblem(t, s.path+" with another body", w.as(s.who).Do(s.method, s.path, otherBody(s.body), s.headers...), 422, domain.CodeKeyReused)
			}
			// The same key for another thing is another wish too.
			checkProblem(t, "another goal", w.as("peter").Do("PUT", path("peter", "goals", id("g2")), map[string]any{"title": "Et godt job"}, all[0].headers...), 422, domain.CodeKeyReused)
		})
		// A key is its sender's: somebody else's same key is his own.
		w.put("maja", path("peter", "goals", id("g3")), map[string]any{"colour": "red", "why": "w"}, "If-Match", w.rev("maja", "peter"), "Idempotency-Key", all[0].headers[3])
	})
}

// otherBody gives a body with another first text, as good as the one it had.
func otherBody(body map[string]any) map[string]any {
	out := maps.Clone(body)
	for _, field := range []string{"title", "text", "comment", "colour", "name"} {
		if _, ok := out[field]; ok {
			out[field] = "Andre ord"
			break
		}
	}
	return out
}

// Staff say why; the citizen need not, and is asked about what staff changed.
func TestStaffSayWhy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	for _, c := range []struct{ who, list, thing, field string }{
		{"maja", "goals", "g1", "in_own_words"}, {"jonas", "steps", "g1s1", "note"}, {"vibeke", "efforts", "e1", "schedule_plain"}, {"lone", "meetings", "m11b", "purpose"}, {"vibeke", "agreements", "a2", "note"},
	} {
		at := path("peter", c.list, id(c.thing))
		for _, why := range []any{nil, "", "   ", "\n"} {
			body := map[string]any{c.field: "Nye ord om det"}
			if why != nil {
				body["why"] = why
			}
			w.unchanged(c.who+" without why", func() {
				checkProblem(t, c.who+" without why", w.as(c.who).Do("PUT", at, body, "If-Match", w.rev(c.who, "peter")), 422, domain.CodeNeedsWhy)
			})
		}
		receipt := w.put(c.who, at, map[string]any{c.field: "Nye ord om det", "why": "  Sådan blev det aftalt.  "}, "If-Match", w.rev(c.who, "peter"))
		made, _ := receipt["plan_change"].(string)
		change := item(w.plan("peter", "peter"), "plan_changes", made)
		if change == nil || change["why"] != "Sådan blev det aftalt." || change["by"] != string(demo.PersonID(c.who)) || change["citizen_answer"] != nil {
			t.Errorf("%s changed %s, the citizen is told %v", c.who, c.thing, change)
		}
	}
	n := len(w.plan("peter", "peter")["plan_changes"].([]any))
	if r := w.put("peter", path("peter", "goals", id("g1")), map[string]any{"title": "Mit mål"}, "If-Match", w.rev("peter", "peter")); r["plan_change"] != nil {
		t.Errorf("the citizen's own change asks her: %v", r)
	}
	// Putting things in another order is no news either.
	if r := w.put("maja", path("peter", "goals", id("g3")), map[string]any{"rank": "a5x"}, "If-Match", w.rev("maja", "peter")); r["plan_change"] != nil || r["changed"] != true {
		t.Errorf("another order is %v", r)
	}
	if got := len(w.plan("peter", "peter")["plan_changes"].([]any)); got != n {
		t.Errorf("%d changes to answer, there were %d", got, n)
	}
}
