package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type raiseFlagInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Effort   domain.ID `json:"effort,omitempty" doc:"what does not work; left out when it is nothing in particular"`
		Category string    `json:"category" enum:"body,tasks,people,thoughts,transport,time,unclear,other"`
		Text     string    `json:"text,omitempty" maxLength:"8000" doc:"in the citizen's own words"`
		SaidBy   domain.ID `json:"said_by,omitempty" doc:"the citizen, where staff write down what she says; left out: I, the citizen"`
	}
}

type seeFlagInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct{}
}

type writeOnFlagInput struct {
	Plan    domain.ID `path:"plan"`
	ID      domain.ID `path:"id"`
	Message domain.ID `path:"message"`
	Keyed
	Body struct {
		Text       string    `json:"text,omitempty" maxLength:"8000"`
		Attachment domain.ID `json:"attachment,omitempty" doc:"a photo or a voice that was sent for this flag"`
	}
}

type answerFlagInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Text string      `json:"text" maxLength:"8000" doc:"what is made otherwise"`
		From domain.Date `json:"from,omitempty" doc:"the first day it counts; for a flag on an effort"`
	}
}

type confirmAdjustmentInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Helped   bool       `json:"helped"`
		ActionAt *time.Time `json:"action_at,omitempty" doc:"when that was made otherwise which I say it of, as the flag has it; without it, or where something newer was made, the answer is 409 and I am to be asked again"`
		Text     string     `json:"text,omitempty" maxLength:"8000"`
		SaidBy   domain.ID  `json:"said_by,omitempty" doc:"the citizen, where staff write down her word; she may still say that it is not so"`
	}
}

func (s *server) flagOperations(api huma.API) {
	handle(s, api, operation{id: "raiseFlag", method: "PUT", path: "/plans/{plan}/flags/{id}", summary: "Say that something does not work"},
		func(ctx context.Context, in *raiseFlagInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			b := in.Body
			r, err := s.App.RaiseFlag(ctx, callerOf(ctx).Actor, app.Raise{Plan: in.Plan, ID: in.ID, Effort: b.Effort, Category: b.Category, Text: b.Text, SaidBy: b.SaidBy, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "seeFlag", method: "PUT", path: "/plans/{plan}/flags/{id}/seen", summary: "I have seen that something does not work"},
		func(ctx context.Context, in *seeFlagInput) (*receiptOutput, error) {
			return s.onFlag(ctx, in.Keyed, s.App.SeeFlag, app.OnFlag{Plan: in.Plan, ID: in.ID})
		})
	handle(s, api, operation{id: "writeOnFlag", method: "PUT", path: "/plans/{plan}/flags/{id}/messages/{message}", summary: "Write about what does not work"},
		func(ctx context.Context, in *writeOnFlagInput) (*receiptOutput, error) {
			return s.onFlag(ctx, in.Keyed, s.App.WriteOnFlag, app.OnFlag{Plan: in.Plan, ID: in.ID, Line: in.Message, Text: in.Body.Text, Attachment: in.Body.Attachment})
		})
	handle(s, api, operation{id: "answerFlag", method: "PUT", path: "/plans/{plan}/flags/{id}/answer", summary: "Make something otherwise because it did not work"},
		func(ctx context.Context, in *answerFlagInput) (*receiptOutput, error) {
			return s.onFlag(ctx, in.Keyed, s.App.AnswerFlag, app.OnFlag{Plan: in.Plan, ID: in.ID, Text: in.Body.Text, From: in.Body.From})
		})
	handle(s, api, operation{id: "confirmAdjustment", method: "PUT", path: "/plans/{plan}/flags/{id}/confirmation", summary: "Say whether it helped"},
		func(ctx context.Context, in *confirmAdjustmentInput) (*receiptOutput, error) {
			said := app.OnFlag{Plan: in.Plan, ID: in.ID, Helped: in.Body.Helped, Text: in.Body.Text, SaidBy: in.Body.SaidBy}
			if in.Body.ActionAt != nil {
				said.ActionAt = *in.Body.ActionAt
			}
			return s.onFlag(ctx, in.Keyed, s.App.ConfirmAdjustment, said)
		})
}

func (s *server) onFlag(ctx context.Context, k Keyed, do func(context.Context, access.Actor, app.OnFlag) (app.Receipt, error), in app.OnFlag) (*receiptOutput, error) {
	var err error
	if in.Mutation, err = k.mutation(); err != nil {
		return nil, err
	}
	r, err := do(ctx, callerOf(ctx).Actor, in)
	return &receiptOutput{r}, err
}
