package notify_test

import (
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
)

// relay passes connections on to a server. The ones it has can be made to say nothing any
// more, as when a router between forgets them: neither end is told.
type relay struct {
	net.Listener
	to string

	mu    sync.Mutex
	conns []net.Conn
	quiet map[net.Conn]bool
}

func newRelay(t *testing.T, to string) *relay {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{Listener: ln, to: to, quiet: map[net.Conn]bool{}}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			in, err := ln.Accept()
			if err != nil {
				return
			}
			out, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", r.to)
			if err != nil {
				_ = in.Close()
				continue
			}
			r.mu.Lock()
			r.conns = append(r.conns, in, out)
			r.mu.Unlock()
			all.Go(func() { r.pass(in, out) })
			all.Go(func() { r.pass(out, in) })
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		r.mu.Lock()
		for _, c := range r.conns {
			_ = c.Close()
		}
		r.mu.Unlock()
		all.Wait()
	})
	return r
}

func (r *relay) pass(from, to net.Conn) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		r.mu.Lock()
		quiet := r.quiet[from]
		r.mu.Unlock()
		if quiet && err == nil {
			continue
		}
		if _, werr := to.Write(buf[:n]); err != nil || werr != nil {
			_ = to.Close()
			return
		}
	}
}

// forget makes the connections there are say nothing from now on.
func (r *relay) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.conns {
		r.quiet[c] = true
	}
}

// TestAForgottenConnectionIsNotUsedForLong: one connection carries all pushes to a
// service. One that died without a word must not cost the next ones their tries.
func TestAForgottenConnectionIsNotUsedForLong(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusCreated)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	between := newRelay(t, s.Listener.Addr().String())
	key, err := notify.NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	sender, err := notify.NewPushSender(notify.PushOptions{VAPID: key, Subscriber: "drift@kommune.test", PublicURL: "https://tavlen.test", Timeout: 4 * time.Second,
		ExtraOrigin: "https://" + between.Addr().String(), ExtraCA: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})})
	if err != nil {
		t.Fatal(err)
	}
	defer sender.Close()
	to := domain.Subscription{Endpoint: "https://" + between.Addr().String() + "/push/phone", P256dh: key.Public, Auth: "AAAAAAAAAAAAAAAAAAAAAA"}
	if o := sender.Send(t.Context(), to, changed()); o.Result != notify.Sent {
		t.Fatalf("%+v", o)
	}
	between.forget()
	if o := sender.Send(t.Context(), to, changed()); o.Result != notify.Retry {
		t.Fatalf("on a dead connection: %+v", o)
	}
	if o := sender.Send(t.Context(), to, changed()); o.Result != notify.Sent {
		t.Errorf("the next: %+v", o)
	}
}
