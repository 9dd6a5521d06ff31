package live

import (
	"bytes"
	"context"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// The figures that matter to people: how long after a change the phone knows, and how
// many phones a machine holds. Both ends run here, on the same cores.

// count is a viewer whose cursors are one counter.
type count struct{ rev atomic.Int64 }

func (c *count) cursor(context.Context, domain.ID, domain.ID, domain.ID) (string, bool) {
	return strconv.FormatInt(c.rev.Load(), 10), true
}

func (*count) alive(context.Context, domain.ID) (time.Time, bool) { return time.Time{}, true }

// crowd is n phones on streams over loopback; each person has one.
type crowd struct {
	hub  *Hub
	view *count
	near []net.Conn
	who  []domain.ID
}

func dialCrowd(b *testing.B, n int) (near, far []net.Conn) {
	b.Helper()
	l, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	for range n {
		c, err := (&net.Dialer{}).DialContext(b.Context(), "tcp", l.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		s, err := l.Accept()
		if err != nil {
			b.Fatal(err)
		}
		near, far = append(near, c), append(far, s)
	}
	b.Cleanup(func() {
		for _, c := range near {
			_ = c.Close()
		}
	})
	return near, far
}

func newCrowd(b *testing.B, n int) *crowd {
	b.Helper()
	near, far := dialCrowd(b, n)
	c := &crowd{hub: NewHub(Options{}), view: &count{}, near: near}
	c.hub.Bind(c.view.cursor, c.view.alive)
	for i := range n {
		c.who = append(c.who, domain.NewID())
		go c.hub.Serve(far[i], Sub{Person: c.who[i], Mark: c.hub.Mark(), Initial: []Event{RevEvent(planP, "0")}})
	}
	b.Cleanup(func() {
		if err := c.hub.Close(context.Background()); err != nil {
			b.Error(err)
		}
	})
	return c
}

// begun waits until each phone has its first bytes.
func (c *crowd) begun(b *testing.B) {
	b.Helper()
	buf := make([]byte, 1024)
	for _, conn := range c.near {
		if _, err := conn.Read(buf); err != nil {
			b.Fatal(err)
		}
	}
}

// listen has every phone report each rev event it gets: which phone, and when.
func (c *crowd) listen() <-chan heard {
	out := make(chan heard, len(c.near))
	for i, conn := range c.near {
		go func() {
			buf := make([]byte, 256)
			for {
				n, err := conn.Read(buf)
				if err != nil {
					return
				}
				if bytes.Contains(buf[:n], []byte("event: rev")) {
					out <- heard{i, now()}
				}
			}
		}()
	}
	return out
}

type heard struct {
	phone int
	at    time.Time
}

func report(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	ms := func(q float64) float64 { return float64(took[int(q*float64(len(took)-1))].Nanoseconds()) / 1e6 }
	b.ReportMetric(ms(0.5), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
	b.ReportMetric(ms(1), "max-ms")
}

// BenchmarkWake is one change on one plan, to its one phone, among 1,000 idle ones.
func BenchmarkWake(b *testing.B) {
	c := newCrowd(b, 1000)
	c.begun(b)
	got := c.listen()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		c.view.rev.Add(1)
		begun := now()
		c.hub.PlanChanged(planP, c.who[i%1000:i%1000+1])
		took = append(took, (<-got).at.Sub(begun))
	}
	report(b, took)
}

// BenchmarkBroadcast is one change that a thousand, or ten thousand, phones may see: the
// time until each knows.
func BenchmarkBroadcast(b *testing.B) {
	for _, n := range []int{1000, 9800} { // two descriptors a phone, of the usual 20,000
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			c := newCrowd(b, n)
			c.begun(b)
			got := c.listen()
			var took []time.Duration
			for b.Loop() {
				c.view.rev.Add(1)
				begun := now()
				c.hub.PlanChanged(planP, c.who)
				for range n {
					took = append(took, (<-got).at.Sub(begun))
				}
			}
			report(b, took)
		})
	}
}

// BenchmarkIdlePhone is what 5,000 idle streams hold: the reader's stack, the stream and
// its connection, without the phones' own ends.
func BenchmarkIdlePhone(b *testing.B) {
	const n = 5000
	near, far := dialCrowd(b, n)
	h := NewHub(Options{})
	view := &count{}
	h.Bind(view.cursor, view.alive)
	who := make([]domain.ID, n)
	for i := range who {
		who[i] = domain.NewID()
	}
	c := &crowd{hub: h, near: near}
	memory, resident := inUse(), rss(b)
	for i := range n {
		go h.Serve(far[i], Sub{Person: who[i], Mark: h.Mark(), Initial: []Event{RevEvent(planP, "0")}})
	}
	c.begun(b)
	for b.Loop() {
		h.PlanChanged(planS, who) // after a wake for everybody
	}
	for _, conn := range near {
		if _, err := conn.Read(make([]byte, 256)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(inUse()-memory)/n, "B/phone")
	b.ReportMetric(float64(rss(b)-resident)/n, "rss-B/phone")
	if err := h.Close(context.Background()); err != nil {
		b.Error(err)
	}
}

// inUse is the memory in the heap and the stacks, in bytes.
func inUse() int64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse) //nolint:gosec // far from 2^63
}

// rss is the resident memory of this process in bytes; 0 where it is not to be had.
func rss(b *testing.B) int64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kb), "kB")), 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			return n * 1024
		}
	}
	return 0
}
