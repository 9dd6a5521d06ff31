package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// AnswerMeeting is what the citizen says to a meeting. What is left zero stays as it is.
type AnswerMeeting struct {
	Plan, ID domain.ID
	// Answer is yes, no or "".
	Answer string
	// Reason, Text and Wants go with a no; see domain.Absence.
	Reason, Text, Wants string
	// Form is the one she chooses of those that are offered.
	Form string
	// Companions are all the contacts she wants along; nil leaves them as they are.
	Companions *[]domain.ID
	// PickUp asks to be fetched, or takes that back.
	PickUp      *bool
	PickUpWords string
	// Start is the beginning of the meeting that she answers, so that a yes to an old time
	// is none to a new one; nil is whatever time there is.
	Start *time.Time
	// Since is the rev at which she saw the meeting; "" when she does not say, and her answer
	// takes the place of any other.
	Since string
	Mutation
}

// AnswerMeeting keeps what the citizen says to a meeting and wakes the staff it concerns at
// once. It is stamped with the time at which it arrives here. An absence is reported by it
// and by nothing else; nobody approves one in this program.
func (a *App) AnswerMeeting(ctx context.Context, actor access.Actor, in AnswerMeeting) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_meeting", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerMeeting(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerMeeting(in AnswerMeeting) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	ref := domain.Ref{Kind: domain.KindMeeting, ID: in.ID}
	m, err := c.meeting(in.ID, access.ActAnswerMeeting)
	if err != nil {
		return out, err
	}
	was := *m
	if in.Start != nil && !in.Start.Equal(m.Start) && m.Status != domain.StatusCancelled {
		return out, errMoved
	}
	if err := c.stillAhead(m); err != nil {
		return out, err
	}
	if in.Answer == "" && in.Form == "" && in.Companions == nil && in.PickUp == nil {
		return out, domain.Invalid(domain.FieldError{Field: "answer", Code: domain.CodeInvalid, Detail: "Vælg et svar."})
	}
	kind := domain.NotifyStaffMeeting
	switch in.Answer {
	case "yes":
		err = c.comes(m, in)
	case "no":
		kind = domain.NotifyStaffAbsence
		err = c.cannotCome(m, in)
	case "":
		if in.Reason != "" || in.Text != "" || in.Wants != "" {
			err = refused("answer", "Vælg, om du kommer.")
		}
	default:
		err = refused("answer", "Vælg en af mulighederne.")
	}
	if err != nil {
		return out, err
	}
	if err := c.otherMeetingAnswer(ref, &was, m, in.Since); err != nil {
		return out, err
	}
	if err := c.chooseForm(in.ID, m, in.Form); err != nil {
		return out, err
	}
	if err := c.askAlong(m, in.Companions); err != nil {
		return out, err
	}
	if in.PickUp != nil {
		c.askPickUp(m, *in.PickUp, in.PickUpWords)
	}
	return c.citizenKept(out, &was, m, kind)
}

