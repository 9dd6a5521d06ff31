package store

import (
	"time"

	"tavlen/backend/domain"
)

type attemptRow struct {
	NotificationID domain.ID      `gorm:"primaryKey"`
	Channel        domain.Channel `gorm:"primaryKey"`
	State          domain.DeliveryState
	Tries          int
	Doubts         int
	BeganAt        int64
	EndedAt        *int64
	Reference      string
	Proof          *string
	Outcome        *string
}

func (attemptRow) TableName() string { return "delivery" }

func (r attemptRow) delivery() domain.Delivery {
	d := domain.Delivery{Notification: r.NotificationID, Channel: r.Channel, State: r.State, Tries: r.Tries, Doubts: r.Doubts, BeganAt: at(r.BeganAt), EndedAt: atPtr(r.EndedAt), Reference: r.Reference}
	if r.Proof != nil {
		d.Proof = *r.Proof
	}
	if r.Outcome != nil {
		d.Outcome = *r.Outcome
	}
	return d
}

// DeliveriesOf gives how a notification went on each channel so far, in the order in which
// they began.
func (tx *Tx) DeliveriesOf(notification domain.ID) ([]domain.Delivery, error) {
	var rows []attemptRow
	if err := tx.db.Where("notification_id = ?", notification).Order("began_at, channel").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Delivery, len(rows))
	for i, r := range rows {
		out[i] = r.delivery()
	}
	return out, nil
}

var (
	stand = written(`UPDATE notification SET channel = ?, channel_until = ? WHERE id = ? AND lease_by = ? AND state = 'sending'`)
	begin = written(`INSERT INTO delivery (notification_id, channel, state, tries, began_at, reference) VALUES (?, ?, 'trying', 1, ?, ?)
ON CONFLICT (notification_id, channel) DO UPDATE SET state = 'trying', tries = delivery.tries + 1, outcome = NULL`)
	outcome = written(`INSERT INTO delivery (notification_id, channel, state, tries, doubts, began_at, ended_at, reference, proof, outcome) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
ON CONFLICT (notification_id, channel) DO UPDATE SET state = CASE WHEN delivery.state = 'delivered' THEN delivery.state ELSE excluded.state END, doubts = delivery.doubts + excluded.doubts, ended_at = excluded.ended_at, proof = coalesce(excluded.proof, delivery.proof), outcome = excluded.outcome`)
)

// StandOn says at which channel a promise stands that the worker holds, and until when. It
// is ErrNotFound where another has taken it over or it was taken back.
func (tx *Tx) StandOn(n domain.Notification, worker string) error {
	res, err := tx.db.Statement.ConnPool.ExecContext(tx.ctx, tx.store.text(stand), n.Channel, msPtr(n.Until), n.ID, worker)
	if err != nil {
		return tx.err(tx.known(err))
	}
	if rows, err := res.RowsAffected(); err != nil || rows == 0 {
		return domain.ErrNotFound
	}
	return nil
}

// BeginDelivery writes down that a promise the worker holds is about to leave on the
// channel it stands at: what has no tag must not leave before that is kept. It gives the
// delivery with its reference, which stays the same however often it is begun.
func (tx *Tx) BeginDelivery(n domain.Notification, worker string, when time.Time) (domain.Delivery, error) {
	if err := tx.StandOn(n, worker); err != nil {
		return domain.Delivery{}, err
	}
	if err := tx.exec(begin, n.ID, n.Channel, ms(when), string(domain.NewID())); err != nil {
		return domain.Delivery{}, err
	}
	var r attemptRow
	err := tx.db.Where("notification_id = ? AND channel = ?", n.ID, n.Channel).Take(&r).Error
	return r.delivery(), tx.err(err)
}

// EndDelivery writes down how a notification went on a channel, begun or not. What was taken
// was not missed, whatever another has said of the notification meanwhile, and what was
// delivered stays so.
func (tx *Tx) EndDelivery(notification domain.ID, channel domain.Channel, state domain.DeliveryState, proof, why string, when time.Time) error {
	doubts, ended := 1, (*int64)(nil)
	if state != domain.DeliveryInDoubt {
		doubts, ended = 0, msPtr(when)
	}
	if err := tx.exec(outcome, notification, channel, state, doubts, ms(when), ended, string(domain.NewID()), textPtr(proof), textPtr(why)); err != nil || state != domain.DeliverySent {
		return err
	}
	return tx.proved(notification, when)
}

