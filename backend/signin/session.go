package signin

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/sync/singleflight"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// How long a session lives: without use, and at most. Staff sign in each day.
const (
	idleCitizen, maxCitizen = 90 * 24 * time.Hour, 365 * 24 * time.Hour
	idleStaff, maxStaff     = 12 * time.Hour, 7 * 24 * time.Hour
	// formerGrace is how long after a renewal the former secret gets no successor of its
	// own: two tabs renew at the same moment, and the phone keeps one of their answers.
	formerGrace = time.Minute
	// rowLife is how long a session row that was read may be trusted. What this process
	// ends is forgotten at once; this bounds what another one ends.
	rowLife = time.Second
)

// Ender ends the open streams of a session, or asks again whether they may go on. It must not block.
type Ender interface {
	EndSession(session domain.ID)
	RecheckSession(session, person domain.ID)
}

// Service signs people in and out.
type Service struct {
	store    *store.Store
	clock    domain.Clock
	ender    Ender
	issuer   string
	tokenKey []byte
	codeKey  []byte
	renewKey []byte
	parser   *jwt.Parser
	ageless  *jwt.Parser // looks at the signature alone
	webauthn *webauthn.WebAuthn
	// pins are those whose hash is worked out now, pinsIn they and those who wait.
	pins, pinsIn chan struct{}

	opened func(*store.Tx, access.Actor, store.Session) error

	providers Providers
	log       *slog.Logger
	asking    singleflight.Group

	mu sync.Mutex
	// pauses is until when nobody is asked whether a session's person still works here.
	pauses map[domain.ID]time.Time
	known  map[domain.ID]knownSession
	// genuine holds tokens by their hash: whoever reads memory finds none to use.
	genuine map[[sha256.Size]byte]genuine
}

type knownSession struct {
	row  store.Session
	who  store.SignInFacts
	word time.Time // when the municipality last vouched; zero: never
	read time.Time
}

// Options are what a Service needs. Issuer is the installation's public URL, so that a
// token of one installation is refused by another. Keys are at least 32 bytes.
type Options struct {
	Store    *store.Store
	Clock    domain.Clock
	Ender    Ender
	Issuer   string
	TokenKey []byte
	// Opened is told of each new session, in the transaction that opens it, so that nobody comes
	// in untold; nil: nobody is.
	Opened func(*store.Tx, access.Actor, store.Session) error
	// Providers vouch for people.
	Providers Providers
	// Log is told when a provider does not answer; nil: nobody is.
	Log *slog.Logger
}

// New makes the service; it refuses a short key, since an empty one verifies anything.
func New(o Options) (*Service, error) {
	if len(o.TokenKey) < 32 {
		return nil, errors.New("the token key is shorter than 32 bytes")
	}
	s := &Service{store: o.Store, clock: o.Clock, ender: o.Ender, issuer: o.Issuer, opened: o.Opened, providers: o.Providers, log: o.Log, pauses: map[domain.ID]time.Time{}, known: map[domain.ID]knownSession{}, genuine: map[[sha256.Size]byte]genuine{}}
	s.tokenKey = subkey(o.TokenKey, "token")
	s.codeKey = subkey(o.TokenKey, "code")
	s.renewKey = subkey(o.TokenKey, "renewal")
	var err error
	if s.webauthn, err = newWebAuthn(o.Issuer); err != nil {
		return nil, err
	}
	s.pins, s.pinsIn = make(chan struct{}, pinsAtOnce), make(chan struct{}, pinsAtOnce+pinsWaiting)
	s.parser = jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(o.Issuer), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithTimeFunc(o.Clock.Now), jwt.WithStrictDecoding())
	s.ageless = jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithoutClaimsValidation(), jwt.WithStrictDecoding())
	return s, nil
}

func subkey(key []byte, use string) []byte {
	sum := sha256.Sum256(append([]byte("tavlen "+use+"\x00"), key...))
	return sum[:]
}

// Tokens are what the phone keeps, in cookies no script can read. Renew is "" when it
// stays as it is.
type Tokens struct {
	Token   string
	Renew   string
	Expires time.Time // of the session
}

// named gives the session that a phone's cookies belong to, "" for none.
func (s *Service) named(tx *store.Tx, t Tokens) domain.ID {
	if id, err := s.verify(t.Token); err == nil {
		return id
	}
	if secret, _, ok := s.readRenewal(t.Renew); ok {
		if row, err := tx.SessionByRenewal(hash(secret)); err == nil {
			return row.ID
		}
	}
	return ""
}

