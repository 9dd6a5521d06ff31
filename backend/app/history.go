package app

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// History is a page of what happened on a plan, newest first, as the viewer may know it.
type History struct {
	Entries []HistoryEntry `json:"entries"`
	// People are those whom the entries name.
	People []personDoc `json:"people"`
	// Before asks for the page after this one; left out where there is none.
	Before string `json:"before,omitempty"`
}

// HistoryEntry is what one person did at one time, in plain Danish.
type HistoryEntry struct {
	ID        string    `json:"id"`
	At        time.Time `json:"at"`
	By        domain.ID `json:"by,omitempty"`
	Sentences []string  `json:"sentences"`
	Why       string    `json:"why,omitempty"`
	// Version is the agreed version that came of it; 0 for none.
	Version int `json:"version,omitempty"`

	// rev and first are the newest and the oldest revision that it tells of.
	rev, first int64
}

// What the history tells of, and what an earlier version of the plan shows: the plan
// itself, not the talk about it.
var (
	boardKinds = []domain.Kind{domain.KindPlan, domain.KindDream, domain.KindStrength, domain.KindChallenge, domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting}
	toldKinds  = append(slices.Clone(boardKinds), domain.KindPlanChange, domain.KindMeetingRequest, domain.KindContactAttempt, domain.KindEvent, domain.KindHandover, domain.KindStory)
)

const (
	historyPage  = 40 // entries
	historyBatch = 200
	// What one person does within togetherFor is one entry of at most togetherMax sentences:
	// a first meeting is not told in a hundred.
	togetherFor = 10 * time.Minute
	togetherMax = 12
)

// GetPlanHistory gives a page of the history, before an entry or from the newest on. An
// entry holds only what its viewer may see today of what it is about.
func (a *App) GetPlanHistory(ctx context.Context, actor access.Actor, plan domain.ID, before string, purpose Purpose) (History, error) {
	s, viewer, err := a.openPast(ctx, actor, plan, purpose)
	if err != nil {
		return History{}, err
	}
	coder := newCursorCoder(a.store, plan, actor.Person)
	from := int64(math.MaxInt64)
	if before != "" {
		if from, err = coder.decodeEntry(before); err != nil {
			return History{}, err
		}
	}
	h := &historian{state: s, viewer: viewer, now: a.clock.Now()}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error { return h.read(tx, from) })
	if err != nil {
		return History{}, err
	}
	out := History{Entries: h.entries, People: h.state.renderPeople(viewer, h.named)}
	if len(out.Entries) > historyPage {
		out.Entries = out.Entries[:historyPage]
		out.Before = coder.encodeEntry(out.Entries[historyPage-1].first)
	}
	for i := range out.Entries {
		out.Entries[i].ID = coder.encodeEntry(out.Entries[i].rev)
	}
	return out, nil
}

// openPast opens a plan for one who looks at what was; staff's looking is logged.
func (a *App) openPast(ctx context.Context, actor access.Actor, plan domain.ID, purpose Purpose) (*state, access.Viewer, error) {
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return nil, viewer, err
	}
	if !viewer.MayReadHistory() {
		return nil, viewer, domain.ErrForbidden
	}
	return s, viewer, a.logRead(ctx, actor, readHistory, purpose, viewer.Relation.Kind, plan)
}

// GetPlanVersion gives the plan as it stood after an entry of the history: of what was on
// the board then that which the viewer may see today.
func (a *App) GetPlanVersion(ctx context.Context, actor access.Actor, plan domain.ID, entry string, purpose Purpose) ([]byte, error) {
	s, viewer, err := a.openPast(ctx, actor, plan, purpose)
	if err != nil {
		return nil, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return nil, err
	}
	rev, err := newCursorCoder(a.store, plan, actor.Person).decodeEntry(entry)
	if err != nil || rev > s.head.Rev {
		return nil, domain.ErrNotFound
	}
	past := &state{head: s.head, facts: s.facts, past: true, byRef: map[domain.Ref]domain.Record{}, persons: s.persons}
	var people []domain.Person
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		if past.records, err = tx.ItemsAsOf(s.head, rev); err != nil {
			return err
		}
		people, err = tx.Persons(namedIn(s.head, past.records)...)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(past.records, compareRecords)
	at := time.Time{}
	for _, r := range past.records {
		past.byRef[r.Ref()] = r
		if r.Rev == rev {
			at = r.At
		}
	}
	for _, p := range people {
		past = past.withPerson(p)
	}
	past.then = at
	doc, err := past.document(viewer, house, a.clock.Now(), func(r domain.Record) bool { return slices.Contains(boardKinds, r.Kind) })
	if err != nil {
		return nil, err
	}
	doc.Rev, doc.AsOf = entry, at
	return json.Marshal(doc)
}

// historian puts a page of the history together.
type historian struct {
	state   *state
	viewer  access.Viewer
	now     time.Time
	entries []HistoryEntry
	named   []domain.ID
}

