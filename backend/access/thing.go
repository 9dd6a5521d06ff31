package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// Thing is what a decision about one item on a plan rests on.
type Thing struct {
	Ref domain.Ref
	// Listed is who may see it: "citizen", "consultant", person IDs. Nil = the default:
	// citizen, consultant and those taking part.
	Listed []string
	// Sensitive things are for those listed or taking part, never for contacts.
	Sensitive bool
	// Confidential names the department whose secrecy the thing is under, or "".
	Confidential string
	// TakesPart holds the persons responsible for it or taking part in it.
	TakesPart []domain.ID
	// Companions are the contacts the citizen asked along.
	Companions []domain.ID
	// StaffOnly things are working notes that the citizen's app never shows.
	StaffOnly bool
	// Shared holds persons the citizen shared a check-in with.
	Shared []string
	// Goals are the goals it belongs to, for the contacts' grants.
	Goals []domain.ID
	item  domain.Item
	// consents are those of the plan, for the confidential departments.
	consents []*domain.Consent
}

// Facts are the things of one plan with what each inherits from the others, and the
// citizen's grants to contacts.
type Facts struct {
	Things   map[domain.Ref]*Thing
	contacts map[domain.ID]*domain.Contact
	consents []*domain.Consent
	// confidential are the departments under secrecy.
	confidential map[string]bool
	handovers    []*domain.Handover
	// Protected says that the citizen lives at a protected address: contacts are told of no
	// place, nor of who meets her there.
	Protected bool
	// Ended says that the plan has ended.
	Ended bool
}

// Gather works out the facts of a plan. Sensitivity and secrecy are inherited: goal →
// step, agreement and picture; effort → meeting and flag; the item → its plan change.
func Gather(records []domain.Record, departments []domain.Department) *Facts {
	f := &Facts{Things: make(map[domain.Ref]*Thing, len(records)), contacts: map[domain.ID]*domain.Contact{}, confidential: map[string]bool{}}
	for _, d := range departments {
		f.confidential[d.ID] = d.Confidential
	}
	// All in one piece: this is worked out anew with every write.
	things := make([]Thing, len(records))
	for i, r := range records {
		if r.Deleted || r.Item == nil {
			continue
		}
		switch it := r.Item.(type) {
		case *domain.Plan:
			f.Ended = it.Ended()
		case *domain.Consent:
			f.consents = append(f.consents, it)
		case *domain.Contact:
			f.contacts[r.ID] = it
		case *domain.Handover:
			f.handovers = append(f.handovers, it)
		}
		things[i] = own(r, f.confidential)
		f.Things[things[i].Ref] = &things[i]
	}
	// Four rounds are enough: goal or effort → meeting and step → agreement, flag and picture → change → what she wants corrected.
	for round := range 4 {
		for i, r := range records {
			if things[i].item != nil && inheritsIn(r.Kind) == round {
				f.inherit(&things[i], r.Item)
			}
		}
	}
	for i := range things {
		things[i].consents = f.consents
	}
	return f
}

// inheritsIn says in which round a thing of a kind takes over from others; -1 is none.
func inheritsIn(k domain.Kind) int {
	switch k {
	case domain.KindMeeting, domain.KindStep, domain.KindAssessment:
		return 0
	case domain.KindAgreement, domain.KindFlag, domain.KindAttachment, domain.KindContactAttempt:
		return 1
	case domain.KindPlanChange:
		return 2
	case domain.KindRightsRequest:
		return 3
	}
	return -1
}

