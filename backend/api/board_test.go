package api_test

import (
	"fmt"
	"slices"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// focus gives the goals in focus and the lanes, as somebody sees the board.
func (w *world) board(who string) map[string]any {
	w.t.Helper()
	return w.plan(who, "peter")["plan"].(map[string]any)["board"].(map[string]any)
}

// Who moves a lane has not touched what is in focus: both get their way. Where both moved
// the lanes the second is told both orders, by the name he sent them under.
func TestTheBoardIsMergedFieldByField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter, maja := w.rev("peter", "peter"), w.rev("maja", "peter")
	before := w.board("peter")
	w.put("peter", path("peter", "board"), map[string]any{"lanes": []string{"body", "work", "habits"}}, "If-Match", peter)
	r := w.put("maja", path("peter", "board"), map[string]any{"focus_goals": []string{id("g3")}, "why": "Du vil sove bedre først"}, "If-Match", maja)
	if r["merged"] != true || r["plan_change"] == nil {
		t.Errorf("Maja is told %v", r)
	}
	for _, who := range []string{"peter", "maja"} {
		b := w.board(who)
		if fmt.Sprint(b["lanes"]) != "[body work habits]" || fmt.Sprint(b["focus_goals"]) != fmt.Sprint([]string{id("g3")}) || b["layout"] != before["layout"] || b["citizen_may_reorder"] != before["citizen_may_reorder"] {
			t.Errorf("%s sees %v", who, b)
		}
	}
	checkProblem(t, "other lanes", w.as("maja").Do("PUT", path("peter", "board"), map[string]any{"lanes": []string{"work"}, "why": "w"}, "If-Match", maja), 409, domain.CodeConflict)
	conflict := w.as("maja").Do("PUT", path("peter", "board"), map[string]any{"lanes": []string{"work"}}, "If-Match", maja).JSON(t)["conflicts"].([]any)[0].(map[string]any)
	if conflict["field"] != "lanes" || fmt.Sprint(conflict["yours"]) != "[work]" || fmt.Sprint(conflict["theirs"]) != "[body work habits]" {
		t.Errorf("the conflict is %v", conflict)
	}
}

// An order is no news: it needs no why and asks nothing of the citizen. Which goals are in
// focus is.
func TestOnlyTheFocusIsNews(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	r := w.put("maja", path("peter", "board"), map[string]any{"lanes": []string{"work", "body"}}, "If-Match", w.rev("maja", "peter"))
	if r["plan_change"] != nil {
		t.Errorf("an order became %v", r)
	}
	focus := map[string]any{"focus_goals": []string{id("g1"), id("g5")}}
	checkProblem(t, "without a why", w.as("maja").Do("PUT", path("peter", "board"), focus, "If-Match", w.rev("maja", "peter")), 422, domain.CodeNeedsWhy)
	focus["why"] = "Det valgte vi"
	r = w.put("maja", path("peter", "board"), focus, "If-Match", w.rev("maja", "peter"))
	told := item(w.plan("peter", "peter"), "plan_changes", r["plan_change"].(string))
	goals := w.plan("peter", "peter")
	want := fmt.Sprintf("Planen er ændret: Peters plan. Mål i fokus: %s, %s.", item(goals, "goals", id("g1"))["title"], item(goals, "goals", id("g5"))["title"])
	if told["what"] != want {
		t.Errorf("Peter is told %q, want %q", told["what"], want)
	}
}

// Maja does not see Peter's own goal g2. It stays in focus whatever she chooses, she may
// still choose three, and no answer names it.
func TestFocusOfAGoalThatIsNotSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	own := newID()
	w.put("lone", path("peter", "efforts", id("e2")), map[string]any{"plain": "Samtale", "why": "w"}, "If-Match", w.rev("lone", "peter"))
	if err := w.App.ImportItem(t.Context(), planOf("peter"), domain.ID(own), &domain.Goal{Area: "home", Title: "Kun mit", Status: domain.StatusActive, Seen: domain.Seen{Visibility: []string{"citizen"}}}, demo.PersonID("peter")); err != nil {
		t.Fatal(err)
	}
	w.put("peter", path("peter", "board"), map[string]any{"focus_goals": []string{own, id("g1")}}, "If-Match", w.rev("peter", "peter"))
	if got := fmt.Sprint(w.board("maja")["focus_goals"]); got != fmt.Sprint([]string{id("g1")}) {
		t.Errorf("Maja sees %s", got)
	}
	stale := w.rev("maja", "peter")
	w.put("maja", path("peter", "board"), map[string]any{"focus_goals": []string{id("g3"), id("g4"), id("g5")}, "why": "w"}, "If-Match", stale)
	if got := w.board("peter")["focus_goals"].([]any); len(got) != 4 || !slices.Contains(got, any(own)) {
		t.Errorf("Peter's focus is %v", got)
	}
	w.put("maja", path("peter", "board"), map[string]any{"lanes": []string{"work"}}, "If-Match", w.rev("maja", "peter"))
	if got := w.board("peter")["focus_goals"].([]any); len(got) != 4 {
		t.Errorf("after the lanes were moved Peter's focus is %v", got)
	}
	for what, r := range map[string]testkit.Response{
		"a conflict": w.as("maja").Do("PUT", path("peter", "board"), map[string]any{"focus_goals": []string{id("g1"), id("g3")}, "why": "w"}, "If-Match", stale),
		"four":       w.as("maja").Do("PUT", path("peter", "board"), map[string]any{"focus_goals": []string{id("g1"), id("g3"), id("g4"), id("g5")}, "why": "w"}, "If-Match", w.rev("maja", "peter")),
	} {
		status, code := 422, domain.CodeInvalid
		if what == "a conflict" {
			status, code = 409, domain.CodeConflict
		}
		checkProblem(t, what, r, status, code, own)
	}
}

