package jobs_test

import (
	"bytes"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// A run that waits for a person's word is an error in the log once a day, however often it is asked.
func TestARunThatWaitsIsSaidOnceADay(t *testing.T) {
	t.Parallel()
	clock := testkit.NewClock(testkit.Anchor)
	s := testkit.OpenStoreWith(t, filepath.Join(t.TempDir(), "tavlen.db"), filepath.Join(t.TempDir(), "files"), clock)
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.NewDataKey(domain.NewID()) }); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r := jobs.NewRetainer(app.New(app.Options{Store: s, Clock: clock, Log: testkit.Quiet()}), slog.New(slog.NewTextHandler(&out, nil)))
	for day, want := range []int{0, 1, 2} {
		if day == 1 {
			clock.Move(6 * 365 * 24 * time.Hour)
		}
		for range 3 {
			r.Once(t.Context())
		}
		if n := strings.Count(out.String(), "level=ERROR"); n != want {
			t.Errorf("day %d: said %d times, want %d: %s", day, n, want, out.String())
		}
		clock.Move(24 * time.Hour)
	}
	if !strings.Contains(out.String(), "tavlen retention resume") {
		t.Error(out.String())
	}
}
