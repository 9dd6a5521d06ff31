package api_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// loopback may say who is calling.
var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

// until is a day within the year.
const until = "2027-05-01"

// invite lets Peter invite somebody and gives what he is shown.
func (w *world) invite(name string, share map[string]any) map[string]any {
	w.t.Helper()
	body := map[string]any{"name": name, "until": until}
	for k, v := range share {
		body[k] = v
	}
	return w.put("peter", path("peter", "invitations", newID()), body, "Idempotency-Key", newID())
}

// codeOf is the last part of an invitation's link.
func codeOf(invited map[string]any) string {
	link, _ := invited["link"].(string)
	return link[strings.LastIndexByte(link, '/')+1:]
}

func accept(c *testkit.Client, invited map[string]any, name string, headers ...string) testkit.Response {
	return c.Do("POST", "/invitations/accept", map[string]any{"code": codeOf(invited), "spoken": invited["spoken"], "name": name, "device": "Telefon"}, headers...)
}

// letIn lets somebody be invited, say yes and be confirmed; it gives his phone and his id.
func (w *world) letIn(name string, share map[string]any) (*testkit.Client, string) {
	w.t.Helper()
	invited := w.invite(name, share)
	phone := w.Anonymous(w.t)
	if r := accept(phone, invited, name); r.Status != 200 {
		w.t.Fatalf("accept: %d %s", r.Status, r.Body)
	}
	who := w.waiting()
	w.put("peter", path("peter", "contacts", who, "confirmation"), map[string]any{"answer": "yes"})
	return phone, who
}

// waiting is the contact whom Peter is asked about.
func (w *world) waiting() string {
	w.t.Helper()
	contacts, _ := w.plan("peter", "peter")["contacts"].([]any)
	for _, c := range contacts {
		if m := c.(map[string]any); m["status"] == "invited" {
			return m["id"].(string)
		}
	}
	w.t.Fatal("nobody waits")
	return ""
}

func pick(kind, name string) map[string]any { return map[string]any{"kind": kind, "id": id(name)} }