// read gathers entries until there is one more than a page holds, or no more at all.
func (h *historian) read(tx *store.Tx, from int64) error {
	for len(h.entries) <= historyPage {
		batch, err := tx.VersionsBefore(h.state.head, toldKinds, from, historyBatch)
		if err != nil || len(batch) == 0 {
			return err
		}
		from = batch[len(batch)-1].Rev
		if err := h.knowPeople(tx, batch); err != nil {
			return err
		}
		former, err := formerOf(tx, h.state.head, batch, from)
		if err != nil {
			return err
		}
		for len(batch) > 0 {
			n := 1
			for n < len(batch) && batch[n].Rev == batch[0].Rev {
				n++
			}
			if err := h.tell(batch[:n], former); err != nil {
				return err
			}
			batch = batch[n:]
		}
	}
	return nil
}

func (h *historian) knowPeople(tx *store.Tx, records []domain.Record) error {
	var unknown []domain.ID
	for _, id := range namedIn(h.state.head, records) {
		if _, known := h.state.persons[id]; !known {
			unknown = append(unknown, id)
		}
	}
	people, err := tx.Persons(unknown...)
	for _, p := range people {
		h.state = h.state.withPerson(p)
	}
	return err
}

// versionKey names one version of one thing.
type versionKey struct {
	ref domain.Ref
	rev int64
}

// formerOf gives, for each version of a batch (newest first, none older than oldest), the
// version before it.
func formerOf(tx *store.Tx, head store.PlanHead, batch []domain.Record, oldest int64) (map[versionKey]domain.Record, error) {
	var ids []domain.ID
	for _, r := range batch {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	earlier, err := tx.VersionsAsOf(head, slices.Compact(ids), oldest-1)
	if err != nil {
		return nil, err
	}
	last := map[domain.Ref]domain.Record{}
	for _, r := range earlier {
		last[r.Ref()] = r
	}
	out := map[versionKey]domain.Record{}
	for _, r := range slices.Backward(batch) {
		if before, ok := last[r.Ref()]; ok {
			out[versionKey{r.Ref(), r.Rev}] = before
		}
		last[r.Ref()] = r
	}
	return out, nil
}

// tell makes an entry of what one write did, or adds it to the one that came right after.
func (h *historian) tell(write []domain.Record, former map[versionKey]domain.Record) error {
	slices.SortFunc(write, compareRecords)
	e := HistoryEntry{At: write[0].At.Truncate(time.Second), rev: write[0].Rev, first: write[0].Rev}
	told := map[domain.Ref]bool{}
	for _, r := range write {
		after := h.asSeen(r)
		if after == nil {
			continue
		}
		old := former[versionKey{r.Ref(), r.Rev}]
		if c, ok := after.(*domain.PlanChange); ok && old.Item == nil {
			e.Why = c.Why
			if c.Item != nil && told[*c.Item] {
				continue
			}
		}
		before := h.asSeen(old)
		said, err := domain.Tell(before, after, h.now, h.name)
		if err != nil {
			return err
		}
		told[r.Ref()] = len(said) > 0
		e.Sentences = append(e.Sentences, said...)
		if p, ok := after.(*domain.Plan); ok && before != nil {
			if was, ok := before.(*domain.Plan); ok && p.Version > was.Version {
				e.Version = p.Version
			}
		}
	}
	if len(e.Sentences) == 0 {
		return nil
	}
	if by, known := h.state.persons[write[0].By]; known && h.state.facts.ChangedBy(h.viewer, by) {
		e.By = by.ID
		h.named = append(h.named, by.ID)
	}
	h.add(e)
	return nil
}

// add puts an entry, older than all so far, at the end or together with the last.
func (h *historian) add(e HistoryEntry) {
	if n := len(h.entries); n > 0 {
		last := &h.entries[n-1]
		if last.By == e.By && last.Why == e.Why && last.Version == 0 && e.Version == 0 && last.At.Sub(e.At) <= togetherFor && len(last.Sentences)+len(e.Sentences) <= togetherMax {
			last.Sentences = append(e.Sentences, last.Sentences...)
			last.first = e.rev
			return
		}
	}
	h.entries = append(h.entries, e)
}

// asSeen gives a version as the viewer may see it; nil where he does not see it whole but
// for some fields, and so would be told of things by halves.
func (h *historian) asSeen(r domain.Record) domain.Item {
	if r.Item == nil {
		return nil
	}
	view := h.state.facts.SeeThen(h.viewer, r, h.now)
	if !view.Sees || view.Partial() {
		return nil
	}
	if len(view.Without) == 0 {
		return r.Item
	}
	f, err := domain.FieldsOf(r.Item)
	if err != nil {
		return nil
	}
	hide(f, view.Without)
	it, err := f.Item(r.Kind)
	if err != nil {
		return nil
	}
	return it
}

// name gives the name of a person, or of a thing that the viewer sees whole today.
func (h *historian) name(id domain.ID) string {
	if p, ok := h.state.persons[id]; ok {
		return p.CalledName()
	}
	for _, k := range boardKinds {
		ref := domain.Ref{Kind: k, ID: id}
		if r, ok := h.state.byRef[ref]; ok {
			if view := h.state.facts.See(h.viewer, ref, h.now); view.Sees && !view.Partial() {
				return domain.TitleOf(r.Item)
			}
		}
	}
	return ""
}
