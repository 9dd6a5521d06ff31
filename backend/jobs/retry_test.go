package jobs_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
)

var (
	gone    = notify.Outcome{Result: notify.Gone, Status: 410, Reason: "http_410"}
	away    = notify.Outcome{Result: notify.Retry, Status: 503, Reason: "http_503"}
	refused = notify.Outcome{Result: notify.Refused, Status: 403, Reason: "http_403"}
	sent    = notify.Outcome{Result: notify.Sent}
)

// tryAt moves the clock to just before and just after the span in which the next try is
// due, and checks that it is made in it and not before.
func (o *office) tryAt(phone domain.ID, tries int, pause time.Duration) {
	o.t.Helper()
	o.clock.Move(pause - time.Millisecond)
	o.drain()
	if got := o.sender.tries(phone); got != tries-1 {
		o.t.Errorf("try %d was made before %s had passed", got, pause)
	}
	o.clock.Move(pause/5 + time.Millisecond)
	o.drain()
	if got := o.sender.tries(phone); got != tries {
		o.t.Errorf("%d tries after %s and a fifth, want %d", got, pause, tries)
	}
}

func TestAServiceThatIsAwayIsTriedAgainWithGrowingPauses(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		o.sender.answer = func(_ domain.ID, try int) notify.Outcome {
			if try < 9 {
				return away
			}
			return sent
		}
		n := o.promise(who, nil)
		o.drain()
		for i, pause := range []time.Duration{5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, time.Hour, time.Hour} {
			o.expect("before the try", n, domain.NotificationScheduled, "http_503")
			o.tryAt(phones[0], i+2, pause)
		}
		o.expect("at last", n, domain.NotificationSent, "")
		if o.phonesOf(who) != 1 {
			t.Error("the phone was forgotten")
		}
		o.clock.Move(24 * time.Hour)
		o.drain()
		if got := o.sender.tries(phones[0]); got != 9 {
			t.Errorf("%d tries", got)
		}
	})
}

func TestRetryAfterIsHonoured(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		o.sender.answer = func(_ domain.ID, try int) notify.Outcome {
			switch try {
			case 1:
				return notify.Outcome{Result: notify.Retry, After: 10 * time.Minute, Status: 429, Reason: "http_429"}
			case 2:
				return notify.Outcome{Result: notify.Retry, After: time.Second, Status: 429, Reason: "http_429"} // less than we wait ourselves
			}
			return sent
		}
		n := o.promise(who, nil)
		o.drain()
		o.tryAt(phones[0], 2, 10*time.Minute)
		o.tryAt(phones[0], 3, 15*time.Second)
		o.expect("then", n, domain.NotificationSent, "")
	})
}

// TestAWaitBeyondTheDeadlineEndsWithALastTry: a service may ask for more than is left.
func TestAWaitBeyondTheDeadlineEndsWithALastTry(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		o.sender.answer = func(_ domain.ID, try int) notify.Outcome {
			return notify.Outcome{Result: notify.Retry, After: 48 * time.Hour, Status: 503, Reason: "http_503"}
		}
		n := o.promise(who, func(n *domain.Notification) { n.Deadline = n.DueAt.Add(2 * time.Hour) })
		o.drain()
		o.clock.Set(n.Deadline.Add(-time.Second - time.Millisecond))
		o.drain()
		if got := o.sender.tries(phones[0]); got != 1 {
			t.Errorf("%d tries before the last moment", got)
		}
		o.clock.Set(n.Deadline.Add(-time.Second))
		o.drain()
		o.expect("after the last moment", n, domain.NotificationMissed, "http_503")
		o.clock.Move(72 * time.Hour)
		o.drain()
		if got := o.sender.tries(phones[0]); got != 2 {
			t.Errorf("%d tries", got)
		}
	})
}

// TestAServiceThatIsAwayForDays: it comes back before the hint is stale, and nothing is lost.
func TestAServiceThatIsAwayForDays(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		back := o.clock.Now().Add(70 * time.Hour)
		o.sender.answer = func(domain.ID, int) notify.Outcome {
			if o.clock.Now().Before(back) {
				return away
			}
			return sent
		}
		n := o.promise(who, nil)
		for o.clock.Now().Before(back.Add(2 * time.Hour)) {
			o.drain()
			o.clock.Move(30 * time.Minute)
		}
		o.expect("when it is back", n, domain.NotificationSent, "")
		if got := o.sender.tries(phones[0]); got > 80 {
			t.Errorf("%d tries in three days", got)
		}
	})
}

func TestWhatIsTooLateIsSaidSo(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		late := o.promise(who, func(n *domain.Notification) { n.Deadline = n.DueAt.Add(time.Hour) })
		o.clock.Move(time.Hour)
		o.drain()
		o.expect("at its deadline", late, domain.NotificationMissed, "too late")
		if got := o.sender.tries(phones[0]); got != 0 {
			t.Errorf("%d tries of what no longer helps", got)
		}
		if got := o.outbox.Counts()[domain.NotificationMissed]; got != 1 {
			t.Errorf("%d counted as missed", got)
		}
	})
}

