package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// StoryWords are what would be told of a story, and where.
type StoryWords struct {
	Heading   string      `json:"heading,omitempty" maxLength:"400"`
	Text      string      `json:"text,omitempty" maxLength:"8000" doc:"as it would be told; names nobody else and no place"`
	Uses      []string    `json:"uses,omitempty" maxItems:"10" doc:"where it may be told: colleagues, website, press"`
	Until     domain.Date `json:"until,omitempty" doc:"the day on which it is over, at most a year ahead"`
	FirstName bool        `json:"first_name,omitempty" doc:"told with the citizen's first name"`
}

type askStoryInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		StoryWords
		Version int `json:"version,omitempty" doc:"of the story that is changed; left out of a new one"`
	}
}

type answerStoryInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		StoryWords
		Version int  `json:"version" doc:"of the story that is answered"`
		Yes     bool `json:"yes" doc:"yes to just these words; with no, they are left out"`
	}
}

type storyDeedInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct{}
}

type exportStoryInput struct {
	Plan   domain.ID `path:"plan"`
	Story  domain.ID `path:"story"`
	Export domain.ID `path:"export"`
	Keyed
	Body struct {
		Format string `json:"format" doc:"pdf or text"`
	}
}

type endStoryExportInput struct {
	Export domain.ID `path:"export"`
	Keyed
	Body struct{}
}

type storiesOverOutput struct{ Body app.StoriesOver }

const plainText = "text/plain; charset=utf-8"

// storyFile documents an answer that is a file of either sort.
func storyFile() map[string]*huma.Response {
	binary := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	return map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{applicationPDF: {Schema: binary}, "text/plain": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
}

func (w StoryWords) asked(plan, id domain.ID, version int, m app.Mutation) app.AskStory {
	return app.AskStory{Plan: plan, ID: id, Version: version, Heading: w.Heading, Text: w.Text, Uses: w.Uses, Until: w.Until, FirstName: w.FirstName, Mutation: m}
}

func (s *server) storyOperations(api huma.API) {
	handle(s, api, operation{id: "askStory", method: "PUT", path: "/plans/{plan}/stories/{id}", summary: "Ask whether a story may be told, or change what was asked; the citizen answers anew"},
		func(ctx context.Context, in *askStoryInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.AskStory(ctx, callerOf(ctx).Actor, in.Body.asked(in.Plan, in.ID, in.Body.Version, m))
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "answerStory", method: "PUT", path: "/plans/{plan}/stories/{id}/answer", summary: "My story may be told, in just these words and so far; or no thanks"},
		func(ctx context.Context, in *answerStoryInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.AnswerStory(ctx, callerOf(ctx).Actor, app.AnswerStory{AskStory: in.Body.asked(in.Plan, in.ID, in.Body.Version, m), Yes: in.Body.Yes})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "withdrawStory", method: "PUT", path: "/plans/{plan}/stories/{id}/withdrawn", summary: "My story may not be told any more"},
		func(ctx context.Context, in *storyDeedInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.WithdrawStory(ctx, callerOf(ctx).Actor, app.StoryDeed{Plan: in.Plan, ID: in.ID, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "exportStory", method: "PUT", path: "/plans/{plan}/stories/{story}/exports/{export}", summary: "A story as a file to tell it by, while the citizen's yes stands", responses: storyFile()}, s.exportStory)
	handle(s, api, operation{id: "listStoriesOver", method: "GET", path: "/me/stories-over", summary: "What I fetched and am to take down"},
		func(ctx context.Context, _ *empty) (*storiesOverOutput, error) {
			list, err := s.App.ListStoriesOver(ctx, callerOf(ctx).Actor)
			return &storiesOverOutput{list}, err
		})
	handle(s, api, operation{id: "endStoryExport", method: "PUT", path: "/me/stories-over/{export}", summary: "What was fetched is told no more"},
		func(ctx context.Context, in *endStoryExportInput) (*storiesOverOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			if err := s.App.EndStoryExport(ctx, callerOf(ctx).Actor, in.Export, m); err != nil {
				return nil, err
			}
			list, err := s.App.ListStoriesOver(ctx, callerOf(ctx).Actor)
			return &storiesOverOutput{list}, err
		})
}

func (s *server) exportStory(ctx context.Context, in *exportStoryInput) (*paperOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	file, err := s.App.ExportStory(ctx, callerOf(ctx).Actor, app.ExportStory{Plan: in.Plan, Story: in.Story, ID: in.Export, Format: in.Body.Format, Mutation: m})
	if err != nil {
		return nil, err
	}
	if in.Body.Format == "text" {
		return &paperOutput{plainText, `attachment; filename="historie.txt"`, paperPolicy, file}, nil
	}
	return &paperOutput{applicationPDF, `attachment; filename="historie.pdf"`, paperPolicy, file}, nil
}
