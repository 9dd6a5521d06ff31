package store

import (
	"time"

	"gorm.io/gorm"

	"tavlen/backend/domain"
)

// ProveSession notes that a session's owner proved once more that it is her.
func (tx *Tx) ProveSession(id domain.ID, when time.Time) error {
	return tx.err(tx.db.Model(&sessionRow{}).Where("id = ? AND ended_at IS NULL", id).Update("auth_at", ms(when)).Error)
}

// PutPIN keeps the hash of a session's PIN, nil for none, and forgets the wrong tries.
func (tx *Tx) PutPIN(session domain.ID, hash []byte) error {
	var sealed []byte
	if hash != nil {
		var err error
		if sealed, err = tx.seal(Installation, place("pin", session), hash); err != nil {
			return err
		}
	}
	return tx.err(tx.db.Model(&sessionRow{}).Where("id = ? AND ended_at IS NULL", session).Updates(map[string]any{"pin": sealed, "pin_tries": 0}).Error)
}

// TryPIN counts a try before it is looked at, so that many at once are no more than one after
// the other, and gives the PIN's hash and which try in a row this is. Where there were most
// already it counts no further. A session without a PIN is ErrNotFound.
func (tx *Tx) TryPIN(session domain.ID, most int) (hash []byte, try int, err error) {
	res := tx.db.Model(&sessionRow{}).Where("id = ? AND ended_at IS NULL AND pin IS NOT NULL AND pin_tries <= ?", session, most).Update("pin_tries", gorm.Expr("pin_tries + 1"))
	if res.Error != nil {
		return nil, 0, tx.err(res.Error)
	}
	var r sessionRow
	if err := tx.db.Where("id = ? AND pin IS NOT NULL", session).Take(&r).Error; err != nil {
		return nil, 0, tx.err(err)
	}
	return hash, r.PinTries, tx.unseal(Installation, place("pin", session), r.Pin, &hash)
}
