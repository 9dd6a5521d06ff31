package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

const android = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"

// deviceOnCard is what the desk tells of a citizen's new phone; nil where it tells nothing.
func deviceOnCard(t *testing.T, staff *testkit.Client, citizen domain.ID) map[string]any {
	t.Helper()
	for _, row := range staff.Do("GET", "/citizens", nil).JSON(t)["citizens"].([]any) {
		if row := row.(map[string]any); row["id"] == string(citizen) {
			device, _ := row["new_device"].(map[string]any)
			return device
		}
	}
	t.Fatal("he is not on the desk")
	return nil
}

// isTold wants an event of a name, beside who has looked at the plan.
func (l *listener) isTold(name string) map[string]any {
	l.t.Helper()
	for {
		e := l.next()
		if e.Name == "noticed" {
			continue
		}
		var data map[string]any
		if err := json.Unmarshal([]byte(e.Data), &data); err != nil || e.Name != name {
			l.t.Fatalf("%s hears %+v, want %s", l.who, e, name)
		}
		return data
	}
}

// TestAnOpenPhoneIsToldOfANewOne: whoever comes in on a phone that she did not have is told of on
// all her others at once, whichever process they are at, and on those that open later; its own
// screen is told nothing. Her consultant sees it for a week, no other member of the staff does, and
// once it is signed out nobody is told any more.
func TestAnOpenPhoneIsToldOfANewOne(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		peter := demo.PersonID("peter")
		phone := w.listen("peter", "/stream", 1)
		other := w.instance(database)
		there := &listener{t, "peter elsewhere", onInstance(t, other, w.as("peter")).Stream("/stream")}
		there.hears("rev")
		if d := deviceOnCard(t, w.as("maja"), peter); d != nil {
			t.Errorf("his first phone is called new: %v", d)
		}
		w.Clock.Move(time.Minute)
		intruder := w.Anonymous(t)
		var machine domain.SystemClock
		began := machine.Now()
		code := issue(t, w.Server, peter).Link
		if r := intruder.Do("POST", "/session", map[string]any{"code": code}, "User-Agent", android); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		session := phone.isTold("device")["session"]
		if took := machine.Now().Sub(began); took > 5*time.Second {
			t.Errorf("told after %s", took)
		}
		if strings.HasPrefix(database, "postgres") { // on SQLite no other process lets anybody in
			if s := there.isTold("device")["session"]; s != session {
				t.Errorf("elsewhere told of %v, here of %v", s, session)
			}
		}
		own := &listener{t, "the new phone", intruder.Stream("/stream")}
		own.hears("rev")
		later := w.listen("peter", "/stream", 1)
		if s := later.isTold("device")["session"]; s != session {
			t.Errorf("told later of %v, then of %v", s, session)
		}
		if d := deviceOnCard(t, w.as("maja"), peter); d["name"] != "Android, Chrome" {
			t.Errorf("his consultant is told %v", d)
		}
		if d := deviceOnCard(t, w.as("lone"), peter); d != nil {
			t.Errorf("another is told %v", d)
		}
		for _, one := range w.as("peter").Do("GET", "/sessions", nil).JSON(t)["sessions"].([]any) {
			if one := one.(map[string]any); (one["id"] == session) != (one["new"] == true) {
				t.Errorf("listed: %v", one)
			}
		}
		// The next thing that the new phone hears is its end: of itself it was told nothing.
		if r := w.as("peter").Do("DELETE", "/sessions/"+session.(string), nil); r.Status != 204 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		own.isTold("session")
		if d := deviceOnCard(t, w.as("maja"), peter); d != nil {
			t.Errorf("signed out, and still told of: %v", d)
		}
		// What the phone kept of the session that was ended is no pass: it is told of like any other.
		w.Clock.Move(time.Minute)
		came := func() {
			t.Helper()
			if r := intruder.Do("POST", "/session", map[string]any{"code": issue(t, w.Server, peter).Link}, "User-Agent", android); r.Status != 200 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			if r := intruder.Do("GET", "/me", nil); r.Status != 200 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
		}
		came()
		if again := phone.isTold("device")["session"]; again == session || deviceOnCard(t, w.as("maja"), peter) == nil {
			t.Errorf("told of %v", again)
		}
		// Nor does he stop being new by signing in once more.
		w.Clock.Move(time.Minute)
		came()
		phone.isTold("device")
		if deviceOnCard(t, w.as("maja"), peter) == nil {
			t.Error("signed in twice, and no longer told of")
		}
	})
}

// TestAPhoneIsNewForAWeek: then it is one of hers.
func TestAPhoneIsNewForAWeek(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter := demo.PersonID("peter")
	w.as("peter")
	w.Clock.Move(time.Minute)
	w.SignIn(t, peter)
	w.Clock.Move(domain.DeviceNewFor - time.Minute)
	for _, isNew := range []bool{true, false} {
		clear(w.clients)
		w.clients["maja"] = w.SignIn(t, demo.PersonID("maja"))
		if d := deviceOnCard(t, w.as("maja"), peter); (d != nil) != isNew {
			t.Errorf("told of %v", d)
		}
		w.Clock.Move(2 * time.Minute)
	}
}