// An invitation is taken once, with both codes and the name; then nothing is shown until the
// citizen says that it was he. On both databases.
func TestInvitation(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		ring := w.subscribe("peter")
		body := map[string]any{"name": "Kim Kammerat", "relation": "Nabo", "role": "supporter", "until": until, "meetings": "along", "items": []any{pick("goal", "g1")}, "may": []string{"come_along"}}
		at, key := path("peter", "invitations", newID()), newID()
		invited := w.put("peter", at, body, "Idempotency-Key", key)
		if again := w.put("peter", at, body, "Idempotency-Key", key); again["link"] != invited["link"] || again["spoken"] != invited["spoken"] {
			t.Errorf("the same wish: %v, then %v", invited, again)
		}
		if len(codeOf(invited)) != 22 || len(invited["spoken"].(string)) != 6 {
			t.Errorf("%v", invited)
		}
		// A robot that looks at the link before him changes nothing, and is told nothing.
		before := w.everything("peter")
		for _, robot := range []string{"facebookexternalhit/1.1", "WhatsApp/2.23.20.0 A", "Slackbot-LinkExpanding 1.0", "TelegramBot (like TwitterBot)", "Mozilla/5.0 (Windows NT 10.0) SkypeUriPreview Preview/0.5", "Googlebot/2.1", ""} {
			for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
				r := w.Anonymous(t).Do(method, "root:/invitation/"+codeOf(invited), nil, "User-Agent", robot)
				if strings.Contains(string(r.Body), "Peter") || strings.Contains(string(r.Body), "Kim") || r.Header.Get("Set-Cookie") != "" {
					t.Errorf("%s %s: %d %s", method, robot, r.Status, r.Body)
				}
			}
		}
		if w.everything("peter") != before {
			t.Error("looking at the link changed the plan")
		}
		// Whoever is signed in as somebody else is told so.
		w.unchanged("another's phone", func() {
			r := accept(w.as("anette"), invited, "Kim")
			checkProblem(t, "signed in as another", r, 409, domain.CodeOtherSignedIn)
		})
		phone := w.Anonymous(t)
		mine := newID()
		r := accept(phone, invited, " kim ", "Idempotency-Key", mine)
		if r.Status != 200 || r.JSON(t)["plans"] != nil {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		// Its answer was lost: the same wish lets the same phone in, nobody else's does.
		if r := accept(w.Anonymous(t), invited, "Kim", "Idempotency-Key", mine); r.Status != 200 {
			t.Errorf("again: %d %s", r.Status, r.Body)
		}
		for _, other := range []string{newID(), ""} {
			headers := []string{}
			if other != "" {
				headers = []string{"Idempotency-Key", other}
			}
			checkProblem(t, "taken", accept(w.Anonymous(t), invited, "Kim", headers...), 404, domain.CodeInvitationWrong)
		}
		who := w.waiting()
		nothing := func(when string) {
			t.Helper()
			for _, at := range []string{path("peter"), path("peter", "stream"), path("peter", "paper"), path("peter", "changes?since="+newID())} {
				checkProblem(t, when+" "+at, phone.Do("GET", at, nil), 404, domain.CodeNotFound)
			}
			if me := phone.Do("GET", "/me", nil); strings.Contains(string(me.Body), "Peter") {
				t.Errorf("%s: he is told the name: %s", when, me.Body)
			}
		}
		nothing("before the citizen said yes")
		if r := phone.Do("PUT", "/me/devices/"+newID(), map[string]any{}); r.Status != 403 {
			t.Errorf("one more phone before the yes: %d %s", r.Status, r.Body)
		}
		if got := w.drained(ring)[ring]; len(got) != 1 {
			t.Errorf("Peter is woken %d times", len(got))
		}
		yes := path("peter", "contacts", who, "confirmation")
		for range 2 {
			w.put("peter", yes, map[string]any{"answer": "yes"})
		}
		plan := phone.Do("GET", path("peter"), nil).JSON(t)
		if goals := plan["goals"].([]any); len(goals) != 1 || goals[0].(map[string]any)["id"] != id("g1") {
			t.Errorf("he sees the goals %v", goals)
		}
		// One more phone of his own, with a link that works once.
		link := phone.Do("PUT", "/me/devices/"+newID(), map[string]any{}).JSON(t)["link"].(string)
		tablet := w.Anonymous(t)
		for i, want := range []int{200, 404} {
			if r := tablet.Do("POST", "/session", map[string]any{"code": link[strings.LastIndexByte(link, '/')+1:]}); r.Status != want {
				t.Errorf("device link, %d: %d %s", i, r.Status, r.Body)
			}
		}
		if r := tablet.Do("GET", path("peter"), nil); r.Status != 200 {
			t.Errorf("on the second phone: %d", r.Status)
		}
		// A no shuts out whoever it was, and tells him nothing.
		second := w.invite("Per", nil)
		stranger := w.Anonymous(t)
		if r := accept(stranger, second, "Per"); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		w.put("peter", path("peter", "contacts", w.waiting(), "confirmation"), map[string]any{"answer": "no"})
		checkProblem(t, "after a no", stranger.Do("GET", "/me", nil), 401, domain.CodeSessionEnded)
	})
}

