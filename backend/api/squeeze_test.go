package api_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	"tavlen/backend/testkit"
)

// What is read comes compressed to whoever takes gzip, and is the same; what is small,
// written, or no JSON comes as it is.
func TestReadsAreSqueezed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	get := func(at, encoding string) testkit.Response {
		return w.as("peter").Do("GET", at, nil, "Accept-Encoding", encoding)
	}
	plan := path("peter")
	plain := get(plan, "identity")
	small := get(plan, "gzip, deflate, br, zstd")
	if small.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" {
		t.Fatalf("encodings %q and %q", small.Header.Get("Content-Encoding"), plain.Header.Get("Content-Encoding"))
	}
	checkHeaders(t, "squeezed", small)
	r, err := gzip.NewReader(bytes.NewReader(small.Body))
	if err != nil {
		t.Fatal(err)
	}
	open, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(open, plain.Body) || small.Header.Get("ETag") != plain.Header.Get("ETag") {
		t.Errorf("%d bytes of %d, ETag %q of %q: %v", len(open), len(plain.Body), small.Header.Get("ETag"), plain.Header.Get("ETag"), err)
	}
	if 3*len(small.Body) > len(plain.Body) {
		t.Errorf("%d bytes of %d", len(small.Body), len(plain.Body))
	}
	if r := w.as("peter").Do("GET", plan, nil, "Accept-Encoding", "gzip", "If-None-Match", plain.Header.Get("ETag")); r.Status != 304 || len(r.Body) > 0 {
		t.Errorf("unchanged: %d, %d bytes", r.Status, len(r.Body))
	}
	for at, encoding := range map[string]string{plan: "gzip;q=0", path("peter", "paper"): "gzip", path("peter", "steps", newID()): "gzip"} {
		if got := get(at, encoding).Header.Get("Content-Encoding"); got != "" {
			t.Errorf("%s for %q is %s", at, encoding, got)
		}
	}
}

// An answer of the API may do nothing where it is opened as a page; what is about windows
// and devices stands on pages alone.
func TestPagesAndAnswersHaveHeadersOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	answer, page := w.as("peter").Do("GET", "/me", nil), w.as("peter").Do("GET", "root:/healthz", nil)
	checkHeaders(t, "answer", answer)
	checkHeaders(t, "page", page)
	if got := answer.Header.Get("Content-Security-Policy"); got != "default-src 'none'; frame-ancestors 'none'; sandbox" {
		t.Errorf("an answer's policy is %q", got)
	}
	for name, want := range map[string]string{"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "geolocation=(), camera=(self), microphone=(self), payment=(), usb=()"} {
		if page.Header.Get(name) != want || answer.Header.Get(name) != "" {
			t.Errorf("%s is %q on a page, %q on an answer", name, page.Header.Get(name), answer.Header.Get(name))
		}
	}
}
