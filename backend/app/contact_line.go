package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ContactThread is the thread between the citizen and one of her people, as one of the two
// sees it.
type ContactThread struct {
	ID       domain.ID `json:"id"`
	Contact  domain.ID `json:"contact"`
	Unread   int64     `json:"unread"`
	MayWrite bool      `json:"may_write"`
}

// ListContactThreads gives the citizen her threads with her people, and a contact his own: as
// long as somebody may write there, and to her also what was written before.
func (a *App) ListContactThreads(ctx context.Context, actor access.Actor, plan domain.ID) ([]ContactThread, error) {
	out := []ContactThread{}
	house, err := a.House(ctx)
	if err != nil {
		return nil, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, v, err := a.viewer(tx, actor, plan)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		for _, r := range s.records {
			if r.Kind != domain.KindContact {
				continue
			}
			t, writes, err := s.line(v, domain.ContactThreadID(plan, r.ID), a.clock.Now())
			if err != nil {
				continue // not there for him
			}
			state, err := tx.ThreadState(head, t.ID, v.Person)
			if err != nil {
				return err
			}
			if writes || !state.Last.IsZero() {
				out = append(out, ContactThread{ID: t.ID, Contact: r.ID, Unread: state.Unread, MayWrite: writes})
			}
		}
		return nil
	})
	return out, err
}

// unreadOfPeople counts, for the citizen alone, what her people wrote and she has not read.
func (a *App) unreadOfPeople(tx *store.Tx, v access.Viewer, plan domain.ID) (int64, error) {
	if v.Relation.Kind != access.RelationCitizen {
		return 0, nil
	}
	return tx.UnreadOfPeople(plan, a.clock.Now())
}

// line finds the thread between the citizen and one of her people, and says whether the
// viewer writes there; without a name it is a contact's own. domain.ErrNotFound where it is
// not there for him.
func (s *state) line(v access.Viewer, thread domain.ID, now time.Time) (domain.Thread, bool, error) {
	if thread == "" && v.Relation.Kind == access.RelationContact {
		thread = domain.ContactThreadID(s.head.ID, v.Person)
	}
	for _, r := range s.records {
		if r.Kind != domain.KindContact || thread != domain.ContactThreadID(s.head.ID, r.ID) {
			continue
		}
		reads, writes := s.facts.Line(v, r.ID, now)
		if !reads {
			break
		}
		return domain.Thread{ID: thread, Plan: s.head.ID, Contact: r.ID, Between: []domain.ID{s.head.Citizen, r.ID}}, writes, nil
	}
	return domain.Thread{}, false, domain.ErrNotFound
}

// threadOrLine finds a thread with staff, or one between the citizen and one of her people.
func (a *App) threadOrLine(tx *store.Tx, s *state, v access.Viewer, thread domain.ID) (domain.Thread, error) {
	t, err := a.thread(tx, v, s.head.ID, thread)
	if errors.Is(err, domain.ErrNotFound) {
		t, _, err = s.line(v, thread, a.clock.Now())
	}
	return t, err
}

// listLine puts a page of such a thread into out. Nobody is told when the other one read:
// when she is awake is not his to know, nor the other way round.
func (a *App) listLine(tx *store.Tx, s *state, v access.Viewer, thread, before domain.ID, limit int, out *MessageList) error {
	t, writes, err := s.line(v, thread, a.clock.Now())
	if err != nil {
		return err
	}
	state, err := tx.ThreadState(s.head, t.ID, v.Person)
	if err != nil {
		return err
	}
	out.Thread = t.ID
	out.Threads = []ThreadView{{ID: t.ID, Between: t.Between, Unread: state.Unread, FirstUnread: state.FirstUnread, MayWrite: writes, Contact: t.Contact}}
	page := tx.MessagesHeard
	if v.Relation.Kind == access.RelationContact {
		page = tx.Messages
	}
	if out.Messages, out.More, err = page(s.head, t.ID, before, limit); err != nil {
		return err
	}
	for i := range out.Messages {
		out.Messages[i].ReadAt, out.Messages[i].Silent = nil, false
	}
	return a.namePeople(tx, v, slices.Clone(t.Between), &out.People)
}

var (
	errOnlyWords = domain.Invalid(domain.FieldError{Field: "text", Code: domain.CodeInvalid, Detail: "Her kan du kun sende ord."})
	errLineShut  = &domain.Error{Code: domain.CodeForbidden, Detail: "Du kan ikke skrive her nu. Personen er på pause, er slået fra eller er ikke med mere."}
)

