package app

import (
	"context"
	"errors"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

// AfterRestore brings what was put back up to today, before anybody is served: what was taken away
// since is taken away again, what would open again is closed, and what its time is over of by now
// is deleted, however old the backup is.
func (a *App) AfterRestore(ctx context.Context, entries []ledger.Entry) (again map[ledger.Kind]int, settled store.Settled, err error) {
	if again, err = a.Reapply(ctx, entries); err != nil {
		return again, settled, err
	}
	if settled, err = a.store.Settle(ctx); err != nil {
		return again, settled, err
	}
	return again, settled, a.runRetention(ctx, "restore", true)
}

// Reapply carries the ledger through in data that is older than it, line by line in the order
// in which things were taken away: what was taken away since is taken away again, as of the
// instant at which it was, and no more is open than the line says. What is gone already, or was never there, changes nothing. It gives
// how often each kind was gone through.
func (a *App) Reapply(ctx context.Context, entries []ledger.Entry) (map[ledger.Kind]int, error) {
	counts := map[ledger.Kind]int{}
	for _, e := range entries {
		if err := a.reapply(ctx, e); err != nil && !errors.Is(err, domain.ErrNotFound) {
			return counts, err
		}
		counts[e.Kind]++
	}
	return counts, nil
}

func (a *App) reapply(ctx context.Context, e ledger.Entry) error {
	at := domain.ClockFunc(func() time.Time { return e.Time() })
	switch e.Kind {
	case ledger.RemovedContact, ledger.PausedContact, ledger.ResumedContact, ledger.MutedContact, ledger.UnmutedContact:
		return a.contactAgain(ctx, a.At(at), e)
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if done, err := tx.Again(e); done || err != nil {
			return err
		}
		if e.Kind == ledger.ProtectedAddress {
			return protectAgain(tx, e)
		}
		head, err := tx.Plan(e.Plan)
		if err != nil {
			return err
		}
		switch e.Kind {
		case ledger.WithdrawnConsent:
			return withdrawAgain(tx, head, e)
		case ledger.EndedStory:
			return endStoryAgain(tx, head, e)
		case ledger.NarrowedItem:
			return narrowAgain(tx, head, e)
		case ledger.ErasedItem:
			return deleteAgain(tx, head, e)
		case ledger.RecalledMessage:
			return recallAgain(tx, head, e)
		}
		return nil // of a later program
	})
}

// contactAgain goes through what was done about one of the citizen's people as if she did it:
// with a removal go his phones, his calendar and his part in what is planned.
func (a *App) contactAgain(ctx context.Context, then *App, e ledger.Entry) error {
	var head store.PlanHead
	var is domain.Record
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		if head, err = tx.Plan(e.Plan); err == nil {
			is, err = tx.Item(head, domain.KindContact, e.Person)
		}
		return err
	})
	if err != nil {
		return err
	}
	citizen := access.Actor{Person: head.Citizen, Role: domain.RoleCitizen}
	if e.Kind == ledger.RemovedContact {
		_, _, err = then.RemoveContact(ctx, citizen, e.Plan, e.Person, Mutation{})
		return err
	}
	grant, ok := is.Item.(*domain.Contact)
	if !ok || grant.Status == "withdrawn" || is.At.After(e.Time()) {
		return nil
	}
	if grant.Status == "invited" {
		// The backup is from before she said yes to him. Let be, he would come in unpaused at her
		// next yes: she can invite him again.
		if e.Kind == ledger.PausedContact {
			_, _, err = then.RemoveContact(ctx, citizen, e.Plan, e.Person, Mutation{})
		}
		return err
	}
	switch e.Kind {
	case ledger.PausedContact, ledger.ResumedContact:
		_, err = then.PauseContact(ctx, citizen, e.Plan, e.Person, e.Kind == ledger.PausedContact, Mutation{})
	case ledger.MutedContact, ledger.UnmutedContact:
		_, err = then.MuteContact(ctx, citizen, e.Plan, e.Person, e.Kind == ledger.MutedContact, Mutation{})
	}
	return err
}

func withdrawAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	r, err := tx.Item(head, domain.KindConsent, e.Item)
	if err != nil || r.Deleted {
		return err
	}
	given, ok := r.Item.(*domain.Consent)
	if !ok || given.Status != domain.StatusActive {
		return nil
	}
	after, at := *given, e.Time()
	after.Status, after.WithdrawnAt = "withdrawn", &at
	if err := putAgain(tx, head, domain.Record{Kind: domain.KindConsent, ID: e.Item, Item: &after, By: head.Citizen, At: at}); err != nil || given.Story == "" {
		return err
	}
	return storyAgain(tx, head, given.Story, at, func(s *domain.Story) bool {
		// She said yes to other words since, or was asked about others: the line of her story
		// itself, if there is one, says whether she said no.
		if s.Status != domain.StoryAgreed || s.Consent != e.Item {
			return false
		}
		s.Status, s.AnsweredAt = domain.StoryAsked, nil
		return true
	})
}

func endStoryAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	at := e.Time()
	return storyAgain(tx, head, e.Item, at, func(s *domain.Story) bool {
		switch s.Status {
		case domain.StoryAgreed:
			s.Status = domain.StoryWithdrawn
		case domain.StoryAsked:
			// Without the words that she said yes to since, it is her no all the same.
			s.Status = domain.StoryDeclined
			if s.Consent != "" {
				s.Status = domain.StoryWithdrawn
			}
		default:
			return false
		}
		s.AnsweredAt = &at
		return true
	})
}

func storyAgain(tx *store.Tx, head store.PlanHead, id domain.ID, at time.Time, change func(*domain.Story) bool) error {
	r, err := tx.Item(head, domain.KindStory, id)
	if err != nil || r.Deleted {
		return err
	}
	is, ok := r.Item.(*domain.Story)
	if !ok {
		return nil
	}
	if after := *is; change(&after) {
		return putAgain(tx, head, domain.Record{Kind: domain.KindStory, ID: id, Item: &after, By: head.Citizen, At: at})
	}
	return nil
}

// narrowAgain opens a thing to nobody whom the line does not name. What was opened to others
// since is not known: that is asked for anew.
func narrowAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	r, err := tx.Item(head, domain.Kind(e.What), e.Item)
	if err != nil || r.Deleted || r.At.After(e.Time()) {
		return err
	}
	if !domain.Narrow(r.Item, e.Only) {
		return nil
	}
	if grant, ok := r.Item.(*domain.Contact); ok {
		if err := endsAgain(tx, head, e.Item, grant, e.Time()); err != nil {
			return err
		}
	}
	return putAgain(tx, head, domain.Record{Kind: r.Kind, ID: r.ID, Item: r.Item, By: head.Citizen, At: e.Time()})
}

// endsAgain lets a contact's way in end with what he was let in for.
func endsAgain(tx *store.Tx, head store.PlanHead, contact domain.ID, grant *domain.Contact, now time.Time) error {
	tied, err := tx.Relations(head.ID)
	if err != nil {
		return err
	}
	for _, t := range tied {
		rel := t.Relation
		if t.Person != contact || rel.Kind != access.RelationContact || !rel.Live(now) || !grant.Ends().Before(rel.To) {
			continue
		}
		rel.To = grant.Ends()
		if err := tx.PutRelation(head.ID, contact, rel); err != nil {
			return err
		}
	}
	return nil
}

// protectAgain puts the consultant's word on an address down again, as it was then.
func protectAgain(tx *store.Tx, e ledger.Entry) error {
	p, err := tx.Person(e.Person)
	if err != nil {
		return err
	}
	after, changed := p.Protect(e.What != ledger.NotProtected, e.What == ledger.MayInvite, domain.Deed{By: domain.System, At: e.Time()})
	if !changed {
		return nil
	}
	return errors.Join(tx.PutPerson(after, p.ID), tx.AuditInstallation(store.Deed{At: e.Time(), Person: domain.System, Action: "restore", Kind: "person", Item: p.ID}))
}

func deleteAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	r, err := tx.Item(head, domain.Kind(e.What), e.Item)
	if err != nil || r.Deleted || r.At.After(e.Time()) {
		return err
	}
	return putAgain(tx, head, domain.Record{Kind: domain.Kind(e.What), ID: e.Item, Deleted: true, By: domain.System, At: e.Time()})
}

func putAgain(tx *store.Tx, head store.PlanHead, r domain.Record) (err error) {
	r.Plan = head.ID
	if r.Rev, err = tx.Bump(head.ID); err != nil {
		return err
	}
	return errors.Join(tx.PutItem(head, r),
		tx.Audit(head, store.Deed{At: r.At, Person: r.By, Action: "restore", Kind: r.Kind, Item: r.ID, Rev: r.Rev}))
}

func recallAgain(tx *store.Tx, head store.PlanHead, e ledger.Entry) error {
	m, err := tx.Message(head, e.Item)
	if err != nil || m.RecalledAt != nil {
		return err
	}
	gone, err := m.Recall(m.From, e.Time())
	if err != nil {
		return err
	}
	if m.Attachment != nil && m.Attachment.ID != "" {
		if err := tx.DropEnclosure(head, m.Attachment.ID); err != nil && !errors.Is(err, domain.ErrNotFound) {
			return err
		}
	}
	return tx.ReplaceMessage(head, gone)
}
