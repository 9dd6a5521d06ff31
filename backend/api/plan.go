package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// PurposeInput is what a reading by staff may say of itself.
type PurposeInput struct {
	// Purpose is why staff open the plan; the citizen reads it in the log.
	Purpose app.Purpose `query:"purpose" enum:"follow_up,meeting,message,deputy,handover" doc:"why staff look, for the citizen's log"`
}

type getPlanInput struct {
	Plan        domain.ID `path:"plan"`
	IfNoneMatch string    `header:"If-None-Match"`
	PurposeInput
}

// rawOutput is an answer that was rendered elsewhere.
type rawOutput struct {
	Status      int
	ETag        string `header:"ETag"`
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// JSON is UTF-8 by itself, and has no parameter that says so (RFC 8259 §11).
const applicationJSON = "application/json"

func (s *server) planOperations(api huma.API) {
	handle(s, api, operation{id: "getPlan", method: "GET", path: "/plans/{plan}", summary: "The plan as I may see it", responses: rendered(api, Plan{})}, s.getPlan)
	handle(s, api, operation{id: "getPlanChanges", method: "GET", path: "/plans/{plan}/changes", summary: "What changed since my rev", responses: rendered(api, PlanChanges{})}, s.getPlanChanges)
	handle(s, api, operation{id: "getPlanPaper", method: "GET", path: "/plans/{plan}/paper", summary: "The plan as I may see it, on one page of A4 (PDF)", responses: pdf()}, s.getPlanPaper)
	loosen(api)
}

// rendered documents the shape of an answer that is sent as bytes.
func rendered(api huma.API, shape any) map[string]*huma.Response {
	return map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{"application/json": {Schema: schemaOf(api, shape)}}}}
}

func (s *server) getPlan(ctx context.Context, in *getPlanInput) (*rawOutput, error) {
	// Access comes before the question whether there is anything new.
	v, err := s.App.GetPlan(ctx, callerOf(ctx).Actor, in.Plan, in.Purpose)
	if err != nil {
		return nil, err
	}
	out := &rawOutput{ETag: `"` + v.Rev + `"`}
	if matches(in.IfNoneMatch, out.ETag) {
		out.Status = http.StatusNotModified
		return out, nil
	}
	out.Status, out.ContentType, out.Body = http.StatusOK, applicationJSON, v.Body
	return out, nil
}

// matches compares weakly (RFC 9110 §13.1.2).
func matches(header, etag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if part = strings.TrimPrefix(strings.TrimSpace(part), "W/"); part == etag || part == "*" {
			return true
		}
	}
	return false
}

type getChangesInput struct {
	Plan  domain.ID `path:"plan"`
	Since string    `query:"since" maxLength:"64" doc:"the rev I last saw"`
	Brief bool      `query:"brief" doc:"leave out what I know: format, since, the time, and of a step that I have the fields that are as they were"`
	PurposeInput
}

func (s *server) getPlanChanges(ctx context.Context, in *getChangesInput) (*rawOutput, error) {
	body, err := s.App.GetPlanChanges(ctx, callerOf(ctx).Actor, in.Plan, in.Since, in.Brief, in.Purpose)
	return &rawOutput{Status: http.StatusOK, ContentType: applicationJSON, Body: body}, err
}
