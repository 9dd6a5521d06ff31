package live

import (
	"context"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// tcpPair gives the two ends of a connection over loopback.
func tcpPair(t testing.TB) (near, far *net.TCPConn) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	dialled, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dialled.Close(); _ = accepted.Close() })
	near, okNear := dialled.(*net.TCPConn)
	far, okFar := accepted.(*net.TCPConn)
	if !okNear || !okFar {
		t.Fatal("not TCP")
	}
	return near, far
}

// hijacked is a connection as fasthttp hands it over: its Close does nothing.
type hijacked struct{ net.Conn }

func (h hijacked) UnsafeConn() net.Conn { return h.Conn }
func (hijacked) Close() error           { return nil }

// Over a real socket: woken, told, and closed although the wrapper does not close.
func TestOverTCP(t *testing.T) {
	p := newPlans()
	h := newHub(t, p, Options{})
	near, far := tcpPair(t)
	if err := TuneConn(hijacked{far}); err != nil {
		t.Errorf("tune: %v", err)
	}
	phone := serve(t, h, hijacked{far}, near, Sub{Person: peter, Session: "s1", Mark: h.Mark(), Initial: []Event{RevEvent(planP, "1")}})
	go phone.listen()
	if got := phone.event(); got != revOf(planP, "1") {
		t.Fatalf("%q", got)
	}
	for _, rev := range []string{"2", "3"} {
		p.set(peter, planP, rev)
		h.PlanChanged(planP, []domain.ID{peter})
		if got := phone.event(); got != revOf(planP, rev) {
			t.Fatalf("%q", got)
		}
	}
	h.EndSession("s1")
	if got := phone.event(); got != endedEvent {
		t.Fatalf("%q", got)
	}
	if got := phone.event(); got != "" {
		t.Fatalf("after the end: %q", got)
	}
	<-phone.served
}

// The deadline of the first words must not outlive them: a stream that was quiet until it
// had passed is written to like any other.
func TestAQuietStreamStaysOpen(t *testing.T) {
	p := newPlans()
	h := newHub(t, p, Options{WriteTimeout: 50 * time.Millisecond, Heartbeat: time.Second})
	near, far := tcpPair(t)
	phone := serve(t, h, far, near, Sub{Person: peter, Mark: h.Mark(), Initial: []Event{RevEvent(planP, "1")}})
	go phone.listen()
	phone.event()
	for range 2 { // the second comes a second after the first: long past the deadline
		if block := <-phone.blocks; block != ":|" {
			t.Fatalf("%q instead of a heartbeat", block)
		}
	}
	p.set(peter, planP, "2")
	h.PlanChanged(planP, []domain.ID{peter})
	if got := phone.event(); got != revOf(planP, "2") {
		t.Fatalf("%q", got)
	}
}

// A phone that stopped reading fills its socket, is dropped after the deadline, and the
// others hear everything meanwhile.
func TestAFullSocket(t *testing.T) {
	p := newPlans()
	h := newHub(t, p, Options{WriteTimeout: 100 * time.Millisecond, Workers: 1})
	near, far := tcpPair(t)
	_ = near.SetReadBuffer(1 << 10)
	_ = far.SetWriteBuffer(1 << 10)
	stuck := serve(t, h, far, near, Sub{Person: maja, Mark: h.Mark(), Initial: []Event{RevEvent(planP, "0")}})
	goodNear, goodFar := tcpPair(t)
	phone := serve(t, h, goodFar, goodNear, Sub{Person: peter, Mark: h.Mark(), Initial: []Event{RevEvent(planP, "0")}})
	go phone.listen()
	phone.event()
	for i := 1; ; i++ {
		rev := strconv.Itoa(i) + strings.Repeat("-", 1000)
		p.set(peter, planP, rev)
		p.set(maja, planP, rev)
		h.PlanChanged(planP, []domain.ID{peter, maja})
		if got := phone.event(); got != revOf(planP, rev) {
			t.Fatalf("%d: %.80q", i, got)
		}
		select {
		case <-stuck.served:
			return
		default:
		}
	}
}

func TestAPhoneThatVanishedIsForgotten(t *testing.T) {
	h := newHub(t, newPlans(), Options{})
	near, far := tcpPair(t)
	phone := serve(t, h, far, near, Sub{Person: peter, Mark: h.Mark()})
	go phone.listen()
	<-phone.blocks // the head
	_ = near.SetLinger(0)
	_ = near.Close() // a reset
	<-phone.served
	if n := h.Count(); n != 0 {
		t.Errorf("%d streams", n)
	}
}

// Phones come and go while plans change and sessions end. Whoever is there at the end
// knows every plan's last cursor, and nobody hears anything after the end of his session.
func TestNothingIsLostInACrowd(t *testing.T) {
	p := newPlans()
	h := newHub(t, p, Options{Heartbeat: time.Second, MaxPerPerson: 1000, MaxPerSession: 1000})
	const persons, streams, changes = 8, 6, 300
	who := make([]domain.ID, persons)
	for i := range who {
		who[i] = domain.ID("person-" + strconv.Itoa(i))
		p.set(who[i], planP, "0")
	}
	var wg sync.WaitGroup
	for i, person := range who {
		for k := range streams {
			wg.Go(func() { follow(t, p, h, person, i, k, changes) })
		}
	}
	wg.Go(func() {
		for n := 1; n <= changes; n++ {
			for _, person := range who {
				p.set(person, planP, strconv.Itoa(n))
			}
			h.PlanChanged(planP, who)
			if n%50 == 0 {
				h.Recheck()
			}
		}
	})
	wg.Wait()
}

// follow keeps a stream on the plan until it has the last change, and hangs up now and
// then on the way there.
func follow(t *testing.T, p *plans, h *Hub, person domain.ID, i, k, last int) {
	for round := 0; ; round++ {
		mark := h.Mark()
		rev, _ := p.cursor(context.Background(), person, "", planP)
		near, far := net.Pipe()
		session := domain.ID(strconv.Itoa(i) + "/" + strconv.Itoa(k) + "/" + strconv.Itoa(round))
		phone := serve(t, h, far, near, Sub{Person: person, Session: session, Mark: mark, Initial: []Event{RevEvent(planP, rev)}})
		go phone.listen()
		heard := 0
		for {
			e := phone.event()
			if e == "" {
				t.Errorf("%s: the stream ended", session)
				return
			}
			if e == revOf(planP, strconv.Itoa(last)) {
				h.EndSession(session)
				if e = phone.event(); e != endedEvent {
					t.Errorf("%s: %q after the last change", session, e)
				}
				if e = phone.event(); e != "" {
					t.Errorf("%s: %q after the end", session, e)
				}
				<-phone.served
				return
			}
			if heard++; heard > 3+k {
				break
			}
		}
		_ = near.Close()
		<-phone.served
	}
}
