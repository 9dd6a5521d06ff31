package access

import "tavlen/backend/domain"

// ChecksReading says whether an actor is shown, in the sample of a week, that somebody of the staff
// has read in a plan: a lead is. That a confidential department has read tells that the citizen is
// known there, so it is shown to that department's own lead alone.
func ChecksReading(a Actor, reader domain.Person, confidential bool) bool {
	return a.Role == domain.RoleTeamLead && reader.Role.Staff() && (!confidential || a.Department == reader.Department)
}

// JudgesReading says whether he may also say what he thinks of it. Nobody judges his own.
func JudgesReading(a Actor, reader domain.Person, confidential bool) bool {
	return ChecksReading(a, reader, confidential) && reader.ID != a.Person
}