// citizenKept keeps a meeting as the citizen's answer leaves it, where that is another than
// before, and wakes the staff it concerns.
func (c *change) citizenKept(out keptReceipt, was, m *domain.Meeting, kind domain.NotificationKind) (keptReceipt, error) {
	same, err := alike(was, m)
	if err != nil {
		return out, err
	}
	if same {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	}
	out.Changed = true
	if err := c.keepMeeting(out.ID, was, m, "answer"); err != nil {
		return out, err
	}
	if err := c.ringStaff(kind, domain.Ref{Kind: domain.KindMeeting, ID: out.ID}); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

func refused(field, detail string) error {
	return domain.Invalid(domain.FieldError{Field: field, Code: domain.CodeInvalid, Detail: detail})
}

// alike says whether two versions of a thing hold the same.
func alike(a, b domain.Item) (bool, error) {
	x, err := domain.FieldsOf(a)
	if err != nil {
		return false, err
	}
	y, err := domain.FieldsOf(b)
	if err != nil {
		return false, err
	}
	return len(domain.Changed(x, y)) == 0, nil
}

func (c *change) comes(m *domain.Meeting, in AnswerMeeting) error {
	if in.Reason != "" || in.Text != "" || in.Wants != "" {
		return refused("answer", "Du kan ikke både komme og sige, at du ikke kommer.")
	}
	if m.RSVP == nil || m.RSVP.Status != "yes" {
		at := inUTC(c.now)
		m.RSVP = &domain.RSVP{Status: "yes", At: &at}
	}
	return nil
}

func (c *change) cannotCome(m *domain.Meeting, in AnswerMeeting) error {
	if in.Reason == "" {
		return refused("reason", "Vælg, hvorfor du ikke kan komme.")
	}
	text := strings.TrimSpace(in.Text)
	if a := m.Absence; a != nil && m.RSVP != nil && m.RSVP.Status == "no" && a.Reason == in.Reason && a.Text == text && a.Wants == in.Wants {
		return nil // said before; an answer to it stands
	}
	at := inUTC(c.now)
	m.RSVP = &domain.RSVP{Status: "no", At: &at}
	m.Absence = &domain.Absence{ReportedAt: at, ReportedBy: c.actor.Person, Reason: in.Reason, Text: text, Wants: in.Wants}
	return nil
}

// otherMeetingAnswer refuses an answer that was given without having seen the one there
// is, or to a time that is no more: two phones that answer differently get both answers
// back, and she chooses.
func (c *change) otherMeetingAnswer(ref domain.Ref, was, m *domain.Meeting, since string) error {
	if since == "" {
		return nil
	}
	theirs, err := domain.FieldsOf(was)
	if err != nil {
		return err
	}
	base, err := c.base(Put{Plan: c.state.head.ID, Kind: ref.Kind, ID: ref.ID, Since: since}, theirs)
	if err != nil {
		return err
	}
	seen, err := base.Item(ref.Kind)
	if err != nil {
		return err
	}
	before, ok := seen.(*domain.Meeting)
	if !ok || before.Start.IsZero() {
		return nil // it was not there for her then
	}
	if moved(before, was) {
		return errMoved
	}
	if b, t, o := said(before), said(was), said(m); b != t && t != o {
		return c.conflict(c.state.head.ID, []domain.Conflict{{Field: "answer", Yours: o, Theirs: t, Base: b}})
	}
	return nil
}

// said gives a citizen's answer to a meeting: yes, no with its reason, or "".
func said(m *domain.Meeting) string {
	switch {
	case m.RSVP == nil || m.RSVP.Status == "none":
		return ""
	case m.RSVP.Status == "no" && m.Absence != nil:
		return "no " + m.Absence.Reason
	}
	return m.RSVP.Status
}

// chooseForm lets the citizen choose how they meet, of what staff allow. Where another form
// was booked its place is no more true: it is that of an earlier version in this form, or
// there is none until staff say where.
func (c *change) chooseForm(id domain.ID, m *domain.Meeting, form string) error {
	if form == "" || form == m.Form {
		return nil
	}
	if !slices.Contains(m.MayChoose, form) {
		return &domain.Error{Code: domain.CodeNotOffered, Detail: "Den måde at mødes på kan ikke vælges her. Skriv til din konsulent.",
			Fields: []domain.FieldError{{Field: "form", Code: domain.CodeNotOffered, Detail: "Vælg en af mulighederne."}}}
	}
	versions, err := c.tx.VersionsSince(c.state.head, domain.KindMeeting, id, 0)
	if err != nil {
		return err
	}
	m.Form, m.Place, m.Link = form, nil, ""
	for _, v := range versions {
		if old, ok := v.Item.(*domain.Meeting); ok && old.Form == form {
			m.Place, m.Link = old.Place, old.Link // the newest is the last
		}
	}
	return nil
}

// askAlong sets whom of her own people the citizen wants along. Who is no more asked has
// nothing more to do with the meeting, and with the ride to it.
func (c *change) askAlong(m *domain.Meeting, companions *[]domain.ID) error {
	if companions == nil {
		return nil
	}
	var wanted []domain.ID
	for _, id := range *companions {
		if slices.Contains(wanted, id) {
			continue
		}
		if !slices.Contains(m.Companions, id) && !c.state.facts.MayComeAlong(id, c.now) {
			return refused("companions", "Du kan kun vælge dine egne folk, som må følge med.")
		}
		wanted = append(wanted, id)
	}
	stays := func(id domain.ID) bool { return slices.Contains(wanted, id) }
	for _, id := range m.Companions {
		if !stays(id) {
			notFetchedBy(m, id)
		}
	}
	m.Companions = wanted
	m.Proposed = slices.DeleteFunc(slices.Clone(m.Proposed), stays)
	m.Along = slices.DeleteFunc(slices.Clone(m.Along), func(a domain.Along) bool { return !stays(a.Who) })
	if t := m.Transport; t != nil && c.state.persons[t.Who].Role == domain.RoleContact && !stays(t.Who) {
		m.Transport = nil
	}
	return nil
}

// askPickUp sets or takes back her wish to be fetched. Where a companion has said already
// that he drives, that is the answer: nobody has to find one who fetches her.
func (c *change) askPickUp(m *domain.Meeting, wants bool, words string) {
	words = strings.TrimSpace(words)
	switch {
	case !wants:
		m.PickUp = nil
	case m.PickUp == nil || m.PickUp.Words != words:
		m.PickUp = &domain.PickUp{AskedAt: inUTC(c.now), Words: words}
		i := slices.IndexFunc(m.Along, func(a domain.Along) bool {
			return a.Answer == domain.AlongDrives && c.state.facts.MayComeAlong(a.Who, c.now)
		})
		if i >= 0 {
			m.PickUp = c.fetched(m.PickUp, "yes", "")
			m.PickUp.AnsweredBy = m.Along[i].Who
		}
	}
}

// ChooseTime is the citizen's choice among the times she was offered.
type ChooseTime struct {
	Plan, ID domain.ID
	Start    time.Time
	Mutation
}

var (
	errNotOffered = &domain.Error{Code: domain.CodeNotOffered, Detail: "Den tid kan ikke vælges mere. Vælg en af de andre.",
		Fields: []domain.FieldError{{Field: "start", Code: domain.CodeNotOffered, Detail: "Vælg en af tiderne."}}}
	errTimePassed = &domain.Error{Code: domain.CodeTooLate, Detail: "Den tid er allerede gået. Vælg en af de andre, eller skriv til din konsulent."}
)

// ChooseTime moves a meeting to the time that the citizen chooses of those she was offered.
func (a *App) ChooseTime(ctx context.Context, actor access.Actor, in ChooseTime) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"choose_time", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.chooseTime(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) chooseTime(in ChooseTime) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	m, err := c.meeting(in.ID, access.ActAnswerMeeting)
	if err != nil {
		return out, err
	}
	if err := stillStands(m); err != nil {
		return out, err
	}
	if m.Status != domain.StatusPlanned {
		return out, errTooLate
	}
	was, at := *m, inUTC(c.now)
	if m.Start.Equal(in.Start) && said(m) == "yes" {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil // chosen before
	}
	time, err := c.offered(m.Absence, in.Start)
	if err != nil {
		return out, err
	}
	m.Start, m.End = time.Start, time.End
	c.move(&was, m, "")
	m.RSVP = &domain.RSVP{Status: "yes", At: &at}
	return c.citizenKept(out, &was, m, domain.NotifyStaffMeeting)
}

