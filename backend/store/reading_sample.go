package store

import (
	"time"

	"tavlen/backend/domain"
)

// ReadPair is that one of the staff has read in one plan within a while.
type ReadPair struct {
	Plan   domain.ID
	Person domain.ID
	// Times is how many lines of the plan's log it is.
	Times int
	// Glass says that it was by emergency access, at least once.
	Glass       bool
	First, Last time.Time
}

// checkReading is the deed by which somebody says what he thinks of a reading.
const checkReading = "check_reading"

// Said twice, since SQLite takes a partial index only where its condition stands in the question.
const readingRows = "action IN ('read', 'check_reading')"

// ReadPairs gives who of the staff has read in which plan from an instant to before another.
func (tx *Tx) ReadPairs(from, to time.Time) ([]ReadPair, error) {
	var rows []struct {
		Chain, PersonID domain.ID
		Times           int
		First, Last     int64
	}
	err := tx.db.Raw(`SELECT a.chain, a.person_id, count(*) AS times, min(a.at) AS first, max(a.at) AS last
FROM audit a JOIN person p ON p.id = a.person_id
WHERE a.`+readingRows+` AND a.action = 'read' AND a.at >= ? AND a.at < ? AND p.role NOT IN ?
GROUP BY a.chain, a.person_id ORDER BY a.chain, a.person_id`, ms(from), ms(to), []domain.Role{domain.RoleCitizen, domain.RoleContact}).Scan(&rows).Error
	if err != nil {
		return nil, tx.err(err)
	}
	var looks []struct{ PlanID, PersonID domain.ID }
	if err := tx.db.Raw("SELECT DISTINCT plan_id, person_id FROM glass WHERE plan_id IS NOT NULL AND at < ? AND until >= ?", ms(to), ms(from)).Scan(&looks).Error; err != nil {
		return nil, tx.err(err)
	}
	broke := map[[2]domain.ID]bool{}
	for _, l := range looks {
		broke[[2]domain.ID{l.PlanID, l.PersonID}] = true
	}
	out := make([]ReadPair, len(rows))
	for i, r := range rows {
		out[i] = ReadPair{Plan: r.Chain, Person: r.PersonID, Times: r.Times, Glass: broke[[2]domain.ID{r.Chain, r.PersonID}], First: at(r.First), Last: at(r.Last)}
	}
	return out, nil
}

// ReadingsBy gives what one person has read in a plan from an instant to before another, oldest first.
func (tx *Tx) ReadingsBy(h PlanHead, person domain.ID, from, to time.Time) ([]Deed, error) {
	var rows []auditRow
	if err := tx.db.Where("chain = ? AND action = 'read' AND person_id = ? AND at >= ? AND at < ?", string(h.ID), person, ms(from), ms(to)).Order("seq").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	return tx.deeds(h, rows)
}

// CheckReading keeps what somebody thinks of what a person has read in a plan in the week from a
// Monday: in the plan's chain, where it cannot be taken back unseen.
func (tx *Tx) CheckReading(h PlanHead, reader domain.ID, week domain.Date, d Deed) error {
	d.Action, d.Kind, d.Item, d.Rev = checkReading, "reading", reader, weekNumber(week)
	return tx.Audit(h, d)
}

// CheckedReading is what a reading of a week was said of last.
type CheckedReading struct {
	Plan, Reader domain.ID
	row          auditRow
}

// CheckedReadings gives of the week from a Monday what was said of whose readings, the newest word of each.
func (tx *Tx) CheckedReadings(week domain.Date) ([]CheckedReading, error) {
	var rows []auditRow
	err := tx.db.Where(readingRows+" AND action = 'check_reading' AND at >= ? AND rev = ?", ms(week.Start()), weekNumber(week)).Order("chain, seq").Find(&rows).Error
	if err != nil {
		return nil, tx.err(err)
	}
	var out []CheckedReading
	place := map[[2]domain.ID]int{}
	for _, r := range rows {
		key := [2]domain.ID{domain.ID(r.Chain), r.ItemID}
		c := CheckedReading{Plan: key[0], Reader: key[1], row: r}
		if i, ok := place[key]; ok {
			out[i] = c
			continue
		}
		place[key] = len(out)
		out = append(out, c)
	}
	return out, nil
}

// Checked opens the words of it.
func (tx *Tx) Checked(h PlanHead, c CheckedReading) (Deed, error) { return tx.deed(h, c.row) }

// weekNumber is the Monday as a number, 20261116.
func weekNumber(week domain.Date) (n int64) {
	for _, digit := range week {
		if digit != '-' {
			n = n*10 + int64(digit-'0')
		}
	}
	return n
}
