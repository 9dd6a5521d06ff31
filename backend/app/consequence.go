package app

import (
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
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
	records := slices.DeleteFunc(slices.Clone(c.state.records), func(r domain.Record) bool { return r.Ref() == c.written.Ref() })
	records = append(records, *c.written)
	after := access.Gather(records, house.Departments)
	rels, err := c.tx.Relations(c.state.head.ID)
	if err != nil {
		return err
	}
	people, err := c.tx.Persons(personsOf(rels)...) // a deputy need not be named on the plan
	if err != nil {
		return err
	}
	for _, p := range people {
		for _, r := range rels {
			v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: r.Relation}
			if r.Person != p.ID || !slices.ContainsFunc(records, func(it domain.Record) bool {
				return !sameView(c.state.facts.See(v, it.Ref(), c.now), after.See(v, it.Ref(), c.now))
			}) {
				continue
			}
			c.regranted = c.regranted || r.Person == c.actor.Person
			if err := c.tx.BumpEpochOf(c.state.head.ID, p.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func personsOf(rels []store.PlanPerson) []domain.ID {
	out := make([]domain.ID, len(rels))
	for i, r := range rels {
		out[i] = r.Person
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func sameView(x, y access.View) bool {
	return x.Sees == y.Sees && x.Partial() == y.Partial() && slices.Equal(x.Fields, y.Fields) && slices.Equal(x.Without, y.Without)
}
