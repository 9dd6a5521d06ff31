package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// EndPlan is what a consultant says when a plan ends: why, its last day, and who of the staff speaks
// with the citizen after that, and when.
type EndPlan struct {
	Plan domain.ID
	End  domain.PlanEnd
	// Since is the rev that the consultant saw the plan at; "" when she does not say.
	Since string
	Mutation
}

// ReopenPlan takes back that a plan has ended, and says why.
type ReopenPlan struct {
	Plan  domain.ID
	Why   string
	Since string
	Mutation
}

// EndPlan ends a plan on which nothing is left that somebody waits for. What is left is named, each
// thing with a code of its own, and changes nothing.
func (a *App) EndPlan(ctx context.Context, actor access.Actor, in EndPlan) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"end_plan", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) { return c.endPlan(in) })
	return a.receipt(actor, in.Plan, r), err
}

// ReopenPlan opens a plan that has ended: everything goes on from where it was.
func (a *App) ReopenPlan(ctx context.Context, actor access.Actor, in ReopenPlan) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"reopen_plan", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) { return c.reopenPlan(in) })
	return a.receipt(actor, in.Plan, r), err
}

// ReopenPlanAsLead is a team lead's, for a consultant who may be gone. He stands outside the plan and sees
// nothing of it.
func (a *App) ReopenPlanAsLead(ctx context.Context, actor access.Actor, in ReopenPlan) (Receipt, error) {
	outside := func(actor access.Actor, _ []store.PlanPerson, _ time.Time) (access.Viewer, error) {
		return access.Viewer{Actor: actor}, nil
	}
	r, err := onPlanAs(ctx, a, actor, in.Plan, operation{"reopen_plan", in.Plan}, in.Mutation, outside, func(c *change) (keptReceipt, error) {
		if !access.MayReopen(actor, c.state.persons[c.state.consultant(c.now)]) {
			return keptReceipt{}, domain.ErrNotFound
		}
		return c.openAgain(in)
	})
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) endPlan(in EndPlan) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}
	plan := *c.state.plan()
	if err := c.may(access.ActEndPlan, ref, &plan); err != nil {
		return keptReceipt{}, err
	}
	if plan.Ended() {
		return keptReceipt{}, &domain.Error{Code: domain.CodeAlreadyAnswered, Detail: "Planen er allerede afsluttet."}
	}
	if err := c.sawPlan(in.Since); err != nil {
		return keptReceipt{}, err
	}
	end := in.End
	end.At, end.By, end.Note = inUTC(c.now), c.actor.Person, strings.TrimSpace(end.Note)
	plan.End, plan.Proposal = &end, nil
	if err := plan.Validate(); err != nil {
		return keptReceipt{}, err
	}
	var follows domain.Person
	if end.FollowedUp() {
		var err error
		if follows, err = c.followsUp(end.FollowUpBy); err != nil {
			return keptReceipt{}, err
		}
		if follows.ID == "" {
			return keptReceipt{}, domain.Invalid(domain.FieldError{Field: "follow_up_by", Code: domain.CodeInvalid, Detail: "Vælg en medarbejder, der er med på planen."})
		}
	}
	hinders, err := c.hindersEnd(end)
	if err != nil {
		return keptReceipt{}, err
	}
	if len(hinders) > 0 {
		return keptReceipt{}, &domain.Error{Code: domain.CodePlanEndHindered, Detail: "Planen kan ikke slutte endnu. Noget venter på dig først.", Fields: hinders}
	}
	what := "Din plan er afsluttet."
	if end.FollowedUp() {
		what += " " + follows.CalledName() + " ringer til dig " + end.FollowUpOn.Danish(c.now) + "."
		if end.FollowUpBy != c.actor.Person {
			if err := c.app.notifyAs(c.tx, ref.ID, end.FollowUpBy, domain.NotifyStaffFollowUp, ref.ID, generationOf(c.now), c.now); err != nil {
				return keptReceipt{}, err
			}
		}
	}
	return c.keepPlanEnd(&plan, what, end.Why(c.now), "end_plan", in.Since)
}

func (c *change) reopenPlan(in ReopenPlan) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}
	plan := *c.state.plan()
	if err := c.may(access.ActEndPlan, ref, &plan); err != nil {
		return keptReceipt{}, err
	}
	if err := c.sawPlan(in.Since); err != nil {
		return keptReceipt{}, err
	}
	return c.openAgain(in)
}

// openAgain opens the plan again for one who may.
func (c *change) openAgain(in ReopenPlan) (keptReceipt, error) {
	plan := *c.state.plan()
	switch {
	case !plan.Ended():
		return keptReceipt{}, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Planen er ikke afsluttet."}
	case strings.TrimSpace(in.Why) == "":
		return keptReceipt{}, domain.ErrNeedsWhy
	}
	plan.End = nil
	return c.keepPlanEnd(&plan, "Din plan er åbnet igen.", strings.TrimSpace(in.Why), "reopen_plan", in.Since)
}

