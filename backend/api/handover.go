package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type handOverInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct {
		To        domain.ID   `json:"to,omitempty" doc:"the new consultant"`
		FromDate  domain.Date `json:"from_date,omitempty" doc:"her first day; today is at once"`
		Reason    string      `json:"reason,omitempty" maxLength:"4000" doc:"told to the citizen"`
		Farewell  string      `json:"farewell,omitempty" maxLength:"4000"`
		Withdrawn bool        `json:"withdrawn,omitempty" doc:"takes back the change that is still to come"`
	}
}

type onHandoverInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct {
		Text string `json:"text" maxLength:"4000"`
	}
}

type (
	handedOutput    struct{ Body app.Handed }
	handoverOutput  struct{ Body app.HandoverView }
	handoversOutput struct{ Body app.HandoverList }
)

func (s *server) handoverOperations(api huma.API) {
	handOver := func(do func(context.Context, access.Actor, app.HandOver) (app.Handed, error)) func(context.Context, *handOverInput) (*handedOutput, error) {
		return func(ctx context.Context, in *handOverInput) (*handedOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			b := in.Body
			h, err := do(ctx, callerOf(ctx).Actor, app.HandOver{Plan: in.Plan, To: b.To, From: b.FromDate, Reason: b.Reason, Farewell: b.Farewell, Withdrawn: b.Withdrawn, Mutation: m})
			return &handedOutput{h}, err
		}
	}
	handle(s, api, operation{id: "changeConsultant", method: "PUT", path: "/plans/{plan}/consultant", summary: "Give my citizen to a colleague from a day on, or take that back"}, handOver(s.App.ChangeConsultant))
	handle(s, api, operation{id: "handOver", method: "PUT", path: "/me/handovers/{plan}", summary: "Give a consultant's citizen to another, as team lead"}, handOver(s.App.ChangeConsultantAsLead))
	handle(s, api, operation{id: "helloFromConsultant", method: "PUT", path: "/plans/{plan}/consultant/hello", summary: "Say hello as the new consultant"},
		func(ctx context.Context, in *onHandoverInput) (*handedOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			h, err := s.App.HelloFromConsultant(ctx, callerOf(ctx).Actor, app.OnHandover{Plan: in.Plan, Text: in.Body.Text, Mutation: m})
			return &handedOutput{h}, err
		})
	handle(s, api, operation{id: "tellNewConsultant", method: "PUT", path: "/plans/{plan}/consultant/word", summary: "Say what the new consultant should know"},
		func(ctx context.Context, in *onHandoverInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			r, err := s.App.TellNewConsultant(ctx, callerOf(ctx).Actor, app.OnHandover{Plan: in.Plan, Text: in.Body.Text, Mutation: m})
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "getHandover", method: "GET", path: "/plans/{plan}/consultant", summary: "The change of consultant, with what passes on"},
		func(ctx context.Context, in *planInput) (*handoverOutput, error) {
			h, err := s.App.GetHandover(ctx, callerOf(ctx).Actor, in.Plan)
			return &handoverOutput{h}, err
		})
	handle(s, api, operation{id: "listHandovers", method: "GET", path: "/me/handovers", summary: "Changes of consultant that concern me, and whom I can give to a colleague"},
		func(ctx context.Context, _ *empty) (*handoversOutput, error) {
			list, err := s.App.ListHandovers(ctx, callerOf(ctx).Actor)
			return &handoversOutput{list}, err
		})
}
