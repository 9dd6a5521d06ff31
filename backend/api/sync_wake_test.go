package api_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// listener is an open stream of somebody's.
type listener struct {
	t      *testing.T
	who    string
	events <-chan testkit.Event
}

// patience bounds how long a test waits for what must come; nothing waits that long when
// all is well.
const patience = 20 * time.Second

// listen opens a stream and takes what is said at connect.
func (w *world) listen(who, path string, plansAtConnect int) *listener {
	w.t.Helper()
	l := &listener{w.t, who, w.as(who).Stream(path)}
	for range plansAtConnect {
		if e := l.next(); e.Name != "rev" {
			w.t.Fatalf("%s is greeted with %+v", who, e)
		}
	}
	return l
}

// next waits for the next event; the zero Event when the stream has ended.
func (l *listener) next() testkit.Event {
	l.t.Helper()
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	select {
	case e := <-l.events:
		return e
	case <-timeout.C:
		l.t.Fatalf("%s hears nothing", l.who)
	}
	return testkit.Event{}
}

// hears wants the next event to be of a name, and gives its data.
func (l *listener) hears(name string) map[string]any {
	l.t.Helper()
	e := l.next()
	if e.Name != name {
		l.t.Fatalf("%s hears %+v, want %s", l.who, e, name)
	}
	var data map[string]any
	if err := json.Unmarshal([]byte(e.Data), &data); err != nil {
		l.t.Fatal(err)
	}
	return data
}

// revOf is a rev as it stands in an event.
func (w *world) revText(who string) string {
	w.t.Helper()
	tag := w.rev(who, "peter")
	return tag[1 : len(tag)-1]
}

// Nobody is woken by what he cannot see, nor shown a gap: his rev stays the same, so his
// stream is silent. Who sees it is told.
func TestNobodyIsWokenByWhatHeCannotSee(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	everyone := []string{"peter", "maja", "vibeke", "lone", "frida", "anette", "kalle"}
	meeting := func(name string) string { return path("peter", "meetings", id(name)) }
	for _, c := range []struct {
		what, who, path string
		body            map[string]any
		woken           []string
	}{
		{"Lone writes on her effort", "lone", path("peter", "efforts", id("e2")), map[string]any{"plain": "Noget fortroligt"}, []string{"peter", "lone"}},
		{"Lone moves her times", "lone", path("peter", "efforts", id("e2")), map[string]any{"time": map[string]any{"from": "08:00", "to": "09:00"}}, []string{"peter", "lone", "maja"}},
		{"Lone says what a talk is about", "lone", meeting("m11b"), map[string]any{"purpose": "Noget fortroligt"}, []string{"peter", "lone"}},
		{"Peter writes on his own goal", "peter", path("peter", "goals", id("g2")), map[string]any{"title": "Mit eget"}, []string{"peter", "maja", "lone"}},
		{"Vibeke writes where the placement is", "vibeke", path("peter", "efforts", id("e1")), map[string]any{"place": map[string]any{"name": "Ny adresse"}}, []string{"peter", "maja", "vibeke"}},
		{"Vibeke renames it", "vibeke", path("peter", "efforts", id("e1")), map[string]any{"title": "Praktik på Kæden"}, []string{"peter", "maja", "vibeke", "anette"}},
		{"Maja says what a meeting is for", "maja", meeting("m15"), map[string]any{"purpose": "En status"}, []string{"peter", "maja"}},
		{"the driver comes at another time", "maja", meeting("m13"), map[string]any{"start": "2026-12-09T13:30:00+01:00"}, []string{"peter", "maja", "anette", "kalle"}},
		{"a goal is given to somebody's promise", "maja", path("peter", "agreements", id("a3")), map[string]any{"responsible": demo.PersonID("vibeke")}, []string{"peter", "maja", "vibeke", "anette"}},
		{"and taken away again", "maja", path("peter", "agreements", id("a3")), map[string]any{"responsible": demo.PersonID("maja")}, []string{"peter", "maja", "vibeke", "anette"}},
	} {
		before := map[string]string{}
		for _, who := range everyone {
			before[who] = w.rev(who, "peter")
		}
		if c.who != "peter" {
			c.body["why"] = "w"
		}
		w.put(c.who, c.path, c.body, "If-Match", before[c.who])
		for _, who := range everyone {
			if woken, want := w.rev(who, "peter") != before[who], slices.Contains(c.woken, who); woken != want {
				t.Errorf("%s: %s is woken %v, want %v", c.what, who, woken, want)
			}
		}
	}
}

