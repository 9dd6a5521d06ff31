package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type historyInput struct {
	Plan   domain.ID `path:"plan"`
	Before string    `query:"before" maxLength:"64" doc:"the page's own before; left out: the newest"`
	PurposeInput
}

type historyOutput struct{ Body app.History }

type versionInput struct {
	Plan  domain.ID `path:"plan"`
	Entry string    `path:"entry" maxLength:"64"`
	PurposeInput
}

func (s *server) historyOperations(api huma.API) {
	handle(s, api, operation{id: "getPlanHistory", method: "GET", path: "/plans/{plan}/history", summary: "What happened on the plan, newest first, in plain sentences"},
		func(ctx context.Context, in *historyInput) (*historyOutput, error) {
			h, err := s.App.GetPlanHistory(ctx, callerOf(ctx).Actor, in.Plan, in.Before, in.Purpose)
			return &historyOutput{h}, err
		})
	handle(s, api, operation{id: "getPlanVersion", method: "GET", path: "/plans/{plan}/versions/{entry}", summary: "The plan as it stood after an entry of the history", responses: rendered(api, Plan{})},
		func(ctx context.Context, in *versionInput) (*rawOutput, error) {
			body, err := s.App.GetPlanVersion(ctx, callerOf(ctx).Actor, in.Plan, in.Entry, in.Purpose)
			return &rawOutput{Status: http.StatusOK, ContentType: applicationJSON, Body: body}, err
		})
}
