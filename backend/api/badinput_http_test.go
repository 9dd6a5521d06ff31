package api_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// bomb is a body of a megabyte's zeros, packed so often: less than a kilobyte.
func bomb(t *testing.T, times int) []byte {
	t.Helper()
	doc := []byte(`{"text":"` + strings.Repeat("0", 1<<20) + `"}`)
	for range times {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(doc); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		doc = b.Bytes()
	}
	return doc
}

// No packed body is unpacked, however often it is packed and whatever it is called.
func TestPackedBodiesAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.unchanged("packed bodies", func() {
		for times, encodings := range map[int][]string{1: {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "identity", "evil", " ", "gzip;q=1"}, 2: {"gzip, gzip", "gzip,br,gzip"}, 3: {"gzip, gzip, gzip"}} {
			doc := bomb(t, times)
			for _, encoding := range encodings {
				for _, who := range []string{"nobody", "peter"} {
					r := w.as(who).Do("PUT", path("peter", "dream"), doc, "Content-Encoding", encoding)
					if encoding == " " { // an empty line is none: then it is no JSON
						if r.Status != 400 && r.Status != 401 {
							t.Errorf("packed without saying so: %d %s", r.Status, r.Body)
						}
						continue
					}
					checkProblem(t, who+" "+encoding, r, 415, domain.CodeEncoding, encoding)
				}
			}
		}
		r := w.as("peter").DoWith("PUT", path("peter", "dream"), bomb(t, 2), map[string][]string{"Content-Encoding": {"gzip", "gzip"}})
		checkProblem(t, "two lines", r, 415, domain.CodeEncoding)
		checkProblem(t, "on a read", w.as("peter").Do("GET", "/me", nil, "Content-Encoding", "gzip"), 415, domain.CodeEncoding)
	})
}

// JSON and nothing else: what a page can send anywhere without asking first is not taken.
func TestOtherTypesAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	doc := []byte(`{"text":"En anden drøm"}`)
	w.unchanged("other types", func() {
		for kind, body := range map[string][]byte{
			"application/x-www-form-urlencoded": []byte("text=En+anden+dr%C3%B8m"), "multipart/form-data; boundary=x": []byte("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nEn\r\n--x--\r\n"),
			"text/plain": doc, "text/plain; charset=utf-8": doc, "text/html": doc, "application/xml": []byte("<text>En</text>"), "text/xml": doc, "application/cbor": doc, "application/jsonx": doc, "application/ld+json": doc,
			"application/problem+json": doc, "application/json-patch+json": doc, "application/merge-patch+json": doc, "text/json": doc, "*/*": doc, "application/*": doc, "application/json, text/plain": doc, "application/json text/plain": doc,
			"text/plain; application/json": doc, "application/octet-stream": doc, " ": doc, "json": doc, "application": doc, ";": doc, "multipart/form-data": doc, "application/json; charset": doc, "\"application/json\"": doc,
		} {
			for _, method := range []string{"PUT", "POST", "DELETE"} {
				at := map[string]string{"PUT": path("peter", "dream"), "POST": "/session/end-others", "DELETE": "/session"}[method]
				checkProblem(t, method+" "+kind, w.as("peter").Do(method, at, body, "Content-Type", kind), 415, domain.CodeMediaType, kind[:len(kind)/2])
			}
		}
	})
	for _, kind := range []string{"application/json; charset=utf-8", "application/json;charset=UTF-8", "APPLICATION/JSON"} {
		if r := w.as("peter").Do("PUT", path("peter", "dream"), map[string]any{"text": "En drøm " + kind}, "Content-Type", kind, "If-Match", w.rev("peter", "peter")); r.Status != 200 {
			t.Errorf("%s: %d %s", kind, r.Status, r.Body)
		}
	}
	if r := w.as("peter").Do("GET", "/me", nil, "Accept", "application/xml, text/html"); r.Status != 200 || !strings.Contains(r.Header.Get("Content-Type"), "json") {
		t.Errorf("asked for XML: %d %s", r.Status, r.Header.Get("Content-Type"))
	}
}

