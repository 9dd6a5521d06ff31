package live

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tavlen/backend/domain"
)

func TestHeartbeatsAndMaximumLife(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{})
		phone := connect(t, h, Sub{Person: peter})
		begun := now()
		var last time.Time
		beats := 0
		for b := range phone.blocks {
			if b != ":|" {
				continue
			}
			at := now()
			pause := at.Sub(last)
			if last.IsZero() {
				pause = at.Sub(begun) // the first is early, so that phones do not beat together
			} else if at.Sub(begun) < 27*time.Minute && pause != 25*time.Second {
				t.Fatalf("a beat after %v", pause)
			}
			if pause > 25*time.Second {
				t.Fatalf("%v without a beat", pause)
			}
			last = at
			beats++
		}
		life := time.Since(begun)
		if life < 27*time.Minute-time.Second || life > 33*time.Minute+time.Second || beats < 60 {
			t.Errorf("lived %v, %d beats", life, beats)
		}
		phone.gone()
	})
}

func TestASlowPhoneIsDroppedAndHoldsUpNobody(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{Workers: 1, WriteTimeout: 2 * time.Second})
		near, far := net.Pipe()
		slow := serve(t, h, far, near, Sub{Person: maja, Mark: h.Mark()})
		first(t, near) // it took the head and takes nothing after it
		phone := connect(t, h, Sub{Person: peter})
		synctest.Wait()
		p.set(maja, planP, "1")
		p.set(peter, planP, "1")
		begun := now()
		h.PlanChanged(planP, []domain.ID{maja, peter})
		phone.wants(revOf(planP, "1"))
		if d := time.Since(begun); d != 0 {
			t.Errorf("the others waited %v", d)
		}
		after(2*time.Second - time.Nanosecond)
		slow.stays()
		after(time.Nanosecond)
		select {
		case <-slow.served:
		default:
			t.Error("it was not dropped")
		}
		if n := h.Count(); n != 1 {
			t.Errorf("%d streams", n)
		}
	})
}

func TestWhatWaitsForAPhoneIsBounded(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{WriteTimeout: time.Hour})
		phone := deaf(t, h, Sub{Person: peter, Mark: h.Mark()})
		synctest.Wait()
		for i := range maxWaiting / 40 {
			p.set(peter, planP, strings.Repeat("x", i%2+1))
			h.PlanChanged(planP, []domain.ID{peter})
			synctest.Wait()
			select {
			case <-phone.served:
				return
			default:
			}
		}
		t.Error("it was never dropped")
	})
}

func TestAPhoneThatTalksIsDropped(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{})
		phone := connect(t, h, Sub{Person: peter})
		if _, err := phone.conn.Write(make([]byte, maxInbound-1)); err != nil {
			t.Fatal(err)
		}
		phone.stays()
		_, _ = phone.conn.Write([]byte("x"))
		phone.gone()
	})
}

func TestAPhoneThatHangsUpIsForgotten(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{})
		phones := make([]*phone, 0, 5)
		for i := range 5 {
			phones = append(phones, connect(t, h, Sub{Person: domain.ID(rune('a' + i%2))}))
		}
		synctest.Wait()
		for i, left := range []int{4, 3, 2, 1, 0} {
			_ = phones[(i*2)%5].conn.Close()
			phones[(i*2)%5].gone()
			if h.Count() != left {
				t.Errorf("%d streams, want %d", h.Count(), left)
			}
		}
		if who := h.Persons(); len(who) != 0 {
			t.Errorf("%v are left", who)
		}
	})
}

func TestOnePersonCannotHoldAllStreams(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{MaxPerPerson: 2})
		one := connect(t, h, Sub{Person: peter})
		synctest.Wait() // it is the oldest
		two := connect(t, h, Sub{Person: peter})
		other := connect(t, h, Sub{Person: maja})
		synctest.Wait()
		three := connect(t, h, Sub{Person: peter})
		synctest.Wait()
		var hint string
		for b := range one.blocks {
			hint = b
		}
		one.gone()
		if !strings.HasPrefix(hint, "retry: ") || len(hint) < len("retry: 60000|") {
			t.Errorf("the last it heard was %q", hint)
		}
		p.set(peter, planP, "1")
		h.PlanChanged(planP, []domain.ID{peter})
		two.wants(revOf(planP, "1"))
		three.wants(revOf(planP, "1"))
		other.stays()
		if n := h.Count(); n != 3 {
			t.Errorf("%d streams", n)
		}
	})
}

