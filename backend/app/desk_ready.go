package app

import (
	"context"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/store"
)

// mostReady bounds how many rows are worked out ahead, so that they do not push out those that
// somebody asks for.
const mostReady = maxDeskRows / 2

// comesAgain is how long ago somebody was signed in who is counted on to come again: a session of
// the staff does not outlast the night, and a week is a holiday's length.
const comesAgain = 8 * 24 * time.Hour

// ReadyDesks works out the desks of whoever of the staff is at work before they ask: after a
// start, at a new day, and when something changed that is everybody's, a desk of hundreds would
// keep its owner waiting. It gives how many rows were worked out. Nobody reads anything by it,
// so no reading is logged.
func (a *App) ReadyDesks(ctx context.Context) (worked int, err error) {
	house, err := a.House(ctx)
	if err != nil {
		return 0, err
	}
	var seen []access.Actor
	if err := a.store.Read(ctx, func(tx *store.Tx) error {
		seen, err = tx.StaffSeen(a.clock.Now().Add(-comesAgain))
		return err
	}); err != nil {
		return 0, err
	}
	ready := 0
	for _, who := range seen {
		if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
			rows, anew, err := a.deskRows(tx, who, house)
			ready, worked = ready+len(rows), worked+anew
			return err
		}); err != nil || ready > mostReady {
			return worked, err
		}
	}
	return worked, nil
}