func expires(role domain.Role, created, now time.Time) time.Time {
	idle, most := idleCitizen, maxCitizen
	if role.Staff() {
		idle, most = idleStaff, maxStaff
	}
	if end := created.Add(most); end.Before(now.Add(idle)) {
		return end
	}
	return now.Add(idle)
}

// Authenticate gives the actor whose token this is. An expired token of a living session
// is renewed with the renewal secret; then the new tokens are to be handed out.
func (s *Service) Authenticate(ctx context.Context, token, renew string) (access.Actor, store.Session, *Tokens, error) {
	actor, row, tokens, err := s.authenticate(ctx, token, renew)
	if err == nil && row.InsteadOf != "" {
		err = s.used(ctx, row.ID)
	}
	return actor, row, tokens, err
}

func (s *Service) authenticate(ctx context.Context, token, renew string) (access.Actor, store.Session, *Tokens, error) {
	if token == "" && renew == "" {
		return access.Actor{}, store.Session{}, nil, domain.ErrNotSignedIn
	}
	if id, err := s.verify(token); err == nil {
		k, err := s.session(ctx, id)
		if err != nil {
			return access.Actor{}, store.Session{}, nil, err
		}
		actor, err := s.actor(k)
		if err == nil {
			err = s.vouched(ctx, k)
		}
		return actor, k.row, nil, err
	}
	return s.renew(ctx, renew)
}

func (s *Service) actor(k knownSession) (access.Actor, error) {
	if k.who.Disabled || !k.row.EndedAt.IsZero() {
		return access.Actor{}, domain.ErrSessionEnded
	}
	if !k.row.Live(s.clock.Now()) {
		// It ran out: whoever signs in again keeps what waits on the phone.
		return access.Actor{}, domain.ErrNotSignedIn
	}
	return k.opens(), nil
}

// session reads a session's row, or the reading of it that is at most rowLife old.
func (s *Service) session(ctx context.Context, id domain.ID) (knownSession, error) {
	now := s.clock.Now()
	s.mu.Lock()
	k, ok := s.known[id]
	s.mu.Unlock()
	if age := now.Sub(k.read); ok && age >= 0 && age < rowLife {
		return k, nil
	}
	k = knownSession{read: now}
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		if k.row, err = tx.Session(id); err != nil {
			return err
		}
		if k.who, err = tx.SignInFacts(k.row.Person); err == nil && s.providers.Staff != nil && k.who.Role.Staff() {
			k.word, err = tx.WordAskedAt(id)
		}
		return err
	})
	if errors.Is(err, domain.ErrNotFound) {
		return k, domain.ErrSessionEnded
	}
	if err != nil {
		return k, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= maxKnown {
		clear(s.known)
	}
	s.known[id] = k
	return k, nil
}

// maxKnown bounds the memory of remembered session rows and tokens.
const maxKnown = 20000

// Forget drops what is remembered of a session ("" = of all): another process ended it.
func (s *Service) Forget(session domain.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if session == "" {
		clear(s.known)
		return
	}
	delete(s.known, session)
}

func (s *Service) renew(ctx context.Context, renew string) (access.Actor, store.Session, *Tokens, error) {
	secret, session, ok := s.readRenewal(renew)
	if !ok {
		return access.Actor{}, store.Session{}, nil, domain.ErrNotSignedIn
	}
	// Before anything is handed out: who is not vouched for gets no new secret either. A session that
	// ran out is not asked about: a refusal would end it, and with it what waits on the phone.
	if k, err := s.session(ctx, session); err == nil {
		if _, err := s.actor(k); err == nil {
			if err := s.vouched(ctx, k); err != nil {
				return access.Actor{}, store.Session{}, nil, err
			}
		}
	}
	now := s.clock.Now()
	fresh := s.newRenewal(session)
	var k knownSession
	tokens := &Tokens{}
	stolen := false
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		row, err := tx.Session(session)
		if errors.Is(err, domain.ErrNotFound) {
			return domain.ErrNotSignedIn
		}
		if err != nil {
			return err
		}
		k.row = row
		if k.who, err = tx.SignInFacts(row.Person); err != nil {
			return err
		}
		if _, err := s.actor(k); err != nil {
			return err
		}
		var unseen []byte
		switch shown := hash(secret); {
		case bytes.Equal(shown, row.RenewHash):
		case !bytes.Equal(shown, row.FormerHash):
			stolen = true
			return tx.EndSession(row.ID, now, "a renewal that was given up came back")
		case now.Sub(row.RenewedAt) <= formerGrace:
			return nil
		default:
			unseen = row.RenewHash // its answer never arrived: the phone still shows the former
		}
		tokens.Renew = encode(fresh)
		k.row.ExpiresAt = expires(k.who.Role, row.CreatedAt, now)
		return tx.RenewSession(row.ID, hash(fresh), hash(secret), unseen, now, k.row.ExpiresAt)
	})
	if err == nil && stolen {
		s.ended(k.row.ID)
		err = domain.ErrSessionEnded
	}
	if err != nil {
		return access.Actor{}, store.Session{}, nil, err
	}
	s.Forget(k.row.ID)
	if tokens.Token, err = s.sign(k.row.ID, now); err != nil {
		return access.Actor{}, store.Session{}, nil, err
	}
	tokens.Expires = k.row.ExpiresAt
	actor, err := s.actor(k)
	return actor, k.row, tokens, err
}

