package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

type attentionRow struct {
	PlanID   domain.ID `gorm:"primaryKey"`
	LookedAt int64
	NextAt   *int64
	Sealed   []byte
}

func (attentionRow) TableName() string { return "plan_attention" }

// Attention reads what was noticed about a plan into a value, and gives when to look again;
// found is false where nobody has looked yet.
func (tx *Tx) Attention(h PlanHead, into any) (next time.Time, found bool, err error) {
	var rows []attentionRow
	if err := tx.db.Where("plan_id = ?", h.ID).Find(&rows).Error; err != nil || len(rows) == 0 {
		return time.Time{}, false, tx.err(err)
	}
	return atPtr(rows[0].NextAt), true, tx.unseal(h.Citizen, place("plan_attention", h.ID), rows[0].Sealed, into)
}

// PutAttention keeps what was noticed about a plan at an instant, and when to look again;
// zero is not by itself.
func (tx *Tx) PutAttention(h PlanHead, when, next time.Time, noticed any) error {
	row := attentionRow{PlanID: h.ID, LookedAt: ms(when), NextAt: msPtr(next)}
	var err error
	if row.Sealed, err = tx.seal(h.Citizen, place("plan_attention", h.ID), noticed); err != nil {
		return err
	}
	return tx.err(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error)
}

// AttentionDue gives up to limit plans that the rules have something new to say about by an
// instant, the longest due first.
func (tx *Tx) AttentionDue(now time.Time, limit int) ([]domain.ID, error) {
	var ids []domain.ID
	err := tx.db.Model(&attentionRow{}).Where("next_at <= ?", ms(now)).Order("next_at, plan_id").Limit(limit).Pluck("plan_id", &ids).Error
	return ids, tx.err(err)
}

// LastSeen is when one of somebody's sessions was last in use; zero where there is none.
func (tx *Tx) LastSeen(person domain.ID) (time.Time, error) {
	var last *int64
	err := tx.db.Model(&sessionRow{}).Where("person_id = ?", person).Select("max(seen_at)").Scan(&last).Error
	return atPtr(last), tx.err(err)
}

// ItemsOf gives the things of some kinds that are on a plan, without who made them so and
// when: for who goes over all plans and needs neither.
func (tx *Tx) ItemsOf(h PlanHead, kinds []domain.Kind) ([]domain.Record, error) {
	var rows []versionRow
	if err := tx.db.Raw("SELECT plan_id, kind, id, rev, sealed FROM plan_item WHERE plan_id = ? AND deleted = ? AND kind IN ?", h.ID, false, kinds).Scan(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Record, len(rows))
	for i, row := range rows {
		var err error
		if out[i], err = tx.record(h, row); err != nil {
			return nil, err
		}
	}
	return out, nil
}
