package api_test

import (
	"net/http"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// byPasskey signs somebody in with a passkey on a phone of his own.
func byPasskey(c *testkit.Client, key *testkit.Phone) testkit.Response {
	return c.Do("POST", "/session/passkey", key.Signs(c.Do("POST", "/session/passkey/asked", map[string]any{})))
}

// TestStaffWhoLeftAreOutAtOnce: whoever is shut out (tavlen staff end) is out wherever he came in by
// his passkey, open streams too, in the process that was told and in every other; and neither
// passkey nor code lets him in again.
func TestStaffWhoLeftAreOutAtOnce(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		there := w.instance(database)
		ada := domain.Person{ID: domain.NewID(), Role: domain.RoleAdmin, Department: "job", Name: "Ada", Language: "da"}
		if err := w.App.AddStaff(t.Context(), ada); err != nil {
			t.Fatal(err)
		}
		key := w.NewPhone(t)
		key.Register(w.SignIn(t, ada.ID))
		phone := w.Anonymous(t)
		if r := byPasskey(phone, key); r.Status != http.StatusOK {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		code, err := w.Signin.IssueCode(t.Context(), ada.ID, domain.System, domain.NewID(), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		elsewhere := onInstance(t, there, phone)
		streams := map[string]<-chan testkit.Event{"here": phone.Stream("/stream"), "there": elsewhere.Stream("/stream")}
		sessions, err := w.App.EndStaff(t.Context(), ada.ID)
		if err != nil || len(sessions) != 2 {
			t.Fatal(sessions, err)
		}
		w.Signin.Ended(sessions...)
		for where, stream := range streams {
			ended(t, where, stream)
		}
		for where, c := range map[string]*testkit.Client{"here": phone, "there": elsewhere} {
			if r := c.Do("GET", "/me", nil); r.Status != http.StatusUnauthorized || r.Code() != "session_ended" {
				t.Errorf("%s: %d %s", where, r.Status, r.Body)
			}
		}
		for _, s := range []*testkit.Server{w.Server, there} {
			checkProblem(t, "a code", s.Anonymous(t).Do("POST", "/session", map[string]any{"code": code.Link}), 404, domain.CodeCodeWrong)
		}
		checkProblem(t, "the passkey", byPasskey(w.Anonymous(t), key), 404, domain.CodeCodeWrong)
	})
}

// TestAnAdministratorWhoCameThroughTheProviderIsTheProviders: his passkey shows that it is he, and
// opens nothing: he would be in for as long as he liked after he was disabled there. The one who
// was made here comes in by his, whatever the provider says: he mends it.
func TestAnAdministratorWhoCameThroughTheProviderIsTheProviders(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	u := karen()
	u.Claims["roles"] = []string{"Tavlen-Drift"}
	idp.SetUser(u)
	c, to := login(t, s, idp, "ansat", "karen")
	if to != "/?login=in" || person(t, c)["role"] != "admin" {
		t.Fatal(to)
	}
	key := s.NewPhone(t)
	key.Register(c)
	refused := func(when string) {
		t.Helper()
		checkProblem(t, when, byPasskey(s.Anonymous(t), key), 404, domain.CodeCodeWrong)
	}
	refused("still there")
	if who(t, c) == "" {
		t.Error("out before anybody disabled him")
	}

	ada := domain.Person{ID: domain.NewID(), Role: domain.RoleAdmin, Department: "job", Name: "Ada", Language: "da"}
	if err := s.App.AddStaff(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	hers, first := s.NewPhone(t), s.SignIn(t, ada.ID)
	hers.Register(first)

	events := c.Stream("/stream")
	u.Disabled = true
	idp.SetUser(u)
	s.Clock.Move(4 * time.Minute)
	streamEnds(t, events)
	if r := c.Do("GET", "/me", nil); r.Status != http.StatusUnauthorized || r.Code() != "session_ended" {
		t.Errorf("%d %s", r.Status, r.Body)
	}
	refused("disabled there")
	idp.Stop()
	s.Clock.Move(time.Hour)
	phone := s.Anonymous(t)
	if r := byPasskey(phone, hers); r.Status != http.StatusOK || who(t, phone) != ada.ID || who(t, first) != ada.ID {
		t.Errorf("who mends it: %d %s", r.Status, r.Body)
	}
}
