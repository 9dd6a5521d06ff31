package api

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// MeetingAnswer is what the citizen says to a meeting; what is left out stays as it is.
type MeetingAnswer struct {
	Answer      string       `json:"answer,omitempty" enum:"yes,no" doc:"I come, or I cannot"`
	Reason      string       `json:"reason,omitempty" enum:"sick,child_sick,treatment,work,transport,overwhelmed,other" doc:"goes with a no, which must have one"`
	Text        string       `json:"text,omitempty" maxLength:"8000" doc:"her own words, with a no"`
	Wants       string       `json:"wants,omitempty" enum:"phone,walk,home_visit,new_time" doc:"what she would rather, with a no"`
	Form        string       `json:"form,omitempty" enum:"in_person,walk,home_visit,workplace,phone,doctor,video" doc:"one of may_choose_form"`
	Companions  *[]domain.ID `json:"companions,omitempty" maxItems:"50" doc:"all the contacts she wants along"`
	PickUp      *bool        `json:"pick_up,omitempty" doc:"ask to be fetched, or take that back"`
	PickUpWords string       `json:"pick_up_words,omitempty" maxLength:"8000"`
	Start       *time.Time   `json:"start,omitempty" doc:"the beginning of the meeting that is answered; refused with meeting_moved where it is another by now"`
}

type answerMeetingInput struct {
	Plan    domain.ID `path:"plan"`
	ID      domain.ID `path:"id"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev at which I saw the meeting, quoted; left out, my answer takes the place of any other"`
	Keyed
	Body MeetingAnswer
}

type answerAbsenceInput struct {
	Plan    domain.ID `path:"plan"`
	ID      domain.ID `path:"id"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev at which I saw the absence, quoted; left out, my answer takes the place of any other"`
	Keyed
	Body struct {
		Answer   string            `json:"answer" maxLength:"8000"`
		Proposed []domain.TimeSpan `json:"proposed_times,omitempty" maxItems:"10" doc:"times she may choose one of"`
		MovedTo  domain.ID         `json:"moved_to,omitempty" doc:"a meeting on the plan that takes the place of this one"`
		Meeting  *BookedMeeting    `json:"meeting,omitempty" doc:"a meeting that is booked now in the place of this one"`
	}
}

type answerPickUpInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Answer    string   `json:"answer" enum:"yes,no"`
		Transport *PutRide `json:"transport,omitempty" doc:"who fetches her and when"`
		Text      string   `json:"text,omitempty" maxLength:"8000" doc:"to the citizen, as how she gets there after a no"`
	}
}

// ChosenTime is the one of the times offered that the citizen chooses, by its beginning.
type ChosenTime struct {
	Start time.Time `json:"start"`
}

type chooseTimeInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body ChosenTime
}

func (in *chooseTimeInput) choice() (app.ChooseTime, error) {
	m, err := in.mutation()
	return app.ChooseTime{Plan: in.Plan, ID: in.ID, Start: in.Body.Start, Mutation: m}, err
}

type answerAlongInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Answer string     `json:"answer" enum:"comes,drives,cannot"`
		Leaves *time.Time `json:"leaves,omitempty" doc:"when I fetch the citizen; with drives"`
	}
}

// BookedAgreement is an agreement that was made at a meeting: its id, made by the sender,
// and its fields.
type BookedAgreement struct {
	ID domain.ID `json:"id"`
	AgreementFields
}

type putSummaryInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Text       string            `json:"text" maxLength:"8000" doc:"at most three lines"`
		Agreements []BookedAgreement `json:"agreements,omitempty" maxItems:"20" doc:"new ones; they land on the board with it"`
	}
}

type answerSummaryInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Status string `json:"status" enum:"confirmed,corrected"`
		Text   string `json:"text,omitempty" maxLength:"8000" doc:"what is to be corrected"`
	}
}

