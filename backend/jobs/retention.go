package jobs

import (
	"context"
	"errors"
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
	r := NewRetainer(a, log)
	every := time.NewTicker(retainEvery)
	defer every.Stop()
	for {
		r.Once(ctx)
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// Retainer runs the day's run in the name of one process.
type Retainer struct {
	app  *app.App
	name string
	log  *slog.Logger
	// said is the day of the run of which the log was told last that it waits.
	said domain.Date
}

// NewRetainer gives one for this process.
func NewRetainer(a *app.App, log *slog.Logger) *Retainer {
	return &Retainer{app: a, name: string(domain.NewID()), log: log}
}

// Once does today's run where it is still to be done. A run that waits for a person's word is an
// error in the log once a day.
func (r *Retainer) Once(ctx context.Context) {
	err := r.app.RunRetention(ctx, r.name)
	var waits *app.RetentionWaits
	switch {
	case err == nil || ctx.Err() != nil:
	case errors.As(err, &waits):
		if r.said != waits.Day {
			r.said = waits.Day
			r.log.Error("nothing is deleted by its time until somebody says that the clock is right", "error", err)
		}
	default:
		r.log.Error("what its time is over of could not all be deleted; it is tried again", "error", err)
	}
}
