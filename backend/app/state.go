package app

import (
	"encoding/json"
	"slices"
	"sync"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// state is a whole plan at one revision, opened and never changed: what every answer
// and every decision about it is worked out from.
type state struct {
	head    store.PlanHead
	records []domain.Record
	byRef   map[domain.Ref]domain.Record
	facts   *access.Facts
	persons map[domain.ID]domain.Person
	age     uint64 // of the cache when this was read
	// past says that the records are those of an earlier time. The facts are today's: what
	// someone may see is decided by today's rules.
	past bool
	// then is the earlier time; zero where it is not past.
	then time.Time
	// frozen is the revision at which the plan stands still for a contact whom the citizen
	// paused; 0: it does not.
	frozen int64
}

// newest gives the plan's head for reading versions: none is newer than what the state shows.
func (s *state) newest() store.PlanHead {
	head := s.head
	if s.frozen > 0 {
		head.Rev = s.frozen
	}
	return head
}

// see says how much of one of its records somebody sees.
func (s *state) see(v access.Viewer, r domain.Record, now time.Time) access.View {
	if s.past {
		return s.facts.SeeThen(v, r, now)
	}
	return s.facts.See(v, r.Ref(), now)
}

func (s *state) item(k domain.Kind, id domain.ID) domain.Item {
	return s.byRef[domain.Ref{Kind: k, ID: id}].Item
}

// plan gives the plan's head item.
func (s *state) plan() *domain.Plan {
	p, _ := s.item(domain.KindPlan, s.head.ID).(*domain.Plan)
	if p == nil {
		p = &domain.Plan{}
	}
	return p
}

// load opens a plan as it is, from the cache when nothing changed.
func (a *App) load(tx *store.Tx, head store.PlanHead, departments []domain.Department) (*state, error) {
	if s := a.views.state(head); s != nil {
		return s, nil
	}
	age := a.views.now()
	records, err := tx.Items(head)
	if err != nil {
		return nil, err
	}
	s, err := a.opened(tx, head, records, departments)
	if err != nil {
		return nil, err
	}
	s.age = age
	// Loading comes before changing in every transaction, so this is committed data.
	a.views.keep(s)
	return s, nil
}

// opened puts a plan together as it is, and keeps it nowhere.
func (a *App) opened(tx *store.Tx, head store.PlanHead, records []domain.Record, departments []domain.Department) (*state, error) {
	people, err := tx.Persons(namedIn(head, records)...)
	if err != nil {
		return nil, err
	}
	persons := make(map[domain.ID]domain.Person, len(people))
	for _, p := range people {
		persons[p.ID] = p
	}
	slices.SortFunc(records, compareRecords)
	return newState(head, records, departments, persons), nil
}

// newState puts a plan together. The records, in reading order, are its own from now on;
// persons are shared.
func newState(head store.PlanHead, records []domain.Record, departments []domain.Department, persons map[domain.ID]domain.Person) *state {
	s := &state{head: head, records: records, byRef: make(map[domain.Ref]domain.Record, len(records)), persons: persons}
	for _, r := range records {
		s.byRef[r.Ref()] = r
	}
	s.facts = access.Gather(records, departments)
	s.facts.Protected = persons[head.Citizen].Citizen.Protected()
	return s
}

// next gives the plan as the write has left it so far.
func (c *change) next() (*state, error) {
	if c.after != nil {
		return c.after, nil
	}
	records := slices.Clone(c.state.records)
	for _, r := range c.kept {
		// As the store would give it back: an item in the making may hold what JSON does not.
		doc, err := json.Marshal(r.Item)
		if err != nil {
			return nil, err
		}
		if r.Item, err = domain.DecodeItem(r.Kind, doc); err != nil {
			return nil, err
		}
		records = slices.DeleteFunc(records, func(old domain.Record) bool { return old.Ref() == r.Ref() })
		i, _ := slices.BinarySearchFunc(records, r, compareRecords)
		records = slices.Insert(records, i, r)
	}
	head := c.state.head
	head.Rev = c.rev
	c.after = newState(head, records, c.departments, c.state.persons)
	c.after.age = c.state.age
	return c.after, nil
}

// publish hands the plan as this write leaves it to the cache, once it is committed: the
// phones that are woken, and the next writer, need not open every seal again.
func (c *change) publish() error {
	s, err := c.next()
	if err != nil {
		return err
	}
	var unknown []domain.ID
	for _, id := range namedIn(s.head, s.records) {
		if _, known := c.state.persons[id]; !known {
			unknown = append(unknown, id)
		}
	}
	people, err := c.tx.Persons(unknown...)
	if err != nil {
		return err
	}
	s.persons = c.state.persons
	for _, p := range people {
		s = s.withPerson(p)
	}
	c.tx.After(func() { c.app.views.keep(s) })
	return nil
}

// compareRecords puts things in reading order: by kind, then time or rank, then id.
func compareRecords(x, y domain.Record) int {
	if c := slices.Index(domain.Kinds, x.Kind) - slices.Index(domain.Kinds, y.Kind); c != 0 {
		return c
	}
	kx, ky := orderOf(x.Item), orderOf(y.Item)
	switch {
	case kx < ky:
		return -1
	case kx > ky:
		return 1
	case x.ID < y.ID:
		return -1
	case x.ID > y.ID:
		return 1
	}
	return 0
}

const sortable = "2006-01-02T15:04:05.000Z"

func orderOf(it domain.Item) string {
	if rank := rankOf(it); rank != nil {
		return *rank
	}
	switch it := it.(type) {
	case *domain.Meeting:
		return it.Start.UTC().Format(sortable)
	case *domain.PlanChange:
		return it.At.UTC().Format(sortable)
	case *domain.Flag:
		return it.At.UTC().Format(sortable)
	case *domain.Checkin:
		return it.At.UTC().Format(sortable)
	case *domain.Event:
		return it.At.UTC().Format(sortable)
	case *domain.Wish:
		return it.At.UTC().Format(sortable)
	case *domain.MeetingRequest:
		return it.At.UTC().Format(sortable)
	case *domain.ContactAttempt:
		return it.At.UTC().Format(sortable)
	case *domain.Handover:
		return it.MadeAt.UTC().Format(sortable)
	case *domain.Story:
		return it.AskedAt.UTC().Format(sortable)
	case *domain.Measurement:
		return string(it.On)
	case *domain.Picture:
		return it.At.UTC().Format(sortable)
	}
	return ""
}

// namedIn lists everyone a plan names.
func namedIn(head store.PlanHead, records []domain.Record) []domain.ID {
	seen := map[domain.ID]bool{head.Citizen: true}
	add := func(ids ...domain.ID) {
		for _, id := range ids {
			if id.Valid() {
				seen[id] = true
			}
		}
	}
	for _, r := range records {
		add(mentions(r.ID, r.Item)...)
		add(r.By)
	}
	out := make([]domain.ID, 0, len(seen))
	for id := range seen {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// mentions lists the persons one item names.
func mentions(id domain.ID, it domain.Item) []domain.ID {
	switch it := it.(type) {
	case *domain.Plan:
		return append(endMentions(it.End), it.Citizen, it.Consultant)
	case *domain.Strength:
		return []domain.ID{it.SaidBy, it.RecordedBy}
	case *domain.Goal:
		return []domain.ID{it.Owner}
	case *domain.Step:
		return []domain.ID{it.DoneBy}
	case *domain.Effort:
		out := []domain.ID{it.Responsible, it.PlaceContact}
		if it.NextStep != nil {
			out = append(out, it.NextStep.Who)
		}
		if it.Ending != nil {
			out = append(out, it.Ending.By)
		}
		if it.EndWord != nil {
			out = append(out, it.EndWord.RecordedBy)
		}
		return out
	case *domain.Agreement:
		return []domain.ID{it.Responsible, it.RecordedBy}
	case *domain.Meeting:
		out := slices.Concat(it.With, it.Companions, it.Proposed)
		if it.Transport != nil {
			out = append(out, it.Transport.Who)
		}
		if it.Absence != nil {
			out = append(out, it.Absence.ReportedBy, it.Absence.AnsweredBy)
		}
		for _, a := range it.Along {
			out = append(out, a.Who)
		}
		if it.PickUp != nil {
			out = append(out, it.PickUp.AnsweredBy)
		}
		if it.Cancelled != nil {
			out = append(out, it.Cancelled.By)
		}
		if it.MovedFrom != nil {
			out = append(out, it.MovedFrom.By)
		}
		return out
	case *domain.PlanChange:
		out := []domain.ID{it.By}
		if it.Reply != nil {
			out = append(out, it.Reply.By)
		}
		if it.Paper != nil {
			out = append(out, it.Paper.RecordedBy)
		}
		return out
	case *domain.Flag:
		out := append([]domain.ID{it.By, it.RecordedBy, it.ResolvedBy, it.ResolvedRecordedBy}, it.Notified...)
		for _, t := range it.Tried {
			out = append(out, t.RecordedBy)
		}
		for _, d := range []*domain.Deed{it.SeenAt, it.Answered, it.Action} {
			if d != nil {
				out = append(out, d.By)
			}
		}
		for _, m := range it.Messages {
			out = append(out, m.From)
		}
		return out
	case *domain.Measurement:
		return []domain.ID{it.By}
	case *domain.AssessmentNote:
		return []domain.ID{it.By}
	case *domain.RightsRequest:
		if it.Lengthened != nil {
			return []domain.ID{it.AnsweredBy, it.Lengthened.By}
		}
		return []domain.ID{it.AnsweredBy}
	case *domain.Assessment:
		return assessmentMentions(it)
	case *domain.Consent:
		return []domain.ID{it.GivenBy, it.RecordedBy, it.WithdrawnBy}
	case *domain.Story:
		out := []domain.ID{it.AskedBy}
		for _, e := range it.Exports {
			out = append(out, e.By)
		}
		return out
	case *domain.Contact:
		out := []domain.ID{id}
		for _, r := range it.Reports {
			out = append(out, r.TakenBy)
		}
		return out
	case *domain.Picture:
		return []domain.ID{it.By}
	case *domain.Wish:
		if it.Reply != nil {
			return []domain.ID{it.Reply.By}
		}
	case *domain.MeetingRequest:
		return []domain.ID{it.AnsweredBy}
	case *domain.ContactAttempt:
		return []domain.ID{it.By}
	case *domain.Handover:
		return []domain.ID{it.From, it.To, it.MadeBy}
	}
	return nil
}

func endMentions(end *domain.PlanEnd) []domain.ID {
	if end == nil {
		return nil
	}
	return []domain.ID{end.By, end.FollowUpBy}
}

// viewCache keeps opened plans and rendered answers in memory. Its entries are never
// wrong, only out of use: they are found by revision and epoch.
type viewCache struct {
	mu     sync.Mutex
	states map[domain.ID]*state
	views  map[viewKey]*View
	bytes  int
	age    uint64 // how often it was cleared
	// keys is the age of the keys, and opened what it was when this was last empty: what
	// was opened with a key that is thrown away now is gone.
	keys   func() uint64
	opened uint64
}

type viewKey struct {
	plan, person domain.ID
	limited      bool
}

// The bounds of the cache. A plan of Peter's size takes about 100 KB opened.
const (
	maxStates    = 100
	maxViewBytes = 16 << 20
)

func newViewCache(keys func() uint64) *viewCache {
	return &viewCache{states: map[domain.ID]*state{}, views: map[viewKey]*View{}, keys: keys, opened: keys()}
}

// lock is what every use of the cache begins with.
func (c *viewCache) lock() {
	c.mu.Lock()
	if k := c.keys(); k != c.opened {
		c.opened = k
		c.empty()
	}
}

func (c *viewCache) state(h store.PlanHead) *state {
	c.lock()
	defer c.mu.Unlock()
	if s := c.states[h.ID]; s != nil && s.head.Rev == h.Rev {
		return s
	}
	return nil
}

// now gives the cache's age, to be taken before what is to be kept is read.
func (c *viewCache) now() uint64 {
	c.lock()
	defer c.mu.Unlock()
	return c.age
}

// keep stores a state that is committed.
func (c *viewCache) keep(s *state) {
	c.lock()
	defer c.mu.Unlock()
	if old := c.states[s.head.ID]; s.age != c.age || old != nil && old.head.Rev > s.head.Rev {
		return
	}
	if len(c.states) >= maxStates {
		clear(c.states)
	}
	c.states[s.head.ID] = s
}

// view gives a viewer's rendered plan if it is still what he would see.
func (c *viewCache) view(h store.PlanHead, viewer access.Viewer, now time.Time) *View {
	c.lock()
	defer c.mu.Unlock()
	v := c.views[viewKey{h.ID, viewer.Person, viewer.Limited}]
	if v == nil || v.planRev != h.Rev || v.epoch != viewer.Relation.Epoch || v.relation != viewer.Relation.Kind || v.cursor.Expired(now) {
		return nil
	}
	return v
}

func (c *viewCache) keepView(k viewKey, v *View) {
	c.lock()
	defer c.mu.Unlock()
	if v.age != c.age {
		return
	}
	if old := c.views[k]; old != nil {
		c.bytes -= len(old.Body)
	}
	if c.bytes+len(v.Body) > maxViewBytes {
		clear(c.views)
		c.bytes = 0
	}
	c.views[k] = v
	c.bytes += len(v.Body)
}

// clear drops everything, when something changed that no revision shows (a name).
func (c *viewCache) clear() {
	c.lock()
	defer c.mu.Unlock()
	c.empty()
}

// empty runs under the lock.
func (c *viewCache) empty() {
	clear(c.states)
	clear(c.views)
	c.bytes = 0
	c.age++
}
