package api_test

import (
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// signs mean something to a database, as they are and as the letters that some make of them.
const signs = "'\"`;--\\ ' OR '1'='1 ＇ʼ’“”＂ OR ’1’=’1"

// ASVS V1.2.4: signs of SQL in every text of every operation's body and query, as whoever may send it: never a fault, and
// nobody and no plan is gone.
func TestSignsOfADatabaseInEveryText(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		c := contractOf(t, w.Server)
		phone := w.furnished()
		tried := 0
		send := func(what string, o offer, at string, body any) bool {
			t.Helper()
			r := w.as(o.who).Do(o.method, at, body, o.headers...)
			if tried++; r.Status >= 500 {
				t.Errorf("%s: %d %s", what, r.Status, r.Body)
			}
			return r.Status < 300
		}
		for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
			d := c.ops[op]
			offers := slices.DeleteFunc(w.offers(op, phone), func(o offer) bool { return o.method != d.method })
			for _, field := range c.texts(d.body) {
				for _, o := range offers {
					if send(op+" "+field.String(), o, o.path, c.with(d.body, plainly(t, o.body), field.place, signs)) {
						break
					}
				}
			}
			for _, name := range d.query {
				for _, o := range offers {
					at, _, _ := strings.Cut(o.path, "?")
					send(op+" ?"+name, o, at+"?"+name+"="+escape(signs), plainly(t, o.body))
				}
			}
		}
		if tried < 500 {
			t.Errorf("only %d requests", tried)
		}
		clear(w.clients) // some of it ends sessions
		for citizen, who := range map[string]string{"sofie": "tobias", "birthe": "xenia", "daryna": "ingrid"} {
			if r := w.as(who).Do("GET", path(citizen), nil); r.Status != 200 {
				t.Errorf("the plan of %s: %d %s", citizen, r.Status, r.Body)
			}
		}
	})
}

// written is something that is put.
type written struct {
	who, path string
	body      any
	headers   []string
}

// severalRows are writes that leave rows in several tables, each of them a new one whenever it is asked for.
func (w *world) severalRows() map[string]func() written {
	start, photo := w.Clock.Now().Add(72*time.Hour), testkit.Photo(w.t, 40, 40, 1)
	meeting := map[string]any{"title": "Møde", "form": "in_person", "start": start, "end": start.Add(time.Hour), "with": []domain.ID{demo.PersonID("maja")}, "purpose": "Se til det", "why": "w"}
	return map[string]func() written{
		"a message with a photo": func() written {
			return written{"peter", path("peter", "attachments", newID()), photo, append(forThread("", "Se her"), "Content-Type", "image/jpeg")}
		},
		"a message": func() written {
			return written{"peter", path("peter", "messages", newID()), map[string]any{"text": "Hej"}, nil}
		},
		"a goal": func() written {
			return written{"peter", path("peter", "goals", newID()), map[string]any{"area": "work", "title": "Et mål mere"}, nil}
		},
		"a meeting": func() written { return written{"maja", path("peter", "meetings", newID()), meeting, nil} },
	}
}

