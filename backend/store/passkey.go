package store

import (
	"errors"
	"time"

	"gorm.io/gorm"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

type passkeyRow struct {
	ID        domain.ID `gorm:"primaryKey"`
	PersonID  domain.ID
	Lookup    []byte
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	UsedAt    *int64
	SignCount int64
	Sealed    []byte
}

func (passkeyRow) TableName() string { return "passkey" }

// Passkey is a key pair of a person, of which the phone has one half and the store the other.
type Passkey struct {
	ID     domain.ID
	Person domain.ID
	// Credential is what the browser calls it: only its keyed hash is found in the database.
	Credential []byte
	CreatedAt  time.Time
	UsedAt     time.Time // zero: never
	// SignCount is how often its authenticator says it has signed; 0 where it does not count.
	SignCount uint32
	// Record is the credential as the library keeps it, and Name what its owner calls it.
	Record []byte
	Name   string
}

// sealedPasskey is what of a passkey lies under its owner's key.
type sealedPasskey struct {
	Credential []byte `json:"credential"`
	Record     []byte `json:"record"`
	Name       string `json:"name"`
}

func (tx *Tx) passkeyLookup(credential []byte) []byte {
	return tx.store.BlindIndex("passkey", string(credential))
}

// AddPasskey keeps a new passkey. One that is known already is ErrKeyReused, whoever has it.
func (tx *Tx) AddPasskey(k Passkey) error {
	owner, err := tx.ownerOf(k.Person)
	if err != nil {
		return err
	}
	sealed, err := tx.seal(owner, place("passkey", k.ID), sealedPasskey{k.Credential, k.Record, k.Name})
	if err != nil {
		return err
	}
	err = tx.err(tx.db.Create(&passkeyRow{ID: k.ID, PersonID: k.Person, Lookup: tx.passkeyLookup(k.Credential), CreatedAt: ms(k.CreatedAt), SignCount: int64(k.SignCount), Sealed: sealed}).Error)
	if IsDuplicate(err) {
		return domain.ErrKeyReused.Because(err)
	}
	return err
}

// Passkey gives a person's passkey by its id; another's is not found.
func (tx *Tx) Passkey(person, id domain.ID) (Passkey, error) {
	return tx.onePasskey(tx.db.Where("id = ? AND person_id = ?", id, person))
}

// PasskeyBy gives the passkey that a browser calls so.
func (tx *Tx) PasskeyBy(credential []byte) (Passkey, error) {
	return tx.onePasskey(tx.db.Where("lookup = ?", tx.passkeyLookup(credential)))
}

func (tx *Tx) onePasskey(q *gorm.DB) (Passkey, error) {
	var r passkeyRow
	if err := q.Take(&r).Error; err != nil {
		return Passkey{}, tx.err(err)
	}
	return tx.openPasskey(r)
}

func (tx *Tx) openPasskey(r passkeyRow) (Passkey, error) {
	k := Passkey{ID: r.ID, Person: r.PersonID, CreatedAt: at(r.CreatedAt), UsedAt: atPtr(r.UsedAt), SignCount: uint32(r.SignCount)} //nolint:gosec // it was one
	owner, err := tx.ownerOf(r.PersonID)
	if err != nil {
		return k, err
	}
	var s sealedPasskey
	err = tx.unseal(owner, place("passkey", r.ID), r.Sealed, &s)
	k.Credential, k.Record, k.Name = s.Credential, s.Record, s.Name
	return k, err
}

// PasskeysOf gives a person's passkeys, the oldest first.
func (tx *Tx) PasskeysOf(person domain.ID) ([]Passkey, error) {
	var rows []passkeyRow
	if err := tx.db.Where("person_id = ?", person).Order("created_at, id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]Passkey, 0, len(rows))
	for _, r := range rows {
		k, err := tx.openPasskey(r)
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, nil
}

// CountPasskeys gives how many passkeys a person has.
func (tx *Tx) CountPasskeys(person domain.ID) (n int64, err error) {
	err = tx.err(tx.db.Model(&passkeyRow{}).Where("person_id = ?", person).Count(&n).Error)
	return n, err
}

// PasskeyUsed notes that a passkey signed, and how often it says it has.
func (tx *Tx) PasskeyUsed(id domain.ID, count uint32, when time.Time) error {
	return tx.err(tx.db.Model(&passkeyRow{}).Where("id = ?", id).Updates(map[string]any{"sign_count": int64(count), "used_at": ms(when)}).Error)
}

// RemovePasskey deletes a person's passkey; another's, and one that is not there, changes nothing.
func (tx *Tx) RemovePasskey(person, id domain.ID) (removed bool, err error) {
	res := tx.db.Where("id = ? AND person_id = ?", id, person).Delete(&passkeyRow{})
	if res.RowsAffected > 0 {
		tx.Outlast(ledger.Entry{Kind: ledger.RemovedKey, Person: person, Item: id})
	}
	return res.RowsAffected > 0, tx.err(res.Error)
}

// DropPasskeys deletes all passkeys of a person.
func (tx *Tx) DropPasskeys(person domain.ID) error {
	var ids []domain.ID
	if err := tx.db.Model(&passkeyRow{}).Where("person_id = ?", person).Pluck("id", &ids).Error; err != nil {
		return tx.err(err)
	}
	for _, id := range ids {
		if _, err := tx.RemovePasskey(person, id); err != nil {
			return err
		}
	}
	return nil
}

type challengeRow struct {
	ID        domain.ID `gorm:"primaryKey"`
	Purpose   string
	Bound     []byte
	ExpiresAt int64
	Sealed    []byte
}

func (challengeRow) TableName() string { return "passkey_challenge" }

// Challenge is what one browser was asked to sign, once.
type Challenge struct {
	ID      domain.ID
	Purpose string
	// Bound is what only that browser shows: the id of its session, or a secret of its own. It is
	// known by its keyed hash.
	Bound   string
	Expires time.Time
	Record  []byte // as the library keeps it
}

// AskPasskey keeps a challenge, and forgets those whose time is over.
func (tx *Tx) AskPasskey(c Challenge, now time.Time) error {
	if err := tx.db.Where("expires_at <= ?", ms(now)).Delete(&challengeRow{}).Error; err != nil {
		return tx.err(err)
	}
	sealed, err := tx.seal(Installation, place("passkey_challenge", c.ID), c.Record)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Create(&challengeRow{c.ID, c.Purpose, tx.store.BlindIndex("passkey challenge", c.Bound), ms(c.Expires), sealed}).Error)
}

// TakeChallenge gives a challenge and forgets it, so that nobody answers it twice. One that is
// unknown, over, another browser's or for something else is ErrNotFound.
func (tx *Tx) TakeChallenge(id domain.ID, purpose, bound string, now time.Time) ([]byte, error) {
	var r challengeRow
	q := tx.db.Where("id = ? AND purpose = ? AND bound = ? AND expires_at > ?", id, purpose, tx.store.BlindIndex("passkey challenge", bound), ms(now))
	if err := q.Take(&r).Error; err != nil {
		return nil, tx.err(err)
	}
	res := tx.db.Where("id = ?", id).Delete(&challengeRow{})
	if res.Error != nil || res.RowsAffected != 1 {
		return nil, tx.err(errors.Join(res.Error, domain.ErrNotFound))
	}
	var record []byte
	return record, tx.unseal(Installation, place("passkey_challenge", id), r.Sealed, &record)
}
