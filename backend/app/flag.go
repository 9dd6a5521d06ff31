package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
)

// Raise is that something does not work ("Noget virker ikke"): on an effort, or at all.
type Raise struct {
	Plan, ID domain.ID
	// Effort is what does not work; "" when it is nothing in particular.
	Effort   domain.ID
	Category string
	Text     string
	// SaidBy is the citizen, where one of the staff writes down what she says; "" is who writes.
	SaidBy domain.ID
	Mutation
}

// RaiseFlag keeps that something does not work, and wakes the citizen's consultant and who is
// responsible for the effort, in the same transaction (requirement D4). Staff write down what
// the citizen tells them, since she may have no phone with her, or none at all.
func (a *App) RaiseFlag(ctx context.Context, actor access.Actor, in Raise) (Receipt, error) {
	if !in.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "create:" + string(domain.KindFlag) + ":" + string(in.ID)
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"raise_flag", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.raiseFlag(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) raiseFlag(in Raise) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindFlag, ID: in.ID}
	before := c.state.byRef[ref].Item
	if before != nil && c.sees(ref) {
		return c.receiptOf(ref, false), domain.ErrKeyReused
	}
	if err := c.may(access.ActRaiseFlag, ref, before); err != nil {
		return c.receiptOf(ref, false), err
	}
	recordedBy, err := c.recordedBy(in.SaidBy)
	if err != nil {
		return c.receiptOf(ref, false), err
	}
	if recordedBy != "" && in.Effort == "" && !c.viewer.IsConsultant() {
		// What is about nothing in particular goes to the consultant, whom a specialist does not tell by herself.
		return c.receiptOf(ref, false), domain.Invalid(domain.FieldError{Field: "effort", Code: domain.CodeInvalid, Detail: "Vælg den indsats, det handler om."})
	}
	if c.raisedLately() >= domain.MaxFlags {
		return c.receiptOf(ref, false), errTooManyFlags
	}
	if in.Effort != "" {
		if view := c.state.facts.See(c.viewer, domain.Ref{Kind: domain.KindEffort, ID: in.Effort}, c.now); !view.Sees || view.Partial() {
			return c.receiptOf(ref, false), domain.Invalid(domain.FieldError{Field: "effort", Code: domain.CodeInvalid, Detail: "Det, der henvises til, findes ikke på planen."})
		}
	}
	now := inUTC(c.now)
	f := &domain.Flag{Effort: in.Effort, At: now, By: c.state.head.Citizen, Category: in.Category, Text: strings.TrimSpace(in.Text), RecordedBy: recordedBy}
	if recordedBy == "" {
		f.ShownHelp = attention.EmergencyHelp.Danish // on the page she raised it from
	}
	// The first line is what it was raised with, under an id that follows from the flag's. A photo
	// or a voice comes as a line of its own: a flag waits for neither.
	if err := c.lineOnFlag(in.ID, f, domain.FlagMessage{ID: domain.DerivedID(string(in.ID), "raised"), From: f.By, Text: f.Text}, ""); err != nil {
		return c.receiptOf(ref, false), err
	}
	f.Notified = c.flagOwners(f)
	has := recordedBy != "" && slices.Contains(f.Notified, recordedBy)
	if has {
		c.stampFlag(f) // whoever has it heard it from her
	}
	return c.keepFlag(in.ID, f, "raise_flag", func() error {
		if err := c.ringStaffOfFlag(in.ID, f, ""); err != nil || recordedBy == "" {
			return err
		}
		// Whoever is written of must hear of it: it may be wrong.
		kind := domain.NotifyPlanChanged
		if has {
			kind = domain.NotifyFlagSeen
		}
		return c.tellCitizenOfFlag(kind, in.ID, generationOf(f.Since()))
	})
}

// recordedBy gives who writes down another's word: "" where the citizen says it herself, and
// who of the staff does it for her. Nobody says it for himself in her place.
func (c *change) recordedBy(saidBy domain.ID) (domain.ID, error) {
	citizen := c.state.head.Citizen
	if c.actor.Person == citizen && (saidBy == "" || saidBy == citizen) {
		return "", nil
	}
	if c.actor.Person != citizen && saidBy == citizen {
		return c.actor.Person, nil
	}
	return "", domain.Invalid(domain.FieldError{Field: "said_by", Code: domain.CodeInvalid, Detail: "Det er borgeren, der siger det. Skriv det ned for borgeren."})
}

