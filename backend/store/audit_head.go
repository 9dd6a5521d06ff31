package store

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"gorm.io/gorm/clause"
)

// auditHead says where a chain ends. A chain is born with its head, and each deed moves
// it in the deed's own transaction; a chain without one was tampered with.
type auditHead struct {
	Chain string `gorm:"primaryKey"`
	Seq   int64
	Hash  []byte
	Mac   []byte
}

func (auditHead) TableName() string { return "audit_head" }

var (
	endOfChain = statement{
		sqlite:   "SELECT seq, hash, mac FROM audit_head WHERE chain = ?",
		postgres: "SELECT seq, hash, mac FROM audit_head WHERE chain = $1 FOR UPDATE",
	}
	lastDeed = written("SELECT seq, hash FROM audit WHERE chain = ? ORDER BY seq DESC LIMIT 1")
	saveEnd  = written("INSERT INTO audit_head (chain, seq, hash, mac) VALUES (?, ?, ?, ?) ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, mac = excluded.mac")
)

// mac is over all of the head, under a key that never lies in the database.
func (s *Store) macOf(h auditHead) []byte {
	return s.BlindIndex("audit_head", place(h.Chain, h.Seq, hex.EncodeToString(h.Hash)))
}

func (s *Store) genuine(h auditHead) bool { return hmac.Equal(h.Mac, s.macOf(h)) }

// beginChain makes the head of a chain that has no deeds yet: its first one follows a
// hash of zeroes. Doing it twice changes nothing.
func (tx *Tx) beginChain(chain string) error {
	h := auditHead{Chain: chain, Hash: make([]byte, sha256.Size)}
	h.Mac = tx.store.macOf(h)
	return tx.err(tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&h).Error)
}

// chainHead gives the end of a chain, and on PostgreSQL locks it: the next deed follows
// this one. Where the head is gone the deeds themselves say where they end, and the head
// that is written then is not genuine: what was done to the chain goes on to show.
func (tx *Tx) chainHead(chain string) (*auditHead, error) {
	if h := tx.heads[chain]; h != nil {
		return h, nil
	}
	h := &auditHead{Chain: chain, Hash: make([]byte, sha256.Size), Mac: []byte{}}
	found, err := tx.one(endOfChain, []any{chain}, &h.Seq, &h.Hash, &h.Mac)
	if err == nil && !found {
		_, err = tx.one(lastDeed, []any{chain}, &h.Seq, &h.Hash)
	}
	if err != nil {
		return nil, err
	}
	if tx.heads == nil {
		tx.heads = map[string]*auditHead{}
	}
	tx.heads[chain] = h
	return h, nil
}

// follow moves a head to the deed that was added. One that was not genuine stays so.
func (tx *Tx) follow(h *auditHead, r auditRow) {
	genuine := tx.store.genuine(*h)
	h.Seq, h.Hash, h.Mac = r.Seq, r.Hash, []byte{}
	if genuine {
		h.Mac = tx.store.macOf(*h)
	}
}

// saveHeads writes where the transaction has left the chains it added to.
func (tx *Tx) saveHeads() error {
	for _, h := range tx.heads {
		if err := tx.exec(saveEnd, h.Chain, h.Seq, h.Hash, h.Mac); err != nil {
			return err
		}
	}
	return nil
}

// anchorChains makes the heads of chains that are older than heads are: once, with the
// migration that brings them.
func (tx *Tx) anchorChains() error {
	var chains []string
	if err := tx.db.Raw("SELECT id FROM plan UNION SELECT owner_id FROM data_key WHERE owner_id = ?", Installation).Scan(&chains).Error; err != nil {
		return tx.err(err)
	}
	for _, chain := range chains {
		h, err := tx.chainHead(chain)
		if err != nil {
			return err
		}
		h.Mac = tx.store.macOf(*h)
	}
	return nil
}

// headFaults compares the chains' ends, as found, with the heads, and takes the heads of
// the plans and of the installation for chains that must be there.
func (tx *Tx) headFaults(ends map[string]auditRow) ([]ChainFault, error) {
	var heads []auditHead
	if err := tx.db.Order("chain").Find(&heads).Error; err != nil {
		return nil, tx.err(err)
	}
	var plans []string
	if err := tx.db.Model(&planRow{}).Order("id").Pluck("id", &plans).Error; err != nil {
		return nil, tx.err(err)
	}
	var faults []ChainFault
	anchored := map[string]bool{}
	for _, h := range heads {
		anchored[h.Chain] = true
		end := ends[h.Chain]
		if end.Hash == nil {
			end.Hash = make([]byte, sha256.Size)
		}
		switch {
		case !tx.store.genuine(h):
			faults = append(faults, ChainFault{h.Chain, h.Seq, "its end was changed by someone without the keys"})
		case end.Seq < h.Seq:
			faults = append(faults, ChainFault{h.Chain, h.Seq, "is missing, and all after deed " + strconv.FormatInt(end.Seq, 10)})
		case end.Seq > h.Seq || !bytes.Equal(end.Hash, h.Hash):
			faults = append(faults, ChainFault{h.Chain, end.Seq, "is not where the chain ended"})
		}
	}
	missing := func(chain string) {
		if !anchored[chain] {
			anchored[chain] = true
			faults = append(faults, ChainFault{chain, ends[chain].Seq, "the record of the chain's end is missing"})
		}
	}
	missing(string(Installation))
	for _, p := range plans {
		missing(p)
	}
	for chain := range ends {
		missing(chain)
	}
	return faults, nil
}
