package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// HandoverView is a change of consultant as one of the two consultants sees it.
type HandoverView struct {
	Handed
	Plan        domain.ID `json:"plan"`
	Citizen     domain.ID `json:"citizen"`
	CitizenName string    `json:"citizen_name"`
	From        domain.ID `json:"from"`
	FromName    string    `json:"from_name"`
	ToName      string    `json:"to_name"`
	Reason      string    `json:"reason"`
	Farewell    string    `json:"farewell,omitempty"`
	Hello       string    `json:"hello,omitempty"`
	ForNew      string    `json:"for_new,omitempty" doc:"to the new consultant alone"`
	// Owed is what the citizen was promised and has not got: it passes on.
	Owed []Owed `json:"owed"`
}

// Owed is one promise that passes on to the new consultant.
type Owed struct {
	// What is as in what waits on the desk; or planned_meeting, or agreement.
	What string `json:"what"`
	// On is when it was asked, or when the meeting is, in RFC 3339 and UTC; or the day an
	// agreement is due, or nothing.
	On string `json:"on,omitempty"`
}

// GetHandover gives the newest change of consultant on a plan to either of the two, as long
// as they have a part in the conversation, with what passes on.
func (a *App) GetHandover(ctx context.Context, actor access.Actor, plan domain.ID) (HandoverView, error) {
	var out HandoverView
	s, viewer, err := a.openThreads(ctx, actor, plan)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	mine := func(h *domain.Handover) bool { return h.WithdrawnAt == nil && now.Before(h.Until) }
	if viewer.Relation.Kind == access.RelationFormer {
		mine = func(h *domain.Handover) bool { return h.From == actor.Person && h.Holds(now) && now.Before(h.Until) }
	} else if !viewer.IsConsultant() {
		return out, errNoHandover
	}
	id, h := s.handover(mine)
	if h == nil {
		return out, errNoHandover
	}
	out = HandoverView{Handed: handed(id, h), Plan: plan, Citizen: s.head.Citizen, CitizenName: s.persons[s.head.Citizen].Name, From: h.From, FromName: s.persons[h.From].Name, ToName: s.persons[h.To].Name, Reason: h.Reason, Farewell: h.Farewell, Hello: h.Hello}
	if h.To == actor.Person {
		out.ForNew = h.ForNew
	}
	if err := a.fillOwed(ctx, &out, s, h); err != nil {
		return HandoverView{}, err
	}
	return out, a.logRead(ctx, actor, readHandover, "handover", viewer.Relation.Kind, plan)
}

// fillOwed lists what passes on: as the consultant's own desk has it. Whoever has left sees
// only what was there when she did.
func (a *App) fillOwed(ctx context.Context, out *HandoverView, s *state, h *domain.Handover) error {
	now := a.clock.Now()
	owes := access.Viewer{Actor: access.Actor{Person: s.consultant(now), Role: domain.RoleConsultant}, Relation: access.Relation{Kind: access.RelationConsultant}}
	out.Owed = []Owed{}
	return a.store.Snapshot(ctx, func(tx *store.Tx) error {
		said, err := a.talkOn(tx, s)
		if err != nil {
			return err
		}
		card, err := a.citizenCard(tx, s, said, owes, now)
		if err != nil {
			return err
		}
		for _, w := range card.Waiting {
			if w.Since.Before(h.At) {
				out.Owed = append(out.Owed, Owed{w.What, w.Since.UTC().Format(time.RFC3339)})
			}
		}
		for _, r := range s.records {
			switch it := r.Item.(type) {
			case *domain.Meeting:
				if slices.Contains(h.Meetings, r.ID) && it.Upcoming(now) {
					out.Owed = append(out.Owed, Owed{"planned_meeting", it.Start.UTC().Format(time.RFC3339)})
				}
			case *domain.Agreement:
				if it.Responsible == h.From && it.Status == domain.StatusActive && s.facts.See(owes, r.Ref(), now).Whole() {
					out.Owed = append(out.Owed, Owed{"agreement", string(it.Due)})
				}
			}
		}
		return nil
	})
}

// openThreads opens a plan for what surrounds its conversations: the former consultant comes too.
func (a *App) openThreads(ctx context.Context, actor access.Actor, plan domain.ID) (*state, access.Viewer, error) {
	house, err := a.House(ctx)
	if err != nil {
		return nil, access.Viewer{}, err
	}
	var s *state
	var viewer access.Viewer
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, v, err := a.reader(tx, actor, plan)
		if err != nil {
			return err
		}
		viewer = v
		s, err = a.load(tx, head, house.Departments)
		return err
	})
	return s, viewer, err
}

