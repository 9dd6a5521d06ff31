package pwa

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gofiber/fiber/v2"
)

const styleHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

// dist is what a build leaves behind, in small.
func dist() fstest.MapFS {
	f := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		".gitkeep":                  f(""),
		".vite/manifest.json":       f("{}"),
		"csp.json":                  f(`{"style":["` + styleHash + `"],"script":[]}`),
		"first-load.json":           f("{}"),
		"index.html":                f("<!doctype html><title>Tavlen</title>"),
		"index.html.br":             f("shell-br"),
		"index.html.gz":             f("shell-gz"),
		"sw.js":                     f("self"),
		"sw.js.br":                  f("sw-br"),
		"manifest.webmanifest":      f(`{"name":"Tavlen"}`),
		"icons/icon-192.png":        f("png"),
		"assets/app-1a2b3c4d.js":    f("console.log(1)"),
		"assets/app-1a2b3c4d.js.br": f("app-br"),
		"assets/app-1a2b3c4d.js.gz": f("app-gz"),
		"assets/small-99.css":       f("a{}"),
	}
}

// serve returns an app that has the API's place and then the PWA.
func serve(t *testing.T, files fs.FS) (*fiber.App, *Handler) {
	t.Helper()
	h, err := New(files)
	if err != nil {
		t.Fatal(err)
	}
	app := fiber.New(fiber.Config{Immutable: true, DisableStartupMessage: true})
	app.Get("/api/v1/me", func(c *fiber.Ctx) error { return c.SendString("api") })
	app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("alive") })
	h.Register(app)
	return app, h
}

type answer struct {
	status int
	header http.Header
	length int64
	body   string
}

// ask sends one request; header is a list of names and values.
func ask(t *testing.T, app *fiber.App, method, path string, header ...string) answer {
	t.Helper()
	req := httptest.NewRequest(method, path, http.NoBody)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := app.Test(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, res.ContentLength, string(body)}
}

