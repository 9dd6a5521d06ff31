package testkit

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// PushReceiver is a push service on loopback, over TLS with an authority of its own. It
// is as strict as the strictest real one and then does what none of them can: it opens
// what it receives. Its own code reads RFC 8188, 8291 and 8292, not the sender's library,
// so a mistake there does not cancel itself out here.
//
// Besides POST /push/{id} it answers POST /register and GET /received/{id}, for browser
// tests that run in another process.
type PushReceiver struct {
	origin   string
	ca       []byte
	server   *http.Server
	served   chan struct{}
	closed   chan struct{}
	once     sync.Once
	patience time.Duration // of GET /received

	mu         sync.Mutex
	phones     map[string]*phone
	log        []Push
	grown      chan struct{} // closed and renewed when log grows
	violations []string
	received   chan Push
}

// phone is one subscription and what is known of it.
type phone struct {
	key      *ecdh.PrivateKey
	auth     []byte
	vapidKey string // base64url; empty: any
	answer   func(attempt int) PushAnswer
	attempts int
	fetched  int // how far GET /received has come in the log
}

// Push is one push that arrived whole and was opened.
type Push struct {
	Subscription string // the id, the last part of the endpoint's path
	Payload      []byte // without its padding
	Header       http.Header
	VAPIDSubject string
	Size         int // of the sealed body, in bytes
}

// PushAnswer is what a scripted push service does. The zero value accepts (201).
type PushAnswer struct {
	Status     int    // 404, 410, 429, 503 … ; the push is not received then
	RetryAfter string // the header of that name
	Location   string // the header of that name, for redirects
	Hang       bool   // never answers
	Reset      bool   // cuts the connection
	// Slow is how long after it has taken the push it says so.
	Slow time.Duration
}

// NewPushReceiver starts a receiver that lives as long as the test, and fails the test if
// anything that came in broke the rules.
func NewPushReceiver(t testing.TB) *PushReceiver {
	t.Helper()
	r, err := StartPushReceiver()
	if err != nil {
		t.Fatalf("push receiver: %v", err)
	}
	t.Cleanup(func() {
		r.Close()
		for _, v := range r.Violations() {
			t.Errorf("push receiver: %s", v)
		}
	})
	return r
}

// StartPushReceiver starts a receiver on a free port of 127.0.0.1. Close ends it.
func StartPushReceiver() (*PushReceiver, error) {
	cert, ca, err := newServerCert()
	if err != nil {
		return nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	r := &PushReceiver{
		origin:   "https://" + listener.Addr().String(),
		ca:       ca,
		served:   make(chan struct{}),
		closed:   make(chan struct{}),
		phones:   map[string]*phone{},
		grown:    make(chan struct{}),
		patience: 30 * time.Second,
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /push/{id}", r.push)
	mux.HandleFunc("POST /register", r.register)
	mux.HandleFunc("GET /received/{id}", r.fetch)
	r.server = &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12},
		ErrorLog:          log.New(io.Discard, "", 0), // a client that hangs up is part of the tests
	}
	go func() {
		defer close(r.served)
		_ = r.server.ServeTLS(listener, "", "") // ends with Close
	}()
	return r, nil
}

// Close ends the receiver, hanging answers included.
func (r *PushReceiver) Close() {
	r.once.Do(func() {
		close(r.closed)
		_ = r.server.Close()
		<-r.served
	})
}

// Origin is where the receiver listens, "https://127.0.0.1:port": the value of
// PUSH_EXTRA_ORIGIN.
func (r *PushReceiver) Origin() string { return r.origin }

// CA is the certificate of the receiver's authority, PEM: the content of PUSH_CA.
func (r *PushReceiver) CA() []byte { return slices.Clone(r.ca) }

// NewSubscription makes a phone with keys of its own. Its ID is the last part of its
// endpoint's path.
func (r *PushReceiver) NewSubscription() domain.Subscription {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		panic(err) // the machine has no randomness
	}
	auth := make([]byte, 16)
	_, _ = rand.Read(auth) // never fails since Go 1.24
	id := domain.NewID()
	r.add(string(id), &phone{key: key, auth: auth})
	return domain.Subscription{
		ID:       id,
		Endpoint: r.endpoint(string(id)),
		P256dh:   base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()),
		Auth:     base64.RawURLEncoding.EncodeToString(auth),
	}
}

// Respond scripts the answers to one phone's pushes; attempt counts them from 0.
func (r *PushReceiver) Respond(id domain.ID, answer func(attempt int) PushAnswer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.phones[string(id)]; p != nil {
		p.answer = answer
	}
}

// Attempts counts the pushes that were tried to a phone, whatever was answered.
func (r *PushReceiver) Attempts(id domain.ID) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.phones[string(id)]; p != nil {
		return p.attempts
	}
	return 0
}

// Violations lists what came in and broke a rule.
func (r *PushReceiver) Violations() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.violations)
}

// Received gives everything that was received, from the first push on. There is one such
// channel; it is closed by Close.
func (r *PushReceiver) Received() <-chan Push {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.received == nil {
		r.received = make(chan Push)
		go r.pump(r.received)
	}
	return r.received
}

