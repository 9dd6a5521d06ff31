package testkit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"tavlen/backend/api"
	"tavlen/backend/oidc"
	"tavlen/backend/signin"
)

// ClientSecret is what the providers of the tests give the installation.
const ClientSecret = "a-secret-of-at-least-thirty-two-bytes"

// OIDCProvider is a real OpenID provider in a process of its own (testkit/oidcprovider).
type OIDCProvider struct {
	t      testing.TB
	Issuer string
	// Profile says how it names things, Least what level is demanded of it.
	Profile oidc.Profile
	Least   oidc.Level
	// UserInfo says that it tells its claims at the userinfo endpoint alone.
	UserInfo bool
	cmd      *exec.Cmd
	in       io.WriteCloser
}

// NewOIDCProvider starts one and ends it with the test.
func NewOIDCProvider(t testing.TB, profile oidc.Profile) *OIDCProvider {
	t.Helper()
	p := &OIDCProvider{t: t, Profile: profile}
	p.Start()
	t.Cleanup(p.Stop)
	return p
}

// Start starts it, again where it was before.
func (p *OIDCProvider) Start() {
	p.t.Helper()
	addr := "127.0.0.1:0"
	if p.Issuer != "" {
		addr = "127.0.0.1" + p.Issuer[strings.LastIndex(p.Issuer, ":"):]
	}
	// The go command keeps what it built; nothing of it is part of any other program.
	p.cmd = exec.Command("go", "run", "-buildvcs=false", "tavlen/backend/testkit/oidcprovider", addr) //nolint:gosec,noctx // its life ends with the pipe
	var err error
	p.cmd.Stderr = os.Stderr
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		p.t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	var said struct{ Issuer string }
	if err == nil {
		err = json.Unmarshal(line, &said)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.Issuer = said.Issuer
}

// Stop ends it: nobody answers there any more.
func (p *OIDCProvider) Stop() {
	if p.cmd == nil {
		return
	}
	_ = p.in.Close()
	_ = p.cmd.Wait()
	p.cmd = nil
}

// provider is it as the installation at an address has it.
func (p *OIDCProvider) provider(site string, d signin.Door) *oidc.Provider {
	if p == nil {
		return nil
	}
	redirect := site + api.ReturnPath(d)
	p.control("client", map[string]any{"id": "tavlen", "secret": ClientSecret, "redirects": []string{redirect}, "userinfo": p.UserInfo})
	return oidc.New(oidc.Options{Issuer: p.Issuer, ClientID: "tavlen", Secret: ClientSecret, Redirect: redirect, Profile: p.Profile, Least: p.Least})
}

// User is one who can sign in at a provider, with the password "godkendt".
type User struct {
	Sub      string         `json:"sub"`
	Claims   map[string]any `json:"claims"`
	ACR      string         `json:"acr"`
	Disabled bool           `json:"disabled"`
	Password string         `json:"password"`
}

const password = "godkendt"

// SetUser says who somebody is.
func (p *OIDCProvider) SetUser(u User) {
	u.Password = password
	p.control("user", u)
}

// Bend says what is to be wrong with every answer, see oidcprovider/bend.go; nil: nothing.
func (p *OIDCProvider) Bend(how map[string]any) {
	if how == nil {
		how = map[string]any{}
	}
	p.control("bend", how)
}

// Renewals gives how often it renewed its word for somebody.
func (p *OIDCProvider) Renewals() (n int) {
	if err := json.Unmarshal(p.control("renewals", nil), &n); err != nil {
		p.t.Fatal(err)
	}
	return n
}

func (p *OIDCProvider) control(what string, body any) []byte {
	p.t.Helper()
	doc, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.Issuer+"/control/"+what, bytes.NewReader(doc))
	if err != nil {
		p.t.Fatal(err)
	}
	res, err := httpClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		p.t.Fatalf("%s: %d %s %v", what, res.StatusCode, all, err)
	}
	return all
}

var requestID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// Prove goes, as a browser does, from where the installation led to back to it: the address
// that the provider leads to, which is not opened yet.
func (p *OIDCProvider) Prove(t testing.TB, to, sub string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	// It stops where it is led away from the provider.
	c := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(r.URL.String(), p.Issuer) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, _ := p.open(t, c, http.MethodGet, to, nil)
	id := requestID.FindStringSubmatch(page)
	if id == nil {
		t.Fatalf("no page to sign in at: %s", page)
	}
	_, back := p.open(t, c, http.MethodPost, p.Issuer+"/login", url.Values{"id": {id[1]}, "user": {sub}, "password": {password}})
	if back == nil {
		t.Fatalf("%s is not led back", sub)
	}
	return back
}

func (p *OIDCProvider) open(t testing.TB, c *http.Client, method, to string, form url.Values) (page string, on *url.URL) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, to, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	on, _ = res.Location()
	return string(all), on
}
