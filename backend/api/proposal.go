package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type proposeInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body Why
}

type answerPlanInput struct {
	Plan    domain.ID `path:"plan"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev at which I saw the draft, quoted; left out, my answer takes the place of any other"`
	Keyed
	Body struct {
		Proposal domain.ID     `json:"proposal,omitempty" doc:"the plan change that the draft was put forward in; refused when there is a newer one"`
		Answer   domain.Answer `json:"answer" enum:"agree,disagree,talk"`
		Comment  string        `json:"comment,omitempty" maxLength:"8000" doc:"her own words"`
		Paper    *PaperAnswer  `json:"paper,omitempty" doc:"for the consultant: it was answered on paper"`
	}
}

// PaperAnswer says who saw that the citizen answered on paper, and when.
type PaperAnswer struct {
	On      domain.Date `json:"on"`
	Witness string      `json:"witness" maxLength:"400"`
}

func (s *server) proposalOperations(api huma.API) {
	handle(s, api, operation{id: "proposePlan", method: "PUT", path: "/plans/{plan}/proposal", summary: "The draft is ready: ask the citizen about it"}, s.proposePlan)
	handle(s, api, operation{id: "answerPlan", method: "PUT", path: "/plans/{plan}/answer", summary: "Answer the draft; a yes makes it the plan"}, s.answerPlan)
}

func (s *server) proposePlan(ctx context.Context, in *proposeInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	r, err := s.App.ProposePlan(ctx, callerOf(ctx).Actor, app.Proposal{Plan: in.Plan, Why: in.Body.Why, Mutation: m})
	return &receiptOutput{r}, err
}

func (s *server) answerPlan(ctx context.Context, in *answerPlanInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	answer := app.PlanAnswer{Plan: in.Plan, Proposal: b.Proposal, Answer: b.Answer, Comment: b.Comment, Since: revOf(in.IfMatch), Mutation: m}
	if b.Paper != nil {
		answer.Paper = &domain.OnPaper{On: b.Paper.On, Witness: b.Paper.Witness}
	}
	r, err := s.App.AnswerPlan(ctx, callerOf(ctx).Actor, answer)
	return &receiptOutput{r}, err
}
