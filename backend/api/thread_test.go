package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// alerts counts the promises to wake somebody about a message.
func (w *world) alerts(who, message string) (n int) {
	w.t.Helper()
	err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		all, err := tx.NotificationsAbout(domain.ID(message), domain.NotifyNewMessage, demo.PersonID(who))
		n = len(all)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// copies counts the rows of a thread that say some words.
func (w *world) copies(text string) (n int) {
	for _, t := range texts(w.page("sofie", "sofie", "?limit=100")) {
		if t == text {
			n++
		}
	}
	return n
}

// TestAReplayedSendIsOneMessage: 20 at once, and again after half a minute, a day, 40 days,
// a restart and on a second instance of the program: one row, one alert, one answer. With
// other words under the same key it is refused, and nothing is changed.
func TestAReplayedSendIsOneMessage(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		message, key := newID(), newID()
		at := path("sofie", "messages", message)
		body := map[string]any{"text": "Kan vi tales ved i morgen?"}
		send := func(c *testkit.Client) testkit.Response { return c.Do("PUT", at, body, "Idempotency-Key", key) }
		phone := w.as("sofie")
		phones := make([]*testkit.Client, 20)
		for i := range phones {
			phones[i] = w.Anonymous(t)
			for _, name := range []string{"__Host-tavlen", "__Host-tavlen-renew"} {
				phones[i].SetCookie(name, phone.Cookie(name))
			}
		}
		answers := make([]testkit.Response, len(phones))
		var all sync.WaitGroup
		for i, p := range phones {
			all.Go(func() { answers[i] = send(p) })
		}
		all.Wait()
		first := answers[0]
		same := func(when string, r testkit.Response) {
			t.Helper()
			if r.Status != 200 || string(r.Body) != string(first.Body) {
				t.Errorf("%s: %d %s, first it was %s", when, r.Status, r.Body, first.Body)
			}
			if n, a := w.copies("Kan vi tales ved i morgen?"), w.alerts("tobias", message); n != 1 || a != 1 {
				t.Errorf("%s: %d rows, %d alerts", when, n, a)
			}
		}
		for i, r := range answers {
			same(fmt.Sprint("parallel ", i), r)
		}
		other := func(when string, c *testkit.Client) {
			t.Helper()
			for _, text := range []string{"Noget helt andet", ""} {
				r := c.Do("PUT", at, map[string]any{"text": text}, "Idempotency-Key", key)
				checkProblem(t, when+" with other words", r, 422, domain.CodeKeyReused, text)
				r = c.Do("PUT", at, map[string]any{"text": text + "!"}, "Idempotency-Key", newID())
				checkProblem(t, when+" with other words and key", r, 422, domain.CodeKeyReused, text)
			}
			same(when+" after the refusal", send(c))
		}
		other("at once", phone)
		for _, wait := range []time.Duration{31 * time.Second, 25 * time.Hour, 40 * 24 * time.Hour} {
			w.Clock.Move(wait)
			phone = w.SignIn(t, demo.PersonID("sofie"))
			w.clients = map[string]*testkit.Client{"sofie": phone}
			same(wait.String()+" later", send(phone))
			// A phone that forgot its key, and one that never had one.
			same("with another key", phone.Do("PUT", at, body, "Idempotency-Key", newID()))
			same("without a key", phone.Do("PUT", at, body))
			other(wait.String()+" later", phone)
		}
		// A second instance on the same database, which is also what a restart is.
		second := testkit.NewServer(t, testkit.Options{Database: database, Clock: w.Clock})
		phone = second.SignIn(t, demo.PersonID("sofie"))
		same("on a second instance", send(phone))
		other("on a second instance", phone)
	})
}