// TestAPhoneThatIsGoneIsForgottenAtOnce: R08, and its owner's other phones are woken.
func TestAPhoneThatIsGoneIsForgottenAtOnce(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(2)
		o.sender.answer = func(phone domain.ID, _ int) notify.Outcome {
			if phone == phones[0] {
				return gone
			}
			return sent
		}
		first := o.promise(who, nil)
		o.drain()
		o.expect("one of two", first, domain.NotificationSent, "")
		if o.phonesOf(who) != 1 {
			t.Errorf("%d phones are left", o.phonesOf(who))
		}
		o.promise(who, nil)
		o.drain()
		if a, b := o.sender.tries(phones[0]), o.sender.tries(phones[1]); a != 1 || b != 2 {
			t.Errorf("the phone that is gone was tried %d times, the other %d", a, b)
		}
		alone, last := o.person(1)
		o.sender.answer = func(domain.ID, int) notify.Outcome { return gone }
		n := o.promise(alone, nil)
		o.drain()
		o.expect("the only one", n, domain.NotificationFailed, "no phone left")
		next := o.promise(alone, nil)
		o.drain()
		o.expect("after that", next, domain.NotificationMuted, "no phone")
		if o.sender.tries(last[0]) != 1 {
			t.Errorf("tried %d times", o.sender.tries(last[0]))
		}
	})
}

// TestAPhoneThatCameBackIsNotForgotten: it gave a new endpoint while the old one's end
// was on its way.
func TestAPhoneThatCameBackIsNotForgotten(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		o.sender.answer = func(phone domain.ID, try int) notify.Outcome {
			if try > 1 {
				return sent
			}
			session, err := o.sessionOf(phone, who)
			if err != nil {
				t.Error(err)
			}
			o.subscribe(domain.Subscription{ID: phone, Person: who, Session: session, Endpoint: "https://push.example/new", P256dh: "p", Auth: "a"})
			return gone
		}
		o.promise(who, nil)
		o.drain()
		if o.phonesOf(who) != 1 {
			t.Fatal("the new endpoint was thrown away with the old one")
		}
		n := o.promise(who, nil)
		o.drain()
		o.expect("on the new endpoint", n, domain.NotificationSent, "")
		if o.sender.tries(phones[0]) != 2 {
			t.Errorf("tried %d times", o.sender.tries(phones[0]))
		}
	})
}

// TestARefusedKeyIsAnAlarmAndNoStorm: R09; the phone is kept, since it is not its fault.
func TestARefusedKeyIsAnAlarmAndNoStorm(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, phones := o.person(1)
		o.sender.answer = func(domain.ID, int) notify.Outcome { return refused }
		n := o.promise(who, nil)
		o.drain()
		o.expect("refused", n, domain.NotificationFailed, "http_403")
		for range 100 {
			o.clock.Move(time.Hour)
			o.drain()
		}
		if got := o.sender.tries(phones[0]); got != 1 || o.phonesOf(who) != 1 {
			t.Errorf("tried %d times, %d phones left", got, o.phonesOf(who))
		}
		if got := o.outbox.Counts()[domain.NotificationFailed]; got != 1 {
			t.Errorf("%d counted as failed", got)
		}
	})
}

// TestAPhoneThatWasReachedIsNotWokenAgain: the retry is for the other one only, and the
// promise was kept even if that one never comes.
func TestAPhoneThatWasReachedIsNotWokenAgain(t *testing.T) {
	for name, tc := range map[string]struct {
		end   notify.Outcome
		tries int
	}{"it comes": {sent, 3}, "it is gone": {gone, 3}, "it refuses": {refused, 3}, "it stays away": {away, 0}} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, t.TempDir()+"/tavlen.db")
			who, phones := o.person(2)
			o.sender.answer = func(phone domain.ID, try int) notify.Outcome {
				switch {
				case phone == phones[0]:
					return sent
				case try < 3:
					return away
				}
				return tc.end
			}
			n := o.promise(who, nil)
			for range 24 * 6 * 4 {
				o.drain()
				o.clock.Move(10 * time.Minute)
			}
			o.expect(name, n, domain.NotificationSent, "")
			if got := o.sender.tries(phones[0]); got != 1 {
				t.Errorf("the phone that was reached was woken %d times", got)
			}
			if got := o.sender.tries(phones[1]); tc.tries > 0 && got != tc.tries {
				t.Errorf("the other was tried %d times", got)
			}
		})
	}
}

func TestNobodyToWake(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		who, _ := o.person(0)
		n := o.promise(who, nil)
		o.drain()
		o.expect("without a phone", n, domain.NotificationMuted, "no phone")
	})
}
