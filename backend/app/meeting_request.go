package app

import (
	"context"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
)

var errAnswered = &domain.Error{Code: domain.CodeAlreadyAnswered, Detail: "Der er allerede svaret på det. Spørg igen, hvis det er noget nyt."}

// completeRequest fills in what the citizen need not send when she asks to meet. What was
// answered or taken back is not asked anew under the same id.
func (c *change) completeRequest(before domain.Item, r *domain.MeetingRequest) error {
	r.Words = strings.TrimSpace(r.Words)
	if r.Status == "" {
		r.Status = domain.StatusWaiting
	}
	was, ok := before.(*domain.MeetingRequest)
	if !ok {
		r.At = inUTC(c.now)
	}
	switch {
	case ok && !was.Waits():
		return errAnswered
	case r.Status != domain.StatusWaiting && (!ok || r.Status != domain.StatusWithdrawn):
		return refused("status", "Vælg en af mulighederne.")
	case r.Call && len(r.Wished) > maxWished:
		return refused("wished_times", "Vælg højst fem tider.")
	case !ok && !r.Call && r.Words == "" && r.When != domain.RequestToday:
		return refused("words", "Skriv noget her.")
	}
	return nil
}

// tellStaffOfRequest wakes the consultant when the citizen asks to meet, asks in other
// words, or takes it back.
func (c *change) tellStaffOfRequest(ref domain.Ref, _ domain.Item, r *domain.MeetingRequest) error {
	if r.Call && r.Waits() {
		return c.ringStaff(domain.NotifyStaffCallAsked, ref)
	}
	return c.ringStaff(domain.NotifyStaffRequest, ref)
}

// AnswerRequest is what staff answer when the citizen asks to meet.
type AnswerRequest struct {
	Plan, ID domain.ID
	// Answer is yes or no.
	Answer string
	Text   string
	// Meeting is booked by a yes; Proposed are times that she may choose one of.
	Meeting  *NewMeeting
	Proposed []domain.TimeSpan
	Mutation
}

// AnswerRequest keeps staff's answer, books the meeting that a yes brings along in the same
// transaction, and wakes the citizen.
func (a *App) AnswerRequest(ctx context.Context, actor access.Actor, in AnswerRequest) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_request", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerRequest(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerRequest(in AnswerRequest) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeetingRequest}}
	r, err := c.request(in.ID, access.ActAnswerRequest)
	if err != nil {
		return out, err
	}
	text := strings.TrimSpace(in.Text)
	switch {
	case r.Status == domain.StatusWithdrawn:
		return out, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Borgeren har trukket det tilbage og venter ikke på svar."}
	case !r.Waits():
		return out, &domain.Error{Code: domain.CodeAlreadyAnswered, Detail: "Der er allerede svaret på det. Hent planen igen, og se svaret."}
	case in.Answer != "yes" && in.Answer != "no":
		return out, refused("answer", "Vælg en af mulighederne.")
	case in.Meeting != nil && (in.Answer == "no" || len(in.Proposed) > 0):
		return out, refused("meeting", "Vælg enten et møde eller tider, som borgeren kan vælge imellem.")
	case in.Answer == "no" && text == "" && len(in.Proposed) == 0:
		return out, refused("text", "Skriv et svar.")
	}
	if r.Proposed, err = c.offer(in.Proposed); err != nil {
		return out, err
	}
	at := inUTC(c.now)
	r.Status, r.Answer, r.AnsweredAt, r.AnsweredBy = domain.Status(in.Answer), text, &at, c.actor.Person
	c.quiet = true
	if in.Meeting != nil {
		if out.PlanChange, err = c.bookAsked(r, *in.Meeting); err != nil {
			return out, err
		}
	}
	return c.requestKept(out, r)
}

// request finds a request that the actor sees and may do something to; it is a copy.
func (c *change) request(id domain.ID, act access.Action) (*domain.MeetingRequest, error) {
	ref := domain.Ref{Kind: domain.KindMeetingRequest, ID: id}
	stored, ok := c.state.byRef[ref].Item.(*domain.MeetingRequest)
	if !ok || !c.sees(ref) {
		return nil, domain.ErrNotFound
	}
	if err := c.may(act, ref, stored); err != nil {
		return nil, err
	}
	r := *stored
	return &r, nil
}

// askedWhy is why a meeting is on the plan that the citizen asked for herself.
const askedWhy = "Du spurgte selv, om vi kunne mødes."

