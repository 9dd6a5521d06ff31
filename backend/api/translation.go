package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type translationBody struct {
	Lang string `json:"lang" maxLength:"3" doc:"ISO 639"`
	Text string `json:"text" maxLength:"8000"`
}

func (b *translationBody) words() *app.Translated {
	if b == nil {
		return nil
	}
	return &app.Translated{Lang: b.Lang, Text: b.Text}
}

type translateInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body translationBody
}

type translatedOutput struct{ Body app.MessageTranslated }

func (s *server) translationOperations(api huma.API) {
	handle(s, api, operation{id: "translateMessage", method: "PUT", path: "/plans/{plan}/messages/{id}/translation", summary: "Put a person's translation beside a message"},
		func(ctx context.Context, in *translateInput) (*translatedOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			done, err := s.App.TranslateMessage(ctx, callerOf(ctx).Actor, app.TranslateMessage{Plan: in.Plan, ID: in.ID, Translated: *in.Body.words(), Mutation: m})
			return &translatedOutput{done}, err
		})
}
