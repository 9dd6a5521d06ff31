package app

import (
	"context"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// OnHandover are somebody's words about the change of consultant on a plan.
type OnHandover struct {
	Plan domain.ID
	Text string
	Mutation
}

var (
	errNoHandover = &domain.Error{Code: domain.CodeNotFound, Detail: "Der er ikke noget skift af konsulent."}
	errSaidHello  = &domain.Error{Code: domain.CodeAlreadyAnswered, Detail: "Du har sagt hej. Skriv en besked i stedet."}
)

// HelloFromConsultant keeps the new consultant's first word, and puts it in the conversation.
// It is no answer to what the citizen waits for.
func (a *App) HelloFromConsultant(ctx context.Context, actor access.Actor, in OnHandover) (Handed, error) {
	return onPlan(ctx, a, actor, in.Plan, operation{"hello_from_consultant", in.Plan}, in.Mutation, func(c *change) (Handed, error) {
		id, stored := c.state.handover(func(h *domain.Handover) bool { return h.To == actor.Person && h.Holds(c.now) })
		if stored == nil {
			return Handed{}, errNoHandover
		}
		text := strings.TrimSpace(in.Text)
		switch {
		case !c.state.facts.Can(c.viewer, access.ActHello, domain.Ref{Kind: domain.KindHandover, ID: id}, stored, c.now):
			return Handed{}, domain.ErrForbidden
		case text == "":
			return Handed{}, refused("text", "Skriv et hej.")
		case stored.Hello == text:
			return handed(id, stored), nil
		case stored.Hello != "":
			return Handed{}, errSaidHello
		}
		h, at := *stored, inUTC(c.now)
		h.Hello, h.HelloAt = text, &at
		if err := h.Validate(); err != nil {
			return Handed{}, err
		}
		t, err := c.app.thread(c.tx, c.viewer, in.Plan, "")
		if err != nil {
			return Handed{}, err
		}
		m := domain.Message{ID: helloOf(id), Thread: t.ID, At: c.now, From: actor.Person, Text: text, MessageKind: "text"}
		if err := c.sayBeside(t, m); err != nil {
			return Handed{}, err
		}
		if err := c.notify(c.state.head.Citizen, domain.NotifyNewMessage, m.ID); err != nil {
			return Handed{}, err
		}
		return handed(id, &h), c.keep(domain.KindHandover, id, &h, "hello_from_consultant")
	})
}

// TellNewConsultant keeps what the citizen wants the new consultant to know, in his own words;
// no words take it back. The new one sees it from her first second on, and nobody else does.
func (a *App) TellNewConsultant(ctx context.Context, actor access.Actor, in OnHandover) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"tell_new_consultant", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) {
		out := keptReceipt{Receipt: Receipt{Kind: domain.KindHandover}}
		if err := c.may(access.ActTellNew, domain.Ref{Kind: domain.KindHandover}, nil); err != nil {
			return out, err
		}
		id, stored := c.state.handover(func(h *domain.Handover) bool { return h.WithdrawnAt == nil && c.now.Before(h.Until) })
		if stored == nil {
			return out, errNoHandover
		}
		out.ID, out.Cursor = id, c.state.cursor(c.viewer, c.now)
		h, at := *stored, inUTC(c.now)
		if h.ForNew = strings.TrimSpace(in.Text); h.ForNew == stored.ForNew {
			return out, nil
		}
		if h.ForNewAt = &at; h.ForNew == "" {
			h.ForNewAt = nil
		}
		if err := h.Validate(); err != nil {
			return out, err
		}
		out.Changed = true
		if err := c.keep(domain.KindHandover, id, &h, "tell_new_consultant"); err != nil {
			return out, err
		}
		if h.Holds(c.now) && h.ForNew != "" {
			if err := c.notify(h.To, domain.NotifyStaffHandover, domain.DerivedID(string(id), "word", c.now.String())); err != nil {
				return out, err
			}
		}
		var err error
		out.Cursor, err = c.cursorAfter("")
		return out, err
	})
	return a.receipt(actor, in.Plan, r), err
}
