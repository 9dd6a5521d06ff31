package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type weekInput struct {
	Day domain.Date `query:"day" maxLength:"10" doc:"any day of the week, in Copenhagen; left out it is today"`
}

type weekOutput struct{ Body app.Week }

func (s *server) weekOperations(api huma.API) {
	handle(s, api, operation{id: "getWeek", method: "GET", path: "/me/week", summary: "My week over all the citizens I work with: meetings, calls, and what falls due"},
		func(ctx context.Context, in *weekInput) (*weekOutput, error) {
			week, err := s.App.GetWeek(ctx, callerOf(ctx).Actor, in.Day)
			return &weekOutput{week}, err
		})
}
