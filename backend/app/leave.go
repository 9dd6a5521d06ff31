package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// PutLeave is that somebody of the staff is away, from a day to another, both whole, and who
// stands in.
type PutLeave struct {
	ID       domain.ID
	Person   domain.ID // "" is the actor; only a team lead puts another's
	From, To domain.Date
	Deputy   domain.ID
	// Withdrawn ends it now.
	Withdrawn bool
	Mutation
}

// LeaveView is one absence as staff see it.
type LeaveView struct {
	ID         domain.ID   `json:"id"`
	Person     domain.ID   `json:"person"`
	Name       string      `json:"name"`
	Deputy     domain.ID   `json:"deputy"`
	DeputyName string      `json:"deputy_name"`
	From       domain.Date `json:"from"`
	// To is the last day, with it.
	To domain.Date `json:"to"`
}

// LeaveList are the absences that an actor may put, and the colleagues who may stand in.
type LeaveList struct {
	Absences   []LeaveView `json:"absences"`
	Colleagues []Colleague `json:"colleagues"`
}

// Colleague is a consultant by name.
type Colleague struct {
	ID   domain.ID `json:"id"`
	Name string    `json:"name"`
}

// ListLeaves gives when the actor is away and whom he stands in for, now or later; a team
// lead gets everybody's.
func (a *App) ListLeaves(ctx context.Context, actor access.Actor) (LeaveList, error) {
	out := LeaveList{Absences: []LeaveView{}, Colleagues: []Colleague{}}
	now := a.clock.Now()
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		leaves, err := tx.Absences(now)
		if err != nil {
			return err
		}
		names, err := a.consultants(tx)
		if err != nil {
			return err
		}
		for _, l := range leaves {
			if !access.MaySeeLeave(actor, l) {
				continue
			}
			out.Absences = append(out.Absences, leaveView(l, names))
		}
		for id, name := range names {
			if id != actor.Person {
				out.Colleagues = append(out.Colleagues, Colleague{id, name})
			}
		}
		slices.SortFunc(out.Colleagues, func(x, y Colleague) int { return compareText(x.Name, y.Name) })
		return nil
	})
	return out, err
}

func compareText(x, y string) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func leaveView(l domain.Leave, names map[domain.ID]string) LeaveView {
	return LeaveView{ID: l.ID, Person: l.Person, Name: names[l.Person], Deputy: l.Deputy, DeputyName: names[l.Deputy], From: domain.DateOf(l.From), To: domain.DateOf(l.To.Add(-time.Millisecond))}
}

// consultants gives who can stand in for each other.
func (a *App) consultants(tx *store.Tx) (map[domain.ID]string, error) {
	ids, err := tx.WithRole(domain.RoleConsultant, "")
	if err != nil {
		return nil, err
	}
	people, err := tx.Persons(ids...)
	if err != nil {
		return nil, err
	}
	out := map[domain.ID]string{}
	for _, p := range people {
		out[p.ID] = p.Name
	}
	return out, nil
}

// PutLeave keeps that somebody is away. His deputy may do his work on his plans as long as
// it lasts, and not a second longer.
func (a *App) PutLeave(ctx context.Context, actor access.Actor, in PutLeave) (LeaveView, error) {
	var out LeaveView
	if !in.ID.Valid() {
		return out, domain.ErrNotFound
	}
	if in.Person == "" {
		in.Person = actor.Person
	}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockPerson(in.Person); err != nil {
			return err
		}
		op := "put_absence|" + string(in.ID)
		if in.Key != "" {
			if found, err := tx.Mutation(actor.Person, in.Key, op, in.BodyHash, &out); found || err != nil {
				return err
			}
		}
		before, after, err := a.leave(tx, actor, in)
		if err != nil {
			return err
		}
		names, err := a.consultants(tx)
		if err != nil {
			return err
		}
		if err := a.checkLeave(tx, after, in.Withdrawn, names); err != nil {
			return err
		}
		out = leaveView(after, names)
		if err := tx.PutAbsence(after, actor.Person, a.clock.Now()); err != nil {
			return err
		}
		if err := tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: actor.Person, Session: actor.Session, Action: "put_absence", Kind: "person", Item: after.Person}); err != nil {
			return err
		}
		plans, err := tx.Consults(after.Person, a.clock.Now())
		if err != nil {
			return err
		}
		for _, plan := range plans {
			if err := a.cover(tx, actor, plan, before, after, house.Departments); err != nil {
				return err
			}
		}
		if in.Key != "" {
			return tx.KeepMutation(actor.Person, in.Key, op, in.BodyHash, out)
		}
		return nil
	})
	return out, err
}

