package api_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/oidc"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

const (
	petersCPR  = "0101011234"
	petersUUID = "74ffcd31-fbaf-4c33-bdac-169f25c1e416"
	house      = "2f1f5a0e-9b1d-4c0e-8f57-0c1f3c4c0a11" // the municipality's UUID
	loginCooky = "__Host-tavlen-login"
)

// idura is a broker as the profile that ships knows it.
func idura(t testing.TB) *testkit.OIDCProvider {
	t.Helper()
	profile, err := oidc.Known("idura")
	if err != nil {
		t.Fatal(err)
	}
	p := testkit.NewOIDCProvider(t, profile)
	p.Least = oidc.Substantial
	return p
}

// peter is Peter as the broker tells of him.
func peter() testkit.User {
	return testkit.User{Sub: "sub-peter", ACR: "urn:grn:authn:dk:mitid:substantial", Claims: map[string]any{"uuid": petersUUID, "cprNumberIdentifier": petersCPR, "name": "Peter Poulsen"}}
}

// kommune is the municipality's identity provider.
func kommune(t testing.TB) *testkit.OIDCProvider {
	t.Helper()
	profile, err := oidc.ParseStaff([]byte(`{"scopes": ["profile", "offline_access"],
		"roles": {"claim": "roles", "values": [{"is": "Tavlen-Drift", "means": "admin"}, {"is": "Tavlen-Leder", "means": "team_lead"}, {"is": "Tavlen-Konsulent", "means": "consultant"}]},
		"departments": {"claim": "dept", "values": [{"is": "Job og Borger", "means": "job"}, {"is": "Rusmiddel", "means": "rus"}]},
		"organisation": {"claim": "org", "is": "`+house+`"}}`), []string{"job", "rus"})
	if err != nil {
		t.Fatal(err)
	}
	return testkit.NewOIDCProvider(t, profile)
}

func karen() testkit.User {
	return testkit.User{Sub: "karen", Claims: map[string]any{"name": "Karen Kjær", "email": "karen@kommune.example", "roles": []string{"Andet", "Tavlen-Konsulent"}, "dept": "Job og Borger", "org": strings.ToUpper(house)}}
}

// knowPeter gives the installation Peter's CPR number.
func knowPeter(t testing.TB, s *testkit.Server) {
	t.Helper()
	if err := s.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.PutCPR(demo.PersonID("peter"), petersCPR, s.Clock.Now()) }); err != nil {
		t.Fatal(err)
	}
}

// begin opens a door and gives where it leads.
func begin(t testing.TB, c *testkit.Client, door string) string {
	t.Helper()
	r := c.Do("GET", "root:/login/"+door, nil)
	if r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	return r.Header.Get("Location")
}

// back opens the address that a provider led to and gives where that leads.
func back(t testing.TB, c *testkit.Client, u *url.URL) string {
	t.Helper()
	r := c.Do("GET", "root:"+u.RequestURI(), nil)
	if r.Status != http.StatusSeeOther || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Fatalf("%d %v %s", r.Status, r.Header, r.Body)
	}
	return r.Header.Get("Location")
}

func login(t testing.TB, s *testkit.Server, p *testkit.OIDCProvider, door, sub string) (*testkit.Client, string) {
	t.Helper()
	c := s.Anonymous(t)
	return c, back(t, c, p.Prove(t, begin(t, c, door), sub))
}

// who gives the person that is signed in on a phone; "" for nobody.
func who(t testing.TB, c *testkit.Client) domain.ID {
	t.Helper()
	r := c.Do("GET", "/me", nil)
	if r.Status != http.StatusOK {
		return ""
	}
	id, _ := r.JSON(t)["person"].(map[string]any)["id"].(string)
	return domain.ID(id)
}

