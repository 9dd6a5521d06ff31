package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// What is missing is said in plain Danish by the use case, so the shape asks for little.
type endPlanInput struct {
	Plan    domain.ID `path:"plan"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev I last saw, quoted"`
	Keyed
	Body struct {
		Day        domain.Date      `json:"day,omitempty" doc:"the plan's last day, today or before"`
		Reason     domain.EndReason `json:"reason,omitempty" doc:"why: job, education, pension, moved, own_wish, other or died"`
		FollowUpBy domain.ID        `json:"follow_up_by,omitempty" doc:"who of the staff speaks with the citizen afterwards; not where she died"`
		FollowUpOn domain.Date      `json:"follow_up_on,omitempty" doc:"on which day, 1 to 13 weeks after the last"`
		Note       string           `json:"note,omitempty" maxLength:"8000" doc:"the citizen may read it"`
	}
}

type reopenPlanInput struct {
	Plan    domain.ID `path:"plan"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev I last saw, quoted"`
	Keyed
	Body Why
}

type reopenAsLeadInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body Why
}

func (s *server) planEndOperations(api huma.API) {
	handle(s, api, operation{id: "endPlan", method: "PUT", path: "/plans/{plan}/end", summary: "The plan ends: why, and who speaks with the citizen afterwards; refused while something on it waits"},
		func(ctx context.Context, in *endPlanInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			b := in.Body
			end := domain.PlanEnd{Day: b.Day, Reason: b.Reason, FollowUpBy: b.FollowUpBy, FollowUpOn: b.FollowUpOn, Note: b.Note}
			r, err := s.App.EndPlan(ctx, callerOf(ctx).Actor, app.EndPlan{Plan: in.Plan, End: end, Since: revOf(in.IfMatch), Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "reopenPlan", method: "PUT", path: "/plans/{plan}/reopened", summary: "The plan goes on after all, and why"},
		func(ctx context.Context, in *reopenPlanInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.ReopenPlan(ctx, callerOf(ctx).Actor, app.ReopenPlan{Plan: in.Plan, Why: in.Body.Why, Since: revOf(in.IfMatch), Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "reopenPlanAsLead", method: "PUT", path: "/me/ended-plans/{plan}/reopened", summary: "The plan of a consultant's citizen goes on after all, as team lead, and why"},
		func(ctx context.Context, in *reopenAsLeadInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.ReopenPlanAsLead(ctx, callerOf(ctx).Actor, app.ReopenPlan{Plan: in.Plan, Why: in.Body.Why, Mutation: m})
			return &receiptOutput{r}, err
		})
}
