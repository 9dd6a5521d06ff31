package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Put is one person's wish to make or change an item on a plan.
type Put struct {
	Plan   domain.ID
	Kind   domain.Kind
	ID     domain.ID
	Fields domain.Fields // what was sent; a field left out stays as it is
	Why    string        // staff say why; the citizen is asked about it
	Since  string        // the rev the sender last saw; "" makes a new item
	Mutation
}

// Mutation names one wish of one person for ever, so that sending it twice does it once.
// Key is empty when the sender gave none: then a creation's own id serves.
type Mutation struct {
	Key      string
	BodyHash []byte
}

// Receipt is the answer to a write: what it did, and how far the plan has come for the
// writer. It holds no words, since it is kept for ever.
type Receipt struct {
	ID         domain.ID   `json:"id"`
	Kind       domain.Kind `json:"kind"`
	Rev        string      `json:"rev"`
	Merged     bool        `json:"merged"`
	Changed    bool        `json:"changed"`
	PlanChange domain.ID   `json:"plan_change,omitempty"`
}

// change is a write on its way through one transaction.
type change struct {
	app    *App
	tx     *store.Tx
	actor  access.Actor
	viewer access.Viewer
	state  *state
	// departments are the municipality's, for their secrecy.
	departments []domain.Department
	now         time.Time
	rev         int64 // the plan's new revision, 0 until something changes
	by          domain.ID
	// written is the item that the write is about, as it will be.
	written *domain.Record
	kept    []domain.Record
	// regranted says that the write changed what the writer himself may see.
	regranted bool
}

// operation is what a mutation does, and to which item: the same key for another item is
// another wish.
type operation struct {
	name string
	item domain.ID
}

func (o operation) on(plan domain.ID) string {
	return strings.Join([]string{o.name, string(plan), string(o.item)}, "|")
}

// onPlan runs a write on a plan: the plan is found through the actor's scope and locked,
// a repeated mutation gets its first answer, and those who watch are woken after commit.
func onPlan[R any](ctx context.Context, a *App, actor access.Actor, plan domain.ID, op operation, m Mutation, fn func(*change) (R, error)) (R, error) {
	var result R
	house, err := a.House(ctx)
	if err != nil {
		return result, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Plan(plan); err != nil { // locks it
			return err
		}
		head, viewer, err := a.viewer(tx, actor, plan)
		if err != nil {
			return err
		}
		if m.Key != "" {
			found, err := tx.Mutation(actor.Person, m.Key, op.on(plan), m.BodyHash, &result)
			if found || err != nil {
				return err
			}
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		c := &change{app: a, tx: tx, actor: actor, viewer: viewer, state: s, departments: house.Departments, now: a.clock.Now(), by: actor.Person}
		if result, err = fn(c); err != nil {
			return err
		}
		if c.rev > 0 {
			c.publish()
			c.wake()
		}
		if m.Key != "" {
			return tx.KeepMutation(actor.Person, m.Key, op.on(plan), m.BodyHash, result)
		}
		return nil
	})
	return result, err
}

// bump gives the plan its next revision, once for all that one write changes.
func (c *change) bump() (int64, error) {
	if c.rev == 0 {
		var err error
		if c.rev, err = c.tx.Bump(c.state.head.ID); err != nil {
			return 0, err
		}
	}
	return c.rev, nil
}

// keep stores an item at the plan's new revision, with its audit row.
func (c *change) keep(k domain.Kind, id domain.ID, it domain.Item, action string) error {
	rev, err := c.bump()
	if err != nil {
		return err
	}
	r := domain.Record{Plan: c.state.head.ID, Kind: k, ID: id, Rev: rev, Item: it}
	if err := c.tx.PutItem(c.state.head, r, c.by, c.now); err != nil {
		return err
	}
	c.kept = append(c.kept, r)
	return c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: c.by, Session: c.actor.Session, Action: action, Kind: k, Item: id, Rev: rev})
}

