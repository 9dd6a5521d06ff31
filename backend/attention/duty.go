package attention

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// agreements are promises over time, of both sides and in the same words (requirement D10).
// Only what staff promised grows louder: a citizen's own is a reminder.
func (e *evaluation) agreements() {
	for _, t := range of[*domain.Agreement](e.facts.Records) {
		it := t.Item
		due := it.Due
		if it.NextDue != "" {
			due = it.NextDue
		}
		if it.Status != domain.StatusActive || due == "" || !due.Valid() {
			continue
		}
		steps := e.after(AgreementOverdue, due)
		staff := e.facts.People[it.Responsible].Role.Staff()
		if !staff {
			steps = ladder{info: steps.info, amber: steps.amber}
		}
		f := finding{
			alert: Alert{Rule: AgreementOverdue, Subject: t.ref(), Owner: it.Responsible, DaysOver: daysBetween(due, e.today),
				Words: agreementWords(it, due, e.now), Ends: []End{EndKeep, EndNewDate}},
			occasion: string(due), steps: steps,
		}
		if staff {
			f.owners = []domain.ID{it.Responsible}
		}
		f.hush, f.heard = !staff, staff
		e.raise(f)
	}
}

// flags are "Noget virker ikke" (requirements D4–D6): until somebody has seen it, until
// something is made otherwise, and until the citizen has said whether it helped.
func (e *evaluation) flags() {
	for _, t := range of[*domain.Flag](e.facts.Records) {
		it := t.Item
		if it.ResolvedAt != nil || it.At.After(e.now) {
			continue
		}
		owner := e.plan.Consultant
		if effort, ok := one(e.efforts, it.Effort); ok {
			owner = e.ownerOf(effort.Responsible)
		}
		since, acts := it.Since(), e.actsFor(owner)
		f := finding{alert: Alert{Subject: t.ref(), Owner: owner, Acts: acts}, owners: []domain.ID{owner}, notBefore: since}
		if it.ReopenedAt != nil {
			f.occasion = strconv.FormatInt(since.UnixMilli(), 10) // whoever was told before is told anew
		}
		for _, p := range it.Notified {
			if p != owner && p != e.plan.Consultant {
				f.owners = append(f.owners, p)
			}
		}
		switch {
		case it.Action != nil:
			f.alert.Rule, f.alert.Ends = FlagOpen, []End{EndSayWhether}
			f.steps, f.notBefore, f.hush = e.working(FlagOpen, owner, it.Action.At), it.Action.At, true
		case it.SeenAt != nil || it.Answered != nil:
			f.alert.Rule, f.alert.Ends = FlagUnanswered, []End{EndAdjust}
			f.steps = e.working(FlagUnanswered, acts, since)
			f.alert.Due = f.steps.deputy
		default:
			f.alert.Rule, f.alert.Ends = FlagUnseen, []End{EndSee, EndAdjust}
			f.steps, f.heard = e.working(FlagUnseen, acts, since), true
			f.alert.Due = f.steps.deputy
		}
		f.alert.Words = flagWords(f.alert.Rule, e.name(owner))
		e.raise(f)
	}
}

// actsFor gives who acts for somebody now: himself, or who stands in for him while he is away.
func (e *evaluation) actsFor(person domain.ID) domain.ID {
	away, ok := e.away(person)
	if !ok || !e.facts.People[away.Deputy].Role.Staff() {
		return person
	}
	if _, also := e.away(away.Deputy); also {
		return person
	}
	return away.Deputy
}

// changes are those the citizen does not agree to, or wants to talk about, and that wait for
// an answer (requirement A7).
func (e *evaluation) changes() {
	for _, t := range of[*domain.PlanChange](e.facts.Records) {
		it := t.Item
		if !it.Waits() {
			continue
		}
		since := it.At
		if it.AnsweredAt != nil {
			since = *it.AnsweredAt
		}
		owner := e.plan.Consultant
		f := finding{}
		if e.sees(owner, t.ref()) == SeesNothing && e.facts.People[it.By].Role.Staff() {
			owner = it.By
			f.owners = []domain.ID{owner}
		}
		f.alert = Alert{Rule: ChangeUnanswered, Subject: t.ref(), Owner: owner, Words: changeWords(it.CitizenAnswer, e.name(owner)), Ends: []End{EndReply}}
		f.steps, f.notBefore, f.heard = e.working(ChangeUnanswered, owner, since), since, true
		e.raise(f)
	}
}

