package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"

	"tavlen/backend/domain"
)

// Urgency tells the push service whether a phone that saves power should be woken
// (RFC 8030 §5.3).
type Urgency string

// The urgencies that are used.
const (
	UrgencyLow    Urgency = "low"
	UrgencyNormal Urgency = "normal"
	UrgencyHigh   Urgency = "high"
)

// Message is what to tell. The words, the page it opens and the urgency follow from the
// kind: there is no field for anything personal.
type Message struct {
	Kind     domain.NotificationKind
	Language string // "da" or "en"; anything else is Danish
	// About names what it is about, for the page that it opens; the zero About is nothing.
	About About
	// Badge is the number on the app's icon; nil leaves it as it is.
	Badge *int
	// TTL is how long the push service keeps it for a phone that is off; whole seconds,
	// at most 28 days. Beyond the moment it helps it should not arrive.
	TTL time.Duration
	// Still is asked when all is ready and nothing was said yet: whether the phone is still
	// to be woken. If not the outcome is Withdrawn; if it cannot be known, Retry. Nil: yes.
	Still func(context.Context) (bool, error)
}

// maxPayload is what fits into one record of 4096 bytes (RFC 8291 §4): every push is
// padded to that length, so its size tells nothing.
const maxPayload = 3993

// maxTTL is the longest that the push services accept.
const maxTTL = 28 * 24 * time.Hour

// holdFor is how long nothing is sent to an origin that does not accept our key (401,
// 403): the next push would fare no better, and a storm of them gets a server banned.
const holdFor = time.Minute

// refusals is how many phones in a row an origin must refuse our key for before it is
// held. One alone may be a phone that subscribed with a key of before: nobody else's
// reminder is to wait for that.
const refusals = 3

// refusing is what is known of an origin that did not accept our key since it last did.
type refusing struct {
	phones map[domain.ID]bool
	until  time.Time // nothing is sent before
}

// PushOptions sets up a PushSender.
type PushOptions struct {
	VAPID VAPID
	// Subscriber is whom a push service may write to: a bare mail address or an https
	// URL (RFC 8292 §2.1).
	Subscriber string
	// PublicURL is this installation's origin; the pages that notifications open lie there.
	PublicURL string
	// ExtraOrigin is one more push service, "https://host:port", trusted by ExtraCA (PEM)
	// and allowed to be at any address. Both empty in production.
	ExtraOrigin string
	ExtraCA     []byte
	// Timeout bounds one push, connecting and answer included (10 s).
	Timeout time.Duration
	// Resolver looks up push services (the system's).
	Resolver Resolver
	// Clock is the real time (the machine's), for Retry-After and holds.
	Clock domain.Clock
}

// PushSender seals messages to phones and hands them to their push services. It is safe
// for use by many goroutines.
type PushSender struct {
	vapid      VAPID
	subscriber string
	publicURL  string
	extra      origin
	topicKey   []byte
	clock      domain.Clock
	service    *http.Client // the browsers' push services
	extraOnly  *http.Client // the extra origin

	mu   sync.Mutex
	held map[origin]*refusing
}

// NewPushSender checks the options; the error says what is wrong with them.
func NewPushSender(opt PushOptions) (*PushSender, error) {
	vapid, err := ParseVAPID(opt.VAPID.Private)
	if err != nil {
		return nil, err
	}
	subscriber, err := checkSubscriber(opt.Subscriber)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(opt.PublicURL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, fmt.Errorf("notify: the public URL %q is not one", opt.PublicURL)
	}
	mac := hmac.New(sha256.New, []byte(vapid.Private))
	mac.Write([]byte("tavlen push topic"))
	s := &PushSender{
		vapid:      vapid,
		subscriber: subscriber,
		publicURL:  base.Scheme + "://" + base.Host,
		topicKey:   mac.Sum(nil),
		clock:      opt.Clock,
		held:       map[origin]*refusing{},
	}
	if s.clock == nil {
		s.clock = domain.SystemClock{}
	}
	if opt.Timeout == 0 {
		opt.Timeout = 10 * time.Second
	}
	s.service = newServiceClient(opt)
	if opt.ExtraOrigin == "" && len(opt.ExtraCA) == 0 {
		return s, nil
	}
	if s.extra, err = parseOrigin(opt.ExtraOrigin); err != nil {
		return nil, err
	}
	s.extraOnly, err = newExtraClient(opt)
	return s, err
}

// checkSubscriber takes the "mailto:" off an address, because webpush-go adds its own.
func checkSubscriber(s string) (string, error) {
	if u, err := url.Parse(s); err == nil && u.Scheme == "https" && u.Host != "" {
		return s, nil
	}
	s = strings.TrimPrefix(s, "mailto:")
	if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
		return "", errors.New("notify: the push contact must be a mail address or an https URL")
	}
	return s, nil
}

