package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// NewMeeting is a meeting that is booked by another act: its id, and the fields that were
// sent of it.
type NewMeeting struct {
	ID     domain.ID
	Fields domain.Fields
}

// AnswerAbsence is what staff answer to "Jeg kan ikke komme".
type AnswerAbsence struct {
	Plan, ID domain.ID
	Answer   string
	// Proposed are times that she may choose one of.
	Proposed []domain.TimeSpan
	// MovedTo is a meeting that takes the place of this one, Meeting one that is booked for
	// that now; at most one of them.
	MovedTo domain.ID
	Meeting *NewMeeting
	// Since is the rev at which staff saw the absence; see AnswerMeeting.
	Since string
	Mutation
}

var (
	errNoAbsence = &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Borgeren har ikke sagt fra til mødet."}
	errNoPickUp  = &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Borgeren har ikke bedt om at blive hentet."}
)

// AnswerAbsence keeps staff's answer to an absence and wakes the citizen. It approves
// nothing: whether a reason is good enough is judged outside this program.
func (a *App) AnswerAbsence(ctx context.Context, actor access.Actor, in AnswerAbsence) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_absence", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerAbsence(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerAbsence(in AnswerAbsence) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	m, err := c.meeting(in.ID, access.ActSettle)
	if err != nil {
		return out, err
	}
	if m.Absence == nil {
		return out, errNoAbsence
	}
	was, absence := *m, *m.Absence
	absence.Answer = strings.TrimSpace(in.Answer)
	if absence.Answer == "" {
		return out, refused("answer", "Skriv et svar.")
	}
	if (in.MovedTo != "" || in.Meeting != nil || len(in.Proposed) > 0) && m.Status != domain.StatusPlanned {
		return out, stillStandsOr(m, &domain.Error{Code: domain.CodeTooLate, Detail: "Mødet er forbi. Book et nyt."})
	}
	if absence.Proposed, err = c.offer(in.Proposed); err != nil {
		return out, err
	}
	if err := c.otherStaffAnswer(&was, in); err != nil {
		return out, err
	}
	c.quiet = true // one notification tells of the answer and of what came of it
	if absence.MovedTo, out.PlanChange, err = c.insteadOf(in, was.Companions); err != nil {
		return out, err
	}
	if a := was.Absence; a.AnsweredAt != nil && a.Answer == absence.Answer && a.MovedTo == absence.MovedTo && sameTimes(a.Proposed, absence.Proposed) {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	}
	at := inUTC(c.now)
	absence.AnsweredAt, absence.AnsweredBy = &at, c.actor.Person
	m.Absence = &absence
	if absence.MovedTo != "" {
		m.Status = domain.StatusMoved
	}
	return c.staffKept(out, &was, m, domain.NotifyMeetingAnswered)
}

// stillStandsOr gives why a meeting does not stand, or another error where it does.
func stillStandsOr(m *domain.Meeting, other error) error {
	if err := stillStands(m); err != nil {
		return err
	}
	return other
}

// staffKept keeps a meeting as staff's answer leaves it, and wakes the citizen.
func (c *change) staffKept(out keptReceipt, was, m *domain.Meeting, kind domain.NotificationKind) (keptReceipt, error) {
	out.Changed, c.quiet = true, true
	err := c.keepMeeting(out.ID, was, m, "answer")
	if err == nil {
		err = c.ring(c.state.head.Citizen, kind, out.ID)
	}
	if err == nil {
		out.Cursor, err = c.cursorAfter("")
	}
	return out, err
}

// offer checks times that the citizen is to choose between.
func (c *change) offer(times []domain.TimeSpan) ([]domain.TimeSpan, error) {
	if len(times) > 0 {
		if err := c.mayPlan(domain.Ref{Kind: domain.KindMeeting}); err != nil {
			return nil, err
		}
	}
	out := make([]domain.TimeSpan, 0, len(times))
	for _, t := range times {
		t = domain.TimeSpan{Start: inUTC(t.Start), End: inUTC(t.End)}
		if t.Start.Before(c.now) {
			return nil, refused("proposed_times", "Tidspunktet er allerede gået. Vælg et senere.")
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

func sameTimes(a, b []domain.TimeSpan) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].Start.Equal(b[i].Start) || !a[i].End.Equal(b[i].End) {
			return false
		}
	}
	return true
}

