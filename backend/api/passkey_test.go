package api_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

func (w *world) triesOfPasskeys(op string, a actor, on func(verdict) verdict) []try {
	wrong := verdict{422, domain.CodePasskeyWrong}
	bad := verdict{422, domain.CodeInvalid}
	sent := map[string]any{"challenge": newID(), "credential": map[string]any{"id": "x"}}
	// On a device of its own: removing and choosing a PIN would change the matrix's.
	if a.role != "" {
		_ = w.as(a.name).Do("POST", "/passkeys/asked", map[string]any{}) // proves that it is him, as his page would
	}
	switch op {
	case "listPasskeys":
		return []try{{method: "GET", path: "/passkeys", want: on(done)}}
	case "askPasskey":
		return []try{{method: "POST", path: "/passkeys/asked", body: map[string]any{}, want: on(done)}}
	case "addPasskey":
		return []try{{what: "that nobody asked for", method: "PUT", path: "/passkeys/" + newID(), body: sent, want: on(wrong)}}
	case "removePasskey":
		return []try{{what: "none", method: "DELETE", path: "/passkeys/" + newID(), want: on(done)}}
	case "askProof":
		return []try{{what: "without any", method: "POST", path: "/session/proof/asked", body: map[string]any{}, want: on(wrong)}}
	case "proveWithPasskey":
		return []try{{what: "without any", method: "POST", path: "/session/proof", body: sent, want: on(wrong)}}
	case "askPasskeySignIn":
		return []try{{method: "POST", path: "/session/passkey/asked", body: map[string]any{}, want: done}}
	case "createSessionWithPasskey":
		return []try{{what: "that nobody has", method: "POST", path: "/session/passkey", body: sent, want: wrong}}
	case "putPin":
		return []try{{what: "that is no PIN", method: "PUT", path: "/session/pin", body: map[string]any{"pin": "12345"}, want: on(bad)}}
	case "checkPin":
		return []try{{what: "where there is none", method: "POST", path: "/session/pin/check", body: map[string]any{"pin": "592741"}, want: on(bad)}}
	}
	return []try{{method: "DELETE", path: "/session/pin", want: on(done)}}
}

// A passkey is made where somebody is signed in, and lets her in elsewhere without any code.
func TestAPasskeyLetsHerIn(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		phone, key := w.as("peter"), w.NewPhone(t)
		id := key.Register(phone)
		elsewhere := w.Anonymous(t)
		r := elsewhere.Do("POST", "/session/passkey", key.Signs(elsewhere.Do("POST", "/session/passkey/asked", map[string]any{})))
		if r.Status != 200 || r.JSON(t)["session"].(map[string]any)["opened_by"] != "passkey" {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		if elsewhere.Cookie("__Host-tavlen-asked") != "" || elsewhere.Cookie(tokenCookie) == "" {
			t.Error("the cookies of the sign-in")
		}
		mine := elsewhere.Do("GET", "/passkeys", nil).JSON(t)["passkeys"].([]any)
		if len(mine) != 1 || mine[0].(map[string]any)["id"] != string(id) || mine[0].(map[string]any)["used_at"] == nil || mine[0].(map[string]any)["synced"] != false {
			t.Errorf("%v", mine)
		}
		// Removed, it opens nothing any more.
		if r := elsewhere.Do("DELETE", "/passkeys/"+string(id), nil); r.Status != 204 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		again := w.Anonymous(t)
		checkProblem(t, "a removed passkey", again.Do("POST", "/session/passkey", key.Signs(again.Do("POST", "/session/passkey/asked", map[string]any{}))), 422, domain.CodePasskeyWrong)
	})
}

