package live

import (
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"tavlen/backend/domain"
)

const (
	// maxWaiting is what may wait for a phone that is being written to; more means
	// that it cannot keep up. A desk's hundreds of plans fit.
	maxWaiting = 64 << 10
	// maxInbound is how many bytes a phone may send on a stream. It has nothing to say.
	maxInbound = 1 << 10
)

// stream is one open connection.
type stream struct {
	hub                   *Hub
	conn                  net.Conn
	socket                socket
	hasSocket             bool
	person, session, plan domain.ID

	// told is the cursor each plan was last announced with. After register it belongs
	// to the worker of the person's shard.
	told []announced

	// Under the hub's lock. Ticks are seconds of the hub's life.
	index         int
	beatAt, dieAt int64

	recheckAt atomic.Int64 // Unix ms by the people's clock; never is far

	mu      sync.Mutex
	state   state
	busy    bool   // somebody is writing and will write what waits
	waiting []byte // what the socket did not take yet
	in      [1]byte
}

// is says whether it belongs to a session; nobody's is "".
func (st *stream) is(session domain.ID) bool { return session != "" && st.session == session }

type announced struct {
	plan domain.ID
	rev  string
}

type state uint8

const (
	open   state = iota
	ending       // the last words wait; nothing may follow them
	closed
)

const never = int64(1<<63 - 1)

func newStream(h *Hub, conn net.Conn, sub Sub) *stream {
	st := &stream{hub: h, conn: conn, person: sub.Person, session: sub.Session, plan: sub.Plan, busy: true}
	st.socket, st.hasSocket = socketOf(conn)
	st.recheckAfter(sub.RecheckAt)
	for _, e := range sub.Initial {
		if e.plan != "" {
			st.told = append(st.told, announced{e.plan, e.rev})
		}
	}
	return st
}

// unwrap finds the connection under a hijacked one.
func unwrap(conn net.Conn) net.Conn {
	if w, ok := conn.(interface{ UnsafeConn() net.Conn }); ok {
		return w.UnsafeConn()
	}
	return conn
}

func (st *stream) recheckAfter(t time.Time) {
	if t.IsZero() {
		st.recheckAt.Store(never)
		return
	}
	st.recheckAt.Store(t.UnixMilli())
}

func (st *stream) watches(plan domain.ID) bool {
	return plan == "" || st.plan == "" || st.plan == plan
}

// read blocks until the connection ends or the phone talks too much.
func (st *stream) read() {
	for range maxInbound {
		if _, err := st.conn.Read(st.in[:]); err != nil {
			return
		}
	}
}

// begin writes the stream's first bytes, which may take longer than a wake, and then
// what was added meanwhile.
func (st *stream) begin(first []byte) {
	st.mu.Lock()
	st.waiting = append(first, st.waiting...)
	st.mu.Unlock()
	st.flush(5 * st.hub.opt.WriteTimeout)
}

// send gives the phone some bytes without waiting for it: straight to the socket, else
// by a goroutine that lives as long as the rest takes. b is not kept.
func (st *stream) send(b []byte) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.state == open {
		st.write(b)
	}
}

// end says the last words and closes. Nothing that is sent later reaches the phone, and
// the connection is closed after WriteTimeout even if it does not take them.
func (st *stream) end(last []byte) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.state != open {
		return
	}
	st.write(last)
	switch {
	case st.state == closed:
	case st.busy:
		st.state = ending
		_ = st.conn.SetWriteDeadline(st.hub.deadline(st.hub.opt.WriteTimeout))
	default:
		st.shut()
	}
}

// write runs under st.mu.
func (st *stream) write(b []byte) {
	if !st.busy && st.hasSocket {
		n, err := st.socket.write(b)
		if err != nil {
			st.shut()
			return
		}
		b = b[n:]
	}
	switch {
	case len(b) == 0:
	case len(st.waiting)+len(b) > maxWaiting:
		st.shut()
	default:
		st.waiting = append(st.waiting, b...)
		if !st.busy {
			st.busy = true
			go st.flush(st.hub.opt.WriteTimeout)
		}
	}
}

// flush writes what waits until nothing does. The one who set busy runs it.
func (st *stream) flush(timeout time.Duration) {
	defer st.hub.recovered("flush")
	for {
		st.mu.Lock()
		if len(st.waiting) == 0 || st.state == closed {
			st.busy = false
			switch st.state {
			case open:
				// A deadline that has passed refuses even a write that need not wait.
				_ = st.conn.SetWriteDeadline(time.Time{})
			case ending:
				st.shut()
			}
			st.mu.Unlock()
			return
		}
		b := st.waiting
		st.waiting = nil
		if st.state == open { // else end has set the deadline, for all that is left
			_ = st.conn.SetWriteDeadline(st.hub.deadline(timeout))
		}
		st.mu.Unlock()
		if _, err := st.conn.Write(b); err != nil {
			st.close()
		}
	}
}

// close ends the connection at once; the reader notices and cleans up.
func (st *stream) close() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.shut()
}

// shut runs under st.mu.
func (st *stream) shut() {
	if st.state != closed {
		st.state = closed
		st.waiting = nil
		_ = st.conn.Close()
	}
}

// announce tells the phone a plan's cursor if that is news to it. Only the worker of the
// person's shard calls it. buf is scratch space, returned for the next call.
func (st *stream) announce(buf []byte, plan domain.ID, rev string, may bool) []byte {
	i := 0
	for i < len(st.told) && st.told[i].plan != plan {
		i++
	}
	known := i < len(st.told)
	switch {
	case may && known && st.told[i].rev == rev:
		return buf
	case may && known:
		st.told[i].rev = rev
	case may:
		st.told = append(st.told, announced{plan, rev})
	case known:
		// He was told of this plan and may not see it now, or it cannot be known: he is to
		// look for himself. Who never heard of the plan does not learn of it here.
		st.told[i] = st.told[len(st.told)-1]
		st.told = st.told[:len(st.told)-1]
		rev = ""
	default:
		return buf
	}
	buf = appendEvent(buf[:0], RevEvent(plan, rev))
	if !may && st.plan == plan {
		st.end(buf)
		return buf
	}
	st.send(buf)
	return buf
}

// retryHint asks the phone to come back at some moment between the two.
func retryHint(from, to time.Duration) []byte {
	b := strconv.AppendInt([]byte("retry: "), spread(from, to).Milliseconds(), 10)
	return append(b, "\n\n"...)
}
