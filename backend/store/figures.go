package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

type countedPlanRow struct {
	Subject  []byte `gorm:"primaryKey"`
	AgreedOn *domain.Date
	HeardOn  *domain.Date
}

func (countedPlanRow) TableName() string { return "counted_plan" }

type countedEndRow struct {
	Subject  []byte `gorm:"primaryKey"`
	Item     []byte `gorm:"primaryKey"`
	EndedOn  domain.Date
	Decided  bool
	Followed bool
}

func (countedEndRow) TableName() string { return "counted_end" }

type countedFlagRow struct {
	Subject         []byte `gorm:"primaryKey"`
	Item            []byte `gorm:"primaryKey"`
	RaisedOn        domain.Date
	SeenOn          *domain.Date
	SeenMinutes     int
	AdjustedOn      *domain.Date
	AdjustedMinutes int
	HelpedOn        *domain.Date
}

func (countedFlagRow) TableName() string { return "counted_flag" }

type countedAlertRow struct {
	Subject []byte `gorm:"primaryKey"`
	Rule    string `gorm:"primaryKey"`
	Level   string `gorm:"primaryKey"`
	Alerts  int
}

func (countedAlertRow) TableName() string { return "counted_alert" }

type countedAnswerRow struct {
	Item       []byte `gorm:"primaryKey"`
	Subject    []byte
	AnsweredOn domain.Date
	Minutes    int
	Promised   int
}

func (countedAnswerRow) TableName() string { return "counted_answer" }

// subject names a plan in what is counted, and countedItem a thing on it, so that nobody who
// has only the database knows whose it is.
func (s *Store) subject(plan domain.ID) []byte   { return s.BlindIndex("counted_plan", string(plan)) }
func (s *Store) countedItem(id domain.ID) []byte { return s.BlindIndex("counted_item", string(id)) }

func dayOrNull(d domain.Date) *domain.Date {
	if d == "" {
		return nil
	}
	return &d
}

func dayOf(d *domain.Date) domain.Date {
	if d == nil {
		return ""
	}
	return *d
}

// PutCounted keeps what of a plan is counted, in the place of what was. The answers stand for
// themselves.
func (tx *Tx) PutCounted(plan domain.ID, c domain.Counted) error {
	subject := tx.store.subject(plan)
	for _, row := range []any{&countedPlanRow{}, &countedEndRow{}, &countedFlagRow{}, &countedAlertRow{}} {
		if err := tx.db.Where("subject = ?", subject).Delete(row).Error; err != nil {
			return tx.err(err)
		}
	}
	if err := tx.db.Create(&countedPlanRow{subject, dayOrNull(c.AgreedOn), dayOrNull(c.HeardOn)}).Error; err != nil {
		return tx.err(err)
	}
	var ends []countedEndRow
	for _, e := range c.Ends {
		ends = append(ends, countedEndRow{subject, tx.store.countedItem(e.Effort), e.On, e.Decided, e.Followed})
	}
	var flags []countedFlagRow
	for _, f := range c.Flags {
		flags = append(flags, countedFlagRow{subject, tx.store.countedItem(f.Flag), f.RaisedOn, dayOrNull(f.SeenOn), f.SeenMinutes, dayOrNull(f.AdjustedOn), f.AdjustedMinutes, dayOrNull(f.HelpedOn)})
	}
	var alerts []countedAlertRow
	for _, a := range c.Alerts {
		alerts = append(alerts, countedAlertRow{subject, a.Rule, a.Level, a.Alerts})
	}
	for _, rows := range []struct {
		n  int
		of any
	}{{len(ends), &ends}, {len(flags), &flags}, {len(alerts), &alerts}} {
		if rows.n == 0 {
			continue
		}
		if err := tx.db.CreateInBatches(rows.of, 200).Error; err != nil {
			return tx.err(err)
		}
	}
	return nil
}

// PutAnswer keeps that a citizen got an answer that she waited for. One to the same message
// takes the place of an earlier one, which was taken back.
func (tx *Tx) PutAnswer(plan domain.ID, a domain.CountedAnswer) error {
	row := countedAnswerRow{tx.store.countedItem(a.Message), tx.store.subject(plan), a.On, a.Minutes, a.Promised}
	return tx.err(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "item"}}, UpdateAll: true}).Create(&row).Error)
}

// dropAnswer forgets the answer to a message that waits again: it was taken back.
func (tx *Tx) dropAnswer(message domain.ID) error {
	return tx.err(tx.db.Where("item = ?", tx.store.countedItem(message)).Delete(&countedAnswerRow{}).Error)
}

// dropCounted forgets what is counted of a plan.
func (tx *Tx) dropCounted(plan domain.ID) error {
	for _, row := range []any{&countedPlanRow{}, &countedEndRow{}, &countedFlagRow{}, &countedAlertRow{}, &countedAnswerRow{}} {
		if err := tx.db.Where("subject = ?", tx.store.subject(plan)).Delete(row).Error; err != nil {
			return tx.err(err)
		}
	}
	return nil
}

// CountedPlan is what is known of one plan without opening it.
type CountedPlan struct {
	Plan      domain.ID
	CreatedAt time.Time
	// Counted holds the ends and the flags of a quarter, and what stands now.
	Counted domain.Counted
	Answers []domain.CountedAnswer
	// Ties are who her consultant was and is, the earliest first.
	Ties []PlanPerson
}

// CountedWait is that a citizen waits for her consultant's answer.
type CountedWait struct {
	Plan, Consultant domain.ID
	Since            time.Time
	ReplyHours       int
}

