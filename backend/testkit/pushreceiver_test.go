package testkit

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// The example of RFC 8291 §5: a body that neither our sender nor this receiver made.
func TestOpensTheExampleOfRFC8291(t *testing.T) {
	phone, err := ecdh.P256().NewPrivateKey(mustBase64(t, "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
	if err != nil {
		t.Fatal(err)
	}
	auth := mustBase64(t, "BTBZMqHH6r4Tts7J_aSIgg")
	body := mustBase64(t, "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"+
		"mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"+
		"pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")
	got, err := openPush(phone, auth, body)
	if err != nil || string(got) != "When I grow up, I want to be a watermelon" {
		t.Errorf("%q, %v", got, err)
	}
	for i := range body {
		broken := bytes.Clone(body)
		broken[i] ^= 1
		// The record's size is not authenticated; a larger one is still one record.
		if _, err := openPush(phone, auth, broken); err == nil && (i < 16 || i > 19) {
			t.Errorf("byte %d was changed and nobody noticed", i)
		}
	}
	for _, n := range []int{0, 15, 20, 21, 60, 86, 100, len(body) - 1} {
		if _, err := openPush(phone, auth, body[:n]); err == nil {
			t.Errorf("the first %d bytes were opened", n)
		}
	}
}

// The example of RFC 8292 §2.4.
func TestVerifiesTheExampleOfRFC8292(t *testing.T) {
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(),
		mustBase64(t, "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"))
	if err != nil {
		t.Fatal(err)
	}
	token := "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9." +
		"eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0." +
		"i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA"
	got, err := verifyES256(key, token)
	want := vapidClaims{Audience: "https://push.example.net", Expires: 1453523768, Subject: "mailto:push@example.com"}
	if err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := verifyES256(key, strings.Replace(token, ".i3", ".i4", 1)); err == nil {
		t.Error("another signature was accepted")
	}
}

// request is a push in which one thing at a time is wrong.
type request struct {
	r      *PushReceiver
	key    *ecdsa.PrivateKey
	claims map[string]any
	alg    string
	k      string // instead of the key's own
	header map[string]string
	body   []byte
}

func newRequest(t *testing.T, r *PushReceiver) *request {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &request{
		r: r, key: key, alg: "ES256",
		claims: map[string]any{
			"aud": r.Origin(), "sub": "mailto:drift@kommune.test",
			"exp": domain.SystemClock{}.Now().Add(time.Hour).Unix(),
		},
		header: map[string]string{"TTL": "60", "Content-Encoding": "aes128gcm", "Topic": "a_topic-1", "Urgency": "high"},
		body:   bytes.Repeat([]byte{1}, 200),
	}
}

func (q *request) send(t *testing.T, endpoint string) (status int, text string) {
	t.Helper()
	head, err := json.Marshal(map[string]string{"typ": "JWT", "alg": q.alg})
	if err != nil {
		t.Fatal(err)
	}
	claims, err := json.Marshal(q.claims)
	if err != nil {
		t.Fatal(err)
	}
	enc := base64.RawURLEncoding
	signed := enc.EncodeToString(head) + "." + enc.EncodeToString(claims)
	sum := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, q.key, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	sig := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	if q.k == "" {
		public, err := q.key.PublicKey.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		q.k = enc.EncodeToString(public)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, endpoint, bytes.NewReader(q.body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "vapid t="+signed+"."+enc.EncodeToString(sig)+", k="+q.k)
	for name, value := range q.header {
		req.Header.Set(name, value)
	}
	return do(t, q.r, req)
}

func do(t *testing.T, r *PushReceiver, req *http.Request) (status int, text string) {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(r.CA()) {
		t.Fatal("the authority's certificate is not PEM")
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(b))
}

func TestWhatAStrictServiceRefuses(t *testing.T) {
	r, err := StartPushReceiver()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	phone := r.NewSubscription()
	ahead := func(d time.Duration) int64 { return domain.SystemClock{}.Now().Add(d).Unix() }
	for name, tc := range map[string]struct {
		change func(*request)
		status int
		text   string
	}{
		// The request that is right in all but its body reaches the last check.
		"a body for nobody":     {func(*request) {}, 400, "P-256 point"},
		"another audience":      {func(q *request) { q.claims["aud"] = "https://push.example.net" }, 403, "aud"},
		"an origin with a path": {func(q *request) { q.claims["aud"] = q.r.Origin() + "/" }, 403, "aud"},
		"a token of yesterday":  {func(q *request) { q.claims["exp"] = ahead(-time.Second) }, 403, "exp"},
		"a token for two days":  {func(q *request) { q.claims["exp"] = ahead(48 * time.Hour) }, 403, "exp"},
		"no end":                {func(q *request) { delete(q.claims, "exp") }, 403, "exp"},
		"nobody to write to":    {func(q *request) { delete(q.claims, "sub") }, 403, "sub"},
		"mailto twice":          {func(q *request) { q.claims["sub"] = "mailto:mailto:a@b.test" }, 403, "sub"},
		"another algorithm":     {func(q *request) { q.alg = "none" }, 403, "alg"},
		"another's key":         {func(q *request) { q.k = r.NewSubscription().P256dh }, 403, "signature"},
		"no key":                {func(q *request) { q.k = "AAAA" }, 403, "P-256"},
		"no VAPID":              {func(q *request) { q.header["Authorization"] = "Bearer x" }, 401, "VAPID"},
		"no TTL":                {func(q *request) { q.header["TTL"] = "" }, 400, "TTL"},
		"a negative TTL":        {func(q *request) { q.header["TTL"] = "-1" }, 400, "TTL"},
		"a TTL of a year":       {func(q *request) { q.header["TTL"] = "31536000" }, 400, "TTL"},
		"an open topic":         {func(q *request) { q.header["Topic"] = "peter hansen" }, 400, "Topic"},
		"a long topic":          {func(q *request) { q.header["Topic"] = strings.Repeat("a", 33) }, 400, "Topic"},
		"an own urgency":        {func(q *request) { q.header["Urgency"] = "very-high" }, 400, "Urgency"},
		"another encoding":      {func(q *request) { q.header["Content-Encoding"] = "aesgcm" }, 400, "Content-Encoding"},
		"too much":              {func(q *request) { q.body = make([]byte, 4097) }, 413, "4096"},
		"nothing":               {func(q *request) { q.body = nil }, 400, "cut off"},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(r.Violations())
			q := newRequest(t, r)
			tc.change(q)
			status, text := q.send(t, phone.Endpoint)
			if status != tc.status || !strings.Contains(text, tc.text) {
				t.Errorf("%d %s", status, text)
			}
			if after := len(r.Violations()); after != before+1 {
				t.Errorf("%d violations were noted", after-before)
			}
		})
	}
	if status, _ := newRequest(t, r).send(t, r.Origin()+"/push/nobody"); status != http.StatusNotFound {
		t.Errorf("an unknown phone: %d", status)
	}
}

