package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// PutConference is what the consultant has put together so far. The first one opens the
// conference; Without says why a note is not waited for. Since is when what she saw was saved,
// zero where she saw nothing.
type PutConference struct {
	Plan, ID domain.ID
	Without  string
	Words    string
	Goals    []domain.PickedGoal
	Picks    []domain.Pick
	Since    time.Time
	Mutation
}

// MakeDraft is that what was put together becomes the draft of the plan.
type MakeDraft struct {
	Plan, ID domain.ID
	// Why is what she says to the citizen of it.
	Why string
	Mutation
}

var (
	errNotesMissing      = &domain.Error{Code: domain.CodeNotesMissing, Detail: "Der mangler et notat. Vent på det, eller skriv, hvorfor I ikke venter.", Fields: []domain.FieldError{{Field: "without", Code: domain.CodeNotesMissing, Detail: "Skriv, hvorfor I ikke venter på det."}}}
	errConferenceChanged = &domain.Error{Code: domain.CodeConferenceChanged, Detail: "En anden har gemt noget siden. Hent siden igen, og gem så."}
	errNothingPicked     = refused("picks", "Vælg mindst ét mål eller én slags hjælp.")
)

// PutConference keeps what was put together, so that nothing is lost when it is left midway.
func (a *App) PutConference(ctx context.Context, actor access.Actor, in PutConference) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"put_conference", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.putConference(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) putConference(in PutConference) (keptReceipt, error) {
	it, err := c.assessment(in.ID, access.ActAssess)
	switch {
	case err != nil:
		return keptReceipt{}, err
	case !it.Open():
		return keptReceipt{}, errAssessmentClosed
	case it.Conference != nil && !it.Conference.SavedAt.Equal(in.Since):
		return keptReceipt{}, errConferenceChanged
	}
	at := inUTC(c.now)
	if it.Opened == nil {
		without := strings.TrimSpace(in.Without)
		if without == "" && c.notesMissing(in.ID, it) {
			return keptReceipt{}, errNotesMissing
		}
		it.Status, it.Opened = domain.StatusConference, &domain.ConferenceOpened{At: at, By: c.actor.Person, Without: without}
	}
	it.Conference = &domain.Conference{SavedAt: at, SavedBy: c.actor.Person, Words: strings.TrimSpace(in.Words), Goals: in.Goals, Picks: in.Picks}
	if err := it.Validate(); err != nil {
		return keptReceipt{}, err
	}
	if err := c.mayPick(it.Conference); err != nil {
		return keptReceipt{}, err
	}
	ref := domain.Ref{Kind: domain.KindAssessment, ID: in.ID}
	out := c.receiptOf(ref, true)
	if err := c.keep(ref.Kind, in.ID, it, "put_conference"); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// notesMissing says whether a talk that was or is to be held has no note that is ready. The
// consultant is told no more: whose note it is may be under secrecy.
func (c *change) notesMissing(id domain.ID, it *domain.Assessment) bool {
	return slices.ContainsFunc(it.Talks, func(talk domain.Talk) bool {
		_, m := c.standsNow(talk.Meeting)
		if m == nil || m.Status == domain.StatusCancelled || m.Status == domain.StatusMissed {
			return false
		}
		return !slices.ContainsFunc(c.state.records, func(r domain.Record) bool {
			n, ok := r.Item.(*domain.AssessmentNote)
			return ok && n.Assessment == id && n.Meeting == talk.Meeting && n.ReadyAt != nil
		})
	})
}

// mayPick refuses what could not stand on the plan: help that the catalogue does not offer, and
// somebody to do it who has nothing to do with the municipality.
func (c *change) mayPick(k *domain.Conference) error {
	for _, p := range k.Picks {
		e := &domain.Effort{Title: p.Title, CatalogueCode: p.Code, Responsible: p.Responsible}
		if err := c.checkCode(nil, e); err != nil {
			return renamed(err, "picks.code")
		}
		if unknown, err := c.unknownPeople(nil, e); err != nil || unknown {
			if err != nil {
				return err
			}
			return refused("picks.responsible", "Personen hører ikke til planen.")
		}
	}
	return nil
}

func renamed(err error, field string) error {
	var e *domain.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return err
	}
	named := *e
	named.Fields = []domain.FieldError{e.Fields[0]}
	named.Fields[0].Field = field
	return &named
}

