package app

import (
	"slices"
	"time"

	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// rounds is what looking at one plan shares with looking at the next.
type rounds struct {
	house   House
	sets    attention.Sets
	entries []domain.CatalogueEntry
	leaves  []domain.Leave
	leads   map[string][]domain.ID
	people  map[domain.ID]domain.Person
	offices map[string]schedule.Office
	now     time.Time
}

func (a *App) newRounds(tx *store.Tx, house House) (*rounds, error) {
	r := &rounds{house: house, leads: map[string][]domain.ID{}, people: map[domain.ID]domain.Person{}, offices: map[string]schedule.Office{}, now: a.clock.Now()}
	var err error
	if r.sets, err = a.thresholdsIn(tx); err != nil {
		return nil, err
	}
	c, err := a.catalogueIn(tx, house.Departments)
	if err != nil {
		return nil, err
	}
	r.entries = c.entries
	r.leaves, err = tx.Absences(r.now)
	return r, err
}

// leadsOf gives the team leads of a department, or all where it has none of its own.
func (r *rounds) leadsOf(tx *store.Tx, department string) ([]domain.ID, error) {
	if leads, ok := r.leads[department]; ok {
		return leads, nil
	}
	leads, err := tx.WithRole(domain.RoleTeamLead, department)
	if err == nil && len(leads) == 0 {
		leads, err = tx.WithRole(domain.RoleTeamLead, "")
	}
	r.leads[department] = leads
	return leads, err
}

// lastWords is how many of a thread's messages the rules read: enough to find who spoke last.
const lastWords = 50

// talk is what was said between the citizen and the staff: the conversations, and the last words
// of each, oldest first.
type talk struct {
	threads []domain.Thread
	words   [][]domain.Message
}

// talkOn reads the conversations of a plan. What the citizen writes with her people is nobody
// else's, and is not among them.
func (a *App) talkOn(tx *store.Tx, s *state) (talk, error) {
	var t talk
	threads, err := tx.Threads(s.head.ID)
	if err != nil {
		return t, err
	}
	for _, thread := range threads {
		if slices.ContainsFunc(thread.Between, func(id domain.ID) bool { return s.persons[id].Role == domain.RoleContact }) {
			continue
		}
		words, _, err := tx.Messages(s.head, thread.ID, "", lastWords)
		if err != nil {
			return t, err
		}
		t.threads, t.words = append(t.threads, thread), append(t.words, words)
	}
	return t, nil
}

// look goes over a plan: its alerts now, and when to look again though nothing changes.
func (a *App) look(tx *store.Tx, s *state, m *memory, r *rounds) ([]attention.Alert, time.Time, error) {
	t, err := a.talkOn(tx, s)
	if err != nil {
		return nil, time.Time{}, err
	}
	return a.judge(tx, s, t, m, r)
}

// judge is look, of conversations that were read.
func (a *App) judge(tx *store.Tx, s *state, t talk, m *memory, r *rounds) ([]attention.Alert, time.Time, error) {
	facts, err := a.knownOf(tx, s, t, m, r)
	if err != nil {
		return nil, time.Time{}, err
	}
	alerts, next := r.apply(s, facts)
	return alerts, next, nil
}

// apply lets the rules go over what is known of a plan.
func (r *rounds) apply(s *state, facts *attention.Facts) ([]attention.Alert, time.Time) {
	alerts, next := attention.Look(facts, r.sets.At(domain.DateOf(r.now), facts.Citizen), r.now)
	if _, handed := s.withConsultant(r.now); !handed.IsZero() && (next.IsZero() || handed.Before(next)) {
		next = handed
	}
	return alerts, next
}

// knownOf gathers what the rules judge a plan by.
func (a *App) knownOf(tx *store.Tx, s *state, t talk, m *memory, r *rounds) (*attention.Facts, error) {
	records, _ := s.withConsultant(r.now)
	in := Attentive{Plan: s.head.ID, Citizen: s.persons[s.head.Citizen], Records: records, Access: s.facts, Leaves: r.leaves, Threads: t.threads, Messages: slices.Concat(t.words...),
		Settled: m.settled(), Hours: a.hours, Catalogue: r.entries, Offices: r.offices}
	if s.plan().Ended() {
		left, keep, err := planTimeIn(tx, s.head)
		if err != nil {
			return nil, err
		}
		if left.Told(r.now, keep) {
			in.Goes, in.GoesToldAt = domain.DateOf(left.Goes), left.ToldAt
		}
	}
	named := []domain.ID{}
	for _, thread := range t.threads {
		named = append(append(named, thread.Between...), thread.Deputy)
	}
	for _, l := range r.leaves {
		named = append(named, l.Person, l.Deputy)
	}
	var err error
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

// named gives the persons of a plan, and those who are named besides.
func (r *rounds) named(tx *store.Tx, persons map[domain.ID]domain.Person, ids []domain.ID) (map[domain.ID]domain.Person, error) {
	out := make(map[domain.ID]domain.Person, len(persons)+len(ids))
	for id, p := range persons {
		out[id] = p
	}
	var missing []domain.ID
	for _, id := range ids {
		if _, ok := out[id]; ok || id == "" {
			continue
		}
		if p, ok := r.people[id]; ok {
			out[id] = p
		} else if !slices.Contains(missing, id) {
			missing = append(missing, id)
		}
	}
	more, err := tx.Persons(missing...)
	for _, p := range more {
		out[p.ID], r.people[p.ID] = p, p
	}
	return out, err
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
