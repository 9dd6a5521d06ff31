package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"

	jose "github.com/go-jose/go-jose/v4"
)

// bend is what is to be wrong with every answer until another is set. The provider's own key
// signs what was bent, so that only the check of what was bent can find it.
type bend struct {
	// Claims of the ID token that are put otherwise; null takes one away.
	Claims map[string]any `json:"claims"`
	// Alg signs the ID token otherwise: "none", or "HS256" with the client's secret.
	Alg string `json:"alg"`
	// OtherKey signs it with a key that is nobody's.
	OtherKey bool `json:"other_key"`
	// Iss is another issuer in the answer that the browser carries; "-" leaves it out.
	Iss string `json:"iss"`
	// Down answers nothing but 503.
	Down bool `json:"down"`
	// NoRefresh gives no refresh token.
	NoRefresh bool `json:"no_refresh"`
}

type bender struct {
	storage *storage
	issuer  string
	next    http.Handler

	mu  sync.Mutex
	now bend
}

func (b *bender) set(to bend) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = to
}

// ServeHTTP passes on what the library answers, with the parameter iss that it does not know
// (RFC 9207), and bent.
func (b *bender) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	how := b.now
	b.mu.Unlock()
	if how.Down {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	rec := httptest.NewRecorder()
	b.next.ServeHTTP(rec, r)
	body := rec.Body.Bytes()
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		body = edit(body, func(doc map[string]any) { doc["authorization_response_iss_parameter_supported"] = true })
	case "/oauth/token":
		body = edit(body, func(doc map[string]any) {
			if raw, ok := doc["id_token"].(string); ok {
				doc["id_token"] = b.sign(raw, how)
			}
			if how.NoRefresh {
				delete(doc, "refresh_token")
			}
		})
	}
	maps.Copy(w.Header(), rec.Header())
	w.Header().Del("Content-Length")
	if to := w.Header().Get("Location"); how.Iss != "-" {
		if u, err := url.Parse(to); err == nil && u.Query().Has("code") {
			q := u.Query()
			q.Set("iss", b.issuer)
			if how.Iss != "" {
				q.Set("iss", how.Iss)
			}
			u.RawQuery = q.Encode()
			w.Header().Set("Location", u.String())
		}
	}
	w.WriteHeader(rec.Code)
	_, _ = io.Copy(w, bytes.NewReader(body))
}

func edit(body []byte, change func(map[string]any)) []byte {
	doc := map[string]any{}
	if json.Unmarshal(body, &doc) != nil {
		return body
	}
	change(doc)
	out, err := json.Marshal(doc)
	if err != nil {
		return body
	}
	return out
}

// sign gives the ID token as the bend wants it.
func (b *bender) sign(raw string, how bend) string {
	if how.Claims == nil && how.Alg == "" && !how.OtherKey {
		return raw
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(raw, ".")[1])
	if err != nil {
		return raw
	}
	payload = edit(payload, func(doc map[string]any) {
		for name, value := range how.Claims {
			if value == nil {
				delete(doc, name)
			} else {
				doc[name] = value
			}
		}
	})
	if how.Alg == "none" {
		return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString(payload) + "."
	}
	key := jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: b.storage.key.key, KeyID: b.storage.key.ID()}}
	if how.OtherKey {
		other, err := newStorage()
		if err != nil {
			return raw
		}
		key.Key = jose.JSONWebKey{Key: other.key.key, KeyID: b.storage.key.ID()}
	}
	if how.Alg == "HS256" {
		// Keys must be long enough; the client's secret in the tests is.
		key = jose.SigningKey{Algorithm: jose.HS256, Key: []byte(b.storage.client.Secret)}
	}
	signer, err := jose.NewSigner(key, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return raw
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return raw
	}
	out, err := signed.CompactSerialize()
	if err != nil {
		return raw
	}
	return out
}
