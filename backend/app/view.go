package app

import (
	"context"
	"encoding/json"
	"errors"
	"hash/fnv"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// View is a plan as one viewer may see it, rendered.
type View struct {
	// Rev is the viewer's opaque cursor.
	Rev  string
	Body []byte

	cursor   Cursor
	relation access.RelationKind
	planRev  int64
	epoch    int64
	age      uint64
}

// Format is the version of the answers' shape. A client that names an older one than
// OldestFormat must be brought up to date first.
const (
	Format       = 1
	OldestFormat = 1
)

// GetPlan gives the whole plan as the actor may see it. Purpose is why staff open it, for
// the citizen's log; the reading is logged before the answer, and if that fails there is none.
func (a *App) GetPlan(ctx context.Context, actor access.Actor, plan domain.ID, purpose Purpose) (*View, error) {
	v, err := a.view(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	return v, a.logRead(ctx, actor, readPlan, purpose, v.relation, plan)
}

func (a *App) view(ctx context.Context, actor access.Actor, plan domain.ID) (*View, error) {
	now := a.clock.Now()
	head, viewer, err := a.probe(ctx, actor, plan, now)
	if err != nil {
		return nil, err
	}
	if v := a.views.view(head, viewer, now); v != nil {
		return v, nil
	}
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	return a.rendered(ctx, s, viewer, now)
}

// rendered gives an opened plan as the viewer sees it, rendered now or before.
func (a *App) rendered(ctx context.Context, s *state, viewer access.Viewer, now time.Time) (*View, error) {
	if v := a.views.view(s.head, viewer, now); v != nil {
		return v, nil
	}
	house, err := a.House(ctx)
	if err != nil {
		return nil, err
	}
	v, err := a.render(s, viewer, house, now)
	if err != nil {
		return nil, err
	}
	a.views.keepView(viewKey{s.head.ID, viewer.Person, viewer.Limited}, v)
	return v, nil
}

// open opens a plan for a viewer, as it was at one moment.
func (a *App) open(ctx context.Context, actor access.Actor, plan domain.ID) (*state, access.Viewer, error) {
	head, viewer, err := a.probe(ctx, actor, plan, a.clock.Now())
	if err != nil {
		return nil, viewer, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return nil, access.Viewer{}, err
	}
	if s := a.views.state(head); s != nil {
		s, err = a.stopped(ctx, s, viewer, house)
		return s, viewer, err
	}
	var s *state
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, v, err := a.viewer(tx, actor, plan)
		if err != nil {
			return err
		}
		viewer = v
		s, err = a.load(tx, head, house.Departments)
		return err
	})
	if err != nil {
		return nil, viewer, err
	}
	s, err = a.stopped(ctx, s, viewer, house)
	return s, viewer, err
}

// limitedEpoch sets a limited view apart: whoever sees more from now on pulls it all.
const limitedEpoch = 0x4C

// cursor works out how far the viewer's view of the plan has come.
func (s *state) cursor(v access.Viewer, now time.Time) Cursor {
	c := Cursor{}
	// One sum over all, in order: sums of each would cancel where two meetings move alike.
	partly := fnv.New64a()
	for _, r := range s.records {
		view := s.facts.See(v, r.Ref(), now)
		switch {
		case view.Sees && !view.Whole():
			// A revision would tell of changes in what he does not see; so what he does see
			// stands in for it, as part of the epoch.
			if raw, err := s.renderItem(r, v, view, now); err == nil {
				_, _ = partly.Write(raw) // never fails
			}
		case view.Whole() && r.Rev > c.Rev:
			c.Rev = r.Rev
		}
	}
	sum := partly.Sum64()
	c.Epoch = int64(uint32(v.Relation.Epoch) ^ uint32(sum) ^ uint32(sum>>32)) //nolint:gosec // compared for equality only
	if v.Limited {
		c.Epoch ^= limitedEpoch
	}
	next := s.facts.NextExpiry(v, now)
	if to := v.Relation.To; !to.IsZero() && to.After(now) && (next.IsZero() || to.Before(next)) {
		next = to
	}
	if !next.IsZero() {
		// Rounded up, so that it is not looked at a moment too early.
		c.Expiry = next.Add(time.Second - 1).Unix()
	}
	return c
}

func (a *App) render(s *state, v access.Viewer, house House, now time.Time) (*View, error) {
	cur := s.cursor(v, now)
	doc, err := s.document(v, house, now, func(domain.Record) bool { return true })
	if err != nil {
		return nil, err
	}
	doc.Rev, doc.AsOf, doc.Viewer.May = newCursorCoder(a.store, s.head.ID, v.Person).encode(cur), now.UTC(), s.facts.MayAdd(v, now)
	body, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	return &View{Rev: doc.Rev, Body: body, cursor: cur, relation: v.Relation.Kind, planRev: s.head.Rev, epoch: v.Relation.Epoch, age: s.age}, nil
}

