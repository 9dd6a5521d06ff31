package live

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/redact"
)

// Options tunes a Hub. The zero value works; every field has a default.
type Options struct {
	// Clock is what people call time; Sub.RecheckAt is compared with it. Heartbeats,
	// deadlines and a stream's age go by the machine's own clock.
	Clock domain.Clock
	// Heartbeat is the pause between two comment lines on a quiet stream (25 s).
	Heartbeat time.Duration
	// MaxLife ends a stream after this long, give or take a tenth, so that phones
	// spread over instances again (30 min).
	MaxLife time.Duration
	// WriteTimeout is how long a phone may take to accept what the hub has for it (2 s).
	WriteTimeout time.Duration
	// ViewerTimeout bounds one question to the Viewer (5 s).
	ViewerTimeout time.Duration
	// MaxPerPerson is how many streams one person may hold; one more ends the oldest (16).
	MaxPerPerson int
	// MaxPerSession is the same for one signed-in browser: it has one stream, and some
	// that it lost and of which the hub has not heard yet (6).
	MaxPerSession int
	// Workers is how many goroutines ask the Viewer and write (4).
	Workers int
	// Logger gets what went wrong; never a word about a plan (slog.Default).
	Logger *slog.Logger
}

func (o Options) withDefaults() Options {
	o.Clock = orDefault[domain.Clock](o.Clock, domain.SystemClock{})
	o.Heartbeat = orDefault(o.Heartbeat, 25*time.Second)
	o.MaxLife = orDefault(o.MaxLife, 30*time.Minute)
	o.WriteTimeout = orDefault(o.WriteTimeout, 2*time.Second)
	o.ViewerTimeout = orDefault(o.ViewerTimeout, 5*time.Second)
	o.MaxPerPerson = orDefault(o.MaxPerPerson, 16)
	o.MaxPerSession = orDefault(o.MaxPerSession, 6)
	o.Workers = orDefault(o.Workers, 4)
	o.Logger = orDefault(o.Logger, slog.Default())
	return o
}

func orDefault[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

// Cursor says how far a plan is for one viewer: an opaque text that changes whenever he
// would see something else. ok is false where he may not see the plan (or the answer
// cannot be had just now); a phone that was told of the plan is then told to look for
// itself. The session is one of the person's.
type Cursor func(ctx context.Context, person, session, plan domain.ID) (rev string, ok bool)

// Alive says whether a session still lives and when to ask again (the zero time: not
// before something happens). An answer that cannot be had counts as alive with an early
// recheckAt, not as ended.
type Alive func(ctx context.Context, session domain.ID) (recheckAt time.Time, alive bool)

// viewer is what Bind sets.
type viewer struct {
	cursor Cursor
	alive  Alive
}

// Sub is one phone's subscription.
type Sub struct {
	Person, Session domain.ID
	// Plan narrows the stream to one plan; empty means everything the person may see.
	Plan domain.ID
	// Initial is written at once; make the rev events with RevEvent.
	Initial []Event
	// LastEventID is the header of that name. A stream with a single rev event in
	// Initial leaves it out when the phone has it already.
	LastEventID string
	// RecheckAt is when the session or a permission runs out; zero means never.
	RecheckAt time.Time
	// Mark is Hub.Mark taken before the session was checked and Initial was read: what
	// happened since is made up for. Zero means unknown, and all is checked again.
	Mark Mark
	// Head holds more response headers, each line ending in CRLF: see AppendHeader.
	Head []byte
}

// Hub knows every open stream. Use NewHub; all methods may be called at any time from
// any goroutine.
type Hub struct {
	opt    Options
	viewer atomic.Pointer[viewer]
	shards []*shard

	ctx     context.Context // ends with Close; bounds questions to the Viewer
	cancel  context.CancelFunc
	workers sync.WaitGroup
	serving sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	ticks    int64 // seconds of the hub's life
	all      []*stream
	byPerson map[domain.ID][]*stream
	past     past
}

// NewHub starts a hub's workers. Close ends them.
func NewHub(opt Options) *Hub {
	h := &Hub{
		opt:      opt.withDefaults(),
		byPerson: map[domain.ID][]*stream{},
	}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	for range h.opt.Workers {
		s := newShard()
		h.shards = append(h.shards, s)
		h.workers.Go(func() { h.work(s) })
	}
	h.workers.Go(h.tick)
	return h
}

// Bind sets who is asked about cursors and sessions. Call it before the first Serve;
// it is apart from NewHub because the use cases that answer need the hub to wake.
func (h *Hub) Bind(c Cursor, a Alive) { h.viewer.Store(&viewer{cursor: c, alive: a}) }

// Mark names a moment in the hub's life; see Sub.Mark.
type Mark uint64

// Mark gives the present moment.
func (h *Hub) Mark() Mark {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.past.mark()
}

// Serve answers the request on conn with the stream's head and first events and then
// blocks, reading, until the phone hangs up, is dropped or the hub closes. It closes
// conn. On a closed hub it returns at once.
//
// A connection that wraps another and says so by UnsafeConn() net.Conn (fasthttp's
// hijacked ones, whose own Close does nothing) is unwrapped. With KeepHijackedConns set,
// a hijack handler that says "go hub.Serve(conn, sub)" and returns lets fasthttp free
// the request and its read buffer: some 10 KB a phone.
func (h *Hub) Serve(conn net.Conn, sub Sub) {
	// What a goroutine's stack grew to while it opened a stream it would keep for hours
	// of reading, which needs next to none. So another one opens it.
	opened := make(chan *stream)
	go func() { opened <- h.open(conn, sub) }()
	st := <-opened
	if st == nil {
		return
	}
	defer st.close()
	defer h.recovered("serve")
	defer h.serving.Done()
	defer h.unregister(st)
	st.read()
}

// open makes a stream known and says its first words. It gives nil, with everything put
// back, when there is nothing more to be said.
func (h *Hub) open(conn net.Conn, sub Sub) (opened *stream) {
	st := newStream(h, unwrap(conn), sub)
	unless := func(putBack func()) {
		if opened == nil {
			putBack()
		}
	}
	defer unless(st.close)
	defer h.recovered("open")
	found, missed := h.register(st, sub.Mark)
	if found == hubClosed {
		return nil
	}
	defer unless(h.serving.Done)

	first := appendHead(make([]byte, 0, 768), sub.Head, domain.SystemClock{}.Now())
	first = append(first, "retry: 2000\n\n"...)
	if found == sessionOver {
		st.begin(appendEvent(first, sessionEnded()))
		return nil
	}
	defer unless(func() { h.unregister(st) })
	for _, e := range sub.Initial {
		if e.rev != "" && e.rev == sub.LastEventID && len(st.told) == 1 {
			continue // with several plans the id could be another's
		}
		first = appendEvent(first, e)
	}
	for _, w := range missed {
		if w.hints() && !st.is(w.session) && w.concerns(st.person) && st.watches(w.plan) {
			first = appendEvent(first, w.job().hint())
		}
	}
	st.begin(first)
	return st
}

// Count is how many streams are open.
func (h *Hub) Count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.all)
}

