package app

import (
	"context"
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// AskStory is the consultant's wish to tell how something went well. Version is that of the story
// which she changes; 0 asks for a new one.
type AskStory struct {
	Plan, ID  domain.ID
	Version   int
	Heading   string
	Text      string
	Uses      []string
	Until     domain.Date
	FirstName bool
	Mutation
}

// AnswerStory is the citizen's answer: a yes to exactly these words, places and time, or a no.
type AnswerStory struct {
	AskStory
	Yes bool
}

// StoryDeed names a story that the citizen takes back.
type StoryDeed struct {
	Plan, ID domain.ID
	Mutation
}

// AskStory asks the citizen whether a story may be told, or changes what she was asked about: what
// she said yes to before is then told no more, and she is asked anew.
func (a *App) AskStory(ctx context.Context, actor access.Actor, in AskStory) (Receipt, error) {
	house, err := a.House(ctx)
	if err != nil {
		return Receipt{}, err
	}
	if in.Key == "" && in.Version == 0 {
		in.Key = "create:story:" + string(in.ID)
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"ask_story", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.askStory(in, house.Municipality.Name) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) askStory(in AskStory, town string) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindStory, ID: in.ID}
	out := c.receiptOf(ref, true)
	if !in.ID.Valid() {
		return out, domain.ErrNotFound
	}
	before, _ := c.state.byRef[ref].Item.(*domain.Story)
	if before == nil {
		if err := c.may(access.ActAskStory, ref, nil); err != nil {
			return out, err
		}
		if err := c.mayAskNow(in); err != nil {
			return out, err
		}
	} else if err := c.may(access.ActAskStory, ref, before); err != nil {
		return out, err
	}
	s := domain.Story{Version: 1, AskedBy: c.actor.Person, AskedAt: inUTC(c.now), Status: domain.StoryAsked}
	if before != nil {
		switch {
		case before.Status == domain.StoryDeclined || before.Status == domain.StoryWithdrawn:
			return out, errStoryClosed
		case in.Version != before.Version:
			return out, errStoryChanged
		}
		s = *before
	}
	if err := c.fillStory(&s, in, town); err != nil {
		return out, err
	}
	if before != nil {
		if s.SameToTell(before) {
			out.Changed = false
			out.Cursor = c.state.cursor(c.viewer, c.now)
			return out, nil
		}
		s.Version, s.Status, s.AskedBy, s.AskedAt, s.AnsweredAt = before.Version+1, domain.StoryAsked, c.actor.Person, inUTC(c.now), nil
		if err := c.endStoryConsent(in.ID, before, "withdrawn"); err != nil {
			return out, err
		}
	}
	if err := c.app.notifyAs(c.tx, c.state.head.ID, c.state.head.Citizen, domain.NotifyStoryAsked, in.ID, generationOf(c.now), c.now); err != nil {
		return out, err
	}
	return c.keepStory(out, ref, &s, "ask_story")
}

var (
	errStoryClosed  = &domain.Error{Code: domain.CodeStoryClosed, Detail: "Borgeren har sagt nej til den historie. Den kan ikke bruges mere."}
	errStoryChanged = &domain.Error{Code: domain.CodeStoryChanged, Detail: "Historien er skrevet om imens. Læs den igen."}
	errStoryWaits   = &domain.Error{Code: domain.CodeStoryWaits, Detail: "Du har spurgt om en historie. Vent på svaret."}
	errStoryNoYes   = &domain.Error{Code: domain.CodeStoryNoYes, Detail: "Historien må ikke hentes. Der er ikke et ja, der gælder nu."}
)

// mayAskNow keeps a citizen from being asked about two things at once, and from being asked again
// by who has just got a no.
func (c *change) mayAskNow(in AskStory) error {
	if in.Version != 0 {
		return domain.ErrNotFound
	}
	for _, r := range c.state.records {
		s, ok := r.Item.(*domain.Story)
		switch {
		case !ok:
		case s.Status == domain.StoryAsked:
			return errStoryWaits
		case s.AskedBy == c.actor.Person && c.now.Before(s.Rests()):
			return &domain.Error{Code: domain.CodeStoryRests, Detail: "Borgeren sagde nej. Du kan tidligst spørge igen " + domain.DateOf(s.Rests()).Danish(c.now) + "."}
		}
	}
	return nil
}

