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
	// unsentOlder is how long a photo or a voice waits for its message: longer than any phone
	// is without net.
	unsentOlder = 90 * 24 * time.Hour
)

// Sweep removes, now and then daily until the context ends, the files that a cut-off write
// left behind, and what colleagues were asked when its time is over.
func Sweep(ctx context.Context, s *store.Store, log *slog.Logger) {
	every := time.NewTicker(sweepEvery)
	defer every.Stop()
	for {
		if _, err := s.SweepEnclosures(ctx, unsentOlder); err != nil && ctx.Err() == nil {
			log.Error("what no message carries could not be swept", "error", err)
		}
		if _, err := s.SweepSparring(ctx); err != nil && ctx.Err() == nil {
			log.Error("what colleagues were asked could not be deleted when its time was over", "error", err)
		}
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
