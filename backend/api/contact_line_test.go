package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// lineOf is the thread between Peter and one of his people.
func lineOf(contact string) string {
	return string(domain.ContactThreadID(planOf("peter"), domain.ID(contact)))
}

// lines lets Peter and Anette write to each other.
func (w *world) lines() {
	w.t.Helper()
	line := lineOf(string(demo.PersonID("anette")))
	w.fromAnette = w.say("anette", "peter", "", "Skal jeg komme på lørdag?")
	w.say("peter", "peter", line, "Ja, kom bare.")
}

// triesOfLine lists what an actor tries on the line between Peter and Anette.
func (w *world) triesOfLine(op string, a actor, on func(verdict) verdict) []try {
	line := lineOf(string(demo.PersonID("anette")))
	want := unknown
	if a.name == "peter" || a.name == "anette" {
		want = done
	}
	x := try{what: "on Anette's line"}
	switch op {
	case "listMessages":
		x.method, x.path, x.twin = "GET", path("peter", "messages?thread="+line), path("peter", "messages?thread="+newID())
	case "sendMessage":
		x.method, x.path, x.body = "PUT", path("peter", "messages", newID()), map[string]any{"thread": line, "text": "Hej"}
	case "markMessagesRead":
		x.method, x.path, x.body = "POST", path("peter", "messages", "read"), map[string]any{"thread": line, "up_to": w.fromAnette}
	case "exportThread":
		x.method, x.path, x.body = "PUT", path("peter", "threads", line, "exports", newID()), map[string]any{"format": "json"}
		x.twin = path("peter", "threads", newID(), "exports", newID())
	case "searchMessages":
		want = unknown
		x.method, x.path, x.body = "POST", path("peter", "messages", "search"), map[string]any{"thread": line, "words": "lørdag"}
	case "recallMessage", "correctMessage", "translateMessage", "needNoAnswer":
		want = unknown
		tail, body := "recall", map[string]any{}
		switch op {
		case "correctMessage":
			tail, body = "text", map[string]any{"text": "Noget andet"}
		case "translateMessage":
			tail, body = "translation", map[string]any{"lang": "uk", "text": "Так"}
		case "needNoAnswer":
			tail = "no-answer"
		}
		x.method, x.path, x.body, x.twin = "PUT", path("peter", "messages", w.fromAnette, tail), body, path("peter", "messages", newID(), tail)
	}
	x.want = on(want)
	if want == done {
		x.twin = ""
	}
	return []try{x}
}

