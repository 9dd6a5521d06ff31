package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

type notificationRow struct {
	ID         domain.ID `gorm:"primaryKey"`
	PersonID   domain.ID
	PlanID     domain.ID
	SubjectID  domain.ID
	Kind       domain.NotificationKind
	DueAt      int64
	DeadlineAt int64
	DedupeKey  string
	State      domain.NotificationState
	Attempts   int
	NextAt     int64
	LeaseBy    *string
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	EndedAt    *int64
	Outcome    *string
	Importance domain.Importance
	Channel    domain.Channel
	// ChannelUntil is when the channel gives way to the next; null before it began.
	ChannelUntil *int64
	SentAt       *int64
	DeliveredAt  *int64
	OpenedAt     *int64
	CalledAt     *int64
}

func (r notificationRow) notification() domain.Notification {
	return domain.Notification{ID: r.ID, Person: r.PersonID, Plan: r.PlanID, Subject: r.SubjectID, Kind: r.Kind, DueAt: at(r.DueAt), Deadline: at(r.DeadlineAt),
		DedupeKey: r.DedupeKey, Importance: r.Importance, State: r.State, Attempts: r.Attempts, Channel: r.Channel, Until: atPtr(r.ChannelUntil),
		SentAt: atPtr(r.SentAt), DeliveredAt: atPtr(r.DeliveredAt), OpenedAt: atPtr(r.OpenedAt)}
}

func (notificationRow) TableName() string { return "notification" }

// open picks the promises that are not ended. It is written out, not asked with question
// marks: only so do the indexes serve that hold these rows and not all there ever were.
const open = "state IN ('scheduled', 'sending')"

var promise = written(`INSERT INTO notification (id, person_id, plan_id, subject_id, kind, due_at, deadline_at, dedupe_key, state, attempts, next_at, created_at, importance)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?) ON CONFLICT (dedupe_key) DO NOTHING`)

// Notify keeps the promise to wake a person. The same dedupe key twice is one promise.
func (tx *Tx) Notify(n domain.Notification) error {
	tx.Tell(Signal{Outbox: true})
	if n.Importance == "" {
		n.Importance = n.Kind.Importance()
	}
	return tx.exec(promise, n.ID, n.Person, n.Plan, n.Subject, n.Kind, ms(n.DueAt), ms(n.Deadline), n.DedupeKey, domain.NotificationScheduled, ms(n.DueAt), ms(tx.store.clock.Now()), n.Importance)
}

// ClearNotifications takes back the open promises of some kinds about a subject (a moved
// meeting's reminders), of all kinds where none is named, also one that a worker holds: it
// is not tried again.
func (tx *Tx) ClearNotifications(subject domain.ID, when time.Time, kinds ...domain.NotificationKind) error {
	q := tx.db.Model(&notificationRow{}).Where("subject_id = ? AND "+open, subject)
	if len(kinds) > 0 {
		q = q.Where("kind IN ?", kinds)
	}
	return tx.err(q.
		Updates(map[string]any{"state": domain.NotificationCleared, "ended_at": ms(when)}).Error)
}

// LeaseNotification claims one due promise for a worker until an instant, or gives
// ErrNotFound. A claim is a conditional update: two workers never hold the same one. One whose
// lease has run out in another's hands is told by TakenOver.
func (tx *Tx) LeaseNotification(worker string, now, until time.Time) (domain.Notification, error) {
	pick := tx.db.Where(open+" AND next_at <= ?", ms(now)).Order("next_at").Limit(1)
	if tx.store.postgres {
		pick = pick.Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"})
	}
	var r notificationRow
	if err := pick.Take(&r).Error; err != nil {
		return domain.Notification{}, tx.err(err)
	}
	// Until the lease ends it is not due: one time says all, and one index finds it.
	res := tx.db.Model(&notificationRow{}).Where("id = ? AND "+open+" AND next_at <= ?", r.ID, ms(now)).
		Updates(map[string]any{"state": domain.NotificationSending, "next_at": ms(until), "lease_by": worker, "attempts": r.Attempts + 1})
	if res.Error != nil {
		return domain.Notification{}, tx.err(res.Error)
	}
	if res.RowsAffected == 0 {
		return domain.Notification{}, domain.ErrNotFound
	}
	n := r.notification()
	n.TakenOver = r.State == domain.NotificationSending
	n.State, n.Attempts = domain.NotificationSending, r.Attempts+1
	return n, nil
}

