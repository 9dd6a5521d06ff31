package jobs_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"tavlen/backend/jobs"
)

// ASVS V16.5.4: a worker that panics is begun anew, and the log says where it happened and
// nothing of what somebody wrote.
func TestAWorkerThatPanicsIsBegunAnew(t *testing.T) {
	var said bytes.Buffer
	begun := 0
	jobs.Keep(t.Context(), slog.New(slog.NewJSONHandler(&said, nil)), "the worker", time.Millisecond, func(context.Context) {
		begun++
		if begun == 1 {
			panic("Kære Maja, jeg drak i går")
		}
		if begun == 2 {
			few := make([]int, begun)
			_ = few[begun]
		}
	})
	if begun != 3 {
		t.Errorf("begun %d times", begun)
	}
	for _, want := range []string{"the worker", "index out of range", "keep_test.go"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("the log does not say %q: %s", want, &said)
		}
	}
	if strings.Contains(said.String(), "Maja") {
		t.Errorf("the log holds what somebody wrote: %s", &said)
	}
}

// While it rests it ends with the program.
func TestAWorkerThatRestsEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	jobs.Keep(ctx, slog.New(slog.DiscardHandler), "the worker", time.Hour, func(context.Context) {
		cancel()
		panic("once")
	})
}
