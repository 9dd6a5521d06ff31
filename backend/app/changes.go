package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// changesDoc is the answer of getPlanChanges: the whole plan, or what changed since.
type changesDoc struct {
	Format  int             `json:"format"`
	Full    bool            `json:"full"`
	Since   string          `json:"since"`
	Rev     string          `json:"rev"`
	Plan    json.RawMessage `json:"plan,omitempty"`
	Changed *changedDoc     `json:"changed,omitempty"`
}

type changedDoc struct {
	Head   json.RawMessage `json:"plan,omitempty"`
	People []personDoc     `json:"people,omitempty"`
	changedItems
}

// changedItems is itemsDoc with the empty lists left out.
type changedItems struct {
	Dream        json.RawMessage   `json:"dream,omitempty"`
	Strengths    []json.RawMessage `json:"strengths,omitempty"`
	Challenges   []json.RawMessage `json:"challenges,omitempty"`
	Goals        []json.RawMessage `json:"goals,omitempty"`
	Steps        []json.RawMessage `json:"steps,omitempty"`
	Efforts      []json.RawMessage `json:"efforts,omitempty"`
	Agreements   []json.RawMessage `json:"agreements,omitempty"`
	Meetings     []json.RawMessage `json:"meetings,omitempty"`
	PlanChanges  []json.RawMessage `json:"plan_changes,omitempty"`
	Flags        []json.RawMessage `json:"flags,omitempty"`
	Checkins     []json.RawMessage `json:"checkins,omitempty"`
	Indicators   []json.RawMessage `json:"indicators,omitempty"`
	Measurements []json.RawMessage `json:"measurements,omitempty"`
	Consents     []json.RawMessage `json:"consents,omitempty"`
	Contacts     []json.RawMessage `json:"contacts,omitempty"`
	Events       []json.RawMessage `json:"events,omitempty"`
	Attachments  []json.RawMessage `json:"attachments,omitempty"`
	Wishes       []json.RawMessage `json:"wishes,omitempty"`
	Requests     []json.RawMessage `json:"meeting_requests,omitempty"`
	Attempts     []json.RawMessage `json:"contact_attempts,omitempty"`
}

// GetPlanChanges gives what changed since the viewer's cursor. Where what he may see was
// changed by a grant, a consent, a deletion or the clock, it is the whole plan; a contact
// always gets that. Nothing new gives an empty change with the same cursor.
func (a *App) GetPlanChanges(ctx context.Context, actor access.Actor, plan domain.ID, since string, purpose Purpose) ([]byte, error) {
	coder := newCursorCoder(a.store, plan, actor.Person)
	from, malformed := coder.decode(since)
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return nil, err // hidden comes before what is wrong with the question
	}
	if err := a.logRead(ctx, actor, readPlan, purpose, viewer.Relation.Kind, plan); err != nil {
		return nil, err
	}
	now := a.clock.Now()
	cur := s.cursor(viewer, now)
	doc := changesDoc{Format: Format, Since: since, Rev: coder.encode(cur)}
	stale := malformed != nil || from.Epoch != cur.Epoch || from.Expired(now) || from.Rev > cur.Rev
	if stale || viewer.Relation.Kind == access.RelationContact {
		v, err := a.rendered(ctx, s, viewer, now)
		if err != nil {
			return nil, err
		}
		doc.Full, doc.Plan, doc.Rev = true, v.Body, v.Rev
		return json.Marshal(doc)
	}
	doc.Changed = &changedDoc{}
	if from.Rev < cur.Rev {
		items, named, err := s.renderItems(viewer, now, func(r domain.Record) bool { return r.Rev > from.Rev })
		if err != nil {
			return nil, err
		}
		doc.Changed.changedItems = changedItems(items)
		known := s.namedUpTo(viewer, from.Rev, now)
		doc.Changed.People = s.renderPeople(viewer, slices.DeleteFunc(named, func(id domain.ID) bool { return known[id] }))
		if s.headSince(from.Rev) {
			if doc.Changed.Head, err = s.renderHead(viewer, now); err != nil {
				return nil, err
			}
		}
	}
	return json.Marshal(doc)
}

// namedUpTo gives the persons whom a viewer who has seen the plan up to a revision has been
// told of: on a bad net each one told again costs more than the step that was ticked.
func (s *state) namedUpTo(v access.Viewer, rev int64, now time.Time) map[domain.ID]bool {
	known := map[domain.ID]bool{s.head.Citizen: true, s.plan().Consultant: true, v.Person: true}
	for _, r := range s.records {
		view := s.facts.See(v, r.Ref(), now)
		if r.Kind == domain.KindPlan || r.Rev > rev || !view.Sees || view.Partial() || view.Without != nil {
			continue
		}
		for _, id := range mentions(r.ID, r.Item) {
			known[id] = true
		}
		if s.tellsWho(r, v, view) {
			known[r.By] = true
		}
	}
	return known
}

// headSince says whether the plan's head may look otherwise than at a revision: by itself,
// by a goal that opens or closes a lane, or by what the draft was answered.
func (s *state) headSince(rev int64) bool {
	return slices.ContainsFunc(s.records, func(r domain.Record) bool {
		return r.Rev > rev && (r.Kind == domain.KindPlan || r.Kind == domain.KindGoal || r.Kind == domain.KindPlanChange)
	})
}
