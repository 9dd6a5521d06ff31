package api

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// BookedMeeting is a meeting that another act books: its id, made by the sender, and its
// fields.
type BookedMeeting struct {
	ID domain.ID `json:"id"`
	MeetingFields
}

// Booking is several meetings that are booked as one.
type Booking struct {
	Kind     string          `json:"kind" enum:"series,assessment_day"`
	Meetings []BookedMeeting `json:"meetings" minItems:"1" maxItems:"53"`
	Why
}

type bookInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body Booking
}

type checkInput struct {
	Plan    domain.ID `path:"plan"`
	RawBody []byte
	Body    Booking
}

type checkOutput struct{ Body app.Warnings }

type cancelInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body Why
}

func (s *server) meetingOperations(api huma.API) {
	handle(s, api, operation{id: "bookMeetings", method: "PUT", path: "/plans/{plan}/bookings/{id}", summary: "Book several meetings as one: all or none"}, s.bookMeetings)
	handle(s, api, operation{id: "checkMeetings", method: "POST", path: "/plans/{plan}/meetings/check", summary: "What to think of before these meetings are booked or moved"}, s.checkMeetings)
	handle(s, api, operation{id: "cancelMeeting", method: "PUT", path: "/plans/{plan}/meetings/{id}/cancellation", summary: "Call a meeting off"}, s.cancelMeeting)
}

// newMeeting takes the id out of what was sent of a meeting; the rest are its fields.
func newMeeting(sent domain.Fields) (app.NewMeeting, error) {
	id, err := takeID(sent)
	return app.NewMeeting{ID: id, Fields: sent}, err
}

func takeID(sent domain.Fields) (id domain.ID, err error) {
	err = json.Unmarshal(sent["id"], &id)
	delete(sent, "id")
	return id, err
}

// sentBooking takes a booking's fields as they were sent: what was left out is left out.
func sentBooking(raw []byte) (kind, why string, meetings []app.NewMeeting, err error) {
	var sent struct {
		Kind     string
		Why      string
		Meetings []domain.Fields
	}
	// huma pools RawBody; what is kept of it must be a copy.
	if err := json.Unmarshal(bytes.Clone(raw), &sent); err != nil {
		return "", "", nil, errUnreadable
	}
	for _, f := range sent.Meetings {
		m, err := newMeeting(f)
		if err != nil {
			return "", "", nil, errUnreadable
		}
		meetings = append(meetings, m)
	}
	return sent.Kind, sent.Why, meetings, nil
}

var errUnreadable = &domain.Error{Code: domain.CodeBadJSON, Detail: "Det, der blev sendt, kan ikke læses."}

func (s *server) bookMeetings(ctx context.Context, in *bookInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	kind, why, meetings, err := sentBooking(in.RawBody)
	if err != nil {
		return nil, err
	}
	r, err := s.App.BookMeetings(ctx, callerOf(ctx).Actor, app.Booking{Plan: in.Plan, ID: in.ID, Kind: kind, Meetings: meetings, Why: why, Mutation: m})
	return &receiptOutput{r}, err
}

func (s *server) checkMeetings(ctx context.Context, in *checkInput) (*checkOutput, error) {
	kind, _, meetings, err := sentBooking(in.RawBody)
	if err != nil {
		return nil, err
	}
	w, err := s.App.CheckMeetings(ctx, callerOf(ctx).Actor, app.Booking{Plan: in.Plan, Kind: kind, Meetings: meetings})
	return &checkOutput{w}, err
}

func (s *server) cancelMeeting(ctx context.Context, in *cancelInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	r, err := s.App.CancelMeeting(ctx, callerOf(ctx).Actor, app.CancelMeeting{Plan: in.Plan, ID: in.ID, Why: in.Body.Why, Mutation: m})
	return &receiptOutput{r}, err
}
