package attention

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// open says whether an effort still runs or is to run.
func open(e *domain.Effort) bool {
	switch e.Status {
	case domain.StatusPlanned, domain.StatusActive, domain.StatusPaused:
		return true
	}
	return false
}

// effortEnds is that an effort ends (or has ended, and nobody closed it) with neither a
// meeting booked about it nor a next step decided (requirement D1), or that its end waits for
// the citizen's word.
func (e *evaluation) effortEnds() {
	for _, t := range e.efforts {
		it := t.Item
		if open(it) && it.AsksForWord() {
			e.endWordMissing(t)
			continue
		}
		if !open(it) || it.End == "" || !it.End.Valid() || it.NextStep != nil && it.NextStep.Decided {
			continue
		}
		owner := e.ownerOf(it.Responsible)
		covered, lapsed := e.endMeeting(it, owner)
		if covered {
			continue
		}
		f := finding{
			alert: Alert{Rule: EffortEnds, Subject: t.ref(), Owner: owner, DaysLeft: daysBetween(e.today, it.End),
				Words: effortEndsWords(it, e.name(owner), e.today, e.now), Ends: []End{EndDecideNext, EndBookEnd, EndClose}},
			occasion: string(it.End), steps: e.before(EffortEnds, it.End), owners: []domain.ID{owner},
		}
		if it.End <= e.today {
			f.alert.Ends = []End{EndDecideNext, EndClose} // it is too late for a meeting before the end
		}
		// A meeting that came and went without a decision makes it a matter of its own.
		for _, m := range lapsed {
			f.occasion += "+" + string(m.id)
			f.notBefore = later(f.notBefore, m.at)
		}
		e.raise(f)
	}
}

// endWordMissing is that an end which was begun waits for the citizen's own word (requirement
// D2): nothing else of it is open, and nobody would remember it. The steps of the rule keep their
// distances, and the first is on the day from which it may end without.
func (e *evaluation) endWordMissing(t thing[*domain.Effort]) {
	it := t.Item
	owner, by, first := e.ownerOf(it.Responsible), it.WordBy(), 0
	s := e.limits.Rules[EffortEnds]
	for _, step := range []*int{s.Info, s.Amber, s.Orange, s.Red, s.Deputy, s.Leader} {
		first = max(first, count(step))
	}
	e.raise(finding{
		alert: Alert{Rule: EffortEnds, Subject: t.ref(), Owner: owner, DaysOver: daysBetween(by, e.today),
			Words: endWordWords(it, e.facts.Citizen.CalledName(), e.now), Ends: []End{EndClose, EndSayWord}},
		occasion: "word+" + it.Ending.At.UTC().Format(time.RFC3339), steps: e.before(EffortEnds, by.AddDays(first)), owners: []domain.ID{owner}, heard: true,
	})
}

// lapse is a meeting that no longer stands for a decision, and since when.
type lapse struct {
	id domain.ID
	at time.Time
}

// endMeeting says whether a meeting about the end of an effort is booked in time, and else
// which of those that were named came to nothing. Whoever held one has a working day to
// write down what was decided.
func (e *evaluation) endMeeting(it *domain.Effort, owner domain.ID) (covered bool, lapsed []lapse) {
	var named []domain.ID
	if it.FollowUp != nil {
		named = append(named, it.FollowUp.EndMeeting)
	}
	if it.NextStep != nil {
		named = append(named, it.NextStep.Meeting)
	}
	for i, id := range named {
		if id == "" || slices.Contains(named[:i], id) {
			continue
		}
		m, ok := e.moved(id)
		switch {
		case !ok || domain.DateOf(m.Start) > it.End:
		case m.Status == domain.StatusPlanned || m.Status == domain.StatusHeld:
			until := e.workingAfter(owner, m.End, workingDay)
			if e.now.Before(until) {
				e.again(until)
				return true, nil
			}
			lapsed = append(lapsed, lapse{id, until})
		default:
			lapsed = append(lapsed, lapse{id: id})
		}
	}
	return false, lapsed
}

// workingDay is how long a day at work is taken to be.
const workingDay = 7 * time.Hour

// moved gives a meeting, or the one that took its place.
func (e *evaluation) moved(id domain.ID) (*domain.Meeting, bool) {
	for range len(e.meetings) + 1 {
		m, ok := one(e.meetings, id)
		if !ok || m.Status != domain.StatusMoved || m.Absence == nil || m.Absence.MovedTo == "" {
			return m, ok
		}
		id = m.Absence.MovedTo
	}
	return nil, false // meetings that stand in each other's place
}