func TestAPhoneMayInsistOnItsKey(t *testing.T) {
	r, err := StartPushReceiver()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	q := newRequest(t, r)
	public, err := q.key.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		base64.RawURLEncoding.EncodeToString(public): "P-256 point", // gets as far as the body
		r.NewSubscription().P256dh:                   "subscribed with",
	} {
		endpoint := registerPhone(t, r, map[string]any{"vapidKey": key}, http.StatusCreated)
		if _, text := q.send(t, endpoint); !strings.Contains(text, want) {
			t.Errorf("%s", text)
		}
	}
}

// registerPhone does what a browser test does, with some fields changed.
func registerPhone(t *testing.T, r *PushReceiver, change map[string]any, want int) (endpoint string) {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	enc := base64.RawURLEncoding
	in := map[string]any{
		"id":         string(domain.NewID()),
		"privateJwk": map[string]string{"kty": "EC", "crv": "P-256", "d": enc.EncodeToString(key.Bytes())},
		"p256dh":     enc.EncodeToString(key.PublicKey().Bytes()),
		"auth":       enc.EncodeToString(make([]byte, 16)),
	}
	for k, v := range change {
		in[k] = v
	}
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.Origin()+"/register", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	status, text := do(t, r, req)
	if status != want {
		t.Fatalf("register: %d %s", status, text)
	}
	var out struct {
		Endpoint string `json:"endpoint"`
	}
	if status == http.StatusCreated {
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
	}
	return out.Endpoint
}

func TestRegisterRefusesKeysThatDoNotFit(t *testing.T) {
	r := NewPushReceiver(t)
	for _, change := range []map[string]any{
		{"privateJwk": map[string]string{"d": "AAAA"}},
		{"d": "AAAA"},
		{"auth": "AAAA"},
		{"p256dh": r.NewSubscription().P256dh},
		{"id": ""},
		{"id": "a/b"},
	} {
		registerPhone(t, r, change, http.StatusUnprocessableEntity)
	}
	registerPhone(t, r, map[string]any{"id": 5}, http.StatusBadRequest)
}

func TestFetchingGivesUp(t *testing.T) {
	r := NewPushReceiver(t)
	r.patience = time.Millisecond
	get := func(id string) int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.Origin()+"/received/"+id, nil)
		if err != nil {
			t.Fatal(err)
		}
		status, _ := do(t, r, req)
		return status
	}
	if got := get(string(r.NewSubscription().ID)); got != http.StatusNoContent {
		t.Errorf("a phone without pushes: %d", got)
	}
	if got := get("nobody"); got != http.StatusNotFound {
		t.Errorf("no phone: %d", got)
	}
}

func mustBase64(t *testing.T, s string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
