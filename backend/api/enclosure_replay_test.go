package api_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// A voice that was sent, and its message, are there once and answered alike though the phone
// sends both again after half a minute, a day and 40 days: under the key it had, and under a
// new one. Another voice under its name is refused, and the first still sounds. On both
// databases.
func TestAReplayedVoiceIsOneVoice(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		enclosure, message, voice := newID(), newID(), w.recorded("opus.webm")
		first, second := newID(), newID()
		at, body := path("peter", "messages", message), map[string]any{"text": "", "attachment": enclosure, "kind": "voice"}
		upload := func(key string) testkit.Response {
			return w.record("peter", "peter", enclosure, "", voice, "Idempotency-Key", key)
		}
		send := func(key string) testkit.Response { return w.as("peter").Do("PUT", at, body, "Idempotency-Key", key) }
		uploaded, sent := upload(first), send(second)
		if uploaded.Status != 200 || sent.Status != 200 {
			t.Fatalf("%d %s, %d %s", uploaded.Status, uploaded.Body, sent.Status, sent.Body)
		}
		for _, wait := range []time.Duration{31 * time.Second, 25 * time.Hour, 40 * 24 * time.Hour} {
			w.Clock.Move(wait)
			delete(w.clients, "maja") // no session at a desk lasts so long
			if got := upload(first); string(got.Body) != string(uploaded.Body) {
				t.Errorf("the voice after %v: %d %s, first %s", wait, got.Status, got.Body, uploaded.Body)
			}
			if got := upload(newID()); got.Status != 200 {
				t.Errorf("the voice under a new key after %v: %d %s", wait, got.Status, got.Body)
			}
			for _, key := range []string{second, newID()} {
				if got := send(key); string(got.Body) != string(sent.Body) {
					t.Errorf("the message after %v: %d %s, first %s", wait, got.Status, got.Body, sent.Body)
				}
			}
			checkProblem(t, "another voice under its name", w.record("peter", "peter", enclosure, "", w.recorded("opus.ogg"), "Idempotency-Key", newID()), 422, domain.CodeKeyReused)
			n := 0
			for _, m := range w.page("maja", "peter", "?limit=100")["messages"].([]any) {
				if a, _ := m.(map[string]any)["attachment"].(map[string]any); a["id"] == enclosure {
					n++
				}
			}
			if files := w.files(); n != 1 || len(files) != 1 || w.alerts("maja", message) != 1 {
				t.Errorf("after %v: %d messages, %d files, %d alerts", wait, n, len(files), w.alerts("maja", message))
			}
			if r := w.as("maja").Do("GET", path("peter", "attachments", enclosure, "content"), nil); r.Status != 200 || len(r.Body) == 0 {
				t.Errorf("after %v it sounds no more: %d", wait, r.Status)
			}
		}
	})
}
