package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// CatalogueView is the answer of getCatalogue.
type CatalogueView struct {
	Format  int                     `json:"format"`
	Tag     string                  `json:"tag"`
	Entries []domain.CatalogueEntry `json:"entries"`
}

type getCatalogueInput struct {
	IfNoneMatch string `header:"If-None-Match"`
}

// PutWish is what the citizen says when she wants to hear about some help.
type PutWish struct {
	Entry  *string `json:"entry,omitempty" doc:"the code of the help"`
	Words  *string `json:"words,omitempty" nullable:"true" maxLength:"8000" doc:"in her own words"`
	To     *string `json:"to,omitempty" enum:"consultant,department" doc:"who gets to know; must be chosen where the help is confidential"`
	Status *string `json:"status,omitempty" enum:"active,dropped" doc:"dropped puts it aside"`
}

type answerWishInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Text string `json:"text" maxLength:"8000"`
	}
}

func (s *server) catalogueOperations(api huma.API) {
	handle(s, api, operation{id: "getCatalogue", method: "GET", path: "/catalogue", summary: "The help there is", responses: rendered(api, CatalogueView{})}, s.getCatalogue)
	handle(s, api, operation{id: "wishForHelp", method: "PUT", path: "/plans/{plan}/wishes/{id}", summary: "Say that I want to hear about some help"},
		func(ctx context.Context, in *putInput[PutWish]) (*receiptOutput, error) {
			return s.put(ctx, in.Plan, in.ID, domain.KindWish, in.IfMatch, in.Keyed)
		})
	handle(s, api, operation{id: "answerWish", method: "PUT", path: "/plans/{plan}/wishes/{id}/answer", summary: "Answer what the citizen wants to hear about"}, s.answerWish)
}

func (s *server) getCatalogue(ctx context.Context, in *getCatalogueInput) (*rawOutput, error) {
	c, err := s.App.GetCatalogue(ctx)
	if err != nil {
		return nil, err
	}
	out := &rawOutput{ETag: `"` + c.Tag + `"`}
	if matches(in.IfNoneMatch, out.ETag) {
		out.Status = http.StatusNotModified
		return out, nil
	}
	out.Status, out.ContentType, out.Body = http.StatusOK, applicationJSON, c.Body
	return out, nil
}

func (s *server) answerWish(ctx context.Context, in *answerWishInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	r, err := s.App.AnswerWish(ctx, callerOf(ctx).Actor, app.AnswerWish{Plan: in.Plan, ID: in.ID, Text: in.Body.Text, Mutation: m})
	return &receiptOutput{r}, err
}
