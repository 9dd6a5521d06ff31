package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// PutMeetingRequest are the writable fields of a wish to meet.
type PutMeetingRequest struct {
	When   *string           `json:"when,omitempty" nullable:"true" doc:"today or soon"`
	Words  *string           `json:"words,omitempty" nullable:"true"`
	Form   *string           `json:"form,omitempty" nullable:"true" doc:"how she would like to meet"`
	PickUp *bool             `json:"pick_up,omitempty" nullable:"true" doc:"she would like to be fetched"`
	Call   *bool             `json:"call,omitempty" nullable:"true" doc:"she would like to be called; form is phone then"`
	Wished []domain.TimeSpan `json:"wished_times,omitempty" nullable:"true" maxItems:"5" doc:"when she would like to be called"`
	Status *string           `json:"status,omitempty" nullable:"true" doc:"withdrawn takes it back while it waits"`
}

type answerRequestInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Answer   string            `json:"answer" enum:"yes,no"`
		Text     string            `json:"text,omitempty" maxLength:"8000"`
		Meeting  *BookedMeeting    `json:"meeting,omitempty" doc:"the meeting that a yes books"`
		Proposed []domain.TimeSpan `json:"proposed_times,omitempty" maxItems:"10" doc:"times she may choose one of"`
	}
}

type logContactInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		How     string    `json:"how" enum:"phone,message,letter,visit"`
		Reached bool      `json:"reached"`
		About   domain.ID `json:"about,omitempty" doc:"the meeting it was about"`
		Note    string    `json:"note,omitempty" maxLength:"8000"`
	}
}

func (s *server) requestOperations(api huma.API) {
	handle(s, api, operation{id: "requestMeeting", method: "PUT", path: "/plans/{plan}/requests/{id}", summary: "Ask to meet, or take that back"},
		func(ctx context.Context, in *putInput[PutMeetingRequest]) (*receiptOutput, error) {
			return s.put(ctx, in.Plan, in.ID, domain.KindMeetingRequest, in.IfMatch, in.Keyed)
		})
	handle(s, api, operation{id: "answerRequest", method: "PUT", path: "/plans/{plan}/requests/{id}/answer", summary: "Answer that the citizen asks to meet; a yes can book the meeting"}, s.answerRequest)
	handle(s, api, operation{id: "chooseRequestTime", method: "PUT", path: "/plans/{plan}/requests/{id}/time", summary: "Choose one of the times I was offered: the meeting is booked"},
		func(ctx context.Context, in *chooseTimeInput) (*receiptOutput, error) {
			choice, err := in.choice()
			if err != nil {
				return nil, err
			}
			r, err := s.App.ChooseRequestTime(ctx, callerOf(ctx).Actor, choice)
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "logContact", method: "PUT", path: "/plans/{plan}/contacts-tried/{id}", summary: "Note that I tried to reach the citizen"}, s.logContact)
}

func (s *server) answerRequest(ctx context.Context, in *answerRequestInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	answer := app.AnswerRequest{Plan: in.Plan, ID: in.ID, Answer: in.Body.Answer, Text: in.Body.Text, Proposed: in.Body.Proposed, Mutation: m}
	if answer.Meeting, err = sentMeeting(in.RawBody); err != nil {
		return nil, err
	}
	r, err := s.App.AnswerRequest(ctx, callerOf(ctx).Actor, answer)
	return &receiptOutput{r}, err
}

func (s *server) logContact(ctx context.Context, in *logContactInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	r, err := s.App.LogContact(ctx, callerOf(ctx).Actor, app.ContactTried{Plan: in.Plan, ID: in.ID, How: b.How, Reached: b.Reached, About: b.About, Note: b.Note, Mutation: m})
	return &receiptOutput{r}, err
}
