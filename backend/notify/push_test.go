package notify_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/testkit"
)

// newSender makes a sender that knows the receiver as its extra push service.
func newSender(t testing.TB, r *testkit.PushReceiver, change func(*notify.PushOptions)) *notify.PushSender {
	t.Helper()
	key, err := notify.NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	opt := notify.PushOptions{
		VAPID: key, Subscriber: "drift@kommune.test", PublicURL: "https://tavlen.test/",
		ExtraOrigin: r.Origin(), ExtraCA: r.CA(),
	}
	if change != nil {
		change(&opt)
	}
	s, err := notify.NewPushSender(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func changed() notify.Message {
	return notify.Message{Kind: domain.NotifyPlanChanged, Language: "da", TTL: 72 * time.Hour}
}

func TestAPushArrivesSealedAndNeutral(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	phone := r.NewSubscription()
	badge := 3
	m := changed()
	m.Badge = &badge
	if o := s.Send(t.Context(), phone, m); o != (notify.Outcome{Result: notify.Sent, Status: 201, Reason: "accepted"}) {
		t.Fatalf("%+v", o)
	}
	p := <-r.Received()
	want := `{"web_push":8030,"notification":{"title":"Der er nyt i din plan","body":"Se, hvad der er ændret.",` +
		`"lang":"da","navigate":"https://tavlen.test/aendringer","tag":"plan_changed"},"app_badge":3}`
	if string(p.Payload) != want {
		t.Errorf("payload %s", p.Payload)
	}
	if p.VAPIDSubject != "mailto:drift@kommune.test" {
		t.Errorf("subject %q", p.VAPIDSubject)
	}
	if h := p.Header; h.Get("TTL") != "259200" || h.Get("Urgency") != "high" {
		t.Errorf("headers %v", h)
	}
	if p.Subscription != string(phone.ID) {
		t.Errorf("came to %s", p.Subscription)
	}
}

// The length of what a push service sees tells nothing of what is in it.
func TestEveryPushHasTheSameSize(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	phone := r.NewSubscription()
	for _, kind := range []domain.NotificationKind{"step_cheer", "staff_end", "test", "new_message", "meeting_ahead"} {
		if o := s.Send(t.Context(), phone, notify.Message{Kind: kind, Language: "en"}); o.Result != notify.Sent {
			t.Fatalf("%s: %+v", kind, o)
		}
		if p := <-r.Received(); p.Size != 4096 || strings.Contains(string(p.Payload), "app_badge") {
			t.Errorf("%s: %d bytes, %s", kind, p.Size, p.Payload)
		}
	}
}

func TestTopicsCollapseAndDoNotLinkPhones(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	one, two := r.NewSubscription(), r.NewSubscription()
	topic := func(to domain.Subscription, kind domain.NotificationKind) string {
		if o := s.Send(t.Context(), to, notify.Message{Kind: kind}); o.Result != notify.Sent {
			t.Fatalf("%+v", o)
		}
		p := <-r.Received()
		return p.Header.Get("Topic")
	}
	first := topic(one, domain.NotifyNewMessage)
	if len(first) != 32 {
		t.Errorf("topic %q", first)
	}
	if topic(one, domain.NotifyNewMessage) != first {
		t.Error("a repeated push does not replace the one that waits")
	}
	if topic(one, domain.NotifyPlanChanged) == first {
		t.Error("two kinds replace each other")
	}
	if topic(two, domain.NotifyNewMessage) == first {
		t.Error("two phones have the same topic")
	}
}

func TestOutcomes(t *testing.T) {
	now := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name   string
		answer testkit.PushAnswer
		want   notify.Outcome
	}{
		{"accepted", testkit.PushAnswer{}, notify.Outcome{Result: notify.Sent, Status: 201, Reason: "accepted"}},
		{"not found", testkit.PushAnswer{Status: 404}, notify.Outcome{Result: notify.Gone, Status: 404, Reason: "http_404"}},
		{"gone", testkit.PushAnswer{Status: 410}, notify.Outcome{Result: notify.Gone, Status: 410, Reason: "http_410"}},
		{"too many", testkit.PushAnswer{Status: 429, RetryAfter: "120"}, notify.Outcome{Result: notify.Retry, After: 2 * time.Minute, Status: 429, Reason: "http_429"}},
		{"too many, by date", testkit.PushAnswer{Status: 429, RetryAfter: "Tue, 24 Nov 2026 08:05:00 GMT"}, notify.Outcome{Result: notify.Retry, After: 5 * time.Minute, Status: 429, Reason: "http_429"}},
		{"a date that has passed", testkit.PushAnswer{Status: 429, RetryAfter: "Tue, 24 Nov 2026 07:05:00 GMT"}, notify.Outcome{Result: notify.Retry, Status: 429, Reason: "http_429"}},
		{"a year", testkit.PushAnswer{Status: 503, RetryAfter: "31536000"}, notify.Outcome{Result: notify.Retry, After: 72 * time.Hour, Status: 503, Reason: "http_503"}},
		{"nonsense to wait", testkit.PushAnswer{Status: 503, RetryAfter: "-5"}, notify.Outcome{Result: notify.Retry, Status: 503, Reason: "http_503"}},
		{"down", testkit.PushAnswer{Status: 503}, notify.Outcome{Result: notify.Retry, Status: 503, Reason: "http_503"}},
		{"broken", testkit.PushAnswer{Status: 500}, notify.Outcome{Result: notify.Retry, Status: 500, Reason: "http_500"}},
		{"bad request", testkit.PushAnswer{Status: 400}, notify.Outcome{Result: notify.Refused, Status: 400, Reason: "http_400"}},
		{"forbidden", testkit.PushAnswer{Status: 403}, notify.Outcome{Result: notify.Refused, Status: 403, Reason: "http_403"}},
		{"too large", testkit.PushAnswer{Status: 413}, notify.Outcome{Result: notify.Refused, Status: 413, Reason: "http_413"}},
		{"reset", testkit.PushAnswer{Reset: true}, notify.Outcome{Result: notify.Retry, Reason: "network"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := testkit.NewPushReceiver(t)
			s := newSender(t, r, func(o *notify.PushOptions) {
				o.Clock = domain.ClockFunc(func() time.Time { return now })
			})
			phone := r.NewSubscription()
			r.Respond(phone.ID, func(int) testkit.PushAnswer { return tc.answer })
			if got := s.Send(t.Context(), phone, changed()); got != tc.want {
				t.Errorf("%+v, want %+v", got, tc.want)
			}
		})
	}
}

func TestAHangingServiceTimesOut(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, func(o *notify.PushOptions) { o.Timeout = 50 * time.Millisecond })
	phone := r.NewSubscription()
	r.Respond(phone.ID, func(int) testkit.PushAnswer { return testkit.PushAnswer{Hang: true} })
	if o := s.Send(t.Context(), phone, changed()); o != (notify.Outcome{Result: notify.Retry, Reason: "timeout"}) {
		t.Errorf("%+v", o)
	}
}

