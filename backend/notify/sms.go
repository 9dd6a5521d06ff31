package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"tavlen/backend/domain"
)

// GatewayAPIURL is where GatewayAPI takes messages; customers of its European house use
// gatewayapi.eu.
const GatewayAPIURL = "https://gatewayapi.com/rest/mtsms"

// SMSOptions sets up an SMSSender.
type SMSOptions struct {
	// URL is where the gateway takes messages. Only its host is ever spoken to. In a generic
	// gateway's, path and query may hold placeholders.
	URL   string
	Token string
	// From is the sender that phones show: up to 11 letters and digits, or up to 15 digits.
	From string
	// Template describes a generic gateway (see Template); nil is GatewayAPI's protocol.
	Template *Template
	// PublicURL is the installation's address, the only link there is, and ReportURL where
	// delivery reports are taken in.
	PublicURL, ReportURL string
	// CA (PEM) vouches for the gateway in place of the system's; nil is the system's.
	CA []byte
	// Timeout bounds one message, connecting and answer included (10 s).
	Timeout time.Duration
	// Clock is the real time, for Retry-After.
	Clock domain.Clock
}

// SMSSender hands messages to an SMS gateway over HTTP. It is safe for use by many
// goroutines.
type SMSSender struct {
	opt    SMSOptions
	host   string
	client *http.Client
}

// NewSMSSender checks the options; the error says what is wrong with them.
func NewSMSSender(opt SMSOptions) (*SMSSender, error) {
	if opt.Template != nil {
		if err := opt.Template.check(opt.URL); err != nil {
			return nil, err
		}
	}
	u, err := url.Parse(withoutPlaceholders(opt.URL))
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("the gateway's URL must be https://host/path")
	}
	if opt.Timeout == 0 {
		opt.Timeout = 10 * time.Second
	}
	if opt.Clock == nil {
		opt.Clock = domain.SystemClock{}
	}
	t := newTransport(opt.Timeout)
	t.DialContext = newDialer().DialContext
	// A message on a connection that the gateway closed meanwhile would be sent again by
	// net/http itself, which takes a request with an Idempotency-Key for harmless.
	t.DisableKeepAlives = true
	if opt.CA != nil {
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(opt.CA) {
			return nil, errors.New("the gateway's certificate is no PEM")
		}
		t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: pool}
	}
	return &SMSSender{opt: opt, host: u.Host, client: newClient(t, opt.Timeout)}, nil
}

// Send hands one message over. It makes one request and no more, since a phone cannot tell
// two messages of one content apart; the outcome says what to do.
func (s *SMSSender) Send(ctx context.Context, l Letter) Outcome {
	number, ok := domain.PhoneNumber(l.To)
	if !ok || number != l.To {
		return Outcome{Result: Refused, Reason: "bad_number"}
	}
	text, ok := letterText(l, s.opt.PublicURL)
	if !ok {
		return Outcome{Result: Refused, Reason: "unknown_kind"}
	}
	r, err := s.request(ctx, l, text)
	if err != nil || r.URL.Host != s.host {
		return Outcome{Result: Refused, Reason: "bad_template"}
	}
	r.Header.Set("Idempotency-Key", l.Reference)
	r.Header.Set("Accept", "application/json, text/*;q=0.5")
	var written atomic.Bool
	trace := &httptrace.ClientTrace{WroteRequest: func(i httptrace.WroteRequestInfo) { written.Store(i.Err == nil) }}
	resp, err := s.client.Do(r.WithContext(httptrace.WithClientTrace(ctx, trace))) //nolint:gosec // the host is the configured one
	if err != nil {
		if written.Load() {
			return Outcome{Result: InDoubt, Reason: networkReason(err)}
		}
		return Outcome{Result: Retry, Reason: networkReason(err)}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	_ = resp.Body.Close()
	o := outcomeOf(resp.StatusCode, resp.Header, s.opt.Clock.Now())
	switch {
	case resp.StatusCode == http.StatusBadGateway || resp.StatusCode == http.StatusGatewayTimeout:
		o.Result = InDoubt // of something between us and the gateway, which may have it
	case o.Result == Gone:
		o.Result = Refused // a wrong address is ours to mend; the number is still somebody's
	}
	if o.Result != Sent {
		return o
	}
	if err != nil {
		return Outcome{Result: InDoubt, Status: o.Status, Reason: networkReason(err)}
	}
	return s.understand(o, body)
}

// maxAnswer bounds what is read of a gateway's answer, in bytes.
const maxAnswer = 64 << 10

// Close lets go of idle connections.
func (s *SMSSender) Close() { s.client.CloseIdleConnections() }

func (s *SMSSender) request(ctx context.Context, l Letter, text string) (*http.Request, error) {
	if s.opt.Template != nil {
		return s.opt.Template.request(ctx, s.opt.URL, s.values(l, text))
	}
	msisdn, err := strconv.ParseInt(strings.TrimPrefix(l.To, "+"), 10, 64)
	if err != nil {
		return nil, err
	}
	doc, err := json.Marshal(mtsms{Message: text, Sender: s.opt.From, UserRef: l.Reference, CallbackURL: s.opt.ReportURL, Recipients: []recipient{{msisdn}}})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.opt.URL, bytes.NewReader(doc))
	if err != nil {
		return nil, err
	}
	// The API token is the user's name, without a password.
	r.SetBasicAuth(s.opt.Token, "")
	r.Header.Set("Content-Type", "application/json")
	return r, nil
}

// mtsms is a message as GatewayAPI's REST API takes it. userref is told back in delivery
// reports; it does not keep the gateway from sending a second message with the same.
type mtsms struct {
	Message     string      `json:"message"`
	Sender      string      `json:"sender,omitempty"`
	UserRef     string      `json:"userref"`
	CallbackURL string      `json:"callback_url,omitempty"`
	Recipients  []recipient `json:"recipients"`
}

type recipient struct {
	MSISDN int64 `json:"msisdn"`
}

// understand reads an answer that says 2xx. Some gateways say so and mean the opposite.
func (s *SMSSender) understand(o Outcome, body []byte) Outcome {
	if s.opt.Template != nil {
		return s.opt.Template.understand(o, body)
	}
	var answer struct {
		IDs     []json.Number   `json:"ids"`
		Code    json.RawMessage `json:"code"`
		Message json.RawMessage `json:"message"`
		Error   json.RawMessage `json:"error"`
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	switch err := d.Decode(&answer); {
	case err != nil:
		return Outcome{Result: InDoubt, Status: o.Status, Reason: "unclear_answer"}
	case len(answer.IDs) > 0:
		o.Proof = answer.IDs[0].String()
		return o
	case answer.Code != nil || answer.Message != nil || answer.Error != nil:
		return Outcome{Result: Retry, Status: o.Status, Reason: "error_in_answer"}
	}
	return Outcome{Result: InDoubt, Status: o.Status, Reason: "unclear_answer"}
}
