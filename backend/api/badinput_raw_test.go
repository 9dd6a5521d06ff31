package api_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// raw sends bytes to a server and reads answers until it closes the connection. With
// shut the sending side is closed first: nothing more will come.
func raw(t *testing.T, s *testkit.Server, sent string, shut bool) []testkit.Response {
	t.Helper()
	conn, err := (&net.Dialer{Timeout: patience}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(deadline()); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, sent); err != nil {
		return nil // it would not even hear it out
	}
	if shut {
		_ = conn.(*net.TCPConn).CloseWrite() // unless the server was quicker
	}
	var out []testkit.Response
	in := bufio.NewReader(conn)
	for {
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			var timeout net.Error
			if errors.As(err, &timeout) && timeout.Timeout() {
				t.Fatalf("the server keeps a connection open on which it was sent %.60q", sent)
			}
			return out
		}
		doc, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			t.Fatalf("%.60q: %v", sent, err)
		}
		out = append(out, testkit.Response{Status: res.StatusCode, Header: res.Header, Body: doc})
	}
}

func deadline() time.Time { return domain.SystemClock{}.Now().Add(patience) }

// request writes a request by hand; "%s" in it stands for the cookies of a signed-in phone.
func (w *world) request(who, lines string) string {
	k := w.as(who)
	return strings.NewReplacer("\n", "\r\n", "COOKIE", fmt.Sprintf("Cookie: %s=%s; %s=%s", tokenCookie, k.Cookie(tokenCookie), renewCookie, k.Cookie(renewCookie)),
		"HOST", "Host: "+strings.TrimPrefix(w.URL, "http://"), "JSON", "Content-Type: application/json", "DREAM", "/api/v1"+path("peter", "dream"), "MATCH", "If-Match: "+w.rev(who, "peter")).Replace(lines)
}

// Requests that are none: each is refused in our own form and its connection closed, a
// request hidden in one is not carried out, and the server goes on.
func TestRequestsThatAreNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{ReadTimeout: time.Second})
	const dream = `{"text":"Smuglet"}` // 18 bytes
	hidden := "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\n\n" + dream
	w.unchanged("raw requests", func() {
		for name, lines := range map[string]string{
			"two lengths":                "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\nContent-Length: 5\n\n" + dream,
			"the same length twice":      "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\nContent-Length: 18\n\n" + dream,
			"two lengths in a line":      "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18, 18\n\n" + dream,
			"a length and chunks":        "POST /api/v1/push/test HTTP/1.1\nHOST\nJSON\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n" + hidden,
			"chunks and a length":        "POST /api/v1/push/test HTTP/1.1\nHOST\nJSON\nTransfer-Encoding: chunked\nContent-Length: 60\n\n0\n\n" + hidden,
			"chunks said oddly":          "POST /api/v1/push/test HTTP/1.1\nHOST\nJSON\nTransfer-Encoding: xchunked\nContent-Length: 4\n\n0\n\n" + hidden,
			"chunks said with a tab":     "POST /api/v1/push/test HTTP/1.1\nHOST\nJSON\nTransfer-Encoding:\tchunked\nContent-Length: 4\n\n0\n\n" + hidden,
			"chunks of another coding":   "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nTransfer-Encoding: gzip, chunked\n\n12\n" + dream + "\n0\n\n",
			"a bad chunk":                "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nTransfer-Encoding: chunked\n\nzz\n" + dream + "\n0\n\n",
			"a negative chunk":           "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nTransfer-Encoding: chunked\n\n-1\n" + dream + "\n0\n\n",
			"a huge chunk":               "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nTransfer-Encoding: chunked\n\nffffffffffffffff\n" + dream,
			"a negative length":          "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: -1\n\n" + dream,
			"a length in words":          "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: many\n\n" + dream,
			"a length with a sign":       "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: +18\n\n" + dream,
			"a length beyond numbers":    "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 99999999999999999999\n\n" + dream,
			"a length of ten gigabytes":  "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 10737418240\n\n" + dream,
			"no host":                    "PUT DREAM HTTP/1.1\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\n\n" + dream,
			"two hosts":                  "GET /api/v1/me HTTP/1.1\nHOST\nHost: evil.example\nCOOKIE\n\n",
			"a head without end":         "GET /api/v1/me HTTP/1.1\nHOST\nX: " + strings.Repeat("a", 20000) + "\n\n",
			"a thousand lines":           "GET /api/v1/me HTTP/1.1\nHOST\n" + strings.Repeat("X: a\n", 5000) + "\n",
			"an address without end":     "GET /" + strings.Repeat("a", 20000) + " HTTP/1.1\nHOST\n\n",
			"a line without a colon":     "GET /api/v1/me HTTP/1.1\nHOST\nevil\n\n",
			"a space before the colon":   "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length : 18\n\n" + dream,
			"a folded line":              "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length:\n 18\n\n" + dream,
			"a nameless line":            "GET /api/v1/me HTTP/1.1\nHOST\n: evil\n\n",
			"a zero byte in a name":      "GET /api/v1/me HTTP/1.1\nHOST\nX\x00: a\n\n",
			"a space in the address":     "GET /api/v1/me /x HTTP/1.1\nHOST\n\n",
			"no version":                 "GET /api/v1/me\n\n",
			"another version":            "GET /api/v1/me HTTP/9.9\nHOST\n\n",
			"HTTP/2 without asking":      "PRI * HTTP/2.0\n\nSM\n\n",
			"a handshake":                "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + strings.Repeat("\x00", 200),
			"noise":                      "\xff\xfe\x00\x01" + strings.Repeat("\x80", 100) + "\n\n",
			"nothing but line ends":      strings.Repeat("\n", 40000),
			"half a body":                "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\n\n" + dream[:9],
			"half a chunk":               "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nTransfer-Encoding: chunked\n\n12\n" + dream[:9],
			"half a head":                "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Le",
			"half a line":                "PUT DRE",
			"a wait that is not met":     "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\nExpect: 100-continue\n\n",
			"an upgrade":                 "GET /api/v1/stream HTTP/1.1\nHOST\nConnection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABkAAQAAP__\n\n",
			"a body on a read":           "GET /api/v1/me HTTP/1.1\nHOST\nContent-Length: 18\n\n" + dream,
			"a whole address of another": "PUT http://evil.exampleDREAM HTTP/1.1\nHOST\nJSON\nContent-Length: 18\n\n" + dream,
		} {
			for i, r := range raw(t, w.Server, w.request("peter", lines), true) {
				if r.Status == 100 {
					continue
				}
				what := fmt.Sprintf("%s, answer %d", name, i)
				if r.Status < 400 || r.Status >= 500 {
					t.Errorf("%s: %d %s", what, r.Status, r.Body)
					continue
				}
				checkProblem(t, what, r, r.Status, domain.Code(r.Code()), "Smuglet", "evil")
			}
			if r := w.as("nobody").Do("GET", "root:/healthz", nil); r.Status != 200 {
				t.Fatalf("after %s: %d", name, r.Status)
			}
		}
	})
}

