package api

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/live"
	"tavlen/backend/signin"
)

// Limits of a request. They are documented here and held by a test.
const (
	MaxBody     = 256 << 10 // bytes
	MaxHeader   = 16 << 10  // bytes of the request's head
	readTimeout = 15 * time.Second
	idleTimeout = 90 * time.Second
	// writeTimeout is how long a phone may take to accept an answer. Streams are the hub's.
	writeTimeout = 60 * time.Second
)

// methods are those that any address here may answer; others are refused unseen.
var methods = []string{fiber.MethodGet, fiber.MethodHead, fiber.MethodPost, fiber.MethodPut, fiber.MethodDelete, fiber.MethodOptions, fiber.MethodPatch}

// Pusher is what the API needs of the push sender.
type Pusher interface {
	PublicKey() string
	CheckEndpoint(endpoint string) error
}

// Pages serves everything that is not the API.
type Pages interface {
	Register(*fiber.App)
	CSP() string
}

// Options are what the API stands on.
type Options struct {
	App     *app.App
	Signin  *signin.Service
	Hub     *live.Hub
	Push    Pusher
	Pages   Pages
	Clock   domain.Clock
	Log     *slog.Logger
	Version string
	// PublicURL is the one address that links are made from and writes may come from.
	PublicURL string
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Ready says whether the program may serve: the database answers and it is not ending.
	Ready func(context.Context) error
	// Conns are told of every connection; it is they who shut the application down.
	Conns *Conns
	// Writes and Reads are what one person may do; zero: DefaultWrites, DefaultReads.
	Writes, Reads Budget
}

// server holds what the handlers share.
type server struct {
	Options
	tries   *tries
	accepts *tries // of invitations
	praises *tries // of the links that ask somebody at a workplace
	budgets *budgets
	// feeds are the budgets of the calendars that are fetched without a session: of each
	// address, and of each network.
	feeds, networks *budgets
	// logins is what each network may begin at a provider.
	logins *budgets
	// uploads are the large requests under way.
	uploads uploads
	// upload is how long a large request may take to arrive.
	upload func() time.Duration
}

// New makes the HTTP application.
func New(o Options) *fiber.App {
	setup.Do(configureHuma)
	s := &server{Options: o, tries: newTries(o.Clock), accepts: newTries(o.Clock), praises: newTries(o.Clock), budgets: newBudgets(o.Clock, o.Writes, o.Reads),
		feeds: newBudgets(o.Clock, Budget{}, feedReads), networks: newBudgets(o.Clock, Budget{}, networkReads), logins: newBudgets(o.Clock, Budget{}, loginTries)}
	f := fiber.New(fiber.Config{
		Immutable:             true, // strings of a request must not change under whoever keeps them
		DisableStartupMessage: true,
		// "/API/v1/me" is no address of ours: what the guard looks at is what the router finds.
		CaseSensitive:                true,
		StrictRouting:                true,
		DisablePreParseMultipartForm: true,
		BodyLimit:                    MaxBody,
		ReadBufferSize:               MaxHeader,
		ReadTimeout:                  readTimeout,
		IdleTimeout:                  idleTimeout,
		WriteTimeout:                 writeTimeout,
		ErrorHandler:                 s.failed,
		RequestMethods:               methods,
	})
	o.Conns.Trusted = o.TrustedProxies
	// A hijacked stream is the hub's; fasthttp may give its buffers back.
	f.Server().KeepHijackedConns = true
	f.Server().NoDefaultServerHeader = true
	// A photo over a thin net takes longer than words.
	s.upload = func() time.Duration { return uploadPatience * f.Server().ReadTimeout }
	f.Server().HeaderReceived = s.allow
	f.Server().Handler = o.Conns.watch(s.knownMethods(f))
	f.Server().ConnState = o.Conns.state
	f.Use(s.guard)
	f.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	f.Get("/readyz", s.readyz)
	s.register(humafiber.NewV2(f, humaConfig(o.Version)))
	o.Pages.Register(f)
	return f
}

func (s *server) readyz(c *fiber.Ctx) error {
	if err := s.Ready(c.UserContext()); err != nil {
		s.Log.Warn("not ready", "error", err)
		return c.Status(fiber.StatusServiceUnavailable).SendString("not ready\n")
	}
	return c.SendString("ready\n")
}

func (s *server) register(api huma.API) {
	s.meOperations(api)
	s.passkeyOperations(api)
	s.pinOperations(api)
	s.loginOperations(api)
	s.citizenOperations(api)
	s.planOperations(api)
	s.itemOperations(api)
	s.historyOperations(api)
	s.accessLogOperations(api)
	s.readingSampleOperations(api)
	s.glassOperations(api)
	s.proposalOperations(api)
	s.pictureOperations(api)
	s.catalogueOperations(api)
	s.flagOperations(api)
	s.endOperations(api)
	s.planEndOperations(api)
	s.planHoldOperations(api)
	s.assessmentOperations(api)
	s.consentOperations(api)
	s.mineOperations(api)
	s.measurementOperations(api)
	s.hoursOperations(api)
	s.meetingOperations(api)
	s.meetingAnswerOperations(api)
	s.requestOperations(api)
	s.rightsOperations(api)
	s.messageOperations(api)
	s.promiseOperations(api)
	s.attentionOperations(api)
	s.briefOperations(api)
	s.weekOperations(api)
	s.sparringOperations(api)
	s.storyOperations(api)
	s.figuresOperations(api)
	s.handoverOperations(api)
	s.threadOperations(api)
	s.translationOperations(api)
	s.peopleOperations(api)
	s.feedbackOperations(api)
	s.protectionOperations(api)
	s.contactNoteOperations(api)
	s.contactReportOperations(api)
	s.pushOperations(api)
	s.reachOperations(api)
	s.calendarOperations(api)
	s.streamOperations(api)
}
