package live

import (
	"context"
	"hash/maphash"
	"slices"
	"sync"

	"tavlen/backend/domain"
)

// kind says what a wake or a job is about.
type kind uint8

const (
	planChanged kind = iota + 1
	message
	noticed
	deviceAdded
	checkSession
	endSession
	endPerson
)

// job is one thing to tell or check, for some persons. Equal jobs that wait become one.
type job struct {
	kind                  kind
	plan, thread, session domain.ID
}

// hint is the event that says it to a phone, for the kinds that say the same to everybody.
func (j job) hint() Event {
	switch j.kind {
	case noticed:
		return noticedEvent(j.plan)
	case deviceAdded:
		return DeviceEvent(j.session)
	}
	return messageEvent(j.plan, j.thread)
}

// shard is a queue with one worker. A person always has the same shard, so what he is
// told about a plan is told in order and never twice at the same moment.
type shard struct {
	mu      sync.Mutex
	order   []job
	waiting map[job]map[domain.ID]struct{}
	ready   chan struct{} // holds one: "there is work"
}

func newShard() *shard {
	return &shard{waiting: map[job]map[domain.ID]struct{}{}, ready: make(chan struct{}, 1)}
}

// share is how many persons a worker serves before the next job has its turn, so that a
// plan with a thousand watchers does not hold up one with a single phone.
const share = 64

var seed = maphash.MakeSeed()

// PlanChanged wakes those of the persons who have the plan open: each is told his own
// cursor, and only if it moved. It returns at once. Call it after the commit.
func (h *Hub) PlanChanged(plan domain.ID, persons []domain.ID) {
	// Whom a later stream belongs to does not matter here: its cursor decides.
	h.wake(wake{kind: planChanged, plan: plan}, persons)
}

// Message tells those of the persons who have the plan open that a thread has something
// new. Name only the thread's readers: no further question is asked. It returns at once.
func (h *Hub) Message(plan, thread domain.ID, persons []domain.ID) {
	h.wake(wake{kind: message, plan: plan, thread: thread, persons: slices.Clone(persons)}, persons)
}

// Noticed tells those of the persons who listen that what wants attention on a plan, or who has
// looked at it, is not what it was, for them. Name only whom it concerns: no further question is asked. It
// returns at once.
func (h *Hub) Noticed(plan domain.ID, persons []domain.ID) {
	h.wake(wake{kind: noticed, plan: plan, persons: slices.Clone(persons)}, persons)
}

// DeviceAdded tells a person's open phones that she came in on one that is new to her, but for that
// one itself. It returns at once.
func (h *Hub) DeviceAdded(session, person domain.ID) {
	h.wake(wake{kind: deviceAdded, session: session, persons: []domain.ID{person}}, []domain.ID{person})
}

func (h *Hub) wake(w wake, persons []domain.ID) {
	h.mu.Lock()
	h.past.add(w)
	watching := make([]domain.ID, 0, len(persons))
	for _, p := range persons {
		if len(h.byPerson[p]) > 0 {
			watching = append(watching, p)
		}
	}
	h.mu.Unlock()
	h.enqueue(w.job(), watching...)
}

// EndSession tells the session's phones that it is over and closes them at once.
func (h *Hub) EndSession(session domain.ID) {
	h.endAll(wake{kind: endSession, session: session})
}

// EndPerson ends all of a person's streams in the same way.
func (h *Hub) EndPerson(person domain.ID) {
	h.endAll(wake{kind: endPerson, persons: []domain.ID{person}})
}

func (h *Hub) endAll(w wake) {
	h.mu.Lock()
	h.past.add(w)
	var hit []*stream
	for _, st := range h.all {
		if w.ends(st) {
			hit = append(hit, st)
		}
	}
	h.mu.Unlock()
	last := appendEvent(nil, sessionEnded())
	for _, st := range hit {
		st.end(last)
	}
}

// Recheck asks for every open stream whether its session still lives, and announces the
// cursors that moved. For when another process has changed things without a word, and
// after a connection to it was lost. It returns at once.
func (h *Hub) Recheck() {
	h.mu.Lock()
	open := slices.Clone(h.all)
	h.mu.Unlock()
	for _, st := range open {
		h.enqueue(job{kind: checkSession, session: st.session}, st.person)
	}
}