// What is signed counts once, for the browser that was asked, on our page, for its owner, in its
// time; all that is wrong is told in the same words.
func TestAPasskeyIsNotTakenElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter, maja := w.NewPhone(t), w.NewPhone(t)
	peter.Register(w.as("peter"))
	maja.Register(w.as("maja"))
	ask := func(c *testkit.Client) testkit.Response {
		return c.Do("POST", "/session/passkey/asked", map[string]any{})
	}
	in := func(c *testkit.Client, body map[string]any) testkit.Response {
		return c.Do("POST", "/session/passkey", body)
	}
	var answers []testkit.Response
	refused := func(what string, r testkit.Response) {
		t.Helper()
		checkProblem(t, what, r, 422, domain.CodePasskeyWrong)
		answers = append(answers, r)
	}
	// Replayed: by the same browser, and by one that signed in with it.
	k := w.Anonymous(t)
	body, bound := peter.Signs(ask(k)), k.Cookie("__Host-tavlen-asked")
	if r := in(k, body); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	k = w.Anonymous(t)
	k.SetCookie("__Host-tavlen-asked", bound)
	refused("replayed", in(k, body))
	// Signed by the right phone, and shown by another browser than was asked.
	k = w.Anonymous(t)
	stolen := peter.Signs(ask(k))
	thief := w.Anonymous(t)
	refused("another browser without a secret", in(thief, stolen))
	ask(thief)
	refused("another browser with its own", in(thief, stolen))
	// On a page that looks like ours.
	far := w.NewPhone(t)
	*far = *peter
	far.Origin = "https://tavlen.example"
	k = w.Anonymous(t)
	refused("another origin", in(k, far.Signs(ask(k))))
	// A phone that says it is another's.
	k = w.Anonymous(t)
	maja.As(peter)
	refused("another's handle", in(k, maja.Signs(ask(k))))
	// One that nobody registered.
	k = w.Anonymous(t)
	stranger := w.NewPhone(t)
	stranger.As(peter)
	refused("unknown", in(k, stranger.Signs(ask(k))))
	// Too late.
	k = w.Anonymous(t)
	body = peter.Signs(ask(k))
	w.Clock.Move(4 * time.Minute)
	refused("too late", in(k, body))
	// A copy that counts from the beginning again.
	k = w.Anonymous(t)
	peter.Rewind()
	refused("a copy", in(k, peter.Signs(ask(k))))
	for _, r := range answers {
		if r.Status != answers[0].Status || string(r.Body) != string(answers[0].Body) {
			t.Errorf("the refusals tell what was wrong: %s against %s", r.Body, answers[0].Body)
		}
	}
	// A challenge for the one is no answer to the other.
	proof := w.as("maja").Do("POST", "/session/proof/asked", map[string]any{})
	checkProblem(t, "a proof as a sign-in", in(w.Anonymous(t), maja.Signs(proof)), 422, domain.CodePasskeyWrong)
	// Another's passkey proves nothing, and is not removed.
	peters := w.as("peter").Do("GET", "/passkeys", nil).JSON(t)["passkeys"].([]any)[0].(map[string]any)["id"].(string)
	checkProblem(t, "another's passkey", w.as("peter").Do("POST", "/session/proof", maja.Signs(w.as("peter").Do("POST", "/session/proof/asked", map[string]any{}))), 422, domain.CodePasskeyWrong)
	if r := w.as("maja").Do("DELETE", "/passkeys/"+peters, nil); r.Status != 204 || len(w.as("peter").Do("GET", "/passkeys", nil).JSON(t)["passkeys"].([]any)) != 1 {
		t.Errorf("Maja removed Peter's: %d", r.Status)
	}
	// Nor can it be registered a second time, by anybody.
	other := w.NewPhone(t)
	*other = *peter
	checkProblem(t, "one that is known", w.as("vibeke").Do("PUT", "/passkeys/"+newID(), other.Makes(w.as("vibeke").Do("POST", "/passkeys/asked", map[string]any{}))), 422, domain.CodeKeyReused)
}

// Whoever proved nothing for five minutes is asked to, and told how she can; a passkey and the
// PIN are such proofs. A sign-in counts as one.
func TestAFreshProofIsAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter, key := w.as("peter"), w.NewPhone(t)
	peter.AsksAgain = true
	ask := func() testkit.Response { return peter.Do("POST", "/passkeys/asked", map[string]any{}) }
	wants := func(what string, proofs ...string) {
		t.Helper()
		r := ask()
		checkProblem(t, what, r, http.StatusForbidden, domain.CodeStepUp)
		got := []string{}
		for _, p := range append([]any{}, asList(r.JSON(t)["proofs"])...) {
			got = append(got, p.(string))
		}
		if strings.Join(got, " ") != strings.Join(proofs, " ") {
			t.Errorf("%s: %v, want %v", what, got, proofs)
		}
	}
	w.Clock.Move(access.FreshFor)
	if r := ask(); r.Status != 200 {
		t.Errorf("five minutes after the sign-in: %d %s", r.Status, r.Body)
	}
	w.Clock.Move(time.Second)
	wants("a second later")
	for op, rule := range access.Operations {
		if rule.Fresh && rule.Public {
			t.Errorf("%s asks nobody for a proof", op)
		}
	}
	if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.ProveSession(domain.ID(peter.Do("GET", "/me", nil).JSON(t)["session"].(map[string]any)["id"].(string)), w.Clock.Now())
	}); err != nil {
		t.Fatal(err)
	}
	key.Register(peter) // another process took the proof: it counts here at once
	w.Clock.Move(6 * time.Minute)
	wants("with a passkey", "passkey")
	if r := peter.Do("POST", "/session/proof", key.Signs(peter.Do("POST", "/session/proof/asked", map[string]any{}))); r.Status != 204 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	if r := peter.Do("PUT", "/session/pin", map[string]any{"pin": "592741"}); r.Status != 204 {
		t.Fatalf("after a proof: %d %s", r.Status, r.Body)
	}
	w.Clock.Move(6 * time.Minute)
	wants("with both", "passkey", "pin")
	if r := peter.Do("POST", "/session/pin/check", map[string]any{"pin": "592741"}); r.Status != 204 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	if r := ask(); r.Status != 200 {
		t.Errorf("after the PIN: %d %s", r.Status, r.Body)
	}
}

