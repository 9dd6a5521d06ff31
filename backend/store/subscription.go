package store

import (
	"tavlen/backend/domain"
)

type subscriptionRow struct {
	ID        domain.ID `gorm:"primaryKey"`
	PersonID  domain.ID
	SessionID domain.ID
	Lookup    []byte
	Sealed    []byte
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

func (subscriptionRow) TableName() string { return "push_subscription" }

// PutSubscription keeps where a phone is woken. A phone that was another's (a shared
// tablet) now belongs to the one signed in on it.
func (tx *Tx) PutSubscription(s domain.Subscription) error {
	lookup := tx.store.BlindIndex("push_endpoint", s.Endpoint)
	if err := tx.db.Where("lookup = ? OR (id = ? AND person_id = ?)", lookup, s.ID, s.Person).Delete(&subscriptionRow{}).Error; err != nil {
		return tx.err(err)
	}
	sealed, err := tx.seal(Installation, place("push_subscription", s.ID), s)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Create(&subscriptionRow{s.ID, s.Person, s.Session, lookup, sealed, ms(tx.store.clock.Now())}).Error)
}

// DropSubscriptions forgets the phone of a session.
func (tx *Tx) DropSubscriptions(session domain.ID) error {
	return tx.err(tx.db.Where("session_id = ?", session).Delete(&subscriptionRow{}).Error)
}

// DeleteSubscription forgets a phone of a person.
func (tx *Tx) DeleteSubscription(person, id domain.ID) error {
	return tx.err(tx.db.Where("id = ? AND person_id = ?", id, person).Delete(&subscriptionRow{}).Error)
}

// DeleteEndpoint forgets a phone whose push service no longer knows it, unless it has
// given a new endpoint meanwhile.
func (tx *Tx) DeleteEndpoint(s domain.Subscription) error {
	return tx.err(tx.db.Where("id = ? AND lookup = ?", s.ID, tx.store.BlindIndex("push_endpoint", s.Endpoint)).Delete(&subscriptionRow{}).Error)
}

// SubscriptionsOf gives a person's phones.
func (tx *Tx) SubscriptionsOf(person domain.ID) ([]domain.Subscription, error) {
	var rows []subscriptionRow
	if err := tx.db.Where("person_id = ?", person).Order("created_at, id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Subscription, len(rows))
	for i, r := range rows {
		if err := tx.unseal(Installation, place("push_subscription", r.ID), r.Sealed, &out[i]); err != nil {
			return nil, err
		}
		out[i].ID, out[i].Person, out[i].Session = r.ID, r.PersonID, r.SessionID
	}
	return out, nil
}

// HasSubscription says whether a phone, as it was read, may still be woken: the same
// endpoint for the same person and session. The end of a session takes it away.
func (tx *Tx) HasSubscription(s domain.Subscription) (bool, error) {
	var n int64
	err := tx.db.Model(&subscriptionRow{}).
		Where("id = ? AND person_id = ? AND session_id = ? AND lookup = ?", s.ID, s.Person, s.Session, tx.store.BlindIndex("push_endpoint", s.Endpoint)).Count(&n).Error
	return n > 0, tx.err(err)
}

// CountSubscriptions counts a person's phones.
func (tx *Tx) CountSubscriptions(person domain.ID) (int, error) {
	var n int64
	err := tx.db.Model(&subscriptionRow{}).Where("person_id = ?", person).Count(&n).Error
	return int(n), tx.err(err)
}

// DropOldestSubscription forgets the phone of a person that was known the longest.
func (tx *Tx) DropOldestSubscription(person domain.ID) error {
	var r subscriptionRow
	if err := tx.db.Where("person_id = ?", person).Order("created_at, id").Take(&r).Error; err != nil {
		return tx.err(err)
	}
	return tx.err(tx.db.Where("id = ?", r.ID).Delete(&subscriptionRow{}).Error)
}
