package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// operation is one thing that someone did: when, what (for an error's text), and the use
// case that does it again.
type operation struct {
	at   time.Time
	what string
	run  func(context.Context, *app.App) error
}

// Load fills an empty installation with a set: everything happens again in the order of
// its times, each through its use case and by the one who did it, with a clock that
// stands at the time it happened. Nobody is notified of the past. Only the files' own
// plan changes are made. Reminders of the meetings still to come are promised at the end,
// by the clock of a. An error leaves the installation half filled: throw it away.
func Load(ctx context.Context, a *app.App, set *Set) error {
	if err := a.SetHouse(ctx, app.House{Municipality: set.Municipality, Departments: set.Departments}); err != nil {
		return err
	}
	for _, op := range set.timeline() {
		then := a.At(domain.ClockFunc(func() time.Time { return op.at }))
		if err := op.run(ctx, then); err != nil {
			return fmt.Errorf("replaying %s of %s: %w", op.what, op.at.In(domain.Copenhagen).Format(time.RFC3339), err)
		}
	}
	for _, c := range set.Cases {
		if err := a.RemindAll(ctx, c.Plan); err != nil {
			return fmt.Errorf("promising the reminders of %s: %w", c.Key, err)
		}
	}
	return nil
}

// timeline lists what happened in all cases, oldest first; what happened at one time
// stays in the order in which one thing needs another.
func (s *Set) timeline() []operation {
	var cases []operation
	for i := range s.Cases {
		cases = append(cases, newStory(s, &s.Cases[i]).tell()...)
	}
	first := s.Anchor
	for _, op := range cases {
		if op.at.Before(first) {
			first = op.at
		}
	}
	var ops []operation
	for _, p := range s.Staff {
		ops = append(ops, operation{first, "the arrival of " + p.Key, func(ctx context.Context, a *app.App) error {
			return a.AddStaff(ctx, p.Person)
		}})
	}
	ops = append(ops, cases...)
	slices.SortStableFunc(ops, func(x, y operation) int { return x.at.Compare(y.at) })
	return ops
}
