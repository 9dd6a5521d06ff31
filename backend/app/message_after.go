package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// AfterSent is a wish about a message that was sent.
type AfterSent struct {
	Plan domain.ID
	ID   domain.ID
	Text string // of a correction
	Mutation
}

// Recalled is the answer to a message taken back.
type Recalled struct {
	ID         domain.ID `json:"id"`
	RecalledAt time.Time `json:"recalled_at"`
}

// RecallMessage takes a message of the actor's own back, as long as that may be done by this
// program's clock. What was said is gone from everywhere; that something was said stays. A
// notification of it that waits is taken back too, and one that was sent gives way to another.
func (a *App) RecallMessage(ctx context.Context, actor access.Actor, in AfterSent) (Recalled, error) {
	return onPlanAs(ctx, a, actor, in.Plan, operation{"recall_message", in.ID}, in.Mutation, openThreads, func(c *change) (Recalled, error) {
		t, m, err := c.message(in.ID)
		if err != nil {
			return Recalled{}, err
		}
		gone, err := m.Recall(actor.Person, c.now.Truncate(time.Millisecond))
		if err != nil {
			return Recalled{}, err
		}
		out := Recalled{ID: m.ID, RecalledAt: *gone.RecalledAt}
		if m.RecalledAt != nil {
			return out, nil
		}
		if err := c.replaceMessage(t, gone, "recall_message"); err != nil {
			return out, err
		}
		if m.Attachment != nil && m.Attachment.ID != "" {
			if err := c.tx.DropEnclosure(c.state.head, m.Attachment.ID); err != nil {
				return out, err
			}
		}
		if err := c.unring(t, gone); err != nil {
			return out, err
		}
		return out, c.waitAnew(t, gone)
	})
}

// Corrected is the answer to a correction.
type Corrected struct {
	ID domain.ID `json:"id"`
	At time.Time `json:"at"`
}

// CorrectMessage gives a message of the actor's own other words. What it said before stays
// with it for all who read it. Staff's correction wakes nobody. The citizen's does where what
// it said before was read: nobody would look at it again.
func (a *App) CorrectMessage(ctx context.Context, actor access.Actor, in AfterSent) (Corrected, error) {
	return onPlanAs(ctx, a, actor, in.Plan, operation{"correct_message", in.ID}, in.Mutation, openThreads, func(c *change) (Corrected, error) {
		t, m, err := c.message(in.ID)
		if err != nil {
			return Corrected{}, err
		}
		now := c.now.Truncate(time.Millisecond)
		after, err := m.Correct(actor.Person, in.Text, now)
		if err != nil {
			return Corrected{}, err
		}
		if after.Text == m.Text {
			return Corrected{ID: m.ID, At: now}, nil
		}
		// Other words may well ask something.
		asks := after.NoAnswer != nil
		after.NoAnswer = nil
		out := Corrected{ID: m.ID, At: now}
		if err := c.replaceMessage(t, after, "correct_message"); err != nil || m.From != c.state.head.Citizen {
			return out, err
		}
		// What had been read is waited for from now on; what had not, since it was written.
		if err := c.readAnew(t, m, now); err != nil || !asks || m.ReadAt != nil {
			return out, err
		}
		return out, c.waitAgain(t)
	})
}

// readAnew makes a message of the citizen's, corrected now, one that is to be read and
// answered: by who had read it, and by whoever stands in and may have.
func (c *change) readAnew(t domain.Thread, m domain.Message, now time.Time) error {
	who, err := c.standIns(t, m.From)
	if err != nil {
		return err
	}
	if m.ReadAt != nil {
		if err := c.tx.Unread(c.state.head, m); err != nil {
			return err
		}
		who = append(who, slices.DeleteFunc(slices.Clone(t.Between), func(id domain.ID) bool { return id == m.From })...)
	}
	if len(who) == 0 {
		return nil
	}
	generation := "|" + strconv.FormatInt(now.UnixMilli(), 10)
	for _, p := range who {
		if err := c.app.notifyAs(c.tx, c.state.head.ID, p, domain.NotifyNewMessage, m.ID, generation, c.now); err != nil {
			return err
		}
	}
	w := domain.Wait{Thread: t.ID, Plan: t.Plan, Message: m.ID, Since: now}
	if began, err := c.tx.BeginWait(w); err != nil || !began {
		return err
	}
	return c.climb(t, w, generation)
}

// message finds a message in a thread that the actor writes in.
func (c *change) message(id domain.ID) (domain.Thread, domain.Message, error) {
	m, err := c.tx.Message(c.state.head, id)
	if err != nil {
		return domain.Thread{}, m, err
	}
	t, err := c.app.thread(c.tx, c.viewer, c.state.head.ID, m.Thread)
	return t, m, err
}

func (c *change) replaceMessage(t domain.Thread, m domain.Message, action string) error {
	if err := c.tx.ReplaceMessage(c.state.head, m); err != nil {
		return err
	}
	c.tellThread(t)
	return c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: c.by, Session: c.actor.Session, Action: action, Kind: "message", Item: m.ID})
}

