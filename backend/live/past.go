package live

import (
	"slices"

	"tavlen/backend/domain"
)

// wake is something that happened, as the hub was told.
type wake struct {
	kind                  kind
	plan, thread, session domain.ID
	persons               []domain.ID // nil for a plan's change: the cursor decides
}

func (w wake) job() job {
	return job{kind: w.kind, plan: w.plan, thread: w.thread, session: w.session}
}

// hints says whether it is told to everybody whom it concerns in the same words.
func (w wake) hints() bool { return w.kind == message || w.kind == noticed || w.kind == deviceAdded }

// concerns says whether the person is one of those it was said to.
func (w wake) concerns(person domain.ID) bool { return slices.Contains(w.persons, person) }

// ends says whether the wake is the end of the stream.
func (w wake) ends(st *stream) bool {
	switch w.kind {
	case endSession:
		return w.session == st.session
	case endPerson:
		return w.concerns(st.person)
	}
	return false
}

// past remembers the last wakes. A stream's first events are read before the hub knows
// the stream; what happens in between is looked up here. It runs under the hub's lock.
type past struct {
	count Mark // wakes so far
	ring  [512]wake
}

func (p *past) add(w wake) {
	p.ring[p.count%Mark(len(p.ring))] = w
	p.count++
}

// mark is never zero, so that zero can mean unknown.
func (p *past) mark() Mark { return p.count + 1 }

// since gives what happened after the mark, oldest first; known is false when that is
// too long ago to say.
func (p *past) since(m Mark) (missed []wake, known bool) {
	if m == 0 || m > p.mark() || p.mark()-m > Mark(len(p.ring)) {
		return nil, false
	}
	for i := m - 1; i < p.count; i++ {
		missed = append(missed, p.ring[i%Mark(len(p.ring))])
	}
	return missed, true
}
