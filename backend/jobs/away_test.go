package jobs_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/testkit"
)

// TestServersThatAreKilledAndBackAfterThreeHours: the SMS gateway's process, and the mail server's, is
// killed and started again three hours later. Who has nothing else is told when it is back, and
// once; who has another way is told by that meanwhile.
func TestServersThatAreKilledAndBackAfterThreeHours(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		gateway, server := testkit.NewSMSGateway(t), testkit.NewMailServer(t, testkit.MailOptions{})
		o := jobs.New(jobs.Options{Store: h.Store, Sender: h.sender, Calls: h.calls, Clock: h.clock, Log: testkit.Quiet(), Name: "away",
			Post: map[domain.Channel]jobs.Post{domain.ChannelSMS: gateway.Sender(t, nil), domain.ChannelEmail: server.Sender(t, nil)}})
		hours := func(n int) {
			for range n * 60 {
				h.drainBy(o)
				h.clock.Move(time.Minute)
			}
		}
		came := func() (sms, mails int) { return len(gateway.Requests()), len(server.Mails()) }

		gateway.Kill(t)
		alone, both := h.remind(h.citizen(false, "sms"), ""), h.remind(h.citizen(false, "sms", "email"), "")
		hours(3)
		h.expect("the gateway is away", alone, domain.NotificationScheduled, "network")
		h.expect("the gateway is away, mail is there", both, domain.NotificationSent, "")
		gateway.Start(t)
		hours(2) // the pauses have grown to an hour by now
		h.expect("the gateway is back", alone, domain.NotificationSent, "")
		if sms, mails := came(); sms != 1 || mails != 1 {
			t.Errorf("%d SMS, %d mails", sms, mails)
		}

		server.Kill(t)
		alone = h.remind(h.citizen(false, "email"), "")
		hours(3)
		h.expect("the mail server is away", alone, domain.NotificationScheduled, "network")
		server.Start(t)
		hours(2)
		h.expect("the mail server is back", alone, domain.NotificationSent, "")
		if sms, mails := came(); sms != 1 || mails != 2 {
			t.Errorf("%d SMS, %d mails", sms, mails)
		}
		for _, d := range h.deliveries(alone) {
			if d.Tries > 12 {
				t.Errorf("asked %d times in three hours", d.Tries)
			}
		}
	})
}
