package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// View is how much of a thing someone sees: nothing, some of its fields, or all.
type View struct {
	Sees bool
	// Fields names the fields that are seen; nil means all of them.
	Fields []string
	// Without names fields that are not seen though the rest is; "pauses.why" is a field
	// of each element of one.
	Without []string
	// Unsaid names fields of the thing a plan change is about that its text must not tell.
	Unsaid []string
}

// Partial says that only some fields are seen.
func (v View) Partial() bool { return v.Sees && v.Fields != nil }

// Shows says that a field is seen.
func (v View) Shows(field string) bool {
	return v.Sees && (v.Fields == nil || slices.Contains(v.Fields, field)) && !slices.Contains(v.Without, field)
}

// Whole says that nothing of the thing is kept back.
func (v View) Whole() bool { return v.Sees && v.Fields == nil && v.Without == nil && v.Unsaid == nil }

var (
	nothing = View{}
	all     = View{Sees: true}
)

// What a consent to share a confidential department's times opens of an effort or a
// meeting: when, and whether the citizen came. No word that anybody wrote (a schedule in
// words, why there is a pause), no title, person or place.
var (
	scheduleFields   = []string{"department", "start", "end", "rrule", "time", "pauses", "effort", "form"}
	attendanceFields = []string{"rsvp", "status"}
	// wordless leaves out why there is a pause.
	wordless = []string{"pauses.why"}
)

// What contacts see. Never a purpose, and a place only of a meeting the citizen asked
// them along to.
var (
	contactEffort    = []string{"title", "plain", "start", "end", "schedule_plain", "rrule", "time", "pauses", "status", "goals", "sequence", "after", "rank"}
	contactMeeting   = []string{"title", "start", "end", "form", "status", "with"}
	companionMeeting = []string{"start", "end", "form", "status", "place", "transport", "pick_up", "companion_answers"}
	contactGoal      = []string{"area", "title", "in_own_words", "icon", "colour", "status", "target_date", "reached_on", "rank", "original"}
	contactStep      = []string{"goal", "text", "status", "due", "done_at", "repeats", "ticks", "of", "after", "rank"}
	contactAgreement = []string{"text", "responsible", "due", "repeats", "next_due", "status", "closed_on", "goal", "rank"}
	contactPicture   = []string{"on", "media", "text", "width", "height", "bytes", "taken_on", "status"}
	contactText      = []string{"text", "what_helps", "rank", "said_on", "original"}
	// Of his own grant: what he may, never what he may not (the word "habits" there says
	// it all), nor what the citizen or the consultant noted about him.
	contactGrant = []string{"name", "relation", "language", "invited_at", "accepted_at", "status", "expires", "can_see", "can_do", "reminder_text", "role", "notes"}
)

// See says how much of one thing the viewer sees at an instant.
func (f *Facts) See(v Viewer, ref domain.Ref, now time.Time) View {
	return f.see(v, f.Things[ref], now)
}

// SeeThen says how much the viewer may see of a thing as it once was. He sees no more than
// of the thing as it is today; and no more than he would see if it were today what it was
// then, in the goal it belonged to then. Who came to the plan for a part of it is told
// nothing of the time before.
func (f *Facts) SeeThen(v Viewer, old domain.Record, now time.Time) View {
	today := f.See(v, old.Ref(), now)
	if !today.Sees || old.Item == nil || v.Relation.Kind == RelationProfessional && old.At.Before(v.Relation.From) {
		return nothing
	}
	t := own(old, f.confidential)
	f.inherit(&t, old.Item)
	t.consents = f.consents
	return today.and(f.see(v, &t, now))
}

// and gives what is seen by both of two views.
func (v View) and(w View) View {
	if !v.Sees || !w.Sees {
		return nothing
	}
	both := View{Sees: true, Fields: v.Fields, Without: slices.Concat(v.Without, w.Without)}
	switch {
	case v.Fields == nil:
		both.Fields = w.Fields
	case w.Fields != nil:
		both.Fields = slices.DeleteFunc(slices.Clone(v.Fields), func(field string) bool { return !slices.Contains(w.Fields, field) })
	}
	return both
}

