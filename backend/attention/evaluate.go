package attention

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// Evaluate gives the alerts of a plan at an instant: the loudest first, then in the order of
// Rules, then the oldest. The same facts and instant give the same alerts in the same order.
func Evaluate(f *Facts, t Thresholds, now time.Time) []Alert {
	alerts, _ := Look(f, t, now)
	return alerts
}

// Look gives the alerts of Evaluate, and the first instant after now at which one of what
// was found grows louder or is told to somebody else though nothing changes; zero for none.
// A new day may bring more.
func Look(f *Facts, t Thresholds, now time.Time) ([]Alert, time.Time) {
	e := begin(f, t, now)
	rules := []func(){
		e.consultantMissing, e.silence, e.citizenQuiet, e.unanswered, e.effortEnds, e.followUpMissed, e.jobOriented, e.startLimit, e.lengthLimit,
		e.gap, e.agreements, e.flags, e.changes, e.measurement, e.unconfirmed, e.interpreter, e.lowCheckins, e.assessments, e.consents, e.rights,
	}
	if end := e.plan.End; end != nil {
		// After the end nobody is reminded but of what she said herself, and of the call she was promised.
		rules = []func(){e.rights, e.planGoes}
		if end.FollowedUp() {
			rules = []func(){e.planFollowUp, e.unanswered, e.flags, e.changes, e.rights, e.planGoes}
		}
	}
	for _, rule := range rules {
		rule()
	}
	slices.SortStableFunc(e.alerts, compare)
	return e.alerts, e.next.UTC()
}

