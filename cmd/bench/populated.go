package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// populated is a municipality full of citizens like Peter, with one consultant.
type populated struct {
	database         string
	files, ledger    string
	keys             store.Keys
	store            *store.Store
	app              *app.App
	consultant       access.Actor
	now              time.Time
	plans            []citizenPlan
	things, messages int
	facts            *attention.Facts
	citizen          domain.Person
	written          atomic.Int64
}

// citizenPlan is a citizen's plan, and the conversation with the consultant.
type citizenPlan struct{ citizen, plan, thread domain.ID }

// open opens the municipality as a process that has just started.
func (t *populated) open(ctx context.Context) (*store.Store, *app.App, error) {
	clock := domain.ClockFunc(func() time.Time { return t.now })
	log := slog.New(slog.DiscardHandler)
	s, err := store.Open(ctx, store.Options{Database: t.database, Files: t.files, Ledger: t.ledger, Clock: clock, Log: log, Keys: t.keys})
	if err != nil {
		return nil, nil, err
	}
	return s, app.New(app.Options{Store: s, Clock: clock, Log: log}), nil
}

// write lets a citizen send a message.
func (t *populated) write(ctx context.Context, p citizenPlan) error {
	t.written.Add(1)
	_, err := t.app.SendMessage(ctx, access.Actor{Person: p.citizen, Role: domain.RoleCitizen, Session: "bench"}, app.Send{Plan: p.plan, ID: domain.NewID(), Thread: p.thread, Text: "Hej, jeg har et spørgsmål."})
	return err
}

// populate makes so many citizens in a folder that is gone when done is called.
func populate(ctx context.Context, citizens int) (t *populated, done func(), err error) {
	dir, err := os.MkdirTemp("", "tavlen-populated")
	if err != nil {
		return nil, nil, err
	}
	key := func(b byte) []byte { return slices.Repeat([]byte{b}, 32) }
	t = &populated{database: filepath.Join(dir, "bench.db"), ledger: filepath.Join(dir, "ledger"),
		keys: store.Keys{Masters: []store.MasterKey{{ID: "bench", Key: key(1)}}, Index: key(2)}}
	done = func() {
		if t.store != nil {
			_ = t.store.Close() // what lay in it is thrown away
		}
		_ = os.RemoveAll(dir)
	}
	if err := t.fill(ctx, citizens); err != nil {
		done()
		return nil, nil, err
	}
	return t, done, nil
}

func (t *populated) fill(ctx context.Context, citizens int) error {
	set, err := demo.Parse(demo.Builtin()...)
	if err != nil {
		return err
	}
	if t.now.IsZero() {
		t.now = set.Anchor
	}
	if t.store, t.app, err = t.open(ctx); err != nil {
		return err
	}
	if err := t.app.SetHouse(ctx, app.House{Municipality: set.Municipality, Departments: set.Departments}); err != nil {
		return err
	}
	people := map[domain.ID]domain.Person{}
	for _, s := range set.Staff {
		people[s.Person.ID] = s.Person
		if err := t.app.AddStaff(ctx, s.Person); err != nil {
			return err
		}
	}
	peter := &set.Cases[0]
	t.consultant = access.Actor{Person: peter.Consultant, Role: domain.RoleConsultant, Department: people[peter.Consultant].Department, Session: "desk"}
	t.things, t.messages, t.citizen = len(peter.Items), len(peter.Messages), peter.Citizen
	people[peter.Citizen.ID] = peter.Citizen
	var records []domain.Record
	for _, it := range peter.Items {
		records = append(records, domain.Record{Plan: peter.Plan, Kind: it.Item.Kind(), ID: it.ID, Item: it.Item})
	}
	t.facts = app.AttentionFacts(app.Attentive{Plan: peter.Plan, Citizen: peter.Citizen, Records: records, Access: access.Gather(records, set.Departments),
		Threads: peter.Threads, Messages: peter.Messages, People: people}, t.now)
	for i := 0; i < citizens; i += 50 {
		if err := t.store.Write(ctx, func(tx *store.Tx) error {
			for range min(50, citizens-i) {
				p, err := settleLike(tx, peter, t.now)
				if err != nil {
					return err
				}
				t.plans = append(t.plans, p)
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// settleLike makes a citizen of her own with a plan as full as the one of a case.
func settleLike(tx *store.Tx, c *demo.Case, now time.Time) (citizenPlan, error) {
	p, plan := c.Citizen, domain.NewID()
	p.ID = domain.NewID()
	if err := errors.Join(tx.NewDataKey(p.ID), tx.PutPerson(p, p.ID), tx.CreatePlan(plan, p.ID),
		tx.PutRelation(plan, c.Consultant, access.Relation{Kind: access.RelationConsultant, From: now.AddDate(0, -2, 0)})); err != nil {
		return citizenPlan{}, err
	}
	rev, err := tx.Bump(plan)
	if err != nil {
		return citizenPlan{}, err
	}
	head := store.PlanHead{ID: plan, Citizen: p.ID, Rev: rev}
	for _, it := range c.Items {
		r := domain.Record{Plan: plan, Kind: it.Item.Kind(), ID: it.ID, Rev: rev, Item: it.Item, By: c.Consultant, At: now}
		if h, ok := it.Item.(*domain.Plan); ok {
			own := *h
			own.Citizen = p.ID
			r.ID, r.Item = plan, &own
		}
		if err := tx.PutItem(head, r); err != nil {
			return citizenPlan{}, err
		}
	}
	made := citizenPlan{citizen: p.ID, plan: plan}
	threads := map[domain.ID]domain.ID{}
	for _, th := range c.Threads {
		old := th.ID
		th.ID, th.Plan, th.Between = domain.NewID(), plan, slices.Clone(th.Between)
		for i, who := range th.Between {
			if who == c.Citizen.ID {
				th.Between[i] = p.ID
			}
		}
		threads[old] = th.ID
		if slices.Contains(th.Between, c.Consultant) {
			made.thread = th.ID
		}
		if err := tx.CreateThread(th); err != nil {
			return citizenPlan{}, err
		}
	}
	for _, m := range c.Messages {
		m.Thread = threads[m.Thread]
		if m.From == c.Citizen.ID {
			m.From = p.ID
		}
		if err := tx.AddMessage(head, m); err != nil {
			return citizenPlan{}, err
		}
	}
	return made, nil
}
