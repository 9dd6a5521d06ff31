package notify

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// sink is a push service that accepts at once, so that what is measured is the sealing
// and signing and not a network.
type sink struct{}

func (sink) RoundTrip(r *http.Request) (*http.Response, error) {
	_ = r.Body.Close()
	return &http.Response{StatusCode: http.StatusCreated, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(""))}, nil
}

// BenchmarkSealedPush gives the sealed pushes that one core makes in a second: ECDH,
// HKDF, AES-GCM and a VAPID signature each.
func BenchmarkSealedPush(b *testing.B) {
	key, err := NewVAPID()
	if err != nil {
		b.Fatal(err)
	}
	phone, err := NewVAPID() // a phone's key is of the same kind
	if err != nil {
		b.Fatal(err)
	}
	s, err := NewPushSender(PushOptions{VAPID: key, Subscriber: "drift@kommune.test", PublicURL: "https://tavlen.test"})
	if err != nil {
		b.Fatal(err)
	}
	s.service.Transport = sink{}
	to := domain.Subscription{Endpoint: "https://fcm.googleapis.com/fcm/send/abc", P256dh: phone.Public, Auth: "AAAAAAAAAAAAAAAAAAAAAA"}
	m := Message{Kind: domain.NotifyPlanChanged, TTL: time.Hour}
	b.ReportAllocs()
	for b.Loop() {
		if o := s.Send(b.Context(), to, m); o.Result != Sent {
			b.Fatalf("%+v", o)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pushes/s")
}