// unring takes back the notifications of a message. Where a phone may have shown one already,
// another takes its place.
func (c *change) unring(t domain.Thread, m domain.Message) error {
	rung, err := c.tx.NotificationsAbout(m.ID, domain.NotifyNewMessage, append(slices.Clone(t.Between), t.Deputy)...)
	if err != nil {
		return err
	}
	if err := c.tx.ClearNotifications(m.ID, c.now, domain.NotifyNewMessage); err != nil {
		return err
	}
	for _, n := range rung {
		if n.Attempts == 0 || n.State == domain.NotificationOpened {
			continue
		}
		if err := c.notify(n.Person, domain.NotifyMessageRecalled, m.ID); err != nil {
			return err
		}
	}
	return nil
}

// waitAnew says what the citizen waits for after a message was taken back: his own is not
// waited for, and an answer that was taken back is none. What was said in the half minute
// before stands on the newest page.
func (c *change) waitAnew(t domain.Thread, m domain.Message) error {
	waits, err := c.tx.Waits(t.Plan)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waits, func(w domain.Wait) bool { return w.Thread == t.ID })
	switch {
	case m.From == c.state.head.Citizen && (i < 0 || waits[i].Message != m.ID), m.From != c.state.head.Citizen && i >= 0:
		return nil
	}
	if err := c.answered(t.ID); err != nil {
		return err
	}
	first, err := c.unanswered(t)
	if err != nil {
		return err
	}
	if first.ID == "" {
		return nil
	}
	w := domain.Wait{Thread: t.ID, Plan: t.Plan, Message: first.ID, Since: first.At}
	if began, err := c.tx.BeginWait(w); err != nil || !began {
		return err
	}
	return c.climb(t, w, "|"+string(m.ID))
}

// unanswered gives the citizen's first message on the newest page that nobody has answered
// since; none where nobody waits.
func (c *change) unanswered(t domain.Thread) (first domain.Message, err error) {
	page, _, err := c.tx.Messages(c.state.head, t.ID, "", MaxMessages)
	if err != nil {
		return first, err
	}
	for _, said := range slices.Backward(page) {
		switch {
		case said.RecalledAt != nil, said.From == domain.System, c.state.former(said.From, c.now), c.state.saidBeside(said.ID):
			continue
		case said.From != c.state.head.Citizen, said.NoAnswer != nil:
			return first, nil
		}
		first = said
	}
	return first, nil
}

// Found is what a search in a thread came to. It is never more than it says: what lies
// before Oldest was not looked at.
type Found struct {
	Messages []domain.Message `json:"messages"`
	People   []personDoc      `json:"people"`
	// Searched is how many messages were looked at, and Oldest the oldest of them: the next
	// search begins before it.
	Searched int        `json:"searched"`
	Oldest   domain.ID  `json:"oldest,omitempty"`
	OldestAt *time.Time `json:"oldest_at,omitempty"`
	// More says that there are older messages which were not looked at.
	More bool `json:"more"`
}

// The bounds of one search: every message must be opened to be read, since no index of
// words is kept.
const (
	maxScanned = 1000
	maxFound   = 50
	minWanted  = 2
	maxWanted  = 100
)

// SearchMessages looks for words in a thread, from a message (or the newest) backwards. The
// messages lie sealed and are opened one by one; so one search looks at so many and says how
// far it came.
func (a *App) SearchMessages(ctx context.Context, actor access.Actor, plan, thread, before domain.ID, words string, purpose Purpose) (Found, error) {
	wanted := folded(strings.TrimSpace(words))
	if n := len([]rune(wanted)); n < minWanted || n > maxWanted {
		return Found{}, domain.Invalid(domain.FieldError{Field: "words", Code: domain.CodeInvalid, Detail: "Skriv mindst to bogstaver."})
	}
	out := Found{Messages: []domain.Message{}}
	var rel access.RelationKind
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, viewer, err := a.reader(tx, actor, plan)
		if err != nil {
			return err
		}
		rel = viewer.Relation.Kind
		t, err := a.thread(tx, viewer, plan, thread)
		if err != nil {
			return err
		}
		page, more, err := tx.Messages(head, t.ID, before, maxScanned)
		if err != nil {
			return err
		}
		people := slices.Clone(t.Between)
		out.More = more
		for i, m := range slices.Backward(page) {
			out.Searched++
			out.Oldest, out.OldestAt = m.ID, &page[i].At
			if says(m, wanted) {
				out.Messages = append(out.Messages, m)
				people = append(people, m.From)
			}
			if len(out.Messages) == maxFound {
				out.More = more || i > 0
				break
			}
		}
		slices.Reverse(out.Messages)
		withoutDevices(viewer, out.Messages)
		return a.namePeople(tx, viewer, people, &out.People)
	})
	if err != nil {
		return Found{}, err
	}
	return out, a.logRead(ctx, actor, readMessages, purpose, rel, plan)
}

func says(m domain.Message, wanted string) bool {
	texts := []string{m.Text, m.Transcript}
	if m.Translation != nil {
		texts = append(texts, m.Translation.Text)
	}
	if m.Attachment != nil {
		texts = append(texts, m.Attachment.Alt)
	}
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(folded(s), wanted) })
}

// folded makes two ways of writing the same one: capitals, the two forms that "å" has in
// Unicode, and runs of blanks.
func folded(s string) string {
	s = norm.NFC.String(s)
	return strings.Join(strings.FieldsFunc(strings.Map(unicode.ToLower, s), unicode.IsSpace), " ")
}
