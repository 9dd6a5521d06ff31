package api

import (
	"context"
	"errors"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type askFeedbackInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Who string `json:"who" maxLength:"400" doc:"who is asked, as she calls him"`
	}
}

type askedOutput struct{ Body app.AskedFeedback }

type feedbackListOutput struct {
	Body struct {
		Feedback []app.AskedFeedback `json:"feedback"`
	}
}

type lookFeedbackInput struct {
	Request
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"64" doc:"the last part of /ros/{code}"`
	}
}

type lookFeedbackOutput struct {
	Body struct {
		Name string `json:"name"`
	}
}

type giveFeedbackInput struct {
	Request
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"64"`
		Text string `json:"text" maxLength:"8000"`
	}
}

type answerFeedbackInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Keep bool `json:"keep" doc:"put it on the plan as a strength"`
	}
}

func (s *server) feedbackOperations(api huma.API) {
	handle(s, api, operation{id: "askForFeedback", method: "PUT", path: "/plans/{plan}/feedback/{id}", summary: "Ask somebody at my workplace what I have become good at"},
		func(ctx context.Context, in *askFeedbackInput) (*askedOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			f, err := s.App.AskForFeedback(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Body.Who, m)
			return &askedOutput{s.praised(f)}, err
		})
	handle(s, api, operation{id: "listFeedback", method: "GET", path: "/plans/{plan}/feedback", summary: "What I asked, and what was answered"},
		func(ctx context.Context, in *planInput) (*feedbackListOutput, error) {
			list, err := s.App.ListFeedback(ctx, callerOf(ctx).Actor, in.Plan)
			for i := range list {
				list[i] = s.praised(list[i])
			}
			out := &feedbackListOutput{}
			out.Body.Feedback = list
			return out, err
		})
	handle(s, api, operation{id: "lookFeedback", method: "POST", path: "/feedback/look", summary: "Whom a question is about", status: 200},
		func(ctx context.Context, in *lookFeedbackInput) (*lookFeedbackOutput, error) {
			out := &lookFeedbackOutput{}
			err := s.braked(in.Request, func() (err error) {
				out.Body.Name, err = s.App.LookFeedback(ctx, in.Body.Code)
				return err
			})
			return out, err
		})
	handle(s, api, operation{id: "giveFeedback", method: "POST", path: "/feedback", summary: "Say what the citizen has become good at, once", status: 204},
		func(ctx context.Context, in *giveFeedbackInput) (*empty, error) {
			return &empty{}, s.braked(in.Request, func() error { return s.App.GiveFeedback(ctx, in.Body.Code, in.Body.Text) })
		})
	handle(s, api, operation{id: "answerFeedback", method: "PUT", path: "/plans/{plan}/feedback/{id}/answer", summary: "Keep what was said as a strength, or let it go"},
		func(ctx context.Context, in *answerFeedbackInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.AnswerFeedback(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Body.Keep, m)
			return &receiptOutput{r}, err
		})
}

func (s *server) praised(f app.AskedFeedback) app.AskedFeedback {
	if f.Link != "" {
		f.Link = s.PublicURL + "/ros/" + f.Link
	}
	return f
}

// braked does what somebody without a session may try with a code: wrong ones are counted,
// by address and in all, and take one time.
func (s *server) braked(r Request, try func() error) error {
	began := domain.SystemClock{}.Now()
	end, wait := s.praises.begin(s.clientIP(r.c))
	if end == nil {
		return &domain.Error{Code: domain.CodeTooManyTries, Detail: "Der er prøvet for mange gange. Vent lidt, og prøv igen.", RetryAfter: wait}
	}
	wrong := false
	defer func() { end(wrong) }()
	err := try()
	wrong = errors.Is(err, &domain.Error{Code: domain.CodeInvitationWrong})
	waitOut(began, err)
	return err
}

// waitOut lets a refusal of a code take as long as any other.
func waitOut(began time.Time, err error) {
	left := acceptFloor - domain.SystemClock{}.Now().Sub(began)
	if errors.Is(err, &domain.Error{Code: domain.CodeInvitationWrong}) && left > 0 {
		<-time.NewTimer(left).C
	}
}