// HandoverList is what the desk's page about changes of consultant holds.
type HandoverList struct {
	Changes []HandoverCard `json:"changes"`
	// Citizens are those whom the actor can give to a colleague.
	Citizens   []Given     `json:"citizens"`
	Colleagues []Colleague `json:"colleagues"`
}

// HandoverCard is a change that is to come, or by which somebody is in a conversation still.
type HandoverCard struct {
	Handed
	Plan domain.ID `json:"plan"`
	// CitizenName is left out to the new consultant until the citizen is hers.
	CitizenName string `json:"citizen_name,omitempty"`
	FromName    string `json:"from_name"`
	ToName      string `json:"to_name"`
	// Part is what the actor is in it: giving, given, coming, taken, or lead.
	Part string `json:"part" enum:"giving,given,coming,taken,lead"`
}

// Given is a citizen with the consultant.
type Given struct {
	Plan           domain.ID `json:"plan"`
	Name           string    `json:"name"`
	Consultant     domain.ID `json:"consultant"`
	ConsultantName string    `json:"consultant_name"`
}

// ListHandovers gives the changes of consultant that concern the actor, and whom he can give.
// A team lead sees who is whose consultant, and nothing more of anybody.
func (a *App) ListHandovers(ctx context.Context, actor access.Actor) (HandoverList, error) {
	out := HandoverList{Changes: []HandoverCard{}, Citizens: []Given{}, Colleagues: []Colleague{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	var read []domain.ID
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		names, err := a.consultants(tx)
		if err != nil {
			return err
		}
		for id, name := range names {
			if id != actor.Person {
				out.Colleagues = append(out.Colleagues, Colleague{id, name})
			}
		}
		heads, err := a.plansToHand(tx, actor)
		if err != nil {
			return err
		}
		for _, head := range heads {
			s, err := a.load(tx, head, house.Departments)
			if err != nil {
				return err
			}
			if s.handovers(actor, now, &out) {
				read = append(read, head.ID)
			}
		}
		return nil
	})
	if err != nil {
		return HandoverList{}, err
	}
	slices.SortFunc(out.Colleagues, func(x, y Colleague) int { return compareText(x.Name, y.Name) })
	slices.SortFunc(out.Citizens, func(x, y Given) int { return compareText(x.Name, y.Name) })
	slices.SortFunc(out.Changes, func(x, y HandoverCard) int { return x.At.Compare(y.At) })
	return out, a.logReads(ctx, actor, readHandover, "", read...)
}

// plansToHand gives the plans that can concern somebody: those he is tied to, or for a team
// lead all.
func (a *App) plansToHand(tx *store.Tx, actor access.Actor) ([]store.PlanHead, error) {
	if actor.Role == domain.RoleTeamLead {
		return tx.Plans()
	}
	tied, err := tx.RelationsOf(actor.Person)
	if err != nil {
		return nil, err
	}
	var heads []store.PlanHead
	for _, t := range tied {
		if slices.ContainsFunc(heads, func(h store.PlanHead) bool { return h.ID == t.Plan }) {
			continue
		}
		head, err := tx.Plan(t.Plan)
		if err != nil {
			return nil, err
		}
		heads = append(heads, head)
	}
	return heads, nil
}

// handovers adds what of one plan concerns the actor; named says that he is told the citizen's name.
func (s *state) handovers(actor access.Actor, now time.Time, out *HandoverList) (named bool) {
	consultant := s.persons[s.consultant(now)]
	lead := access.MayHandOver(actor, consultant)
	name := s.persons[s.head.Citizen].Name
	if lead || consultant.ID == actor.Person {
		out.Citizens = append(out.Citizens, Given{s.head.ID, name, consultant.ID, consultant.Name})
		named = true
	}
	for _, r := range s.records {
		h, ok := r.Item.(*domain.Handover)
		if !ok || h.WithdrawnAt != nil || !now.Before(h.Until) {
			continue
		}
		card := HandoverCard{Handed: handed(r.ID, h), Plan: s.head.ID, CitizenName: name, FromName: s.persons[h.From].Name, ToName: s.persons[h.To].Name}
		switch {
		case h.From == actor.Person && h.Ahead(now):
			card.Part = "giving"
		case h.From == actor.Person:
			card.Part = "given"
		case h.To == actor.Person && h.Ahead(now):
			card.Part, card.CitizenName = "coming", ""
		case h.To == actor.Person:
			card.Part = "taken"
		case lead:
			card.Part = "lead"
		default:
			continue
		}
		named = named || card.CitizenName != ""
		out.Changes = append(out.Changes, card)
	}
	return named
}
