package signin

import (
	"context"
	"crypto/hmac"
	"errors"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/oidc"
	"tavlen/backend/store"
)

// Door is one of the two ways in through a provider that vouches for people.
type Door string

// The doors; each is a part of the address at which it is entered.
const (
	DoorMitID Door = "mitid"
	DoorStaff Door = "ansat"
)

// AttemptLife is how long somebody may take at the provider's.
const AttemptLife = 10 * time.Minute

// Providers are those that vouch for people; nil where there is none.
type Providers struct {
	MitID, Staff *oidc.Provider
	// StaffChanged is told of a member of the staff who was made or changed.
	StaffChanged func()
}

// attempt is what is kept while somebody is at the provider's.
type attempt struct {
	oidc.Attempt
	Door Door `json:"door"`
	// Browser is the hash of what the browser keeps, so that an answer counts only where
	// the question was put.
	Browser []byte `json:"browser"`
}

// Offers says whether a door is there.
func (s *Service) Offers(d Door) bool { return s.provider(d) != nil }

func (s *Service) provider(d Door) *oidc.Provider {
	switch d {
	case DoorMitID:
		return s.providers.MitID
	case DoorStaff:
		return s.providers.Staff
	}
	return nil
}

// Begin gives the address to send the browser to, and what it must keep in a cookie until it
// comes back. Anew sends somebody who may be in already to prove again who it is. The error is one
// that the page can show.
func (s *Service) Begin(ctx context.Context, d Door, anew bool) (to, keep string, err error) {
	p := s.provider(d)
	if p == nil {
		return "", "", domain.ErrNotFound
	}
	a := attempt{Attempt: oidc.NewAttempt(), Door: d}
	if anew {
		a.Anew = domain.SystemClock{}.Now()
	}
	if to, err = p.Start(ctx, a.Attempt); err != nil {
		return "", "", told(err)
	}
	keep = oidc.NewAttempt().State
	a.Browser = hash([]byte(keep))
	now := s.clock.Now()
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		return tx.AddAttempt(s.attemptLookup(a.State), now, now.Add(AttemptLife), a)
	})
	return to, keep, err
}

func (s *Service) attemptLookup(state string) []byte {
	return s.store.BlindIndex("login_attempt", state)
}

// Finish takes what a browser came back with and opens a session. Whatever becomes of it,
// the attempt is spent. Keep is what Begin gave the browser.
func (s *Service) Finish(ctx context.Context, d Door, keep string, in oidc.Answer, device string, former Tokens) (access.Actor, store.Session, Tokens, error) {
	none := func(err error) (access.Actor, store.Session, Tokens, error) {
		return access.Actor{}, store.Session{}, Tokens{}, err
	}
	p := s.provider(d)
	if p == nil {
		return none(domain.ErrNotFound)
	}
	var a attempt
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		return tx.TakeAttempt(s.attemptLookup(in.State), s.clock.Now(), &a)
	})
	if errors.Is(err, domain.ErrNotFound) {
		return none(domain.ErrLoginLost)
	}
	if err != nil {
		return none(err)
	}
	if a.Door != d || !hmac.Equal(a.Browser, hash([]byte(keep))) {
		return none(domain.ErrLoginLost)
	}
	id, err := p.Finish(ctx, a.Attempt, in)
	if err != nil {
		return none(told(err))
	}
	actor, session, tokens, err := s.enter(ctx, d, id, device, former)
	if errors.Is(err, domain.ErrCodeWrong) { // shut out here
		err = domain.ErrLoginUnknown
		if d == DoorStaff {
			err = domain.ErrLoginNoRole
		}
	}
	return actor, session, tokens, err
}

// enter opens the session of whom a provider vouched for.
func (s *Service) enter(ctx context.Context, d Door, id oidc.Identity, device string, former Tokens) (access.Actor, store.Session, Tokens, error) {
	return s.Open(ctx, func(tx *store.Tx, now time.Time) (proven Proven, err error) {
		proven.By = domain.ProofOIDC
		// Whoever is known to the provider from before has proved nothing now.
		if proven.At = now.Add(-id.Proved); id.Proved < 0 {
			proven.At = time.UnixMilli(0)
		}
		if d == DoorMitID {
			proven.Person, err = s.citizenOf(tx, id, now)
			return proven, err
		}
		proven.Also = func(tx *store.Tx, session domain.ID, now time.Time) error {
			tx.After(s.staffChanged)
			return tx.PutWord(session, now, store.WordSecret{Person: id.Person, Refresh: id.Refresh})
		}
		proven.Person, err = s.staffOf(tx, id, now)
		return proven, err
	}, device, former)
}

