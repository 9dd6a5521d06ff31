package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// Booking is several meetings that are booked as one: a series, or an assessment day.
type Booking struct {
	Plan, ID domain.ID
	Kind     string // domain.SeriesRepeated or domain.SeriesAssessment
	Meetings []NewMeeting
	Why      string
	Mutation
}

// MaxBooked is how many meetings a booking can make: one a week for a year.
const MaxBooked = 53

// BookMeetings books all meetings of a booking or none. The citizen is asked once, and
// woken once.
func (a *App) BookMeetings(ctx context.Context, actor access.Actor, in Booking) (Receipt, error) {
	if !in.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "create:booking:" + string(in.ID)
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"book_meetings", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.bookAll(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) bookAll(in Booking) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindMeeting}}
	if err := c.may(access.ActWrite, domain.Ref{Kind: domain.KindMeeting, ID: in.ID}, nil); err != nil {
		return out, err
	}
	switch {
	case in.Kind != domain.SeriesRepeated && in.Kind != domain.SeriesAssessment:
		return out, refused("kind", "Vælg en af mulighederne.")
	case len(in.Meetings) == 0:
		return out, refused("meetings", "Vælg mindst ét møde.")
	case len(in.Meetings) > MaxBooked:
		return out, refused("meetings", "Der er for mange møder på en gang.")
	}
	c.quiet = true
	why := strings.TrimSpace(in.Why)
	made := make([]*domain.Meeting, len(in.Meetings))
	for i, n := range in.Meetings {
		m, err := c.makeMeeting(n, why, func(m *domain.Meeting) { m.Series, m.SeriesKind = in.ID, in.Kind })
		if err != nil {
			return out, prefixed(err, "meetings."+strconv.Itoa(i)+".")
		}
		if made[i] = m; in.Kind == domain.SeriesAssessment && domain.DateOf(m.Start) != domain.DateOf(made[0].Start) {
			return out, refused("meetings."+strconv.Itoa(i)+".start", "Alle samtaler skal ligge på samme dag.")
		}
	}
	out.Changed = true
	var err error
	if out.PlanChange, err = c.tellBooking(in, made, why); err != nil {
		return out, err
	}
	if err := c.ring(c.state.head.Citizen, domain.NotifyMeetingNew, in.Meetings[0].ID); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// makeMeeting makes a new meeting of what was sent of it, as part of another act. also may
// add to it what that act knows. The citizen is told by that act.
func (c *change) makeMeeting(n NewMeeting, why string, also func(*domain.Meeting)) (*domain.Meeting, error) {
	ref := domain.Ref{Kind: domain.KindMeeting, ID: n.ID}
	if !n.ID.Valid() {
		return nil, refused("id", "Mødet mangler et id.")
	}
	if err := c.may(access.ActWrite, ref, nil); err != nil {
		return nil, err
	}
	if _, there := c.state.byRef[ref]; there || c.keptSoFar(ref) {
		return nil, domain.ErrKeyReused
	}
	it, _, err := c.merge(Put{Plan: c.state.head.ID, Kind: ref.Kind, ID: ref.ID, Fields: n.Fields}, nil)
	if err != nil {
		return nil, err
	}
	m, ok := it.(*domain.Meeting)
	if !ok {
		return nil, errors.New("a meeting became something else")
	}
	if also != nil {
		also(m)
	}
	if err := c.complete(n.ID, nil, m, why); err != nil {
		return nil, err
	}
	if c.state.count(ref.Kind)+len(c.kept) >= maxOfKind {
		return nil, domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Der er ikke plads til flere på planen."})
	}
	if err := c.keep(ref.Kind, ref.ID, m, "put"); err != nil {
		return nil, err
	}
	return m, c.consequences(ref, nil, m)
}

// bookOne books a meeting that another act brings along, and asks the citizen about it.
func (c *change) bookOne(n NewMeeting, why, prefix string, also func(*domain.Meeting)) (planChange domain.ID, err error) {
	m, err := c.makeMeeting(n, why, also)
	if err != nil {
		return "", prefixed(err, prefix)
	}
	return c.tellCitizen(domain.Ref{Kind: domain.KindMeeting, ID: n.ID}, nil, m, why, []string{"new"})
}

// tellBooking makes the one plan change that the citizen is asked about. It is for her, for
// whoever booked, and for the consultant where nothing of it is secret from her: not for
// the others who come to one of the meetings and need not know of the rest.
func (c *change) tellBooking(in Booking, made []*domain.Meeting, why string) (domain.ID, error) {
	if why == "" && c.drafting() {
		return "", nil
	}
	if why == "" {
		return "", domain.ErrNeedsWhy
	}
	after, err := c.next()
	if err != nil {
		return "", err
	}
	about := &domain.Ref{Kind: domain.KindMeeting, ID: in.Meetings[0].ID}
	consultant := true
	for _, n := range in.Meetings {
		ref := domain.Ref{Kind: domain.KindMeeting, ID: n.ID}
		t := after.facts.Things[ref]
		if t.Confidential != "" {
			about = &ref // its secrecy comes down to the change
		}
		consultant = consultant && t.Confidential == "" && (t.Listed == nil || slices.Contains(t.Listed, "consultant"))
	}
	pc := &domain.PlanChange{Version: c.state.plan().Version + 1, At: c.now, By: c.actor.Person, What: domain.DescribeBooking(in.Kind, made, c.now), Why: why, Item: about}
	for _, n := range in.Meetings {
		if n.ID != about.ID {
			pc.Also = append(pc.Also, n.ID)
		}
	}
	pc.Visibility = []string{"citizen", string(c.actor.Person)}
	if c.viewer.IsConsultant() || consultant {
		pc.Visibility = append(pc.Visibility, "consultant")
	}
	if err := pc.Validate(); err != nil {
		return "", err
	}
	id := domain.NewID()
	return id, c.keep(domain.KindPlanChange, id, pc, "plan_change")
}

// prefixed names the fields of an error by where they stood in what was sent.
func prefixed(err error, prefix string) error {
	var e *domain.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return err
	}
	named := *e
	named.Fields = slices.Clone(e.Fields)
	for i := range named.Fields {
		if named.Fields[i].Field != "why" {
			named.Fields[i].Field = strings.TrimSuffix(prefix+named.Fields[i].Field, ".")
		}
	}
	return &named
}
