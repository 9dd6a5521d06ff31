package store

import (
	"time"

	"tavlen/backend/domain"
)

var countCitizens = written(`SELECT person_id, count(DISTINCT plan_id) FROM plan_person
WHERE relation = 'consultant' AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) GROUP BY person_id`)

// CountCitizens gives how many citizens each consultant has at an instant.
func (tx *Tx) CountCitizens(now time.Time) (map[domain.ID]int, error) {
	rows, err := tx.query(countCitizens, ms(now), ms(now))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[domain.ID]int{}
	for rows.Next() {
		var person domain.ID
		var n int
		if err := rows.Scan(&person, &n); err != nil {
			return nil, tx.err(err)
		}
		out[person] = n
	}
	return out, tx.err(rows.Err())
}