// PublicKey is what the browser subscribes with (applicationServerKey), base64url.
func (s *PushSender) PublicKey() string { return s.vapid.Public }

// CheckEndpoint says whether pushes may be sent to a phone's endpoint, else ErrEndpoint.
// Ask it before keeping one.
func (s *PushSender) CheckEndpoint(endpoint string) error {
	_, _, err := parseEndpoint(endpoint, s.extra)
	return err
}

// Close lets go of idle connections.
func (s *PushSender) Close() {
	s.service.CloseIdleConnections()
	if s.extraOnly != nil {
		s.extraOnly.CloseIdleConnections()
	}
}

// Send seals one message for one phone and hands it over (RFC 8030, 8291, 8292). It
// takes at most the timeout and does not retry; the outcome says what to do.
func (s *PushSender) Send(ctx context.Context, to domain.Subscription, m Message) Outcome {
	u, isExtra, err := parseEndpoint(to.Endpoint, s.extra)
	if err != nil {
		return Outcome{Result: Refused, Reason: "bad_endpoint"}
	}
	if CheckKeys(to.P256dh, to.Auth) != nil {
		return Outcome{Result: Refused, Reason: "bad_keys"}
	}
	payload, ok := s.payload(m)
	if !ok {
		return Outcome{Result: Refused, Reason: "unknown_kind"}
	}
	if len(payload) > maxPayload {
		return Outcome{Result: Refused, Reason: "too_large"}
	}
	at := originOf(u)
	if wait := s.holding(at); wait > 0 {
		return Outcome{Result: Retry, After: wait, Reason: "origin_held"}
	}
	client := s.service
	if isExtra {
		client = s.extraOnly
	}
	o := s.post(ctx, client, to, m, payload)
	switch {
	case o.Status == http.StatusUnauthorized || o.Status == http.StatusForbidden:
		s.refused(at, to.ID)
	case o.Result == Sent:
		s.accepted(at)
	}
	return o
}

func (s *PushSender) post(ctx context.Context, client *http.Client, to domain.Subscription, m Message, payload []byte) Outcome {
	look := &lastLook{client: client, still: m.Still}
	if m.Still == nil {
		look.still = func(context.Context) (bool, error) { return true, nil }
	}
	resp, err := webpush.SendNotificationWithContext(ctx,
		slices.Clone(payload), // webpush-go pads in place: two sends of one slice would race
		&webpush.Subscription{Endpoint: to.Endpoint, Keys: webpush.Keys{P256dh: to.P256dh, Auth: to.Auth}},
		&webpush.Options{
			HTTPClient:      look,
			RecordSize:      webpush.MaxRecordSize,
			Subscriber:      s.subscriber,
			Topic:           s.topic(to.Endpoint, tagOf(m.Kind, m.About)),
			TTL:             int(min(max(0, m.TTL), maxTTL) / time.Second),
			Urgency:         webpush.Urgency(forms[m.Kind].urgency),
			VAPIDPublicKey:  s.vapid.Public,
			VAPIDPrivateKey: s.vapid.Private,
		})
	if look.withdrawn.Load() {
		if err == nil {
			_ = resp.Body.Close() // it was answered before it was sent
		}
		return Outcome{Result: Withdrawn, Reason: "withdrawn"}
	}
	if err != nil {
		return Outcome{Result: Retry, Reason: networkReason(err)}
	}
	// Read to the end, within reason, so that the connection can be used again.
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 4<<10))
	_ = resp.Body.Close()
	return outcomeOf(resp.StatusCode, resp.Header, s.clock.Now())
}

// topic makes a repeated push replace the one that still waits (RFC 8030 §5.4: up to 32
// base64url characters): one about the same thing, and never another meeting's reminder. It
// is bound to the endpoint, so that a push service cannot see that two phones are one
// person's.
func (s *PushSender) topic(endpoint, tag string) string {
	mac := hmac.New(sha256.New, s.topicKey)
	mac.Write([]byte(endpoint))
	mac.Write([]byte{0})
	mac.Write([]byte(tag))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:24])
}

func (s *PushSender) holding(at origin) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.held[at]; r != nil {
		return max(0, r.until.Sub(s.clock.Now()))
	}
	return 0
}

func (s *PushSender) refused(at origin, phone domain.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.held[at]
	if r == nil {
		r = &refusing{phones: map[domain.ID]bool{}}
		s.held[at] = r
	}
	if len(r.phones) < refusals {
		r.phones[phone] = true
	}
	if len(r.phones) == refusals {
		r.until = s.clock.Now().Add(holdFor)
	}
}

func (s *PushSender) accepted(at origin) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.held, at)
}
