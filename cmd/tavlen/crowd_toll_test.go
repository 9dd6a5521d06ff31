package main

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// reached waits until everybody whose reminder gets through has got one.
func (c *crowd) reached(t *testing.T, within time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	for {
		missing := 0
		c.mu.Lock()
		for _, r := range c.people {
			if r.misfortune.kept && len(c.arrivals[r.phone.ID]) == 0 {
				missing++
			}
		}
		c.mu.Unlock()
		if missing == 0 {
			return
		}
		select {
		case <-c.came:
		case <-ctx.Done():
			t.Errorf("after %s %d of %d have got no reminder", within, missing, len(c.people))
			return
		}
	}
}

// settled waits until no reminder of theirs is under way any more and gives how each ended.
func (c *crowd) settled(t *testing.T, within time.Duration, whose func(*reminded) bool) map[domain.ID]store.NotificationRecord {
	t.Helper()
	s := c.openStore(t)
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for {
		ended, open := map[domain.ID]store.NotificationRecord{}, 0
		for _, r := range c.people {
			if !whose(r) {
				continue
			}
			if err := s.Snapshot(t.Context(), func(tx *store.Tx) error {
				all, err := tx.NotificationsOf(r.citizen)
				for _, n := range all {
					if n.Subject != r.meeting || n.Kind != domain.NotifyMeetingSoon {
						continue
					}
					if n.State == domain.NotificationScheduled || n.State == domain.NotificationSending {
						open++
					}
					ended[r.phone.ID] = n
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if open == 0 {
			return ended
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Errorf("after %s %d promises are still open", within, open)
			return ended
		}
	}
}

// end lets everything come to its end, also what was held by a process that is no more,
// and then what nobody could send: when the meeting begins it has failed. With hurry the
// clock is moved to when the leases have run out.
func (c *crowd) end(t *testing.T, hurry bool) toll {
	t.Helper()
	patience := 3 * time.Minute
	if hurry {
		patience = time.Minute
		c.jump(t, 2*time.Minute)
	}
	if !c.late {
		c.reached(t, patience)
	}
	kept := c.settled(t, patience, func(r *reminded) bool { return r.misfortune.kept })
	c.jump(t, 2*time.Hour)
	ended := c.settled(t, patience, func(r *reminded) bool { return !r.misfortune.kept })
	maps.Copy(ended, kept)
	return c.count(t, ended)
}

// toll is what a drill cost.
type toll struct {
	kills, freezes int // of processes
	lost, doubled  int
	missed         int             // not sent, since it helped no more, and said so
	late           []time.Duration // from due to accepted, of those whom no misfortune befell
}

// p95 is what 95 of 100 reminders did not take longer than.
func (x toll) p95() time.Duration {
	if len(x.late) == 0 {
		return 0
	}
	slices.Sort(x.late)
	return x.late[min(len(x.late)-1, (len(x.late)*95+99)/100-1)]
}

func (x *toll) add(y toll) {
	x.kills, x.freezes, x.lost, x.doubled, x.missed, x.late = x.kills+y.kills, x.freezes+y.freezes, x.lost+y.lost, x.doubled+y.doubled, x.missed+y.missed, append(x.late, y.late...)
}

func (x toll) log(t *testing.T, what string) {
	t.Helper()
	p95 := x.p95() // sorts
	worst := time.Duration(0)
	if len(x.late) > 0 {
		worst = x.late[len(x.late)-1]
	}
	t.Logf("%s: kills %d, freezes %d, lost %d, doubled %d, missed %d, p95_due_to_accepted %.2f s, slowest %.2f s of %d", what, x.kills, x.freezes, x.lost, x.doubled, x.missed, p95.Seconds(), worst.Seconds(), len(x.late))
}

// count compares what arrived with what was promised. A reminder that was not sent and is
// not shown as such is lost; one that came twice must have come as one.
func (c *crowd) count(t *testing.T, ended map[domain.ID]store.NotificationRecord) toll {
	t.Helper()
	x := toll{kills: c.kills, freezes: c.freezes}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.people {
		m, came, row := r.misfortune, c.arrivals[r.phone.ID], ended[r.phone.ID]
		if m.kept && c.late && len(came) == 0 && row.State == domain.NotificationMissed {
			x.missed++
			continue
		}
		if m.kept && (len(came) == 0 || row.State != domain.NotificationSent) {
			x.lost++
			t.Errorf("%s: it came %d times, its row says %s %q after %d tries", m.name, len(came), row.State, row.Outcome, row.Attempts)
		}
		if !m.kept {
			if tries := c.push.Attempts(r.phone.ID) - r.before; len(came) > 0 || row.State == domain.NotificationSent || tries > m.tries+x.kills {
				t.Errorf("%s: it came %d times at %d tries, its row says %s %q", m.name, len(came), tries, row.State, row.Outcome)
			}
			continue
		}
		for _, again := range came[min(1, len(came)):] {
			x.doubled++
			if again.tag != came[0].tag || again.topic != came[0].topic || again.topic == "" {
				t.Errorf("a reminder came twice and not as one: %+v, %+v", came[0], again)
			}
		}
		if m.answer == nil && len(came) > 0 {
			x.late = append(x.late, came[0].at.Sub(c.due))
		}
	}
	// Only what was on its way when its process was killed or stood still may come twice.
	if x.doubled > x.kills+x.freezes {
		t.Errorf("%d doubled by %d kills and %d freezes", x.doubled, x.kills, x.freezes)
	}
	return x
}
