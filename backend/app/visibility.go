package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Visibility says of everything on a plan who can see it now: what each of them would get if he
// asked. It is worked out when it is asked for and stored nowhere.
type Visibility struct {
	Items  []VisibleThing `json:"items"`
	People []personDoc    `json:"people" doc:"those who are named, by id"`
}

// VisibleThing is one thing and who sees it. The kind is a thing's, "thread" or "hours" (whose id
// is the plan's).
type VisibleThing struct {
	Kind      domain.Kind `json:"kind"`
	ID        domain.ID   `json:"id"`
	VisibleTo []domain.ID `json:"visible_to"`
	// Partly are those of them who do not see all of it.
	Partly []domain.ID `json:"visible_partly,omitempty"`
}

// What is no item of the plan, and still somebody's to see.
const (
	kindThread domain.Kind = "thread"
	kindHours  domain.Kind = "hours"
)

// watcher is somebody who may open the plan, with the plan as it is for him: one whom the citizen
// paused sees it as it was.
type watcher struct {
	access.Viewer
	state *state
}

// GetVisibility gives the citizen who sees what (threat T35): of one thing, or of all where only
// is "". What is not there, or not hers to see, is ErrNotFound.
func (a *App) GetVisibility(ctx context.Context, actor access.Actor, plan, only domain.ID) (Visibility, error) {
	out := Visibility{Items: []VisibleThing{}}
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return out, err
	}
	if viewer.Relation.Kind != access.RelationCitizen {
		return out, domain.ErrForbidden
	}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	var tied []store.PlanPerson
	var people []domain.Person
	var threads []domain.Thread
	var looking []access.Viewer
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		if _, tied, err = tx.Tied(plan); err != nil {
			return err
		}
		ids := make([]domain.ID, len(tied))
		for i, t := range tied {
			ids[i] = t.Person
		}
		if people, err = tx.Persons(ids...); err != nil {
			return err
		}
		if looking, err = lookersOn(tx, s.head, a.clock.Now()); err != nil {
			return err
		}
		threads, err = tx.Threads(plan)
		return err
	}); err != nil {
		return out, err
	}
	now := a.clock.Now()
	var watchers []watcher
	for _, p := range people {
		s = s.withPerson(p)
		of := access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}
		v := access.Viewer{Actor: of, Relation: store.Among(tied, access.ThreadScope(of, now))}
		if !v.MayOpenThreads(now) {
			continue
		}
		as, err := a.stopped(ctx, s, v, house)
		if err != nil {
			return out, err
		}
		watchers = append(watchers, watcher{v, as})
	}
	for _, v := range looking {
		if !slices.ContainsFunc(watchers, func(w watcher) bool { return w.Person == v.Person }) {
			watchers = append(watchers, watcher{v, s})
		}
	}
	// In the order in which the phone lists them: herself last.
	slices.SortStableFunc(watchers, func(x, y watcher) int { return rankOfRelation(x) - rankOfRelation(y) })
	named := []domain.ID{}
	tell := func(kind domain.Kind, id domain.ID, sees func(watcher) access.View) {
		if only != "" && id != only {
			return
		}
		t := VisibleThing{Kind: kind, ID: id, VisibleTo: []domain.ID{}}
		for _, w := range watchers {
			view := sees(w)
			if !view.Sees {
				continue
			}
			t.VisibleTo, named = append(t.VisibleTo, w.Person), append(named, w.Person)
			if !view.Whole() {
				t.Partly = append(t.Partly, w.Person)
			}
		}
		out.Items = append(out.Items, t)
	}
	for _, r := range s.records {
		if !s.see(viewer, r, now).Sees {
			continue
		}
		tell(r.Kind, r.ID, func(w watcher) access.View {
			if _, there := w.state.byRef[r.Ref()]; !there {
				return access.View{}
			}
			return w.state.facts.See(w.Viewer, r.Ref(), now)
		})
	}
	whole := func(sees bool) access.View { return access.View{Sees: sees} }
	for _, t := range threads {
		if reads, _ := access.Thread(viewer, t, now); !reads {
			continue
		}
		tell(kindThread, t.ID, func(w watcher) access.View {
			reads, _ := access.Thread(w.Viewer, t, now)
			return whole(reads || access.GlassThread(w.Viewer, t, s.consultant(now), now))
		})
	}
	for _, r := range s.records {
		if reads, _ := s.facts.Line(viewer, r.ID, now); r.Kind != domain.KindContact || !reads {
			continue
		}
		tell(kindThread, domain.ContactThreadID(plan, r.ID), func(w watcher) access.View {
			reads, _ := w.state.facts.Line(w.Viewer, r.ID, now)
			return whole(reads && (w.Relation.Kind == access.RelationCitizen || w.Person == r.ID))
		})
	}
	tell(kindHours, plan, func(w watcher) access.View {
		return whole(w.MayOpen(now) && access.OnHours(w.Viewer, access.ActSeeHours))
	})
	if only != "" && len(out.Items) == 0 {
		return Visibility{}, domain.ErrNotFound
	}
	out.People = s.renderPeople(viewer, named)
	return out, nil
}

// rankOfRelation puts the consultant first and the citizen last.
func rankOfRelation(w watcher) int {
	return slices.Index([]access.RelationKind{access.RelationConsultant, access.RelationDeputy, access.RelationFormer, access.RelationGlass, access.RelationProfessional, access.RelationContact, access.RelationCitizen}, w.Relation.Kind)
}

// lookersOn gives those who look at a plan now without working with the citizen.
func lookersOn(tx *store.Tx, head store.PlanHead, now time.Time) ([]access.Viewer, error) {
	looks, err := tx.GlassOn(head, now.Add(-glassDay))
	if err != nil {
		return nil, err
	}
	var out []access.Viewer
	for _, g := range looks {
		p, err := tx.Person(g.Person)
		if err != nil {
			return nil, err
		}
		v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: access.Relation{Kind: access.RelationGlass, From: g.At, To: g.Until}}
		if v.MayLook(now) {
			out = append(out, v)
		}
	}
	return out, nil
}
