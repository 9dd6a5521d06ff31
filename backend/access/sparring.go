package access

import "tavlen/backend/domain"

var consultantOnly = []domain.Role{domain.RoleConsultant}

// SeesSparring says whether an actor reads what somebody asked her colleagues: she herself, and
// the consultants of her team. A team lead does not: what is asked is no matter for who judges.
func SeesSparring(a Actor, s domain.Sparring) bool {
	return a.Role == domain.RoleConsultant && (a.Person == s.Author || a.Department == s.Team)
}

// OwnsSparring says whether a card is the actor's own: to take down, to keep ideas of, and to
// know whom it is about.
func OwnsSparring(a Actor, s domain.Sparring) bool {
	return a.Role == domain.RoleConsultant && a.Person == s.Author
}

// MayRemoveIdea says whether an actor may take an idea off a card: who wrote it, and whose card
// it is.
func MayRemoveIdea(a Actor, s domain.Sparring, idea domain.SparringIdea) bool {
	return SeesSparring(a, s) && (idea.Author == a.Person || OwnsSparring(a, s))
}
