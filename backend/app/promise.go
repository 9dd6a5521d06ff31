package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// climbs is who is told when nobody has answered the citizen, after how much working time
// (requirement C3).
var climbs = []struct {
	after time.Duration
	kind  domain.NotificationKind
}{
	{8 * time.Hour, domain.NotifyUnanswered},
	{12 * time.Hour, domain.NotifyUnansweredDeputy},
	{16 * time.Hour, domain.NotifyUnansweredLead},
}

var climbKinds = []domain.NotificationKind{domain.NotifyUnanswered, domain.NotifyUnansweredDeputy, domain.NotifyUnansweredLead}

// officeOf gives when somebody of the staff is at work.
func (a *App) officeOf(p domain.Person) schedule.Office { return schedule.OfficeOf(p.Hours, a.hours) }

// with gives who of the staff a thread is with: the plan's consultant where she is in it.
func with(t domain.Thread, citizen, consultant domain.ID) domain.ID {
	if slices.Contains(t.Between, consultant) {
		return consultant
	}
	for _, p := range t.Between {
		if p != citizen {
			return p
		}
	}
	return ""
}

// promiseAnswer does what a new message means for the answer that the citizen waits for:
// her own begins the wait, a person's ends it. What no person wrote does neither.
func (c *change) promiseAnswer(t domain.Thread, m domain.Message) error {
	switch {
	case m.From == domain.System, c.state.former(m.From, c.now):
		return nil // what the new consultant owes stands until she answers
	case m.From == c.state.head.Citizen:
		w := domain.Wait{Thread: t.ID, Plan: t.Plan, Message: m.ID, Since: m.At}
		began, err := c.tx.BeginWait(w)
		if err != nil || !began {
			return err
		}
		return c.climb(t, w, "")
	}
	if err := c.countAnswer(t); err != nil {
		return err
	}
	return c.answered(t.ID)
}

// answered takes back what was promised of a thread in which somebody has answered now.
func (c *change) answered(thread domain.ID) error {
	waited, err := c.tx.EndWait(thread)
	if err != nil || !waited {
		return err
	}
	return c.tx.ClearNotifications(thread, c.now, climbKinds...)
}

// spokenTo ends the waits in the threads that the actor writes in: she has reached the
// citizen, so nobody waits for her word.
func (c *change) spokenTo() error {
	threads, err := c.app.threads(c.tx, c.viewer, c.state.head.ID)
	if err != nil {
		return err
	}
	for _, t := range threads {
		if err := errors.Join(c.countAnswer(t), c.answered(t.ID)); err != nil {
			return err
		}
	}
	return nil
}

// climb promises who is told when, as long as nobody answers.
func (c *change) climb(t domain.Thread, w domain.Wait, generation string) error {
	wanted, err := c.climbOf(t, w)
	if err != nil {
		return err
	}
	for _, n := range wanted {
		n.DedupeKey += generation
		if err := c.tx.Notify(n); err != nil {
			return err
		}
	}
	c.tx.After(c.app.outbox)
	return nil
}

// climbOf gives the promises of a wait, each of its persons once.
func (c *change) climbOf(t domain.Thread, w domain.Wait) ([]domain.Notification, error) {
	if c.app.muted || with(t, c.state.head.Citizen, c.consultantAt(c.now)) == "" {
		return nil, nil
	}
	var out []domain.Notification
	rung := map[domain.ID]bool{}
	for _, step := range climbs {
		staff, due, ok, err := c.owes(t, w, step.after)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		who, err := c.climbers(t, staff, step.kind, due)
		if err != nil {
			return nil, err
		}
		for _, person := range who {
			if rung[person] || person == "" {
				continue
			}
			rung[person] = true
			out = append(out, domain.Notification{ID: domain.NewID(), Person: person, Plan: t.Plan, Subject: t.ID, Kind: step.kind, DueAt: due, Deadline: due.Add(helpsFor),
				DedupeKey: strings.Join([]string{string(step.kind), string(w.Message), string(person), ""}, "|")})
		}
	}
	return out, nil
}

// owes gives who of the staff owes the answer to a wait after so much of her working time,
// and when that is: where the consultant changes meanwhile it is the new one.
func (c *change) owes(t domain.Thread, w domain.Wait, after time.Duration) (p domain.Person, due time.Time, ok bool, err error) {
	ask := func(id domain.ID) {
		if p, err = c.person(id); err == nil {
			due, ok = c.app.officeOf(p).AddWorkingHours(w.Since, after)
		}
	}
	now := c.consultantAt(c.now)
	if ask(with(t, c.state.head.Citizen, now)); err != nil || !ok || p.ID != now {
		return p, due, ok, err
	}
	if then := c.consultantAt(due); then != now {
		ask(then)
	}
	return p, due, ok, err
}

