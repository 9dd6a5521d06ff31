package jobs_test

import (
	"context"
	"log/slog"
	"testing"

	"tavlen/backend/jobs"
)

type desks chan struct{}

func (d desks) ReadyDesks(context.Context) (int, error) { d <- struct{}{}; return 1, nil }

// The desks are made ready as soon as the program starts, and no goroutine is left behind.
func TestReadyDesks(t *testing.T) {
	d := make(desks)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		jobs.ReadyDesks(ctx, d, slog.New(slog.DiscardHandler))
	}()
	<-d
	cancel()
	<-ended
}
