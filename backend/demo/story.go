package demo

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// story tells one case as the operations that made it what it is.
type story struct {
	c    *Case
	head *domain.Plan
	// from is when the consultant took over and the plan was made: nothing on it is older.
	from time.Time
	// agreed is when the things that have no time of their own came on the board.
	agreed time.Time
	actors map[domain.ID]access.Actor
	ops    []operation
}

func newStory(set *Set, c *Case) *story {
	s := &story{c: c, actors: map[domain.ID]access.Actor{}}
	know := func(p domain.Person) {
		if p.Role.SignsIn() {
			s.actors[p.ID] = access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}
		}
	}
	for _, p := range set.Staff {
		know(p.Person)
	}
	for _, k := range c.Contacts {
		know(k.Person)
	}
	know(c.Citizen)
	s.from = c.Citizen.Citizen.ConsultantSince.Start()
	if s.from.IsZero() {
		s.from = set.Anchor
		for _, m := range c.Messages {
			if m.At.Before(s.from) {
				s.from = m.At
			}
		}
	}
	s.head, _ = s.find(c.Plan).(*domain.Plan) // the first thing in every case
	s.agreed = s.from
	if s.head.AgreedOn != "" {
		s.agreed = later(s.from, morning(s.head.AgreedOn))
	}
	return s
}

// morning and midday stand for a day of which no hour is known: in the one things are
// made, in the other they are done.
func morning(d domain.Date) time.Time { return d.Start().Add(8 * time.Hour) }
func midday(d domain.Date) time.Time  { return d.Start().Add(12 * time.Hour) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if b.IsZero() || a.Before(b) {
		return a
	}
	return b
}

func (s *story) add(at time.Time, what string, run func(context.Context, *app.App) error) {
	s.ops = append(s.ops, operation{later(at, s.from), s.c.Key + "'s " + what, run})
}

// citizen gives the one whose story it is, as an actor.
func (s *story) citizen() access.Actor { return s.actors[s.c.Citizen.ID] }

// author gives the first of the persons who can have written it down himself; the
// consultant wrote down what none of them could.
func (s *story) author(persons ...domain.ID) domain.ID {
	for _, p := range persons {
		if _, ok := s.actors[p]; ok {
			return p
		}
	}
	return s.c.Consultant
}

// tell lists the operations of the case in the order in which one needs another; their
// times put them in the order in which they happened.
func (s *story) tell() []operation {
	s.add(s.from, "first day", func(ctx context.Context, a *app.App) error {
		_, err := a.CreateCitizen(ctx, s.actors[s.c.Consultant], app.NewCitizen{Person: s.c.Citizen, Plan: s.c.Plan, Title: s.head.Title, Mutation: once(s.c.Key)})
		if err != nil {
			return err
		}
		return a.ImportStrongSignIn(ctx, s.c.Citizen.ID)
	})
	for _, k := range s.c.Contacts {
		s.contact(k, s.c.grant(k.Person.ID))
	}
	for _, t := range s.c.Threads {
		s.add(s.from, "thread", func(ctx context.Context, a *app.App) error { return a.ImportThread(ctx, t) })
	}
	for _, it := range s.c.Items {
		s.item(it)
	}
	for _, t := range s.c.Threads {
		s.messages(t)
	}
	for _, w := range s.c.Deputies {
		s.add(w.From, "deputy's window", func(ctx context.Context, a *app.App) error {
			return a.OpenDeputyWindow(ctx, s.c.Plan, w.Deputy, access.Relation{From: w.From, To: w.To})
		})
	}
	for _, r := range s.c.AccessLog {
		s.add(r.At, "access log", func(ctx context.Context, a *app.App) error {
			return a.ImportRead(ctx, s.c.Plan, r.Who, r.At, store.DeedWords{Role: r.Role, What: r.What, Why: r.Why})
		})
	}
	return s.ops
}

// once gives a creation the hash that stands for what was sent. Its key is the thing's own
// id, as for a client that sends none.
func once(body string) app.Mutation {
	sum := sha256.Sum256([]byte(body))
	return app.Mutation{BodyHash: sum[:]}
}

// keep adds an item as it was at a time, where no use case makes just that.
func (s *story) keep(at time.Time, id domain.ID, it domain.Item, by domain.ID) {
	s.add(at, string(it.Kind()), func(ctx context.Context, a *app.App) error { return a.ImportItem(ctx, s.c.Plan, id, it, by) })
}

// put lets the citizen make an item, or change some fields of one that is there.
func (s *story) put(at time.Time, id domain.ID, kind domain.Kind, fields func() (domain.Fields, error), change bool) {
	s.add(at, string(kind), func(ctx context.Context, a *app.App) error {
		f, err := fields()
		if err != nil {
			return err
		}
		p := app.Put{Plan: s.c.Plan, Kind: kind, ID: id, Fields: f, Mutation: once(string(id))}
		if change {
			seen, err := a.Watch(ctx, s.citizen(), s.c.Plan)
			if err != nil {
				return err
			}
			p.Since = seen.Rev
		}
		_, err = a.PutItem(ctx, s.citizen(), p)
		return err
	})
}