// raisedLately counts the flags of the time that counts.
func (c *change) raisedLately() (n int) {
	for _, r := range c.state.records {
		if f, ok := r.Item.(*domain.Flag); ok && f.At.After(c.now.Add(-domain.MaxFlagsIn)) {
			n++
		}
	}
	return n
}

// flagOwners gives who of the staff has a flag: who is responsible for the effort, and the
// consultant. Nobody is put on it who does not see the effort as it is: what a confidential
// department does stays there.
func (c *change) flagOwners(f *domain.Flag) []domain.ID {
	consultant := c.state.consultant(c.now)
	effort, _ := c.state.item(domain.KindEffort, f.Effort).(*domain.Effort)
	out := []domain.ID{}
	if effort != nil && effort.Responsible != consultant && c.state.persons[effort.Responsible].Role.Staff() {
		out = append(out, effort.Responsible)
	}
	p, known := c.state.persons[consultant]
	if !known {
		return out
	}
	v := access.Viewer{Actor: access.Actor{Person: p.ID, Role: p.Role, Department: p.Department}, Relation: access.Relation{Kind: access.RelationConsultant}}
	if effort != nil {
		if view := c.state.facts.See(v, domain.Ref{Kind: domain.KindEffort, ID: f.Effort}, c.now); !view.Sees || view.Partial() {
			return out
		}
	}
	return append(out, consultant)
}

// ringStaffOfFlag wakes those who have a flag. The rules of attention tell the same people of
// it, and who stands in for them: the key is the same, so that nobody is woken twice.
func (c *change) ringStaffOfFlag(id domain.ID, f *domain.Flag, generation string) error {
	for _, p := range f.Notified {
		if p == c.actor.Person {
			continue
		}
		if err := c.app.notifyAs(c.tx, c.state.head.ID, p, domain.NotifyStaffFlag, id, generation, c.now); err != nil {
			return err
		}
	}
	return nil
}

// ringDeputiesOfFlag wakes who stands in now for the consultant, where she has the flag: of a
// flag that is raised or opened again the rules of attention do, but not of a line of its talk.
func (c *change) ringDeputiesOfFlag(id domain.ID, f *domain.Flag, generation string) error {
	if !slices.Contains(f.Notified, c.state.consultant(c.now)) {
		return nil
	}
	viewers, err := c.viewers()
	if err != nil {
		return err
	}
	for _, v := range viewers {
		if v.Relation.Kind != access.RelationDeputy || !v.MayOpen(c.now) || v.Person == c.actor.Person || slices.Contains(f.Notified, v.Person) {
			continue
		}
		if view := c.state.facts.See(v, domain.Ref{Kind: domain.KindFlag, ID: id}, c.now); !view.Sees || view.Partial() {
			continue
		}
		if err := c.app.notifyAs(c.tx, c.state.head.ID, v.Person, domain.NotifyStaffFlag, id, generation, c.now); err != nil {
			return err
		}
	}
	return nil
}

// generationOf tells one waking about a flag from the one before.
func generationOf(at time.Time) string { return "|" + strconv.FormatInt(at.UnixMilli(), 10) }

// sayOnFlag adds a line of the actor's to the talk about a flag, with what was sent for it.
func (c *change) sayOnFlag(id domain.ID, f *domain.Flag, line domain.ID, text string, attachment domain.ID) error {
	return c.lineOnFlag(id, f, domain.FlagMessage{ID: line, From: c.actor.Person, Text: text}, attachment)
}

func (c *change) lineOnFlag(id domain.ID, f *domain.Flag, m domain.FlagMessage, attachment domain.ID) error {
	m.At, m.Kind = inUTC(c.now), "text"
	if attachment != "" {
		e, err := c.enclosureFor(id, m.ID, attachment)
		if err != nil {
			return err
		}
		m.Attachment, m.Kind = &e.Attachment, e.Kind
		if err := c.tx.Enclose(c.state.head, attachment, m.ID); err != nil {
			return err
		}
	}
	f.Messages = append(slices.Clone(f.Messages), m)
	return nil
}

// flagged finds a flag that the actor sees whole and may do something about.
func (c *change) flagged(id domain.ID, act access.Action) (*domain.Flag, error) {
	ref := domain.Ref{Kind: domain.KindFlag, ID: id}
	stored, ok := c.state.byRef[ref].Item.(*domain.Flag)
	if !ok || !c.sees(ref) {
		return nil, domain.ErrNotFound
	}
	if err := c.may(act, ref, stored); err != nil {
		return nil, err
	}
	f := *stored
	return &f, nil
}

