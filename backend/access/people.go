package access

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"tavlen/backend/domain"
)

var (
	citizenOnly = []domain.Role{domain.RoleCitizen}
	contactOnly = []domain.Role{domain.RoleContact}
)

// Shared is what a contact sees and may do now, as picks that give him just that.
type Shared struct {
	Meetings string // none, along or all
	Items    []domain.Ref
	Lanes    []domain.Area
	May      []string
}

// SharedWith works out what a contact sees and may do now. What stands on the things
// themselves, from before the citizen picked thing by thing, is read from them. One who is
// paused is taken as if he were not.
func (f *Facts) SharedWith(id domain.ID, now time.Time) Shared {
	c := f.contacts[id]
	if c == nil {
		return Shared{Meetings: "none"}
	}
	out := Shared{Meetings: "none", Lanes: slices.Clone(c.Lanes), May: slices.Clone(c.CanDo)}
	switch {
	case grants(c, "meetings"):
		out.Meetings = "all"
	case grants(c, "meetings_accompanied"):
		out.Meetings = "along"
	}
	if c.Chosen {
		for _, ref := range c.Items {
			if t := f.Things[ref]; t != nil && !t.Sensitive && t.Confidential == "" {
				out.Items = append(out.Items, ref)
			}
		}
		return out
	}
	g, as := *f, *c
	as.Status = "active"
	g.contacts = maps.Clone(f.contacts)
	g.contacts[id] = &as
	v := Viewer{Actor: Actor{Person: id, Role: domain.RoleContact}, Relation: Relation{Kind: RelationContact, To: c.Ends()}}
	// In the new words a part of life that is closed hides what lies in it.
	then := as
	then.Chosen, then.Lanes = true, nil
	for ref, t := range g.Things {
		if ref.Kind == domain.KindMeeting || !slices.Contains(domain.Pickable, ref.Kind) || !g.See(v, ref, now).Sees {
			continue
		}
		out.Items = append(out.Items, ref)
		for _, goal := range t.Goals {
			if x := g.Things[domain.Ref{Kind: domain.KindGoal, ID: goal}]; x != nil {
				if it, ok := x.item.(*domain.Goal); ok && !then.Opens(it.Area) {
					then.Lanes = append(then.Lanes, it.Area)
				}
			}
		}
	}
	out.Lanes = then.Lanes
	drives := false
	for ref, t := range g.Things {
		m, ok := t.item.(*domain.Meeting)
		if !ok {
			continue
		}
		drives = drives || m.End.After(now) && g.ContactMayDrive(id, m, now)
		// What he sees of it that "all meetings" would not show him any more.
		if g.See(v, ref, now).Shows("title") && (m.Form == "doctor" || !g.laneOfMeeting(&then, m)) {
			out.Items = append(out.Items, ref)
		}
	}
	add := func(do string, may bool) {
		if may && !slices.Contains(out.May, do) {
			out.May = append(out.May, do)
		}
	}
	add(DoAccompany, g.MayComeAlong(id, now))
	add(DoDrive, drives)
	slices.SortFunc(out.Items, func(a, b domain.Ref) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	slices.Sort(out.Lanes)
	return out
}

// Line says whether the viewer reads what the citizen and one of her people write to each
// other, and whether he writes there: those two and nobody else. To him it is there as long
// as she ticked it; a pause does not show in it. She can always read what was written.
func (f *Facts) Line(v Viewer, contact domain.ID, now time.Time) (reads, writes bool) {
	c := f.contacts[contact]
	if c == nil || v.Limited || !v.MayOpen(now) {
		return false, false
	}
	switch v.Relation.Kind {
	case RelationCitizen:
		return true, f.ContactMay(contact, DoWrite, now)
	case RelationContact:
		may := v.Person == contact && f.maySend(contact, DoWrite, now)
		return may, may
	}
	return false, false
}

// LineIsSilent says whether what a contact writes now is kept from the citizen.
func (f *Facts) LineIsSilent(contact domain.ID) bool {
	c := f.contacts[contact]
	return c == nil || c.Muted || c.Status != "active"
}

// maySend says whether the citizen ticked that a contact may send her something. A pause
// does not show in it.
func (f *Facts) maySend(id domain.ID, do string, now time.Time) bool {
	c := f.contacts[id]
	return c != nil && (c.Status == "active" || c.Status == "paused") && now.Before(c.Ends()) && does(c, do)
}