// lineList lists who the lines are with that somebody has, each with how much is unread.
func (w *world) lineList(who string) string {
	w.t.Helper()
	r := w.as(who).Do("GET", path("peter", "contact-threads"), nil)
	if r.Status != 200 {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	var out []string
	for _, x := range r.JSON(w.t)["threads"].([]any) {
		m := x.(map[string]any)
		for _, name := range []string{"anette", "kalle", "bjarne"} {
			if m["contact"] == string(demo.PersonID(name)) {
				out = append(out, fmt.Sprint(name, " ", m["unread"], " ", m["may_write"]))
			}
		}
		if m["id"] != lineOf(m["contact"].(string)) {
			w.t.Errorf("%v", m)
		}
	}
	return strings.Join(out, ", ")
}

func (w *world) onLine(who string) []string {
	w.t.Helper()
	return texts(w.page(who, "peter", "?thread="+lineOf(string(demo.PersonID("anette")))))
}

func (w *world) asAnette(id, text string) testkit.Response {
	return w.as("anette").Do("PUT", path("peter", "messages", id), map[string]any{"text": text})
}

// The citizen and one of her people write to each other, and nobody else reads a word of it or
// learns that they do. On both databases.
func TestTheLineIsTheTwosAlone(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		line := lineOf(string(demo.PersonID("anette")))
		his, hers := w.subscribe("peter"), w.subscribe("anette")
		staff := w.subscribe("maja")
		woken := func(when string, peter, anette int) {
			t.Helper()
			got := w.drained(his, hers, staff)
			if len(got[his]) != peter || len(got[hers]) != anette {
				t.Errorf("%s: Peter is woken %d times, Anette %d", when, len(got[his]), len(got[hers]))
			}
			for _, p := range got[staff] {
				if strings.Contains(string(p.Payload), "_wrote") || strings.Contains(string(p.Payload), "new_message") {
					t.Errorf("%s: Maja is told %s", when, p.Payload)
				}
			}
			for _, p := range slices.Concat(got[his], got[hers]) {
				if n := w.impersonal(when, p, "peter"); n["navigate"] != w.URL+"/mine-folk" {
					t.Errorf("%s: it opens %v", when, n["navigate"])
				}
			}
		}
		if got := w.lineList("peter"); got != "anette 0 true" {
			t.Errorf("Peter's lines: %s", got)
		}
		before := map[string]string{}
		for _, who := range []string{"maja", "vibeke", "kalle", "leder"} {
			before[who] = string(w.as(who).Do("GET", path("peter", "messages"), nil).Body) + string(w.as(who).Do("GET", "/citizens", nil).Body)
		}
		first, key := newID(), newID()
		send := func() testkit.Response {
			return w.as("anette").Do("PUT", path("peter", "messages", first), map[string]any{"text": "Skal jeg komme?"}, "Idempotency-Key", key)
		}
		answer := send()
		for _, who := range []string{"maja", "jonas", "leder", "vibeke"} {
			if got := append(w.promised(who, domain.ID(first)), w.promised(who, domain.ID(line))...); len(got) > 0 {
				t.Errorf("%s is promised %v", who, got)
			}
		}
		for _, wait := range []time.Duration{31 * time.Second, 25 * time.Hour, 40 * 24 * time.Hour} {
			woken("by one message", 1, 0)
			w.Clock.Move(wait)
			if again := send(); again.Status != 200 || string(again.Body) != string(answer.Body) {
				t.Errorf("after %v: %d %s, first %s", wait, again.Status, again.Body, answer.Body)
			}
		}
		if again := w.asAnette(first, "Skal jeg komme?"); again.Status != 200 {
			t.Errorf("under another key: %d %s", again.Status, again.Body)
		}
		checkProblem(t, "another text", w.asAnette(first, "Noget andet"), 422, domain.CodeKeyReused)
		if got := w.lineList("peter"); got != "anette 1 true" {
			t.Errorf("Peter's lines: %s", got)
		}
		w.put("peter", path("peter", "messages", newID()), map[string]any{"thread": line, "text": "Ja, kom bare."})
		woken("by an answer", 1, 1)
		if got := w.lineList("anette"); got != "anette 1 true" {
			t.Errorf("Anette's lines: %s", got)
		}
		for _, who := range []string{"peter", "anette"} {
			if got := strings.Join(w.onLine(who), "|"); got != "Skal jeg komme?|Ja, kom bare." {
				t.Errorf("%s reads %s", who, got)
			}
		}
		// Reading tells the other one nothing.
		read := w.as("peter").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": line, "up_to": first})
		if read.JSON(t)["read"] != 1.0 || w.lineList("peter") != "anette 0 true" {
			t.Errorf("%s, then %s", read.Body, w.lineList("peter"))
		}
		for _, who := range []string{"peter", "anette"} {
			if r := w.as(who).Do("GET", path("peter", "messages?thread="+line), nil); strings.Contains(string(r.Body), "read_at") || strings.Contains(string(r.Body), "last_seen") {
				t.Errorf("%s is told who read when: %s", who, r.Body)
			}
		}
		// It is not among his messages, and nobody else learns of it by any way he has.
		if page := w.as("peter").Do("GET", path("peter", "messages"), nil); strings.Contains(string(page.Body), line) || strings.Contains(string(page.Body), "Skal jeg komme") {
			t.Errorf("among the messages to staff: %s", page.Body)
		}
		checkProblem(t, "what may be counted on there", w.as("peter").Do("GET", path("peter", "promise?thread="+line), nil), 404, domain.CodeNotFound)
		for who, had := range before {
			now := string(w.as(who).Do("GET", path("peter", "messages"), nil).Body) + string(w.as(who).Do("GET", "/citizens", nil).Body)
			for _, at := range []string{path("peter"), path("peter", "history"), path("peter", "attention"), "/queue"} {
				now += string(w.as(who).Do("GET", at, nil).Body)
			}
			for _, word := range []string{line, "Skal jeg komme", "kom bare", first} {
				if strings.Contains(now, word) && !strings.Contains(had, word) {
					t.Errorf("%s learns of it: %q", who, word)
				}
			}
		}
		if got := w.lineList("kalle"); got != "" {
			t.Errorf("Kalle's lines: %s", got)
		}
		checkProblem(t, "Kalle writes", w.as("kalle").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"}), 404, domain.CodeNotFound)
	})
}

