package store

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"

	"tavlen/backend/domain"
)

type secretLinkRow struct {
	ID        domain.ID `gorm:"primaryKey"`
	Kind      LinkKind
	PlanID    domain.ID
	Lookup    []byte
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64
	Tries     int
	EndedAt   *int64
	EndedWhy  *string
	PersonID  *domain.ID
	UsedBy    []byte
	Sealed    []byte
}

func (secretLinkRow) TableName() string { return "secret_link" }

// LinkKind is what a secret link is for.
type LinkKind string

// The kinds, and how a link can end before its time.
const (
	LinkInvitation LinkKind = "invitation"
	LinkFeedback   LinkKind = "feedback"

	LinkUsed      = "used"
	LinkWithdrawn = "withdrawn"
	LinkTries     = "tries"
)

// SecretLink is an address that works once for somebody who has no sign-in.
type SecretLink struct {
	ID        domain.ID
	Kind      LinkKind
	Plan      domain.ID
	CreatedAt time.Time
	ExpiresAt time.Time
	Tries     int // wrong ones
	EndedAt   time.Time
	EndedWhy  string
	// Person is who came of it, and UsedBy the keyed hash of the wish that used it.
	Person domain.ID
	UsedBy []byte
}

// Open says whether it can be used at an instant.
func (l SecretLink) Open(now time.Time) bool { return l.EndedAt.IsZero() && now.Before(l.ExpiresAt) }

// LinkCode gives the last part of a link's address: 128 bits that follow from its id and a
// key that is not in the database, so that the one who made it can be shown it again.
func (s *Store) LinkCode(kind LinkKind, id domain.ID) string {
	return base64.RawURLEncoding.EncodeToString(s.BlindIndex("secret_link_code", string(kind)+"|"+string(id))[:16])
}

// LinkSpoken gives the second code of a link, six digits that are told by mouth.
func (s *Store) LinkSpoken(kind LinkKind, id domain.ID) string {
	n := binary.BigEndian.Uint64(s.BlindIndex("secret_link_spoken", string(kind)+"|"+string(id))[:8])
	return fmt.Sprintf("%06d", n%1_000_000)
}

// IsLinkSpoken compares a second code in a time that tells nothing.
func (s *Store) IsLinkSpoken(kind LinkKind, id domain.ID, said string) bool {
	return subtle.ConstantTimeCompare([]byte(s.LinkSpoken(kind, id)), []byte(said)) == 1
}

func (s *Store) linkLookup(kind LinkKind, code string) []byte {
	return s.BlindIndex("secret_link", string(kind)+"|"+code)
}

// AddSecretLink keeps a link; words are sealed under the citizen's key.
func (tx *Tx) AddSecretLink(h PlanHead, l SecretLink, words any) error {
	sealed, err := tx.seal(h.Citizen, linkPlace(l), words)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Create(&secretLinkRow{ID: l.ID, Kind: l.Kind, PlanID: h.ID, Lookup: tx.store.linkLookup(l.Kind, tx.store.LinkCode(l.Kind, l.ID)),
		CreatedAt: ms(l.CreatedAt), ExpiresAt: ms(l.ExpiresAt), Sealed: sealed}).Error)
}

func linkPlace(l SecretLink) string { return place("secret_link", l.Kind, l.ID) }

// SecretLinkBy finds the link that a code opens, whatever has become of it.
func (tx *Tx) SecretLinkBy(kind LinkKind, code string) (SecretLink, error) {
	var r secretLinkRow
	if err := tx.db.Where("lookup = ? AND kind = ?", tx.store.linkLookup(kind, code), kind).Take(&r).Error; err != nil {
		return SecretLink{}, tx.err(err)
	}
	return r.link(), nil
}

// SecretLinks gives the links of a kind on a plan, the newest first.
func (tx *Tx) SecretLinks(plan domain.ID, kind LinkKind) ([]SecretLink, error) {
	var rows []secretLinkRow
	if err := tx.db.Where("plan_id = ? AND kind = ?", plan, kind).Order("created_at DESC, id").Limit(50).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]SecretLink, len(rows))
	for i, r := range rows {
		out[i] = r.link()
	}
	return out, nil
}

func (r secretLinkRow) link() SecretLink {
	l := SecretLink{ID: r.ID, Kind: r.Kind, Plan: r.PlanID, CreatedAt: at(r.CreatedAt), ExpiresAt: at(r.ExpiresAt), Tries: r.Tries, EndedAt: atPtr(r.EndedAt), UsedBy: r.UsedBy}
	if r.EndedWhy != nil {
		l.EndedWhy = *r.EndedWhy
	}
	if r.PersonID != nil {
		l.Person = *r.PersonID
	}
	return l
}

// LinkWords opens what was sealed with a link.
func (tx *Tx) LinkWords(h PlanHead, l SecretLink, words any) error {
	var r secretLinkRow
	if err := tx.db.Select("sealed").Where("id = ?", l.ID).Take(&r).Error; err != nil {
		return tx.err(err)
	}
	return tx.unseal(h.Citizen, linkPlace(l), r.Sealed, words)
}

// CountLinkTry counts a wrong try, and ends the link with the last that it bears.
func (tx *Tx) CountLinkTry(l SecretLink, most int, when time.Time) error {
	changes := map[string]any{"tries": l.Tries + 1}
	if l.Tries+1 >= most {
		changes["ended_at"], changes["ended_why"] = ms(when), LinkTries
	}
	return tx.err(tx.db.Model(&secretLinkRow{}).Where("id = ? AND ended_at IS NULL", l.ID).Updates(changes).Error)
}

// EndSecretLink ends a link that is open; of many who do at once, one succeeds. It is
// ErrNotFound to the others.
func (tx *Tx) EndSecretLink(id domain.ID, why string, person domain.ID, usedBy []byte, when time.Time) error {
	changes := map[string]any{"ended_at": ms(when), "ended_why": why, "used_by": usedBy}
	if person != "" {
		changes["person_id"] = person
	}
	res := tx.db.Model(&secretLinkRow{}).Where("id = ? AND ended_at IS NULL AND expires_at > ?", id, ms(when)).Updates(changes)
	if res.Error == nil && res.RowsAffected == 0 {
		return domain.ErrNotFound
	}
	return tx.err(res.Error)
}

// ClearNotificationsOf takes back every open promise to a person about a plan.
func (tx *Tx) ClearNotificationsOf(person, plan domain.ID, when time.Time) error {
	return tx.err(tx.db.Model(&notificationRow{}).Where("person_id = ? AND plan_id = ? AND "+open, person, plan).
		Updates(map[string]any{"state": domain.NotificationCleared, "ended_at": ms(when)}).Error)
}

// PutLinkWords changes what is sealed with a link.
func (tx *Tx) PutLinkWords(h PlanHead, l SecretLink, words any) error {
	sealed, err := tx.seal(h.Citizen, linkPlace(l), words)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Model(&secretLinkRow{}).Where("id = ?", l.ID).Update("sealed", sealed).Error)
}
