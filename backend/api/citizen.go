package api

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
)

// Keyed is what every write may carry to be done once.
type Keyed struct {
	Key     domain.ID `header:"Idempotency-Key" doc:"the mutation's own id: sent again with the same body it gives the first answer again"`
	RawBody []byte
}

// mutation names the wish. A key that is no id is refused, so that an entity's own key
// ("create:…") cannot be imitated.
func (k Keyed) mutation() (app.Mutation, error) {
	if k.Key != "" && !k.Key.Valid() {
		return app.Mutation{}, domain.Invalid(domain.FieldError{Field: "Idempotency-Key", Code: domain.CodeInvalid, Detail: "Nøglen har ikke den rigtige form."})
	}
	sum := sha256.Sum256(k.RawBody)
	return app.Mutation{Key: string(k.Key), BodyHash: sum[:]}, nil
}

type citizensOutput struct{ Body app.CitizenList }

type createCitizenInput struct {
	ID domain.ID `path:"id"`
	Keyed
	Body struct {
		Name          string `json:"name" maxLength:"400"`
		PreferredName string `json:"preferred_name,omitempty" maxLength:"400"`
		Language      string `json:"language,omitempty" maxLength:"8"`
		Phone         string `json:"phone,omitempty" maxLength:"80"`
		CPR           string `json:"cpr,omitempty" maxLength:"20" doc:"by which MitID finds the citizen; never shown again"`
		Plan          struct {
			ID    domain.ID `json:"id"`
			Title string    `json:"title,omitempty" maxLength:"400"`
		} `json:"plan"`
	}
}

type putCPRInput struct {
	ID   domain.ID `path:"id"`
	Body struct {
		CPR string `json:"cpr" maxLength:"20" doc:"ten characters, with or without a dash; never shown again"`
	}
}

type createdOutput struct{ Body app.Created }

type issueCodeInput struct {
	ID     domain.ID `path:"id"`
	CodeID domain.ID `path:"code"`
	Body   struct{}
}

type codeOutput struct {
	Body struct {
		Code      string    `json:"code" doc:"to read out: letters, digits and dashes"`
		Link      string    `json:"link" doc:"to show as a QR code"`
		ExpiresAt time.Time `json:"expires_at"`
	}
}

func (s *server) citizenOperations(api huma.API) {
	handle(s, api, operation{id: "listMyCitizens", method: "GET", path: "/citizens", summary: "The citizens I work with, those who wait first"},
		func(ctx context.Context, _ *empty) (*citizensOutput, error) {
			list, err := s.App.ListMyCitizens(ctx, callerOf(ctx).Actor)
			return &citizensOutput{list}, err
		})
	handle(s, api, operation{id: "createCitizen", method: "PUT", path: "/citizens/{id}", summary: "A new citizen, with a plan"}, s.createCitizen)
	handle(s, api, operation{id: "putCitizenCpr", method: "PUT", path: "/citizens/{id}/cpr", summary: "The number by which MitID finds a citizen", status: 204}, s.putCitizenCPR)
	handle(s, api, operation{id: "issueCode", method: "PUT", path: "/citizens/{id}/codes/{code}", summary: "A one-time sign-in code to hand over"}, s.issueCode)
}

func (s *server) createCitizen(ctx context.Context, in *createCitizenInput) (*createdOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	out, err := s.App.CreateCitizen(ctx, callerOf(ctx).Actor, app.NewCitizen{
		Person: domain.Person{ID: in.ID, Name: b.Name, PreferredName: b.PreferredName, Language: b.Language, Phone: b.Phone}, Plan: b.Plan.ID, Title: b.Plan.Title, CPR: b.CPR, Mutation: m})
	return &createdOutput{out}, err
}

func (s *server) putCitizenCPR(ctx context.Context, in *putCPRInput) (*empty, error) {
	ended, err := s.App.PutCitizenCPR(ctx, callerOf(ctx).Actor, in.ID, in.Body.CPR)
	s.Signin.Ended(ended...)
	return &empty{}, err
}

func (s *server) issueCode(ctx context.Context, in *issueCodeInput) (*codeOutput, error) {
	if !in.CodeID.Valid() {
		return nil, domain.ErrNotFound
	}
	actor := callerOf(ctx).Actor
	if err := s.App.MayIssueCode(ctx, actor, in.ID); err != nil {
		return nil, err
	}
	code, err := s.Signin.IssueCode(ctx, in.ID, actor.Person, in.CodeID, signin.CodeLife)
	out := &codeOutput{}
	out.Body.Code, out.Body.Link, out.Body.ExpiresAt = code.Spoken, s.PublicURL+"/ind/"+code.Link, code.Expires
	return out, err
}
