package app

import (
	"context"
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// EndingDeed is what staff do about an effort that waits for the citizen's word, and why. The
// citizen reads it.
type EndingDeed struct {
	Plan, ID domain.ID
	Why      string
	Mutation
}

// UndoEnd takes back that an effort is about to end, as long as the citizen has not said his
// word: it stands as if nobody had begun.
func (a *App) UndoEnd(ctx context.Context, actor access.Actor, in EndingDeed) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"undo_end", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.undoEnd(in) })
	return a.receipt(actor, in.Plan, r), err
}

// EndWithoutWord ends an effort whose citizen has not said his word in all the time he was
// given. He may still say it.
func (a *App) EndWithoutWord(ctx context.Context, actor access.Actor, in EndingDeed) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"end_without_word", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.endWithoutWord(in) })
	return a.receipt(actor, in.Plan, r), err
}

// waiting finds an effort that waits for the citizen's word and that the actor may end.
func (c *change) waiting(in EndingDeed) (*domain.Effort, error) {
	ref := domain.Ref{Kind: domain.KindEffort, ID: in.ID}
	e, ok := c.state.byRef[ref].Item.(*domain.Effort)
	if !ok || !c.sees(ref) {
		return nil, domain.ErrNotFound
	}
	if err := c.may(access.ActWrite, ref, e); err != nil {
		return nil, err
	}
	switch {
	case e.Over():
		return nil, &domain.Error{Code: domain.CodeAlreadyAnswered, Detail: "Det er afsluttet."}
	case !e.AsksForWord():
		return nil, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Det er ikke ved at slutte."}
	case strings.TrimSpace(in.Why) == "":
		return nil, domain.ErrNeedsWhy
	}
	return e, nil
}

func (c *change) undoEnd(in EndingDeed) (keptReceipt, error) {
	before, err := c.waiting(in)
	if err != nil {
		return keptReceipt{}, err
	}
	was, err := c.beforeEnding(in.ID)
	if err != nil {
		return keptReceipt{}, err
	}
	e := *before
	e.Ending = nil
	e.ResultPlain, e.EndedReason, e.NextStep, e.PaidHoursPerWeek = was.ResultPlain, was.EndedReason, was.NextStep, was.PaidHoursPerWeek
	return c.keepDeed(in, before, &e, "Det slutter ikke alligevel. ", "undo_end")
}

// beforeEnding gives an effort as it was before anybody said that it is to end. What was said of
// the end is not kept anywhere else.
func (c *change) beforeEnding(id domain.ID) (*domain.Effort, error) {
	versions, err := c.tx.VersionsOf(c.state.head, domain.KindEffort, []domain.ID{id})
	if err != nil {
		return nil, err
	}
	for _, v := range slices.Backward(versions) {
		if e, ok := v.Item.(*domain.Effort); ok && e.Ending == nil {
			return e, nil
		}
	}
	return &domain.Effort{}, nil
}

func (c *change) endWithoutWord(in EndingDeed) (keptReceipt, error) {
	before, err := c.waiting(in)
	if err != nil {
		return keptReceipt{}, err
	}
	if by := before.WordBy(); domain.DateOf(c.now) < by {
		return keptReceipt{}, &domain.Error{Code: domain.CodeTooEarly, Detail: "Vent til " + by.Danish(c.now) + ". Borgeren kan nå at svare endnu."}
	}
	e := *before
	c.closeWith(&e, domain.EndWord{NotGiven: true, Why: strings.TrimSpace(in.Why), RecordedBy: c.actor.Person})
	return c.keepDeed(in, before, &e, "Det er slut uden dit eget ord. Du kan stadig skrive det. ", "end_without_word")
}

// keepDeed stores what became of the end, and tells the citizen what and why.
func (c *change) keepDeed(in EndingDeed, before, e *domain.Effort, what, action string) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindEffort, ID: in.ID}
	out := c.receiptOf(ref, true)
	if err := e.Validate(); err != nil {
		return out, err
	}
	var err error
	if out.PlanChange, err = c.tellCitizen(ref, before, e, what+strings.TrimSpace(in.Why), []string{"ending"}); err != nil {
		return out, err
	}
	return c.keepEnd(out, ref, before, e, action)
}