// LeaveBe gives a promise back, until an instant, that the worker has claimed and done
// nothing with: the claim does not count.
func (tx *Tx) LeaveBe(id domain.ID, worker string, next time.Time) error {
	return tx.settle(id, worker, map[string]any{"state": domain.NotificationScheduled, "next_at": ms(next), "attempts": gorm.Expr("attempts - 1"), "lease_by": nil})
}

// EndNotification records how a promise ended that the worker holds. It is ErrNotFound
// where another has taken it over, or it was taken back or opened meanwhile. What a service
// has taken was sent, whoever says what of it and when (this process stood still, or its
// clock or another's jumped, while it was on the wire): then that is what is written, also
// where the worker does not hold it any more or believes it to have failed.
func (tx *Tx) EndNotification(id domain.ID, worker string, state domain.NotificationState, outcome string, when time.Time) error {
	switch state {
	case domain.NotificationSent:
		return tx.sent(tx.db.Where("id = ? AND (lease_by = ? OR sent_at IS NULL AND opened_at IS NULL)", id, worker), when)
	case domain.NotificationMissed, domain.NotificationFailed, domain.NotificationMuted:
		taken, err := tx.taken(id)
		if err != nil {
			return err
		}
		if taken {
			return tx.sent(held(tx, id, worker), when)
		}
	}
	return tx.settle(id, worker, map[string]any{"state": state, "outcome": textPtr(outcome), "ended_at": ms(when), "lease_by": nil})
}

// sent writes down that what was picked has left, and whatever else is known of it by now.
func (tx *Tx) sent(which *gorm.DB, when time.Time) error {
	return settled(tx, which, map[string]any{"state": gorm.Expr("CASE WHEN opened_at IS NOT NULL THEN 'opened' WHEN delivered_at IS NOT NULL THEN 'delivered' ELSE 'sent' END"),
		"sent_at": ms(when), "outcome": nil, "ended_at": ms(when), "lease_by": nil})
}

// lockPromise gives how a promise stands. Until the transaction ends nobody else writes that
// or its marks: each of two at once would not see the other's.
func (tx *Tx) lockPromise(id domain.ID) (domain.NotificationState, error) {
	var r notificationRow
	err := tx.lockRow().Select("state").Where("id = ?", id).Take(&r).Error
	return r.State, tx.err(err)
}

// taken says whether a service took a promise on its way to a phone or an address.
func (tx *Tx) taken(id domain.ID) (bool, error) {
	if _, err := tx.lockPromise(id); err != nil {
		return false, err
	}
	one := 0
	return tx.one(wasTaken, []any{id, id}, &one)
}

// proved takes back that a promise was given up that a service, as it shows, has taken. One
// that is still open is ended by whoever holds it.
func (tx *Tx) proved(id domain.ID, when time.Time) error {
	state, err := tx.lockPromise(id)
	if err != nil {
		return err
	}
	switch state {
	case domain.NotificationMissed, domain.NotificationFailed, domain.NotificationMuted, domain.NotificationCleared:
		return tx.sent(tx.db.Where("id = ?", id), when)
	}
	return nil
}

// HoldNotification gives a promise back that was handed over and whose report is waited
// for: if none comes by an instant, it climbs on. One that came already ends it.
func (tx *Tx) HoldNotification(n domain.Notification, worker string, next, when time.Time) error {
	if err := tx.StandOn(n, worker); err != nil {
		return err
	}
	return tx.settle(n.ID, worker, map[string]any{"state": gorm.Expr("CASE WHEN delivered_at IS NOT NULL THEN 'delivered' ELSE 'scheduled' END"),
		"ended_at": gorm.Expr("delivered_at"), "next_at": ms(next), "sent_at": ms(when), "outcome": nil, "lease_by": nil})
}

