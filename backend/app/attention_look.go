package app

import (
	"slices"
	"time"

	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// lastWords is how many of a thread's messages the rules read: enough to find who spoke last.
const lastWords = 50

// look goes over a plan: its alerts now, and when to look again though nothing changes.
func (a *App) look(tx *store.Tx, s *state, m *memory, r *rounds) ([]attention.Alert, time.Time, error) {
	facts, err := a.factsOf(tx, s, m, r)
	if err != nil {
		return nil, time.Time{}, err
	}
	alerts, next := r.judge(s, facts)
	return alerts, next, nil
}

// judge lets the rules go over what is known of a plan.
func (r *rounds) judge(s *state, facts *attention.Facts) ([]attention.Alert, time.Time) {
	alerts, next := attention.Look(facts, r.sets.At(domain.DateOf(r.now), facts.Citizen), r.now)
	if _, handed := s.withConsultant(r.now); !handed.IsZero() && (next.IsZero() || handed.Before(next)) {
		next = handed
	}
	return alerts, next
}

// factsOf reads what the rules judge a plan by.
func (a *App) factsOf(tx *store.Tx, s *state, m *memory, r *rounds) (*attention.Facts, error) {
	records, _ := s.withConsultant(r.now)
	in := Attentive{Plan: s.head.ID, Citizen: s.persons[s.head.Citizen], Records: records, Access: s.facts, Leaves: r.leaves,
		Settled: m.settled(), Hours: a.hours, Catalogue: r.entries, Offices: r.offices}
	threads, err := tx.Threads(s.head.ID)
	if err != nil {
		return nil, err
	}
	named := []domain.ID{}
	for _, t := range threads {
		if slices.ContainsFunc(t.Between, func(id domain.ID) bool { return s.persons[id].Role == domain.RoleContact }) {
			continue // what she writes with her people is nobody else's
		}
		words, _, err := tx.Messages(s.head, t.ID, "", lastWords)
		if err != nil {
			return nil, err
		}
		in.Threads, in.Messages = append(in.Threads, t), append(in.Messages, words...)
		named = append(append(named, t.Between...), t.Deputy)
	}
	for _, l := range r.leaves {
		named = append(named, l.Person, l.Deputy)
	}
	if in.Leads, err = r.leadsOf(tx, s.persons[s.consultant(r.now)].Department); err != nil {
		return nil, err
	}
	if in.People, err = r.named(tx, s.persons, append(named, in.Leads...)); err != nil {
		return nil, err
	}
	if err := a.lastSeen(tx, &in.Citizen); err != nil {
		return nil, err
	}
	return AttentionFacts(in, r.now), nil
}

// lastSeen puts when the citizen last used the app.
func (a *App) lastSeen(tx *store.Tx, p *domain.Person) error {
	at, err := tx.LastSeen(p.ID)
	if err != nil || at.IsZero() || p.Citizen == nil {
		return err
	}
	c := *p.Citizen
	if c.LastOpenedApp == nil || at.After(*c.LastOpenedApp) {
		c.LastOpenedApp = &at
	}
	p.Citizen = &c
	return nil
}
