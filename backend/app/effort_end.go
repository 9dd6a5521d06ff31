package app

import (
	"context"
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// EndEffort is what staff say when an effort is to end: what came of it, what comes then, who
// does that and by when. PaidHours is asked of a placement.
type EndEffort struct {
	Plan, ID  domain.ID
	Status    domain.Status
	Reason    string
	Result    string
	Next      domain.NextStep
	PaidHours *float64
	// Word is what the citizen said to whoever writes it down; nil asks him on his own phone.
	Word *domain.EndWord
	Mutation
}

// mayEndSo refuses that an effort ends by its status alone (requirement D2). A plan that is
// still a draft may be changed freely; one that is taken up again is as if it never ended.
func (c *change) mayEndSo(before domain.Item, it *domain.Effort) error {
	was, _ := before.(*domain.Effort)
	over := was != nil && was.Over()
	switch {
	case it.Over() && !over && !c.drafting():
		return incomplete(domain.FieldError{Field: "status", Code: domain.CodeEndIncomplete, Detail: "Brug »Afslut«: Sig, hvad der kom ud af det, og hvad der så skal ske."})
	case !it.Over() && over:
		it.Ending, it.EndWord = nil, nil
	}
	return nil
}

func incomplete(fields ...domain.FieldError) error {
	return &domain.Error{Code: domain.CodeEndIncomplete, Detail: "Det kan ikke bare slutte. Noget mangler at blive sagt.", Fields: fields}
}

// EndEffort keeps what staff say of an end, and asks the citizen for his own word; where that
// was written down with it, the effort ends at once.
func (a *App) EndEffort(ctx context.Context, actor access.Actor, in EndEffort) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"end_effort", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.endEffort(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) endEffort(in EndEffort) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindEffort, ID: in.ID}
	before, ok := c.state.byRef[ref].Item.(*domain.Effort)
	if !ok || !c.sees(ref) {
		return keptReceipt{}, domain.ErrNotFound
	}
	if err := c.may(access.ActWrite, ref, before); err != nil {
		return keptReceipt{}, err
	}
	if before.Over() {
		return keptReceipt{}, &domain.Error{Code: domain.CodeAlreadyAnswered, Detail: "Det er afsluttet."}
	}
	if missing := missingAtEnd(before, in); len(missing) > 0 {
		return keptReceipt{}, incomplete(missing...)
	}
	e := *before
	e.ResultPlain, e.EndedReason = strings.TrimSpace(in.Result), in.Reason
	next := in.Next
	next.Decided, next.Text = true, strings.TrimSpace(next.Text)
	e.NextStep = &next
	if in.PaidHours != nil {
		e.PaidHoursPerWeek = *in.PaidHours
	}
	e.Ending, e.EndWord = &domain.Ending{By: c.actor.Person, At: inUTC(c.now), Status: in.Status}, nil
	e.Ending.WordBy = e.WordBy()
	if in.Word != nil {
		c.closeWith(&e, domain.EndWord{Text: in.Word.Text, Skipped: in.Word.Skipped, RecordedBy: c.actor.Person})
	}
	if err := e.Validate(); err != nil {
		return keptReceipt{}, err
	}
	if err := c.checkReferences(in.ID, before, &e); err != nil {
		return keptReceipt{}, err
	}
	c.quiet = in.Word == nil // the citizen is asked, which tells him
	out := c.receiptOf(ref, true)
	var err error
	if out.PlanChange, err = c.tellCitizen(ref, before, &e, "Det er ved at slutte, og det er aftalt, hvad der så sker.", []string{"ending"}); err != nil {
		return out, err
	}
	return c.keepEnd(out, ref, before, &e, "end_effort")
}

// missingAtEnd lists what has to be said before an effort may end.
func missingAtEnd(e *domain.Effort, in EndEffort) []domain.FieldError {
	var out []domain.FieldError
	need := func(there bool, field, detail string) {
		if !there {
			out = append(out, domain.FieldError{Field: field, Code: domain.CodeEndIncomplete, Detail: detail})
		}
	}
	need(in.Status == domain.StatusCompleted || in.Status == domain.StatusDropped, "status", "Vælg, om det er færdigt eller stoppet.")
	need(slices.Contains(domain.EndedReasons, in.Reason), "reason", "Vælg, hvorfor det slutter.")
	need(strings.TrimSpace(in.Result) != "", "result", "Skriv, hvad der kom ud af det.")
	need(strings.TrimSpace(in.Next.Text) != "", "next.text", "Skriv, hvad der så skal ske.")
	need(in.Next.Who != "", "next.who", "Vælg, hvem der gør det.")
	need(in.Next.By != "" && in.Next.By.Valid(), "next.by", "Vælg, hvornår det senest er gjort.")
	need(!e.Placement() || in.PaidHours != nil, "paid_hours", "Skriv, hvor mange timer med løn det blev til. Skriv 0, hvis der ingen er.")
	if w := in.Word; w != nil {
		need(w.Skipped != (strings.TrimSpace(w.Text) != ""), "word", "Skriv borgerens eget ord, eller at borgeren ikke ville sige noget.")
	}
	return out
}

