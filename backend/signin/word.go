package signin

import (
	"context"
	"errors"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/oidc"
	"tavlen/backend/store"
)

// How long the municipality's word for a member of the staff counts. Who is disabled there
// is out here five minutes later at most: the word is asked for anew once it is wordLife old
// and the session, or a stream of it, is in use.
const (
	wordLife = 4 * time.Minute
	// wordGrace is how old a word may be while the provider does not answer. Then nobody who
	// needs one is let in, until it answers again.
	wordGrace = 30 * time.Minute
	// askPause is how long nobody else asks, and when a provider that did not answer is
	// asked again.
	askPause = 30 * time.Second
)

// needsWord says whether somebody is let in on the municipality's word alone. The administrator who was
// made here is not: somebody must come in who can mend what is wrong, and reads no plan. One whom the
// provider knows is: else a passkey would let him in for as long as he likes after he was disabled there.
func (s *Service) needsWord(who store.SignInFacts) bool {
	return s.providers.Staff != nil && who.Role.Staff() && (who.Role != domain.RoleAdmin || who.Known)
}

// vouched says whether the municipality still vouches for whose session it is: nil, or why
// that person is let in no further. It asks when it is time to.
func (s *Service) vouched(ctx context.Context, k knownSession) error {
	if s.providers.Staff == nil || !k.who.Role.Staff() {
		return nil
	}
	if k.word.IsZero() {
		if s.needsWord(k.who) {
			return domain.ErrNotSignedIn // from before there was a provider
		}
		return nil
	}
	now := s.clock.Now()
	age := now.Sub(k.word)
	if age < wordLife {
		return nil
	}
	s.mu.Lock()
	pause, paused := s.pauses[k.row.ID]
	s.mu.Unlock()
	if paused && now.Before(pause) {
		return within(age)
	}
	// One asks and the others wait: a renewal is spent by using it, and a desk asks for
	// many things at once.
	_, err, _ := s.asking.Do(string(k.row.ID), func() (any, error) {
		// Whoever waits for the answer may go; what was spent must be kept.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
		defer cancel()
		return nil, s.askAgain(ctx, k.row.ID, k.row.Person)
	})
	return err
}

// pause keeps from asking about a session before an instant.
func (s *Service) pause(session domain.ID, until time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.pauses) >= maxKnown {
		clear(s.pauses)
	}
	s.pauses[session] = until
}

// askAgain asks the provider for its word.
func (s *Service) askAgain(ctx context.Context, session, person domain.ID) error {
	now := s.clock.Now()
	var w store.Word
	mine := false
	err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
		w, mine, err = tx.ClaimWord(session, now, now.Add(askPause))
		return err
	})
	switch {
	case errors.Is(err, domain.ErrNotFound):
		return domain.ErrSessionEnded
	case err != nil:
		return err
	case now.Sub(w.AskedAt) < wordLife:
		s.Forget(session)
		return nil // another process was told meanwhile
	case !mine:
		s.pause(session, w.BusyUntil)
		return within(now.Sub(w.AskedAt))
	}
	id, err := s.providers.Staff.Renew(ctx, w.Person, w.Refresh)
	if errors.Is(err, oidc.ErrRefused) {
		return s.refused(ctx, session, person)
	}
	if errors.Is(err, oidc.ErrNoRole) || errors.Is(err, oidc.ErrTooLow) {
		if _, err := s.EndAllOf(ctx, person, "the municipality vouches no longer"); err != nil {
			return err
		}
		return domain.ErrSessionEnded
	}
	if err != nil {
		if s.log != nil {
			s.log.Warn("the identity provider does not say whether staff still work here", "error", err)
		}
		s.pause(session, now.Add(askPause))
		return within(now.Sub(w.AskedAt))
	}
	defer s.Forget(session)
	return s.store.Write(ctx, func(tx *store.Tx) error {
		row, err := tx.Session(session)
		if err != nil || !row.EndedAt.IsZero() {
			return err // ended while we asked; its word went with it
		}
		if err := s.follow(tx, person, id, now); err != nil {
			return err
		}
		return tx.PutWord(session, now, store.WordSecret{Person: w.Person, Refresh: id.Refresh})
	})
}

// refused ends a session whose renewal the provider does not take. Whoever is disabled is refused, and so
// is a renewal whose successor was lost on its way, so that the person's other sessions are asked
// about by their own renewals, each when it is used next: they end if she is.
func (s *Service) refused(ctx context.Context, session, person domain.ID) error {
	var due []domain.ID
	err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
		now := s.clock.Now()
		if err = tx.EndSession(session, now, "the municipality vouches no longer"); err != nil {
			return err
		}
		if due, err = tx.WordsDue(person, now.Add(-wordLife)); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: person, Session: session, Action: "sign_out", Kind: "session", Item: session})
	})
	if err != nil {
		return err
	}
	s.ended(session)
	for _, id := range due {
		s.Forget(id)
		if s.ender != nil {
			s.ender.RecheckSession(id, person)
		}
	}
	return domain.ErrSessionEnded
}

// within says whether a word is young enough though nobody could be asked.
func within(age time.Duration) error {
	if age < wordGrace {
		return nil
	}
	return domain.ErrNotSignedIn
}

// askNext is when the municipality is to be asked about a session again.
func (s *Service) askNext(k knownSession) time.Time {
	now := s.clock.Now()
	if next := k.word.Add(wordLife); next.After(now) {
		return next
	}
	return now.Add(askPause)
}
