package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

type absenceRow struct {
	ID       domain.ID `gorm:"primaryKey"`
	PersonID domain.ID
	DeputyID domain.ID
	FromAt   int64
	ToAt     int64
	MadeAt   int64
	MadeBy   domain.ID
}

func (absenceRow) TableName() string { return "absence" }

func (r absenceRow) absence() domain.Leave {
	return domain.Leave{ID: r.ID, Person: r.PersonID, Deputy: r.DeputyID, From: at(r.FromAt), To: at(r.ToAt)}
}

// PutAbsence keeps when somebody is away, or changes that.
func (tx *Tx) PutAbsence(a domain.Leave, by domain.ID, when time.Time) error {
	row := absenceRow{ID: a.ID, PersonID: a.Person, DeputyID: a.Deputy, FromAt: ms(a.From), ToAt: ms(a.To), MadeAt: ms(when), MadeBy: by}
	return tx.err(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"deputy_id", "from_at", "to_at", "made_at", "made_by"})}).Create(&row).Error)
}

// Absence gives one by its id.
func (tx *Tx) Absence(id domain.ID) (domain.Leave, error) {
	var r absenceRow
	err := tx.db.Where("id = ?", id).Take(&r).Error
	return r.absence(), tx.err(err)
}

// Absences gives everybody's, now or later.
func (tx *Tx) Absences(now time.Time) ([]domain.Leave, error) {
	return tx.absences("to_at > ?", ms(now))
}

func (tx *Tx) absences(where string, args ...any) ([]domain.Leave, error) {
	var rows []absenceRow
	if err := tx.db.Where(where, args...).Order("from_at, id").Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, tx.err(err)
	}
	out := make([]domain.Leave, len(rows))
	for i, r := range rows {
		out[i] = r.absence()
	}
	return out, nil
}

// parts fills in whom a thread is between now.
func (tx *Tx) parts(t *domain.Thread, people []threadPersonRow) {
	now := tx.store.clock.Now()
	var leaving []domain.ID
	for _, p := range people {
		if p.ValidFrom != nil || p.ValidTo != nil {
			part := domain.Part{Person: p.PersonID, From: atPtr(p.ValidFrom), To: atPtr(p.ValidTo)}
			if now.Before(part.From) || !part.To.IsZero() && !now.Before(part.To) {
				continue
			}
			t.Parts = append(t.Parts, part)
			if !part.To.IsZero() {
				leaving = append(leaving, p.PersonID)
				continue
			}
		}
		t.Between = append(t.Between, p.PersonID)
	}
	t.Between = append(t.Between, leaving...) // whoever stays is named first
}

// PutPart gives somebody a part in a thread from one instant until another (zero: no bound),
// or changes the bounds of the part he has.
func (tx *Tx) PutPart(thread domain.ID, p domain.Part) error {
	var last *int
	if err := tx.db.Model(&threadPersonRow{}).Where("thread_id = ?", thread).Select("max(place)").Scan(&last).Error; err != nil {
		return tx.err(err)
	}
	row := threadPersonRow{ThreadID: thread, PersonID: p.Person, ValidFrom: msPtr(p.From), ValidTo: msPtr(p.To)}
	if last != nil {
		row.Place = *last + 1
	}
	return tx.err(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "thread_id"}, {Name: "person_id"}}, DoUpdates: clause.AssignmentColumns([]string{"valid_from", "valid_to"})}).Create(&row).Error)
}

// Consults gives the plans whose consultant somebody is, now or later.
func (tx *Tx) Consults(person domain.ID, now time.Time) ([]domain.ID, error) {
	var ids []domain.ID
	err := tx.db.Model(&planPersonRow{}).Distinct().Where("person_id = ? AND relation = ? AND (valid_to IS NULL OR valid_to > ?)", person, access.RelationConsultant, ms(now)).Order("plan_id").Pluck("plan_id", &ids).Error
	return ids, tx.err(err)
}

// EndWindow takes back what is left of a deputy's window that began at an instant.
func (tx *Tx) EndWindow(plan, deputy domain.ID, from, when time.Time) error {
	if when.Before(from) {
		when = from
	}
	return tx.PutRelation(plan, deputy, access.Relation{Kind: access.RelationDeputy, From: from, To: when})
}

type waitRow struct {
	ThreadID  domain.ID `gorm:"primaryKey"`
	PlanID    domain.ID
	MessageID domain.ID
	Since     int64
}

func (waitRow) TableName() string { return "thread_wait" }

// BeginWait keeps that the citizen waits for an answer; began is false where she did already.
func (tx *Tx) BeginWait(w domain.Wait) (began bool, err error) {
	res := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&waitRow{w.Thread, w.Plan, w.Message, ms(w.Since)})
	if res.Error != nil || res.RowsAffected == 0 {
		return false, tx.err(res.Error)
	}
	return true, tx.dropAnswer(w.Message)
}

// EndWait keeps that a person answered in a thread; waited is false where nobody did wait.
func (tx *Tx) EndWait(thread domain.ID) (waited bool, err error) {
	res := tx.db.Where("thread_id = ?", thread).Delete(&waitRow{})
	return res.RowsAffected > 0, tx.err(res.Error)
}

// Waits gives the threads of a plan in which the citizen waits; of all plans where none is
// named. The longest wait is first.
func (tx *Tx) Waits(plans ...domain.ID) ([]domain.Wait, error) {
	q := tx.db.Order("since, thread_id")
	if len(plans) > 0 {
		q = q.Where("plan_id IN ?", plans)
	}
	var rows []waitRow
	if err := q.Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Wait, len(rows))
	for i, r := range rows {
		out[i] = domain.Wait{Thread: r.ThreadID, Plan: r.PlanID, Message: r.MessageID, Since: at(r.Since)}
	}
	return out, nil
}

// AutoReply says whether the automatic answer is due that stands until an instant, and keeps
// that it was given: one in each closed time.
func (tx *Tx) AutoReply(thread domain.ID, now, until time.Time) (due bool, err error) {
	res := tx.db.Model(&threadRow{}).Where("id = ? AND (auto_until IS NULL OR auto_until <= ?)", thread, ms(now)).Update("auto_until", ms(until))
	return res.RowsAffected > 0, tx.err(res.Error)
}

// WithRole gives the ids of those of the staff who have a role and may sign in, of a
// department where one is named.
func (tx *Tx) WithRole(role domain.Role, department string) ([]domain.ID, error) {
	q := tx.db.Model(&personRow{}).Where("role = ? AND disabled_at IS NULL", role)
	if department != "" {
		q = q.Where("department = ?", department)
	}
	var ids []domain.ID
	err := q.Order("id").Pluck("id", &ids).Error
	return ids, tx.err(err)
}

// OverAbout gives the promises of some kinds about a subject that came to their end, told or
// not, and were not taken back.
func (tx *Tx) OverAbout(subject domain.ID, kinds ...domain.NotificationKind) ([]domain.Notification, error) {
	var rows []notificationRow
	if err := tx.db.Where("subject_id = ? AND kind IN ? AND state NOT IN ('scheduled', 'sending', 'cleared')", subject, kinds).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Notification, len(rows))
	for i, r := range rows {
		out[i] = r.notification()
	}
	return out, nil
}