// RetryNotification gives a promise back that the worker holds, to be tried again at an
// instant. It is ErrNotFound where another has taken it over or it was taken back.
func (tx *Tx) RetryNotification(id domain.ID, worker string, next time.Time, outcome string) error {
	return tx.settle(id, worker, map[string]any{"state": domain.NotificationScheduled, "next_at": ms(next), "outcome": textPtr(outcome), "lease_by": nil})
}

// settle changes a promise that the worker holds and nobody took back.
func (tx *Tx) settle(id domain.ID, worker string, changes map[string]any) error {
	return settled(tx, held(tx, id, worker), changes)
}

func held(tx *Tx, id domain.ID, worker string) *gorm.DB {
	return tx.db.Where("id = ? AND lease_by = ? AND state = ?", id, worker, domain.NotificationSending)
}

func settled(tx *Tx, which *gorm.DB, changes map[string]any) error {
	res := which.Model(&notificationRow{}).Updates(changes)
	if res.Error == nil && res.RowsAffected == 0 {
		return domain.ErrNotFound
	}
	return tx.err(res.Error)
}

// NextDue gives when the next open promise wants to be looked at; zero when there is none.
func (tx *Tx) NextDue() (time.Time, error) {
	var next []int64
	err := tx.db.Model(&notificationRow{}).Where(open).Order("next_at").Limit(1).Pluck("next_at", &next).Error
	if err != nil || len(next) == 0 {
		return time.Time{}, tx.err(err)
	}
	return at(next[0]), nil
}

// NotificationRecord is a promise with how it went.
type NotificationRecord struct {
	domain.Notification
	Outcome string
}

// NotificationsOf gives every promise to a person, by due time.
func (tx *Tx) NotificationsOf(person domain.ID) ([]NotificationRecord, error) {
	var rows []notificationRow
	if err := tx.db.Where("person_id = ?", person).Order("due_at, id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]NotificationRecord, len(rows))
	for i, r := range rows {
		out[i].Notification = r.notification()
		if r.Outcome != nil {
			out[i].Outcome = *r.Outcome
		}
	}
	return out, nil
}

type deliveryRow struct {
	NotificationID domain.ID `gorm:"primaryKey"`
	SubscriptionID domain.ID `gorm:"primaryKey"`
	At             int64
}

func (deliveryRow) TableName() string { return "push_delivery" }

var (
	delivered = written(`INSERT INTO push_delivery (notification_id, subscription_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`)
	holds     = written(`SELECT 1 FROM notification WHERE id = ? AND lease_by = ? AND state = 'sending'`)
	wasTaken  = written(`SELECT 1 WHERE EXISTS (SELECT 1 FROM push_delivery WHERE notification_id = ?) OR EXISTS (SELECT 1 FROM delivery WHERE notification_id = ? AND state IN ('sent', 'delivered'))`)
)

// Delivered records that one phone was handed a notification, so that neither a retry for
// another phone nor who takes over from a killed worker wakes it twice. Who gave the
// notification up meanwhile was wrong.
func (tx *Tx) Delivered(notification, subscription domain.ID, when time.Time) error {
	if err := tx.exec(delivered, notification, subscription, ms(when)); err != nil {
		return err
	}
	return tx.proved(notification, when)
}

// Holds says whether a promise is still in a worker's hands: nobody took it over or back.
func (tx *Tx) Holds(notification domain.ID, worker string) (bool, error) {
	one := 0
	return tx.one(holds, []any{notification, worker}, &one)
}

// DeliveredTo gives the phones a notification has reached.
func (tx *Tx) DeliveredTo(notification domain.ID) (map[domain.ID]bool, error) {
	var rows []deliveryRow
	if err := tx.db.Where("notification_id = ?", notification).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := map[domain.ID]bool{}
	for _, r := range rows {
		out[r.SubscriptionID] = true
	}
	return out, nil
}
