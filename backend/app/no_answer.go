package app

import (
	"context"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// NeedNoAnswer is a word of the staff that a citizen's message needs no answer, or that it
// does after all.
type NeedNoAnswer struct {
	Plan, ID domain.ID
	Undone   bool
	Mutation
}

// NoAnswerNeeded is the answer to it; At is left out where an answer is needed.
type NoAnswerNeeded struct {
	ID domain.ID  `json:"id"`
	At *time.Time `json:"at,omitempty"`
}

// NeedNoAnswer keeps that a message of the citizen's, and what she wrote before it, needs no
// answer: she is told that it was read, nobody waits any more and nobody is told that
// somebody does. Undone, the wait goes on from where it began; who was told of it already is
// not told again. Both stand in the plan's log.
func (a *App) NeedNoAnswer(ctx context.Context, actor access.Actor, in NeedNoAnswer) (NoAnswerNeeded, error) {
	return onPlan(ctx, a, actor, in.Plan, operation{"need_no_answer", in.ID}, in.Mutation, func(c *change) (NoAnswerNeeded, error) {
		out := NoAnswerNeeded{ID: in.ID}
		t, m, err := c.message(in.ID)
		switch {
		case err != nil:
			return out, err
		case m.From != c.state.head.Citizen:
			return out, refused("", "Kun en besked fra borgeren kan vente på svar.")
		case m.RecalledAt != nil:
			return out, domain.ErrRecalled
		}
		if in.Undone == (m.NoAnswer == nil) {
			if m.NoAnswer != nil {
				out.At = &m.NoAnswer.At
			}
			return out, nil
		}
		action := "answer_needed"
		if m.NoAnswer = nil; !in.Undone {
			at := inUTC(c.now)
			m.NoAnswer, out.At, action = &domain.Deed{By: actor.Person, At: at}, &at, "no_answer_needed"
		}
		if err := c.replaceMessage(t, m, action); err != nil {
			return out, err
		}
		return out, c.waitAgain(t)
	})
}

// waitAgain brings the wait in a thread in line with what is said in it: it began with the
// citizen's first message that nobody has answered, nor said that it needs none.
func (c *change) waitAgain(t domain.Thread) error {
	first, err := c.unanswered(t)
	if err != nil {
		return err
	}
	if first.ID == "" {
		return c.answered(t.ID)
	}
	w := domain.Wait{Thread: t.ID, Plan: t.Plan, Message: first.ID, Since: first.At}
	if _, err := c.tx.EndWait(t.ID); err != nil {
		return err
	}
	if _, err := c.tx.BeginWait(w); err != nil {
		return err
	}
	return c.climbAnew(t, w, false)
}
