package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
)

type consentTextsOutput struct{ Body app.ConsentTexts }

type consentInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Code        string      `json:"code" maxLength:"40" doc:"of the text that was read"`
		Version     int         `json:"version" doc:"of the text that was read"`
		Department  string      `json:"department,omitempty" maxLength:"40"`
		Assessment  domain.ID   `json:"assessment,omitempty"`
		Until       domain.Date `json:"until,omitempty" doc:"the first day on which it holds no more; at most a year"`
		How         string      `json:"how,omitempty" enum:"app,paper,spoken"`
		On          domain.Date `json:"on,omitempty" doc:"staff: the day on which it was given"`
		Witness     string      `json:"witness,omitempty" maxLength:"200" doc:"staff: who saw it, where it is on paper"`
		Interpreter string      `json:"interpreter,omitempty" maxLength:"200" doc:"staff: who translated"`
	}
}

type consentPath struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct{}
}

// consentOperations are what the citizen says yes to.
func (s *server) consentOperations(api huma.API) {
	handle(s, api, operation{id: "listConsentTexts", method: "GET", path: "/consent-texts", summary: "What a citizen can say yes to, in the words that hold now"},
		func(ctx context.Context, _ *struct{}) (*consentTextsOutput, error) {
			t, err := s.App.ConsentTexts(ctx)
			return &consentTextsOutput{t}, err
		})
	handle(s, api, operation{id: "putConsent", method: "PUT", path: "/plans/{plan}/consents/{id}", summary: "Say yes to something, or write down that the citizen did"}, s.putConsent)
	handle(s, api, operation{id: "withdrawConsent", method: "PUT", path: "/plans/{plan}/consents/{id}/withdrawn", summary: "Take a consent back, at once"}, s.onConsent((*app.App).WithdrawConsent))
	handle(s, api, operation{id: "confirmConsent", method: "PUT", path: "/plans/{plan}/consents/{id}/confirmed", summary: "Say that what staff wrote down is what I said"}, s.onConsent((*app.App).ConfirmConsent))
	handle(s, api, operation{id: "letConsentRunOut", method: "PUT", path: "/plans/{plan}/consents/{id}/let-run-out", summary: "Say that a consent may stop by itself on its day"}, s.onConsent((*app.App).LetConsentRunOut))
}

func (s *server) putConsent(ctx context.Context, in *consentInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	r, err := s.App.PutConsent(ctx, callerOf(ctx).Actor, app.PutConsent{Plan: in.Plan, ID: in.ID, Code: b.Code, Version: b.Version, Department: b.Department, Assessment: b.Assessment,
		Until: b.Until, How: b.How, On: b.On, Witness: b.Witness, Interpreter: b.Interpreter, Mutation: m})
	return &receiptOutput{r}, err
}

// onConsent is what is done with a consent that is there.
func (s *server) onConsent(do func(*app.App, context.Context, access.Actor, app.WithdrawConsent) (app.Receipt, error)) func(context.Context, *consentPath) (*receiptOutput, error) {
	return func(ctx context.Context, in *consentPath) (*receiptOutput, error) {
		m, err := in.mutation()
		if err != nil {
			return nil, err
		}
		r, err := do(s.App, ctx, callerOf(ctx).Actor, app.WithdrawConsent{Plan: in.Plan, ID: in.ID, Mutation: m})
		return &receiptOutput{r}, err
	}
}