func TestACancelledSendIsTriedAgain(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if o := s.Send(ctx, r.NewSubscription(), changed()); o.Result != notify.Retry {
		t.Errorf("%+v", o)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	from, to := r.NewSubscription(), r.NewSubscription()
	for _, status := range []int{301, 302, 303, 307, 308} {
		r.Respond(from.ID, func(int) testkit.PushAnswer {
			return testkit.PushAnswer{Status: status, Location: to.Endpoint}
		})
		if o := s.Send(t.Context(), from, changed()); o.Result != notify.Refused || o.Status != status {
			t.Errorf("%d: %+v", status, o)
		}
	}
	if n := r.Attempts(to.ID); n != 0 {
		t.Errorf("a redirect was followed %d times", n)
	}
}

// A key that the service does not accept is no reason to ask it a thousand times, and one
// phone with a key of its own none to let the others wait.
func TestARefusedKeyHoldsTheOrigin(t *testing.T) {
	now := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, func(o *notify.PushOptions) {
		o.Clock = domain.ClockFunc(func() time.Time { return now })
	})
	fine := r.NewSubscription()
	refuse := func(phones ...domain.Subscription) {
		t.Helper()
		for _, p := range phones {
			r.Respond(p.ID, func(int) testkit.PushAnswer { return testkit.PushAnswer{Status: 403} })
			if o := s.Send(t.Context(), p, changed()); o.Result != notify.Refused {
				t.Fatalf("%+v", o)
			}
		}
	}
	send := func(want notify.Outcome) {
		t.Helper()
		before := r.Attempts(fine.ID)
		if o := s.Send(t.Context(), fine, changed()); o != want {
			t.Errorf("%+v, want %+v", o, want)
		}
		if asked := r.Attempts(fine.ID) - before; (asked == 1) != (want.Status != 0) {
			t.Errorf("asked %d times", asked)
		}
	}
	accepted := notify.Outcome{Result: notify.Sent, Status: 201, Reason: "accepted"}
	held := func(after time.Duration) notify.Outcome {
		return notify.Outcome{Result: notify.Retry, After: after, Reason: "origin_held"}
	}
	one, two, three := r.NewSubscription(), r.NewSubscription(), r.NewSubscription()
	refuse(one, one, one, one, two)
	send(accepted)
	refuse(one, two) // it begins anew
	send(accepted)
	refuse(one, two, three)
	now = now.Add(20 * time.Second)
	send(held(40 * time.Second))
	now = now.Add(40 * time.Second)
	refuse(one) // the first that is asked again speaks for all
	send(held(time.Minute))
	now = now.Add(time.Minute)
	send(accepted)
	refuse(one)
	send(accepted)
}

