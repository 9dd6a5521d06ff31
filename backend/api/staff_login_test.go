package api_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// person gives what the installation says of whoever is signed in on a phone.
func person(t testing.TB, c *testkit.Client) map[string]any {
	t.Helper()
	r := c.Do("GET", "/me", nil)
	if r.Status != http.StatusOK {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	p, _ := r.JSON(t)["person"].(map[string]any)
	return p
}

// TestStaffComeInByTheirClaims: made at the first sign-in, followed ever after, and nobody
// without a role, a department or the right organisation.
func TestStaffComeInByTheirClaims(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	idp.SetUser(karen())
	c, to := login(t, s, idp, "ansat", "karen")
	if to != "/?login=in" {
		t.Fatal(to)
	}
	p := person(t, c)
	if p["role"] != "consultant" || p["name"] != "Karen Kjær" || p["department"] != "job" {
		t.Errorf("%v", p)
	}
	u := karen()
	u.Claims["roles"], u.Claims["dept"], u.Claims["name"] = []string{"Tavlen-Leder", "Tavlen-Konsulent"}, "Rusmiddel", "Karen Kjær Holm"
	idp.SetUser(u)
	c2, _ := login(t, s, idp, "ansat", "karen")
	if q := person(t, c2); q["id"] != p["id"] || q["role"] != "team_lead" || q["department"] != "rus" || q["name"] != "Karen Kjær Holm" {
		t.Errorf("%v", q)
	}
	for name, value := range map[string]any{"roles": []string{"Andet"}, "dept": "Teknik", "org": "another"} {
		u := karen()
		u.Claims[name] = value
		idp.SetUser(u)
		if c, to := login(t, s, idp, "ansat", "karen"); to != "/?login=login_no_role" || who(t, c) != "" {
			t.Errorf("%s %v: %s", name, value, to)
		}
	}
	idp.SetUser(karen())
	idp.Bend(map[string]any{"no_refresh": true})
	if _, to := login(t, s, idp, "ansat", "karen"); to != "/?login=login_untrusted" {
		t.Errorf("nobody would hear that she left: %s", to)
	}
	idp.Bend(nil)
	if _, err := s.App.EndStaff(t.Context(), domain.ID(p["id"].(string))); err != nil {
		t.Fatal(err)
	}
	if _, to := login(t, s, idp, "ansat", "karen"); to != "/?login=login_no_role" {
		t.Errorf("shut out here: %s", to)
	}
}

// TestDisabledThereIsOutHere: within five minutes of use, an open stream too, and by what
// the provider says alone.
func TestDisabledThereIsOutHere(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	for name, end := range map[string]func(*testkit.User){
		"disabled": func(u *testkit.User) { u.Disabled = true },
		"no role":  func(u *testkit.User) { u.Claims["roles"] = []string{"Andet"} },
		"moved":    func(u *testkit.User) { u.Claims["org"] = "another" },
	} {
		t.Run(name, func(t *testing.T) {
			idp.SetUser(karen())
			c, _ := login(t, s, idp, "ansat", "karen")
			other, _ := login(t, s, idp, "ansat", "karen")
			events := c.Stream("/stream")
			before := idp.Renewals()
			s.Clock.Move(4*time.Minute - time.Second)
			if who(t, c) == "" || idp.Renewals() != before {
				t.Fatalf("asked %d times before it was time to", idp.Renewals()-before)
			}
			u := karen()
			end(&u)
			idp.SetUser(u)
			s.Clock.Move(time.Second)
			// Nobody asks for anything: the open stream is use enough.
			streamEnds(t, events)
			for _, phone := range []*testkit.Client{c, other} {
				if r := phone.Do("GET", "/me", nil); r.Status != http.StatusUnauthorized || r.Code() != "session_ended" {
					t.Errorf("%d %s", r.Status, r.Body)
				}
			}
		})
	}
}

// TestASessionThatRanOutIsNotAskedAbout: the provider would refuse, and the phone would throw away
// what waits to be sent as if it had been signed out.
func TestASessionThatRanOutIsNotAskedAbout(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	idp.SetUser(karen())
	c, _ := login(t, s, idp, "ansat", "karen")
	before := idp.Renewals()
	u := karen()
	u.Disabled = true
	idp.SetUser(u)
	s.Clock.Move(13 * time.Hour)
	if r := c.Do("GET", "/me", nil); r.Status != http.StatusUnauthorized || r.Code() != string(domain.CodeNotSignedIn) || idp.Renewals() != before {
		t.Errorf("%d %s, asked %d times", r.Status, r.Body, idp.Renewals()-before)
	}
}

// TestTheWordIsAskedForOnce: a desk that asks for many things at once spends one renewal, and
// a change of role counts from then on.
func TestTheWordIsAskedForOnce(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	idp.SetUser(karen())
	c, _ := login(t, s, idp, "ansat", "karen")
	u := karen()
	u.Claims["roles"] = []string{"Tavlen-Leder"}
	idp.SetUser(u)
	for round := range 3 {
		s.Clock.Move(4 * time.Minute)
		cookie := c.Cookie("__Host-tavlen")
		var all sync.WaitGroup
		for range 20 {
			phone := s.Anonymous(t)
			phone.SetCookie("__Host-tavlen", cookie)
			all.Go(func() {
				if r := phone.Do("GET", "/me", nil); r.Status != http.StatusOK {
					t.Errorf("%d %s", r.Status, r.Body)
				}
			})
		}
		all.Wait()
		if n := idp.Renewals(); n != round+1 {
			t.Errorf("round %d: %d renewals", round, n)
		}
	}
	if p := person(t, c); p["role"] != "team_lead" {
		t.Errorf("%v", p)
	}
}

// TestAProviderThatIsDownKeepsNobodyOutAtOnce: for half an hour, and lets them in again when
// it answers, with what waited.
func TestAProviderThatIsDownKeepsNobodyOutAtOnce(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	idp.SetUser(karen())
	c, _ := login(t, s, idp, "ansat", "karen")
	idp.Stop()
	s.Clock.Move(30*time.Minute - time.Second)
	if who(t, c) == "" {
		t.Fatal("out before the half hour is over")
	}
	events := c.Stream("/stream")
	s.Clock.Move(time.Minute)
	if r := c.Do("GET", "/me", nil); r.Status != http.StatusUnauthorized || r.Code() != "not_signed_in" {
		t.Errorf("after it: %d %s", r.Status, r.Body)
	}
	streamEnds(t, events)
}

// TestADownProviderComesBack: whoever was kept out is in again, once it renews.
func TestADownProviderComesBack(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	idp.SetUser(karen())
	c, _ := login(t, s, idp, "ansat", "karen")
	idp.Bend(map[string]any{"down": true})
	s.Clock.Move(31 * time.Minute)
	if who(t, c) != "" {
		t.Fatal("in on a word of half an hour ago")
	}
	idp.Bend(nil)
	s.Clock.Move(30 * time.Second)
	if who(t, c) == "" {
		t.Error("still out though it answers")
	}
}

// TestNoCodeForStaffBesideTheProvider: where there is one it is the only door for them, but
// for the administrator, who must come in to mend it; citizens' codes work on.
func TestNoCodeForStaffBesideTheProvider(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	enter := func(person domain.ID) testkit.Response {
		code, err := s.Signin.IssueCode(t.Context(), person, domain.System, domain.NewID(), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		return s.Anonymous(t).Do("POST", "/session", map[string]any{"code": code.Link})
	}
	if r := enter(demo.PersonID("maja")); r.Status != http.StatusNotFound || r.Code() != "code_wrong" {
		t.Errorf("a consultant: %d %s", r.Status, r.Body)
	}
	if r := enter(demo.PersonID("peter")); r.Status != http.StatusOK {
		t.Errorf("a citizen: %d %s", r.Status, r.Body)
	}
	admin := domain.Person{ID: domain.NewID(), Role: domain.RoleAdmin, Department: "job", Name: "Ada", Language: "da"}
	if err := s.App.AddStaff(t.Context(), admin); err != nil {
		t.Fatal(err)
	}
	if r := enter(admin.ID); r.Status != http.StatusOK {
		t.Errorf("an administrator: %d %s", r.Status, r.Body)
	}
}
