package testkit

import (
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"

	"tavlen/backend/notify"
)

// SMSGateway is a gateway on loopback that takes messages as GatewayAPI does, or whatever a
// template makes of them. It remembers every request, and can be slow, refuse, hang up and lie.
type SMSGateway struct {
	server *httptest.Server
	end    chan struct{}

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
	g := &SMSGateway{end: make(chan struct{})}
	g.server = httptest.NewUnstartedServer(g)
	g.server.EnableHTTP2 = true
	g.server.Config.ErrorLog = discard()
	g.server.StartTLS()
	t.Cleanup(func() {
		close(g.end)
		g.server.CloseClientConnections()
		g.server.Close()
	})
	return g
}

// URL is where it takes messages.
func (g *SMSGateway) URL() string { return g.server.URL + "/rest/mtsms" }

// CA is the certificate (PEM) that vouches for it.
func (g *SMSGateway) CA() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: g.server.Certificate().Raw})
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

// Respond sets how requests are answered; try counts those with one reference, from 0.
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

// ServeHTTP takes a request.
func (g *SMSGateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
	g.mu.Lock()
	try := 0
	for _, earlier := range g.requests {
		if earlier.Header.Get("Idempotency-Key") == r.Header.Get("Idempotency-Key") {
			try++
		}
	}
	req.ID = 421332671 + int64(len(g.requests))
	g.requests = append(g.requests, req)
	answer := g.answer
	g.mu.Unlock()
	var a SMSAnswer
	if answer != nil {
		a = answer(try, req)
	}
	switch {
	case a.Hang:
		select {
		case <-g.end:
		case <-r.Context().Done():
		}
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
		a.Body = `{"ids":[` + strconv.FormatInt(req.ID, 10) + `],"usage":{"countries":{"DK":1},"currency":"DKK","total_cost":0.22}}`
	}
	_, _ = io.WriteString(w, a.Body)
}
