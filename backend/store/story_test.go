package store_test

import (
	"errors"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutStoryExports undoes step 32.
func (f *fixture) withoutStoryExports() { f.exec("DROP TABLE story_export") }

// What somebody fetched of a story is his alone to find, until he ended it; also when its citizen is
// erased, of whom it tells nothing.
func TestStoriesOut(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		first := store.StoryOut{ID: domain.NewID(), Plan: k.h.ID, Story: domain.NewID(), Person: k.consultant, At: f.clock.Now().UTC().Truncate(time.Millisecond)}
		second := first
		second.ID, second.At = domain.NewID(), first.At.Add(time.Minute)
		f.write(func(tx *store.Tx) error {
			for _, s := range []store.StoryOut{second, first, first} {
				if err := tx.AddStoryOut(s); err != nil {
					return err
				}
			}
			return nil
		})
		f.write(func(tx *store.Tx) error {
			_, err := tx.ErasePerson(k.citizen)
			return err
		})
		f.read(func(tx *store.Tx) error {
			mine, err := tx.StoriesOut(k.consultant)
			if err != nil || len(mine) != 2 || mine[0] != first || mine[1] != second {
				t.Errorf("%+v, %v", mine, err)
			}
			if theirs, err := tx.StoriesOut(k.citizen); err != nil || len(theirs) != 0 {
				t.Errorf("of another: %+v, %v", theirs, err)
			}
			return nil
		})
		for range 2 {
			f.write(func(tx *store.Tx) error { return tx.EndStoryOut(first.ID) })
		}
		f.read(func(tx *store.Tx) error {
			if _, err := tx.StoryOut(first.ID); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("ended: %v", err)
			}
			if s, err := tx.StoryOut(second.ID); err != nil || s != second {
				t.Errorf("%+v, %v", s, err)
			}
			return nil
		})
	})
}
