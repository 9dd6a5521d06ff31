package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"sync"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"tavlen/backend/domain"
)

// now is real time: tokens are checked against it.
func now() time.Time { return domain.SystemClock{}.Now() }

var errUnknown = errors.New("unknown")

// storage keeps in memory what the library wants kept.
type storage struct {
	crypto [32]byte
	key    signingKey

	mu       sync.Mutex
	client   client
	people   map[string]*person
	requests map[string]*request
	codes    map[string]string // to the request's id
	access   map[string]*request
	refresh  map[string]*request
	renewals int
}

func newStorage() (*storage, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	s := &storage{key: signingKey{key}, people: map[string]*person{}, requests: map[string]*request{}, codes: map[string]string{}, access: map[string]*request{}, refresh: map[string]*request{}}
	_, _ = rand.Read(s.crypto[:])
	return s, err
}

func (s *storage) renewed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.renewals
}

// request is one sign-in, and what tokens are made of afterwards.
type request struct {
	*oidc.AuthRequest
	id, subject, acr string
	at               time.Time
}

func (a *request) GetID() string          { return a.id }
func (a *request) GetACR() string         { return a.acr }
func (a *request) GetAMR() []string       { return []string{"pwd"} }
func (a *request) GetAudience() []string  { return []string{a.ClientID} }
func (a *request) GetAuthTime() time.Time { return a.at }
func (a *request) GetClientID() string    { return a.ClientID }
func (a *request) GetCodeChallenge() *oidc.CodeChallenge {
	if a.CodeChallenge == "" {
		return nil
	}
	return &oidc.CodeChallenge{Challenge: a.CodeChallenge, Method: a.CodeChallengeMethod}
}
func (a *request) GetNonce() string                   { return a.Nonce }
func (a *request) GetRedirectURI() string             { return a.RedirectURI }
func (a *request) GetResponseType() oidc.ResponseType { return a.ResponseType }
func (a *request) GetResponseMode() oidc.ResponseMode { return a.ResponseMode }
func (a *request) GetScopes() []string                { return a.Scopes }
func (a *request) GetState() string                   { return a.State }
func (a *request) GetSubject() string                 { return a.subject }
func (a *request) Done() bool                         { return a.subject != "" }
func (a *request) SetCurrentScopes(scopes []string)   { a.Scopes = scopes }

func (s *storage) CreateAuthRequest(_ context.Context, r *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := &request{AuthRequest: r, id: rand.Text()}
	s.requests[a.id] = a
	return a, nil
}

func (s *storage) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.requests[id]; a != nil {
		return a, nil
	}
	return nil, errUnknown
}

func (s *storage) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	s.mu.Lock()
	id := s.codes[code]
	s.mu.Unlock()
	return s.AuthRequestByID(ctx, id)
}

func (s *storage) SaveAuthCode(_ context.Context, id, code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = id
	return nil
}

func (s *storage) DeleteAuthRequest(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.requests, id)
	return nil
}

const tokenLife = 5 * time.Minute

func (s *storage) accessToken(a *request) (string, time.Time) {
	id := rand.Text()
	s.access[id] = a
	return id, now().Add(tokenLife)
}

func (s *storage) CreateAccessToken(_ context.Context, r op.TokenRequest) (string, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := r.(*request)
	if !ok {
		return "", time.Time{}, errUnknown
	}
	id, until := s.accessToken(a)
	return id, until, nil
}

// CreateAccessAndRefreshTokens gives a new refresh token each time: the former is spent.
func (s *storage) CreateAccessAndRefreshTokens(_ context.Context, r op.TokenRequest, current string) (string, string, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := r.(*request)
	if !ok {
		return "", "", time.Time{}, errUnknown
	}
	if current != "" {
		delete(s.refresh, current)
		s.renewals++
	}
	id, until := s.accessToken(a)
	refresh := rand.Text()
	s.refresh[refresh] = a
	return id, refresh, until, nil
}

func (s *storage) TokenRequestByRefreshToken(_ context.Context, token string) (op.RefreshTokenRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.refresh[token]
	if a == nil || s.people[a.subject] == nil || s.people[a.subject].Disabled {
		return nil, op.ErrInvalidRefreshToken
	}
	return a, nil
}

func (s *storage) TerminateSession(context.Context, string, string) error { return nil }

func (s *storage) RevokeToken(context.Context, string, string, string) *oidc.Error { return nil }

func (s *storage) GetRefreshTokenInfo(context.Context, string, string) (string, string, error) {
	return "", "", op.ErrInvalidRefreshToken
}

func (s *storage) SigningKey(context.Context) (op.SigningKey, error) { return s.key, nil }

func (s *storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}

func (s *storage) KeySet(context.Context) ([]op.Key, error) { return []op.Key{publicKey{s.key}}, nil }

func (s *storage) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id != s.client.ID {
		return nil, errUnknown
	}
	return s.client, nil
}

func (s *storage) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id != s.client.ID || secret != s.client.Secret {
		return errUnknown
	}
	return nil
}

func (s *storage) SetUserinfoFromScopes(context.Context, *oidc.UserInfo, string, string, []string) error {
	return nil
}

// SetUserinfoFromRequest puts what is said of somebody into the ID token.
func (s *storage) SetUserinfoFromRequest(_ context.Context, info *oidc.UserInfo, r op.IDTokenRequest, _ []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client.UserInfo {
		return nil
	}
	return s.tell(info, r.GetSubject())
}

func (s *storage) SetUserinfoFromToken(_ context.Context, info *oidc.UserInfo, token, _, _ string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.access[token]
	if a == nil {
		return errUnknown
	}
	return s.tell(info, a.subject)
}

func (s *storage) tell(info *oidc.UserInfo, sub string) error {
	p := s.people[sub]
	if p == nil {
		return errUnknown
	}
	info.Subject = sub
	for name, value := range p.Claims {
		info.AppendClaims(name, value)
	}
	return nil
}

func (s *storage) SetIntrospectionFromToken(context.Context, *oidc.IntrospectionResponse, string, string, string) error {
	return errUnknown
}

func (s *storage) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}

func (s *storage) GetKeyByIDAndClientID(context.Context, string, string) (*jose.JSONWebKey, error) {
	return nil, errUnknown
}

func (s *storage) ValidateJWTProfileScopes(context.Context, string, []string) ([]string, error) {
	return nil, errUnknown
}

func (s *storage) Health(context.Context) error { return nil }

// signingKey signs ID tokens.
type signingKey struct{ key *rsa.PrivateKey }

func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k signingKey) Key() any                                    { return k.key }
func (k signingKey) ID() string                                  { return "1" }

type publicKey struct{ signingKey }

func (k publicKey) Algorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k publicKey) Use() string                        { return "sig" }
func (k publicKey) Key() any                           { return &k.key.PublicKey }
