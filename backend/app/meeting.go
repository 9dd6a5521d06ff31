package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// What becomes of an answer to a meeting that is no more what it was. Nothing is changed,
// and the phone still has the words.
var (
	errPastStart = domain.Invalid(domain.FieldError{Field: "start", Code: domain.CodeInvalid, Detail: "Tidspunktet er allerede gået. Vælg et senere."})
	errTooLate   = &domain.Error{Code: domain.CodeTooLate, Detail: "Mødet er begyndt eller forbi. Skriv eller ring til din konsulent."}
	errCancelled = &domain.Error{Code: domain.CodeMeetingCancelled, Detail: "Mødet er aflyst."}
	errMoved     = &domain.Error{Code: domain.CodeMeetingMoved, Detail: "Mødet er flyttet. Se den nye tid, og svar igen."}
)

// completeMeeting fills in what follows from a change that staff make to a meeting.
func (c *change) completeMeeting(id domain.ID, before domain.Item, m *domain.Meeting, why string) error {
	if m.Status == "" {
		m.Status = domain.StatusPlanned
	}
	m.Start, m.End = m.Start.UTC(), m.End.UTC()
	was, had := before.(*domain.Meeting)
	if m.Form != "video" && m.Link != "" {
		if !had || m.Link != was.Link {
			return refused("link", "Et link hører til et videomøde.")
		}
		m.Link = "" // of a meeting that is held elsewhere by now it would lead astray
	}
	if err := c.proposeCompanions(id, before, m); err != nil {
		return err
	}
	if !had {
		if !m.Start.IsZero() && m.Start.Before(c.now) {
			return errPastStart
		}
		if m.Mandatory && strings.TrimSpace(m.DutyText) == "" {
			m.DutyText = strings.ReplaceAll(c.app.dutyText, "{consultant}", c.consultantName())
		}
		return nil
	}
	if moved(was, m) && m.Status == domain.StatusPlanned {
		if !m.Start.Equal(was.Start) && m.Start.Before(c.now) {
			return errPastStart
		}
		c.move(was, m, why)
	}
	if m.Status == domain.StatusCancelled && was.Status != domain.StatusCancelled {
		m.Cancelled = &domain.Cancelled{At: c.now.UTC(), By: c.actor.Person, Why: why}
		c.settleAbsence(was, m, why)
	}
	if m.Status != domain.StatusCancelled {
		m.Cancelled = nil
	}
	if m.PickUpWaits() && m.Transport != nil && (was.Transport == nil || *was.Transport != *m.Transport) {
		m.PickUp = c.fetched(m.PickUp, "yes", "")
	}
	return nil
}

func (c *change) consultantName() string {
	if p, ok := c.state.persons[c.state.consultant(c.now)]; ok {
		return p.CalledName()
	}
	return "din konsulent"
}

// moved says whether a meeting is held at another time than before.
func moved(was, m *domain.Meeting) bool { return !m.Start.Equal(was.Start) || !m.End.Equal(was.End) }

// move makes what was said of a meeting's old time no answer to the new one: a yes, who
// comes along, when somebody fetches her. The time that the citizen last knew of stays told.
func (c *change) move(was, m *domain.Meeting, why string) {
	from := domain.TimeSpan{Start: was.Start, End: was.End}
	if f := was.MovedFrom; f != nil && (was.RSVP == nil || was.RSVP.At == nil || was.RSVP.At.Before(f.At)) {
		from = domain.TimeSpan{Start: f.Start, End: f.End} // moved again before she answered
	}
	m.MovedFrom = &domain.MovedFrom{Start: from.Start, End: from.End, At: c.now.UTC(), By: c.actor.Person}
	if from.Start.Equal(m.Start) && from.End.Equal(m.End) {
		m.MovedFrom = nil
	}
	if m.Start.Equal(was.Start) && !m.End.After(was.End) {
		return // over sooner: whoever comes still comes
	}
	m.RSVP, m.Along = &domain.RSVP{Status: "none"}, nil
	if m.Transport != nil && was.Transport != nil && *m.Transport == *was.Transport {
		m.Transport = nil
	}
	if m.PickUp != nil {
		m.PickUp = &domain.PickUp{AskedAt: m.PickUp.AskedAt, Words: m.PickUp.Words}
	}
	c.settleAbsence(was, m, why)
	if m.Absence != nil && m.Absence.Proposed != nil {
		a := *m.Absence
		a.Proposed = nil
		m.Absence = &a
	}
}

// settleAbsence answers an absence by what staff do about the meeting.
func (c *change) settleAbsence(was, m *domain.Meeting, why string) {
	if !was.AbsenceWaits() || m.Absence == nil {
		return
	}
	a, at := *m.Absence, c.now.UTC()
	a.AnsweredAt, a.AnsweredBy, a.Answer = &at, c.actor.Person, why
	m.Absence = &a
}

