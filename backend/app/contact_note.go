package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// ContactSays is a word of encouragement or an offer of help.
type ContactSays struct {
	Plan, ID domain.ID
	Of       domain.ContactNoteKind
	Text     string
	Mutation
}

var errNotesToday = &domain.Error{Code: domain.CodeRateLimited, Detail: "Du har sendt fem i dag. Du kan sende igen i morgen."}

// SayAsContact keeps a contact's note to the citizen. He is answered alike whether she hears
// it or not: while he is muted or paused it is kept from her, and nothing wakes her.
func (a *App) SayAsContact(ctx context.Context, actor access.Actor, in ContactSays) error {
	act := access.ActEncourage
	if in.Of == domain.NoteOffer {
		act = access.ActOfferHelp
	}
	_, err := onPlan(ctx, a, actor, in.Plan, operation{string(act), in.ID}, in.Mutation, func(c *change) (struct{}, error) { return struct{}{}, c.sayAsContact(in, act) })
	return err
}

func (c *change) sayAsContact(in ContactSays, act access.Action) error {
	me := c.actor.Person
	stored, ok := c.state.item(domain.KindContact, me).(*domain.Contact)
	if !ok || !c.state.facts.Can(c.viewer, act, domain.Ref{Kind: domain.KindContact, ID: me}, nil, c.now) {
		return domain.ErrForbidden
	}
	if !in.ID.Valid() {
		return domain.ErrNotFound
	}
	note := domain.ContactNote{ID: in.ID, Of: in.Of, Text: strings.TrimSpace(in.Text), At: inUTC(c.now), Silent: stored.Muted || stored.Status != "active"}
	if err := note.Validate(); err != nil {
		return err
	}
	today := 0
	for _, n := range stored.Notes {
		if n.ID == note.ID {
			if n.Of != note.Of || n.Text != note.Text {
				return domain.ErrKeyReused
			}
			return nil
		}
		if domain.DateOf(n.At) == domain.DateOf(c.now) {
			today++
		}
	}
	if today >= domain.MaxNotesADay {
		return errNotesToday
	}
	grant := *stored
	grant.Notes = domain.KeptNotes(append(slices.Clone(stored.Notes), note))
	if err := c.keep(domain.KindContact, me, &grant, string(act)); err != nil {
		return err
	}
	if note.Silent {
		return nil
	}
	return c.ring(c.state.head.Citizen, domain.NotifyContactNote, me)
}

// AnswerOffer is the citizen's yes or no to an offer of help. Her first answer stands.
func (a *App) AnswerOffer(ctx context.Context, actor access.Actor, plan, contact, note domain.ID, answer string, m Mutation) (Receipt, error) {
	r, _, err := a.onContact(ctx, actor, plan, contact, "answer_offer|"+string(note), m, func(c *change, grant *domain.Contact, out *OfContact) error {
		grant.Notes = slices.Clone(grant.Notes)
		i := slices.IndexFunc(grant.Notes, func(n domain.ContactNote) bool { return n.ID == note && n.Of == domain.NoteOffer && !n.Silent })
		switch {
		case i < 0:
			return domain.ErrNotFound
		case grant.Notes[i].Answer == answer:
			return nil
		case grant.Notes[i].Answer != "":
			return errAnswered
		case grant.Status == "withdrawn":
			return errOver
		}
		at := inUTC(c.now)
		grant.Notes[i].Answer, grant.Notes[i].AnsweredAt = answer, &at
		if err := c.keepContact(contact, grant, "answer_offer", out); err != nil {
			return err
		}
		return c.ring(contact, domain.NotifyOfferAnswered, contact)
	})
	return r, err
}

