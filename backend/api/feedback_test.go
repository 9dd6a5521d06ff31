package api_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Somebody at a workplace answers once without a sign-in; the citizen is told, alone reads
// it, and it is a strength when she says yes. On both databases.
func TestFeedbackIsAStrengthWhenTheCitizenSaysYes(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		ring := w.subscribe("peter")
		at := path("peter", "feedback", newID())
		asked := w.put("peter", at, map[string]any{"who": "Mogens"})
		if again := w.put("peter", at, map[string]any{"who": "Mogens"}); again["link"] != asked["link"] {
			t.Errorf("%v, then %v", asked, again)
		}
		code := codeOf(asked)
		if r := w.Anonymous(t).Do("POST", "/feedback/look", map[string]any{"code": code}); r.Status != 200 || r.JSON(t)["name"] != "Peter" {
			t.Errorf("%d %s", r.Status, r.Body)
		}
		checkProblem(t, "keep nothing", w.as("peter").Do("PUT", at+"/answer", map[string]any{"keep": true}), 422, domain.CodeNothingToAnswer)
		for _, text := range []string{" ", strings.Repeat("x", 501), "a\x00b"} {
			if r := w.Anonymous(t).Do("POST", "/feedback", map[string]any{"code": code, "text": text}); r.Status != 422 {
				t.Errorf("%.5q: %d %s", text, r.Status, r.Body)
			}
		}
		var given, refused atomic.Int64
		var all sync.WaitGroup
		for range 4 {
			c := w.Anonymous(t)
			all.Go(func() {
				switch r := c.Do("POST", "/feedback", map[string]any{"code": code, "text": "Han kan lappe en slange."}); r.Status {
				case 204:
					given.Add(1)
				case 404:
					refused.Add(1)
				default:
					t.Errorf("%d %s", r.Status, r.Body)
				}
			})
		}
		all.Wait()
		if given.Load() != 1 || refused.Load() != 3 {
			t.Errorf("%d given, %d refused", given.Load(), refused.Load())
		}
		if got := w.drained(ring)[ring]; len(got) != 1 {
			t.Errorf("Peter is woken %d times", len(got))
		}
		for _, who := range []string{"peter", "maja", "anette"} {
			if r := w.as(who).Do("GET", path("peter"), nil); strings.Contains(string(r.Body), "slange") {
				t.Errorf("%s is shown it before the yes", who)
			}
		}
		for range 2 {
			w.put("peter", at+"/answer", map[string]any{"keep": true})
		}
		n := 0
		for _, s := range w.plan("peter", "peter")["strengths"].([]any) {
			if strings.Contains(s.(map[string]any)["text"].(string), "Han kan lappe en slange. – Mogens") {
				n++
				if by := s.(map[string]any)["said_by"]; by != nil {
					t.Errorf("Mogens's words are said by %v", by)
				}
			}
		}
		if n != 1 {
			t.Errorf("it stands on the plan %d times", n)
		}
		checkProblem(t, "let go of what was kept", w.as("peter").Do("PUT", at+"/answer", map[string]any{"keep": false}), 409, domain.CodeAlreadyAnswered)
		late := w.put("peter", path("peter", "feedback", newID()), map[string]any{"who": "Mogens"})
		w.Clock.Move(14 * 24 * time.Hour)
		checkProblem(t, "too late", w.Anonymous(t).Do("POST", "/feedback", map[string]any{"code": codeOf(late), "text": "Godt"}), 404, domain.CodeInvitationWrong)
	})
}
