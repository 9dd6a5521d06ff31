package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// CitizenList is the desk: a person's citizens, with who waits for what.
type CitizenList struct {
	Citizens []CitizenCard `json:"citizens"`
	Total    int           `json:"total"`
	// WaitingTotal counts the citizens who wait for an answer: the viewer's own, or for a team
	// lead those of the municipality.
	WaitingTotal int `json:"waiting_total"`
}

// CitizenCard is one citizen on the desk.
type CitizenCard struct {
	ID                domain.ID           `json:"id"`
	Name              string              `json:"name"`
	PreferredName     string              `json:"preferred_name"`
	Plan              PlanCard            `json:"plan"`
	Relation          access.RelationKind `json:"relation"`
	Waiting           []Waiting           `json:"waiting"`
	UnreadMessages    int64               `json:"unread_messages"`
	UnansweredChanges int                 `json:"unanswered_changes"`
	NextMeeting       *MeetingCard        `json:"next_meeting,omitempty"`
	// CanPush is false when no phone of the citizen's can be woken.
	CanPush bool `json:"can_push"`
	// LastContact is left out where nobody of the staff was ever in touch, as far as the viewer knows.
	LastContact *CardContact `json:"last_contact,omitempty" doc:"when somebody of the staff was in touch with the citizen last; what a program sends is no contact"`
	NewDevice   *CardDevice  `json:"new_device,omitempty" doc:"the newest phone that the citizen came in on, while it is new (a week); her consultant's to see"`
	Alert       *CardAlert   `json:"alert,omitempty" doc:"the loudest of what the reader is told of on this plan"`
}

// CardContact is the last human contact (requirement C8).
type CardContact struct {
	At  time.Time     `json:"at"`
	How attention.Way `json:"how" enum:"message,call,meeting,visit,letter,answer"`
}

// CardDevice is a phone or computer that somebody signed in on.
type CardDevice struct {
	At   time.Time `json:"at"`
	Name string    `json:"name,omitempty" doc:"what she calls it, or what it calls itself"`
}

// CardAlert is an alert in the words of the work queue.
type CardAlert struct {
	Rule  attention.Rule  `json:"rule"`
	Level attention.Level `json:"level" enum:"info,amber,orange,red"`
	Text  string          `json:"text"`
}

// PlanCard names a plan and how far it has come for the viewer.
type PlanCard struct {
	ID     domain.ID     `json:"id"`
	Title  string        `json:"title"`
	Rev    string        `json:"rev"`
	Status domain.Status `json:"status"`
	Ended  domain.Date   `json:"ended,omitempty" doc:"the last day of a plan that has ended"`
}

// Waiting is something the citizen waits for the viewer to answer.
type Waiting struct {
	// What is disagreement, talk, message, wish; absence, pick_up, companion, summary or
	// meeting_request.
	What       string    `json:"what"`
	PlanChange domain.ID `json:"plan_change,omitempty"`
	Thread     domain.ID `json:"thread,omitempty"`
	Wish       domain.ID `json:"wish,omitempty"`
	Meeting    domain.ID `json:"meeting,omitempty"`
	Request    domain.ID `json:"meeting_request,omitempty"`
	Since      time.Time `json:"since"`
	// Due is when an answer is expected, as the consultant's working hours go.
	Due *time.Time `json:"due,omitempty"`
	// Urgent is what the citizen asks for today.
	Urgent bool `json:"urgent,omitempty"`
}

// MeetingCard is the next meeting, as the viewer may see it.
type MeetingCard struct {
	ID    domain.ID `json:"id"`
	Start time.Time `json:"start"`
	Title string    `json:"title,omitempty"`
}

// ListMyCitizens gives the citizens the actor works with; those who wait come first. A
// team lead gets counts only (requirement G6).
func (a *App) ListMyCitizens(ctx context.Context, actor access.Actor) (CitizenList, error) {
	out := CitizenList{Citizens: []CitizenCard{}}
	if actor.Role == domain.RoleTeamLead {
		return a.countWaiting(ctx)
	}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		rows, _, err := a.deskRows(tx, actor, house)
		for _, row := range rows {
			out.Citizens = append(out.Citizens, row.card)
			if len(row.card.Waiting) > 0 {
				out.WaitingTotal++
			}
		}
		return err
	})
	if err != nil {
		return CitizenList{}, err
	}
	plans := make([]domain.ID, len(out.Citizens))
	for i, c := range out.Citizens {
		plans[i] = c.Plan.ID
	}
	if err := a.logReads(ctx, actor, readList, "", plans...); err != nil {
		return CitizenList{}, err
	}
	out.Total = len(out.Citizens)
	slices.SortStableFunc(out.Citizens, func(x, y CitizenCard) int {
		if (len(x.Waiting) > 0) != (len(y.Waiting) > 0) {
			return len(y.Waiting) - len(x.Waiting)
		}
		if len(x.Waiting) > 0 {
			return x.Waiting[0].Since.Compare(y.Waiting[0].Since)
		}
		return 0
	})
	return out, nil
}

