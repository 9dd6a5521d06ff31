package api_test

import (
	"strconv"
	"testing"
	"time"

	"tavlen/backend/api"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// One person's writes and readings have budgets of their own, shared by all his phones;
// nobody else's are touched, what is refused changes nothing, and time gives them back.
func TestABudgetIsAPersons(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{Writes: api.Budget{Burst: 3, PerSecond: 0.1}, Reads: api.Budget{Burst: 20, PerSecond: 1}})
	second := w.SignIn(t, demo.PersonID("peter"))
	etag := w.rev("peter", "peter")
	note := func(c *testkit.Client, i int) testkit.Response {
		return c.Do("PUT", path("peter", "steps", id("g1s5")), map[string]any{"note": "Note " + strconv.Itoa(i)}, "If-Match", etag, "Idempotency-Key", string(domain.NewID()))
	}
	accepted(t, note(w.as("peter"), 1))
	etag = w.rev("peter", "peter")
	accepted(t, note(second, 2))
	etag = w.rev("peter", "peter")
	accepted(t, note(w.as("peter"), 3))
	etag = w.rev("peter", "peter")
	w.unchanged("a write beyond the budget", func() {
		for _, c := range []*testkit.Client{w.as("peter"), second} {
			r := note(c, 4)
			checkProblem(t, "a write beyond the budget", r, 429, domain.CodeRateLimited)
			if r.Header.Get("Retry-After") != "10" {
				t.Errorf("Retry-After %q", r.Header.Get("Retry-After"))
			}
		}
	})
	accepted(t, w.write("maja", "steps", id("g1s5"), map[string]any{"text": "Majas ord", "why": "Aftalt"}))
	w.Clock.Move(10 * time.Second)
	accepted(t, note(second, 5))
	etag = w.rev("peter", "peter")
	if r := note(second, 6); r.Code() != string(domain.CodeRateLimited) {
		t.Errorf("more came back than time has given: %d %s", r.Status, r.Body)
	}
	w.Clock.Move(-time.Hour) // a clock that is put back gives nothing and takes nothing
	if r := note(second, 7); r.Code() != string(domain.CodeRateLimited) {
		t.Errorf("a clock that was put back gave something: %d %s", r.Status, r.Body)
	}
	w.Clock.Move(time.Hour + 10*time.Second)
	accepted(t, note(second, 8))

	w.Clock.Move(time.Minute)
	last := testkit.Response{}
	for range 21 {
		if last = w.as("peter").Do("GET", path("peter"), nil, "If-None-Match", `"x"`); last.Status != 200 {
			break
		}
	}
	checkProblem(t, "a reading beyond the budget", last, 429, domain.CodeRateLimited)
	checkProblem(t, "a stream beyond the budget", w.as("peter").Do("GET", "/stream", nil), 429, domain.CodeRateLimited)
	if r := w.as("peter").Do("DELETE", "/session", nil); r.Status >= 300 {
		t.Errorf("who has spent everything cannot sign out: %d %s", r.Status, r.Body)
	}
	if r := second.Do("GET", path("peter"), nil); r.Status != 429 {
		t.Errorf("another phone of the same person: %d", r.Status)
	}
	w.Clock.Move(time.Second)
	if r := second.Do("GET", path("peter"), nil); r.Status != 200 {
		t.Errorf("after the time that was said: %d %s", r.Status, r.Body)
	}
}

// What a phone brings home from three days without net is far within the budget.
func TestAnOfflineWeekendIsWithinTheBudget(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for i := range 120 {
		r := w.as("peter").Do("PUT", path("peter", "messages", string(domain.NewID())), map[string]any{"text": "Besked " + strconv.Itoa(i)})
		if r.Status != 200 {
			t.Fatalf("message %d: %d %s", i, r.Status, r.Body)
		}
	}
}
