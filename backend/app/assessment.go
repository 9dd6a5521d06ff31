package app

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/assessment"
	"tavlen/backend/domain"
)

// BookAssessment is that the talks of an assessment are booked, as a set on one day.
type BookAssessment struct {
	Plan, ID domain.ID
	// Talks are in the order in which they are held.
	Talks []NewTalk
	Why   string
	Mutation
}

// NewTalk is one talk: the kind of professional, by its code in the municipality's file, and the
// meeting. What the file says of it stands in where the meeting has no title or purpose of its own.
type NewTalk struct {
	Profession string
	Meeting    NewMeeting
}

var (
	errAssessmentOpen   = &domain.Error{Code: domain.CodeAssessmentOpen, Detail: "Der er allerede en udredning i gang. Gør den færdig, eller stop den først."}
	errAssessmentClosed = &domain.Error{Code: domain.CodeAssessmentClosed, Detail: "Udredningen er slut."}
)

// BookAssessment books all talks of an assessment or none (requirement B17). The citizen is asked
// once, and woken once.
func (a *App) BookAssessment(ctx context.Context, actor access.Actor, in BookAssessment) (Receipt, error) {
	if !in.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "create:assessment:" + string(in.ID)
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"book_assessment", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.bookAssessment(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) bookAssessment(in BookAssessment) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindAssessment, ID: in.ID}
	if err := c.may(access.ActAssess, ref, nil); err != nil {
		return keptReceipt{}, err
	}
	if _, there := c.state.byRef[ref]; there {
		return keptReceipt{}, domain.ErrKeyReused
	}
	for _, r := range c.state.records {
		if old, ok := r.Item.(*domain.Assessment); ok && old.Open() {
			return keptReceipt{}, errAssessmentOpen
		}
	}
	team, err := assessmentTeamIn(c.tx)
	if err != nil {
		return keptReceipt{}, err
	}
	it := &domain.Assessment{Status: domain.StatusPlanned, BookedAt: inUTC(c.now), BookedBy: c.actor.Person}
	booking := Booking{Plan: in.Plan, ID: in.ID, Kind: domain.SeriesAssessment, Why: in.Why}
	for i, talk := range in.Talks {
		field := "meetings." + strconv.Itoa(i) + "."
		p := team.Profession(talk.Profession)
		if p == nil {
			return keptReceipt{}, refused(field+"profession", "Den faggruppe er ikke med i udredningen her. Vælg en anden.")
		}
		n, err := worded(talk.Meeting, p)
		if err != nil {
			return keptReceipt{}, err
		}
		booking.Meetings = append(booking.Meetings, n)
		it.Talks = append(it.Talks, domain.Talk{Profession: p.Code, Title: p.Title, Prepare: p.Prepare, Meeting: n.ID})
	}
	if err := it.Validate(); err != nil {
		return keptReceipt{}, err
	}
	out, err := c.bookAll(booking)
	if err != nil {
		return out, err
	}
	out.Kind = domain.KindAssessment
	if err := c.talksFit(it, team); err != nil {
		return out, err
	}
	if err := c.keep(ref.Kind, ref.ID, it, "book_assessment"); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// worded lays what the file says of a talk under what was sent of its meeting.
func worded(n NewMeeting, p *assessment.Profession) (NewMeeting, error) {
	fields := make(domain.Fields, len(n.Fields)+2)
	for k, v := range n.Fields {
		fields[k] = v
	}
	for field, text := range map[string]string{"title": p.Talk, "purpose": p.Purpose} {
		var sent string
		if raw, there := fields[field]; there && (json.Unmarshal(raw, &sent) != nil || strings.TrimSpace(sent) != "") {
			continue
		}
		raw, err := json.Marshal(text)
		if err != nil {
			return n, err
		}
		fields[field] = raw
	}
	return NewMeeting{ID: n.ID, Fields: fields}, nil
}

