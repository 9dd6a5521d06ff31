package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

// lockRow keeps a row from being changed by another until the transaction ends. SQLite has
// one writer at a time.
func (tx *Tx) lockRow() *gorm.DB {
	if tx.writes && tx.store.postgres {
		return tx.db.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	return tx.db
}

func records(rows []notificationRow) []NotificationRecord {
	out := make([]NotificationRecord, len(rows))
	for i, r := range rows {
		out[i].Notification = r.notification()
		if r.Outcome != nil {
			out[i].Outcome = *r.Outcome
		}
	}
	return out
}

// Promise gives one promise, locked where the transaction writes.
func (tx *Tx) Promise(id domain.ID) (NotificationRecord, error) {
	var r notificationRow
	if err := tx.lockRow().Where("id = ?", id).Take(&r).Error; err != nil {
		return NotificationRecord{}, tx.err(err)
	}
	return records([]notificationRow{r})[0], nil
}

// PromisesBefore gives a person's promises, the latest due first, at most limit of them;
// before names the one to go on after, "" begins. What was taken back is left out.
func (tx *Tx) PromisesBefore(person, before domain.ID, limit int) ([]NotificationRecord, error) {
	q := tx.db.Where("person_id = ? AND state <> ?", person, domain.NotificationCleared)
	if before != "" {
		var from notificationRow
		if err := tx.db.Where("id = ? AND person_id = ?", before, person).Take(&from).Error; err != nil {
			return nil, tx.err(err)
		}
		q = q.Where("(due_at < ? OR due_at = ? AND id < ?)", from.DueAt, from.DueAt, from.ID)
	}
	var rows []notificationRow
	if err := q.Order("due_at DESC, id DESC").Limit(limit).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	return records(rows), nil
}

// OpenAbout gives the open promises about a subject.
func (tx *Tx) OpenAbout(subject domain.ID) ([]domain.Notification, error) {
	var rows []notificationRow
	if err := tx.db.Where("subject_id = ? AND "+open, subject).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Notification, len(rows))
	for i, r := range rows {
		out[i] = r.notification()
	}
	return out, nil
}

// ToldAbout gives what a person was told about a subject, on whatever channel.
func (tx *Tx) ToldAbout(person, subject domain.ID) ([]domain.Notification, error) {
	var rows []notificationRow
	if err := tx.db.Where("person_id = ? AND subject_id = ? AND state IN ('sent', 'delivered', 'opened')", person, subject).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Notification, len(rows))
	for i, r := range rows {
		out[i] = r.notification()
	}
	return out, nil
}

// ClearNotification takes one open promise back.
func (tx *Tx) ClearNotification(id domain.ID, when time.Time) error {
	return tx.err(tx.db.Model(&notificationRow{}).Where("id = ? AND "+open, id).
		Updates(map[string]any{"state": domain.NotificationCleared, "ended_at": ms(when)}).Error)
}

// MarkOpened writes down when a person first opened what he was told of. That ends the
// climbing: he knows.
func (tx *Tx) MarkOpened(id domain.ID, when time.Time) error {
	return tx.err(tx.db.Model(&notificationRow{}).Where("id = ? AND opened_at IS NULL", id).
		Updates(map[string]any{"state": domain.NotificationOpened, "opened_at": ms(when), "ended_at": ms(when)}).Error)
}

// Reached gives what a person was handed or opened of a plan, the latest due first.
func (tx *Tx) Reached(person, plan domain.ID, limit int) ([]domain.Notification, error) {
	var rows []notificationRow
	err := tx.db.Where("person_id = ? AND plan_id = ? AND (sent_at IS NOT NULL OR opened_at IS NOT NULL)", person, plan).
		Order("due_at DESC, id DESC").Limit(limit).Find(&rows).Error
	out := make([]domain.Notification, len(rows))
	for i, r := range rows {
		out[i] = r.notification()
	}
	return out, tx.err(err)
}

// Unreached gives a person's promises since an instant that reached nobody, or are at a
// channel beyond the first because an earlier one failed; the latest first.
func (tx *Tx) Unreached(person domain.ID, since time.Time, limit int) ([]NotificationRecord, error) {
	var rows []notificationRow
	err := tx.db.Where("person_id = ? AND due_at >= ? AND (state IN ('failed', 'missed', 'muted') OR "+open+" AND outcome IS NOT NULL)", person, ms(since)).
		Order("due_at DESC, id DESC").Limit(limit).Find(&rows).Error
	return records(rows), tx.err(err)
}

// ToCall gives the promises on some plans that stand on staff's call list, by deadline:
// those that still help, and those missed since an instant. What was called about is off it.
func (tx *Tx) ToCall(plans []domain.ID, since time.Time) ([]NotificationRecord, error) {
	if len(plans) == 0 {
		return nil, nil
	}
	var rows []notificationRow
	err := tx.db.Where("plan_id IN ? AND channel = 'call' AND called_at IS NULL AND ("+open+" OR state = 'missed' AND deadline_at >= ?)", plans, ms(since)).
		Order("deadline_at, id").Find(&rows).Error
	return records(rows), tx.err(err)
}

// Called takes a promise off the call list, and with it what else stands there about the
// same subject to the same person: one call tells all of it. It is kept where the person was
// reached; else only what was missed already goes.
func (tx *Tx) Called(n domain.Notification, reached bool, when time.Time) error {
	q := tx.db.Model(&notificationRow{}).Where("person_id = ? AND subject_id = ? AND called_at IS NULL AND channel = 'call'", n.Person, n.Subject)
	changes := map[string]any{"called_at": ms(when), "lease_by": nil, "ended_at": ms(when), "outcome": "not reached", "state": domain.NotificationMissed}
	if reached {
		changes["outcome"], changes["sent_at"], changes["state"] = nil, ms(when), domain.NotificationSent
		return tx.err(q.Where("(state = 'missed' OR " + open + ")").Updates(changes).Error)
	}
	return tx.err(q.Where("(state = 'missed' OR "+open+" AND deadline_at <= ?)", ms(when)).Updates(changes).Error)
}

// CalledInVain counts a call that reached nobody and leaves the promise on the list.
func (tx *Tx) CalledInVain(id domain.ID) error {
	return tx.err(tx.db.Model(&attemptRow{}).Where("notification_id = ? AND channel = 'call'", id).Update("tries", gorm.Expr("tries + 1")).Error)
}

var list = written(`INSERT INTO delivery (notification_id, channel, state, tries, began_at, reference) VALUES (?, 'call', 'trying', 0, ?, ?) ON CONFLICT (notification_id, channel) DO NOTHING`)

// List puts a promise that the worker holds on staff's call list, until it climbs on or
// helps no more.
func (tx *Tx) List(n domain.Notification, worker string, when time.Time) error {
	if err := tx.StandOn(n, worker); err != nil {
		return err
	}
	if err := tx.exec(list, n.ID, ms(when), string(domain.NewID())); err != nil {
		return err
	}
	return tx.RetryNotification(n.ID, worker, n.Until, "to be called")
}

// LockPerson keeps a person from being changed by another until the transaction ends.
func (tx *Tx) LockPerson(id domain.ID) error {
	var r personRow
	return tx.err(tx.lockRow().Select("id").Where("id = ?", id).Take(&r).Error)
}

// OwnerOf gives whose data key seals a person.
func (tx *Tx) OwnerOf(id domain.ID) (domain.ID, error) {
	var r personRow
	err := tx.db.Select("owner_id").Where("id = ?", id).Take(&r).Error
	return r.OwnerID, tx.err(err)
}