// publish hands the plan as this write leaves it to the cache, once it is committed: the
// phones that are woken, and the next writer, need not open every seal again.
func (c *change) publish() {
	records := slices.Clone(c.state.records)
	for _, r := range c.kept {
		if i := slices.IndexFunc(records, func(old domain.Record) bool { return old.Ref() == r.Ref() }); i >= 0 {
			records[i] = r
		} else {
			records = append(records, r)
		}
	}
	head := c.state.head
	head.Rev = c.rev
	next := newState(head, records, c.departments, c.state.persons)
	c.tx.After(func() { c.app.views.keep(next) })
}

// wake tells those tied to the plan, here and on other instances, once it is committed.
func (c *change) wake() {
	plan := c.state.head.ID
	c.tx.Tell(store.Signal{Plan: plan})
	c.tx.After(func() { c.app.Woken(plan) })
}

// Woken wakes the phones of everyone tied to a plan; each learns only what he may see.
func (a *App) Woken(plan domain.ID) {
	if a.wake == nil || a.muted {
		return
	}
	persons, err := a.peopleOf(context.Background(), plan)
	if err != nil {
		a.log.Error("could not find whom to wake", "plan", plan, "error", err)
		return
	}
	a.wake.PlanChanged(plan, persons)
}

func (a *App) peopleOf(ctx context.Context, plan domain.ID) ([]domain.ID, error) {
	var persons []domain.ID
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		rels, err := tx.Relations(plan)
		for _, r := range rels {
			if r.Relation.Live(a.clock.Now()) && !slices.Contains(persons, r.Person) {
				persons = append(persons, r.Person)
			}
		}
		return err
	})
	return persons, err
}

// PutItem makes or changes one item. A stale sender's change is merged field by field
// with what came since; where both changed one field differently, both texts come back
// as a conflict and nothing is changed.
func (a *App) PutItem(ctx context.Context, actor access.Actor, p Put) (Receipt, error) {
	if !p.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if p.Key == "" && p.Since == "" {
		p.Key = "create:" + string(p.Kind) + ":" + string(p.ID)
	}
	r, err := onPlan(ctx, a, actor, p.Plan, operation{"put_" + string(p.Kind), p.ID}, p.Mutation, func(c *change) (keptReceipt, error) { return c.put(p) })
	return a.receipt(actor, p.Plan, r), err
}

// keptReceipt is a receipt as it is kept: with the viewer's cursor, not its coded text.
type keptReceipt struct {
	Receipt
	Cursor Cursor `json:"cursor"`
}

func (a *App) receipt(actor access.Actor, plan domain.ID, k keptReceipt) Receipt {
	k.Rev = newCursorCoder(a.store, plan, actor.Person).encode(k.Cursor)
	return k.Receipt
}

func (c *change) put(p Put) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: p.ID, Kind: p.Kind}}
	ref := domain.Ref{Kind: p.Kind, ID: p.ID}
	before := c.state.byRef[ref].Item
	if p.Since != "" && (before == nil || !c.sees(ref)) {
		return out, domain.ErrNotFound
	}
	if err := c.may(access.ActWrite, ref, before); err != nil {
		return out, err
	}
	after, merged, err := c.merge(p, before)
	if err != nil {
		return out, err
	}
	if err := c.complete(p.ID, before, after); err != nil {
		return out, err
	}
	if !access.MayBecome(c.viewer, after) {
		return out, domain.ErrForbidden
	}
	changed := []string{"new"}
	if before != nil {
		b, err := domain.FieldsOf(before)
		if err != nil {
			return out, err
		}
		f, err := domain.FieldsOf(after)
		if err != nil {
			return out, err
		}
		changed = domain.Changed(b, f)
	}
	out.Merged = merged
	if len(changed) == 0 {
		out.Cursor, err = c.cursorAfter(p.Since)
		return out, err
	}
	out.Changed = true
	if before == nil && c.state.count(p.Kind) >= maxOfKind {
		return out, domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Der er ikke plads til flere på planen."})
	}
	c.written = &domain.Record{Plan: p.Plan, Kind: p.Kind, ID: p.ID, Item: after}
	if out.PlanChange, err = c.tellCitizen(ref, before, after, p.Why, changed); err != nil {
		return out, err
	}
	if err := c.keep(p.Kind, p.ID, after, "put"); err != nil {
		return out, err
	}
	if err := c.consequences(ref, before, after); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter(p.Since)
	return out, err
}

