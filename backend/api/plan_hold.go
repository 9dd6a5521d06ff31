package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// What is missing is said in plain Danish by the use case, so the shape asks for little.
type holdPlanInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct {
		Reason string      `json:"reason,omitempty" maxLength:"8000" doc:"the citizen can read it"`
		Until  domain.Date `json:"until,omitempty" doc:"the last day on which it is held back, within a year"`
	}
}

type letPlanGoInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct{}
}

type (
	endedPlansOutput struct{ Body app.EndedPlans }
	heldPlanOutput   struct{ Body app.HeldPlan }
)

func (s *server) planHoldOperations(api huma.API) {
	handle(s, api, operation{id: "listEndedPlans", method: "GET", path: "/me/ended-plans", summary: "Plans that have ended and are deleted within 90 days, or are held back, as team lead"},
		func(ctx context.Context, _ *empty) (*endedPlansOutput, error) {
			list, err := s.App.ListEndedPlans(ctx, callerOf(ctx).Actor)
			return &endedPlansOutput{list}, err
		})
	handle(s, api, operation{id: "holdPlan", method: "PUT", path: "/me/ended-plans/{plan}/held", summary: "Hold a plan back that has ended, until a day: why is told to the citizen"},
		func(ctx context.Context, in *holdPlanInput) (*heldPlanOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			h, err := s.App.HoldPlan(ctx, callerOf(ctx).Actor, app.HoldPlan{Plan: in.Plan, Reason: in.Body.Reason, Until: in.Body.Until, Mutation: m})
			return &heldPlanOutput{h}, err
		})
	handle(s, api, operation{id: "letPlanGo", method: "PUT", path: "/me/ended-plans/{plan}/let-go", summary: "Let a plan go that was held back: it is deleted by its time"},
		func(ctx context.Context, in *letPlanGoInput) (*heldPlanOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			h, err := s.App.LetPlanGo(ctx, callerOf(ctx).Actor, app.LetPlanGo{Plan: in.Plan, Mutation: m})
			return &heldPlanOutput{h}, err
		})
}
