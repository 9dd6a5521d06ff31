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

type caseloadOutput struct{ Body app.CaseloadList }

func (s *server) briefOperations(api huma.API) {
	handle(s, api, operation{id: "getBrief", method: "GET", path: "/plans/{plan}/brief", summary: "What to have in mind before meeting or calling the citizen"},
		func(ctx context.Context, in *briefInput) (*briefOutput, error) {
			brief, err := s.App.GetBrief(ctx, callerOf(ctx).Actor, in.Plan)
			return &briefOutput{brief}, err
		})
	handle(s, api, operation{id: "listCaseload", method: "GET", path: "/me/caseload", summary: "How many citizens I have, or each consultant of the team whose lead I am, against the norm"},
		func(ctx context.Context, _ *empty) (*caseloadOutput, error) {
			list, err := s.App.ListCaseload(ctx, callerOf(ctx).Actor)
			return &caseloadOutput{list}, err
		})
}
