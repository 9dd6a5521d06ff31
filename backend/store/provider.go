package store

import (
	"encoding/hex"
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

type loginAttemptRow struct {
	Lookup    []byte `gorm:"primaryKey"`
	ExpiresAt int64
	Sealed    []byte
}

func (loginAttemptRow) TableName() string { return "login_attempt" }

// AddAttempt keeps what is needed when a browser comes back from a provider, until an
// instant. Those that ran out before now are forgotten.
func (tx *Tx) AddAttempt(lookup []byte, now, expires time.Time, what any) error {
	if err := tx.db.Where("expires_at <= ?", ms(now)).Delete(&loginAttemptRow{}).Error; err != nil {
		return tx.err(err)
	}
	sealed, err := tx.seal(Installation, place("login_attempt", hex.EncodeToString(lookup)), what)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Create(&loginAttemptRow{lookup, ms(expires), sealed}).Error)
}

// TakeAttempt gives what was kept and forgets it: of many that ask at once, one gets it.
// Unknown, taken and run out are the same domain.ErrNotFound.
func (tx *Tx) TakeAttempt(lookup []byte, now time.Time, into any) error {
	var r loginAttemptRow
	if err := tx.db.Where("lookup = ? AND expires_at > ?", lookup, ms(now)).Take(&r).Error; err != nil {
		return tx.err(err)
	}
	res := tx.db.Where("lookup = ?", lookup).Delete(&loginAttemptRow{})
	if res.Error != nil {
		return tx.err(res.Error)
	}
	if res.RowsAffected == 0 {
		return domain.ErrNotFound
	}
	return tx.unseal(Installation, place("login_attempt", hex.EncodeToString(lookup)), r.Sealed, into)
}

type identityRow struct {
	Lookup    []byte `gorm:"primaryKey"`
	PersonID  domain.ID
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	Sealed    []byte
}

func (identityRow) TableName() string { return "provider_identity" }

// PersonOfIdentity gives whom a provider means.
func (tx *Tx) PersonOfIdentity(lookup []byte) (domain.ID, error) {
	var r identityRow
	err := tx.db.Where("lookup = ?", lookup).Take(&r).Error
	return r.PersonID, tx.err(err)
}

// AddIdentity keeps whom a provider means, and by which name. Owner is under whose key the
// person is sealed. One that means somebody already fails, see IsDuplicate.
func (tx *Tx) AddIdentity(lookup []byte, person, owner domain.ID, name string, at time.Time) error {
	sealed, err := tx.seal(owner, place("provider_identity", hex.EncodeToString(lookup)), name)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Create(&identityRow{lookup, person, ms(at), sealed}).Error)
}

// DropIdentities forgets by which names providers mean a person.
func (tx *Tx) DropIdentities(person domain.ID) error {
	res := tx.db.Where("person_id = ?", person).Delete(&identityRow{})
	if res.RowsAffected > 0 {
		tx.Outlast(ledger.Entry{Kind: ledger.DroppedIdentities, Person: person})
	}
	return tx.err(res.Error)
}

type cprRow struct {
	PersonID domain.ID `gorm:"primaryKey"`
	Lookup   []byte
	At       int64
	Sealed   []byte
}

func (cprRow) TableName() string { return "citizen_cpr" }

func (tx *Tx) cprLookup(cpr string) []byte { return tx.store.BlindIndex("cpr", cpr) }

// PutCPR keeps a citizen's civil registration number, instead of the one that was kept. A
// number that another citizen has fails, see IsDuplicate.
func (tx *Tx) PutCPR(citizen domain.ID, cpr string, when time.Time) error {
	sealed, err := tx.seal(citizen, place("citizen_cpr", citizen), cpr)
	if err != nil {
		return err
	}
	if had, err := tx.CPROf(citizen); err != nil {
		return err
	} else if had != "" && had != cpr {
		tx.Outlast(ledger.Entry{At: ms(when), Kind: ledger.CorrectedCPR, Person: citizen})
	}
	return tx.err(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}}, DoUpdates: clause.AssignmentColumns([]string{"lookup", "at", "sealed"})}).
		Create(&cprRow{citizen, tx.cprLookup(cpr), ms(when), sealed}).Error)
}

