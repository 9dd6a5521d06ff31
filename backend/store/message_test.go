package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// talk is a thread between a citizen and a consultant, with somebody who stands in.
type talk struct {
	*fixture
	h                           store.PlanHead
	citizen, consultant, deputy domain.ID
	thread                      domain.ID
}

func newTalk(f *fixture) *talk {
	f.t.Helper()
	h, consultant := f.plan()
	k := &talk{fixture: f, h: h, citizen: h.Citizen, consultant: consultant, deputy: f.person(domain.RoleConsultant), thread: domain.NewID()}
	f.write(func(tx *store.Tx) error {
		return tx.CreateThread(domain.Thread{ID: k.thread, Plan: h.ID, Between: []domain.ID{k.citizen, consultant}, Deputy: k.deputy, ReplyHours: 8})
	})
	return k
}

// say keeps a message and lets a minute pass.
func (k *talk) say(from domain.ID, text string) domain.ID {
	k.t.Helper()
	m := domain.Message{ID: domain.NewID(), Thread: k.thread, At: k.clock.Now(), From: from, Text: text, MessageKind: "text"}
	k.write(func(tx *store.Tx) error { return tx.AddMessage(k.h, m) })
	k.clock.Move(time.Minute)
	return m.ID
}

func (k *talk) unread(reader domain.ID) int64 {
	k.t.Helper()
	var s store.ThreadState
	k.read(func(tx *store.Tx) (err error) {
		s, err = tx.ThreadState(k.h, k.thread, reader)
		return err
	})
	return s.Unread
}

func (k *talk) markRead(reader, upTo domain.ID) (n int64) {
	k.t.Helper()
	k.write(func(tx *store.Tx) (err error) {
		n, err = tx.MarkRead(k.h, k.thread, upTo, reader, k.clock.Now())
		return err
	})
	return n
}

func TestMessagesComeInPagesOldestFirst(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		var ids []domain.ID
		for i := range 7 {
			ids = append(ids, k.say(k.citizen, fmt.Sprint("Besked ", i)))
		}
		page := func(before domain.ID, limit int) (texts []string, more bool) {
			f.read(func(tx *store.Tx) error {
				ms, m, err := tx.Messages(k.h, k.thread, before, limit)
				more = m
				for _, m := range ms {
					texts = append(texts, m.Text)
				}
				return err
			})
			return texts, more
		}
		for _, tc := range []struct {
			before domain.ID
			limit  int
			want   []string
			more   bool
		}{
			{"", 3, []string{"Besked 4", "Besked 5", "Besked 6"}, true},
			{ids[4], 3, []string{"Besked 1", "Besked 2", "Besked 3"}, true},
			{ids[1], 3, []string{"Besked 0"}, false},
			{ids[0], 3, nil, false},
			{"", 7, []string{"Besked 0", "Besked 1", "Besked 2", "Besked 3", "Besked 4", "Besked 5", "Besked 6"}, false},
			{ids[3], 3, []string{"Besked 0", "Besked 1", "Besked 2"}, false},
		} {
			got, more := page(tc.before, tc.limit)
			if diff := cmp.Diff(tc.want, got); diff != "" || more != tc.more {
				t.Errorf("%d before %s: more %t %s", tc.limit, tc.before, more, diff)
			}
		}
		other := newTalk(f)
		elsewhere := other.say(other.citizen, "Et andet sted")
		f.read(func(tx *store.Tx) error {
			for _, before := range []domain.ID{elsewhere, domain.NewID()} {
				if ms, _, err := tx.Messages(k.h, k.thread, before, 5); !errors.Is(err, domain.ErrNotFound) {
					t.Errorf("before what is not in the thread: %v, %v", ms, err)
				}
			}
			if ms, _, err := tx.Messages(other.h, k.thread, "", 5); err != nil || len(ms) > 0 {
				t.Errorf("another plan's thread gives %v, %v", ms, err)
			}
			if _, err := tx.Message(other.h, ids[0]); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("another plan's message: %v", err)
			}
			return nil
		})
	})
}