// begin makes an evaluation ready that no rule has gone over yet.
func begin(f *Facts, t Thresholds, now time.Time) *evaluation {
	e := &evaluation{
		facts: f, limits: t, now: now.UTC(), today: domain.DateOf(now),
		efforts: of[*domain.Effort](f.Records), meetings: of[*domain.Meeting](f.Records),
	}
	if heads := of[*domain.Plan](f.Records); len(heads) > 0 {
		e.plan = *heads[0].Item
	}
	slices.SortFunc(e.efforts, func(a, b thing[*domain.Effort]) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(e.meetings, func(a, b thing[*domain.Meeting]) int {
		return cmp.Or(a.Item.Start.Compare(b.Item.Start), strings.Compare(string(a.ID), string(b.ID)))
	})
	e.talk = e.talked()
	return e
}

// compare puts alerts in the order of a queue.
func compare(a, b Alert) int {
	return cmp.Or(
		slices.Index(Levels, b.Level)-slices.Index(Levels, a.Level),
		slices.Index(Rules, a.Rule)-slices.Index(Rules, b.Rule),
		a.Since.Compare(b.Since),
		strings.Compare(a.Key, b.Key),
	)
}

type evaluation struct {
	facts    *Facts
	limits   Thresholds
	now      time.Time
	today    domain.Date
	plan     domain.Plan
	efforts  []thing[*domain.Effort]
	meetings []thing[*domain.Meeting]
	talk     talk
	alerts   []Alert
	next     time.Time
}

// ladder is when a finding speaks, and when louder; a zero time is never.
type ladder struct{ info, amber, orange, red, deputy, leader time.Time }

// level gives the loudest step that is reached, and when the first one was; "" for none.
func (l ladder) level(now time.Time) (Level, time.Time) {
	var level Level
	var since time.Time
	for _, s := range []struct {
		at    time.Time
		level Level
	}{{l.info, Info}, {l.amber, Amber}, {l.orange, Orange}, {l.red, Red}} {
		if s.at.IsZero() || now.Before(s.at) {
			continue
		}
		level = s.level
		if since.IsZero() || s.at.Before(since) {
			since = s.at
		}
	}
	return level, since
}

// steps makes a ladder of the steps of a rule with what turns one of them into an instant.
func (e *evaluation) steps(r Rule, at func(step int) time.Time) ladder {
	s := e.limits.Rules[r]
	if s.off() {
		return ladder{}
	}
	when := func(step *int) time.Time {
		if step == nil || *step < 0 {
			return time.Time{}
		}
		return at(*step)
	}
	return ladder{when(s.Info), when(s.Amber), when(s.Orange), when(s.Red), when(s.Deputy), when(s.Leader)}
}

// after counts calendar days that have passed since a date; before those that are left.
func (e *evaluation) after(r Rule, base domain.Date) ladder {
	return e.steps(r, func(days int) time.Time {
		if days == 0 {
			return time.Time{} // nothing that anybody does could end it
		}
		return base.AddDays(days).Start()
	})
}

func (e *evaluation) before(r Rule, end domain.Date) ladder {
	return e.steps(r, func(days int) time.Time { return end.AddDays(-days).Start() })
}

// working counts somebody's working hours since an instant; zero is at once.
func (e *evaluation) working(r Rule, person domain.ID, since time.Time) ladder {
	return e.steps(r, func(hours int) time.Time { return e.workingAfter(person, since, time.Duration(hours)*time.Hour) })
}

// workingAfter gives when somebody has worked so long. Of one who never works the clock goes on all the
// same: what he owes is not forgotten because nobody wrote down his hours.
func (e *evaluation) workingAfter(person domain.ID, since time.Time, d time.Duration) time.Time {
	if e.facts.Work != nil {
		if t, ok := e.facts.Work(person).AddWorkingHours(since, d); ok {
			return t
		}
	}
	return since.Add(d)
}

// finding is what a rule has found, before it is known who is told.
type finding struct {
	alert    Alert
	occasion string
	steps    ladder
	// notBefore is when it first can have been known.
	notBefore time.Time
	// owners are those of the staff whose it is.
	owners []domain.ID
	// only says that nobody besides the owners is told: what is between them and the citizen.
	only bool
	// ownersFirst says that the consultant is told only when it grows louder (orange), where one of
	// the owners can be told before.
	ownersFirst bool
	// seenAs is what decides who may be told; the subject where it is left out.
	seenAs domain.Ref
	// settles says that it may stay so if somebody says that it may.
	settles bool
	// hush says that nobody else is told where those whose it is cannot be: it is a hint or an
	// offer, and nothing that a lead has to know of.
	hush bool
	// heard says that the citizen reads who has been told, after what it is about.
	heard bool
}

// again has the plan looked at again at an instant, if that lies ahead.
func (e *evaluation) again(at time.Time) {
	if at.After(e.now) && (e.next.IsZero() || at.Before(e.next)) {
		e.next = at
	}
}

// raise adds the alert of a finding, if it speaks by now.
func (e *evaluation) raise(f finding) {
	a := f.alert
	for _, at := range []*time.Time{&f.steps.info, &f.steps.amber, &f.steps.orange, &f.steps.red, &f.steps.deputy, &f.steps.leader} {
		if !at.IsZero() {
			*at = later(*at, f.notBefore)
		}
		e.again(*at)
	}
	a.Level, a.Since = f.steps.level(e.now)
	if a.Level == "" {
		return
	}
	a.Since = a.Since.UTC()
	a.Key = strings.Join([]string{string(a.Rule), string(a.Subject.ID), f.occasion}, "|")
	if f.settles {
		if e.facts.Settled[a.Key] {
			return
		}
		a.Ends = append(a.Ends, EndSettle)
	}
	if f.seenAs.Kind == "" {
		f.seenAs = a.Subject
	}
	a.Told = e.tell(f, a.Since)
	a.ForLead = !f.hush && !f.only
	if a.Unheard() {
		a.Acts, a.Due = "", time.Time{}
	}
	a.Due = a.Due.UTC()
	if f.heard && a.Words.Citizen.Danish != "" {
		a.Words.Citizen = a.Words.Citizen.and(e.heard(a))
	}
	e.alerts = append(e.alerts, a)
}

// name is what somebody is called; those nobody named are the municipality.
func (e *evaluation) name(person domain.ID) string {
	if person == e.facts.Citizen.ID && person != "" {
		return e.facts.Citizen.CalledName()
	}
	if p, ok := e.facts.People[person]; ok && p.Name != "" {
		return p.CalledName()
	}
	return "Kommunen"
}

// ownerOf is who of the staff is to act for an effort: who is responsible, or else the consultant.
func (e *evaluation) ownerOf(responsible domain.ID) domain.ID {
	if e.facts.People[responsible].Role.Staff() {
		return responsible
	}
	return e.plan.Consultant
}
