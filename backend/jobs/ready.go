package jobs

import (
	"context"
	"log/slog"
	"time"
)

// readyEvery is how often it is asked whether the desks stand ready, by the machine's time: for
// so long at most a change that is everybody's makes desks slow to open.
const readyEvery = 30 * time.Second

// Desks is what works out the desks of those who are at work, and gives how many rows it was.
type Desks interface {
	ReadyDesks(ctx context.Context) (worked int, err error)
}

// ReadyDesks keeps the desks ready until the context ends, from the start on.
func ReadyDesks(ctx context.Context, d Desks, log *slog.Logger) {
	every := time.NewTicker(readyEvery)
	defer every.Stop()
	for {
		switch worked, err := d.ReadyDesks(ctx); {
		case ctx.Err() != nil:
			return
		case err != nil:
			log.Error("the desks could not be made ready; whoever opens hers waits a little longer", "error", err)
		case worked > 0:
			log.Debug("made desks ready", "rows", worked)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}