// followUpMissed is that nobody asked how it goes when it was due: by the effort's own days
// after the start, the tight start of a new placement (requirement D3), or its rhythm. The
// first day that was missed is the one it is about until somebody has asked.
func (e *evaluation) followUpMissed() {
	for _, t := range e.efforts {
		it := t.Item
		owner, due, ok := e.nextFollowUp(t)
		if !ok || it.Start > e.today || it.End != "" && it.End < e.today {
			continue // what is over is a matter of its end
		}
		e.raise(finding{
			alert: Alert{Rule: FollowUpMissed, Subject: t.ref(), Owner: owner, DaysOver: daysBetween(due, e.today),
				Words: followUpWords(it, e.name(owner), due, e.now), Ends: []End{EndFollowUp}},
			occasion: string(due), steps: e.after(FollowUpMissed, due), owners: []domain.ID{owner}, heard: true,
		})
	}
}

// nextFollowUp gives who is to ask next how an effort goes, and by which day; ok is false
// where nobody is, since it rests, has no beginning or ends before.
func (e *evaluation) nextFollowUp(t thing[*domain.Effort]) (owner domain.ID, due domain.Date, ok bool) {
	it := t.Item
	if !open(it) || it.Status == domain.StatusPaused || it.Start == "" || !it.Start.Valid() {
		return "", "", false
	}
	owner = e.ownerOf(it.Responsible)
	due = e.followUpDue(t, owner)
	return owner, due, due != "" && (it.End == "" || due <= it.End)
}

// FollowUp is by which day somebody is to ask how an effort goes.
type FollowUp struct {
	Effort, Owner domain.ID
	Due           domain.Date
}

// FollowUps gives the next one of each effort that runs or is to begin: those that are late,
// which the rule FollowUpMissed speaks of, and those that are to come.
func FollowUps(f *Facts, t Thresholds, now time.Time) []FollowUp {
	e := begin(f, t, now)
	var out []FollowUp
	for _, t := range e.efforts {
		if owner, due, ok := e.nextFollowUp(t); ok && (t.Item.End == "" || t.Item.End >= e.today) {
			out = append(out, FollowUp{t.ID, owner, due})
		}
	}
	return out
}

// followUpDue gives the first day after the last follow-up on which one was or is due; ""
// for none. A fixed day is met by who asked in the week before it, since the fixed day before
// that one; there a written word is enough.
func (e *evaluation) followUpDue(t thing[*domain.Effort], owner domain.ID) domain.Date {
	it := t.Item
	var fixed []int
	every := 0
	if f := it.FollowUp; f != nil {
		fixed, every = f.AfterStartDays, f.EveryDays
	}
	if len(fixed) == 0 && it.Placement() {
		fixed = e.limits.Counts.TightStart
	}
	asked, wrote := e.lastFollowUp(t, owner)
	due := domain.Date("")
	earliest := func(d domain.Date) {
		if due == "" || d < due {
			due = d
		}
	}
	before := it.Start.AddDays(-1)
	for _, days := range slices.Sorted(slices.Values(fixed)) {
		if days < 0 {
			continue
		}
		day := it.Start.AddDays(days)
		if max(asked, wrote) <= max(before, day.AddDays(-7)) {
			earliest(day)
		}
		before = day
	}
	if every > 0 {
		earliest(max(asked, it.Start).AddDays(every))
	}
	return due
}

// lastFollowUp gives the last day on which somebody asked how an effort goes: what is
// written on it, a meeting about it or with who is responsible, a talk on the phone; and the
// last day of a written word from who is responsible or the consultant.
func (e *evaluation) lastFollowUp(t thing[*domain.Effort], owner domain.ID) (last, wrote domain.Date) {
	seen := func(at time.Time) {
		if !at.After(e.now) {
			last = max(last, domain.DateOf(at))
		}
	}
	for _, m := range e.facts.Messages {
		if (m.From == owner || m.From == e.plan.Consultant) && m.From != "" && m.RecalledAt == nil && !m.At.After(e.now) {
			wrote = max(wrote, domain.DateOf(m.At))
		}
	}
	if f := t.Item.FollowUp; f != nil && f.Last.Valid() && f.Last <= e.today {
		last = f.Last
	}
	for _, m := range e.meetings {
		if m.Item.Status == domain.StatusHeld && (m.Item.Effort == t.ID || slices.Contains(m.Item.With, owner)) {
			seen(m.Item.End)
		}
	}
	for _, a := range of[*domain.ContactAttempt](e.facts.Records) {
		if a.Item.Reached && a.Item.By == owner {
			seen(a.Item.At)
		}
	}
	return last, wrote
}

// running says whether an effort runs on a day, or should: one that was planned to begin and
// that nobody started in the plan is not taken for none.
func running(it *domain.Effort, day domain.Date) bool {
	return begun(it, day) && (it.End == "" || it.End >= day)
}

