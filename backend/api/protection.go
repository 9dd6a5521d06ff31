package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type protectionInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct {
		Protected bool `json:"protected" doc:"the citizen lives at a protected address"`
		People    bool `json:"people,omitempty" doc:"we have talked about it, and she may invite people all the same"`
	}
}

// Protection is there where the citizen lives at a protected address, for the two whose plan it is.
type Protection struct {
	People bool `json:"people"`
}

func (s *server) protectionOperations(api huma.API) {
	handle(s, api, operation{id: "putProtection", method: "PUT", path: "/plans/{plan}/protection", summary: "Whether the citizen lives at a protected address"},
		func(ctx context.Context, in *protectionInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			if err := s.provedFor(ctx, "putProtection", access.Wish{On: in.Body.Protected, People: in.Body.People}); err != nil {
				return nil, err
			}
			r, err := s.App.PutProtection(ctx, callerOf(ctx).Actor, app.Protect{Plan: in.Plan, Protected: in.Body.Protected, People: in.Body.People, Mutation: m})
			return &receiptOutput{r}, err
		})
}
