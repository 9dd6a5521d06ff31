package pwa

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Notices is what an installation says to anybody of itself. Without them there is no
// security.txt, and /was says whom to ask.
type Notices struct {
	// PublicURL is the address people open: scheme and host, no trailing slash.
	PublicURL string
	// SecurityContact is where a weakness is reported: a mailto: or https: address, or "".
	SecurityContact string
	// AccessibilityURL is the https address of the accessibility statement, or "".
	AccessibilityURL string
	// Now is the present moment.
	Now func() time.Time
}

const (
	securityPath      = "/.well-known/security.txt"
	accessibilityPath = "/was"
	// renewed is how long a security.txt is good for. RFC 9116, section 2.5.5, wants less
	// than a year; it is written anew for each who asks.
	renewed = 90 * 24 * time.Hour
)

// Announce makes the handler answer with the installation's notices. Call it before
// Register.
func (h *Handler) Announce(n Notices) { h.notices = n }

// notice answers for the addresses that a convention fixes; answered says whether it did.
func (h *Handler) notice(c *fiber.Ctx) (answered bool, err error) {
	switch c.Path() {
	case securityPath:
		if h.notices.SecurityContact == "" {
			return false, nil
		}
	case accessibilityPath:
	default:
		return false, nil
	}
	if m := c.Method(); m != fiber.MethodGet && m != fiber.MethodHead {
		c.Set(fiber.HeaderAllow, "GET, HEAD")
		return true, page(c, fiber.StatusMethodNotAllowed, wrongMethodPage)
	}
	if c.Path() == securityPath {
		c.Set(fiber.HeaderCacheControl, cacheNever)
		c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
		return true, c.SendString(h.securityTxt())
	}
	if h.notices.AccessibilityURL == "" {
		return true, page(c, fiber.StatusNotFound, noStatementPage)
	}
	c.Set(fiber.HeaderCacheControl, cacheNever)
	return true, c.Redirect(h.notices.AccessibilityURL, fiber.StatusFound)
}

// securityTxt is the file of RFC 9116.
func (h *Handler) securityTxt() string {
	expires := h.notices.Now().UTC().Add(renewed).Truncate(24 * time.Hour)
	return strings.Join([]string{
		"Contact: " + h.notices.SecurityContact,
		"Expires: " + expires.Format(time.RFC3339),
		"Preferred-Languages: da, en",
		"Canonical: " + h.notices.PublicURL + securityPath,
		"",
	}, "\n")
}