// offered finds the time that begins at start among those an absence was answered with.
func (c *change) offered(a *domain.Absence, start time.Time) (domain.TimeSpan, error) {
	if a == nil {
		return domain.TimeSpan{}, errNotOffered
	}
	return c.among(a.Proposed, start)
}

func (c *change) among(times []domain.TimeSpan, start time.Time) (domain.TimeSpan, error) {
	for _, t := range times {
		if t.Start.Equal(start) {
			if !t.Start.After(c.now) {
				return t, errTimePassed
			}
			return t, nil
		}
	}
	return domain.TimeSpan{}, errNotOffered
}

// AnswerSummary is what the citizen says of what was written down of a meeting.
type AnswerSummary struct {
	Plan, ID domain.ID
	Status   string
	Text     string
	Mutation
}

// AnswerSummary keeps the citizen's word that the summary is right, or her correction. The
// summary itself stays as it was written.
func (a *App) AnswerSummary(ctx context.Context, actor access.Actor, in AnswerSummary) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_summary", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerSummary(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerSummary(in AnswerSummary) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	m, err := c.meeting(in.ID, access.ActAnswerMeeting)
	if err != nil {
		return out, err
	}
	if strings.TrimSpace(m.Summary) == "" {
		return out, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Der er ikke skrevet noget ned om mødet endnu."}
	}
	was, text := *m, strings.TrimSpace(in.Text)
	if in.Status == domain.SummaryConfirmed && text != "" {
		return out, refused("status", "Vælg, at noget skal rettes, hvis du skriver, hvad det er.")
	}
	if a := m.SummaryAnswer; a == nil || a.Status != in.Status || a.Text != text {
		m.SummaryAnswer = &domain.SummaryAnswer{Status: in.Status, Text: text, At: inUTC(c.now)}
		m.SummaryConfirmed = in.Status == domain.SummaryConfirmed
	}
	return c.citizenKept(out, &was, m, domain.NotifyStaffMeeting)
}

// AnswerAlong is what a contact answers whom the citizen asked along.
type AnswerAlong struct {
	Plan, ID domain.ID
	// Answer is comes, drives or cannot.
	Answer string
	// Leaves is when one who drives fetches the citizen; nil when he does not say.
	Leaves *time.Time
	Mutation
}

