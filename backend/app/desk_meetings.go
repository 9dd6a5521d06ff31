package app

import (
	"encoding/json"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
)

// answerWithin is how much working time an answer about a meeting may take (requirement B5).
const answerWithin = 2 * time.Hour

// usualHours are taken for a consultant who has written none.
const usualHours = "man-fre 8.00-16.00"

// meetingWaits gives what the citizen waits to hear about a meeting, of that which the
// viewer may settle. Whether somebody fetches her or comes along is no question any more
// once the meeting has begun.
func (s *state) meetingWaits(v access.Viewer, ref domain.Ref, m *domain.Meeting, now time.Time) []Waiting {
	if !s.facts.Can(v, access.ActSettle, ref, m, now) {
		return nil
	}
	var out []Waiting
	if m.AbsenceWaits() {
		out = append(out, Waiting{What: "absence", Meeting: ref.ID, Since: m.Absence.ReportedAt, Due: s.answerDue(m.Absence.ReportedAt)})
	}
	if m.PickUpWaits() && now.Before(m.Start) {
		out = append(out, Waiting{What: "pick_up", Meeting: ref.ID, Since: m.PickUp.AskedAt, Due: s.answerDue(m.PickUp.AskedAt)})
	}
	if a := m.SummaryAnswer; a != nil && a.Status == domain.SummaryCorrected {
		out = append(out, Waiting{What: "summary", Meeting: ref.ID, Since: a.At})
	}
	if m.Status != domain.StatusPlanned || !now.Before(m.Start) {
		return out
	}
	for _, a := range m.Along {
		if a.Answer == domain.AlongCannot && slices.Contains(m.Companions, a.Who) {
			out = append(out, Waiting{What: "companion", Meeting: ref.ID, Since: a.At})
		}
	}
	return out
}

// requestWaits gives a request that the citizen waits to hear about, if the viewer may
// answer it. What she asks for today does not wait until tomorrow.
func (s *state) requestWaits(v access.Viewer, ref domain.Ref, r *domain.MeetingRequest, now time.Time) []Waiting {
	if !r.Waits() || !s.facts.Can(v, access.ActAnswerRequest, ref, r, now) {
		return nil
	}
	return []Waiting{{What: "meeting_request", Request: ref.ID, Since: r.At, Due: s.answerDue(r.At), Urgent: r.When == domain.RequestToday}}
}

// tellDue adds to what the citizen sees by when she can expect an answer to what she waits
// for: the same time that stands on the desk.
func (s *state) tellDue(f domain.Fields, it domain.Item) error {
	since := map[string]time.Time{}
	switch it := it.(type) {
	case *domain.Meeting:
		if it.AbsenceWaits() {
			since["absence_due"] = it.Absence.ReportedAt
		}
		if it.PickUpWaits() {
			since["pick_up_due"] = it.PickUp.AskedAt
		}
	case *domain.MeetingRequest:
		if it.Waits() {
			since["answer_due"] = it.At
		}
	}
	for field, at := range since {
		due := s.answerDue(at)
		if due == nil {
			continue
		}
		raw, err := json.Marshal(due)
		if err != nil {
			return err
		}
		f[field] = raw
	}
	return nil
}

// answerDue gives when two hours of the consultant's working time have passed, in UTC; nil
// where her hours cannot be read.
func (s *state) answerDue(since time.Time) *time.Time {
	text := s.persons[s.consultant(since)].Hours
	if text == "" {
		text = usualHours
	}
	hours, err := schedule.ParseHours(text)
	if err != nil {
		return nil // written in other words than are understood: no promise is made of it
	}
	office := schedule.Office{Hours: hours, Calendar: schedule.Calendar{Closed: schedule.UsualClosedDays}}
	due, ok := office.AddWorkingHours(since, answerWithin)
	if !ok {
		return nil
	}
	return &due
}