func TestWhatCannotBeSentIsRefused(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	good := r.NewSubscription()
	for name, tc := range map[string]struct {
		change func(*domain.Subscription, *notify.Message)
		reason string
	}{
		"elsewhere":    {func(to *domain.Subscription, _ *notify.Message) { to.Endpoint = "https://evil.example/push" }, "bad_endpoint"},
		"a short key":  {func(to *domain.Subscription, _ *notify.Message) { to.P256dh = to.P256dh[:40] }, "bad_keys"},
		"no point":     {func(to *domain.Subscription, _ *notify.Message) { to.P256dh = "BA" + strings.Repeat("A", 85) }, "bad_keys"},
		"a short auth": {func(to *domain.Subscription, _ *notify.Message) { to.Auth = "AAAA" }, "bad_keys"},
		"no words":     {func(_ *domain.Subscription, m *notify.Message) { m.Kind = "gossip" }, "unknown_kind"},
	} {
		to, m := good, changed()
		tc.change(&to, &m)
		if o := s.Send(t.Context(), to, m); o != (notify.Outcome{Result: notify.Refused, Reason: tc.reason}) {
			t.Errorf("%s: %+v", name, o)
		}
	}
	if n := r.Attempts(good.ID); n != 0 {
		t.Errorf("%d pushes left", n)
	}
}

type fixedResolver []netip.Addr

func (f fixedResolver) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return f, nil
}

// A known push service whose name leads inside (a forged answer of the name server).
func TestAServiceThatLeadsInsideIsNotCalled(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, func(o *notify.PushOptions) {
		o.Resolver = fixedResolver{netip.MustParseAddr("127.0.0.1")}
	})
	phone := r.NewSubscription()
	phone.Endpoint = "https://fcm.googleapis.com/push/" + string(phone.ID)
	if o := s.Send(t.Context(), phone, changed()); o != (notify.Outcome{Result: notify.Retry, Reason: "address_refused"}) {
		t.Errorf("%+v", o)
	}
}

func TestTheExtraOriginNeedsItsAuthority(t *testing.T) {
	r, err := testkit.StartPushReceiver()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	other := testkit.NewPushReceiver(t)
	s := newSender(t, r, func(o *notify.PushOptions) { o.ExtraCA = other.CA() })
	if o := s.Send(t.Context(), r.NewSubscription(), changed()); o != (notify.Outcome{Result: notify.Retry, Reason: "tls"}) {
		t.Errorf("%+v", o)
	}
}

func TestParallelSendsDoNotRace(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	const phones = 16
	m := changed()
	var wg sync.WaitGroup
	for range phones {
		to := r.NewSubscription()
		wg.Go(func() {
			if o := s.Send(t.Context(), to, m); o.Result != notify.Sent {
				t.Errorf("%+v", o)
			}
		})
	}
	seen := map[string]bool{}
	for range phones {
		p := <-r.Received()
		if seen[p.Subscription] = true; !json.Valid(p.Payload) {
			t.Errorf("payload %q", p.Payload)
		}
	}
	wg.Wait()
	if len(seen) != phones {
		t.Errorf("%d phones were reached", len(seen))
	}
}

