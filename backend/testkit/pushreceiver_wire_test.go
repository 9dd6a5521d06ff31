package testkit_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/testkit"
)

// What a browser test in another process does: it registers the keys that a page made,
// has the server push, and fetches what the page's service worker is to be given.
func TestAPhoneOfAnotherProcess(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(r.CA())
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}}
	defer client.CloseIdleConnections()
	call := func(method, path string, body []byte) (status int, text string) {
		req, err := http.NewRequestWithContext(t.Context(), method, r.Origin()+path, bytes.NewReader(body))
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		defer func() { _ = resp.Body.Close() }()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Error(err)
		}
		return resp.StatusCode, string(b)
	}

	page, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	server, err := notify.NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	enc := base64.RawURLEncoding
	phone := domain.Subscription{P256dh: enc.EncodeToString(page.PublicKey().Bytes()), Auth: enc.EncodeToString(make([]byte, 16))}
	body, err := json.Marshal(map[string]string{
		"id": "page-1", "d": enc.EncodeToString(page.Bytes()), "p256dh": phone.P256dh, "auth": phone.Auth, "vapidKey": server.Public,
	})
	if err != nil {
		t.Fatal(err)
	}
	status, text := call(http.MethodPost, "/register", body)
	if status != http.StatusCreated {
		t.Fatalf("register: %d %s", status, text)
	}
	phone.Endpoint = r.Origin() + "/push/page-1"

	sender, err := notify.NewPushSender(notify.PushOptions{
		VAPID: server, Subscriber: "drift@kommune.test", PublicURL: "https://tavlen.test", ExtraOrigin: r.Origin(), ExtraCA: r.CA(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer sender.Close()
	send := func(kind domain.NotificationKind) {
		if o := sender.Send(t.Context(), phone, notify.Message{Kind: kind, TTL: time.Minute}); o.Result != notify.Sent {
			t.Fatalf("%+v", o)
		}
	}

	send(domain.NotifyPlanChanged) // waits until it is fetched
	if status, text = call(http.MethodGet, "/received/page-1", nil); status != http.StatusOK || !strings.Contains(text, "plan_changed") {
		t.Errorf("%d %s", status, text)
	}
	fetched := make(chan string)
	go func() { // waits until there is something
		_, text := call(http.MethodGet, "/received/page-1", nil)
		fetched <- text
	}()
	send(domain.NotifyNewMessage)
	if text := <-fetched; !strings.Contains(text, "new_message") {
		t.Errorf("the second: %s", text)
	}
}
