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

// CallList are the people whom no channel reached, for those of the staff who work with
// them and see what it is about.
type CallList struct {
	Calls []Call `json:"calls"`
	// Asked are those who ask to be called.
	Asked []CallAsked `json:"asked"`
}

// Call is one person to be called about one meeting. Times are UTC.
type Call struct {
	ID          domain.ID `json:"id"`
	Plan        domain.ID `json:"plan"`
	Citizen     domain.ID `json:"citizen"`
	CitizenName string    `json:"citizen_name"`
	Phone       string    `json:"phone,omitempty"`
	// Meeting is what it is about, and Start when that begins.
	Meeting domain.ID               `json:"meeting,omitempty"`
	Start   time.Time               `json:"start"`
	Kind    domain.NotificationKind `json:"kind"`
	Since   time.Time               `json:"since"`
	// State is waiting, or missed where a call comes too late for the meeting.
	State string `json:"state" enum:"waiting,missed"`
	// Tries counts the calls that nobody answered.
	Tries int     `json:"tries"`
	Tried []Tried `json:"tried"`
}

// Tried is what was done before, on one channel.
type Tried struct {
	Channel domain.Channel       `json:"channel"`
	State   domain.DeliveryState `json:"state"`
	At      time.Time            `json:"at"`
}

// missedFor is how long a missed call stays on the list, unless somebody takes it off.
const missedFor = 14 * 24 * time.Hour

// ListCalls gives whom the actor is to call, those first whose meeting comes first.
func (a *App) ListCalls(ctx context.Context, actor access.Actor) (CallList, error) {
	out := CallList{Calls: []Call{}, Asked: []CallAsked{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		heads, rels, err := tx.PlansIn(access.PlanScope(actor, now))
		if err != nil {
			return err
		}
		plans := make([]domain.ID, len(heads))
		for i, h := range heads {
			plans[i] = h.ID
		}
		if out.Asked, err = a.callsAsked(tx, actor, heads, rels, house.Departments, now); err != nil {
			return err
		}
		records, err := tx.ToCall(plans, now.Add(-missedFor))
		if err != nil {
			return err
		}
		for _, r := range records {
			i := slices.Index(plans, r.Plan)
			s, err := a.load(tx, heads[i], house.Departments)
			if err != nil {
				return err
			}
			c, ok, err := callOf(tx, s, access.Viewer{Actor: actor, Relation: rels[i]}, r, now)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			// Two reminders of one meeting are one call.
			same := slices.IndexFunc(out.Calls, func(o Call) bool { return o.Meeting == c.Meeting && o.Plan == c.Plan })
			switch {
			case same < 0:
				out.Calls = append(out.Calls, c)
			case out.Calls[same].State != "waiting":
				out.Calls[same] = c
			}
		}
		return nil
	})
	if err != nil {
		return CallList{}, err
	}
	var named []domain.ID
	for _, c := range out.Calls {
		named = append(named, c.Plan)
	}
	for _, c := range out.Asked {
		named = append(named, c.Plan)
	}
	slices.Sort(named)
	return out, a.logReads(ctx, actor, readCalls, "", slices.Compact(named)...)
}

// callOf makes a line of the list for a viewer; ok is false where he does not see when the
// meeting is that it is about: a call tells that, and a consent to know whether somebody
// came opens no times.
func callOf(tx *store.Tx, s *state, v access.Viewer, r store.NotificationRecord, now time.Time) (c Call, ok bool, err error) {
	meeting, ok := s.item(domain.KindMeeting, r.Subject).(*domain.Meeting)
	if !ok || !s.facts.See(v, domain.Ref{Kind: domain.KindMeeting, ID: r.Subject}, now).Shows("start") {
		return c, false, nil
	}
	citizen := s.persons[s.head.Citizen]
	c = Call{ID: r.ID, Plan: r.Plan, Citizen: citizen.ID, CitizenName: citizen.Name, Phone: citizen.Phone, Meeting: r.Subject, Start: meeting.Start.UTC(), Kind: r.Kind, State: "waiting", Tried: []Tried{}}
	if r.State == domain.NotificationMissed || !now.Before(r.Deadline) {
		c.State = string(domain.NotificationMissed)
	}
	deliveries, err := tx.DeliveriesOf(r.ID)
	for _, d := range deliveries {
		if d.Channel == domain.ChannelCall {
			c.Since, c.Tries = d.BeganAt, d.Tries
			continue
		}
		at := d.EndedAt
		if at.IsZero() {
			at = d.BeganAt
		}
		c.Tried = append(c.Tried, Tried{d.Channel, d.State, at})
	}
	return c, true, err
}

// EndCall is how a call went.
type EndCall struct {
	ID      domain.ID
	How     string // phone, message, letter or visit
	Reached bool
	Note    string
	Mutation
}

