package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type briefInput struct {
	Plan domain.ID `path:"plan"`
}

type briefOutput struct{ Body app.Brief }

func (s *server) briefOperations(api huma.API) {
	handle(s, api, operation{id: "getBrief", method: "GET", path: "/plans/{plan}/brief", summary: "What to have in mind before meeting or calling the citizen"},
		func(ctx context.Context, in *briefInput) (*briefOutput, error) {
			brief, err := s.App.GetBrief(ctx, callerOf(ctx).Actor, in.Plan)
			return &briefOutput{brief}, err
		})
}
