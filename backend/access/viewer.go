package access

import (
	"time"

	"tavlen/backend/domain"
)

// RelationKind is what ties a person to one plan.
type RelationKind string

// The relations. A plan has one citizen and one consultant at a time.
const (
	RelationNone         RelationKind = ""
	RelationCitizen      RelationKind = "citizen"
	RelationConsultant   RelationKind = "consultant"
	RelationDeputy       RelationKind = "deputy"
	RelationProfessional RelationKind = "professional"
	RelationContact      RelationKind = "contact"
	// RelationFormer is that of a consultant who has handed the citizen over: the conversation
	// is open to her for two weeks more, and nothing else of the plan.
	RelationFormer RelationKind = "former"
	// RelationGlass is that of a member of the staff who is not on the plan and gave a reason to look
	// at it for a while. It is in no scope but its own (GlassScope).
	RelationGlass RelationKind = "glass"
)

// Relation ties a person to a plan from one instant until another (zero = no end).
type Relation struct {
	Kind RelationKind
	From time.Time
	To   time.Time
	// Epoch grows when what the person may see was changed by a grant or a consent.
	Epoch int64
}

// Live says whether the relation holds at an instant.
func (r Relation) Live(now time.Time) bool {
	return r.Kind != RelationNone && !now.Before(r.From) && (r.To.IsZero() || now.Before(r.To))
}

// Actor is a signed-in person.
type Actor struct {
	Person     domain.ID
	Role       domain.Role
	Department string
	Session    domain.ID
	// Limited is a citizen who never showed more than a code that somebody handed out: it may
	// be another who has it. She sees when her meetings are and whom to turn to, and no more.
	Limited bool
}

// Viewer is an actor looking at one plan.
type Viewer struct {
	Actor
	Relation Relation
}

// Fits says whether the relation can belong to a person of the actor's role. A row in
// the store that says otherwise opens nothing.
func (v Viewer) fits() bool {
	switch v.Relation.Kind {
	case RelationCitizen:
		return v.Role == domain.RoleCitizen
	case RelationConsultant, RelationDeputy:
		return v.Role == domain.RoleConsultant
	case RelationProfessional:
		return v.Role == domain.RoleProfessional || v.Role == domain.RoleConsultant
	case RelationContact:
		return v.Role == domain.RoleContact
	}
	return false
}

// MayOpen says whether the viewer may open the plan at all at an instant. What he sees
// in it is decided thing by thing.
func (v Viewer) MayOpen(now time.Time) bool { return v.fits() && v.Relation.Live(now) }

// MayReadHistory says whether the viewer may look at what was on the plan before. Contacts
// are shown how it stands.
func (v Viewer) MayReadHistory() bool {
	return !v.Limited && v.Relation.Kind != RelationContact && v.Relation.Kind != RelationNone
}

// MayReadDevices says whether the viewer is told from which phone of hers the citizen wrote, and
// that she came in on a new one.
func (v Viewer) MayReadDevices() bool { return v.IsConsultant() }

// MayReadAccessLog says whether the viewer may see who has looked at the plan: the citizen alone.
// To her consultant it would tell which confidential departments work with her, and of a
// colleague what he did at his desk.
func (v Viewer) MayReadAccessLog() bool { return v.Relation.Kind == RelationCitizen }

// IsConsultant says whether the viewer acts as the plan's consultant now, as the
// consultant herself or as her deputy within the window.
func (v Viewer) IsConsultant() bool {
	return v.Relation.Kind == RelationConsultant || v.Relation.Kind == RelationDeputy
}

// SeesDevices says whether the viewer is told which new phone a message of the citizen's came from:
// she herself, and whoever is told of her new phones.
func (v Viewer) SeesDevices() bool { return v.Relation.Kind == RelationCitizen || v.MayReadDevices() }

// Scope is MayOpen as data: the store turns it into SQL so that a list never holds a
// plan that MayOpen would refuse.
type Scope struct {
	Person    domain.ID
	Relations []RelationKind
	At        time.Time
}

// MayOpenThreads says whether the viewer may come to the plan's conversations at an instant;
// to which, Thread says.
func (v Viewer) MayOpenThreads(now time.Time) bool {
	return v.MayOpen(now) || v.Relation.Kind == RelationFormer && v.Role == domain.RoleConsultant && v.Relation.Live(now)
}

// ThreadScope is MayOpenThreads as data.
func ThreadScope(a Actor, now time.Time) Scope {
	s := PlanScope(a, now)
	if a.Role == domain.RoleConsultant {
		s.Relations = append(s.Relations, RelationFormer)
	}
	return s
}

// PlanScope gives the plans an actor may open at an instant.
func PlanScope(a Actor, now time.Time) Scope {
	s := Scope{Person: a.Person, At: now}
	for _, k := range []RelationKind{RelationCitizen, RelationConsultant, RelationDeputy, RelationProfessional, RelationContact} {
		if (Viewer{Actor: a, Relation: Relation{Kind: k}}).fits() {
			s.Relations = append(s.Relations, k)
		}
	}
	return s
}
