// Package pwa serves the embedded PWA: its precompressed files with the right
// cache headers, the shell for the routes that the client knows, and the Content
// Security Policy that the build's inlined styles need, and the notices that an
// installation owes to anybody (security.txt, the accessibility statement).
//
// It knows no person, no plan and no session: everything here is the same for
// everybody who asks. Nothing under /api is ever answered from here.
package pwa

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Handler answers for the PWA. It is made once and never changes afterwards, so
// it may be used by any number of requests at the same time.
type Handler struct {
	files map[string]*file // by request path, "/assets/app-1a2b.js"
	shell *file            // nil when the PWA is not built in
	csp   string

	notices Notices
}

// shellName is the file that every client route starts with.
const shellName = "index.html"

// calendars is where the private calendars are fetched: the API answers there, also for
// those that are not, and never a page.
const calendars = "/kalender/"

// logins is where the ways to those who vouch for people begin and end, the API's as well.
const logins = "/login/"

// New reads the built PWA: the folder that holds index.html (frontend/dist). A
// folder without index.html is a binary built before the PWA was, see Built; an
// error says that the build is damaged.
func New(dist fs.FS) (*Handler, error) {
	if _, err := fs.Stat(dist, shellName); errors.Is(err, fs.ErrNotExist) {
		return &Handler{csp: policy(hashes{})}, nil
	}
	inlined, err := readHashes(dist)
	if err != nil {
		return nil, fmt.Errorf("PWA: %w", err)
	}
	files, err := load(dist)
	if err != nil {
		return nil, fmt.Errorf("PWA: %w", err)
	}
	shell := files["/"+shellName]
	files["/"] = shell
	return &Handler{files: files, shell: shell, csp: policy(inlined)}, nil
}

// Built tells whether the PWA is in this binary. If not, every page says how to
// build it, and NotBuilt is the line for the log.
func (h *Handler) Built() bool { return h.shell != nil }

// NotBuilt is what a binary without the PWA says on start.
const NotBuilt = "this binary holds no PWA: run `go run github.com/go-task/task/v3/cmd/task@v3.45.4 build` and start bin/tavlen"

// CSP returns the value of Content-Security-Policy. It belongs on every answer
// of the server, the API's too.
func (h *Handler) CSP() string { return h.csp }

// Register makes the handler answer what no route before it did. Call it last.
func (h *Handler) Register(app *fiber.App) {
	app.Use(h.serve)
}

func (h *Handler) serve(c *fiber.Ctx) error {
	path := c.Path()
	if path == "/api" || strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, calendars) || strings.HasPrefix(path, logins) {
		return c.Next()
	}
	c.Set(fiber.HeaderContentSecurityPolicy, h.csp)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")

	if answered, err := h.notice(c); answered {
		return err
	}
	f, found := h.files[path]
	var secret bool
	if !found {
		var known bool
		if known, secret = clientRoute(path); !known {
			return page(c, fiber.StatusNotFound, notFoundPage)
		}
		f = h.shell
	}
	if m := c.Method(); m != fiber.MethodGet && m != fiber.MethodHead {
		c.Set(fiber.HeaderAllow, "GET, HEAD")
		return page(c, fiber.StatusMethodNotAllowed, wrongMethodPage)
	}
	if f == nil {
		return page(c, fiber.StatusServiceUnavailable, notBuiltPage)
	}
	return f.send(c, secret)
}
