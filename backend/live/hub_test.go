package live

import (
	"context"
	"net"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tavlen/backend/domain"
)

func TestTheFirstWriteIsWhole(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{})
		near, far := net.Pipe()
		head := AppendHeader(nil, "Tavlen-Time", "2026-11-24T08:00:00.000Z")
		head = AppendHeader(head, "X-Two", "a\r\nSet-Cookie: b")
		serve(t, h, far, near, Sub{
			Person: peter, Mark: h.Mark(), Head: head,
			Initial: []Event{RevEvent(planP, "7"), {Name: "note", Data: "a\nb\r\nc\rd"}},
		})
		want := "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\n" +
			"X-Accel-Buffering: no\r\nConnection: close\r\nDate: Sat, 01 Jan 2000 00:00:00 GMT\r\n" +
			"Tavlen-Time: 2026-11-24T08:00:00.000Z\r\nX-Two: aSet-Cookie: b\r\n\r\n" +
			"retry: 2000\n\nevent: rev\nid: 7\ndata: {\"plan\":\"plan-p\",\"rev\":\"7\"}\n\n" +
			"event: note\ndata: a\ndata: b\ndata: c\ndata: d\n\n"
		if got := first(t, near); got != want {
			t.Errorf("%q\nwant %q", got, want)
		}
	})
}

func TestFieldsCannotBreakOut(t *testing.T) {
	e := RevEvent(`a"b`, "1\n2\x00é")
	if got, want := string(appendEvent(nil, e)), "event: rev\ndata: {\"plan\":\"a\\\"b\",\"rev\":\"1\\n2\\u0000é\"}\n\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := string(appendEvent(nil, Event{Name: "a\nevent: b", Data: "x"})); got != "event: aevent: b\ndata: x\n\n" {
		t.Errorf("%q", got)
	}
}

func TestAViewerIsWokenForWhatMovedForHim(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		p.set(peter, planP, "1")
		p.set(maja, planP, "m1")
		phone := connect(t, h, Sub{Person: peter, Initial: []Event{RevEvent(planP, "1")}})
		desk := connect(t, h, Sub{Person: maja, Initial: []Event{RevEvent(planP, "m1")}})
		phone.wants(revOf(planP, "1"))
		desk.wants(revOf(planP, "m1"))

		p.set(peter, planP, "2") // something maja does not see
		h.PlanChanged(planP, []domain.ID{peter, maja, "nobody"})
		phone.wants(revOf(planP, "2"))
		desk.wants()

		h.PlanChanged(planP, []domain.ID{peter, maja}) // nothing moved
		phone.wants()
		desk.wants()

		p.set(maja, planS, "s1") // a plan that is new to the desk
		h.PlanChanged(planS, []domain.ID{maja})
		desk.wants(revOf(planS, "s1"))
		phone.wants()
	})
}

func TestOnePersonIsAskedAboutOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		one := connect(t, h, Sub{Person: peter, Session: "s1"})
		two := connect(t, h, Sub{Person: peter, Session: "s2", Plan: planP})
		other := connect(t, h, Sub{Person: peter, Session: "s3", Plan: planS})
		synctest.Wait()
		p.set(peter, planP, "9")
		h.PlanChanged(planP, []domain.ID{peter, peter})
		one.wants(revOf(planP, "9"))
		two.wants(revOf(planP, "9"))
		other.wants()
		if n := p.questions(); n != 1 {
			t.Errorf("asked %d times", n)
		}
		h.PlanChanged(planP, []domain.ID{maja}) // nobody there: no question
		synctest.Wait()
		if n := p.questions(); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
}

func TestMessagesGoToTheirReaders(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{})
		phone := connect(t, h, Sub{Person: peter})
		other := connect(t, h, Sub{Person: peter, Plan: planS})
		desk := connect(t, h, Sub{Person: maja})
		h.Message(planP, thread1, []domain.ID{peter})
		phone.wants(messageOf(planP, thread1))
		other.wants()
		desk.wants()
	})
}

func TestWhatWasNoticedIsToldToThoseWhomItConcerns(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{})
		before := h.Mark()
		phone := connect(t, h, Sub{Person: peter})
		other := connect(t, h, Sub{Person: peter, Plan: planS})
		desk := connect(t, h, Sub{Person: maja})
		h.Noticed(planP, []domain.ID{peter})
		noticed := `event: noticed|data: {"plan":"` + string(planP) + `"}|`
		phone.wants(noticed)
		other.wants()
		desk.wants()
		late := connect(t, h, Sub{Person: peter, Mark: before})
		late.wants(noticed)
	})
}

