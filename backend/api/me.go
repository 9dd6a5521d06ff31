package api

import (
	"cmp"
	"context"
	"errors"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
	"tavlen/backend/store"
)

type empty struct{}

// none is a body that holds nothing: {}.
type none struct {
	Body struct{}
}

type meOutput struct{ Body app.Me }

// Request keeps the request an operation was called with, for its cookies and address.
type Request struct{ c *fiber.Ctx }

// Resolve keeps it; huma calls this.
func (r *Request) Resolve(ctx huma.Context) []error {
	r.c = humafiber.UnwrapV2(ctx)
	return nil
}

type signInInput struct {
	Request
	Body struct {
		Code   string `json:"code" minLength:"1" maxLength:"64" doc:"the last part of /ind/{code}, or a spoken code"`
		Device string `json:"device,omitempty" maxLength:"200" doc:"what the person calls the phone"`
	}
}

type signOutInput struct{ Request }

type endedOutput struct {
	Body struct {
		Ended         int  `json:"ended" doc:"how many other sessions were ended"`
		CalendarEnded bool `json:"calendar_ended" doc:"whether the address of the calendar feed was closed"`
	}
}

func (s *server) meOperations(api huma.API) {
	handle(s, api, operation{id: "createSession", method: "POST", path: "/session", summary: "Sign in with a one-time code", status: 200}, s.createSession)
	handle(s, api, operation{id: "endSession", method: "DELETE", path: "/session", summary: "Sign out", status: 204}, s.endSession)
	handle(s, api, operation{id: "endOtherSessions", method: "POST", path: "/session/end-others", summary: "Sign out everywhere else"}, s.endOtherSessions)
	handle(s, api, operation{id: "listSessions", method: "GET", path: "/sessions", summary: "Where one is signed in"}, s.listSessions)
	handle(s, api, operation{id: "endOneSession", method: "DELETE", path: "/sessions/{session}", summary: "Sign out on one of one's devices", status: 204}, s.endOneSession)
	handle(s, api, operation{id: "getMe", method: "GET", path: "/me", summary: "Who is signed in"}, s.getMe)
}

func (s *server) createSession(ctx context.Context, in *signInInput) (*meOutput, error) {
	// A link has 128 bits: nobody guesses one, so nobody is kept from using his. The brake
	// is for the short codes that are read out.
	wrong := false
	if guessable := !domain.ID(in.Body.Code).Valid(); guessable {
		end, wait := s.tries.begin(s.clientIP(in.c))
		if end == nil {
			return nil, &domain.Error{Code: domain.CodeTooManyTries, Detail: "Der er prøvet for mange gange. Vent lidt, og prøv igen.", RetryAfter: wait}
		}
		defer func() { end(wrong) }()
	}
	former := signin.Tokens{Token: in.c.Cookies(cookieToken), Renew: in.c.Cookies(cookieRenew)}
	actor, session, tokens, err := s.Signin.SignIn(ctx, in.Body.Code, signin.CleanDevice(cmp.Or(in.Body.Device, signin.DeviceOf(in.c.Get(fiber.HeaderUserAgent)))), former)
	if err != nil {
		wrong = errors.Is(err, domain.ErrCodeWrong)
		return nil, err
	}
	me, err := s.me(ctx, actor, session)
	if err != nil {
		return nil, err
	}
	hand(in.c, s.cookies(tokens))
	return &meOutput{me}, nil
}

func (s *server) endSession(ctx context.Context, in *signOutInput) (*empty, error) {
	if err := s.Signin.SignOut(ctx, callerOf(ctx).Actor); err != nil {
		return nil, err
	}
	hand(in.c, gone())
	return &empty{}, nil
}

func (s *server) endOtherSessions(ctx context.Context, _ *none) (*endedOutput, error) {
	out, actor := &endedOutput{}, callerOf(ctx).Actor
	var err error
	if out.Body.Ended, err = s.Signin.SignOutOthers(ctx, actor); err != nil {
		return out, err
	}
	out.Body.CalendarEnded, err = s.App.EndCalendarFeed(ctx, actor)
	return out, err
}

func (s *server) getMe(ctx context.Context, _ *empty) (*meOutput, error) {
	who := callerOf(ctx)
	me, err := s.me(ctx, who.Actor, who.session)
	return &meOutput{me}, err
}

func (s *server) me(ctx context.Context, actor access.Actor, session store.Session) (app.Me, error) {
	me, err := s.App.GetMe(ctx, actor)
	me.Session = app.SessionRef{ID: session.ID, CreatedAt: session.CreatedAt, ExpiresAt: session.ExpiresAt, OpenedBy: session.OpenedBy, AuthAt: session.AuthAt}
	return me, err
}