// Wrong, used, withdrawn, run out and unknown are one answer, in one time.
func TestAnInvitationThatIsNoneTellsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{TrustedProxies: loopback})
	var first testkit.Response
	n := 0
	refused := func(what string, invited map[string]any, spoken, name string) {
		t.Helper()
		n++
		began := domain.SystemClock{}.Now()
		r := w.Anonymous(t).Do("POST", "/invitations/accept", map[string]any{"code": codeOf(invited), "spoken": spoken, "name": name}, "X-Forwarded-For", fmt.Sprintf("192.0.2.%d", n))
		if took := (domain.SystemClock{}).Now().Sub(began); took < 200*time.Millisecond {
			t.Errorf("%s is refused in %v", what, took)
		}
		checkProblem(t, what, r, 404, domain.CodeInvitationWrong, spoken)
		if first.Status == 0 {
			first = r
		}
		if diff := differ(first, r); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	unknown := map[string]any{"link": "/" + newID()}
	refused("unknown", unknown, "123456", "Kim")
	used := w.invite("Kim", nil)
	wrong := w.invite("Kim", nil)
	refused("wrong name", wrong, wrong["spoken"].(string), "Bo")
	bad := "000000"
	if wrong["spoken"] == bad {
		bad = "000001"
	}
	refused("wrong code", wrong, bad, "Kim")
	if r := accept(w.Anonymous(t), used, "Kim"); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	refused("used", used, used["spoken"].(string), "Kim")
	back := w.invite("Kim", nil)
	if r := w.as("peter").Do("PUT", path("peter", "invitations", back["id"].(string), "withdrawal"), map[string]any{}); r.Status != 204 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	refused("withdrawn", back, back["spoken"].(string), "Kim")
	// The fifth wrong try is the last: the right codes come too late.
	for range 3 {
		refused("guessed", wrong, bad, "Kim")
	}
	refused("dead", wrong, wrong["spoken"].(string), "Kim")
	old := w.invite("Kim", nil)
	w.Clock.Move(24 * time.Hour)
	first = testkit.Response{} // its time is another
	refused("run out", old, old["spoken"].(string), "Kim")
	states := map[string]string{}
	for _, i := range w.as("peter").Do("GET", path("peter", "invitations"), nil).JSON(t)["invitations"].([]any) {
		m := i.(map[string]any)
		states[m["id"].(string)] = m["state"].(string)
		if m["link"] != nil || m["spoken"] != nil {
			t.Errorf("codes of one that is over: %v", m)
		}
	}
	for invited, want := range map[string]string{used["id"].(string): "taken", back["id"].(string): "withdrawn", wrong["id"].(string): "too_many_tries", old["id"].(string): "run_out"} {
		if states[invited] != want {
			t.Errorf("%s, want %s", states[invited], want)
		}
	}
}

// 10,000 guesses from ever new addresses meet a brake for all, and an invitation of its own
// that bears five.
func TestGuessesFromRotatingAddressesAreBraked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{TrustedProxies: loopback})
	invited := w.invite("Kim", nil)
	var tried, braked atomic.Int64
	var all sync.WaitGroup
	work := make(chan int)
	for range 32 {
		c := w.Anonymous(t)
		all.Go(func() {
			for i := range work {
				r := c.Do("POST", "/invitations/accept", map[string]any{"code": codeOf(invited), "spoken": fmt.Sprintf("%06d", i), "name": "Kim"}, "X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255))
				switch r.Status {
				case 404:
					tried.Add(1)
				case 429:
					braked.Add(1)
				default:
					t.Errorf("%d %s", r.Status, r.Body)
				}
			}
		})
	}
	const guesses = 10_000
	for i := range guesses {
		work <- i
	}
	close(work)
	all.Wait()
	if tried.Load() > 300 || tried.Load()+braked.Load() != guesses {
		t.Errorf("%d tried, %d braked", tried.Load(), braked.Load())
	}
	if state := w.as("peter").Do("GET", path("peter", "invitations"), nil).JSON(t)["invitations"].([]any)[0].(map[string]any)["state"]; state != "too_many_tries" {
		t.Errorf("%v", state)
	}
	// One address alone is braked long before.
	w.Clock.Move(time.Hour)
	one := w.Anonymous(t)
	for i := range 11 {
		r := one.Do("POST", "/invitations/accept", map[string]any{"code": newID(), "spoken": "123456", "name": "Kim"}, "X-Forwarded-For", "192.0.2.7")
		if want := map[bool]int{true: 429, false: 404}[i == 10]; r.Status != want {
			t.Errorf("try %d: %d", i, r.Status)
		}
	}
}

// Of two who take one invitation in the same millisecond one is let in. On both databases.
func TestTwoTakeOneInvitation(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		for range 3 {
			invited := w.invite("Kim", nil)
			var in, out atomic.Int64
			var all sync.WaitGroup
			start := make(chan struct{})
			for range 6 {
				c := w.Anonymous(t)
				all.Go(func() {
					<-start
					switch r := accept(c, invited, "Kim"); {
					case r.Status == 200:
						in.Add(1)
					case r.Code() == string(domain.CodeInvitationWrong):
						out.Add(1)
					default:
						t.Errorf("%d %s", r.Status, r.Body)
					}
				})
			}
			close(start)
			all.Wait()
			if in.Load() != 1 || out.Load() != 5 {
				t.Errorf("%d let in, %d refused", in.Load(), out.Load())
			}
			w.put("peter", path("peter", "contacts", w.waiting(), "confirmation"), map[string]any{"answer": "no"})
			w.Clock.Move(11 * time.Minute)
		}
	})
}