func (f *Facts) see(v Viewer, t *Thing, now time.Time) View {
	if t == nil || !v.MayOpen(now) && !v.MayLook(now) {
		return nothing
	}
	view := f.sees(v, t, now)
	if c, ok := t.item.(*domain.PlanChange); ok && view.Sees && c.Item != nil {
		return f.told(v, view, c)
	}
	if p, ok := t.item.(*domain.Plan); ok && view.Sees {
		return f.endSeen(v, view, p, now)
	}
	return view
}

func (f *Facts) sees(v Viewer, t *Thing, now time.Time) View {
	if v.Relation.Kind == RelationGlass {
		return f.glassSees(v, t)
	}
	switch it := t.item.(type) {
	case *domain.Assessment:
		return f.assessmentSeen(v, t)
	case *domain.AssessmentNote:
		return f.noteSeen(v, t, it, now)
	case *domain.Story:
		return when(storySeen(v))
	case *domain.RightsRequest:
		return f.rightsSeen(v, t, it, now)
	case *domain.Consent:
		if f.consentIsOver(v, it, now) {
			return nothing
		}
	}
	switch v.Relation.Kind {
	case RelationCitizen:
		if v.Limited {
			return limitedSees(t, now)
		}
		return citizenSees(t)
	case RelationConsultant, RelationDeputy:
		return consultantSees(v, t, now)
	case RelationProfessional:
		return professionalSees(v, t)
	case RelationContact:
		return f.contactSees(v, t, now)
	}
	return nothing
}

// told leaves out of a plan change what its text would tell of a result to someone whom
// the result itself is not shown; one that is about nothing else is not there for him.
func (f *Facts) told(v Viewer, view View, c *domain.PlanChange) View {
	about := f.Things[*c.Item]
	if about == nil || !hidesResult(v, about) {
		return view
	}
	hidden := 0
	for _, change := range c.Changes {
		if slices.Contains(resultFields, change.Field) {
			hidden++
		}
	}
	switch {
	case hidden == 0:
		return view
	case hidden == len(c.Changes):
		return nothing
	}
	view.Unsaid = resultFields
	return view
}

// resultFields are what an effort's own list of who sees its result is about.
var resultFields = []string{"result_plain", "ended_reason", "end_word"}

// hidesResult says whether a thing is an effort whose result is not for the viewer.
func hidesResult(v Viewer, t *Thing) bool {
	e, ok := t.item.(*domain.Effort)
	return ok && e.ResultVisibility != nil && v.Relation.Kind != RelationCitizen && !lists(e.ResultVisibility, v)
}

func citizenSees(t *Thing) View {
	return when(!t.StaffOnly)
}

// StaffOnlyQuestion says whether a measurement's question is one that only staff see the
// answer of (requirement F3).
func (f *Facts) StaffOnlyQuestion(indicator domain.ID) bool {
	t := f.Things[domain.Ref{Kind: domain.KindIndicator, ID: indicator}]
	return t == nil || t.StaffOnly
}

func consultantSees(v Viewer, t *Thing, now time.Time) View {
	if t.Confidential != "" && !slices.Contains(t.TakesPart, v.Person) {
		return opened(t, now)
	}
	if t.Listed != nil {
		return when(lists(t.Listed, v) || slices.Contains(t.TakesPart, v.Person))
	}
	if t.Sensitive && t.Ref.Kind == domain.KindEvent {
		return nothing // a line about a specialist's work stays with the citizen
	}
	if t.Ref.Kind == domain.KindContact {
		return View{Sees: true, Without: betweenThem}
	}
	if h, ok := t.item.(*domain.Handover); ok && h.To != v.Person {
		return View{Sees: true, Without: forNewOnly}
	}
	if t.Shared != nil {
		return when(slices.Contains(t.Shared, "consultant") || slices.Contains(t.Shared, string(v.Person)))
	}
	return all
}