// TestMitIDFindsACitizen: by CPR the first time and by the broker's name ever after, on
// another device too, and as somebody who proved more than a code.
func TestMitIDFindsACitizen(t *testing.T) {
	broker := idura(t)
	broker.SetUser(peter())
	log, lines := testkit.Lines()
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker, Log: log})
	knowPeter(t, s)
	c, to := login(t, s, broker, "mitid", "sub-peter")
	if to != "/?login=in" || who(t, c) != demo.PersonID("peter") || c.Cookie(loginCooky) != "" {
		t.Fatalf("led to %s as %s, keeps %q", to, who(t, c), c.Cookie(loginCooky))
	}
	again := peter()
	delete(again.Claims, "cprNumberIdentifier")
	broker.SetUser(again)
	if c, to := login(t, s, broker, "mitid", "sub-peter"); to != "/?login=in" || who(t, c) != demo.PersonID("peter") {
		t.Errorf("without the number: %s, %s", to, who(t, c))
	}
	for _, line := range lines() {
		for _, secret := range []string{petersCPR, petersUUID, "code=", "state="} {
			if strings.Contains(line, secret) {
				t.Errorf("the log has %s: %s", secret, line)
			}
		}
	}
}

// TestMitIDAsksForWhatTheProfileSays: code, PKCE, state, nonce and the level, in the address
// that the browser is sent to.
func TestMitIDAsksForWhatTheProfileSays(t *testing.T) {
	broker := idura(t)
	s := testkit.NewServer(t, testkit.Options{MitID: broker})
	u, err := url.Parse(begin(t, s.Anonymous(t), "mitid"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || len(q.Get("state")) != 43 || len(q.Get("nonce")) != 43 ||
		q.Get("acr_values") != "urn:grn:authn:dk:mitid:substantial" || q.Get("prompt") != "login" || q.Get("scope") != "openid ssn" || q.Get("redirect_uri") != s.URL+"/login/retur/mitid" {
		t.Errorf("%v", q)
	}
}

// TestNobodyIsFound: whoever has no plan here, is unknown by number or has none, is told the
// same as one who is shut out.
func TestNobodyIsFound(t *testing.T) {
	broker := idura(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker})
	knowPeter(t, s)
	for _, cpr := range []any{"0202021234", "0101011235", "", nil, "peter", 101011234} {
		u := peter()
		u.Claims["uuid"], u.Claims["cprNumberIdentifier"] = "another", cpr
		broker.SetUser(u)
		if c, to := login(t, s, broker, "mitid", "sub-peter"); to != "/?login=login_unknown" || who(t, c) != "" {
			t.Errorf("%v: %s", cpr, to)
		}
	}
	if r := s.Anonymous(t).Do("GET", "root:/login/ansat", nil); r.Status != http.StatusNotFound {
		t.Errorf("a door that is not there: %d", r.Status)
	}
}

// TestWhatCannotBeBelieved: each bent answer is refused, and nobody is signed in. The
// provider signs it with its own key, so only the check of what is bent finds it.
func TestWhatCannotBeBelieved(t *testing.T) {
	broker := idura(t)
	broker.SetUser(peter())
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker})
	knowPeter(t, s)
	claim := func(name string, value any) map[string]any {
		return map[string]any{"claims": map[string]any{name: value}}
	}
	for name, tc := range map[string]struct {
		bend map[string]any
		code string
	}{
		"another nonce":        {claim("nonce", "another"), "login_untrusted"},
		"no nonce":             {claim("nonce", nil), "login_untrusted"},
		"another audience":     {claim("aud", "another"), "login_untrusted"},
		"several audiences":    {map[string]any{"claims": map[string]any{"aud": []string{"tavlen", "another"}, "azp": nil}}, "login_untrusted"},
		"issued to another":    {claim("azp", "another"), "login_untrusted"},
		"another issuer":       {claim("iss", "https://another.example"), "login_untrusted"},
		"run out":              {claim("exp", 1_600_000_000), "login_untrusted"}, // in 2020, by any clock
		"no name":              {claim("uuid", nil), "login_untrusted"},
		"another's token":      {claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), "login_untrusted"},
		"unsigned":             {map[string]any{"alg": "none"}, "login_untrusted"},
		"signed by secret":     {map[string]any{"alg": "HS256"}, "login_untrusted"},
		"another key":          {map[string]any{"other_key": true}, "login_untrusted"},
		"mixed up":             {map[string]any{"iss": "https://another.example"}, "login_untrusted"},
		"silent of its name":   {map[string]any{"iss": "-"}, "login_untrusted"},
		"too low":              {claim("acr", "urn:grn:authn:dk:mitid:low"), "login_too_low"},
		"a level nobody knows": {claim("acr", "urn:grn:authn:dk:mitid:substantial-ish"), "login_too_low"},
		"no level":             {claim("acr", nil), "login_too_low"},
	} {
		t.Run(name, func(t *testing.T) {
			broker.Bend(tc.bend)
			if c, to := login(t, s, broker, "mitid", "sub-peter"); to != "/?login="+tc.code || who(t, c) != "" || c.Cookie("__Host-tavlen") != "" {
				t.Errorf("led to %s", to)
			}
		})
	}
	broker.Bend(nil)
	if _, to := login(t, s, broker, "mitid", "sub-peter"); to != "/?login=in" {
		t.Errorf("straight: %s", to)
	}
}

