package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// remind brings the reminders of a meeting in line with it, in the transaction that makes
// or moves it: what does not fit any more is taken back, what is missing is promised, and
// what fits stays as it is, also one that is just being sent or tried again.
func (c *change) remind(id domain.ID, m *domain.Meeting) error {
	open, err := c.tx.OpenAbout(id)
	if err != nil {
		return err
	}
	var wanted []domain.Notification
	if !c.app.muted && m.Upcoming(c.now) && m.Start.After(c.now) {
		if wanted, err = c.reminders(id, m, open); err != nil {
			return err
		}
	}
	for _, o := range open {
		if !o.Kind.Reminds() {
			continue
		}
		i := slices.IndexFunc(wanted, func(w domain.Notification) bool { return samePromise(o, w) })
		switch {
		case i >= 0:
			if o.Importance != wanted[i].Importance {
				if err := c.tx.SetImportance(o.ID, wanted[i].Importance); err != nil {
					return err
				}
			}
			wanted = slices.Delete(wanted, i, i+1)
		case !c.app.muted && m.Upcoming(c.now) && m.Start.Equal(o.Deadline) && !o.DueAt.After(c.now) && c.invited(o.Person, m):
			// It was due before and is being tried; to take it back would lose it.
		default:
			if err := c.tx.ClearNotification(o.ID, c.now); err != nil {
				return err
			}
		}
	}
	for _, n := range wanted {
		if err := c.tx.Notify(n); err != nil {
			return err
		}
	}
	c.tx.After(c.app.outbox)
	return nil
}

// samePromise says whether two are one: to the same person, at the same time, for the same
// meeting time.
func samePromise(x, y domain.Notification) bool {
	return x.Person == y.Person && x.Kind == y.Kind && x.DueAt.Equal(y.DueAt) && x.Deadline.Equal(y.Deadline)
}

// remindAnew brings the reminders in line with what the plan's people may see from now on:
// the last thing in a change of it.
func (c *change) remindAnew() error {
	after, err := c.next()
	if err != nil {
		return err
	}
	before := c.state
	c.state = after
	defer func() { c.state = before }()
	return c.remindAll()
}

// invited says whether somebody is reminded of a meeting: the citizen, and the contacts
// whom the citizen asked along. A reminder tells when the meeting is: not one to whom she
// has opened none.
func (c *change) invited(person domain.ID, m *domain.Meeting) bool {
	return person == c.state.head.Citizen ||
		c.state.facts.MayComeAlong(person, c.now) && slices.Contains(m.Companions, person) && !slices.ContainsFunc(m.Along, func(a domain.Along) bool { return a.Who == person && a.Answer == domain.AlongCannot })
}

// reminders gives the promises that a meeting to come asks for, to everyone by his own
// choice; open are those that there are.
func (c *change) reminders(id domain.ID, m *domain.Meeting, open []domain.Notification) ([]domain.Notification, error) {
	var out []domain.Notification
	for _, who := range append([]domain.ID{c.state.head.Citizen}, m.Companions...) {
		p, err := c.person(who)
		if err != nil {
			return nil, err
		}
		until := m.Start
		importance := domain.ImportanceNormal
		if p.Role == domain.RoleContact {
			if !c.invited(who, m) {
				continue
			}
			contact, ok := c.state.item(domain.KindContact, who).(*domain.Contact)
			if !ok {
				continue
			}
			until = contact.Ends()
		} else if m.Mandatory {
			importance = domain.ImportanceHigh
		}
		told, err := c.tx.ToldAbout(who, id)
		if err != nil {
			return nil, err
		}
		times, err := remindersFor(p, m, slices.Concat(told, open), c.now)
		if err != nil {
			return nil, err
		}
		for _, r := range times {
			if r.At.After(until) {
				continue // by then the contact sees nothing of it any more
			}
			if slices.ContainsFunc(told, func(n domain.Notification) bool { return n.Deadline.Equal(m.Start) && offsetOf(n) == r.Offset }) {
				continue // quiet hours had moved it before its time
			}
			out = append(out, domain.Notification{ID: domain.NewID(), Person: who, Plan: c.state.head.ID, Subject: id, Kind: r.Kind, DueAt: r.At, Deadline: m.Start, Importance: importance,
				// The revision makes a moved meeting's reminder a new promise, not the cleared one.
				DedupeKey: strings.Join([]string{string(id), r.Offset, strconv.FormatInt(max(c.rev, c.state.head.Rev), 10), string(who)}, "|")})
		}
	}
	return out, nil
}

