package store

import (
	"tavlen/backend/domain"
)

// VersionsBefore gives versions of a plan's things of some kinds, made before a revision,
// newest first: at least one whole revision where there is any, and about limit of them.
func (tx *Tx) VersionsBefore(h PlanHead, kinds []domain.Kind, rev int64, limit int) ([]domain.Record, error) {
	// What was made in one write is told in one piece, so the last revision is not cut.
	return tx.records(h, `SELECT * FROM plan_item_version WHERE plan_id = ? AND kind IN ? AND rev < ? AND rev >= coalesce(
(SELECT min(q.rev) FROM (SELECT v.rev FROM plan_item_version v WHERE v.plan_id = ? AND v.kind IN ? AND v.rev < ? ORDER BY v.rev DESC LIMIT ?) q), 0)
ORDER BY rev DESC, kind, id`, h.ID, kinds, rev, h.ID, kinds, rev, limit)
}

// VersionsAsOf gives those of some things as they were at a revision of the plan.
func (tx *Tx) VersionsAsOf(h PlanHead, ids []domain.ID, rev int64) ([]domain.Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return tx.records(h, newestUpTo+" AND v.id IN ?", h.ID, rev, ids)
}

// ItemsAsOf gives everything that was on a plan at a revision.
func (tx *Tx) ItemsAsOf(h PlanHead, rev int64) ([]domain.Record, error) {
	return tx.records(h, newestUpTo+" AND v.deleted = ?", h.ID, rev, false)
}

const newestUpTo = `SELECT v.* FROM plan_item_version v WHERE v.plan_id = ? AND v.rev =
(SELECT max(w.rev) FROM plan_item_version w WHERE w.plan_id = v.plan_id AND w.kind = v.kind AND w.id = v.id AND w.rev <= ?)`

// VersionsOf gives every version of some things of a kind, up to the plan's revision:
// thing by thing, oldest first.
func (tx *Tx) VersionsOf(h PlanHead, kind domain.Kind, ids []domain.ID) ([]domain.Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return tx.records(h, "SELECT * FROM plan_item_version WHERE plan_id = ? AND kind = ? AND id IN ? AND rev <= ? ORDER BY id, rev", h.ID, kind, ids, h.Rev)
}