// TestAnAnswerCountsOnce: in the browser that asked, at the door where it asked, while it
// is young; and what the browser may make up of it counts never.
func TestAnAnswerCountsOnce(t *testing.T) {
	broker, staff := idura(t), kommune(t)
	broker.SetUser(peter())
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker, Staff: staff})
	knowPeter(t, s)
	const lost = "/?login=login_lost"
	fresh := func() (*testkit.Client, *url.URL) {
		c := s.Anonymous(t)
		return c, broker.Prove(t, begin(t, c, "mitid"), "sub-peter")
	}
	with := func(u *url.URL, name, value string) *url.URL {
		out := *u
		q := u.Query()
		q.Set(name, value)
		out.RawQuery = q.Encode()
		return &out
	}

	c, u := fresh()
	cookie := c.Cookie(loginCooky)
	if to := back(t, c, u); to != "/?login=in" {
		t.Fatal(to)
	}
	c.SetCookie(loginCooky, cookie)
	if to := back(t, c, u); to != lost {
		t.Errorf("the state a second time: %s", to)
	}
	code := u.Query().Get("code")
	c, u = fresh()
	if to := back(t, c, with(u, "code", code)); to != "/?login=login_untrusted" {
		t.Errorf("the code a second time: %s", to)
	}
	c, u = fresh()
	if to := back(t, s.Anonymous(t), u); to != lost {
		t.Errorf("in another browser: %s", to)
	}
	if to := back(t, c, u); to != lost {
		t.Errorf("after another browser tried: %s", to)
	}
	c, u = fresh()
	if to := back(t, c, with(u, "state", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")); to != lost {
		t.Errorf("another state: %s", to)
	}
	c, u = fresh()
	other := *u
	other.Path = "/login/retur/ansat"
	if to := back(t, c, &other); to != lost {
		t.Errorf("at the other door: %s", to)
	}
	c, u = fresh()
	s.Clock.Move(10 * time.Minute)
	if to := back(t, c, u); to != lost {
		t.Errorf("after ten minutes: %s", to)
	}
	c, _ = fresh()
	c2, u2 := fresh()
	c.SetCookie(loginCooky, c2.Cookie(loginCooky))
	declined := with(u2, "error", "access_denied")
	if to := back(t, c2, declined); to != "/?login=login_declined" {
		t.Errorf("declined: %s", to)
	}
	c, u = fresh()
	for _, mode := range []string{"no-cors", "cors"} {
		if r := c.Do("GET", "root:"+u.RequestURI(), nil, "Sec-Fetch-Mode", mode); r.Status != http.StatusForbidden {
			t.Errorf("as %s: %d", mode, r.Status)
		}
	}
	if r := c.Do("GET", "root:"+u.RequestURI()+"&code=another", nil); r.Status != http.StatusForbidden {
		t.Errorf("two codes: %d", r.Status)
	}
	if to := back(t, c, u); to != "/?login=in" {
		t.Errorf("at last: %s", to)
	}
}