// RecheckSession does so for the streams of one session of a person.
func (h *Hub) RecheckSession(session, person domain.ID) {
	h.enqueue(job{kind: checkSession, session: session}, person)
}

// enqueue hands a job to the workers of the persons.
func (h *Hub) enqueue(j job, persons ...domain.ID) {
	shares := make([][]domain.ID, len(h.shards))
	for _, p := range persons {
		i := maphash.String(seed, string(p)) % uint64(len(h.shards))
		shares[i] = append(shares[i], p)
	}
	for i, mine := range shares {
		if len(mine) > 0 {
			h.shards[i].add(j, mine)
		}
	}
}

func (s *shard) add(j job, persons []domain.ID) {
	s.mu.Lock()
	whom, ok := s.waiting[j]
	if !ok {
		whom = make(map[domain.ID]struct{}, len(persons))
		s.waiting[j] = whom
		s.order = append(s.order, j)
	}
	for _, p := range persons {
		whom[p] = struct{}{}
	}
	s.mu.Unlock()
	select {
	case s.ready <- struct{}{}:
	default: // it is awake, or will be
	}
}

// take gives the next job and the persons of one share. They are out of the queue then:
// a wake that comes while they are served is a new one.
func (s *shard) take(buf []domain.ID) (j job, persons []domain.ID, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.order) == 0 {
		s.order = nil // lets go of a long queue's memory
		return job{}, buf, false
	}
	j, s.order = s.order[0], s.order[1:]
	whom := s.waiting[j]
	for p := range whom {
		if len(buf) == share {
			s.order = append(s.order, j)
			return j, buf, true
		}
		buf = append(buf, p)
		delete(whom, p)
	}
	delete(s.waiting, j)
	return j, buf, true
}

// worker is one worker's scratch space.
type worker struct {
	hub     *Hub
	streams []*stream
	event   []byte
}

func (h *Hub) work(s *shard) {
	w := worker{hub: h}
	var persons []domain.ID
	for {
		select {
		case <-h.ctx.Done():
			return
		case <-s.ready:
		}
		for h.ctx.Err() == nil {
			var j job
			var ok bool
			if j, persons, ok = s.take(persons[:0]); !ok {
				break
			}
			for _, p := range persons {
				w.serve(j, p)
			}
		}
	}
}

// serve does one job for one person.
func (w *worker) serve(j job, person domain.ID) {
	defer w.hub.recovered("worker")
	defer func() { clear(w.streams) }() // keep no closed stream alive
	w.streams = w.hub.streams(w.streams[:0], person, j.plan)
	if len(w.streams) == 0 {
		return
	}
	switch j.kind {
	case planChanged:
		w.announce(w.streams, j.plan)
	case message, noticed, deviceAdded:
		w.event = appendEvent(w.event[:0], j.hint())
		for _, st := range w.streams {
			if !st.is(j.session) {
				st.send(w.event)
			}
		}
	case checkSession:
		w.check(j.session)
	}
}

// announce asks for the person's cursor once and tells it to those of his streams that
// do not have it yet.
func (w *worker) announce(streams []*stream, plan domain.ID) {
	v := w.hub.viewer.Load()
	if v == nil {
		return
	}
	ctx, cancel := context.WithTimeout(w.hub.ctx, w.hub.opt.ViewerTimeout)
	defer cancel()
	rev, may := v.cursor(ctx, streams[0].person, streams[0].session, plan)
	for _, st := range streams {
		w.event = st.announce(w.event, plan, rev, may)
	}
}

// check ends the session's streams if it is over, else catches them up.
func (w *worker) check(session domain.ID) {
	v := w.hub.viewer.Load()
	if v == nil {
		return
	}
	ctx, cancel := context.WithTimeout(w.hub.ctx, w.hub.opt.ViewerTimeout)
	defer cancel()
	at, alive := v.alive(ctx, session)
	if !alive {
		w.hub.EndSession(session)
		return
	}
	var plans []domain.ID
	mine := slices.DeleteFunc(slices.Clone(w.streams), func(st *stream) bool { return st.session != session })
	for _, st := range mine {
		st.recheckAfter(at)
		for _, a := range st.told {
			if !slices.Contains(plans, a.plan) {
				plans = append(plans, a.plan)
			}
		}
	}
	for _, plan := range plans {
		watching := slices.DeleteFunc(slices.Clone(mine), func(st *stream) bool { return !st.watches(plan) })
		w.announce(watching, plan)
	}
}
