package attention

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// toldOver is for how many days it is said that a consent has stopped by itself.
const toldOver = 30

// consents are those that stop by themselves soon, and that have (requirement H2). Whether one is
// renewed is the citizen's to say, so nobody is told of it beside her and those whom it opened
// something to, and it does not grow louder.
func (e *evaluation) consents() {
	list := of[*domain.Consent](e.facts.Records)
	for _, t := range list {
		k := t.Item
		if k.Status != domain.StatusActive || !k.Expires.Valid() || e.consentIsIdle(k) {
			continue
		}
		e.again(k.Expires.Start())
		anew := slices.ContainsFunc(list, func(o thing[*domain.Consent]) bool {
			return o.ID != t.ID && o.Item.SameMatter(k) && o.Item.Holds(e.now)
		})
		switch {
		case anew:
		case k.RanOut(e.now):
			e.consentOver(t)
		case k.LetRunOutAt == nil:
			e.raise(finding{
				alert: Alert{Rule: ConsentEnds, Subject: t.ref(), Owner: e.plan.Consultant, DaysLeft: daysBetween(e.today, k.LastDay()),
					Words: consentEndsWords(k.LastDay(), e.now), Ends: []End{EndRenew, EndTalkConsent}},
				occasion: string(k.Expires), steps: e.before(ConsentEnds, k.LastDay()), notBefore: k.GivenAt, owners: e.workOf(k.Department), hush: true,
			})
		}
	}
}

// consentOver is that one has stopped by itself. The consultant may no longer know of which
// department it was, so she is told of the plan alone, and that department by itself.
func (e *evaluation) consentOver(t thing[*domain.Consent]) {
	k := t.Item
	if daysBetween(k.Expires, e.today) > toldOver {
		return
	}
	steps := e.steps(ConsentOver, func(days int) time.Time { return k.Expires.AddDays(days).Start() })
	words := consentOverWords(k.LastDay(), e.now)
	f := finding{
		alert:    Alert{Rule: ConsentOver, Subject: e.head(), Owner: e.plan.Consultant, Words: words, Ends: []End{EndRenew, EndTalkConsent}},
		occasion: string(t.ID), steps: ladder{info: steps.info, amber: steps.amber}, hush: true,
	}
	e.raise(f)
	if own := e.workOf(k.Department); len(own) > 0 {
		words.Citizen = Text{}
		f.alert.Words, f.alert.Owner, f.alert.Subject, f.occasion, f.owners, f.only = words, own[0], t.ref(), "department", own, true
		e.raise(f)
	}
}

// consentIsIdle says that a consent has nothing more to open, so that nobody is asked about it.
func (e *evaluation) consentIsIdle(k *domain.Consent) bool {
	if k.ConsentKind != domain.ConsentShareAssessment {
		return false
	}
	a, ok := one(of[*domain.Assessment](e.facts.Records), k.Assessment)
	return !ok || !a.Open()
}

// workOf lists those of the staff who are responsible for what a department does on the plan.
func (e *evaluation) workOf(department string) []domain.ID {
	var out []domain.ID
	for _, t := range e.efforts {
		who := t.Item.Responsible
		if department != "" && t.Item.Department == department && who != e.plan.Consultant && e.facts.People[who].Role.Staff() && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

func consentEndsWords(last domain.Date, now time.Time) Words {
	on := dayOf(last, now)
	staff := Text{"Et samtykke gælder til og med " + on.danish + ". Tal om det, næste gang I mødes.", "A consent holds until and including " + on.english + ". Talk about it when you next meet."}
	return Words{
		Citizen: Text{"Noget, du har sagt ja til, stopper snart. Det gælder til og med " + on.danish + ". Gør du ingenting, stopper det af sig selv.",
			"Something you said yes to stops soon. It holds until and including " + on.english + ". If you do nothing, it stops by itself."},
		Staff: staff, Neutral: staff,
	}
}

func consentOverWords(last domain.Date, now time.Time) Words {
	on := dayOf(last, now)
	staff := Text{"Et samtykke gjaldt til og med " + on.danish + ". Det, det åbnede, er lukket.", "A consent held until and including " + on.english + ". What it opened is closed."}
	return Words{
		Citizen: Text{"Noget, du sagde ja til, er stoppet. Det gjaldt til og med " + on.danish + ". Du kan sige ja igen.",
			"Something you said yes to has stopped. It held until and including " + on.english + ". You can say yes again."},
		Staff: staff, Neutral: staff,
	}
}
