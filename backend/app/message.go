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

// ThreadView is a thread as one of its readers sees it.
type ThreadView struct {
	ID      domain.ID   `json:"id"`
	Between []domain.ID `json:"between"`
	Unread  int64       `json:"unread"`
	// FirstUnread is where reading goes on.
	FirstUnread domain.ID  `json:"first_unread,omitempty"`
	LastAt      *time.Time `json:"last_at,omitempty"`
	MayWrite    bool       `json:"may_write"`
	// Contact is whom of her people the citizen writes with here; left out where it is staff.
	Contact domain.ID `json:"contact,omitempty"`
}

// MessageList is a page of one thread, oldest first, and the threads the reader has.
type MessageList struct {
	Threads  []ThreadView     `json:"threads"`
	Thread   domain.ID        `json:"thread,omitempty"`
	Messages []domain.Message `json:"messages"`
	More     bool             `json:"more"`
	// Changed are older ones than those of the newest page that became others lately: whoever
	// holds them shows them as they are now.
	Changed []domain.Message `json:"changed,omitempty"`
	// OfPeople is how many messages of her own people the citizen has not read, with the newest
	// page of a thread with staff: her phone counts them too, and says no more of them.
	OfPeople int64       `json:"of_people,omitempty"`
	People   []personDoc `json:"people"`
}

// How long, and how many, older messages that became others are told of with the newest page.
const (
	changedLately = 7 * 24 * time.Hour
	maxChanged    = 50
)

// MaxMessages is the longest page of messages.
const MaxMessages = 100

// ListMessages gives a page of a thread before a message (or the newest page). Without a
// thread it is the one with the consultant, or else the reader's first. One between the
// citizen and one of her people is named where it is asked for, and not among the others.
func (a *App) ListMessages(ctx context.Context, actor access.Actor, plan, thread, before domain.ID, limit int, purpose Purpose) (MessageList, error) {
	if limit <= 0 || limit > MaxMessages {
		limit = MaxMessages
	}
	out := MessageList{Threads: []ThreadView{}, Messages: []domain.Message{}}
	var rel access.RelationKind
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, viewer, err := a.reader(tx, actor, plan)
		if err != nil {
			return err
		}
		rel = viewer.Relation.Kind
		threads, err := a.threads(tx, viewer, plan)
		if err != nil {
			return err
		}
		named := func(t domain.Thread) bool { return t.ID == thread }
		if viewer.Relation.Kind == access.RelationContact || viewer.Relation.Kind == access.RelationCitizen && thread != "" && !slices.ContainsFunc(threads, named) {
			s, err := a.load(tx, head, house.Departments)
			if err != nil {
				return err
			}
			return a.listLine(tx, s, viewer, thread, before, limit, &out)
		}
		var people []domain.ID
		for _, t := range threads {
			state, err := tx.ThreadState(head, t.ID, actor.Person)
			if err != nil {
				return err
			}
			_, writes := access.Thread(viewer, t, a.clock.Now())
			if rel == access.RelationFormer {
				state.Unread, state.FirstUnread = 0, ""
			}
			view := ThreadView{ID: t.ID, Between: t.Between, Unread: state.Unread, FirstUnread: state.FirstUnread, MayWrite: writes}
			if !state.Last.IsZero() {
				view.LastAt = &state.Last
			}
			out.Threads = append(out.Threads, view)
			people = append(people, t.Between...)
		}
		if thread == "" && len(threads) > 0 {
			out.Thread = threads[0].ID
		}
		for _, t := range threads {
			if t.ID == thread {
				out.Thread = t.ID
			}
		}
		if thread != "" && out.Thread != thread {
			return domain.ErrNotFound
		}
		if out.Thread == "" {
			return nil
		}
		if out.Messages, out.More, err = tx.Messages(head, out.Thread, before, limit); err != nil {
			return err
		}
		if before == "" {
			if out.OfPeople, err = a.unreadOfPeople(tx, viewer, plan); err != nil {
				return err
			}
		}
		if before == "" && out.More {
			changed, err := tx.MessagesChanged(head, out.Thread, a.clock.Now().Add(-changedLately), maxChanged)
			if err != nil {
				return err
			}
			onPage := func(m domain.Message) bool {
				return slices.ContainsFunc(out.Messages, func(o domain.Message) bool { return o.ID == m.ID })
			}
			out.Changed = slices.DeleteFunc(changed, onPage)
		}
		withoutDevices(viewer, out.Messages, out.Changed)
		for _, m := range slices.Concat(out.Messages, out.Changed) {
			people = append(people, m.From)
			if m.NoAnswer != nil {
				people = append(people, m.NoAnswer.By)
			}
		}
		return a.namePeople(tx, viewer, people, &out.People)
	})
	if err != nil {
		return MessageList{}, err
	}
	return out, a.logRead(ctx, actor, readMessages, purpose, rel, plan)
}

