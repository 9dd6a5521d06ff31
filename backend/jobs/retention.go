package jobs

import (
	"context"
	"log/slog"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// retainEvery is how often it is asked whether the day has its run, by the machine's time: a clock
// that people moved is noticed as soon, and a run that was cut off goes on.
const retainEvery = 10 * time.Minute

// KeepRetention deletes what its time is over of, once each day until the context ends.
func KeepRetention(ctx context.Context, a *app.App, log *slog.Logger) {
	name := string(domain.NewID())
	every := time.NewTicker(retainEvery)
	defer every.Stop()
	for {
		if err := a.RunRetention(ctx, name); err != nil && ctx.Err() == nil {
			log.Error("what its time is over of could not all be deleted; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}
