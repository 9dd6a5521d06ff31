package api_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/oidc"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// isFresh says whether somebody may do what wants a fresh proof.
func isFresh(t *testing.T, c *testkit.Client) bool {
	t.Helper()
	c.AsksAgain = true
	r := c.Do("DELETE", "/session/pin", nil)
	if r.Status != http.StatusNoContent && r.Code() != string(domain.CodeStepUp) {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	return r.Status == http.StatusNoContent
}

// TestWhoIsKnownToTheProviderHasProvedNothing: a provider that has somebody's session of this morning
// lets her in, and no more; for what wants a fresh proof she is sent there to prove anew who she is,
// and the provider's word of when she did is looked at.
func TestWhoIsKnownToTheProviderHasProvedNothing(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	idp.SetUser(karen())
	said := func(auth any) { idp.Bend(map[string]any{"claims": map[string]any{"auth_time": auth}}) }
	var machine domain.SystemClock
	morning := machine.Now().Add(-3 * time.Hour).Unix()
	for what, auth := range map[string]any{"hours ago": morning, "unsaid": nil, "no number": "now"} {
		said(auth)
		c, to := login(t, s, idp, "ansat", "karen")
		if to != "/?login=in" || isFresh(t, c) {
			t.Errorf("%s: led to %s, and counts as proved", what, to)
		}
		anew := begin(t, c, "ansat?anew=true")
		q, err := url.Parse(anew)
		if err != nil || q.Query().Get("max_age") != "0" || q.Query().Get("prompt") != "login" {
			t.Errorf("sent to %s", anew)
		}
		if to := back(t, c, idp.Prove(t, anew, "karen")); to != "/?login=login_untrusted" || isFresh(t, c) {
			t.Errorf("%s: what was asked for was not done, and she is led to %s", what, to)
		}
		idp.Bend(nil)
		if to := back(t, c, idp.Prove(t, begin(t, c, "ansat?anew=true"), "karen")); to != "/?login=in" || !isFresh(t, c) {
			t.Errorf("%s: proved anew, and led to %s", what, to)
		}
	}
	if c, _ := login(t, s, idp, "ansat", "karen"); !isFresh(t, c) {
		t.Error("signed in with a password just now, and it counts for nothing")
	}
}

// TestABrokerThatAlwaysAsksNeedNotSayWhen: its profile says so.
func TestABrokerThatAlwaysAsksNeedNotSayWhen(t *testing.T) {
	broker := idura(t)
	broker.SetUser(peter())
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker})
	knowPeter(t, s)
	broker.Bend(map[string]any{"claims": map[string]any{"auth_time": nil}})
	c, _ := login(t, s, broker, "mitid", "sub-peter")
	if !isFresh(t, c) {
		t.Error("the broker asked him, and it counts for nothing")
	}
	var machine domain.SystemClock
	broker.Bend(map[string]any{"claims": map[string]any{"auth_time": machine.Now().Add(-time.Hour).Unix()}})
	if to := back(t, c, broker.Prove(t, begin(t, c, "mitid?anew=true"), "sub-peter")); to != "/?login=login_untrusted" {
		t.Errorf("it says that it did not, and he is led to %s", to)
	}
}

// TestALostRenewalEndsItsSessionAlone: what renews one session was used up and its answer lost. The
// provider refuses it; the person's other sessions are asked about at once, by their own.
func TestALostRenewalEndsItsSessionAlone(t *testing.T) {
	idp := kommune(t)
	s := testkit.NewServer(t, testkit.Options{Demo: true, Staff: idp})
	idp.SetUser(karen())
	c, _ := login(t, s, idp, "ansat", "karen")
	s.Clock.Move(2 * time.Minute)
	other, _ := login(t, s, idp, "ansat", "karen")
	session := domain.ID(c.Do("GET", "/me", nil).JSON(t)["session"].(map[string]any)["id"].(string))
	var word store.Word
	if err := s.Store.Write(t.Context(), func(tx *store.Tx) (err error) {
		word, _, err = tx.ClaimWord(session, s.Clock.Now(), s.Clock.Now())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	p := oidc.New(oidc.Options{Issuer: idp.Issuer, ClientID: "tavlen", Secret: testkit.ClientSecret, Profile: idp.Profile})
	if _, err := p.Renew(t.Context(), word.Person, word.Refresh); err != nil {
		t.Fatal(err)
	}
	before := idp.Renewals()
	s.Clock.Move(2 * time.Minute)
	if r := c.Do("GET", "/me", nil); r.Code() != "session_ended" {
		t.Errorf("the one that lost its renewal: %d %s", r.Status, r.Body)
	}
	if r := other.Do("GET", "/me", nil); r.Status != http.StatusOK || idp.Renewals() != before+1 {
		t.Errorf("the other, two minutes old: %d %s, asked %d times", r.Status, r.Body, idp.Renewals()-before)
	}
}
