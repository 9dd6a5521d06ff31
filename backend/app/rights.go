package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// AskForRight is the citizen's wish that something is corrected or erased.
type AskForRight struct {
	Plan, ID domain.ID
	What     string
	// About is the thing on the plan; nil is what she says in words.
	About *domain.Ref
	Words string
	Mutation
}

// OnRight is what is done about such a wish that is there.
type OnRight struct {
	Plan, ID domain.ID
	// Outcome and Text are of an answer; Text is also why it takes longer.
	Outcome, Text string
	Mutation
}

// AskForRight keeps the wish with the day by which it is to be answered, and wakes who answers.
func (a *App) AskForRight(ctx context.Context, actor access.Actor, in AskForRight) (Receipt, error) {
	if !in.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "right:" + string(in.ID)
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"ask_right", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.askForRight(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) askForRight(in AskForRight) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindRightsRequest, ID: in.ID}
	if err := c.may(access.ActAskRight, ref, nil); err != nil {
		return keptReceipt{}, err
	}
	if c.state.item(ref.Kind, in.ID) != nil {
		return keptReceipt{}, domain.ErrKeyReused
	}
	waiting := 0
	for _, r := range c.state.records {
		if it, ok := r.Item.(*domain.RightsRequest); ok && it.Waits() {
			waiting++
		}
	}
	switch {
	case waiting >= domain.MaxRightsWaiting:
		return keptReceipt{}, &domain.Error{Code: domain.CodeRateLimited, Detail: "Der er mange, der ikke er svaret på endnu. Tag en af dem tilbage, eller ring."}
	case in.About != nil && (in.What == domain.RightsEraseAll || in.About.Kind == domain.KindPlanChange || in.About.Kind == domain.KindRightsRequest):
		return keptReceipt{}, refused("about", "Skriv med dine egne ord, hvad det er.")
	case in.About != nil && !c.sees(*in.About):
		return keptReceipt{}, refused("about", "Det, der henvises til, findes ikke på planen.")
	}
	it := &domain.RightsRequest{What: in.What, About: in.About, Words: strings.TrimSpace(in.Words), At: inUTC(c.now), Due: domain.RightsDue(c.now, domain.RightsMonths), Status: domain.StatusWaiting}
	if in.About != nil {
		it.Department = c.state.facts.Secrecy(*in.About)
	}
	return c.keepRight(ref, it, "ask_right", func() error { return c.ringAnswering(ref) })
}

