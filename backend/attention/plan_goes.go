package attention

import (
	"time"

	"tavlen/backend/domain"
)

// planGoes is that a plan which has ended is deleted soon: its consultant and the leads are told as
// long before as the citizen is. Nobody has to do anything; a lead may hold it back.
func (e *evaluation) planGoes() {
	if e.facts.Goes == "" {
		return
	}
	e.raise(finding{
		alert: Alert{Rule: PlanGoes, Subject: e.head(), Owner: e.plan.Consultant, DaysLeft: daysBetween(e.today, e.facts.Goes),
			Words: planGoesWords(e.facts.Goes, e.now), Ends: []End{EndHoldPlan}},
		occasion: string(e.facts.Goes), steps: e.before(PlanGoes, e.facts.Goes), notBefore: e.facts.GoesToldAt,
	})
}

func planGoesWords(on domain.Date, now time.Time) Words {
	d := dayOf(on, now)
	staff := Text{"Planen er afsluttet og bliver slettet " + d.danish + ".", "The plan has ended and is deleted on " + d.english + "."}
	return Words{Staff: staff, Neutral: staff, Suggest: Text{"Skal den gemmes længere, så sig det til din leder.", "If it is to be kept for longer, tell your team lead."}}
}
