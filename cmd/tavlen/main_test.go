package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// asProgram makes the test binary be the program: so a child that a test starts, kills
// or signals is the code under test, race detector and all, and needs no other build.
const asProgram = "TAVLEN_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// do runs a command that ends by itself.
func do(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = runContext(t.Context(), args, &out, &err)
	return code, out.String(), err.String()
}

// must runs a command that has to succeed and gives what it printed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, err := do(t, args...)
	if code != 0 {
		t.Fatalf("tavlen %s: exit %d\n%s", strings.Join(args, " "), code, err)
	}
	return out
}

// refused runs a command that has to fail with one line that says what is wrong.
func refused(t *testing.T, says string, args ...string) {
	t.Helper()
	code, out, err := do(t, args...)
	if code == 0 || out != "" || strings.Count(err, "\n") != 1 || !strings.HasPrefix(err, "tavlen: ") || !strings.Contains(err, says) {
		t.Errorf("tavlen %s: exit %d, want one line with %q\nstdout: %s\nstderr: %s", strings.Join(args, " "), code, says, out, err)
	}
}

// place is where an installation of a test lies.
type place struct{ dir, database string }

func newPlace(t *testing.T) place { return place{dir: t.TempDir()} }

// args names the place for serve and the commands that work on its data.
func (p place) args(command ...string) []string {
	args := append(command, "--data-dir", filepath.Join(p.dir, "data"), "--secret-file", p.keys(), "--ledger-dir", filepath.Join(p.dir, "ledger"), "--addr", "127.0.0.1:0")
	if p.database != "" {
		args = append(args, "--database", p.database)
	}
	return args
}

func (p place) keys() string { return filepath.Join(p.dir, "keys", "secret.json") }
func (p place) file() string { return filepath.Join(p.dir, "data", "tavlen.db") }

// running is a command that serves until it is ended.
type running struct {
	t     *testing.T
	url   string
	lines <-chan string // what it printed on stdout
	log   *lockedBuffer
	stop  func() int
}

// serving starts a command in this process and waits until it says where it serves.
func serving(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	stdout, w := io.Pipe()
	r := &running{t: t, log: &lockedBuffer{grown: make(chan struct{}, 1)}}
	r.lines = linesOf(stdout)
	code := make(chan int, 1)
	go func() {
		code <- runContext(ctx, args, w, r.log)
		_ = w.Close()
	}()
	var once sync.Once
	exit := -1
	r.stop = func() int {
		once.Do(func() { cancel(); exit = <-code })
		return exit
	}
	t.Cleanup(func() {
		if r.stop() != 0 {
			t.Errorf("tavlen %s: exit %d\n%s", args[0], exit, r.log)
		}
	})
	if args[0] == "serve" {
		r.url = r.log.ready(t)
	}
	return r
}

func linesOf(r io.Reader) <-chan string {
	lines := make(chan string, 100)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(r); s.Scan(); {
			lines <- s.Text()
		}
	}()
	return lines
}

// line gives the next line on stdout.
func (r *running) line() string {
	r.t.Helper()
	timeout := time.NewTimer(time.Minute)
	defer timeout.Stop()
	select {
	case l, ok := <-r.lines:
		if !ok {
			r.t.Fatalf("it ended without a word\n%s", r.log)
		}
		return l
	case <-timeout.C:
		r.t.Fatalf("nothing was printed for a minute\n%s", r.log)
		return ""
	}
}

// lockedBuffer is a log that is read while it is written.
type lockedBuffer struct {
	mu    sync.Mutex
	b     bytes.Buffer
	grown chan struct{}
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case b.grown <- struct{}{}:
	default:
	}
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// ready waits for the line that says where it serves.
func (b *lockedBuffer) ready(t *testing.T) string {
	t.Helper()
	timeout := time.NewTimer(time.Minute)
	defer timeout.Stop()
	for {
		for line := range strings.Lines(b.String()) {
			var said struct{ Msg, URL string }
			if json.Unmarshal([]byte(line), &said) == nil && said.Msg == "ready" {
				return said.URL
			}
		}
		select {
		case <-b.grown:
		case <-timeout.C:
			t.Fatalf("it was not ready within a minute\n%s", b)
		}
	}
}