// fetched answers the wish to be fetched; text is what staff write to the citizen with it.
func (c *change) fetched(asked *domain.PickUp, answer, text string) *domain.PickUp {
	p, at := *asked, c.now.UTC()
	p.Answer, p.AnsweredAt, p.AnsweredBy, p.Text = answer, &at, c.actor.Person, text
	return &p
}

// meeting finds a meeting that the actor sees and may do something to; it is a copy.
func (c *change) meeting(id domain.ID, act access.Action) (*domain.Meeting, error) {
	ref := domain.Ref{Kind: domain.KindMeeting, ID: id}
	stored, ok := c.state.byRef[ref].Item.(*domain.Meeting)
	if !ok || !c.sees(ref) {
		return nil, domain.ErrNotFound
	}
	if err := c.may(act, ref, stored); err != nil {
		return nil, err
	}
	m := *stored
	return &m, nil
}

// stillStands refuses what can only be said of a meeting that is to be held.
func stillStands(m *domain.Meeting) error {
	switch m.Status {
	case domain.StatusCancelled:
		return errCancelled
	case domain.StatusMoved:
		return errMoved
	}
	return nil
}

// stillAhead refuses what can only be said before a meeting begins.
func (c *change) stillAhead(m *domain.Meeting) error {
	if err := stillStands(m); err != nil {
		return err
	}
	if m.Status != domain.StatusPlanned || !m.Start.After(c.now) {
		return errTooLate
	}
	return nil
}

// keepMeeting keeps a meeting as somebody's answer leaves it, with what follows from that.
func (c *change) keepMeeting(id domain.ID, was, m *domain.Meeting, action string) error {
	if err := m.Validate(); err != nil {
		return err
	}
	if err := c.keep(domain.KindMeeting, id, m, action); err != nil {
		return err
	}
	if err := c.tellRegranted(domain.Ref{Kind: domain.KindMeeting, ID: id}); err != nil {
		return err
	}
	return c.meetingChanged(id, asItem(was), m)
}

// meetingChanged moves the reminders with the meeting, and tells those whose day it
// changes.
func (c *change) meetingChanged(id domain.ID, before domain.Item, m *domain.Meeting) error {
	was, _ := before.(*domain.Meeting)
	if err := c.remind(id, m); err != nil {
		return err
	}
	return c.tellOfMeeting(id, was, m)
}

// newsOf says what a change of a meeting is called where it changes somebody's day; "" where
// it is a change like any other.
func newsOf(before, after domain.Item) domain.NotificationKind {
	m, ok := after.(*domain.Meeting)
	if !ok {
		return ""
	}
	was, had := before.(*domain.Meeting)
	switch {
	case m.Status == domain.StatusCancelled:
		if had && was.Status != domain.StatusCancelled {
			return domain.NotifyMeetingCancelled
		}
	case m.Status == domain.StatusMoved:
		if had && was.Status == domain.StatusPlanned {
			return domain.NotifyMeetingMoved // to another meeting
		}
	case m.Status != domain.StatusPlanned:
	case !had || was == nil || was.Status == domain.StatusCancelled:
		return domain.NotifyMeetingNew
	case moved(was, m):
		return domain.NotifyMeetingMoved
	}
	return ""
}

// tellOfMeeting wakes those whose day a meeting changes: the citizen, where it was not she
// who did it; the companions she asked along; and the staff who come to it. What was not
// sent yet of an earlier change is taken back by the news that makes it untrue.
func (c *change) tellOfMeeting(id domain.ID, was, m *domain.Meeting) error {
	var had []domain.ID
	news := newsOf(asItem(was), m)
	if was != nil {
		had = was.Companions
	}
	if news != "" {
		if err := c.tx.ClearNotifications(id, c.now, domain.NotifyMeetingNew, domain.NotifyMeetingMoved, domain.NotifyMeetingCancelled); err != nil {
			return err
		}
		if !c.quiet {
			if err := c.promise(c.news(news, id, m)); err != nil {
				return err
			}
		}
		if err := c.ringColleagues(id, m); err != nil {
			return err
		}
	}
	for _, who := range slices.Concat(had, m.Companions) {
		kind := news
		switch stood, stands := slices.Contains(had, who), slices.Contains(m.Companions, who); {
		case !stands:
			kind = domain.NotifyMeetingCancelled // for him it is off
		case !stood:
			kind = domain.NotifyContactAsked
		}
		// One to whom she has opened no meetings is told nothing of this one, asked along or not.
		if kind == "" || !c.state.facts.MayComeAlong(who, c.now) {
			continue
		}
		if err := c.ring(who, kind, id); err != nil {
			return err
		}
	}
	return nil
}

func asItem(m *domain.Meeting) domain.Item {
	if m == nil {
		return nil
	}
	return m
}

