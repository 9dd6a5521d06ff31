package api_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// page gets a page of messages.
func (w *world) page(who, citizen, query string) map[string]any {
	w.t.Helper()
	r := w.as(who).Do("GET", path(citizen, "messages"+query), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s gets messages%s: %d %s", who, query, r.Status, r.Body)
	}
	return r.JSON(w.t)
}

// texts lists the words of a page, in its order.
func texts(page map[string]any) []string {
	var out []string
	for _, m := range page["messages"].([]any) {
		out = append(out, m.(map[string]any)["text"].(string))
	}
	return out
}

// thread finds one of a page's threads.
func thread(page map[string]any, id string) map[string]any {
	for _, t := range page["threads"].([]any) {
		if t := t.(map[string]any); t["id"] == id {
			return t
		}
	}
	return nil
}

func (w *world) say(who, citizen, thread, text string) string {
	w.t.Helper()
	id := newID()
	body := map[string]any{"text": text}
	if thread != "" {
		body["thread"] = thread
	}
	w.put(who, path(citizen, "messages", id), body)
	return id
}

// Messages come oldest first, page by page backwards, each once and none left out, also
// when several were written in the same instant.
func TestMessagesArePaged(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		before := texts(w.page("sofie", "sofie", ""))
		want := slices.Clone(before)
		for i := range 25 {
			who := []string{"sofie", "tobias"}[i%2]
			w.say(who, "sofie", "", fmt.Sprintf("Besked %d", i))
			want = append(want, fmt.Sprintf("Besked %d", i))
			if i%5 == 0 {
				w.Clock.Move(time.Minute)
			}
		}
		for _, limit := range []int{1, 7, 10, len(want), 100} {
			var got []string
			before := ""
			for pages := 0; ; pages++ {
				query := fmt.Sprintf("?limit=%d", limit)
				if before != "" {
					query += "&before=" + before
				}
				p := w.page("sofie", "sofie", query)
				got = append(texts(p), got...)
				if p["more"] != true {
					break
				}
				if n := len(texts(p)); n != limit || pages > len(want) {
					t.Fatalf("a page of %d has %d", limit, n)
				}
				before = p["messages"].([]any)[0].(map[string]any)["id"].(string)
			}
			if !slices.Equal(got, want) {
				t.Errorf("by %d: %q, want %q", limit, got, want)
			}
		}
		first := w.page("sofie", "sofie", "?limit=100")["messages"].([]any)[0].(map[string]any)["id"].(string)
		if p := w.page("sofie", "sofie", "?before="+first); len(texts(p)) != 0 || p["more"] != false {
			t.Errorf("before the first there is %v", texts(p))
		}
	})
}

// What one has not read is counted for oneself alone; reading marks what the other wrote,
// up to where one read, and the other sees it.
func TestReadingMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	withTobias := string(demo.ThreadID(planOf("sofie")))
	unread := func(who string) any { return thread(w.page(who, "sofie", ""), withTobias)["unread"] }
	if unread("tobias") != 1.0 || unread("sofie") != 0.0 { // sb5 lies unread since ten days
		t.Fatalf("at first %v and %v", unread("tobias"), unread("sofie"))
	}
	for _, text := range []string{"En", "To", "Tre"} {
		w.say("sofie", "sofie", "", text)
	}
	second := w.page("tobias", "sofie", "?limit=2")["messages"].([]any)[0].(map[string]any)["id"].(string)
	w.say("tobias", "sofie", "", "Mit svar")
	if unread("tobias") != 4.0 || unread("sofie") != 1.0 {
		t.Errorf("after writing %v and %v", unread("tobias"), unread("sofie"))
	}
	// Looking is not reading.
	w.page("tobias", "sofie", "")
	if unread("tobias") != 4.0 {
		t.Errorf("after looking %v", unread("tobias"))
	}
	w.Clock.Move(time.Minute)
	read := func(who, upTo string) any {
		r := w.as(who).Do("POST", path("sofie", "messages", "read"), map[string]any{"thread": withTobias, "up_to": upTo})
		if r.Status != 200 {
			t.Fatalf("%s reads: %d %s", who, r.Status, r.Body)
		}
		return r.JSON(t)["read"]
	}
	if n := read("tobias", second); n != 3.0 || unread("tobias") != 1.0 {
		t.Errorf("reads %v up to the second, %v left", n, unread("tobias"))
	}
	if n := read("tobias", second); n != 0.0 {
		t.Errorf("reads %v again", n)
	}
	seen := map[string]any{}
	for _, m := range w.page("sofie", "sofie", "")["messages"].([]any) {
		m := m.(map[string]any)
		seen[m["text"].(string)] = m["read_at"]
	}
	now := w.Clock.Now().Format(time.RFC3339)
	if seen["En"] != now || seen["To"] != now || seen["Tre"] != nil || seen["Mit svar"] != nil {
		t.Errorf("Sofie sees read at: %v", seen)
	}
	// Her consultant's desk counts the same, and it waits there.
	card := w.as("tobias").Do("GET", "/citizens", nil).JSON(t)["citizens"].([]any)[0].(map[string]any)
	if card["unread_messages"] != 1.0 || len(card["waiting"].([]any)) != 1 {
		t.Errorf("the desk says %v, waiting %v", card["unread_messages"], card["waiting"])
	}
	for _, r := range []testkit.Response{
		w.as("tobias").Do("POST", path("sofie", "messages", "read"), map[string]any{"thread": withTobias, "up_to": newID()}),
		w.as("tobias").Do("POST", path("sofie", "messages", "read"), map[string]any{"thread": withTobias, "up_to": id("b20")}),
		w.as("mie").Do("POST", path("sofie", "messages", "read"), map[string]any{"thread": withTobias, "up_to": second}),
	} {
		checkProblem(t, "reading elsewhere", r, 404, domain.CodeNotFound)
	}
}

