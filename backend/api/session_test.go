package api_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
	"tavlen/backend/testkit"
)

const (
	tokenCookie = "__Host-tavlen"
	renewCookie = "__Host-tavlen-renew"
)

func issue(t *testing.T, s *testkit.Server, person domain.ID) signin.Issued {
	t.Helper()
	code, err := s.Signin.IssueCode(t.Context(), person, domain.System, domain.NewID(), signin.CodeLife)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// Both cookies arrive, each in a header of its own: joined in one, the renewal secret was
// an attribute of the token, and every session died with its first token.
func TestBothCookiesArrive(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	r := s.Anonymous(t).Do("POST", "/session", map[string]any{"code": issue(t, s, demo.PersonID("peter")).Link})
	cookies := r.Header.Values("Set-Cookie")
	if len(cookies) != 2 {
		t.Fatalf("%d Set-Cookie headers: %q", len(cookies), cookies)
	}
	for i, name := range []string{tokenCookie, renewCookie} {
		c, err := http.ParseSetCookie(cookies[i])
		if err != nil {
			t.Fatal(err)
		}
		if c.Name != name || c.Value == "" || c.Path != "/" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Domain != "" || c.MaxAge <= 0 {
			t.Errorf("cookie %d is %+v", i, c)
		}
	}
}

func TestASessionOutlivesItsToken(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	peter := s.SignIn(t, demo.PersonID("peter"))
	first, renewal := peter.Cookie(tokenCookie), peter.Cookie(renewCookie)
	for range 3 {
		s.Clock.Move(signin.TokenLife + time.Minute)
		if r := peter.Do("GET", "/me", nil); r.Status != 200 {
			t.Fatalf("after the token's life: %d %s", r.Status, r.Body)
		}
	}
	if peter.Cookie(tokenCookie) == first || peter.Cookie(renewCookie) == renewal {
		t.Error("the cookies were not renewed")
	}
	s.Clock.Move(91 * 24 * time.Hour)
	if r := peter.Do("GET", "/me", nil); r.Status != 401 {
		t.Errorf("unused for 91 days: %d", r.Status)
	}
}

func TestTwoTabsRenewAtOnce(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	peter := s.SignIn(t, demo.PersonID("peter"))
	s.Clock.Move(signin.TokenLife + time.Minute)
	token, renewal := peter.Cookie(tokenCookie), peter.Cookie(renewCookie)
	var wg sync.WaitGroup
	for range 8 {
		tab := s.Anonymous(t)
		tab.SetCookie(tokenCookie, token)
		tab.SetCookie(renewCookie, renewal)
		wg.Go(func() {
			if r := tab.Do("GET", "/me", nil); r.Status != 200 {
				t.Errorf("a tab got %d %s", r.Status, r.Body)
			}
		})
	}
	wg.Wait()
}

// The answer that carried the new secret was lost on a bad net; the phone comes back
// much later with the one it has.
func TestALostRenewalDoesNotSignOut(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	peter := s.SignIn(t, demo.PersonID("peter"))
	token, renewal := peter.Cookie(tokenCookie), peter.Cookie(renewCookie)
	s.Clock.Move(signin.TokenLife + time.Minute)
	peter.Do("GET", "/me", nil)
	unseen := peter.Cookie(renewCookie)

	s.Clock.Move(signin.TokenLife + time.Minute)
	peter.SetCookie(tokenCookie, token)
	peter.SetCookie(renewCookie, renewal)
	if r := peter.Do("GET", "/me", nil); r.Status != 200 {
		t.Fatalf("with the secret before the lost one: %d %s", r.Status, r.Body)
	}
	// Whoever now shows the lost one read an answer that was not his: the session ends.
	thief := s.Anonymous(t)
	thief.SetCookie(renewCookie, unseen)
	if r := thief.Do("GET", "/me", nil); r.Status != 401 || r.Code() != "session_ended" {
		t.Errorf("with the secret that was given up: %d %s", r.Status, r.Body)
	}
	if r := peter.Do("GET", "/me", nil); r.Status != 401 {
		t.Errorf("the session that was read by another still gives %d", r.Status)
	}
}

func TestACodeIsUsedOnce(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.NewServer(t, testkit.Options{Database: database, Demo: true})
		code := issue(t, s, demo.PersonID("peter"))
		var in atomic.Int32
		var wg sync.WaitGroup
		for range 50 {
			phone := s.Anonymous(t)
			wg.Go(func() {
				switch r := phone.Do("POST", "/session", map[string]any{"code": code.Link}); {
				case r.Status == 200:
					in.Add(1)
				case r.Code() != "code_wrong" && r.Code() != "busy":
					t.Errorf("%d %s", r.Status, r.Body)
				}
			})
		}
		wg.Wait()
		if in.Load() != 1 {
			t.Errorf("%d phones got in with one code", in.Load())
		}
		if r := s.Anonymous(t).Do("POST", "/session", map[string]any{"code": code.Spoken}); r.Code() != "code_wrong" {
			t.Errorf("the spoken half of a used code: %d %s", r.Status, r.Body)
		}
	})
}

func TestASpokenCodeIsHeardAsPeopleSayIt(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	for _, said := range []func(string) string{strings.ToLower, func(c string) string { return strings.ReplaceAll(c, "-", " ") },
		func(c string) string { return " " + strings.ReplaceAll(c, "-", "") + " " },
		func(c string) string { return strings.NewReplacer("0", "o", "1", "l", "V", "u").Replace(c) }} {
		code := issue(t, s, demo.PersonID("peter")).Spoken
		if r := s.Anonymous(t).Do("POST", "/session", map[string]any{"code": said(code)}); r.Status != 200 {
			t.Errorf("%q for %q: %d %s", said(code), code, r.Status, r.Body)
		}
	}
}

