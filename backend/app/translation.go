package app

import (
	"context"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// Translated is a message's words in another language, as a person wrote them.
type Translated struct {
	Lang, Text string
}

// TranslateMessage is a wish to put a translation beside a message.
type TranslateMessage struct {
	Plan domain.ID
	ID   domain.ID
	Translated
	Mutation
}

// MessageTranslated is the answer to a translation.
type MessageTranslated struct {
	ID domain.ID `json:"id"`
	At time.Time `json:"at"`
}

// TranslateMessage puts a person's translation beside a message, whoever of the thread wrote
// it. The words themselves stay as they are, and nobody is woken.
func (a *App) TranslateMessage(ctx context.Context, actor access.Actor, in TranslateMessage) (MessageTranslated, error) {
	return onPlan(ctx, a, actor, in.Plan, operation{"translate_message", in.ID}, in.Mutation, func(c *change) (MessageTranslated, error) {
		t, m, err := c.message(in.ID)
		if err != nil {
			return MessageTranslated{}, err
		}
		if _, writes := access.Thread(c.viewer, t, c.now); !writes {
			return MessageTranslated{}, domain.ErrForbidden
		}
		after, err := c.translate(m, in.Translated)
		if err != nil {
			return MessageTranslated{}, err
		}
		out := MessageTranslated{ID: m.ID, At: c.now.Truncate(time.Millisecond)}
		if after.Translation == m.Translation {
			if m.Translation.At != nil {
				out.At = *m.Translation.At
			}
			return out, nil
		}
		return out, c.replaceMessage(t, after, "translate_message")
	})
}

// translate is what staff may do: a citizen's own words are translated by whom the
// municipality asks.
func (c *change) translate(m domain.Message, words Translated) (domain.Message, error) {
	if c.actor.Person == c.state.head.Citizen {
		return m, domain.ErrForbidden
	}
	return m.Translate(c.actor.Person, words.Lang, words.Text, c.now.Truncate(time.Millisecond))
}