// closeWith ends an effort with the citizen's word. One that ends before its last day ends now.
func (c *change) closeWith(e *domain.Effort, w domain.EndWord) {
	w.At, w.Text = inUTC(c.now), strings.TrimSpace(w.Text)
	e.EndWord, e.Status = &w, e.Ending.Status
	if today := domain.DateOf(c.now); e.Start <= today && (e.End == "" || e.End > today) {
		e.End = today
	}
}

// keepEnd stores an effort whose end was spoken of, and does what follows.
func (c *change) keepEnd(out keptReceipt, ref domain.Ref, before, e *domain.Effort, action string) (keptReceipt, error) {
	if err := c.keep(ref.Kind, ref.ID, e, action); err != nil {
		return out, err
	}
	if err := c.consequences(ref, before, e); err != nil {
		return out, err
	}
	if e.AsksForWord() {
		if err := c.app.notifyAs(c.tx, c.state.head.ID, c.state.head.Citizen, domain.NotifyEndWord, ref.ID, generationOf(c.now), c.now); err != nil {
			return out, err
		}
	} else if err := c.tx.ClearNotifications(ref.ID, c.now, domain.NotifyEndWord); err != nil {
		return out, err
	}
	if e.Over() && !before.Over() {
		if err := c.wakeNext(ref.ID, e); err != nil {
			return out, err
		}
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// wakeNext tells those who have what waited for an effort that it has ended (requirement D7).
func (c *change) wakeNext(id domain.ID, ended *domain.Effort) error {
	for _, r := range c.state.records {
		e, ok := r.Item.(*domain.Effort)
		if !ok || e.Status != domain.StatusPlanned || e.After != id && ended.NextStep.Effort != r.ID {
			continue
		}
		owner := e.Responsible
		if !c.state.persons[owner].Role.Staff() {
			owner = c.state.consultant(c.now)
		}
		if owner == "" || owner == c.actor.Person {
			continue // whoever ends the one knows of the other
		}
		next := domain.Ref{Kind: domain.KindEffort, ID: r.ID}
		if sees, err := c.staffSees(owner, domain.Ref{Kind: domain.KindEffort, ID: id}, next); err != nil || !sees {
			if err != nil {
				return err
			}
			continue // that one ended would tell what is kept from him
		}
		if err := c.app.notifyAs(c.tx, c.state.head.ID, owner, domain.NotifyStaffStart, r.ID, generationOf(c.now), c.now); err != nil {
			return err
		}
	}
	return nil
}

// staffSees says whether one of the staff on the plan is shown all of some things, be it not
// the whole of each.
func (c *change) staffSees(person domain.ID, refs ...domain.Ref) (bool, error) {
	tied, err := c.relations()
	if err != nil {
		return false, err
	}
	p := c.state.persons[person]
	for _, t := range tied {
		v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: t.Relation}
		if t.Person != person || !p.Role.Staff() || !v.MayOpen(c.now) {
			continue
		}
		if !slices.ContainsFunc(refs, func(ref domain.Ref) bool { return !c.state.facts.See(v, ref, c.now).Sees }) {
			return true, nil
		}
	}
	return false, nil
}

// SayEndWord is the citizen's own word about an effort that ends, or that he would rather say
// nothing.
type SayEndWord struct {
	Plan, ID domain.ID
	Text     string
	Skipped  bool
	Mutation
}

// SayEndWord keeps the citizen's word, and with it the effort ends.
func (a *App) SayEndWord(ctx context.Context, actor access.Actor, in SayEndWord) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"say_end_word", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.sayEndWord(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) sayEndWord(in SayEndWord) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindEffort, ID: in.ID}
	before, ok := c.state.byRef[ref].Item.(*domain.Effort)
	if !ok || !c.sees(ref) {
		return keptReceipt{}, domain.ErrNotFound
	}
	if err := c.may(access.ActEndWord, ref, before); err != nil {
		return keptReceipt{}, err
	}
	text := strings.TrimSpace(in.Text)
	switch {
	case !before.MaySayWord():
		return keptReceipt{}, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Der er ikke spurgt om noget her lige nu."}
	case in.Skipped == (text != ""):
		return keptReceipt{}, incomplete(domain.FieldError{Field: "text", Code: domain.CodeEndIncomplete, Detail: "Skriv noget, eller sig, at du ikke vil sige noget."})
	}
	e := *before
	word := domain.EndWord{At: inUTC(c.now), Text: text, Skipped: in.Skipped}
	if e.Over() {
		e.EndWord = &word // it ended without it, and stays as it ended
	} else {
		c.closeWith(&e, word)
	}
	if err := e.Validate(); err != nil {
		return keptReceipt{}, err
	}
	out, err := c.keepEnd(c.receiptOf(ref, true), ref, before, &e, "say_end_word")
	if err != nil {
		return out, err
	}
	return out, c.app.notifyAs(c.tx, c.state.head.ID, before.Ending.By, domain.NotifyStaffAnswer, in.ID, generationOf(c.now), c.now)
}
