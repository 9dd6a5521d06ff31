package demo

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// item tells how one thing on the plan came to be what the file says it is. A day without
// an hour stands at its morning or midday; that decides only the order of the telling and
// is never written into the thing.
func (s *story) item(it Item) {
	switch v := it.Item.(type) {
	case *domain.Plan:
		s.keep(s.agreed, it.ID, v, s.c.Consultant)
	case *domain.Dream:
		at := s.agreed
		if v.SaidOn != "" {
			at = midday(v.SaidOn)
		}
		s.make(at, it.ID, v)
	case *domain.Strength:
		s.strength(it.ID, v)
	case *domain.Challenge:
		s.keep(s.agreed, it.ID, v, s.c.Consultant)
	case *domain.Goal:
		s.goal(it.ID, v)
	case *domain.Step:
		s.step(it.ID, v)
	case *domain.Effort:
		s.effort(it.ID, v)
	case *domain.Agreement:
		s.agreement(it.ID, v)
	case *domain.Meeting:
		s.meeting(it.ID, v)
	case *domain.PlanChange:
		s.planChange(it.ID, v)
	case *domain.Flag:
		s.flag(it.ID, v)
	case *domain.Checkin:
		s.keep(v.At, it.ID, v, s.c.Citizen.ID)
	case *domain.Indicator:
		s.keep(s.agreed, it.ID, v, s.c.Consultant)
	case *domain.Measurement:
		s.keep(midday(v.On), it.ID, v, s.author(v.By))
	case *domain.Consent:
		s.consent(it.ID, v)
	case *domain.Event:
		s.keep(v.At, it.ID, v, domain.System)
	case *domain.MeetingRequest:
		s.request(it.ID, v)
	case *domain.ContactAttempt:
		s.keep(v.At, it.ID, v, s.author(v.By))
	case *domain.Contact: // told with the person; see contact
	}
}

func (s *story) strength(id domain.ID, v *domain.Strength) {
	at := s.agreed
	if v.On != "" {
		at = midday(v.On)
	}
	if v.SaidBy == s.c.Citizen.ID && v.RecordedBy == "" {
		s.make(at, id, v)
		return
	}
	s.keep(at, id, v, s.author(v.RecordedBy, v.SaidBy))
}

// goalMade is when a goal came on the board: with the plan, or before anything of it was done.
func (s *story) goalMade(id domain.ID, v *domain.Goal) time.Time {
	at := s.agreed
	if v.ReachedOn != "" {
		at = firstOfTimes(at, morning(v.ReachedOn))
	}
	for _, step := range s.stepsOf(id) {
		if step.DoneAt != "" {
			at = firstOfTimes(at, morning(step.DoneAt))
		}
	}
	return at
}

func (s *story) goal(id domain.ID, v *domain.Goal) {
	at := s.goalMade(id, v)
	if v.ReachedOn == "" || !later(midday(v.ReachedOn), s.from).After(later(at, s.from)) {
		s.keep(at, id, v, s.c.Consultant)
		return
	}
	set := *v
	set.Status, set.ReachedOn = domain.StatusActive, ""
	s.keep(at, id, &set, s.c.Consultant)
	// After the steps of that day, the last of which made it so.
	s.finish(midday(v.ReachedOn).Add(time.Hour), id, &set, v)
}

func (s *story) step(id domain.ID, v *domain.Step) {
	at := s.agreed
	if g, ok := s.find(v.Goal).(*domain.Goal); ok {
		at = s.goalMade(v.Goal, g)
	}
	done := midday(v.DoneAt)
	switch {
	case v.DoneAt == "":
		s.keep(at, id, v, s.c.Consultant)
	case v.DoneBy == s.c.Citizen.ID && later(done, s.from).After(later(at, s.from)):
		todo := *v
		todo.Status, todo.DoneAt, todo.DoneBy, todo.Photo = domain.StatusActive, "", "", false
		s.keep(at, id, &todo, s.c.Consultant)
		s.finish(done, id, &todo, v)
	default: // the file does not say who did it, so nobody is made to
		s.keep(done, id, v, s.author(v.DoneBy))
	}
}

func (s *story) find(id domain.ID) domain.Item {
	for _, it := range s.c.Items {
		if it.ID == id {
			return it.Item
		}
	}
	return nil
}

