package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// settle sends what is promised already, so that a test sees only what comes after.
func (w *world) settle() {
	w.t.Helper()
	if err := w.Outbox.Drain(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// drained sends all that is due and gives what each of the phones got so far.
func (w *world) drained(phones ...domain.ID) map[domain.ID][]testkit.Push {
	w.t.Helper()
	w.settle()
	n := 0
	for _, p := range phones {
		n += w.Push.Attempts(p)
	}
	for len(w.pushes) < n {
		w.pushes = append(w.pushes, <-w.Push.Received())
	}
	out := map[domain.ID][]testkit.Push{}
	for _, p := range w.pushes {
		out[domain.ID(p.Subscription)] = append(out[domain.ID(p.Subscription)], p)
	}
	return out
}

// personal lists every name, title and text of a case: none of it may stand in a push.
func personal(t *testing.T, citizen string) []string {
	t.Helper()
	c := testkit.CaseOf(t, citizen)
	var out []string
	add := func(s string) {
		for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(" .,:;!?()\n\"", r) }) {
			if len([]rune(word)) > 3 {
				out = append(out, word)
			}
		}
	}
	people := []domain.Person{c.Citizen}
	for _, k := range c.Contacts {
		people = append(people, k.Person)
	}
	for _, s := range testkit.Cases(t).Staff {
		people = append(people, s.Person)
	}
	for _, p := range people {
		add(p.Name)
		add(p.PreferredName)
	}
	for _, it := range c.Items {
		add(domain.TitleOf(it.Item))
		if m, ok := it.Item.(*domain.Meeting); ok && m.Place != nil {
			add(m.Place.Name)
			add(m.Place.Address)
		}
	}
	return out
}

// plainWords are those that the texts of pushes share with titles: they say nothing.
var plainWords = []string{"plan", "planen", "møde", "besked", "hvad"}

// impersonal looks into a push and gives its notification.
func (w *world) impersonal(what string, p testkit.Push, citizen string) map[string]any {
	w.t.Helper()
	var doc struct {
		WebPush      int            `json:"web_push"`
		Notification map[string]any `json:"notification"`
		AppBadge     *int           `json:"app_badge"`
	}
	if err := json.Unmarshal(p.Payload, &doc); err != nil {
		w.t.Fatalf("%s: %v: %s", what, err, p.Payload)
	}
	n := doc.Notification
	at, _ := n["navigate"].(string)
	n["navigate"], _, _ = strings.Cut(at, "#") // which notification led there
	if doc.WebPush != 8030 || n["title"] == "" || n["body"] == nil || !strings.HasPrefix(at, w.URL+"/") {
		w.t.Errorf("%s: %s", what, p.Payload)
	}
	said := strings.Fields(strings.ToLower(strings.NewReplacer(`"`, " ", ".", " ", ",", " ", ":", " ").Replace(n["title"].(string) + " " + n["body"].(string))))
	for _, word := range personal(w.t, citizen) {
		if slices.Contains(said, strings.ToLower(word)) && !slices.Contains(plainWords, strings.ToLower(word)) {
			w.t.Errorf("%s says %q: %s", what, word, p.Payload)
		}
	}
	return n
}

