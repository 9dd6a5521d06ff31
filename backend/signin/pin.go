package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"

	"golang.org/x/crypto/argon2"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// How a PIN is hashed: argon2id with 19 MiB, two passes and one lane (RFC 9106; the smallest that
// OWASP names). A million PINs are tried soon whatever the hash costs; what protects them is the
// tries, the seal over the hash and the master key outside the database.
const (
	pinTime, pinMemory, pinLanes = 2, 19 * 1024, 1
	pinSalt, pinHash             = 16, 32
	// pinTries is how many wrong ones in a row end the session.
	pinTries = 10
	// pinsAtOnce bounds the memory and the processors of those that are worked out at the same time,
	// pinsWaiting how many wait for them (a second or so); whoever comes then is to come again.
	pinsAtOnce, pinsWaiting = 2, 32
)

var errPINWrong = domain.Invalid(domain.FieldError{Field: "pin", Code: domain.CodeInvalid, Detail: "Koden passer ikke. Prøv igen."})

// takeTurn waits until a PIN may be hashed; done gives the place back. Too many who wait already is
// domain.ErrBusy, and then nothing was done: no try is counted.
func (s *Service) takeTurn() (done func(), err error) {
	select {
	case s.pinsIn <- struct{}{}:
	default:
		return nil, domain.ErrBusy
	}
	s.pins <- struct{}{}
	return func() { <-s.pins; <-s.pinsIn }, nil
}

// hashPIN is called by whoever has taken his turn.
func hashPIN(pin string, salt []byte) []byte {
	return append(salt[:pinSalt:pinSalt], argon2.IDKey([]byte(pin), salt[:pinSalt], pinTime, pinMemory, pinLanes, pinHash)...)
}

// PutPIN gives the actor's session a PIN of six digits, which counts on this phone alone. For a
// citizen who had a code only it opens the rest of the plan.
func (s *Service) PutPIN(ctx context.Context, actor access.Actor, pin string) error {
	if err := domain.CheckPIN(pin); err != nil {
		return err
	}
	done, err := s.takeTurn()
	if err != nil {
		return err
	}
	defer done()
	salt := make([]byte, pinSalt)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	hash := hashPIN(pin, salt)
	now := s.clock.Now()
	var ended []domain.ID
	err = s.store.Write(ctx, func(tx *store.Tx) (err error) {
		if err := tx.PutPIN(actor.Session, hash); err != nil {
			return err
		}
		if err := tx.ProveSession(actor.Session, now); err != nil {
			return err
		}
		if ended, err = s.firstLock(tx, actor, now); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "put_pin", Kind: "session", Item: actor.Session})
	})
	s.strengthened(err, actor, ended)
	return err
}

// CheckPIN proves with the PIN that it is the session's owner who holds the phone. The tenth
// wrong one in a row ends the session.
func (s *Service) CheckPIN(ctx context.Context, actor access.Actor, pin string) error {
	done, err := s.takeTurn()
	if err != nil {
		return err
	}
	defer done()
	var kept []byte
	try := 0
	err = s.store.Write(ctx, func(tx *store.Tx) (err error) {
		kept, try, err = tx.TryPIN(actor.Session, pinTries)
		return err
	})
	if errors.Is(err, domain.ErrNotFound) {
		return errPINWrong // there is none: nothing fits
	}
	if err != nil {
		return err
	}
	right := try <= pinTries && subtle.ConstantTimeCompare(hashPIN(pin, kept), kept) == 1
	now := s.clock.Now()
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		switch {
		case right:
			if err := tx.PutPIN(actor.Session, kept); err != nil {
				return err
			}
			return tx.ProveSession(actor.Session, now)
		case try >= pinTries:
			if err := tx.EndSession(actor.Session, now, "ten wrong PINs"); err != nil {
				return err
			}
			return tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "pin_failed", Kind: "session", Item: actor.Session})
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case right:
		s.Forget(actor.Session)
		return nil
	case try >= pinTries:
		s.ended(actor.Session)
		return domain.ErrSessionEnded
	}
	return errPINWrong
}

// RemovePIN takes the PIN of the actor's session away.
func (s *Service) RemovePIN(ctx context.Context, actor access.Actor) error {
	now := s.clock.Now()
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutPIN(actor.Session, nil); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "remove_pin", Kind: "session", Item: actor.Session})
	})
	s.Forget(actor.Session)
	return err
}