// fillStory puts what was written into a story, and refuses what would tell of anybody else.
func (c *change) fillStory(s *domain.Story, in AskStory, town string) error {
	s.Heading, s.Text, s.Uses, s.Until, s.FirstName = in.Heading, in.Text, slices.Clone(in.Uses), in.Until, in.FirstName
	s.Trim()
	if err := s.Validate(); err != nil {
		return err
	}
	if err := s.CheckUntil(c.now); err != nil {
		return err
	}
	citizen := c.state.persons[c.state.head.Citizen]
	who := c.state.recognisable(c.viewer, town, c.now, true)
	if s.FirstName {
		who = who.Except(citizen.CalledName())
	}
	for _, t := range []struct{ field, text string }{{"heading", s.Heading}, {"text", s.Text}} {
		if found := who.Found(t.text); found != "" {
			return &domain.Error{Code: domain.CodeNotAnonymous, Detail: "Historien må ikke sige, hvem andre er, eller hvor det var.",
				Fields: []domain.FieldError{{Field: t.field, Code: domain.CodeNotAnonymous, Detail: "Skriv det uden »" + found + "«."}}}
		}
	}
	return nil
}

// endStoryConsent ends the yes that a story stood on, and tells all who fetched it on that.
func (c *change) endStoryConsent(id domain.ID, s *domain.Story, as domain.Status) error {
	k, ok := c.state.item(domain.KindConsent, s.Consent).(*domain.Consent)
	if !ok {
		return nil
	}
	if k.TellsStory(c.now) {
		ended, at := *k, inUTC(c.now)
		ended.Status, ended.WithdrawnAt = as, &at
		if c.viewer.Relation.Kind != access.RelationCitizen {
			ended.WithdrawnBy = c.actor.Person
		}
		if err := c.keep(domain.KindConsent, s.Consent, &ended, "end_story_consent"); err != nil {
			return err
		}
	}
	return c.tellStoryIsOver(id, s)
}