// otherStaffAnswer refuses an answer that was written without having seen a colleague's.
func (c *change) otherStaffAnswer(was *domain.Meeting, in AnswerAbsence) error {
	if in.Since == "" || was.Absence.AnsweredAt == nil {
		return nil
	}
	theirs, err := domain.FieldsOf(was)
	if err != nil {
		return err
	}
	base, err := c.base(Put{Plan: in.Plan, Kind: domain.KindMeeting, ID: in.ID, Since: in.Since}, theirs)
	if err != nil {
		return err
	}
	seen, err := base.Item(domain.KindMeeting)
	if err != nil {
		return err
	}
	before := ""
	if b, ok := seen.(*domain.Meeting); ok && b.Absence != nil {
		before = b.Absence.Answer
	}
	if ours := strings.TrimSpace(in.Answer); before != was.Absence.Answer && ours != was.Absence.Answer {
		return c.conflict(in.Plan, []domain.Conflict{{Field: "answer", Yours: ours, Theirs: was.Absence.Answer, Base: before}})
	}
	return nil
}

// insteadOf finds or books the meeting that takes the place of one the citizen cannot
// come to. Who was asked along to that one is proposed for one that is booked.
func (c *change) insteadOf(in AnswerAbsence, along []domain.ID) (to, planChange domain.ID, err error) {
	switch {
	case in.Meeting != nil && in.MovedTo != "", (in.Meeting != nil || in.MovedTo != "") && len(in.Proposed) > 0:
		return "", "", refused("moved_to", "Vælg enten et nyt møde eller tider, som borgeren kan vælge imellem.")
	case in.Meeting != nil:
		planChange, err = c.bookOne(*in.Meeting, strings.TrimSpace(in.Answer), "meeting.", func(m *domain.Meeting) {
			gone := func(id domain.ID) bool { return !c.state.facts.IsActiveContact(id, c.now) }
			m.Companions = slices.Concat(slices.DeleteFunc(slices.Clone(along), gone), m.Companions)
		})
		return in.Meeting.ID, planChange, err
	case in.MovedTo == "":
		return "", "", nil
	}
	ref := domain.Ref{Kind: domain.KindMeeting, ID: in.MovedTo}
	other, ok := c.state.byRef[ref].Item.(*domain.Meeting)
	if view := c.state.facts.See(c.viewer, ref, c.now); !ok || in.MovedTo == in.ID || !view.Sees || view.Partial() {
		return "", "", refused("moved_to", "Det, der henvises til, findes ikke på planen.")
	}
	if !other.Upcoming(c.now) {
		return "", "", refused("moved_to", "Mødet, der flyttes til, er aflyst eller forbi.")
	}
	return in.MovedTo, "", nil
}

// AnswerPickUp is what staff answer to the citizen's wish to be fetched.
type AnswerPickUp struct {
	Plan, ID domain.ID
	// Answer is yes or no.
	Answer string
	// Transport says who fetches her and when; for a yes, and not needed.
	Transport *domain.Ride
	// Text is what the citizen is told with it, as how she gets there after a no; "" is nothing.
	Text string
	Mutation
}

