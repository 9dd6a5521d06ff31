package jobs_test

import (
	"context"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// at gives an instant by Copenhagen's clock.
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, domain.Copenhagen)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// TestQuietHoursMoveAndNeverDrop: whatever made it late, nobody is woken at night by what
// can wait for the morning, and everything that still helps is sent.
func TestQuietHoursMoveAndNeverDrop(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		for name, tc := range map[string]struct {
			now, due, deadline, sent string
			kind                     domain.NotificationKind
		}{
			"news in the evening":             {"2026-11-24 20:59", "2026-11-24 20:59", "2026-11-27 20:59", "2026-11-24 20:59", domain.NotifyPlanChanged},
			"news at night":                   {"2026-11-24 22:30", "2026-11-24 22:30", "2026-11-27 22:30", "2026-11-25 07:00", domain.NotifyPlanChanged},
			"news before dawn":                {"2026-11-25 05:00", "2026-11-25 05:00", "2026-11-28 05:00", "2026-11-25 07:00", domain.NotifyNewMessage},
			"a reminder as quiet begins":      {"2026-11-24 21:01", "2026-11-24 21:00", "2026-11-25 09:00", "2026-11-24 21:01", domain.NotifyMeetingTomorrow},
			"the same after an outage":        {"2026-11-24 23:00", "2026-11-24 21:00", "2026-11-25 09:00", "2026-11-25 07:00", domain.NotifyMeetingTomorrow},
			"the last moment that helps":      {"2026-11-25 05:30", "2026-11-25 05:30", "2026-11-25 06:30", "2026-11-25 05:30", domain.NotifyMeetingSoon},
			"a stranger signs in":             {"2026-11-24 23:30", "2026-11-24 23:30", "2026-11-27 23:30", "2026-11-24 23:30", domain.NotifyNewDevice},
			"the night the clocks go back":    {"2026-10-25 02:30", "2026-10-25 02:30", "2026-10-28 02:30", "2026-10-25 07:00", domain.NotifyPlanChanged},
			"the night the clocks go forward": {"2027-03-28 03:30", "2027-03-28 03:30", "2027-03-31 03:30", "2027-03-28 07:00", domain.NotifyPlanChanged},
			"the last night of the year":      {"2026-12-31 23:59", "2026-12-31 23:59", "2027-01-03 23:59", "2027-01-01 07:00", domain.NotifyPlanChanged},
		} {
			h.clock.Set(at(tc.now))
			n := h.promise(h.citizen(true), func(n *domain.Notification) { n.Kind, n.DueAt, n.Deadline = tc.kind, at(tc.due), at(tc.deadline) })
			h.drained()
			if !at(tc.sent).Equal(at(tc.now)) {
				h.expect(name+", at night", n, domain.NotificationScheduled, "")
				h.clock.Set(at(tc.sent).Add(-time.Second))
				h.drained()
				h.expect(name+", a second before", n, domain.NotificationScheduled, "")
				h.clock.Set(at(tc.sent))
				h.drained()
			}
			if r := h.state(n); r.State != domain.NotificationSent || !r.SentAt.Equal(at(tc.sent)) {
				t.Errorf("%s: %s at %v, want %s", name, r.State, r.SentAt.In(domain.Copenhagen), tc.sent)
			}
		}
	})
}

// TestNobodyIsWokenByASecondChannelAtNight: what climbs in the evening waits for the
// morning, with its whole turn before it.
func TestNobodyIsWokenByASecondChannelAtNight(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		h.clock.Set(at("2026-11-24 20:50"))
		h.sender.answer = func(domain.ID, int) notify.Outcome {
			return notify.Outcome{Result: notify.Retry, Reason: "http_503"}
		}
		n := h.promise(h.citizen(true), nil)
		for range 60 {
			h.drain()
			h.clock.Move(10 * time.Minute)
			if h.clock.Now().Before(at("2026-11-25 07:00")) && len(h.sms.all())+len(h.mail.all()) > 0 {
				t.Fatalf("woken at %v", h.clock.Now().In(domain.Copenhagen))
			}
		}
		for range 60 {
			h.drain()
			h.clock.Move(5 * time.Minute)
		}
		if r := h.state(n); r.State != domain.NotificationSent || r.Channel != domain.ChannelSMS || len(h.sms.all()) != 1 {
			t.Errorf("%+v, %d SMS", r, len(h.sms.all()))
		}
	})
}

// TestThePersonsOwnQuietHours, and staff's that are none.
func TestThePersonsOwnQuietHours(t *testing.T) {
	houses(t, func(t *testing.T, h *house) {
		h.clock.Set(at("2026-11-24 12:30"))
		asleep, never := h.citizen(true), h.citizen(true)
		h.write(func(tx *store.Tx) error {
			for who, quiet := range map[domain.ID]domain.Clocks{asleep: {From: "08:00", To: "15:00"}, never: {From: "00:00", To: "00:00"}} {
				p, err := tx.Person(who)
				if err != nil {
					return err
				}
				if err := tx.PutPerson(p.WithChoices(domain.Settings{QuietHours: &quiet}), store.Installation); err != nil {
					return err
				}
			}
			return nil
		})
		first := h.promise(asleep, nil)
		h.drained()
		h.expect("he works at night", first, domain.NotificationScheduled, "")
		h.clock.Set(at("2026-11-24 23:00"))
		second := h.promise(never, nil)
		staff, _ := h.person(1)
		third := h.promise(staff, nil)
		h.drained()
		for name, n := range map[string]domain.Notification{"by night": first, "any time": second, "staff": third} {
			h.expect(name, n, domain.NotificationSent, "")
		}
	})
}

// TestTheWatchdogNoticesWithinAMinute that nobody works, says so once, and is not misled by
// a clock that jumps or a busy worker.
func TestTheWatchdogNoticesWithinAMinute(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		log, lines := testkit.Lines()
		machine := testkit.NewClock(testkit.Anchor)
		dog := jobs.NewWatchdog(o.Store, o.clock, machine, log)
		tick := func(d time.Duration) {
			o.clock.Move(d)
			machine.Move(d)
			dog.Look(context.Background())
		}
		who, _ := o.person(1)
		tick(time.Hour)
		n := o.promise(who, nil)
		noticed := time.Duration(0)
		for noticed = 0; !dog.Stuck() && noticed < 5*time.Minute; noticed += 5 * time.Second {
			tick(5 * time.Second)
		}
		// One look that comes too late still leaves it within the minute.
		if noticed > 55*time.Second || noticed < 45*time.Second {
			t.Errorf("noticed after %v", noticed)
		}
		tick(time.Minute)
		if got := lines(); len(got) != 1 {
			t.Errorf("%d lines: %v", len(got), got)
		}
		o.drain()
		tick(5 * time.Second)
		o.expect("sent", n, domain.NotificationSent, "")
		if got := lines(); dog.Stuck() || len(got) != 2 {
			t.Errorf("stuck %v, %v", dog.Stuck(), got)
		}
		// People's clock jumps a day ahead, and everything is due at once.
		o.promise(who, func(n *domain.Notification) { n.DueAt, n.Deadline = n.DueAt.Add(time.Hour), n.DueAt.Add(72*time.Hour) })
		tick(5 * time.Second)
		o.clock.Move(26 * time.Hour)
		tick(5 * time.Second)
		if dog.Stuck() {
			t.Error("misled by the clock")
		}
	})
}
