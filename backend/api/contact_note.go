package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type contactSaysInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Text string `json:"text" maxLength:"4000"`
	}
}

type answerOfferInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Note domain.ID `path:"note"`
	Keyed
	Body struct {
		Answer string `json:"answer" enum:"yes,no"`
	}
}

type muteInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Muted bool `json:"muted"`
	}
}

type reportContactInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Words string `json:"words,omitempty" maxLength:"4000"`
	}
}

type notesOutput struct {
	Body struct {
		Notes []domain.ContactNote `json:"notes" nullable:"false"`
	}
}

type contactThreadsOutput struct {
	Body struct {
		Threads []app.ContactThread `json:"threads" nullable:"false"`
	}
}

func (s *server) contactNoteOperations(api huma.API) {
	handle(s, api, operation{id: "listContactThreads", method: "GET", path: "/plans/{plan}/contact-threads", summary: "What my people and I write to each other; to one of them, what he and the citizen do"},
		func(ctx context.Context, in *planInput) (*contactThreadsOutput, error) {
			out := &contactThreadsOutput{}
			threads, err := s.App.ListContactThreads(ctx, callerOf(ctx).Actor, in.Plan)
			out.Body.Threads = threads
			return out, err
		})
	handle(s, api, operation{id: "listNotes", method: "GET", path: "/plans/{plan}/contacts/{id}/notes", summary: "All that one of my people sent, also what I did not want to hear"},
		func(ctx context.Context, in *seeAsInput) (*notesOutput, error) {
			out := &notesOutput{}
			notes, err := s.App.ListNotes(ctx, callerOf(ctx).Actor, in.Plan, in.ID)
			out.Body.Notes = append([]domain.ContactNote{}, notes...)
			return out, err
		})
	say := func(of domain.ContactNoteKind) func(context.Context, *contactSaysInput) (*empty, error) {
		return func(ctx context.Context, in *contactSaysInput) (*empty, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			return &empty{}, s.App.SayAsContact(ctx, callerOf(ctx).Actor, app.ContactSays{Plan: in.Plan, ID: in.ID, Of: of, Text: in.Body.Text, Mutation: m})
		}
	}
	handle(s, api, operation{id: "encourage", method: "PUT", path: "/plans/{plan}/encouragements/{id}", summary: "Send the citizen a kind word", status: 204}, say(domain.NoteEncouragement))
	handle(s, api, operation{id: "offerHelp", method: "PUT", path: "/plans/{plan}/offers/{id}", summary: "Offer the citizen help", status: 204}, say(domain.NoteOffer))
	handle(s, api, operation{id: "answerOffer", method: "PUT", path: "/plans/{plan}/contacts/{id}/offers/{note}/answer", summary: "Say yes or no to an offer of help"},
		func(ctx context.Context, in *answerOfferInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.AnswerOffer(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Note, in.Body.Answer, m)
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "muteContact", method: "PUT", path: "/plans/{plan}/contacts/{id}/mute", summary: "Hear nothing of what one of my people sends, or hear it again"},
		func(ctx context.Context, in *muteInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.MuteContact(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Body.Muted, m)
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "reportContact", method: "PUT", path: "/plans/{plan}/contacts/{id}/report", summary: "Tell the consultant that one of my people is not good to me"},
		func(ctx context.Context, in *reportContactInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.ReportContact(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Body.Words, m)
			return &receiptOutput{r}, err
		})
}