// phone is a client that keeps its cookies and lives through a server that is killed.
type phone struct {
	http *http.Client
	url  func() string

	mu      sync.Mutex
	cookies map[string]string
}

func newPhone(url func() string) *phone {
	return &phone{url: url, cookies: map[string]string{}, http: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
}

// send does one request; an error means that no whole answer came.
func (p *phone) send(method, path string, body any, headers ...string) (status int, answer []byte, err error) {
	res, err := p.open(context.Background(), p.http, method, path, body, headers...)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	answer, err = io.ReadAll(res.Body)
	return res.StatusCode, answer, err
}

func (p *phone) open(ctx context.Context, client *http.Client, method, path string, body any, headers ...string) (*http.Response, error) {
	var doc io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		doc = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, p.url()+path, doc)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	p.mu.Lock()
	for name, value := range p.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	p.mu.Unlock()
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range res.Cookies() {
		p.cookies[c.Name] = c.Value
	}
	return res, nil
}

// want does a request that must get this status, and gives the answer.
func (p *phone) want(t *testing.T, status int, method, path string, body any, headers ...string) map[string]any {
	t.Helper()
	got, answer, err := p.send(method, path, body, headers...)
	if err != nil || got != status {
		t.Fatalf("%s %s: %d %s, %v; want %d", method, path, got, answer, err, status)
	}
	var out map[string]any
	if len(answer) > 0 && json.Unmarshal(answer, &out) != nil && strings.HasPrefix(path, "/api") {
		t.Fatalf("%s %s answers %s", method, path, answer)
	}
	return out
}

// signIn opens a link as the page behind it does.
func signIn(t *testing.T, url func() string, link string) *phone {
	t.Helper()
	p := newPhone(url)
	p.want(t, 200, "POST", "/api/v1/session", map[string]any{"code": link[strings.LastIndexByte(link, '/')+1:]})
	return p
}

func (r *running) at() string { return r.url }

// staffLink adds somebody and gives the printed link.
func (p place) staffLink(t *testing.T, name string) string {
	t.Helper()
	out := must(t, p.args("staff", "add", "--name", name)...)
	for line := range strings.Lines(out) {
		if strings.Contains(line, "/ind/") {
			return strings.TrimSpace(line)
		}
	}
	t.Fatalf("no link in %q", out)
	return ""
}

// Whatever a command logs goes through what takes numbers and secrets out.
func TestNoCommandLogsANumber(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	newConsole(t.Context(), io.Discard, &stderr).log.Error("borger 010190-1234 findes", "path", "/ind/hemmeligt", "error", errors.New("010190-1234"))
	if out := stderr.String(); strings.Contains(out, "1234") || strings.Contains(out, "hemmeligt") || !strings.Contains(out, "[cpr]") {
		t.Errorf("logged: %s", out)
	}
}

// An id that begins with a hyphen is an id: one in 64 does.
func TestAnIDIsNoFlag(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, args := range [][]string{{"staff", "end", "-FZJmwdHFRAQQANZ6GUSdA"}, {"staff", "link", "-FZJmwdHFRAQQANZ6GUSdA"}, {"staff", "end", "--", "-FZJmwdHFRAQQANZ6GUSdA"}} {
		flags := []string{"--data-dir", filepath.Join(dir, "data"), "--secret-file", filepath.Join(dir, "keys", "secret.json"), "--ledger-dir", filepath.Join(dir, "ledger")}
		code, _, err := do(t, append(slices.Clone(args[:2]), append(flags, args[2:]...)...)...)
		if code != 1 || strings.Contains(err, "flag") {
			t.Errorf("%v: %d %s", args, code, err)
		}
		if args[2] == "--" {
			continue
		}
		if code, _, err := do(t, append(args, flags...)...); code != 1 || strings.Contains(err, "flag") {
			t.Errorf("%v with the flags behind: %d %s", args, code, err)
		}
	}
}
