package paper

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// view is what the sheet needs of getPlan's answer. Everything in it may be missing:
// each viewer gets his own part.
type view struct {
	Viewer     struct{ Relation string }
	Plan       domain.Plan
	Citizen    person
	Consultant domain.ID
	People     []person
	Dream      *struct{ domain.Dream }
	Goals      []goalItem
	Steps      []stepItem
	Efforts    []effortItem
	Agreements []agreementItem
	Meetings   []meetingItem

	Departments []struct {
		ID   string
		Name string
	}
}

type person struct {
	ID            domain.ID
	Name          string
	PreferredName string `json:"preferred_name"`
	Title         string
	Phone         string
	Hours         string
}

type (
	goalItem struct {
		ID domain.ID `json:"id"`
		domain.Goal
	}
	stepItem struct {
		ID domain.ID `json:"id"`
		domain.Step
	}
	effortItem struct {
		ID domain.ID `json:"id"`
		domain.Effort
	}
	agreementItem struct {
		ID domain.ID `json:"id"`
		domain.Agreement
	}
	meetingItem struct {
		ID domain.ID `json:"id"`
		domain.Meeting
	}
)

func (v *view) person(id domain.ID) person {
	if id == v.Citizen.ID {
		return v.Citizen
	}
	i := slices.IndexFunc(v.People, func(p person) bool { return p.ID == id })
	if i < 0 {
		return person{}
	}
	return v.People[i]
}

// called is what one calls a person.
func (v *view) called(id domain.ID) string {
	p := v.person(id)
	return domain.Person{Name: p.Name, PreferredName: p.PreferredName}.CalledName()
}

// withoutPrivate takes out what is marked as sensitive, and what hangs on it. It says
// whether there was any.
func (v *view) withoutPrivate() bool {
	before := len(v.Goals) + len(v.Steps) + len(v.Efforts) + len(v.Agreements) + len(v.Meetings)
	private := map[domain.ID]bool{}
	for _, g := range v.Goals {
		private[g.ID] = g.Sensitive
	}
	anyOf := func(ids []domain.ID) bool {
		return slices.ContainsFunc(ids, func(id domain.ID) bool { return private[id] })
	}
	for _, e := range v.Efforts {
		private[e.ID] = e.Sensitive || anyOf(e.Goals)
	}
	v.Goals = slices.DeleteFunc(v.Goals, func(g goalItem) bool { return g.Sensitive })
	v.Steps = slices.DeleteFunc(v.Steps, func(s stepItem) bool { return private[s.Goal] })
	v.Efforts = slices.DeleteFunc(v.Efforts, func(e effortItem) bool { return private[e.ID] })
	v.Agreements = slices.DeleteFunc(v.Agreements, func(a agreementItem) bool { return a.Sensitive || private[a.Goal] })
	v.Meetings = slices.DeleteFunc(v.Meetings, func(m meetingItem) bool { return m.Sensitive || private[m.Effort] })
	gone := before != len(v.Goals)+len(v.Steps)+len(v.Efforts)+len(v.Agreements)+len(v.Meetings)
	if v.Dream != nil && v.Dream.Sensitive {
		v.Dream, gone = nil, true
	}
	return gone
}

// focus gives the goals to put on the sheet, at most three, and the other active ones.
func (v *view) focus() (first, rest []goalItem) {
	active := slices.Clone(v.Goals)
	active = slices.DeleteFunc(active, func(g goalItem) bool { return g.Status != domain.StatusActive })
	place := func(g goalItem) int {
		if i := slices.Index(v.Plan.Board.FocusGoals, g.ID); i >= 0 {
			return i
		}
		return len(v.Plan.Board.FocusGoals)
	}
	slices.SortStableFunc(active, func(a, b goalItem) int { return cmp.Compare(place(a), place(b)) })
	n := min(domain.MaxFocusGoals, len(active))
	return active[:n], active[n:]
}

// nextSteps gives the open steps of a goal that one can take: what is under way first,
// then the earliest due; none that waits for another step.
func (v *view) nextSteps(goal domain.ID) []stepItem {
	open := map[domain.ID]bool{}
	for _, s := range v.Steps {
		open[s.ID] = s.Status == domain.StatusActive || s.Status == domain.StatusPlanned
	}
	var out []stepItem
	for _, s := range v.Steps {
		if s.Goal == goal && open[s.ID] && !open[s.After] {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b stepItem) int {
		if a.Status != b.Status {
			return cmp.Compare(a.Status, b.Status) // active, planned
		}
		return cmp.Compare(dated(a.Due), dated(b.Due))
	})
	return out
}

// dated sorts what has no date last.
func dated(d domain.Date) domain.Date { return cmp.Or(d, "9999") }

// open gives the agreements that hold, those of the citizen and those of the others,
// the earliest due first.
func (v *view) open() (mine, theirs []agreementItem) {
	for _, a := range v.Agreements {
		switch {
		case a.Status != domain.StatusActive:
		case a.Responsible == v.Citizen.ID:
			mine = append(mine, a)
		default:
			theirs = append(theirs, a)
		}
	}
	byDue := func(a, b agreementItem) int {
		return cmp.Compare(dated(cmp.Or(a.Due, a.NextDue)), dated(cmp.Or(b.Due, b.NextDue)))
	}
	slices.SortStableFunc(mine, byDue)
	slices.SortStableFunc(theirs, byDue)
	return mine, theirs
}

// next gives the planned meetings that are not over, the soonest first.
func (v *view) next(now time.Time) []meetingItem {
	out := slices.DeleteFunc(slices.Clone(v.Meetings), func(m meetingItem) bool { return !m.Upcoming(now) })
	slices.SortStableFunc(out, func(a, b meetingItem) int { return a.Start.Compare(b.Start) })
	return out
}

// meetingName is the meeting's title, or for one that is seen in part whose it is.
func (v *view) meetingName(m meetingItem) string {
	if m.Title != "" {
		return m.Title
	}
	for _, e := range v.Efforts {
		if e.ID != m.Effort {
			continue
		}
		for _, d := range v.Departments {
			if d.ID == e.Department {
				return "Tid hos " + d.Name
			}
		}
	}
	return "Møde"
}

// callable lists whom one can call: the consultant, then those who answer for running
// efforts, then those one meets next; only people whose number the viewer sees.
func (v *view) callable(now time.Time) []person {
	ids := []domain.ID{v.Consultant}
	if v.Plan.Ended() {
		ids = append(ids, v.Plan.End.FollowUpBy)
	}
	for _, e := range v.Efforts {
		if e.Status == domain.StatusActive {
			ids = append(ids, e.Responsible)
		}
	}
	for _, m := range v.next(now) {
		ids = append(ids, m.With...)
	}
	var out []person
	for _, id := range ids {
		p := v.person(id)
		if p.Phone == "" || id == v.Citizen.ID || slices.ContainsFunc(out, func(o person) bool { return o.ID == id }) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// joined puts the parts that are not empty together.
func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}