func (a *App) namePeople(tx *store.Tx, v access.Viewer, ids []domain.ID, out *[]personDoc) error {
	slices.Sort(ids)
	people, err := tx.Persons(slices.Compact(ids)...)
	if err != nil {
		return err
	}
	// A contact is told of no department: where she lives may be protected.
	s := &state{facts: &access.Facts{Protected: true}, persons: map[domain.ID]domain.Person{}}
	for _, p := range people {
		s.persons[p.ID] = p
	}
	*out = s.renderPeople(v, ids)
	return nil
}

// threads gives those threads of a plan that the viewer reads; the consultant's first.
func (a *App) threads(tx *store.Tx, v access.Viewer, plan domain.ID) ([]domain.Thread, error) {
	all, err := tx.Threads(plan)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(t domain.Thread) bool {
		reads, _ := access.Thread(v, t, a.clock.Now())
		return !reads
	}), nil
}

// thread gives a thread that the viewer reads; without an id it is the consultant's.
func (a *App) thread(tx *store.Tx, v access.Viewer, plan, thread domain.ID) (domain.Thread, error) {
	threads, err := a.threads(tx, v, plan)
	if err != nil {
		return domain.Thread{}, err
	}
	return oneOf(threads, thread)
}

// threadTo gives a thread that the viewer writes in; a limited citizen reads none.
func (a *App) threadTo(tx *store.Tx, v access.Viewer, plan, thread domain.ID) (domain.Thread, error) {
	all, err := tx.Threads(plan)
	if err != nil {
		return domain.Thread{}, err
	}
	return oneOf(slices.DeleteFunc(all, func(t domain.Thread) bool {
		_, writes := access.Thread(v, t, a.clock.Now())
		return !writes
	}), thread)
}

func oneOf(threads []domain.Thread, thread domain.ID) (domain.Thread, error) {
	for _, t := range threads {
		if t.ID == thread || thread == "" {
			return t, nil
		}
	}
	return domain.Thread{}, domain.ErrNotFound
}

// Send is a message on its way. Its ID is made by the sender's phone: the same twice is
// one message.
type Send struct {
	Plan   domain.ID
	ID     domain.ID
	Thread domain.ID
	Text   string
	// Attachment is what was sent for the message before it; Kind says which, or nothing.
	Attachment domain.ID
	Kind       string
	Mood       domain.Mood
	// Translation is what staff had somebody write beside the words.
	Translation *Translated
	Mutation
}

// Sent is the answer to a message sent.
type Sent struct {
	ID     domain.ID `json:"id"`
	At     time.Time `json:"at"`
	Thread domain.ID `json:"thread"`
}

// SendMessage keeps a message and promises to wake the other reader.
func (a *App) SendMessage(ctx context.Context, actor access.Actor, in Send) (Sent, error) {
	if !in.ID.Valid() {
		return Sent{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "message:" + string(in.ID)
	}
	return onPlanAs(ctx, a, actor, in.Plan, operation{"send_message", in.ID}, in.Mutation, openThreads, func(c *change) (Sent, error) {
		t, err := a.threadTo(c.tx, c.viewer, in.Plan, in.Thread)
		if errors.Is(err, domain.ErrNotFound) {
			return c.sendLine(in)
		}
		if err != nil {
			return Sent{}, err
		}
		m := domain.Message{ID: in.ID, Thread: t.ID, At: c.now, From: actor.Person, Text: strings.TrimSpace(in.Text), MessageKind: "text", Mood: in.Mood}
		if in.Attachment != "" {
			if err := c.carry(&m, in.Attachment, in.Kind); err != nil {
				return Sent{}, err
			}
		} else if in.Kind != "" && in.Kind != m.MessageKind {
			return Sent{}, errNotEnclosed
		}
		if err := m.Validate(); err != nil {
			return Sent{}, err
		}
		if in.Translation != nil {
			if m, err = c.translate(m, *in.Translation); err != nil {
				return Sent{}, err
			}
		}
		// Sent before under another key, as by a phone that forgot the first: it is there.
		if had, err := c.tx.Message(c.state.head, m.ID); err == nil && sameMessage(had, m) {
			return Sent{ID: m.ID, At: had.At, Thread: t.ID}, nil
		}
		if err := c.autoReply(t, &m); err != nil {
			return Sent{}, err
		}
		if err := c.nameNewDevice(&m); err != nil {
			return Sent{}, err
		}
		if err := c.addMessage(t, m); err != nil || m.Attachment == nil {
			return Sent{ID: m.ID, At: m.At, Thread: t.ID}, err
		}
		return Sent{ID: m.ID, At: m.At, Thread: t.ID}, c.tx.Enclose(c.state.head, in.Attachment, m.ID)
	})
}

// nameNewDevice says on a message of the citizen's that the phone it comes from is new to her.
func (c *change) nameNewDevice(m *domain.Message) error {
	if m.From != c.state.head.Citizen {
		return nil
	}
	s, err := c.tx.Session(c.actor.Session)
	if errors.Is(err, domain.ErrNotFound) {
		return nil
	}
	if err == nil && s.IsNew(c.now) {
		m.Device = s.Device
	}
	return err
}

// withoutDevices takes from messages what their viewer is not told of the phones they came from.
func withoutDevices(v access.Viewer, lists ...[]domain.Message) {
	if v.SeesDevices() {
		return
	}
	for _, list := range lists {
		for i := range list {
			list[i].Device = ""
		}
	}
}

// sameMessage says whether a message that is there is the one that is sent.
func sameMessage(had, m domain.Message) bool {
	return had.From == m.From && had.Thread == m.Thread && had.RecalledAt == nil && had.FirstText() == m.Text && had.Mood == m.Mood && sameAttachment(had, m)
}

// keepMessage keeps a message at the end of its thread, with its audit row.
func (c *change) keepMessage(m domain.Message) error {
	if err := c.tx.AddMessage(c.state.head, m); err != nil {
		if store.IsDuplicate(err) {
			return domain.ErrKeyReused.Because(err)
		}
		return err
	}
	return c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: m.From, Session: c.actor.Session, Action: "message", Kind: "message", Item: m.ID})
}