// What is not words, is nothing or too much is refused; the eleventh of an hour waits, also of
// one who is turned off.
func TestWhatCannotBeSentOnTheLine(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	line := lineOf(string(demo.PersonID("anette")))
	w.unchanged("bad messages", func() {
		for what, body := range map[string]map[string]any{
			"nothing":       {"text": "   "},
			"too long":      {"text": strings.Repeat("a", 1001)},
			"a mood":        {"text": "Hej", "mood": "happy"},
			"a photo":       {"text": "", "attachment": newID(), "kind": "photo"},
			"a kind":        {"text": "Hej", "kind": "voice"},
			"a translation": {"text": "Hej", "translation": map[string]any{"lang": "uk", "text": "Так"}},
		} {
			for _, who := range []string{"anette", "peter"} {
				sent := map[string]any{"thread": line}
				for k, v := range body {
					sent[k] = v
				}
				checkProblem(t, who+" sends "+what, w.as(who).Do("PUT", path("peter", "messages", newID()), sent), 422, domain.CodeInvalid)
			}
		}
		checkProblem(t, "a picture for it", w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"thread": newID(), "text": "Hej"}), 404, domain.CodeNotFound)
	})
	for i := range 10 {
		if i == 7 {
			w.put("peter", path("peter", "contacts", string(demo.PersonID("anette")), "mute"), map[string]any{"muted": true})
		}
		accepted(t, w.asAnette(newID(), fmt.Sprint("Besked ", i)))
		w.Clock.Move(time.Minute)
	}
	over := w.asAnette(newID(), "Nummer elleve")
	checkProblem(t, "the eleventh", over, 429, domain.CodeRateLimited)
	if got := over.Header.Get("Retry-After"); got != "3001" {
		t.Errorf("again in %s s", got)
	}
	w.put("peter", path("peter", "messages", newID()), map[string]any{"thread": line, "text": "Jeg må skrive."})
	w.Clock.Move(50*time.Minute + time.Second)
	accepted(t, w.asAnette(newID(), "En time efter"))
}

