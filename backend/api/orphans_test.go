package api_test

import (
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// What is refused after it was taken apart lies nowhere: nobody fills the disk with uploads
// that count for nothing, however often he tries. On both databases.
func TestARefusedUploadTakesNoRoom(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{Quota: 9000}, func(t *testing.T, w *world) {
		lie := func(what string, want int) {
			t.Helper()
			if got := len(w.files()); got != want {
				t.Errorf("%s: %d files lie there, want %d", what, got, want)
			}
		}
		voice, photo, key := newID(), newID(), newID()
		if r := w.record("peter", "peter", voice, "", w.recorded("opus.webm"), "Idempotency-Key", key); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		lie("one voice", 1)
		for range 3 {
			checkProblem(t, "another voice in its place", w.record("peter", "peter", voice, "", w.recorded("opus.ogg"), "Idempotency-Key", newID()), 422, domain.CodeKeyReused)
			if r := w.record("peter", "peter", voice, "", w.recorded("opus.webm"), "Idempotency-Key", newID()); r.Status != 200 {
				t.Errorf("the same under another key: %d %s", r.Status, r.Body)
			}
			checkProblem(t, "no room", w.record("peter", "peter", newID(), "", w.recorded("opus.webm")), 422, domain.CodeQuotaFull)
			checkProblem(t, "no room for a photo", w.send("peter", photo, testkit.Photo(t, 1600, 1200, 1), about(onto("g1"), "Kort")...), 422, domain.CodeQuotaFull)
		}
		lie("after all that was refused", 1)
		if n, err := w.Store.SweepFiles(t.Context(), domain.SystemClock{}.Now().AddDate(1, 0, 0)); n != 0 || err != nil {
			t.Errorf("%d are left to be swept, %v", n, err)
		}
	})
}
