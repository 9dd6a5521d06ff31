package store

import (
	"encoding/json"
	"time"

	"tavlen/backend/domain"
)

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

// PutItem keeps a record as it now is and as a version. By is who changed it.
func (tx *Tx) PutItem(h PlanHead, r domain.Record, by domain.ID, when time.Time) error {
	row := itemRow{PlanID: h.ID, Kind: r.Kind, ID: r.ID, Rev: r.Rev, Deleted: r.Deleted}
	ver := versionRow{PlanID: h.ID, Kind: r.Kind, ID: r.ID, Rev: r.Rev, Deleted: r.Deleted, At: ms(when), PersonID: by}
	if !r.Deleted {
		var err error
		if row.Sealed, err = tx.seal(h.Citizen, itemPlace(h.ID, r.Kind, r.ID, r.Rev), r.Item); err != nil {
			return err
		}
		ver.Sealed = row.Sealed
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

// Item gives one thing as it is now; a tombstone comes back with Deleted set.
func (tx *Tx) Item(h PlanHead, k domain.Kind, id domain.ID) (domain.Record, error) {
	var row itemRow
	if err := tx.db.Where("plan_id = ? AND kind = ? AND id = ?", h.ID, k, id).Take(&row).Error; err != nil {
		return domain.Record{}, tx.err(err)
	}
	return tx.record(h, row)
}

// Items gives everything on a plan, tombstones left out.
func (tx *Tx) Items(h PlanHead) ([]domain.Record, error) {
	return tx.items(h, "plan_id = ? AND deleted = ?", h.ID, false)
}

// ItemsSince gives what changed after a revision, tombstones included.
func (tx *Tx) ItemsSince(h PlanHead, rev int64) ([]domain.Record, error) {
	return tx.items(h, "plan_id = ? AND rev > ?", h.ID, rev)
}

func (tx *Tx) items(h PlanHead, where string, args ...any) ([]domain.Record, error) {
	var rows []itemRow
	if err := tx.db.Where(where, args...).Find(&rows).Error; err != nil {
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

// ItemAsOf gives a thing as it was at a revision of the plan: what a stale writer saw.
func (tx *Tx) ItemAsOf(h PlanHead, k domain.Kind, id domain.ID, rev int64) (domain.Record, error) {
	var row versionRow
	err := tx.db.Where("plan_id = ? AND kind = ? AND id = ? AND rev <= ?", h.ID, k, id, rev).Order("rev DESC").Take(&row).Error
	if err != nil {
		return domain.Record{}, tx.err(err)
	}
	return tx.record(h, itemRow{row.PlanID, row.Kind, row.ID, row.Rev, row.Deleted, row.Sealed})
}

// Version is a record as it was from a revision on, and who made it so.
type Version struct {
	domain.Record
	By domain.ID
}

// VersionsSince gives a thing as it was at a revision of the plan and every version after
// that, oldest first.
func (tx *Tx) VersionsSince(h PlanHead, k domain.Kind, id domain.ID, rev int64) ([]Version, error) {
	var rows []versionRow
	err := tx.db.Where("plan_id = ? AND kind = ? AND id = ?", h.ID, k, id).
		Where("rev >= (SELECT coalesce(max(v.rev), 0) FROM plan_item_version v WHERE v.plan_id = ? AND v.kind = ? AND v.id = ? AND v.rev <= ?)", h.ID, k, id, rev).
		Order("rev").Find(&rows).Error
	if err != nil {
		return nil, tx.err(err)
	}
	out := make([]Version, len(rows))
	for i, row := range rows {
		if out[i].Record, err = tx.record(h, itemRow{row.PlanID, row.Kind, row.ID, row.Rev, row.Deleted, row.Sealed}); err != nil {
			return nil, err
		}
		out[i].By = row.PersonID
	}
	return out, nil
}

func (tx *Tx) record(h PlanHead, row itemRow) (domain.Record, error) {
	r := domain.Record{Plan: row.PlanID, Kind: row.Kind, ID: row.ID, Rev: row.Rev, Deleted: row.Deleted}
	if row.Deleted {
		return r, nil
	}
	var doc json.RawMessage
	if err := tx.unseal(h.Citizen, itemPlace(row.PlanID, row.Kind, row.ID, row.Rev), row.Sealed, &doc); err != nil {
		return r, err
	}
	var err error
	r.Item, err = domain.DecodeItem(row.Kind, doc)
	return r, err
}