// AnswerAlong keeps a companion's own answer, and no other's. One who drives and says when,
// or is down to, is how the citizen gets there; when he cannot any more, that is gone, and
// she is told.
func (a *App) AnswerAlong(ctx context.Context, actor access.Actor, in AnswerAlong) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_along", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerAlong(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerAlong(in AnswerAlong) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	m, err := c.meeting(in.ID, access.ActAnswerAlong)
	if err != nil {
		return out, err
	}
	if err := c.stillAhead(m); err != nil {
		return out, err
	}
	was, me := *m, c.actor.Person
	if in.Answer == domain.AlongDrives && !c.state.facts.ContactMayDrive(me, m, c.now) {
		return out, errNoDriver
	}
	mine := domain.Along{Who: me, Answer: in.Answer, At: inUTC(c.now)}
	if in.Leaves != nil {
		leaves := inUTC(*in.Leaves)
		switch {
		case in.Answer != domain.AlongDrives:
			return out, refused("leaves", "Kun den, der kører, vælger, hvornår I kører.")
		case !leaves.Before(m.Start), m.Start.Sub(leaves) > longestRide:
			return out, refused("leaves", "I skal køre samme dag, før mødet begynder.")
		}
		mine.Leaves = &leaves
	}
	at := slices.IndexFunc(m.Along, func(a domain.Along) bool { return a.Who == me })
	if at >= 0 && m.Along[at].Answer == mine.Answer && sameInstant(m.Along[at].Leaves, mine.Leaves) {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	}
	if err := c.changesHisMindTooOften(in.ID); err != nil {
		return out, err
	}
	var before *time.Time
	if at >= 0 {
		before = m.Along[at].Leaves
	}
	m.Along = append(slices.DeleteFunc(slices.Clone(m.Along), func(a domain.Along) bool { return a.Who == me }), mine)
	m.Transport = rideAfter(m.Transport, mine, before)
	if mine.Answer != domain.AlongDrives {
		notFetchedBy(m, me)
	} else if m.PickUpWaits() {
		m.PickUp = c.fetched(m.PickUp, "yes", "") // nobody else has to find one who fetches her
	}
	if out, err = c.citizenKept(out, &was, m, domain.NotifyStaffMeeting); err != nil {
		return out, err
	}
	return out, c.ring(c.state.head.Citizen, domain.NotifyMeetingAnswered, in.ID)
}

// errNoDriver is what somebody is told who comes along and was not asked to drive.
var errNoDriver = &domain.Error{Code: domain.CodeNotOffered, Detail: "Du er ikke spurgt, om du kan køre. Du kan svare, at du kommer, eller at du ikke kan.",
	Fields: []domain.FieldError{{Field: "answer", Code: domain.CodeNotOffered, Detail: "Vælg et andet svar."}}}

// notFetchedBy lets the citizen's wish to be fetched wait again where he said yes to it.
func notFetchedBy(m *domain.Meeting, who domain.ID) {
	if p := m.PickUp; p != nil && p.AnsweredBy == who {
		m.PickUp = &domain.PickUp{AskedAt: p.AskedAt, Words: p.Words}
	}
}

// mostAnswersAlong is how often in an hour a companion may answer about one meeting. Each
// answer wakes the citizen: who was asked along must not be able to ring her all night.
const mostAnswersAlong = 10

func (c *change) changesHisMindTooOften(meeting domain.ID) error {
	versions, err := c.tx.VersionsSince(c.state.head, domain.KindMeeting, meeting, 0)
	if err != nil {
		return err
	}
	n := 0
	for _, v := range versions {
		if v.By == c.actor.Person && v.At.After(c.now.Add(-time.Hour)) {
			n++
		}
	}
	if n >= mostAnswersAlong {
		return &domain.Error{Code: domain.CodeRateLimited, Detail: "Du har svaret mange gange. Prøv igen om en time, eller ring.", RetryAfter: int(time.Hour.Seconds())}
	}
	return nil
}

// rideAfter gives how the citizen gets to a meeting when a companion has answered; before is
// when he last said that they leave. What was written of his ride holds as long as he
// drives, and so does its time if he says none, unless it was he who said it.
func rideAfter(r *domain.Ride, mine domain.Along, before *time.Time) *domain.Ride {
	switch {
	case r != nil && r.Who != mine.Who:
		return r
	case mine.Leaves != nil && r != nil:
		moved := r.LeavingAt(*mine.Leaves)
		return &moved
	case mine.Leaves != nil:
		return &domain.Ride{Who: mine.Who, Leaves: *mine.Leaves}
	case mine.Answer == domain.AlongDrives && r != nil && !sameInstant(before, &r.Leaves):
		return r
	}
	return nil
}

// longestRide is how long before a meeting a ride to it begins at most.
const longestRide = 12 * time.Hour

func sameInstant(a, b *time.Time) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Equal(*b)
}
