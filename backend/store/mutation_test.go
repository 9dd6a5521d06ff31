package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

type answer struct{ Rev int }

// TestTheFirstAnswerForEver: the same wish gets the same answer, a second later or a
// month, after a restart, and from whichever process.
func TestTheFirstAnswerForEver(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		peter, maja := domain.NewID(), domain.NewID()
		look := func(s *fixture, person domain.ID, key, op, body string) (got answer, found bool, err error) {
			f.t.Helper()
			err = s.Snapshot(t.Context(), func(tx *store.Tx) error {
				found, err = tx.Mutation(person, key, op, []byte(body), &got)
				return err
			})
			return got, found, err
		}
		if _, found, err := look(f, peter, "k", "put_goal", "body"); found || err != nil {
			t.Errorf("a key that was never used: %t, %v", found, err)
		}
		keep := func(person domain.ID, a answer) error {
			return f.Write(t.Context(), func(tx *store.Tx) error { return tx.KeepMutation(person, "k", "put_goal", []byte("body"), a) })
		}
		if err := keep(peter, answer{7}); err != nil {
			t.Fatal(err)
		}
		if err := keep(peter, answer{8}); !store.IsDuplicate(err) {
			t.Errorf("a key used twice: %v", err)
		}
		if err := keep(maja, answer{9}); err != nil {
			t.Errorf("two people's keys meet: %v", err)
		}
		for _, wait := range []time.Duration{time.Second, 31 * time.Second, 25 * time.Hour, 31 * 24 * time.Hour, 20 * 365 * 24 * time.Hour} {
			f.clock.Move(wait)
			if got, found, err := look(f.another(), peter, "k", "put_goal", "body"); !found || got.Rev != 7 || err != nil {
				t.Errorf("after %s: %+v, %t, %v", wait, got, found, err)
			}
		}
		for _, other := range [][3]string{{"k", "put_goal", "another body"}, {"k", "put_step", "body"}, {"k", "put_goal", ""}} {
			if got, _, err := look(f, peter, other[0], other[1], other[2]); !errors.Is(err, domain.ErrKeyReused) || got.Rev != 0 {
				t.Errorf("%v: %+v, %v", other, got, err)
			}
		}
	})
}

func TestTwentyAtOnceAreOne(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		second := f.another()
		var mu sync.Mutex
		answers := map[int]int{}
		var wg sync.WaitGroup
		for i := range 20 {
			s := []*fixture{f, second}[i%2]
			wg.Go(func() {
				var got answer
				err := s.Write(context.Background(), func(tx *store.Tx) error {
					if _, err := tx.Plan(h.ID); err != nil { // locks it, as the use cases do
						return err
					}
					found, err := tx.Mutation(h.Citizen, "k", "put", nil, &got)
					if found || err != nil {
						return err
					}
					rev, err := tx.Bump(h.ID)
					if err != nil {
						return err
					}
					got.Rev = int(rev)
					return tx.KeepMutation(h.Citizen, "k", "put", nil, got)
				})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				answers[got.Rev]++
				mu.Unlock()
			})
		}
		wg.Wait()
		if answers[1] != 20 {
			t.Errorf("answers %v", answers)
		}
	})
}
