package app

import (
	"context"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Hours are the citizen's hours with pay, week by week, as they were told (requirement F5).
// A week that is not among them is one of which nothing is told.
type Hours struct {
	Weeks []domain.PaidWeek `json:"weeks" doc:"in the order of time; of the last five years"`
	// Goal is the citizen's own; there is none unless she chose one.
	Goal        *domain.PaidGoal  `json:"goal,omitempty"`
	Offer       *HoursOffer       `json:"offer,omitempty"`
	Corrections []domain.PaidSaid `json:"corrections" doc:"all that was said of the weeks that were corrected or taken back, the last said first"`
	People      []personDoc       `json:"people" doc:"those who said it or wrote it down"`
}

// HoursOffer is the number that is offered as the answer of one tap: of the last week that is
// told of, or with which an effort ended since. Nothing is told by offering it.
type HoursOffer struct {
	Minutes int `json:"minutes"`
	// Effort is the one that ended with these hours, and Since the week from which they hold;
	// both are left out where it is the last week's number.
	Effort domain.ID   `json:"effort,omitempty"`
	Since  domain.Date `json:"since,omitempty"`
}

const (
	shownWeeks       = 5 * 53
	shownCorrections = 100
	// latestWord bounds how long before it came something may have been said: what waits
	// longer on a phone is no more than that old.
	latestWord = 366 * 24 * time.Hour
)

// GetHours gives the hours with pay of a plan to those whom access lets read them.
func (a *App) GetHours(ctx context.Context, actor access.Actor, plan domain.ID) (Hours, error) {
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return Hours{}, err
	}
	if !access.OnHours(viewer, access.ActSeeHours) {
		return Hours{}, domain.ErrForbidden
	}
	out := Hours{}
	var people []domain.Person
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		if out.Weeks, err = tx.PaidHours(plan, shownWeeks); err != nil {
			return err
		}
		if out.Goal, err = tx.PaidGoal(plan); err != nil {
			return err
		}
		if out.Corrections, err = tx.PaidCorrections(plan, shownCorrections); err != nil {
			return err
		}
		people, err = tx.Persons(out.named()...)
		return err
	}); err != nil {
		return Hours{}, err
	}
	for _, p := range people {
		s = s.withPerson(p)
	}
	out.People = s.renderPeople(viewer, out.named())
	out.Offer = s.offeredHours(viewer, out.Weeks, a.clock.Now())
	return out, a.logRead(ctx, actor, readHours, "", viewer.Relation.Kind, plan)
}

// named lists who said something of the hours, or wrote it down.
func (h *Hours) named() []domain.ID {
	seen := map[domain.ID]bool{}
	for _, w := range h.Weeks {
		seen[w.SaidBy], seen[w.RecordedBy] = true, true
	}
	for _, c := range h.Corrections {
		seen[c.SaidBy], seen[c.RecordedBy] = true, true
	}
	delete(seen, "")
	out := make([]domain.ID, 0, len(seen))
	for id := range seen {
		out = append(out, id)
	}
	return out
}

// offeredHours works out the number that is offered for the next week.
func (s *state) offeredHours(v access.Viewer, weeks []domain.PaidWeek, now time.Time) *HoursOffer {
	var offer *HoursOffer
	var known domain.Date // the week up to which something is told
	if len(weeks) > 0 {
		last := weeks[len(weeks)-1]
		known, offer = last.Week, &HoursOffer{Minutes: last.Minutes}
	}
	for _, r := range s.records {
		e, ok := r.Item.(*domain.Effort)
		if !ok || r.Deleted || !s.facts.See(v, r.Ref(), now).Shows("paid_hours_per_week") {
			continue
		}
		if minutes, since := e.PaidFrom(); minutes > 0 && since > known {
			known, offer = since, &HoursOffer{Minutes: minutes, Effort: r.ID, Since: since}
		}
	}
	return offer
}

// PutHours is what somebody says of one week, or of a run of them alike.
type PutHours struct {
	Plan     domain.ID
	From, To domain.Date // Mondays; without a last it is the first alone
	// Minutes of each week, and NotTold to take back what was told: exactly one of the two.
	Minutes *int
	NotTold bool
	// SaidBy is the citizen, where one of the staff writes down her word; "" is who writes.
	SaidBy domain.ID
	// SaidAt is when it was said, where it is sent later; zero is now.
	SaidAt time.Time
	Mutation
}

