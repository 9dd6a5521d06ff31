package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type searchInput struct {
	Plan domain.ID `path:"plan"`
	PurposeInput
	// The words stand in the body: addresses are kept in logs.
	Body struct {
		Thread domain.ID `json:"thread,omitempty" doc:"left out: the thread with the consultant"`
		Before domain.ID `json:"before,omitempty" doc:"look at what is older than this message"`
		Words  string    `json:"words" maxLength:"400"`
	}
}

type foundOutput struct{ Body app.Found }

type recallInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct{}
}

type recalledOutput struct{ Body app.Recalled }

type noAnswerInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Undone bool `json:"undone,omitempty" doc:"it needs one after all"`
	}
}

type noAnswerOutput struct{ Body app.NoAnswerNeeded }

type correctInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Text string `json:"text" maxLength:"8000"`
	}
}

type correctedOutput struct{ Body app.Corrected }

type repliesOutput struct {
	Body struct {
		Replies []domain.SavedReply `json:"replies"`
	}
}

type replyInput struct {
	ID   domain.ID `path:"id"`
	Body struct {
		Title string `json:"title" maxLength:"200"`
		Text  string `json:"text" maxLength:"4000"`
	}
}

type exportInput struct {
	Plan   domain.ID `path:"plan"`
	Thread domain.ID `path:"thread"`
	ID     domain.ID `path:"id"`
	Keyed
	Body struct {
		Format string `json:"format" doc:"pdf or json"`
	}
}

// file documents an answer that is a file of either sort.
func file() map[string]*huma.Response {
	return map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{
		applicationPDF: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}, applicationJSON: {Schema: &huma.Schema{Type: huma.TypeObject}}}}}
}

func (s *server) exportThread(ctx context.Context, in *exportInput) (*paperOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	e, err := s.App.ExportThread(ctx, callerOf(ctx).Actor, app.ExportThread{Plan: in.Plan, Thread: in.Thread, ID: in.ID, Format: in.Body.Format, Mutation: m})
	if err != nil {
		return nil, err
	}
	kind := applicationPDF
	if e.Receipt.Format == "json" {
		kind = applicationJSON
	}
	return &paperOutput{kind, `attachment; filename="samtale.` + e.Receipt.Format + `"`, paperPolicy, e.File}, nil
}

type noInput struct{}

type replyPath struct {
	ID domain.ID `path:"id"`
}

// threadOperations are what can be done in a thread besides writing and reading on.
func (s *server) threadOperations(api huma.API) {
	handle(s, api, operation{id: "searchMessages", method: "POST", path: "/plans/{plan}/messages/search", summary: "Look for words in a thread"},
		func(ctx context.Context, in *searchInput) (*foundOutput, error) {
			found, err := s.App.SearchMessages(ctx, callerOf(ctx).Actor, in.Plan, in.Body.Thread, in.Body.Before, in.Body.Words, in.Purpose)
			return &foundOutput{found}, err
		})
	handle(s, api, operation{id: "recallMessage", method: "PUT", path: "/plans/{plan}/messages/{id}/recall", summary: "Take a message of one's own back, within 30 seconds"},
		func(ctx context.Context, in *recallInput) (*recalledOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			done, err := s.App.RecallMessage(ctx, callerOf(ctx).Actor, app.AfterSent{Plan: in.Plan, ID: in.ID, Mutation: m})
			return &recalledOutput{done}, err
		})
	handle(s, api, operation{id: "needNoAnswer", method: "PUT", path: "/plans/{plan}/messages/{id}/no-answer", summary: "The citizen's message needs no answer, or does after all"},
		func(ctx context.Context, in *noAnswerInput) (*noAnswerOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			n, err := s.App.NeedNoAnswer(ctx, callerOf(ctx).Actor, app.NeedNoAnswer{Plan: in.Plan, ID: in.ID, Undone: in.Body.Undone, Mutation: m})
			return &noAnswerOutput{n}, err
		})
	handle(s, api, operation{id: "correctMessage", method: "PUT", path: "/plans/{plan}/messages/{id}/text", summary: "Correct a message of one's own; what it said stays readable"},
		func(ctx context.Context, in *correctInput) (*correctedOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			done, err := s.App.CorrectMessage(ctx, callerOf(ctx).Actor, app.AfterSent{Plan: in.Plan, ID: in.ID, Text: in.Body.Text, Mutation: m})
			return &correctedOutput{done}, err
		})
	handle(s, api, operation{id: "exportThread", method: "PUT", path: "/plans/{plan}/threads/{thread}/exports/{id}", summary: "A thread as a file, with a receipt in the plan's history", responses: file()}, s.exportThread)
	handle(s, api, operation{id: "listReplies", method: "GET", path: "/me/replies", summary: "What I often write"},
		func(ctx context.Context, _ *noInput) (*repliesOutput, error) { return s.replies(ctx, nil) })
	handle(s, api, operation{id: "putReply", method: "PUT", path: "/me/replies/{id}", summary: "Keep what I often write"},
		func(ctx context.Context, in *replyInput) (*repliesOutput, error) {
			return s.replies(ctx, s.App.PutSavedReply(ctx, callerOf(ctx).Actor, domain.SavedReply{ID: in.ID, Title: in.Body.Title, Text: in.Body.Text}))
		})
	handle(s, api, operation{id: "deleteReply", method: "DELETE", path: "/me/replies/{id}", summary: "Forget what I often wrote"},
		func(ctx context.Context, in *replyPath) (*repliesOutput, error) {
			return s.replies(ctx, s.App.DeleteSavedReply(ctx, callerOf(ctx).Actor, in.ID))
		})
}

// replies answers with all of them, as they are after what was done.
func (s *server) replies(ctx context.Context, err error) (*repliesOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &repliesOutput{}
	out.Body.Replies, err = s.App.SavedReplies(ctx, callerOf(ctx).Actor)
	return out, err
}