// Many changes while the viewer is being asked are one more question, and the last one
// counts.
func TestWakesCoalesceAndTheLastIsNotLost(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		asking, answer := make(chan struct{}), make(chan string)
		h.Bind(func(context.Context, domain.ID, domain.ID, domain.ID) (string, bool) {
			asking <- struct{}{}
			return <-answer, true
		}, p.alive)
		phone := connect(t, h, Sub{Person: peter})
		h.PlanChanged(planP, []domain.ID{peter})
		<-asking
		for range 100 {
			h.PlanChanged(planP, []domain.ID{peter})
		}
		answer <- "1"
		<-asking
		answer <- "101"
		phone.wants(revOf(planP, "1"), revOf(planP, "101"))
	})
}

// A wake does not wait for a question that takes long, nor for a phone.
func TestWakingReturnsAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{Workers: 1})
		h.Bind(func(ctx context.Context, _, _, _ domain.ID) (string, bool) {
			<-ctx.Done()
			return "", false
		}, p.alive)
		connect(t, h, Sub{Person: peter})
		begun := now()
		h.PlanChanged(planP, []domain.ID{peter})
		h.PlanChanged(planS, []domain.ID{peter})
		if d := time.Since(begun); d != 0 {
			t.Errorf("took %v", d)
		}
	})
}

// What happens between reading the first events and knowing the stream is made up for.
func TestNothingFallsInBetween(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		p.set(peter, planP, "1")
		before := h.Mark()
		p.set(peter, planP, "2")
		h.PlanChanged(planP, []domain.ID{peter})
		h.Message(planP, thread1, []domain.ID{peter})
		h.Message(planP, "not-his", []domain.ID{maja})
		synctest.Wait()
		phone := connect(t, h, Sub{Person: peter, Mark: before, Initial: []Event{RevEvent(planP, "1")}})
		phone.wants(revOf(planP, "1"), messageOf(planP, thread1), revOf(planP, "2"))

		over := h.Mark()
		h.EndSession("s1")
		late := connect(t, h, Sub{Person: peter, Session: "s1", Mark: over, Initial: []Event{RevEvent(planP, "2")}})
		late.wants(endedEvent)
		late.gone()
		h.EndPerson(maja)
		late = connect(t, h, Sub{Person: maja, Session: "s2", Mark: over})
		late.wants(endedEvent)
		late.gone()
		again := connect(t, h, Sub{Person: maja, Session: "s3"}) // signed in again since
		again.stays()
	})
}

// A caller without a mark, or with one that is too old, costs a question and loses nothing.
func TestAnUnknownMarkIsChecked(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		old := h.Mark()
		for range len(h.past.ring) + 1 {
			h.PlanChanged(planS, nil)
		}
		p.set(peter, planP, "2")
		for _, m := range []Mark{0, old, h.Mark() + 1} {
			phone := connectFrom(t, h, Sub{Person: peter, Session: "s1", Mark: m, Initial: []Event{RevEvent(planP, "1")}})
			phone.wants(revOf(planP, "1"), revOf(planP, "2"))
		}
		p.end("s2")
		phone := connectFrom(t, h, Sub{Person: peter, Session: "s2"})
		phone.wants(endedEvent)
		phone.gone()
	})
}

func TestPastRemembersExactly(t *testing.T) {
	var p past
	n := Mark(len(p.ring))
	for i := range 2*n + 3 {
		p.add(wake{kind: planChanged, plan: domain.ID(rune('a' + i%26))})
	}
	for back := range n + 1 {
		missed, known := p.since(p.mark() - back)
		if !known || Mark(len(missed)) != back {
			t.Fatalf("%d back: %d, %v", back, len(missed), known)
		}
		if back > 0 && missed[0].plan != domain.ID(rune('a'+(p.count-back)%26)) {
			t.Fatalf("%d back begins with %s", back, missed[0].plan)
		}
	}
	if _, known := p.since(p.mark() - n - 1); known {
		t.Error("more is known than is kept")
	}
}

func TestSigningOutEndsStreamsAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		here := connect(t, h, Sub{Person: peter, Session: "s1"})
		elsewhere := connect(t, h, Sub{Person: peter, Session: "s2"})
		desk := connect(t, h, Sub{Person: maja, Session: "s3"})
		synctest.Wait()
		begun := now()
		h.EndSession("s2")
		elsewhere.wants(endedEvent)
		elsewhere.gone()
		if d := time.Since(begun); d != 0 {
			t.Errorf("took %v", d)
		}
		here.stays()
		p.set(peter, planP, "5")
		h.PlanChanged(planP, []domain.ID{peter})
		here.wants(revOf(planP, "5"))
		h.EndPerson(peter)
		here.wants(endedEvent)
		here.gone()
		desk.stays()
		if n, who := h.Count(), h.Persons(); n != 1 || !slices.Equal(who, []domain.ID{maja}) {
			t.Errorf("%d streams of %v are left", n, who)
		}
	})
}

