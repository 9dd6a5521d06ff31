package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// BreaksGlass says who may look, for a reason and for a while, at the plan of a citizen whom he does
// not work with: those who answer for citizens. A specialist has his own part of a plan, or none.
func BreaksGlass(a Actor) bool {
	return a.Role == domain.RoleConsultant || a.Role == domain.RoleTeamLead
}

// MayLook says whether the viewer looks at the plan so at an instant. It opens no operation on the
// plan: MayOpen says no, so it is in no list, search or stream, and nothing can be written.
func (v Viewer) MayLook(now time.Time) bool {
	return v.Relation.Kind == RelationGlass && BreaksGlass(v.Actor) && !v.Relation.To.IsZero() && v.Relation.Live(now)
}

// GlassScope is MayLook as data: one plan at a time, named by the reason that was given for it.
func GlassScope(a Actor, now time.Time) Scope {
	s := Scope{Person: a.Person, At: now}
	if BreaksGlass(a) {
		s.Relations = []RelationKind{RelationGlass}
	}
	return s
}

// GlassKinds are what is seen of a plan so. Left out are what she and others said yes to, answered
// and agreed between them: consents (which name departments), her people, the assessment and its
// notes, stories, hours, measurements, pictures. So are the plan changes: their words tell of fields
// that are left out here.
var GlassKinds = []domain.Kind{
	domain.KindPlan, domain.KindDream, domain.KindStrength, domain.KindChallenge, domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement,
	domain.KindMeeting, domain.KindFlag, domain.KindCheckin, domain.KindMeetingRequest, domain.KindContactAttempt,
}

// glassWithout is what of a meeting names her people.
var glassWithout = []string{"companions", "companions_proposed", "companion_answers", "transport", "pick_up"}

// effortPlaces are what of an effort tells where she is, and when.
var effortPlaces = []string{"provider", "place_contact", "place", "way_home", "schedule_plain", "rrule", "time", "bring"}

// glassSees gives what is seen of a thing so: what is open to any consultant, nothing that is
// sensitive or a confidential department's, and nothing of her own people.
func (f *Facts) glassSees(v Viewer, t *Thing) View {
	if !slices.Contains(GlassKinds, t.Ref.Kind) || t.Sensitive || t.Confidential != "" || t.StaffOnly || t.Listed != nil && !slices.Contains(t.Listed, "consultant") {
		return nothing
	}
	switch it := t.item.(type) {
	case *domain.Checkin:
		return when(slices.Contains(t.Shared, "consultant"))
	case *domain.Agreement:
		return when(f.contacts[it.Responsible] == nil)
	case *domain.Meeting:
		view := View{Sees: true, Without: glassWithout}
		if f.Protected {
			view.Without = slices.Concat(glassWithout, placeFields, []string{"link"})
		}
		return view
	}
	var without []string
	if hidesResult(v, t) {
		without = resultFields
	}
	if _, ok := t.item.(*domain.Effort); ok && f.Protected {
		without = slices.Concat(without, effortPlaces)
	}
	return View{Sees: true, Without: without}
}

// GlassThread says whether the viewer reads a conversation so: the one with her consultant, which
// is what waits unanswered. Never one with a specialist, nor with one of her people.
func GlassThread(v Viewer, t domain.Thread, consultant domain.ID, now time.Time) bool {
	return v.MayLook(now) && !t.Confidential && t.Contact == "" && consultant != "" && slices.Contains(t.Between, consultant)
}

// MayReadGlass says whether the viewer is told who looked at the plan so, and why: the citizen, in
// her log, and her consultant.
func (v Viewer) MayReadGlass() bool { return v.IsConsultant() }