// climbers gives who stands on a rung at an instant. What a confidential department owes
// somebody is its own matter: there the one is rung again and nobody else.
func (c *change) climbers(t domain.Thread, staff domain.Person, kind domain.NotificationKind, due time.Time) ([]domain.ID, error) {
	var standIns []domain.ID
	leaves := t.Leaves
	if !slices.Contains(t.Between, staff.ID) { // she is in it from a day to come
		var err error
		if leaves, err = c.tx.AbsencesOf(c.now, staff.ID); err != nil {
			return nil, err
		}
	}
	for _, l := range leaves {
		if l.Person == staff.ID && l.Live(due) && !t.Confidential {
			standIns = append(standIns, l.Deputy)
		}
	}
	switch {
	case kind == domain.NotifyUnanswered && len(standIns) > 0:
		return standIns, nil
	case kind == domain.NotifyUnanswered:
		return []domain.ID{staff.ID}, nil
	case t.Confidential:
		return nil, nil
	case kind == domain.NotifyUnansweredDeputy:
		return append(standIns, t.Deputy), nil
	}
	return c.leadsOf(staff)
}

// leadsOf gives who leads somebody of the staff; where nobody does, all team leads.
func (c *change) leadsOf(staff domain.Person) ([]domain.ID, error) {
	return leadsOf(c.tx, staff)
}

func leadsOf(tx *store.Tx, staff domain.Person) ([]domain.ID, error) {
	leads, err := tx.WithRole(domain.RoleTeamLead, staff.Department)
	if err == nil && len(leads) == 0 {
		leads, err = tx.WithRole(domain.RoleTeamLead, "")
	}
	return leads, err
}

