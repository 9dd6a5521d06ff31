package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// municipality is how many citizens the nightly run goes over, each with a plan as full as
// that of the case files' Peter.
const municipality = 5000

// attention prints what the rules of attention cost: one plan that is in memory, one plan
// from the disk to what was noticed, and the nightly run over a whole municipality on SQLite.
// It runs in this very process, on a database of its own, since no phone waits for it.
func (b *bench) attention(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "tavlen-attention")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	t, err := populate(ctx, filepath.Join(dir, "bench.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.store.Close()) }()
	b.out.note("%d citizens with %d things and %d messages each", municipality, t.things, t.messages)

	var rules []time.Duration
	facts, limits := t.facts, attention.Sets{}.At(domain.DateOf(t.now), t.citizen)
	for range 2000 {
		began := time.Now()
		attention.Evaluate(facts, limits, t.now)
		rules = append(rules, time.Since(began))
	}
	b.out.times("attention_rules", rules)

	began := time.Now()
	if _, err := t.app.Rounds(ctx); err != nil {
		return err
	}
	b.out.print("attention_first_night", time.Since(began).Seconds(), "s")

	var one []time.Duration
	for _, plan := range t.plans[:500] {
		began := time.Now()
		if err := t.app.Attend(ctx, plan); err != nil {
			return err
		}
		one = append(one, time.Since(began))
	}
	b.out.times("attention_plan", one)

	t.now = t.now.Add(19 * time.Hour) // four in the morning
	cpu, err := ownCPU()
	if err != nil {
		return err
	}
	stopProfile, err := b.ownProfile("attention_night")
	if err != nil {
		return err
	}
	began = time.Now()
	n, err := t.app.Rounds(ctx)
	if err = errors.Join(err, stopProfile()); err != nil {
		return err
	}
	took := time.Since(began)
	spent, err := ownCPU()
	if err != nil {
		return err
	}
	if n != municipality {
		return fmt.Errorf("the nightly run went over %d plans", n)
	}
	b.out.print("attention_night", took.Seconds(), "s")
	b.out.print("attention_night_cpu", (spent - cpu).Seconds(), "s")
	return nil
}

// populated is a municipality full of citizens like Peter.
type populated struct {
	store            *store.Store
	app              *app.App
	now              time.Time
	plans            []domain.ID
	things, messages int
	facts            *attention.Facts
	citizen          domain.Person
}

func populate(ctx context.Context, database string) (*populated, error) {
	set, err := demo.Parse(demo.Builtin()...)
	if err != nil {
		return nil, err
	}
	t := &populated{now: set.Anchor}
	clock := domain.ClockFunc(func() time.Time { return t.now })
	log := slog.New(slog.DiscardHandler)
	key := func(b byte) []byte { return slices.Repeat([]byte{b}, 32) }
	if t.store, err = store.Open(ctx, store.Options{Database: database, Clock: clock, Log: log,
		Keys: store.Keys{Masters: []store.MasterKey{{ID: "bench", Key: key(1)}}, Index: key(2)}}); err != nil {
		return nil, err
	}
	t.app = app.New(app.Options{Store: t.store, Clock: clock, Log: log})
	if err := t.app.SetHouse(ctx, app.House{Municipality: set.Municipality, Departments: set.Departments}); err != nil {
		return nil, err
	}
	people := map[domain.ID]domain.Person{}
	for _, s := range set.Staff {
		people[s.Person.ID] = s.Person
		if err := t.app.AddStaff(ctx, s.Person); err != nil {
			return nil, err
		}
	}
	peter := &set.Cases[0]
	t.things, t.messages, t.citizen = len(peter.Items), len(peter.Messages), peter.Citizen
	people[peter.Citizen.ID] = peter.Citizen
	var records []domain.Record
	for _, it := range peter.Items {
		records = append(records, domain.Record{Plan: peter.Plan, Kind: it.Item.Kind(), ID: it.ID, Item: it.Item})
	}
	t.facts = app.AttentionFacts(app.Attentive{Plan: peter.Plan, Citizen: peter.Citizen, Records: records, Access: access.Gather(records, set.Departments),
		Threads: peter.Threads, Messages: peter.Messages, People: people}, t.now)
	for i := 0; i < municipality; i += 50 {
		if err := t.store.Write(ctx, func(tx *store.Tx) error {
			for range 50 {
				plan, err := settleLike(tx, peter, t.now)
				if err != nil {
					return err
				}
				t.plans = append(t.plans, plan)
			}
			return nil
		}); err != nil {
			return nil, errors.Join(err, t.store.Close())
		}
	}
	return t, nil
}

// settleLike makes a citizen of her own with a plan as full as the one of a case.
func settleLike(tx *store.Tx, c *demo.Case, now time.Time) (domain.ID, error) {
	p, plan := c.Citizen, domain.NewID()
	p.ID = domain.NewID()
	if err := errors.Join(tx.NewDataKey(p.ID), tx.PutPerson(p, p.ID), tx.CreatePlan(plan, p.ID),
		tx.PutRelation(plan, c.Consultant, access.Relation{Kind: access.RelationConsultant, From: now.AddDate(0, -2, 0)})); err != nil {
		return "", err
	}
	rev, err := tx.Bump(plan)
	if err != nil {
		return "", err
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
			return "", err
		}
	}
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
		if err := tx.CreateThread(th); err != nil {
			return "", err
		}
	}
	for _, m := range c.Messages {
		m.Thread = threads[m.Thread]
		if m.From == c.Citizen.ID {
			m.From = p.ID
		}
		if err := tx.AddMessage(head, m); err != nil {
			return "", err
		}
	}
	return plan, nil
}
