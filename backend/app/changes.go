package app

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// changesDoc is the answer of getPlanChanges: the whole plan, or what changed since.
type changesDoc struct {
	Format  int             `json:"format,omitempty"`
	Full    bool            `json:"full,omitempty"`
	Since   string          `json:"since,omitempty"`
	Rev     string          `json:"rev"`
	Plan    json.RawMessage `json:"plan,omitempty"`
	Changed *changedDoc     `json:"changed,omitempty"`
}

type changedDoc struct {
	Head   json.RawMessage `json:"plan,omitempty"`
	People []personDoc     `json:"people,omitempty"`
	changedItems
	StepFields []json.RawMessage `json:"step_fields,omitempty"`
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
	Handovers    []json.RawMessage `json:"handovers,omitempty"`
	Assessments  []json.RawMessage `json:"assessments,omitempty"`
	Notes        []json.RawMessage `json:"assessment_notes,omitempty"`
	Stories      []json.RawMessage `json:"stories,omitempty"`
	Rights       []json.RawMessage `json:"rights_requests,omitempty"`
}

// GetPlanChanges gives what changed since the viewer's cursor. Where what he may see was
// changed by a grant, a consent, a deletion or the clock, it is the whole plan; a contact
// always gets that. Nothing new gives an empty change with the same cursor. Brief leaves
// out what the phone knows already: what it asked, and of a citizen's step that it has the
// fields that are as they were.
func (a *App) GetPlanChanges(ctx context.Context, actor access.Actor, plan domain.ID, since string, brief bool, purpose Purpose) ([]byte, error) {
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
	doc := changesDoc{Rev: coder.encode(cur)}
	if !brief {
		doc.Format, doc.Since = Format, since
	}
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
		if brief && viewer.Relation.Kind == access.RelationCitizen {
			if err := a.shorten(ctx, s, doc.Changed, from.Rev); err != nil {
				return nil, err
			}
		}
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

// mostShortened bounds the steps that are looked up as they were: whoever was away for
// long gets them whole.
const mostShortened = 16

// shorten leaves of the changed steps which the phone has the fields that are other now,
// null for one that is gone. For a citizen only: she sees all of every step, so that what
// the plan held then is what her phone holds.
func (a *App) shorten(ctx context.Context, s *state, c *changedDoc, since int64) error {
	if len(c.Steps) == 0 || len(c.Steps) > mostShortened {
		return nil
	}
	now := make([]map[string]json.RawMessage, len(c.Steps))
	ids := make([]domain.ID, len(c.Steps))
	for i, raw := range c.Steps {
		if err := json.Unmarshal(raw, &now[i]); err != nil {
			return err
		}
		if err := json.Unmarshal(now[i]["id"], &ids[i]); err != nil {
			return err
		}
	}
	before := map[domain.ID]domain.Record{}
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		old, err := tx.VersionsAsOf(s.head, ids, since)
		for _, r := range old {
			if r.Kind == domain.KindStep && !r.Deleted {
				before[r.ID] = r
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	var whole []json.RawMessage
	for i, raw := range c.Steps {
		r, known := before[ids[i]]
		if !known {
			whole = append(whole, raw)
			continue
		}
		was, err := domain.FieldsOf(r.Item)
		if err != nil {
			return err
		}
		for field, value := range was {
			if is, there := now[i][field]; !there {
				now[i][field] = json.RawMessage("null")
			} else if bytes.Equal(is, value) {
				delete(now[i], field)
			}
		}
		if now[i]["may_edit"] == nil {
			now[i]["may_edit"] = json.RawMessage("null")
		}
		short, err := json.Marshal(now[i])
		if err != nil {
			return err
		}
		c.StepFields = append(c.StepFields, short)
	}
	c.Steps = whole
	return nil
}

// namedUpTo gives the persons whom a viewer who has seen the plan up to a revision has been
// told of: on a bad net each one told again costs more than the step that was ticked.
func (s *state) namedUpTo(v access.Viewer, rev int64, now time.Time) map[domain.ID]bool {
	known := map[domain.ID]bool{s.head.Citizen: true, s.consultant(now): true, v.Person: true}
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
