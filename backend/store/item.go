package store

import "tavlen/backend/domain"

// itemRow is one thing on a plan as it is now. All its words are sealed; the store knows
// only of which plan and kind it is and when it last changed.
type itemRow struct {
	PlanID  domain.ID   `gorm:"primaryKey"`
	Kind    domain.Kind `gorm:"primaryKey"`
	ID      domain.ID   `gorm:"primaryKey"`
	Rev     int64
	Deleted bool
	Sealed  []byte
}

func (itemRow) TableName() string { return "plan_item" }

// versionRow is one thing as it was from one revision on. Every version is kept, so that
// any earlier plan can be shown and stale changes can be merged.
type versionRow struct {
	PlanID   domain.ID   `gorm:"primaryKey"`
	Kind     domain.Kind `gorm:"primaryKey"`
	ID       domain.ID   `gorm:"primaryKey"`
	Rev      int64       `gorm:"primaryKey"`
	Deleted  bool
	At       int64
	PersonID domain.ID
	Sealed   []byte
}

func (versionRow) TableName() string { return "plan_item_version" }

var (
	putItem = written(`INSERT INTO plan_item (plan_id, kind, id, rev, deleted, sealed) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (plan_id, kind, id) DO UPDATE SET rev = excluded.rev, deleted = excluded.deleted, sealed = excluded.sealed`)
	addVersion = written("INSERT INTO plan_item_version (plan_id, kind, id, rev, deleted, at, person_id, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
)

// PutItem keeps a record as it now is and as a version.
func (tx *Tx) PutItem(h PlanHead, r domain.Record) error {
	row := itemRow{PlanID: h.ID, Kind: r.Kind, ID: r.ID, Rev: r.Rev, Deleted: r.Deleted}
	ver := versionRow{PlanID: h.ID, Kind: r.Kind, ID: r.ID, Rev: r.Rev, Deleted: r.Deleted, At: ms(r.At), PersonID: r.By}
	if !r.Deleted {
		var err error
		if row.Sealed, err = tx.seal(h.Citizen, itemPlace(h.ID, r.Kind, r.ID, r.Rev), r.Item); err != nil {
			return err
		}
		ver.Sealed = row.Sealed
	}
	if err := tx.outlastItem(h, r); err != nil {
		return err
	}
	if err := tx.exec(putItem, row.PlanID, row.Kind, row.ID, row.Rev, row.Deleted, row.Sealed); err != nil {
		return err
	}
	return tx.exec(addVersion, ver.PlanID, ver.Kind, ver.ID, ver.Rev, ver.Deleted, ver.At, ver.PersonID, ver.Sealed)
}

// itemPlace binds an item's words to its revision too: an old version cannot be put in
// the place of a newer one. The row of today and that of its version are one place.
func itemPlace(plan domain.ID, k domain.Kind, id domain.ID, rev int64) string {
	return place("plan_item", plan, k, id, rev)
}

// asItIs finds things as they are; their newest version says who made them so.
const asItIs = `SELECT i.plan_id, i.kind, i.id, i.rev, i.deleted, i.sealed, coalesce(v.at, 0) AS at, coalesce(v.person_id, '') AS person_id
FROM plan_item i LEFT JOIN plan_item_version v ON v.plan_id = i.plan_id AND v.kind = i.kind AND v.id = i.id AND v.rev = i.rev WHERE i.plan_id = ?`

// Item gives one thing as it is now; a tombstone comes back with Deleted set.
func (tx *Tx) Item(h PlanHead, k domain.Kind, id domain.ID) (domain.Record, error) {
	return tx.oneRecord(h, asItIs+" AND i.kind = ? AND i.id = ?", h.ID, k, id)
}

var readItems = written(asItIs + " AND i.deleted = ?")

// Items gives everything on a plan, tombstones left out.
func (tx *Tx) Items(h PlanHead) ([]domain.Record, error) {
	if _, err := tx.key(h.Citizen); err != nil { // PostgreSQL asks one thing at a time
		return nil, err
	}
	rows, err := tx.query(readItems, h.ID, false)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []domain.Record
	for rows.Next() {
		var row versionRow
		if err := rows.Scan(&row.PlanID, &row.Kind, &row.ID, &row.Rev, &row.Deleted, &row.Sealed, &row.At, &row.PersonID); err != nil {
			return nil, tx.err(err)
		}
		r, err := tx.record(h, row)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, tx.err(rows.Err())
}

// ItemsSince gives what changed after a revision, tombstones included.
func (tx *Tx) ItemsSince(h PlanHead, rev int64) ([]domain.Record, error) {
	return tx.records(h, asItIs+" AND i.rev > ?", h.ID, rev)
}

// ItemAsOf gives a thing as it was at a revision of the plan: what a stale writer saw.
func (tx *Tx) ItemAsOf(h PlanHead, k domain.Kind, id domain.ID, rev int64) (domain.Record, error) {
	return tx.oneRecord(h, "SELECT * FROM plan_item_version WHERE plan_id = ? AND kind = ? AND id = ? AND rev <= ? ORDER BY rev DESC LIMIT 1", h.ID, k, id, rev)
}

// VersionsSince gives a thing as it was at a revision of the plan and every version after
// that, oldest first.
func (tx *Tx) VersionsSince(h PlanHead, k domain.Kind, id domain.ID, rev int64) ([]domain.Record, error) {
	return tx.records(h, `SELECT * FROM plan_item_version WHERE plan_id = ? AND kind = ? AND id = ?
AND rev >= (SELECT coalesce(max(v.rev), 0) FROM plan_item_version v WHERE v.plan_id = ? AND v.kind = ? AND v.id = ? AND v.rev <= ?) ORDER BY rev`, h.ID, k, id, h.ID, k, id, rev)
}

// oneRecord gives the record of a query that has at most one.
func (tx *Tx) oneRecord(h PlanHead, query string, args ...any) (domain.Record, error) {
	found, err := tx.records(h, query, args...)
	if err == nil && len(found) == 0 {
		err = domain.ErrNotFound
	}
	if err != nil {
		return domain.Record{}, err
	}
	return found[0], nil
}

// records opens the versions that a query finds.
func (tx *Tx) records(h PlanHead, query string, args ...any) ([]domain.Record, error) {
	var rows []versionRow
	if err := tx.db.Raw(query, args...).Scan(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Record, len(rows))
	var err error
	for i, row := range rows {
		if out[i], err = tx.record(h, row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (tx *Tx) record(h PlanHead, row versionRow) (domain.Record, error) {
	r := domain.Record{Plan: row.PlanID, Kind: row.Kind, ID: row.ID, Rev: row.Rev, Deleted: row.Deleted, By: row.PersonID, At: at(row.At)}
	if row.Deleted {
		return r, nil
	}
	doc, err := tx.unsealed(h.Citizen, itemPlace(row.PlanID, row.Kind, row.ID, row.Rev), row.Sealed)
	if err != nil {
		return r, err
	}
	r.Item, err = domain.DecodeItem(row.Kind, doc)
	return r, err
}