var (
	errFlagClosed    = &domain.Error{Code: domain.CodeFlagClosed, Detail: "Det er lukket, fordi det hjalp. Er der noget nyt, så skriv det som noget nyt."}
	errTooManyFlags  = &domain.Error{Code: domain.CodeTooManyFlags, Detail: "Du har skrevet det her rigtig mange gange på en måned. Ring til din konsulent, eller skriv under Beskeder."}
	errTooManyMade   = &domain.Error{Code: domain.CodeTooManyAdjustments, Detail: "Der er lavet for meget om på den her indsats. Skriv dit svar som en besked her, og lav en ny indsats."}
	errFlagUnchanged = &domain.Error{Code: domain.CodeFlagUnchanged, Detail: "Der er ikke lavet noget om endnu. Du får besked, når det sker."}
	errOtherAction   = &domain.Error{Code: domain.CodeAdjustmentChanged, Detail: "Der er lavet noget nyt om siden. Læs det, og sig, om det hjalp."}
)

// receiptOf is the receipt of what was done about a thing, before its cursor.
func (c *change) receiptOf(ref domain.Ref, changed bool) keptReceipt {
	return keptReceipt{Receipt: Receipt{ID: ref.ID, Kind: ref.Kind, Changed: changed}, Cursor: c.state.cursor(c.viewer, c.now)}
}

// keepFlag stores a flag and does what follows from it.
func (c *change) keepFlag(id domain.ID, f *domain.Flag, action string, then func() error) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindFlag, ID: id}
	out := c.receiptOf(ref, true)
	if err := f.Validate(); err != nil {
		return out, err
	}
	if err := c.keep(ref.Kind, id, f, action); err != nil {
		return out, err
	}
	if err := then(); err != nil {
		return out, err
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// OnFlag is something done about a flag.
type OnFlag struct {
	Plan, ID domain.ID
	// Line is the id of a line of the talk, made by who writes it.
	Line       domain.ID
	Text       string
	Attachment domain.ID
	// From is the first day of what is made otherwise; "" where the flag is on no effort.
	From domain.Date
	// ActionAt is when that was made otherwise of which Helped is said; zero where the phone does
	// not know to say it.
	ActionAt time.Time
	Helped   bool
	// SaidBy is the citizen, where one of the staff writes down whether it helped; "" is who writes.
	SaidBy domain.ID
	Mutation
}

// SeeFlag keeps that a member of the staff has seen it: the first one's stamp stands until the
// citizen says that it did not help.
func (a *App) SeeFlag(ctx context.Context, actor access.Actor, in OnFlag) (Receipt, error) {
	return a.onFlag(ctx, actor, "see_flag", access.ActSeeFlag, in, func(c *change, f *domain.Flag) (keptReceipt, error) {
		if f.SeenAt != nil || !f.Open() {
			return c.receiptOf(domain.Ref{Kind: domain.KindFlag, ID: in.ID}, false), nil
		}
		c.stampFlag(f)
		return c.keepFlag(in.ID, f, "see_flag", func() error { return c.tellCitizenOfFlag(domain.NotifyFlagSeen, in.ID, generationOf(f.Since())) })
	})
}

func (a *App) onFlag(ctx context.Context, actor access.Actor, name string, act access.Action, in OnFlag, fn func(*change, *domain.Flag) (keptReceipt, error)) (Receipt, error) {
	item := in.ID
	if in.Line != "" {
		item = domain.DerivedID(string(in.ID), string(in.Line))
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{name, item}, in.Mutation, func(c *change) (keptReceipt, error) {
		f, err := c.flagged(in.ID, act)
		if err != nil {
			return keptReceipt{}, err
		}
		return fn(c, f)
	})
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) stampFlag(f *domain.Flag) {
	if f.SeenAt == nil {
		f.SeenAt = &domain.Deed{By: c.actor.Person, At: inUTC(c.now)}
	}
}

func (c *change) tellCitizenOfFlag(kind domain.NotificationKind, id domain.ID, generation string) error {
	return c.app.notifyAs(c.tx, c.state.head.ID, c.state.head.Citizen, kind, id, generation, c.now)
}

// WriteOnFlag adds a line to the talk about a flag. Staff's first one is an answer; it wakes
// the citizen, and hers wake those who have it.
func (a *App) WriteOnFlag(ctx context.Context, actor access.Actor, in OnFlag) (Receipt, error) {
	if !in.Line.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "flag_message:" + string(in.Line)
	}
	return a.onFlag(ctx, actor, "write_on_flag", access.ActTalkOnFlag, in, func(c *change, f *domain.Flag) (keptReceipt, error) { return c.writeOnFlag(in, f) })
}

