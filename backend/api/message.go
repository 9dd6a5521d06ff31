package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type listMessagesInput struct {
	Plan   domain.ID `path:"plan"`
	Thread domain.ID `query:"thread" doc:"left out: the thread with the consultant"`
	Before domain.ID `query:"before" doc:"messages before this one; left out: the newest"`
	Limit  int       `query:"limit" minimum:"1" maximum:"100" default:"50"`
	PurposeInput
}

type messagesOutput struct{ Body app.MessageList }

type sendMessageInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Thread domain.ID `json:"thread,omitempty"`
		Text   string    `json:"text" maxLength:"8000"`
		// What was uploaded for this message; it needs no text then.
		Attachment  domain.ID        `json:"attachment,omitempty"`
		Kind        string           `json:"kind,omitempty" enum:"text,photo,voice"`
		Mood        string           `json:"mood,omitempty" doc:"how the writer feels: happy, okay, tired, worried, sad or angry"`
		Translation *translationBody `json:"translation,omitempty" doc:"staff only: the words in the citizen's language, as a person wrote them"`
	}
}

type sentOutput struct{ Body app.Sent }

type readInput struct {
	Plan domain.ID `path:"plan"`
	Body struct {
		Thread domain.ID `json:"thread"`
		UpTo   domain.ID `json:"up_to" doc:"the last message that was seen"`
	}
}

type readOutput struct {
	Body struct {
		Read int64 `json:"read" doc:"how many were not read before"`
	}
}

func (s *server) messageOperations(api huma.API) {
	handle(s, api, operation{id: "listMessages", method: "GET", path: "/plans/{plan}/messages", summary: "A page of a thread"},
		func(ctx context.Context, in *listMessagesInput) (*messagesOutput, error) {
			list, err := s.App.ListMessages(ctx, callerOf(ctx).Actor, in.Plan, in.Thread, in.Before, in.Limit, in.Purpose)
			return &messagesOutput{list}, err
		})
	handle(s, api, operation{id: "sendMessage", method: "PUT", path: "/plans/{plan}/messages/{id}", summary: "Send a message"}, s.sendMessage)
	handle(s, api, operation{id: "markMessagesRead", method: "POST", path: "/plans/{plan}/messages/read", summary: "I have read up to here"},
		func(ctx context.Context, in *readInput) (*readOutput, error) {
			n, err := s.App.MarkMessagesRead(ctx, callerOf(ctx).Actor, in.Plan, in.Body.Thread, in.Body.UpTo)
			out := &readOutput{}
			out.Body.Read = n
			return out, err
		})
}

func (s *server) sendMessage(ctx context.Context, in *sendMessageInput) (*sentOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	sent, err := s.App.SendMessage(ctx, callerOf(ctx).Actor, app.Send{Plan: in.Plan, ID: in.ID, Thread: in.Body.Thread, Text: in.Body.Text, Attachment: in.Body.Attachment, Kind: in.Body.Kind, Mood: domain.Mood(in.Body.Mood), Translation: in.Body.Translation.words(), Mutation: m})
	return &sentOutput{sent}, err
}
