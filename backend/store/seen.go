package store

import (
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

var staffSeen = written(`SELECT p.id, p.role, p.department FROM session s JOIN person p ON p.id = s.person_id
WHERE p.owner_id = '` + string(Installation) + `' AND p.disabled_at IS NULL AND s.seen_at > ?
GROUP BY p.id, p.role, p.department ORDER BY max(s.seen_at) DESC, p.id`)

// StaffSeen gives those who work here and were signed in after an instant, as whom they act;
// who was seen last comes first.
func (tx *Tx) StaffSeen(since time.Time) ([]access.Actor, error) {
	rows, err := tx.query(staffSeen, ms(since))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []access.Actor
	for rows.Next() {
		var id domain.ID
		var role, department string
		if err := rows.Scan(&id, &role, &department); err != nil {
			return nil, tx.err(err)
		}
		out = append(out, access.Actor{Person: id, Role: domain.Role(role), Department: department})
	}
	return out, tx.err(rows.Err())
}