// ListNotes gives the citizen all that is kept of what one of her people sent, the newest
// first: also what she did not want to hear, for she may need it as evidence, and also of
// somebody who is let in no more. Nobody else reads it, and he is not told.
func (a *App) ListNotes(ctx context.Context, actor access.Actor, plan, contact domain.ID) ([]domain.ContactNote, error) {
	s, v, err := a.open(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	if v.Relation.Kind != access.RelationCitizen {
		return nil, domain.ErrForbidden
	}
	grant, ok := s.item(domain.KindContact, contact).(*domain.Contact)
	if !ok {
		return nil, domain.ErrNotFound
	}
	written, err := a.written(ctx, s.head, contact)
	if err != nil {
		return nil, err
	}
	notes := slices.Clone(grant.Notes)
	slices.Reverse(notes)
	notes = append(notes, written...)
	slices.SortStableFunc(notes, func(x, y domain.ContactNote) int { return y.At.Compare(x.At) })
	return notes, nil
}

// MuteContact keeps what a contact sends from the citizen, or lets it through again. He is
// told of neither.
func (a *App) MuteContact(ctx context.Context, actor access.Actor, plan, id domain.ID, muted bool, m Mutation) (Receipt, error) {
	r, _, err := a.onContact(ctx, actor, plan, id, "mute_contact", m, func(c *change, grant *domain.Contact, out *OfContact) error {
		if grant.Muted == muted {
			return nil
		}
		grant.Muted = muted
		return c.keepContact(id, grant, "mute_contact", out)
	})
	return r, err
}

// ReportContact tells the consultant that one of her people is not good to the citizen.
func (a *App) ReportContact(ctx context.Context, actor access.Actor, plan, id domain.ID, words string, m Mutation) (Receipt, error) {
	r, _, err := a.onContact(ctx, actor, plan, id, "report_contact", m, func(c *change, grant *domain.Contact, out *OfContact) error {
		if domain.OpenReports(grant.Reports) >= domain.MaxOpenReports {
			return &domain.Error{Code: domain.CodeRateLimited, Detail: "Din konsulent har fået det at vide. Ring, hvis det haster."}
		}
		at := inUTC(c.now)
		if n := len(grant.Reports); n > 0 && !at.After(grant.Reports[n-1].At) {
			at = grant.Reports[n-1].At.Add(time.Millisecond) // each has an instant of its own
		}
		grant.Reports = domain.KeptReports(append(slices.Clone(grant.Reports), domain.ContactReport{At: at, Words: strings.TrimSpace(words)}))
		if err := c.keepContact(id, grant, "report_contact", out); err != nil {
			return err
		}
		if err := c.tx.AddReport(plan, id, c.actor.Person, at); err != nil {
			return err
		}
		return c.ringReport(id)
	})
	return r, err
}

// ringReport wakes who can help now: the consultant, and whoever stands in for her; where
// none of them works here any more, the team leads.
func (c *change) ringReport(contact domain.ID) error {
	tied, err := c.relations()
	if err != nil {
		return err
	}
	helpers, err := atWork(c.tx, tied, c.now)
	if err != nil {
		return err
	}
	for _, p := range helpers {
		if err := c.ring(p, domain.NotifyStaffReport, contact); err != nil {
			return err
		}
	}
	if len(helpers) > 0 {
		return nil
	}
	consultant, err := c.person(c.state.consultant(c.now))
	if err != nil {
		return err
	}
	leads, err := c.leadsOf(consultant)
	if err != nil {
		return err
	}
	for _, lead := range leads {
		if err := c.ring(lead, domain.NotifyStaffReport, contact); err != nil {
			return err
		}
	}
	return nil
}

// tellNotes leaves the notes that are silent from the citizen. The contact is shown which of
// his offers she answered, and nothing that tells whether she heard the rest.
func tellNotes(f domain.Fields, grant *domain.Contact, v access.Viewer) (err error) {
	if f["notes"] == nil {
		return nil
	}
	shown := slices.DeleteFunc(slices.Clone(grant.Notes), func(n domain.ContactNote) bool {
		return n.Silent || v.Relation.Kind == access.RelationContact && n.Answer == ""
	})
	if delete(f, "notes"); len(shown) > 0 {
		f["notes"], err = json.Marshal(shown)
	}
	return err
}
