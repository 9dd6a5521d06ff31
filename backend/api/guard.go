package api

import (
	"bytes"
	"mime"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/redact"
)

// knownMethods refuses TRACE and the like before Fiber does, which would answer in a
// form of its own, without the headers; and what cannot be told apart from two requests.
func (s *server) knownMethods(f *fiber.App) fasthttp.RequestHandler {
	next := f.Server().Handler
	return func(ctx *fasthttp.RequestCtx) {
		defer s.uploads.done(&ctx.Request.Header)
		refusal := errMethod
		if ambiguous(&ctx.Request.Header) {
			// What comes after it on the connection may be part of it, to somebody's reading.
			ctx.SetConnectionClose()
			refusal = errBadRequest
		} else if slices.Contains(methods, string(ctx.Method())) {
			next(ctx)
			return
		}
		c := f.AcquireCtx(ctx)
		defer f.ReleaseCtx(c)
		s.headers(c)
		if err := s.send(c, refusal); err != nil {
			s.Log.Error("a refusal could not be written", "error", err)
		}
	}
}

// ambiguous says whether a request's head can be read in two ways, so that a proxy in
// front of us may have read another request than we do: a length beside chunks
// (RFC 9112 §6.1), or a folded line (§5.2).
func ambiguous(h *fasthttp.RequestHeader) bool {
	raw := h.RawHeaders()
	if bytes.Contains(raw, []byte("\n ")) || bytes.Contains(raw, []byte("\n\t")) {
		return true
	}
	length, coding := false, false
	for line := range bytes.Lines(raw) {
		name, _, _ := bytes.Cut(line, []byte(":"))
		length = length || bytes.EqualFold(name, []byte(fiber.HeaderContentLength))
		coding = coding || bytes.EqualFold(name, []byte(fiber.HeaderTransferEncoding))
	}
	return length && coding
}

// guard is the first thing a request meets: headers for every answer, and the refusals
// that need no knowledge of what is asked.
func (s *server) guard(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error("a request made its handler panic", "method", c.Method(), "route", c.Route().Path, "panic", redact.Panic(p), "stack", string(debug.Stack()))
			s.headers(c)
			err = s.send(c, errInternal)
		}
	}()
	s.headers(c)
	if c.Get(fiber.HeaderContentEncoding) != "" {
		// 1 KB of gzip in gzip grows to 256 MB when the body is read; nobody needs it.
		return s.send(c, &domain.Error{Code: domain.CodeEncoding, Detail: "Send uden komprimering."})
	}
	if !strings.HasPrefix(c.Path(), "/api/") {
		if strings.HasPrefix(c.Path(), feedPath) || strings.HasPrefix(c.Path(), LoginPath) {
			c.Set(fiber.HeaderCacheControl, "no-store")
		}
		return c.Next()
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	if format, err := strconv.Atoi(c.Get("Tavlen-Client")); err == nil && format < app.OldestFormat {
		return s.send(c, &domain.Error{Code: domain.CodeClientTooOld, Detail: "Tavlen på telefonen er for gammel. Luk den, og åbn den igen."})
	}
	if saidTwice(c) {
		return s.send(c, domain.Invalid(domain.FieldError{Code: domain.CodeInvalid, Detail: "Der er et felt for meget."}))
	}
	switch c.Method() {
	case fiber.MethodGet:
		err := c.Next()
		if err == nil {
			lighten(c)
			squeeze(c)
		}
		return err
	case fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	if !s.sameSite(c) {
		return s.send(c, &domain.Error{Code: domain.CodeCrossSite, Detail: "Det kan kun gøres fra Tavlen selv."})
	}
	if len(c.Request().Body()) > 0 || c.Method() != fiber.MethodDelete {
		t, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
		photo := isUpload(c.Method(), c.Path()) && isMedia(t)
		if err != nil || t != fiber.MIMEApplicationJSON && !photo {
			return s.send(c, &domain.Error{Code: domain.CodeMediaType, Detail: "Send JSON."})
		}
	}
	return c.Next()
}

// saidTwice says whether the query has one name twice: which of the two counts would be
// ours to guess, and another's behind us to guess otherwise.
func saidTwice(c *fiber.Ctx) bool {
	args := c.Request().URI().QueryArgs()
	if args.Len() < 2 {
		return false
	}
	seen := map[string]bool{}
	for name := range args.All() {
		if seen[string(name)] {
			return true
		}
		seen[string(name)] = true
	}
	return false
}

// What an answer of the API may do where a browser opens it as a page: nothing. None
// is HTML, so none has a base to set. The page of a PDF is the browser's own, and does not open in a sandbox.
const (
	paperPolicy  = "default-src 'none'; frame-ancestors 'none'"
	answerPolicy = paperPolicy + "; sandbox"
)

// headers puts on every answer what a browser must know (ASVS V3.4), and the time. What
// is about windows and devices (COOP, Permissions-Policy) is read on pages alone; on an
// answer of the API it would be more than many an answer, on every pull of every phone.
func (s *server) headers(c *fiber.Ctx) {
	c.Set("Tavlen-Time", s.Clock.Now().UTC().Format("2006-01-02T15:04:05.000Z"))
	c.Set(fiber.HeaderStrictTransportSecurity, "max-age=63072000; includeSubDomains")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	if strings.HasPrefix(c.Path(), "/api/") {
		c.Set(fiber.HeaderContentSecurityPolicy, answerPolicy)
		return
	}
	c.Set(fiber.HeaderContentSecurityPolicy, s.Pages.CSP())
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "geolocation=(), camera=(self), microphone=(self), payment=(), usb=()")
}

// sameSite refuses a write that a page of another origin started. Browsers say where a
// request comes from; a program that says nothing has no cookie to be abused.
func (s *server) sameSite(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin":
		return true
	case "":
	default:
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return true
	}
	ours, err := url.Parse(s.PublicURL)
	if err != nil {
		return false
	}
	theirs, err := url.Parse(origin)
	return err == nil && theirs.Scheme == ours.Scheme && strings.EqualFold(theirs.Host, ours.Host)
}

// clientIP gives the address a request really comes from: the connection's, or behind
// trusted proxies the nearest hop that is none of them. What a client writes into
// X-Forwarded-For itself stands further left and is never reached.
func (s *server) clientIP(c *fiber.Ctx) netip.Addr {
	ip, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return netip.Addr{}
	}
	ip = ip.Unmap()
	// Some proxies add to the line and some add a line: all of them are one list.
	var hops []string
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	for i := len(hops) - 1; i >= 0 && s.trusted(ip); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		ip = hop.Unmap()
	}
	return ip
}

func (s *server) trusted(ip netip.Addr) bool { return within(s.TrustedProxies, ip) }

func within(networks []netip.Prefix, ip netip.Addr) bool {
	for _, p := range networks {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}
