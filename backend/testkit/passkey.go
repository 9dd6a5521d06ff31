package testkit

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/descope/virtualwebauthn"

	"tavlen/backend/domain"
)

// Phone is an authenticator that makes passkeys and signs with them, as a phone with a
// fingerprint does. Origin is the page it believes it is on.
type Phone struct {
	t      testing.TB
	rp     virtualwebauthn.RelyingParty
	auth   virtualwebauthn.Authenticator
	key    virtualwebauthn.Credential
	Origin string
}

// NewPhone makes an authenticator with a key pair that no server knows yet.
func (s *Server) NewPhone(t testing.TB) *Phone {
	return &Phone{t: t, rp: virtualwebauthn.RelyingParty{ID: "localhost", Name: "Tavlen"}, auth: virtualwebauthn.NewAuthenticator(), key: virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2), Origin: strings.Replace(s.URL, "127.0.0.1", "localhost", 1)}
}

func (p *Phone) site() virtualwebauthn.RelyingParty {
	rp := p.rp
	rp.Origin = p.Origin
	return rp
}

// asked reads what the server asked for: its challenge, and the options as a browser gets them.
func (p *Phone) asked(r Response) (challenge string, options string) {
	p.t.Helper()
	if r.Status != 200 {
		p.t.Fatalf("asked: %d %s", r.Status, r.Body)
	}
	var body struct {
		Challenge string          `json:"challenge"`
		Options   json.RawMessage `json:"options"`
	}
	if err := json.Unmarshal(r.Body, &body); err != nil {
		p.t.Fatal(err)
	}
	return body.Challenge, string(body.Options)
}

// Makes answers the request for a new passkey.
func (p *Phone) Makes(r Response) map[string]any {
	p.t.Helper()
	challenge, text := p.asked(r)
	options, err := virtualwebauthn.ParseAttestationOptions(text)
	if err != nil {
		p.t.Fatal(err)
	}
	p.auth.Options.UserHandle = []byte(options.UserID)
	return p.body(challenge, virtualwebauthn.CreateAttestationResponse(p.site(), p.auth, p.key, *options))
}

// Signs answers the request to sign.
func (p *Phone) Signs(r Response) map[string]any {
	p.t.Helper()
	challenge, text := p.asked(r)
	options, err := virtualwebauthn.ParseAssertionOptions(text)
	if err != nil {
		p.t.Fatal(err)
	}
	p.key.Counter++
	return p.body(challenge, virtualwebauthn.CreateAssertionResponse(p.site(), p.auth, p.key, *options))
}

// Rewind sets back how often it says it has signed, as a copy of it would.
func (p *Phone) Rewind() { p.key.Counter = 0 }

// As makes the phone name another's handle beside its own signature.
func (p *Phone) As(other *Phone) { p.auth.Options.UserHandle = other.auth.Options.UserHandle }

func (p *Phone) body(challenge, answer string) map[string]any {
	p.t.Helper()
	var credential map[string]any
	if err := json.Unmarshal([]byte(answer), &credential); err != nil {
		p.t.Fatal(err)
	}
	return map[string]any{"challenge": challenge, "credential": credential}
}

// Register makes a passkey of the phone's for whoever is signed in on the client.
func (p *Phone) Register(c *Client) domain.ID {
	p.t.Helper()
	id := domain.NewID()
	body := p.Makes(c.Do("POST", "/passkeys/asked", map[string]any{}))
	if r := c.Do("PUT", "/passkeys/"+string(id), body); r.Status != 200 {
		p.t.Fatalf("register: %d %s", r.Status, r.Body)
	}
	return id
}