func (c *change) writeOnFlag(in OnFlag, f *domain.Flag) (keptReceipt, error) {
	text := strings.TrimSpace(in.Text)
	if had := f.Line(in.Line); had != nil {
		same := had.From == c.actor.Person && had.Text == text && (had.Attachment == nil && in.Attachment == "" || had.Attachment != nil && had.Attachment.ID == in.Attachment)
		if !same {
			return keptReceipt{}, domain.ErrKeyReused
		}
		return c.receiptOf(domain.Ref{Kind: domain.KindFlag, ID: in.ID}, false), nil // under another key, as by a phone that forgot the first
	}
	switch {
	case !f.Open():
		return keptReceipt{}, errFlagClosed
	case text == "" && in.Attachment == "":
		return keptReceipt{}, domain.Invalid(domain.FieldError{Field: "text", Code: domain.CodeInvalid, Detail: "Skriv noget her."})
	}
	if err := c.sayOnFlag(in.ID, f, in.Line, text, in.Attachment); err != nil {
		return keptReceipt{}, err
	}
	if c.viewer.Relation.Kind == access.RelationCitizen {
		// Who has it may have changed since it was raised: nobody writes to one who is gone.
		f.Notified = c.flagOwners(f)
		return c.keepFlag(in.ID, f, "write_on_flag", func() error {
			generation := "|" + string(in.Line)
			if err := c.ringStaffOfFlag(in.ID, f, generation); err != nil {
				return err
			}
			return c.ringDeputiesOfFlag(in.ID, f, generation)
		})
	}
	c.answerStamp(f)
	return c.keepFlag(in.ID, f, "write_on_flag", func() error { return c.tellCitizenOfFlag(domain.NotifyFlagAnswered, in.ID, "|"+string(in.Line)) })
}

// answerStamp keeps that staff have answered, and so have seen it.
func (c *change) answerStamp(f *domain.Flag) {
	c.stampFlag(f)
	if f.Answered == nil {
		f.Answered = &domain.Deed{By: c.actor.Person, At: inUTC(c.now)}
	}
}

// AnswerFlag makes something otherwise because of a flag. On an effort it is recorded there,
// from the day it counts, and the citizen is told why (requirement D5).
func (a *App) AnswerFlag(ctx context.Context, actor access.Actor, in OnFlag) (Receipt, error) {
	return a.onFlag(ctx, actor, "answer_flag", access.ActAnswerFlag, in, func(c *change, f *domain.Flag) (keptReceipt, error) { return c.answerFlag(in, f) })
}

func (c *change) answerFlag(in OnFlag, f *domain.Flag) (keptReceipt, error) {
	text := strings.TrimSpace(in.Text)
	if !f.Open() {
		return keptReceipt{}, errFlagClosed
	}
	if text == "" {
		return keptReceipt{}, domain.Invalid(domain.FieldError{Field: "text", Code: domain.CodeInvalid, Detail: "Skriv, hvad der bliver lavet om."})
	}
	if err := c.adjust(in, f, text); err != nil {
		return keptReceipt{}, err
	}
	c.answerStamp(f)
	f.Action = &domain.Deed{By: c.actor.Person, At: inUTC(c.now), Text: text}
	return c.keepFlag(in.ID, f, "answer_flag", func() error { return c.tellCitizenOfFlag(domain.NotifyFlagAnswered, in.ID, generationOf(c.now)) })
}