// PutHours keeps what was said of the hours with pay. Nobody is woken by it, and no other
// week than those that are named is told of.
func (a *App) PutHours(ctx context.Context, actor access.Actor, in PutHours) (Receipt, error) {
	op := operation{"put_hours/" + string(in.From), in.Plan}
	r, err := onPlan(ctx, a, actor, in.Plan, op, in.Mutation, func(c *change) (keptReceipt, error) { return c.putHours(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) putHours(in PutHours) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}
	if !access.OnHours(c.viewer, access.ActPutHours) {
		return keptReceipt{}, domain.ErrForbidden
	}
	weeks, err := domain.PaidWeeks(in.From, in.To, domain.DateOf(c.now))
	if err != nil {
		return keptReceipt{}, err
	}
	if (in.Minutes == nil) != in.NotTold {
		return keptReceipt{}, domain.Invalid(domain.FieldError{Field: "minutes", Code: domain.CodeInvalid, Detail: "Skriv et antal timer, eller sig, at der ikke skal stå noget."})
	}
	if in.Minutes != nil {
		if err := domain.CheckPaidMinutes(*in.Minutes, 0); err != nil {
			return keptReceipt{}, err
		}
	}
	told := domain.PaidTold{SaidBy: c.actor.Person, SaidAt: c.saidAt(in.SaidAt)}
	switch in.SaidBy {
	case "", c.actor.Person:
	case c.state.head.Citizen:
		told.SaidBy, told.RecordedBy = in.SaidBy, c.actor.Person
	default:
		return keptReceipt{}, domain.Invalid(domain.FieldError{Field: "said_by", Code: domain.CodeInvalid, Detail: "Vælg, om det er dig eller borgeren, der siger det."})
	}
	said := make([]domain.PaidSaid, len(weeks))
	for i, week := range weeks {
		said[i] = domain.PaidSaid{Week: week, Minutes: in.Minutes, PaidTold: told}
	}
	changed, err := c.tx.SayPaidHours(c.state.head.ID, said, c.now)
	if err != nil {
		return keptReceipt{}, err
	}
	out := c.receiptOf(ref, changed > 0)
	if changed == 0 {
		return out, nil
	}
	return out, c.auditHours("put_hours")
}

// PutHoursGoal is the hours a week that the citizen chooses as her own next goal.
type PutHoursGoal struct {
	Plan    domain.ID
	Minutes *int // nil: no goal any more
	SaidAt  time.Time
	Mutation
}

// PutHoursGoal keeps the citizen's own goal, or that she has none any more.
func (a *App) PutHoursGoal(ctx context.Context, actor access.Actor, in PutHoursGoal) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"put_hours_goal", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) { return c.putHoursGoal(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) putHoursGoal(in PutHoursGoal) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}
	if !access.OnHours(c.viewer, access.ActHoursGoal) {
		return keptReceipt{}, domain.ErrForbidden
	}
	if in.Minutes != nil {
		if err := domain.CheckPaidMinutes(*in.Minutes, 1); err != nil {
			return keptReceipt{}, err
		}
	}
	changed, err := c.tx.PutPaidGoal(c.state.head.ID, in.Minutes, c.saidAt(in.SaidAt))
	if err != nil {
		return keptReceipt{}, err
	}
	out := c.receiptOf(ref, changed)
	if !changed {
		return out, nil
	}
	return out, c.auditHours("put_hours_goal")
}

// saidAt gives when something was said: never in the future, and not longer ago than anything waits.
func (c *change) saidAt(at time.Time) time.Time {
	if at.IsZero() || at.After(c.now) {
		return c.now
	}
	if earliest := c.now.Add(-latestWord); at.Before(earliest) {
		return earliest
	}
	return at
}

func (c *change) auditHours(action string) error {
	head := c.state.head
	return c.tx.Audit(head, store.Deed{At: c.now, Person: c.by, Session: c.actor.Session, Action: action, Kind: domain.KindPlan, Item: head.ID, Rev: head.Rev})
}