// TestRecall: within half a minute by the server's clock a message is taken back by who wrote
// it, and nobody else. Its words are nowhere any more.
func TestRecall(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		const secret = "Jeg er så træt af Bjarne"
		id, key := newID(), newID()
		at := path("sofie", "messages", id)
		send := func() testkit.Response {
			return w.as("sofie").Do("PUT", at, map[string]any{"text": secret, "mood": "sad"}, "Idempotency-Key", key)
		}
		sent := send()
		if p := w.page("tobias", "sofie", ""); thread(p, string(demo.ThreadID(planOf("sofie"))))["first_unread"] == nil || p["messages"].([]any)[len(texts(p))-1].(map[string]any)["mood"] != "sad" {
			t.Errorf("Tobias sees %v", p)
		}
		unread := thread(w.page("tobias", "sofie", ""), string(demo.ThreadID(planOf("sofie"))))["unread"].(float64)
		checkProblem(t, "by the reader", w.as("tobias").Do("PUT", at+"/recall", map[string]any{}), 403, domain.CodeForbidden)
		checkProblem(t, "by a stranger", w.as("mie").Do("PUT", at+"/recall", map[string]any{}), 404, domain.CodeNotFound)
		w.Clock.Move(domain.RecallFor)
		recall := w.as("sofie").Do("PUT", at+"/recall", map[string]any{})
		if recall.Status != 200 {
			t.Fatalf("%d %s", recall.Status, recall.Body)
		}
		w.Clock.Move(time.Hour)
		for range 2 {
			if r := w.as("sofie").Do("PUT", at+"/recall", map[string]any{}, "Idempotency-Key", newID()); string(r.Body) != string(recall.Body) {
				t.Errorf("again: %d %s, first %s", r.Status, r.Body, recall.Body)
			}
		}
		// The phone that sends it again gets its first answer, and nothing comes back.
		if r := send(); string(r.Body) != string(sent.Body) {
			t.Errorf("sent again: %d %s", r.Status, r.Body)
		}
		checkProblem(t, "corrected", w.as("sofie").Do("PUT", at+"/text", map[string]any{"text": "Hej"}), 409, domain.CodeRecalled)
		for _, who := range []string{"sofie", "tobias"} {
			p := w.page(who, "sofie", "")
			all := p["messages"].([]any)
			m := all[len(all)-1].(map[string]any)
			if m["id"] != id || m["text"] != "" || m["recalled_at"] == nil || m["mood"] != nil || strings.Contains(fmt.Sprint(p), "Bjarne") {
				t.Errorf("%s sees %v", who, m)
			}
		}
		if n := thread(w.page("tobias", "sofie", ""), string(demo.ThreadID(planOf("sofie"))))["unread"].(float64); n != unread-1 {
			t.Errorf("%v unread, before the recall %v", n, unread)
		}
		if strings.Contains(w.everything("sofie"), "Bjarne") {
			t.Error("the store still says it")
		}
		r := w.as("tobias").Do("POST", path("sofie", "messages", "search"), map[string]any{"words": "bjarne"})
		if found := r.JSON(t)["messages"].([]any); len(found) > 0 {
			t.Errorf("the search finds %v", found)
		}
		// Too late by the server's clock, whatever a phone believes.
		late := w.say("sofie", "sofie", "", "For sent")
		w.Clock.Move(domain.RecallFor + time.Millisecond)
		checkProblem(t, "late", w.as("sofie").Do("PUT", path("sofie", "messages", late, "recall"), map[string]any{}), 422, domain.CodeRecallTooLate)
	})
}

