package api

import (
	"context"
	"errors"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/domain"
)

type pinInput struct {
	Request
	Body struct {
		PIN string `json:"pin" minLength:"1" maxLength:"12" doc:"six digits"`
	}
}

func (s *server) pinOperations(api huma.API) {
	handle(s, api, operation{id: "putPin", method: "PUT", path: "/session/pin", summary: "Choose the PIN of this phone", status: 204}, s.putPin)
	handle(s, api, operation{id: "checkPin", method: "POST", path: "/session/pin/check", summary: "Show with the PIN that it is her", status: 204}, s.checkPin)
	handle(s, api, operation{id: "removePin", method: "DELETE", path: "/session/pin", summary: "Take the PIN of this phone away", status: 204}, s.removePin)
}

func (s *server) putPin(ctx context.Context, in *pinInput) (*empty, error) {
	who := callerOf(ctx)
	if err := s.Signin.PutPIN(ctx, who.Actor, in.Body.PIN); err != nil {
		return nil, err
	}
	return &empty{}, s.App.Strengthened(ctx, who.Actor)
}

func (s *server) checkPin(ctx context.Context, in *pinInput) (*empty, error) {
	err := s.Signin.CheckPIN(ctx, callerOf(ctx).Actor, in.Body.PIN)
	if errors.Is(err, domain.ErrSessionEnded) {
		hand(in.c, gone())
	}
	return &empty{}, err
}

func (s *server) removePin(ctx context.Context, _ *empty) (*empty, error) {
	return &empty{}, s.Signin.RemovePIN(ctx, callerOf(ctx).Actor)
}