// tellStoryIsOver wakes everyone who fetched a story and still tells it.
func (c *change) tellStoryIsOver(id domain.ID, s *domain.Story) error {
	var told []domain.ID
	for _, e := range s.Exports {
		if e.DownAt != nil || slices.Contains(told, e.By) {
			continue
		}
		told = append(told, e.By)
		if err := c.app.notifyAs(c.tx, c.state.head.ID, e.By, domain.NotifyStoryIsOver, id, generationOf(c.now), c.now); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) keepStory(out keptReceipt, ref domain.Ref, s *domain.Story, action string) (keptReceipt, error) {
	if err := c.keep(ref.Kind, ref.ID, s, action); err != nil {
		return out, err
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// AnswerStory keeps the citizen's answer. She may write it otherwise, and narrow where, how long
// and with what name it is told; her yes is to what she sent.
func (a *App) AnswerStory(ctx context.Context, actor access.Actor, in AnswerStory) (Receipt, error) {
	house, err := a.House(ctx)
	if err != nil {
		return Receipt{}, err
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_story", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerStory(in, house.Municipality.Name) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerStory(in AnswerStory, town string) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindStory, ID: in.ID}
	out := c.receiptOf(ref, true)
	before, ok := c.state.byRef[ref].Item.(*domain.Story)
	if !ok || !c.sees(ref) {
		return out, domain.ErrNotFound
	}
	if err := c.may(access.ActAnswerStory, ref, before); err != nil {
		return out, err
	}
	switch {
	case before.Status == domain.StoryDeclined || before.Status == domain.StoryWithdrawn:
		return out, &domain.Error{Code: domain.CodeStoryClosed, Detail: "Du har sagt nej. Historien bliver ikke fortalt."}
	case in.Version != before.Version:
		return out, errStoryChanged
	case !in.Yes && before.Status != domain.StoryAsked:
		return out, &domain.Error{Code: domain.CodeStoryClosed, Detail: "Du har sagt ja. Du kan tage dit ja tilbage."}
	}
	s, at := *before, inUTC(c.now)
	s.AnsweredAt = &at
	if !in.Yes {
		s.Status = domain.StoryDeclined
	} else if err := c.agreeToStory(in, before, &s, town); err != nil {
		return out, err
	} else if k, ok := c.state.item(domain.KindConsent, before.Consent).(*domain.Consent); ok && before.Stands(k, c.now) && s.SameToTell(before) {
		out.Changed, out.Cursor = false, c.state.cursor(c.viewer, c.now)
		return out, nil // she has said yes to just this
	}
	if before.Status == domain.StoryAgreed {
		if err := c.endStoryConsent(in.ID, before, domain.StatusReplaced); err != nil {
			return out, err
		}
	}
	if s.Status == domain.StoryAgreed {
		s.Consent = domain.NewID()
		if err := c.keep(domain.KindConsent, s.Consent, s.Consented(in.ID, c.actor.Person, at), "consent_to_story"); err != nil {
			return out, err
		}
	}
	if err := c.tx.ClearNotifications(in.ID, c.now, domain.NotifyStoryAsked); err != nil {
		return out, err
	}
	if err := c.app.notifyAs(c.tx, c.state.head.ID, c.state.consultant(c.now), domain.NotifyStaffStory, in.ID, generationOf(c.now), c.now); err != nil {
		return out, err
	}
	return c.keepStory(out, ref, &s, "answer_story")
}

func (c *change) agreeToStory(in AnswerStory, before, s *domain.Story, town string) error {
	s.Status = domain.StoryAgreed
	if err := c.fillStory(s, in.AskStory, town); err != nil {
		return err
	}
	if field := s.Widens(before); field != "" {
		return refused(field, "Her kan du kun vælge mindre. Skriv til din konsulent, hvis det må være mere.")
	}
	if !s.SameToTell(before) {
		s.Version++
	}
	return nil
}

// WithdrawStory takes the citizen's yes back, at any time and without a reason. Whoever fetched the
// story is told to take it down. Sent again it is done already.
func (a *App) WithdrawStory(ctx context.Context, actor access.Actor, in StoryDeed) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"withdraw_story", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.withdrawStory(in.ID) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) withdrawStory(id domain.ID) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindStory, ID: id}
	out := c.receiptOf(ref, true)
	before, ok := c.state.byRef[ref].Item.(*domain.Story)
	if !ok || !c.sees(ref) {
		return out, domain.ErrNotFound
	}
	if err := c.may(access.ActAnswerStory, ref, before); err != nil {
		return out, err
	}
	switch before.Status {
	case domain.StoryWithdrawn:
		out.Changed, out.Cursor = false, c.state.cursor(c.viewer, c.now)
		return out, nil
	case domain.StoryAgreed:
	default:
		return out, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Du har ikke sagt ja til den historie."}
	}
	return c.takeStoryBack(out, ref, before)
}

// takeStoryBack ends the yes to a story, there or among the citizen's other consents.
func (c *change) takeStoryBack(out keptReceipt, ref domain.Ref, before *domain.Story) (keptReceipt, error) {
	if err := c.endStoryConsent(ref.ID, before, "withdrawn"); err != nil {
		return out, err
	}
	s, at := *before, inUTC(c.now)
	s.Status, s.AnsweredAt = domain.StoryWithdrawn, &at
	if err := c.app.notifyAs(c.tx, c.state.head.ID, c.state.consultant(c.now), domain.NotifyStaffStory, ref.ID, generationOf(c.now), c.now); err != nil {
		return out, err
	}
	return c.keepStory(out, ref, &s, "withdraw_story")
}
