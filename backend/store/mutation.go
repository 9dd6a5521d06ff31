package store

import (
	"bytes"
	"encoding/json"

	"tavlen/backend/domain"
)

var (
	findMutation = written("SELECT operation, body_hash, result FROM mutation WHERE person_id = ? AND key = ?")
	keepMutation = written("INSERT INTO mutation (person_id, key, operation, body_hash, result, at) VALUES (?, ?, ?, ?, ?, ?)")
)

// Mutation looks up what a person sent before under a key. Found with the same operation
// and body it decodes the first answer into result; with another it is ErrKeyReused.
func (tx *Tx) Mutation(person domain.ID, key, operation string, bodyHash []byte, result any) (found bool, err error) {
	var first struct {
		operation, result string
		bodyHash          []byte
	}
	found, err = tx.one(findMutation, []any{person, key}, &first.operation, &first.bodyHash, &first.result)
	if err != nil || !found {
		return false, err
	}
	if first.operation != operation || !bytes.Equal(first.bodyHash, tx.keyedHash(bodyHash)) {
		return true, domain.ErrKeyReused
	}
	return true, json.Unmarshal([]byte(first.result), result)
}

// KeepMutation keeps the first answer to a key, for longer than any phone is without net (class
// mutations of package retention), in the same transaction as what it did. Results hold ids and revisions only, no words.
func (tx *Tx) KeepMutation(person domain.ID, key, operation string, bodyHash []byte, result any) error {
	doc, err := json.Marshal(result)
	if err != nil {
		return err
	}
	err = tx.exec(keepMutation, person, key, operation, tx.keyedHash(bodyHash), string(doc), ms(tx.store.clock.Now()))
	if IsDuplicate(err) {
		return domain.ErrKeyReused.Because(err) // by another wish, at the same moment
	}
	return err
}

// keyedHash keeps a short answer ("Ja") from being guessed out of a stolen database.
func (tx *Tx) keyedHash(bodyHash []byte) []byte {
	return tx.store.BlindIndex("mutation", string(bodyHash))
}