// ASVS V2.3.3: where the database refuses any one of the rows that a write leaves behind, nothing of it is kept, whichever
// row it was; sent again, it is done once.
func TestAFaultBetweenTwoWritesLeavesNothing(t *testing.T) {
	t.Parallel()
	file := testkit.DemoFile(t)
	w := &world{Server: testkit.NewServer(t, testkit.Options{Database: file}), t: t, clients: map[string]*testkit.Client{}}
	for _, who := range []string{"maja", "peter"} {
		w.as(who)
	}
	db, err := sql.Open("sqlite3", file+"?_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do := func(query string) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	var tables []string
	rows, err := db.QueryContext(t.Context(), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	kept := func() string {
		t.Helper()
		counts := []string{}
		for _, table := range tables {
			n := 0
			if err := db.QueryRowContext(t.Context(), fmt.Sprintf("SELECT count(*) FROM %q", table)).Scan(&n); err != nil {
				t.Fatal(err)
			}
			counts = append(counts, fmt.Sprintf("%s %d", table, n))
		}
		return strings.Join(counts, "\n") + w.everything("peter")
	}
	for what, next := range w.severalRows() {
		refused := []string{}
		for _, table := range tables {
			for _, deed := range []string{"INSERT", "UPDATE"} {
				do(fmt.Sprintf("CREATE TRIGGER fault BEFORE %s ON %q BEGIN SELECT RAISE(ABORT, 'no'); END", deed, table))
				s, before := next(), kept()
				headers := append(slices.Clone(s.headers), "Idempotency-Key", newID())
				r := w.as(s.who).Do("PUT", s.path, s.body, headers...)
				do("DROP TRIGGER fault")
				if r.Status < 300 {
					continue // it needs no such row
				}
				name := fmt.Sprintf("%s without %s of %s", what, deed, table)
				checkProblem(t, name, r, http.StatusInternalServerError, domain.CodeInternal)
				if kept() != before {
					t.Errorf("%s left something", name)
				}
				again := w.as(s.who).Do("PUT", s.path, s.body, headers...)
				done := kept()
				if twice := w.as(s.who).Do("PUT", s.path, s.body, headers...); again.Status != 200 || string(twice.Body) != string(again.Body) || kept() != done {
					t.Errorf("%s, and sent again: %d %s", name, again.Status, again.Body)
				}
				refused = append(refused, deed+" "+table)
			}
		}
		if len(refused) < 4 {
			t.Errorf("%s needs only %v", what, refused)
		}
	}
}

// ASVS V16.5.3: where it cannot be asked who may open a plan, nobody may, and nothing of it is said.
func TestWithoutAnAnswerNobodyMay(t *testing.T) {
	t.Parallel()
	file := testkit.DemoFile(t)
	w := &world{Server: testkit.NewServer(t, testkit.Options{Database: file}), t: t, clients: map[string]*testkit.Client{}}
	readers := []string{"peter", "maja", "anette", "vibeke", "tobias"}
	for _, who := range readers {
		w.as(who)
	}
	db, err := sql.Open("sqlite3", file+"?_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "ALTER TABLE plan_person RENAME TO gone"); err != nil {
		t.Fatal(err)
	}
	for _, who := range readers {
		for _, at := range []string{path("peter"), path("peter", "changes?since="), path("peter", "messages"), path("peter", "history"), path("peter", "stream")} {
			if who == "anette" && at == path("peter", "history") {
				continue // it is not for her role, whatever her plans are
			}
			checkProblem(t, who+" "+at, w.as(who).Do("GET", at, nil), http.StatusInternalServerError, domain.CodeInternal, "Peter", "plan_person")
		}
		checkProblem(t, who+" writes", w.as(who).Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"}), http.StatusInternalServerError, domain.CodeInternal, "Hej")
	}
}

// ASVS V4.1.3, V15.3.4: what a client says of itself in headers that a proxy would set changes nothing: not who it is, not the
// addresses that it is given, and not by which address it is counted.
func TestWhatOnlyAProxyMaySayIsNotHeard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter, maja := string(demo.PersonID("peter")), string(demo.PersonID("maja"))
	spoofed := []string{"X-Forwarded-For", "203.0.113.9", "X-Real-IP", "203.0.113.9", "Forwarded", "for=203.0.113.9;host=evil.example;proto=http", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http", "X-Forwarded-Prefix", "/evil",
		"X-Original-URL", "/api/v1/me", "X-Rewrite-URL", "/api/v1/me", "X-User-Id", maja, "X-Remote-User", maja, "X-HTTP-Method-Override", "DELETE", "True-Client-IP", "203.0.113.9", "CF-Connecting-IP", "203.0.113.9"}
	me := w.as("peter").Do("GET", "/me", nil)
	if with := w.as("peter").Do("GET", "/me", nil, spoofed...); with.Status != 200 || string(with.Body) != string(me.Body) || with.JSON(t)["person"].(map[string]any)["id"] != peter {
		t.Errorf("%d %s, without them %s", with.Status, with.Body, me.Body)
	}
	checkProblem(t, "nobody", w.as("nobody").Do("GET", "/me", nil, spoofed...), http.StatusUnauthorized, domain.CodeNotSignedIn)
	plain := w.as("peter").Do("GET", path("peter"), nil)
	if r := w.as("peter").Do("GET", path("peter"), nil, spoofed...); r.Status != 200 || string(r.Body) != string(plain.Body) {
		t.Errorf("another address is answered: %d %.200s", r.Status, r.Body)
	}
	body := map[string]any{"on": true}
	if r := w.as("peter").Do("PUT", "/me/calendar", body, spoofed...); r.Status != 200 || strings.Contains(string(r.Body), "evil") {
		t.Errorf("a calendar's address: %d %s", r.Status, r.Body)
	}
	braked := 0
	for i := range 40 {
		headers := slices.Clone(spoofed)
		headers[1], headers[3] = fmt.Sprintf("192.0.2.%d", i), fmt.Sprintf("192.0.2.%d", i)
		if r := w.Anonymous(t).Do("POST", "/session", map[string]any{"code": "ABC-DEF-GHJ"}, headers...); r.Code() == "too_many_tries" {
			braked++
		}
	}
	if braked == 0 {
		t.Error("a guesser is counted by the address that he writes himself")
	}
}

// ASVS V15.3.7: a name that an operation takes in its body is not taken from the query, too.
func TestAFieldIsTakenFromOnePlaceOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.unchanged("a field in the query", func() {
		for at, body := range map[string]map[string]any{
			path("peter", "messages", newID()) + "?text=Andet": {"text": "Hej"},
			path("peter", "dream") + "?text=Andet":             {"text": "En drøm"},
			path("peter", "goals", newID()) + "?title=Andet":   {"area": "work", "title": "Et mål"},
			"/session?code=" + newID():                         {"code": newID()},
		} {
			method := "PUT"
			if strings.HasPrefix(at, "/session") {
				method = "POST"
			}
			r := w.as("peter").Do(method, at, body, "If-Match", w.rev("peter", "peter"))
			checkProblem(t, at, r, http.StatusUnprocessableEntity, domain.CodeInvalid, "Andet")
		}
	})
}

// ASVS V6.5.3: the sign-in codes and the codes that go with an invitation are drawn evenly, sign by sign: of a thousand, as
// many of each as chance has it (chi-square; by chance it fails once in a million), and none twice.
func TestCodesAreDrawnEvenly(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	const n = 1000
	drawn := map[string]map[string]bool{"spoken": {}, "link": {}, "invitation": {}}
	second := map[byte]int{}
	for range n {
		c, err := s.Signin.IssueCode(t.Context(), demo.PersonID("peter"), demo.PersonID("maja"), domain.NewID(), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		drawn["spoken"][strings.ReplaceAll(c.Spoken, "-", "")] = true
		raw, err := base64.RawURLEncoding.DecodeString(c.Link)
		if err != nil {
			t.Fatal(err)
		}
		drawn["link"][hex.EncodeToString(raw)] = true
		id := domain.NewID()
		drawn["invitation"][s.Store.LinkCode(store.LinkInvitation, id)] = true
		for _, digit := range []byte(s.Store.LinkSpoken(store.LinkInvitation, id)) {
			second[digit]++
		}
	}
	for what, codes := range drawn {
		if len(codes) != n {
			t.Errorf("%s: only %d different ones", what, len(codes))
		}
	}
	count := func(codes map[string]bool) map[byte]int {
		counts := map[byte]int{}
		for code := range codes {
			for _, sign := range []byte(code) {
				counts[sign]++
			}
		}
		return counts
	}
	// The most that chance gives once in a million, for as many signs less one.
	for what, c := range map[string]struct {
		counts map[byte]int
		signs  int
		most   float64
	}{"spoken": {count(drawn["spoken"]), 32, 87.4}, "link": {count(drawn["link"]), 16, 57.5}, "second code": {second, 10, 45.1}} {
		all := 0
		for _, k := range c.counts {
			all += k
		}
		expected, chi := float64(all)/float64(c.signs), 0.0
		for _, k := range c.counts {
			chi += (float64(k) - expected) * (float64(k) - expected) / expected
		}
		chi += expected * float64(c.signs-len(c.counts)) // those that never came
		if chi > c.most || len(c.counts) > c.signs {
			t.Errorf("%s: chi-square %.1f over %d signs of %d, at most %.1f: %v", what, chi, len(c.counts), c.signs, c.most, c.counts)
		}
	}
}
