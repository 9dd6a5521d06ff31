package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

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

type meOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      app.Me
}

type signInInput struct {
	ctx  huma.Context
	Body struct {
		Code   string `json:"code" minLength:"1" maxLength:"64" doc:"the last part of /ind/{code}, or a spoken code"`
		Device string `json:"device,omitempty" maxLength:"200" doc:"what the person calls the phone"`
	}
}

// Resolve keeps the request, whose address the brake on guessing needs.
func (i *signInInput) Resolve(ctx huma.Context) []error {
	i.ctx = ctx
	return nil
}

type cookiesOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

type endedOutput struct {
	Body struct {
		Ended int `json:"ended" doc:"how many other sessions were ended"`
	}
}

func (s *server) meOperations(api huma.API) {
	handle(s, api, operation{id: "createSession", method: "POST", path: "/session", summary: "Sign in with a one-time code", status: 200}, s.createSession)
	handle(s, api, operation{id: "endSession", method: "DELETE", path: "/session", summary: "Sign out", status: 204}, s.endSession)
	handle(s, api, operation{id: "endOtherSessions", method: "POST", path: "/session/end-others", summary: "Sign out everywhere else"}, s.endOtherSessions)
	handle(s, api, operation{id: "getMe", method: "GET", path: "/me", summary: "Who is signed in"}, s.getMe)
}

func (s *server) createSession(ctx context.Context, in *signInInput) (*meOutput, error) {
	ip := s.clientIP(humafiber.UnwrapV2(in.ctx))
	if ok, wait := s.tries.allowed(ip); !ok {
		return nil, &domain.Error{Code: domain.CodeTooManyTries, Detail: "Der er prøvet for mange gange. Vent lidt, og prøv igen.", RetryAfter: wait}
	}
	actor, session, tokens, err := s.Signin.SignIn(ctx, in.Body.Code, signin.CleanDevice(in.Body.Device))
	if err != nil {
		if errors.Is(err, domain.ErrCodeWrong) {
			s.tries.wrong(ip)
		}
		return nil, err
	}
	me, err := s.me(ctx, actor, session)
	if err != nil {
		return nil, err
	}
	return &meOutput{SetCookie: s.cookies(tokens), Body: me}, nil
}

func (s *server) endSession(ctx context.Context, _ *empty) (*cookiesOutput, error) {
	if err := s.Signin.SignOut(ctx, callerOf(ctx).Actor); err != nil {
		return nil, err
	}
	return &cookiesOutput{SetCookie: gone()}, nil
}

func (s *server) endOtherSessions(ctx context.Context, _ *none) (*endedOutput, error) {
	n, err := s.Signin.SignOutOthers(ctx, callerOf(ctx).Actor)
	out := &endedOutput{}
	out.Body.Ended = n
	return out, err
}

func (s *server) getMe(ctx context.Context, _ *empty) (*meOutput, error) {
	who := callerOf(ctx)
	me, err := s.me(ctx, who.Actor, who.session)
	return &meOutput{Body: me}, err
}

func (s *server) me(ctx context.Context, actor access.Actor, session store.Session) (app.Me, error) {
	me, err := s.App.GetMe(ctx, actor)
	me.Session = app.SessionRef{ID: session.ID, CreatedAt: session.CreatedAt, ExpiresAt: session.ExpiresAt}
	return me, err
}