// effort comes on the plan as something agreed, and is at the last day that the file
// tells of what it tells.
func (s *story) effort(id domain.ID, v *domain.Effort) {
	at := s.agreed
	if v.Start != "" {
		at = firstOfTimes(at, morning(v.Start))
	}
	by := s.author(v.Responsible)
	last := at
	if f := v.FollowUp; f != nil && f.Last != "" {
		last = later(last, midday(f.Last))
	}
	for _, a := range v.Adjustments {
		last = later(last, morning(a.From))
	}
	if v.End != "" && (v.Status == domain.StatusCompleted || v.Status == domain.StatusDropped) {
		last = later(last, midday(v.End))
	}
	if later(last, s.from).After(later(at, s.from)) {
		planned := *v
		planned.Status, planned.Adjustments, planned.ResultPlain, planned.EndedReason = domain.StatusPlanned, nil, "", ""
		if v.FollowUp != nil {
			f := *v.FollowUp
			f.Last = ""
			planned.FollowUp = &f
		}
		s.keep(at, id, &planned, by)
	}
	s.keep(last, id, v, by)
}

// agreement is made at its meeting, and closed by whoever promised it.
func (s *story) agreement(id domain.ID, v *domain.Agreement) {
	at := s.agreed
	if m, ok := s.find(v.MadeAt).(*domain.Meeting); ok {
		at = m.End
	}
	if v.ClosedOn == "" {
		s.keep(at, id, v, s.author(v.RecordedBy))
		return
	}
	at = firstOfTimes(at, morning(v.ClosedOn))
	closed := midday(v.ClosedOn)
	if !later(closed, s.from).After(later(at, s.from)) {
		s.keep(closed, id, v, s.author(v.RecordedBy))
		return
	}
	made := *v
	made.Status, made.ClosedOn = domain.StatusActive, ""
	s.keep(at, id, &made, s.author(v.RecordedBy))
	if v.Responsible == s.c.Citizen.ID {
		s.finish(closed, id, &made, v)
		return
	}
	s.keep(closed, id, v, s.author(v.RecordedBy, v.Responsible))
}

// meeting is booked, answered, held: each as the file tells.
func (s *story) meeting(id domain.ID, v *domain.Meeting) {
	at := firstOfTimes(s.agreed, v.Start.Add(-24*time.Hour))
	if v.BookedSameDay != nil {
		at = v.BookedSameDay.ConfirmedAt
	}
	if moved := s.movedTo(id); !moved.IsZero() {
		at = moved
	}
	by := s.author(slices.Concat(v.With, []domain.ID{s.c.Consultant})...)
	now := *v
	now.Status, now.Summary, now.SummaryConfirmed, now.BoardPhoto, now.Absence = domain.StatusPlanned, "", false, false, nil
	now.SummaryAnswer, now.Cancelled = nil, nil
	if v.RSVP != nil && v.RSVP.At != nil {
		now.RSVP = &domain.RSVP{Status: "none"}
	}
	stage := func(at time.Time, by domain.ID) {
		as := now
		s.keep(at, id, &as, by)
	}
	stage(at, by)
	if v.RSVP != nil && v.RSVP.At != nil {
		now.RSVP = v.RSVP
		stage(*v.RSVP.At, s.c.Citizen.ID)
	}
	if a := v.Absence; a != nil {
		reported := *a
		reported.AnsweredAt, reported.AnsweredBy, reported.Answer, reported.MovedTo = nil, "", "", ""
		now.Absence = &reported
		stage(a.ReportedAt, s.author(a.ReportedBy))
		if a.AnsweredAt != nil {
			now.Absence = a
			if v.Status == domain.StatusMoved || v.Status == domain.StatusCancelled {
				now.Status = v.Status
			}
			stage(*a.AnsweredAt, s.author(a.AnsweredBy))
		}
	}
	if c := v.Cancelled; c != nil {
		s.keep(later(c.At, at), id, v, s.author(c.By))
		return
	}
	if now.Status != v.Status || v.Summary != "" || v.SummaryConfirmed || v.BoardPhoto {
		written := *v
		if written.SummaryAnswer = nil; v.SummaryAnswer != nil {
			written.SummaryConfirmed = false
		}
		s.keep(later(v.End, at), id, &written, by)
	}
	if a := v.SummaryAnswer; a != nil {
		s.keep(later(a.At, v.End), id, v, s.c.Citizen.ID)
	}
}

// request is asked by the citizen, and answered by staff.
func (s *story) request(id domain.ID, v *domain.MeetingRequest) {
	if v.AnsweredAt == nil {
		s.keep(v.At, id, v, s.c.Citizen.ID)
		return
	}
	asked := *v
	asked.Status, asked.Answer, asked.AnsweredAt, asked.AnsweredBy, asked.Meeting, asked.Proposed = domain.StatusWaiting, "", nil, "", "", nil
	s.keep(v.At, id, &asked, s.c.Citizen.ID)
	s.keep(*v.AnsweredAt, id, v, s.author(v.AnsweredBy))
}