// The stream itself is silent too: what a contact hears first after a secret change is
// the open one that came later.
func TestTheStreamIsSilentAboutSecrets(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, who := range []string{"lone", "maja"} {
		w.rev(who, "peter") // that they look is told to Peter, and stays as one reading today
	}
	anette, peter := w.listen("anette", "/stream", 1), w.listen("peter", path("peter", "stream"), 1)
	for _, secret := range []struct{ who, list, thing, field string }{{"lone", "efforts", "e2", "plain"}, {"peter", "goals", "g2", "title"}, {"lone", "meetings", "m11b", "title"}} {
		w.put(secret.who, path("peter", secret.list, id(secret.thing)), map[string]any{secret.field: "Noget hemmeligt", "why": "w"}, "If-Match", w.rev(secret.who, "peter"))
		if got := peter.hears("rev")["rev"]; got != w.revText("peter") {
			t.Errorf("Peter hears of %v, he is at %s", got, w.revText("peter"))
		}
	}
	w.put("lone", path("peter", "messages", newID()), map[string]any{"thread": id("th-peter-lone"), "text": "Hej Peter"})
	if got := peter.hears("message"); got["thread"] != id("th-peter-lone") {
		t.Errorf("Peter hears of %v", got)
	}
	w.put("maja", path("peter", "goals", id("g1")), map[string]any{"title": "Et åbent mål", "why": "w"}, "If-Match", w.rev("maja", "peter"))
	if got := anette.hears("rev")["rev"]; got != w.revText("anette") {
		t.Errorf("Anette hears first of %v, she is at %s", got, w.revText("anette"))
	}
}

// A thread's readers hear of its messages, and nobody else; the deputy only in his window.
func TestOnlyReadersHearOfMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	withMaja, withLone := string(demo.ThreadID(planOf("peter"))), id("th-peter-lone")
	maja, lone, jonas := w.listen("maja", "/stream", 1), w.listen("lone", "/stream", 1), w.listen("jonas", "/stream", 0)
	say := func(who, thread string) {
		t.Helper()
		w.put(who, path("peter", "messages", newID()), map[string]any{"thread": thread, "text": "Hej"})
	}
	say("peter", withLone)
	if got := lone.hears("message"); got["thread"] != withLone || got["plan"] != string(planOf("peter")) {
		t.Errorf("Lone hears of %v", got)
	}
	say("peter", withMaja)
	if got := maja.hears("message"); got["thread"] != withMaja {
		t.Errorf("Maja hears first of %v", got)
	}
	// Jonas has heard of neither: his window opens, and that is the first he hears.
	w.openWindow()
	if got := jonas.hears("rev"); got["plan"] != string(planOf("peter")) {
		t.Errorf("Jonas hears first of %v", got)
	}
	say("peter", withMaja)
	if got := jonas.hears("message"); got["thread"] != withMaja {
		t.Errorf("Jonas hears of %v", got)
	}
}

// Who answers in her place shows on a phone that is open: the citizen's hears of their
// thread when an absence is put down, and nobody else's does.
func TestAnAbsenceIsHeardAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter, lone := w.listen("peter", path("peter", "stream"), 1), w.listen("lone", "/stream", 1)
	w.put("maja", "/me/absences/"+newID(), map[string]any{"from": "2026-11-24", "to": "2026-11-27", "deputy": string(demo.PersonID("jonas"))})
	if got := peter.hears("message"); got["thread"] != string(demo.ThreadID(planOf("peter"))) {
		t.Errorf("Peter hears of %v", got)
	}
	w.put("peter", path("peter", "messages", newID()), map[string]any{"thread": id("th-peter-lone"), "text": "Hej"})
	if got := lone.hears("message"); got["thread"] != id("th-peter-lone") {
		t.Errorf("Lone hears first of %v", got)
	}
}

// Two changes of the same sort must not cancel each other in what a contact is told of:
// both meetings moved by an hour are two changes.
func TestLikeChangesDoNotCancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	before := w.rev("anette", "peter")
	for _, m := range []struct{ name, day string }{{"m12", "2026-12-01"}, {"m14", "2026-12-15"}} {
		w.put("maja", path("peter", "meetings", id(m.name)), map[string]any{"start": m.day + "T12:30:00+01:00", "end": m.day + "T13:00:00+01:00", "why": "w"}, "If-Match", w.rev("maja", "peter"))
	}
	if w.rev("anette", "peter") == before {
		t.Error("Anette's rev is what it was before two meetings moved")
	}
}
