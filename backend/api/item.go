package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// putInput is a wish to make or change an item. B is its writable fields; what was sent
// of them is taken from the raw body, so that a field left out stays as it is.
type putInput[B any] struct {
	Plan    domain.ID `path:"plan"`
	ID      domain.ID `path:"id"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev I last saw, quoted; left out to make a new item"`
	Keyed
	Body B
}

type receiptOutput struct{ Body app.Receipt }

func (s *server) itemOperations(api huma.API) {
	handle(s, api, operation{id: "putDream", method: "PUT", path: "/plans/{plan}/dream", summary: "My dream, in my own words"}, s.putDream)
	handle(s, api, operation{id: "putBoard", method: "PUT", path: "/plans/{plan}/board", summary: "How the board is laid out, and which goals are in focus"}, s.putBoard)
	putOperation[PutStrength](s, api, "putStrength", "strengths", domain.KindStrength, "Make, change or put away a strength")
	putOperation[PutChallenge](s, api, "putChallenge", "challenges", domain.KindChallenge, "Make, change or put away what is hard, and what helps")
	putOperation[PutGoal](s, api, "putGoal", "goals", domain.KindGoal, "Make or change a goal")
	putOperation[PutStep](s, api, "putStep", "steps", domain.KindStep, "Make, change or tick a step")
	putOperation[PutEffort](s, api, "putEffort", "efforts", domain.KindEffort, "Make or change an effort")
	putOperation[PutAgreement](s, api, "putAgreement", "agreements", domain.KindAgreement, "Make or change an agreement")
	putOperation[PutMeeting](s, api, "putMeeting", "meetings", domain.KindMeeting, "Book, move or cancel a meeting")
	handle(s, api, operation{id: "answerPlanChange", method: "PUT", path: "/plans/{plan}/changes/{id}/answer", summary: "Answer a change of the plan, or reply to the answer"}, s.answerPlanChange)
}

func putOperation[B any](s *server, api huma.API, id, room string, kind domain.Kind, summary string) {
	handle(s, api, operation{id: id, method: "PUT", path: "/plans/{plan}/" + room + "/{id}", summary: summary},
		func(ctx context.Context, in *putInput[B]) (*receiptOutput, error) {
			return s.put(ctx, in.Plan, in.ID, kind, in.IfMatch, in.Keyed)
		})
}

func (s *server) put(ctx context.Context, plan, id domain.ID, kind domain.Kind, ifMatch string, k Keyed) (*receiptOutput, error) {
	fields, why, err := sentFields(k.RawBody)
	if err != nil {
		return nil, err
	}
	return s.putFields(ctx, app.Put{Plan: plan, Kind: kind, ID: id, Fields: fields, Why: why, Since: revOf(ifMatch)}, k)
}

func (s *server) putFields(ctx context.Context, p app.Put, k Keyed) (*receiptOutput, error) {
	var err error
	if p.Mutation, err = k.mutation(); err != nil {
		return nil, err
	}
	r, err := s.App.PutItem(ctx, callerOf(ctx).Actor, p)
	return &receiptOutput{r}, err
}

// sentFields takes what was sent apart: the fields, and why.
func sentFields(body []byte) (fields domain.Fields, why string, err error) {
	// huma pools RawBody; what is kept of it must be a copy.
	if err := json.Unmarshal(bytes.Clone(body), &fields); err != nil {
		return nil, "", &domain.Error{Code: domain.CodeBadJSON, Detail: "Det, der blev sendt, kan ikke læses."}
	}
	if raw, ok := fields["why"]; ok {
		delete(fields, "why")
		if err := json.Unmarshal(raw, &why); err != nil {
			return nil, "", domain.ErrNeedsWhy
		}
	}
	return fields, why, nil
}

// revOf takes the rev out of an entity tag.
func revOf(ifMatch string) string {
	return strings.Trim(strings.TrimPrefix(strings.TrimSpace(ifMatch), "W/"), `"`)
}

type putDreamInput struct {
	Plan    domain.ID `path:"plan"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev I last saw, quoted; left out for a first dream"`
	Keyed
	Body struct {
		Text string `json:"text" maxLength:"8000"`
	}
}

// A plan has one dream; its id is the plan's.
func (s *server) putDream(ctx context.Context, in *putDreamInput) (*receiptOutput, error) {
	return s.put(ctx, in.Plan, in.Plan, domain.KindDream, in.IfMatch, in.Keyed)
}

type putBoardInput struct {
	Plan    domain.ID `path:"plan"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev I last saw, quoted"`
	Keyed
	Body PutBoard
}

// The board is part of the plan's head, and is merged field by field like a thing of its own.
func (s *server) putBoard(ctx context.Context, in *putBoardInput) (*receiptOutput, error) {
	fields, why, err := sentFields(in.RawBody)
	if err != nil {
		return nil, err
	}
	board, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	out, err := s.putFields(ctx, app.Put{Plan: in.Plan, Kind: domain.KindPlan, ID: in.Plan, Fields: domain.Fields{"board": board}, Why: why, Since: revOf(in.IfMatch)}, in.Keyed)
	return out, asSent(err, "board.")
}

// asSent names the fields of an error as the sender did.
func asSent(err error, prefix string) error {
	var e *domain.Error
	if !errors.As(err, &e) {
		return err
	}
	named := *e
	named.Fields, named.Conflicts = slices.Clone(e.Fields), slices.Clone(e.Conflicts)
	for i := range named.Fields {
		named.Fields[i].Field = strings.TrimPrefix(named.Fields[i].Field, prefix)
	}
	for i := range named.Conflicts {
		named.Conflicts[i].Field = strings.TrimPrefix(named.Conflicts[i].Field, prefix)
	}
	return &named
}

type answerInput struct {
	Plan    domain.ID `path:"plan"`
	ID      domain.ID `path:"id"`
	IfMatch string    `header:"If-Match" doc:"the plan's rev at which I saw the change, quoted; left out, my answer takes the place of any other"`
	Keyed
	Body struct {
		Seen    bool          `json:"seen,omitempty" doc:"the citizen opened it"`
		Answer  domain.Answer `json:"answer,omitempty" enum:"agree,disagree,talk" doc:"the citizen's answer"`
		Comment string        `json:"comment,omitempty" maxLength:"8000"`
		Text    string        `json:"text,omitempty" maxLength:"8000" doc:"the consultant's reply"`
	}
}

func (s *server) answerPlanChange(ctx context.Context, in *answerInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	r, err := s.App.AnswerPlanChange(ctx, callerOf(ctx).Actor, app.AnswerChange{Plan: in.Plan, ID: in.ID, Seen: b.Seen, Answer: b.Answer, Comment: b.Comment, Text: b.Text, Since: revOf(in.IfMatch), Mutation: m})
	return &receiptOutput{r}, err
}
