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

// BookedTalk is one talk of an assessment: the meeting, and the kind of professional it is with.
type BookedTalk struct {
	Profession string        `json:"profession" maxLength:"40" doc:"its code in the municipality's team"`
	Meeting    BookedMeeting `json:"meeting"`
}

type bookAssessmentInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Talks []BookedTalk `json:"talks" minItems:"1" maxItems:"6"`
		Why
	}
}

type moveAssessmentInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Times []struct {
			ID    domain.ID `json:"id" doc:"the talk's meeting"`
			Start time.Time `json:"start"`
			End   time.Time `json:"end"`
		} `json:"times" minItems:"1" maxItems:"6"`
		Why
	}
}

type whyOfAssessmentInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body Why
}

type noteInput struct {
	Plan    domain.ID `path:"plan"`
	ID      domain.ID `path:"id"`
	Meeting domain.ID `path:"meeting"`
	Keyed
	Body struct {
		Limits string   `json:"limits,omitempty" maxLength:"8000" doc:"what is hard to do; no diagnosis"`
		Means  string   `json:"means,omitempty" maxLength:"8000" doc:"what that means for taking part and doing"`
		Could  string   `json:"could,omitempty" maxLength:"8000" doc:"what could lessen or remove it"`
		Codes  []string `json:"codes,omitempty" maxItems:"12" doc:"help in the catalogue that could"`
		Plain  string   `json:"plain,omitempty" maxLength:"8000" doc:"the same in words for the citizen"`
		Ready  bool     `json:"ready,omitempty" doc:"others may read it from now on"`
	}
}

type answerNoteInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Answer string `json:"answer" enum:"fits,not_quite"`
		Words  string `json:"words,omitempty" maxLength:"8000"`
	}
}

type shareNotesInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Share bool `json:"share" doc:"those who talk with me may read each other's notes"`
	}
}

type conferenceInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Without string              `json:"without,omitempty" maxLength:"8000" doc:"why a note that is missing is not waited for; the citizen reads it"`
		Words   string              `json:"words,omitempty" maxLength:"8000" doc:"what I want to say to the citizen of the draft"`
		Goals   []domain.PickedGoal `json:"goals,omitempty" maxItems:"12"`
		Picks   []domain.Pick       `json:"picks,omitempty" maxItems:"12"`
		Since   time.Time           `json:"since,omitempty" doc:"when what I saw was saved; left out where nothing was"`
	}
}

type teamOutput struct{ Body app.AssessmentTeam }

func (s *server) assessmentOperations(api huma.API) {
	handle(s, api, operation{id: "getAssessmentTeam", method: "GET", path: "/assessment-team", summary: "Who talks with a citizen in an assessment, for how long and what for"},
		func(ctx context.Context, _ *struct{}) (*teamOutput, error) {
			t, err := s.App.AssessmentTeam(ctx)
			return &teamOutput{t}, err
		})
	handle(s, api, operation{id: "bookAssessment", method: "PUT", path: "/plans/{plan}/assessments/{id}", summary: "Book the talks of an assessment on one day: all or none"}, s.bookAssessment)
	handle(s, api, operation{id: "moveAssessment", method: "PUT", path: "/plans/{plan}/assessments/{id}/times", summary: "Move the talks of an assessment together: all or none"}, s.moveAssessment)
	handle(s, api, operation{id: "dropAssessment", method: "PUT", path: "/plans/{plan}/assessments/{id}/stopped", summary: "Call an assessment off, with the talks that are ahead"},
		func(ctx context.Context, in *whyOfAssessmentInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.DropAssessment(ctx, callerOf(ctx).Actor, app.DropAssessment{Plan: in.Plan, ID: in.ID, Why: in.Body.Why, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "putNote", method: "PUT", path: "/plans/{plan}/assessments/{id}/notes/{meeting}", summary: "Write my note of the talk that I held"}, s.putNote)
	handle(s, api, operation{id: "answerNote", method: "PUT", path: "/plans/{plan}/notes/{id}/answer", summary: "Say whether what was written after a talk fits"},
		func(ctx context.Context, in *answerNoteInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.AnswerNote(ctx, callerOf(ctx).Actor, app.AnswerNote{Plan: in.Plan, ID: in.ID, Answer: in.Body.Answer, Words: in.Body.Words, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "shareNotes", method: "PUT", path: "/plans/{plan}/assessments/{id}/sharing", summary: "Let those who talk with me read each other's notes, or not any more"},
		func(ctx context.Context, in *shareNotesInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.ShareNotes(ctx, callerOf(ctx).Actor, app.ShareNotes{Plan: in.Plan, Assessment: in.ID, Share: in.Body.Share, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "putConference", method: "PUT", path: "/plans/{plan}/assessments/{id}/conference", summary: "Keep what is put together at the conference; the first time opens it"}, s.putConference)
	handle(s, api, operation{id: "makeDraft", method: "PUT", path: "/plans/{plan}/assessments/{id}/draft", summary: "Put what was picked on the plan and ask the citizen"},
		func(ctx context.Context, in *whyOfAssessmentInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.MakeDraft(ctx, callerOf(ctx).Actor, app.MakeDraft{Plan: in.Plan, ID: in.ID, Why: in.Body.Why, Mutation: m})
			return &receiptOutput{r}, err
		})
}

func (s *server) bookAssessment(ctx context.Context, in *bookAssessmentInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	// The meetings' fields as they were sent: what was left out is left out.
	var sent struct {
		Talks []struct {
			Profession string
			Meeting    domain.Fields
		}
	}
	if err := json.Unmarshal(bytes.Clone(in.RawBody), &sent); err != nil {
		return nil, errUnreadable
	}
	book := app.BookAssessment{Plan: in.Plan, ID: in.ID, Why: in.Body.Why.Why, Mutation: m}
	for _, t := range sent.Talks {
		n, err := newMeeting(t.Meeting)
		if err != nil {
			return nil, errUnreadable
		}
		book.Talks = append(book.Talks, app.NewTalk{Profession: t.Profession, Meeting: n})
	}
	r, err := s.App.BookAssessment(ctx, callerOf(ctx).Actor, book)
	return &receiptOutput{r}, err
}

func (s *server) moveAssessment(ctx context.Context, in *moveAssessmentInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	move := app.MoveAssessment{Plan: in.Plan, ID: in.ID, Why: in.Body.Why.Why, Mutation: m}
	for _, t := range in.Body.Times {
		move.Times = append(move.Times, app.MovedTalk{Meeting: t.ID, TimeSpan: domain.TimeSpan{Start: t.Start, End: t.End}})
	}
	r, err := s.App.MoveAssessment(ctx, callerOf(ctx).Actor, move)
	return &receiptOutput{r}, err
}

func (s *server) putNote(ctx context.Context, in *noteInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	r, err := s.App.PutNote(ctx, callerOf(ctx).Actor, app.PutNote{Plan: in.Plan, Assessment: in.ID, Meeting: in.Meeting, Limits: b.Limits, Means: b.Means, Could: b.Could, Codes: b.Codes, Plain: b.Plain, Ready: b.Ready, Mutation: m})
	return &receiptOutput{r}, err
}

func (s *server) putConference(ctx context.Context, in *conferenceInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	r, err := s.App.PutConference(ctx, callerOf(ctx).Actor, app.PutConference{Plan: in.Plan, ID: in.ID, Without: b.Without, Words: b.Words, Goals: b.Goals, Picks: b.Picks, Since: b.Since, Mutation: m})
	return &receiptOutput{r}, err
}