// TestWhoWaitsAfterARecall: nobody waits for an answer to what was taken back, and an answer
// that was taken back is none.
func TestWhoWaitsAfterARecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	waits := func() (message string) {
		t.Helper()
		err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
			all, err := tx.Waits(planOf("sofie"))
			for _, one := range all {
				if one.Thread == demo.ThreadID(planOf("sofie")) {
					message = string(one.Message)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return message
	}
	recall := func(who, id string) {
		t.Helper()
		w.put(who, path("sofie", "messages", id, "recall"), map[string]any{})
	}
	w.say("tobias", "sofie", "", "Hej")
	first := w.say("sofie", "sofie", "", "Det var ikke meningen")
	second := w.say("sofie", "sofie", "", "Kan du ringe?")
	if waits() != first {
		t.Fatalf("she waits for an answer to %q", waits())
	}
	recall("sofie", first)
	if waits() != second {
		t.Errorf("she waits for an answer to %q, want %q", waits(), second)
	}
	answer := w.say("tobias", "sofie", "", "Forkert borger")
	if waits() != "" {
		t.Errorf("she waits though she was answered")
	}
	recall("tobias", answer)
	if waits() != second {
		t.Errorf("after the answer was taken back she waits for one to %q", waits())
	}
	recall("sofie", second)
	if waits() != "" {
		t.Errorf("she waits for an answer to nothing")
	}
}

// TestRecallTakesTheNotificationBack: one that waits is not sent; one that was sent gives
// way to another of the same tag, without a word of what it was about.
func TestRecallTakesTheNotificationBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.settle()
	phone := w.subscribe("peter")
	recall := func(id string) {
		t.Helper()
		w.put("maja", path("peter", "messages", id, "recall"), map[string]any{})
	}
	recall(w.say("maja", "peter", "", "Forkert borger"))
	if got := w.drained(phone)[phone]; len(got) != 0 {
		t.Errorf("%d pushes of a message that was never seen", len(got))
	}
	id := w.say("maja", "peter", "", "Forkert borger igen")
	w.drained(phone)
	recall(id)
	got := w.drained(phone)[phone]
	if len(got) != 2 {
		t.Fatalf("%d pushes", len(got))
	}
	var said [2]woken
	for i, p := range got {
		if err := decode(p.Payload, &said[i]); err != nil {
			t.Fatal(err)
		}
	}
	if said[0].Notification.Tag != said[1].Notification.Tag || said[0].Notification.Title == said[1].Notification.Title || got[0].Header.Get("Topic") != got[1].Header.Get("Topic") {
		t.Errorf("%s and then %s", got[0].Payload, got[1].Payload)
	}
}

// TestCorrect: one's own message at any time; what it said before stays readable to both.
func TestCorrect(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	id := w.say("tobias", "sofie", "", "Vi ses tirsdag")
	at := path("sofie", "messages", id, "text")
	checkProblem(t, "by the other", w.as("sofie").Do("PUT", at, map[string]any{"text": "Nej"}), 403, domain.CodeForbidden)
	w.Clock.Move(48 * time.Hour)
	w.clients = map[string]*testkit.Client{}
	for _, text := range []string{"Vi ses onsdag", "  Vi ses onsdag ", "Vi ses torsdag", "Vi ses torsdag"} {
		w.put("tobias", at, map[string]any{"text": text})
	}
	for _, who := range []string{"sofie", "tobias"} {
		all := w.page(who, "sofie", "")["messages"].([]any)
		m := all[len(all)-1].(map[string]any)
		c, _ := m["corrected"].(map[string]any)
		if m["text"] != "Vi ses torsdag" || fmt.Sprint(c["text_before"]) != "[Vi ses tirsdag Vi ses onsdag]" || c["at"] != w.Clock.Now().Format(time.RFC3339) {
			t.Errorf("%s sees %v", who, m)
		}
	}
	if n := w.alerts("sofie", id); n != 1 {
		t.Errorf("%d alerts", n)
	}
	for text, want := range map[string]int{"": 422, strings.Repeat("x", 4001): 422} {
		if r := w.as("tobias").Do("PUT", at, map[string]any{"text": text}); r.Status != want {
			t.Errorf("%d characters: %d %s", len(text), r.Status, r.Body)
		}
	}
	// Staff have no way to make a message go away.
	for _, method := range []string{http.MethodDelete, http.MethodPatch} {
		if r := w.as("tobias").Do(method, path("sofie", "messages", id), nil); r.Status < 400 {
			t.Errorf("%s: %d", method, r.Status)
		}
	}
}

