package api_test

import (
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// What a citizen says about meetings lies on the desk with the time by which an answer is
// expected: two hours of the consultant's own working time later (requirement B5).
func TestWhatIsSaidAboutMeetingsWaitsOnTheDesk(t *testing.T) {
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