// A deputy reads what was written to the consultant, in the window and no longer, and
// answers; but what is unread stays unread to her.
func TestADeputyReadsAndDoesNotMark(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	withMaja, withLone := string(demo.ThreadID(planOf("peter"))), id("th-peter-lone")
	last := w.say("peter", "peter", withMaja, "Er der nogen?")
	unread := func() any { return thread(w.page("maja", "peter", ""), withMaja)["unread"] }
	before := unread()
	checkProblem(t, "before the window", w.as("jonas").Do("GET", path("peter", "messages"), nil), 404, domain.CodeNotFound)
	w.openWindow()
	p := w.page("jonas", "peter", "")
	if thread(p, withLone) != nil || thread(p, withMaja) == nil || len(p["threads"].([]any)) != 1 || thread(p, withMaja)["may_write"] != true {
		t.Errorf("the deputy's threads are %v", p["threads"])
	}
	if all := texts(p); all[len(all)-1] != "Er der nogen?" {
		t.Errorf("the deputy's last is %q", all[len(all)-1])
	}
	r := w.as("jonas").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": withMaja, "up_to": last})
	if r.Status != 200 || r.JSON(t)["read"] != 0.0 || unread() != before {
		t.Errorf("the deputy marks %s, unread %v, before %v", r.Body, unread(), before)
	}
	w.say("jonas", "peter", withMaja, "Ja, jeg er her for Maja.")
	mine := w.page("peter", "peter", "")["messages"].([]any)
	if m := mine[len(mine)-1].(map[string]any); m["from"] != string(demo.PersonID("jonas")) || m["text"] != "Ja, jeg er her for Maja." {
		t.Errorf("Peter got %v", m)
	}
	w.Clock.Move(25 * time.Hour)
	w.clients["jonas"] = nil // staff sign in each day
	checkProblem(t, "after the window", w.as("jonas").Do("GET", path("peter", "messages?thread="+withMaja), nil), 404, domain.CodeNotFound)
}

// A message is one message however often the phone sends it: under its own id, with the
// key it had or with another.
func TestAMessageIsSentOnce(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		at, body := path("sofie", "messages", newID()), map[string]any{"text": "Kun én gang"}
		first := w.as("sofie").Do("PUT", at, body)
		w.Clock.Move(3 * 24 * time.Hour)
		for _, key := range [][]string{nil, {"Idempotency-Key", newID()}, {"Idempotency-Key", newID()}} {
			if again := w.as("sofie").Do("PUT", at, body, key...); again.Status != 200 || string(again.Body) != string(first.Body) {
				t.Errorf("first %s, again %d %s", first.Body, again.Status, again.Body)
			}
		}
		n := 0
		for _, text := range texts(w.page("sofie", "sofie", "")) {
			if text == "Kun én gang" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("it stands there %d times", n)
		}
		w.unchanged("another message under its id", func() {
			for _, who := range []string{"sofie", "tobias"} {
				checkProblem(t, who, w.as(who).Do("PUT", at, map[string]any{"text": "Noget andet"}), 422, domain.CodeKeyReused)
			}
		})
	})
}

// If it cannot be written down who looked, nobody of the staff sees anything; the citizen
// still does.
func TestNoReadingWithoutItsLine(t *testing.T) {
	t.Parallel()
	file := testkit.DemoFile(t)
	w := &world{Server: testkit.NewServer(t, testkit.Options{Database: file}), t: t, clients: map[string]*testkit.Client{}}
	for _, who := range []string{"maja", "vibeke", "peter", "anette"} {
		w.as(who)
	}
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), "CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the log is full'); END"); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{path("peter"), path("peter", "changes?since=x"), path("peter", "messages")} {
		for _, who := range []string{"maja", "vibeke"} {
			checkProblem(t, who+" "+at, w.as(who).Do("GET", at, nil), 500, domain.CodeInternal, "Peter", "the log is full")
		}
		if r := w.as("peter").Do("GET", at, nil); r.Status != 200 {
			t.Errorf("Peter himself %s: %d %s", at, r.Status, r.Body)
		}
	}
	checkProblem(t, "a desk", w.as("maja").Do("GET", "/citizens", nil), 500, domain.CodeInternal, "Peter")
	checkProblem(t, "a write", w.as("peter").Do("PUT", path("peter", "dream"), map[string]any{"text": "x"}, "If-Match", w.rev("peter", "peter")), 500, domain.CodeInternal)
}
