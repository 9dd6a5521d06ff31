package attention

import (
	"time"

	"tavlen/backend/domain"
)

// assessments are those that stand still (practices P16–P18): a talk was held and nothing of it is
// written down, or all is written and nobody has made a draft of it. Whoever is to do it is told
// first, by himself; the consultant hears of a missing note when it grows louder.
func (e *evaluation) assessments() {
	notes := of[*domain.AssessmentNote](e.facts.Records)
	for _, t := range of[*domain.Assessment](e.facts.Records) {
		if !t.Item.Open() {
			continue
		}
		last, waits := time.Time{}, false
		for _, talk := range t.Item.Talks {
			id, m := domain.StandsNow(talk.Meeting, func(id domain.ID) *domain.Meeting {
				m, _ := one(e.meetings, id)
				return m
			})
			if m == nil {
				continue
			}
			if at, ready := noteReady(notes, t.ID, talk.Meeting); ready {
				last = later(last, at)
				continue
			}
			switch m.Status {
			case domain.StatusPlanned, domain.StatusHeld:
				waits = true
				if !m.End.After(e.now) {
					e.noteMissing(t, talk, id, m)
				}
			case domain.StatusCancelled:
				if m.Cancelled != nil {
					last = later(last, m.Cancelled.At)
				}
			default:
				last = later(last, m.End)
			}
		}
		e.conferenceMissing(t, last, waits)
	}
}

// noteReady gives when the note of a talk was ready.
func noteReady(notes []thing[*domain.AssessmentNote], assessment, meeting domain.ID) (at time.Time, ready bool) {
	for _, n := range notes {
		if n.Item.Assessment == assessment && n.Item.Meeting == meeting && n.Item.ReadyAt != nil {
			at, ready = later(at, *n.Item.ReadyAt), true
		}
	}
	return at, ready
}

func (e *evaluation) noteMissing(t thing[*domain.Assessment], talk domain.Talk, id domain.ID, m *domain.Meeting) {
	owner := e.plan.Consultant
	for _, who := range m.With {
		if e.facts.People[who].Role.Staff() {
			owner = who
			break
		}
	}
	occasion := string(talk.Meeting)
	if id != talk.Meeting {
		occasion += "+" + string(id) // held at another time, it is another matter
	}
	e.raise(finding{
		alert: Alert{Rule: NoteMissing, Subject: t.ref(), Owner: owner, Words: noteMissingWords(talk, m, e.name(owner), e.now), Ends: []End{EndNote}},
		// As for a follow-up, the subject says who may know, but who sees the talk has to as well.
		occasion: occasion, steps: e.working(NoteMissing, owner, m.End), notBefore: m.End, owners: []domain.ID{owner}, ownersFirst: true, heard: true,
		seenAs: domain.Ref{Kind: domain.KindMeeting, ID: id},
	})
}

// conferenceMissing is that the notes are there, or are not waited for, and there is no draft.
func (e *evaluation) conferenceMissing(t thing[*domain.Assessment], last time.Time, waits bool) {
	if t.Item.Opened != nil {
		waits, last = false, later(last, t.Item.Opened.At)
		if t.Item.Conference != nil {
			last = later(last, t.Item.Conference.SavedAt)
		}
	}
	if waits || last.IsZero() {
		return
	}
	owner, since := e.plan.Consultant, domain.DateOf(last)
	e.raise(finding{
		alert: Alert{Rule: ConferenceMissing, Subject: t.ref(), Owner: owner, DaysOver: daysBetween(since, e.today),
			Words: conferenceWords(e.name(owner), since, e.now), Ends: []End{EndConference}},
		occasion: string(since), steps: e.after(ConferenceMissing, since), notBefore: last, owners: []domain.ID{owner}, heard: true,
	})
}

func noteMissingWords(talk domain.Talk, m *domain.Meeting, owner string, now time.Time) Words {
	at := instant(m.Start, now)
	t := Text{"Samtalen »" + talk.Title + "« " + at.danish + ": Notatet mangler.", "The talk \"" + talk.Title + "\" on " + at.english + ": the note is missing."}
	neutral := Text{"Et notat efter en samtale mangler.", "A note after a talk is missing."}
	return Words{
		Citizen: say("%s mangler at skrive, hvad I talte om.", "%s has not written down yet what you talked about.", owner),
		Staff:   t, Neutral: neutral,
	}
}

func conferenceWords(owner string, since domain.Date, now time.Time) Words {
	on := dayOf(since, now)
	t := Text{"Udredningen venter på konferencen siden " + on.danish + ".", "The assessment waits for the conference since " + on.english + "."}
	return Words{
		Citizen: say("%s mangler at samle det, du har talt med de andre om, i et udkast.", "%s has not yet put what you talked about with the others into a draft.", owner),
		Staff:   t, Neutral: t,
	}
}
