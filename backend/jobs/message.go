package jobs

import (
	"context"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// message makes what is sent of a promise, as things stand now. What cannot be worked out
// is left away: that the phone is woken matters more.
func (o *Outbox) message(ctx context.Context, n domain.Notification, language string) notify.Message {
	m := notify.Message{Kind: n.Kind, Language: language, TTL: n.Deadline.Sub(o.clock.Now()), About: notify.About{Notification: n.ID, Plan: n.Plan}}
	if n.Kind.AboutMeeting() {
		m.About.Meeting = n.Subject
	}
	if n.Kind.Reminds() {
		// A reminder helps until its meeting begins, so that is when it begins.
		m.About.Start = n.Deadline
		// A companion answers otherwise, and in the app.
		if err := o.store.Read(ctx, func(tx *store.Tx) error {
			who, err := tx.SignInFacts(n.Person)
			m.About.Answers = who.Role == domain.RoleCitizen
			return err
		}); err != nil {
			o.log.Warn("a reminder goes out without its answers", "notification", n.ID, "error", err)
		}
	}
	if o.badge == nil {
		return m
	}
	var err error
	if m.Badge, err = o.badge(ctx, n.Person); err != nil {
		m.Badge = nil
		o.log.Warn("a notification goes out without the number on the icon", "notification", n.ID, "error", err)
	}
	return m
}