// Three invitations may wait; names that hide something are refused; a year is the most.
func TestWhatCannotBeInvited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.unchanged("bad invitations", func() {
		for what, body := range map[string]map[string]any{
			"no name":           {"name": "  ", "until": until},
			"a line break":      {"name": "Kim\nKonsulent", "until": until},
			"turned letters":    {"name": "Kim\u202egnol", "until": until},
			"combining marks":   {"name": "K" + strings.Repeat("\u0301", 150), "until": until},
			"a name too long":   {"name": strings.Repeat("K", 61), "until": until},
			"more than a year":  {"name": "Kim", "until": "2027-11-25"},
			"a day gone by":     {"name": "Kim", "until": "2026-11-23"},
			"no end":            {"name": "Kim", "until": ""},
			"a sensitive goal":  {"name": "Kim", "until": until, "items": []any{pick("goal", "g2")}},
			"what is not there": {"name": "Kim", "until": until, "items": []any{map[string]any{"kind": "goal", "id": newID()}}},
			"another's goal":    {"name": "Kim", "until": until, "items": []any{map[string]any{"kind": "goal", "id": demo.ID("sofie", "g1")}}},
			"a right unknown":   {"name": "Kim", "until": until, "may": []string{"sign"}},
			"a lane unknown":    {"name": "Kim", "until": until, "lanes": []string{"work"}},
		} {
			r := w.as("peter").Do("PUT", path("peter", "invitations", newID()), body)
			checkProblem(t, what, r, 422, domain.CodeInvalid)
		}
		huge := map[string]any{"name": "K" + strings.Repeat("\u0301", 1<<19), "until": until}
		if r := w.as("peter").Do("PUT", path("peter", "invitations", newID()), huge); r.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("1 MB of marks: %d", r.Status)
		}
	})
	for range 3 {
		w.invite("Kim", nil)
	}
	r := w.as("peter").Do("PUT", path("peter", "invitations", newID()), map[string]any{"name": "Kim", "until": until})
	checkProblem(t, "a fourth", r, 422, domain.CodeTooManyWaiting)
	w.Clock.Move(24 * time.Hour)
	w.invite("Kim", nil)
}

// He sees exactly what she picked, sensitive life areas stay closed until she opens one, and
// she looks through his eyes by the way his own phone takes.
func TestSharingIsThingByThing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	body := w.put("peter", path("peter", "goals", newID()), map[string]any{"area": "body", "title": "Gå en tur hver dag"})
	walk := map[string]any{"kind": "goal", "id": body["id"]}
	phone, who := w.letIn("Kim", map[string]any{"meetings": "none"})
	sees := func() string {
		t.Helper()
		r := phone.Do("GET", path("peter"), nil)
		as := w.as("peter").Do("GET", path("peter", "as", who), nil)
		if r.Status != 200 || string(r.Body) != string(as.Body) {
			t.Fatalf("he sees %d %s\nshe is shown %d %s", r.Status, r.Body, as.Status, as.Body)
		}
		plan := r.JSON(t)
		var got []string
		for _, list := range lists {
			for _, it := range plan[list].([]any) {
				if m := it.(map[string]any); list != "contacts" && list != "steps" && list != "attachments" {
					got = append(got, m["id"].(string))
				}
			}
		}
		if dream, ok := plan["dream"].(map[string]any); ok {
			got = append(got, dream["id"].(string))
		}
		slices.Sort(got)
		return strings.Join(got, " ")
	}
	share := func(with map[string]any, want ...string) {
		t.Helper()
		with["until"] = until
		w.put("peter", path("peter", "contacts", who, "sharing"), with)
		slices.Sort(want)
		if got := sees(); got != strings.Join(want, " ") {
			t.Errorf("%v: he sees %s, want %v", with, got, want)
		}
	}
	if got := sees(); got != "" {
		t.Errorf("at first he sees %s", got)
	}
	dream, _ := w.plan("peter", "peter")["dream"].(map[string]any)
	share(map[string]any{"items": []any{pick("goal", "g1"), pick("agreement", "a2")}}, id("g1"), id("a2"))
	share(map[string]any{"items": []any{map[string]any{"kind": "dream", "id": dream["id"]}}}, dream["id"].(string))
	share(map[string]any{"items": []any{walk, pick("goal", "g3"), pick("goal", "g4")}}, id("g4"))
	share(map[string]any{"items": []any{walk}, "lanes": []string{"body"}}, body["id"].(string))
	share(map[string]any{"meetings": "along"})
	share(map[string]any{"items": []any{pick("meeting", "m15")}}, id("m15"))
	// All meetings are those that are not a doctor's, and of no closed life area.
	share(map[string]any{"meetings": "all"}, id("m04"), id("m05"), id("m06"), id("m09"), id("m11"), id("m12"), id("m12b"), id("m14"), id("m15"), id("m16"), id("m17"), id("m18"))
	share(map[string]any{})
	// A shorter time holds at once.
	w.put("peter", path("peter", "contacts", who, "sharing"), map[string]any{"until": "2026-11-24"})
	w.Clock.Move(24 * time.Hour)
	if r := phone.Do("GET", path("peter"), nil); r.Status != 404 {
		t.Errorf("after the last day: %d %s", r.Status, r.Body)
	}
}