// keepPlanEnd keeps a plan that ended or was opened again, and tells the citizen, who may say that
// she does not agree. One who died is told nothing.
func (c *change) keepPlanEnd(plan *domain.Plan, what, why, action, since string) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}
	out := c.receiptOf(ref, true)
	if plan.End == nil || plan.End.FollowedUp() {
		pc := &domain.PlanChange{Version: plan.Version + 1, At: c.now, By: c.actor.Person, What: what, Why: why, Item: &ref}
		if err := pc.Validate(); err != nil {
			return out, err
		}
		out.PlanChange = domain.NewID()
		if err := c.keep(domain.KindPlanChange, out.PlanChange, pc, "plan_change"); err != nil {
			return out, err
		}
		if err := c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, out.PlanChange); err != nil {
			return out, err
		}
	}
	if err := c.keep(domain.KindPlan, ref.ID, plan, action); err != nil {
		return out, err
	}
	// What each may do on it is other now, also of what nobody has touched: all fetch it whole.
	err := c.tx.BumpEpochs(c.state.head.ID)
	if err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter(since)
	return out, err
}

// sawPlan refuses to end a plan, or to open it again, for one who has not seen how its head is now: a
// colleague may have ended it for another reason, or given it to somebody else to follow up.
func (c *change) sawPlan(since string) error {
	if since == "" {
		return nil
	}
	seen, err := newCursorCoder(c.app.store, c.state.head.ID, c.actor.Person).decode(since)
	if err != nil {
		return err
	}
	head := c.state.byRef[domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}]
	if head.Rev <= seen.Rev || head.By == c.actor.Person && head.Rev <= seen.Own {
		return nil
	}
	refusal := *errPlanMoved
	refusal.Rev = newCursorCoder(c.app.store, c.state.head.ID, c.actor.Person).encode(c.state.cursor(c.viewer, c.now))
	return &refusal
}

var errPlanMoved = &domain.Error{Code: domain.CodeConflict, Detail: "En anden har ændret planen, siden du så den. Se den igen først."}

// followsUp gives the one who is to speak with the citizen after the end, of those who may: her consultant,
// whoever that is by then, and the specialists on the plan. It is nobody where it is somebody else.
func (c *change) followsUp(person domain.ID) (domain.Person, error) {
	tied, err := c.relations()
	if err != nil {
		return domain.Person{}, err
	}
	people, err := c.peopleOf(tied)
	if err != nil {
		return domain.Person{}, err
	}
	for _, t := range tied {
		role := people[t.Person].Role
		switch {
		case t.Person != person || !t.Relation.Live(c.now):
		case t.Relation.Kind == access.RelationConsultant && role == domain.RoleConsultant, t.Relation.Kind == access.RelationProfessional && role == domain.RoleProfessional:
			return people[t.Person], nil
		}
	}
	return domain.Person{}, nil
}

// hindersEnd gives what is left on a plan that somebody waits for, of what the actor sees, by its id and in
// no words of anybody's: a refusal may be logged. The desk names it from the plan that it has. Of one
// who has died nobody waits for a word.
func (c *change) hindersEnd(end domain.PlanEnd) ([]domain.FieldError, error) {
	var out []domain.FieldError
	add := func(path string, code domain.Code, detail string) {
		out = append(out, domain.FieldError{Field: path, Code: code, Detail: detail})
	}
	for _, r := range c.state.records {
		if r.Deleted || !c.state.facts.See(c.viewer, r.Ref(), c.now).Sees {
			continue
		}
		switch it := r.Item.(type) {
		case *domain.Meeting:
			if it.Upcoming(c.now) {
				add("meetings/"+string(r.ID), domain.CodeMeetingAhead, "Et møde "+domain.DanishTime(it.Start, c.now)+" ligger forude. Aflys mødet, eller vent.")
			}
		case *domain.Effort:
			// Also one whose last day is agreed: until it is over somebody comes there, and what came of it is said.
			if !it.Over() {
				add("efforts/"+string(r.ID), domain.CodeEffortOpen, "Et forløb er ikke afsluttet. Aftal, hvordan det slutter.")
			}
		case *domain.Agreement:
			if it.Status == domain.StatusActive && c.state.persons[it.Responsible].Role.Staff() && end.FollowedUp() {
				add("agreements/"+string(r.ID), domain.CodePromiseOpen, "Noget er lovet og ikke holdt. Hold det, eller læg det væk.")
			}
		case *domain.Flag:
			if it.ResolvedAt == nil && end.FollowedUp() {
				add("flags/"+string(r.ID), domain.CodeFlagOpen, "Borgeren har sagt, at noget ikke virker. Det er ikke løst.")
			}
		}
	}
	if !end.FollowedUp() {
		return out, nil
	}
	waits, err := c.tx.Waits(c.state.head.ID)
	if err != nil {
		return nil, err
	}
	threads, err := c.app.threads(c.tx, c.viewer, c.state.head.ID)
	if err != nil {
		return nil, err
	}
	for _, w := range waits {
		if slices.ContainsFunc(threads, func(t domain.Thread) bool { return t.ID == w.Thread }) {
			add("messages/"+string(w.Message), domain.CodeMessageUnanswered, "Borgeren har skrevet og venter på svar. Svar først.")
		}
	}
	return out, nil
}