// cursorAfter gives how far the writer has seen the plan after this write. Where he had
// seen all that was there before, that is the new revision. Where others changed
// something meanwhile he has seen no more than before, and his own write: a revision that
// covered what he never saw would let his next change undo theirs.
func (c *change) cursorAfter(since string) (Cursor, error) {
	before := c.state.cursor(c.viewer, c.now)
	if since != "" {
		had, err := newCursorCoder(c.app.store, c.state.head.ID, c.actor.Person).decode(since)
		if err != nil {
			return had, err
		}
		if had != before {
			had.Own = max(had.Own, c.rev)
			return had, nil
		}
	}
	if c.rev == 0 {
		return before, nil
	}
	if c.regranted {
		return before, nil // what he may see was changed too: the next pull is a full one
	}
	before.Rev = c.rev
	return before, nil
}

// may turns a refusal into what the person may know: hidden and missing are the same.
func (c *change) may(act access.Action, ref domain.Ref, before domain.Item) error {
	if c.state.facts.Can(c.viewer, act, ref, before, c.now) {
		return nil
	}
	if before != nil && !c.sees(ref) && c.state.facts.Can(c.viewer, act, ref, nil, c.now) {
		return domain.ErrNotFound // who makes no such thing is refused for any id
	}
	return domain.ErrForbidden
}

// sees says whether the writer sees anything of a thing.
func (c *change) sees(ref domain.Ref) bool { return c.state.facts.See(c.viewer, ref, c.now).Sees }

// merge joins what was sent with what is there.
func (c *change) merge(p Put, before domain.Item) (after domain.Item, merged bool, err error) {
	theirs, base := domain.Fields{}, domain.Fields{}
	if before != nil {
		if theirs, err = domain.FieldsOf(before); err != nil {
			return nil, false, err
		}
		if base, err = c.base(p, theirs); err != nil {
			return nil, false, err
		}
	}
	ours, err := base.Overlay(keepUnseen(p.Fields, base, p.Kind, c.sees)).Item(p.Kind)
	if err != nil {
		return nil, false, domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Noget er skrevet forkert."}).Because(err)
	}
	mine, err := domain.FieldsOf(ours)
	if err != nil {
		return nil, false, err
	}
	joined, conflicts := domain.Merge(base, theirs, mine)
	if len(conflicts) > 0 {
		rev := newCursorCoder(c.app.store, p.Plan, c.actor.Person).encode(c.state.cursor(c.viewer, c.now))
		return nil, false, &domain.Error{Code: domain.CodeConflict, Detail: "En anden har ændret det samme. Vælg, hvad der skal stå.", Conflicts: conflicts, Rev: rev}
	}
	after, err = joined.Item(p.Kind)
	return after, before != nil && len(domain.Changed(base, theirs)) > 0, err
}

// base gives the item as the sender last saw it.
func (c *change) base(p Put, theirs domain.Fields) (domain.Fields, error) {
	if p.Since == "" {
		// Made twice under one id by two mutations: nothing in common but the id.
		return domain.Fields{}, nil
	}
	cur, err := newCursorCoder(c.app.store, p.Plan, c.actor.Person).decode(p.Since)
	if err != nil {
		return nil, err
	}
	if c.state.byRef[domain.Ref{Kind: p.Kind, ID: p.ID}].Rev <= cur.Rev {
		return theirs, nil
	}
	return c.baseSince(p, cur)
}

// baseSince gives the item as the sender saw it, with what he himself wrote since then on
// the way to this change: a chain of changes written offline does not conflict with
// itself, and keeps what others wrote in between apart. Twenty who start from one place
// are no chain.
func (c *change) baseSince(p Put, seen Cursor) (domain.Fields, error) {
	versions, err := c.tx.VersionsSince(c.state.head, p.Kind, p.ID, seen.Rev)
	if err != nil {
		return nil, err
	}
	base, last := domain.Fields{}, domain.Fields{}
	for i, v := range versions {
		now := domain.Fields{}
		if !v.Deleted {
			if now, err = domain.FieldsOf(v.Item); err != nil {
				return nil, err
			}
		}
		switch {
		case i == 0 && v.Rev <= seen.Rev:
			base = now
		case v.By == c.actor.Person && v.Rev <= seen.Own:
			for _, f := range domain.Changed(last, now) {
				if now[f] == nil {
					delete(base, f)
				} else {
					base[f] = now[f]
				}
			}
		}
		last = now
	}
	return base, nil
}