// ring makes the promise to wake a person about a meeting, now; never the one who acts. It
// is made once for each revision. Who comes to all 53 meetings of a booking, or is asked
// along to them, is woken about the first: not 53 times in a row.
func (c *change) ring(person domain.ID, kind domain.NotificationKind, subject domain.ID) error {
	if kind == domain.NotifyStaffMeeting || kind == domain.NotifyContactAsked {
		key := string(kind) + "|" + string(person)
		if c.rung[key] {
			return nil
		}
		if c.rung == nil {
			c.rung = map[string]bool{}
		}
		c.rung[key] = true
	}
	n := domain.Notification{Person: person, Kind: kind, Subject: subject, Deadline: c.now.Add(helpsFor), Importance: kind.Importance()}
	if wait, err := c.rangTooOften(n); err != nil || wait.After(c.now) {
		return cmp.Or(err, c.ringOnceMore(n, wait))
	}
	return c.promise(n)
}

// news tells the citizen of a meeting that is made, moved or called off. It helps until the
// meeting would be over; of one that she must come to it matters as much as its reminders.
func (c *change) news(kind domain.NotificationKind, id domain.ID, m *domain.Meeting) domain.Notification {
	n := domain.Notification{Person: c.state.head.Citizen, Kind: kind, Subject: id, Deadline: c.now.Add(helpsFor), Importance: kind.Importance()}
	if m.End.Before(n.Deadline) {
		n.Deadline = m.End
	}
	if m.Mandatory {
		n.Importance = domain.ImportanceHigh
	}
	return n
}

func (c *change) promise(n domain.Notification) error {
	if c.app.muted || n.Person == "" || n.Person == c.actor.Person || c.silent(n.Person) {
		return nil
	}
	c.tx.After(c.app.outbox)
	n.ID, n.Plan, n.DueAt = domain.NewID(), c.state.head.ID, c.now
	n.DedupeKey = strings.Join([]string{string(n.Kind), string(n.Subject), strconv.FormatInt(max(c.rev, c.state.head.Rev), 10), string(n.Person)}, "|")
	return c.tx.Notify(n)
}

// ringColleagues wakes the staff who come to a meeting.
func (c *change) ringColleagues(id domain.ID, m *domain.Meeting) error {
	for _, who := range m.With {
		if p := c.state.persons[who]; p.Role == domain.RoleConsultant || p.Role == domain.RoleProfessional {
			if err := c.ring(who, domain.NotifyStaffMeeting, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// ringStaff wakes the consultant, whoever stands in for her now, and the staff who come to
// the meeting: those of them who see the thing whole. Nobody learns by it that a
// confidential department has something to do with the citizen.
func (c *change) ringStaff(kind domain.NotificationKind, ref domain.Ref) error {
	after, err := c.next()
	if err != nil {
		return err
	}
	rels, err := c.relations()
	if err != nil {
		return err
	}
	people, err := c.peopleOf(rels)
	if err != nil {
		return err
	}
	m, _ := after.byRef[ref].Item.(*domain.Meeting)
	for _, r := range rels {
		p := people[r.Person]
		v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: r.Relation}
		comes := m != nil && slices.Contains(m.With, p.ID)
		if !v.IsConsultant() && (r.Relation.Kind != access.RelationProfessional || !comes) {
			continue
		}
		if view := after.facts.See(v, ref, c.now); !view.Sees || view.Partial() || view.Without != nil {
			continue
		}
		if err := c.ring(p.ID, kind, ref.ID); err != nil {
			return err
		}
	}
	return nil
}

// CancelMeeting is a wish of staff to call a meeting off.
type CancelMeeting struct {
	Plan, ID domain.ID
	Why      string
	Mutation
}

// CancelMeeting calls a meeting off and tells everybody whose day that changes. It can be
// done until the meeting's end: the citizen may be standing there, waiting.
func (a *App) CancelMeeting(ctx context.Context, actor access.Actor, in CancelMeeting) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"cancel_meeting", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.cancel(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) cancel(in CancelMeeting) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	m, err := c.meeting(in.ID, access.ActSettle)
	if err != nil {
		return out, err
	}
	why := strings.TrimSpace(in.Why)
	switch {
	case m.Status == domain.StatusCancelled:
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	case m.Status == domain.StatusMoved:
		return out, errMoved
	case m.Status != domain.StatusPlanned || !m.End.After(c.now):
		return out, &domain.Error{Code: domain.CodeTooLate, Detail: "Mødet er forbi og kan ikke aflyses."}
	case why == "":
		return out, domain.ErrNeedsWhy
	}
	ref, was := domain.Ref{Kind: domain.KindMeeting, ID: in.ID}, *m
	m.Status = domain.StatusCancelled
	if err := c.completeMeeting(in.ID, &was, m, why); err != nil {
		return out, err
	}
	if out.PlanChange, err = c.tellCitizen(ref, &was, m, why, []string{"status"}); err != nil {
		return out, err
	}
	out.Changed = true
	if err := c.keepMeeting(in.ID, &was, m, "cancel"); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// inUTC gives an instant as it is stored: in UTC, to the millisecond.
func inUTC(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
