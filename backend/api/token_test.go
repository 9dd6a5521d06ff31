package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
	"tavlen/backend/testkit"
)

// tokenKey is the key that a test installation signs its tokens with, derived as signin
// does: a forger who has everything right but one thing.
var tokenKey = func() []byte {
	sum := sha256.Sum256(append([]byte("tavlen token\x00"), bytes.Repeat([]byte{5}, 32)...))
	return sum[:]
}()

// forge makes a token like ours and lets one thing be wrong.
func forge(t *testing.T, w *world, session string, change func(head, claims map[string]any), method jwt.SigningMethod, key any) string {
	t.Helper()
	now := w.Clock.Now()
	claims := map[string]any{"iss": strings.Replace(w.URL, "127.0.0.1", "localhost", 1), "aud": []string{"tavlen"}, "iat": now.Unix(), "exp": now.Add(signin.TokenLife).Unix(), "sid": session}
	head := map[string]any{"typ": "tavlen-session+jwt"}
	change(head, claims)
	token := jwt.NewWithClaims(method, jwt.MapClaims(claims))
	for k, v := range head {
		token.Header[k] = v
	}
	s, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// T14: a token is ours only if everything about it is.
func TestForgedTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	session, _ := w.as("maja").Do("GET", "/me", nil).JSON(t)["session"].(map[string]any)["id"].(string)
	nothing := func(map[string]any, map[string]any) {}
	claim := func(name string, v any) func(map[string]any, map[string]any) {
		return func(_, claims map[string]any) {
			if claims[name] = v; v == nil {
				delete(claims, name)
			}
		}
	}
	typ := func(v any) func(map[string]any, map[string]any) {
		return func(head, _ map[string]any) { head["typ"] = v }
	}
	try := func(token string) testkit.Response {
		thief := w.Anonymous(t)
		thief.SetCookie(tokenCookie, token)
		return thief.Do("GET", path("peter"), nil)
	}
	good := forge(t, w, session, nothing, jwt.SigningMethodHS256, tokenKey)
	if r := try(good); r.Status != 200 {
		t.Fatalf("the forger's tools do not work: %d %s", r.Status, r.Body)
	}
	now := w.Clock.Now()
	for name, token := range map[string]string{
		"alg none":           forge(t, w, session, nothing, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType),
		"HS512":              forge(t, w, session, nothing, jwt.SigningMethodHS512, tokenKey),
		"HS384":              forge(t, w, session, nothing, jwt.SigningMethodHS384, tokenKey),
		"another key":        forge(t, w, session, nothing, jwt.SigningMethodHS256, bytes.Repeat([]byte{6}, 32)),
		"an empty key":       forge(t, w, session, nothing, jwt.SigningMethodHS256, []byte{}),
		"the underived key":  forge(t, w, session, nothing, jwt.SigningMethodHS256, bytes.Repeat([]byte{5}, 32)),
		"typ JWT":            forge(t, w, session, typ("JWT"), jwt.SigningMethodHS256, tokenKey),
		"no typ":             forge(t, w, session, typ(nil), jwt.SigningMethodHS256, tokenKey),
		"another audience":   forge(t, w, session, claim("aud", []string{"other"}), jwt.SigningMethodHS256, tokenKey),
		"no audience":        forge(t, w, session, claim("aud", nil), jwt.SigningMethodHS256, tokenKey),
		"another issuer":     forge(t, w, session, claim("iss", "https://tavlen.nabokommune.example"), jwt.SigningMethodHS256, tokenKey),
		"no issuer":          forge(t, w, session, claim("iss", nil), jwt.SigningMethodHS256, tokenKey),
		"no expiry":          forge(t, w, session, claim("exp", nil), jwt.SigningMethodHS256, tokenKey),
		"run out":            forge(t, w, session, claim("exp", now.Add(-time.Second).Unix()), jwt.SigningMethodHS256, tokenKey),
		"from the future":    forge(t, w, session, claim("iat", now.Add(time.Hour).Unix()), jwt.SigningMethodHS256, tokenKey),
		"not yet good":       forge(t, w, session, claim("nbf", now.Add(time.Hour).Unix()), jwt.SigningMethodHS256, tokenKey),
		"no session":         forge(t, w, "", nothing, jwt.SigningMethodHS256, tokenKey),
		"an odd session":     forge(t, w, "' OR 1=1 --", nothing, jwt.SigningMethodHS256, tokenKey),
		"a bit of the words": flip(good, 40), "a bit of the seal": flip(good, len(good)-4), "cut": good[:len(good)-1], "longer": good + "A", "padded": good + "=", "not a token": "x", "dots": "..",
		"kid and jku": forge(t, w, session, func(h, _ map[string]any) { h["kid"], h["jku"] = "../../dev/null", "https://evil.example" }, jwt.SigningMethodHS256, []byte{}),
	} {
		checkProblem(t, name, try(token), 401, domain.CodeNotSignedIn, token)
	}
	// A session that nobody has is one that has ended.
	checkProblem(t, "an unknown session", try(forge(t, w, newID(), nothing, jwt.SigningMethodHS256, tokenKey)), 401, domain.CodeSessionEnded)
	// Renewal secrets that are none, whatever else the cookie says.
	for _, secret := range []string{"x", "", newID(), base64.RawURLEncoding.EncodeToString(make([]byte, 32)), base64.RawURLEncoding.EncodeToString(make([]byte, 48)), "'; DROP TABLE session;--"} {
		thief := w.Anonymous(t)
		thief.SetCookie(tokenCookie, "x")
		thief.SetCookie(renewCookie, secret)
		if r := thief.Do("GET", "/me", nil); r.Status != 401 || len(r.Header.Values("Set-Cookie")) > 0 {
			t.Errorf("a made-up secret: %d %s", r.Status, r.Body)
		}
	}
}

