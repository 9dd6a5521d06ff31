package access

import (
	"slices"

	"tavlen/backend/domain"
)

// MayHoldPlan says whether an actor may hold a plan back that has ended, so that it is not deleted by its
// time, and is told by name whose such plans are: a team lead of whoever was the consultant, or one who
// is told of the plan because that team has no lead of its own.
func MayHoldPlan(a Actor, consultant domain.Person, leads []domain.ID) bool {
	return a.Role == domain.RoleTeamLead && (MayHandOver(a, consultant) || slices.Contains(leads, a.Person))
}
