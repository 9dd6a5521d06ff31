package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// The assessment. Each of those who talk with the citizen sees his own talk and his own note.
// The citizen sees every note that is ready, whole: what is written of her is hers to read, and
// to say that it does not fit (GDPR art. 15; forvaltningsloven § 9). Her consultant makes the
// plan of the notes and reads them, but for one from a department under secrecy, which takes the
// citizen's yes. The other professionals need that yes for any note, and one from a department
// under secrecy that is not theirs they never read. No contact knows that there is an assessment.

// conferenceFields are what is put together at the conference and not on the plan yet.
var conferenceFields = []string{"conference"}

func (f *Facts) assessmentSeen(v Viewer, t *Thing) View {
	switch v.Relation.Kind {
	case RelationConsultant, RelationDeputy:
		return all
	case RelationCitizen:
		return View{Sees: true, Without: conferenceFields}
	case RelationProfessional:
		if slices.Contains(t.TakesPart, v.Person) {
			return View{Sees: true, Without: conferenceFields}
		}
	}
	return nothing
}

func (f *Facts) noteSeen(v Viewer, t *Thing, n *domain.AssessmentNote, now time.Time) View {
	staff := v.IsConsultant() || v.Relation.Kind == RelationProfessional
	switch {
	case staff && n.By == v.Person:
		return all
	case n.ReadyAt == nil:
		return nothing
	case v.Relation.Kind == RelationCitizen:
		return all
	case v.IsConsultant():
		return when(t.Confidential == "" || f.notesShared(n.Assessment, now))
	case v.Relation.Kind == RelationProfessional:
		open := t.Confidential == "" || t.Confidential == v.Department
		return when(open && f.InTeam(v.Person, n.Assessment) && f.notesShared(n.Assessment, now))
	}
	return nothing
}

// notesShared says whether the citizen lets those of an assessment read each other's notes.
func (f *Facts) notesShared(assessment domain.ID, now time.Time) bool {
	return slices.ContainsFunc(f.consents, func(k *domain.Consent) bool { return k.OpensNotes(assessment, now) })
}

// InTeam says whether somebody holds one of the talks of an assessment.
func (f *Facts) InTeam(person, assessment domain.ID) bool {
	t := f.Things[domain.Ref{Kind: domain.KindAssessment, ID: assessment}]
	return t != nil && slices.Contains(t.TakesPart, person)
}

// HoldsTalk says whether somebody holds the talk at a meeting, or at the one that took its place.
func (f *Facts) HoldsTalk(person, meeting domain.ID) bool {
	_, m := f.standsNow(meeting)
	return m != nil && slices.Contains(m.With, person)
}

func (f *Facts) standsNow(meeting domain.ID) (domain.ID, *domain.Meeting) {
	return domain.StandsNow(meeting, func(id domain.ID) *domain.Meeting {
		t := f.Things[domain.Ref{Kind: domain.KindMeeting, ID: id}]
		if t == nil {
			return nil
		}
		m, _ := t.item.(*domain.Meeting)
		return m
	})
}

// TalksFor gives the talks of an assessment that a viewer is told of, each with its
// meeting, and the one that took its place, where he sees that. Who else a professional's citizen talks with is told
// to him only as she opens it.
func (f *Facts) TalksFor(v Viewer, id domain.ID, a *domain.Assessment, now time.Time) []domain.Talk {
	out := []domain.Talk{}
	every := v.Relation.Kind != RelationProfessional || f.notesShared(id, now)
	for _, talk := range a.Talks {
		if !every && !f.HoldsTalk(v.Person, talk.Meeting) {
			continue
		}
		is, _ := f.standsNow(talk.Meeting)
		switch {
		case !f.See(v, domain.Ref{Kind: domain.KindMeeting, ID: is}, now).Sees:
			talk.Meeting = ""
		case is != talk.Meeting:
			talk.Moved = is
		}
		out = append(out, talk)
	}
	return out
}

// onAssessment says who does what about an assessment. item is the assessment, nil where it is to
// be made; which talk a note is about, HoldsTalk says.
func (f *Facts) onAssessment(v Viewer, act Action, ref domain.Ref, item domain.Item) bool {
	if ref.Kind != domain.KindAssessment {
		return false
	}
	switch act {
	case ActAssess:
		return v.IsConsultant()
	case ActShareNotes:
		return item != nil && v.Relation.Kind == RelationCitizen
	case ActWriteNote:
		return item != nil && (v.IsConsultant() || v.Relation.Kind == RelationProfessional) && f.InTeam(v.Person, ref.ID)
	}
	return false
}
