package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// HandOver is the wish to give a citizen to another consultant from a day on.
type HandOver struct {
	Plan, To domain.ID
	// From is the first day of the new consultant; today is at once.
	From             domain.Date
	Reason, Farewell string
	// Withdrawn takes back the change that is still to come.
	Withdrawn bool
	Mutation
}

// Handed is the answer: when it holds from, and when the former consultant leaves the
// conversation. It has no words, since it is kept for ever.
type Handed struct {
	ID        domain.ID `json:"id"`
	To        domain.ID `json:"to"`
	At        time.Time `json:"at"`
	Until     time.Time `json:"until"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

func handed(id domain.ID, h *domain.Handover) Handed {
	return Handed{ID: id, To: h.To, At: h.At, Until: h.Until, Withdrawn: h.WithdrawnAt != nil}
}

// maxHandoverAhead is how far ahead a change can be decided.
const maxHandoverAhead = 366 * 24 * time.Hour

// ChangeConsultant is the consultant's own doing.
func (a *App) ChangeConsultant(ctx context.Context, actor access.Actor, in HandOver) (Handed, error) {
	return onPlan(ctx, a, actor, in.Plan, operation{"change_consultant", in.Plan}, in.Mutation, func(c *change) (Handed, error) {
		if err := c.may(access.ActHandOver, domain.Ref{Kind: domain.KindHandover}, nil); err != nil {
			return Handed{}, err
		}
		return c.handOver(in)
	})
}

// ChangeConsultantAsLead is a team lead's, for a consultant who may be ill or gone. He stands
// outside the plan and sees nothing of it.
func (a *App) ChangeConsultantAsLead(ctx context.Context, actor access.Actor, in HandOver) (Handed, error) {
	outside := func(actor access.Actor, _ []store.PlanPerson, _ time.Time) (access.Viewer, error) {
		return access.Viewer{Actor: actor}, nil
	}
	return onPlanAs(ctx, a, actor, in.Plan, operation{"hand_over", in.Plan}, in.Mutation, outside, func(c *change) (Handed, error) {
		if !access.MayHandOver(actor, c.state.persons[c.state.consultant(c.now)]) {
			return Handed{}, domain.ErrNotFound
		}
		if strings.TrimSpace(in.Farewell) != "" {
			return Handed{}, refused("farewell", "Kun konsulenten selv kan skrive sit farvel.")
		}
		return c.handOver(in)
	})
}

func (c *change) handOver(in HandOver) (Handed, error) {
	pending, ahead := c.state.handover(func(h *domain.Handover) bool { return h.Ahead(c.now) })
	if in.Withdrawn {
		return c.handBack(pending, ahead)
	}
	names, err := c.app.consultants(c.tx)
	if err != nil {
		return Handed{}, err
	}
	h, err := c.newHandover(in, names)
	if err != nil {
		return Handed{}, err
	}
	if ahead != nil {
		if ahead.To == h.To && ahead.At.Equal(h.At) && ahead.Reason == h.Reason && ahead.Farewell == h.Farewell {
			return handed(pending, ahead), nil
		}
		return Handed{}, &domain.Error{Code: domain.CodeHandoverAhead, Detail: "Der er allerede aftalt et skift til " + names[ahead.To] + " fra " + domain.DanishDay(ahead.At) + ". Fortryd det først."}
	}
	id := domain.NewID()
	if err := c.moveRelations(h); err != nil {
		return Handed{}, err
	}
	if err := c.moveThreads(id, h); err != nil {
		return Handed{}, err
	}
	if h.Meetings, err = c.moveMeetings(h.From, h.To, h.At, nil); err != nil {
		return Handed{}, err
	}
	if err := c.keepHandover(id, h, "change_consultant"); err != nil {
		return Handed{}, err
	}
	return handed(id, h), c.tellOfHandover(id, h)
}

// newHandover makes the change that is wished for, or says in plain words what is wrong.
func (c *change) newHandover(in HandOver, names map[domain.ID]string) (*domain.Handover, error) {
	now := inUTC(c.now)
	h := &domain.Handover{From: c.state.consultant(c.now), To: in.To, Reason: strings.TrimSpace(in.Reason), Farewell: strings.TrimSpace(in.Farewell), MadeAt: now, MadeBy: c.actor.Person}
	switch today := domain.DateOf(c.now); {
	case in.To == h.From:
		return nil, refused("to", "Det er konsulenten i dag. Vælg en anden.")
	case names[in.To] == "":
		return nil, refused("to", "Vælg en kollega, som er borgerkonsulent.")
	case in.From == "" || !in.From.Valid():
		return nil, refused("from_date", "Vælg den første dag.")
	case in.From < today:
		return nil, refused("from_date", "Den dag er allerede gået.")
	case in.From.Start().Sub(c.now) > maxHandoverAhead:
		return nil, refused("from_date", "Vælg en dag inden for et år.")
	case h.Reason == "":
		return nil, refused("reason", "Skriv, hvorfor.")
	case in.From == today:
		h.At = now
	default:
		h.At = inUTC(in.From.Start())
	}
	h.Until = h.At.Add(domain.FarewellTime)
	return h, h.Validate()
}

func (c *change) keepHandover(id domain.ID, h *domain.Handover, action string) error {
	if err := c.keep(domain.KindHandover, id, h, action); err != nil {
		return err
	}
	return c.tellRegranted(domain.Ref{Kind: domain.KindHandover, ID: id})
}

// tellOfHandover tells the citizen and the two consultants, and moves what is promised of an
// answer to the new one.
func (c *change) tellOfHandover(id domain.ID, h *domain.Handover) error {
	about := id
	if h.WithdrawnAt != nil {
		about = domain.DerivedID(string(id), "withdrawn")
	}
	if err := c.notify(c.state.head.Citizen, domain.NotifyConsultantChanged, about); err != nil {
		return err
	}
	for _, who := range []domain.ID{h.From, h.To} {
		if who == c.actor.Person {
			continue
		}
		if err := c.notify(who, domain.NotifyStaffHandover, about); err != nil {
			return err
		}
	}
	return c.climbAgain(false)
}

// moveRelations lets the new consultant in and the former out at the same instant; with her
// go those who stand in for her, and whoever stands in for the new one comes.
func (c *change) moveRelations(h *domain.Handover) error {
	plan := c.state.head.ID
	rels, err := c.relations()
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.Relation.Kind != access.RelationDeputy || !r.Relation.To.IsZero() && !r.Relation.To.After(h.At) {
			continue
		}
		h.Cut = append(h.Cut, domain.Part{Person: r.Person, From: r.Relation.From, To: r.Relation.To})
		if err := c.tx.EndRelation(plan, r.Person, access.RelationDeputy, h.At); err != nil {
			return err
		}
	}
	c.tied = nil
	if err := c.tx.EndRelation(plan, h.From, access.RelationConsultant, h.At); err != nil {
		return err
	}
	if err := c.tie(h.From, access.Relation{Kind: access.RelationFormer, From: h.At, To: h.Until}); err != nil {
		return err
	}
	if err := c.tie(h.To, access.Relation{Kind: access.RelationConsultant, From: h.At}); err != nil {
		return err
	}
	leaves, err := c.tx.AbsencesOf(h.At, h.To)
	if err != nil {
		return err
	}
	for _, l := range leaves {
		if err := c.tie(l.Deputy, access.Relation{Kind: access.RelationDeputy, From: later(l.From, h.At), To: l.To}); err != nil {
			return err
		}
	}
	return nil
}

func later(x, y time.Time) time.Time {
	if x.Before(y) {
		return y
	}
	return x
}

// moveThreads gives the new consultant a part in the conversations of the former, who keeps
// hers for two weeks and says goodbye in it.
func (c *change) moveThreads(id domain.ID, h *domain.Handover) error {
	threads, err := c.tx.Threads(c.state.head.ID)
	if err != nil {
		return err
	}
	said := h.Farewell == ""
	for _, t := range threads {
		if t.Confidential || !slices.Contains(t.Between, h.From) {
			continue
		}
		if err := c.tx.PutPart(t.ID, domain.Part{Person: h.From, To: h.Until}); err != nil {
			return err
		}
		part := domain.Part{Person: h.To, From: h.At}
		if _, left := c.state.handedBy(h.To, c.now); left != nil && !left.Until.Before(h.At) {
			part.From = time.Time{} // she comes back before she has left
		}
		if err := c.tx.PutPart(t.ID, part); err != nil {
			return err
		}
		if !said {
			said = true
			m := domain.Message{ID: farewellOf(id), Thread: t.ID, At: c.now, From: h.From, Text: h.Farewell, MessageKind: "text"}
			if err := c.sayBeside(t, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// sayBeside puts a message in a conversation that is no answer, and of which the other is
// told in another way.
func (c *change) sayBeside(t domain.Thread, m domain.Message) error {
	if err := m.Validate(); err != nil {
		return err
	}
	if err := c.tx.AddMessage(c.state.head, m); err != nil {
		return err
	}
	c.tellThread(t)
	return c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: m.From, Session: c.actor.Session, Action: "message", Kind: "message", Item: m.ID})
}

// moveMeetings lets one consultant come instead of another to the meetings from an instant
// on, or to those named; it gives which they are. What belongs to a confidential department
// is nobody's to give.
func (c *change) moveMeetings(from, to domain.ID, at time.Time, only []domain.ID) ([]domain.ID, error) {
	var moved []domain.ID
	for _, r := range c.state.records {
		was, ok := r.Item.(*domain.Meeting)
		if !ok || !was.Upcoming(c.now) || was.Start.Before(at) || only != nil && !slices.Contains(only, r.ID) || !slices.Contains(was.With, from) || !c.state.facts.CountsForLead(r.Ref()) {
			continue
		}
		m := *was
		m.With = slices.DeleteFunc(slices.Clone(was.With), func(id domain.ID) bool { return id == to })
		m.With[slices.Index(m.With, from)] = to
		if err := c.keep(domain.KindMeeting, r.ID, &m, "change_consultant"); err != nil {
			return nil, err
		}
		moved = append(moved, r.ID)
	}
	return moved, nil
}

// handBack takes back a change that is still to come: everything is as it was.
func (c *change) handBack(id domain.ID, ahead *domain.Handover) (Handed, error) {
	if ahead == nil {
		last, h := c.state.handover(func(*domain.Handover) bool { return true })
		switch {
		case h == nil:
			return Handed{}, refused("withdrawn", "Der er ikke aftalt noget skift.")
		case h.WithdrawnAt != nil:
			return handed(last, h), nil
		}
		return Handed{}, &domain.Error{Code: domain.CodeTooLate, Detail: "Skiftet er sket. Aftal et nyt skift i stedet."}
	}
	h := *ahead
	now := inUTC(c.now)
	h.WithdrawnAt = &now
	if err := c.restoreRelations(&h); err != nil {
		return Handed{}, err
	}
	if err := c.restoreThreads(&h); err != nil {
		return Handed{}, err
	}
	if len(h.Meetings) > 0 {
		if _, err := c.moveMeetings(h.To, h.From, h.At, h.Meetings); err != nil {
			return Handed{}, err
		}
	}
	if err := c.tx.ClearNotifications(id, c.now, domain.NotifyConsultantChanged, domain.NotifyStaffHandover); err != nil {
		return Handed{}, err
	}
	if err := c.keepHandover(id, &h, "withdraw_change_consultant"); err != nil {
		return Handed{}, err
	}
	return handed(id, &h), c.tellOfHandover(id, &h)
}

// restoreRelations undoes moveRelations. A relation that ends when it begins never holds.
func (c *change) restoreRelations(h *domain.Handover) error {
	rels, err := c.relations()
	if err != nil {
		return err
	}
	for _, r := range rels {
		rel := r.Relation
		switch {
		case rel.Kind == access.RelationConsultant && r.Person == h.From && rel.To.Equal(h.At):
			rel.To = time.Time{}
		case rel.From.Equal(h.At) && (rel.Kind == access.RelationFormer && r.Person == h.From || rel.Kind == access.RelationConsultant && r.Person == h.To):
			rel.To = rel.From
		case rel.Kind == access.RelationDeputy && !rel.From.Before(h.At):
			rel.To = rel.From
		default:
			continue
		}
		if err := c.tie(r.Person, rel); err != nil {
			return err
		}
	}
	for _, w := range h.Cut {
		if err := c.tie(w.Person, access.Relation{Kind: access.RelationDeputy, From: w.From, To: w.To}); err != nil {
			return err
		}
	}
	// What she put of her own absence meanwhile ended with the change.
	leaves, err := c.tx.AbsencesOf(c.now, h.From)
	if err != nil {
		return err
	}
	for _, l := range leaves {
		if err := c.tie(l.Deputy, access.Relation{Kind: access.RelationDeputy, From: l.From, To: l.To}); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) restoreThreads(h *domain.Handover) error {
	threads, err := c.tx.Threads(c.state.head.ID)
	if err != nil {
		return err
	}
	for _, t := range threads {
		if t.Confidential || !slices.Contains(t.Between, h.From) {
			continue
		}
		never := domain.Part{Person: h.To, From: h.At, To: h.At}
		if _, left := c.state.handedBy(h.To, c.now); left != nil {
			never = domain.Part{Person: h.To, To: left.Until} // in it from before, for as long as that lasts
		}
		for _, p := range []domain.Part{{Person: h.From}, never} {
			if err := c.tx.PutPart(t.ID, p); err != nil {
				return err
			}
		}
	}
	return nil
}
