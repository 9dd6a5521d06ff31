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
	kept        []domain.Record // what was stored so far
	after       *state          // the plan with that, nil until asked for
	// reported says that the words are those of somebody who is not on the plan.
	reported bool
	// tied is who is tied to the plan, nil until asked for.
	tied []store.PlanPerson
	// quiet says that the citizen is told of it all by one notification, which the act itself
	// promises.
	quiet bool
	// rung are those whom this write has woken about several things of a kind at once.
	rung map[string]bool
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
	return onPlanAs(ctx, a, actor, plan, op, m, openPlan, fn)
}

// opener says as whom an actor comes to a plan: domain.ErrNotFound where it is not there for
// him.
type opener func(access.Actor, []store.PlanPerson, time.Time) (access.Viewer, error)

func openPlan(actor access.Actor, tied []store.PlanPerson, now time.Time) (access.Viewer, error) {
	v := access.Viewer{Actor: actor, Relation: store.Among(tied, access.PlanScope(actor, now))}
	if !v.MayOpen(now) {
		return v, domain.ErrNotFound
	}
	return v, nil
}

// openThreads is for what is done in a conversation: the former consultant comes too.
func openThreads(actor access.Actor, tied []store.PlanPerson, now time.Time) (access.Viewer, error) {
	v := access.Viewer{Actor: actor, Relation: store.Among(tied, access.ThreadScope(actor, now))}
	if !v.MayOpenThreads(now) {
		return v, domain.ErrNotFound
	}
	return v, nil
}

func onPlanAs[R any](ctx context.Context, a *App, actor access.Actor, plan domain.ID, op operation, m Mutation, open opener, fn func(*change) (R, error)) (R, error) {
	var result R
	house, err := a.House(ctx)
	if err != nil {
		return result, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Lock(plan); err != nil {
			return err
		}
		head, tied, err := tx.Tied(plan)
		if err != nil {
			return err
		}
		now := a.clock.Now()
		viewer, err := open(actor, tied, now)
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
		if s.facts.Stopped(viewer, access.RuleOf(ctx)) {
			return domain.ErrPlanEnded
		}
		c := &change{app: a, tx: tx, actor: actor, viewer: viewer, state: s, departments: house.Departments, now: now, by: actor.Person, tied: tied}
		if result, err = fn(c); err != nil {
			return err
		}
		if err := c.finish(); err != nil {
			return err
		}
		tx.After(func() { a.attend(plan) })
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
	if err := c.mayPlan(domain.Ref{Kind: k, ID: id}); err != nil {
		return err
	}
	rev, err := c.bump()
	if err != nil {
		return err
	}
	r := domain.Record{Plan: c.state.head.ID, Kind: k, ID: id, Rev: rev, Item: it, By: c.by, At: c.now.UTC().Truncate(time.Millisecond)}
	if err := c.tx.PutItem(c.state.head, r); err != nil {
		return err
	}
	c.kept, c.after = append(c.kept, r), nil
	return c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: c.by, Session: c.actor.Session, Action: action, Kind: k, Item: id, Rev: rev})
}

// mayPlan refuses a new thing that staff plan on a plan that has ended, by whatever operation.
func (c *change) mayPlan(ref domain.Ref) error {
	if _, there := c.state.byRef[ref]; !there && c.state.facts != nil && c.state.facts.StoppedNew(c.viewer, ref.Kind) {
		return domain.ErrPlanEnded
	}
	return nil
}

// finish ends a write: what changed is handed to the cache and to those who watch, once
// it is committed.
func (c *change) finish() error {
	if c.rev == 0 {
		return nil
	}
	if err := c.publish(); err != nil {
		return err
	}
	tied, err := c.relations()
	if err != nil {
		return err
	}
	plan, persons := c.state.head.ID, personsIn(tied, c.now)
	c.tx.Tell(store.Signal{Plan: plan})
	c.tx.After(func() { c.app.wakePlan(plan, persons) })
	return nil
}

// relations gives who is tied to the plan, as this write has left it.
func (c *change) relations() ([]store.PlanPerson, error) {
	if c.tied == nil {
		var err error
		if c.tied, err = c.tx.Relations(c.state.head.ID); err != nil {
			return nil, err
		}
	}
	return c.tied, nil
}

