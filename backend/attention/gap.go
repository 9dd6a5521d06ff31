package attention

import (
	"strings"
	"time"

	"tavlen/backend/domain"
)

// maxLookBack bounds how far back the beginning of a gap is looked for, in days.
const maxLookBack = 366

// gap is a stretch of days ahead without anything to get up for: no day of an effort, no
// meeting face to face (requirement D8). Days are calendar days. Talks on the phone do not
// break it; they soften it. It stands until it is over or something is planned.
func (e *evaluation) gap() {
	least, horizon := count(e.limits.Rules[Gap].Amber), count(e.limits.Counts.GapHorizon)
	if least == 0 || horizon < least || e.plan.Status == domain.StatusDraft {
		return
	}
	busy := e.busyDays(horizon)
	var from domain.Date
	for i := range horizon + 1 {
		day := e.today.AddDays(i)
		if i < horizon && !busy(day) {
			if from == "" {
				from = day
			}
			continue
		}
		if from == "" {
			continue
		}
		start := from
		if start == e.today {
			start = e.gapBegan(busy)
		}
		e.raiseGap(start, day.AddDays(-1), least, horizon)
		from = ""
	}
}

// gapBegan looks back for the first day of a gap that today is in, so that it is the same one every day.
func (e *evaluation) gapBegan(busy func(domain.Date) bool) domain.Date {
	first := e.consultantSince()
	day := e.today
	for range maxLookBack {
		before := day.AddDays(-1)
		if before < first || busy(before) {
			break
		}
		day = before
	}
	return day
}

func (e *evaluation) raiseGap(from, to domain.Date, least, horizon int) {
	days := daysBetween(from, to) + 1
	if days < least {
		return
	}
	a := Alert{Rule: Gap, Subject: e.head(), Owner: e.plan.Consultant, From: from, To: to, Days: days, Limit: least, Ends: []End{EndPlan}}
	for _, m := range e.meetings {
		if day := domain.DateOf(m.Item.Start); remote(m.Item) && m.Item.Status == domain.StatusPlanned && day >= from && day <= to {
			a.SoftenedBy = append(a.SoftenedBy, m.ID)
		}
	}
	a.Words = gapWords(a, to == e.today.AddDays(horizon-1), e.today, e.now)
	steps := e.steps(Gap, func(int) time.Time { return from.AddDays(least - horizon).Start() })
	e.raise(finding{alert: a, occasion: string(from), steps: ladder{amber: steps.amber}, notBefore: e.noted(), settles: true, hush: true})
}

// remote says whether people do not see each other face to face.
func remote(m *domain.Meeting) bool { return m.Form == "phone" || m.Form == "video" }

// busyDays gives what says of a day whether there is something on it.
func (e *evaluation) busyDays(horizon int) func(domain.Date) bool {
	meets := map[domain.Date]bool{}
	for _, m := range e.meetings {
		if !remote(m.Item) && (m.Item.Status == domain.StatusPlanned || m.Item.Status == domain.StatusHeld) {
			meets[domain.DateOf(m.Item.Start)] = true
		}
	}
	var efforts []*domain.Effort
	last := e.today.AddDays(horizon)
	for _, t := range e.efforts {
		it := t.Item
		paid := it.PaidHoursPerWeek > 0
		if it.Status == domain.StatusDropped || it.Start == "" && !paid || !it.Start.Valid() || !it.End.Valid() || it.Start > last {
			continue
		}
		if it.RRule == "" && !paid {
			meets[it.Start] = true // without days of its own only that it begins is sure
			continue
		}
		efforts = append(efforts, it)
		if it.Status == domain.StatusPlanned {
			meets[it.Start] = true
		}
	}
	known := map[domain.Date]bool{}
	return func(day domain.Date) bool {
		if meets[day] {
			return true
		}
		busy, asked := known[day]
		if !asked {
			for _, it := range efforts {
				if busy = e.worksOn(it, day); busy {
					break
				}
			}
			known[day] = busy
		}
		return busy
	}
}

// worksOn says whether a day is one of an effort's days.
func (e *evaluation) worksOn(it *domain.Effort, day domain.Date) bool {
	if day < it.Start || it.End != "" && day > it.End || it.Status == domain.StatusPaused && day >= e.today || it.Status == domain.StatusCompleted && day >= e.today {
		return false
	}
	for _, p := range it.Pauses {
		if p.From <= day && day <= p.To {
			return false
		}
	}
	if it.PaidHoursPerWeek > 0 {
		return true
	}
	return e.facts.Occurs != nil && e.facts.Occurs(strings.TrimPrefix(it.RRule, "RRULE:"), it.Start, day)
}
