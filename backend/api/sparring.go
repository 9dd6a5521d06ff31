package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type sparringOutput struct{ Body app.SparringList }

type putSparringInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Question string            `json:"question" maxLength:"4000" doc:"written anew, naming nobody"`
		Tried    string            `json:"tried,omitempty" maxLength:"4000" doc:"what was tried, naming nobody"`
		Areas    []domain.Area     `json:"areas,omitempty" maxItems:"20"`
		Help     []string          `json:"help,omitempty" maxItems:"20"`
		Signs    []putSparringSign `json:"signs,omitempty" maxItems:"20"`
		Known    string            `json:"known,omitempty" maxLength:"40"`
	}
}

type putSparringSign struct {
	Sign string `json:"sign" maxLength:"40"`
	Age  string `json:"age" maxLength:"40"`
}

type sparringPath struct {
	Card domain.ID `path:"card"`
}

type ideaPath struct {
	Card domain.ID `path:"card"`
	ID   domain.ID `path:"id"`
}

type putIdeaInput struct {
	Card domain.ID `path:"card"`
	ID   domain.ID `path:"id"`
	Body struct {
		Text string `json:"text" maxLength:"4000"`
	}
}

type keepIdeaInput struct {
	Card domain.ID `path:"card"`
	ID   domain.ID `path:"id"`
	Body struct{}
}

type keptIdeaPath struct {
	ID domain.ID `path:"id"`
}

func (s *server) sparringOperations(api huma.API) {
	handle(s, api, operation{id: "listSparring", method: "GET", path: "/me/sparring", summary: "What my team asks each other about, and what I keep of it"},
		func(ctx context.Context, _ *empty) (*sparringOutput, error) { return s.sparring(ctx, nil) })
	handle(s, api, operation{id: "putSparring", method: "PUT", path: "/plans/{plan}/sparring/{id}", summary: "Ask my team about a citizen, without saying who it is"},
		func(ctx context.Context, in *putSparringInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			card := domain.SparringCard{Question: in.Body.Question, Tried: in.Body.Tried, Areas: in.Body.Areas, Help: in.Body.Help, Known: in.Body.Known}
			for _, x := range in.Body.Signs {
				card.Signs = append(card.Signs, domain.SparringSign(x))
			}
			r, err := s.App.PutSparring(ctx, callerOf(ctx).Actor, in.Plan, in.ID, card, m)
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "endSparring", method: "DELETE", path: "/me/sparring/{card}", summary: "Take my card down for good"},
		func(ctx context.Context, in *sparringPath) (*sparringOutput, error) {
			return s.sparring(ctx, s.App.EndSparring(ctx, callerOf(ctx).Actor, in.Card))
		})
	handle(s, api, operation{id: "putIdea", method: "PUT", path: "/me/sparring/{card}/ideas/{id}", summary: "Give a colleague an idea"},
		func(ctx context.Context, in *putIdeaInput) (*sparringOutput, error) {
			return s.sparring(ctx, s.App.PutIdea(ctx, callerOf(ctx).Actor, in.Card, in.ID, in.Body.Text))
		})
	handle(s, api, operation{id: "removeIdea", method: "DELETE", path: "/me/sparring/{card}/ideas/{id}", summary: "Take an idea away for good: my own, or one on my card"},
		func(ctx context.Context, in *ideaPath) (*sparringOutput, error) {
			return s.sparring(ctx, s.App.RemoveIdea(ctx, callerOf(ctx).Actor, in.Card, in.ID))
		})
	handle(s, api, operation{id: "keepIdea", method: "PUT", path: "/me/sparring/{card}/ideas/{id}/kept", summary: "Keep an idea on my card as a note to myself"},
		func(ctx context.Context, in *keepIdeaInput) (*sparringOutput, error) {
			return s.sparring(ctx, s.App.KeepIdea(ctx, callerOf(ctx).Actor, in.Card, in.ID))
		})
	handle(s, api, operation{id: "forgetIdea", method: "DELETE", path: "/me/sparring-notes/{id}", summary: "Forget what I kept"},
		func(ctx context.Context, in *keptIdeaPath) (*sparringOutput, error) {
			return s.sparring(ctx, s.App.ForgetIdea(ctx, callerOf(ctx).Actor, in.ID))
		})
}

// sparring answers with all of it, as it is after what was done.
func (s *server) sparring(ctx context.Context, err error) (*sparringOutput, error) {
	if err != nil {
		return nil, err
	}
	list, err := s.App.ListSparring(ctx, callerOf(ctx).Actor)
	return &sparringOutput{list}, err
}