// Counted gives what is counted of every plan: the events of a quarter, and what stands now. It
// opens no seal.
func (tx *Tx) Counted(q domain.Quarter) ([]CountedPlan, error) {
	var rows []planRow
	if err := tx.db.Order("id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	plans := make([]CountedPlan, len(rows))
	byID, bySubject := make(map[domain.ID]*CountedPlan, len(rows)), make(map[string]*CountedPlan, len(rows))
	for i, r := range rows {
		plans[i] = CountedPlan{Plan: r.ID, CreatedAt: at(r.CreatedAt)}
		byID[r.ID], bySubject[string(tx.store.subject(r.ID))] = &plans[i], &plans[i]
	}
	var ties []planPersonRow
	if err := tx.db.Where("relation = 'consultant'").Order("valid_from, person_id").Find(&ties).Error; err != nil {
		return nil, tx.err(err)
	}
	for _, t := range planPersons(ties) {
		if p := byID[t.Plan]; p != nil {
			p.Ties = append(p.Ties, t)
		}
	}
	return plans, tx.countedOf(q, bySubject)
}

// countedOf fills in what the counted tables say of each plan.
func (tx *Tx) countedOf(q domain.Quarter, plans map[string]*CountedPlan) error {
	if err := eachOf(tx, "", nil, func(r countedPlanRow) ([]byte, func(*CountedPlan)) {
		return r.Subject, func(p *CountedPlan) { p.Counted.AgreedOn, p.Counted.HeardOn = dayOf(r.AgreedOn), dayOf(r.HeardOn) }
	}, plans); err != nil {
		return err
	}
	if err := eachOf(tx, "ended_on BETWEEN ? AND ?", []any{q.From, q.To}, func(r countedEndRow) ([]byte, func(*CountedPlan)) {
		return r.Subject, func(p *CountedPlan) {
			p.Counted.Ends = append(p.Counted.Ends, domain.CountedEnd{On: r.EndedOn, Decided: r.Decided, Followed: r.Followed})
		}
	}, plans); err != nil {
		return err
	}
	if err := eachOf(tx, "raised_on BETWEEN ? AND ?", []any{q.From, q.To}, func(r countedFlagRow) ([]byte, func(*CountedPlan)) {
		return r.Subject, func(p *CountedPlan) {
			p.Counted.Flags = append(p.Counted.Flags, domain.CountedFlag{RaisedOn: r.RaisedOn, SeenOn: dayOf(r.SeenOn), SeenMinutes: r.SeenMinutes,
				AdjustedOn: dayOf(r.AdjustedOn), AdjustedMinutes: r.AdjustedMinutes, HelpedOn: dayOf(r.HelpedOn)})
		}
	}, plans); err != nil {
		return err
	}
	if err := eachOf(tx, "answered_on BETWEEN ? AND ?", []any{q.From, q.To}, func(r countedAnswerRow) ([]byte, func(*CountedPlan)) {
		return r.Subject, func(p *CountedPlan) {
			p.Answers = append(p.Answers, domain.CountedAnswer{On: r.AnsweredOn, Minutes: r.Minutes, Promised: r.Promised})
		}
	}, plans); err != nil {
		return err
	}
	return eachOf(tx, "", nil, func(r countedAlertRow) ([]byte, func(*CountedPlan)) {
		return r.Subject, func(p *CountedPlan) {
			p.Counted.Alerts = append(p.Counted.Alerts, domain.CountedAlert{Rule: r.Rule, Level: r.Level, Alerts: r.Alerts})
		}
	}, plans)
}

// eachOf hands the rows of a counted table to the plans that they are of; of a plan that is no
// more there is nothing to tell.
func eachOf[R any](tx *Tx, where string, args []any, of func(R) ([]byte, func(*CountedPlan)), plans map[string]*CountedPlan) error {
	var rows []R
	q := tx.db
	if where != "" {
		q = q.Where(where, args...)
	}
	if err := q.Find(&rows).Error; err != nil {
		return tx.err(err)
	}
	for _, r := range rows {
		subject, tell := of(r)
		if p := plans[string(subject)]; p != nil {
			tell(p)
		}
	}
	return nil
}

var countedWaits = written(`SELECT w.plan_id, c.person_id, w.since, t.reply_hours FROM thread_wait w
JOIN thread t ON t.id = w.thread_id AND NOT t.confidential AND t.contact_id IS NULL
JOIN thread_person b ON b.thread_id = w.thread_id
JOIN plan_person c ON c.plan_id = w.plan_id AND c.person_id = b.person_id AND c.relation = 'consultant' AND c.valid_from <= ? AND (c.valid_to IS NULL OR c.valid_to > ?)`)

// CountedWaits gives the citizens who wait for their consultant's answer at an instant, in
// conversations that are under no department's secrecy.
func (tx *Tx) CountedWaits(now time.Time) ([]CountedWait, error) {
	rows, err := tx.query(countedWaits, ms(now), ms(now))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []CountedWait
	for rows.Next() {
		var w CountedWait
		var since int64
		if err := rows.Scan(&w.Plan, &w.Consultant, &since, &w.ReplyHours); err != nil {
			return nil, tx.err(err)
		}
		w.Since = at(since)
		out = append(out, w)
	}
	return out, tx.err(rows.Err())
}

var countedPaid = written("SELECT plan_id, week, minutes FROM paid_hours WHERE week >= ? AND week <= ?")

// EachPaidWeek gives what is told of the weeks from one Monday to another, both with them, of
// every plan, in no order.
func (tx *Tx) EachPaidWeek(from, to domain.Date, each func(plan domain.ID, week domain.Date, minutes int)) error {
	rows, err := tx.query(countedPaid, from, to)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var plan domain.ID
		var week domain.Date
		var minutes int
		if err := rows.Scan(&plan, &week, &minutes); err != nil {
			return tx.err(err)
		}
		each(plan, week, minutes)
	}
	return tx.err(rows.Err())
}
