package api_test

import (
	"fmt"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// A step ticked is a small thing to be told of: on a bad net every byte is waited for. The
// people and the head of the plan are not told again.
func TestADeltaIsSmall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, who := range []string{"peter", "maja"} {
		since := w.revText(who)
		w.put("peter", path("peter", "steps", id("g3s3")), map[string]any{"status": map[string]string{"peter": "done", "maja": "active"}[who]}, "If-Match", w.rev("peter", "peter"))
		r := w.as(who).Do("GET", path("peter", "changes?since="+since), nil)
		if len(r.Body) > 600 {
			t.Errorf("%s is told of a tick in %d bytes: %s", who, len(r.Body), r.Body)
		}
	}
	// Someone who is new on the plan is told of with what names him.
	since := w.revText("peter")
	w.put("maja", path("peter", "agreements", newID()), map[string]any{"text": "Tobias ringer", "responsible": string(demo.PersonID("tobias")), "why": "w"})
	changed := w.as("peter").Do("GET", path("peter", "changes?since="+since), nil).JSON(t)["changed"].(map[string]any)
	people, _ := changed["people"].([]any)
	if len(people) != 1 || people[0].(map[string]any)["id"] != string(demo.PersonID("tobias")) {
		t.Errorf("he is told of %v", people)
	}
}

