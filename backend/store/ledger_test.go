package store_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutLadder undoes step 4 and what came after it.
func (f *fixture) withoutLadder() {
	f.withoutPromise()
	f.exec("DROP TABLE secret_link")
	f.exec("DROP TABLE saved_reply")
	f.exec("DROP TABLE enclosure")
	f.exec("DROP INDEX message_unread_in_order")
	f.exec("CREATE INDEX message_unread ON message (thread_id, author_id) WHERE read_at IS NULL")
	f.exec("DROP TABLE calendar_feed")
	f.exec("DROP TABLE delivery")
	f.exec("DROP INDEX notification_to_call")
	for _, column := range []string{"importance", "channel", "channel_until", "sent_at", "delivered_at", "opened_at", "called_at"} {
		f.exec("ALTER TABLE notification DROP COLUMN " + column)
	}
	f.exec("DELETE FROM goose_db_version WHERE version_id >= 4")
}

// TestPromisesOfBeforeTheLadderAreKept: what was promised by an older program stands at
// the first rung, due as before.
func TestPromisesOfBeforeTheLadderAreKept(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		_, citizen := f.plan()
		now := f.clock.Now()
		n := domain.Notification{ID: domain.NewID(), Person: citizen, Subject: domain.NewID(), Kind: domain.NotifyMeetingSoon, DueAt: now, Deadline: now.Add(time.Hour), DedupeKey: string(domain.NewID())}
		f.write(func(tx *store.Tx) error { return tx.Notify(n) })
		f.withoutLadder()
		f = f.another()
		f.write(func(tx *store.Tx) error {
			got, err := tx.LeaseNotification("w", now, now.Add(time.Minute))
			if got.ID != n.ID || got.Importance != domain.ImportanceNormal || got.Channel != domain.ChannelPush || !got.Until.IsZero() || !got.Deadline.Equal(n.Deadline) {
				t.Errorf("%+v", got)
			}
			return err
		})
	})
}
