package domain

import (
	"slices"
	"time"
)

// Leave is a time in which somebody of the staff is away and another stands in: from From
// up to To.
type Leave struct {
	ID     ID
	Person ID
	Deputy ID
	From   time.Time
	To     time.Time
}

// Live says whether the absence holds at an instant.
func (a Leave) Live(now time.Time) bool { return !now.Before(a.From) && now.Before(a.To) }

// Part is when somebody has a part in a thread; a zero time is no bound.
type Part struct {
	Person ID        `json:"person"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
}

// TakesPart says whether a person is one of those whom the thread is between, at an instant.
func (t Thread) TakesPart(person ID, now time.Time) bool {
	if !slices.Contains(t.Between, person) {
		return false
	}
	for _, p := range t.Parts {
		if p.Person == person && (now.Before(p.From) || !p.To.IsZero() && !now.Before(p.To)) {
			return false
		}
	}
	return true
}

// StandsIn says whether a person is the deputy of somebody the thread is with, at an
// instant. Of a confidential thread nobody is.
func (t Thread) StandsIn(person ID, now time.Time) bool {
	if t.Confidential || person == "" {
		return false
	}
	return t.Deputy == person || slices.ContainsFunc(t.Leaves, func(a Leave) bool { return a.Deputy == person && a.Live(now) && t.TakesPart(a.Person, now) })
}

// Wait is a thread in which the citizen waits for somebody's answer, since a message.
type Wait struct {
	Thread, Plan, Message ID
	Since                 time.Time
}

// What staff are told of when a citizen got no answer: the one she wrote to, whoever
// stands in for that one, and at last the team lead (requirement C3). Their Subject is the
// thread.
const (
	NotifyUnanswered       NotificationKind = "staff_unanswered"
	NotifyUnansweredDeputy NotificationKind = "staff_unanswered_deputy"
	NotifyUnansweredLead   NotificationKind = "staff_unanswered_lead"
	// NotifyStaffCallAsked: a citizen asks to be called.
	NotifyStaffCallAsked NotificationKind = "staff_call_asked"
	// NotifyConsultantChanged: the citizen gets another consultant.
	NotifyConsultantChanged NotificationKind = "consultant_changed"
)
