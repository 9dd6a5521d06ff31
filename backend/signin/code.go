package signin

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// CodeLife is how long a one-time code works (ASVS 6.5.5: at most 10 minutes).
const CodeLife = 10 * time.Minute

// StaffLinkLife is how long the link that `tavlen staff add` prints works: it must reach
// its owner first.
const StaffLinkLife = 24 * time.Hour

// Issued is a one-time code, in the form that is spoken and the one that is a link.
type Issued struct {
	Spoken  string // nine letters and digits, "ABC-DEF-GHJ": 45 bits
	Link    string // 22 characters: 128 bits
	Expires time.Time
}

// spokenLetters leaves out those that are mistaken for others (Crockford's base 32).
const spokenLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// IssueCode makes a one-time code for a person, spoken and as a link: using one spends
// both. The same id gives the same code again, so that a
// repeated request shows what was shown, without the store holding the code.
func (s *Service) IssueCode(ctx context.Context, person, by, id domain.ID, life time.Duration) (Issued, error) {
	return s.issue(ctx, person, by, id, life, false)
}

// DemoLink makes a link for a demo's persona that can be used any number of times.
func (s *Service) DemoLink(ctx context.Context, person domain.ID) (string, error) {
	i, err := s.issue(ctx, person, domain.System, domain.DerivedID("demo link", string(person)), 100*365*24*time.Hour, true)
	return i.Link, err
}

func (s *Service) issue(ctx context.Context, person, by, id domain.ID, life time.Duration, reusable bool) (Issued, error) {
	now := s.clock.Now()
	secret := s.derive("sign-in code", string(person), string(by), string(id))
	pair := domain.DerivedID("sign-in code", string(person), string(by), string(id))
	out := Issued{Spoken: spoken(secret[16:]), Link: base64.RawURLEncoding.EncodeToString(secret[:16]), Expires: now.Add(life)}
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		for _, code := range []string{out.Link, out.Spoken} {
			c := store.Code{Lookup: s.lookup(code), Pair: pair, Person: person, IssuedBy: by, CreatedAt: now, ExpiresAt: out.Expires, Reusable: reusable}
			if err := tx.AddCode(c); err != nil {
				return err
			}
		}
		first, err := tx.CodeIssued(s.lookup(out.Link))
		out.Expires = first.ExpiresAt
		return err
	})
	return out, err
}

func (s *Service) derive(parts ...string) []byte {
	h := hmac.New(sha256.New, s.codeKey)
	for _, p := range parts {
		h.Write([]byte{byte(len(p))})
		h.Write([]byte(p))
	}
	return h.Sum(nil)
}

// spoken writes 45 of the secret's bits as letters; 32 divides 256, so none is likelier.
func spoken(secret []byte) string {
	var b strings.Builder
	for i := range 9 {
		if i == 3 || i == 6 {
			b.WriteByte('-')
		}
		b.WriteByte(spokenLetters[secret[i]&31])
	}
	return b.String()
}

// lookup gives the keyed hash of a code as typed: a spoken one in any case, with spaces
// or dashes anywhere, and with the letters that are not in it read as those they look like.
func (s *Service) lookup(code string) []byte {
	code = strings.TrimSpace(code)
	plain := strings.NewReplacer(" ", "", "-", "").Replace(strings.ToUpper(code))
	if len(plain) == 9 {
		code = strings.NewReplacer("I", "1", "L", "1", "O", "0", "U", "V").Replace(plain)
	}
	return s.store.BlindIndex("sign_in_code", code)
}