// T18: a phone is woken at the push services of browsers and nowhere else, whatever the
// address looks like.
func TestSubscribingElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	good := w.Push.NewSubscription()
	for _, endpoint := range []string{
		"https://127.0.0.1:8080/x.apple.com/", "https://127.0.0.1/fcm.googleapis.com", "https://fcm.googleapis.com@127.0.0.1/x", "https://fcm.googleapis.com:fcm@127.0.0.1/x", "https://user@fcm.googleapis.com/x",
		"http://fcm.googleapis.com/fcm/send/x", "https://fcm.googleapis.com.evil.example/x", "https://evilfcm.googleapis.com/x", "https://evil.example/?fcm.googleapis.com", "https://evil.example/#fcm.googleapis.com",
		"https://evil.example\\.push.apple.com/", "https://evil.example%2f.push.apple.com/", "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com:22/x", "https://169.254.169.254/latest/meta-data", "https://[::1]/x",
		"https://[::ffff:127.0.0.1]/x", "https://0/x", "https://0x7f000001/x", "https://2130706433/x", "https://localhost/x", "https://localhost.push.apple.com.localhost/x", "https://metadata.google.internal/x",
		"//fcm.googleapis.com/x", "fcm.googleapis.com/x", "https:fcm.googleapis.com/x", "https:///fcm.googleapis.com/x", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "javascript:alert(1)", "data:text/plain,x", "",
		"https://fcm.googleapis.com/x\r\nHost: evil.example", "https://fcm.googleapis.com\t.evil.example/", "https://ｆcm.googleapis.com.evil.example/", "https://push.apple.com/x", "https://.push.apple.com/x", "https://" + good.Endpoint[len("https://127.0.0.1:"):],
		strings.Replace(good.Endpoint, "127.0.0.1", "localhost", 1), strings.Replace(good.Endpoint, "https:", "http:", 1), strings.Replace(good.Endpoint, "https://", "https://x@", 1),
	} {
		r := w.as("peter").Do("PUT", "/push/subscriptions/"+newID(), map[string]any{"endpoint": endpoint, "keys": map[string]any{"p256dh": good.P256dh, "auth": good.Auth}})
		checkProblem(t, endpoint, r, 422, domain.CodePushOrigin, "evil", "169.254", "127.0.0.1")
	}
	for name, keys := range map[string]map[string]any{
		"no point": {"p256dh": "AAAA", "auth": good.Auth}, "not on the curve": {"p256dh": "B" + strings.Repeat("A", 86), "auth": good.Auth}, "a short secret": {"p256dh": good.P256dh, "auth": "AAAA"}, "a long secret": {"p256dh": good.P256dh, "auth": good.Auth + "AAAA"},
		"nothing": {"p256dh": "", "auth": ""}, "no base64": {"p256dh": "!!!", "auth": good.Auth}, "standard base64": {"p256dh": good.P256dh, "auth": "+/+/+/+/+/+/+/+/+/+/+w"},
	} {
		r := w.as("peter").Do("PUT", "/push/subscriptions/"+newID(), map[string]any{"endpoint": good.Endpoint, "keys": keys})
		checkProblem(t, name, r, 422, domain.CodeInvalid)
	}
	for _, id := range []string{"x", strings.Repeat("A", 23), "AAAAAAAAAAAAAAAAAAAAAB"} {
		checkProblem(t, "id "+id, w.as("peter").Do("PUT", "/push/subscriptions/"+id, w.pushBody(good)), 422, domain.CodeInvalid)
	}
	if n := len(w.subscriptionsOf("peter")); n != 0 {
		t.Errorf("%d phones are kept", n)
	}
}

// What staff change wakes the citizen's phone, with words that tell nobody anything; what
// the citizen changes herself wakes no phone of hers.
func TestAChangeWakesThePhone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.settle()
	phone, desk := w.subscribe("peter"), w.subscribe("maja")
	w.put("peter", path("peter", "goals", id("g1")), map[string]any{"title": "Mit mål"}, "If-Match", w.rev("peter", "peter"))
	w.put("peter", path("peter", "dream"), map[string]any{"text": "Min drøm"}, "If-Match", w.rev("peter", "peter"))
	if got := w.drained(phone, desk); len(got) != 0 {
		t.Errorf("Peter's own changes wake %v", got)
	}
	r := w.put("maja", path("peter", "efforts", id("e1")), map[string]any{"schedule_plain": "Mandag til torsdag", "why": "Peter er klar til mere"}, "If-Match", w.rev("maja", "peter"))
	got := w.drained(phone, desk)
	if len(got[phone]) != 1 || len(got[desk]) != 0 {
		t.Fatalf("a change wakes Peter's phone %d times, Maja's %d times", len(got[phone]), len(got[desk]))
	}
	if n := w.impersonal("a change", got[phone][0], "peter"); n["navigate"] != w.URL+"/aendringer" {
		t.Errorf("it opens %v", n["navigate"])
	}
	// What he says to it wakes her who waits for it.
	w.put("peter", path("peter", "changes", r["plan_change"].(string), "answer"), map[string]any{"answer": "disagree", "comment": "Jeg vil ikke have mere"})
	if got = w.drained(phone, desk); len(got[phone]) != 1 || len(got[desk]) != 1 {
		t.Fatalf("a disagreement wakes Peter's phone %d times, Maja's %d times", len(got[phone])-1, len(got[desk]))
	}
	w.impersonal("a disagreement", got[desk][0], "peter")
	w.say("maja", "peter", "", "Hej Peter, det taler vi om på torsdag hos Mogens")
	if got = w.drained(phone, desk); len(got[phone]) != 2 || len(got[desk]) != 1 {
		t.Fatalf("a message wakes Peter's phone %d times, Maja's %d times", len(got[phone])-1, len(got[desk])-1)
	}
	if n := w.impersonal("a message", got[phone][1], "peter"); n["navigate"] != w.URL+"/beskeder" {
		t.Errorf("it opens %v", n["navigate"])
	}
}