// begun is running, or past its last day and not closed.
func begun(it *domain.Effort, day domain.Date) bool {
	return (it.Status == domain.StatusActive || it.Status == domain.StatusPlanned) && it.Start != "" && it.Start <= day
}

// jobOriented is a hint to the consultant: help runs, and nothing beside it points to a job
// (requirement D9). What she does not see whole is no matter for her hint.
func (e *evaluation) jobOriented() {
	var jobEnded, began domain.Date
	runs := false
	for _, t := range e.efforts {
		it := t.Item
		switch {
		case it.JobOriented && open(it) && (it.End == "" || it.End >= e.today):
			return
		case it.JobOriented && it.End != "" && it.End < e.today:
			jobEnded = max(jobEnded, it.End)
		case begun(it, e.today) && e.sees(e.plan.Consultant, t.ref()) == SeesAll:
			// One that ended after another began is no new beginning.
			if began == "" || it.Start < began {
				began = it.Start
			}
			runs = runs || running(it, e.today)
		}
	}
	if !runs || e.plan.Consultant == "" || e.plan.Status == domain.StatusDraft {
		return
	}
	steps := e.steps(NoJobEffort, func(days int) time.Time { return max(jobEnded, began).AddDays(days).Start() })
	e.raise(finding{
		alert:    Alert{Rule: NoJobEffort, Subject: e.head(), Owner: e.plan.Consultant, Words: noJobWords(), Ends: []End{EndJobEffort}},
		occasion: string(jobEnded), steps: ladder{info: steps.info}, settles: true, hush: true,
	})
}

// limit gives the time limit of a kind that the catalogue sets for an effort, and that
// holds on a day.
func (e *evaluation) limit(it *domain.Effort, kind domain.LimitKind, on domain.Date) (domain.TimeLimit, bool) {
	code := it.CatalogueCode
	if code == "" && it.Placement() {
		code = domain.CodePlacement
	}
	if e.facts.Limits == nil || code == "" {
		return domain.TimeLimit{}, false
	}
	for _, l := range e.facts.Limits(code) {
		if l.Kind == kind && l.Days() > 0 && l.Holds(on) {
			return l, true
		}
	}
	return domain.TimeLimit{}, false
}

// startLimit is that help that was asked for has to begin by a day and has not begun
// (requirement D12): so many days from the request as were promised, or as the catalogue says.
func (e *evaluation) startLimit() {
	for _, t := range e.efforts {
		it := t.Item
		if it.Status != domain.StatusPlanned || it.RequestedOn == "" || !it.RequestedOn.Valid() {
			continue
		}
		days := it.GuaranteeDays
		if l, ok := e.limit(it, domain.LimitStartWithin, it.RequestedOn); ok && days <= 0 {
			days = l.Days()
		}
		limit := it.RequestedOn.AddDays(days)
		if days <= 0 || it.Start != "" && it.Start <= limit {
			continue // nothing was promised, or it begins in time
		}
		owner := e.ownerOf(it.Responsible)
		e.raise(finding{
			alert: Alert{Rule: StartLimit, Subject: t.ref(), Owner: owner, DaysLeft: daysBetween(e.today, limit), Limit: days,
				Words: startLimitWords(it, limit, e.now), Ends: []End{EndStart, EndClose}},
			occasion: string(limit), steps: e.before(StartLimit, limit), owners: []domain.ID{owner}, notBefore: it.RequestedOn.Start(), heard: true,
		})
	}
}

// lengthLimit is that an effort comes to the longest it may last before it is prolonged
// (requirement D12), by the rules of the day on which it began. Whether it was prolonged is
// not on the plan, so somebody can say that it was.
func (e *evaluation) lengthLimit() {
	for _, t := range e.efforts {
		it := t.Item
		if !open(it) || it.Start == "" || !it.Start.Valid() {
			continue
		}
		limit, ok := e.limit(it, domain.LimitLongest, it.Start)
		last := it.Start.AddDays(limit.Days() - 1)
		if !ok || it.End != "" && it.End.Valid() && it.End <= last {
			continue
		}
		owner := e.ownerOf(it.Responsible)
		e.raise(finding{
			alert: Alert{Rule: LengthLimit, Subject: t.ref(), Owner: owner, DaysLeft: daysBetween(e.today, last), Limit: limit.Days(),
				Words: lengthLimitWords(it, limit, last, e.now), Ends: []End{EndShorten, EndClose}},
			occasion: string(last), steps: e.before(LengthLimit, last), owners: []domain.ID{owner}, settles: true, hush: true,
		})
	}
}