// offsetOf gives which of the person's choices a reminder comes from.
func offsetOf(n domain.Notification) string {
	if parts := strings.Split(n.DedupeKey, "|"); n.Kind.Reminds() && len(parts) > 1 {
		return parts[1]
	}
	return ""
}

// remindersFor says when a person wants to be reminded of a meeting. What he chose himself
// comes first; the meeting's own reminders are for the citizen who chose nothing, and for
// one whose choices all lay behind already when the meeting was made. Who chose none is
// reminded of none, but of what the law makes him come to. made are those promised so far.
func remindersFor(p domain.Person, m *domain.Meeting, made []domain.Notification, now time.Time) ([]schedule.Reminder, error) {
	choices, usual := p.Choices(), defaultReminders
	if p.Role == domain.RoleCitizen && len(m.Reminders) > 0 {
		usual = m.Reminders
	}
	offsets := choices.Reminders
	if offsets == nil || len(offsets) == 0 && p.Role == domain.RoleCitizen && m.Mandatory {
		offsets = usual
	}
	quiet, err := schedule.ParseQuiet(choices.QuietHours)
	if err != nil {
		return nil, err
	}
	times, err := schedule.Reminders(m.Start, offsets, &quiet, now)
	ofHis := func(n domain.Notification) bool {
		return n.Person == p.ID && n.Deadline.Equal(m.Start) && slices.Contains(offsets, offsetOf(n))
	}
	if err == nil && len(times) == 0 && len(offsets) > 0 && p.Role == domain.RoleCitizen && !slices.ContainsFunc(made, ofHis) {
		times, err = schedule.Reminders(m.Start, m.Reminders, &quiet, now)
	}
	if err != nil {
		return nil, domain.Invalid(domain.FieldError{Field: "reminders", Code: domain.CodeInvalid, Detail: "Påmindelsen kan ikke læses."}).Because(err)
	}
	return times, nil
}

// person gives somebody by id, though nothing on the plan named him before.
func (c *change) person(id domain.ID) (domain.Person, error) {
	if p, ok := c.state.persons[id]; ok {
		return p, nil
	}
	return c.tx.Person(id)
}

// defaultReminders are a day and two hours before (requirement B2).
var defaultReminders = []string{"P1D", "PT2H"}

// RemindAll promises the reminders of every meeting to come on a plan: after a case was
// replayed with notifications muted.
func (a *App) RemindAll(ctx context.Context, plan domain.ID) error {
	house, err := a.House(ctx)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		c := &change{app: a, tx: tx, state: s, now: a.clock.Now()}
		if err := c.climbAgain(true); err != nil {
			return err
		}
		return c.remindAll()
	})
}

// reminderRules names the rules by which reminders are promised; another name has those
// that are promised already brought in line once. "1": what is mandatory matters more also
// where it was promised before there was an importance, and a person's own choice comes
// before the meeting's.
const (
	reminderRules    = "1"
	reminderRulesKey = "reminder_rules"
)

// RemindByTheRules brings the reminders of all plans in line with today's rules, where that
// was not done yet. It can be cut short and begun again, and several may do it at once.
func (a *App) RemindByTheRules(ctx context.Context) error {
	var done string
	var plans []store.PlanHead
	if err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		if done, err = tx.Installation(reminderRulesKey); err == nil && done != reminderRules {
			plans, err = tx.Plans()
		}
		return err
	}); err != nil || done == reminderRules {
		return err
	}
	for _, p := range plans {
		if err := a.RemindAll(ctx, p.ID); err != nil {
			return err
		}
	}
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.SetInstallation(reminderRulesKey, reminderRules) })
}

// remindAll brings the reminders of every meeting on the plan in line.
func (c *change) remindAll() error {
	for _, r := range c.state.records {
		if m, ok := r.Item.(*domain.Meeting); ok {
			if err := c.remind(r.ID, m); err != nil {
				return err
			}
		}
	}
	return nil
}
