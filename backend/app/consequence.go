package app

import (
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// consequences does what follows from a change: professionals who now take part may open
// the plan, reminders move with their meeting, and who sees something else than before
// gets a full plan with the next pull.
func (c *change) consequences(ref domain.Ref, before, after domain.Item) error {
	if c.viewer.IsConsultant() {
		for _, id := range takesPart(after) {
			if err := c.letIn(id); err != nil {
				return err
			}
		}
	}
	if before != nil {
		if err := c.tellRegranted(); err != nil {
			return err
		}
	}
	if m, ok := after.(*domain.Meeting); ok {
		return c.remind(ref.ID, m)
	}
	return nil
}

// takesPart lists those whose work an item is: who is to do it, or comes.
func takesPart(it domain.Item) []domain.ID {
	switch it := it.(type) {
	case *domain.Effort:
		return []domain.ID{it.Responsible}
	case *domain.Agreement:
		return []domain.ID{it.Responsible}
	case *domain.Meeting:
		return it.With
	}
	return nil
}

// letIn ties a professional who takes part in something to the plan.
func (c *change) letIn(person domain.ID) error {
	p, ok := c.state.persons[person]
	if !ok || p.Role != domain.RoleProfessional && p.Role != domain.RoleConsultant || person == c.state.plan().Consultant {
		return nil
	}
	rels, err := c.tx.Relations(c.state.head.ID)
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.Person == person && r.Relation.Kind == access.RelationProfessional && r.Relation.Live(c.now) {
			return nil
		}
	}
	return c.tx.PutRelation(c.state.head.ID, person, access.Relation{Kind: access.RelationProfessional, From: c.now})
}

// tellRegranted moves the epoch of those, and only those, who see more or less of other
// things, or of this one, than before the write: a revision cannot tell them what to
// take away. Nobody else learns of it.
func (c *change) tellRegranted() error {
	house, err := c.app.House(c.tx.Context())
	if err != nil {
		return err
	}
	records := slices.Clone(c.state.records)
	for i, r := range records {
		if r.Ref() == c.written.Ref() {
			records[i] = *c.written
		}
	}
	after := access.Gather(records, house.Departments)
	rels, err := c.tx.Relations(c.state.head.ID)
	if err != nil {
		return err
	}
	for _, r := range rels {
		p, ok := c.state.persons[r.Person]
		if !ok || !r.Relation.Live(c.now) {
			continue
		}
		v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: r.Relation}
		if slices.ContainsFunc(records, func(r domain.Record) bool {
			return !sameView(c.state.facts.See(v, r.Ref(), c.now), after.See(v, r.Ref(), c.now))
		}) {
			if err := c.tx.BumpEpochOf(c.state.head.ID, r.Person); err != nil {
				return err
			}
		}
	}
	return nil
}

func sameView(x, y access.View) bool {
	return x.Sees == y.Sees && x.Partial() == y.Partial() && slices.Equal(x.Fields, y.Fields) && slices.Equal(x.Without, y.Without)
}