func (s *Service) staffChanged() {
	if s.providers.StaffChanged != nil {
		s.providers.StaffChanged()
	}
}

// told makes of what went wrong at a provider what the page can say of it; the cause is for
// the log, and holds nothing of the answer.
func told(err error) error {
	for _, m := range []struct {
		is error
		as *domain.Error
	}{{oidc.ErrDeclined, domain.ErrLoginDeclined}, {oidc.ErrUnreachable, domain.ErrLoginUnreachable}, {oidc.ErrTooLow, domain.ErrLoginTooLow}, {oidc.ErrNoRole, domain.ErrLoginNoRole}, {oidc.ErrUntrusted, domain.ErrLoginUntrusted}} {
		if errors.Is(err, m.is) {
			return m.as.Because(err)
		}
	}
	return err
}

func (s *Service) identityLookup(id oidc.Identity) []byte {
	return s.store.BlindIndex("provider_identity", id.Issuer+"\x00"+id.Person)
}

// citizenOf finds the citizen whom the broker means: by its own name for her, and the first
// time by her CPR number, which is not looked at again.
func (s *Service) citizenOf(tx *store.Tx, id oidc.Identity, now time.Time) (domain.ID, error) {
	lookup := s.identityLookup(id)
	person, err := tx.PersonOfIdentity(lookup)
	if err == nil || !errors.Is(err, domain.ErrNotFound) {
		return person, err
	}
	cpr, ok := domain.CPR(id.CPR)
	if !ok {
		return "", domain.ErrLoginUnknown
	}
	person, err = tx.CitizenOfCPR(cpr)
	if errors.Is(err, domain.ErrNotFound) {
		return "", domain.ErrLoginUnknown
	}
	if err != nil {
		return "", err
	}
	return person, tx.AddIdentity(lookup, person, person, id.Person, now)
}

// staffOf finds the member of the staff whom the municipality means, or makes one, and keeps
// what it says of name, role and department.
func (s *Service) staffOf(tx *store.Tx, id oidc.Identity, now time.Time) (domain.ID, error) {
	lookup := s.identityLookup(id)
	person, err := tx.PersonOfIdentity(lookup)
	if err == nil {
		return person, s.follow(tx, person, id, now)
	}
	if !errors.Is(err, domain.ErrNotFound) {
		return "", err
	}
	p := domain.Person{ID: domain.NewID(), Role: id.Role, Department: id.Department, Name: id.Name, Title: id.Title, Phone: id.Phone, Email: id.Email, Language: "da"}
	if p.Title == "" {
		p.Title = titles[id.Role]
	}
	if err := p.Validate(); err != nil {
		return "", domain.ErrLoginUntrusted.Because(err)
	}
	if err := tx.PutPerson(p, store.Installation); err != nil {
		return "", err
	}
	if err := tx.AuditInstallation(store.Deed{At: now, Person: domain.System, Action: "add_staff", Kind: "person", Item: p.ID}); err != nil {
		return "", err
	}
	return p.ID, tx.AddIdentity(lookup, p.ID, store.Installation, id.Person, now)
}

// titles are what citizens call the jobs, where the municipality says nothing.
var titles = map[domain.Role]string{domain.RoleConsultant: "Borgerkonsulent", domain.RoleProfessional: "Fagperson", domain.RoleTeamLead: "Teamleder", domain.RoleAdmin: "Administrator"}

// follow keeps what the municipality says of somebody, if it is something new.
func (s *Service) follow(tx *store.Tx, person domain.ID, id oidc.Identity, now time.Time) error {
	was, err := tx.Person(person)
	if err != nil {
		return err
	}
	is := was
	is.Role, is.Department, is.Name = id.Role, id.Department, id.Name
	for _, f := range []struct {
		to   *string
		said string
	}{{&is.Title, id.Title}, {&is.Phone, id.Phone}, {&is.Email, id.Email}} {
		if f.said != "" {
			*f.to = f.said
		}
	}
	if is.Role == was.Role && is.Department == was.Department && is.Name == was.Name && is.Title == was.Title && is.Phone == was.Phone && is.Email == was.Email {
		return nil
	}
	if err := is.Validate(); err != nil {
		return domain.ErrLoginUntrusted.Because(err)
	}
	if err := tx.PutPerson(is, store.Installation); err != nil {
		return err
	}
	if is.Role != was.Role {
		if err := tx.SetRole(person, is.Role); err != nil {
			return err
		}
	}
	tx.After(s.staffChanged)
	return tx.AuditInstallation(store.Deed{At: now, Person: domain.System, Action: "change_staff", Kind: "person", Item: person})
}