func TestOptionsThatAreWrong(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	key, err := notify.NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	good := notify.PushOptions{VAPID: key, Subscriber: "https://kommune.test/tavlen", PublicURL: "http://localhost:8080"}
	if _, err := notify.NewPushSender(good); err != nil {
		t.Fatalf("good options: %v", err)
	}
	for name, change := range map[string]func(*notify.PushOptions){
		"no key":            func(o *notify.PushOptions) { o.VAPID = notify.VAPID{} },
		"a short key":       func(o *notify.PushOptions) { o.VAPID.Private = "AAAA" },
		"not base64url":     func(o *notify.PushOptions) { o.VAPID.Private = "not a key!" },
		"no subscriber":     func(o *notify.PushOptions) { o.Subscriber = "" },
		"a named address":   func(o *notify.PushOptions) { o.Subscriber = "Drift <drift@kommune.test>" },
		"a plain http URL":  func(o *notify.PushOptions) { o.Subscriber = "http://kommune.test" },
		"no public URL":     func(o *notify.PushOptions) { o.PublicURL = "" },
		"an odd public URL": func(o *notify.PushOptions) { o.PublicURL = "ftp://kommune.test" },
		"http extra origin": func(o *notify.PushOptions) { o.ExtraOrigin, o.ExtraCA = "http://127.0.0.1:1", r.CA() },
		"extra without CA":  func(o *notify.PushOptions) { o.ExtraOrigin = r.Origin() },
		"CA without extra":  func(o *notify.PushOptions) { o.ExtraCA = r.CA() },
		"CA that is none":   func(o *notify.PushOptions) { o.ExtraOrigin, o.ExtraCA = r.Origin(), []byte("no") },
	} {
		opt := good
		change(&opt)
		if _, err := notify.NewPushSender(opt); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// webpush-go puts "mailto:" before an address, whether it has one or not.
func TestTheSubscriberIsOneURI(t *testing.T) {
	for in, want := range map[string]string{
		"drift@kommune.test":          "mailto:drift@kommune.test",
		"mailto:drift@kommune.test":   "mailto:drift@kommune.test",
		"https://kommune.test/tavlen": "https://kommune.test/tavlen",
	} {
		r := testkit.NewPushReceiver(t)
		s := newSender(t, r, func(o *notify.PushOptions) { o.Subscriber = in })
		if o := s.Send(t.Context(), r.NewSubscription(), changed()); o.Result != notify.Sent {
			t.Fatalf("%s: %+v", in, o)
		}
		if p := <-r.Received(); p.VAPIDSubject != want {
			t.Errorf("%s became %s", in, p.VAPIDSubject)
		}
	}
}

func TestVAPIDKeysSurviveBeingKept(t *testing.T) {
	key, err := notify.NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	again, err := notify.ParseVAPID(key.Private)
	if err != nil || again != key {
		t.Errorf("%v, %v", again, err)
	}
	point, err := base64.RawURLEncoding.DecodeString(key.Public)
	if err != nil || len(point) != 65 || point[0] != 4 {
		t.Errorf("the public key is no uncompressed point: %x", point)
	}
}

func TestCheckEndpointKnowsTheExtraOrigin(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	if err := s.CheckEndpoint(r.NewSubscription().Endpoint); err != nil {
		t.Error(err)
	}
	if err := s.CheckEndpoint("https://127.0.0.1/push/x"); err == nil {
		t.Error("another port of loopback was allowed")
	}
	plain := newSender(t, r, func(o *notify.PushOptions) { o.ExtraOrigin, o.ExtraCA = "", nil })
	if err := plain.CheckEndpoint(r.NewSubscription().Endpoint); err == nil {
		t.Error("loopback was allowed without an extra origin")
	}
}

// Nothing that is logged of an outcome leads to the phone.
func TestOutcomesDoNotHoldTheEndpoint(t *testing.T) {
	r := testkit.NewPushReceiver(t)
	s := newSender(t, r, nil)
	phone := r.NewSubscription()
	for _, answer := range []testkit.PushAnswer{{Reset: true}, {Status: http.StatusTeapot}} {
		r.Respond(phone.ID, func(int) testkit.PushAnswer { return answer })
		o := s.Send(t.Context(), phone, changed())
		if strings.Contains(o.Reason, "127.0.0.1") || strings.Contains(o.Reason, string(phone.ID)) {
			t.Errorf("%+v", o)
		}
	}
}
