package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

type planTimeRow struct {
	PlanID    domain.ID `gorm:"primaryKey"`
	ToldAt    *int64
	ToldEnd   *int64
	ToldGoes  *int64
	HeldUntil *int64
	Sealed    []byte
}

func (planTimeRow) TableName() string { return "plan_time" }

func planTimePlace(plan domain.ID) string { return place("plan_time", plan) }

// EndedPlans gives the plans that ended up to an instant and are not open again.
func (s *Store) EndedPlans(ctx context.Context, until time.Time) (out []PlanHead, err error) {
	err = s.Snapshot(ctx, func(tx *Tx) error {
		out = nil
		var rows []struct {
			CitizenID domain.ID
			Version   versionRow `gorm:"embedded"`
		}
		err := tx.db.Raw(`SELECT p.citizen_id, v.* FROM plan_item i JOIN plan p ON p.id = i.plan_id
JOIN plan_item_version v ON v.plan_id = i.plan_id AND v.kind = i.kind AND v.id = i.id AND v.rev = i.rev
WHERE i.kind = ? AND i.deleted = ? ORDER BY i.plan_id`, domain.KindPlan, false).Scan(&rows).Error
		if err != nil {
			return tx.err(err)
		}
		for _, row := range rows {
			h := PlanHead{ID: row.Version.PlanID, Citizen: row.CitizenID}
			r, err := tx.record(h, row.Version)
			if err != nil {
				return err
			}
			if over := domain.OverSince(r); !over.IsZero() && !over.After(until) {
				out = append(out, h)
			}
		}
		return nil
	})
	return out, err
}

// PlanTime gives what stands between an ended plan and its time.
func (tx *Tx) PlanTime(h PlanHead) (out domain.PlanTime, err error) {
	var rows []planTimeRow
	if err := tx.db.Where("plan_id = ?", h.ID).Find(&rows).Error; err != nil {
		return out, tx.err(err)
	}
	r, err := tx.Item(h, domain.KindPlan, h.ID)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return out, err
	}
	if p, ok := r.Item.(*domain.Plan); ok && !r.Deleted && p.Ended() {
		out.Ended, out.Died = domain.OverSince(r), !p.End.FollowedUp()
	}
	if len(rows) == 0 {
		return out, nil
	}
	row := rows[0]
	if row.ToldAt != nil && row.ToldEnd != nil && row.ToldGoes != nil && *row.ToldEnd == ms(out.Ended) {
		out.ToldAt, out.Goes = at(*row.ToldAt), at(*row.ToldGoes)
	}
	if row.HeldUntil != nil {
		out.Hold = &domain.PlanHold{}
		return out, tx.unseal(h.Citizen, planTimePlace(h.ID), row.Sealed, out.Hold)
	}
	return out, nil
}

// TellPlanTime keeps that it was told now that a plan goes, of the end that it has, and when.
func (tx *Tx) TellPlanTime(h PlanHead, ended, goes time.Time) error {
	now, of, on := ms(tx.store.clock.Now()), ms(ended), ms(goes)
	return tx.err(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "plan_id"}}, DoUpdates: clause.AssignmentColumns([]string{"told_at", "told_end", "told_goes"})}).
		Create(&planTimeRow{PlanID: h.ID, ToldAt: &now, ToldEnd: &of, ToldGoes: &on}).Error)
}

// HoldPlan holds a plan back, or lets it go where hold is nil. What was told of its time counts no
// more: it is told anew when that comes near again.
func (tx *Tx) HoldPlan(h PlanHead, hold *domain.PlanHold) error {
	now := ms(tx.store.clock.Now())
	row, e := planTimeRow{PlanID: h.ID}, ledger.Entry{At: now, Kind: ledger.HeldPlan, Plan: h.ID, From: now}
	if hold != nil {
		sealed, err := tx.seal(h.Citizen, planTimePlace(h.ID), hold)
		if err != nil {
			return err
		}
		until := ms(hold.Until.End())
		row.Sealed, row.HeldUntil = sealed, &until
		e.Person, e.From = hold.By, until
	}
	tx.Outlast(e)
	return tx.err(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error)
}

// holdAgain holds a plan back, or lets it go, as it was done since a backup. Why is not in the ledger.
func (tx *Tx) holdAgain(e ledger.Entry) error {
	head, err := tx.Plan(e.Plan)
	if err != nil {
		return err
	}
	is, err := tx.PlanTime(head)
	switch {
	case err != nil:
		return err
	case e.From <= e.At:
		if is.Hold == nil {
			return nil
		}
		return tx.HoldPlan(head, nil)
	case is.Hold != nil && !is.Hold.At.Before(e.Time()):
		return nil // the backup knows of it, and why
	}
	return tx.HoldPlan(head, &domain.PlanHold{By: e.Person, At: e.Time(), Until: domain.DateOf(at(e.From).Add(-time.Millisecond))})
}
