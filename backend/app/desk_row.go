package app

import (
	"encoding/json"
	"slices"
	"sync"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// deskRow is what one of the staff is told of one citizen: the card on the desk, and what
// stands in the work queue. It is worked out once and then handed to several at a time, so
// nobody changes it.
type deskRow struct {
	card   CitizenCard
	name   CitizenName
	alerts []AlertView // the loudest first
}

// deskRows remembers the rows of desks. A row is used only by whom it was worked out for, tied
// to the plan as he was then, and while everything it was worked out from stands as it stood:
// the plan's mark and the house's are read with every question, in the same snapshot as who may
// open what. So a process that slept through what another did answers no differently.
type deskRows struct {
	mu   sync.Mutex
	rows map[viewKey]keptRow
	// keys is the age of the keys, and opened what it was when this was last empty.
	keys   func() uint64
	opened uint64
}

// keptRow is a row with what it stands on. It holds from one instant until another.
type keptRow struct {
	row         deskRow
	plan, house store.Mark
	as          deskViewer
	from, until time.Time
}

// deskViewer is as whom somebody looks.
type deskViewer struct {
	role       domain.Role
	department string
	kind       access.RelationKind
	from, to   int64
	epoch      int64
}

func asOf(v access.Viewer) deskViewer {
	r := v.Relation
	return deskViewer{v.Role, v.Department, r.Kind, r.From.UnixMilli(), r.To.UnixMilli(), r.Epoch}
}

// maxDeskRows bounds the memory of the rows: with the alerts of Peter's plan one takes about
// 6 KB, so all take some 50 MB at the most, and those of a municipality of 5,000 citizens 30 MB.
const maxDeskRows = 8000

func newDeskRows(keys func() uint64) *deskRows {
	return &deskRows{rows: map[viewKey]keptRow{}, keys: keys, opened: keys()}
}

// lock is what every use begins with.
func (d *deskRows) lock() {
	d.mu.Lock()
	if k := d.keys(); k != d.opened {
		d.opened = k
		clear(d.rows)
	}
}

func (d *deskRows) find(k viewKey, plan, house store.Mark, as deskViewer, now time.Time) (deskRow, bool) {
	d.lock()
	defer d.mu.Unlock()
	kept, ok := d.rows[k]
	if !ok || kept.plan != plan || kept.house != house || kept.as != as || now.Before(kept.from) || !now.Before(kept.until) {
		return deskRow{}, false
	}
	return kept.row, true
}

// keep remembers a row that was read while the keys were as old as keys says: what was opened
// with one that is thrown away now is not kept.
func (d *deskRows) keep(k viewKey, kept keptRow, keys uint64) {
	d.lock()
	defer d.mu.Unlock()
	if keys != d.opened {
		return
	}
	if _, there := d.rows[k]; !there && len(d.rows) >= maxDeskRows {
		clear(d.rows)
	}
	d.rows[k] = kept
}

// deskRows gives the rows of a member of the staff's desk, and how many of them had to be worked
// out. Which plans those are is decided first, each time.
func (a *App) deskRows(tx *store.Tx, actor access.Actor, house House) (rows []deskRow, worked int, err error) {
	keys := a.store.KeysAge()
	r, err := a.newRounds(tx, house)
	if err != nil {
		return nil, 0, err
	}
	heads, rels, err := tx.PlansIn(access.PlanScope(actor, r.now))
	if err != nil || len(heads) == 0 {
		return nil, 0, err
	}
	standing, err := tx.Standings(actor.Person)
	if err != nil {
		return nil, 0, err
	}
	doc, err := json.Marshal(house)
	if err != nil {
		return nil, 0, err
	}
	here, err := tx.HouseMark(r.now, string(doc), thresholdsMarkKey, catalogueMarkKey, retentionKey)
	if err != nil {
		return nil, 0, err
	}
	rows = make([]deskRow, len(heads))
	for i, head := range heads {
		v := access.Viewer{Actor: actor, Relation: rels[i]}
		k, as := viewKey{head.ID, actor.Person, false}, asOf(v)
		row, ok := a.desks.find(k, standing[head.ID], here, as, r.now)
		if !ok {
			var until time.Time
			if row, until, err = a.deskRow(tx, head, v, r); err != nil {
				return nil, 0, err
			}
			a.desks.keep(k, keptRow{row, standing[head.ID], here, as, r.now, until}, keys)
			worked++
		}
		rows[i] = row
	}
	return rows, worked, nil
}

// deskRow works out one row, and until when it holds if nothing changes.
func (a *App) deskRow(tx *store.Tx, head store.PlanHead, v access.Viewer, r *rounds) (deskRow, time.Time, error) {
	var row deskRow
	s, err := a.openedFor(tx, head, r)
	if err != nil {
		return row, time.Time{}, err
	}
	t, err := a.talkOn(tx, s)
	if err != nil {
		return row, time.Time{}, err
	}
	var m memory
	if _, _, err := tx.Attention(head, &m); err != nil {
		return row, time.Time{}, err
	}
	alerts, next, err := a.judge(tx, s, t, &m, r)
	if err != nil {
		return row, time.Time{}, err
	}
	if row.alerts, err = a.alertsTo(tx, s, v, alerts, m, r); err != nil {
		return row, time.Time{}, err
	}
	if row.card, err = a.citizenCard(tx, s, t, v, r.now); err != nil {
		return row, time.Time{}, err
	}
	seen, err := a.factsOf(tx, s, t.readBy(v, r.now), v, r)
	if err != nil {
		return row, time.Time{}, err
	}
	if c := lastContact(seen, r.now, func(domain.ID) bool { return true }); !c.At.IsZero() {
		row.card.LastContact = &CardContact{At: c.At, How: c.How}
	}
	if len(row.alerts) > 0 {
		first := row.alerts[0]
		row.card.Alert = &CardAlert{Rule: first.Rule, Level: first.Level, Text: first.Text}
	}
	p := s.persons[head.Citizen]
	row.name = CitizenName{ID: p.ID, Name: p.Name, PreferredName: p.CalledName()}
	if mayCall, _ := access.Person(v, p); mayCall {
		row.name.Phone = p.Phone
	}
	if d := row.card.NewDevice; d != nil {
		if ends := d.At.Add(domain.DeviceNewFor); next.IsZero() || ends.Before(next) {
			next = ends
		}
	}
	until, err := a.holdsUntil(tx, s, t, v, next, r)
	return row, until, err
}

// openedFor opens a plan for who goes over many: its things from the cache where they are there,
// and who is named on it as he is now, since a name has no revision. The cache stays as it is.
func (a *App) openedFor(tx *store.Tx, head store.PlanHead, r *rounds) (*state, error) {
	cached := a.views.state(head)
	var records []domain.Record
	if cached != nil {
		records = cached.records
	} else {
		var err error
		if records, err = tx.Items(head); err != nil {
			return nil, err
		}
		slices.SortFunc(records, compareRecords)
	}
	persons, err := r.named(tx, nil, namedIn(head, records))
	if err != nil {
		return nil, err
	}
	return newState(head, records, r.house.Departments, persons), nil
}

// holdsUntil gives the first instant at which a row may be another though nothing was changed: a
// new day, when a rule looks again, what the viewer sees changes, somebody is away or back, or
// any time comes that stands on the plan.
func (a *App) holdsUntil(tx *store.Tx, s *state, t talk, v access.Viewer, next time.Time, r *rounds) (time.Time, error) {
	f := first{after: r.now, at: domain.DateOf(r.now).AddDays(1).Start()}
	begins, ends, err := tx.NextPart(s.head.ID, r.now)
	if err != nil {
		return time.Time{}, err
	}
	for _, at := range []time.Time{next, begins, ends, s.facts.NextExpiry(v, r.now), v.Relation.To} {
		f.instant(at)
	}
	for _, l := range r.leaves {
		f.instant(l.From)
		f.instant(l.To)
	}
	for _, record := range s.records {
		f.in(record.Item)
	}
	for _, words := range t.words {
		for i := range words {
			f.instant(words[i].At)
		}
	}
	return f.at, nil
}

// readBy gives those of the conversations that a viewer reads.
func (t talk) readBy(v access.Viewer, now time.Time) talk {
	var out talk
	for i, thread := range t.threads {
		if reads, _ := access.Thread(v, thread, now); reads {
			out.threads, out.words = append(out.threads, thread), append(out.words, t.words[i])
		}
	}
	return out
}

// alertsTo gives of a plan's alerts those that a viewer is told of, in his language.
func (a *App) alertsTo(tx *store.Tx, s *state, v access.Viewer, alerts []attention.Alert, m memory, r *rounds) ([]AlertView, error) {
	var told []domain.ID
	for _, n := range m.Alerts {
		for _, t := range n.Told {
			told = append(told, t.Person)
		}
	}
	if _, err := r.named(tx, s.persons, append(told, v.Person)); err != nil {
		return nil, err
	}
	me, ok := s.persons[v.Person]
	if !ok {
		if me, ok = r.people[v.Person]; !ok {
			return nil, domain.ErrNotFound
		}
	}
	return s.alertsFor(v, alerts, m, r, language(me)), nil
}
