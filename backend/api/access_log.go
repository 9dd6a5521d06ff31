package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type accessLogInput struct {
	Plan   domain.ID `path:"plan"`
	Before string    `query:"before" maxLength:"64" doc:"the page's own before; left out: the newest"`
	By     domain.ID `query:"by" doc:"of this person alone; left out: of everybody"`
}

type accessLogOutput struct{ Body app.AccessLog }

func (s *server) accessLogOperations(api huma.API) {
	handle(s, api, operation{id: "listAccessLog", method: "GET", path: "/plans/{plan}/access-log", summary: "Who has looked at my plan, when and what for, the newest first"},
		func(ctx context.Context, in *accessLogInput) (*accessLogOutput, error) {
			l, err := s.App.ListAccessLog(ctx, callerOf(ctx).Actor, in.Plan, in.Before, in.By)
			return &accessLogOutput{l}, err
		})
}
