package store

import (
	"time"

	"tavlen/backend/domain"
)

type attentionRow struct {
	PlanID   domain.ID `gorm:"primaryKey"`
	LookedAt int64
	NextAt   *int64
	Sealed   []byte
}

func (attentionRow) TableName() string { return "plan_attention" }

var (
	readAttention = written("SELECT next_at, sealed FROM plan_attention WHERE plan_id = ?")
	putAttention  = written(`INSERT INTO plan_attention (plan_id, looked_at, next_at, sealed) VALUES (?, ?, ?, ?)
ON CONFLICT (plan_id) DO UPDATE SET looked_at = excluded.looked_at, next_at = excluded.next_at, sealed = excluded.sealed`)
)

// Attention reads what was noticed about a plan into a value, and gives when to look again;
// found is false where nobody has looked yet.
func (tx *Tx) Attention(h PlanHead, into any) (next time.Time, found bool, err error) {
	var row attentionRow
	if found, err := tx.one(readAttention, []any{h.ID}, &row.NextAt, &row.Sealed); err != nil || !found {
		return time.Time{}, false, err
	}
	return atPtr(row.NextAt), true, tx.unseal(h.Citizen, place("plan_attention", h.ID), row.Sealed, into)
}

// PutAttention keeps what was noticed about a plan at an instant, and when to look again;
// zero is not by itself.
func (tx *Tx) PutAttention(h PlanHead, when, next time.Time, noticed any) error {
	row := attentionRow{PlanID: h.ID, LookedAt: ms(when), NextAt: msPtr(next)}
	var err error
	if row.Sealed, err = tx.seal(h.Citizen, place("plan_attention", h.ID), noticed); err != nil {
		return err
	}
	return tx.exec(putAttention, row.PlanID, row.LookedAt, row.NextAt, row.Sealed)
}

// AttentionDue gives up to limit plans that the rules have something new to say about by an
// instant, the longest due first.
func (tx *Tx) AttentionDue(now time.Time, limit int) ([]domain.ID, error) {
	var ids []domain.ID
	err := tx.db.Model(&attentionRow{}).Where("next_at <= ?", ms(now)).Order("next_at, plan_id").Limit(limit).Pluck("plan_id", &ids).Error
	return ids, tx.err(err)
}