// own gives what an item says about itself.
func own(r domain.Record, confidential map[string]bool) Thing {
	t := Thing{Ref: r.Ref(), item: r.Item}
	seen := func(s domain.Seen) { t.Listed, t.Sensitive = s.Visibility, s.Sensitive }
	part := func(ids ...domain.ID) {
		for _, id := range ids {
			if id != "" {
				t.TakesPart = append(t.TakesPart, id)
			}
		}
	}
	switch it := r.Item.(type) {
	case *domain.Dream:
		seen(it.Seen)
	case *domain.Strength:
		seen(it.Seen)
		part(it.SaidBy, it.RecordedBy)
	case *domain.Challenge:
		seen(it.Seen)
	case *domain.Goal:
		seen(it.Seen)
		t.Goals = []domain.ID{r.ID}
	case *domain.Step:
		t.Goals = []domain.ID{it.Goal}
	case *domain.Effort:
		seen(it.Seen)
		part(it.Responsible, it.PlaceContact)
		t.Goals = it.Goals
		if confidential[it.Department] {
			t.Confidential = it.Department
		}
	case *domain.Agreement:
		seen(it.Seen)
		part(it.Responsible, it.RecordedBy)
		if it.Goal != "" {
			t.Goals = []domain.ID{it.Goal}
		}
	case *domain.Meeting:
		seen(it.Seen)
		part(it.With...)
		t.Companions = it.Companions
	case *domain.PlanChange:
		seen(it.Seen)
		part(it.By)
	case *domain.Flag:
		seen(it.Seen)
		part(it.Notified...)
		part(it.RecordedBy, it.ResolvedRecordedBy)
	case *domain.Checkin:
		t.Shared = it.Share
	case *domain.Indicator:
		t.StaffOnly = it.StaffOnly
	case *domain.Measurement:
		part(it.By)
	case *domain.Consent:
		seen(it.Seen)
	case *domain.RightsRequest:
		if confidential[it.Department] {
			t.Confidential = it.Department
		}
	case *domain.AssessmentNote:
		part(it.By)
		if confidential[it.Department] {
			t.Confidential = it.Department
		}
	case *domain.Wish:
		seen(it.Seen)
	case *domain.ContactAttempt:
		seen(it.Seen)
		part(it.By)
	case *domain.Event:
		seen(it.Seen)
		t.StaffOnly = it.StaffOnly
	}
	return t
}

func (f *Facts) inherit(t *Thing, it domain.Item) {
	from := func(ref domain.Ref, takeList bool) {
		p := f.Things[ref]
		if p == nil || ref.ID == "" {
			return
		}
		t.Sensitive = t.Sensitive || p.Sensitive
		if t.Confidential == "" {
			t.Confidential = p.Confidential
		}
		if t.Listed == nil && takeList {
			t.Listed = p.Listed
			if p.Listed == nil {
				t.TakesPart = append(t.TakesPart, p.TakesPart...)
			}
		}
	}
	switch it := it.(type) {
	case *domain.Step:
		from(domain.Ref{Kind: domain.KindGoal, ID: it.Goal}, true)
	case *domain.Meeting:
		if p := f.Things[domain.Ref{Kind: domain.KindEffort, ID: it.Effort}]; p != nil {
			// A meeting of a sensitive effort is for the effort's own circle; one of an
			// open effort is for those who are at it.
			from(p.Ref, p.Sensitive || p.Confidential != "")
		}
	case *domain.Agreement:
		// Only secrecy comes down from the goal: who is promised what is its own matter.
		from(domain.Ref{Kind: domain.KindGoal, ID: it.Goal}, false)
	case *domain.Flag:
		from(domain.Ref{Kind: domain.KindEffort, ID: it.Effort}, true)
	case *domain.ContactAttempt:
		// That somebody of a confidential department tried to reach her is that department's.
		from(domain.Ref{Kind: domain.KindMeeting, ID: it.About}, false)
	case *domain.Assessment:
		// Whoever holds one of its talks takes part.
		for _, talk := range it.Talks {
			if _, m := f.standsNow(talk.Meeting); m != nil {
				t.TakesPart = append(t.TakesPart, m.With...)
			}
		}
	case *domain.Picture:
		// A picture is exactly as open as what it is on.
		ref, on := it.On.Ref()
		if !on {
			return
		}
		from(ref, true)
		if p := f.Things[ref]; p != nil {
			t.Goals = p.Goals
		}
	case *domain.RightsRequest:
		// Of what is under a department's secrecy that department answers; all else is the consultant's.
		if it.About != nil {
			p := f.Things[*it.About]
			from(*it.About, p != nil && p.Confidential != "" && (t.Confidential == "" || t.Confidential == p.Confidential))
		}
	case *domain.PlanChange:
		if it.Item != nil {
			from(*it.Item, true)
		}
	}
}