// viewers gives everybody who was ever tied to the plan, as who looks at it: once for each relation.
func (c *change) viewers() ([]access.Viewer, error) {
	tied, err := c.relations()
	if err != nil {
		return nil, err
	}
	people, err := c.peopleOf(tied)
	if err != nil {
		return nil, err
	}
	out := make([]access.Viewer, len(tied))
	for i, r := range tied {
		p := people[r.Person]
		out[i] = access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: r.Relation}
	}
	return out, nil
}

// tie ties a person to the plan.
func (c *change) tie(person domain.ID, r access.Relation) error {
	c.tied = nil
	return c.tx.PutRelation(c.state.head.ID, person, r)
}

// Woken wakes the phones of everyone tied to a plan; each learns only what he may see.
func (a *App) Woken(plan domain.ID) {
	var tied []store.PlanPerson
	err := a.store.Read(context.Background(), func(tx *store.Tx) (err error) {
		tied, err = tx.Relations(plan)
		return err
	})
	if err != nil {
		a.log.Error("could not find whom to wake", "plan", plan, "error", err)
		return
	}
	a.wakePlan(plan, personsIn(tied, a.clock.Now()))
}

func (a *App) wakePlan(plan domain.ID, persons []domain.ID) {
	if a.wake != nil && !a.muted {
		a.wake.PlanChanged(plan, persons)
	}
}

// farewell is for how long after a relation's end its person's phones are still woken:
// they are to look, and find that the plan is gone.
const farewell = time.Minute

// personsIn lists those whose relation holds at an instant, or did until just now.
func personsIn(tied []store.PlanPerson, now time.Time) []domain.ID {
	var persons []domain.ID
	for _, r := range tied {
		justEnded := !r.Relation.To.IsZero() && !r.Relation.To.After(now) && now.Sub(r.Relation.To) < farewell
		if (justEnded || r.Relation.Live(now)) && !slices.Contains(persons, r.Person) {
			persons = append(persons, r.Person)
		}
	}
	return persons
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
	if err := c.mayPlan(ref); err != nil {
		return out, err
	}
	if p.Kind == domain.KindAttachment && before == nil {
		return out, domain.ErrNotFound // there is no picture without its content
	}
	after, merged, err := c.merge(p, before)
	if err != nil {
		return out, err
	}
	if err := c.complete(p.ID, before, after, strings.TrimSpace(p.Why)); err != nil {
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

// tellCitizen makes the plan change that the citizen is asked about, when someone else
// than the citizen changed something that people have words for.
func (c *change) tellCitizen(ref domain.Ref, before, after domain.Item, why string, changed []string) (domain.ID, error) {
	if c.viewer.Relation.Kind == access.RelationCitizen || slices.Equal(changed, []string{"rank"}) {
		return "", nil
	}
	what, fields, err := domain.Describe(before, after, c.now, c.nameFor(ref))
	if err != nil {
		return "", err
	}
	if ref.Kind == domain.KindPlan && len(fields) == 0 {
		return "", nil // how the board is laid out is an order too
	}
	if strings.TrimSpace(why) == "" && c.drafting() {
		return "", nil // it is part of what the citizen will be asked about
	}
	if strings.TrimSpace(why) == "" {
		return "", domain.ErrNeedsWhy
	}
	pc := &domain.PlanChange{Version: c.state.plan().Version + 1, At: c.now, By: c.actor.Person, What: what, Why: strings.TrimSpace(why), Item: &ref, Changes: fields}
	if err := pc.Validate(); err != nil {
		return "", err
	}
	id := domain.NewID()
	if err := c.keep(domain.KindPlanChange, id, pc, "plan_change"); err != nil {
		return "", err
	}
	if c.quiet || newsOf(before, after) != "" {
		return id, nil // told in another way
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
	return a.notifyAs(tx, plan, person, kind, subject, "", now)
}

// notifyAs is notify for what may be told of one subject more than once; each time is a
// generation of its own.
func (a *App) notifyAs(tx *store.Tx, plan, person domain.ID, kind domain.NotificationKind, subject domain.ID, generation string, now time.Time) error {
	if a.muted {
		return nil
	}
	tx.After(a.outbox)
	return tx.Notify(domain.Notification{ID: domain.NewID(), Person: person, Plan: plan, Subject: subject, Kind: kind, DueAt: now, Deadline: now.Add(helpsFor),
		DedupeKey: strings.Join([]string{string(kind), string(subject), string(person)}, "|") + generation})
}

func (a *App) outbox() {
	if a.wake != nil {
		a.wake.Outbox()
	}
}
