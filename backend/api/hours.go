package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type hoursInput struct {
	Plan domain.ID `path:"plan"`
}

type hoursOutput struct{ Body app.Hours }

type putHoursInput struct {
	Plan domain.ID   `path:"plan"`
	From domain.Date `path:"from" doc:"the Monday, in Copenhagen, of the first week"`
	Keyed
	Body struct {
		To      domain.Date `json:"to,omitempty" doc:"the Monday of the last week, where it is a run of weeks alike; at most 53"`
		Minutes *int        `json:"minutes,omitempty" doc:"with pay, of each week: 0 to 3600"`
		NotTold bool        `json:"not_told,omitempty" doc:"instead of minutes: take back what was told of these weeks"`
		SaidBy  domain.ID   `json:"said_by,omitempty" doc:"the citizen, where staff write down her word; left out: I"`
		SaidAt  time.Time   `json:"said_at,omitzero" doc:"when it was said, where it was sent later"`
	}
}

type putHoursGoalInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct {
		Minutes *int      `json:"minutes,omitempty" doc:"a week, 1 to 3600; left out: I have no goal for it any more"`
		SaidAt  time.Time `json:"said_at,omitzero" doc:"when I chose it, where it was sent later"`
	}
}

func (s *server) hoursOperations(api huma.API) {
	handle(s, api, operation{id: "getHours", method: "GET", path: "/plans/{plan}/hours", summary: "Hours with pay, week by week, as they were told; a week that is not there is not told of"},
		func(ctx context.Context, in *hoursInput) (*hoursOutput, error) {
			hours, err := s.App.GetHours(ctx, callerOf(ctx).Actor, in.Plan)
			return &hoursOutput{hours}, err
		})
	handle(s, api, operation{id: "putHours", method: "PUT", path: "/plans/{plan}/hours/weeks/{from}", summary: "Tell of one week's hours with pay, or of a run of weeks alike"},
		func(ctx context.Context, in *putHoursInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			b := in.Body
			r, err := s.App.PutHours(ctx, callerOf(ctx).Actor, app.PutHours{Plan: in.Plan, From: in.From, To: b.To, Minutes: b.Minutes, NotTold: b.NotTold, SaidBy: b.SaidBy, SaidAt: b.SaidAt, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "putHoursGoal", method: "PUT", path: "/plans/{plan}/hours/goal", summary: "The hours with pay a week that I choose as my own next goal"},
		func(ctx context.Context, in *putHoursGoalInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.PutHoursGoal(ctx, callerOf(ctx).Actor, app.PutHoursGoal{Plan: in.Plan, Minutes: in.Body.Minutes, SaidAt: in.Body.SaidAt, Mutation: m})
			return &receiptOutput{r}, err
		})
}
