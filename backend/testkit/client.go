package testkit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Client is one person's phone or desk: it keeps cookies as a browser would on a secure
// origin.
type Client struct {
	t       testing.TB
	server  *Server
	Person  domain.ID
	cookies map[string]string
	// AsksAgain leaves it to the test to prove again that it is her; otherwise the client does it
	// when it is asked to, as a person would, and repeats what it wanted.
	AsksAgain bool
	lines     http.Header
}

// httpClient asks for nothing to be compressed unless a test does: packing each answer in
// order to unpack it again is no small part of what the tests would do. It goes nowhere else
// by itself: where an answer leads is for the test to see.
var httpClient = func() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableCompression = true
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}()

// Response is an answer that was read whole.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// Anonymous gives a phone on which nobody is signed in.
func (s *Server) Anonymous(t testing.TB) *Client {
	return &Client{t: t, server: s, cookies: map[string]string{}}
}

// SignIn signs a person in with a one-time code, as people do.
func (s *Server) SignIn(t testing.TB, person domain.ID) *Client {
	t.Helper()
	code, err := s.Signin.IssueCode(t.Context(), person, domain.System, domain.NewID(), 10*60*1e9)
	if err != nil {
		t.Fatal(err)
	}
	// As people who have come before: a citizen who shows a code alone sees little.
	if err := s.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.MarkStrong(person, s.Clock.Now()) }); err != nil {
		t.Fatal(err)
	}
	return s.SignInWithCode(t, person, code.Link)
}

// SignInWithCode signs a person in with a code that was given to her.
func (s *Server) SignInWithCode(t testing.TB, person domain.ID, code string) *Client {
	t.Helper()
	c := s.Anonymous(t)
	c.Person = person
	if r := c.Do("POST", "/session", map[string]any{"code": code}); r.Status != http.StatusOK {
		t.Fatalf("sign in: %d %s", r.Status, r.Body)
	}
	return c
}

// Do sends a request to the API and reads the answer. Body is sent as JSON unless it is
// nil or a []byte; headers are pairs. A path is the API's; "root:/healthz" is another.
func (c *Client) Do(method, path string, body any, headers ...string) Response {
	c.t.Helper()
	var doc []byte
	switch b := body.(type) {
	case nil:
	case []byte:
		doc = b
	default:
		var err error
		if doc, err = json.Marshal(b); err != nil {
			c.t.Fatal(err)
		}
	}
	r := c.once(method, path, doc, headers)
	if r.Status != http.StatusForbidden || c.AsksAgain || r.Code() != string(domain.CodeStepUp) {
		return r
	}
	actor, _, _, err := c.server.Signin.Authenticate(c.t.Context(), c.cookies["__Host-tavlen"], "")
	if err == nil {
		err = c.server.Signin.Proved(c.t.Context(), actor)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return c.once(method, path, doc, headers)
}

func (c *Client) once(method, path string, doc []byte, headers []string) Response {
	c.t.Helper()
	res := c.send(c.t.Context(), method, path, doc, headers)
	defer func() { _ = res.Body.Close() }()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return Response{res.StatusCode, res.Header, all}
}

// DoWith is Do with headers that may have several lines.
func (c *Client) DoWith(method, path string, body any, headers http.Header) Response {
	c.t.Helper()
	c.lines = headers
	defer func() { c.lines = nil }()
	return c.Do(method, path, body)
}

func (c *Client) send(ctx context.Context, method, path string, doc []byte, headers []string) *http.Response {
	c.t.Helper()
	var body io.Reader
	if doc != nil {
		body = bytes.NewReader(doc)
	}
	if rest, outside := strings.CutPrefix(path, "root:"); outside {
		path = rest // a path outside the API: "root:/healthz"
	} else {
		path = "/api/v1" + path
	}
	req, err := http.NewRequestWithContext(ctx, method, c.server.URL+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if doc != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range c.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value}) //nolint:gosec // a request's cookie has no attributes
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	for name, lines := range c.lines {
		req.Header[http.CanonicalHeaderKey(name)] = lines
	}
	res, err := httpClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, k := range res.Cookies() {
		if k.MaxAge < 0 {
			delete(c.cookies, k.Name)
		} else {
			c.cookies[k.Name] = k.Value
		}
	}
	return res
}

// Cookie gives what the phone keeps under a name.
func (c *Client) Cookie(name string) string { return c.cookies[name] }

// SetCookie puts something else there.
func (c *Client) SetCookie(name, value string) { c.cookies[name] = value }

// JSON reads an answer's body.
func (r Response) JSON(t testing.TB) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(r.Body, &out); err != nil {
		t.Fatalf("%d %s: %v", r.Status, r.Body, err)
	}
	return out
}

// Code gives a problem's stable code, "" when the answer is none.
func (r Response) Code() string {
	var p struct{ Code string }
	_ = json.Unmarshal(r.Body, &p)
	return p.Code
}

// Event is one Server-Sent Event.
type Event struct{ ID, Name, Data string }

// Stream opens a stream and gives its events; the channel closes with the stream, and
// the stream ends with the test.
func (c *Client) Stream(path string, headers ...string) <-chan Event {
	c.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	c.t.Cleanup(cancel)
	res := c.send(ctx, http.MethodGet, path, nil, headers) //nolint:bodyclose // the goroutine that reads it closes it
	if res.StatusCode != http.StatusOK {
		c.t.Fatalf("stream %s: %d", path, res.StatusCode)
	}
	events := make(chan Event, 1000)
	go func() {
		defer close(events)
		defer func() { _ = res.Body.Close() }()
		var e Event
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "id":
				e.ID = value
			case "event":
				e.Name = value
			case "data":
				e.Data = value
			case "":
				if e.Name != "" {
					events <- e
				}
				e = Event{}
			}
		}
	}()
	return events
}
