package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

type contactReportRow struct {
	PlanID    domain.ID `gorm:"primaryKey"`
	ContactID domain.ID `gorm:"primaryKey"`
	At        int64     `gorm:"primaryKey;autoCreateTime:false"`
	ToldBy    domain.ID
	TakenBy   *domain.ID
	TakenAt   *int64
}

func (contactReportRow) TableName() string { return "contact_report" }

// AddReport keeps that somebody told of a contact at an instant. Twice is once.
func (tx *Tx) AddReport(plan, contact, by domain.ID, when time.Time) error {
	return tx.err(tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&contactReportRow{PlanID: plan, ContactID: contact, At: ms(when), ToldBy: by}).Error)
}

// TakeReports writes down who took up what was told of a contact up to an instant, and says
// how much of it is still open then.
func (tx *Tx) TakeReports(plan, contact, by domain.ID, upTo, when time.Time) (open int64, err error) {
	those := tx.db.Model(&contactReportRow{}).Where("plan_id = ? AND contact_id = ? AND taken_at IS NULL", plan, contact)
	if err := tx.db.Model(&contactReportRow{}).Where("plan_id = ? AND contact_id = ? AND taken_at IS NULL AND at <= ?", plan, contact, ms(upTo)).
		Updates(map[string]any{"taken_by": by, "taken_at": ms(when)}).Error; err != nil {
		return 0, tx.err(err)
	}
	return open, tx.err(those.Count(&open).Error)
}

// OpenReport is that something a citizen told of her people is not taken up: since when, by
// the oldest of it.
type OpenReport struct {
	Plan  domain.ID
	Since time.Time
}

// OpenReports gives the plans on which something is not taken up, the oldest first, after one
// that was given before; of these plans alone, where any are named.
func (tx *Tx) OpenReports(after OpenReport, limit int, plans ...domain.ID) ([]OpenReport, error) {
	q := tx.db.Model(&contactReportRow{}).Select("plan_id, MIN(at) AS since").Where("taken_at IS NULL")
	if len(plans) > 0 {
		q = q.Where("plan_id IN ?", plans)
	}
	q = q.Group("plan_id").Order("since, plan_id").Limit(limit)
	if after.Plan != "" {
		q = q.Having("MIN(at) > ? OR MIN(at) = ? AND plan_id > ?", ms(after.Since), ms(after.Since), after.Plan)
	}
	var rows []struct {
		PlanID domain.ID
		Since  int64
	}
	if err := q.Scan(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]OpenReport, len(rows))
	for i, r := range rows {
		out[i] = OpenReport{r.PlanID, at(r.Since)}
	}
	return out, nil
}