// Unknown, used and run out are one and the same answer.
func TestWrongCodesLookAlike(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	try := func(code string) testkit.Response {
		return s.Anonymous(t).Do("POST", "/session", map[string]any{"code": code})
	}
	used, old := issue(t, s, demo.PersonID("peter")), issue(t, s, demo.PersonID("peter"))
	try(used.Link)
	want := try(string(domain.NewID()))
	s.Clock.Move(signin.CodeLife)
	for name, r := range map[string]testkit.Response{"used": try(used.Link), "run out": try(old.Link), "spoken, run out": try(old.Spoken)} {
		if r.Status != want.Status || string(r.Body) != string(want.Body) {
			t.Errorf("%s: %d %s, unknown: %d %s", name, r.Status, r.Body, want.Status, want.Body)
		}
	}
	if want.Status != 404 || want.Code() != "code_wrong" {
		t.Errorf("unknown: %d %s", want.Status, want.Body)
	}
}

func TestGuessingIsBraked(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	guess := func(header ...string) testkit.Response {
		return s.Anonymous(t).Do("POST", "/session", map[string]any{"code": "ABC-DEF-GHJ"}, header...)
	}
	for i := range 10 {
		// An address that the client writes itself changes nothing.
		if r := guess("X-Forwarded-For", "192.0.2."+string(rune('0'+i))); r.Code() != "code_wrong" {
			t.Fatalf("guess %d: %d %s", i, r.Status, r.Body)
		}
	}
	r := guess()
	if r.Status != 429 || r.Code() != "too_many_tries" || r.Header.Get("Retry-After") == "" {
		t.Errorf("guess 11: %d %s", r.Status, r.Body)
	}
	// Nobody guesses a link, so a whole jobcentre behind one address still gets in.
	if r := s.Anonymous(t).Do("POST", "/session", map[string]any{"code": issue(t, s, demo.PersonID("sofie")).Link}); r.Status != 200 {
		t.Errorf("a right link from a braked address: %d %s", r.Status, r.Body)
	}
	s.Clock.Move(10 * time.Minute)
	if r := guess(); r.Code() != "code_wrong" {
		t.Errorf("ten minutes later: %d %s", r.Status, r.Body)
	}
}

func TestSigningOutEndsTokenAndStream(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	phone, tablet := s.SignIn(t, demo.PersonID("peter")), s.SignIn(t, demo.PersonID("peter"))
	onPhone, onTablet := phone.Stream("/stream"), tablet.Stream("/plans/"+string(demo.ID("peter", "plan-peter"))+"/stream")
	if n := phone.Do("POST", "/session/end-others", map[string]any{}).JSON(t)["ended"]; n != 1.0 {
		t.Errorf("ended %v other sessions", n)
	}
	ended(t, "the tablet", onTablet)
	if r := tablet.Do("GET", "/me", nil); r.Code() != "session_ended" {
		t.Errorf("the tablet: %d %s", r.Status, r.Body)
	}
	token := phone.Cookie(tokenCookie)
	r := phone.Do("DELETE", "/session", nil)
	if r.Status != 204 || len(r.Header.Values("Set-Cookie")) != 2 || phone.Cookie(tokenCookie) != "" || phone.Cookie(renewCookie) != "" {
		t.Errorf("sign-out: %d, cookies %q", r.Status, r.Header.Values("Set-Cookie"))
	}
	ended(t, "the phone", onPhone)
	phone.SetCookie(tokenCookie, token)
	if r := phone.Do("GET", "/me", nil); r.Code() != "session_ended" {
		t.Errorf("the token after sign-out: %d %s", r.Status, r.Body)
	}
}

// ended waits for a stream's last word and its end.
func ended(t *testing.T, who string, events <-chan testkit.Event) {
	t.Helper()
	last := testkit.Event{}
	over := time.NewTimer(patience)
	defer over.Stop()
	for open := true; open; {
		select {
		case e, more := <-events:
			if open = more; more {
				last = e
			}
		case <-over.C:
			t.Errorf("%s is still told", who)
			return
		}
	}
	if last.Name != "session" || !strings.Contains(last.Data, "ended") {
		t.Errorf("%s last heard %+v", who, last)
	}
}

// On a shared tablet the next one signs in without the former having signed out.
func TestTheNextOneEndsTheFormersSession(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	tablet := s.SignIn(t, demo.PersonID("anette"))
	token := tablet.Cookie(tokenCookie)
	if r := tablet.Do("POST", "/session", map[string]any{"code": issue(t, s, demo.PersonID("kalle")).Link}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	old := s.Anonymous(t)
	old.SetCookie(tokenCookie, token)
	if r := old.Do("GET", "/me", nil); r.Code() != "session_ended" {
		t.Errorf("the former's token: %d %s", r.Status, r.Body)
	}
}

// A code that was handed out may be used by another: the person's own phones are told.
func TestANewPhoneIsToldToTheOthers(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{Demo: true})
	peter := s.SignIn(t, demo.PersonID("peter"))
	sub := s.Push.NewSubscription()
	if r := peter.Do("PUT", "/push/subscriptions/"+string(domain.NewID()), map[string]any{"endpoint": sub.Endpoint,
		"keys": map[string]string{"p256dh": sub.P256dh, "auth": sub.Auth}}); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	s.SignIn(t, demo.PersonID("peter"))
	if err := s.Outbox.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	select {
	case p := <-s.Push.Received():
		if !strings.Contains(string(p.Payload), "ny telefon") {
			t.Errorf("the phone was told %s", p.Payload)
		}
	case <-ctx.Done():
		t.Error("the phone was told nothing")
	}
}