func flip(s string, i int) string {
	b := []byte(s)
	if b[i]++; b[i] == '.' || b[i] > 'z' {
		b[i] = 'a'
	}
	return string(b)
}

// The token says nothing of the person: the session row decides, so it holds no name, no
// role and no plan.
func TestATokenSaysNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	parts := bytes.Split([]byte(w.as("peter").Cookie(tokenCookie)), []byte("."))
	doc, err := base64.RawURLEncoding.DecodeString(string(parts[1]))
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(doc, &claims); err != nil {
		t.Fatal(err)
	}
	for name := range claims {
		switch name {
		case "iss", "aud", "iat", "exp", "sid":
		default:
			t.Errorf("the token says %s", name)
		}
	}
	if bytes.Contains(doc, []byte(demo.PersonID("peter"))) {
		t.Errorf("the token names the person: %s", doc)
	}
}

// T22: what belongs to one municipality's installation opens nothing in another's.
func TestNothingOpensAnotherInstallation(t *testing.T) {
	t.Parallel()
	ours, theirs := newWorld(t, testkit.Options{}), newWorld(t, testkit.Options{})
	peter := ours.as("peter")
	thief := theirs.Anonymous(t)
	thief.SetCookie(tokenCookie, peter.Cookie(tokenCookie))
	checkProblem(t, "the other's token", thief.Do("GET", "/me", nil), 401, domain.CodeNotSignedIn)
	thief.SetCookie(renewCookie, peter.Cookie(renewCookie))
	checkProblem(t, "the other's secret", thief.Do("GET", "/me", nil), 401, domain.CodeNotSignedIn)
	// The test's installations share their keys; the code is known to the one that issued it.
	code := issue(t, ours.Server, demo.PersonID("peter"))
	checkProblem(t, "the other's link", theirs.Anonymous(t).Do("POST", "/session", map[string]any{"code": code.Link}), 404, domain.CodeCodeWrong)
	checkProblem(t, "the other's spoken code", theirs.Anonymous(t).Do("POST", "/session", map[string]any{"code": code.Spoken}), 404, domain.CodeCodeWrong)
}
