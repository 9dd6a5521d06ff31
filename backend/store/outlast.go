package store

import (
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// Ledger gives the ledger that this store writes to, outside the database.
func (s *Store) Ledger() *ledger.Book { return s.ledger }

// Outlast writes something down in the ledger, since it must still hold when an older copy of
// the database is put back. The line is on the disk before the transaction is committed: what
// was answered to anybody stands in both, whenever the power fails. A line whose commit then
// failed stays: it names what somebody who may was about to do, and carrying it through later
// takes away and gives nothing.
func (tx *Tx) Outlast(e ledger.Entry) {
	if e.At == 0 {
		e.At = ms(tx.store.clock.Now())
	}
	tx.outlasting = append(tx.outlasting, e)
}

// saveOutlasting is the last thing before a commit. Where the ledger cannot be written nothing
// is committed: the one who asked is told, instead of getting back what he took away.
func (tx *Tx) saveOutlasting() error {
	if len(tx.outlasting) == 0 {
		return nil
	}
	if err := tx.store.ledger.Append(tx.outlasting...); err != nil {
		tx.store.log.Error("the ledger cannot be written, so nothing was changed: mend TAVLEN_LEDGER_DIR", "error", err)
		return domain.ErrStorageFull.Because(err)
	}
	return nil
}

// outlastItem finds what outlasts a restore in a thing that is kept. It is asked of every
// thing, so that no use case can forget to.
func (tx *Tx) outlastItem(h PlanHead, r domain.Record) {
	e := ledger.Entry{At: ms(r.At), Plan: h.ID}
	switch it := r.Item.(type) {
	case *domain.Contact:
		if r.Deleted || it.Status != "withdrawn" {
			break
		}
		e.Kind, e.Person = ledger.RemovedContact, r.ID
		tx.Outlast(e)
		return
	case *domain.Consent:
		// One that another took the place of may have opened more than that.
		if r.Deleted || it.Status != "withdrawn" && it.Status != domain.StatusReplaced {
			break
		}
		e.Kind, e.Item = ledger.WithdrawnConsent, r.ID
		tx.Outlast(e)
		return
	}
	if r.Deleted {
		e.Kind, e.Item, e.What = ledger.ErasedItem, r.ID, string(r.Kind)
		tx.Outlast(e)
	}
}

// outlastRelation: who is consultant or stands in is handed on, not taken away, and an older
// plan must not come back without one.
func (tx *Tx) outlastRelation(plan, person domain.ID, kind access.RelationKind, when time.Time) {
	if kind == access.RelationContact || kind == access.RelationProfessional {
		tx.Outlast(ledger.Entry{At: ms(when), Kind: ledger.EndedRelation, Plan: plan, Person: person, What: string(kind)})
	}
}
