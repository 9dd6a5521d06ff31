package access

import "tavlen/backend/domain"

// SeesFigures says whether an actor is told the figures of a team, which is the department of
// its consultants ("" is those who are in none): its team lead, and a lead of no department, who
// leads them all.
func SeesFigures(a Actor, department string) bool {
	return MayHandOver(a, domain.Person{Department: department})
}

// SeesAllFigures says whether an actor is told the figures of the whole municipality, and of
// those who have no consultant.
func SeesAllFigures(a Actor) bool { return a.Role == domain.RoleTeamLead && a.Department == "" }
