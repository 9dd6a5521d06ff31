package api_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// TestTheCitizenKnowsByWhenToExpectAnAnswer: the time that stands on the desk, for her alone,
// as long as she waits.
func TestTheCitizenKnowsByWhenToExpectAnAnswer(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		meeting, request := id("m12b"), id("asked")
		w.put("peter", path("peter", "meetings", meeting, "answer"), map[string]any{"answer": "no", "reason": "sick"})
		w.put("peter", path("peter", "meetings", id("m13"), "answer"), map[string]any{"pick_up": true})
		w.put("peter", path("peter", "requests", request), map[string]any{"when": "soon", "words": "Om løn"})
		dues := func(who string) []any {
			plan := w.plan(who, "peter")
			return []any{item(plan, "meetings", meeting)["absence_due"], item(plan, "meetings", id("m13"))["pick_up_due"], item(plan, "meeting_requests", request)["answer_due"]}
		}
		// Tuesday at nine; Maja works from half past eight to half past three.
		const eleven = "2026-11-24T10:00:00Z"
		if got := dues("peter"); !slices.Equal(got, []any{eleven, eleven, eleven}) {
			t.Errorf("he is told %v", got)
		}
		for _, who := range []string{"maja", "kalle"} {
			if got := dues(who); !slices.Equal(got, []any{nil, nil, nil}) {
				t.Errorf("%s is told %v", who, got)
			}
		}
		w.put("maja", path("peter", "meetings", meeting, "absence", "answer"), map[string]any{"answer": "God bedring."})
		w.put("maja", path("peter", "meetings", id("m13"), "pick-up"), map[string]any{"answer": "no"})
		w.put("maja", path("peter", "requests", request, "answer"), map[string]any{"answer": "no", "text": "Ikke i dag."})
		if got := dues("peter"); !slices.Equal(got, []any{nil, nil, nil}) {
			t.Errorf("answered, and he is still told %v", got)
		}
	})
}

// What a citizen says about meetings lies on the desk with the time by which an answer is
// expected: two hours of the consultant's own working time later (requirement B5).
func TestWhatIsSaidAboutMeetingsWaitsOnTheDesk(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	waiting := func(who string) map[string]map[string]any {
		out := map[string]map[string]any{}
		for _, c := range w.as(who).Do("GET", "/citizens", nil).JSON(t)["citizens"].([]any) {
			if c := c.(map[string]any); c["id"] == string(demo.PersonID("peter")) {
				for _, x := range c["waiting"].([]any) {
					x := x.(map[string]any)
					out[x["what"].(string)] = x
				}
			}
		}
		return out
	}
	meeting, next := id("m12b"), id("m18")
	w.put("peter", path("peter", "meetings", meeting, "answer"), map[string]any{"answer": "no", "reason": "sick"})
	// Tuesday at nine; Maja works from half past eight to half past three.
	if got := waiting("maja")["absence"]; got["meeting"] != meeting || got["due"] != "2026-11-24T10:00:00Z" || got["urgent"] != nil {
		t.Errorf("the absence is %v", got)
	}
	if got := waiting("vibeke")["absence"]; got != nil {
		t.Errorf("somebody who is not at the meeting is told %v", got)
	}
	// What comes at half past two has half an hour left that day, and the rest the next.
	w.Clock.Move(5*time.Hour + 30*time.Minute)
	w.put("peter", path("peter", "requests", id("asked")), map[string]any{"when": "today"})
	if got := waiting("maja")["meeting_request"]; got["meeting_request"] != id("asked") || got["due"] != "2026-11-25T08:30:00Z" || got["urgent"] != true {
		t.Errorf("the request is %v", got)
	}
	w.put("anette", path("peter", "meetings", next, "along"), map[string]any{"answer": "cannot"})
	if got := waiting("maja")["companion"]; got["meeting"] != next || got["due"] != nil {
		t.Errorf("the companion's no is %v", got)
	}
	w.put("maja", path("peter", "meetings", meeting, "absence", "answer"), map[string]any{"answer": "God bedring."})
	w.put("maja", path("peter", "requests", id("asked"), "answer"), map[string]any{"answer": "no", "text": "Ikke i dag."})
	if got := waiting("maja"); got["absence"] != nil || got["meeting_request"] != nil {
		t.Errorf("after the answers %v waits", got)
	}
	held := id("m11")
	w.put("maja", path("peter", "meetings", held, "summary"), map[string]any{"text": "Det går godt."})
	w.put("peter", path("peter", "meetings", held, "summary", "answer"), map[string]any{"status": "corrected", "text": "Det går sådan."})
	if got := waiting("maja")["summary"]; got["meeting"] != held {
		t.Errorf("the correction is %v", got)
	}
	w.put("maja", path("peter", "meetings", held, "summary"), map[string]any{"text": "Det går sådan."})
	if got := waiting("maja")["summary"]; got != nil {
		t.Errorf("written anew, %v still waits", got)
	}
}