func TestAnswers(t *testing.T) {
	const shell = "<!doctype html><title>Tavlen</title>"
	app, _ := serve(t, dist())
	for _, tc := range []struct {
		path, accept string
		status       int
		body         string
		ctype, cache string
		encoding     string
	}{
		{"/", "", 200, shell, "text/html; charset=utf-8", "no-cache", ""},
		{"/", "gzip, deflate, br, zstd", 200, "shell-br", "text/html; charset=utf-8", "no-cache", "br"},
		{"/", "gzip", 200, "shell-gz", "text/html; charset=utf-8", "no-cache", "gzip"},
		{"/?source=pwa", "br", 200, "shell-br", "text/html; charset=utf-8", "no-cache", "br"},
		{"/index.html", "br", 200, "shell-br", "text/html; charset=utf-8", "no-cache", "br"},
		{"/i-dag", "", 200, shell, "text/html; charset=utf-8", "no-cache", ""},
		{"/tavlen/", "", 200, shell, "text/html; charset=utf-8", "no-cache", ""},
		{"/maal/kJ2_-dsaAS1", "", 200, shell, "text/html; charset=utf-8", "no-cache", ""},
		{"/bord/kJ2_-dsaAS1/ydelse/x1", "", 200, shell, "text/html; charset=utf-8", "no-cache", ""},
		{"/sw.js", "br", 200, "sw-br", "text/javascript; charset=utf-8", "no-cache", "br"},
		{"/sw.js", "gzip", 200, "self", "text/javascript; charset=utf-8", "no-cache", ""},
		{"/manifest.webmanifest", "br", 200, `{"name":"Tavlen"}`, "application/manifest+json; charset=utf-8", "no-cache", ""},
		{"/icons/icon-192.png", "br", 200, "png", "image/png", "no-cache", ""},
		{"/assets/app-1a2b3c4d.js", "br", 200, "app-br", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "br"},
		{"/assets/app-1a2b3c4d.js", "br;q=0, gzip;q=0.1", 200, "app-gz", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "gzip"},
		{"/assets/small-99.css", "br", 200, "a{}", "text/css; charset=utf-8", "public, max-age=31536000, immutable", ""},
		// Never the shell for what looks like a file, and nothing of the build's own notes.
		{"/assets/app-gone.js", "br", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/tavlen/x.js", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/tavlen/x%2ejs", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/assets", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/assets/", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/sw.js.br", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/csp.json", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/first-load.json", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/.gitkeep", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/.vite/manifest.json", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/.git/config", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/ukendt", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/assets/../sw.js", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"/%2e%2e/sw.js", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
		{"//tavlen", "", 404, notFoundPage, "text/html; charset=utf-8", "no-store", ""},
	} {
		t.Run(tc.path+" "+tc.accept, func(t *testing.T) {
			got := ask(t, app, http.MethodGet, tc.path, "Accept-Encoding", tc.accept)
			if got.status != tc.status || got.body != tc.body {
				t.Errorf("got %d %q, want %d %q", got.status, got.body, tc.status, tc.body)
			}
			for name, want := range map[string]string{
				"Content-Type": tc.ctype, "Cache-Control": tc.cache, "Content-Encoding": tc.encoding,
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			} {
				if g := got.header.Get(name); g != want {
					t.Errorf("%s: got %q, want %q", name, g, want)
				}
			}
			if got.header.Get("Content-Security-Policy") == "" {
				t.Error("no policy")
			}
			head := ask(t, app, http.MethodHead, tc.path, "Accept-Encoding", tc.accept)
			if head.status != tc.status || head.body != "" || head.length != int64(len(tc.body)) ||
				head.header.Get("Etag") != got.header.Get("Etag") || head.header.Get("Content-Encoding") != tc.encoding {
				t.Errorf("HEAD differs from GET: %+v", head)
			}
		})
	}
}

func TestVaryOnlyWhereTheEncodingIsNegotiated(t *testing.T) {
	app, _ := serve(t, dist())
	for path, want := range map[string]string{
		"/": "Accept-Encoding", "/assets/app-1a2b3c4d.js": "Accept-Encoding", "/icons/icon-192.png": "",
	} {
		if got := ask(t, app, http.MethodGet, path).header.Get("Vary"); got != want {
			t.Errorf("%s: Vary %q, want %q", path, got, want)
		}
	}
}

func TestETag(t *testing.T) {
	app, _ := serve(t, dist())
	first := ask(t, app, http.MethodGet, "/sw.js", "Accept-Encoding", "br")
	tag := first.header.Get("Etag")
	if tag == "" || tag == ask(t, app, http.MethodGet, "/sw.js").header.Get("Etag") {
		t.Fatalf("tag %q is missing or the same in another encoding", tag)
	}
	for _, header := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
		got := ask(t, app, http.MethodGet, "/sw.js", "Accept-Encoding", "br", "If-None-Match", header)
		if got.status != 304 || got.body != "" || got.header.Get("Etag") != tag ||
			got.header.Get("Cache-Control") != "no-cache" || got.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("If-None-Match %s: %+v", header, got)
		}
	}
	for _, header := range []string{`"x"`, strings.Trim(tag, `"`), ""} {
		if got := ask(t, app, http.MethodGet, "/sw.js", "Accept-Encoding", "br", "If-None-Match", header); got.status != 200 {
			t.Errorf("If-None-Match %s: %d", header, got.status)
		}
	}
	changed := dist()
	changed["sw.js"] = &fstest.MapFile{Data: []byte("self2")}
	app, _ = serve(t, changed)
	if got := ask(t, app, http.MethodGet, "/sw.js", "Accept-Encoding", "br", "If-None-Match", tag); got.status != 200 {
		t.Errorf("a new version answers %d to the old tag", got.status)
	}
}

func TestSignInAddressLeavesNothingBehind(t *testing.T) {
	app, _ := serve(t, dist())
	got := ask(t, app, http.MethodGet, "/ind/kJ2_-dsaAS1", "If-None-Match", "*", "Accept-Encoding", "br")
	if got.status != 200 || got.body != "shell-br" {
		t.Fatalf("got %+v", got)
	}
	if got.header.Get("Cache-Control") != "no-store" || got.header.Get("Referrer-Policy") != "no-referrer" || got.header.Get("Etag") != "" {
		t.Errorf("got %v", got.header)
	}
	if strings.Contains(got.body, "kJ2_") {
		t.Error("the code is in the answer")
	}
	if plain := ask(t, app, http.MethodGet, "/ind"); plain.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("without a code: %v", plain.header)
	}
}

func TestOtherMethods(t *testing.T) {
	app, _ := serve(t, dist())
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} {
		for path, want := range map[string]int{"/": 405, "/i-dag": 405, "/sw.js": 405, "/ukendt": 404} {
			got := ask(t, app, method, path)
			if got.status != want {
				t.Errorf("%s %s: %d, want %d", method, path, got.status, want)
			}
			if want == 405 && got.header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: Allow %q", method, path, got.header.Get("Allow"))
			}
		}
	}
}

func TestLeavesTheAPIAlone(t *testing.T) {
	for _, files := range []fs.FS{dist(), fstest.MapFS{".gitkeep": {}}} {
		app, _ := serve(t, files)
		for path, want := range map[string]string{"/api/v1/me": "api", "/healthz": "alive"} {
			if got := ask(t, app, http.MethodGet, path); got.body != want {
				t.Errorf("%s: %q", path, got.body)
			}
		}
		for _, path := range []string{"/api", "/api/", "/api/v1/nothing", "/api/v1/me/x.css"} {
			got := ask(t, app, http.MethodGet, path)
			if got.status != 404 || strings.Contains(got.body, "<") {
				t.Errorf("%s: %d %q", path, got.status, got.body)
			}
		}
	}
}