// measurement is that it is time for "Hvor langt er jeg?" (requirement F1), where the plan has
// the questions. One done besides does not move it, one in which nothing was answered is none, and
// one that is booked is as good.
func (e *evaluation) measurement() {
	if len(of[*domain.Indicator](e.facts.Records)) == 0 || e.plan.Status == domain.StatusDraft {
		return
	}
	last := e.plan.AgreedOn
	for _, t := range of[*domain.Measurement](e.facts.Records) {
		if t.Item.Role == "citizen" && !t.Item.Extra && t.Item.Done() && t.Item.On.Valid() && t.Item.On <= e.today {
			last = max(last, t.Item.On)
		}
	}
	booked := slices.ContainsFunc(e.meetings, func(m thing[*domain.Meeting]) bool { return m.Item.Measurement && m.Item.Upcoming(e.now) })
	if last == "" || booked {
		return
	}
	days := daysBetween(last, e.today)
	f := finding{
		alert: Alert{Rule: MeasurementDue, Subject: e.head(), Owner: e.plan.Consultant, Days: days, Limit: count(e.limits.Rules[MeasurementDue].Amber),
			Words: measurementWords(days), Ends: []End{EndMeasure, EndBookMeasure}},
		occasion: string(last), steps: e.after(MeasurementDue, last), settles: true, hush: true,
	}
	// A meeting that was for it and went by without makes it a matter of its own.
	for _, m := range e.meetings {
		if m.Item.Measurement && domain.DateOf(m.Item.Start) > last {
			f.occasion += "+" + string(m.ID)
			f.notBefore = later(f.notBefore, m.Item.End)
		}
	}
	e.raise(f)
}

// unconfirmed is a meeting the citizen has to come to, soon, and nobody knows whether she
// does (requirement B11). It asks staff to call; who has talked to her since knows.
func (e *evaluation) unconfirmed() {
	for _, t := range e.meetings {
		m := t.Item
		if !m.Mandatory || m.Status != domain.StatusPlanned || !m.Start.After(e.now) || m.RSVP != nil && m.RSVP.Status != "none" && m.RSVP.Status != "" {
			continue
		}
		steps := e.steps(MeetingUnanswered, func(hours int) time.Time {
			if hours == 0 {
				return time.Time{}
			}
			return m.Start.Add(-time.Duration(hours) * time.Hour)
		})
		if _, since := steps.level(e.now); !since.IsZero() && !e.talk.byStaff.Before(since) {
			continue
		}
		owner := e.meetingOwner(m)
		e.raise(finding{
			alert: Alert{Rule: MeetingUnanswered, Subject: t.ref(), Owner: owner, Words: unconfirmedWords(m, e.now),
				Ends: []End{EndConfirm, EndCall}},
			occasion: m.Start.UTC().Format(time.RFC3339), steps: steps, owners: []domain.ID{owner},
		})
	}
}

// interpreter is a meeting that needs one and has none booked (requirement B16).
func (e *evaluation) interpreter() {
	var always string
	if c := e.facts.Citizen.Citizen; c != nil && c.Interpreter != nil && c.Interpreter.Always {
		always = c.Interpreter.Language
	}
	for _, t := range e.meetings {
		m := t.Item
		language := always
		if m.Interpreter != nil {
			language = m.Interpreter.Language
		}
		if m.Status != domain.StatusPlanned || !m.Start.After(e.now) || language == "" || m.Interpreter != nil && m.Interpreter.Booked {
			continue
		}
		owner := e.meetingOwner(m)
		day := domain.DateOf(m.Start)
		e.raise(finding{
			alert: Alert{Rule: InterpreterNeeded, Subject: t.ref(), Owner: owner, DaysLeft: daysBetween(e.today, day),
				Words: interpreterWords(m, e.now), Ends: []End{EndBookInterpret}},
			occasion: string(day), steps: e.before(InterpreterNeeded, day), owners: []domain.ID{owner}, heard: true,
		})
	}
}

// meetingOwner is who of the staff has a meeting: the consultant where she is at it.
func (e *evaluation) meetingOwner(m *domain.Meeting) domain.ID {
	if slices.Contains(m.With, e.plan.Consultant) {
		return e.plan.Consultant
	}
	for _, p := range m.With {
		if e.facts.People[p].Role.Staff() {
			return p
		}
	}
	return e.plan.Consultant
}

// lowCheckins is that the citizen has said several times in a row that it goes badly
// (requirement D13). She is asked whether to talk about it; staff are told only where she
// shared all of them, and only to ask.
func (e *evaluation) lowCheckins() {
	low, row := count(e.limits.Counts.LowScore), count(e.limits.Counts.LowInRow)
	if row == 0 {
		return
	}
	// What she said before somebody talked to her has been talked about.
	list := slices.DeleteFunc(of[*domain.Checkin](e.facts.Records), func(t thing[*domain.Checkin]) bool {
		return t.Item.At.After(e.now) || !t.Item.At.After(e.talk.byStaff)
	})
	slices.SortFunc(list, func(a, b thing[*domain.Checkin]) int {
		return cmp.Or(a.Item.At.Compare(b.Item.At), strings.Compare(string(a.ID), string(b.ID)))
	})
	// The row that the last one belongs to is one matter, however long it gets.
	first := len(list)
	for first > 0 && list[first-1].Item.Score <= low {
		first--
	}
	if len(list)-first < row {
		return
	}
	at := list[first+row-1]
	steps := e.steps(LowCheckins, func(int) time.Time { return at.Item.At })
	f := finding{
		alert: Alert{Rule: LowCheckins, Subject: at.ref(), Owner: e.plan.Consultant, Days: len(list) - first, Words: lowWords(), Ends: []End{EndContact}},
		steps: ladder{amber: steps.amber}, settles: true, hush: true,
	}
	for _, t := range list[first : first+row] {
		if e.sees(e.plan.Consultant, t.ref()) != SeesAll {
			f.seenAs = t.ref() // one that she kept to herself keeps the whole row to herself
		}
	}
	e.raise(f)
}
