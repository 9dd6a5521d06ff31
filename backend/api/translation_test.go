package api_test

import (
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// A person's translation stands beside the words, sent with them or later, and the words
// stay as they were. A machine's gives way to it; a correction takes it away.
func TestATranslationStandsBesideTheWords(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		const (
			danish    = "Tolken kommer på torsdag."
			ukrainian = "Перекладач прийде в четвер."
		)
		message := func(who, id string) map[string]any {
			t.Helper()
			for _, m := range w.page(who, "daryna", "")["messages"].([]any) {
				if m := m.(map[string]any); m["id"] == id {
					return m
				}
			}
			t.Fatalf("%s does not see %s", who, id)
			return nil
		}
		sent := newID()
		w.put("ingrid", path("daryna", "messages", sent), map[string]any{"text": danish, "translation": map[string]any{"lang": "uk", "text": " " + ukrainian + " "}})
		for _, who := range []string{"daryna", "ingrid"} {
			m := message(who, sent)
			if tr := m["translation"].(map[string]any); m["text"] != danish || tr["text"] != ukrainian || tr["lang"] != "uk" || tr["by"] != string(demo.PersonID("ingrid")) || tr["at"] != w.Clock.Now().Format(time.RFC3339) || tr["machine"] != nil {
				t.Errorf("%s sees %v", who, m)
			}
		}

		// Hers had a machine's; the interpreter's takes its place, once however often it is sent.
		hers := string(demo.ID("daryna", "db3"))
		at := path("daryna", "messages", hers, "translation")
		words := map[string]any{"lang": "da", "text": "Er der en tolk med på torsdag?"}
		rings, key := w.alerts("daryna", hers), newID()
		first := w.put("ingrid", at, words, "Idempotency-Key", key)
		w.Clock.Move(time.Minute)
		for _, key := range []string{key, newID()} {
			if again := w.put("ingrid", at, words, "Idempotency-Key", key); again["at"] != first["at"] {
				t.Errorf("again with %s: %v, at first %v", key, again, first)
			}
		}
		if tr := message("daryna", hers)["translation"].(map[string]any); tr["text"] != words["text"] || tr["machine"] != nil {
			t.Errorf("she sees %v", tr)
		}
		if w.alerts("daryna", hers) != rings {
			t.Error("a translation rings")
		}

		checkProblem(t, "the citizen", w.as("daryna").Do("PUT", at, words), 403, domain.CodeForbidden)
		checkProblem(t, "the citizen with her words", w.as("daryna").Do("PUT", path("daryna", "messages", newID()), map[string]any{"text": "Так", "translation": map[string]any{"lang": "da", "text": "Ja"}}), 403, domain.CodeForbidden)
		for what, body := range map[string]map[string]any{
			"no language": {"lang": "", "text": "Ja"}, "no such language": {"lang": "DA1", "text": "Ja"}, "no words": {"lang": "da", "text": " \n"}, "too much": {"lang": "da", "text": strings.Repeat("x", 4001)},
		} {
			checkProblem(t, what, w.as("ingrid").Do("PUT", at, body), 422, domain.CodeInvalid)
		}
		if tr := message("ingrid", hers)["translation"].(map[string]any); tr["text"] != words["text"] {
			t.Errorf("after what was refused: %v", tr)
		}

		w.put("ingrid", path("daryna", "messages", sent, "text"), map[string]any{"text": "Tolken kommer på fredag."})
		if m := message("daryna", sent); m["translation"] != nil {
			t.Errorf("of what is no longer said: %v", m)
		}
		gone := newID()
		w.put("ingrid", path("daryna", "messages", gone), map[string]any{"text": "Fejl"})
		w.put("ingrid", path("daryna", "messages", gone, "recall"), map[string]any{})
		checkProblem(t, "of what was taken back", w.as("ingrid").Do("PUT", path("daryna", "messages", gone, "translation"), words), 409, domain.CodeRecalled)
	})
}