// Turned off or paused he is answered as ever and his view stands still, nothing wakes her and
// she does not see it; later she can read it as evidence and take it out. Not ticked, removed,
// gone or run out he is let in no more. On both databases.
func TestTheLineEndsAtOnce(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		other := w.instance(database)
		anette := string(demo.PersonID("anette"))
		line := lineOf(anette)
		ring := w.subscribe("peter")
		accepted(t, w.asAnette(newID(), "Et"))
		ordinary := w.as("anette").Do("GET", path("peter", "messages"), nil).JSON(t)
		set := func(what string, body map[string]any) {
			t.Helper()
			w.put("peter", path("peter", "contacts", anette, what), body)
		}
		set("mute", map[string]any{"muted": true})
		accepted(t, w.asAnette(newID(), "To, slået fra"))
		set("mute", map[string]any{"muted": false})
		set("pause", map[string]any{"paused": true})
		accepted(t, w.asAnette(newID(), "Tre, på pause"))
		w.unchanged("she writes to one on pause", func() {
			checkProblem(t, "on pause", w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"thread": line, "text": "Hej"}), 403, domain.CodeForbidden)
		})
		paused := w.as("anette").Do("GET", path("peter", "messages"), nil)
		if got := strings.Join(texts(paused.JSON(t)), "|"); got != "Et|To, slået fra|Tre, på pause" || strings.Contains(string(paused.Body), "silent") || strings.Contains(string(paused.Body), "read_at") {
			t.Errorf("on pause she sees %s", paused.Body)
		}
		for name, was := range ordinary["threads"].([]any)[0].(map[string]any) {
			if now := paused.JSON(t)["threads"].([]any)[0].(map[string]any)[name]; name != "between" && now != was {
				t.Errorf("%s was %v and is %v", name, was, now)
			}
		}
		if got := strings.Join(w.onLine("peter"), "|"); got != "Et" || w.lineList("peter") != "anette 1 false" {
			t.Errorf("Peter sees %s, %s", got, w.lineList("peter"))
		}
		if got := w.drained(ring)[ring]; len(got) != 1 {
			t.Errorf("Peter is woken %d times", len(got))
		}
		set("pause", map[string]any{"paused": false})
		if got := strings.Join(w.onLine("peter"), "|"); got != "Et" {
			t.Errorf("after the pause he sees %s", got)
		}
		// As evidence he can read all of it, and take it out; she is not told.
		notes := fmt.Sprint(w.as("peter").Do("GET", path("peter", "contacts", anette, "notes"), nil).JSON(t)["notes"])
		file := w.as("peter").Do("PUT", path("peter", "threads", line, "exports", newID()), map[string]any{"format": "json"})
		pdf := w.as("peter").Do("PUT", path("peter", "threads", line, "exports", newID()), map[string]any{"format": "pdf"})
		if file.Status != 200 || pdf.Status != 200 {
			t.Fatalf("%d %s, %d", file.Status, file.Body, pdf.Status)
		}
		for _, text := range []string{"Et", "To, slået fra", "Tre, på pause"} {
			if !strings.Contains(notes, text) || !strings.Contains(string(file.Body), text) {
				t.Errorf("%q is not among %s, nor in %s", text, notes, file.Body)
			}
		}
		if strings.Contains(string(file.Body), "read_at") {
			t.Errorf("%s", file.Body)
		}
		for _, who := range []string{"maja", "anette", "vibeke"} {
			for _, at := range []string{path("peter"), path("peter", "history")} {
				if body := string(w.as(who).Do("GET", at, nil).Body); strings.Contains(body, "hentede samtalen") {
					t.Errorf("%s learns that it was taken out: %s", who, body)
				}
			}
		}
		// Where she may not write any more there is nothing for her, on either instance.
		share := func(may ...string) {
			t.Helper()
			with := w.as("peter").Do("GET", path("peter", "contacts", anette, "sharing"), nil).JSON(t)
			with["may"] = may
			w.put("peter", path("peter", "contacts", anette, "sharing"), with)
		}
		shut := func(when string, status int, code domain.Code) {
			t.Helper()
			for _, c := range []*testkit.Client{w.as("anette"), onInstance(t, other, w.as("anette"))} {
				checkProblem(t, when+": reads", c.Do("GET", path("peter", "messages"), nil), status, code)
				checkProblem(t, when+": reads by name", c.Do("GET", path("peter", "messages?thread="+line), nil), status, code)
				checkProblem(t, when+": writes", c.Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"}), status, code)
				checkProblem(t, when+": marks", c.Do("POST", path("peter", "messages", "read"), map[string]any{"thread": line, "up_to": newID()}), status, code)
			}
			checkProblem(t, when+": she writes", w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"thread": line, "text": "Hej"}), 403, domain.CodeForbidden)
			if got := strings.Join(w.onLine("peter"), "|"); got != "Et" || w.lineList("peter") != "anette 1 false" {
				t.Errorf("%s: Peter sees %s, %s", when, got, w.lineList("peter"))
			}
		}
		share("come_along", "offer_help")
		if got := w.lineList("anette"); got != "" {
			t.Errorf("Anette's lines: %s", got)
		}
		shut("not ticked", 404, domain.CodeNotFound)
		share("come_along", "write")
		if got := w.lineList("anette"); got != "anette 0 true" {
			t.Errorf("Anette's lines: %s", got)
		}
		set("removal", map[string]any{})
		shut("removed", 401, domain.CodeSessionEnded)
		// One who goes by himself, and one whose time runs out.
		kim, who := w.letIn("Kim", map[string]any{"may": []string{"write"}})
		if r := kim.Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej Peter"}); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		if r := kim.Do("PUT", path("peter", "leaving"), map[string]any{}); r.Status != 204 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		checkProblem(t, "gone", kim.Do("GET", path("peter", "messages"), nil), 401, domain.CodeSessionEnded)
		if got := texts(w.page("peter", "peter", "?thread="+lineOf(who))); len(got) != 1 {
			t.Errorf("of one who is gone he reads %v", got)
		}
		per, _ := w.letIn("Per", map[string]any{"may": []string{"write"}, "until": "2026-11-24"})
		if r := per.Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"}); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		w.Clock.Move(24 * time.Hour)
		checkProblem(t, "after the last day", per.Do("GET", path("peter", "messages"), nil), 404, domain.CodeNotFound)
		checkProblem(t, "after the last day", per.Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"}), 404, domain.CodeNotFound)
	})
}

