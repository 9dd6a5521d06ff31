package store

import (
	"time"

	"tavlen/backend/domain"
)

// SetImportance says anew how much an open promise matters; what was done of it stays done.
func (tx *Tx) SetImportance(id domain.ID, i domain.Importance) error {
	return tx.err(tx.db.Model(&notificationRow{}).Where("id = ? AND "+open, id).Update("importance", i).Error)
}

// PromisedSince gives what a person was promised of one kind on a plan that is due after an
// instant, also what is still to come.
func (tx *Tx) PromisedSince(person, plan domain.ID, kind domain.NotificationKind, since time.Time) ([]domain.Notification, error) {
	var rows []notificationRow
	if err := tx.db.Where("person_id = ? AND plan_id = ? AND kind = ? AND due_at > ?", person, plan, kind, ms(since)).Order("due_at").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Notification, len(rows))
	for i, r := range rows {
		out[i] = r.notification()
	}
	return out, nil
}