// TestAnAnswerToASignInMayBeLost: whoever signs in again on her phone is not out of it when the
// answer never comes; when it came, what the phone kept before opens nothing any more. What was
// opened and never used ends with the next sign-in.
func TestAnAnswerToASignInMayBeLost(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.NewServer(t, testkit.Options{Database: database, Demo: true})
		peter := demo.PersonID("peter")
		phone := s.SignIn(t, peter)
		with := func(from *testkit.Client) *testkit.Client { return onInstance(t, s, from) }
		again := func() *testkit.Client {
			t.Helper()
			c := with(phone)
			code := issue(t, s, peter).Link
			if r := c.Do("POST", "/session", map[string]any{"code": code}); r.Status != 200 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			return c
		}
		lost := again()
		stream := phone.Stream("/stream")
		if r := phone.Do("GET", "/me", nil); r.Status != 200 {
			t.Fatalf("the answer was lost: %d %s", r.Status, r.Body)
		}
		arrived := again()
		if r := lost.Do("GET", "/me", nil); r.Code() != "session_ended" {
			t.Errorf("what was never used: %d %s", r.Status, r.Body)
		}
		if r := arrived.Do("GET", "/me", nil); r.Status != 200 {
			t.Fatalf("the answer that came: %d %s", r.Status, r.Body)
		}
		ended(t, "the former session", stream)
		if r := phone.Do("GET", "/me", nil); r.Code() != "session_ended" {
			t.Errorf("what the phone kept before: %d %s", r.Status, r.Body)
		}
		// It is the same phone: nobody is told of a new one.
		for _, one := range arrived.Do("GET", "/sessions", nil).JSON(t)["sessions"].([]any) {
			if one.(map[string]any)["new"] == true {
				t.Errorf("listed: %v", one)
			}
		}
	})
}

// TestAMessageFromANewPhoneSaysSo: whoever writes in her name on a phone of his own is noticed by her
// consultant, and by her. Nobody else who reads it is told of her phones (threat T03).
func TestAMessageFromANewPhoneSaysSo(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		w.as("peter")
		w.Clock.Move(time.Minute)
		intruder := w.Anonymous(t)
		if r := intruder.Do("POST", "/session", map[string]any{"code": issue(t, w.Server, demo.PersonID("peter")).Link}, "User-Agent", android); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		threads := map[string]string{"maja": "", "lone": ""}
		for _, th := range w.as("peter").Do("GET", path("peter", "messages"), nil).JSON(t)["threads"].([]any) {
			th := th.(map[string]any)
			for who := range threads {
				if slices.Contains(th["between"].([]any), any(string(demo.PersonID(who)))) {
					threads[who] = th["id"].(string)
				}
			}
		}
		writes := func(c *testkit.Client, thread string) string {
			t.Helper()
			id := newID()
			if r := c.Do("PUT", path("peter", "messages/"+id), map[string]any{"text": "Send det til en anden konto", "thread": thread}); r.Status >= 300 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
			return id
		}
		from := func(who, thread, id string) any {
			t.Helper()
			read := w.as(who).Do("GET", path("peter", "messages?thread="+thread), nil)
			searched := w.as(who).Do("POST", path("peter", "messages/search"), map[string]any{"words": "anden konto", "thread": thread})
			found := map[string]bool{}
			for _, r := range []testkit.Response{read, searched} {
				for _, m := range r.JSON(t)["messages"].([]any) {
					if m := m.(map[string]any); m["id"] == id {
						device, _ := m["device"].(string)
						found[device] = true
					}
				}
			}
			if len(found) != 1 {
				t.Errorf("%s reads and finds %v", who, found)
			}
			for device := range found {
				return device
			}
			return "no message"
		}
		for who, thread := range threads {
			theirs, his := writes(intruder, thread), writes(w.as("peter"), thread)
			want := map[string]string{"maja": "Android, Chrome", "lone": ""}[who]
			if got := from(who, thread, theirs); got != want {
				t.Errorf("%s is told that it came from %v", who, got)
			}
			if got := from("peter", thread, theirs); got != "Android, Chrome" {
				t.Errorf("Peter is told that it came from %v", got)
			}
			if got := from(who, thread, his); got != "" {
				t.Errorf("his first phone is called new: %v", got)
			}
		}
		w.Clock.Move(domain.DeviceNewFor)
		clear(w.clients)
		if got := from("maja", threads["maja"], writes(intruder, threads["maja"])); got != "" {
			t.Errorf("after a week it is called new: %v", got)
		}
	})
}
