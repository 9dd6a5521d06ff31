package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"tavlen"
	"tavlen/backend/api"
	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/live"
	"tavlen/backend/notify"
	"tavlen/backend/pwa"
	"tavlen/backend/schedule"
	"tavlen/backend/signin"
	"tavlen/backend/store"
)

// house is the whole program, wired.
type house struct {
	settings config.Settings
	log      *slog.Logger
	clock    domain.Clock
	store    *store.Store
	app      *app.App
	signin   *signin.Service
	hub      *live.Hub
	outbox   *jobs.Outbox
	push     *notify.PushSender
	channels *channels
	watchdog *jobs.Watchdog
	http     *fiber.App
	pages    *pwa.Handler
	conns    api.Conns
	ending   chan struct{}

	readiness readiness
}

// waker passes the use cases' wakes on to the rooms that know how.
type waker struct {
	*live.Hub
	ring func()
}

// Outbox says that a notification may be due.
func (w *waker) Outbox() { w.ring() }

// build wires the house by hand; reading it tells what stands on what. The settings know
// the listener's real address already, since links are made from them.
func build(ctx context.Context, set config.Settings, sec *config.Secrets, clock domain.Clock, log *slog.Logger) (*house, error) {
	if _, err := schedule.ParseHours(set.Hours); err != nil {
		return nil, fmt.Errorf("TAVLEN_HOURS cannot be read: %w: write them like 'man-tors 8.30-15.30, fre 8.30-13.00'", err)
	}
	h := &house{settings: set, log: log, clock: clock, ending: make(chan struct{})}
	var err error
	if h.store, err = openStore(ctx, set, sec, clock, log); err != nil {
		return nil, err
	}
	h.hub = live.NewHub(live.Options{Clock: clock, Logger: log})
	wake := &waker{Hub: h.hub}
	if h.channels, err = openChannels(set, h.store); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	h.app = app.New(app.Options{Store: h.store, Clock: clock, Wake: wake, Log: log, Channels: h.channels.all, Gateway: h.channels.gateway, DutyText: set.DutyText, Hours: set.Hours, Emergency: set.Emergency, Complain: set.Complain})
	vouching, err := providers(ctx, set, h.app)
	if err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	if h.signin, err = signin.New(signin.Options{Store: h.store, Clock: clock, Ender: h.hub, Issuer: set.PublicURL, TokenKey: sec.TokenKey, Opened: h.app.SessionOpened, Providers: vouching, Log: log}); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	h.hub.Bind(api.Watchers(h.app, h.signin, clock))
	if h.push, err = notify.NewPushSender(notify.PushOptions{
		VAPID: notify.VAPID{Public: sec.VAPIDPublic, Private: string(sec.VAPIDPrivate)}, Subscriber: subscriber(set),
		PublicURL: set.PublicURL, ExtraOrigin: set.PushExtraOrigin, ExtraCA: set.PushCA}); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	h.outbox = jobs.New(jobs.Options{Store: h.store, Sender: h.push, Post: h.channels.post, Calls: h.app, Reports: h.channels.gateway == config.GatewayAPI, Clock: clock, Log: log, Name: string(domain.NewID()), Badge: h.app.Badge})
	h.watchdog = jobs.NewWatchdog(h.store, clock, domain.SystemClock{}, log)
	wake.ring = h.outbox.Ring
	dist, err := fs.Sub(tavlen.Dist, "frontend/dist")
	if err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	if h.pages, err = pwa.New(dist); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	h.pages.Announce(pwa.Notices{PublicURL: set.PublicURL, SecurityContact: set.SecurityContact, AccessibilityURL: set.AccessibilityURL, Now: clock.Now})
	h.http = api.New(api.Options{App: h.app, Signin: h.signin, Hub: h.hub, Push: h.push, Pages: h.pages, Clock: clock, Log: log, Version: version,
		PublicURL: set.PublicURL, TrustedProxies: set.TrustedProxies, Ready: h.ready, Conns: &h.conns})
	return h, nil
}

// storeOptions say where this installation's data and keys are.
func storeOptions(set config.Settings, sec *config.Secrets, clock domain.Clock, log *slog.Logger) store.Options {
	db := set.Database
	o := store.Options{Database: db.Path, Files: filepath.Join(set.DataDir, "files"), Ledger: set.LedgerDir, Clock: clock, Log: log, Keys: store.Keys{Index: sec.IndexKey}}
	if db.Kind == config.PostgreSQL {
		o.Database = db.URL
	}
	for _, m := range sec.MasterKeys {
		o.Keys.Masters = append(o.Keys.Masters, store.MasterKey{ID: m.ID, Key: m.Key})
	}
	return o
}

func openStore(ctx context.Context, set config.Settings, sec *config.Secrets, clock domain.Clock, log *slog.Logger) (*store.Store, error) {
	db, o := set.Database, storeOptions(set, sec, clock, log)
	s, err := store.Open(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("the database %s cannot be used: %w", db, err)
	}
	return s, nil
}

// sayIfUnbuilt warns of a binary without the PWA. It comes once the start has succeeded: one
// that fails says one thing.
func (h *house) sayIfUnbuilt() {
	if !h.pages.Built() {
		h.log.Warn(pwa.NotBuilt)
	}
}

