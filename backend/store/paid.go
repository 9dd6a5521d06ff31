package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

type paidRow struct {
	PlanID     domain.ID   `gorm:"primaryKey"`
	Week       domain.Date `gorm:"primaryKey"`
	Minutes    int
	SaidBy     domain.ID
	RecordedBy *domain.ID
	SaidAt     int64
}

func (paidRow) TableName() string { return "paid_hours" }

type paidSaidRow struct {
	PlanID     domain.ID   `gorm:"primaryKey"`
	Week       domain.Date `gorm:"primaryKey"`
	No         int         `gorm:"primaryKey;autoIncrement:false"`
	Minutes    *int
	SaidBy     domain.ID
	RecordedBy *domain.ID
	SaidAt     int64
	CameAt     int64
}

func (paidSaidRow) TableName() string { return "paid_hours_said" }

type paidGoalRow struct {
	PlanID  domain.ID `gorm:"primaryKey"`
	Minutes *int
	SaidAt  int64
}

func (paidGoalRow) TableName() string { return "paid_goal" }

func told(by domain.ID, recordedBy *domain.ID, saidAt int64) domain.PaidTold {
	t := domain.PaidTold{SaidBy: by, SaidAt: at(saidAt)}
	if recordedBy != nil {
		t.RecordedBy = *recordedBy
	}
	return t
}

func orNull(id domain.ID) *domain.ID {
	if id == "" {
		return nil
	}
	return &id
}

// PaidHours gives what is told of a plan's weeks, the newest of them, in the order of time.
func (tx *Tx) PaidHours(plan domain.ID, most int) ([]domain.PaidWeek, error) {
	var rows []paidRow
	if err := tx.db.Where("plan_id = ?", plan).Order("week DESC").Limit(most).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.PaidWeek, len(rows))
	for i, r := range rows {
		out[len(rows)-1-i] = domain.PaidWeek{Week: r.Week, Minutes: r.Minutes, PaidTold: told(r.SaidBy, r.RecordedBy, r.SaidAt)}
	}
	return out, nil
}

// SayPaidHours keeps what was said of some weeks of a plan, and gives of how many the numbers
// are others now. Of each week that stands which was said last, whenever it came; the rest, and
// what stood before, is kept as having been said. Saying the same again is nothing new. It runs
// under the plan's lock.
func (tx *Tx) SayPaidHours(plan domain.ID, said []domain.PaidSaid, came time.Time) (changed int, err error) {
	if len(said) == 0 {
		return 0, nil
	}
	weeks := make([]domain.Date, len(said))
	for i, s := range said {
		weeks[i] = s.Week
	}
	var rows []paidRow
	if err := tx.db.Where("plan_id = ? AND week IN ?", plan, weeks).Find(&rows).Error; err != nil {
		return 0, tx.err(err)
	}
	stands := map[domain.Date]paidRow{}
	for _, r := range rows {
		stands[r.Week] = r
	}
	var ends []struct {
		Week   domain.Date
		No     int
		SaidAt int64
	}
	if err := tx.db.Model(&paidSaidRow{}).Select("week, MAX(no) AS no, MAX(said_at) AS said_at").Where("plan_id = ? AND week IN ?", plan, weeks).Group("week").Scan(&ends).Error; err != nil {
		return 0, tx.err(err)
	}
	last := map[domain.Date]struct {
		no     int
		saidAt int64
	}{}
	for _, e := range ends {
		last[e.Week] = struct {
			no     int
			saidAt int64
		}{e.No, e.SaidAt}
	}
	var trace []paidSaidRow
	var now []paidRow
	var back []domain.Date
	for _, s := range said {
		was, is := stands[s.Week]
		before := last[s.Week]
		newest := ms(s.SaidAt) >= max(before.saidAt, was.SaidAt)
		same := is && s.Minutes != nil && *s.Minutes == was.Minutes && s.SameSource(told(was.SaidBy, was.RecordedBy, was.SaidAt))
		if !same && (is || s.Minutes != nil) {
			trace = append(trace, paidSaidRow{plan, s.Week, before.no + 1, s.Minutes, s.SaidBy, orNull(s.RecordedBy), ms(s.SaidAt), ms(came)})
		}
		switch {
		case !newest:
		case s.Minutes != nil:
			now = append(now, paidRow{plan, s.Week, *s.Minutes, s.SaidBy, orNull(s.RecordedBy), ms(s.SaidAt)})
			if !same {
				changed++
			}
		case is:
			back = append(back, s.Week)
			changed++
		}
	}
	if len(trace) > 0 {
		if err := tx.db.Create(&trace).Error; err != nil {
			return 0, tx.err(err)
		}
	}
	if len(now) > 0 {
		how := clause.OnConflict{Columns: []clause.Column{{Name: "plan_id"}, {Name: "week"}}, DoUpdates: clause.AssignmentColumns([]string{"minutes", "said_by", "recorded_by", "said_at"})}
		if err := tx.db.Clauses(how).Create(&now).Error; err != nil {
			return 0, tx.err(err)
		}
	}
	if len(back) > 0 {
		if err := tx.db.Where("plan_id = ? AND week IN ?", plan, back).Delete(&paidRow{}).Error; err != nil {
			return 0, tx.err(err)
		}
	}
	return changed, nil
}

// PaidCorrections gives all that was said of the weeks of which more than one thing was said,
// the last said first.
func (tx *Tx) PaidCorrections(plan domain.ID, most int) ([]domain.PaidSaid, error) {
	twice := tx.db.Model(&paidSaidRow{}).Select("week").Where("plan_id = ?", plan).Group("week").Having("COUNT(*) > 1")
	var rows []paidSaidRow
	if err := tx.db.Where("plan_id = ? AND week IN (?)", plan, twice).Order("said_at DESC, week DESC, no DESC").Limit(most).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.PaidSaid, len(rows))
	for i, r := range rows {
		out[i] = domain.PaidSaid{Week: r.Week, Minutes: r.Minutes, PaidTold: told(r.SaidBy, r.RecordedBy, r.SaidAt)}
	}
	return out, nil
}

// PaidGoal gives the hours a week that the citizen chose as her own goal; nil where she has none.
func (tx *Tx) PaidGoal(plan domain.ID) (*domain.PaidGoal, error) {
	var rows []paidGoalRow
	if err := tx.db.Where("plan_id = ? AND minutes IS NOT NULL", plan).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, tx.err(err)
	}
	return &domain.PaidGoal{Minutes: *rows[0].Minutes, SaidAt: at(rows[0].SaidAt)}, nil
}

// PutPaidGoal keeps the citizen's goal; nil takes it back. What was said later stands, whenever
// it came; changed says whether this is another number than before. It runs under the plan's lock.
func (tx *Tx) PutPaidGoal(plan domain.ID, minutes *int, said time.Time) (changed bool, err error) {
	var rows []paidGoalRow
	if err := tx.db.Where("plan_id = ?", plan).Find(&rows).Error; err != nil {
		return false, tx.err(err)
	}
	var was *int
	if len(rows) > 0 {
		if was = rows[0].Minutes; rows[0].SaidAt > ms(said) {
			return false, nil
		}
	}
	how := clause.OnConflict{Columns: []clause.Column{{Name: "plan_id"}}, DoUpdates: clause.AssignmentColumns([]string{"minutes", "said_at"})}
	if err := tx.db.Clauses(how).Create(&paidGoalRow{plan, minutes, ms(said)}).Error; err != nil {
		return false, tx.err(err)
	}
	return (was == nil) != (minutes == nil) || was != nil && *was != *minutes, nil
}
