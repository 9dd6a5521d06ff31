package signin

import (
	"crypto/sha256"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tavlen/backend/domain"
)

const (
	// TokenLife is how long a token is good before the session row is renewed.
	TokenLife = 15 * time.Minute
	tokenType = "tavlen-session+jwt"
	audience  = "tavlen"
)

// claims are those of RFC 7519 and the session the token names.
type claims struct {
	jwt.RegisteredClaims
	Session domain.ID `json:"sid"`
}

// sign makes the token of a session. Type, algorithm, issuer, audience and expiry are all
// set here and all demanded by verify.
func (s *Service) sign(session domain.ID, now time.Time) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{
		RegisteredClaims: jwt.RegisteredClaims{Issuer: s.issuer, Audience: jwt.ClaimStrings{audience}, IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(TokenLife))},
		Session:          session,
	})
	t.Header["typ"] = tokenType
	return t.SignedString(s.tokenKey)
}

var errToken = errors.New("not a token of ours")

// verify gives the session a token names. A phone shows the same token for minutes, so
// what was found genuine is remembered, with the times between which it counts.
func (s *Service) verify(token string) (domain.ID, error) {
	key, now := sha256.Sum256([]byte(token)), s.clock.Now()
	s.mu.Lock()
	g, known := s.genuine[key]
	s.mu.Unlock()
	if known && !now.Before(g.from) && now.Before(g.until) {
		return g.session, nil
	}
	c, err := s.parse(token)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.genuine) >= maxKnown {
		clear(s.genuine)
	}
	s.genuine[key] = genuine{c.Session, c.IssuedAt.Time, c.ExpiresAt.Time}
	return c.Session, nil
}

// genuine is a token whose signature was checked.
type genuine struct {
	session     domain.ID
	from, until time.Time
}

// Ours says whether a token was signed here, however long ago: whoever shows one was let in
// once. It lets nobody in; it tells a phone that slept from a stranger.
func (s *Service) Ours(token string) bool {
	var c claims
	_, err := s.ageless.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return s.tokenKey, nil })
	return err == nil && c.Session.Valid()
}

// parse checks a token. golang-jwt's defaults accept one without expiry, any HMAC and any
// audience, so each is pinned.
func (s *Service) parse(token string) (claims, error) {
	var c claims
	t, err := s.parser.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return s.tokenKey, nil })
	if err != nil {
		return c, err
	}
	if t.Header["typ"] != tokenType || !c.Session.Valid() || c.IssuedAt == nil {
		return c, errToken
	}
	return c, nil
}