// TestSearch: words are found however they are written, page by page backwards, and the
// answer says how far it looked.
func TestSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	plan := planOf("sofie")
	fill := func(n int, text func(i int) string) {
		t.Helper()
		err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
			head, err := tx.Plan(plan)
			if err != nil {
				return err
			}
			for i := range n {
				m := domain.Message{ID: domain.NewID(), Thread: demo.ThreadID(plan), At: w.Clock.Now(), From: demo.PersonID("sofie"), Text: text(i), MessageKind: "text"}
				if err := tx.AddMessage(head, m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	fill(2200, func(i int) string {
		if i%400 == 7 {
			return fmt.Sprintf("Buskort A\u030Arhus %d", i)
		}
		return "Hej"
	})
	seen, before := []string{}, ""
	for pages := 1; ; pages++ {
		body := map[string]any{"words": "BUSKORT  århus"}
		if before != "" {
			body["before"] = before
		}
		found := w.as("tobias").Do("POST", path("sofie", "messages", "search"), body).JSON(t)
		seen = append(texts(found), seen...)
		if found["more"] != true {
			if pages != 3 {
				t.Errorf("%d pages", pages)
			}
			break
		}
		if found["searched"] != 1000.0 {
			t.Errorf("searched %v", found["searched"])
		}
		before = found["oldest"].(string)
	}
	if len(seen) != 6 || !strings.HasSuffix(seen[0], " 7") || !strings.HasSuffix(seen[5], " 2007") {
		t.Errorf("%q", seen)
	}
	many := w.as("tobias").Do("POST", path("sofie", "messages", "search"), map[string]any{"words": "hej"}).JSON(t)
	if len(texts(many)) != 50 || many["more"] != true || many["searched"].(float64) > 60 {
		t.Errorf("%d found of %v", len(texts(many)), many["searched"])
	}
	for _, words := range []string{"", " ", "a", strings.Repeat("a", 101)} {
		checkProblem(t, "words "+words, w.as("tobias").Do("POST", path("sofie", "messages", "search"), map[string]any{"words": words}), 422, domain.CodeInvalid)
	}
}

// TestSavedReplies are one's own, few and short.
func TestSavedReplies(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	reply := "/me/replies/" + newID()
	w.put("tobias", reply, map[string]any{"title": "I morgen", "text": "Jeg ringer i morgen."})
	got := w.put("tobias", reply, map[string]any{"title": "I morgen", "text": "Jeg ringer til dig i morgen."})["replies"].([]any)
	if len(got) != 1 || got[0].(map[string]any)["text"] != "Jeg ringer til dig i morgen." {
		t.Errorf("%v", got)
	}
	if others := w.as("maja").Do("GET", "/me/replies", nil).JSON(t)["replies"].([]any); len(others) > 0 {
		t.Errorf("Maja has %v", others)
	}
	w.as("maja").Do("DELETE", reply, nil)
	for i := range domain.MaxSavedReplies {
		r := w.as("tobias").Do("PUT", "/me/replies/"+newID(), map[string]any{"title": "Svar", "text": "Ja"})
		if want := map[bool]int{true: 422, false: 200}[i == domain.MaxSavedReplies-1]; r.Status != want {
			t.Errorf("%d: %d %s", i, r.Status, r.Body)
		}
	}
	checkProblem(t, "two lines", w.as("tobias").Do("PUT", reply, map[string]any{"title": "Svar\nPeter", "text": "Ja"}), 422, domain.CodeInvalid)
	if left := w.as("tobias").Do("DELETE", reply, nil).JSON(t)["replies"].([]any); len(left) != domain.MaxSavedReplies-1 {
		t.Errorf("%d left", len(left))
	}
}

// TestWordsThatAreNoWords get a clear answer and change nothing.
func TestWordsThatAreNoWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.unchanged("what is no message", func() {
		for what, tc := range map[string]struct {
			text   string
			status int
			code   domain.Code
		}{
			"a megabyte of marks":    {"e" + strings.Repeat("\u0301", 500_000), 413, domain.CodeTooLarge},
			"100 KB of marks":        {"e" + strings.Repeat("\u0301", 50_000), 422, domain.CodeInvalid},
			"a screen full of marks": {"e" + strings.Repeat("\u0301", 3_000), 422, domain.CodeInvalid},
		} {
			r := w.as("sofie").Do("PUT", path("sofie", "messages", newID()), map[string]any{"text": tc.text})
			checkProblem(t, what, r, tc.status, tc.code)
		}
		checkProblem(t, "a mood there is not", w.as("sofie").Do("PUT", path("sofie", "messages", newID()), map[string]any{"text": "Hej", "mood": "furious"}), 422, domain.CodeInvalid)
	})
	for _, name := range []string{"Peter\nMaja Holm skriver", "Peter\r\nSkriver", "Peter\u2028Skriver", "e" + strings.Repeat("\u0301", 150)} {
		r := w.as("maja").Do("PUT", "/citizens/"+newID(), map[string]any{"name": name, "plan": map[string]any{"id": newID()}})
		checkProblem(t, fmt.Sprintf("the name %q", name[:6]), r, 422, domain.CodeInvalid)
	}
	// A language that writes many marks is a language.
	w.say("sofie", "sofie", "", "שָׁלוֹם הָעוֹלָם, ที่นี่ · नमस्ते")
}

// TestExport: a thread as PDF and as data, with one receipt that the citizen sees in the
// plan's history, and of the specialist's thread nobody else.
func TestExport(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	history := func(who string) string {
		t.Helper()
		return string(w.as(who).Do("GET", path("peter", "history"), nil).Body)
	}
	before := history("peter")
	corrected := w.say("peter", "peter", "", "Første ord ✅\nلا")
	w.put("peter", path("peter", "messages", corrected, "text"), map[string]any{"text": "Andre ord"})
	gone := w.say("peter", "peter", "", "Hemmeligt")
	w.put("peter", path("peter", "messages", gone, "recall"), map[string]any{})
	export := func(who, thread, receipt, format string) testkit.Response {
		t.Helper()
		return w.as(who).Do("PUT", path("peter", "threads", thread, "exports", receipt), map[string]any{"format": format})
	}
	withMaja, withLone := string(demo.ThreadID(planOf("peter"))), id("th-peter-lone")
	receipt := newID()
	r := export("maja", withMaja, receipt, "json")
	doc := r.JSON(t)
	if got := fmt.Sprint(doc["receipt"]); r.Status != 200 || !strings.Contains(got, receipt) || !strings.Contains(string(r.Body), "Første ord") || strings.Contains(string(r.Body), "Hemmeligt") {
		t.Errorf("%d %s", r.Status, r.Body)
	}
	if n := len(texts(doc)); n != len(texts(w.page("peter", "peter", "?limit=100"))) {
		t.Errorf("%d messages", n)
	}
	if again := export("maja", withMaja, receipt, "json"); string(again.Body) != string(r.Body) {
		t.Error("the same wish gives another file")
	}
	w.say("maja", "peter", "", "Skrevet bagefter")
	if again := export("maja", withMaja, receipt, "json"); strings.Contains(string(again.Body), "Skrevet bagefter") {
		t.Error("an old receipt gives what was written since")
	}
	happened := w.plan("maja", "peter")["events"].([]any)[0].(map[string]any)
	checkProblem(t, "in the place of what happened", export("maja", withMaja, happened["id"].(string), "pdf"), 422, domain.CodeKeyReused)
	if still := w.plan("maja", "peter")["events"].([]any)[0].(map[string]any); still["text"] != happened["text"] {
		t.Errorf("%v became %v", happened, still)
	}
	checkProblem(t, "the same wish for another file", export("maja", withMaja, receipt, "pdf"), 422, domain.CodeKeyReused)
	checkProblem(t, "no format", export("maja", withMaja, newID(), "doc"), 422, domain.CodeInvalid)
	for _, who := range []string{"maja", "peter"} {
		pdf := export(who, withMaja, newID(), "pdf")
		if pdf.Status != 200 || !strings.HasPrefix(string(pdf.Body), "%PDF-") || !strings.Contains(pdf.Header.Get("Content-Disposition"), "samtale.pdf") {
			t.Errorf("%s: %d %.80s", who, pdf.Status, pdf.Body)
		}
	}
	for _, who := range []string{"peter", "maja"} {
		got := history(who)
		if strings.Count(got, "hentede samtalen mellem") != 3 || strings.Count(got, "Maja hentede") != 2 {
			t.Errorf("%s reads %s", who, got)
		}
	}
	if strings.Contains(before, "hentede samtalen") || strings.Contains(history("vibeke"), "hentede samtalen") {
		t.Error("others read of it")
	}
	checkProblem(t, "Maja takes Lone's", export("maja", withLone, newID(), "pdf"), 404, domain.CodeNotFound)
	if own := export("peter", withLone, newID(), "pdf"); own.Status != 200 {
		t.Errorf("Peter takes Lone's: %d %s", own.Status, own.Body)
	}
	if strings.Contains(history("maja"), "Lone") && strings.Contains(history("maja"), "mellem Peter og Lone") {
		t.Error("Maja reads of Lone's thread")
	}
	if got := w.plan("maja", "peter")["events"]; strings.Contains(fmt.Sprint(got), "Lone som PDF") {
		t.Errorf("Maja sees %v", got)
	}
}
