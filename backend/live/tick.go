package live

import (
	"time"

	"tavlen/backend/domain"
)

// tick is the one timer of all streams: heartbeats, maximum life, and sessions or
// permissions that run out. It counts seconds instead of reading a clock, so a machine
// whose clock jumps neither cuts every stream nor forgets the heartbeats.
func (h *Hub) tick() {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-h.ctx.Done():
			return
		case <-t.C:
			h.second()
		}
	}
}

// second does what is due in this second.
func (h *Hub) second() {
	defer h.recovered("tick")
	nowMs := h.opt.Clock.Now().UnixMilli()
	var beat, check, old []*stream
	h.mu.Lock()
	h.ticks++
	for _, st := range h.all {
		if h.ticks >= st.dieAt {
			old = append(old, st)
			continue
		}
		if h.ticks >= st.beatAt {
			st.beatAt = h.ticks + seconds(h.opt.Heartbeat)
			beat = append(beat, st)
		}
		if at := st.recheckAt.Load(); nowMs >= at {
			// Asked again in a minute should this question go unanswered.
			st.recheckAt.CompareAndSwap(at, nowMs+time.Minute.Milliseconds())
			check = append(check, st)
		}
	}
	h.mu.Unlock()
	for _, st := range check {
		h.enqueue(job{kind: checkSession, session: st.session}, st.person)
	}
	for _, st := range beat {
		st.send([]byte(":\n\n"))
	}
	for _, st := range old {
		st.end([]byte(":\n\n"))
	}
}

// schedule sets a new stream's times, under the hub's lock. The first heartbeat comes
// early and at random: after a restart all phones come at once, their beats need not.
func (h *Hub) schedule(st *stream) {
	st.beatAt = h.ticks + seconds(spread(0, h.opt.Heartbeat))
	st.dieAt = h.ticks + seconds(spread(h.opt.MaxLife-h.opt.MaxLife/10, h.opt.MaxLife+h.opt.MaxLife/10))
}

// seconds counts a duration in ticks, at least one.
func seconds(d time.Duration) int64 { return max(1, int64(d/time.Second)) }

// deadline is an instant for net.Conn, which goes by the machine's clock.
func (h *Hub) deadline(d time.Duration) time.Time { return domain.SystemClock{}.Now().Add(d) }
