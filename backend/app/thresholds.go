package app

import (
	"context"
	"encoding/json"
	"sync"

	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// thresholdsKey keeps the thresholds, and thresholdsMarkKey changes with each loading.
const (
	thresholdsKey     = "thresholds"
	thresholdsMarkKey = "thresholds_mark"
)

// thresholdCache holds the thresholds as last read.
type thresholdCache struct {
	mu   sync.Mutex
	mark string
	sets attention.Sets
}

// LoadThresholds puts the municipality's and the citizens' own thresholds in place of those before.
func (a *App) LoadThresholds(ctx context.Context, sets attention.Sets) error {
	doc, err := json.Marshal(sets)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SetInstallation(thresholdsKey, string(doc)); err != nil {
			return err
		}
		if err := tx.SetInstallation(thresholdsMarkKey, string(domain.NewID())); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "load_thresholds", Kind: "thresholds"})
	})
}

// thresholdsIn gives the thresholds as a transaction sees them; another process may load new
// ones at any time.
func (a *App) thresholdsIn(tx *store.Tx) (attention.Sets, error) {
	mark, err := tx.Installation(thresholdsMarkKey)
	if err != nil || mark == "" {
		return attention.Sets{}, err
	}
	a.thresholds.mu.Lock()
	defer a.thresholds.mu.Unlock()
	if a.thresholds.mark == mark {
		return a.thresholds.sets, nil
	}
	doc, err := tx.Installation(thresholdsKey)
	if err != nil {
		return attention.Sets{}, err
	}
	var sets attention.Sets
	if err := json.Unmarshal([]byte(doc), &sets); err != nil {
		return attention.Sets{}, err
	}
	a.thresholds.mark, a.thresholds.sets = mark, sets
	return sets, nil
}
