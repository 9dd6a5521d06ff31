package oidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	coreos "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tavlen/backend/domain"
)

// Answer is what the browser brought back in the address.
type Answer struct {
	State, Code, Issuer, Error string
}

// Identity is what is believed of somebody.
type Identity struct {
	// Person is the provider's name for somebody; it is unique together with Issuer.
	Issuer, Person            string
	Name, Email, Title, Phone string
	Level                     Level
	// CPR is as the claim has it; "" where it has none.
	CPR string
	// Role and Department are staff's.
	Role       domain.Role
	Department string
	// Proved is for how long it has been proved already, by the provider's word; negative where it
	// does not say.
	Proved time.Duration
	// Refresh renews what was said; "" where the provider gives none.
	Refresh string
	// at is the claim auth_time, zero where there is none.
	at time.Time
}

// Finish takes what the browser brought back, fetches what it stands for and checks it.
func (p *Provider) Finish(ctx context.Context, a Attempt, in Answer) (Identity, error) {
	f, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	// Who answered comes before what: a mixed-up answer's error is not ours to believe.
	if in.Issuer != p.Issuer && (in.Issuer != "" || f.namesItself) {
		return Identity{}, fmt.Errorf("%w: it comes from another issuer", ErrUntrusted)
	}
	if !same(in.State, a.State) {
		return Identity{}, fmt.Errorf("%w: it has another state", ErrUntrusted)
	}
	switch in.Error {
	case "":
	case "access_denied", "login_required", "interaction_required":
		return Identity{}, ErrDeclined
	case "server_error", "temporarily_unavailable":
		return Identity{}, ErrUnreachable
	default:
		return Identity{}, fmt.Errorf("%w: it is an error", ErrUntrusted)
	}
	token, err := f.oauth.Exchange(with(ctx), in.Code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		if answered(err) {
			return Identity{}, fmt.Errorf("%w: the code is not taken", ErrUntrusted)
		}
		return Identity{}, ErrUnreachable
	}
	id, err := p.read(ctx, f, token, a.Nonce)
	if err == nil {
		id.Proved, err = p.proved(id.at, a.Anew)
	}
	if err == nil && id.Refresh == "" && len(p.Profile.Roles.Values) > 0 {
		return Identity{}, fmt.Errorf("%w: it gives staff no refresh token, so nobody would hear that somebody has left", ErrUntrusted)
	}
	return id, err
}

// skew is how far the provider's clock may be behind ours.
const skew = time.Minute

// proved says for how long somebody has proved who it is, negative where nobody says. Whoever was
// sent to prove it anew must have done so since: what asked for it in the address is the
// browser's to take away (section 3.1.2.1 and 2, auth_time).
func (p *Provider) proved(at, anew time.Time) (time.Duration, error) {
	now := domain.SystemClock{}.Now()
	switch {
	case !at.IsZero() && !anew.IsZero() && at.Before(anew.Add(-skew)):
		return 0, fmt.Errorf("%w: nobody proved anew who it is", ErrUntrusted)
	case !at.IsZero():
		return max(0, now.Sub(at)), nil
	case p.Profile.Anew.NoAuthTime:
		return 0, nil
	case !anew.IsZero():
		return 0, fmt.Errorf("%w: it does not say when somebody proved who it is", ErrUntrusted)
	}
	return -1, nil
}

// Renew asks whether the provider still vouches for somebody, and as what. ErrRefused says
// that it does not; ErrUnreachable that nobody can say.
func (p *Provider) Renew(ctx context.Context, person, refresh string) (Identity, error) {
	f, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	token, err := f.oauth.TokenSource(with(ctx), &oauth2.Token{RefreshToken: refresh}).Token()
	if err != nil {
		if refused(err) {
			return Identity{}, ErrRefused
		}
		return Identity{}, ErrUnreachable
	}
	if token.RefreshToken == "" {
		token.RefreshToken = refresh
	}
	id, err := p.read(ctx, f, token, "")
	if err == nil && id.Person != person {
		return Identity{}, fmt.Errorf("%w: it speaks of somebody else", ErrUntrusted)
	}
	return id, err
}

// read checks an ID token (OpenID Connect Core 1.0, section 3.1.3.7) and reads the profile's
// claims from it, and from the userinfo endpoint what only stands there. Nonce is "" for a
// token that was renewed, which need not have one (section 12.2).
func (p *Provider) read(ctx context.Context, f *found, token *oauth2.Token, nonce string) (Identity, error) {
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return Identity{}, fmt.Errorf("%w: it holds no ID token", ErrUntrusted)
	}
	checked, err := f.verifier.Verify(with(ctx), raw)
	if err != nil {
		var late *coreos.TokenExpiredError
		if errors.As(err, &late) {
			return Identity{}, fmt.Errorf("%w: the ID token has run out", ErrUntrusted)
		}
		return Identity{}, fmt.Errorf("%w: the ID token does not hold", ErrUntrusted)
	}
	var c claims
	if err := checked.Claims(&c); err != nil {
		return Identity{}, fmt.Errorf("%w: the ID token cannot be read", ErrUntrusted)
	}
	// A token for several is for the one it was issued to.
	if by := c.text("azp"); by != "" && by != p.ClientID || by == "" && len(checked.Audience) > 1 {
		return Identity{}, fmt.Errorf("%w: the ID token was issued to another", ErrUntrusted)
	}
	if nonce != "" && !same(checked.Nonce, nonce) {
		return Identity{}, fmt.Errorf("%w: it has another nonce", ErrUntrusted)
	}
	if checked.AccessTokenHash != "" && checked.VerifyAccessToken(token.AccessToken) != nil {
		return Identity{}, fmt.Errorf("%w: the ID token goes with another access token", ErrUntrusted)
	}
	if p.Profile.UserInfo {
		if c, err = p.addUserInfo(ctx, f, token, checked.Subject, c); err != nil {
			return Identity{}, err
		}
	}
	id, err := p.identity(c)
	id.Refresh, id.at = token.RefreshToken, c.instant("auth_time")
	return id, err
}

// addUserInfo adds what only the userinfo endpoint tells. It is not signed, so the ID token
// wins where both say something, and its subject must be the same (section 5.3.2).
func (p *Provider) addUserInfo(ctx context.Context, f *found, token *oauth2.Token, subject string, c claims) (claims, error) {
	info, err := f.provider.UserInfo(with(ctx), oauth2.StaticTokenSource(token))
	if err != nil {
		return c, fmt.Errorf("%w: it does not tell who it is", ErrUnreachable)
	}
	more := claims{}
	if info.Subject != subject || info.Claims(&more) != nil {
		return c, fmt.Errorf("%w: the userinfo is somebody else's", ErrUntrusted)
	}
	for name, value := range c {
		more[name] = value
	}
	return more, nil
}

// answered says whether the provider refused, rather than failed.
func answered(err error) bool {
	var e *oauth2.RetrieveError
	return errors.As(err, &e) && e.Response != nil && e.Response.StatusCode >= 400 && e.Response.StatusCode < 500
}

// refused says whether the grant is no good any more. That we are misconfigured
// (invalid_client) or called too often says nothing of the person.
func refused(err error) bool {
	var e *oauth2.RetrieveError
	return errors.As(err, &e) && (e.ErrorCode == "invalid_grant" || e.ErrorCode == "access_denied" || e.ErrorCode == "interaction_required" || e.ErrorCode == "login_required")
}

func same(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// claims are a token's, by name.
type claims map[string]json.RawMessage
