package jobs

import (
	"context"
	"log/slog"
	"time"

	"tavlen/backend/domain"
)

// Attentive is what goes over the plans by the rules of attention.
type Attentive interface {
	// Changed wakes when a plan was changed in this process; TakeChanged gives which.
	Changed() <-chan struct{}
	TakeChanged() []domain.ID
	Attend(ctx context.Context, plan domain.ID) error
	// DueRounds goes over up to so many plans that have something new to say by now, Rounds
	// over all of them.
	DueRounds(ctx context.Context, limit int) (int, error)
	Rounds(ctx context.Context) (int, error)
}

const (
	// dueEvery is how often it is asked what became due by the clock alone: a deputy is told
	// half a minute late at most.
	dueEvery = 30 * time.Second
	dueMost  = 200
	// roundsFrom is the hour in Copenhagen from which all plans are gone over anew each day.
	roundsFrom = 4
)

// Attend goes over a plan after each change of it, over those that are due, and nightly over
// all of them, until the context ends. It begins with all: another version's rules, or a
// change that a killed process did not get to.
func Attend(ctx context.Context, a Attentive, clock domain.Clock, log *slog.Logger) {
	every := time.NewTicker(dueEvery)
	defer every.Stop()
	var done domain.Date // the day of the last rounds
	for {
		now := clock.Now().In(domain.Copenhagen)
		today := domain.DateOf(now)
		if done == "" || done != today && now.Hour() >= roundsFrom {
			if n, err := a.Rounds(ctx); err == nil {
				done = today
				log.Debug("went over all plans", "plans", n)
			} else if ctx.Err() == nil {
				log.Error("the rules of attention could not go over all plans", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-a.Changed():
			for _, plan := range a.TakeChanged() {
				if err := a.Attend(ctx, plan); err != nil && ctx.Err() == nil {
					log.Error("the rules of attention could not go over a plan", "plan", plan, "error", err)
				}
			}
		case <-every.C:
			if _, err := a.DueRounds(ctx, dueMost); err != nil && ctx.Err() == nil {
				log.Error("the rules of attention could not go over the plans that are due", "error", err)
			}
		}
	}
}