// MakeDraft puts what was picked on the plan, in one write, and asks the citizen. Where the plan
// is a draft, that is the question of the draft, and it is active only with her yes; where it is
// agreed already, each thing is a change that she is asked about.
func (a *App) MakeDraft(ctx context.Context, actor access.Actor, in MakeDraft) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"make_draft", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.makeDraft(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) makeDraft(in MakeDraft) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindAssessment, ID: in.ID}
	it, err := c.assessment(in.ID, access.ActAssess)
	why := strings.TrimSpace(in.Why)
	switch {
	case err != nil:
		return keptReceipt{}, err
	case !it.Open():
		return keptReceipt{}, errAssessmentClosed
	case it.Conference == nil || len(it.Conference.Picks)+len(it.Conference.Goals) == 0:
		return keptReceipt{}, errNothingPicked
	case why == "":
		return keptReceipt{}, domain.ErrNeedsWhy
	}
	for _, p := range it.Conference.Picks {
		if p.Responsible == "" {
			return keptReceipt{}, refused("picks.responsible", "Vælg, hvem der har ansvaret for hver slags hjælp.")
		}
	}
	out := c.receiptOf(ref, true)
	first := c.state // what the writer had seen
	draft := c.state.plan().Status == domain.StatusDraft
	c.quiet = true // one notification tells of it all
	if err := c.putPicked(it.Conference, why, draft); err != nil {
		return out, err
	}
	at := inUTC(c.now)
	it.Status, it.DraftedAt = domain.StatusDrafted, &at
	if !draft {
		it.Status = domain.StatusCompleted // the plan stands; of each change she is asked by itself
	}
	if err := c.keep(ref.Kind, in.ID, it, "make_draft"); err != nil {
		return out, err
	}
	if err := c.asOfNow(); err != nil {
		return out, err
	}
	if draft {
		r, err := c.propose(Proposal{Plan: in.Plan, Why: why})
		if err != nil {
			return out, err
		}
		out.PlanChange = r.PlanChange
	} else if err := c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, in.ID); err != nil {
		return out, err
	}
	c.state = first
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// putPicked puts the goals on the plan and then the help, in the order in which it was picked: what
// comes after another thing is then there to come after.
func (c *change) putPicked(k *domain.Conference, why string, draft bool) error {
	if draft && c.drafting() {
		why = "" // part of what she will be asked about
	}
	catalogue, err := c.app.catalogueIn(c.tx, c.departments)
	if err != nil {
		return err
	}
	for _, g := range k.Goals {
		if err := c.putOne(domain.KindGoal, g.ID, &domain.Goal{Area: g.Area, Title: g.Title}, why); err != nil {
			return err
		}
	}
	for _, p := range k.Picks {
		entry := catalogue.entry(p.Code)
		if entry == nil {
			return refused("picks.code", "Den hjælp er ikke i kataloget mere. Vælg en anden.")
		}
		e := &domain.Effort{Title: p.Title, CatalogueCode: p.Code, Plain: entry.Plain, Department: entry.Department, Responsible: p.Responsible, Goals: p.Goals, Sequence: p.Sequence, After: p.After, JobOriented: entry.JobOriented}
		if err := c.putOne(domain.KindEffort, p.ID, e, why); err != nil {
			return err
		}
	}
	return nil
}

// putOne makes a new thing on the plan as if it were put there by itself.
func (c *change) putOne(k domain.Kind, id domain.ID, it domain.Item, why string) error {
	ref := domain.Ref{Kind: k, ID: id}
	if _, there := c.state.byRef[ref]; there {
		return domain.ErrKeyReused
	}
	all, err := domain.FieldsOf(it)
	if err != nil {
		return err
	}
	fields := domain.Fields{}
	for name, raw := range all {
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return err
		}
		if v != "" && v != nil {
			fields[name] = raw
		}
	}
	if _, err := c.put(Put{Plan: c.state.head.ID, Kind: k, ID: id, Fields: fields, Why: why}); err != nil {
		return err
	}
	return c.asOfNow()
}

// asOfNow lets the rest of a write see what it has done so far.
func (c *change) asOfNow() error {
	after, err := c.next()
	if err == nil {
		c.state = after
	}
	return err
}

// assessmentsAgreed ends the assessments whose draft has become the plan.
func (c *change) assessmentsAgreed() error {
	for _, r := range c.state.records {
		if it, ok := r.Item.(*domain.Assessment); ok && it.Status == domain.StatusDrafted {
			done := *it
			done.Status = domain.StatusCompleted
			if err := c.keep(domain.KindAssessment, r.ID, &done, "agreed"); err != nil {
				return err
			}
		}
	}
	return nil
}