// leave gives an absence as it was and as it is to be; before is empty for a new one.
func (a *App) leave(tx *store.Tx, actor access.Actor, in PutLeave) (before, after domain.Leave, err error) {
	now := a.clock.Now().UTC().Truncate(time.Millisecond)
	before, err = tx.Absence(in.ID)
	switch {
	case errors.Is(err, domain.ErrNotFound):
		before = domain.Leave{}
	case err != nil:
		return before, after, err
	case before.Person != in.Person:
		return before, after, domain.ErrNotFound
	}
	after = domain.Leave{ID: in.ID, Person: in.Person, Deputy: in.Deputy, From: in.From.Start(), To: in.To.End()}
	if !access.MayPutLeave(actor, after) {
		return before, after, domain.ErrForbidden
	}
	if in.Withdrawn {
		if before.ID == "" {
			return before, after, domain.ErrNotFound
		}
		after = before
		if after.To.After(now) {
			after.To = now
		}
		if after.To.Before(after.From) {
			after.To = after.From
		}
		return before, after, nil
	}
	if !in.From.Valid() || !in.To.Valid() || in.To < in.From {
		return before, after, refused("to", "Vælg den første og den sidste dag.")
	}
	if after.From.Before(now) {
		after.From = now // what is past cannot be covered any more
		if before.ID != "" && !before.From.After(now) && domain.DateOf(before.From) <= in.From {
			after.From = before.From
		}
	}
	return before, after, nil
}

const maxLeave = 366 * 24 * time.Hour

func (a *App) checkLeave(tx *store.Tx, l domain.Leave, withdrawn bool, names map[domain.ID]string) error {
	if withdrawn {
		return nil
	}
	now := a.clock.Now()
	if names[l.Person] == "" {
		return refused("person", "Kun en borgerkonsulent kan have en afløser.")
	}
	if names[l.Deputy] == "" || l.Deputy == l.Person {
		return refused("deputy", "Vælg en kollega, som er borgerkonsulent.")
	}
	if !l.To.After(now) {
		return refused("to", "Den dag er allerede gået.")
	}
	if l.To.Sub(l.From) > maxLeave {
		return refused("to", "Vælg højst et år ad gangen.")
	}
	others, err := tx.AbsencesOf(now, l.Person, l.Deputy)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.ID == l.ID || !o.From.Before(l.To) || !l.From.Before(o.To) || !o.To.After(o.From) {
			continue
		}
		if o.Person == l.Person {
			return refused("from", "Der er allerede skrevet fravær på nogle af de dage.")
		}
		return refused("deputy", "Den kollega har selv fri på nogle af de dage.")
	}
	return nil
}

// consulting gives the part of an absence in which somebody is the plan's consultant: nobody
// stands in before she comes or after she has gone. Where there is none it is empty.
func consulting(l domain.Leave, r access.Relation) domain.Leave {
	l.From = later(l.From, r.From)
	if !r.To.IsZero() && l.To.After(r.To) {
		l.To = r.To
	}
	if l.ID == "" || !l.To.After(l.From) {
		return domain.Leave{}
	}
	return l
}

// window moves a deputy's window on a plan from one absence to another.
func (a *App) window(tx *store.Tx, plan domain.ID, before, after domain.Leave, now time.Time) error {
	moved := before.ID != "" && (after.ID == "" || before.Deputy != after.Deputy || !before.From.Equal(after.From))
	if moved && before.To.After(now) {
		if err := tx.EndWindow(plan, before.Deputy, before.From, now); err != nil {
			return err
		}
	}
	if after.ID == "" {
		return nil
	}
	return tx.PutRelation(plan, after.Deputy, access.Relation{Kind: access.RelationDeputy, From: after.From, To: after.To})
}

// cover brings a plan in line with an absence of its consultant: whose window it was loses
// what is left of it, whoever stands in now gets one, and who waits is told on to them.
func (a *App) cover(tx *store.Tx, actor access.Actor, plan domain.ID, before, after domain.Leave, departments []domain.Department) error {
	now := a.clock.Now().UTC().Truncate(time.Millisecond)
	if err := tx.Lock(plan); err != nil {
		return err
	}
	head, err := tx.Plan(plan)
	if err != nil {
		return err
	}
	tied, err := tx.Relations(plan)
	if err != nil {
		return err
	}
	for _, r := range tied {
		if r.Person != after.Person || r.Relation.Kind != access.RelationConsultant {
			continue
		}
		if err := a.window(tx, plan, consulting(before, r.Relation), consulting(after, r.Relation), now); err != nil {
			return err
		}
	}
	if err := tx.Audit(head, store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "deputy_window", Kind: "person", Item: after.Deputy}); err != nil {
		return err
	}
	s, err := a.load(tx, head, departments)
	if err != nil {
		return err
	}
	c := &change{app: a, tx: tx, actor: actor, state: s, departments: departments, now: now, by: actor.Person}
	if err := c.climbAgain(false); err != nil {
		return err
	}
	tx.Tell(store.Signal{Plan: plan})
	tx.After(func() { a.Woken(plan) })
	// Who answers whom is read with the thread, so an open phone looks again at that.
	threads, err := tx.Threads(plan)
	for _, t := range threads {
		if slices.Contains(t.Between, head.Citizen) && slices.Contains(t.Between, after.Person) {
			c.tellThread(t)
		}
	}
	return err
}