// An open phone hears of a message at once, on another instance too; the writer's own hears the
// same whether she was heard or not, and reading wakes nobody.
func TestTheLineWakesTheOtherOne(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		anette := string(demo.PersonID("anette"))
		line := lineOf(anette)
		peter, hers := w.listen("peter", "/stream", 1), w.listen("anette", "/stream", 1)
		var there *listener
		if store.IsPostgres(database) { // a second process on SQLite tells of no message: its phones ask
			there = &listener{t, "peter", onInstance(t, w.instance(database), w.as("peter")).Stream("/stream")}
			there.hears("rev")
		}
		all := slices.DeleteFunc([]*listener{peter, hers, there}, func(l *listener) bool { return l == nil })
		// The other instance has heard of one commit: from here on it hears of all.
		w.put("peter", path("peter", "goals", id("g1")), map[string]any{"title": "Noget nyt"}, "If-Match", w.rev("peter", "peter"))
		for _, l := range all {
			l.hears("rev")
		}
		accepted(t, w.asAnette(newID(), "Hej"))
		for _, l := range slices.DeleteFunc(all, func(l *listener) bool { return l == hers }) {
			if got := l.hears("message"); got["thread"] != line || got["plan"] != string(planOf("peter")) {
				t.Errorf("he hears %v", got)
			}
		}
		mute := func(on bool) {
			t.Helper()
			w.put("peter", path("peter", "contacts", anette, "mute"), map[string]any{"muted": on})
		}
		mute(true)
		accepted(t, w.asAnette(newID(), "Hører du mig?"))
		mute(false)
		page := w.page("peter", "peter", "?thread="+line)["messages"].([]any)
		if len(page) != 1 {
			t.Errorf("he is shown %v", page)
		}
		if r := w.as("peter").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": line, "up_to": page[0].(map[string]any)["id"]}); r.Status != 200 {
			t.Errorf("%d %s", r.Status, r.Body)
		}
		// Of all that she hears nothing: the first thing is a goal that he changes.
		w.put("peter", path("peter", "goals", id("g1")), map[string]any{"title": "Noget helt nyt"}, "If-Match", w.rev("peter", "peter"))
		hers.hears("rev")
		w.put("peter", path("peter", "messages", newID()), map[string]any{"thread": line, "text": "Ja"})
		if got := hers.hears("message"); got["thread"] != line {
			t.Errorf("she hears %v", got)
		}
	})
}
