package app

import (
	"context"
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// AnswerChange is what the citizen says to a plan change (Seen, Answer, Comment), or what
// staff reply to that (Text).
type AnswerChange struct {
	Plan    domain.ID
	ID      domain.ID
	Seen    bool
	Answer  domain.Answer
	Comment string
	Text    string
	// Since is the rev at which the citizen saw the change that she answers; "" when she
	// does not say, and her answer takes the place of any other.
	Since string
	Mutation
}

// AnswerPlanChange keeps the citizen's answer, or the reply to it. An answer may be given
// anew: to agree keeps the reply that led to it, anything else waits for another.
func (a *App) AnswerPlanChange(ctx context.Context, actor access.Actor, in AnswerChange) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_plan_change", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answer(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answer(in AnswerChange) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindPlanChange}}
	ref := domain.Ref{Kind: domain.KindPlanChange, ID: in.ID}
	stored, ok := c.state.byRef[ref].Item.(*domain.PlanChange)
	if !ok || !c.state.facts.See(c.viewer, ref, c.now).Sees {
		return out, domain.ErrNotFound
	}
	pc := *stored
	var err error
	if c.viewer.Relation.Kind == access.RelationCitizen {
		out.Changed, err = c.citizenAnswers(&pc, in)
	} else {
		out.Changed, err = c.staffReplies(&pc, in)
	}
	if err != nil {
		return out, err
	}
	if err := pc.Validate(); err != nil {
		return out, err
	}
	if !out.Changed {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	}
	if err := c.keep(domain.KindPlanChange, in.ID, &pc, "answer"); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

func (c *change) citizenAnswers(pc *domain.PlanChange, in AnswerChange) (bool, error) {
	ref := domain.Ref{Kind: domain.KindPlanChange, ID: in.ID}
	if err := c.may(access.ActAnswerChange, ref, pc); err != nil {
		return false, err
	}
	if in.Text != "" || !in.Seen && in.Answer == "" {
		return false, domain.Invalid(domain.FieldError{Field: "answer", Code: domain.CodeInvalid, Detail: "Vælg et svar."})
	}
	changed := false
	if pc.SeenByCitizenAt == nil {
		at := c.now
		pc.SeenByCitizenAt, changed = &at, true
	}
	if in.Answer == "" || in.Answer == pc.CitizenAnswer && strings.TrimSpace(in.Comment) == pc.CitizenComment {
		return changed, nil
	}
	at := c.now
	if err := c.otherAnswer(pc, in); err != nil {
		return changed, err
	}
	pc.CitizenAnswer, pc.CitizenComment, pc.AnsweredAt, pc.Paper = in.Answer, strings.TrimSpace(in.Comment), &at, nil
	if in.Answer != domain.AnswerAgree {
		pc.Reply = nil // waits for one anew; the former stands in the history
	}
	if in.Answer == domain.AnswerDisagree {
		if err := c.companionsAnswered(pc, false); err != nil {
			return true, err
		}
	}
	if pc.Waits() {
		// A disagreement must not lie unseen: whoever made the change is woken, and the
		// consultant who must see to it that it is answered.
		about := domain.DerivedID(string(in.ID), c.now.String())
		if consultant := c.state.consultant(c.now); consultant != pc.By {
			if err := c.notify(consultant, domain.NotifyStaffAnswer, about); err != nil {
				return true, err
			}
		}
		tied, err := c.relations()
		if err != nil || !slices.Contains(personsIn(tied, c.now), pc.By) {
			return true, err // he has left the plan, or leads the team and is not on it
		}
		return true, c.notify(pc.By, domain.NotifyStaffAnswer, about)
	}
	if in.Answer != domain.AnswerAgree {
		return true, nil
	}
	return true, c.citizenAgreed(in.ID, pc)
}

// otherAnswer refuses an answer that was given without having seen the one there is: two
// phones that answer differently get both answers back, and she chooses.
func (c *change) otherAnswer(pc *domain.PlanChange, in AnswerChange) error {
	if in.Since == "" || pc.CitizenAnswer == "" {
		return nil
	}
	theirs, err := domain.FieldsOf(pc)
	if err != nil {
		return err
	}
	base, err := c.base(Put{Plan: in.Plan, Kind: domain.KindPlanChange, ID: in.ID, Since: in.Since}, theirs)
	if err != nil {
		return err
	}
	answered := *pc
	answered.CitizenAnswer, answered.CitizenComment = in.Answer, strings.TrimSpace(in.Comment)
	ours, err := domain.FieldsOf(&answered)
	if err != nil {
		return err
	}
	said := func(f domain.Fields) domain.Fields {
		// One answer: who changed her mind did not keep the words she gave for it.
		return domain.Fields{"answer": f["citizen_answer"], "comment": f["citizen_comment"]}
	}
	if len(domain.Changed(said(base), said(theirs))) == 0 {
		return nil
	}
	var conflicts []domain.Conflict
	for _, field := range domain.Changed(said(theirs), said(ours)) {
		conflicts = append(conflicts, domain.Conflict{Field: field, Yours: said(ours).Value(field), Theirs: said(theirs).Value(field), Base: said(base).Value(field)})
	}
	if len(conflicts) == 0 {
		return nil
	}
	return c.conflict(in.Plan, conflicts)
}

// citizenAgreed makes the plan's agreed version the one that was agreed to.
func (c *change) citizenAgreed(id domain.ID, pc *domain.PlanChange) error {
	if err := c.companionsAnswered(pc, true); err != nil {
		return err
	}
	plan := *c.state.plan()
	if pc.Version <= plan.Version && plan.Status == domain.StatusActive {
		return nil
	}
	if plan.Status == domain.StatusDraft && (plan.Proposal == nil || plan.Proposal.Change != id) {
		return nil // a yes to one thing is none to the draft
	}
	if err := c.assessmentsAgreed(); err != nil {
		return err
	}
	plan.Version, plan.Status, plan.Proposal = max(plan.Version, pc.Version), domain.StatusActive, nil
	if plan.AgreedOn == "" {
		plan.AgreedOn = domain.DateOf(c.now)
		if pc.Paper != nil {
			plan.AgreedOn = pc.Paper.On
		}
		if err := c.bringQuestions(); err != nil {
			return err
		}
	}
	return c.keep(domain.KindPlan, c.state.head.ID, &plan, "agreed")
}

func (c *change) staffReplies(pc *domain.PlanChange, in AnswerChange) (bool, error) {
	ref := domain.Ref{Kind: domain.KindPlanChange, ID: in.ID}
	if err := c.may(access.ActReplyChange, ref, pc); err != nil {
		return false, err
	}
	text := strings.TrimSpace(in.Text)
	if text == "" || in.Answer != "" || in.Seen || in.Comment != "" {
		return false, domain.Invalid(domain.FieldError{Field: "text", Code: domain.CodeInvalid, Detail: "Skriv et svar."})
	}
	if pc.CitizenAnswer != domain.AnswerDisagree && pc.CitizenAnswer != domain.AnswerTalk {
		return false, domain.Invalid(domain.FieldError{Field: "text", Code: domain.CodeInvalid, Detail: "Borgeren har ikke bedt om et svar."})
	}
	if pc.Reply != nil && pc.Reply.Text == text {
		return false, nil
	}
	pc.Reply = &domain.Reply{By: c.actor.Person, At: c.now, Text: text}
	return true, c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, domain.DerivedID(string(in.ID), "reply", c.now.String()))
}