// T15: no page of another origin writes with a signed-in phone's cookies.
func TestCrossSiteWritesAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	other := strings.Replace(w.URL, "127.0.0.1", "localhost", 1)
	writes := []sender{
		{"peter", "PUT", path("peter", "dream"), map[string]any{"text": "En anden drøm"}, nil, ""}, {"peter", "POST", "/session/end-others", map[string]any{}, nil, ""},
		{"peter", "DELETE", "/session", nil, nil, ""}, {"nobody", "POST", "/session", map[string]any{"code": newID()}, nil, ""}, {"maja", "PUT", "/citizens/" + newID(), map[string]any{"name": "N", "plan": map[string]any{"id": newID()}}, nil, ""},
		{"peter", "DELETE", "/push/subscriptions/" + newID(), nil, nil, ""},
	}
	w.unchanged("cross-site writes", func() {
		for _, s := range writes {
			for _, from := range [][]string{
				{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "none"}, {"Sec-Fetch-Site", "SAME-ORIGIN"}, {"Sec-Fetch-Site", "same-origin, cross-site"}, {"Sec-Fetch-Site", "x"},
				{"Sec-Fetch-Site", "cross-site", "Origin", w.URL}, {"Origin", "https://evil.example"}, {"Origin", "null"}, {"Origin", other}, {"Origin", w.URL + ".evil.example"}, {"Origin", strings.Replace(w.URL, "http:", "https:", 1)},
				{"Origin", w.URL + "0"}, {"Origin", "http://127.0.0.1"}, {"Origin", "evil"}, {"Origin", "http://user@" + w.URL[len("http://"):] + ".evil.example"}, {"Origin", "%zz"},
			} {
				r := w.as(s.who).Do(s.method, s.path, body(s.body), append(from, "Content-Type", "application/json")...)
				checkProblem(t, s.method+" "+s.path+" "+strings.Join(from, " "), r, 403, domain.CodeCrossSite, "evil")
			}
		}
	})
	for _, from := range [][]string{{"Sec-Fetch-Site", "same-origin"}, {"Origin", w.URL}, {"Sec-Fetch-Site", "same-origin", "Origin", w.URL}, {}} {
		if r := w.as("peter").Do("POST", "/push/test", map[string]any{}, from...); r.Status != 202 {
			t.Errorf("from our own page %v: %d %s", from, r.Status, r.Body)
		}
	}
	// A page elsewhere may link here, and may not read what it links to.
	r := w.as("peter").Do("GET", "/me", nil, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example")
	checkHeaders(t, "a read from elsewhere", r)
	// And no preflight lets it try.
	r = w.as("peter").Do("OPTIONS", path("peter", "dream"), nil, "Origin", "https://evil.example", "Access-Control-Request-Method", "PUT", "Access-Control-Request-Headers", "content-type")
	checkProblem(t, "a preflight", r, 405, domain.CodeMethod)
	for name := range r.Header {
		if strings.HasPrefix(name, "Access-Control") {
			t.Errorf("a preflight is answered with %s", name)
		}
	}
}

// Where a writer last was: only his own rev of this plan says it.
func TestOddIfMatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	sofie := w.rev("sofie", "sofie")
	w.unchanged("odd If-Match", func() {
		for _, tag := range []string{`"x"`, "*", `"*"`, `"` + newID() + `"`, w.rev("maja", "peter"), sofie, `W/"x"`, `"", "x"`, `"0"`, `"-1"`, strings.Repeat("a", 1000), `"å"`, `"'; DROP TABLE plan;--"`, w.rev("peter", "peter") + `, "x"`} {
			r := w.as("peter").Do("PUT", path("peter", "goals", id("g1")), map[string]any{"title": "Et andet"}, "If-Match", tag)
			checkProblem(t, "If-Match "+tag, r, 400, domain.CodeBadRev)
		}
	})
	for i, form := range []func(string) string{
		func(tag string) string { return tag }, func(tag string) string { return "W/" + tag }, func(tag string) string { return tag[1 : len(tag)-1] }, func(tag string) string { return " " + tag + " " },
	} {
		w.put("peter", path("peter", "goals", id("g1")), map[string]any{"title": fmt.Sprint("Et job ", i)}, "If-Match", form(w.rev("peter", "peter")))
	}
}

// The key of a wish has a form, so that no other key of ours can be imitated.
func TestOddKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.unchanged("odd keys", func() {
		for op, s := range w.senders() {
			switch op {
			case "subscribePush", "issueCode", "markMessagesRead", "testPush", "createSession", "endOtherSessions", "putCitizenCpr":
				continue
			}
			for _, key := range []string{"x", "create:goal:" + id("g1"), "message:" + newID(), strings.Repeat("A", 23), strings.Repeat("A", 21) + "=", "AAAAAAAAAAAAAAAAAAAAAB", newID() + "," + newID(), "'; DROP TABLE mutation;--"} {
				r := w.as(s.who).Do(s.method, s.path, s.body, append(s.headers, "Idempotency-Key", key)...)
				checkProblem(t, op+" "+key, r, 422, domain.CodeInvalid, "DROP")
			}
		}
	})
}

func TestOldClients(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, format := range []string{"0", "-1", "-99999999"} {
		checkProblem(t, "format "+format, w.as("peter").Do("GET", "/me", nil, "Tavlen-Client", format), 426, domain.CodeClientTooOld)
	}
	for _, format := range []string{"1", "2", "abc", "", "1.5", "99999999999999999999"} {
		if r := w.as("peter").Do("GET", "/me", nil, "Tavlen-Client", format); r.Status != 200 {
			t.Errorf("format %q: %d %s", format, r.Status, r.Body)
		}
	}
}