// A phone that is signed out is not woken any more, however its session ended, and gets
// nothing that was promised before.
func TestASignedOutPhoneIsNotWoken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.settle()
	one := w.subscribe("peter")
	w.clients["here"] = w.clients["peter"]
	w.clients["peter"] = w.SignIn(t, demo.PersonID("peter"))
	two := w.subscribe("peter")
	w.settle() // a new phone is news to the first
	before, others := w.Push.Attempts(one), w.Push.Attempts(two)
	w.put("maja", path("peter", "goals", id("g1")), map[string]any{"title": "Et mål", "why": "w"}, "If-Match", w.rev("maja", "peter"))
	if r := w.as("here").Do("DELETE", "/session", nil); r.Status != 204 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	if err := w.Outbox.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.Push.Attempts(one) != before || w.Push.Attempts(two) != others+1 {
		t.Errorf("the signed-out phone is woken %d times, the other %d", w.Push.Attempts(one)-before, w.Push.Attempts(two)-others)
	}
	// The other one is signed out from elsewhere.
	w.clients["third"] = w.SignIn(t, demo.PersonID("peter"))
	w.as("third").Do("POST", "/session/end-others", map[string]any{})
	w.settle()
	before = w.Push.Attempts(two)
	w.say("maja", "peter", "", "Hej")
	if err := w.Outbox.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.Push.Attempts(two) != before || len(w.subscriptionsOf("peter")) != 0 {
		t.Errorf("woken %d times more, %d phones are kept", w.Push.Attempts(two)-before, len(w.subscriptionsOf("peter")))
	}
}

// The test of one's own phones: as many as there are, each once, and nobody else's.
func TestTestingOnesPhones(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.settle()
	test := func(who string) float64 {
		t.Helper()
		r := w.as(who).Do("POST", "/push/test", map[string]any{})
		if r.Status != 202 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		return r.JSON(t)["devices"].(float64)
	}
	if n := test("peter"); n != 0 {
		t.Errorf("without a phone: %v", n)
	}
	one, two, others := w.subscribe("peter"), w.subscribe("peter"), w.subscribe("maja")
	if n := test("peter"); n != 2 {
		t.Errorf("with two phones: %v", n)
	}
	got := w.drained(one, two, others)
	if len(got[one]) != 1 || len(got[two]) != 1 || len(got[others]) != 0 {
		t.Errorf("woken: %d, %d and another's %d times", len(got[one]), len(got[two]), len(got[others]))
	}
	w.impersonal("a test", got[one][0], "peter")
	if r := w.as("peter").Do("DELETE", "/push/subscriptions/"+string(two), nil); r.Status != 204 {
		t.Errorf("%d %s", r.Status, r.Body)
	}
	if n := test("peter"); n != 1 {
		t.Errorf("with one phone: %v", n)
	}
	key := w.as("peter").Do("GET", "/push/key", nil).JSON(t)["key"].(string)
	if len(key) != 87 { // an uncompressed P-256 point (RFC 8292 §3.2)
		t.Errorf("the key is %q", key)
	}
}

// A phone that subscribes again with each start is one phone, and pushes out nobody; an
// eleventh phone pushes out the one known the longest.
func TestPhonesAreCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	first := w.subscribe("peter")
	var last domain.Subscription
	for range 9 {
		w.Clock.Move(1e9)
		last = w.Push.NewSubscription()
		w.put("peter", "/push/subscriptions/"+string(last.ID), w.pushBody(last))
	}
	for range 3 {
		w.put("peter", "/push/subscriptions/"+string(last.ID), w.pushBody(last))
	}
	if n := len(w.subscriptionsOf("peter")); n != 10 {
		t.Errorf("ten phones are %d", n)
	}
	w.Clock.Move(1e9)
	w.subscribe("peter")
	for _, s := range w.subscriptionsOf("peter") {
		if s.ID == first {
			t.Error("the eleventh pushed out another than the first")
		}
	}
	if n := len(w.subscriptionsOf("peter")); n != 10 {
		t.Errorf("eleven phones are %d", n)
	}
	// A tablet that another signs in on is woken for her alone.
	w.put("sofie", "/push/subscriptions/"+newID(), w.pushBody(last))
	for _, s := range w.subscriptionsOf("peter") {
		if s.Endpoint == last.Endpoint {
			t.Error("the tablet is still woken for Peter")
		}
	}
}
