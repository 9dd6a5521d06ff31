package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"tavlen/backend/domain"
)

type auditRow struct {
	Chain     string `gorm:"primaryKey"`
	Seq       int64  `gorm:"primaryKey"`
	At        int64
	PersonID  domain.ID
	SessionID domain.ID
	Action    string
	Kind      string
	ItemID    domain.ID
	Rev       int64
	Sealed    []byte
	Prev      []byte
	Hash      []byte
}

func (auditRow) TableName() string { return "audit" }

// Deed is one line of the audit: who did what to what, and in whose words why. The
// words are sealed; the chain runs over what lies in the row, so that it can be checked
// without any key, and still after an erasure.
type Deed struct {
	At      time.Time
	Person  domain.ID
	Session domain.ID
	Action  string
	Kind    domain.Kind
	Item    domain.ID
	Rev     int64
	Words   *DeedWords
}

// DeedWords is what people are shown of a deed.
type DeedWords struct {
	Role string `json:"role,omitempty"`
	What string `json:"what,omitempty"`
	Why  string `json:"why,omitempty"`
	// Until is when somebody's reason to look runs out, where he had to give one.
	Until *time.Time `json:"until,omitempty"`
}

var addDeed = written("INSERT INTO audit (chain, seq, at, person_id, session_id, action, kind, item_id, rev, sealed, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")

// Audit adds a deed to a plan's chain, in the transaction of the deed itself.
func (tx *Tx) Audit(h PlanHead, d Deed) error {
	return tx.audit(string(h.ID), h.Citizen, d)
}

// AuditInstallation adds a deed that belongs to no plan.
func (tx *Tx) AuditInstallation(d Deed) error {
	return tx.audit(string(Installation), Installation, d)
}

func (tx *Tx) audit(chain string, owner domain.ID, d Deed) error {
	head, err := tx.chainHead(chain)
	if err != nil {
		return err
	}
	r := auditRow{Chain: chain, Seq: head.Seq + 1, At: ms(d.At), PersonID: d.Person, SessionID: d.Session, Action: d.Action, Kind: string(d.Kind), ItemID: d.Item, Rev: d.Rev, Prev: head.Hash}
	if d.Words != nil {
		if r.Sealed, err = tx.seal(owner, place("audit", chain, r.Seq), d.Words); err != nil {
			return err
		}
	}
	r.Hash = r.sum()
	if err := tx.exec(addDeed, r.Chain, r.Seq, r.At, r.PersonID, r.SessionID, r.Action, r.Kind, r.ItemID, r.Rev, r.Sealed, r.Prev, r.Hash); err != nil {
		return err
	}
	tx.follow(head, r)
	return nil
}

// sum is the hash of the row with its predecessor's: SHA-256 over length-prefixed fields.
func (r auditRow) sum() []byte {
	h := sha256.New()
	var n [8]byte
	put := func(b []byte) {
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	num := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v)) //nolint:gosec // the bits are hashed, not the number
		h.Write(n[:])
	}
	put(r.Prev)
	put([]byte(r.Chain))
	num(r.Seq)
	num(r.At)
	for _, s := range []string{string(r.PersonID), string(r.SessionID), r.Action, r.Kind, string(r.ItemID)} {
		put([]byte(s))
	}
	num(r.Rev)
	put(r.Sealed)
	return h.Sum(nil)
}

// Deeds gives a plan's chain, oldest first.
func (tx *Tx) Deeds(h PlanHead) ([]Deed, error) {
	var rows []auditRow
	if err := tx.db.Where("chain = ?", string(h.ID)).Order("seq").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	return tx.deeds(h, rows)
}

func (tx *Tx) deeds(h PlanHead, rows []auditRow) ([]Deed, error) {
	out := make([]Deed, len(rows))
	for i, r := range rows {
		d, err := tx.deed(h, r)
		if err != nil {
			return nil, err
		}
		out[i] = d
	}
	return out, nil
}

func (tx *Tx) deed(h PlanHead, r auditRow) (Deed, error) {
	d := Deed{At: at(r.At), Person: r.PersonID, Session: r.SessionID, Action: r.Action, Kind: domain.Kind(r.Kind), Item: r.ItemID, Rev: r.Rev}
	if r.Sealed == nil {
		return d, nil
	}
	d.Words = &DeedWords{}
	return d, tx.unseal(h.Citizen, place("audit", r.Chain, r.Seq), r.Sealed, d.Words)
}

