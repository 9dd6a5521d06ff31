package api

import (
	"context"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/live"
	"tavlen/backend/signin"
)

// askAgain is when a session is looked at again that could not be asked about just now.
const askAgain = 5 * time.Second

// Watchers gives the stream hub the two questions it asks: how far a plan has come for
// whoever holds a session, and whether that session still lives. A deputy's window may
// begin, and it or a contact's time run out, before the session does; then it is to be
// asked again.
func Watchers(a *app.App, s *signin.Service, clock domain.Clock) (live.Cursor, live.Alive) {
	cursor := func(ctx context.Context, _, session, plan domain.ID) (string, bool) {
		actor, err := s.Actor(ctx, session)
		if err != nil {
			return "", false
		}
		w, err := a.Watch(ctx, actor, plan)
		return w.Rev, err == nil
	}
	alive := func(ctx context.Context, session domain.ID) (time.Time, bool) {
		until, lives, err := s.Alive(ctx, session)
		if err != nil {
			return clock.Now().Add(askAgain), true
		}
		if !lives {
			return until, false
		}
		actor, err := s.Actor(ctx, session)
		if err != nil {
			return until, true
		}
		if next, err := a.NextChange(ctx, actor); err == nil && !next.IsZero() && next.Before(until) {
			until = next
		}
		return until, true
	}
	return cursor, alive
}