// make lets the citizen make an item.
func (s *story) make(at time.Time, id domain.ID, it domain.Item) {
	s.put(at, id, it.Kind(), func() (domain.Fields, error) { return domain.FieldsOf(it) }, false)
}

// finish lets the citizen change what differs between two versions of an item.
func (s *story) finish(at time.Time, id domain.ID, before, after domain.Item) {
	s.put(at, id, after.Kind(), func() (domain.Fields, error) {
		b, err := domain.FieldsOf(before)
		if err != nil {
			return nil, err
		}
		f, err := domain.FieldsOf(after)
		if err != nil {
			return nil, err
		}
		out := domain.Fields{}
		for _, name := range domain.Changed(b, f) {
			if out[name] = f[name]; f[name] == nil {
				return nil, fmt.Errorf("%s is taken away, which nothing in a case does", name)
			}
		}
		return out, nil
	}, true)
}

// contact lets a contact be invited, say yes, and be removed, each in its time.
func (s *story) contact(k Contact, grant *domain.Contact) {
	stage := func(at time.Time, as *domain.Contact) {
		s.add(at, "contact "+k.Key, func(ctx context.Context, a *app.App) error { return a.ImportContact(ctx, s.c.Plan, k.Person, as) })
	}
	invited := *grant
	invited.Status, invited.AcceptedAt, invited.WithdrawnAt, invited.WithdrawnBy, invited.Effect = "invited", nil, nil, "", ""
	stage(grant.InvitedAt, &invited)
	last := grant.InvitedAt
	if grant.AcceptedAt != nil {
		accepted := invited
		accepted.Status, accepted.AcceptedAt = "active", grant.AcceptedAt
		last = *grant.AcceptedAt
		stage(last, &accepted)
	}
	if grant.WithdrawnAt != nil {
		last = *grant.WithdrawnAt
	}
	if grant.Status != "invited" && grant.Status != "active" {
		stage(last, grant)
	}
}

// messages replays a thread. What citizen and consultant wrote to each other they send and
// read again; what the use case cannot send (a voice, a call's note, a specialist's thread)
// is kept as it was.
func (s *story) messages(t domain.Thread) {
	var list []domain.Message
	for _, m := range s.c.Messages {
		if m.Thread == t.ID {
			list = append(list, m)
		}
	}
	again := t.ID == ThreadID(s.c.Plan) && readInOrder(list)
	for _, m := range list {
		if !again || !s.plain(m) {
			s.add(m.At, "message", func(ctx context.Context, a *app.App) error { return a.ImportMessage(ctx, s.c.Plan, m) })
			continue
		}
		s.add(m.At, "message", func(ctx context.Context, a *app.App) error {
			_, err := a.SendMessage(ctx, s.actors[m.From], app.Send{Plan: s.c.Plan, ID: m.ID, Thread: t.ID, Text: m.Text, Mutation: once(m.Text)})
			return err
		})
		if m.ReadAt == nil {
			continue
		}
		reader := t.Between[0]
		if reader == m.From {
			reader = t.Between[1]
		}
		s.add(*m.ReadAt, "reading", func(ctx context.Context, a *app.App) error {
			_, err := a.MarkMessagesRead(ctx, s.actors[reader], s.c.Plan, t.ID, m.ID)
			return err
		})
	}
}

// plain says whether sending the text makes the whole message.
func (s *story) plain(m domain.Message) bool {
	sent := domain.Message{ID: m.ID, Thread: m.Thread, At: m.At, From: m.From, Text: m.Text, MessageKind: "text", ReadAt: m.ReadAt}
	return sent == m && (m.From == s.c.Citizen.ID || m.From == s.c.Consultant) && !m.At.Before(s.from)
}

// readInOrder says whether each message was read no earlier than those before it by the
// same author: then reading up to one says when each was read.
func readInOrder(list []domain.Message) bool {
	last := map[domain.ID]*domain.Message{}
	for i := range list {
		m := &list[i]
		if m.From == domain.System {
			continue
		}
		if before := last[m.From]; before != nil {
			unordered := m.At.Before(before.At)
			overtaken := m.ReadAt != nil && (before.ReadAt == nil || m.ReadAt.Before(*before.ReadAt))
			if unordered || overtaken {
				return false
			}
		}
		last[m.From] = m
	}
	return true
}

// firstOfTimes gives the earliest of the times that are not zero, no later than limit.
func firstOfTimes(limit time.Time, times ...time.Time) time.Time {
	for _, t := range times {
		limit = earlier(limit, t)
	}
	return limit
}

// deref gives an instant, the zero time for none.
func deref(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// stepsOf gives the steps of a goal.
func (s *story) stepsOf(goal domain.ID) []*domain.Step {
	var out []*domain.Step
	for _, it := range s.c.Items {
		if step, ok := it.Item.(*domain.Step); ok && step.Goal == goal {
			out = append(out, step)
		}
	}
	return out
}