// Lines that end in a line feed alone: fasthttp reads them as lines, as RFC 9112 §2.2
// allows; then everything on them counts, the refusals too.
func TestLineFeedsAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{ReadTimeout: time.Second})
	w.unchanged("line feeds", func() {
		lines := strings.ReplaceAll(w.request("peter", "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nSec-Fetch-Site: cross-site\nContent-Length: 18\nConnection: close\n\n"), "\r\n", "\n")
		for _, r := range raw(t, w.Server, lines+`{"text":"Smuglet"}`, true) {
			if r.Status < 400 || r.Status >= 500 {
				t.Errorf("%d %s", r.Status, r.Body)
			}
		}
	})
}

// A request that comes too slowly is told so and let go, wherever it stopped.
func TestSlowRequestsAreLetGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{ReadTimeout: 300 * time.Millisecond})
	w.unchanged("slow requests", func() {
		for _, lines := range []string{"P", "PUT DREAM HTTP/1.1\nHOST\nCOO", "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\n\n", "PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nContent-Length: 18\n\n{\"te",
			"PUT DREAM HTTP/1.1\nHOST\nCOOKIE\nMATCH\nJSON\nTransfer-Encoding: chunked\n\n12\n{\"te"} {
			answers := raw(t, w.Server, w.request("peter", lines), false)
			if len(answers) != 1 {
				t.Errorf("%.40q: %d answers", lines, len(answers))
				continue
			}
			checkProblem(t, lines[:1], answers[0], 400, domain.CodeBadRequest)
		}
	})
	if answers := raw(t, w.Server, "", false); len(answers) > 1 {
		t.Errorf("one who says nothing is told %v", answers)
	}
	if own := testkit.NewServer(t, testkit.Options{}).HTTP.Server().ReadTimeout; own <= 0 || own > 30*time.Second {
		t.Errorf("without a time of the test's a request may take %v", own)
	}
}

// What is too long in the head is said to be, in our own form.
func TestTheHeadHasALimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for what, sent := range map[string]string{"a header": "GET /api/v1/me HTTP/1.1\nHOST\nX: " + strings.Repeat("a", 17<<10) + "\n\n", "an address": "GET /" + strings.Repeat("a", 17<<10) + " HTTP/1.1\nHOST\n\n",
		"a cookie": "GET /api/v1/me HTTP/1.1\nHOST\nCookie: __Host-tavlen=" + strings.Repeat("a", 17<<10) + "\n\n"} {
		answers := raw(t, w.Server, w.request("peter", sent), true)
		if len(answers) != 1 {
			t.Errorf("%s: %d answers", what, len(answers))
			continue
		}
		checkProblem(t, what, answers[0], 431, domain.CodeHeaderTooLong)
	}
	// A cookie of the size that browsers keep is no fault.
	if r := w.as("nobody").Do("GET", "/me", nil, "Cookie", "x="+strings.Repeat("a", 8<<10)); r.Status != 401 {
		t.Errorf("a large cookie: %d %s", r.Status, r.Body)
	}
}
