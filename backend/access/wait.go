package access

import (
	"time"

	"tavlen/backend/domain"
)

// When somebody who cannot read a thread is told that the citizen waits in it.
const (
	DeputyToldAfter = 12 * time.Hour
	LeadToldAfter   = 16 * time.Hour
)

// ToldOfWait says whether an actor is told that somebody waits for an answer in a thread
// after so much working time. Of a confidential thread nobody else is.
func ToldOfWait(a Actor, t domain.Thread, passed time.Duration, now time.Time) bool {
	switch {
	case t.Confidential:
		return false
	case a.Role == domain.RoleTeamLead:
		return passed >= LeadToldAfter
	case a.Role == domain.RoleConsultant:
		return passed >= DeputyToldAfter && t.StandsIn(a.Person, now)
	}
	return false
}

// ToldOfReport says whether the viewer is told that a citizen reported one of her people, and
// by name who she is: whoever acts as her consultant now; and where nobody does who works here,
// the leads of the team that she was helped by.
func ToldOfReport(v Viewer, helped, leads bool, now time.Time) bool {
	if v.Role == domain.RoleTeamLead {
		return leads && !helped
	}
	return v.Role == domain.RoleConsultant && v.IsConsultant() && v.MayOpen(now)
}

// MayPutLeave says whether an actor may put that somebody is away: his own, and a team lead
// anybody's, since who is ill may not be able to.
func MayPutLeave(a Actor, l domain.Leave) bool {
	return a.Role == domain.RoleTeamLead || a.Role == domain.RoleConsultant && l.Person == a.Person
}

// MaySeeLeave says whether an actor sees it.
func MaySeeLeave(a Actor, l domain.Leave) bool {
	return a.Role == domain.RoleTeamLead || a.Role == domain.RoleConsultant && (l.Person == a.Person || l.Deputy == a.Person)
}

// LeadIsTold says whether a team lead may be told that a rule spoke about a thing on a plan:
// never of what is under a department's secrecy. A thing that is no item (a message, the
// plan as a whole) is told of where a lead may be told at all, which package attention sees to.
func LeadIsTold(a Actor, f *Facts, about domain.Ref) bool {
	if a.Role != domain.RoleTeamLead {
		return false
	}
	return f.Things[about] == nil || f.CountsForLead(about)
}