// movedTo gives when another meeting was moved to this one, the zero time if none was.
func (s *story) movedTo(id domain.ID) time.Time {
	for _, it := range s.c.Items {
		if m, ok := it.Item.(*domain.Meeting); ok && m.Absence != nil && m.Absence.MovedTo == id {
			return deref(m.Absence.AnsweredAt)
		}
	}
	return time.Time{}
}

// planChange is told to the citizen, who answers when she opens it; staff reply to that.
func (s *story) planChange(id domain.ID, v *domain.PlanChange) {
	told := *v
	told.SeenByCitizenAt, told.CitizenAnswer, told.CitizenComment, told.AnsweredAt, told.Reply = nil, "", "", nil, nil
	// Answering would agree to a version that the head of the plan does not have, or to
	// one nobody is said to have agreed on.
	agrees := v.CitizenAnswer == domain.AnswerAgree && (s.head.Status != domain.StatusActive || v.Version > s.head.Version)
	// Who replies is the consultant, and to something that she sees.
	odd := v.Visibility != nil || v.Reply != nil && v.Reply.By != s.c.Consultant
	if agrees || odd || v.At.Before(s.from) {
		s.keep(v.At, id, v, s.author(v.By))
		return
	}
	s.keep(v.At, id, &told, s.author(v.By))
	answer := func(at time.Time, by domain.ID, in app.AnswerChange) {
		in.Plan, in.ID = s.c.Plan, id
		s.add(at, "answer", func(ctx context.Context, a *app.App) error {
			_, err := a.AnswerPlanChange(ctx, s.actors[by], in)
			return err
		})
	}
	if v.SeenByCitizenAt != nil {
		answer(*v.SeenByCitizenAt, s.c.Citizen.ID, app.AnswerChange{Seen: true, Answer: v.CitizenAnswer, Comment: v.CitizenComment})
	}
	if v.Reply != nil {
		answer(v.Reply.At, v.Reply.By, app.AnswerChange{Text: v.Reply.Text})
	}
}

// flag is raised, seen, answered and acted upon, and closed by the citizen.
func (s *story) flag(id domain.ID, v *domain.Flag) {
	type moment struct {
		at time.Time
		by domain.ID
	}
	moments := []moment{{v.At, s.author(v.RecordedBy, v.By)}}
	for _, d := range []*domain.Deed{v.SeenAt, v.Answered, v.Action} {
		if d != nil {
			moments = append(moments, moment{d.At, s.author(d.By)})
		}
	}
	for _, m := range v.Messages {
		moments = append(moments, moment{m.At, s.author(m.From)}, moment{deref(m.ReadAt), s.author(s.c.Citizen.ID)})
	}
	if v.ResolvedAt != nil {
		moments = append(moments, moment{*v.ResolvedAt, s.author(v.ResolvedBy)})
	}
	moments = slices.DeleteFunc(moments, func(m moment) bool { return m.at.Before(v.At) })
	slices.SortStableFunc(moments, func(a, b moment) int { return a.at.Compare(b.at) })
	for i, m := range moments {
		if i+1 < len(moments) && moments[i+1].at.Equal(m.at) {
			continue // told with what happened at the same time
		}
		s.keep(m.at, id, flagAt(v, m.at), m.by)
	}
}

// flagAt gives a flag as it was at an instant.
func flagAt(v *domain.Flag, at time.Time) *domain.Flag {
	f := *v
	known := func(d *domain.Deed) *domain.Deed {
		if d == nil || d.At.After(at) {
			return nil
		}
		return d
	}
	f.SeenAt, f.Answered, f.Action = known(v.SeenAt), known(v.Answered), known(v.Action)
	f.Messages = nil
	for _, m := range v.Messages {
		if m.At.After(at) {
			continue
		}
		if deref(m.ReadAt).After(at) {
			m.ReadAt = nil
		}
		f.Messages = append(f.Messages, m)
	}
	if deref(v.ResolvedAt).After(at) {
		f.ResolvedAt, f.ResolvedBy, f.CitizenRating = nil, "", ""
	}
	return &f
}

func (s *story) consent(id domain.ID, v *domain.Consent) {
	by := s.author(v.GivenBy)
	if v.WithdrawnAt == nil {
		s.keep(v.GivenAt, id, v, by)
		return
	}
	given := *v
	given.Status, given.WithdrawnAt = domain.StatusActive, nil
	s.keep(v.GivenAt, id, &given, by)
	s.keep(*v.WithdrawnAt, id, v, by)
}
