package api_test

import (
	"strings"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// said gives a message as somebody sees it.
func (w *world) said(who, id string) map[string]any {
	w.t.Helper()
	for _, m := range w.page(who, "peter", "")["messages"].([]any) {
		if m := m.(map[string]any); m["id"] == id {
			return m
		}
	}
	w.t.Fatalf("%s does not see it", who)
	return nil
}

// TestAThankYouNeedsNoAnswer: one tap ends the wait and what climbs, once or twice the same;
// the citizen sees who read it; undone the wait goes on from where it began, and nobody is
// told twice.
func TestAThankYouNeedsNoAnswer(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.say("maja", "peter", "", "Hej")
		w.at("2026-11-30 09:00:00")
		thanks := w.say("peter", "peter", "", "Tak")
		mark := func(who string, undone bool) map[string]any {
			t.Helper()
			return w.put(who, path("peter", "messages", thanks, "no-answer"), map[string]any{"undone": undone})
		}
		mark("maja", false)
		mark("maja", false)
		if p := w.promise("peter"); p["expected_by"] != nil {
			t.Error("somebody waits")
		}
		if by, _ := w.said("peter", thanks)["no_answer"].(map[string]any); by == nil || by["by"] == nil {
			t.Errorf("Peter sees %v", w.said("peter", thanks))
		}
		w.at("2026-12-03 12:00:00")
		if got := w.told(); got != "" {
			t.Errorf("%q is told", got)
		}
		// What he writes after that waits, and what needs no answer does not.
		w.say("peter", "peter", "", "Hvornår ses vi?")
		if got := w.promise("peter")["waiting_since"]; got != "2026-12-03T11:00:00Z" {
			t.Errorf("waits since %v", got)
		}
		w.say("maja", "peter", "", "I morgen")
		w.say("peter", "peter", "", "Fint")
		mark("maja", true)
		mark("maja", true)
		if w.said("peter", thanks)["no_answer"] != nil {
			t.Error("undone, and it stands there")
		}
		actions := ""
		for _, d := range w.deeds("peter") {
			if strings.HasSuffix(d.Action, "_needed") {
				actions += d.Action + " "
			}
		}
		if actions != "no_answer_needed answer_needed " {
			t.Errorf("the log says %q", actions)
		}
	})
}

// TestWhoWasToldIsNotToldAgain where it is said too late that it needs no answer, and undone.
func TestWhoWasToldIsNotToldAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.say("maja", "peter", "", "Hej")
	w.at("2026-11-30 09:00:00")
	thanks := w.say("peter", "peter", "", "Tak")
	w.at("2026-12-01 10:00:00")
	if got := w.told(); got != "maja" {
		t.Fatalf("%q is told", got)
	}
	to := path("peter", "messages", thanks, "no-answer")
	w.put("maja", to, map[string]any{})
	w.put("maja", to, map[string]any{"undone": true})
	if got := w.told(); got != "maja" {
		t.Errorf("%q is told", got)
	}
	if got := w.promise("peter")["waiting_since"]; got != "2026-11-30T08:00:00Z" {
		t.Errorf("waits since %v", got)
	}
	w.at("2026-12-01 14:00:00")
	if got := w.told(); got != "maja jonas" {
		t.Errorf("%q is told", got)
	}
	// Corrected, it may well ask something.
	w.put("maja", to, map[string]any{})
	w.put("peter", path("peter", "messages", thanks, "text"), map[string]any{"text": "Tak. Hvornår ses vi?"})
	if got := w.promise("peter")["waiting_since"]; got == nil {
		t.Error("a question waits for nobody")
	}
	if r := w.as("maja").Do("PUT", path("peter", "messages", w.say("maja", "peter", "", "Hej igen"), "no-answer"), map[string]any{}); r.Status != 422 || r.Code() != string(domain.CodeInvalid) {
		t.Errorf("of her own: %d %s", r.Status, r.Body)
	}
}
