package api

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/domain"
	"tavlen/backend/signin"
	"tavlen/backend/store"
)

// cookieAsked binds a challenge to the browser of somebody who is not signed in.
const cookieAsked = "__Host-tavlen-asked"

// passkeyAnswer bounds what a browser says of a key pair.
const passkeyAnswer = 32 << 10

type passkeyAskedOutput struct {
	Body struct {
		Challenge domain.ID      `json:"challenge"`
		Options   map[string]any `json:"options" doc:"those of navigator.credentials.create or get, as PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON takes them"`
	}
}

type passkeyView struct {
	ID         domain.ID  `json:"id"`
	Credential string     `json:"credential" doc:"the id that its authenticator gave it, base64url: so a phone knows whether the passkey that opens its lock is still there"`
	Name       string     `json:"name,omitempty" doc:"what its owner calls it"`
	CreatedAt  time.Time  `json:"created_at"`
	UsedAt     *time.Time `json:"used_at,omitempty"`
	Synced     bool       `json:"synced" doc:"it may lie in its owner's account elsewhere, and so on her other devices (backup eligible)"`
}

type passkeyOutput struct{ Body passkeyView }

type passkeysOutput struct {
	Body struct {
		Passkeys []passkeyView `json:"passkeys"`
		Pin      bool          `json:"pin" doc:"whether this phone has a PIN"`
		Offered  bool          `json:"offered" doc:"whether browsers make passkeys for this address at all"`
	}
}

type addPasskeyInput struct {
	Request
	ID   domain.ID `path:"id"`
	Body struct {
		Challenge  domain.ID      `json:"challenge"`
		Name       string         `json:"name,omitempty" maxLength:"200"`
		Credential map[string]any `json:"credential" doc:"PublicKeyCredential.toJSON()"`
	}
}

type onePasskeyInput struct {
	ID domain.ID `path:"id"`
}

type passkeyAnswerInput struct {
	Request
	Body struct {
		Challenge  domain.ID      `json:"challenge"`
		Credential map[string]any `json:"credential" doc:"PublicKeyCredential.toJSON()"`
	}
}

type askInput struct {
	Request
	Body struct{}
}

func (s *server) passkeyOperations(api huma.API) {
	handle(s, api, operation{id: "listPasskeys", method: "GET", path: "/passkeys", summary: "One's own passkeys"}, s.listPasskeys)
	handle(s, api, operation{id: "askPasskey", method: "POST", path: "/passkeys/asked", summary: "Ask the browser for a new passkey"}, s.askPasskey)
	handle(s, api, operation{id: "addPasskey", method: "PUT", path: "/passkeys/{id}", summary: "Keep a new passkey", body: passkeyAnswer}, s.addPasskey)
	handle(s, api, operation{id: "removePasskey", method: "DELETE", path: "/passkeys/{id}", summary: "Remove a passkey", status: 204}, s.removePasskey)
	handle(s, api, operation{id: "askProof", method: "POST", path: "/session/proof/asked", summary: "Ask the browser to show with a passkey that it is her"}, s.askProof)
	handle(s, api, operation{id: "proveWithPasskey", method: "POST", path: "/session/proof", summary: "Show with a passkey that it is her", status: 204, body: passkeyAnswer}, s.proveWithPasskey)
	handle(s, api, operation{id: "askPasskeySignIn", method: "POST", path: "/session/passkey/asked", summary: "Ask the browser for a passkey to sign in with"}, s.askPasskeySignIn)
	handle(s, api, operation{id: "createSessionWithPasskey", method: "POST", path: "/session/passkey", summary: "Sign in with a passkey", body: passkeyAnswer}, s.createSessionWithPasskey)
}

func asked(a signin.Asked) (*passkeyAskedOutput, error) {
	out := &passkeyAskedOutput{}
	out.Body.Challenge = a.Challenge
	return out, json.Unmarshal(a.Options, &out.Body.Options)
}

