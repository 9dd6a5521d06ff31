package store

import (
	"database/sql"
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

// PlanOf gives the plan of a citizen.
func (tx *Tx) PlanOf(citizen domain.ID) (PlanHead, error) {
	var r planRow
	err := tx.db.Where("citizen_id = ?", citizen).Take(&r).Error
	return PlanHead{r.ID, r.CitizenID, r.Rev}, tx.err(err)
}

// firstRelation orders the relations that one person has to one plan: what gives more
// goes before what gives less, and of two that give the same the one that lasts. Probe and
// PlansIn share it, so that what is listed is what opens.
const firstRelation = `CASE r.relation WHEN 'citizen' THEN 0 WHEN 'consultant' THEN 1 WHEN 'deputy' THEN 2 WHEN 'professional' THEN 3 ELSE 4 END,
CASE WHEN r.valid_to IS NULL THEN 0 ELSE 1 END, r.valid_to DESC, r.valid_from`

// maxRelations is how many sorts of relation there are.
const maxRelations = 5

const probe = `SELECT p.citizen_id, p.rev, coalesce(r.relation, ''), coalesce(r.valid_from, 0), r.valid_to, coalesce(r.epoch, 0)
FROM plan p LEFT JOIN plan_person r ON r.plan_id = p.id AND r.person_id = ? AND r.relation IN (?, ?, ?, ?, ?) AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to > ?)
WHERE p.id = ?
ORDER BY ` + firstRelation + ` LIMIT 1`

// Probe gives a plan's head and the relation within the scope that gives the most, or
// none, in one question: all that "is there anything new for you" needs.
func (tx *Tx) Probe(plan domain.ID, s access.Scope) (PlanHead, access.Relation, error) {
	args := make([]any, 0, 9)
	args = append(args, s.Person)
	for i := range maxRelations { // always as many, so that it can be prepared once
		if i < len(s.Relations) {
			args = append(args, s.Relations[i])
		} else {
			args = append(args, access.RelationNone)
		}
	}
	args = append(args, ms(s.At), ms(s.At), plan)
	var row *sql.Row
	if tx.single && tx.store.probe != nil {
		row = tx.store.probe.QueryRowContext(tx.ctx, args...)
	} else {
		row = tx.db.Raw(probe, args...).Row()
	}
	h := PlanHead{ID: plan}
	var kind string
	var from, epoch int64
	var to *int64
	if err := row.Scan(&h.Citizen, &h.Rev, &kind, &from, &to, &epoch); err != nil {
		return PlanHead{}, access.Relation{}, tx.err(err)
	}
	return h, access.Relation{Kind: access.RelationKind(kind), From: at(from), To: atPtr(to), Epoch: epoch}, nil
}

// Bump makes the plan's revision one greater and gives the new one.
func (tx *Tx) Bump(plan domain.ID) (int64, error) {
	res := tx.db.Model(&planRow{}).Where("id = ?", plan).Update("rev", gorm.Expr("rev + 1"))
	if res.Error != nil {
		return 0, tx.err(res.Error)
	}
	if res.RowsAffected == 0 {
		return 0, domain.ErrNotFound
	}
	h, err := tx.Plan(plan)
	return h.Rev, err
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
	return tx.err(tx.db.Model(&planPersonRow{}).
		Where("plan_id = ? AND person_id = ? AND relation = ? AND (valid_to IS NULL OR valid_to > ?)", plan, person, kind, ms(when)).
		Updates(map[string]any{"valid_to": ms(when), "epoch": gorm.Expr(freshEpoch)}).Error)
}

// BumpEpochOf tells a person that what he may see of a plan was changed by a grant or a
// consent: his next pull is a full one.
func (tx *Tx) BumpEpochOf(plan, person domain.ID) error {
	return tx.err(tx.db.Model(&planPersonRow{}).Where("plan_id = ? AND person_id = ?", plan, person).Update("epoch", gorm.Expr(freshEpoch)).Error)
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
	out := make([]PlanPerson, len(rows))
	for i, r := range rows {
		out[i] = PlanPerson{r.PlanID, r.PersonID, access.Relation{Kind: r.Relation, From: at(r.ValidFrom), To: atPtr(r.ValidTo), Epoch: r.Epoch}}
	}
	return out, nil
}

// PlansIn gives the plans within a scope: exactly those that access.MayOpen would open.
// A person with two live relations to a plan gets the one that gives more.
func (tx *Tx) PlansIn(s access.Scope) ([]PlanHead, []access.Relation, error) {
	if len(s.Relations) == 0 {
		return nil, nil, nil
	}
	var rows []struct {
		ID, CitizenID domain.ID
		Rev           int64
		Relation      access.RelationKind
		ValidFrom     int64
		ValidTo       *int64
		Epoch         int64
	}
	err := tx.db.Raw(`SELECT p.id, p.citizen_id, p.rev, r.relation, r.valid_from, r.valid_to, r.epoch
FROM plan_person r JOIN plan p ON p.id = r.plan_id
WHERE r.person_id = ? AND r.relation IN ? AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to > ?)
ORDER BY p.id, `+firstRelation,
		s.Person, s.Relations, ms(s.At), ms(s.At)).Scan(&rows).Error
	if err != nil {
		return nil, nil, tx.err(err)
	}
	var heads []PlanHead
	var rels []access.Relation
	for _, r := range rows {
		if len(heads) > 0 && heads[len(heads)-1].ID == r.ID {
			continue
		}
		heads = append(heads, PlanHead{r.ID, r.CitizenID, r.Rev})
		rels = append(rels, access.Relation{Kind: r.Relation, From: at(r.ValidFrom), To: atPtr(r.ValidTo), Epoch: r.Epoch})
	}
	return heads, rels, nil
}

// CountPlans counts the plans of the installation.
func (tx *Tx) CountPlans() (int, error) {
	var n int64
	err := tx.db.Model(&planRow{}).Count(&n).Error
	return int(n), tx.err(err)
}
