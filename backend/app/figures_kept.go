package app

import (
	"cmp"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
)

// counted gives what of a plan is counted for the lead, by what the rules of attention just saw
// of it; before is what was counted last. Only what counts for a lead is in it: nothing under a
// department's secrecy, and of the alerts those that a lead may come to be told of.
func (a *App) counted(s *state, f *attention.Facts, alerts []attention.Alert, before domain.Counted, now time.Time) domain.Counted {
	out := domain.Counted{AgreedOn: s.plan().AgreedOn, HeardOn: attention.HeardOn(f, now)}
	office := schedule.OfficeOf("", a.hours)
	for _, r := range s.records {
		if !s.facts.CountsForLead(r.Ref()) {
			continue
		}
		switch it := r.Item.(type) {
		case *domain.Effort:
			if on := endedOn(it, before.EndOf(r.ID), now); on != "" {
				out.Ends = append(out.Ends, domain.CountedEnd{Effort: r.ID, On: on, Decided: it.NextStep != nil && it.NextStep.Decided, Followed: followed(it)})
			}
		case *domain.Flag:
			if it.Effort == "" || s.facts.CountsForLead(domain.Ref{Kind: domain.KindEffort, ID: it.Effort}) {
				out.Flags = append(out.Flags, countedFlag(r.ID, it, before.FlagOf(r.ID), office))
			}
		}
	}
	slices.SortFunc(out.Ends, func(x, y domain.CountedEnd) int { return cmp.Compare(x.Effort, y.Effort) })
	slices.SortFunc(out.Flags, func(x, y domain.CountedFlag) int { return cmp.Compare(x.Flag, y.Flag) })
	lead := access.Actor{Role: domain.RoleTeamLead}
	for _, rule := range attention.Rules {
		for _, level := range attention.Levels {
			n := 0
			for _, alert := range alerts {
				if alert.Rule == rule && alert.Level == level && alert.ForLead && access.LeadIsTold(lead, s.facts, alert.Subject) {
					n++
				}
			}
			if n > 0 {
				out.Alerts = append(out.Alerts, domain.CountedAlert{Rule: string(rule), Level: string(level), Alerts: n})
			}
		}
	}
	return out
}

// endedOn gives the day on which an effort ended: its last day once that has passed, whether
// somebody closed it or not; of one that was closed before, the day of its closing. "" is not yet.
func endedOn(e *domain.Effort, before *domain.CountedEnd, now time.Time) domain.Date {
	today := domain.DateOf(now)
	switch {
	case e.End != "" && e.End.Valid() && (e.End < today || e.Over() && e.End == today):
		return e.End
	case !e.Over():
		return ""
	case e.EndWord != nil:
		return domain.DateOf(e.EndWord.At)
	case before != nil:
		return before.On
	}
	return today // nobody wrote down when: the day on which it was noticed
}

// followed says that somebody sees to what comes after an effort: a meeting or the next effort is
// named, or one does it by a day.
func followed(e *domain.Effort) bool {
	if f := e.FollowUp; f != nil && f.EndMeeting != "" {
		return true
	}
	n := e.NextStep
	return n != nil && (n.Meeting != "" || n.Effort != "" || n.Who != "" && n.By != "")
}

// countedFlag counts the first time that a flag was seen and that something was made otherwise:
// what was counted once stands, though the citizen opened it again.
func countedFlag(id domain.ID, f *domain.Flag, before *domain.CountedFlag, office schedule.Office) domain.CountedFlag {
	out := domain.CountedFlag{Flag: id, RaisedOn: domain.DateOf(f.At)}
	if before != nil && before.RaisedOn == out.RaisedOn {
		out = *before
		out.HelpedOn = ""
	}
	var seen, adjusted *time.Time
	first := func(at **time.Time, when time.Time) {
		if *at == nil || when.Before(**at) {
			*at = &when
		}
	}
	if f.Action != nil {
		first(&adjusted, f.Action.At)
	}
	for _, t := range f.Tried {
		first(&adjusted, t.Action.At)
	}
	for _, deed := range []*domain.Deed{f.SeenAt, f.Answered} {
		if deed != nil {
			first(&seen, deed.At)
		}
	}
	if adjusted != nil {
		first(&seen, *adjusted)
	}
	minutes := func(to time.Time) int { return int(office.WorkingHoursBetween(f.At, to) / time.Minute) }
	if seen != nil && out.SeenOn == "" {
		out.SeenOn, out.SeenMinutes = domain.DateOf(*seen), minutes(*seen)
	}
	if adjusted != nil && out.AdjustedOn == "" {
		out.AdjustedOn, out.AdjustedMinutes = domain.DateOf(*adjusted), minutes(*adjusted)
	}
	if f.ResolvedAt != nil && f.CitizenRating == domain.RatingHelped {
		out.HelpedOn = domain.DateOf(*f.ResolvedAt)
	}
	return out
}

// countAnswer keeps that the citizen gets the answer of her consultant that she waits for in a
// conversation: after how much of the working time of whoever owed it, and in how much it was
// promised. What is under a department's secrecy is not counted.
func (c *change) countAnswer(t domain.Thread) error {
	owes := with(t, c.state.head.Citizen, c.consultantAt(c.now))
	if t.Confidential || owes == "" {
		return nil
	}
	p, err := c.person(owes)
	if err != nil || p.Role != domain.RoleConsultant {
		return err
	}
	waits, err := c.tx.Waits(t.Plan)
	if err != nil {
		return err
	}
	for _, w := range waits {
		if w.Thread != t.ID {
			continue
		}
		passed := c.app.officeOf(p).WorkingHoursBetween(w.Since, c.now)
		return c.tx.PutAnswer(t.Plan, domain.CountedAnswer{Message: w.Message, On: domain.DateOf(c.now), Minutes: int(passed / time.Minute), Promised: int(replyTime(t) / time.Minute)})
	}
	return nil
}
