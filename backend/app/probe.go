package app

import (
	"context"
	"sync"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// probes remembers, for a moment, how far plans have come and what their viewers are to
// them. An entry counts only while nothing was committed: by this process, or by another
// that told of it. Its age bounds what another process did without a word.
type probes struct {
	mu    sync.Mutex
	known map[viewKey]probed
}

type probed struct {
	head     store.PlanHead
	relation access.Relation
	commits  int64
	read     time.Time // by the machine's clock
	at       time.Time // by the people's: a window may have opened since
}

const (
	probeLife = time.Second
	maxProbes = 20000
)

// probe finds a plan through the actor's scope, as viewer does, from memory where that is
// as good as the store.
func (a *App) probe(ctx context.Context, actor access.Actor, plan domain.ID, now time.Time) (store.PlanHead, access.Viewer, error) {
	key := viewKey{plan, actor.Person, false} // what somebody is to a plan is the same however he came in
	// Both are taken before the store is asked: what is committed meanwhile makes the entry old.
	commits, read := a.store.Commits(), domain.SystemClock{}.Now()
	a.probes.mu.Lock()
	p, ok := a.probes.known[key]
	a.probes.mu.Unlock()
	if v := (access.Viewer{Actor: actor, Relation: p.relation}); ok && p.commits == commits && read.Sub(p.read) < probeLife && now.Sub(p.at).Abs() < probeLife && v.MayOpen(now) {
		return p.head, v, nil
	}
	var head store.PlanHead
	var viewer access.Viewer
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		head, viewer, err = a.viewer(tx, actor, plan)
		return err
	})
	if err != nil {
		return head, viewer, err
	}
	a.probes.mu.Lock()
	defer a.probes.mu.Unlock()
	if len(a.probes.known) >= maxProbes {
		clear(a.probes.known)
	}
	a.probes.known[key] = probed{head, viewer.Relation, commits, read, now}
	return head, viewer, nil
}