// document renders what the viewer sees of the plan and of the items that pick chooses.
func (s *state) document(v access.Viewer, house House, now time.Time, pick func(domain.Record) bool) (planDoc, error) {
	doc := planDoc{Format: Format, Viewer: viewerDoc{v.Relation.Kind, []string{}}, People: []personDoc{}}
	items, named, err := s.renderItems(v, now, pick)
	if err != nil {
		return doc, err
	}
	doc.itemsDoc = items
	if doc.Plan, err = s.renderHead(v, now); err != nil {
		return doc, err
	}
	citizen := s.persons[s.head.Citizen]
	doc.Citizen = personDoc{ID: citizen.ID, Name: citizen.Name, PreferredName: citizen.CalledName(), Role: citizen.Role, Language: citizen.Language}
	if v.Relation.Kind != access.RelationContact {
		doc.Consultant = s.consultant(now)
		named = append(named, doc.Consultant)
	}
	doc.People = s.renderPeople(v, append(append(named, s.head.Citizen, v.Person), s.namedInEnd(v, now)...))
	for _, d := range house.Departments {
		doc.Departments = append(doc.Departments, departmentDoc{d.ID, d.Name, d.Short})
	}
	doc.fill()
	return doc, nil
}

// renderItems renders what the viewer sees of the items that pick chooses, and lists the
// persons named in what he sees.
func (s *state) renderItems(v access.Viewer, now time.Time, pick func(domain.Record) bool) (itemsDoc, []domain.ID, error) {
	var doc itemsDoc
	var named []domain.ID
	for _, r := range s.records {
		if r.Kind == domain.KindPlan || !pick(r) {
			continue
		}
		view := s.see(v, r, now)
		if !view.Sees {
			continue
		}
		raw, err := s.renderItem(r, v, view, now)
		if err != nil {
			return doc, nil, err
		}
		if r.Kind == domain.KindDream {
			doc.Dream = raw
		} else {
			l := doc.list(r.Kind)
			*l = append(*l, raw)
		}
		named = append(named, seenMentions(r, raw, view)...)
		if s.tellsWho(r, v, view) {
			named = append(named, r.By)
		}
	}
	return doc, named, nil
}

// hiddenFields are the store's own: who may see a thing is decided by the server, and
// told in other ways than by a list of ids.
var hiddenFields = []string{"visibility", "result_visibility", "result_sensitive", "consultant_sees", "file", "paused_rev", "cut_windows"}

// alwaysLists are the lists that an answer always holds, empty where nothing is seen.
var alwaysLists = map[domain.Kind][]string{domain.KindEffort: {"goals"}, domain.KindMeeting: {"with", "companions"}}

