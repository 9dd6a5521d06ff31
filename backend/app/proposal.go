package app

import (
	"context"
	"strconv"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// Proposal is the consultant's word that a draft is ready.
type Proposal struct {
	Plan domain.ID
	// Why is what she says to the citizen of it.
	Why string
	Mutation
}

// PlanAnswer is what the citizen says to the draft: on the phone, or on paper, which the
// consultant records with a witness.
type PlanAnswer struct {
	Plan domain.ID
	// Proposal is the one that was answered; "" is the one there is.
	Proposal domain.ID
	Answer   domain.Answer
	Comment  string
	Paper    *domain.OnPaper
	// Since is the rev at which the citizen saw the draft; see AnswerChange.
	Since string
	Mutation
}

var (
	errAgreed     = domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Planen er allerede aftalt."})
	errNothingYet = domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Der er ikke noget på planen endnu. Skriv først et mål eller en aftale."})
	errNoProposal = domain.Invalid(domain.FieldError{Field: "answer", Code: domain.CodeInvalid, Detail: "Der er ikke noget udkast at svare på."})
	errNewer      = domain.Invalid(domain.FieldError{Field: "answer", Code: domain.CodeInvalid, Detail: "Der er kommet et nyt udkast. Læs det, og svar igen."})
)

// ProposePlan asks the citizen about the draft. Done again before she has answered, it
// changes what is said of it; after that it is a new question, and an answer to what she
// said (requirement A13).
func (a *App) ProposePlan(ctx context.Context, actor access.Actor, in Proposal) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"propose_plan", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) { return c.propose(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) propose(in Proposal) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}
	plan := *c.state.plan()
	out := keptReceipt{Receipt: Receipt{Kind: domain.KindPlanChange}}
	if err := c.may(access.ActPropose, ref, &plan); err != nil {
		return out, err
	}
	why := strings.TrimSpace(in.Why)
	what := c.sumUp()
	switch {
	case plan.Status != domain.StatusDraft:
		return out, errAgreed
	case what == "":
		return out, errNothingYet
	case why == "":
		return out, domain.ErrNeedsWhy
	}
	former, asked := c.proposal()
	pc := &domain.PlanChange{Version: plan.Version + 1, At: c.now, By: c.actor.Person, What: what, Why: why, Item: &ref}
	out.ID = domain.NewID()
	switch {
	case asked && former.CitizenAnswer == "":
		out.ID = plan.Proposal.Change
		if former.What == what && former.Why == why {
			out.PlanChange, out.Cursor = out.ID, c.state.cursor(c.viewer, c.now)
			return out, nil
		}
	case asked && former.Waits():
		answered := *former
		answered.Reply = &domain.Reply{By: c.actor.Person, At: c.now, Text: why}
		if err := c.keep(domain.KindPlanChange, plan.Proposal.Change, &answered, "answer"); err != nil {
			return out, err
		}
	}
	if err := pc.Validate(); err != nil {
		return out, err
	}
	plan.Proposal = &domain.Proposal{Change: out.ID, At: c.now.UTC(), By: c.actor.Person}
	if err := c.keep(domain.KindPlanChange, out.ID, pc, "propose"); err != nil {
		return out, err
	}
	if err := c.keep(domain.KindPlan, c.state.head.ID, &plan, "propose"); err != nil {
		return out, err
	}
	out.Changed, out.PlanChange = true, out.ID
	if err := c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, domain.DerivedID(string(out.ID), c.now.String())); err != nil {
		return out, err
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// proposal gives the plan change that the citizen was last asked about the draft in.
func (c *change) proposal() (*domain.PlanChange, bool) {
	p := c.state.plan().Proposal
	if p == nil {
		return nil, false
	}
	pc, ok := c.state.item(domain.KindPlanChange, p.Change).(*domain.PlanChange)
	return pc, ok
}

// drafting says that the plan is still being made and nobody is asked about it: what staff
// write then is no change of something agreed.
func (c *change) drafting() bool {
	pc, asked := c.proposal()
	return c.state.plan().Status == domain.StatusDraft && (!asked || pc.CitizenAnswer != "")
}

// sumUp says in one sentence what is on the draft, of what its consultant sees; "" where
// that is nothing.
func (c *change) sumUp() string {
	counts := map[domain.Kind]int{}
	for _, r := range c.state.records {
		put := !c.sees(r.Ref())
		switch it := r.Item.(type) {
		case *domain.Goal:
			put = put || it.Status == domain.StatusDropped
		case *domain.Step:
			put = put || it.Status == domain.StatusDropped
		case *domain.Effort:
			put = put || it.Status == domain.StatusDropped
		case *domain.Agreement:
			put = put || it.Status == domain.StatusDropped
		}
		if !put {
			counts[r.Kind]++
		}
	}
	var parts []string
	for _, k := range []struct {
		kind      domain.Kind
		one, many string
	}{{domain.KindGoal, "mål", "mål"}, {domain.KindStep, "skridt", "skridt"}, {domain.KindEffort, "slags hjælp", "slags hjælp"}, {domain.KindAgreement, "aftale", "aftaler"}} {
		switch n := counts[k.kind]; {
		case n == 1:
			parts = append(parts, "1 "+k.one)
		case n > 1:
			parts = append(parts, strconv.Itoa(n)+" "+k.many)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	if n := len(parts); n > 1 {
		parts = append(parts[:n-2], parts[n-2]+" og "+parts[n-1])
	}
	return "Udkastet til din plan er klar: " + strings.Join(parts, ", ") + "."
}

// AnswerPlan keeps the citizen's answer to the draft; her yes makes it the plan.
func (a *App) AnswerPlan(ctx context.Context, actor access.Actor, in PlanAnswer) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_plan", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerPlan(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerPlan(in PlanAnswer) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{Kind: domain.KindPlanChange}}
	act := access.ActAnswerPlan
	if in.Paper != nil {
		act = access.ActRecordAnswer
	}
	if err := c.may(act, domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}, c.state.plan()); err != nil {
		return out, err
	}
	pc, asked := c.proposal()
	switch {
	case !asked:
		return out, errNoProposal
	case in.Proposal != "" && in.Proposal != c.state.plan().Proposal.Change:
		return out, errNewer
	case in.Paper == nil:
		return c.answer(AnswerChange{Plan: in.Plan, ID: c.state.plan().Proposal.Change, Answer: in.Answer, Comment: in.Comment, Since: in.Since})
	}
	return c.recordAnswer(c.state.plan().Proposal.Change, *pc, in)
}

// recordAnswer keeps what the citizen answered on paper, with who saw it. She is told, and
// may answer anew on a phone.
func (c *change) recordAnswer(id domain.ID, pc domain.PlanChange, in PlanAnswer) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: id, Kind: domain.KindPlanChange}}
	paper := *in.Paper
	paper.Witness, paper.RecordedBy = strings.TrimSpace(paper.Witness), c.actor.Person
	if paper.On.Start().After(c.now) {
		return out, domain.Invalid(domain.FieldError{Field: "paper.on", Code: domain.CodeInvalid, Detail: "Dagen er ikke kommet endnu."})
	}
	if in.Answer == "" {
		return out, domain.Invalid(domain.FieldError{Field: "answer", Code: domain.CodeInvalid, Detail: "Vælg et svar."})
	}
	comment := strings.TrimSpace(in.Comment)
	if pc.Paper != nil && *pc.Paper == paper && pc.CitizenAnswer == in.Answer && pc.CitizenComment == comment {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	}
	if pc.CitizenAnswer != "" && pc.Paper == nil {
		// What she answered herself is not overwritten by another's hand.
		return out, domain.Invalid(domain.FieldError{Field: "answer", Code: domain.CodeInvalid, Detail: "Borgeren har selv svaret."})
	}
	at := c.now
	pc.Paper, pc.CitizenAnswer, pc.CitizenComment, pc.AnsweredAt, pc.Reply = &paper, in.Answer, comment, &at, nil
	if err := pc.Validate(); err != nil {
		return out, err
	}
	if err := c.keep(domain.KindPlanChange, id, &pc, "answer_on_paper"); err != nil {
		return out, err
	}
	if pc.CitizenAnswer == domain.AnswerAgree {
		if err := c.citizenAgreed(id, &pc); err != nil {
			return out, err
		}
	}
	out.Changed = true
	if err := c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, domain.DerivedID(string(id), "paper", c.now.String())); err != nil {
		return out, err
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}
