package api_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// history reads all pages of Peter's history as somebody gets them.
func (w *world) history(who string) []map[string]any {
	w.t.Helper()
	var out []map[string]any
	for before := ""; ; {
		r := w.as(who).Do("GET", path("peter", "history?before="+before), nil)
		if r.Status != 200 {
			w.t.Fatalf("%s reads the history: %d %s", who, r.Status, r.Body)
		}
		page := r.JSON(w.t)
		for _, e := range page["entries"].([]any) {
			out = append(out, e.(map[string]any))
		}
		next, more := page["before"].(string)
		if !more {
			return out
		}
		before = next
	}
}

func (w *world) entries(who string) []string {
	var out []string
	for _, e := range w.history(who) {
		out = append(out, e["id"].(string))
	}
	return out
}

func sentences(entries []map[string]any) string {
	var b strings.Builder
	for _, e := range entries {
		for _, s := range e["sentences"].([]any) {
			b.WriteString(s.(string) + "\n")
		}
		if why, ok := e["why"].(string); ok {
			b.WriteString("why: " + why + "\n")
		}
	}
	return b.String()
}

// What happened is told in sentences that people say, by whom and why, the newest first.
func TestHistoryInPlainSentences(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		before := w.history("peter")
		later := func() { w.Clock.Move(time.Hour) }
		step := func(who, room, thing string, body map[string]any) map[string]any {
			later()
			return w.put(who, path("peter", room, thing), body, "If-Match", w.rev(who, "peter"))
		}
		step("maja", "goals", id("g1"), map[string]any{"title": "Et job med cykler", "why": "Det sagde du i dag"})
		step("peter", "steps", id("g3s3"), map[string]any{"status": "done"})
		step("peter", "goals", id("g4"), map[string]any{"status": "dropped"})
		step("peter", "goals", id("g4"), map[string]any{"status": "active"})
		step("peter", "goals", id("g4"), map[string]any{"rank": "zz"})
		later()
		w.put("peter", path("peter", "board"), map[string]any{"lanes": []string{"body", "work"}}, "If-Match", w.rev("peter", "peter"))
		later()
		w.put("peter", path("peter", "changes", id("v4"), "answer"), map[string]any{"answer": "disagree", "comment": "Det er for tidligt"})
		later()
		w.put("maja", path("peter", "changes", id("v4"), "answer"), map[string]any{"text": "Så venter vi"})
		plan := w.plan("peter", "peter")
		title := func(list, thing, field string) string { return item(plan, list, id(thing))[field].(string) }
		ended := func(s string) string { return strings.TrimSuffix(s, ".") + "." }
		about := " Det handler om: \"" + strings.TrimSuffix(title("plan_changes", "v4", "what"), ".") + "\"."
		want := []string{
			"Maja svarede: Så venter vi." + about,
			"Svar: Ikke enig. \"Det er for tidligt\"." + about,
			"Tavlen er ordnet på en ny måde.",
			"Taget frem igen: " + ended(title("goals", "g4", "title")),
			"Lagt væk: " + ended(title("goals", "g4", "title")),
			"Skridt gjort: " + ended(title("steps", "g3s3", "text")),
			"Mål ændret: Et job med løn. Nyt navn: Et job med cykler.\nwhy: Det sagde du i dag",
		}
		after := w.history("peter")
		news := after[:len(after)-len(before)]
		if got := strings.TrimSpace(sentences(news)); got != strings.Join(want, "\n") {
			t.Errorf("told:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
		}
		for i, e := range news {
			by := "peter"
			if i == 0 || i == len(news)-1 {
				by = "maja"
			}
			if e["by"] != string(demo.PersonID(by)) {
				t.Errorf("%v is by %v, want %s", e["sentences"], e["by"], by)
			}
		}
		// Each entry's plan is the plan as it stood after it.
		version := func(entry string) map[string]any {
			r := w.as("peter").Do("GET", path("peter", "versions", entry), nil)
			if r.Status != 200 {
				t.Fatalf("the plan then: %d %s", r.Status, r.Body)
			}
			return r.JSON(t)
		}
		for i, status := range map[int]string{3: "active", 4: "dropped", 5: "active"} {
			if got := item(version(news[i]["id"].(string)), "goals", id("g4"))["status"]; got != status {
				t.Errorf("after %v the goal is %v, want %s", news[i]["sentences"], got, status)
			}
		}
		old := version(before[0]["id"].(string))
		if got := item(old, "goals", id("g1"))["title"]; got == "Et job med cykler" {
			t.Error("the plan before has the new title")
		}
		if g := item(old, "goals", id("g1")); g["may_edit"] != nil || len(old["viewer"].(map[string]any)["may"].([]any)) != 0 {
			t.Error("an earlier version says that it may be changed")
		}
		checkProblem(t, "writing from an entry", w.as("peter").Do("PUT", path("peter", "goals", id("g1")), map[string]any{"title": "x"}, "If-Match", `"`+news[0]["id"].(string)+`"`), 400, domain.CodeBadRev)
		// Page by page it is the same as at once, and nothing is told twice.
		seen := map[string]bool{}
		for _, e := range after {
			if seen[e["id"].(string)] {
				t.Errorf("told twice: %v", e)
			}
			seen[e["id"].(string)] = true
		}
	})
}