func (r *PushReceiver) pump(out chan<- Push) {
	defer close(out)
	for i := 0; ; {
		r.mu.Lock()
		fresh, grown := r.log[i:], r.grown
		r.mu.Unlock()
		for _, p := range fresh {
			select {
			case out <- p:
				i++
			case <-r.closed:
				return
			}
		}
		select {
		case <-grown:
		case <-r.closed:
			return
		}
	}
}

func (r *PushReceiver) endpoint(id string) string { return r.origin + "/push/" + id }

func (r *PushReceiver) add(id string, p *phone) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.phones[id] = p
}

// push is the service itself (RFC 8030 §5).
func (r *PushReceiver) push(w http.ResponseWriter, req *http.Request) {
	id := req.PathValue("id")
	r.mu.Lock()
	p := r.phones[id]
	var answer PushAnswer
	if p != nil {
		if p.answer != nil {
			answer = p.answer(p.attempts)
		}
		p.attempts++
	}
	r.mu.Unlock()
	switch {
	case p == nil:
		http.Error(w, "no such subscription", http.StatusNotFound)
		return
	case answer.Hang:
		select {
		case <-req.Context().Done():
		case <-r.closed:
		}
		panic(http.ErrAbortHandler)
	case answer.Reset:
		panic(http.ErrAbortHandler)
	}
	got, status, err := r.open(p, req)
	if err != nil {
		r.mu.Lock()
		r.violations = append(r.violations, err.Error())
		r.mu.Unlock()
		http.Error(w, err.Error(), status)
		return
	}
	if answer.RetryAfter != "" {
		w.Header().Set("Retry-After", answer.RetryAfter)
	}
	if answer.Location != "" {
		w.Header().Set("Location", answer.Location)
	}
	if answer.Status != 0 && answer.Status/100 != 2 {
		http.Error(w, http.StatusText(answer.Status), answer.Status)
		return
	}
	r.mu.Lock()
	got.Subscription = id
	r.log = append(r.log, got)
	close(r.grown)
	r.grown = make(chan struct{})
	n := len(r.log)
	r.mu.Unlock()
	if answer.Slow > 0 {
		timer := time.NewTimer(answer.Slow)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.closed:
		}
	}
	w.Header().Set("Location", r.origin+"/message/"+strconv.Itoa(n))
	w.WriteHeader(max(answer.Status, http.StatusCreated))
}

// register takes a phone whose keys were made elsewhere, such as in a browser's page:
// {id, d or privateJwk: {d}, p256dh, auth, vapidKey?}, all base64url.
func (r *PushReceiver) register(w http.ResponseWriter, req *http.Request) {
	var in struct {
		ID         string `json:"id"`
		D          string `json:"d"`
		PrivateJwk struct {
			D string `json:"d"`
		} `json:"privateJwk"`
		P256dh   string `json:"p256dh"`
		Auth     string `json:"auth"`
		VAPIDKey string `json:"vapidKey"`
	}
	if err := json.NewDecoder(io.LimitReader(req.Body, 8<<10)).Decode(&in); err != nil {
		http.Error(w, "not JSON: "+err.Error(), http.StatusBadRequest)
		return
	}
	if in.D == "" {
		in.D = in.PrivateJwk.D
	}
	d, errD := unbase64(in.D)
	auth, errAuth := unbase64(in.Auth)
	key, errKey := ecdh.P256().NewPrivateKey(d)
	switch {
	case errD != nil || errKey != nil:
		http.Error(w, "d is not a P-256 private key", http.StatusUnprocessableEntity)
	case errAuth != nil || len(auth) != 16:
		http.Error(w, "auth is not 16 bytes", http.StatusUnprocessableEntity)
	case strings.TrimRight(in.P256dh, "=") != base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()):
		http.Error(w, "p256dh does not belong to d", http.StatusUnprocessableEntity)
	case in.ID == "" || strings.ContainsAny(in.ID, "/?#%"):
		http.Error(w, "id must be one part of a path", http.StatusUnprocessableEntity)
	default:
		r.add(in.ID, &phone{key: key, auth: auth, vapidKey: strings.TrimRight(in.VAPIDKey, "=")})
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_ = json.NewEncoder(w).Encode(map[string]string{"endpoint": r.endpoint(in.ID)})
	}
}

// fetch gives the next payload of a phone, each once, and waits up to 10 s for it; then
// 204.
func (r *PushReceiver) fetch(w http.ResponseWriter, req *http.Request) {
	id := req.PathValue("id")
	timeout := time.NewTimer(r.patience)
	defer timeout.Stop()
	for {
		r.mu.Lock()
		p, grown := r.phones[id], r.grown
		var payload []byte
		for p != nil && payload == nil && p.fetched < len(r.log) {
			if r.log[p.fetched].Subscription == id {
				payload = r.log[p.fetched].Payload
			}
			p.fetched++
		}
		r.mu.Unlock()
		if p == nil {
			http.Error(w, "no such subscription", http.StatusNotFound)
			return
		}
		if payload != nil {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(payload)
			return
		}
		select {
		case <-grown:
		case <-timeout.C:
			w.WriteHeader(http.StatusNoContent)
			return
		case <-r.closed:
			w.WriteHeader(http.StatusNoContent)
			return
		case <-req.Context().Done():
			return
		}
	}
}
