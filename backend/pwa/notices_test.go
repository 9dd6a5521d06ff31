package pwa

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

func announcing(t *testing.T, n Notices) *fiber.App {
	t.Helper()
	h, err := New(dist())
	if err != nil {
		t.Fatal(err)
	}
	app := fiber.New(fiber.Config{Immutable: true, DisableStartupMessage: true})
	h.Announce(n)
	h.Register(app)
	return app
}

// TestSecurityTxt holds the file to RFC 9116: one Contact, one Expires within a year, a
// Canonical that names where it lies, and lines that end.
func TestSecurityTxt(t *testing.T) {
	now := time.Date(2026, 11, 22, 23, 40, 0, 0, time.FixedZone("CET", 3600))
	app := announcing(t, Notices{PublicURL: "https://tavlen.example", SecurityContact: "mailto:sikkerhed@kommune.example", Now: func() time.Time { return now }})
	got := ask(t, app, http.MethodGet, "/.well-known/security.txt")
	want := "Contact: mailto:sikkerhed@kommune.example\nExpires: 2027-02-20T00:00:00Z\nPreferred-Languages: da, en\nCanonical: https://tavlen.example/.well-known/security.txt\n"
	if got.status != 200 || got.body != want || got.header.Get("Content-Type") != "text/plain; charset=utf-8" || got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%+v", got)
	}
	if got := ask(t, app, http.MethodPost, "/.well-known/security.txt"); got.status != 405 {
		t.Errorf("POST: %d", got.status)
	}
	if got := ask(t, announcing(t, Notices{}), http.MethodGet, "/.well-known/security.txt"); got.status != 404 {
		t.Errorf("without a contact: %d", got.status)
	}
}

func TestWasLeadsToTheStatement(t *testing.T) {
	app := announcing(t, Notices{AccessibilityURL: "https://www.was.example/tavlen"})
	got := ask(t, app, http.MethodGet, "/was")
	if got.status != 302 || got.header.Get("Location") != "https://www.was.example/tavlen" {
		t.Errorf("%+v", got)
	}
	// Nothing that a visitor sends leads anywhere else.
	if got := ask(t, app, http.MethodGet, "/was?to=https://evil.example", "X-Forwarded-Host", "evil.example"); got.header.Get("Location") != "https://www.was.example/tavlen" {
		t.Errorf("led to %q", got.header.Get("Location"))
	}
	none := ask(t, announcing(t, Notices{}), http.MethodGet, "/was")
	if none.status != 404 || !strings.Contains(none.body, "Er noget i Tavlen svært at bruge?") || none.header.Get("Content-Security-Policy") == "" {
		t.Errorf("without a statement: %+v", none)
	}
}
