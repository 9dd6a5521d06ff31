package jobs_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
)

// Somebody who is made to be told again and again is sent some SMS and some mails a day and
// no more; his reminders come all the same, and tomorrow the rest does, too.
func TestNobodyIsSentHundredsOfMessages(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		who := h.citizen(false, "sms", "email")
		noon(h)
		for range 30 {
			h.promise(who, func(n *domain.Notification) { n.Plan, n.Kind = domain.NewID(), domain.NotifyMeetingAnswered })
			h.drain() // one at a time: those that are under way at once are not counted yet
		}
		h.drained()
		if sms, mails := len(h.sms.all()), len(h.mail.all()); sms != 20 || mails != 10 {
			t.Errorf("of 30 news he got %d SMS and %d mails", sms, mails)
		}
		for _, importance := range []domain.Importance{domain.ImportanceNormal, domain.ImportanceHigh} {
			n := h.remind(who, importance)
			h.drained()
			if d := h.deliveries(n)[domain.ChannelSMS]; !d.State.Left() {
				t.Errorf("a reminder of importance %s: %+v", importance, d)
			}
		}
		// More reminders than anybody has: they go on as news do, and end with a call.
		var last domain.Notification
		for range 40 {
			last = h.remind(who, domain.ImportanceHigh)
			h.drain()
		}
		h.drained()
		if d := h.deliveries(last); len(h.sms.all()) != 60 || !d[domain.ChannelSMS].State.Over() || !d[domain.ChannelEmail].State.Left() {
			t.Errorf("%d SMS, and the last reminder: %+v", len(h.sms.all()), d)
		}
		h.clock.Move(25 * time.Hour)
		n := h.promise(who, nil)
		h.drained()
		if d := h.deliveries(n)[domain.ChannelSMS]; !d.State.Left() {
			t.Errorf("a day later: %+v", d)
		}
	})
}

// What was not sent, because there had been too many, has failed where there is no other
// channel, and says why.
func TestTooManyIsWrittenDown(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		who := h.citizen(false, "sms")
		noon(h)
		var last domain.Notification
		for range 21 {
			h.clock.Move(time.Second)
			last = h.promise(who, nil)
			h.drain()
		}
		h.drained()
		h.expect("the 21st", last, domain.NotificationFailed, "too many")
	})
}

// noon puts the clock at a time at which nobody sleeps.
func noon(h *house) {
	h.clock.Set(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC))
}
