package access

import "tavlen/backend/domain"

// SeesCaseload says whether an actor is told how many citizens a consultant has: she herself,
// and the team lead who may give them to another. It is a number, and names no citizen.
func SeesCaseload(a Actor, consultant domain.Person) bool {
	if consultant.Role != domain.RoleConsultant {
		return false
	}
	return a.Role == domain.RoleConsultant && a.Person == consultant.ID || MayHandOver(a, consultant)
}
