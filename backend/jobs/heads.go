package jobs

import (
	"context"
	"log/slog"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// headEvery is how often it is asked whether the day has its head, by the machine's time: a
// clock that people moved is noticed as soon.
const headEvery = 10 * time.Minute

// KeepHeads writes the audit's head of each day until the context ends, at once where the day
// has none yet.
func KeepHeads(ctx context.Context, s *store.Store, log *slog.Logger) {
	every := time.NewTicker(headEvery)
	defer every.Stop()
	for {
		WriteHead(ctx, s, log)
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// WriteHead writes the day's head where it is still to be written. It is said in the log, too,
// so that whoever keeps the log elsewhere keeps the head.
func WriteHead(ctx context.Context, s *store.Store, log *slog.Logger) {
	head, written, err := s.WriteHead(ctx)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		log.Error("the audit's head of the day could not be written outside the database; mend TAVLEN_LEDGER_DIR, it is tried again", "error", err)
	case written:
		log.Info("audit head", "n", head.N, "day", string(head.Day), "at", time.UnixMilli(head.At).In(domain.Copenhagen).Format(time.RFC3339), "deeds", head.Deeds, "root", head.Root)
	}
}