// subscriber is whom a push service may ask about us: the installation itself, or in
// development, where it has no public address, an address that can belong to nobody.
func subscriber(set config.Settings) string {
	if set.Production {
		return set.PublicURL
	}
	return "nobody@example.invalid"
}

func vapidKeys() (public, private string, err error) {
	v, err := notify.NewVAPID()
	return v.Public, v.Private, err
}

// heard does what another process's commit asks for.
func (h *house) heard(sig store.Signal) {
	switch {
	case sig.Resync:
		h.signin.Forget("")
		h.hub.Recheck()
		h.outbox.Ring()
	case sig.Device != "":
		h.hub.DeviceAdded(sig.Device, sig.To)
	case sig.Session != "":
		h.signin.Forget(sig.Session)
		h.hub.EndSession(sig.Session)
	case sig.Noticed:
		h.app.WokenNoticed(sig.Plan, sig.To)
	case sig.To != "":
		h.app.WokenReader(sig.Plan, sig.Thread, sig.To)
	case sig.Thread != "":
		h.app.WokenThreadID(context.Background(), sig.Plan, sig.Thread)
	case sig.Plan != "":
		h.app.Woken(sig.Plan)
	case sig.Outbox:
		h.outbox.Ring()
	}
}

var errEnding = errors.New("the program is ending")

// readiness remembers the last try to write: whoever asks every moment costs no write.
type readiness struct {
	mu  sync.Mutex
	at  time.Time
	err error
}

const readyFor = 2 * time.Second

func (h *house) ready(ctx context.Context) error {
	select {
	case <-h.ending:
		return errEnding
	default:
	}
	h.readiness.mu.Lock()
	defer h.readiness.mu.Unlock()
	now := domain.SystemClock{}.Now()
	if now.Sub(h.readiness.at) >= readyFor {
		h.readiness.at, h.readiness.err = now, h.store.Ping(ctx)
	}
	return h.readiness.err
}

// afterPanic is how long a worker that panicked rests before it begins anew.
const afterPanic = 10 * time.Second

// graceful is how long open requests may take once the program is to end.
const graceful = 8 * time.Second

// serve answers on the listener until the context ends, and then ends in order: not
// ready → streams → requests → outbox → database. Every goroutine is waited for.
func (h *house) serve(ctx context.Context, ln net.Listener, started func()) error {
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	var workers sync.WaitGroup
	keep := func(name string, run func(context.Context)) {
		workers.Go(func() { jobs.Keep(work, h.log, name, afterPanic, run) })
	}
	keep("the outbox", h.outbox.Run)
	keep("the watchdog", h.watchdog.Run)
	keep("reminders by the rules", func(ctx context.Context) {
		if err := h.app.RemindByTheRules(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("the reminders promised by an earlier version are not brought in line; the next start tries again", "error", err)
		}
	})
	keep("attention", func(ctx context.Context) { jobs.Attend(ctx, h.app, h.clock, h.log) })
	keep("desks", func(ctx context.Context) { jobs.ReadyDesks(ctx, h.app, h.log) })
	keep("the sweeper", func(ctx context.Context) { jobs.Sweep(ctx, h.store, h.log) })
	keep("what its time is over of", func(ctx context.Context) { jobs.KeepRetention(ctx, h.app, h.log) })
	keep("the audit's heads", func(ctx context.Context) { jobs.KeepHeads(ctx, h.store, h.log) })
	keep("the listener", func(ctx context.Context) {
		if err := h.store.Listen(ctx, h.heard); err != nil {
			h.log.Error("other processes' changes are not heard", "error", err)
		}
	})
	if h.settings.MetricsAddr != "" {
		workers.Go(func() {
			if err := h.serveMetrics(work); err != nil {
				h.log.Error("there are no metrics: choose another TAVLEN_METRICS_ADDR", "error", err)
			}
		})
	}
	failed := make(chan error, 1)
	go func() { failed <- h.http.Listener(ln) }()
	h.sayIfUnbuilt()
	started()
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	close(h.ending)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	errs := []error{err, h.hub.Close(end), h.shutdown(end)}
	stopWork()
	workers.Wait()
	h.push.Close()
	h.channels.close()
	return errors.Join(append(errs, h.store.Close())...)
}

// shutdown waits for the requests under way. One that was not even sent whole by then was
// promised nothing.
func (h *house) shutdown(ctx context.Context) error {
	err := h.conns.Shutdown(ctx, h.http)
	if errors.Is(err, context.DeadlineExceeded) {
		h.log.Warn("requests that took too long were cut off")
		return nil
	}
	return err
}

// listen opens the port. The demo and the tests let the system choose one.
func listen(set *config.Settings) (net.Listener, error) {
	var lc net.ListenConfig
	// Multipath TCP keeps the kernel from dropping phones that vanished.
	lc.SetMultipathTCP(false)
	ln, err := lc.Listen(context.Background(), "tcp", set.Addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w; choose another with --addr", set.Addr, err)
	}
	set.Bound(ln.Addr())
	return ln, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