// Nobody learns from the history what he may not see today: no id, and no word of what is
// hidden from him, however it was before.
func TestHistoryHidesWhatIsHiddenToday(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	c := testkit.CaseOf(t, "peter")
	secret := "Ingen må vide det"
	// A goal that Maja saw and wrote, which is Peter's own today; and a step that hung on it.
	goal, step := domain.NewID(), domain.NewID()
	keep := func(id domain.ID, it domain.Item) {
		t.Helper()
		w.Clock.Move(time.Hour)
		if err := w.App.ImportItem(t.Context(), planOf("peter"), id, it, demo.PersonID("maja")); err != nil {
			t.Fatal(err)
		}
	}
	open := &domain.Goal{Area: "home", Title: secret + " 1", Status: domain.StatusActive}
	keep(goal, open)
	keep(step, &domain.Step{Goal: goal, Text: secret + " 2", Status: domain.StatusActive})
	keep(step, &domain.Step{Goal: demo.ID("peter", "g4"), Text: "Et åbent skridt", Status: domain.StatusActive})
	own := *open
	own.Visibility = []string{"citizen"}
	keep(goal, &own)
	for _, v := range testkit.VisibleSets {
		if v.Citizen != "peter" || slices.Contains([]string{"anette", "kalle"}, v.Viewer) {
			continue
		}
		wanted := v.Wanted(t, c)
		entries := w.history(v.Viewer)
		told := sentences(entries)
		var all []any
		for _, e := range entries {
			version := w.as(v.Viewer).Do("GET", path("peter", "versions", e["id"].(string)), nil)
			if version.Status != 200 {
				t.Fatalf("%s gets the plan then: %d %s", v.Viewer, version.Status, version.Body)
			}
			doc := version.JSON(t)
			all = append(all, e, doc)
			if v.Viewer != "peter" && strings.Contains(string(version.Body), secret) {
				t.Errorf("%s reads it in the plan of %v", v.Viewer, e["at"])
			}
		}
		checkNothingElse(t, c, wanted, all)
		if has := strings.Contains(told, secret); has != (v.Viewer == "peter") {
			t.Errorf("%s reads it in the history: %v", v.Viewer, has)
		}
		for _, it := range c.Items {
			partly, sees := wanted[domain.Ref{Kind: it.Item.Kind(), ID: it.ID}]
			if title := domain.TitleOf(it.Item); (!sees || partly) && len(title) > 12 && strings.Contains(told, title) {
				t.Errorf("%s is told of %q", v.Viewer, title)
			}
		}
		for _, e := range entries {
			if v.Viewer != "peter" && v.Viewer != "lone" && e["by"] == string(demo.PersonID("lone")) {
				t.Errorf("%s is told that Lone was there: %v", v.Viewer, e)
			}
		}
	}
	for _, who := range []string{"anette", "kalle"} {
		checkProblem(t, who, w.as(who).Do("GET", path("peter", "history"), nil), 403, domain.CodeForbidden)
	}
	if maja, vibeke := len(w.history("maja")), len(w.history("vibeke")); maja < 20 || vibeke == 0 || vibeke >= maja {
		t.Errorf("Maja is told %d things, Vibeke %d", maja, vibeke)
	}
	// An entry is one viewer's own.
	mine := w.entries("maja")[0]
	for _, who := range []string{"peter", "jonas", "vibeke"} {
		checkProblem(t, who+" with Maja's entry", w.as(who).Do("GET", path("peter", "versions", mine), nil), 404, domain.CodeNotFound)
		checkProblem(t, who+" with Maja's entry", w.as(who).Do("GET", path("peter", "history?before="+mine), nil), 404, domain.CodeNotFound)
	}
}