// A pause is silent: the view stands still, tells nothing of what is to come, wakes nobody
// and says nothing of itself.
func TestAPauseIsSilent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	ring := w.subscribe("anette")
	w.settle()
	before := w.plan("anette", "peter")
	w.put("peter", path("peter", "contacts", string(demo.PersonID("anette")), "pause"), map[string]any{"paused": true})
	paused := w.as("anette").Do("GET", path("peter"), nil)
	tag := paused.Header.Get("ETag")
	for _, word := range []string{"paused", "removed", "withdrawn"} {
		if strings.Contains(string(paused.Body), word) {
			t.Errorf("she is told %q: %s", word, paused.Body)
		}
	}
	plan := paused.JSON(t)
	for _, m := range plan["meetings"].([]any) {
		if m := m.(map[string]any); m["end"].(string) > w.Clock.Now().UTC().Format(time.RFC3339) {
			t.Errorf("she is told of what is to come: %v", m)
		}
	}
	if len(plan["goals"].([]any)) != len(before["goals"].([]any)) || len(plan["contacts"].([]any)) != 1 {
		t.Errorf("what stood is gone: %s", paused.Body)
	}
	// What changes meanwhile is not hers.
	w.put("peter", path("peter", "goals", id("g1")), map[string]any{"title": "Noget helt nyt"}, "If-Match", w.rev("peter", "peter"))
	w.put("maja", path("peter", "meetings", id("m12")), map[string]any{"title": "Et andet møde", "why": "Nyt"}, "If-Match", w.rev("maja", "peter"))
	again := w.as("anette").Do("GET", path("peter"), nil, "If-None-Match", tag)
	if again.Status != 304 {
		t.Errorf("%d %s", again.Status, again.Body)
	}
	if got := w.drained(ring)[ring]; len(got) != 0 {
		t.Errorf("she is woken: %v", got)
	}
	// What the citizen no longer shares goes, paused or not.
	w.put("peter", path("peter", "contacts", string(demo.PersonID("anette")), "sharing"), map[string]any{"until": until, "items": []any{pick("goal", "g4")}})
	if goals := w.plan("anette", "peter")["goals"].([]any); len(goals) != 1 {
		t.Errorf("%v", goals)
	}
	w.put("peter", path("peter", "contacts", string(demo.PersonID("anette")), "pause"), map[string]any{"paused": false})
	w.put("peter", path("peter", "contacts", string(demo.PersonID("anette")), "sharing"), map[string]any{"until": until, "meetings": "all", "items": []any{pick("goal", "g1")}})
	if goals := w.plan("anette", "peter")["goals"].([]any); len(goals) != 1 || goals[0].(map[string]any)["title"] != "Noget helt nyt" {
		t.Errorf("after the pause: %v", goals)
	}
}