func (c *change) addMessage(t domain.Thread, m domain.Message) error {
	if err := c.keepMessage(m); err != nil {
		return err
	}
	for _, p := range t.Between {
		if p != m.From && !c.state.former(p, c.now) {
			if err := c.notify(p, domain.NotifyNewMessage, m.ID); err != nil {
				return err
			}
		}
	}
	if err := c.ringDeputies(t, m); err != nil {
		return err
	}
	c.tellThread(t)
	return c.promiseAnswer(t, m)
}

// tellThread wakes the readers of a thread after commit.
func (c *change) tellThread(t domain.Thread) {
	c.tx.Tell(store.Signal{Plan: t.Plan, Thread: t.ID})
	c.tx.After(func() { c.app.WokenThread(t) })
}

// WokenThread wakes the open phones of a thread's readers.
func (a *App) WokenThread(t domain.Thread) {
	if a.wake == nil || a.muted {
		return
	}
	var readers []domain.ID
	err := a.store.Read(context.Background(), func(tx *store.Tx) error {
		rels, err := tx.Relations(t.Plan)
		for _, r := range rels {
			deputy := r.Relation.Kind == access.RelationDeputy && t.StandsIn(r.Person, a.clock.Now())
			if r.Relation.Live(a.clock.Now()) && (deputy || slices.Contains(t.Between, r.Person)) {
				readers = append(readers, r.Person)
			}
		}
		return err
	})
	if err != nil {
		a.log.Error("could not find whom to wake", "thread", t.ID, "error", err)
		return
	}
	a.wake.Message(t.Plan, t.ID, readers)
}

// MarkMessagesRead marks what others wrote in a thread as read, up to a message. A deputy
// reading does not mark for the consultant.
func (a *App) MarkMessagesRead(ctx context.Context, actor access.Actor, plan, thread, upTo domain.ID) (int64, error) {
	return onPlanAs(ctx, a, actor, plan, operation{"mark_messages_read", upTo}, Mutation{}, openThreads, func(c *change) (int64, error) {
		t, err := a.thread(c.tx, c.viewer, plan, thread)
		if errors.Is(err, domain.ErrNotFound) {
			return c.markLine(thread, upTo)
		}
		if err != nil {
			return 0, err
		}
		if !slices.Contains(t.Between, actor.Person) || c.viewer.Relation.Kind == access.RelationFormer {
			return 0, nil // it waits for the consultant, not for who looks on
		}
		n, err := c.tx.MarkRead(c.state.head, t.ID, upTo, actor.Person, c.now)
		if err == nil && n > 0 {
			c.tellThread(t)
		}
		return n, err
	})
}

// WokenThreadID does the same for a thread that another process wrote in.
func (a *App) WokenThreadID(ctx context.Context, plan, thread domain.ID) {
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Threads(plan)
		for _, t := range all {
			if t.ID == thread {
				a.WokenThread(t)
			}
		}
		return err
	})
	if err != nil {
		a.log.Error("could not find whom to wake", "thread", thread, "error", err)
	}
}