// CallEnded is the answer: whether it is off the list now.
type CallEnded struct {
	ID   domain.ID `json:"id"`
	Done bool      `json:"done"`
}

// EndCall writes down how a call went. Who was reached is off the list; who was not stays
// on it as long as it helps to try again.
func (a *App) EndCall(ctx context.Context, actor access.Actor, in EndCall) (CallEnded, error) {
	var r store.NotificationRecord
	if err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		r, err = tx.Promise(in.ID)
		return err
	}); err != nil {
		return CallEnded{}, err
	}
	return onPlan(ctx, a, actor, r.Plan, operation{"end_call", in.ID}, in.Mutation, func(c *change) (CallEnded, error) { return c.endCall(in) })
}

func (c *change) endCall(in EndCall) (CallEnded, error) {
	out := CallEnded{ID: in.ID}
	r, err := c.tx.Promise(in.ID)
	if err != nil {
		return out, err
	}
	call, ok, err := callOf(c.tx, c.state, c.viewer, r, c.now)
	if err != nil {
		return out, err
	}
	if !ok || !c.viewer.Role.Staff() || r.Channel != domain.ChannelCall {
		return out, domain.ErrNotFound
	}
	if in.Note != "" && strings.TrimSpace(in.Note) == "" {
		return out, refused("note", "Skriv noget her, eller lad det stå tomt.")
	}
	if r.State != domain.NotificationScheduled && r.State != domain.NotificationSending && r.State != domain.NotificationMissed {
		out.Done = true // somebody else did, or the citizen saw it herself
		return out, nil
	}
	switch out.Done = in.Reached || call.State == string(domain.NotificationMissed); {
	case out.Done:
		err = c.tx.Called(r.Notification, in.Reached, c.now)
	default:
		err = c.tx.CalledInVain(in.ID)
	}
	if err != nil {
		return out, err
	}
	// What was tried is on record for both. Who sees but the time of a meeting ties nothing
	// to it: his note would come under its secrecy.
	about := r.Subject
	if c.state.facts.See(c.viewer, domain.Ref{Kind: domain.KindMeeting, ID: about}, c.now).Partial() {
		about = ""
	}
	tried := domain.NewID() // without a key each call is one of its own
	if in.Key != "" {
		tried = domain.DerivedID(string(in.ID), in.Key)
	}
	_, err = c.logContact(ContactTried{ID: tried, How: in.How, Reached: in.Reached, About: about, Note: in.Note})
	return out, err
}

// PutOnCallList puts a promise that its worker holds, and that no other channel could keep,
// on the list of those of the staff who see what it is about, and tells them. Listed is
// false where there is nobody to call. Until is when the list gives way to a channel after it.
func (a *App) PutOnCallList(ctx context.Context, n domain.Notification, worker string, until time.Time) (listed bool, err error) {
	house, err := a.House(ctx)
	if err != nil {
		return false, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(n.Plan)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		tied, err := tx.Relations(n.Plan)
		if err != nil {
			return err
		}
		now := a.clock.Now()
		callers, err := a.callers(tx, s, tied, n.Subject, now)
		if err != nil || len(callers) == 0 {
			return err
		}
		listed = true
		for _, who := range callers {
			// Once for each time of the meeting, however many of its reminders end here.
			if err := a.notify(tx, n.Plan, who, domain.NotifyStaffCall, domain.DerivedID(string(n.Subject), n.Deadline.String()), now); err != nil {
				return err
			}
		}
		n.Channel, n.Until = domain.ChannelCall, until
		return tx.List(n, worker, now)
	})
	return listed, err
}

// callers gives who of the staff is to call about a meeting: the consultant, or where the
// meeting is none of hers, those who hold it.
func (a *App) callers(tx *store.Tx, s *state, tied []store.PlanPerson, meeting domain.ID, now time.Time) ([]domain.ID, error) {
	ref := domain.Ref{Kind: domain.KindMeeting, ID: meeting}
	m, ok := s.item(ref.Kind, ref.ID).(*domain.Meeting)
	if !ok {
		return nil, nil
	}
	var first, others []domain.ID
	for _, t := range tied {
		p, known := s.persons[t.Person]
		if !known {
			var err error
			if p, err = tx.Person(t.Person); err != nil {
				return nil, err
			}
		}
		v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: t.Relation}
		view := s.facts.See(v, ref, now)
		switch {
		case !p.Role.Staff() || !v.MayOpen(now) || !view.Shows("start"):
		case v.IsConsultant():
			first = append(first, p.ID)
		case slices.Contains(m.With, p.ID):
			others = append(others, p.ID)
		}
	}
	if len(first) > 0 {
		return first, nil
	}
	return others, nil
}
