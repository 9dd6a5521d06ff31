package notify_test

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/testkit"
)

// TestTheLastLookIsTakenWhenTheConnectionStands: the phone is withdrawn while the push
// service still shakes hands, over either HTTP.
func TestTheLastLookIsTakenWhenTheConnectionStands(t *testing.T) {
	for _, h2 := range []bool{false, true} {
		var withdrawn atomic.Bool
		var pushes atomic.Int32
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n, err := r.Body.Read(make([]byte, 1)); n > 0 && err == nil {
				pushes.Add(1)
			}
			w.WriteHeader(http.StatusCreated)
		}))
		s.EnableHTTP2 = h2
		s.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			withdrawn.Store(true)
			return nil, nil //nolint:nilnil // the one it has
		}}
		s.StartTLS()
		defer s.Close()
		vapid, err := notify.NewVAPID()
		if err != nil {
			t.Fatal(err)
		}
		ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
		sender, err := notify.NewPushSender(notify.PushOptions{VAPID: vapid, Subscriber: "nobody@example.invalid", PublicURL: "https://tavlen.example", ExtraOrigin: s.URL, ExtraCA: ca})
		if err != nil {
			t.Fatal(err)
		}
		defer sender.Close()
		to := testkit.NewPushReceiver(t).NewSubscription()
		to.Endpoint = s.URL + "/wp/x"
		send := func(still func(context.Context) (bool, error)) notify.Outcome {
			return sender.Send(t.Context(), to, notify.Message{Kind: domain.NotifyTest, Language: "da", TTL: 60e9, Still: still})
		}
		if o := send(func(context.Context) (bool, error) { return !withdrawn.Load(), nil }); o.Result != notify.Withdrawn || pushes.Load() != 0 {
			t.Errorf("h2 %v: %+v, %d pushes", h2, o, pushes.Load())
		}
		if o := send(func(context.Context) (bool, error) { return false, errors.New("no database") }); o.Result != notify.Retry || pushes.Load() != 0 {
			t.Errorf("h2 %v: not to be known: %+v, %d pushes", h2, o, pushes.Load())
		}
		if o := send(nil); o.Result != notify.Sent || pushes.Load() != 1 {
			t.Errorf("h2 %v: %+v, %d pushes", h2, o, pushes.Load())
		}
	}
}
