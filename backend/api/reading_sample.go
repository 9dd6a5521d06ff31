package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type readingSamplePath struct {
	Week domain.Date `path:"week" doc:"its Monday"`
}

type checkReadingInput struct {
	Week domain.Date `path:"week" doc:"its Monday"`
	ID   domain.ID   `path:"id"`
	Body struct {
		Said  app.ReadingJudgement `json:"said,omitempty" doc:"fine or asked"`
		Words string               `json:"words,omitempty" maxLength:"4000" doc:"what was asked and answered"`
	}
}

type readingWeeksOutput struct{ Body app.ReadingWeeks }

type readingSampleOutput struct{ Body app.ReadingSample }

type sampledReadingOutput struct{ Body app.SampledReading }

func (s *server) readingSampleOperations(api huma.API) {
	handle(s, api, operation{id: "listReadingSamples", method: "GET", path: "/me/reading-samples", summary: "How many readings of the last four weeks I am to look at; it names nobody"},
		func(ctx context.Context, _ *empty) (*readingWeeksOutput, error) {
			w, err := s.App.ListReadingSamples(ctx, callerOf(ctx).Actor)
			return &readingWeeksOutput{w}, err
		})
	handle(s, api, operation{id: "getReadingSample", method: "GET", path: "/me/reading-samples/{week}", summary: "Who has read what in a week: emergency access, who did not work with the citizen, and some of the others"},
		func(ctx context.Context, in *readingSamplePath) (*readingSampleOutput, error) {
			r, err := s.App.GetReadingSample(ctx, callerOf(ctx).Actor, in.Week)
			return &readingSampleOutput{r}, err
		})
	handle(s, api, operation{id: "checkReading", method: "PUT", path: "/me/reading-samples/{week}/{id}", summary: "What I think of a reading: fine, or what I asked about"},
		func(ctx context.Context, in *checkReadingInput) (*sampledReadingOutput, error) {
			r, err := s.App.CheckReading(ctx, callerOf(ctx).Actor, in.Week, in.ID, in.Body.Said, in.Body.Words)
			return &sampledReadingOutput{r}, err
		})
}
