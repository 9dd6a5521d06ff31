package app

import (
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// complete fills in what the writer need not send, and checks the whole.
func (c *change) complete(id domain.ID, before, after domain.Item, why string) error {
	switch it := after.(type) {
	case *domain.Plan:
		if err := c.checkFocus(it); err != nil {
			return err
		}
	case *domain.Strength:
		if before == nil && it.SaidBy == "" && !c.reported {
			it.SaidBy = c.actor.Person
		}
		// Whoever puts it in other words says it: nobody has words put into his mouth.
		if was, ok := before.(*domain.Strength); ok && was.Text != it.Text && it.SaidBy == was.SaidBy {
			it.SaidBy, it.RecordedBy = c.actor.Person, ""
		}
		if before == nil && it.SaidBy != c.actor.Person && !c.reported {
			it.RecordedBy = c.actor.Person
		}
	case *domain.Goal:
		if it.Owner == "" {
			it.Owner = c.state.head.Citizen
		}
		if it.Status == "" {
			it.Status = domain.StatusActive
		}
		if it.Status == domain.StatusReached && it.ReachedOn == "" {
			it.ReachedOn = domain.DateOf(c.now)
		}
		it.ReachedOn = c.notAfterToday(it.ReachedOn)
	case *domain.Step:
		c.completeStep(before, it)
	case *domain.Effort:
		if it.Status == "" {
			it.Status = domain.StatusPlanned
		}
		if err := c.mayEndSo(before, it); err != nil {
			return err
		}
		if err := c.checkCode(before, it); err != nil {
			return err
		}
	case *domain.Wish:
		if err := c.completeWish(before, it); err != nil {
			return err
		}
	case *domain.Agreement:
		if it.Status == "" {
			it.Status = domain.StatusActive
		}
		if c.viewer.Relation.Kind == access.RelationCitizen && it.Responsible == "" {
			it.Responsible = c.actor.Person
		}
		if before == nil && it.RecordedBy == "" && it.Responsible != c.actor.Person {
			it.RecordedBy = c.actor.Person
		}
		if it.Status == domain.StatusKept && it.ClosedOn == "" {
			it.ClosedOn = domain.DateOf(c.now)
		}
		it.ClosedOn = c.notAfterToday(it.ClosedOn)
	case *domain.Meeting:
		if err := c.completeMeeting(id, before, it, why); err != nil {
			return err
		}
	case *domain.MeetingRequest:
		if err := c.completeRequest(before, it); err != nil {
			return err
		}
	}
	if before == nil {
		c.keepSecrecy(after)
		c.putLast(after)
	}
	if err := after.Validate(); err != nil {
		return err
	}
	return c.checkReferences(id, before, after)
}

// checkFocus holds the number of goals in focus to what a person can have in mind, of
// those that the writer sees.
func (c *change) checkFocus(p *domain.Plan) error {
	n := 0
	for _, g := range p.Board.FocusGoals {
		if c.sees(domain.Ref{Kind: domain.KindGoal, ID: g}) {
			n++
		}
	}
	if n > domain.MaxFocusGoals {
		return domain.Invalid(domain.FieldError{Field: "board.focus_goals", Code: domain.CodeInvalid, Detail: "Vælg højst tre mål i fokus."})
	}
	return nil
}

// putLast gives a new thing its place after those of its like that the writer sees, where
// he did not say where it stands.
func (c *change) putLast(it domain.Item) {
	rank := rankOf(it)
	if rank == nil || *rank != "" {
		return
	}
	last := ""
	for _, r := range c.state.records {
		other := rankOf(r.Item)
		if r.Kind == it.Kind() && sameList(it, r.Item) && *other > last && c.sees(r.Ref()) {
			last = *other
		}
	}
	*rank = domain.RankAfter(last)
}

// sameList says whether two things of a kind stand in one order: steps do per goal.
func sameList(a, b domain.Item) bool {
	x, ok := a.(*domain.Step)
	if !ok {
		return true
	}
	y, ok := b.(*domain.Step)
	return ok && x.Goal == y.Goal
}

// rankOf gives the place of an item's rank; nil where it has none.
func rankOf(it domain.Item) *string {
	switch it := it.(type) {
	case *domain.Strength:
		return &it.Rank
	case *domain.Challenge:
		return &it.Rank
	case *domain.Goal:
		return &it.Rank
	case *domain.Step:
		return &it.Rank
	case *domain.Effort:
		return &it.Rank
	case *domain.Agreement:
		return &it.Rank
	}
	return nil
}

func (c *change) completeStep(before domain.Item, it *domain.Step) {
	if it.Status == "" {
		it.Status = domain.StatusActive
	}
	was, _ := before.(*domain.Step)
	wasDone := was != nil && was.Status == domain.StatusDone
	switch {
	case it.Status == domain.StatusDone && !wasDone:
		it.DoneBy = c.actor.Person
		if it.DoneAt == "" {
			it.DoneAt = domain.DateOf(c.now)
		}
	case it.Status != domain.StatusDone && wasDone:
		it.DoneBy, it.DoneAt = "", ""
	}
	it.DoneAt = c.notAfterToday(it.DoneAt)
	for i := range it.Ticks {
		it.Ticks[i].On = c.notAfterToday(it.Ticks[i].On)
	}
}

// notAfterToday gives the day on which something was done: nothing was done tomorrow. A
// phone whose clock is ahead says so all the same, and what it says is done counts.
func (c *change) notAfterToday(d domain.Date) domain.Date {
	if today := domain.DateOf(c.now); d.Start().After(today.Start()) {
		return today
	}
	return d
}

// checkReferences refuses a reference to something that is not on this plan, or that the
// writer does not see: it would tell him that it exists.
//
// What stood there before is not his to answer for.
func (c *change) checkReferences(id domain.ID, before, it domain.Item) error {
	var bad []domain.FieldError
	had := referencesOf(before)
	need := func(field string, k domain.Kind, ids ...domain.ID) {
		for _, to := range ids {
			if to == "" || had[domain.Ref{Kind: k, ID: to}] {
				continue
			}
			// Partly seen is not enough: a thing would come under its secrecy, or out of it.
			if view := c.state.facts.See(c.viewer, domain.Ref{Kind: k, ID: to}, c.now); to == id || !view.Sees || view.Partial() {
				bad = append(bad, domain.FieldError{Field: field, Code: domain.CodeInvalid, Detail: "Det, der henvises til, findes ikke på planen."})
			}
		}
	}
	switch it := it.(type) {
	case *domain.Plan:
		need("board.focus_goals", domain.KindGoal, it.Board.FocusGoals...)
	case *domain.Step:
		need("goal", domain.KindGoal, it.Goal)
		need("after", domain.KindStep, it.After)
	case *domain.Effort:
		need("goals", domain.KindGoal, it.Goals...)
		need("after", domain.KindEffort, it.After)
		if it.FollowUp != nil {
			need("follow_up", domain.KindMeeting, it.FollowUp.NextMeeting, it.FollowUp.EndMeeting)
		}
		if it.NextStep != nil {
			need("next_step", domain.KindMeeting, it.NextStep.Meeting)
			need("next_step", domain.KindEffort, it.NextStep.Effort)
		}
	case *domain.Agreement:
		need("goal", domain.KindGoal, it.Goal)
		need("made_at", domain.KindMeeting, it.MadeAt)
	case *domain.Meeting:
		need("effort", domain.KindEffort, it.Effort)
	case *domain.ContactAttempt:
		need("about", domain.KindMeeting, it.About)
	case *domain.Picture:
		if to, on := it.On.Ref(); on {
			need("on", to.Kind, to.ID)
		}
	}
	people, err := c.unknownPeople(before, it)
	if err != nil {
		return err
	}
	if people {
		bad = append(bad, domain.FieldError{Field: "responsible", Code: domain.CodeInvalid, Detail: "Personen hører ikke til planen."})
	}
	if len(bad) > 0 {
		return domain.Invalid(bad...)
	}
	return nil
}

// unknownPeople says whether an item newly names someone the writer is not shown on the
// plan. A consultant may name anyone who works for or with the municipality.
func (c *change) unknownPeople(before, it domain.Item) (bool, error) {
	had := mentions("", before)
	var missing, shown []domain.ID
	for _, id := range mentions("", it) {
		if id == "" || id == c.actor.Person || slices.Contains(had, id) {
			continue
		}
		if shown == nil {
			var err error
			if shown, err = c.shownPeople(); err != nil {
				return false, err
			}
		}
		if !slices.Contains(shown, id) {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 && !c.viewer.IsConsultant() {
		return true, nil
	}
	if len(missing) == 0 {
		return false, nil
	}
	found, err := c.tx.Persons(missing...)
	if err != nil {
		return false, err
	}
	slices.Sort(missing)
	known := 0
	for _, p := range found {
		if p.Role.Staff() || p.Role == domain.RoleProvider || p.Role == domain.RoleWorkplaceMentor {
			known++
			c.state = c.state.withPerson(p)
		}
	}
	return known < len(slices.Compact(missing)), nil
}

// withPerson gives the state with one more person; the state itself is shared and stays.
func (s *state) withPerson(p domain.Person) *state {
	t := *s
	t.persons = make(map[domain.ID]domain.Person, len(s.persons)+1)
	for id, q := range s.persons {
		t.persons[id] = q
	}
	t.persons[p.ID] = p
	return &t
}
