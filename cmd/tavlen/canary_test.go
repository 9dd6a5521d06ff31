package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// rawly sends bytes and waits until the server has answered and let go.
func rawly(t *testing.T, addr, sent string) (answer string) {
	t.Helper()
	conn, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(domain.SystemClock{}.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	// It may not hear it out.
	_, _ = io.WriteString(conn, sent)
	_ = conn.(*net.TCPConn).CloseWrite()
	doc, _ := io.ReadAll(conn)
	return string(doc)
}

// T29, ASVS V16.2.5, V16.4.1, V16.5.1: whatever is sent to the program, well formed or not, nothing of it is on its
// stderr, among its figures or in a refusal; and each line of stderr is one that it wrote itself.
func TestNothingThatWasSentIsOnStderr(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		p := newPlace(t)
		if store.IsPostgres(database) {
			p.database = database
		}
		figures := freeAddr(t)
		k := newDesk(t, p, "TAVLEN_METRICS_ADDR="+figures)
		addr := strings.TrimPrefix(k.url(), "http://")
		plan, err := k.plan(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		const canary, number = "kanariefugl", "2902809134"
		forged := canary + "\r\n" + `{"level":"ERROR","msg":"` + canary + `"}` + "\x1b[2J\x1b[31m" + number
		var answers []string
		for _, sent := range []string{
			// No request at all, and heads that are none.
			forged, canary + " " + number + "\r\n\r\n", "GET /" + canary + "\x1b[2J HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\n" + canary + "\x00: x\r\n\r\n", "GET / HTTP/9." + canary + "\r\nHost: x\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: localhost\r\nX-" + canary + " : " + number + "\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n " + canary + "\r\n\r\n", "GET http://[" + canary + "/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + canary + "\r\n\r\n", "PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + canary + "\r\n", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n" + canary,
			"PUT /api/v1/me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\nContent-Type: application/json\r\n\r\n" + canary, "\x16\x03\x01" + canary,
			// Too long a head (431), too much (413).
			"GET /" + strings.Repeat(canary, 3000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + strings.Repeat(canary, 3000) + "\r\n\r\n",
			"PUT /api/v1/plans/" + plan + "/dream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n" + strings.Repeat(canary, 20000),
			// Well formed, and nothing that there is.
			"GET /login/retur/mitid?code=" + canary + "&state=" + number + "&error=" + canary + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "GET /login/retur?code=" + canary + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
			"GET /ind/" + canary + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + canary + "\x1b[2J" + number + "\r\nConnection: close\r\n\r\n",
		} {
			answers = append(answers, rawly(t, addr, sent))
		}
		// Codes that are guessed until it is enough (429), and headers that hold what they may.
		guess := newPhone(k.url)
		braked := false
		for range 40 {
			status, answer, err := guess.send("POST", "/api/v1/session", map[string]any{"code": canary + number}, "User-Agent", canary, "Idempotency-Key", canary+number, "If-Match", canary, "X-Forwarded-For", canary, "X-Request-Id", canary)
			if err != nil {
				t.Fatal(err)
			}
			braked = braked || status == 429
			answers = append(answers, string(answer))
		}
		if !braked {
			t.Error("guessing was not braked")
		}
		for _, key := range []string{canary + number, string(domain.NewID())} {
			_, answer, err := k.maja.send("PUT", "/api/v1/plans/"+plan+"/goals/"+canary, map[string]any{"title": forged, "why": forged}, "Idempotency-Key", key)
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, string(answer))
		}
		k.maja.want(t, 200, "PUT", "/api/v1/plans/"+plan+"/goals/"+string(domain.NewID()), map[string]any{"area": "work", "title": canary + " " + number, "why": canary})
		res, err := http.DefaultClient.Do(request(t, "http://"+figures+"/metrics"))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || !strings.Contains(string(doc), "tavlen_streams_open") {
			t.Fatalf("the figures: %v %s", err, doc)
		}
		if code, _ := k.server.terminate(t); code != 0 {
			t.Errorf("it ended with %d", code)
		}
		for what, text := range map[string]string{"the figures": string(doc), "stderr": k.server.log.String(), "an answer": strings.Join(answers, "\n")} {
			if i := strings.Index(text, canary[:8]); i >= 0 || strings.Contains(text, number) {
				t.Errorf("%s holds what was sent: %.300s", what, text[max(0, i-200):])
			}
		}
		for line := range strings.Lines(k.server.log.String()) {
			var said map[string]any
			if err := json.Unmarshal([]byte(line), &said); err != nil || strings.ContainsFunc(strings.TrimSuffix(line, "\n"), unicode.IsControl) {
				t.Errorf("not a line of ours: %q", line)
			}
		}
	})
}

func request(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// freeAddr gives an address of this machine at which nobody listens.
func freeAddr(t *testing.T) string {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}
