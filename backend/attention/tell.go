package attention

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// telling collects who is told, each once.
type telling struct {
	e     *evaluation
	f     finding
	since time.Time
	told  []Told
}

// tell gives who of the staff is told of a finding by now: those whose it is, the
// consultant, who stands in for one who is away, and when it has waited its deputy and lead.
// Where there is nobody it goes to the lead, and says so.
func (e *evaluation) tell(f finding, since time.Time) []Told {
	t := &telling{e: e, f: f, since: since}
	due := func(at time.Time) bool { return !at.IsZero() && !e.now.Before(at) && !f.only }
	for _, person := range f.owners {
		t.own(person)
	}
	reached := func() bool { return slices.ContainsFunc(t.told, func(d Told) bool { return d.Person != "" }) }
	switch {
	case f.only:
	case !f.ownersFirst || !reached():
		t.own(e.plan.Consultant)
	case due(f.steps.orange):
		t.since = later(f.steps.orange, since)
		t.own(e.plan.Consultant)
	}
	if !reached() {
		t.leads(since, BecauseNobody)
	}
	if due(f.steps.deputy) {
		at := later(f.steps.deputy, since)
		if !t.deputies(at) && t.leads(at, BecauseNobody) {
			t.add(Told{Role: RoleDeputy, At: at})
		}
	}
	if due(f.steps.leader) {
		t.leads(later(f.steps.leader, since), "")
	}
	return t.told
}

// own tells somebody whose the thing is, and who stands in for him while he is away.
func (t *telling) own(person domain.ID) {
	p := t.e.facts.People[person]
	if !p.Role.Staff() {
		return // a workplace or a contact has no desk to be told at
	}
	role := RoleOwner
	if person == t.e.plan.Consultant {
		role = RoleConsultant
	}
	if !t.add(Told{Role: role, Person: person, At: t.since}) || t.f.only {
		return
	}
	away, ok := t.e.away(person)
	if !ok {
		return
	}
	at := later(t.since, away.From)
	passed := map[domain.ID]bool{person: true}
	for next := away.Deputy; ; {
		if next == "" || passed[next] || !t.e.facts.People[next].Role.Staff() {
			t.leads(at, BecauseNobody) // the deputies are away, too
			return
		}
		passed[next] = true
		leave, alsoAway := t.e.away(next)
		if !alsoAway {
			t.add(Told{Role: RoleDeputy, Person: next, At: at, Because: BecauseAway})
			return
		}
		at, next = later(at, leave.From), leave.Deputy
	}
}

// deputies tells those who stand in for the consultant at any time, and says whether there is one.
func (t *telling) deputies(at time.Time) bool {
	found := false
	for _, d := range t.e.deputies() {
		if _, away := t.e.away(d); away {
			continue
		}
		found = found || t.add(Told{Role: RoleDeputy, Person: d, At: at})
	}
	return found
}

// leads tells the team leads, and says whether it is anything of theirs; where nobody leads,
// that is said, so that it shows.
func (t *telling) leads(at time.Time, why Because) bool {
	if t.f.only || t.f.hush {
		return false
	}
	some := false
	for _, l := range t.e.facts.Leads {
		if t.e.sees(l, t.f.seenAs) == SeesNothing {
			continue
		}
		some = true
		t.add(Told{Role: RoleLeader, Person: l, At: at, Because: why, Neutral: true})
	}
	if len(t.e.facts.Leads) == 0 {
		t.add(Told{Role: RoleLeader, At: at, Because: why})
		return true
	}
	return some
}

// add tells one, if he may know of it; false where he may not. Who is told already is not
// told twice: the earlier time stands.
func (t *telling) add(d Told) bool {
	d.At = d.At.UTC()
	if d.Person != "" && d.Role != RoleLeader {
		sight := t.e.sees(d.Person, t.f.seenAs)
		if t.f.only {
			sight = SeesAll
		}
		if sight == SeesNothing {
			return false
		}
		d.Neutral = sight == SeesTimes
	}
	i := slices.IndexFunc(t.told, func(o Told) bool { return o.Person == d.Person && (d.Person != "" || o.Role == d.Role) })
	switch {
	case i < 0:
		t.told = append(t.told, d)
	case d.At.Before(t.told[i].At):
		t.told[i].At = d.At
	}
	return true
}

func (e *evaluation) sees(person domain.ID, thing domain.Ref) Sight {
	if e.facts.Sees == nil {
		return SeesAll
	}
	return e.facts.Sees(person, thing)
}

// away gives the absence that somebody has now: of several the one that ends last.
func (e *evaluation) away(person domain.ID) (domain.Leave, bool) {
	var found domain.Leave
	for _, l := range e.facts.Leaves {
		if l.Person == person && l.Live(e.now) && l.To.After(found.To) {
			found = l
		}
	}
	return found, found.Person != ""
}

// deputies are those of the staff who stand in for the consultant: in her threads, and while she is away.
func (e *evaluation) deputies() []domain.ID {
	var out []domain.ID
	add := func(d domain.ID) {
		if d != e.plan.Consultant && e.facts.People[d].Role.Staff() && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	for _, t := range e.facts.Threads {
		if !t.Confidential && slices.Contains(t.Between, e.plan.Consultant) {
			add(t.Deputy)
		}
	}
	for _, l := range e.facts.Leaves {
		if l.Person == e.plan.Consultant && l.Live(e.now) {
			add(l.Deputy)
		}
	}
	return out
}