// talksFit refuses talks that a person cannot get through: held by nobody or by two, at the same
// time, or with too little between them. As for any meeting, the rest is told and not refused.
func (c *change) talksFit(it *domain.Assessment, team assessment.Team) error {
	after, err := c.next()
	if err != nil {
		return err
	}
	type slot struct {
		i int
		m *domain.Meeting
	}
	var slots []slot
	for i, talk := range it.Talks {
		if m, ok := after.item(domain.KindMeeting, talk.Meeting).(*domain.Meeting); ok && m.Status == domain.StatusPlanned {
			if len(m.With) == 0 {
				return refused("meetings."+strconv.Itoa(i)+".with", "Vælg, hvem samtalen er med.")
			}
			slots = append(slots, slot{i, m})
		}
	}
	slices.SortStableFunc(slots, func(a, b slot) int { return cmp.Or(a.m.Start.Compare(b.m.Start), a.i-b.i) })
	for n := 1; n < len(slots); n++ {
		if slots[n].m.Start.Sub(slots[n-1].m.End) < time.Duration(team.Break)*time.Minute {
			return refused("meetings."+strconv.Itoa(slots[n].i)+".start", fmt.Sprintf("Der skal være mindst %d minutter mellem to samtaler.", team.Break))
		}
	}
	return nil
}

// MoveAssessment is that the talks that are ahead are moved to another time, in one go.
type MoveAssessment struct {
	Plan, ID domain.ID
	Times    []MovedTalk
	Why      string
	Mutation
}

// MovedTalk is one talk's new time.
type MovedTalk struct {
	Meeting domain.ID
	domain.TimeSpan
}

// MoveAssessment moves all talks that are named or none. Each can be moved by itself too, as any
// meeting is.
func (a *App) MoveAssessment(ctx context.Context, actor access.Actor, in MoveAssessment) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"move_assessment", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.moveAssessment(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) moveAssessment(in MoveAssessment) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindAssessment, ID: in.ID}
	it, err := c.assessment(in.ID, access.ActAssess)
	switch {
	case err != nil:
		return keptReceipt{}, err
	case !it.Open():
		return keptReceipt{}, errAssessmentClosed
	case len(in.Times) == 0:
		return keptReceipt{}, refused("times", "Vælg mindst ét møde.")
	case strings.TrimSpace(in.Why) == "":
		return keptReceipt{}, domain.ErrNeedsWhy
	}
	team, err := assessmentTeamIn(c.tx)
	if err != nil {
		return keptReceipt{}, err
	}
	out := c.receiptOf(ref, true)
	for i, t := range in.Times {
		if !slices.ContainsFunc(it.Talks, func(talk domain.Talk) bool { return talk.Meeting == t.Meeting }) {
			return out, refused("times."+strconv.Itoa(i)+".id", "Det er ikke en af samtalerne.")
		}
		if err := c.moveTalk(t, in.Why, &out); err != nil {
			return out, prefixed(err, "times."+strconv.Itoa(i)+".")
		}
	}
	if err := c.talksFit(it, team); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// moveTalk moves one talk as a meeting is moved; the citizen is woken by the first.
func (c *change) moveTalk(t MovedTalk, why string, out *keptReceipt) error {
	m, err := c.meeting(t.Meeting, access.ActSettle)
	if err == nil {
		err = c.stillAhead(m)
	}
	if err != nil {
		return err
	}
	was, ref := *m, domain.Ref{Kind: domain.KindMeeting, ID: t.Meeting}
	m.Start, m.End = inUTC(t.Start), inUTC(t.End)
	if !moved(&was, m) {
		return nil
	}
	if err := c.completeMeeting(t.Meeting, &was, m, why); err != nil {
		return err
	}
	change, err := c.tellCitizen(ref, &was, m, why, []string{"start", "end"})
	if err != nil {
		return err
	}
	out.PlanChange = domain.ID(cmp.Or(string(out.PlanChange), string(change)))
	if err := c.keepMeeting(t.Meeting, &was, m, "put"); err != nil {
		return err
	}
	c.quiet = true
	return nil
}