// CPROf gives a citizen's number; "" where none is known.
func (tx *Tx) CPROf(citizen domain.ID) (cpr string, err error) {
	var rows []cprRow
	if err := tx.db.Where("person_id = ?", citizen).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return "", tx.err(err)
	}
	return cpr, tx.unseal(citizen, place("citizen_cpr", citizen), rows[0].Sealed, &cpr)
}

// CitizenOfCPR gives the citizen who has a number.
func (tx *Tx) CitizenOfCPR(cpr string) (domain.ID, error) {
	var r cprRow
	err := tx.db.Where("lookup = ?", tx.cprLookup(cpr)).Take(&r).Error
	return r.PersonID, tx.err(err)
}

// eraseIdentities deletes by what a citizen could be found, with her data key.
func (tx *Tx) eraseIdentities(owner domain.ID) error {
	if err := tx.db.Where("person_id = ?", owner).Delete(&cprRow{}).Error; err != nil {
		return tx.err(err)
	}
	return tx.DropIdentities(owner)
}

type wordRow struct {
	SessionID domain.ID `gorm:"primaryKey"`
	AskedAt   int64
	BusyUntil int64
	Sealed    []byte
}

func (wordRow) TableName() string { return "staff_word" }

// Word is the municipality's word for a member of the staff, as one session has it.
type Word struct {
	// AskedAt is when the provider last gave it, BusyUntil until when somebody asks anew.
	AskedAt, BusyUntil time.Time
	WordSecret
}

// WordSecret is what is sealed of it.
type WordSecret struct {
	// Person is the provider's name, Refresh what asks for the next word.
	Person  string `json:"person"`
	Refresh string `json:"refresh"`
}

// PutWord keeps a session's word, given at an instant.
func (tx *Tx) PutWord(session domain.ID, at time.Time, w WordSecret) error {
	sealed, err := tx.seal(Installation, place("staff_word", session), w)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "session_id"}}, DoUpdates: clause.AssignmentColumns([]string{"asked_at", "busy_until", "sealed"})}).
		Create(&wordRow{session, ms(at), 0, sealed}).Error)
}

// WordsDue makes the words of a person's living sessions as old as those of an instant, unless they are
// older, and gives those sessions.
func (tx *Tx) WordsDue(person domain.ID, asked time.Time) ([]domain.ID, error) {
	var ids []domain.ID
	if err := tx.db.Model(&sessionRow{}).Where("person_id = ? AND ended_at IS NULL", person).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
		return nil, tx.err(err)
	}
	return ids, tx.err(tx.db.Model(&wordRow{}).Where("session_id IN ? AND asked_at > ?", ids, ms(asked)).Update("asked_at", ms(asked)).Error)
}

// WordAskedAt gives when a session's word was last given; zero for a session without one.
func (tx *Tx) WordAskedAt(session domain.ID) (time.Time, error) {
	var rows []wordRow
	if err := tx.db.Select("asked_at").Where("session_id = ?", session).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return time.Time{}, tx.err(err)
	}
	return at(rows[0].AskedAt), nil
}

// ClaimWord gives a session's word to one who asks for the next, and to nobody else before
// until. Mine is false where somebody else asks already.
func (tx *Tx) ClaimWord(session domain.ID, now, until time.Time) (w Word, mine bool, err error) {
	res := tx.db.Model(&wordRow{}).Where("session_id = ? AND busy_until <= ?", session, ms(now)).Update("busy_until", ms(until))
	if res.Error != nil {
		return w, false, tx.err(res.Error)
	}
	var r wordRow
	if err := tx.db.Where("session_id = ?", session).Take(&r).Error; err != nil {
		return w, false, tx.err(err)
	}
	w.AskedAt, w.BusyUntil = at(r.AskedAt), at(r.BusyUntil)
	return w, res.RowsAffected > 0, tx.unseal(Installation, place("staff_word", session), r.Sealed, &w.WordSecret)
}
