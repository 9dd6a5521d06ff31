package signin

import (
	"context"
	"errors"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Proven is who somebody proved to be, and how.
type Proven struct {
	Person domain.ID
	By     domain.Proof
	// Strong says that it was more than a code somebody handed out, whatever By says: the
	// demo's links stand for people who have been here before.
	Strong bool
	// At is when it was proved; zero: now.
	At time.Time
	// Also is done in the same transaction, once the session is there; nil: nothing.
	Also func(tx *store.Tx, session domain.ID, now time.Time) error
}

// Prove finds out who is at the door, in the transaction that opens the session: what can be
// used once (a code, a challenge) is spent there. Whoever is not let in is ErrCodeWrong,
// whatever was wrong.
type Prove func(tx *store.Tx, now time.Time) (Proven, error)

// SignIn spends a code and opens a session. Device is what the person calls the phone.
func (s *Service) SignIn(ctx context.Context, code, device string, former Tokens) (access.Actor, store.Session, Tokens, error) {
	return s.Open(ctx, func(tx *store.Tx, now time.Time) (Proven, error) {
		c, err := tx.UseCode(s.lookup(code), now)
		return Proven{Person: c.Person, By: domain.ProofCode, Strong: c.Reusable}, err
	}, device, former)
}

// Open opens a session for whoever proves who she is, in whatever way. Device is what the
// person calls the phone. The session of former, what the phone kept until now, ends with it:
// whoever used the phone before is signed out. Her own goes on until the new one is used: the
// answer may be lost on its way, and she would be out on the phone that she just came in on.
func (s *Service) Open(ctx context.Context, prove Prove, device string, former Tokens) (access.Actor, store.Session, Tokens, error) {
	now := s.clock.Now()
	id := domain.NewID()
	renew := s.newRenewal(id)
	k := knownSession{row: store.Session{ID: id, RenewHash: hash(renew), RenewedAt: now, CreatedAt: now, SeenAt: now, AuthAt: now, Device: device}}
	var before, ended []domain.ID
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		proven, err := prove(tx, now)
		if err != nil {
			return err
		}
		if k.who, err = tx.SignInFacts(proven.Person); err != nil {
			return err
		}
		if k.who.Disabled || !k.who.Role.SignsIn() || proven.By != domain.ProofOIDC && s.needsWord(k.who) {
			return domain.ErrCodeWrong
		}
		if (proven.Strong || proven.By.Strong()) && !k.who.Strong {
			limited := access.Actor{Person: proven.Person, Session: id, Limited: k.who.Role == domain.RoleCitizen}
			if ended, err = s.firstLock(tx, limited, now); err != nil {
				return err
			}
			k.who.Strong = true
		}
		k.row.Person, k.row.OpenedBy = proven.Person, proven.By
		if !proven.At.IsZero() {
			k.row.AuthAt = proven.At
		}
		k.row.ExpiresAt = expires(k.who.Role, now, now)
		if before, err = s.former(tx, former, &k.row, now); err != nil {
			return err
		}
		if err := tx.CreateSession(k.row); err != nil {
			return err
		}
		if s.opened != nil {
			if err := s.opened(tx, k.opens(), k.row); err != nil {
				return err
			}
		}
		if proven.Also != nil {
			if err := proven.Also(tx, id, now); err != nil {
				return err
			}
		}
		for _, id := range before {
			if err := tx.EndSession(id, now, "another sign-in on the phone"); err != nil {
				return err
			}
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: proven.Person, Session: id, Action: "sign_in", Kind: "session", Item: id})
	})
	if err != nil {
		return access.Actor{}, k.row, Tokens{}, err
	}
	s.Ended(append(ended, before...)...)
	token, err := s.sign(id, now)
	return k.opens(), k.row, Tokens{token, encode(renew), k.row.ExpiresAt}, err
}

// former looks at what the phone kept until now, and gives the sessions that end at once: those of
// somebody else. Of her own the new one notes that it stands instead of it.
func (s *Service) former(tx *store.Tx, kept Tokens, row *store.Session, now time.Time) ([]domain.ID, error) {
	before := s.named(tx, kept)
	hers := false
	if before != "" {
		was, err := tx.Session(before)
		if err != nil && !errors.Is(err, domain.ErrNotFound) {
			return nil, err
		}
		// One that was ended is no pass: whoever was signed out comes in like a stranger.
		hers = was.Person == row.Person && was.EndedAt.IsZero()
		row.Added = hers && was.IsNew(now)
	}
	var err error
	if !hers {
		row.Added, err = tx.HasBeenIn(row.Person)
		if before == "" {
			return nil, err
		}
		return []domain.ID{before}, err
	}
	row.InsteadOf = before
	// It sends where it is woken anew; until then it is not told of itself.
	if err := tx.DropSubscriptions(before); err != nil {
		return nil, err
	}
	return tx.EndUnused(before, now)
}

// used ends what a session stands instead of: its answer arrived.
func (s *Service) used(ctx context.Context, session domain.ID) error {
	var before domain.ID
	err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
		before, err = tx.Instead(session, s.clock.Now())
		return err
	})
	if err == nil && before != "" {
		s.ended(before)
	}
	s.Forget(session)
	return err
}

// opens gives the actor that a living session makes of its person.
func (k knownSession) opens() access.Actor {
	return access.Actor{Person: k.row.Person, Role: k.who.Role, Department: k.who.Department, Session: k.row.ID,
		Limited: k.who.Role == domain.RoleCitizen && !k.who.Strong}
}
