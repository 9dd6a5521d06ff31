package api

import (
	"context"
	"time"

	"tavlen/backend/domain"
)

// sessionView is one device on which somebody is signed in. Nothing here tells where it is,
// or whether it is in use right now.
type sessionView struct {
	ID        domain.ID `json:"id"`
	Device    string    `json:"device,omitempty" doc:"what the person calls it, or what it calls itself; left out where it does not say"`
	CreatedAt time.Time `json:"created_at" doc:"when somebody signed in on it"`
	SeenOn    string    `json:"seen_on" format:"date" doc:"the day, in Copenhagen, on which it was last heard of"`
	Current   bool      `json:"current,omitempty" doc:"the one that asks"`
	New       bool      `json:"new,omitempty" doc:"it was new to the person when somebody signed in on it, less than a week ago"`
}

type sessionsOutput struct {
	Body struct {
		Sessions []sessionView `json:"sessions"`
	}
}

type oneSessionInput struct {
	Session domain.ID `path:"session"`
}

func (s *server) listSessions(ctx context.Context, _ *empty) (*sessionsOutput, error) {
	actor := callerOf(ctx).Actor
	mine, err := s.Signin.Mine(ctx, actor)
	if err != nil {
		return nil, err
	}
	out := &sessionsOutput{}
	out.Body.Sessions = make([]sessionView, 0, len(mine))
	for _, m := range mine {
		out.Body.Sessions = append(out.Body.Sessions, sessionView{ID: m.ID, Device: m.Device, CreatedAt: m.CreatedAt, SeenOn: string(domain.DateOf(m.SeenAt)), Current: m.ID == actor.Session, New: m.IsNew(s.Clock.Now())})
	}
	return out, nil
}

func (s *server) endOneSession(ctx context.Context, in *oneSessionInput) (*empty, error) {
	return &empty{}, s.Signin.SignOutOne(ctx, callerOf(ctx).Actor, in.Session)
}