// DropAssessment is that an assessment is called off.
type DropAssessment struct {
	Plan, ID domain.ID
	Why      string
	Mutation
}

// DropAssessment calls off an assessment, and with it all talks that are ahead, by a reason that
// the citizen reads. What was written stays.
func (a *App) DropAssessment(ctx context.Context, actor access.Actor, in DropAssessment) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"drop_assessment", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.dropAssessment(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) dropAssessment(in DropAssessment) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindAssessment, ID: in.ID}
	it, err := c.assessment(in.ID, access.ActAssess)
	why := strings.TrimSpace(in.Why)
	switch {
	case err != nil:
		return keptReceipt{}, err
	case it.Status == domain.StatusDropped:
		return c.receiptOf(ref, false), nil
	case !it.Open():
		return keptReceipt{}, errAssessmentClosed
	case why == "":
		return keptReceipt{}, domain.ErrNeedsWhy
	}
	out := c.receiptOf(ref, true)
	told := false
	for _, talk := range it.Talks {
		id, m := c.standsNow(talk.Meeting)
		if m == nil || m.Status != domain.StatusPlanned || !m.Start.After(c.now) {
			continue
		}
		r, err := c.cancel(CancelMeeting{Plan: in.Plan, ID: id, Why: why})
		if err != nil {
			return out, err
		}
		c.quiet, told = true, true
		out.PlanChange = domain.ID(cmp.Or(string(out.PlanChange), string(r.PlanChange)))
	}
	it.Status, it.Dropped = domain.StatusDropped, &domain.Cancelled{At: inUTC(c.now), By: c.actor.Person, Why: why}
	if err := it.Validate(); err != nil {
		return out, err
	}
	if err := c.keep(ref.Kind, ref.ID, it, "drop_assessment"); err != nil {
		return out, err
	}
	if !told {
		if err := c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, in.ID); err != nil {
			return out, err
		}
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// assessment finds an assessment that the actor sees and may do something about; it is a copy.
func (c *change) assessment(id domain.ID, act access.Action) (*domain.Assessment, error) {
	ref := domain.Ref{Kind: domain.KindAssessment, ID: id}
	stored, ok := c.state.byRef[ref].Item.(*domain.Assessment)
	if !ok || !c.sees(ref) {
		return nil, domain.ErrNotFound
	}
	if !c.state.facts.Can(c.viewer, act, ref, stored, c.now) {
		return nil, domain.ErrForbidden
	}
	it := *stored
	it.Talks = slices.Clone(stored.Talks)
	return &it, nil
}

func (c *change) standsNow(meeting domain.ID) (domain.ID, *domain.Meeting) {
	return domain.StandsNow(meeting, func(id domain.ID) *domain.Meeting {
		m, _ := c.state.item(domain.KindMeeting, id).(*domain.Meeting)
		return m
	})
}

// renderTalks puts into an assessment's fields the talks that a viewer is told of.
func (s *state) renderTalks(f domain.Fields, id domain.ID, it *domain.Assessment, v access.Viewer, now time.Time) (err error) {
	f["talks"], err = json.Marshal(s.facts.TalksFor(v, id, it, now))
	return err
}

// assessmentMentions lists the persons an assessment names. Who holds a talk its meeting names.
func assessmentMentions(it *domain.Assessment) []domain.ID {
	out := []domain.ID{it.BookedBy}
	if it.Opened != nil {
		out = append(out, it.Opened.By)
	}
	if it.Dropped != nil {
		out = append(out, it.Dropped.By)
	}
	if k := it.Conference; k != nil {
		out = append(out, k.SavedBy)
		for _, p := range k.Picks {
			out = append(out, p.Responsible)
		}
	}
	return out
}