func (s *state) renderItem(r domain.Record, v access.Viewer, view access.View, now time.Time) (json.RawMessage, error) {
	if c, ok := r.Item.(*domain.PlanChange); ok && view.Unsaid != nil {
		about, ok := s.byRef[*c.Item].Item.(*domain.Effort)
		if !ok {
			return nil, errors.New("a result is hidden, but the change is about no effort")
		}
		r.Item = c.Without(view.Unsaid, about)
	}
	f, err := domain.FieldsOf(r.Item)
	if err != nil {
		return nil, err
	}
	for _, h := range hiddenFields {
		delete(f, h)
	}
	hide(f, view.Without)
	hideReferences(f, r.Kind, func(to domain.Ref) bool { return s.facts.See(v, to, now).Sees })
	if view.Partial() {
		for k := range f {
			if !slices.Contains(view.Fields, k) {
				delete(f, k)
			}
		}
		if v.Relation.Kind != access.RelationContact {
			f["partial"] = json.RawMessage("true")
		}
	}
	switch it := r.Item.(type) {
	case *domain.Assessment:
		if err := s.renderTalks(f, r.ID, it, v, now); err != nil {
			return nil, err
		}
	case *domain.Measurement:
		if v.Relation.Kind == access.RelationCitizen {
			if err := s.withoutStaffOnly(f, it); err != nil {
				return nil, err
			}
		}
	case *domain.Contact:
		if err := tellNotes(f, it, v); err != nil {
			return nil, err
		}
	case *domain.Indicator:
		if v.Relation.Kind == access.RelationCitizen {
			delete(f, "staff_q")
		}
	case *domain.Meeting:
		if v.Relation.Kind == access.RelationContact {
			// He is told that he comes along, not who else does.
			delete(f, "companions")
			if slices.Contains(it.Companions, v.Person) {
				f["companions"], err = json.Marshal([]domain.ID{v.Person})
			}
			if it.Transport == nil || it.Transport.Who != v.Person || !slices.Contains(it.Companions, v.Person) {
				delete(f, "transport")
			}
			if err == nil {
				err = cutForCompanion(f, it, v.Person)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	for _, list := range alwaysLists[r.Kind] {
		if f[list] == nil {
			f[list] = json.RawMessage("[]")
		}
	}
	if f["id"], err = json.Marshal(r.ID); err != nil {
		return nil, err
	}
	if s.tellsWho(r, v, view) {
		if f["last"], err = json.Marshal(lastDoc{r.By, r.At.Truncate(time.Second)}); err != nil {
			return nil, err
		}
	}
	if !s.past && v.Relation.Kind == access.RelationCitizen {
		if err := s.tellDue(f, r.Item); err != nil {
			return nil, err
		}
	}
	if !s.past && s.facts.Can(v, access.ActWrite, r.Ref(), r.Item, now) && !s.facts.Stopped(v, access.PutRule(r.Kind)) {
		f["may_edit"] = json.RawMessage("true")
	}
	return json.Marshal(f)
}

// lastDoc says who changed a thing last, and when; to the second, in UTC.
type lastDoc struct {
	By domain.ID `json:"by"`
	At time.Time `json:"at"`
}

// tellsWho says whether the viewer of a thing is told who changed it last.
func (s *state) tellsWho(r domain.Record, v access.Viewer, view access.View) bool {
	by, known := s.persons[r.By]
	return known && !view.Partial() && s.facts.ChangedBy(v, by)
}

// renderHead renders the plan's head. A lane or a focus shows only if the viewer sees
// something in it.
func (s *state) renderHead(v access.Viewer, now time.Time) (json.RawMessage, error) {
	p := *s.plan()
	view := s.seeHead(v, now)
	lanes := map[domain.Area]bool{}
	goals := map[domain.ID]bool{}
	for _, r := range s.records {
		if g, ok := r.Item.(*domain.Goal); ok && s.see(v, r, now).Sees {
			lanes[g.Area], goals[r.ID] = true, true
		}
	}
	own := v.Relation.Kind == access.RelationCitizen || v.IsConsultant()
	p.Board.Lanes = slices.DeleteFunc(slices.Clone(p.Board.Lanes), func(l domain.Area) bool { return !own && !lanes[l] })
	p.Board.FocusGoals = slices.DeleteFunc(slices.Clone(p.Board.FocusGoals), func(g domain.ID) bool { return !goals[g] })
	f, err := domain.FieldsOf(&p)
	if err != nil {
		return nil, err
	}
	delete(f, "citizen")
	delete(f, "consultant")
	if p.Proposal != nil && !s.facts.See(v, domain.Ref{Kind: domain.KindPlanChange, ID: p.Proposal.Change}, now).Sees {
		delete(f, "proposal")
	}
	hide(f, view.Without)
	if view.Partial() {
		for k := range f {
			if !slices.Contains(view.Fields, k) && k != "board" {
				delete(f, k)
			}
		}
		f["version"], f["status"] = json.RawMessage("0"), json.RawMessage(`"active"`) // no counter of what he does not see
	}
	if told := s.tellProtection(v); told != nil && !v.Limited {
		if f["protection"], err = json.Marshal(told); err != nil {
			return nil, err
		}
	}
	if f["id"], err = json.Marshal(s.head.ID); err != nil {
		return nil, err
	}
	return json.Marshal(f)
}

// seeHead says how much of the plan's head somebody sees, of a past one no more than of today's.
func (s *state) seeHead(v access.Viewer, now time.Time) access.View {
	view := s.facts.See(v, domain.Ref{Kind: domain.KindPlan, ID: s.head.ID}, now)
	if s.past {
		return s.facts.EndSeen(v, view, s.plan(), now)
	}
	return view
}

// namedInEnd lists who ended the plan and who follows up, for those who are told.
func (s *state) namedInEnd(v access.Viewer, now time.Time) []domain.ID {
	end, view := s.plan().End, s.seeHead(v, now)
	if end == nil || !view.Shows("ended") || !view.Shows("ended.by") {
		return nil
	}
	return endMentions(end)
}

func (s *state) renderPeople(v access.Viewer, ids []domain.ID) []personDoc {
	slices.Sort(ids)
	out := []personDoc{}
	for _, id := range slices.Compact(ids) {
		p, ok := s.persons[id]
		if !ok {
			continue
		}
		phone, about := access.Person(v, p)
		d := personDoc{ID: p.ID, Name: p.Name, PreferredName: p.PreferredName, Role: p.Role, Relation: p.Relation}
		if s.facts.TellsDepartment(v) {
			d.Title, d.Department = p.Title, p.Department
		}
		if phone {
			d.Phone = p.Phone
		}
		if about {
			d.About, d.Hours = p.About, p.Hours
		}
		out = append(out, d)
	}
	return out
}
