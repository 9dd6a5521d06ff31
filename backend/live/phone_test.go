package live

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tavlen/backend/domain"
)

// inBubble runs a test under a clock of its own: time passes when all have nothing to do.
func inBubble(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, test)
}

// after lets time pass in a bubble and everything settle.
func after(d time.Duration) {
	<-time.NewTimer(d).C
	synctest.Wait()
}

// now is the bubble's time, or the machine's outside of one.
func now() time.Time { return domain.SystemClock{}.Now() }

// plans is the rest of the server: cursors and sessions.
type plans struct {
	mu    sync.Mutex
	rev   map[[2]domain.ID]string // by person and plan
	dead  map[domain.ID]bool
	next  time.Time // when Alive wants to be asked again
	asked int       // questions about cursors
}

func (p *plans) set(person, plan domain.ID, rev string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rev[[2]domain.ID{person, plan}] = rev
}

func (p *plans) end(session domain.ID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dead[session] = true
}

func (p *plans) questions() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

func (p *plans) cursor(_ context.Context, person, _, plan domain.ID) (string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	rev, ok := p.rev[[2]domain.ID{person, plan}]
	return rev, ok && rev != ""
}

func (p *plans) alive(_ context.Context, session domain.ID) (time.Time, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.next, !p.dead[session]
}

func newPlans() *plans {
	return &plans{rev: map[[2]domain.ID]string{}, dead: map[domain.ID]bool{}}
}

// newHub starts a hub that ends with the test.
func newHub(t testing.TB, p *plans, opt Options) *Hub {
	t.Helper()
	if opt.Logger == nil {
		opt.Logger = slog.New(slog.DiscardHandler)
	}
	h := NewHub(opt)
	h.Bind(p.cursor, p.alive)
	t.Cleanup(func() {
		if err := h.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return h
}

// phone is the other end of a stream.
type phone struct {
	t      testing.TB
	conn   net.Conn
	blocks chan string   // what came, block by block; closed with the connection
	served chan struct{} // closed when Serve has returned
}

// connect opens a stream over a pipe. A mark of zero would have the hub check all again;
// where that is not what a test is about, it says now.
func connect(t testing.TB, h *Hub, sub Sub) *phone {
	t.Helper()
	if sub.Mark == 0 {
		sub.Mark = h.Mark()
	}
	return connectFrom(t, h, sub)
}

func connectFrom(t testing.TB, h *Hub, sub Sub) *phone {
	t.Helper()
	near, far := net.Pipe()
	p := serve(t, h, far, near, sub)
	go p.listen()
	return p
}

func serve(t testing.TB, h *Hub, far, near net.Conn, sub Sub) *phone {
	t.Helper()
	p := &phone{t: t, conn: near, blocks: make(chan string, 4096), served: make(chan struct{})}
	t.Cleanup(func() { _ = near.Close() })
	go func() {
		defer close(p.served)
		h.Serve(far, sub)
	}()
	return p
}

func (p *phone) listen() {
	defer close(p.blocks)
	r := bufio.NewReader(p.conn)
	var block strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		if line == "\n" || line == "\r\n" {
			p.blocks <- block.String()
			block.Reset()
			continue
		}
		block.WriteString(strings.TrimSuffix(line, "\n") + "|")
	}
}

// event gives the next event, without heartbeats, heads and hints; "" at the end.
func (p *phone) event() string {
	for b := range p.blocks {
		if strings.HasPrefix(b, "event: ") {
			return b
		}
	}
	return ""
}

// wants fails unless exactly these events have come by now.
func (p *phone) wants(events ...string) {
	p.t.Helper()
	synctest.Wait()
	for _, want := range events {
		if len(p.blocks) == 0 {
			p.t.Fatalf("nothing came, want %s", want)
		}
		if got := p.event(); got != want {
			p.t.Fatalf("%q came, want %q", got, want)
		}
	}
	for len(p.blocks) > 0 {
		if b, open := <-p.blocks; open && strings.HasPrefix(b, "event: ") {
			p.t.Fatalf("%q came, want no more", b)
		}
	}
}

// gone fails unless the stream has ended on both sides.
func (p *phone) gone() {
	p.t.Helper()
	synctest.Wait()
	select {
	case <-p.served:
	default:
		p.t.Fatal("the hub still serves")
	}
	for range p.blocks { //nolint:revive // read to the end: the connection is closed
	}
}

func (p *phone) stays() {
	p.t.Helper()
	synctest.Wait()
	select {
	case <-p.served:
		p.t.Fatal("the stream has ended")
	default:
	}
}

func revOf(plan domain.ID, rev string) string {
	return "event: rev|id: " + rev + "|" + `data: {"plan":"` + string(plan) + `","rev":"` + rev + `"}|`
}

func messageOf(plan, thread domain.ID) string {
	return `event: message|data: {"plan":"` + string(plan) + `","thread":"` + string(thread) + `"}|`
}

const (
	endedEvent = `event: session|data: {"state":"ended"}|`
	peter      = domain.ID("peter")
	maja       = domain.ID("maja")
	planP      = domain.ID("plan-p")
	planS      = domain.ID("plan-s")
	thread1    = domain.ID("thread-1")
)

// deaf is a phone that accepts nothing.
func deaf(t testing.TB, h *Hub, sub Sub) *phone {
	t.Helper()
	near, far := net.Pipe()
	return serve(t, h, far, near, sub)
}

// first reads one write of the hub whole.
func first(t testing.TB, conn net.Conn) string {
	t.Helper()
	buf := make([]byte, 64<<10)
	n, err := conn.Read(buf)
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return string(buf[:n])
}
