package signin

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// challengeLife is how long a browser has to sign what it was asked to.
const challengeLife = 3 * time.Minute

// maxPasskeys bounds how many a person may have.
const maxPasskeys = 20

// What a challenge is for. One that was given for the one is no answer to the other.
const (
	toRegister = "register"
	toProve    = "prove"
	toSignIn   = "sign_in"
)

var (
	errNoPasskeys  = &domain.Error{Code: domain.CodePasskeyWrong, Detail: "Her kan man ikke bruge nøgle. Brug en kode."}
	errPasskey     = &domain.Error{Code: domain.CodePasskeyWrong, Detail: "Det lykkedes ikke. Prøv igen."}
	errTooManyKeys = &domain.Error{Code: domain.CodeTooManyPasskeys, Detail: "Du har for mange nøgler. Fjern en, du ikke bruger."}
)

// newWebAuthn makes the relying party of W3C Web Authentication. Its id and its only origin come
// from the installation's public URL, never from a request. It is nil where that has an IP address
// for a host: the id is a domain (section 5.1.2), so browsers make no passkeys there.
func newWebAuthn(publicURL string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(publicURL)
	if err != nil {
		return nil, err
	}
	if net.ParseIP(u.Hostname()) != nil {
		return nil, nil
	}
	return webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: "Tavlen", RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference:  protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired}})
}

// HasPasskeys says whether browsers make passkeys for this installation's address at all.
func (s *Service) HasPasskeys() bool { return s.webauthn != nil }

// keyHolder is a person as the library wants to know her.
type keyHolder struct {
	handle []byte
	name   string
	keys   []webauthn.Credential
}

func (h keyHolder) WebAuthnID() []byte                         { return h.handle }
func (h keyHolder) WebAuthnName() string                       { return h.name }
func (h keyHolder) WebAuthnDisplayName() string                { return h.name }
func (h keyHolder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// holder gives a person with her passkeys. The handle that her phone keeps tells nobody who she is.
func (s *Service) holder(tx *store.Tx, person domain.ID) (keyHolder, error) {
	p, err := tx.Person(person)
	if err != nil {
		return keyHolder{}, err
	}
	kept, err := tx.PasskeysOf(person)
	if err != nil {
		return keyHolder{}, err
	}
	h := keyHolder{handle: s.store.BlindIndex("passkey holder", string(person)), name: p.CalledName()}
	for _, k := range kept {
		var c webauthn.Credential
		if err := json.Unmarshal(k.Record, &c); err != nil {
			return keyHolder{}, err
		}
		c.Authenticator.SignCount = k.SignCount
		h.keys = append(h.keys, c)
	}
	return h, nil
}

// Asked is what a browser is asked to sign: the options of navigator.credentials.create or get.
type Asked struct {
	Challenge domain.ID
	Options   json.RawMessage
	// Secret binds the challenge of somebody who is not signed in to her browser.
	Secret string
}

func (s *Service) ask(tx *store.Tx, purpose, bound string, options any, data *webauthn.SessionData) (Asked, error) {
	out := Asked{Challenge: domain.NewID()}
	var err error
	if out.Options, err = json.Marshal(options); err != nil {
		return out, err
	}
	record, err := json.Marshal(data)
	if err != nil {
		return out, err
	}
	now := s.clock.Now()
	return out, tx.AskPasskey(store.Challenge{ID: out.Challenge, Purpose: purpose, Bound: bound, Expires: now.Add(challengeLife), Record: record}, now)
}

func (s *Service) take(tx *store.Tx, id domain.ID, purpose, bound string) (webauthn.SessionData, error) {
	var data webauthn.SessionData
	record, err := tx.TakeChallenge(id, purpose, bound, s.clock.Now())
	if errors.Is(err, domain.ErrNotFound) {
		return data, errPasskey
	}
	if err != nil {
		return data, err
	}
	return data, json.Unmarshal(record, &data)
}

// BeginPasskey asks the actor's browser for a new key pair.
func (s *Service) BeginPasskey(ctx context.Context, actor access.Actor) (out Asked, err error) {
	if s.webauthn == nil {
		return out, errNoPasskeys
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		h, err := s.holder(tx, actor.Person)
		if err != nil {
			return err
		}
		if len(h.keys) >= maxPasskeys {
			return errTooManyKeys
		}
		options, data, err := s.webauthn.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
		if err != nil {
			return err
		}
		out, err = s.ask(tx, toRegister, string(actor.Session), options.Response, data)
		return err
	})
	return out, err
}