func TestBinaryWithoutPWA(t *testing.T) {
	app, h := serve(t, fstest.MapFS{".gitkeep": {}})
	if h.Built() {
		t.Error("says it is built")
	}
	for _, path := range []string{"/", "/i-dag", "/ind/abc"} {
		got := ask(t, app, http.MethodGet, path)
		if got.status != 503 || !strings.Contains(got.body, "task@v3.45.4 build") || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %+v", path, got)
		}
	}
	if got := ask(t, app, http.MethodGet, "/sw.js"); got.status != 404 {
		t.Errorf("/sw.js: %d", got.status)
	}
	if _, h := serve(t, dist()); !h.Built() {
		t.Error("the whole PWA says it is not built")
	}
}

func TestCSP(t *testing.T) {
	app, h := serve(t, dist())
	want := "default-src 'none'; script-src 'self'; style-src 'self' '" + styleHash + "'; img-src 'self' data: blob:; media-src blob:; " +
		"connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; " +
		"frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html tavlen-sw"
	if h.CSP() != want {
		t.Errorf("got  %s\nwant %s", h.CSP(), want)
	}
	if got := ask(t, app, http.MethodGet, "/").header.Get("Content-Security-Policy"); got != want {
		t.Errorf("on the shell: %s", got)
	}
	if strings.Contains(want, "unsafe") {
		t.Error("the policy allows what it exists to refuse")
	}
	_, h = serve(t, fstest.MapFS{".gitkeep": {}})
	if !strings.Contains(h.CSP(), "; style-src 'self'; ") {
		t.Errorf("without a build: %s", h.CSP())
	}
}

func TestDamagedBuild(t *testing.T) {
	for name, csp := range map[string]string{
		"no hashes file": "",
		"no JSON":        "sha256-x",
		"injection":      `{"style":["sha256-x'; script-src *"]}`,
		"keyword":        `{"style":["unsafe-inline"]}`,
		"inline script":  `{"style":[],"script":["` + styleHash + `"]}`,
	} {
		files := dist()
		delete(files, hashFile)
		if csp != "" {
			files[hashFile] = &fstest.MapFile{Data: []byte(csp)}
		}
		if _, err := New(files); err == nil || !strings.Contains(err.Error(), hashFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := New(unreadable{dist()}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("unreadable file: %v", err)
	}
}

// unreadable lists its files and opens all but one.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if name == "sw.js" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u unreadable) ReadFile(name string) ([]byte, error) {
	if name == "sw.js" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.ReadFile(name)
}

func TestChoose(t *testing.T) {
	all := &file{body: [encodings][]byte{[]byte("b"), []byte("g"), []byte("i")}}
	for accept, want := range map[string]encoding{
		"":                             identity,
		"br":                           brotli,
		"BR":                           brotli,
		"gzip, br":                     brotli,
		"gzip;q=1.0, br;q=0.5":         gzip,
		"x-gzip":                       gzip,
		"*":                            brotli,
		"*;q=0":                        identity,
		"br;q=0, *;q=0.3":              gzip,
		"identity, br;q=0.5":           identity,
		"identity;q=0.5, gzip;q=0.5":   gzip,
		"br;q=nonsense":                identity,
		"br;q=2":                       identity,
		"br;q=NaN":                     identity,
		"br ; q = 0.5":                 brotli,
		"deflate, zstd":                identity,
		"identity;q=0":                 identity,
		",,;;q=,br;q":                  brotli,
		strings.Repeat("gzip,", 10000): gzip,
	} {
		if got := all.choose(accept); got != want {
			t.Errorf("%.40q: got %q, want %q", accept, names[got], names[want])
		}
	}
}

// The bytes go out without being written to: one answer must not change the next.
func TestAnswersShareBytesSafely(t *testing.T) {
	h, err := New(dist())
	if err != nil {
		t.Fatal(err)
	}
	before := bytes.Clone(h.shell.body[identity])
	app := fiber.New(fiber.Config{Immutable: true, DisableStartupMessage: true})
	app.Use(func(c *fiber.Ctx) error {
		err := c.Next()
		_, _ = c.WriteString("appended by somebody")
		return err
	})
	h.Register(app)
	ask(t, app, http.MethodGet, "/")
	if !bytes.Equal(before, h.shell.body[identity]) {
		t.Error("the shell was changed")
	}
}
