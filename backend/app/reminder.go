package app

import (
	"context"
	"strconv"
	"strings"

	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// remind sets the citizen's reminders of a meeting: those of before are taken back and
// those that still help are promised anew, in the transaction that moves the meeting.
func (c *change) remind(id domain.ID, m *domain.Meeting) error {
	if err := c.tx.ClearNotifications(id, c.now); err != nil {
		return err
	}
	if c.app.muted || !m.Upcoming(c.now) || !m.Start.After(c.now) {
		return nil
	}
	citizen := c.state.persons[c.state.head.Citizen]
	offsets := m.Reminders
	var quiet *schedule.Quiet
	if citizen.Citizen != nil {
		if len(offsets) == 0 {
			offsets = citizen.Citizen.Settings.Reminders
		}
		if q := citizen.Citizen.Settings.QuietHours; q != nil {
			parsed, err := schedule.ParseQuiet(q)
			if err != nil {
				return err
			}
			quiet = &parsed
		}
	}
	if len(offsets) == 0 {
		offsets = defaultReminders
	}
	reminders, err := schedule.Reminders(m.Start, offsets, quiet, c.now)
	if err != nil {
		return domain.Invalid(domain.FieldError{Field: "reminders", Code: domain.CodeInvalid, Detail: "Påmindelsen kan ikke læses."}).Because(err)
	}
	for _, r := range reminders {
		n := domain.Notification{ID: domain.NewID(), Person: c.state.head.Citizen, Plan: c.state.head.ID, Subject: id, Kind: r.Kind, DueAt: r.At, Deadline: m.Start,
			// The revision makes a moved meeting's reminder a new promise, not the cleared one.
			DedupeKey: strings.Join([]string{string(id), r.Offset, strconv.FormatInt(max(c.rev, c.state.head.Rev), 10), string(c.state.head.Citizen)}, "|")}
		if err := c.tx.Notify(n); err != nil {
			return err
		}
	}
	c.tx.After(c.app.outbox)
	return nil
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
		for _, r := range s.records {
			if m, ok := r.Item.(*domain.Meeting); ok {
				if err := c.remind(r.ID, m); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
