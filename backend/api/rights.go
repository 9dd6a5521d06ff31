package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type askForRightInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		What  string      `json:"what" enum:"correct,erase,erase_all"`
		About *domain.Ref `json:"about,omitempty" doc:"the thing on the plan; left out, it is said in words"`
		Words string      `json:"words" minLength:"1" maxLength:"8000"`
	}
}

type rightPath struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct{}
}

type lengthenRightInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Text string `json:"text" maxLength:"8000" doc:"why it takes longer, as the citizen reads it"`
	}
}

type answerRightInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Outcome string `json:"outcome" enum:"corrected,erased,partly,refused"`
		Text    string `json:"text" maxLength:"8000" doc:"what was done, or why it cannot be"`
	}
}

// rightsOperations are what the citizen wants corrected or erased (GDPR art. 16 and 17).
func (s *server) rightsOperations(api huma.API) {
	handle(s, api, operation{id: "askForRight", method: "PUT", path: "/plans/{plan}/rights-requests/{id}", summary: "Ask that something is corrected or erased"},
		func(ctx context.Context, in *askForRightInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.AskForRight(ctx, callerOf(ctx).Actor, app.AskForRight{Plan: in.Plan, ID: in.ID, What: in.Body.What, About: in.Body.About, Words: in.Body.Words, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "withdrawRight", method: "PUT", path: "/plans/{plan}/rights-requests/{id}/withdrawn", summary: "Take such a wish back while it waits"},
		func(ctx context.Context, in *rightPath) (*receiptOutput, error) {
			return s.onRight(ctx, in.Keyed, app.OnRight{Plan: in.Plan, ID: in.ID}, (*app.App).WithdrawRight)
		})
	handle(s, api, operation{id: "lengthenRight", method: "PUT", path: "/plans/{plan}/rights-requests/{id}/lengthened", summary: "Say why the answer takes longer, within the first month"},
		func(ctx context.Context, in *lengthenRightInput) (*receiptOutput, error) {
			return s.onRight(ctx, in.Keyed, app.OnRight{Plan: in.Plan, ID: in.ID, Text: in.Body.Text}, (*app.App).LengthenRight)
		})
	handle(s, api, operation{id: "answerRight", method: "PUT", path: "/plans/{plan}/rights-requests/{id}/answer", summary: "Answer what is to be corrected or erased"},
		func(ctx context.Context, in *answerRightInput) (*receiptOutput, error) {
			return s.onRight(ctx, in.Keyed, app.OnRight{Plan: in.Plan, ID: in.ID, Outcome: in.Body.Outcome, Text: in.Body.Text}, (*app.App).AnswerRight)
		})
}

func (s *server) onRight(ctx context.Context, k Keyed, in app.OnRight, do func(*app.App, context.Context, access.Actor, app.OnRight) (app.Receipt, error)) (*receiptOutput, error) {
	m, err := k.mutation()
	if err != nil {
		return nil, err
	}
	in.Mutation = m
	r, err := do(s.App, ctx, callerOf(ctx).Actor, in)
	return &receiptOutput{r}, err
}
