package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// What is missing is said in plain Danish by the use case, so the shape asks for little.
type endEffortInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Status domain.Status `json:"status,omitempty" doc:"completed, or dropped where it stopped early"`
		Reason string        `json:"reason,omitempty" doc:"why: completed, citizen_enough, citizen_declined, transport, illness, no_show, event or became_paid"`
		Result string        `json:"result,omitempty" maxLength:"8000" doc:"what came of it"`
		Next   struct {
			Text    string      `json:"text,omitempty" maxLength:"8000" doc:"what comes then"`
			Who     domain.ID   `json:"who,omitempty" doc:"who does it"`
			By      domain.Date `json:"by,omitempty" doc:"by which day"`
			Meeting domain.ID   `json:"meeting,omitempty"`
			Effort  domain.ID   `json:"effort,omitempty"`
		} `json:"next,omitempty"`
		PaidHours *float64 `json:"paid_hours,omitempty" doc:"hours with pay a week; of a placement, 0 where there are none"`
		Word      *struct {
			Text    string `json:"text,omitempty" maxLength:"8000"`
			Skipped bool   `json:"skipped,omitempty" doc:"the citizen would rather say nothing"`
		} `json:"word,omitempty" doc:"what the citizen said to me; left out: he is asked on his phone"`
	}
}

type sayEndWordInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Text    string `json:"text,omitempty" maxLength:"8000"`
		Skipped bool   `json:"skipped,omitempty" doc:"I would rather say nothing"`
	}
}

type endingDeedInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Why string `json:"why" maxLength:"2000" doc:"the citizen reads it"`
	}
}

func (s *server) endOperations(api huma.API) {
	handle(s, api, operation{id: "undoEnd", method: "PUT", path: "/plans/{plan}/efforts/{id}/end/undone", summary: "It does not end after all; as long as the citizen has not said his word"}, s.endingDeed(s.App.UndoEnd))
	handle(s, api, operation{id: "endWithoutWord", method: "PUT", path: "/plans/{plan}/efforts/{id}/end/without-word", summary: "End an effort whose citizen has not said his word in time; he may still say it"}, s.endingDeed(s.App.EndWithoutWord))
	handle(s, api, operation{id: "endEffort", method: "PUT", path: "/plans/{plan}/efforts/{id}/end", summary: "Say what came of an effort and what comes then; the citizen is asked for a word"}, s.endEffort)
	handle(s, api, operation{id: "sayEndWord", method: "PUT", path: "/plans/{plan}/efforts/{id}/word", summary: "My own word about an effort that ends"},
		func(ctx context.Context, in *sayEndWordInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.SayEndWord(ctx, callerOf(ctx).Actor, app.SayEndWord{Plan: in.Plan, ID: in.ID, Text: in.Body.Text, Skipped: in.Body.Skipped, Mutation: m})
			return &receiptOutput{r}, err
		})
}

func (s *server) endEffort(ctx context.Context, in *endEffortInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	end := app.EndEffort{Plan: in.Plan, ID: in.ID, Status: b.Status, Reason: b.Reason, Result: b.Result, PaidHours: b.PaidHours, Mutation: m,
		Next: domain.NextStep{Text: b.Next.Text, Who: b.Next.Who, By: b.Next.By, Meeting: b.Next.Meeting, Effort: b.Next.Effort}}
	if b.Word != nil {
		end.Word = &domain.EndWord{Text: b.Word.Text, Skipped: b.Word.Skipped}
	}
	r, err := s.App.EndEffort(ctx, callerOf(ctx).Actor, end)
	return &receiptOutput{r}, err
}

func (s *server) endingDeed(do func(context.Context, access.Actor, app.EndingDeed) (app.Receipt, error)) func(context.Context, *endingDeedInput) (*receiptOutput, error) {
	return func(ctx context.Context, in *endingDeedInput) (*receiptOutput, error) {
		m, err := in.mutation()
		if err != nil {
			return nil, err
		}
		r, err := do(ctx, callerOf(ctx).Actor, app.EndingDeed{Plan: in.Plan, ID: in.ID, Why: in.Body.Why, Mutation: m})
		return &receiptOutput{r}, err
	}
}
