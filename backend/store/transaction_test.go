package store_test

import (
	"context"
	"errors"
	"testing"

	"tavlen/backend/store"
)

// TestAWriteThatEndsBadlyLeavesNothing: however a transaction ends other than well, all of
// it is undone, nobody is told of a commit, and the one writer is free for the next.
func TestAWriteThatEndsBadlyLeavesNothing(t *testing.T) {
	failed := errors.New("failed")
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		for name, end := range map[string]func(stop context.CancelFunc) error{
			"an error":                  func(context.CancelFunc) error { return failed },
			"a panic":                   func(context.CancelFunc) error { panic(failed) },
			"a caller who has gone":     func(stop context.CancelFunc) error { stop(); return nil },
			"an error of one who left":  func(stop context.CancelFunc) error { stop(); return failed },
			"a panic of one who's gone": func(stop context.CancelFunc) error { stop(); panic(failed) },
		} {
			told := false
			err := func() (err error) {
				defer func() {
					if p := recover(); p != nil {
						err, _ = p.(error)
					}
				}()
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				return f.Write(ctx, func(tx *store.Tx) error {
					tx.After(func() { told = true })
					if _, err := tx.Bump(h.ID); err != nil {
						t.Errorf("%s: %v", name, err)
					}
					return end(stop)
				})
			}()
			if err == nil || told {
				t.Errorf("%s: %v, told: %v", name, err, told)
			}
			f.read(func(tx *store.Tx) error {
				head, err := tx.Plan(h.ID)
				if head.Rev != 0 {
					t.Errorf("%s: it was kept", name)
				}
				return err
			})
		}
		f.write(func(tx *store.Tx) error {
			if rev, err := tx.Bump(h.ID); rev != 1 || err != nil {
				t.Errorf("the next write: revision %d, %v", rev, err)
			}
			return nil
		})
	})
}