func viewOf(k store.Passkey) passkeyView {
	v := passkeyView{ID: k.ID, Credential: base64.RawURLEncoding.EncodeToString(k.Credential), Name: k.Name, CreatedAt: k.CreatedAt, Synced: signin.Synced(k)}
	if !k.UsedAt.IsZero() {
		v.UsedAt = &k.UsedAt
	}
	return v
}

func (s *server) listPasskeys(ctx context.Context, _ *empty) (*passkeysOutput, error) {
	who, out := callerOf(ctx), &passkeysOutput{}
	mine, err := s.Signin.Passkeys(ctx, who.Actor)
	if err != nil {
		return nil, err
	}
	out.Body.Passkeys, out.Body.Pin, out.Body.Offered = make([]passkeyView, 0, len(mine)), who.session.HasPIN, s.Signin.HasPasskeys()
	for _, k := range mine {
		out.Body.Passkeys = append(out.Body.Passkeys, viewOf(k))
	}
	return out, nil
}

func (s *server) askPasskey(ctx context.Context, _ *askInput) (*passkeyAskedOutput, error) {
	a, err := s.Signin.BeginPasskey(ctx, callerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	return asked(a)
}

func (s *server) addPasskey(ctx context.Context, in *addPasskeyInput) (*passkeyOutput, error) {
	who := callerOf(ctx)
	credential, err := json.Marshal(in.Body.Credential)
	if err != nil {
		return nil, err
	}
	k, err := s.Signin.AddPasskey(ctx, who.Actor, signin.NewPasskey{ID: in.ID, Challenge: in.Body.Challenge, Credential: credential,
		Name: cmp.Or(in.Body.Name, who.session.Device, signin.DeviceOf(in.c.Get(fiber.HeaderUserAgent)))})
	if err != nil {
		return nil, err
	}
	return &passkeyOutput{viewOf(k)}, s.App.PasskeyAdded(ctx, who.Actor, k.ID)
}

func (s *server) removePasskey(ctx context.Context, in *onePasskeyInput) (*empty, error) {
	return &empty{}, s.Signin.RemovePasskey(ctx, callerOf(ctx).Actor, in.ID)
}

func (s *server) askProof(ctx context.Context, _ *askInput) (*passkeyAskedOutput, error) {
	a, err := s.Signin.BeginProof(ctx, callerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	return asked(a)
}

func (s *server) proveWithPasskey(ctx context.Context, in *passkeyAnswerInput) (*empty, error) {
	credential, err := json.Marshal(in.Body.Credential)
	if err != nil {
		return nil, err
	}
	return &empty{}, s.Signin.ProvePasskey(ctx, callerOf(ctx).Actor, in.Body.Challenge, credential)
}

func (s *server) askPasskeySignIn(ctx context.Context, in *askInput) (*passkeyAskedOutput, error) {
	// It keeps a challenge for whoever asks, so it costs as much as beginning at a provider.
	if err := s.logins.spend(domain.ID(network(s.clientIP(in.c)).String()), fiber.MethodGet); err != nil {
		return nil, err
	}
	a, err := s.Signin.BeginPasskeySignIn(ctx)
	if err != nil {
		return nil, err
	}
	hand(in.c, []http.Cookie{{Name: cookieAsked, Value: a.Secret, Path: "/", MaxAge: 300, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode}})
	return asked(a)
}

func (s *server) createSessionWithPasskey(ctx context.Context, in *passkeyAnswerInput) (*meOutput, error) {
	credential, err := json.Marshal(in.Body.Credential)
	if err != nil {
		return nil, err
	}
	former := signin.Tokens{Token: in.c.Cookies(cookieToken), Renew: in.c.Cookies(cookieRenew)}
	actor, session, tokens, err := s.Signin.PasskeySignIn(ctx, in.Body.Challenge, in.c.Cookies(cookieAsked), credential, signin.DeviceOf(in.c.Get(fiber.HeaderUserAgent)), former)
	if err != nil {
		return nil, err
	}
	me, err := s.me(ctx, actor, session)
	if err != nil {
		return nil, err
	}
	hand(in.c, append(s.cookies(tokens), http.Cookie{Name: cookieAsked, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode}))
	return &meOutput{me}, nil
}
