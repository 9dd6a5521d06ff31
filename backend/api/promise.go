package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type promiseInput struct {
	Plan   domain.ID `path:"plan"`
	Thread domain.ID `query:"thread" doc:"left out: the thread with the consultant"`
}

type promiseOutput struct{ Body app.Line }

type absencesOutput struct{ Body app.LeaveList }

type putAbsenceInput struct {
	ID domain.ID `path:"id"`
	Keyed
	Body struct {
		Person    domain.ID   `json:"person,omitempty" doc:"left out: myself; only a team lead puts another's"`
		From      domain.Date `json:"from" doc:"the first day"`
		To        domain.Date `json:"to" doc:"the last day, with it"`
		Deputy    domain.ID   `json:"deputy" doc:"the consultant who stands in"`
		Withdrawn bool        `json:"withdrawn,omitempty" doc:"ends it now"`
	}
}

type absenceOutput struct{ Body app.LeaveView }

type waitingOutput struct{ Body app.WaitingList }

func (s *server) promiseOperations(api huma.API) {
	handle(s, api, operation{id: "getPromise", method: "GET", path: "/plans/{plan}/promise", summary: "Who answers today, by when, and where to call"},
		func(ctx context.Context, in *promiseInput) (*promiseOutput, error) {
			line, err := s.App.GetLine(ctx, callerOf(ctx).Actor, in.Plan, in.Thread)
			return &promiseOutput{line}, err
		})
	handle(s, api, operation{id: "listAbsences", method: "GET", path: "/me/absences", summary: "When I am away, and for whom I stand in"},
		func(ctx context.Context, _ *empty) (*absencesOutput, error) {
			list, err := s.App.ListLeaves(ctx, callerOf(ctx).Actor)
			return &absencesOutput{list}, err
		})
	handle(s, api, operation{id: "putAbsence", method: "PUT", path: "/me/absences/{id}", summary: "I am away, and a colleague stands in"}, s.putAbsence)
	handle(s, api, operation{id: "listWaiting", method: "GET", path: "/me/waiting", summary: "Who has waited so long for a colleague's answer that I am told"},
		func(ctx context.Context, _ *empty) (*waitingOutput, error) {
			list, err := s.App.ListWaiting(ctx, callerOf(ctx).Actor)
			return &waitingOutput{list}, err
		})
}

func (s *server) putAbsence(ctx context.Context, in *putAbsenceInput) (*absenceOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	view, err := s.App.PutLeave(ctx, callerOf(ctx).Actor, app.PutLeave{ID: in.ID, Person: b.Person, From: b.From, To: b.To, Deputy: b.Deputy, Withdrawn: b.Withdrawn, Mutation: m})
	return &absenceOutput{view}, err
}