// The PIN is the phone's alone; those that are tried first are refused; ten wrong ones in a row
// end the session, however many come at once, and a right one between them begins anew.
func TestTenWrongPINsEndTheSession(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		peter, other := w.as("peter"), w.SignIn(t, demo.PersonID("peter"))
		pin := func(c *testkit.Client, pin string) testkit.Response {
			return c.Do("POST", "/session/pin/check", map[string]any{"pin": pin})
		}
		for _, easy := range []string{"123456", "000000", "654321", "121212", "123123", "112233", "567890", "12345", "1234567", "12345a", "٣٤٥"} {
			checkProblem(t, easy, peter.Do("PUT", "/session/pin", map[string]any{"pin": easy}), 422, domain.CodeInvalid)
		}
		if r := peter.Do("PUT", "/session/pin", map[string]any{"pin": "592741"}); r.Status != 204 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		checkProblem(t, "on another phone", pin(other, "592741"), 422, domain.CodeInvalid)
		for range 9 {
			checkProblem(t, "wrong", pin(peter, "592742"), 422, domain.CodeInvalid)
		}
		if r := pin(peter, "592741"); r.Status != 204 {
			t.Fatalf("right after nine wrong: %d %s", r.Status, r.Body)
		}
		var wg sync.WaitGroup
		codes := make(chan string, 30)
		for i := range 30 {
			phone := w.Anonymous(t)
			phone.SetCookie(tokenCookie, peter.Cookie(tokenCookie))
			wg.Go(func() {
				guess := []string{"300000", "410000"}[i%2]
				codes <- pin(phone, guess).Code()
			})
		}
		wg.Wait()
		close(codes)
		count := map[string]int{}
		for c := range codes {
			count[c]++
		}
		if count["invalid"] > 9 || count["session_ended"] != 30-count["invalid"] {
			t.Errorf("of thirty wrong ones at once: %v", count)
		}
		checkProblem(t, "the right one afterwards", pin(peter, "592741"), 401, domain.CodeSessionEnded)
		if r := other.Do("GET", "/me", nil); r.Status != 200 {
			t.Errorf("the other phone: %d", r.Status)
		}
	})
}

// A key that another made on her phone goes with his sessions, and is told of on her other
// phones when it is made: or he would come back by it.
func TestAnothersKeyGoesWithHisSessions(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.subscribe("peter")
		his, key := w.SignIn(t, demo.PersonID("peter")), w.NewPhone(t)
		made := key.Register(his)
		if !w.rung("peter", domain.NotifyNewDevice, made) {
			t.Error("her other phones are not told of the key")
		}
		comesIn := func() testkit.Response {
			phone := w.Anonymous(t)
			return phone.Do("POST", "/session/passkey", key.Signs(phone.Do("POST", "/session/passkey/asked", map[string]any{})))
		}
		if r := comesIn(); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		if r := w.as("peter").Do("POST", "/session/end-others", map[string]any{}); r.Status/100 != 2 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		checkProblem(t, "after she signed out the others", comesIn(), 422, domain.CodePasskeyWrong)
		// An older copy of the database does not bring it back.
		found, err := w.Store.Ledger().Read()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(found.Entries, func(e ledger.Entry) bool { return e.Kind == ledger.RemovedKey && e.Item == made }) {
			t.Errorf("the ledger holds %v", found.Entries)
		}
	})
}
