package testkit

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/notify"
)

// SMSGateway is a gateway on loopback that takes messages as GatewayAPI does, or whatever a
// template makes of them. It is a process of its own, which can be slow, refuse, hang up, lie
// and be killed; the test says which and remembers every request.
type SMSGateway struct {
	*outside

	mu       sync.Mutex
	requests []SMSRequest
	answer   func(try int, r SMSRequest) SMSAnswer
}

// SMSRequest is one request as it arrived.
type SMSRequest struct {
	Method, Path string
	Header       http.Header
	Body         []byte
	// What stood in it, where it is GatewayAPI's.
	Message, Sender, UserRef, CallbackURL string
	To                                    int64
	// ID is the gateway's own name for the message.
	ID int64
}

// SMSAnswer is how it is answered; the zero value takes the message.
type SMSAnswer struct {
	Status     int
	RetryAfter string
	Body       string // "" is what GatewayAPI says to a message that it took
	Hang       bool   // never answer
	Reset      bool   // break the connection off
	Location   string
}

// NewSMSGateway starts one and ends it with the test.
func NewSMSGateway(t testing.TB) *SMSGateway {
	t.Helper()
	g := &SMSGateway{}
	g.outside = startOutside(t, "sms", func(addr string) any { return addr }, g.hear)
	return g
}

// URL is where it takes messages, also when it was started again.
func (g *SMSGateway) URL() string { return "https://" + g.addr + "/rest/mtsms" }

// CA is the certificate (PEM) that vouches for it.
func (g *SMSGateway) CA() []byte {
	ca, _ := loopbackCert()
	return ca
}

// Sender makes what sends to it; change may be nil.
func (g *SMSGateway) Sender(t testing.TB, change func(*notify.SMSOptions)) *notify.SMSSender {
	t.Helper()
	o := notify.SMSOptions{URL: g.URL(), Token: "t0ken", From: "Tavlen", PublicURL: "https://tavlen.example", ReportURL: "https://tavlen.example/api/v1/delivery/gatewayapi/s", CA: g.CA()}
	if change != nil {
		change(&o)
	}
	s, err := notify.NewSMSSender(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Respond sets how requests are answered; try counts those with one reference, from 0. It may
// take its time: so does the gateway then.
func (g *SMSGateway) Respond(f func(try int, r SMSRequest) SMSAnswer) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.answer = f
}

// Requests gives what arrived so far.
func (g *SMSGateway) Requests() []SMSRequest {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]SMSRequest(nil), g.requests...)
}

// Report lets the gateway tell what became of a message, as GatewayAPI does, and gives the
// status that it was answered with. Server is where the address of the message's report leads
// to in the test: a URL with no path, or "" for where it says.
func (g *SMSGateway) Report(t testing.TB, r SMSRequest, status, server string) (answered int) {
	t.Helper()
	if err := g.line.ask("report", smsReport{r.CallbackURL, server, r.ID, r.UserRef, status}, &answered); err != nil {
		t.Fatal(err)
	}
	return answered
}

type smsReport struct {
	To, Server string
	ID         int64
	UserRef    string
	Status     string
}

// smsWord is what the process is told of a request that it took: its number, and what to say.
type smsWord struct {
	ID     int64
	Answer SMSAnswer
}

func (g *SMSGateway) hear(_ string, body json.RawMessage) (any, error) {
	var req SMSRequest
	if err := json.Unmarshal(body, &req); err != nil {
		return nil, err
	}
	g.mu.Lock()
	try := 0
	for _, earlier := range g.requests {
		if earlier.Header.Get("Idempotency-Key") == req.Header.Get("Idempotency-Key") {
			try++
		}
	}
	req.ID = 421332671 + int64(len(g.requests))
	g.requests = append(g.requests, req)
	answer := g.answer
	g.mu.Unlock()
	w := smsWord{ID: req.ID}
	if answer != nil {
		w.Answer = answer(try, req)
	}
	return w, nil
}

// smsServer is the gateway in its process.
type smsServer struct{ test *line }

func serveSMS(test *line, config json.RawMessage) (addr string, hear hearer, err error) {
	if err := json.Unmarshal(config, &addr); err != nil {
		return "", nil, err
	}
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return "", nil, err
	}
	s := httptest.NewUnstartedServer(&smsServer{test})
	_ = s.Listener.Close() // it has one of its own
	s.Listener = ln
	s.EnableHTTP2 = true
	s.Config.ErrorLog = discard()
	s.StartTLS()
	return ln.Addr().String(), (&smsServer{test}).report, nil
}

// ServeHTTP takes a request.
func (s *smsServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // broken off by the sender
	}
	req := SMSRequest{Method: r.Method, Path: r.URL.RequestURI(), Header: r.Header.Clone(), Body: body}
	var doc struct {
		Message     string `json:"message"`
		Sender      string `json:"sender"`
		UserRef     string `json:"userref"`
		CallbackURL string `json:"callback_url"`
		Recipients  []struct {
			MSISDN int64 `json:"msisdn"`
		} `json:"recipients"`
	}
	if json.Unmarshal(body, &doc) == nil {
		req.Message, req.Sender, req.UserRef, req.CallbackURL = doc.Message, doc.Sender, doc.UserRef, doc.CallbackURL
		if len(doc.Recipients) == 1 {
			req.To = doc.Recipients[0].MSISDN
		}
	}
	var told smsWord
	if s.test.ask("request", req, &told) != nil {
		panic(http.ErrAbortHandler) // the test has ended
	}
	a := told.Answer
	switch {
	case a.Hang:
		<-r.Context().Done()
		return
	case a.Reset:
		panic(http.ErrAbortHandler)
	}
	if a.RetryAfter != "" {
		w.Header().Set("Retry-After", a.RetryAfter)
	}
	if a.Location != "" {
		w.Header().Set("Location", a.Location)
	}
	w.Header().Set("Content-Type", "application/json")
	if a.Status != 0 {
		w.WriteHeader(a.Status)
	}
	if a.Body == "" && (a.Status == 0 || a.Status == 200) {
		a.Body = `{"ids":[` + strconv.FormatInt(told.ID, 10) + `],"usage":{"countries":{"DK":1},"currency":"DKK","total_cost":0.22}}`
	}
	_, _ = io.WriteString(w, a.Body)
}

// report tells what became of a message.
func (s *smsServer) report(_ string, body json.RawMessage) (any, error) {
	var r smsReport
	if err := json.Unmarshal(body, &r); err != nil {
		return nil, err
	}
	to, err := url.Parse(r.To)
	if err != nil {
		return nil, err
	}
	at := r.To
	if r.Server != "" {
		at = r.Server + to.RequestURI()
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, at, strings.NewReader(fmt.Sprintf(`{"id":%d,"userref":%q,"status":%q}`, r.ID, r.UserRef, r.Status)))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	return res.StatusCode, res.Body.Close()
}