// adjust records on the effort what is made otherwise. Said anew it takes the place of what was
// said before for the same day, or for one that is still to come.
func (c *change) adjust(in OnFlag, f *domain.Flag, text string) error {
	if f.Effort == "" {
		if in.From != "" {
			return domain.Invalid(domain.FieldError{Field: "from", Code: domain.CodeInvalid, Detail: "Det handler ikke om en bestemt indsats. Skriv dagen i teksten."})
		}
		return nil
	}
	if in.From == "" || !in.From.Valid() || in.From < domain.DateOf(c.now) {
		return domain.Invalid(domain.FieldError{Field: "from", Code: domain.CodeInvalid, Detail: "Vælg den dag, det gælder fra: i dag eller senere."})
	}
	ref := domain.Ref{Kind: domain.KindEffort, ID: f.Effort}
	before, ok := c.state.byRef[ref].Item.(*domain.Effort)
	if !ok {
		return domain.ErrNotFound
	}
	after := *before
	made := domain.Adjustment{From: in.From, Text: text, BecauseFlag: in.ID}
	after.Adjustments = slices.DeleteFunc(slices.Clone(before.Adjustments), func(a domain.Adjustment) bool {
		return a.BecauseFlag == in.ID && (a.From == in.From || a.From > domain.DateOf(c.now))
	})
	after.Adjustments = append(after.Adjustments, made)
	if len(after.Adjustments) > domain.MaxAdjustments {
		return errTooManyMade
	}
	slices.SortStableFunc(after.Adjustments, func(x, y domain.Adjustment) int { return strings.Compare(string(x.From), string(y.From)) })
	if err := after.Validate(); err != nil {
		return err
	}
	c.quiet = true // it is told as the answer to what the citizen wrote
	citizen := c.state.persons[c.state.head.Citizen]
	if _, err := c.tellCitizen(ref, before, &after, citizen.CalledName()+" skrev, at noget ikke virker.", []string{"adjustments"}); err != nil {
		return err
	}
	return c.keep(ref.Kind, ref.ID, &after, "adjust")
}

// ConfirmAdjustment keeps whether what was made otherwise helped. Only that closes a flag; that
// it did not help opens it again and wakes those who have it (requirement D5). It counts for what
// the citizen saw and for nothing that was made otherwise since: she is asked about that anew.
// Where staff write down her word she is told, and may say that it is not so.
func (a *App) ConfirmAdjustment(ctx context.Context, actor access.Actor, in OnFlag) (Receipt, error) {
	return a.onFlag(ctx, actor, "confirm_adjustment", access.ActConfirmFlag, in, func(c *change, f *domain.Flag) (keptReceipt, error) { return c.confirmAdjustment(in, f) })
}

func (c *change) confirmAdjustment(in OnFlag, f *domain.Flag) (keptReceipt, error) {
	recordedBy, err := c.recordedBy(in.SaidBy)
	if err != nil {
		return keptReceipt{}, err
	}
	contradicts := recordedBy == "" && !in.Helped && f.ResolvedRecordedBy != ""
	switch {
	case !f.Open() && in.Helped:
		return c.receiptOf(domain.Ref{Kind: domain.KindFlag, ID: in.ID}, false), nil
	case !f.Open() && !contradicts:
		return keptReceipt{}, errFlagClosed
	case f.Action == nil:
		return keptReceipt{}, errFlagUnchanged
	case !f.Action.At.Equal(in.ActionAt):
		return keptReceipt{}, errOtherAction
	}
	if text := strings.TrimSpace(in.Text); text != "" {
		line := domain.DerivedID(string(in.ID), "confirmed", f.Action.At.UTC().Format(time.RFC3339Nano), string(recordedBy))
		if err := c.lineOnFlag(in.ID, f, domain.FlagMessage{ID: line, From: c.state.head.Citizen, Text: text}, ""); err != nil {
			return keptReceipt{}, err
		}
	}
	now := inUTC(c.now)
	if in.Helped {
		f.ResolvedAt, f.ResolvedBy, f.CitizenRating, f.ResolvedRecordedBy = &now, c.state.head.Citizen, domain.RatingHelped, recordedBy
		return c.keepFlag(in.ID, f, "confirm_adjustment", func() error {
			if err := c.tx.ClearNotifications(in.ID, c.now, domain.NotifyStaffFlag, domain.NotifyFlagSeen, domain.NotifyFlagAnswered, domain.NotifyPlanChanged); err != nil || recordedBy == "" {
				return err
			}
			return c.tellCitizenOfFlag(domain.NotifyFlagAnswered, in.ID, generationOf(now))
		})
	}
	again := f.NotHelped(now, recordedBy)
	again.Notified = c.flagOwners(again)
	return c.keepFlag(in.ID, again, "confirm_adjustment", func() error {
		if err := c.ringStaffOfFlag(in.ID, again, generationOf(now)); err != nil || recordedBy == "" {
			return err
		}
		return c.tellCitizenOfFlag(domain.NotifyPlanChanged, in.ID, generationOf(now))
	})
}