// SignOut ends one session, its streams and its pushes.
func (s *Service) SignOut(ctx context.Context, actor access.Actor) error {
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.EndSession(actor.Session, s.clock.Now(), "signed out"); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: s.clock.Now(), Person: actor.Person, Session: actor.Session, Action: "sign_out", Kind: "session", Item: actor.Session})
	})
	if err == nil {
		s.ended(actor.Session)
	}
	return err
}

// SignOutOthers ends every other session of the actor and gives how many there were. Her passkeys
// go, too: one that another made on her phone would let him in again.
func (s *Service) SignOutOthers(ctx context.Context, actor access.Actor) (int, error) {
	return s.endAll(ctx, actor.Person, actor.Session, "signed out from another device", func(tx *store.Tx) error { return tx.DropPasskeys(actor.Person) })
}

// EndAllOf ends every session of a person: a contact who was withdrawn, staff who left.
func (s *Service) EndAllOf(ctx context.Context, person domain.ID, why string) (int, error) {
	return s.endAll(ctx, person, "", why, func(*store.Tx) error { return nil })
}

func (s *Service) endAll(ctx context.Context, person, spare domain.ID, why string, also func(*store.Tx) error) (int, error) {
	var ids []domain.ID
	err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
		if ids, err = tx.EndSessions(person, spare, s.clock.Now(), why); err != nil {
			return err
		}
		if err := also(tx); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: s.clock.Now(), Person: person, Session: spare, Action: "sign_out_others", Kind: "session", Item: person})
	})
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		s.ended(id)
	}
	return len(ids), nil
}

func (s *Service) ended(session domain.ID) {
	s.Forget(session)
	if s.ender != nil {
		s.ender.EndSession(session)
	}
}

// Alive says whether a session still opens anything: asked again for open streams.
func (s *Service) Alive(ctx context.Context, session domain.ID) (until time.Time, alive bool, err error) {
	k, err := s.session(ctx, session)
	if errors.Is(err, domain.ErrSessionEnded) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, err
	}
	if _, err := s.actor(k); err != nil {
		return k.row.ExpiresAt, false, nil
	}
	switch err := s.vouched(ctx, k); {
	case errors.Is(err, domain.ErrSessionEnded), errors.Is(err, domain.ErrNotSignedIn):
		return k.row.ExpiresAt, false, nil
	case err != nil:
		return time.Time{}, false, err
	}
	if next := s.askNext(k); !k.word.IsZero() && next.Before(k.row.ExpiresAt) {
		return next, true, nil
	}
	return k.row.ExpiresAt, true, nil
}

// Actor gives the actor of a living session: who a stream is asked for on behalf of.
func (s *Service) Actor(ctx context.Context, session domain.ID) (access.Actor, error) {
	k, err := s.session(ctx, session)
	if err != nil {
		return access.Actor{}, err
	}
	actor, err := s.actor(k)
	if err == nil {
		err = s.vouched(ctx, k)
	}
	return actor, err
}

func hash(secret []byte) []byte {
	sum := sha256.Sum256(secret)
	return sum[:]
}

func encode(secret []byte) string { return base64.RawURLEncoding.EncodeToString(secret) }

// CleanDevice shortens what a phone calls itself to something a person can read.
func CleanDevice(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7F {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60])
	}
	return s
}