// NewPasskey is a key pair that the actor's browser made. Name is what she calls it.
type NewPasskey struct {
	ID         domain.ID
	Challenge  domain.ID
	Name       string
	Credential []byte // the browser's answer, as JSON
}

// AddPasskey keeps the passkey that the browser made; the same one again is there already. For a
// citizen who had a code only it opens the rest of the plan.
func (s *Service) AddPasskey(ctx context.Context, actor access.Actor, in NewPasskey) (store.Passkey, error) {
	if !in.ID.Valid() {
		return store.Passkey{}, domain.ErrNotFound
	}
	answer, err := protocol.ParseCredentialCreationResponseBytes(in.Credential)
	if err != nil {
		return store.Passkey{}, errPasskey.Because(err)
	}
	now := s.clock.Now()
	var kept store.Passkey
	var refused error
	var ended []domain.ID
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if kept, err = tx.Passkey(actor.Person, in.ID); err == nil && bytes.Equal(kept.Credential, answer.RawID) {
			return nil
		}
		data, err := s.take(tx, in.Challenge, toRegister, string(actor.Session))
		if err != nil {
			return err
		}
		h, err := s.holder(tx, actor.Person)
		if err != nil {
			return err
		}
		if len(h.keys) >= maxPasskeys { // two may have begun at once
			return errTooManyKeys
		}
		credential, err := s.webauthn.CreateCredential(h, data, answer)
		if err != nil {
			refused = errPasskey.Because(err) // the challenge is spent all the same
			return nil
		}
		record, err := json.Marshal(credential)
		if err != nil {
			return err
		}
		kept = store.Passkey{ID: in.ID, Person: actor.Person, Credential: credential.ID, CreatedAt: now, SignCount: credential.Authenticator.SignCount, Record: record, Name: CleanDevice(in.Name)}
		if err := tx.AddPasskey(kept); err != nil {
			return err
		}
		if err := tx.ProveSession(actor.Session, now); err != nil {
			return err
		}
		if ended, err = s.firstLock(tx, actor, now); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "add_passkey", Kind: "passkey", Item: in.ID})
	})
	if err = errors.Join(err, refused); err != nil {
		return store.Passkey{}, err
	}
	s.strengthened(nil, actor, ended)
	return kept, nil
}

// Passkeys gives the actor's own, the oldest first.
func (s *Service) Passkeys(ctx context.Context, actor access.Actor) (out []store.Passkey, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		out, err = tx.PasskeysOf(actor.Person)
		return err
	})
	return out, err
}

// Synced says whether a passkey may lie in its owner's account elsewhere, and so on each device
// of that account (the flag "backup eligible").
func Synced(k store.Passkey) bool {
	var c webauthn.Credential
	return json.Unmarshal(k.Record, &c) == nil && c.Flags.BackupEligible
}

// RemovePasskey deletes one of the actor's own. Another's is not told from one that is not there.
func (s *Service) RemovePasskey(ctx context.Context, actor access.Actor, id domain.ID) error {
	now := s.clock.Now()
	return s.store.Write(ctx, func(tx *store.Tx) error {
		removed, err := tx.RemovePasskey(actor.Person, id)
		if err != nil || !removed {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "remove_passkey", Kind: "passkey", Item: id})
	})
}

