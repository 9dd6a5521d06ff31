package store

import (
	"bytes"
	"encoding/json"

	"tavlen/backend/domain"
)

type mutationRow struct {
	PersonID  domain.ID `gorm:"primaryKey"`
	Key       string    `gorm:"primaryKey"`
	Operation string
	BodyHash  []byte
	Result    string
	At        int64
}

func (mutationRow) TableName() string { return "mutation" }

// Mutation looks up what a person sent before under a key. Found with the same operation
// and body it decodes the first answer into result; with another it is ErrKeyReused.
func (tx *Tx) Mutation(person domain.ID, key, operation string, bodyHash []byte, result any) (found bool, err error) {
	var rows []mutationRow
	if err := tx.db.Where("person_id = ? AND key = ?", person, key).Find(&rows).Error; err != nil || len(rows) == 0 {
		return false, tx.err(err)
	}
	if rows[0].Operation != operation || !bytes.Equal(rows[0].BodyHash, tx.keyedHash(bodyHash)) {
		return true, domain.ErrKeyReused
	}
	return true, json.Unmarshal([]byte(rows[0].Result), result)
}

// KeepMutation keeps the first answer to a key, for ever, in the same transaction as
// what it did. Results hold ids and revisions only, no words.
func (tx *Tx) KeepMutation(person domain.ID, key, operation string, bodyHash []byte, result any) error {
	doc, err := json.Marshal(result)
	if err != nil {
		return err
	}
	err = tx.err(tx.db.Create(&mutationRow{person, key, operation, tx.keyedHash(bodyHash), string(doc), ms(tx.store.clock.Now())}).Error)
	if IsDuplicate(err) {
		return domain.ErrKeyReused.Because(err) // by another wish, at the same moment
	}
	return err
}

// keyedHash keeps a short answer ("Ja") from being guessed out of a stolen database.
func (tx *Tx) keyedHash(bodyHash []byte) []byte {
	return tx.store.BlindIndex("mutation", string(bodyHash))
}
