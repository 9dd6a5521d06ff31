package api_test

import (
	"net/netip"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
	"tavlen/backend/testkit"
)

// How long a session lives without use and at most, on the moved clock.
func TestSessionsRunOut(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	for _, c := range []struct {
		who        string
		idle, most time.Duration
	}{{"peter", 90 * day, 365 * day}, {"kalle", 90 * day, 365 * day}, {"maja", 12 * time.Hour, 7 * day}, {"vibeke", 12 * time.Hour, 7 * day}, {"leder", 12 * time.Hour, 7 * day}} {
		t.Run(c.who, func(t *testing.T) {
			s := testkit.NewServer(t, testkit.Options{Demo: true})
			alive := func(k *testkit.Client, what string, want bool) {
				t.Helper()
				r := k.Do("GET", "/me", nil)
				if (r.Status == 200) != want || r.Status != 200 && r.Status != 401 {
					t.Errorf("%s: %d %s", what, r.Status, r.Body)
				}
			}
			idle := s.SignIn(t, demo.PersonID(c.who))
			s.Clock.Move(c.idle - time.Second)
			alive(idle, "a second before it has been idle too long", true)
			s.Clock.Move(c.idle)
			alive(idle, "idle too long", false)

			used := s.SignIn(t, demo.PersonID(c.who))
			begun := s.Clock.Now()
			for s.Clock.Now().Sub(begun) < c.most-c.idle/2 {
				s.Clock.Move(c.idle / 2)
				alive(used, "used again and again", true)
			}
			if until, err := time.Parse(time.RFC3339, used.Do("GET", "/me", nil).JSON(t)["session"].(map[string]any)["expires_at"].(string)); err != nil || until.After(begun.Add(c.most)) {
				t.Errorf("it is said to last until %v, begun %v", until, begun)
			}
			s.Clock.Set(begun.Add(c.most))
			alive(used, "at its end", false)
		})
	}
}

// A secret that was renewed from twice since comes back: somebody has a copy, so the
// session ends for both. Else the thief would only have to be quick.
func TestAnOldSecretEndsTheSession(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	peter := s.SignIn(t, demo.PersonID("peter"))
	stream := peter.Stream("/stream")
	stolen := peter.Cookie(renewCookie)
	thief := s.Anonymous(t)
	thief.SetCookie(renewCookie, stolen)
	for range 3 {
		s.Clock.Move(2 * time.Minute)
		thief.SetCookie(tokenCookie, "")
		if r := thief.Do("GET", "/me", nil); r.Status != 200 {
			t.Fatalf("the thief renews: %d %s", r.Status, r.Body)
		}
	}
	s.Clock.Move(signin.TokenLife)
	if r := peter.Do("GET", "/me", nil); r.Status != 401 || r.Code() != "session_ended" {
		t.Errorf("Peter comes back with his: %d %s", r.Status, r.Body)
	}
	if r := thief.Do("GET", "/me", nil); r.Status != 401 {
		t.Errorf("the thief goes on: %d %s", r.Status, r.Body)
	}
	ended(t, "Peter's phone", stream)
}

// A contact whom the citizen let go: his sessions end at once, his stream too, and even
// signed in anew there is nothing.
func TestAWithdrawnContact(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	stream := w.as("anette").Stream("/stream")
	tag := w.rev("anette", "peter")
	if n, err := w.Signin.EndAllOf(t.Context(), demo.PersonID("anette"), "withdrawn"); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	ended(t, "Anette's phone", stream)
	checkProblem(t, "her phone", w.as("anette").Do("GET", path("peter"), nil, "If-None-Match", tag), 401, domain.CodeSessionEnded)
	bjarne := w.as("bjarne") // withdrawn three weeks ago
	checkProblem(t, "Bjarne", bjarne.Do("GET", path("peter"), nil), 404, domain.CodeNotFound)
	checkProblem(t, "Bjarne's messages", bjarne.Do("GET", path("peter", "messages"), nil), 404, domain.CodeNotFound)
	checkProblem(t, "Bjarne's stream", bjarne.Do("GET", path("peter", "stream"), nil), 404, domain.CodeNotFound)
	if me := bjarne.Do("GET", "/me", nil).JSON(t); me["plans"] != nil || me["plan"] != nil {
		t.Errorf("Bjarne is told of %v", me)
	}
}

// Behind a trusted proxy the brake counts the address that the proxy saw, and never one
// that the client wrote: whether the proxy adds to the line or adds a line.
func TestTheBrakeBehindAProxy(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}})
	guess := func(lines ...string) testkit.Response {
		return s.Anonymous(t).DoWith("POST", "/session", map[string]any{"code": "ABC-DEF-GHJ"}, map[string][]string{"X-Forwarded-For": lines})
	}
	spoof := func(i int) string { return netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}).String() }
	for i := range 10 {
		lines := []string{spoof(i) + ", 203.0.113.7"}
		switch i % 3 {
		case 1:
			lines = []string{spoof(i), "203.0.113.7"} // a line of its own
		case 2:
			lines = []string{spoof(i) + ", 203.0.113.7, 10.1.2.3"} // through two proxies
		}
		if r := guess(lines...); r.Code() != "code_wrong" {
			t.Fatalf("guess %d: %d %s", i, r.Status, r.Body)
		}
	}
	for _, lines := range [][]string{{"198.51.100.1, 203.0.113.7"}, {"198.51.100.1", "203.0.113.7"}, {"203.0.113.7"}, {"::ffff:203.0.113.7"}, {"junk, 203.0.113.7"}} {
		if r := guess(lines...); r.Code() != "too_many_tries" {
			t.Errorf("%q: %d %s", lines, r.Status, r.Body)
		}
	}
	for _, lines := range [][]string{{"203.0.113.8"}, {"203.0.113.7, 203.0.113.9"}, {"203.0.113.7", "203.0.113.10"}} {
		if r := guess(lines...); r.Code() != "code_wrong" {
			t.Errorf("another address %q is braked: %d %s", lines, r.Status, r.Body)
		}
	}
}

// Fifty guesses at once are still ten: the brake does not wait for answers to count.
func TestTheBrakeCountsParallelGuesses(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	codes := make(chan domain.Code, 50)
	for range 50 {
		phone := s.Anonymous(t)
		go func() {
			codes <- domain.Code(phone.Do("POST", "/session", map[string]any{"code": "ABC-DEF-GHJ"}).Code())
		}()
	}
	got := map[domain.Code]int{}
	for range 50 {
		got[<-codes]++
	}
	if got[domain.CodeCodeWrong] != 10 || got[domain.CodeTooManyTries] != 40 {
		t.Errorf("fifty guesses at once: %v", got)
	}
	s.Clock.Move(10 * time.Minute)
	// As many right ones at once as there are phones in a jobcentre.
	for range 50 {
		phone, code := s.Anonymous(t), issue(t, s, demo.PersonID("sofie")).Spoken
		go func() {
			codes <- domain.Code(phone.Do("POST", "/session", map[string]any{"code": code}).Code())
		}()
	}
	for range 50 {
		if c := <-codes; c != "" {
			t.Errorf("a right code at a busy moment: %s", c)
		}
	}
}
