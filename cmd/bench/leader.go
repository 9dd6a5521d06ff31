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
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

const (
	// ledCitizens is how many citizens the leader's figures are of, and ledConsultants how many
	// consultants they have; each citizen told of the year before the plan and the year after.
	ledCitizens    = 1700
	ledConsultants = 48
)

// leader prints what a lead waits for her figures of a municipality, on SQLite in this process.
func (b *bench) leader(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "tavlen-leader")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	now := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	clock := domain.ClockFunc(func() time.Time { return now })
	log := slog.New(slog.DiscardHandler)
	key := func(b byte) []byte { return slices.Repeat([]byte{b}, 32) }
	s, err := store.Open(ctx, store.Options{Database: filepath.Join(dir, "bench.db"), Ledger: filepath.Join(dir, "ledger"), Clock: clock, Log: log,
		Keys: store.Keys{Masters: []store.MasterKey{{ID: "bench", Key: key(1)}}, Index: key(2)}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	a := app.New(app.Options{Store: s, Clock: clock, Log: log})
	var consultants []domain.ID
	for i := range ledConsultants {
		consultants = append(consultants, domain.NewID())
		if err := a.AddStaff(ctx, domain.Person{ID: consultants[i], Role: domain.RoleConsultant, Name: "Kollega", Department: fmt.Sprint("team", i%4)}); err != nil {
			return err
		}
	}
	for i := 0; i < ledCitizens; i += 50 {
		if err := s.Write(ctx, func(tx *store.Tx) error {
			for k := range min(50, ledCitizens-i) {
				if err := led(tx, consultants[(i+k)%len(consultants)], i+k, now); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	b.out.note("%d citizens of %d consultants, each with two years of paid hours", ledCitizens, ledConsultants)
	var times []time.Duration
	for range 10 {
		began := time.Now()
		f, err := a.GetFigures(ctx, access.Actor{Person: domain.NewID(), Role: domain.RoleTeamLead}, "", "")
		if err != nil {
			return err
		}
		if len(f.Tables) == 0 {
			return errors.New("there are no figures")
		}
		times = append(times, time.Since(began))
	}
	b.out.times("leader_figures", times)
	return nil
}

// led makes one citizen with all that is counted of her.
func led(tx *store.Tx, consultant domain.ID, i int, now time.Time) error {
	citizen, plan := domain.NewID(), domain.NewID()
	const agreed, last domain.Date = "2025-09-29", "2026-09-21"
	if err := errors.Join(tx.NewDataKey(citizen), tx.PutPerson(domain.Person{ID: citizen, Role: domain.RoleCitizen, Name: "Borger"}, citizen), tx.CreatePlan(plan, citizen),
		tx.PutRelation(plan, consultant, access.Relation{Kind: access.RelationConsultant, From: now.AddDate(-1, -2, 0)})); err != nil {
		return err
	}
	var said []domain.PaidSaid
	for week := agreed.AddDays(-52 * 7); week <= last; week = week.AddDays(7) {
		minutes := i % 7 * 60
		said = append(said, domain.PaidSaid{Week: week, Minutes: &minutes, PaidTold: domain.PaidTold{SaidBy: citizen, SaidAt: now}})
	}
	if _, err := tx.SayPaidHours(plan, said, now); err != nil {
		return err
	}
	day := last.AddDays(-i % 60)
	return errors.Join(
		tx.PutCounted(plan, domain.Counted{AgreedOn: agreed, HeardOn: domain.DateOf(now).AddDays(-i % 30), Ends: []domain.CountedEnd{{Effort: domain.NewID(), On: day, Decided: i%9 > 0}},
			Flags: []domain.CountedFlag{{Flag: domain.NewID(), RaisedOn: day, SeenOn: day, SeenMinutes: i % 300}}, Alerts: []domain.CountedAlert{{Rule: "silence", Level: "amber", Alerts: 1}}}),
		tx.PutAnswer(plan, domain.CountedAnswer{Message: domain.NewID(), On: day, Minutes: i % 900, Promised: 480}))
}
