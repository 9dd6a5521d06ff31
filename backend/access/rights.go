package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// rightsSeen gives what is seen of the citizen's wish to correct or erase: what it is about is left
// out for a consultant who does not see that thing.
func (f *Facts) rightsSeen(v Viewer, t *Thing, it *domain.RightsRequest, now time.Time) View {
	switch v.Relation.Kind {
	case RelationCitizen:
		return when(!v.Limited)
	case RelationConsultant, RelationDeputy:
		view := consultantSees(v, t, now)
		if view.Sees && it.About != nil && !f.See(v, *it.About, now).Sees {
			view.Without = []string{"about"}
		}
		return view
	case RelationProfessional:
		part := slices.Contains(t.TakesPart, v.Person) || slices.Contains(t.Listed, string(v.Person))
		return when(t.Confidential != "" && (part || v.Department == t.Confidential && f.leftBehind(t, it)))
	}
	return nothing
}

// leftBehind says that what a department is to answer about is its own no more: then nobody takes part
// in it, and whoever of the department is on the plan answers.
func (f *Facts) leftBehind(t *Thing, it *domain.RightsRequest) bool {
	if it.About == nil {
		return false
	}
	about := f.Things[*it.About]
	return about == nil || about.Confidential != t.Confidential
}

// Secrecy gives the department under whose secrecy a thing on the plan is, "" for none.
func (f *Facts) Secrecy(ref domain.Ref) string {
	if t := f.Things[ref]; t != nil {
		return t.Confidential
	}
	return ""
}

// onRights says who may do something about such a wish: she asks and takes it back, and whoever of
// the staff sees it answers.
func (f *Facts) onRights(v Viewer, act Action, ref domain.Ref, item domain.Item, now time.Time) bool {
	citizen := v.Relation.Kind == RelationCitizen
	switch {
	case ref.Kind != domain.KindRightsRequest:
		return false
	case act == ActAskRight:
		return citizen
	case item == nil || !f.See(v, ref, now).Sees:
		return false
	case act == ActWithdrawRight:
		return citizen
	}
	return !citizen
}