// AnswerPickUp keeps staff's answer to "Vil du hente mig?" and wakes the citizen.
func (a *App) AnswerPickUp(ctx context.Context, actor access.Actor, in AnswerPickUp) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_pick_up", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerPickUp(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerPickUp(in AnswerPickUp) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	m, err := c.meeting(in.ID, access.ActSettle)
	if err != nil {
		return out, err
	}
	if err := c.stillAhead(m); err != nil {
		return out, err
	}
	switch {
	case m.PickUp == nil:
		return out, errNoPickUp
	case in.Answer != "yes" && in.Answer != "no":
		return out, refused("answer", "Vælg en af mulighederne.")
	case in.Answer == "no" && in.Transport != nil:
		return out, refused("transport", "Vælg ja, hvis nogen henter borgeren.")
	}
	was, text := *m, strings.TrimSpace(in.Text)
	if t := in.Transport; t != nil {
		ride := domain.Ride{Who: t.Who, Leaves: inUTC(t.Leaves), Text: strings.TrimSpace(t.Text)}
		if !ride.Leaves.Before(m.Start) || m.Start.Sub(ride.Leaves) > longestRide {
			return out, refused("transport.leaves", "I skal køre samme dag, før mødet begynder.")
		}
		m.Transport = &ride
	}
	if m.PickUp.Answer == in.Answer && m.PickUp.Text == text && (in.Transport == nil || was.Transport != nil && *was.Transport == *m.Transport) {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	}
	m.PickUp = c.fetched(m.PickUp, in.Answer, text)
	if err := c.checkReferences(in.ID, &was, m); err != nil {
		return out, err
	}
	return c.staffKept(out, &was, m, domain.NotifyMeetingAnswered)
}

// PutSummary is what staff write down of a meeting, with what was agreed at it.
type PutSummary struct {
	Plan, ID   domain.ID
	Text       string
	Agreements []NewAgreement
	Mutation
}

// NewAgreement is an agreement that is made at a meeting: its id, and the fields that were
// sent of it.
type NewAgreement struct {
	ID     domain.ID
	Fields domain.Fields
}

// MaxAgreements is how many agreements a summary can bring along.
const MaxAgreements = 20

// PutSummary keeps what was said at a meeting, in at most three lines that the citizen
// confirms or corrects, and puts what was agreed on the board: all of it or nothing.
func (a *App) PutSummary(ctx context.Context, actor access.Actor, in PutSummary) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"put_summary", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.putSummary(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) putSummary(in PutSummary) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	m, err := c.meeting(in.ID, access.ActSettle)
	if err != nil {
		return out, err
	}
	text := strings.TrimSpace(in.Text)
	switch lines := domain.SummaryLines(text); {
	case stillStands(m) != nil:
		return out, stillStands(m)
	case m.Start.After(c.now):
		return out, &domain.Error{Code: domain.CodeTooEarly, Detail: "Mødet er ikke begyndt endnu."}
	case lines == 0:
		return out, refused("text", "Skriv noget her.")
	case lines > domain.MaxSummaryLines:
		return out, refused("text", "Skriv højst tre linjer.")
	case len(in.Agreements) > MaxAgreements:
		return out, refused("agreements", "Der er for mange.")
	}
	was := *m
	if m.Summary != text {
		m.Summary, m.SummaryAnswer, m.SummaryConfirmed = text, nil, false
	}
	if m.Status == domain.StatusPlanned || m.Status == domain.StatusMissed {
		m.Status = domain.StatusHeld
	}
	c.quiet = true
	for i, a := range in.Agreements {
		if err := c.agreeAt(in, a); err != nil {
			return out, prefixed(err, "agreements."+strconv.Itoa(i)+".")
		}
	}
	if same, err := alike(&was, m); err != nil || same && len(in.Agreements) == 0 {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, err
	}
	return c.staffKept(out, &was, m, domain.NotifyMeetingSummary)
}

// agreedThere is why an agreement of a summary is on the plan.
const agreedThere = "Det aftalte vi på mødet."

func (c *change) agreeAt(in PutSummary, a NewAgreement) error {
	ref := domain.Ref{Kind: domain.KindAgreement, ID: a.ID}
	if !a.ID.Valid() {
		return refused("id", "Aftalen mangler et id.")
	}
	if _, there := c.state.byRef[ref]; there || c.keptSoFar(ref) {
		return domain.ErrKeyReused
	}
	made := domain.Fields{"made_at": []byte(strconv.Quote(string(in.ID)))}
	_, err := c.put(Put{Plan: in.Plan, Kind: domain.KindAgreement, ID: a.ID, Fields: a.Fields.Overlay(made), Why: agreedThere})
	return err
}

// keptSoFar says whether this write has kept a thing already.
func (c *change) keptSoFar(ref domain.Ref) bool {
	for _, r := range c.kept {
		if r.Ref() == ref {
			return true
		}
	}
	return false
}