// Persons lists who has a stream open, in no order.
func (h *Hub) Persons() []domain.ID {
	h.mu.Lock()
	defer h.mu.Unlock()
	ids := make([]domain.ID, 0, len(h.byPerson))
	for id := range h.byPerson {
		ids = append(ids, id)
	}
	return ids
}

// Close ends every stream, each with its own hint when to come back so that a restart is
// not met by everyone at once, and waits until all goroutines are gone. When ctx ends
// first, the connections are cut and its error is returned.
func (h *Hub) Close(ctx context.Context) error {
	h.mu.Lock()
	h.closed = true
	open := append([]*stream(nil), h.all...)
	h.mu.Unlock()
	h.cancel()
	for _, st := range open {
		st.end(retryHint(time.Second, 5*time.Second))
	}
	done := make(chan struct{})
	go func() {
		h.serving.Wait()
		h.workers.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		for _, st := range open {
			st.close()
		}
		return ctx.Err()
	}
}

// found is what register came upon.
type found uint8

const (
	streamOpen found = iota
	sessionOver
	hubClosed
)

// register makes the stream known and looks up, in the same moment, what happened since
// the mark, so that nothing falls between reading the first events and being woken. The
// plans that changed are asked about by the workers; missed messages are the caller's to
// tell. Unless the hub is closed he owes a serving.Done; only an open stream is
// unregistered.
func (h *Hub) register(st *stream, mark Mark) (f found, missed []wake) {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return hubClosed, nil
	}
	h.serving.Add(1)
	missed, known := h.past.since(mark)
	if slices.ContainsFunc(missed, func(w wake) bool { return w.ends(st) }) {
		h.mu.Unlock()
		return sessionOver, nil
	}
	mine := slices.Clone(h.byPerson[st.person])
	oldest := h.tooMany(mine, st.session)
	mine = slices.DeleteFunc(mine, func(s *stream) bool { return s == oldest })
	st.index = len(h.all)
	h.all = append(h.all, st)
	h.byPerson[st.person] = append(mine, st)
	h.schedule(st)
	h.mu.Unlock()

	if oldest != nil {
		// A tab too many would otherwise come straight back and push out the next.
		oldest.end(retryHint(time.Minute, 2*time.Minute))
	}
	if !known {
		h.enqueue(job{kind: checkSession, session: st.session}, st.person)
	}
	for _, w := range missed {
		if w.kind == planChanged {
			h.enqueue(w.job(), st.person)
		}
	}
	return streamOpen, missed
}

// tooMany gives which of a person's streams, oldest first, makes room for one more of a
// session; nil where there is room.
func (h *Hub) tooMany(mine []*stream, session domain.ID) *stream {
	n := 0
	var first *stream
	for _, s := range mine {
		if s.session == session {
			if n++; first == nil {
				first = s
			}
		}
	}
	switch {
	case n >= h.opt.MaxPerSession:
		return first
	case len(mine) >= h.opt.MaxPerPerson:
		return mine[0]
	}
	return nil
}

func (h *Hub) unregister(st *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	last := len(h.all) - 1
	h.all[st.index] = h.all[last]
	h.all[st.index].index = st.index
	h.all[last] = nil
	h.all = h.all[:last]
	kept := make([]*stream, 0, len(h.byPerson[st.person]))
	for _, s := range h.byPerson[st.person] {
		if s != st {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 {
		delete(h.byPerson, st.person)
		return
	}
	h.byPerson[st.person] = kept
}

// streams gives a person's open streams that watch the plan (any, for an empty plan).
func (h *Hub) streams(buf []*stream, person, plan domain.ID) []*stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, st := range h.byPerson[person] {
		if st.watches(plan) {
			buf = append(buf, st)
		}
	}
	return buf
}

// recovered keeps a mistake in one stream or answer from ending the process.
func (h *Hub) recovered(where string) {
	if p := recover(); p != nil {
		h.opt.Logger.Error("live: panic", "where", where, "panic", redact.Panic(p), "stack", string(debug.Stack()))
	}
}

// spread picks a moment between two durations, evenly.
func spread(from, to time.Duration) time.Duration {
	if to <= from {
		return from
	}
	return from + rand.N(to-from) //nolint:gosec // it spreads load, it guards nothing
}
