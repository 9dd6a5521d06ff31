package api_test

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"tavlen/backend/api"
	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/live"
	"tavlen/backend/testkit"
)

// brokenPages are pages whose program panics.
type brokenPages struct{}

func (brokenPages) CSP() string { return "default-src 'none'; frame-ancestors 'none'" }

func (brokenPages) Register(f *fiber.App) {
	f.Get("/words", func(c *fiber.Ctx) error { panic("wrote " + c.Query("words")) })
	f.Get("/index", func(c *fiber.Ctx) error { return c.SendString(c.Query("words")[1000:]) })
	f.Get("/fine", func(c *fiber.Ctx) error { return c.SendString("fine") })
}

// ASVS V16.5.4, V16.5.1: a panic ends its own request and no other, is a problem like any other to
// whoever asked, and stands in the log without what was sent.
func TestAPanicIsOneProblem(t *testing.T) {
	t.Parallel()
	log, in := &logbook{}, newCage(t)
	clock := testkit.NewClock(testkit.Anchor)
	var conns api.Conns
	f := api.New(api.Options{Pages: brokenPages{}, Clock: clock, Conns: &conns, PublicURL: "http://localhost", Log: slog.New(slog.NewJSONHandler(log, nil))})
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- f.Listener(ln) }()
	get := func(at string) testkit.Response {
		t.Helper()
		res, err := http.Get("http://" + ln.Addr().String() + at)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		doc, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return testkit.Response{Status: res.StatusCode, Header: res.Header, Body: doc}
	}
	for _, at := range []string{"/words", "/index"} {
		r := get(at + "?words=" + escape(in.words(at)))
		checkProblem(t, at, r, 500, domain.CodeInternal, "kanarie", cprPlain)
		if r := get("/fine"); r.Status != 200 {
			t.Errorf("after a panic: %d %s", r.Status, r.Body)
		}
	}
	said := log.all()
	in.look("the log", said)
	for _, want := range []string{"panic_test.go", "out of range", `"panic":"string"`} {
		if !bytes.Contains(said, []byte(want)) {
			t.Errorf("the log does not say %s: %s", want, said)
		}
	}
	if err := conns.Shutdown(t.Context(), f); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// hubAlone wakes the open streams, and no outbox.
type hubAlone struct{ *live.Hub }

func (hubAlone) Outbox() {}

// ASVS V16.5.4: a rule of attention that panics on one plan ends neither the program nor the look at the
// other plans.
func TestARuleThatPanicsEndsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	log := &logbook{}
	var panics atomic.Int64
	clock := domain.ClockFunc(func() time.Time {
		if panics.Add(-1) >= 0 {
			panic("Kære Maja, jeg drak i går")
		}
		return w.Clock.Now()
	})
	a := app.New(app.Options{Store: w.Store, Clock: clock, Wake: hubAlone{w.Hub}, Log: slog.New(slog.NewJSONHandler(log, nil))})
	panics.Store(1 << 40)
	if _, err := a.Rounds(t.Context()); err == nil {
		t.Error("that it panicked on every plan is not told")
	}
	// It panics on the whole piece, and then on the first plan of it: the others are looked at.
	panics.Store(2)
	if n, err := a.Rounds(t.Context()); err == nil || n != len(plans) {
		t.Errorf("%d, %v", n, err)
	}
	if got := w.queue("leder"); len(got) == 0 {
		t.Error("no plan was looked at")
	}
	if said := string(log.all()); !strings.Contains(said, "attention_look.go") || strings.Contains(said, "Maja") {
		t.Errorf("the log: %s", said)
	}
}
