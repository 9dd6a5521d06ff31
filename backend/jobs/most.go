package jobs

import (
	"context"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// How many SMS, and how many e-mails, one person is sent within mostWithin. Each costs, and
// goes where the person says that his number is: somebody who makes the other write, write
// again and again must not ring a stranger's phone all night at the municipality's expense.
// What is above goes on to the next channel. Reminders, and what the law can cost somebody,
// have more room, which the rest cannot use up for them; and staff hear of many citizens.
const (
	mostWithin    = 24 * time.Hour
	mostNews      = 20
	mostReminders = 60
	mostStaff     = 200
)

func mostLetters(n domain.Notification, p domain.Person) int {
	switch {
	case p.Role.Staff():
		return mostStaff
	case n.Kind.Reminds() || n.Importance == domain.ImportanceHigh:
		return mostReminders
	}
	return mostNews
}

// isTooMany says whether the person was sent all that he is sent in a day on the channel at
// which the promise stands. What other workers have in their hands at this moment may come
// on top. Where that cannot be read it is sent: that somebody is told
// matters more.
func (o *Outbox) isTooMany(ctx context.Context, n domain.Notification, who person) bool {
	sent := 0
	if err := o.store.Read(ctx, func(tx *store.Tx) (err error) {
		sent, err = tx.CountLetters(n.Person, n.Channel, o.clock.Now().Add(-mostWithin))
		return err
	}); err != nil {
		o.log.Warn("how much somebody was sent could not be read", "notification", n.ID, "error", err)
		return false
	}
	return sent >= mostLetters(n, who.Person)
}
