package app

import (
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// consequences does what follows from a change: professionals who now take part may open
// the plan, those whom nothing on it names any more may not, reminders move with their meeting, and who sees something else than before
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
		if err := c.tellRegranted(ref); err != nil {
			return err
		}
		if err := c.letGo(takesPart(before)); err != nil {
			return err
		}
	}
	switch it := after.(type) {
	case *domain.Meeting:
		return c.meetingChanged(ref.ID, before, it)
	case *domain.MeetingRequest:
		return c.tellStaffOfRequest(ref, before, it)
	case *domain.Wish:
		return c.tellStaffOfWish(ref.ID, before, it)
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
	if !ok || p.Role != domain.RoleProfessional && p.Role != domain.RoleConsultant || person == c.state.consultant(c.now) {
		return nil
	}
	rels, err := c.relations()
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.Person == person && r.Relation.Kind == access.RelationProfessional && r.Relation.Live(c.now) {
			return nil
		}
	}
	return c.tie(person, access.Relation{Kind: access.RelationProfessional, From: c.now})
}

// letGo ends the access of those professionals, of those given, whom nothing on the plan
// names any more: as doing something, coming to a meeting, being one it is for, or writing
// in a thread. What they once did or wrote does not keep them.
func (c *change) letGo(persons []domain.ID) error {
	rels, err := c.relations()
	if err != nil {
		return err
	}
	tied := func(id domain.ID) bool {
		return slices.ContainsFunc(rels, func(r store.PlanPerson) bool {
			return r.Person == id && r.Relation.Kind == access.RelationProfessional && r.Relation.Live(c.now)
		})
	}
	persons = slices.DeleteFunc(slices.Clone(persons), func(id domain.ID) bool { return !tied(id) })
	if len(persons) == 0 {
		return nil
	}
	after, err := c.next()
	if err != nil {
		return err
	}
	threads, err := c.tx.Threads(c.state.head.ID)
	if err != nil {
		return err
	}
	for _, id := range persons {
		if after.facts.Names(id) || slices.ContainsFunc(threads, func(t domain.Thread) bool { return slices.Contains(t.Between, id) }) {
			continue
		}
		c.tied = nil
		if err := c.tx.EndRelation(c.state.head.ID, id, access.RelationProfessional, c.now); err != nil {
			return err
		}
	}
	return nil
}

// tellRegranted moves the epoch of those, and only those, who see more or less of other
// things, or of this one, than before the write: a revision cannot tell them what to
// take away. Nobody else learns of it.
func (c *change) tellRegranted(written domain.Ref) error {
	after, err := c.next()
	if err != nil {
		return err
	}
	rels, err := c.relations()
	if err != nil {
		return err
	}
	people, err := c.peopleOf(rels)
	if err != nil {
		return err
	}
	for _, r := range rels {
		p := people[r.Person]
		v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: r.Relation}
		moved := func(ref domain.Ref) bool {
			return !sameView(c.state.facts.See(v, ref, c.now), after.facts.See(v, ref, c.now))
		}
		if !moved(written) && !slices.ContainsFunc(c.state.records, func(it domain.Record) bool { return moved(it.Ref()) }) {
			continue
		}
		c.regranted = c.regranted || r.Person == c.actor.Person
		if err := c.tx.BumpEpochOf(c.state.head.ID, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// peopleOf gives those whom relations tie to the plan; a deputy need not be named on it.
func (c *change) peopleOf(rels []store.PlanPerson) (map[domain.ID]domain.Person, error) {
	var unnamed []domain.ID
	for _, r := range rels {
		if _, ok := c.state.persons[r.Person]; !ok {
			unnamed = append(unnamed, r.Person)
		}
	}
	found, err := c.tx.Persons(unnamed...)
	if err != nil {
		return nil, err
	}
	for _, p := range found {
		c.state = c.state.withPerson(p)
	}
	return c.state.persons, nil
}

func sameView(x, y access.View) bool {
	return x.Sees == y.Sees && x.Partial() == y.Partial() && slices.Equal(x.Fields, y.Fields) && slices.Equal(x.Without, y.Without) && slices.Equal(x.Unsaid, y.Unsaid)
}
