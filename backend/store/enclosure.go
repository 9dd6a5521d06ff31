package store

import (
	"tavlen/backend/domain"
)

type enclosureRow struct {
	PlanID    domain.ID `gorm:"primaryKey"`
	ID        domain.ID `gorm:"primaryKey"`
	ThreadID  domain.ID
	PersonID  domain.ID
	MessageID *domain.ID
	File      string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	Sealed    []byte
}

func (enclosureRow) TableName() string { return "enclosure" }

func enclosurePlace(h PlanHead, thread, id domain.ID) string {
	return place("enclosure", h.ID, thread, id)
}

// AddEnclosure keeps what is said of a photo or a voice whose file counts already.
func (tx *Tx) AddEnclosure(h PlanHead, e domain.Enclosure) error {
	row := enclosureRow{PlanID: h.ID, ID: e.ID, ThreadID: e.Thread, PersonID: e.Person, File: e.File, CreatedAt: ms(tx.store.clock.Now())}
	var err error
	if row.Sealed, err = tx.seal(h.Citizen, enclosurePlace(h, e.Thread, e.ID), e); err != nil {
		return err
	}
	return tx.err(tx.db.Create(&row).Error)
}

// Enclosure gives what is known of a photo or a voice; ErrNotFound when there is none.
func (tx *Tx) Enclosure(h PlanHead, id domain.ID) (domain.Enclosure, error) {
	var row enclosureRow
	if err := tx.db.Where("plan_id = ? AND id = ?", h.ID, id).Take(&row).Error; err != nil {
		return domain.Enclosure{}, tx.err(err)
	}
	var e domain.Enclosure
	if err := tx.unseal(h.Citizen, enclosurePlace(h, row.ThreadID, row.ID), row.Sealed, &e); err != nil {
		return domain.Enclosure{}, err
	}
	e.Thread, e.Person, e.File = row.ThreadID, row.PersonID, row.File
	if row.MessageID != nil {
		e.Message = *row.MessageID
	}
	return e, nil
}

// Enclose ties a photo or a voice to the one message that carries it.
func (tx *Tx) Enclose(h PlanHead, id, message domain.ID) error {
	return tx.err(tx.db.Model(&enclosureRow{}).Where("plan_id = ? AND id = ? AND message_id IS NULL", h.ID, id).Update("message_id", message).Error)
}

// DropEnclosure forgets a photo or a voice, as when its message is called back; its file is
// swept as one that nothing owns.
func (tx *Tx) DropEnclosure(h PlanHead, id domain.ID) error {
	var row enclosureRow
	if err := tx.db.Where("plan_id = ? AND id = ?", h.ID, id).Take(&row).Error; err != nil {
		return tx.err(err)
	}
	return tx.drop(row)
}

func (tx *Tx) drop(row enclosureRow) error {
	if err := tx.db.Delete(&row).Error; err != nil {
		return tx.err(err)
	}
	return tx.err(tx.db.Delete(&fileRow{Name: row.File}).Error)
}
