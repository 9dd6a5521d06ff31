package jobs

import (
	"context"
	"log/slog"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// How often files without an owner are swept, and how old they must be: far older than any
// write under way, since a file comes before its row. Both are the machine's time, as the
// files' own.
const (
	sweepEvery = 24 * time.Hour
	sweepOlder = 24 * time.Hour
)

// Sweep removes, now and then daily until the context ends, the files that a cut-off write
// left behind.
func Sweep(ctx context.Context, s *store.Store, log *slog.Logger) {
	every := time.NewTicker(sweepEvery)
	defer every.Stop()
	for {
		n, err := s.SweepFiles(ctx, domain.SystemClock{}.Now().Add(-sweepOlder))
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			log.Error("files without an owner could not be swept", "error", err)
		case n > 0:
			log.Info("swept files that no picture owns", "files", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}