// forNewOnly is what the citizen wants the new consultant to know, and nobody else.
var forNewOnly = []string{"for_new", "for_new_at"}

// betweenThem is what a contact and the citizen write to each other, and whether she hears it.
var betweenThem = []string{"notes", "muted"}

// opened gives what the citizen's consents open of a confidential thing.
func opened(t *Thing, now time.Time) View {
	switch t.Ref.Kind {
	case domain.KindEffort, domain.KindMeeting:
	default:
		return nothing
	}
	var fields []string
	for _, k := range t.consents {
		if k.Opens(t.Confidential, "schedule", now) {
			fields = append(fields, scheduleFields...)
			if t.stillAhead() {
				fields = append(fields, "status") // that it is cancelled belongs to when it is
			}
		}
		if k.Opens(t.Confidential, "attendance", now) {
			fields = append(fields, attendanceFields...)
		}
	}
	if fields == nil {
		return nothing
	}
	return View{Sees: true, Fields: fields, Without: wordless}
}

// stillAhead says whether a thing's status tells nothing of attendance.
func (t *Thing) stillAhead() bool {
	m, ok := t.item.(*domain.Meeting)
	return !ok || m.Status == domain.StatusPlanned || m.Status == domain.StatusMoved || m.Status == domain.StatusCancelled
}

func professionalSees(v Viewer, t *Thing) View {
	part := slices.Contains(t.TakesPart, v.Person)
	if t.Confidential != "" && !part && !slices.Contains(t.Listed, string(v.Person)) {
		return nothing
	}
	switch t.Ref.Kind {
	case domain.KindPlan, domain.KindIndicator:
		return all
	case domain.KindConsent:
		return when(slices.Contains(t.Listed, string(v.Person)) || ofDepartment(v, t))
	case domain.KindContact, domain.KindCheckin:
		return when(slices.Contains(t.Listed, string(v.Person)))
	}
	view := when(part || slices.Contains(t.Listed, string(v.Person)))
	if m, ok := t.item.(*domain.Meeting); ok && view.Sees && m.Absence != nil && !slices.Contains(m.With, v.Person) {
		view.Without = []string{"absence"} // why she cannot come is for those who come
	}
	if view.Sees && hidesResult(v, t) {
		view.Without = resultFields
	}
	return view
}

func (f *Facts) contactSees(v Viewer, t *Thing, now time.Time) View {
	c := f.contacts[v.Person]
	if c == nil || c.Status != "active" || !now.Before(c.Ends()) {
		return nothing
	}
	if t.Ref.Kind == domain.KindContact {
		return some(t.Ref.ID == v.Person, contactGrant)
	}
	if t.Ref.Kind == domain.KindPlan {
		return View{Sees: true, Fields: []string{"title"}}
	}
	if m, ok := t.item.(*domain.Meeting); ok {
		view := f.contactSeesMeeting(v, c, t, m)
		if f.Protected {
			// Where she will be, and with whom, is told to nobody, whatever he was asked to.
			view.Fields = slices.DeleteFunc(slices.Clone(view.Fields), func(field string) bool { return slices.Contains(placeFields, field) })
		}
		return view
	}
	if t.Sensitive || t.Confidential != "" {
		return nothing
	}
	listed := slices.Contains(t.Listed, string(v.Person))
	if c.Chosen {
		listed = c.Picked(t.Ref) && f.lanesOpen(c, t)
	}
	switch it := t.item.(type) {
	case *domain.Goal:
		return some(listed && (c.Chosen || grants(c, "goals_shared")) && !grants(c, string(it.Area), true), contactGoal)
	case *domain.Step:
		return some(f.goalSeen(v, t.Goals, now), contactStep)
	case *domain.Effort:
		return some(listed, contactEffort)
	case *domain.Agreement:
		goal := len(t.Goals) == 0 || f.goalSeen(v, t.Goals, now)
		if f.contacts[it.Responsible] != nil && it.Responsible != v.Person {
			return nothing // who else helps is not told to one who helps
		}
		if c.Chosen {
			return some(listed, contactAgreement)
		}
		return some(grants(c, "agreements") && goal && (t.Listed == nil || listed), contactAgreement)
	case *domain.Picture:
		// Of a goal he sees, and never what was put away. The board's own pictures are of
		// everything at once.
		return some(it.Status == domain.StatusActive && len(t.Goals) > 0 && f.goalSeen(v, t.Goals, now), contactPicture)
	case *domain.Dream, *domain.Challenge:
		return some(listed, contactText)
	}
	return nothing
}

