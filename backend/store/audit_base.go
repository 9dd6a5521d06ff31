package store

import (
	"encoding/hex"
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// auditBase says where a chain begins whose oldest deeds were deleted when their time was over: the
// last of them. It is signed like a head, so that nobody cuts a chain's beginning off and says that
// it was so.
type auditBase struct {
	Chain string `gorm:"primaryKey"`
	Seq   int64
	Hash  []byte
	Mac   []byte
}

func (auditBase) TableName() string { return "audit_base" }

func (s *Store) macOfBase(b auditBase) []byte {
	return s.BlindIndex("audit_base", place(b.Chain, b.Seq, hex.EncodeToString(b.Hash)))
}

// bases gives where chains begin, of those that do not begin with their first deed, and what is
// wrong with that. One that was not signed here counts for nothing.
func (tx *Tx) bases() (map[string]auditBase, []ChainFault, error) {
	var rows []auditBase
	if err := tx.db.Order("chain").Find(&rows).Error; err != nil {
		return nil, nil, tx.err(err)
	}
	out := map[string]auditBase{}
	var faults []ChainFault
	for _, b := range rows {
		if string(b.Mac) != string(tx.store.macOfBase(b)) {
			faults = append(faults, ChainFault{b.Chain, b.Seq, "its beginning was changed by someone without the keys"})
			continue
		}
		out[b.Chain] = b
	}
	return out, faults, nil
}

// cut is up to which deed a plan's chain is over, and how many deeds that are.
type cut struct {
	Chain string
	Seq   int64
	Deeds int64
}

// cuts gives the chains of plans whose oldest deeds were done up to an instant. A chain is cut from
// its beginning alone; the installation's own is not, since it holds who was erased.
func (tx *Tx) cuts(until time.Time) (out []cut, err error) {
	err = tx.db.Raw(`SELECT a.chain, max(a.seq) AS seq, count(*) AS deeds FROM audit a
LEFT JOIN (SELECT chain, min(seq) AS first FROM audit WHERE at > ? GROUP BY chain) y ON y.chain = a.chain
WHERE a.chain <> ? AND (y.first IS NULL OR a.seq < y.first) GROUP BY a.chain ORDER BY a.chain`, ms(until), string(Installation)).Scan(&out).Error
	return out, tx.err(err)
}

// cutChains deletes up to so many of the oldest deeds, those done up to an instant.
func (tx *Tx) cutChains(until time.Time, most int) (n int64, err error) {
	all, err := tx.cuts(until)
	if err != nil {
		return 0, err
	}
	_, wrong, err := tx.bases()
	if err != nil {
		return 0, err
	}
	bent := map[string]bool{}
	for _, f := range wrong {
		bent[f.Chain] = true
	}
	for _, c := range all {
		if n >= int64(most) {
			return n, nil
		}
		if bent[c.Chain] {
			continue // as it is, verify-log names it
		}
		if _, err := tx.chainHead(c.Chain); err != nil { // nobody adds to it meanwhile
			return n, err
		}
		if rest := int64(most) - n; c.Deeds > rest {
			c.Seq -= c.Deeds - rest
		}
		var last auditRow
		if err := tx.db.Select("chain", "seq", "hash").Where("chain = ? AND seq = ?", c.Chain, c.Seq).Take(&last).Error; err != nil {
			return n, tx.err(err)
		}
		base := auditBase{Chain: c.Chain, Seq: last.Seq, Hash: last.Hash}
		base.Mac = tx.store.macOfBase(base)
		if err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&base).Error; err != nil {
			return n, tx.err(err)
		}
		res := tx.db.Where("chain = ? AND seq <= ?", c.Chain, c.Seq).Delete(&auditRow{})
		if n += res.RowsAffected; res.Error != nil {
			return n, tx.err(res.Error)
		}
	}
	return n, nil
}

// cutUntil is the newest instant of which the ledger outside the database says that deeds up to it
// were deleted since their time was over. What the transaction sees cut stands there: it is
// announced before its commit.
//
// A line that is further ahead of our clock than a run's may be is not believed. So whatever was
// deleted by a clock far ahead is named for as long as it ought to have been kept, and no longer:
// when that clock's day has come, its time is over.
func (tx *Tx) cutUntil() (time.Time, error) {
	found, err := tx.store.ledger.Read()
	if err != nil {
		return time.Time{}, err
	}
	latest := ms(tx.store.clock.Now().AddDate(0, 0, domain.ClockAhead))
	var until int64
	for _, e := range found.Entries {
		if (e.Kind == ledger.RunsOut || e.Kind == ledger.RanOut) && e.What == string(domain.RetainAccessLog) && e.At <= latest {
			until = max(until, e.From)
		}
	}
	return at(until), nil
}
