package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

const (
	// squeezeFrom is the body from which on compressing wins more than its header costs.
	squeezeFrom = 224 // bytes
	// squeezeLevel is gzip's: above it a plan of 23 KB shrinks by a hundredth more, for
	// twice the time.
	squeezeLevel = 4
)

// lighten takes from JSON that is read the headers that say nothing there: it links to
// nothing and loads nothing, so it has no address to tell on (OWASP REST Security Cheat
// Sheet: for answers rendered as HTML). A brief answer comes after others that told the
// time.
func lighten(c *fiber.Ctx) {
	h := &c.Response().Header
	if strings.HasPrefix(string(h.ContentType()), fiber.MIMEApplicationJSON) {
		h.Del(fiber.HeaderReferrerPolicy)
		if c.Query("brief") == "true" {
			h.Del("Tavlen-Time")
		}
	}
}

// squeeze compresses JSON that is read, when the client takes gzip. Brotli would be 4 %
// smaller and keep megabytes for every writer.
//
// Length tells something of what is inside when a stranger can have words of his choice
// answered beside a secret (BREACH). Here no answer to a GET repeats free words of its
// request, and another site's page cannot send one with the cookie but by going there
// itself. No Vary is sent: no cache may keep the answer (no-store).
func squeeze(c *fiber.Ctx) {
	r := c.Response()
	if r.StatusCode() != fiber.StatusOK || r.IsBodyStream() || !c.Request().Header.HasAcceptEncoding("gzip") {
		return
	}
	body := r.Body()
	if len(body) < squeezeFrom || !strings.HasPrefix(string(r.Header.ContentType()), fiber.MIMEApplicationJSON) {
		return
	}
	r.SetBodyRaw(fasthttp.AppendGzipBytesLevel(make([]byte, 0, len(body)/2), body, squeezeLevel))
	r.Header.SetContentEncoding("gzip")
}
