package attention

import (
	"iter"
	"time"

	"tavlen/backend/domain"
)

// Way is how somebody and the citizen were in touch.
type Way string

// The ways. An answer is one that was written where something was asked: to a flag, a change
// or a request.
const (
	WayMessage Way = "message"
	WayCall    Way = "call"
	WayMeeting Way = "meeting"
	WayVisit   Way = "visit"
	WayLetter  Way = "letter"
	WayAnswer  Way = "answer"
)

// Contact is a time at which somebody, mostly of the staff, was in touch with the citizen.
// What a program sends is none (requirement C8).
type Contact struct {
	At time.Time
	// By is who it was beside the citizen; empty where a call was noted by nobody.
	By  domain.ID
	How Way
}

// attempts are the ways of what is logged as an attempt to reach somebody.
var attempts = map[string]Way{"phone": WayCall, "message": WayMessage, "letter": WayLetter, "visit": WayVisit}

// Contacts gives every contact up to an instant that the facts tell of, in no order. Whoever
// may know only some of it hands in facts that hold no more.
func (f *Facts) Contacts(now time.Time) iter.Seq[Contact] {
	return func(yield func(Contact) bool) {
		said := func(at time.Time, by domain.ID, how Way) bool {
			return at.After(now) || yield(Contact{at, by, how})
		}
		for _, m := range f.Messages {
			ok := true
			switch {
			case m.RecalledAt != nil:
			case m.MessageKind == "call_log" && (m.From == domain.System || m.From == f.Citizen.ID):
				ok = said(m.At, "", WayCall)
			case m.MessageKind == "call_log":
				ok = said(m.At, m.From, WayCall)
			case m.From != f.Citizen.ID && m.From != domain.System:
				ok = said(m.At, m.From, WayMessage)
			}
			if !ok {
				return
			}
		}
		for _, r := range f.Records {
			if !r.Deleted && !contactsOn(r.Item, said) {
				return
			}
		}
	}
}

// contactsOn gives the contacts that one thing on a plan tells of, until said wants no more.
func contactsOn(item domain.Item, said func(time.Time, domain.ID, Way) bool) bool {
	by := func(at time.Time, who domain.ID, how Way) bool { return who == "" || said(at, who, how) }
	switch it := item.(type) {
	case *domain.Meeting:
		if it.Status == domain.StatusHeld {
			for _, who := range it.With {
				if !by(it.End, who, WayMeeting) {
					return false
				}
			}
		}
	case *domain.ContactAttempt:
		return !it.Reached || by(it.At, it.By, attempts[it.How])
	case *domain.Flag:
		for _, m := range it.Messages {
			if !by(m.At, m.From, WayAnswer) {
				return false
			}
		}
	case *domain.PlanChange:
		return it.Reply == nil || by(it.Reply.At, it.Reply.By, WayAnswer)
	case *domain.MeetingRequest:
		return it.AnsweredAt == nil || by(*it.AnsweredAt, it.AnsweredBy, WayAnswer)
	}
	return true
}
