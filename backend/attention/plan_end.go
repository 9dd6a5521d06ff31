package attention

import (
	"time"

	"tavlen/backend/domain"
)

// planFollowUp is that a plan has ended and the day is there on which somebody was to speak with the
// citizen. Only that one of the staff has reached her, that day or later, ends it: a message is none.
func (e *evaluation) planFollowUp() {
	end := e.plan.End
	if end == nil || !end.FollowedUp() || !end.FollowUpOn.Valid() {
		return
	}
	day := end.FollowUpOn.Start()
	for c := range e.facts.Contacts(e.now) {
		spoke := c.How == WayCall || c.How == WayMeeting || c.How == WayVisit
		if spoke && !c.At.Before(day) && (c.By == "" || e.facts.People[c.By].Role.Staff()) {
			return
		}
	}
	owner := end.FollowUpBy
	if e.facts.People[owner].Role != domain.RoleProfessional {
		owner = e.plan.Consultant // whoever has the citizen now, also after a change of consultant
	}
	e.raise(finding{
		alert: Alert{Rule: PlanFollowUp, Subject: e.head(), Owner: owner, DaysOver: daysBetween(end.FollowUpOn, e.today),
			Words: planFollowUpWords(end.FollowUpOn, e.name(owner), e.today, e.now), Ends: []End{EndContact}},
		occasion: string(end.FollowUpOn), steps: e.working(PlanFollowUp, owner, day), notBefore: day, owners: []domain.ID{owner}, ownersFirst: true,
	})
}

func planFollowUpWords(on domain.Date, owner string, today domain.Date, now time.Time) Words {
	d := dayOf(on, now)
	w := Words{
		Citizen: say("%s ringer til dig i dag.", "%s calls you today.", owner),
		Staff:   Text{"Planen er afsluttet. Ring i dag, og hør, hvordan det går.", "The plan has ended. Call today and hear how it goes."},
	}
	if on < today {
		w.Citizen = Text{owner + " skulle have ringet til dig " + d.danish + ".", owner + " was to call you on " + d.english + "."}
		w.Staff = Text{"Planen er afsluttet. Der skulle være ringet " + d.danish + ". Ring, og hør, hvordan det går.", "The plan has ended. A call was due on " + d.english + ". Call and hear how it goes."}
	}
	w.Neutral = w.Staff
	return w
}