func (f *Facts) contactSeesMeeting(v Viewer, c *domain.Contact, t *Thing, m *domain.Meeting) View {
	companion := slices.Contains(m.Companions, v.Person)
	if companion && (grants(c, "meetings") || grants(c, "meetings_accompanied")) {
		// The citizen ticked the contact on this very meeting: he must find the way, though
		// he need not know why (decisions: a companion sees the place).
		fields := companionMeeting
		if (grants(c, "meetings") && f.laneOfMeeting(c, m) || c.Chosen && c.Picked(t.Ref)) && !t.Sensitive && t.Confidential == "" {
			fields = append(slices.Clone(companionMeeting), contactMeeting...)
		}
		return View{Sees: true, Fields: fields}
	}
	if t.Sensitive || t.Confidential != "" {
		return nothing
	}
	if c.Chosen && !c.Picked(t.Ref) && (m.Form == "doctor" || !f.laneOfMeeting(c, m)) {
		return nothing
	}
	return some(grants(c, "meetings") && t.Listed == nil || c.Chosen && c.Picked(t.Ref), contactMeeting)
}

// laneOfMeeting says whether what a meeting is part of lies in no life area that is closed
// to a contact.
func (f *Facts) laneOfMeeting(c *domain.Contact, m *domain.Meeting) bool {
	e := f.Things[domain.Ref{Kind: domain.KindEffort, ID: m.Effort}]
	return e == nil || f.lanesOpen(c, e)
}

// placeFields tell where a meeting is; so does who of the staff comes.
var placeFields = []string{"place", "transport", "pick_up", "with"}

// TellsDepartment says whether the viewer is told what and where those are who are named on
// the plan. A department can be an address, so no contact is where that is protected.
func (f *Facts) TellsDepartment(v Viewer) bool {
	return !f.Protected || v.Relation.Kind != RelationContact
}

// lanesOpen says whether a contact may see what belongs to a thing's goals: none of them
// lies in a sensitive life area that the citizen did not open for him.
func (f *Facts) lanesOpen(c *domain.Contact, t *Thing) bool {
	for _, id := range t.Goals {
		g := f.Things[domain.Ref{Kind: domain.KindGoal, ID: id}]
		if g == nil {
			continue
		}
		if goal, ok := g.item.(*domain.Goal); ok && !c.Opens(goal.Area) {
			return false
		}
	}
	return true
}

func (f *Facts) goalSeen(v Viewer, goals []domain.ID, now time.Time) bool {
	for _, g := range goals {
		if f.See(v, domain.Ref{Kind: domain.KindGoal, ID: g}, now).Sees {
			return true
		}
	}
	return false
}

// grants says whether the citizen ticked something for the contact; with refused it
// asks for what the citizen ticked off.
func grants(c *domain.Contact, what string, refused ...bool) bool {
	if len(refused) > 0 && refused[0] {
		return slices.Contains(c.CannotSee, what)
	}
	return slices.Contains(c.CanSee, what)
}

func lists(listed []string, v Viewer) bool {
	return slices.Contains(listed, string(v.Person)) || (v.IsConsultant() && slices.Contains(listed, "consultant"))
}

func when(sees bool) View {
	if sees {
		return all
	}
	return nothing
}

func some(sees bool, fields []string) View {
	if sees {
		return View{Sees: true, Fields: fields}
	}
	return nothing
}
