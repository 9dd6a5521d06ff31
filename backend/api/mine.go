package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

const applicationZip = "application/zip"

type visibilityInput struct {
	Plan  domain.ID `path:"plan"`
	Thing domain.ID `query:"thing" doc:"of this one alone"`
}

type visibilityOutput struct{ Body app.Visibility }

type keptOutput struct{ Body app.KeptList }

type exportMineInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct{}
}

type schemaOutput struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// mineOperations are what the citizen can know of her own data, and take with her.
func (s *server) mineOperations(api huma.API) {
	zipped := map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{applicationZip: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	schema := map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{applicationJSON: {Schema: &huma.Schema{Type: huma.TypeObject}}}}}
	handle(s, api, operation{id: "getVisibility", method: "GET", path: "/plans/{plan}/visibility", summary: "Who can see each thing on my plan"},
		func(ctx context.Context, in *visibilityInput) (*visibilityOutput, error) {
			v, err := s.App.GetVisibility(ctx, callerOf(ctx).Actor, in.Plan, in.Thing)
			return &visibilityOutput{v}, err
		})
	handle(s, api, operation{id: "getRetention", method: "GET", path: "/plans/{plan}/retention", summary: "How long everything about me is kept, and when the oldest of it goes"},
		func(ctx context.Context, in *planInput) (*keptOutput, error) {
			k, err := s.App.GetRetention(ctx, callerOf(ctx).Actor, in.Plan)
			return &keptOutput{k}, err
		})
	handle(s, api, operation{id: "exportMine", method: "PUT", path: "/plans/{plan}/exports/{id}", summary: "Everything about me in one zip: data, to read, pictures and sounds", responses: zipped},
		func(ctx context.Context, in *exportMineInput) (*paperOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			file, err := s.App.ExportMine(ctx, callerOf(ctx).Actor, app.ExportMine{Plan: in.Plan, ID: in.ID, Mutation: m})
			return &paperOutput{applicationZip, `attachment; filename="alt-om-mig.zip"`, paperPolicy, file}, err
		})
	handle(s, api, operation{id: "getMineSchema", method: "GET", path: "/schemas/mine.json", summary: "The JSON Schema of the data in exportMine", responses: schema},
		func(context.Context, *struct{}) (*schemaOutput, error) {
			return &schemaOutput{applicationJSON, app.MineSchema}, nil
		})
}