func (s *server) meetingAnswerOperations(api huma.API) {
	handle(s, api, operation{id: "answerMeeting", method: "PUT", path: "/plans/{plan}/meetings/{id}/answer", summary: "Say that I come or cannot, how we meet, whom I want along, that I want to be fetched"}, s.answerMeeting)
	handle(s, api, operation{id: "answerAbsence", method: "PUT", path: "/plans/{plan}/meetings/{id}/absence/answer", summary: "Answer that the citizen cannot come"}, s.answerAbsence)
	handle(s, api, operation{id: "answerPickUp", method: "PUT", path: "/plans/{plan}/meetings/{id}/pick-up", summary: "Answer that the citizen wants to be fetched"}, s.answerPickUp)
	handle(s, api, operation{id: "chooseTime", method: "PUT", path: "/plans/{plan}/meetings/{id}/time", summary: "Choose one of the times I was offered: the meeting is moved"},
		func(ctx context.Context, in *chooseTimeInput) (*receiptOutput, error) {
			choice, err := in.choice()
			if err != nil {
				return nil, err
			}
			r, err := s.App.ChooseTime(ctx, callerOf(ctx).Actor, choice)
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "answerAlong", method: "PUT", path: "/plans/{plan}/meetings/{id}/along", summary: "Say whether I come along, or drive"}, s.answerAlong)
	handle(s, api, operation{id: "putSummary", method: "PUT", path: "/plans/{plan}/meetings/{id}/summary", summary: "Write down what was said at a meeting, and what was agreed"}, s.putSummary)
	handle(s, api, operation{id: "answerSummary", method: "PUT", path: "/plans/{plan}/meetings/{id}/summary/answer", summary: "Say that the summary is right, or what is to be corrected"}, s.answerSummary)
}

func (s *server) answerMeeting(ctx context.Context, in *answerMeetingInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	r, err := s.App.AnswerMeeting(ctx, callerOf(ctx).Actor, app.AnswerMeeting{Plan: in.Plan, ID: in.ID, Answer: b.Answer, Reason: b.Reason, Text: b.Text, Wants: b.Wants, Form: b.Form,
		Companions: b.Companions, PickUp: b.PickUp, PickUpWords: b.PickUpWords, Start: b.Start, Since: revOf(in.IfMatch), Mutation: m})
	return &receiptOutput{r}, err
}

func (s *server) answerAbsence(ctx context.Context, in *answerAbsenceInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	answer := app.AnswerAbsence{Plan: in.Plan, ID: in.ID, Answer: b.Answer, Proposed: b.Proposed, MovedTo: b.MovedTo, Since: revOf(in.IfMatch), Mutation: m}
	if answer.Meeting, err = sentMeeting(in.RawBody); err != nil {
		return nil, err
	}
	r, err := s.App.AnswerAbsence(ctx, callerOf(ctx).Actor, answer)
	return &receiptOutput{r}, err
}

// sentMeeting takes the meeting that an answer brings along, as it was sent; nil for none.
func sentMeeting(raw []byte) (*app.NewMeeting, error) {
	var sent struct{ Meeting domain.Fields }
	if json.Unmarshal(bytes.Clone(raw), &sent) != nil {
		return nil, errUnreadable
	}
	if sent.Meeting == nil {
		return nil, nil //nolint:nilnil // none was sent
	}
	n, err := newMeeting(sent.Meeting)
	if err != nil {
		return nil, errUnreadable
	}
	return &n, nil
}

func (s *server) answerPickUp(ctx context.Context, in *answerPickUpInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	answer := app.AnswerPickUp{Plan: in.Plan, ID: in.ID, Answer: in.Body.Answer, Text: in.Body.Text, Mutation: m}
	if t := in.Body.Transport; t != nil {
		answer.Transport = &domain.Ride{Who: domain.ID(t.Who), Leaves: t.Leaves, Text: t.Text}
	}
	r, err := s.App.AnswerPickUp(ctx, callerOf(ctx).Actor, answer)
	return &receiptOutput{r}, err
}

func (s *server) answerAlong(ctx context.Context, in *answerAlongInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	r, err := s.App.AnswerAlong(ctx, callerOf(ctx).Actor, app.AnswerAlong{Plan: in.Plan, ID: in.ID, Answer: in.Body.Answer, Leaves: in.Body.Leaves, Mutation: m})
	return &receiptOutput{r}, err
}

func (s *server) putSummary(ctx context.Context, in *putSummaryInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	var sent struct{ Agreements []domain.Fields }
	if json.Unmarshal(bytes.Clone(in.RawBody), &sent) != nil {
		return nil, errUnreadable
	}
	summary := app.PutSummary{Plan: in.Plan, ID: in.ID, Text: in.Body.Text, Mutation: m}
	for _, f := range sent.Agreements {
		id, err := takeID(f)
		if err != nil {
			return nil, errUnreadable
		}
		summary.Agreements = append(summary.Agreements, app.NewAgreement{ID: id, Fields: f})
	}
	r, err := s.App.PutSummary(ctx, callerOf(ctx).Actor, summary)
	return &receiptOutput{r}, err
}

func (s *server) answerSummary(ctx context.Context, in *answerSummaryInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	r, err := s.App.AnswerSummary(ctx, callerOf(ctx).Actor, app.AnswerSummary{Plan: in.Plan, ID: in.ID, Status: in.Body.Status, Text: in.Body.Text, Mutation: m})
	return &receiptOutput{r}, err
}