// Reading is a line of a plan's chain that tells of somebody who looked at it.
type Reading struct {
	Seq int64
	Deed
}

// ReadActions are the deeds that a citizen's log of who has looked at her plan is made of.
var ReadActions = []string{"read"}

// Readings gives up to n of those before seq who looked at a plan, the newest first; of one
// person alone, where by names one.
func (tx *Tx) Readings(h PlanHead, before int64, by domain.ID, n int) ([]Reading, error) {
	q := tx.db.Where("chain = ? AND seq < ? AND action IN ?", string(h.ID), before, ReadActions)
	if by != "" {
		q = q.Where("person_id = ?", by)
	}
	var rows []auditRow
	if err := q.Order("seq DESC").Limit(n).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]Reading, len(rows))
	for i, r := range rows {
		d, err := tx.deed(h, r)
		if err != nil {
			return nil, err
		}
		out[i] = Reading{r.Seq, d}
	}
	return out, nil
}

// Readers gives everybody who ever looked at a plan.
func (tx *Tx) Readers(h PlanHead) (people []domain.ID, err error) {
	err = tx.db.Model(&auditRow{}).Where("chain = ? AND action IN ?", string(h.ID), ReadActions).Distinct().Order("person_id").Pluck("person_id", &people).Error
	return people, tx.err(err)
}

// ChainFault names where an audit chain does not hold.
type ChainFault struct {
	Chain string
	Seq   int64
	What  string
}

// VerifyAudit walks every chain and gives where one was changed, swapped or cut, in the
// middle or at its end, and how many deeds it read. Whoever has an older copy of the
// database can still put all of a chain back as it was then: that shows only against what
// was kept elsewhere.
func (s *Store) VerifyAudit(ctx context.Context) (faults []ChainFault, deeds int, err error) {
	err = s.Snapshot(ctx, func(tx *Tx) error {
		bases, bent, err := tx.bases()
		if err != nil {
			return err
		}
		faults = append(faults, bent...)
		rows, err := tx.db.Model(&auditRow{}).Order("chain, seq").Rows()
		if err != nil {
			return tx.err(err)
		}
		defer func() { _ = rows.Close() }()
		var before auditRow
		ends := map[string]auditRow{}
		for chain, b := range bases { // those whose oldest deeds' time is over
			ends[chain] = auditRow{Seq: b.Seq, Hash: b.Hash}
		}
		for rows.Next() {
			var r auditRow
			if err := tx.db.ScanRows(rows, &r); err != nil {
				return tx.err(err)
			}
			if r.Chain != before.Chain {
				before = auditRow{Chain: r.Chain, Hash: make([]byte, sha256.Size)}
				if b, ok := bases[r.Chain]; ok {
					before.Seq, before.Hash = b.Seq, b.Hash
				}
			}
			switch {
			case r.Seq != before.Seq+1:
				faults = append(faults, ChainFault{r.Chain, r.Seq, fmt.Sprintf("deed %d is missing", before.Seq+1)})
			case !bytes.Equal(r.Prev, before.Hash):
				faults = append(faults, ChainFault{r.Chain, r.Seq, "does not follow the deed before it"})
			case !bytes.Equal(r.Hash, r.sum()):
				faults = append(faults, ChainFault{r.Chain, r.Seq, "was changed"})
			}
			before = r
			ends[r.Chain] = auditRow{Seq: r.Seq, Hash: r.Hash}
			deeds++
		}
		if err := rows.Err(); err != nil {
			return tx.err(err)
		}
		cut, err := tx.headFaults(ends)
		faults = append(faults, cut...)
		return err
	})
	return faults, deeds, err
}

// NewestDeed gives when the last deed was done; zero where there is none.
func (s *Store) NewestDeed(ctx context.Context) (newest time.Time, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		var last int64
		err := tx.db.Model(&auditRow{}).Select("coalesce(max(at), 0)").Scan(&last).Error
		if last > 0 {
			newest = at(last)
		}
		return tx.err(err)
	})
	return newest, err
}
