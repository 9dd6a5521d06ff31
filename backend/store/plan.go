package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

type planRow struct {
	ID        domain.ID `gorm:"primaryKey"`
	CitizenID domain.ID
	Rev       int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

func (planRow) TableName() string { return "plan" }

type planPersonRow struct {
	PlanID    domain.ID           `gorm:"primaryKey"`
	PersonID  domain.ID           `gorm:"primaryKey"`
	Relation  access.RelationKind `gorm:"primaryKey"`
	ValidFrom int64               `gorm:"primaryKey"`
	ValidTo   *int64
	Epoch     int64
}

func (planPersonRow) TableName() string { return "plan_person" }

func (r planPersonRow) relation() access.Relation {
	return access.Relation{Kind: r.Relation, From: at(r.ValidFrom), To: atPtr(r.ValidTo), Epoch: r.Epoch}
}

// PlanHead is what is known of a plan without opening a seal.
type PlanHead struct {
	ID      domain.ID
	Citizen domain.ID
	Rev     int64
}

// CreatePlan makes an empty plan at revision 0 for a citizen; a citizen has one.
func (tx *Tx) CreatePlan(id, citizen domain.ID) error {
	now := tx.store.clock.Now()
	if err := tx.db.Create(&planRow{ID: id, CitizenID: citizen, CreatedAt: ms(now)}).Error; err != nil {
		return tx.err(err)
	}
	if err := tx.beginChain(string(id)); err != nil {
		return err
	}
	return tx.PutRelation(id, citizen, access.Relation{Kind: access.RelationCitizen, From: time.UnixMilli(0)})
}

// Plan gives a plan's head. In a Write it also locks the plan, so that its revision
// cannot grow under the writer.
func (tx *Tx) Plan(id domain.ID) (PlanHead, error) {
	q := tx.db
	if tx.writes && tx.store.postgres {
		q = q.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	var r planRow
	err := q.Where("id = ?", id).Take(&r).Error
	return PlanHead{r.ID, r.CitizenID, r.Rev}, tx.err(err)
}

// Lock keeps a plan's revision and relations from changing under a Write. On SQLite there
// is one writer at a time, so nothing needs to be done.
func (tx *Tx) Lock(plan domain.ID) error {
	if !tx.store.postgres {
		return nil
	}
	_, err := tx.Plan(plan)
	return err
}

// PlanOf gives the plan of a citizen.
func (tx *Tx) PlanOf(citizen domain.ID) (PlanHead, error) {
	var r planRow
	err := tx.db.Where("citizen_id = ?", citizen).Take(&r).Error
	return PlanHead{r.ID, r.CitizenID, r.Rev}, tx.err(err)
}

var bump = written("UPDATE plan SET rev = rev + 1 WHERE id = ? RETURNING rev")

// Bump makes the plan's revision one greater and gives the new one.
func (tx *Tx) Bump(plan domain.ID) (int64, error) {
	var rev int64
	found, err := tx.one(bump, []any{plan}, &rev)
	if err == nil && !found {
		err = domain.ErrNotFound
	}
	return rev, err
}

// freshEpoch is one that no relation of the person to the plan had before: an epoch is
// all that tells a phone that it was granted or refused something meanwhile.
const freshEpoch = `(SELECT max(q.epoch) FROM plan_person q WHERE q.plan_id = plan_person.plan_id AND q.person_id = plan_person.person_id)
+ (SELECT count(*) FROM plan_person q WHERE q.plan_id = plan_person.plan_id AND q.person_id = plan_person.person_id AND q.epoch <= plan_person.epoch)`

// PutRelation ties a person to a plan. The same kind from the same instant is changed,
// not doubled.
func (tx *Tx) PutRelation(plan, person domain.ID, r access.Relation) error {
	row := planPersonRow{PlanID: plan, PersonID: person, Relation: r.Kind, ValidFrom: ms(r.From), ValidTo: msPtr(r.To)}
	err := tx.db.Model(&planPersonRow{}).Where("plan_id = ? AND person_id = ?", plan, person).Select("coalesce(max(epoch), 0) + 1").Scan(&row.Epoch).Error
	if err != nil {
		return tx.err(err)
	}
	return tx.err(tx.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "plan_id"}, {Name: "person_id"}, {Name: "relation"}, {Name: "valid_from"}},
		DoUpdates: clause.Assignments(map[string]any{"valid_to": row.ValidTo, "epoch": row.Epoch}),
	}).Create(&row).Error)
}

