package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

// EnsureContactThread makes the thread between a citizen and one of her people, where there
// is none yet. Which those are follows from who they are, so they need not be listed.
func (tx *Tx) EnsureContactThread(t domain.Thread) error {
	ignore := clause.OnConflict{DoNothing: true}
	res := tx.db.Clauses(ignore).Create(&threadRow{ID: t.ID, PlanID: t.Plan, ContactID: &t.Contact})
	if res.Error != nil || res.RowsAffected == 0 {
		return tx.err(res.Error)
	}
	for i, p := range t.Between {
		if err := tx.db.Clauses(ignore).Create(&threadPersonRow{ThreadID: t.ID, PersonID: p, Place: i}).Error; err != nil {
			return tx.err(err)
		}
	}
	return nil
}

// MessagesHeard is Messages without those that are silent.
func (tx *Tx) MessagesHeard(h PlanHead, thread, before domain.ID, limit int) ([]domain.Message, bool, error) {
	return tx.page(h, thread, before, limit, tx.db.Where("silent = ?", false))
}

// WrittenSince gives when somebody wrote in a thread after an instant, the first time first.
func (tx *Tx) WrittenSince(thread, author domain.ID, since time.Time) ([]time.Time, error) {
	var when []int64
	if err := tx.db.Model(&messageRow{}).Where("thread_id = ? AND author_id = ? AND at > ?", thread, author, ms(since)).Order("seq").Pluck("at", &when).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]time.Time, len(when))
	for i, w := range when {
		out[i] = at(w)
	}
	return out, nil
}

var unreadOfPeople = written(`SELECT count(*) FROM message m JOIN thread t ON t.id = m.thread_id
WHERE t.plan_id = ? AND m.read_at IS NULL AND m.author_id = t.contact_id AND EXISTS (SELECT 1 FROM plan_person r
  WHERE r.plan_id = t.plan_id AND r.person_id = t.contact_id AND r.relation = 'contact' AND (r.valid_to IS NULL OR r.valid_to > ?))`)

// UnreadOfPeople counts what the citizen has not read of what those of her people wrote who
// are let in at an instant.
func (tx *Tx) UnreadOfPeople(plan domain.ID, now time.Time) (n int64, err error) {
	_, err = tx.one(unreadOfPeople, []any{plan, ms(now)}, &n)
	return n, err
}