// A phone that takes nothing cannot keep its stream past the end of its session.
func TestSigningOutDoesNotWaitForThePhone(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{WriteTimeout: 2 * time.Second})
		phone := deaf(t, h, Sub{Person: peter, Session: "s1", Mark: h.Mark()})
		synctest.Wait()
		h.EndSession("s1")
		h.EndSession("s1")
		after(2 * time.Second)
		select {
		case <-phone.served:
		default:
			t.Error("it is still served")
		}
	})
}

func TestRecheck(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		p.set(peter, planP, "1")
		p.set(maja, planP, "1")
		phone := connect(t, h, Sub{Person: peter, Session: "s1", Initial: []Event{RevEvent(planP, "1")}})
		same := connect(t, h, Sub{Person: peter, Session: "s2", Initial: []Event{RevEvent(planP, "1")}})
		desk := connect(t, h, Sub{Person: maja, Session: "s3", Initial: []Event{RevEvent(planP, "1")}})
		phone.wants(revOf(planP, "1"))
		same.wants(revOf(planP, "1"))
		desk.wants(revOf(planP, "1"))
		// Another process changed the plan and ended a session.
		p.set(peter, planP, "2")
		p.end("s2")
		h.Recheck()
		phone.wants(revOf(planP, "2"))
		same.wants(endedEvent)
		same.gone()
		desk.wants()
		desk.stays()
	})
}

// People's clock says when a permission runs out, and it may jump.
func TestASessionIsCheckedWhenItRunsOut(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		var shift atomic.Int64
		h := newHub(t, p, Options{
			Clock:   domain.ClockFunc(func() time.Time { return now().Add(time.Duration(shift.Load())) }),
			MaxLife: 24 * time.Hour,
		})
		p.set(maja, planP, "1")
		desk := connect(t, h, Sub{
			Person: maja, Session: "s1", RecheckAt: now().Add(time.Hour), Initial: []Event{RevEvent(planP, "1")},
		})
		desk.wants(revOf(planP, "1"))
		p.set(maja, planP, "2") // a grant ran out: another view
		p.next = now().Add(90 * time.Minute)
		after(20 * time.Minute)
		desk.wants()
		shift.Store(int64(time.Hour)) // the demo's clock is put on
		after(time.Second)
		desk.wants(revOf(planP, "2"))
		p.end("s1")
		after(9*time.Minute + 30*time.Second)
		desk.stays()
		after(time.Minute)
		desk.wants(endedEvent)
		desk.gone()
	})
}

// Who loses sight of a plan is told to look for himself, once, and who never saw it hears
// nothing.
func TestLosingSightOfAPlan(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		p.set(maja, planP, "1")
		desk := connect(t, h, Sub{Person: maja, Initial: []Event{RevEvent(planP, "1")}})
		narrowed := connect(t, h, Sub{Person: maja, Plan: planP, Initial: []Event{RevEvent(planP, "1")}})
		stranger := connect(t, h, Sub{Person: peter})
		desk.wants(revOf(planP, "1"))
		narrowed.wants(revOf(planP, "1"))
		p.set(maja, planP, "")
		for range 2 {
			h.PlanChanged(planP, []domain.ID{maja, peter})
			synctest.Wait()
		}
		look := `event: rev|data: {"plan":"plan-p","rev":""}|`
		desk.wants(look)
		desk.stays()
		narrowed.wants(look)
		narrowed.gone()
		stranger.wants()
		p.set(maja, planP, "3")
		h.PlanChanged(planP, []domain.ID{maja})
		desk.wants(revOf(planP, "3"))
	})
}

func TestLastEventID(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		p.set(peter, planP, "7")
		knows := connect(t, h, Sub{Person: peter, LastEventID: "7", Initial: []Event{RevEvent(planP, "7")}})
		knows.wants()
		h.PlanChanged(planP, []domain.ID{peter})
		knows.wants() // it counts as told
		older := connect(t, h, Sub{Person: peter, LastEventID: "6", Initial: []Event{RevEvent(planP, "7")}})
		older.wants(revOf(planP, "7"))
		// With two plans the id may be the other's.
		desk := connect(t, h, Sub{Person: maja, LastEventID: "7", Initial: []Event{RevEvent(planP, "7"), RevEvent(planS, "8")}})
		desk.wants(revOf(planP, "7"), revOf(planS, "8"))
	})
}
