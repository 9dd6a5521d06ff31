package api

import (
	"context"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// PutSettings are what a person may choose of how to be reached.
type PutSettings struct {
	Reminders  []string       `json:"reminders,omitempty" nullable:"true" maxItems:"20" doc:"ISO 8601 durations before a meeting, at most ten; null leaves it to the meeting, else a day and two hours; [] is none, but before what is mandatory"`
	QuietHours *domain.Clocks `json:"quiet_hours,omitempty" doc:"wall clock in Copenhagen; from = to is none, null is 21:00 to 07:00"`
	Channels   []string       `json:"channels,omitempty" nullable:"true" maxItems:"20" doc:"push, sms, email and call, in the order to try; null is push, sms, email"`
	Phone      *string        `json:"phone,omitempty" nullable:"true" maxLength:"80" doc:"eight digits are Danish; kept as E.164"`
	Email      *string        `json:"email,omitempty" nullable:"true" maxLength:"400"`
	Language   *string        `json:"language,omitempty" nullable:"true" maxLength:"8"`
}

type settingsInput struct {
	Keyed
	Body PutSettings
}

type settingsOutput struct{ Body app.OwnSettings }

type remindersInput struct {
	Before domain.ID `query:"before" doc:"the id of the last one got: those due before it follow"`
}

type remindersOutput struct{ Body app.Reminders }

type openedInput struct {
	ID domain.ID `path:"id"`
	Keyed
	Body struct{}
}

type reminderOutput struct{ Body app.Reminder }

type callsOutput struct{ Body app.CallList }

type endCallInput struct {
	ID domain.ID `path:"id"`
	Keyed
	Body struct {
		How     string `json:"how" enum:"phone,message,letter,visit"`
		Reached bool   `json:"reached"`
		Note    string `json:"note,omitempty" maxLength:"8000" doc:"the citizen can read it"`
	}
}

type callEndedOutput struct{ Body app.CallEnded }

type reachInput struct {
	Plan domain.ID `path:"plan"`
}

type reachOutput struct{ Body app.Reach }

// reportInput is a delivery report as GatewayAPI sends it; another gateway's must have the
// same fields. More that stands in it is left alone: the sender is no client of ours.
type reportInput struct {
	Gateway string `path:"gateway" maxLength:"40"`
	Secret  string `path:"secret" maxLength:"100"`
	Body    struct {
		_       struct{} `additionalProperties:"true"`
		ID      any      `json:"id,omitempty" doc:"the gateway's id of the message, a number or a text"`
		UserRef string   `json:"userref,omitempty" maxLength:"200" doc:"our reference of it"`
		Status  string   `json:"status" maxLength:"100" doc:"DELIVERED; UNDELIVERABLE, EXPIRED, REJECTED, SKIPPED or DELETED; anything else is on its way"`
	}
}

func (s *server) reachOperations(api huma.API) {
	handle(s, api, operation{id: "updateMe", method: "PUT", path: "/me/settings", summary: "Change how I want to be reached"}, s.updateMe)
	handle(s, api, operation{id: "listReminders", method: "GET", path: "/me/reminders", summary: "What I was told of, and when"},
		func(ctx context.Context, in *remindersInput) (*remindersOutput, error) {
			list, err := s.App.ListReminders(ctx, callerOf(ctx).Actor, in.Before)
			return &remindersOutput{list}, err
		})
	handle(s, api, operation{id: "markOpened", method: "PUT", path: "/me/reminders/{id}/opened", summary: "I opened what I was told of"},
		func(ctx context.Context, in *openedInput) (*reminderOutput, error) {
			// Opened twice is opened once, so the key is looked at and not kept.
			if _, err := in.mutation(); err != nil {
				return nil, err
			}
			r, err := s.App.MarkOpened(ctx, callerOf(ctx).Actor, in.ID)
			return &reminderOutput{r}, err
		})
	handle(s, api, operation{id: "listCalls", method: "GET", path: "/me/calls", summary: "Whom to call, because nothing else reached them"},
		func(ctx context.Context, _ *empty) (*callsOutput, error) {
			list, err := s.App.ListCalls(ctx, callerOf(ctx).Actor)
			return &callsOutput{list}, err
		})
	handle(s, api, operation{id: "endCall", method: "PUT", path: "/me/calls/{id}", summary: "How a call went"}, s.endCall)
	handle(s, api, operation{id: "getReach", method: "GET", path: "/plans/{plan}/reach", summary: "How the citizen can be reached, and what could not be told"},
		func(ctx context.Context, in *reachInput) (*reachOutput, error) {
			r, err := s.App.GetReach(ctx, callerOf(ctx).Actor, in.Plan)
			return &reachOutput{r}, err
		})
	handle(s, api, operation{id: "takeDeliveryReport", method: "POST", path: "/delivery/{gateway}/{secret}", summary: "An SMS gateway tells what became of a message", status: 204},
		func(ctx context.Context, in *reportInput) (*empty, error) {
			return &empty{}, s.App.TakeDeliveryReport(ctx, in.Gateway, in.Secret, reportOf(in))
		})
}

func (s *server) updateMe(ctx context.Context, in *settingsInput) (*settingsOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	fields, _, err := sentFields(in.RawBody)
	if err != nil {
		return nil, err
	}
	who := callerOf(ctx)
	own, err := s.App.UpdateMe(ctx, who.Actor, app.UpdateMe{Fields: fields, Unproved: s.proved(ctx, who), Mutation: m})
	return &settingsOutput{own}, err
}

func (s *server) endCall(ctx context.Context, in *endCallInput) (*callEndedOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	out, err := s.App.EndCall(ctx, callerOf(ctx).Actor, app.EndCall{ID: in.ID, How: in.Body.How, Reached: in.Body.Reached, Note: in.Body.Note, Mutation: m})
	return &callEndedOutput{out}, err
}

// reportOf reads the statuses of GatewayAPI's delivery reports.
func reportOf(in *reportInput) domain.Report {
	r := domain.Report{Reference: in.Body.UserRef, State: domain.DeliverySent, Outcome: strings.ToLower(in.Body.Status)}
	switch id := in.Body.ID.(type) {
	case string:
		r.Proof = id
	case float64:
		r.Proof = strconv.FormatFloat(id, 'f', -1, 64)
	}
	switch strings.ToUpper(in.Body.Status) {
	case "DELIVERED":
		r.State = domain.DeliveryDelivered
	case "UNDELIVERABLE", "UNDELIVERED", "EXPIRED", "REJECTED", "SKIPPED", "DELETED", "FAILED":
		r.State = domain.DeliveryFailed
	default:
		r.Outcome = ""
	}
	return r
}
