package attention

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// rights are the citizen's wishes to have something corrected or erased that wait for an answer
// (GDPR art. 12(3)). None goes by itself: it is taken back, answered, or late before the lead.
func (e *evaluation) rights() {
	for _, t := range of[*domain.RightsRequest](e.facts.Records) {
		it := t.Item
		if !it.Waits() || !it.Due.Valid() || it.At.After(e.now) {
			continue
		}
		owner := e.plan.Consultant
		f := finding{occasion: string(it.Due), steps: e.before(RightsDue, it.Due), notBefore: it.At}
		own := e.sees(owner, t.ref()) != SeesNothing
		if !own {
			// A department's own matter: it answers by itself, and the lead hears of it by no more than the plan.
			f.owners, f.only = e.answering(t.ref()), true
			if len(f.owners) > 0 {
				owner = f.owners[0]
			}
		}
		f.alert = Alert{Rule: RightsDue, Subject: t.ref(), Owner: owner, DaysLeft: daysBetween(e.today, it.Due), Words: rightsWords(it, e.name(owner), e.today, e.now), Ends: []End{EndAnswerRights}}
		e.raise(f)
		if !own {
			f.alert.Subject, f.alert.Owner, f.alert.Words.Citizen, f.alert.Words.Staff = e.head(), e.plan.Consultant, Text{}, f.alert.Words.Neutral
			f.occasion, f.owners, f.only = string(t.ID)+"+"+string(it.Due), nil, false
			f.steps = ladder{red: f.steps.red, leader: f.steps.leader}
			e.raise(f)
		}
	}
}

// answering lists those of the staff named on the plan who see a thing whole.
func (e *evaluation) answering(ref domain.Ref) []domain.ID {
	var out []domain.ID
	for id, p := range e.facts.People {
		if p.Role.Staff() && !slices.Contains(e.facts.Leads, id) && e.sees(id, ref) == SeesAll {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func rightsWords(it *domain.RightsRequest, owner string, today domain.Date, now time.Time) Words {
	on := dayOf(it.Due, now)
	asked := map[string]Text{
		domain.RightsCorrect:  {"Du har bedt om at få noget rettet.", "You asked to have something corrected."},
		domain.RightsErase:    {"Du har bedt om at få noget slettet.", "You asked to have something erased."},
		domain.RightsEraseAll: {"Du har bedt om at få hele din plan slettet.", "You asked to have your whole plan erased."},
	}[it.What]
	answer := say("%s svarer senest %s.", "%s answers by %s.", owner, on.danish)
	answer.English = owner + " answers by " + on.english + "."
	staff := Text{"Noget skal rettes eller slettes. Svar senest " + on.danish + ".", "Something is to be corrected or erased. Answer by " + on.english + "."}
	if it.Due < today {
		answer = Text{owner + " skulle have svaret senest " + on.danish + ".", owner + " was to answer by " + on.english + "."}
		staff = Text{"Noget skal rettes eller slettes. Der skulle være svaret senest " + on.danish + ".", "Something is to be corrected or erased. An answer was due by " + on.english + "."}
	}
	return Words{Citizen: asked.and(answer), Staff: staff, Neutral: staff}
}