// One browser's lost streams make room for its new one; another of the person's browsers
// keeps its own.
func TestOneSessionHoldsAHandful(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{MaxPerSession: 3})
		tablet := connect(t, h, Sub{Person: peter, Session: "tablet"})
		var mine []*phone
		for range 5 {
			mine = append(mine, connect(t, h, Sub{Person: peter, Session: "phone"}))
			synctest.Wait()
		}
		for _, old := range mine[:2] {
			var hint string
			for b := range old.blocks {
				hint = b
			}
			old.gone()
			if !strings.HasPrefix(hint, "retry: ") || len(hint) < len("retry: 60000|") {
				t.Errorf("the last it heard was %q", hint)
			}
		}
		for _, stays := range append(mine[2:], tablet) {
			stays.stays()
		}
		if n := h.Count(); n != 4 {
			t.Errorf("%d streams", n)
		}
	})
}

func TestCloseTellsEverybodyAndWaits(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		h := newHub(t, p, Options{})
		phones := []*phone{connect(t, h, Sub{Person: peter}), connect(t, h, Sub{Person: maja})}
		dead := deaf(t, h, Sub{Person: "sofie", Mark: h.Mark()})
		synctest.Wait()
		begun := now()
		if err := h.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := time.Since(begun); d > 2*time.Second {
			t.Errorf("took %v", d)
		}
		if n := h.Count(); n != 0 {
			t.Errorf("Close returned before %d streams were over", n)
		}
		synctest.Wait()
		for _, ph := range append(phones, dead) {
			select {
			case <-ph.served:
			default:
				t.Error("a stream is still served")
			}
		}
		for _, ph := range phones {
			var last string
			for b := range ph.blocks {
				last = b
			}
			if !strings.HasPrefix(last, "retry: ") {
				t.Errorf("the last it heard was %q", last)
			}
		}
		late := connect(t, h, Sub{Person: peter})
		late.gone()
		h.PlanChanged(planP, []domain.ID{peter}) // harmless
		h.EndPerson(peter)
		h.Recheck()
		if err := h.Close(t.Context()); err != nil {
			t.Errorf("again: %v", err)
		}
	})
}

// A close that runs out of time cuts what is left.
func TestCloseInAHurry(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHub(t, newPlans(), Options{WriteTimeout: time.Minute})
		phone := deaf(t, h, Sub{Person: peter, Mark: h.Mark()})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := h.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		synctest.Wait()
		select {
		case <-phone.served:
		default:
			t.Error("the stream lives on")
		}
	})
}

// lines collects what is logged.
type lines struct{ strings.Builder }

func TestAPanicEndsNothingElse(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		p := newPlans()
		var logged lines
		h := newHub(t, p, Options{Workers: 1, Logger: slog.New(slog.NewTextHandler(&logged, nil))})
		h.Bind(func(ctx context.Context, person, session, plan domain.ID) (string, bool) {
			if person == maja {
				panic("a mistake")
			}
			return p.cursor(ctx, person, session, plan)
		}, p.alive)
		phone := connect(t, h, Sub{Person: peter})
		desk := connect(t, h, Sub{Person: maja})
		p.set(peter, planP, "1")
		h.PlanChanged(planP, []domain.ID{maja, peter})
		phone.wants(revOf(planP, "1"))
		desk.stays()
		// Where it was, and of what was panicked with its type alone: it may be somebody's words.
		if !strings.Contains(logged.String(), "live: panic") || strings.Contains(logged.String(), "a mistake") {
			t.Errorf("logged %q", logged.String())
		}
	})
}

func TestAHubWithoutAViewerSaysNothing(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := NewHub(Options{})
		defer func() { _ = h.Close(t.Context()) }()
		phone := connectFrom(t, h, Sub{Person: peter})
		h.PlanChanged(planP, []domain.ID{peter})
		phone.wants()
		phone.stays()
	})
}