// complete fills in what the writer need not send, and checks the whole.
func (c *change) complete(id domain.ID, before, after domain.Item) error {
	switch it := after.(type) {
	case *domain.Goal:
		if it.Owner == "" {
			it.Owner = c.state.head.Citizen
		}
		if it.Status == "" {
			it.Status = domain.StatusActive
		}
		if it.Status == domain.StatusReached && it.ReachedOn == "" {
			it.ReachedOn = domain.DateOf(c.now)
		}
	case *domain.Step:
		c.completeStep(before, it)
	case *domain.Effort:
		if it.Status == "" {
			it.Status = domain.StatusPlanned
		}
	case *domain.Agreement:
		if it.Status == "" {
			it.Status = domain.StatusActive
		}
		if c.viewer.Relation.Kind == access.RelationCitizen && it.Responsible == "" {
			it.Responsible = c.actor.Person
		}
		if before == nil && it.RecordedBy == "" && it.Responsible != c.actor.Person {
			it.RecordedBy = c.actor.Person
		}
		if it.Status == domain.StatusKept && it.ClosedOn == "" {
			it.ClosedOn = domain.DateOf(c.now)
		}
	case *domain.Meeting:
		if it.Status == "" {
			it.Status = domain.StatusPlanned
		}
		it.Start, it.End = it.Start.UTC(), it.End.UTC()
		if err := c.proposeCompanions(before, it); err != nil {
			return err
		}
		if before == nil && !it.Start.IsZero() && it.Start.Before(c.now) {
			return domain.Invalid(domain.FieldError{Field: "start", Code: domain.CodeInvalid, Detail: "Tidspunktet er allerede gået. Vælg et senere."})
		}
	}
	if before == nil {
		c.keepSecrecy(after)
	}
	if err := after.Validate(); err != nil {
		return err
	}
	return c.checkReferences(id, before, after)
}

func (c *change) completeStep(before domain.Item, it *domain.Step) {
	if it.Status == "" {
		it.Status = domain.StatusActive
	}
	was, _ := before.(*domain.Step)
	wasDone := was != nil && was.Status == domain.StatusDone
	switch {
	case it.Status == domain.StatusDone && !wasDone:
		it.DoneBy = c.actor.Person
		if it.DoneAt == "" {
			it.DoneAt = domain.DateOf(c.now)
		}
	case it.Status != domain.StatusDone && wasDone:
		it.DoneBy, it.DoneAt = "", ""
	}
}

// checkReferences refuses a reference to something that is not on this plan, or that the
// writer does not see: it would tell him that it exists.
//
// What stood there before is not his to answer for.
func (c *change) checkReferences(id domain.ID, before, it domain.Item) error {
	var bad []domain.FieldError
	had := referencesOf(before)
	need := func(field string, k domain.Kind, ids ...domain.ID) {
		for _, to := range ids {
			if to == "" || had[domain.Ref{Kind: k, ID: to}] {
				continue
			}
			// Partly seen is not enough: a thing would come under its secrecy, or out of it.
			if view := c.state.facts.See(c.viewer, domain.Ref{Kind: k, ID: to}, c.now); to == id || !view.Sees || view.Partial() {
				bad = append(bad, domain.FieldError{Field: field, Code: domain.CodeInvalid, Detail: "Det, der henvises til, findes ikke på planen."})
			}
		}
	}
	switch it := it.(type) {
	case *domain.Step:
		need("goal", domain.KindGoal, it.Goal)
		need("after", domain.KindStep, it.After)
	case *domain.Effort:
		need("goals", domain.KindGoal, it.Goals...)
		need("after", domain.KindEffort, it.After)
		if it.FollowUp != nil {
			need("follow_up", domain.KindMeeting, it.FollowUp.NextMeeting, it.FollowUp.EndMeeting)
		}
		if it.NextStep != nil {
			need("next_step", domain.KindMeeting, it.NextStep.Meeting)
			need("next_step", domain.KindEffort, it.NextStep.Effort)
		}
	case *domain.Agreement:
		need("goal", domain.KindGoal, it.Goal)
		need("made_at", domain.KindMeeting, it.MadeAt)
	case *domain.Meeting:
		need("effort", domain.KindEffort, it.Effort)
	}
	people, err := c.unknownPeople(before, it)
	if err != nil {
		return err
	}
	if people {
		bad = append(bad, domain.FieldError{Field: "responsible", Code: domain.CodeInvalid, Detail: "Personen hører ikke til planen."})
	}
	if len(bad) > 0 {
		return domain.Invalid(bad...)
	}
	return nil
}

