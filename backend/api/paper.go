package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/domain"
)

const applicationPDF = "application/pdf"

// pdf documents an answer that is a PDF.
func pdf() map[string]*huma.Response {
	return map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{applicationPDF: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
}

type getPaperInput struct {
	Plan    domain.ID `path:"plan"`
	Private bool      `query:"private" default:"true" doc:"whether what is marked as sensitive stands on it"`
	PurposeInput
}

type paperOutput struct {
	ContentType string `header:"Content-Type"`
	// The file's name says nothing of whose plan it is: it lies in the phone's downloads.
	Disposition string `header:"Content-Disposition"`
	CSP         string `header:"Content-Security-Policy"`
	Body        []byte
}

func (s *server) getPlanPaper(ctx context.Context, in *getPaperInput) (*paperOutput, error) {
	doc, err := s.App.GetPlanPaper(ctx, callerOf(ctx).Actor, in.Plan, in.Purpose, in.Private)
	if err != nil {
		return nil, err
	}
	return &paperOutput{applicationPDF, `inline; filename="tavlen.pdf"`, paperPolicy, doc}, nil
}