func TestTheSameMessageTwiceIsRefused(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		m := domain.Message{ID: domain.NewID(), Thread: k.thread, At: f.clock.Now(), From: k.citizen, Text: "Hej", MessageKind: "text"}
		add := func(tx *store.Tx) error { return tx.AddMessage(k.h, m) }
		f.write(add)
		if err := f.Write(t.Context(), add); !store.IsDuplicate(err) {
			t.Errorf("%v", err)
		}
	})
}

// TestWhoHasReadWhat: a message is read when the other side has read it; what the deputy
// writes is not the consultant's to read for the citizen.
func TestWhoHasReadWhat(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		expect := func(when string, citizen, consultant int64) {
			t.Helper()
			if c, s := k.unread(k.citizen), k.unread(k.consultant); c != citizen || s != consultant {
				t.Errorf("%s: the citizen has %d unread, the consultant %d; want %d and %d", when, c, s, citizen, consultant)
			}
		}
		question := k.say(k.citizen, "Er du der?")
		last := k.say(k.citizen, "Hallo?")
		expect("two questions", 0, 2)
		answer := k.say(k.deputy, "Maja er på ferie. Jeg hjælper.")
		expect("the deputy answered", 1, 2)
		k.say(domain.System, "I talte i telefon")
		if n := k.markRead(k.consultant, answer); n != 2 {
			t.Errorf("the consultant read %d", n)
		}
		expect("the consultant is back", 1, 0)
		if n := k.markRead(k.consultant, answer); n != 0 {
			t.Errorf("read again: %d", n)
		}
		at := f.clock.Now()
		f.clock.Move(time.Hour)
		if n := k.markRead(k.citizen, answer); n != 1 {
			t.Errorf("the citizen read %d", n)
		}
		expect("all read", 0, 0)
		f.read(func(tx *store.Tx) error {
			m, err := tx.Message(k.h, question)
			if err != nil || m.ReadAt == nil || !m.ReadAt.Equal(at) {
				t.Errorf("the question was read at %v, %v; want %s", m.ReadAt, err, at)
			}
			s, err := tx.ThreadState(k.h, k.thread, k.citizen)
			if !s.OldestUnread.IsZero() || !s.Last.Equal(testAnchorPlus(3*time.Minute)) {
				t.Errorf("%+v", s)
			}
			return err
		})
		k.say(k.citizen, "Tak")
		f.read(func(tx *store.Tx) error {
			s, err := tx.ThreadState(k.h, k.thread, k.consultant)
			if !s.OldestUnread.Equal(f.clock.Now().Add(-time.Minute)) || s.Unread != 1 {
				t.Errorf("%+v", s)
			}
			empty, err2 := tx.ThreadState(k.h, domain.NewID(), k.consultant)
			if empty != (store.ThreadState{}) {
				t.Errorf("an empty thread is %+v", empty)
			}
			return errors.Join(err, err2)
		})
		err := f.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.MarkRead(k.h, domain.NewID(), last, k.citizen, at)
			return err
		})
		if !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("up to a message of another thread: %v", err)
		}
	})
}

func TestThreadsKeepTheirReaders(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		secret := domain.Thread{ID: domain.NewID(), Plan: k.h.ID, Between: []domain.ID{k.deputy, k.citizen}, Confidential: true, ReplyHours: 16}
		changed := domain.Thread{ID: k.thread, Plan: k.h.ID, Between: []domain.ID{k.citizen, k.consultant}, ReplyHours: 4}
		stranger := changed
		stranger.Plan, stranger.ReplyHours = domain.NewID(), 99
		f.write(func(tx *store.Tx) error {
			return errors.Join(tx.PutThread(secret), tx.PutThread(changed), tx.PutThread(stranger))
		})
		f.read(func(tx *store.Tx) error {
			got, err := tx.Threads(k.h.ID)
			if diff := cmp.Diff([]domain.Thread{changed, secret}, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}
