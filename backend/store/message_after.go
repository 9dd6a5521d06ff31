package store

import (
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// ReplaceMessage keeps a message with what became of it; what it said before is nowhere any
// more but in the message itself. One that was taken back waits for nobody.
func (tx *Tx) ReplaceMessage(h PlanHead, m domain.Message) error {
	sealed, err := tx.seal(h.Citizen, messagePlace(h, m.Thread, m.ID), m)
	if err != nil {
		return err
	}
	rows := tx.db.Model(&messageRow{}).Where("plan_id = ? AND id = ? AND thread_id = ?", h.ID, m.ID, m.Thread)
	if m.RecalledAt != nil {
		tx.Outlast(ledger.Entry{At: ms(*m.RecalledAt), Kind: ledger.RecalledMessage, Plan: h.ID, Person: m.From, Item: m.ID})
		if err := rows.Session(fresh).Where("read_at IS NULL").Update("read_at", ms(*m.RecalledAt)).Error; err != nil {
			return tx.err(err)
		}
	}
	return tx.err(rows.Session(fresh).Updates(map[string]any{"sealed": sealed, "changed_at": ms(tx.store.clock.Now())}).Error)
}

// MessagesChanged gives up to limit messages of a thread that became others after an instant,
// those that did so last first.
func (tx *Tx) MessagesChanged(h PlanHead, thread domain.ID, since time.Time, limit int) ([]domain.Message, error) {
	var rows []messageRow
	if err := tx.db.Where("thread_id = ? AND plan_id = ? AND changed_at > ?", thread, h.ID, ms(since)).Order("changed_at DESC, seq DESC").Limit(limit).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Message, len(rows))
	for i, r := range rows {
		m, err := tx.message(h, r)
		if err != nil {
			return nil, err
		}
		out[i] = m
	}
	return out, nil
}

// Unread makes a message one that is to be read again.
func (tx *Tx) Unread(h PlanHead, m domain.Message) error {
	return tx.err(tx.db.Model(&messageRow{}).Where("plan_id = ? AND id = ? AND thread_id = ?", h.ID, m.ID, m.Thread).Update("read_at", nil).Error)
}

// NotificationsAbout gives the promises of a kind about a subject, however they ended.
func (tx *Tx) NotificationsAbout(subject domain.ID, kind domain.NotificationKind, persons ...domain.ID) ([]domain.Notification, error) {
	var rows []notificationRow
	// By person: there is an index of those.
	if err := tx.db.Where("person_id IN ? AND subject_id = ? AND kind = ?", persons, subject, kind).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Notification, len(rows))
	for i, r := range rows {
		out[i] = r.notification()
	}
	return out, nil
}

type savedReplyRow struct {
	PersonID domain.ID `gorm:"primaryKey"`
	ID       domain.ID `gorm:"primaryKey"`
	MadeAt   int64
	Sealed   []byte
}

func (savedReplyRow) TableName() string { return "saved_reply" }

// SavedReplies gives what a member of staff often writes, the first made first.
func (tx *Tx) SavedReplies(person domain.ID) ([]domain.SavedReply, error) {
	owner, err := tx.ownerOf(person)
	if err != nil {
		return nil, err
	}
	var rows []savedReplyRow
	if err := tx.db.Where("person_id = ?", person).Order("made_at, id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.SavedReply, len(rows))
	for i, r := range rows {
		if err := tx.unseal(owner, place("saved_reply", person, r.ID), r.Sealed, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PutSavedReply keeps one, made now or changed.
func (tx *Tx) PutSavedReply(person domain.ID, r domain.SavedReply, now time.Time) error {
	owner, err := tx.ownerOf(person)
	if err != nil {
		return err
	}
	sealed, err := tx.seal(owner, place("saved_reply", person, r.ID), r)
	if err != nil {
		return err
	}
	had := tx.db.Model(&savedReplyRow{}).Where("person_id = ? AND id = ?", person, r.ID).Update("sealed", sealed)
	if had.Error != nil || had.RowsAffected > 0 {
		return tx.err(had.Error)
	}
	return tx.err(tx.db.Create(&savedReplyRow{person, r.ID, ms(now), sealed}).Error)
}

// DeleteSavedReply forgets one.
func (tx *Tx) DeleteSavedReply(person, id domain.ID) error {
	return tx.err(tx.db.Where("person_id = ? AND id = ?", person, id).Delete(&savedReplyRow{}).Error)
}
