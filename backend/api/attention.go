package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type attentionInput struct {
	Plan domain.ID `path:"plan"`
}

type attentionOutput struct{ Body app.AttentionList }

type queueOutput struct{ Body app.QueueList }

type settleInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct {
		Key    string `json:"key" minLength:"1" maxLength:"2000" doc:"that of the alert"`
		Why    string `json:"why,omitempty" maxLength:"400" doc:"what was agreed; staff must say it"`
		Undone bool   `json:"undone,omitempty" doc:"it may not stay so after all"`
	}
}

func (s *server) attentionOperations(api huma.API) {
	handle(s, api, operation{id: "getAttention", method: "GET", path: "/plans/{plan}/attention", summary: "What wants attention on a plan, who has been told, and what ends it"},
		func(ctx context.Context, in *attentionInput) (*attentionOutput, error) {
			list, err := s.App.GetAttention(ctx, callerOf(ctx).Actor, in.Plan)
			return &attentionOutput{list}, err
		})
	handle(s, api, operation{id: "listQueue", method: "GET", path: "/me/queue", summary: "My work queue: what I am told of on the plans I work with, the loudest first"},
		func(ctx context.Context, _ *empty) (*queueOutput, error) {
			list, err := s.App.ListQueue(ctx, callerOf(ctx).Actor)
			return &queueOutput{list}, err
		})
	handle(s, api, operation{id: "settleAlert", method: "PUT", path: "/plans/{plan}/attention/settled", summary: "It may stay as it is: the alert does not come back for this cause"}, s.settleAlert)
}

func (s *server) settleAlert(ctx context.Context, in *settleInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	r, err := s.App.SettleAlert(ctx, callerOf(ctx).Actor, app.Settle{Plan: in.Plan, Key: in.Body.Key, Why: in.Body.Why, Undone: in.Body.Undone, Mutation: m})
	return &receiptOutput{Body: r}, err
}
