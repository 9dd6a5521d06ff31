package store

import (
	"cmp"
	"database/sql"
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// A plan's head with who is tied to it, live or not: one row for each, or one without a
// person.
const tiedTo = `SELECT p.citizen_id, p.rev, coalesce(r.person_id, ''), coalesce(r.relation, ''), coalesce(r.valid_from, 0), r.valid_to, coalesce(r.epoch, 0)
FROM plan p LEFT JOIN plan_person r ON r.plan_id = p.id`

var (
	probe = written(tiedTo + " AND r.person_id = ? WHERE p.id = ?")
	tied  = written(tiedTo + " WHERE p.id = ?")
)

// Probe gives a plan's head and the relation within the scope that gives the most, or
// none, in one question: all that "is there anything new for you" needs.
func (tx *Tx) Probe(plan domain.ID, s access.Scope) (PlanHead, access.Relation, error) {
	var rows *sql.Rows
	var err error
	if tx.single && tx.store.probe != nil {
		rows, err = tx.store.probe.QueryContext(tx.ctx, s.Person, plan)
	} else {
		rows, err = tx.query(probe, s.Person, plan)
	}
	h, all, err := tx.ties(plan, rows, err)
	if err != nil {
		return PlanHead{}, access.Relation{}, err
	}
	return h, Among(all, s), nil
}

// Tied gives a plan's head and everyone tied to it, the oldest relation first, live or not.
func (tx *Tx) Tied(plan domain.ID) (PlanHead, []PlanPerson, error) {
	rows, err := tx.query(tied, plan)
	return tx.ties(plan, rows, err)
}

func (tx *Tx) ties(plan domain.ID, rows *sql.Rows, err error) (PlanHead, []PlanPerson, error) {
	if err != nil {
		return PlanHead{}, nil, tx.err(err)
	}
	defer func() { _ = rows.Close() }()
	h := PlanHead{ID: plan}
	found := false
	var all []planPersonRow
	for rows.Next() {
		r := planPersonRow{PlanID: plan}
		if err := rows.Scan(&h.Citizen, &h.Rev, &r.PersonID, &r.Relation, &r.ValidFrom, &r.ValidTo, &r.Epoch); err != nil {
			return PlanHead{}, nil, tx.err(err)
		}
		if found = true; r.Relation != access.RelationNone {
			all = append(all, r)
		}
	}
	if err := rows.Err(); err != nil {
		return PlanHead{}, nil, tx.err(err)
	}
	if !found {
		return PlanHead{}, nil, domain.ErrNotFound
	}
	slices.SortStableFunc(all, func(x, y planPersonRow) int { return cmp.Compare(x.ValidFrom, y.ValidFrom) })
	return h, planPersons(all), nil
}

// Among gives that of a person's relations to one plan which is within the scope and
// gives the most; the zero relation when there is none.
func Among(tied []PlanPerson, s access.Scope) access.Relation {
	var mine []access.Relation
	for _, t := range tied {
		if t.Person == s.Person {
			mine = append(mine, t.Relation)
		}
	}
	return firstIn(s, mine)
}

// ranks orders relations by how much they give.
var ranks = []access.RelationKind{access.RelationCitizen, access.RelationConsultant, access.RelationDeputy, access.RelationProfessional, access.RelationContact, access.RelationFormer}

// firstIn picks a person's relation to a plan: what gives more goes before what gives
// less, and of two that give the same the one that lasts. Probe, Tied and PlansIn share
// it, so that what is listed is what opens.
func firstIn(s access.Scope, relations []access.Relation) (first access.Relation) {
	for _, r := range relations {
		if r.Live(s.At) && slices.Contains(s.Relations, r.Kind) && (first.Kind == access.RelationNone || before(r, first)) {
			first = r
		}
	}
	return first
}

func before(x, y access.Relation) bool {
	if x.Kind != y.Kind {
		return slices.Index(ranks, x.Kind) < slices.Index(ranks, y.Kind)
	}
	if !x.To.Equal(y.To) {
		return x.To.IsZero() || !y.To.IsZero() && x.To.After(y.To)
	}
	return x.From.Before(y.From)
}
