package app

import (
	"context"
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// PutNote is what a professional writes of the talk at a meeting. Ready lets others read it; what
// others have read is not taken back, but its words can be put otherwise.
type PutNote struct {
	Plan, Assessment, Meeting domain.ID
	Limits, Means, Could      string
	Codes                     []string
	Plain                     string
	Ready                     bool
	Mutation
}

// AnswerNote is what the citizen says of a note.
type AnswerNote struct {
	Plan, ID      domain.ID
	Answer, Words string
	Mutation
}

// ShareNotes is the citizen's yes, or that it is over, to that those who talk with her read each
// other's notes.
type ShareNotes struct {
	Plan, Assessment domain.ID
	Share            bool
	Mutation
}

// PutNote keeps a note as its author has written it so far.
func (a *App) PutNote(ctx context.Context, actor access.Actor, in PutNote) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"put_note", domain.NoteID(in.Assessment, in.Meeting, actor.Person)}, in.Mutation, func(c *change) (keptReceipt, error) { return c.putNote(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) putNote(in PutNote) (keptReceipt, error) {
	it, err := c.assessment(in.Assessment, access.ActWriteNote)
	if err != nil {
		return keptReceipt{}, err
	}
	talk := slices.IndexFunc(it.Talks, func(t domain.Talk) bool {
		id, _ := c.standsNow(t.Meeting)
		return t.Meeting == in.Meeting || id == in.Meeting
	})
	if talk < 0 || !c.state.facts.HoldsTalk(c.actor.Person, it.Talks[talk].Meeting) {
		return keptReceipt{}, domain.ErrNotFound // another's talk is not there for him
	}
	if it.Status == domain.StatusDropped {
		return keptReceipt{}, errAssessmentClosed
	}
	booked := it.Talks[talk].Meeting // the talk keeps its first name, also when it was moved
	if _, m := c.standsNow(booked); m == nil || m.Start.After(c.now) {
		return keptReceipt{}, &domain.Error{Code: domain.CodeTooEarly, Detail: "Samtalen er ikke holdt endnu."}
	}
	id := domain.NoteID(in.Assessment, booked, c.actor.Person)
	ref := domain.Ref{Kind: domain.KindAssessmentNote, ID: id}
	before, _ := c.state.byRef[ref].Item.(*domain.AssessmentNote)
	n := &domain.AssessmentNote{Assessment: in.Assessment, Meeting: booked, By: c.actor.Person, Department: c.actor.Department, Limits: in.Limits, Means: in.Means, Could: in.Could, Codes: in.Codes, Plain: in.Plain}
	n.Trim()
	at := inUTC(c.now)
	became := false
	switch {
	case before != nil && before.ReadyAt != nil:
		n.ReadyAt, n.ChangedAt, n.Answer = before.ReadyAt, before.ChangedAt, before.Answer
		if n.SameWords(before) {
			return c.receiptOf(ref, false), nil
		}
		n.ChangedAt, became = &at, true
	case in.Ready:
		n.ReadyAt, became = &at, true
	case before != nil && n.SameWords(before):
		return c.receiptOf(ref, false), nil
	}
	if err := n.Validate(); err != nil {
		return keptReceipt{}, err
	}
	if err := c.knownCodes(before, n); err != nil {
		return keptReceipt{}, err
	}
	out := c.receiptOf(ref, true)
	if err := c.keep(ref.Kind, id, n, "put_note"); err != nil {
		return out, err
	}
	if became {
		if err := c.app.notifyAs(c.tx, c.state.head.ID, c.state.head.Citizen, domain.NotifyPlanChanged, id, generationOf(c.now), c.now); err != nil {
			return out, err
		}
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// knownCodes refuses help that the catalogue does not offer; what stood there before stays.
func (c *change) knownCodes(before, n *domain.AssessmentNote) error {
	for _, code := range n.Codes {
		if before != nil && slices.Contains(before.Codes, code) {
			continue
		}
		if err := c.checkCode(nil, &domain.Effort{CatalogueCode: code}); err != nil {
			return err
		}
	}
	return nil
}

// AnswerNote keeps the citizen's word on a note, and wakes its author and the consultant where it
// does not fit.
func (a *App) AnswerNote(ctx context.Context, actor access.Actor, in AnswerNote) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_note", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerNote(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerNote(in AnswerNote) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindAssessmentNote, ID: in.ID}
	stored, ok := c.state.byRef[ref].Item.(*domain.AssessmentNote)
	if !ok || !c.sees(ref) {
		return keptReceipt{}, domain.ErrNotFound
	}
	if err := c.may(access.ActAnswerNote, ref, stored); err != nil {
		return keptReceipt{}, err
	}
	n := *stored
	answer := &domain.NoteAnswer{At: inUTC(c.now), Answer: in.Answer, Words: strings.TrimSpace(in.Words)}
	if old := n.Answer; old != nil && old.Answer == answer.Answer && old.Words == answer.Words && (n.ChangedAt == nil || old.At.After(*n.ChangedAt)) {
		return c.receiptOf(ref, false), nil
	}
	n.Answer = answer
	if err := n.Validate(); err != nil {
		return keptReceipt{}, err
	}
	out := c.receiptOf(ref, true)
	if err := c.keep(ref.Kind, in.ID, &n, "answer_note"); err != nil {
		return out, err
	}
	if n.Answer.Answer == domain.NoteNotQuite {
		if err := c.tellNotQuite(in.ID, &n); err != nil {
			return out, err
		}
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// tellNotQuite wakes those of the staff who read a note that does not fit: its author and the
// consultant.
func (c *change) tellNotQuite(id domain.ID, n *domain.AssessmentNote) error {
	for _, who := range slices.Compact([]domain.ID{n.By, c.state.consultant(c.now)}) {
		sees, err := c.staffSees(who, domain.Ref{Kind: domain.KindAssessmentNote, ID: id})
		if err != nil {
			return err
		}
		if !sees {
			continue
		}
		if err := c.app.notifyAs(c.tx, c.state.head.ID, who, domain.NotifyStaffAnswer, id, generationOf(c.now), c.now); err != nil {
			return err
		}
	}
	return nil
}

// ShareNotes keeps the citizen's consent to that notes are shared, or ends it at once. It lasts a
// year at the most (GDPR art. 7; forvaltningsloven § 29).
func (a *App) ShareNotes(ctx context.Context, actor access.Actor, in ShareNotes) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"share_notes", in.Assessment}, in.Mutation, func(c *change) (keptReceipt, error) { return c.shareNotes(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) shareNotes(in ShareNotes) (keptReceipt, error) {
	it, err := c.assessment(in.Assessment, access.ActShareNotes)
	if err != nil {
		return keptReceipt{}, err
	}
	standing, given := c.consentTo(domain.ConsentShareAssessment, "", in.Assessment)
	ref := domain.Ref{Kind: domain.KindConsent, ID: standing}
	at := inUTC(c.now)
	switch {
	case in.Share == (given != nil):
		return c.receiptOf(domain.Ref{Kind: domain.KindAssessment, ID: in.Assessment}, false), nil
	case !in.Share:
		given.Status, given.WithdrawnAt = "withdrawn", &at
	case it.Status == domain.StatusDropped:
		return keptReceipt{}, errAssessmentClosed
	default:
		texts, err := consentTextsIn(c.tx)
		if err != nil {
			return keptReceipt{}, err
		}
		text := texts.OfKind(domain.ConsentShareAssessment)
		ref.ID = domain.NewID()
		given = &domain.Consent{ConsentKind: text.Kind, Assessment: in.Assessment, Code: text.Code, TextVersion: text.Version, Text: text.Text, GivenAt: at, GivenBy: c.actor.Person, How: domain.ConsentOnPhone,
			Expires: lastDay(at, text.Months), Status: domain.StatusActive}
	}
	if err := given.Validate(); err != nil {
		return keptReceipt{}, err
	}
	out := c.receiptOf(ref, true)
	if err := c.keep(ref.Kind, ref.ID, given, "share_notes"); err != nil {
		return out, err
	}
	if err := c.tellRegranted(ref); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}
