package api_test

import (
	"io"
	"net"
	"strings"
	"testing"

	"tavlen/backend/testkit"
)

// What a phone gets of one ticked step is at most 600 bytes as they come over the net
// (HTTP/1.1, with every header), whatever the step says; and what it must know of an
// answer stands on it.
func TestATickIsFewBytes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	words := map[string]any{"note": strings.Repeat("Det gik fint i sidste uge. ", 8), "due": "2026-12-18"}
	if r := w.as("peter").Do("PUT", path("peter", "steps", id("g1s1")), words, "If-Match", w.rev("peter", "peter")); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	since := w.plan("peter", "peter")["rev"].(string)
	tick := map[string]any{"status": "done", "done_at": "2026-11-24"}
	if r := w.as("peter").Do("PUT", path("peter", "steps", id("g1s1")), tick, "If-Match", since); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	conn, err := (&net.Dialer{Timeout: patience}).DialContext(t.Context(), "tcp", strings.TrimPrefix(w.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(deadline()); err != nil {
		t.Fatal(err)
	}
	ask := "GET /api/v1" + path("peter", "changes?brief=true&since="+since) + " HTTP/1.1\nHOST\nCOOKIE\nAccept-Encoding: gzip\nConnection: close\n\n"
	if _, err := io.WriteString(conn, w.request("peter", ask)); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	size := len(answer) - len("Connection: close\r\n")
	if size > 600 || !strings.HasPrefix(string(answer), "HTTP/1.1 200 ") {
		t.Errorf("%d bytes:\n%q", size, answer)
	}
	for _, must := range []string{"Date: ", "Strict-Transport-Security: max-age=63072000; includeSubDomains", "X-Content-Type-Options: nosniff", "Cache-Control: no-store", "Cross-Origin-Resource-Policy: same-origin", "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox"} {
		if !strings.Contains(string(answer), "\r\n"+must) {
			t.Errorf("no %s", must)
		}
	}
}