// climbAgain brings the promises of a plan's waits in line with who is away by now. Who was
// told already is not told again, nor, where only what is ahead counts, who should have been.
func (c *change) climbAgain(ahead bool) error {
	threads, err := c.tx.Threads(c.state.head.ID)
	if err != nil {
		return err
	}
	waits, err := c.tx.Waits(c.state.head.ID)
	if err != nil {
		return err
	}
	for _, w := range waits {
		i := slices.IndexFunc(threads, func(t domain.Thread) bool { return t.ID == w.Thread })
		if i < 0 {
			continue
		}
		if err := c.climbAnew(threads[i], w, ahead); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) climbAnew(t domain.Thread, w domain.Wait, ahead bool) error {
	wanted, err := c.climbOf(t, w)
	if err != nil {
		return err
	}
	open, err := c.tx.OpenAbout(t.ID)
	if err != nil {
		return err
	}
	over, err := c.tx.OverAbout(t.ID, climbKinds...)
	if err != nil {
		return err
	}
	same := func(x, y domain.Notification) bool {
		return x.Person == y.Person && x.Kind == y.Kind && strings.HasPrefix(x.DedupeKey, y.DedupeKey)
	}
	for _, o := range open {
		if !slices.Contains(climbKinds, o.Kind) || slices.ContainsFunc(wanted, func(n domain.Notification) bool { return same(o, n) && o.DueAt.Equal(n.DueAt) }) {
			continue
		}
		if err := c.tx.ClearNotification(o.ID, c.now); err != nil {
			return err
		}
	}
	for _, n := range wanted {
		is := func(o domain.Notification) bool { return same(o, n) }
		if ahead && !n.DueAt.After(c.now) || slices.ContainsFunc(over, is) || slices.ContainsFunc(open, func(o domain.Notification) bool { return is(o) && o.DueAt.Equal(n.DueAt) }) {
			continue
		}
		n.DedupeKey += strconv.FormatInt(c.now.UnixMilli(), 10)
		if err := c.tx.Notify(n); err != nil {
			return err
		}
	}
	c.tx.After(c.app.outbox)
	return nil
}

// ringDeputies wakes who stands in for somebody the thread is with, when there is a message.
func (c *change) ringDeputies(t domain.Thread, m domain.Message) error {
	standIns, err := c.standIns(t, m.From)
	if err != nil {
		return err
	}
	for _, p := range standIns {
		if err := c.notify(p, domain.NotifyNewMessage, m.ID); err != nil {
			return err
		}
	}
	return nil
}

// standIns gives who stands in now for somebody a thread is with, beside those who are in it
// and the one who acts. In what a confidential department writes nobody does.
func (c *change) standIns(t domain.Thread, by domain.ID) (out []domain.ID, err error) {
	if t.Confidential {
		return nil, nil
	}
	tied, err := c.relations()
	for _, r := range tied {
		if r.Relation.Kind == access.RelationDeputy && r.Relation.Live(c.now) && r.Person != by && !slices.Contains(t.Between, r.Person) && t.StandsIn(r.Person, c.now) {
			out = append(out, r.Person)
		}
	}
	return out, err
}

// autoReply puts on a message that comes outside working hours when an answer can be
// expected: on the first one of each closed time. A program says it, so it is no answer.
func (c *change) autoReply(t domain.Thread, m *domain.Message) error {
	staff := with(t, c.state.head.Citizen, c.state.consultant(c.now))
	if c.app.muted || m.From != c.state.head.Citizen || staff == "" {
		return nil
	}
	p, err := c.person(staff)
	if err != nil {
		return err
	}
	office := c.app.officeOf(p)
	next, ok := office.NextOpen(c.now)
	if !ok || !next.After(c.now) {
		return nil
	}
	m.OutOfHours = true
	due, err := c.tx.AutoReply(t.ID, c.now, next)
	if err != nil || !due {
		return err
	}
	since := c.now
	waits, err := c.tx.Waits(t.Plan)
	if err != nil {
		return err
	}
	for _, w := range waits {
		if w.Thread == t.ID {
			since = w.Since
		}
	}
	by, ok := office.AddWorkingHours(since, replyTime(t))
	if !ok || !by.After(c.now) {
		by, _ = office.AddWorkingHours(c.now, replyTime(t))
	}
	name, err := c.answersToday(t, p, next)
	if err != nil {
		return err
	}
	m.AutoReply = name + " har fri nu og er på arbejde igen " + domain.DanishTime(next, c.now) + ". Du får svar senest " + domain.DanishTime(by, c.now) +
		". Er du i fare, så ring 112. Er du syg, så ring til lægevagten."
	return nil
}

// answersToday gives what the one is called who answers at an instant.
func (c *change) answersToday(t domain.Thread, staff domain.Person, when time.Time) (string, error) {
	for _, l := range t.Leaves {
		if l.Person == staff.ID && l.Live(when) {
			p, err := c.person(l.Deputy)
			return p.CalledName(), err
		}
	}
	return staff.CalledName(), nil
}

// replyTime is how much working time an answer in a thread may take.
func replyTime(t domain.Thread) time.Duration {
	if t.ReplyHours > 0 {
		return time.Duration(t.ReplyHours) * time.Hour
	}
	return replyHours * time.Hour
}

// WaitingList tells a deputy or a team lead that somebody waits, since when and for whom.
// It has neither the words nor the citizen's name: who is entitled sees those on the desk.
type WaitingList struct {
	Waiting []WaitsFor `json:"waiting"`
}

// WaitsFor is one wait.
type WaitsFor struct {
	// For is who has not answered, and Since when the citizen wrote.
	For     domain.ID `json:"for"`
	ForName string    `json:"for_name"`
	Since   time.Time `json:"since"`
	// WorkingHours have passed since, whole ones.
	WorkingHours int `json:"working_hours"`
}

// ListWaiting gives who has waited so long that the actor is told of it.
func (a *App) ListWaiting(ctx context.Context, actor access.Actor) (WaitingList, error) {
	out := WaitingList{Waiting: []WaitsFor{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		waits, err := tx.Waits()
		if err != nil {
			return err
		}
		for _, w := range waits {
			head, err := tx.Plan(w.Plan)
			if err != nil {
				return err
			}
			threads, err := tx.Threads(w.Plan)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(threads, func(t domain.Thread) bool { return t.ID == w.Thread })
			if i < 0 {
				continue
			}
			s, err := a.load(tx, head, house.Departments)
			if err != nil {
				return err
			}
			id := with(threads[i], head.Citizen, s.consultant(now))
			p, err := tx.Person(id)
			if err != nil {
				continue // nobody of the staff is in it
			}
			passed := a.officeOf(p).WorkingHoursBetween(w.Since, now)
			if access.ToldOfWait(actor, threads[i], passed, now) {
				out.Waiting = append(out.Waiting, WaitsFor{For: p.ID, ForName: p.Name, Since: w.Since, WorkingHours: int(passed / time.Hour)})
			}
		}
		return nil
	})
	return out, err
}
