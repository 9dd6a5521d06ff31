package access

import (
	"time"

	"tavlen/backend/domain"
)

// givesConsent says whether somebody may put a consent on the plan: the citizen any of hers, staff
// one that they write down for her. Nobody whom it lets in writes down that he was let in: what
// opens a confidential department to the consultant is written down there.
func (f *Facts) givesConsent(v Viewer, item domain.Item) bool {
	k, ok := item.(*domain.Consent)
	if !ok {
		return false
	}
	switch v.Relation.Kind {
	case RelationCitizen:
		return true
	case RelationConsultant, RelationDeputy:
		return k.ConsentKind == domain.ConsentOnePlan
	case RelationProfessional:
		return k.ConsentKind == domain.ConsentShareDepartment && k.Department == v.Department
	}
	return false
}

// MayShare says whether a department has something that a consent can open.
func (f *Facts) MayShare(department string) bool { return f.confidential[department] }

// ofDepartment says whether a consent is about what the viewer's own department does: it must know
// what it may tell.
func ofDepartment(v Viewer, t *Thing) bool {
	k, ok := t.item.(*domain.Consent)
	return ok && t.Listed == nil && k.Department != "" && k.Department == v.Department
}

// consentIsOver says whether a consent tells the viewer no more of the confidential department that
// it names: that the citizen is helped there was the consultant's to know while it held. Taken back
// or run out, it is hers and that department's alone, and so is that it was there. NextExpiry wakes
// whoever sees it.
func (f *Facts) consentIsOver(v Viewer, k *domain.Consent, now time.Time) bool {
	return v.IsConsultant() && f.confidential[k.Department] && k.Department != v.Department && !k.Holds(now)
}