// TestWhoeverUsedThePhoneBeforeIsSignedOut, and a broker that is down is said to be.
func TestWhoeverUsedThePhoneBeforeIsSignedOut(t *testing.T) {
	broker := idura(t)
	broker.SetUser(peter())
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker})
	knowPeter(t, s)
	anette := s.SignIn(t, demo.PersonID("anette"))
	kept := anette.Cookie("__Host-tavlen")
	if to := back(t, anette, broker.Prove(t, begin(t, anette, "mitid"), "sub-peter")); to != "/?login=in" || who(t, anette) != demo.PersonID("peter") {
		t.Fatalf("%s as %s", to, who(t, anette))
	}
	old := s.Anonymous(t)
	old.SetCookie("__Host-tavlen", kept)
	if id := who(t, old); id != "" {
		t.Errorf("%s is still signed in", id)
	}
	c := s.Anonymous(t)
	u := broker.Prove(t, begin(t, c, "mitid"), "sub-peter")
	broker.Bend(map[string]any{"down": true})
	if to := back(t, c, u); to != "/?login=login_unreachable" {
		t.Errorf("down: %s", to)
	}
}

// TestAnotherNumberShutsOut: what a wrong CPR number opened is closed when it is put right,
// streams too, and the number before finds nobody.
func TestAnotherNumberShutsOut(t *testing.T) {
	broker := idura(t)
	broker.SetUser(peter())
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker})
	knowPeter(t, s)
	c, _ := login(t, s, broker, "mitid", "sub-peter")
	key := s.NewPhone(t)
	key.Register(c)
	events := c.Stream("/stream")
	maja := s.SignIn(t, demo.PersonID("maja"))
	path := "/citizens/" + string(demo.PersonID("peter")) + "/cpr"
	if r := maja.Do("PUT", path, map[string]any{"cpr": petersCPR}); r.Status != http.StatusNoContent || who(t, c) == "" {
		t.Fatalf("the same number again: %d %s", r.Status, r.Body)
	}
	if r := maja.Do("PUT", path, map[string]any{"cpr": "020202-ABCD"}); r.Status != http.StatusNoContent {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	if who(t, c) != "" {
		t.Error("whom the wrong number let in is still in")
	}
	phone := s.Anonymous(t)
	if r := phone.Do("POST", "/session/passkey", key.Signs(phone.Do("POST", "/session/passkey/asked", map[string]any{}))); r.Code() != string(domain.CodePasskeyWrong) {
		t.Errorf("the key that he made still opens: %d %s", r.Status, r.Body)
	}
	streamEnds(t, events)
	if _, to := login(t, s, broker, "mitid", "sub-peter"); to != "/?login=login_unknown" {
		t.Errorf("the number before: %s", to)
	}
	for who, want := range map[string]int{"anette": http.StatusForbidden, "peter": http.StatusForbidden} {
		if r := s.SignIn(t, demo.PersonID(who)).Do("PUT", path, map[string]any{"cpr": petersCPR}); r.Status != want && r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
	var said []string
	for _, bad := range []string{"020202ABCD0", "990102-1234", "021302-1234", "0202021", "peter"} {
		r := maja.Do("PUT", path, map[string]any{"cpr": bad})
		said = append(said, string(r.Body))
		if r.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", bad, r.Status)
		}
	}
	id, plan := newID(), newID()
	if r := maja.Do("PUT", "/citizens/"+id, map[string]any{"name": "Nina Ny", "cpr": "0303031234", "plan": map[string]any{"id": plan}}); r.Status >= 300 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	taken := maja.Do("PUT", path, map[string]any{"cpr": "0303031234"})
	said = append(said, string(taken.Body))
	if len(slices.Compact(said)) != 1 {
		t.Errorf("another citizen's number is told from none: %q", said)
	}
}

// streamEnds waits until a stream is closed.
func streamEnds(t testing.TB, events <-chan testkit.Event) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		select {
		case _, open := <-events:
			if !open {
				return
			}
		case <-ctx.Done():
			t.Fatal("the stream is still open")
		}
	}
}