// bookAsked books the meeting that the citizen asked for.
func (c *change) bookAsked(r *domain.MeetingRequest, n NewMeeting) (domain.ID, error) {
	why := r.Answer
	if why == "" {
		why = askedWhy
	}
	r.Meeting = n.ID
	return c.bookOne(n, why, "meeting.", func(m *domain.Meeting) { c.asked(m, r) })
}

// asked puts on a meeting what follows from the citizen having asked for it.
func (c *change) asked(m *domain.Meeting, r *domain.MeetingRequest) {
	if domain.DateOf(r.At) == domain.DateOf(m.Start) && domain.DateOf(c.now) == domain.DateOf(m.Start) {
		m.BookedSameDay = &domain.SameDay{AskedAt: r.At, ConfirmedAt: inUTC(c.now)}
	}
	if r.PickUp && m.PickUp == nil {
		if m.PickUp = (&domain.PickUp{AskedAt: r.At}); m.Transport != nil {
			m.PickUp = c.fetched(m.PickUp, "yes", "")
		}
	}
	if len(m.Reminders) == 0 {
		m.Reminders = c.shortNotice(m.Start)
	}
}

// shortNotice gives the reminders of a meeting that is so soon that those the citizen chose
// lie behind: half of what is left, so that she has time to get there. nil where hers do.
func (c *change) shortNotice(start time.Time) []string {
	chosen := defaultReminders
	if p := c.state.persons[c.state.head.Citizen]; p.Citizen != nil && len(p.Citizen.Settings.Reminders) > 0 {
		chosen = p.Citizen.Settings.Reminders
	}
	ahead, err := schedule.Reminders(start, chosen, nil, c.now)
	if err != nil || len(ahead) > 0 {
		return nil
	}
	for _, s := range []string{"PT30M", "PT15M", "PT5M"} {
		if o, err := schedule.ParseOffset(s); err == nil && o.Before(start).After(c.now) {
			return []string{s}
		}
	}
	return nil
}

// requestKept keeps an answered request, and wakes the other of the two.
func (c *change) requestKept(out keptReceipt, r *domain.MeetingRequest) (keptReceipt, error) {
	if err := r.Validate(); err != nil {
		return out, err
	}
	out.Changed = true
	ref := domain.Ref{Kind: domain.KindMeetingRequest, ID: out.ID}
	if err := c.keep(ref.Kind, ref.ID, r, "answer"); err != nil {
		return out, err
	}
	kind, about := domain.NotifyRequestAnswered, ref.ID
	if r.Meeting != "" {
		kind, about = domain.NotifyMeetingNew, r.Meeting
	}
	err := c.ring(c.state.head.Citizen, kind, about)
	if err == nil {
		out.Cursor, err = c.cursorAfter("")
	}
	return out, err
}

// ChooseRequestTime books the meeting that a citizen asked for at the time she chooses of
// those she was offered.
func (a *App) ChooseRequestTime(ctx context.Context, actor access.Actor, in ChooseTime) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"choose_request_time", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.chooseRequestTime(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) chooseRequestTime(in ChooseTime) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeetingRequest}}
	r, err := c.request(in.ID, access.ActWrite)
	if err != nil {
		return out, err
	}
	if booked, ok := c.state.item(domain.KindMeeting, r.Meeting).(*domain.Meeting); ok && booked.Start.Equal(in.Start) {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil // chosen before
	}
	if r.Meeting != "" {
		return out, errAnswered
	}
	time, err := c.among(r.Proposed, in.Start)
	if err != nil {
		return out, err
	}
	at := inUTC(c.now)
	m := &domain.Meeting{Title: "Møde med " + c.state.persons[r.AnsweredBy].CalledName(), Start: time.Start, End: time.End, Form: r.Form, With: []domain.ID{r.AnsweredBy},
		Purpose: r.Words, Status: domain.StatusPlanned, RSVP: &domain.RSVP{Status: "yes", At: &at}}
	if m.Form == "" {
		m.Form = "in_person"
	}
	c.asked(m, r)
	r.Meeting, r.Proposed, r.Status = domain.NewID(), nil, domain.StatusYes
	if err := c.keepMeeting(r.Meeting, nil, m, "answer"); err != nil {
		return out, err
	}
	if err := c.ringStaff(domain.NotifyStaffMeeting, domain.Ref{Kind: domain.KindMeeting, ID: r.Meeting}); err != nil {
		return out, err
	}
	return c.requestKept(out, r)
}
