package app

import (
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// keepSecrecy puts a new thing under the secrecy of the department it comes from. What a
// specialist of a confidential department makes is for the citizen, herself and those of
// her department it names; what names one of them is at least nothing for contacts.
func (c *change) keepSecrecy(it domain.Item) {
	seen := seenOf(it)
	if seen == nil {
		return
	}
	secret := func(department string) bool {
		return slices.ContainsFunc(c.departments, func(d domain.Department) bool { return d.ID == department && d.Confidential })
	}
	own := secret(c.actor.Department) && !c.viewer.IsConsultant() && c.viewer.Relation.Kind != access.RelationCitizen
	visible := []string{"citizen", string(c.actor.Person)}
	for _, id := range mentions("", it) {
		p, ok := c.state.persons[id]
		if !ok || !secret(p.Department) {
			continue
		}
		seen.Sensitive = true
		if p.Department == c.actor.Department && !slices.Contains(visible, string(id)) {
			visible = append(visible, string(id))
		}
	}
	if own {
		seen.Sensitive, seen.Visibility = true, visible
	}
}

func seenOf(it domain.Item) *domain.Seen {
	switch it := it.(type) {
	case *domain.Strength:
		return &it.Seen
	case *domain.Challenge:
		return &it.Seen
	case *domain.Goal:
		return &it.Seen
	case *domain.Effort:
		return &it.Seen
	case *domain.Agreement:
		return &it.Seen
	case *domain.Meeting:
		return &it.Seen
	case *domain.ContactAttempt:
		return &it.Seen
	}
	return nil
}

// proposeCompanions makes companions that staff add to a meeting a proposal: the citizen
// alone opens something to a contact (requirement E1), by agreeing to the change. Until
// then whoever proposed one may take that back.
func (c *change) proposeCompanions(meeting domain.ID, before domain.Item, m *domain.Meeting) error {
	var had, proposed []domain.ID
	if b, ok := before.(*domain.Meeting); ok {
		had, proposed = b.Companions, b.Proposed
	}
	back := slices.DeleteFunc(slices.Clone(proposed), func(id domain.ID) bool { return slices.Contains(m.Proposed, id) })
	if err := c.takeBack(meeting, back); err != nil {
		return err
	}
	wanted := slices.Concat(m.Companions, m.Proposed)
	m.Companions = slices.DeleteFunc(m.Companions, func(id domain.ID) bool { return !slices.Contains(had, id) })
	m.Proposed = slices.DeleteFunc(slices.Clone(proposed), func(id domain.ID) bool { return slices.Contains(back, id) })
	for _, id := range wanted {
		switch {
		case slices.Contains(had, id), slices.Contains(m.Proposed, id):
		case !c.state.facts.IsActiveContact(id, c.now):
			return domain.Invalid(domain.FieldError{Field: "companions", Code: domain.CodeInvalid, Detail: "Kun borgerens egne folk kan følge med."})
		default:
			m.Proposed = append(m.Proposed, id)
		}
	}
	return nil
}

// takeBack refuses to take back a proposal that is another's.
func (c *change) takeBack(meeting domain.ID, companions []domain.ID) error {
	if len(companions) == 0 {
		return nil
	}
	versions, err := c.tx.VersionsSince(c.state.head, domain.KindMeeting, meeting, 0)
	if err != nil {
		return err
	}
	for _, id := range companions {
		var by domain.ID
		stood := false
		for _, v := range versions {
			m, ok := v.Item.(*domain.Meeting)
			stands := ok && slices.Contains(m.Proposed, id)
			if stands && !stood {
				by = v.By
			}
			stood = stands
		}
		if by != c.actor.Person {
			return domain.Invalid(domain.FieldError{Field: "companions_proposed", Code: domain.CodeInvalid, Detail: "Kun den, der foreslog det, kan tage det tilbage."})
		}
	}
	return nil
}

// companionsAnswered opens a meeting to the companions that the citizen has agreed to, or
// lets the proposal go.
func (c *change) companionsAnswered(pc *domain.PlanChange, agreed bool) error {
	if pc.Item == nil || pc.Item.Kind != domain.KindMeeting {
		return nil
	}
	for _, id := range append([]domain.ID{pc.Item.ID}, pc.Also...) {
		if err := c.companionsOf(id, agreed); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) companionsOf(meeting domain.ID, agreed bool) error {
	stored, ok := c.state.item(domain.KindMeeting, meeting).(*domain.Meeting)
	if !ok || len(stored.Proposed) == 0 {
		return nil
	}
	m := *stored
	m.Proposed = nil
	if agreed {
		m.Companions = slices.Concat(stored.Companions, stored.Proposed)
	}
	return c.keepMeeting(meeting, stored, &m, "companions_answered")
}

// shownPeople lists those whom the writer is shown on the plan.
func (c *change) shownPeople() ([]domain.ID, error) {
	_, named, err := c.state.renderItems(c.viewer, c.now, func(domain.Record) bool { return true })
	named = append(named, c.state.head.Citizen, c.state.consultant(c.now))
	return named, err
}

// nameFor names persons, and those items only that everyone sees who sees the one that the
// text is about.
func (c *change) nameFor(about domain.Ref) domain.Naming {
	return func(id domain.ID) string {
		if p, ok := c.state.persons[id]; ok {
			return p.CalledName()
		}
		for _, k := range []domain.Kind{domain.KindGoal, domain.KindEffort, domain.KindStep, domain.KindMeeting} {
			ref := domain.Ref{Kind: k, ID: id}
			if it := c.state.byRef[ref].Item; it != nil && c.state.facts.AsOpenAs(ref, about) {
				return domain.TitleOf(it)
			}
		}
		return ""
	}
}

// maxOfKind bounds how many things of one kind a plan holds.
const maxOfKind = 500

func (s *state) count(k domain.Kind) int {
	n := 0
	for _, r := range s.records {
		if r.Kind == k {
			n++
		}
	}
	return n
}
