package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// Reminders are what a person was and will be told of, the latest due first.
type Reminders struct {
	Reminders []Reminder `json:"reminders"`
	// More says that there are earlier ones: ask before the last.
	More bool `json:"more"`
}

// Reminder is one of them. Times are UTC.
type Reminder struct {
	ID      domain.ID                `json:"id"`
	Kind    domain.NotificationKind  `json:"kind"`
	Plan    domain.ID                `json:"plan,omitempty"`
	Meeting domain.ID                `json:"meeting,omitempty"`
	DueAt   time.Time                `json:"due_at"`
	State   domain.NotificationState `json:"state"`
	// Channel is the way it went; of what is still to come, the one that is tried first.
	Channel domain.Channel `json:"channel"`
	// Nobody says that there is no way to the person as things stand: no phone that is
	// switched on, no number and no address that this installation can use.
	Nobody bool       `json:"nobody,omitempty"`
	SentAt *time.Time `json:"sent_at,omitempty"`
	// DeliveredAt is known of an SMS only, where the gateway tells.
	DeliveredAt *time.Time `json:"delivered_at,omitempty"`
	OpenedAt    *time.Time `json:"opened_at,omitempty"`
	// MissedWhy says why it reached nobody: no_phone, too_late, refused, unreachable.
	MissedWhy string `json:"missed_why,omitempty"`
	// Text is what stood, or will stand, on the screen.
	Text string `json:"text"`
}

const remindersPage = 50

// ListReminders gives what the actor was and will be told of; before is the last of the
// page before, "" the first page.
func (a *App) ListReminders(ctx context.Context, actor access.Actor, before domain.ID) (Reminders, error) {
	out := Reminders{Reminders: []Reminder{}}
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(actor.Person)
		if err != nil {
			return err
		}
		records, err := tx.PromisesBefore(actor.Person, before, remindersPage+1)
		if err != nil {
			return err
		}
		if out.More = len(records) > remindersPage; out.More {
			records = records[:remindersPage]
		}
		phones, err := tx.CountSubscriptions(p.ID)
		for _, r := range records {
			one := reminderOf(r, p.Language)
			if r.State == domain.NotificationScheduled && r.Until.IsZero() {
				way, ok := a.wayTo(p, phones, r.Notification)
				if one.Nobody = !ok; ok {
					one.Channel = way
				}
			}
			out.Reminders = append(out.Reminders, one)
		}
		return err
	})
	return out, err
}

// wayTo gives the channel on which a promise that nobody has tried yet will be kept first,
// as things stand; ok is false where there is none.
func (a *App) wayTo(p domain.Person, phones int, n domain.Notification) (way domain.Channel, ok bool) {
	_, number := domain.PhoneNumber(p.Phone)
	_, address := domain.EmailAddress(p.Email)
	stands := map[domain.Channel]bool{domain.ChannelPush: phones > 0, domain.ChannelSMS: number && a.has(domain.ChannelSMS),
		domain.ChannelEmail: address && a.has(domain.ChannelEmail), domain.ChannelCall: n.Plan != ""}
	rungs := p.Rungs(n.Kind, n.Importance)
	if i := slices.IndexFunc(rungs, func(c domain.Channel) bool { return stands[c] }); i >= 0 {
		return rungs[i], true
	}
	return "", false
}

// MarkOpened writes down that the actor opened what he was told of. One that is not due yet
// was not told and stays as it is.
func (a *App) MarkOpened(ctx context.Context, actor access.Actor, id domain.ID) (Reminder, error) {
	var out Reminder
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		r, err := tx.Promise(id)
		if err != nil {
			return err
		}
		if r.Person != actor.Person {
			return domain.ErrNotFound
		}
		now := a.clock.Now()
		if !r.DueAt.After(now) && r.State != domain.NotificationCleared {
			if err := tx.MarkOpened(id, now); err != nil {
				return err
			}
			if r, err = tx.Promise(id); err != nil {
				return err
			}
		}
		p, err := tx.Person(actor.Person)
		out = reminderOf(r, p.Language)
		return err
	})
	return out, err
}

func reminderOf(r store.NotificationRecord, language string) Reminder {
	text, _, _ := notify.Text(r.Kind, language)
	out := Reminder{ID: r.ID, Kind: r.Kind, Plan: r.Plan, DueAt: r.DueAt, State: r.State, Channel: r.Channel, SentAt: timePtr(r.SentAt), DeliveredAt: timePtr(r.DeliveredAt), OpenedAt: timePtr(r.OpenedAt), Text: text}
	if r.Kind.AboutMeeting() {
		out.Meeting = r.Subject
	}
	out.MissedWhy = missedWhy(r)
	return out
}

func timePtr(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// missedWhy puts the many outcomes into the few words that screens have text for.
func missedWhy(r store.NotificationRecord) string {
	switch r.State {
	case domain.NotificationMuted:
		return "no_phone"
	case domain.NotificationFailed, domain.NotificationMissed:
	default:
		return ""
	}
	switch r.Outcome {
	case "no phone", "no phone left", "nobody":
		return "no_phone"
	case "too late":
		return "too_late"
	case "not reached":
		return "unreachable"
	}
	if r.State == domain.NotificationMissed {
		return "unreachable" // it was tried until it helped no more
	}
	return "refused"
}
