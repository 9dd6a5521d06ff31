package signin

import (
	"context"
	"errors"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Mine gives the actor's own sessions that still open anything, the one in use last first.
func (s *Service) Mine(ctx context.Context, actor access.Actor) (out []store.Session, err error) {
	now := s.clock.Now()
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		out, err = tx.SessionsOf(actor.Person, now)
		return err
	})
	return out, err
}

// AddedSince gives the actor's newest living session that was opened on another phone after her
// own, as long as that phone is new; "" for none.
func (s *Service) AddedSince(ctx context.Context, actor access.Actor, own store.Session) (domain.ID, error) {
	now := s.clock.Now()
	since := own.CreatedAt
	if first := now.Add(-domain.DeviceNewFor); since.Before(first) {
		since = first
	}
	var added store.Session
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		added, err = tx.AddedSince(actor.Person, since, now)
		return err
	})
	if errors.Is(err, domain.ErrNotFound) {
		return "", nil
	}
	return added.ID, err
}

// SignOutOne ends one of the actor's own sessions, its streams and its pushes. Somebody
// else's is not told from one that does not exist; one that has ended already is ended.
func (s *Service) SignOutOne(ctx context.Context, actor access.Actor, session domain.ID) error {
	now := s.clock.Now()
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		row, err := tx.Session(session)
		if err != nil {
			return err
		}
		if row.Person != actor.Person {
			return domain.ErrNotFound
		}
		if !row.EndedAt.IsZero() {
			return nil
		}
		if err := tx.EndSession(session, now, "signed out from another device"); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "sign_out", Kind: "session", Item: session})
	})
	if err == nil {
		s.ended(session)
	}
	return err
}

// kinds and browsers are what people call their devices, by a word that stands in the
// browser's own header. The order matters: Edge calls itself Chrome too, and Chrome Safari.
var (
	kinds    = [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Macintosh", "Mac"}, {"CrOS", "Chromebook"}, {"Linux", "Linux"}}
	browsers = [][2]string{{"Edg", "Edge"}, {"SamsungBrowser", "Samsung"}, {"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}}
)

// DeviceOf calls a device what its owner would, from the User-Agent it sends (RFC 9110,
// section 10.1.5): "Android, Chrome". Versions are left out; they change while he sleeps, and
// nobody knows his own. "" where the header says nothing of it.
func DeviceOf(userAgent string) string {
	var words []string
	for _, list := range [][][2]string{kinds, browsers} {
		for _, k := range list {
			if strings.Contains(userAgent, k[0]) {
				words = append(words, k[1])
				break
			}
		}
	}
	return strings.Join(words, ", ")
}