// countWaiting counts the citizens of the municipality, and those of them who wait for an
// answer to a message or about a change. It names nobody, so no reading is logged.
func (a *App) countWaiting(ctx context.Context) (CitizenList, error) {
	out := CitizenList{Citizens: []CitizenCard{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		heads, err := tx.Plans()
		if err != nil {
			return err
		}
		out.Total = len(heads)
		for _, head := range heads {
			s, err := a.load(tx, head, house.Departments)
			if err != nil {
				return err
			}
			waits, err := waitsForStaff(tx, s)
			if err != nil {
				return err
			}
			if waits {
				out.WaitingTotal++
			}
		}
		return nil
	})
	return out, err
}

// waitsForStaff says whether a citizen waits for anybody's answer that a team lead may
// count.
func waitsForStaff(tx *store.Tx, s *state) (bool, error) {
	for _, r := range s.records {
		waits := false
		switch it := r.Item.(type) {
		case *domain.PlanChange:
			waits = it.Waits()
		case *domain.MeetingRequest:
			waits = it.Waits()
		case *domain.Meeting:
			waits = it.AbsenceWaits()
		}
		if waits && s.facts.CountsForLead(r.Ref()) {
			return true, nil
		}
	}
	threads, err := tx.Threads(s.head.ID)
	if err != nil {
		return false, err
	}
	for _, t := range threads {
		withContact := slices.ContainsFunc(t.Between, func(id domain.ID) bool { return s.persons[id].Role == domain.RoleContact })
		if withContact || !access.ThreadCountsForLead(t) {
			continue
		}
		// Whoever is not the citizen reads what the citizen wrote.
		state, err := tx.ThreadState(s.head, t.ID, "")
		if err != nil || state.Unread > 0 {
			return err == nil, err
		}
	}
	return false, nil
}

// citizenCard makes the card but for what attention knows of.
func (a *App) citizenCard(tx *store.Tx, s *state, said talk, v access.Viewer, now time.Time) (CitizenCard, error) {
	p, plan := s.persons[s.head.Citizen], s.plan()
	card := CitizenCard{ID: p.ID, Name: p.Name, PreferredName: p.CalledName(), Relation: v.Relation.Kind, Waiting: []Waiting{},
		Plan: PlanCard{ID: s.head.ID, Title: plan.Title, Status: plan.Status, Rev: newCursorCoder(a.store, s.head.ID, v.Person).encode(s.cursor(v, now))}}
	if plan.End != nil {
		card.Plan.Ended = plan.End.Day
	}
	for _, r := range s.records {
		view := s.facts.See(v, r.Ref(), now)
		if !view.Sees {
			continue
		}
		switch it := r.Item.(type) {
		case *domain.PlanChange:
			if it.CitizenAnswer == "" {
				card.UnansweredChanges++
			}
			if it.Waits() && s.facts.Can(v, access.ActReplyChange, r.Ref(), it, now) {
				what := "talk"
				if it.CitizenAnswer == domain.AnswerDisagree {
					what = "disagreement"
				}
				w := Waiting{What: what, PlanChange: r.ID, Since: it.At}
				if it.AnsweredAt != nil {
					w.Since = *it.AnsweredAt
				}
				card.Waiting = append(card.Waiting, w)
			}
		case *domain.Wish:
			if it.Waits() && s.facts.Can(v, access.ActAnswerWish, r.Ref(), it, now) {
				card.Waiting = append(card.Waiting, Waiting{What: "wish", Wish: r.ID, Since: it.At})
			}
		case *domain.MeetingRequest:
			card.Waiting = append(card.Waiting, s.requestWaits(v, r.Ref(), it, now)...)
		case *domain.Meeting:
			card.Waiting = append(card.Waiting, s.meetingWaits(v, r.Ref(), it, now)...)
			if it.Upcoming(now) && (card.NextMeeting == nil || it.Start.Before(card.NextMeeting.Start)) {
				card.NextMeeting = &MeetingCard{ID: r.ID, Start: it.Start}
				if !view.Partial() {
					card.NextMeeting.Title = it.Title
				}
			}
		}
	}
	for _, t := range said.readBy(v, now).threads {
		n, oldest, err := tx.UnreadIn(s.head, t.ID, v.Person)
		if err != nil {
			return card, err
		}
		card.UnreadMessages += n
		if n > 0 {
			card.Waiting = append(card.Waiting, Waiting{What: "message", Thread: t.ID, Since: oldest})
		}
	}
	slices.SortStableFunc(card.Waiting, func(x, y Waiting) int { return x.Since.Compare(y.Since) })
	subs, err := tx.CountSubscriptions(p.ID)
	card.CanPush = subs > 0
	if err != nil || !v.MayReadDevices() {
		return card, err
	}
	added, err := tx.AddedSince(p.ID, now.Add(-domain.DeviceNewFor), now)
	if errors.Is(err, domain.ErrNotFound) {
		return card, nil
	}
	card.NewDevice = &CardDevice{At: added.CreatedAt, Name: added.Device}
	return card, err
}