// BeginProof asks the actor's browser to sign with one of her passkeys.
func (s *Service) BeginProof(ctx context.Context, actor access.Actor) (out Asked, err error) {
	if s.webauthn == nil {
		return out, errNoPasskeys
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		h, err := s.holder(tx, actor.Person)
		if err != nil {
			return err
		}
		if len(h.keys) == 0 {
			return errPasskey
		}
		options, data, err := s.webauthn.BeginLogin(h)
		if err != nil {
			return err
		}
		out, err = s.ask(tx, toProve, string(actor.Session), options.Response, data)
		return err
	})
	return out, err
}

// ProvePasskey proves with a passkey of hers that it is the session's owner who is there.
func (s *Service) ProvePasskey(ctx context.Context, actor access.Actor, challenge domain.ID, credential []byte) error {
	answer, err := protocol.ParseCredentialRequestResponseBytes(credential)
	if err != nil {
		return errPasskey.Because(err)
	}
	now := s.clock.Now()
	var refused error
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		data, err := s.take(tx, challenge, toProve, string(actor.Session))
		if err != nil {
			return err
		}
		h, err := s.holder(tx, actor.Person)
		if err != nil {
			return err
		}
		c, err := s.webauthn.ValidateLogin(h, data, answer)
		if err != nil {
			refused = errPasskey.Because(err)
			return nil
		}
		if refused, err = s.signed(tx, actor.Person, c, now); refused != nil || err != nil {
			return err
		}
		return tx.ProveSession(actor.Session, now)
	})
	s.Forget(actor.Session)
	return errors.Join(err, refused)
}

// signed notes that a passkey was used. One whose authenticator counts, and counts backwards,
// was copied: it opens nothing.
func (s *Service) signed(tx *store.Tx, person domain.ID, c *webauthn.Credential, now time.Time) (refused, err error) {
	if c.Authenticator.CloneWarning {
		return errPasskey, nil
	}
	k, err := tx.PasskeyBy(c.ID)
	if err != nil || k.Person != person {
		return errPasskey, nil
	}
	return nil, tx.PasskeyUsed(k.ID, c.Authenticator.SignCount, now)
}

// BeginPasskeySignIn asks a browser in which nobody is signed in for whatever passkey it has here.
// Its answer is the same whoever asks.
func (s *Service) BeginPasskeySignIn(ctx context.Context) (out Asked, err error) {
	if s.webauthn == nil {
		return out, errNoPasskeys
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails since Go 1.24
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		options, data, err := s.webauthn.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
		if err != nil {
			return err
		}
		text := base64.RawURLEncoding.EncodeToString(secret)
		out, err = s.ask(tx, toSignIn, text, options.Response, data)
		out.Secret = text
		return err
	})
	return out, err
}

// PasskeySignIn opens a session for whoever's passkey signed the challenge that was given to the
// browser with the secret.
func (s *Service) PasskeySignIn(ctx context.Context, challenge domain.ID, secret string, credential []byte, device string, former Tokens) (access.Actor, store.Session, Tokens, error) {
	answer, err := protocol.ParseCredentialRequestResponseBytes(credential)
	if err != nil {
		return access.Actor{}, store.Session{}, Tokens{}, errPasskey.Because(err)
	}
	var data webauthn.SessionData
	// Spent in a transaction of its own, so that it is also when what was signed is wrong.
	if err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
		data, err = s.take(tx, challenge, toSignIn, secret)
		return err
	}); err != nil {
		return access.Actor{}, store.Session{}, Tokens{}, err
	}
	return s.Open(ctx, func(tx *store.Tx, now time.Time) (Proven, error) {
		k, err := tx.PasskeyBy(answer.RawID)
		if err != nil {
			return Proven{}, errPasskey.Because(err)
		}
		_, c, err := s.webauthn.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
			h, err := s.holder(tx, k.Person)
			if err == nil && !bytes.Equal(handle, h.handle) {
				err = errPasskey
			}
			return h, err
		}, data, answer)
		if err != nil {
			return Proven{}, errPasskey.Because(err)
		}
		if refused, err := s.signed(tx, k.Person, c, now); refused != nil || err != nil {
			return Proven{}, errors.Join(refused, err)
		}
		return Proven{Person: k.Person, By: domain.ProofPasskey}, nil
	}, device, former)
}