// sendLine keeps a message between the citizen and one of her people. He is answered alike
// whether she hears it or not.
func (c *change) sendLine(in Send) (Sent, error) {
	t, writes, err := c.state.line(c.viewer, in.Thread, c.now)
	switch {
	case err != nil:
		return Sent{}, err
	case !writes:
		return Sent{}, errLineShut
	case in.Attachment != "" || in.Translation != nil || in.Mood != "" || in.Kind != "" && in.Kind != "text":
		return Sent{}, errOnlyWords
	}
	m := domain.Message{ID: in.ID, Thread: t.ID, At: c.now, From: c.actor.Person, Text: strings.TrimSpace(in.Text), MessageKind: "text"}
	if err := domain.CheckContactMessage(m.Text); err != nil {
		return Sent{}, err
	}
	if had, err := c.tx.Message(c.state.head, m.ID); err == nil && sameMessage(had, m) {
		return Sent{ID: m.ID, At: had.At, Thread: t.ID}, nil
	}
	to, kind := t.Contact, domain.NotifyCitizenWrote
	if m.From == t.Contact {
		if err := c.mayWriteMore(t); err != nil {
			return Sent{}, err
		}
		to, kind, m.Silent = c.state.head.Citizen, domain.NotifyContactWrote, c.state.facts.LineIsSilent(t.Contact)
	}
	if m.Silent {
		m.ReadAt = &m.At // she has nothing to read
	}
	if err := c.tx.EnsureContactThread(t); err != nil {
		return Sent{}, err
	}
	if err := c.keepMessage(m); err != nil {
		return Sent{}, err
	}
	sent := Sent{ID: m.ID, At: m.At, Thread: t.ID}
	if m.Silent {
		return sent, nil
	}
	// His own other phones are not woken, since they would be when she hears it and not when
	// she does not.
	c.tellReader(t, to)
	if m.From != t.Contact {
		c.tellReader(t, m.From)
	}
	return sent, c.notify(to, kind, m.ID)
}

// mayWriteMore counts what a contact wrote in the hour before.
func (c *change) mayWriteMore(t domain.Thread) error {
	when, err := c.tx.WrittenSince(t.ID, t.Contact, c.now.Add(-domain.ContactMessagesIn))
	if err != nil || len(when) < domain.MaxContactMessages {
		return err
	}
	wait := when[len(when)-domain.MaxContactMessages].Add(domain.ContactMessagesIn).Sub(c.now)
	return &domain.Error{Code: domain.CodeRateLimited, Detail: "Du har skrevet ti gange på en time. Vent lidt, og skriv så igen.", RetryAfter: int(wait/time.Second) + 1}
}

// tellReader wakes the open phones of one reader of a thread after commit.
func (c *change) tellReader(t domain.Thread, reader domain.ID) {
	c.tx.Tell(store.Signal{Plan: t.Plan, Thread: t.ID, To: reader})
	c.tx.After(func() { c.app.WokenReader(t.Plan, t.ID, reader) })
}

// WokenReader wakes the open phones of one reader of a thread.
func (a *App) WokenReader(plan, thread, reader domain.ID) {
	if a.wake != nil && !a.muted {
		a.wake.Message(plan, thread, []domain.ID{reader})
	}
}

// markLine marks what the other one wrote as read. The other one's phones are not woken: they
// would tell when.
func (c *change) markLine(thread, upTo domain.ID) (int64, error) {
	t, _, err := c.state.line(c.viewer, thread, c.now)
	if err != nil {
		return 0, err
	}
	return c.tx.MarkRead(c.state.head, t.ID, upTo, c.actor.Person, c.now)
}

// maxWritten is how many of a contact's messages stand among all that he sent; the rest
// stand on the line.
const maxWritten = 500

// written gives what a contact wrote on the line, among it what the citizen did not hear, as
// notes: the newest first.
func (a *App) written(ctx context.Context, head store.PlanHead, contact domain.ID) (out []domain.ContactNote, err error) {
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		all, _, err := tx.Messages(head, domain.ContactThreadID(head.ID, contact), "", maxWritten)
		for _, m := range slices.Backward(all) {
			if m.From == contact {
				out = append(out, domain.ContactNote{ID: m.ID, Of: domain.NoteMessage, Text: m.Text, At: m.At, Silent: m.Silent})
			}
		}
		return err
	})
	return out, err
}
