package signin

import (
	"context"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Proved notes that the actor proved once more, in this session, that it is her.
func (s *Service) Proved(ctx context.Context, actor access.Actor) error {
	err := s.store.Write(ctx, func(tx *store.Tx) error { return tx.ProveSession(actor.Session, s.clock.Now()) })
	s.Forget(actor.Session)
	return err
}

// Proofs gives how the actor can prove once more, here and now, that it is her; none where she
// has neither PIN nor passkey.
func (s *Service) Proofs(ctx context.Context, actor access.Actor) ([]domain.Proof, error) {
	out := []domain.Proof{}
	err := s.store.Read(ctx, func(tx *store.Tx) error {
		row, err := tx.Session(actor.Session)
		if err != nil {
			return err
		}
		n, err := tx.CountPasskeys(actor.Person)
		if n > 0 {
			out = append(out, domain.ProofPasskey)
		}
		if row.HasPIN {
			out = append(out, domain.ProofPIN)
		}
		return err
	})
	return out, err
}

// Fresh says whether the actor proved lately enough that it is her. What was remembered of the
// session may be older than her proof, which another process took.
func (s *Service) Fresh(ctx context.Context, actor access.Actor, session store.Session) (bool, error) {
	now := s.clock.Now()
	if access.Fresh(session.AuthAt, now) {
		return true, nil
	}
	var row store.Session
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		row, err = tx.Session(actor.Session)
		return err
	})
	return access.Fresh(row.AuthAt, now), err
}

// firstLock notes that a person locked her phone, and gives the sessions that it ended: had she
// nothing but codes before, whoever came in elsewhere with one of them may be another.
func (s *Service) firstLock(tx *store.Tx, actor access.Actor, now time.Time) (ended []domain.ID, err error) {
	if actor.Limited {
		if ended, err = tx.EndSessions(actor.Person, actor.Session, now, "locked on another phone"); err != nil {
			return nil, err
		}
	}
	return ended, tx.MarkStrong(actor.Person, now)
}

// strengthened lets a session that was locked see what she may see from now on, and tells those
// that it ended.
func (s *Service) strengthened(err error, actor access.Actor, ended []domain.ID) {
	if err == nil {
		s.Forget(actor.Session)
		s.Ended(ended...)
	}
}
