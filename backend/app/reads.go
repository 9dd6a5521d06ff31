package app

import (
	"context"
	"sync"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// readLog remembers which readings are in the audit already: one line per session, plan,
// purpose and day is what a citizen can make sense of.
type readLog struct {
	mu   sync.Mutex
	seen map[readKey]bool
}

type readKey struct {
	session, plan domain.ID
	purpose       string
	day           domain.Date
}

const maxReadLog = 20000

func newReadLog() *readLog { return &readLog{seen: map[readKey]bool{}} }

// logRead writes who of the staff looked, before they see anything (GDPR art. 15; the
// citizen can read it). If it cannot be written there is no answer.
func (a *App) logRead(ctx context.Context, actor access.Actor, plan domain.ID, rel access.RelationKind, purpose string) error {
	if rel == access.RelationCitizen {
		return nil
	}
	now := a.clock.Now()
	key := readKey{actor.Session, plan, purpose, domain.DateOf(now)}
	a.reads.mu.Lock()
	known := a.reads.seen[key]
	a.reads.mu.Unlock()
	if known {
		return nil
	}
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		return tx.Audit(head, store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "read", Kind: domain.KindPlan, Item: plan, Rev: head.Rev,
			Words: &store.DeedWords{What: "Åbnede planen", Why: purpose}})
	})
	if err != nil {
		return err
	}
	a.reads.mu.Lock()
	defer a.reads.mu.Unlock()
	if len(a.reads.seen) >= maxReadLog {
		clear(a.reads.seen)
	}
	a.reads.seen[key] = true
	return nil
}

// ImportRead keeps a logged reading of an earlier time, with the words it was logged in.
func (a *App) ImportRead(ctx context.Context, plan, person domain.ID, when time.Time, words store.DeedWords) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		return tx.Audit(head, store.Deed{At: when, Person: person, Action: "read", Kind: domain.KindPlan, Item: plan, Rev: head.Rev, Words: &words})
	})
}
