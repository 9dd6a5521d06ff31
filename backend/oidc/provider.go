package oidc

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	coreos "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"
)

// What can go wrong. What is around them says more, for the log; never what was answered.
var (
	// ErrUnreachable: the provider does not answer, or answers that it cannot.
	ErrUnreachable = errors.New("the provider cannot be reached")
	// ErrDeclined: whoever was to prove who it is did not want to.
	ErrDeclined = errors.New("the sign-in was not gone through with")
	// ErrUntrusted: the answer is not one that may be believed.
	ErrUntrusted = errors.New("the provider's answer cannot be believed")
	// ErrTooLow: it is not sure enough who it is.
	ErrTooLow = errors.New("the level of assurance is too low")
	// ErrNoRole: the person is known, and has no role here.
	ErrNoRole = errors.New("no claim gives a role here")
	// ErrRefused: the provider vouches for the person no longer.
	ErrRefused = errors.New("the provider does not renew")
)

// algorithms may sign what we believe. A key that both sides know (HS256) signs nothing
// here, nor does "none".
var algorithms = []string{coreos.RS256, coreos.RS384, coreos.RS512, coreos.PS256, coreos.PS384, coreos.PS512, coreos.ES256, coreos.ES384, coreos.ES512, coreos.EdDSA}

// Options are what a Provider needs.
type Options struct {
	Issuer, ClientID, Secret string
	// Redirect is where the browser comes back to. Each provider has its own, so that one's
	// answer cannot be handed in as another's (RFC 9700, section 4.4.2.2).
	Redirect string
	Profile  Profile
	// Least is the level of assurance that is demanded; "" demands none.
	Least Level
}

// Provider is one that vouches for people. It may be used by any number at a time.
type Provider struct {
	Options

	asking singleflight.Group
	found  atomic.Pointer[found]
}

// found is what the provider says of itself. Its keys are fetched anew when one is unknown.
type found struct {
	provider *coreos.Provider
	verifier *coreos.IDTokenVerifier
	oauth    oauth2.Config
	// namesItself says that every answer has the parameter iss (RFC 9207).
	namesItself bool
}

// New makes one. Nothing is asked of it before somebody wants to sign in, so that the
// program starts without it.
func New(o Options) *Provider {
	if o.Profile.Level.Least != "" {
		o.Least = o.Profile.Level.Least
	}
	return &Provider{Options: o}
}

// discover asks the provider who it is, once it has answered never again. Who comes meanwhile
// waits for the same answer, as long as he likes: not in a line of those who ask one after the other.
func (p *Provider) discover(ctx context.Context) (*found, error) {
	if f := p.found.Load(); f != nil {
		return f, nil
	}
	answer := p.asking.DoChan("", func() (any, error) {
		// Whoever asked may go; the others still wait.
		f, err := p.ask(context.WithoutCancel(ctx))
		if err == nil {
			p.found.Store(f)
		}
		return f, err
	})
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: nobody waits for it any more", ErrUnreachable)
	case a := <-answer:
		f, _ := a.Val.(*found)
		return f, a.Err
	}
}

// ask is bounded by the client's patience.
func (p *Provider) ask(ctx context.Context) (*found, error) {
	provider, err := coreos.NewProvider(with(ctx), p.Issuer)
	var other *coreos.IssuerMismatchError
	if errors.As(err, &other) {
		return nil, fmt.Errorf("%w: it calls itself otherwise than the setting does", ErrUntrusted)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: it does not say what it is", ErrUnreachable)
	}
	var said struct {
		AuthURL     string `json:"authorization_endpoint"`
		TokenURL    string `json:"token_endpoint"`
		UserInfoURL string `json:"userinfo_endpoint"`
		KeysURL     string `json:"jwks_uri"`
		NamesItself bool   `json:"authorization_response_iss_parameter_supported"`
	}
	if err := provider.Claims(&said); err != nil {
		return nil, fmt.Errorf("%w: what it says of itself cannot be read", ErrUntrusted)
	}
	for _, address := range []string{said.AuthURL, said.TokenURL, said.KeysURL, said.UserInfoURL} {
		if !p.mayAsk(address) && (address != "" || p.Profile.UserInfo) {
			return nil, fmt.Errorf("%w: it names an address that is not https", ErrUntrusted)
		}
	}
	f := &found{provider: provider, namesItself: said.NamesItself}
	f.verifier = provider.Verifier(&coreos.Config{ClientID: p.ClientID, SupportedSigningAlgs: algorithms})
	f.oauth = oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: provider.Endpoint(), RedirectURL: p.Redirect, Scopes: p.scopes()}
	return f, nil
}

// Try asks the provider who it is, as the first sign-in does.
func (p *Provider) Try(ctx context.Context) error {
	_, err := p.discover(ctx)
	return err
}

// mayAsk says whether an address is as safe as the issuer's own.
func (p *Provider) mayAsk(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && strings.HasPrefix(p.Issuer, "http://")
}

func (p *Provider) scopes() []string {
	out := []string{coreos.ScopeOpenID}
	for _, s := range p.Profile.Scopes {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Attempt is one try to sign in, as we remember it. Whoever brings the answer must bring
// State in the address; Nonce and Verifier never leave us in clear.
type Attempt struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	// Anew is when somebody was sent to prove anew who it is, by the machine's own clock; zero
	// where the provider may know it from before.
	Anew time.Time `json:"anew,omitzero"`
}

// NewAttempt makes one, of 256 random bits each.
func NewAttempt() Attempt {
	return Attempt{State: random(), Nonce: random(), Verifier: oauth2.GenerateVerifier()}
}

func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Start gives the address to send the browser to.
func (p *Provider) Start(ctx context.Context, a Attempt) (string, error) {
	f, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	params := []oauth2.AuthCodeOption{coreos.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	for name, value := range p.Profile.Params {
		params = append(params, oauth2.SetAuthURLParam(name, strings.ReplaceAll(value, "{level}", p.Profile.Ask[p.Least])))
	}
	if !a.Anew.IsZero() {
		for name, value := range p.Profile.anew() {
			params = append(params, oauth2.SetAuthURLParam(name, value))
		}
	}
	return f.oauth.AuthCodeURL(a.State, params...), nil
}