// EndRelation ends every relation of a kind that a person has to a plan, at an instant.
func (tx *Tx) EndRelation(plan, person domain.ID, kind access.RelationKind, when time.Time) error {
	tx.outlastRelation(plan, person, kind, when)
	return tx.err(tx.db.Model(&planPersonRow{}).
		Where("plan_id = ? AND person_id = ? AND relation = ? AND (valid_to IS NULL OR valid_to > ?)", plan, person, kind, ms(when)).
		Updates(map[string]any{"valid_to": ms(when), "epoch": gorm.Expr(freshEpoch)}).Error)
}

// BumpEpochOf tells a person that what he may see of a plan was changed by a grant or a
// consent: his next pull is a full one.
func (tx *Tx) BumpEpochOf(plan, person domain.ID) error {
	return tx.err(tx.db.Model(&planPersonRow{}).Where("plan_id = ? AND person_id = ?", plan, person).Update("epoch", gorm.Expr(freshEpoch)).Error)
}

// BumpEpochs tells everybody on a plan that something is gone from it which no change tells of:
// the next pull of each is a full one.
func (tx *Tx) BumpEpochs(plan domain.ID) error {
	return tx.err(tx.db.Model(&planPersonRow{}).Where("plan_id = ?", plan).Update("epoch", gorm.Expr(freshEpoch)).Error)
}

// PlanPerson is one person's relation to a plan.
type PlanPerson struct {
	Plan     domain.ID
	Person   domain.ID
	Relation access.Relation
}

// Relations gives everyone tied to a plan, whether the relation is live or not.
func (tx *Tx) Relations(plan domain.ID) ([]PlanPerson, error) {
	return tx.relations(tx.db.Where("plan_id = ?", plan))
}

// RelationsOf gives the plans a person is tied to, whether the relation is live or not.
func (tx *Tx) RelationsOf(person domain.ID) ([]PlanPerson, error) {
	return tx.relations(tx.db.Where("person_id = ?", person))
}

func (tx *Tx) relations(q *gorm.DB) ([]PlanPerson, error) {
	var rows []planPersonRow
	if err := q.Order("valid_from").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	return planPersons(rows), nil
}

func planPersons(rows []planPersonRow) []PlanPerson {
	out := make([]PlanPerson, len(rows))
	for i, r := range rows {
		out[i] = PlanPerson{r.PlanID, r.PersonID, r.relation()}
	}
	return out
}

// PlansIn gives the plans within a scope: exactly those that access.MayOpen would open.
// A person with two live relations to a plan gets the one that gives more.
func (tx *Tx) PlansIn(s access.Scope) ([]PlanHead, []access.Relation, error) {
	if len(s.Relations) == 0 {
		return nil, nil, nil
	}
	var rows []struct {
		CitizenID domain.ID
		Rev       int64
		Tie       planPersonRow `gorm:"embedded"`
	}
	err := tx.db.Raw("SELECT p.citizen_id, p.rev, r.* FROM plan_person r JOIN plan p ON p.id = r.plan_id WHERE r.person_id = ? ORDER BY p.id", s.Person).Scan(&rows).Error
	if err != nil {
		return nil, nil, tx.err(err)
	}
	var heads []PlanHead
	var rels []access.Relation
	for len(rows) > 0 {
		first, n := rows[0], 0
		var mine []access.Relation
		for ; n < len(rows) && rows[n].Tie.PlanID == first.Tie.PlanID; n++ {
			mine = append(mine, rows[n].Tie.relation())
		}
		rows = rows[n:]
		if r := firstIn(s, mine); r.Kind != access.RelationNone {
			heads = append(heads, PlanHead{first.Tie.PlanID, first.CitizenID, first.Rev})
			rels = append(rels, r)
		}
	}
	return heads, rels, nil
}

// Plans gives the heads of all plans of the installation, for what is counted over all of
// them; what one person may open is PlansIn.
func (tx *Tx) Plans() ([]PlanHead, error) {
	var rows []planRow
	if err := tx.db.Order("id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	heads := make([]PlanHead, len(rows))
	for i, r := range rows {
		heads[i] = PlanHead{r.ID, r.CitizenID, r.Rev}
	}
	return heads, nil
}

// CountPlans counts the plans of the installation.
func (tx *Tx) CountPlans() (int, error) {
	var n int64
	err := tx.db.Model(&planRow{}).Count(&n).Error
	return int(n), tx.err(err)
}
