package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type takeReportsInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		UpTo time.Time `json:"up_to" doc:"when the last of them that I have read was made"`
		Done string    `json:"done" maxLength:"4000" doc:"what I did; the citizen reads it too"`
	}
}

type listReportsInput struct {
	After string `query:"after" maxLength:"100" doc:"the next of the page before; left out: the first page"`
}

type reportsOutput struct{ Body app.ReportList }

func (s *server) contactReportOperations(api huma.API) {
	handle(s, api, operation{id: "listReports", method: "GET", path: "/me/reports", summary: "Whose word about their own people is mine to take up"},
		func(ctx context.Context, in *listReportsInput) (*reportsOutput, error) {
			list, err := s.App.ListReports(ctx, callerOf(ctx).Actor, in.After)
			return &reportsOutput{list}, err
		})
	handle(s, api, operation{id: "takeReports", method: "PUT", path: "/plans/{plan}/contacts/{id}/reports", summary: "This is what I did about what the citizen told of one of her people"},
		func(ctx context.Context, in *takeReportsInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.TakeReports(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Body.UpTo, in.Body.Done, m)
			return &receiptOutput{r}, err
		})
}