// Names says whether anything on the plan is a professional's to do, to come to, or for
// him by name. What somebody reported, noted or changed is past and names nobody.
func (f *Facts) Names(person domain.ID) bool {
	for _, t := range f.Things {
		by := false
		switch it := t.item.(type) {
		case *domain.Plan:
			by = it.Ended() && it.End.FollowUpBy == person // who is to call must find her number
		case *domain.Effort:
			by = it.Responsible == person || it.PlaceContact == person
		case *domain.Agreement:
			by = it.Responsible == person
		case *domain.Meeting:
			by = slices.Contains(it.With, person)
		case *domain.PlanChange, *domain.ContactAttempt:
			continue // its list is that of what it is about
		}
		if by || slices.Contains(t.Listed, string(person)) {
			return true
		}
	}
	return false
}

// NextExpiry gives the first instant after now at which what the viewer sees changes by
// itself: a consent that opens something to him, or his own time as a contact, runs out.
// The zero time means never. What runs out for somebody else is nothing to him: it would
// tell him that it is there.
func (f *Facts) NextExpiry(v Viewer, now time.Time) time.Time {
	var next time.Time
	earlier := func(t time.Time) {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	if v.IsConsultant() {
		for _, k := range f.consents {
			if k.Status == domain.StatusActive && (k.Department != "" || k.ConsentKind == domain.ConsentShareAssessment) {
				earlier(k.Expires.Start())
			}
		}
	}
	if v.Relation.Kind == RelationProfessional {
		for _, k := range f.consents {
			if k.OpensNotes(k.Assessment, now) && f.InTeam(v.Person, k.Assessment) {
				earlier(k.Expires.Start())
			}
		}
	}
	if c := f.contacts[v.Person]; c != nil && v.Relation.Kind == RelationContact && c.Status == "active" {
		earlier(c.Ends())
	}
	if v.Relation.Kind != RelationContact {
		// Who the consultant is, and who is in the conversation.
		for _, h := range f.handovers {
			if h.WithdrawnAt == nil {
				earlier(h.At)
				earlier(h.Until)
			}
		}
	}
	return next
}

// IsActiveContact says whether someone is a network contact who may see something now.
func (f *Facts) IsActiveContact(id domain.ID, now time.Time) bool {
	c := f.contacts[id]
	return c != nil && c.Status == "active" && now.Before(c.Ends())
}

// MayComeAlong says whether the citizen can ask a contact along to a meeting: one who is
// active, and to whom she has opened the meetings he comes along to.
func (f *Facts) MayComeAlong(id domain.ID, now time.Time) bool {
	c := f.contacts[id]
	return f.IsActiveContact(id, now) && (grants(c, "meetings") || grants(c, "meetings_accompanied")) && (!c.Chosen || does(c, DoAccompany) || does(c, DoDrive))
}

// What a contact may do, as the citizen ticked it.
const (
	DoAccompany = "accompany"
	DoDrive     = "transport"
	DoWrite     = "write_to_citizen"
	DoOffer     = "offer_help"
	DoEncourage = "encourage"
)

// ContactMay says whether the citizen lets a contact do something.
func (f *Facts) ContactMay(id domain.ID, do string, now time.Time) bool {
	return f.IsActiveContact(id, now) && does(f.contacts[id], do)
}

// ContactMayDrive says whether a contact may answer that he drives to a meeting. Before she
// picked thing by thing, being asked along as the driver says so too.
func (f *Facts) ContactMayDrive(id domain.ID, m *domain.Meeting, now time.Time) bool {
	return f.ContactMay(id, DoDrive, now) || f.IsActiveContact(id, now) && !f.contacts[id].Chosen && m.Transport != nil && m.Transport.Who == id
}

func does(c *domain.Contact, what string) bool { return slices.Contains(c.CanDo, what) }

// AsOpenAs says whether everyone who sees thing also sees named, so that a text about the
// one may name the other.
func (f *Facts) AsOpenAs(named, thing domain.Ref) bool {
	n, t := f.Things[named], f.Things[thing]
	if n == nil {
		return false
	}
	if t == nil { // a new thing: for the citizen, the consultant and those taking part
		t = &Thing{}
	}
	if (n.Sensitive || n.Confidential != "") && !t.Sensitive && t.Confidential == "" {
		return false
	}
	if n.Listed == nil {
		return t.Listed == nil && len(t.TakesPart) == 0
	}
	for _, who := range t.Listed {
		if !slices.Contains(n.Listed, who) {
			return false
		}
	}
	for _, who := range t.TakesPart {
		if !slices.Contains(n.Listed, string(who)) {
			return false
		}
	}
	return true
}
