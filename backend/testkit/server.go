package testkit

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"

	"tavlen/backend/api"
	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/live"
	"tavlen/backend/notify"
	"tavlen/backend/pwa"
	"tavlen/backend/signin"
	"tavlen/backend/store"
)

// Server is a whole installation on loopback.
type Server struct {
	t      testing.TB
	URL    string
	Clock  *Clock
	Store  *store.Store
	App    *app.App
	Signin *signin.Service
	Hub    *live.Hub
	Outbox *jobs.Outbox
	HTTP   *fiber.App
	// Files is the folder of the pictures.
	Files string
	// Push is the push service that phones are subscribed at.
	Push *PushReceiver
	// Cases are the demo's, when Demo was asked for.
	Cases *demo.Set
}

// Options say what a test wants of its installation.
type Options struct {
	// Database is a file or address; "" is a fresh SQLite file.
	Database string
	// Demo fills the database, which must be empty, with the case files as loaded with the
	// clock at Anchor.
	Demo bool
	// ReadTimeout is how long a request may take to arrive; 0 is the API's own.
	ReadTimeout time.Duration
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Writes and Reads are what one person may do; zero: the API's own.
	Writes, Reads api.Budget
	// Quota is the room for pictures in bytes; 0 is the use cases' own.
	Quota int64
	// Log is where the program writes; nil is nowhere.
	Log *slog.Logger
	// Clock is the clock to live by; nil is one that stands at Anchor.
	Clock *Clock
	// Push is the push service that this instance shares with another; nil is one of its own.
	Push *PushReceiver
	// SMS and Mail are the gateway and the mail server that it has; nil: none.
	SMS  *SMSGateway
	Mail *MailServer
	// MitID and Staff are the providers that vouch for people; nil: none.
	MitID, Staff *OIDCProvider
}

// channels gives what sends by SMS and e-mail, and which channels there are.
func (o Options) channels(t testing.TB, change func(*notify.SMSOptions)) (post map[domain.Channel]jobs.Post, all []domain.Channel) {
	post, all = map[domain.Channel]jobs.Post{}, []domain.Channel{domain.ChannelPush}
	if o.SMS != nil {
		post[domain.ChannelSMS] = o.SMS.Sender(t, change)
		all = append(all, domain.ChannelSMS)
	}
	if o.Mail != nil {
		post[domain.ChannelEmail] = o.Mail.Sender(t, nil)
		all = append(all, domain.ChannelEmail)
	}
	return post, append(all, domain.ChannelCall)
}

type waker struct {
	*live.Hub
	ring func()
}

func (w *waker) Outbox() { w.ring() }

// NewServer starts an installation for a test and ends it with the test. Its outbox does
// not run by itself: call Outbox.Drain.
func NewServer(t testing.TB, o Options) *Server {
	t.Helper()
	s := &Server{t: t, Clock: o.Clock, Push: o.Push}
	if s.Push == nil {
		s.Push = NewPushReceiver(t)
	}
	if s.Clock == nil {
		s.Clock = NewClock(Anchor)
	}
	if o.Database == "" {
		o.Database = filepath.Join(t.TempDir(), "tavlen.db")
	}
	if o.Demo {
		fillWithDemo(t, o.Database)
	}
	s.Files = filepath.Join(t.TempDir(), "files")
	s.Store = OpenStoreWith(t, o.Database, s.Files, s.Clock)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(err)
	s.URL = "http://" + ln.Addr().String()
	log := o.Log
	if log == nil {
		log = Quiet()
	}
	s.Hub = live.NewHub(live.Options{Clock: s.Clock, Logger: log})
	wake := &waker{Hub: s.Hub}
	post, channels := o.channels(t, func(sms *notify.SMSOptions) {
		sms.PublicURL, sms.ReportURL = s.URL, s.URL+"/api/v1/delivery/gatewayapi/"+app.ReportSecret(s.Store)
	})
	s.App = app.New(app.Options{Store: s.Store, Clock: s.Clock, Wake: wake, Log: log, Quota: o.Quota, Channels: channels, Gateway: "gatewayapi"})
	s.Signin, err = signin.New(signin.Options{Store: s.Store, Clock: s.Clock, Ender: s.Hub, Issuer: "http://localhost" + s.URL[strings.LastIndex(s.URL, ":"):], TokenKey: bytes.Repeat([]byte{5}, 32), Log: log, Opened: s.App.SessionOpened,
		Providers: signin.Providers{MitID: o.MitID.provider(s.URL, signin.DoorMitID), Staff: o.Staff.provider(s.URL, signin.DoorStaff), StaffChanged: s.App.StaffChanged}})
	must(err)
	s.Hub.Bind(api.Watchers(s.App, s.Signin, s.Clock))
	vapid, err := notify.NewVAPID()
	must(err)
	push, err := notify.NewPushSender(notify.PushOptions{VAPID: vapid, Subscriber: "nobody@example.invalid", PublicURL: s.URL, ExtraOrigin: s.Push.Origin(), ExtraCA: s.Push.CA()})
	must(err)
	s.Outbox = jobs.New(jobs.Options{Store: s.Store, Sender: push, Post: post, Calls: s.App, Reports: o.SMS != nil, Clock: s.Clock, Log: log, Name: string(domain.NewID()), Badge: s.App.Badge})
	wake.ring = s.Outbox.Ring
	pages, err := pwa.New(fstest.MapFS{})
	must(err)
	var conns api.Conns
	s.HTTP = api.New(api.Options{App: s.App, Signin: s.Signin, Hub: s.Hub, Push: push, Pages: pages, Clock: s.Clock, Log: log, Version: "test", PublicURL: s.URL,
		TrustedProxies: o.TrustedProxies, Ready: s.Store.Ping, Conns: &conns, Writes: o.Writes, Reads: o.Reads})
	if o.ReadTimeout > 0 {
		s.HTTP.Server().ReadTimeout = o.ReadTimeout
	}
	if o.Demo {
		s.Cases = Cases(t)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.HTTP.Listener(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.Hub.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := conns.Shutdown(ctx, s.HTTP); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
		push.Close()
	})
	return s
}