// What someone is good at and what is hard can be put away and comes back, by either of
// the two; the words say so.
func TestStrengthsAndChallengesArePutAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	strength := newID()
	w.put("maja", path("peter", "strengths", strength), map[string]any{"text": "God til at lytte", "said_by": string(demo.PersonID("peter")), "why": "Det sagde du"})
	s := item(w.plan("peter", "peter"), "strengths", strength)
	if s["status"] != "active" || s["said_by"] != string(demo.PersonID("peter")) || s["recorded_by"] != string(demo.PersonID("maja")) || s["rank"] == "" {
		t.Errorf("it is %v", s)
	}
	w.put("peter", path("peter", "strengths", strength), map[string]any{"status": "dropped"}, "If-Match", w.rev("peter", "peter"))
	r := w.put("maja", path("peter", "strengths", strength), map[string]any{"status": "active", "why": "Den er god"}, "If-Match", w.rev("maja", "peter"))
	told := item(w.plan("peter", "peter"), "plan_changes", r["plan_change"].(string))
	if told["what"] != "Styrke ændret: God til at lytte. Status: På tavlen." {
		t.Errorf("Peter is told %v", told)
	}
	// Whoever puts it in other words says it; who said it can be mended, and stays.
	saidBy := func(who string, fields map[string]any) any {
		w.put(who, path("peter", "strengths", strength), fields, "If-Match", w.rev(who, "peter"))
		return item(w.plan("peter", "peter"), "strengths", strength)["said_by"]
	}
	peter, maja := string(demo.PersonID("peter")), string(demo.PersonID("maja"))
	if by := saidBy("maja", map[string]any{"text": "Rigtig god til at lytte", "why": "Det ser jeg"}); by != maja {
		t.Errorf("Maja's words are said by %v", by)
	}
	if by := saidBy("maja", map[string]any{"said_by": peter, "why": "Det var Peter, der sagde det"}); by != peter {
		t.Errorf("mended, they are said by %v", by)
	}
	if by := saidBy("maja", map[string]any{"status": "active", "why": "Den er god"}); by != peter {
		t.Errorf("untouched, they are said by %v", by)
	}
	// One of before that was kept without a status is on the board, and saying so is no change.
	r = w.put("peter", path("peter", "challenges", id("c1")), map[string]any{"status": "active"}, "If-Match", w.rev("peter", "peter"))
	if r["changed"] != false {
		t.Errorf("what was said again is %v", r)
	}
	checkProblem(t, "another status", w.as("peter").Do("PUT", path("peter", "challenges", id("c1")), map[string]any{"status": "reached"}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
}

// Who changed a thing last is told to those two whose plan it is. That a specialist of the
// alcohol clinic was at it is told to nobody but Peter and herself, and contacts are told
// of nobody.
func TestWhoChangedItLast(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	w.put("maja", path("peter", "steps", id("g3s1")), map[string]any{"note": "Husk", "why": "w"}, "If-Match", w.rev("maja", "peter"))
	w.put("lone", path("peter", "steps", id("g2s1")), map[string]any{"note": "Husk", "why": "w"}, "If-Match", w.rev("lone", "peter"))
	at := w.Clock.Now().UTC().Format("2006-01-02T15:04:05Z")
	last := func(who, list, thing string) any {
		return item(w.plan(who, "peter"), list, thing)["last"]
	}
	want := map[string]any{"by": string(demo.PersonID("maja")), "at": at}
	for _, who := range []string{"peter", "maja", "frida"} {
		if got := last(who, "steps", id("g3s1")); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is told of %v, want %v", who, got, want)
		}
	}
	if got := last("anette", "steps", id("g3s1")); got != nil {
		t.Errorf("a contact is told of %v", got)
	}
	want["by"] = string(demo.PersonID("lone"))
	for _, who := range []string{"peter", "lone"} {
		if got := last(who, "steps", id("g2s1")); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is told of %v, want %v", who, got, want)
		}
	}
	if s := item(w.plan("maja", "peter"), "steps", id("g2s1")); s == nil || s["last"] != nil {
		t.Errorf("Maja sees %v", s)
	}
	for _, v := range testkit.VisibleSets {
		people := map[string]bool{}
		plan := w.plan(v.Viewer, v.Citizen)
		for _, p := range plan["people"].([]any) {
			people[p.(map[string]any)["id"].(string)] = true
		}
		for _, list := range lists {
			for _, it := range plan[list].([]any) {
				if last, is := it.(map[string]any)["last"].(map[string]any); is && !people[last["by"].(string)] {
					t.Errorf("%s of %s is told of someone he is not shown: %v", v.Viewer, v.Citizen, last)
				}
			}
		}
	}
}
