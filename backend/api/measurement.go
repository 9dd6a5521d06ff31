package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type answerQuestionInput struct {
	Plan     domain.ID `path:"plan"`
	ID       domain.ID `path:"id" doc:"the measurement's: the same for all that is answered in one go"`
	Question string    `path:"question" maxLength:"60" doc:"its key"`
	Keyed
	Body struct {
		Value *int        `json:"value,omitempty" doc:"0–10; left out: I would rather not answer this one"`
		Notch string      `json:"notch,omitempty" maxLength:"8000" doc:"in my own words, what one notch up takes"`
		On    domain.Date `json:"on,omitempty" doc:"the day I answered, where it was sent later"`
	}
}

func (s *server) measurementOperations(api huma.API) {
	handle(s, api, operation{id: "answerQuestion", method: "PUT", path: "/plans/{plan}/measurements/{id}/answers/{question}", summary: "My own answer to one question of how far it has come"},
		func(ctx context.Context, in *answerQuestionInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			b := in.Body
			r, err := s.App.AnswerQuestion(ctx, callerOf(ctx).Actor, app.AnswerQuestion{Plan: in.Plan, ID: in.ID, Question: in.Question, Value: b.Value, Notch: b.Notch, On: b.On, Mutation: m})
			return &receiptOutput{r}, err
		})
}
