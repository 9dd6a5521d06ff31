package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type breakGlassInput struct {
	ID   domain.ID `path:"id"`
	Body struct {
		Citizen domain.ID          `json:"citizen,omitempty" doc:"her id, as it stands where one was told of her"`
		Name    string             `json:"name,omitempty" maxLength:"400" doc:"her whole name; with born, where the id is left out"`
		Born    domain.Date        `json:"born,omitempty"`
		Reason  domain.GlassReason `json:"reason" enum:"danger,away,escalated,complaint"`
		Words   string             `json:"words" maxLength:"2000" doc:"why one must see the plan now, which the citizen reads"`
	}
}

type glassInput struct {
	ID domain.ID `path:"id"`
}

type glassOutput struct{ Body app.Glass }

// glassView documents the shape of a look; the plan in it is rendered elsewhere.
type glassView struct {
	Glass    app.Glass          `json:"glass"`
	Plan     Plan               `json:"plan"`
	Messages []app.GlassMessage `json:"messages"`
}

type glassViewOutput struct{ Body app.GlassView }

type glassListOutput struct{ Body app.GlassList }

func (s *server) glassOperations(api huma.API) {
	handle(s, api, operation{id: "breakGlass", method: "PUT", path: "/glass/{id}", summary: "Look at one plan that I do not work with, for a reason that the citizen reads"},
		func(ctx context.Context, in *breakGlassInput) (*glassOutput, error) {
			b := in.Body
			g, err := s.App.BreakGlass(ctx, callerOf(ctx).Actor, app.BreakGlass{ID: in.ID, Citizen: b.Citizen, Name: b.Name, Born: b.Born, Reason: b.Reason, Words: b.Words})
			return &glassOutput{g}, err
		})
	handle(s, api, operation{id: "getGlass", method: "GET", path: "/glass/{id}", summary: "The plan that I look at so, until the time is out", responses: rendered(api, glassView{})},
		func(ctx context.Context, in *glassInput) (*glassViewOutput, error) {
			v, err := s.App.GetGlass(ctx, callerOf(ctx).Actor, in.ID)
			return &glassViewOutput{v}, err
		})
	handle(s, api, operation{id: "listGlass", method: "GET", path: "/glass", summary: "Who looked at my citizens' plans without working with them, and why, in the last 30 days"},
		func(ctx context.Context, _ *empty) (*glassListOutput, error) {
			l, err := s.App.ListGlass(ctx, callerOf(ctx).Actor)
			return &glassListOutput{l}, err
		})
}