// unknownPeople says whether an item newly names someone the writer is not shown on the
// plan. A consultant may name anyone who works for or with the municipality.
func (c *change) unknownPeople(before, it domain.Item) (bool, error) {
	had := mentions("", before)
	var missing, shown []domain.ID
	for _, id := range mentions("", it) {
		if id == "" || id == c.actor.Person || slices.Contains(had, id) {
			continue
		}
		if shown == nil {
			var err error
			if shown, err = c.shownPeople(); err != nil {
				return false, err
			}
		}
		if !slices.Contains(shown, id) {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 && !c.viewer.IsConsultant() {
		return true, nil
	}
	if len(missing) == 0 {
		return false, nil
	}
	found, err := c.tx.Persons(missing...)
	if err != nil {
		return false, err
	}
	slices.Sort(missing)
	known := 0
	for _, p := range found {
		if p.Role.Staff() || p.Role == domain.RoleProvider || p.Role == domain.RoleWorkplaceMentor {
			known++
			c.state = c.state.withPerson(p)
		}
	}
	return known < len(slices.Compact(missing)), nil
}

// withPerson gives the state with one more person; the state itself is shared and stays.
func (s *state) withPerson(p domain.Person) *state {
	t := *s
	t.persons = make(map[domain.ID]domain.Person, len(s.persons)+1)
	for id, q := range s.persons {
		t.persons[id] = q
	}
	t.persons[p.ID] = p
	return &t
}

// tellCitizen makes the plan change that the citizen is asked about, when someone else
// than the citizen changed something that people have words for.
func (c *change) tellCitizen(ref domain.Ref, before, after domain.Item, why string, changed []string) (domain.ID, error) {
	if c.viewer.Relation.Kind == access.RelationCitizen || slices.Equal(changed, []string{"rank"}) {
		return "", nil
	}
	if strings.TrimSpace(why) == "" {
		return "", domain.ErrNeedsWhy
	}
	what, fields, err := domain.Describe(before, after, c.now, c.nameFor(ref))
	if err != nil {
		return "", err
	}
	pc := &domain.PlanChange{Version: c.state.plan().Version + 1, At: c.now, By: c.actor.Person, What: what, Why: strings.TrimSpace(why), Item: &ref, Changes: fields}
	if err := pc.Validate(); err != nil {
		return "", err
	}
	id := domain.NewID()
	if err := c.keep(domain.KindPlanChange, id, pc, "plan_change"); err != nil {
		return "", err
	}
	return id, c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, id)
}

// notify makes the promise to wake a person about something, now.
func (c *change) notify(person domain.ID, kind domain.NotificationKind, subject domain.ID) error {
	return c.app.notify(c.tx, c.state.head.ID, person, kind, subject, c.now)
}

// helpsFor is how long a hint about something new is still of use.
const helpsFor = 72 * time.Hour

func (a *App) notify(tx *store.Tx, plan, person domain.ID, kind domain.NotificationKind, subject domain.ID, now time.Time) error {
	if a.muted {
		return nil
	}
	tx.After(a.outbox)
	return tx.Notify(domain.Notification{ID: domain.NewID(), Person: person, Plan: plan, Subject: subject, Kind: kind, DueAt: now, Deadline: now.Add(helpsFor),
		DedupeKey: strings.Join([]string{string(kind), string(subject), string(person)}, "|")})
}

func (a *App) outbox() {
	if a.wake != nil {
		a.wake.Outbox()
	}
}
