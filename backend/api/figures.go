package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
)

type figuresInput struct {
	From string `query:"from" maxLength:"40" doc:"the first month of a calendar quarter that is over, as 2026-07; left out: the last one"`
	To   string `query:"to" maxLength:"40" doc:"the last month of it, as 2026-09"`
}

type figuresOutput struct{ Body app.Figures }

func (s *server) figuresOperations(api huma.API) {
	handle(s, api, operation{id: "getFigures", method: "GET", path: "/me/figures", summary: "The figures of the teams that I lead: counts and delays, of no group smaller than five"},
		func(ctx context.Context, in *figuresInput) (*figuresOutput, error) {
			figures, err := s.App.GetFigures(ctx, callerOf(ctx).Actor, in.From, in.To)
			return &figuresOutput{figures}, err
		})
}