// keepRight stores a wish and does what follows from it.
func (c *change) keepRight(ref domain.Ref, it *domain.RightsRequest, action string, then func() error) (keptReceipt, error) {
	out := c.receiptOf(ref, true)
	if err := it.Validate(); err != nil {
		return out, err
	}
	if err := c.keep(ref.Kind, ref.ID, it, action); err != nil {
		return out, err
	}
	if err := then(); err != nil {
		return out, err
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// ringAnswering wakes those of the staff who see the wish and are to answer it.
func (c *change) ringAnswering(ref domain.Ref) error {
	viewers, err := c.viewers()
	if err != nil {
		return err
	}
	after, err := c.next()
	if err != nil {
		return err
	}
	for _, v := range viewers {
		if !v.Role.Staff() || !v.MayOpen(c.now) || !after.facts.See(v, ref, c.now).Sees {
			continue
		}
		if err := c.app.notifyAs(c.tx, c.state.head.ID, v.Person, domain.NotifyStaffRights, ref.ID, generationOf(c.now), c.now); err != nil {
			return err
		}
	}
	return nil
}

// WithdrawRight takes the wish back while it waits.
func (a *App) WithdrawRight(ctx context.Context, actor access.Actor, in OnRight) (Receipt, error) {
	return a.onRight(ctx, actor, "withdraw_right", access.ActWithdrawRight, in, func(c *change, ref domain.Ref, it *domain.RightsRequest) (keptReceipt, error) {
		at := inUTC(c.now)
		it.Status, it.WithdrawnAt = domain.StatusWithdrawn, &at
		return c.keepRight(ref, it, "withdraw_right", func() error { return c.tx.ClearNotifications(ref.ID, c.now, domain.NotifyStaffRights) })
	})
}

// LengthenRight keeps that an answer takes longer, and why: once, and within the first month (GDPR
// art. 12(3)).
func (a *App) LengthenRight(ctx context.Context, actor access.Actor, in OnRight) (Receipt, error) {
	return a.onRight(ctx, actor, "lengthen_right", access.ActAnswerRight, in, func(c *change, ref domain.Ref, it *domain.RightsRequest) (keptReceipt, error) {
		why := strings.TrimSpace(in.Text)
		switch {
		case it.Lengthened != nil:
			return keptReceipt{}, refused("text", "Fristen er forlænget én gang. Den kan ikke forlænges igen.")
		case domain.DateOf(c.now) > it.Due:
			return keptReceipt{}, refused("text", "Fristen er gået. Den kan ikke forlænges mere.")
		case why == "":
			return keptReceipt{}, refused("text", "Skriv, hvorfor det tager længere tid.")
		}
		it.Lengthened, it.Due = &domain.Deed{By: c.actor.Person, At: inUTC(c.now), Text: why}, domain.RightsDue(it.At, domain.RightsLonger)
		return c.keepRight(ref, it, "lengthen_right", func() error { return c.tellCitizenOfRight(ref.ID) })
	})
}

// AnswerRight keeps what became of the wish. That something was corrected or erased is said when it
// is done, and a refusal says why and where she can complain.
func (a *App) AnswerRight(ctx context.Context, actor access.Actor, in OnRight) (Receipt, error) {
	return a.onRight(ctx, actor, "answer_right", access.ActAnswerRight, in, func(c *change, ref domain.Ref, it *domain.RightsRequest) (keptReceipt, error) {
		text := strings.TrimSpace(in.Text)
		changed, err := c.changedSince(it)
		if err != nil {
			return keptReceipt{}, err
		}
		done := in.Outcome == domain.RightsCorrected || in.Outcome == domain.RightsErased
		switch {
		case !slices.Contains([]string{domain.RightsCorrected, domain.RightsErased, domain.RightsPartly, domain.RightsRefused}, in.Outcome):
			return keptReceipt{}, refused("outcome", "Vælg et svar.")
		case text == "":
			return keptReceipt{}, refused("text", "Skriv, hvad der er gjort, eller hvorfor det ikke kan lade sig gøre.")
		case done && it.What == domain.RightsEraseAll:
			return keptReceipt{}, refused("outcome", "Hele planen slettes af din leder efter en samtale. Så længe den er her, er den ikke slettet.")
		case done && it.About != nil && changed == nil:
			return keptReceipt{}, refused("outcome", "Ret eller slet det først. Svar så.")
		}
		at := inUTC(c.now)
		it.Status, it.Outcome, it.Answer, it.AnsweredAt, it.AnsweredBy, it.ChangedAt = domain.StatusAnswered, in.Outcome, text, &at, c.actor.Person, changed
		if !done {
			it.Complain = c.app.complain
		}
		return c.keepRight(ref, it, "answer_right", func() error {
			if err := c.tx.ClearNotifications(ref.ID, c.now, domain.NotifyStaffRights); err != nil {
				return err
			}
			return c.tellCitizenOfRight(ref.ID)
		})
	})
}

// changedSince gives when the thing that a wish is about was last changed or taken away after she
// asked; nil where it is as it was.
func (c *change) changedSince(it *domain.RightsRequest) (*time.Time, error) {
	if it.About == nil {
		return nil, nil
	}
	r, found := c.state.byRef[*it.About]
	if !found {
		var err error
		if r, err = c.tx.Item(c.state.head, it.About.Kind, it.About.ID); errors.Is(err, domain.ErrNotFound) {
			return nil, nil
		} else if err != nil {
			return nil, err
		}
	}
	if !r.At.After(it.At) {
		return nil, nil
	}
	at := inUTC(r.At)
	return &at, nil
}

func (c *change) tellCitizenOfRight(id domain.ID) error {
	return c.app.notifyAs(c.tx, c.state.head.ID, c.state.head.Citizen, domain.NotifyRightsAnswered, id, generationOf(c.now), c.now)
}

func (a *App) onRight(ctx context.Context, actor access.Actor, name string, act access.Action, in OnRight, fn func(*change, domain.Ref, *domain.RightsRequest) (keptReceipt, error)) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{name, in.ID}, in.Mutation, func(c *change) (keptReceipt, error) {
		ref := domain.Ref{Kind: domain.KindRightsRequest, ID: in.ID}
		stored, ok := c.state.byRef[ref].Item.(*domain.RightsRequest)
		if !ok || !c.sees(ref) {
			return keptReceipt{}, domain.ErrNotFound
		}
		if err := c.may(act, ref, stored); err != nil {
			return keptReceipt{}, err
		}
		if !stored.Waits() {
			return keptReceipt{}, errAnswered
		}
		it := *stored
		return fn(c, ref, &it)
	})
	return a.receipt(actor, in.Plan, r), err
}