// NotSent writes down why a delivery that was begun certainly did not leave, so that it can
// be begun again.
func (tx *Tx) NotSent(notification domain.ID, channel domain.Channel, why string) error {
	return tx.err(tx.db.Model(&attemptRow{}).Where("notification_id = ? AND channel = ?", notification, channel).Update("outcome", why).Error)
}

// TooMany is the outcome of a delivery that was not begun because the person had been sent
// enough on the channel.
const TooMany = "too many"

// CountLetters counts what a person was sent, or may have been, on a channel since an
// instant.
func (tx *Tx) CountLetters(person domain.ID, channel domain.Channel, since time.Time) (int, error) {
	var n int64
	err := tx.db.Model(&attemptRow{}).Joins("JOIN notification ON notification.id = delivery.notification_id").
		Where("notification.person_id = ? AND delivery.channel = ? AND delivery.began_at >= ? AND delivery.state <> ?", person, channel, ms(since), domain.DeliveryNobody).
		Where("(delivery.outcome IS NULL OR delivery.outcome <> ?)", TooMany).Count(&n).Error
	return int(n), tx.err(err)
}

func textPtr(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// TakeReport keeps what a gateway tells of a delivery; ErrNotFound where it is none of
// ours. What was reported undelivered while it still helps goes on to the next channel, and
// what can help no longer is missed.
func (tx *Tx) TakeReport(r domain.Report, when time.Time) error {
	q := tx.db.Where("channel = ?", domain.ChannelSMS)
	if r.Reference != "" {
		q = q.Where("reference = ?", r.Reference)
	} else {
		q = q.Where("proof = ?", r.Proof)
	}
	var d attemptRow
	if err := q.Take(&d).Error; err != nil {
		return tx.err(err)
	}
	var n notificationRow
	if err := tx.lockRow().Where("id = ?", d.NotificationID).Take(&n).Error; err != nil {
		return tx.err(err)
	}
	// Reports come late, twice and in any order: what arrived, arrived, and a channel that
	// was given up stays so.
	if d.State == domain.DeliveryDelivered || d.State.Over() && r.State != domain.DeliveryDelivered {
		return nil
	}
	if err := tx.EndDelivery(n.ID, d.Channel, r.State, r.Proof, r.Outcome, when); err != nil {
		return err
	}
	switch r.State {
	case domain.DeliveryDelivered:
		return tx.reported(n, when)
	case domain.DeliveryFailed:
		return tx.reopen(n, when)
	}
	return nil
}

// reported writes down that a phone has it. That ends the climbing, at whatever channel it
// stands by now; what a worker holds at this moment it ends itself.
func (tx *Tx) reported(n notificationRow, when time.Time) error {
	changes := map[string]any{"delivered_at": ms(when)}
	switch n.State {
	case domain.NotificationScheduled, domain.NotificationSent, domain.NotificationFailed, domain.NotificationMissed:
		changes["state"] = domain.NotificationDelivered
		changes["ended_at"] = ms(when)
		if n.SentAt == nil {
			changes["sent_at"] = ms(when)
		}
	}
	return tx.err(tx.db.Model(&notificationRow{}).Where("id = ?", n.ID).Updates(changes).Error)
}

// reopen lets a promise climb on that its gateway could not keep after all.
func (tx *Tx) reopen(n notificationRow, when time.Time) error {
	waits := n.State == domain.NotificationScheduled || n.State == domain.NotificationSent
	if !waits || n.Channel != domain.ChannelSMS {
		return nil
	}
	changes := map[string]any{"state": domain.NotificationScheduled, "next_at": ms(when), "sent_at": nil, "ended_at": nil, "lease_by": nil}
	if ms(when) >= n.DeadlineAt {
		changes = map[string]any{"state": domain.NotificationMissed, "sent_at": nil, "ended_at": ms(when), "outcome": "undelivered"}
	}
	tx.Tell(Signal{Outbox: true})
	return tx.err(tx.db.Model(&notificationRow{}).Where("id = ?", n.ID).Updates(changes).Error)
}