// A note is moved to a lane that the other took off the board meanwhile: it is moved, and
// its lane is where it is. To what is no lane at all it is not.
func TestALaneThatIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	offline := w.rev("peter", "peter")
	w.put("maja", path("peter", "board"), map[string]any{"lanes": []string{"work"}}, "If-Match", w.rev("maja", "peter"))
	w.put("peter", path("peter", "goals", id("g1")), map[string]any{"area": "habits", "rank": "m"}, "If-Match", offline)
	if g := item(w.plan("maja", "peter"), "goals", id("g1")); g["area"] != "habits" || g["rank"] != "m" {
		t.Errorf("the note is %v", g)
	}
	w.unchanged("no lane", func() {
		for _, area := range []any{"haven", "", "WORK", nil, strings.Repeat("x", 300)} {
			checkProblem(t, fmt.Sprint(area), w.as("peter").Do("PUT", path("peter", "goals", id("g1")), map[string]any{"area": area}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
			checkProblem(t, fmt.Sprint("lane ", area), w.as("peter").Do("PUT", path("peter", "board"), map[string]any{"lanes": []any{"work", area}}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
		}
	})
}

// A step belongs to a goal of its own plan that its writer sees: another's goal, a hidden
// one and none at all are one and the same.
func TestAStepOfAnothersGoal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	goals := map[string]string{"Sofie's": string(demo.ID("sofie", "sg1")), "nobody's": newID(), "a step's id": id("g1s1"), "no id": "x"}
	w.unchanged("another's goal", func() {
		for whose, goal := range goals {
			checkProblem(t, "a new step of "+whose, w.as("peter").Do("PUT", path("peter", "steps", newID()), map[string]any{"goal": goal, "text": "Et skridt"}), 422, domain.CodeInvalid)
			checkProblem(t, "a step moved to "+whose, w.as("peter").Do("PUT", path("peter", "steps", id("g1s1")), map[string]any{"goal": goal}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
			checkProblem(t, "focus on "+whose, w.as("peter").Do("PUT", path("peter", "board"), map[string]any{"focus_goals": []string{goal}}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
		}
		checkProblem(t, "another's step", w.as("peter").Do("PUT", path("peter", "steps", string(demo.ID("sofie", "sg1s1"))), map[string]any{"status": "done"}, "If-Match", w.rev("peter", "peter")), 404, domain.CodeNotFound)
	})
}

// A phone whose clock is years ahead says that something is done: it is, today. One whose
// clock is behind may be right, since it can have been without net.
func TestAPhoneWhoseClockIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	const today = "2026-11-24"
	put := func(list, thing string, body map[string]any) map[string]any {
		w.put("peter", path("peter", list, thing), body, "If-Match", w.rev("peter", "peter"))
		return item(w.plan("peter", "peter"), list, thing)
	}
	for sent, want := range map[string]string{"2031-01-01": today, "2026-11-25": today, today: today, "2026-11-20": "2026-11-20"} {
		put("steps", id("g3s3"), map[string]any{"status": "active"})
		if s := put("steps", id("g3s3"), map[string]any{"status": "done", "done_at": sent}); s["done_at"] != want {
			t.Errorf("done on %s became %v, want %s", sent, s["done_at"], want)
		}
		if g := put("goals", id("g4"), map[string]any{"status": "reached", "reached_on": sent}); g["reached_on"] != want {
			t.Errorf("reached on %s became %v, want %s", sent, g["reached_on"], want)
		}
	}
	// Ticks of a chain that was written offline: each counts once, on a day there was.
	rev := w.rev("peter", "peter")
	var ticks []any
	if had, ok := item(w.plan("peter", "peter"), "steps", id("g1s1"))["ticks"].([]any); ok {
		ticks = had
	}
	before := len(ticks)
	for range 3 {
		ticks = append(ticks, map[string]any{"id": newID(), "on": "2040-02-29"})
		r := w.put("peter", path("peter", "steps", id("g1s1")), map[string]any{"ticks": ticks}, "If-Match", rev)
		rev = `"` + r["rev"].(string) + `"`
	}
	kept := item(w.plan("peter", "peter"), "steps", id("g1s1"))["ticks"].([]any)
	if len(kept) != before+3 {
		t.Errorf("%d ticks, want %d", len(kept), before+3)
	}
	for _, k := range kept[before:] {
		if k.(map[string]any)["on"] != today {
			t.Errorf("a tick on %v", k)
		}
	}
	for _, day := range []string{"2026-02-30", "i morgen", "24-11-2026", "0000-00-00"} {
		checkProblem(t, day, w.as("peter").Do("PUT", path("peter", "steps", id("g1s1")), map[string]any{"due": day}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
	}
}

// Words of any kind are words in what is new: kept as they are and told as they are, in the
// history too; what is too long is refused with how long it may be.
func TestWordsOfAnyKindOnTheBoard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	odd := []string{`<script>alert("x")</script>`, "👩‍👩‍👧‍👦 og 🚲", "\u202eenvendt\u202c", "مرحبا بالعالم", "linje\nto\nog tre", `"); DROP TABLE plan;--`, strings.Repeat("å", domain.MaxText)}
	for _, words := range odd {
		strength, challenge := newID(), newID()
		w.put("peter", path("peter", "strengths", strength), map[string]any{"text": words})
		w.put("peter", path("peter", "challenges", challenge), map[string]any{"text": words, "what_helps": words})
		plan := w.plan("maja", "peter")
		if got := item(plan, "strengths", strength)["text"]; got != words {
			t.Errorf("%q came back as %q", words, got)
		}
		if got := item(plan, "challenges", challenge); got["text"] != words || got["what_helps"] != words {
			t.Errorf("%q came back as %v", words, got)
		}
		newest := w.history("maja")[0]["sentences"].([]any)
		if said := newest[len(newest)-1].(string); len([]rune(said)) > 1200 || !strings.Contains(said, strings.Join(strings.Fields(words[:10]), " ")[:4]) {
			t.Errorf("of %q is told %q", words, said)
		}
	}
	w.unchanged("what is no text", func() {
		for what, body := range map[string]map[string]any{
			"empty": {"text": ""}, "blank": {"text": " \n "}, "too long": {"text": strings.Repeat("å", domain.MaxText+1)}, "a zero": {"text": "a\u0000b"}, "nothing": {},
		} {
			checkProblem(t, what, w.as("peter").Do("PUT", path("peter", "strengths", newID()), body), 422, domain.CodeInvalid)
			checkProblem(t, what, w.as("peter").Do("PUT", path("peter", "challenges", newID()), body), 422, domain.CodeInvalid)
		}
	})
}
