package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ShareWith is what the citizen lets one of her people see and do.
type ShareWith struct {
	// Meetings is none, along (those she asks him along to) or all.
	Meetings string
	Items    []domain.Ref
	Lanes    []domain.Area
	// May holds come_along, drive, write, offer_help and encourage.
	May   []string
	Until domain.Date
}

// mayWords are what a contact may do, as the API and as the grant call it.
var mayWords = map[string]string{"come_along": access.DoAccompany, "drive": access.DoDrive, "write": access.DoWrite, "offer_help": access.DoOffer, "encourage": access.DoEncourage}

// grant turns the picks into what stands on the grant.
func (w ShareWith) grant() (see, do []string, picks domain.Sharing, err error) {
	see, do = []string{}, []string{}
	switch w.Meetings {
	case "", "none":
	case "along":
		see = append(see, "meetings_accompanied")
	case "all":
		see = append(see, "meetings", "meetings_accompanied")
	default:
		return nil, nil, picks, refused("meetings", "Vælg en af mulighederne.")
	}
	for _, kind := range []struct {
		is   domain.Kind
		word string
	}{{domain.KindGoal, "goals_shared"}, {domain.KindAgreement, "agreements"}} {
		if slices.ContainsFunc(w.Items, func(r domain.Ref) bool { return r.Kind == kind.is }) {
			see = append(see, kind.word)
		}
	}
	for _, m := range w.May {
		word, ok := mayWords[m]
		if !ok {
			return nil, nil, picks, refused("may", "Vælg en af mulighederne.")
		}
		if !slices.Contains(do, word) {
			do = append(do, word)
		}
	}
	return see, do, domain.Sharing{Chosen: true, Items: w.Items, Lanes: w.Lanes}, nil
}

// picked refuses what is not there, and what is shared with nobody.
func (c *change) picked(items []domain.Ref) error {
	for _, ref := range items {
		t := c.state.facts.Things[ref]
		if t == nil || !c.sees(ref) {
			return refused("items", "Noget af det findes ikke mere. Hent siden igen.")
		}
		if t.Sensitive || t.Confidential != "" {
			return refused("items", "Noget af det er privat. Det kan ikke deles.")
		}
	}
	return nil
}

func (c *change) mayManage() error {
	if !c.state.facts.Can(c.viewer, access.ActManageContact, domain.Ref{Kind: domain.KindContact}, nil, c.now) {
		return domain.ErrForbidden
	}
	return nil
}

// deed writes something that was done around the citizen's people in the plan's log.
func (c *change) deed(action string, id domain.ID) error {
	return c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: c.by, Session: c.actor.Session, Action: action, Kind: domain.KindContact, Item: id})
}

// OfContact is what was done to a contact's access. Ended are the sessions that were ended
// with it: whoever did this tells the streams.
type OfContact struct {
	Receipt keptReceipt
	Ended   []domain.ID `json:"-"`
}

// onContact runs the citizen's act on one of her people. The grant is a copy to change and keep.
func (a *App) onContact(ctx context.Context, actor access.Actor, plan, id domain.ID, op string, m Mutation, act func(*change, *domain.Contact, *OfContact) error) (Receipt, []domain.ID, error) {
	out, err := onPlan(ctx, a, actor, plan, operation{op, id}, m, func(c *change) (OfContact, error) {
		out := OfContact{Receipt: keptReceipt{Receipt: Receipt{ID: id, Kind: domain.KindContact}}}
		if err := c.mayManage(); err != nil {
			return out, err
		}
		stored, ok := c.state.item(domain.KindContact, id).(*domain.Contact)
		if !ok {
			return out, domain.ErrNotFound
		}
		grant := *stored
		if err := act(c, &grant, &out); err != nil {
			return out, err
		}
		return out, c.contactKept(&out)
	})
	return a.receipt(actor, plan, out.Receipt), out.Ended, err
}

func (c *change) contactKept(out *OfContact) (err error) {
	if !out.Receipt.Changed {
		out.Receipt.Cursor = c.state.cursor(c.viewer, c.now)
		return nil
	}
	out.Receipt.Cursor, err = c.cursorAfter("")
	return err
}

// keepContact keeps a changed grant; whoever sees something else by it pulls anew.
func (c *change) keepContact(id domain.ID, grant *domain.Contact, action string, out *OfContact) error {
	if err := grant.Validate(); err != nil {
		return err
	}
	out.Receipt.Changed = true
	if err := c.keep(domain.KindContact, id, grant, action); err != nil {
		return err
	}
	return c.tellRegranted(domain.Ref{Kind: domain.KindContact, ID: id})
}

var errOver = &domain.Error{Code: domain.CodeContactOver, Detail: "Personen er ikke med mere."}

// ConfirmContact is the citizen's answer to "Var det Kalle?". Only a yes opens anything.
func (a *App) ConfirmContact(ctx context.Context, actor access.Actor, plan, id domain.ID, yes bool, m Mutation) (Receipt, []domain.ID, error) {
	return a.onContact(ctx, actor, plan, id, "confirm_contact", m, func(c *change, grant *domain.Contact, out *OfContact) error {
		switch {
		case grant.Status == "invited" && grant.AcceptedAt != nil:
		case grant.Status == "active" && yes, grant.Status == "withdrawn" && !yes:
			return nil
		default:
			return errOver
		}
		if !yes {
			return c.endContact(id, grant, "not_that_person", out)
		}
		if err := c.mayInvite(true); err != nil {
			return err
		}
		grant.Status = "active"
		if err := c.tie(id, access.Relation{Kind: access.RelationContact, From: c.now, To: grant.Ends()}); err != nil {
			return err
		}
		if err := c.keepContact(id, grant, "confirm_contact", out); err != nil {
			return err
		}
		return c.ring(id, domain.NotifyContactIn, id)
	})
}

// PutSharing keeps what the citizen lets one of her people see and do, and until when. unproved
// refuses what opens more than he has (access.OpensMore); nil: she gave a fresh proof.
func (a *App) PutSharing(ctx context.Context, actor access.Actor, plan, id domain.ID, with ShareWith, unproved error, m Mutation) (Receipt, error) {
	r, _, err := a.onContact(ctx, actor, plan, id, "put_sharing", m, func(c *change, grant *domain.Contact, out *OfContact) error {
		before := *grant
		if grant.Status == "withdrawn" {
			return errOver
		}
		see, do, picks, err := with.grant()
		if err != nil {
			return err
		}
		if err := c.picked(with.Items); err != nil {
			return err
		}
		if err := domain.CheckUntil(with.Until, c.now); err != nil {
			return err
		}
		now := sharedWith(c.state, id, grant, c.now)
		moved := now.Until != with.Until
		if !now.same(with) {
			grant.CanSee, grant.CanDo, grant.Sharing = see, do, picks
			grant.CannotSee = nil // the lanes say it now
		} else if !moved {
			return nil // also of one from before there were picks: it stays as it is
		}
		if moved {
			grant.Expires = with.Until
			if err := c.retie(id, grant.Ends()); err != nil {
				return err
			}
		}
		if unproved != nil && access.OpensMore(&before, grant) {
			return unproved
		}
		if err := c.keepContact(id, grant, "put_sharing", out); err != nil {
			return err
		}
		return c.remindAnew()
	})
	return r, err
}

// retie moves the end of a contact's access.
func (c *change) retie(id domain.ID, ends time.Time) error {
	rels, err := c.relations()
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.Person == id && r.Relation.Kind == access.RelationContact && r.Relation.Live(c.now) {
			rel := r.Relation
			rel.To = ends
			return c.tie(id, rel)
		}
	}
	return nil
}

// PauseContact lets a contact's view stand still, or go on. He is told of neither, and
// nothing wakes him meanwhile. He sees no meeting that is to come, so he is counted on at
// none; what he had promised does not come back with him: the citizen asks him anew, for she
// may go with somebody else by then, and he is shown again where she will be.
func (a *App) PauseContact(ctx context.Context, actor access.Actor, plan, id domain.ID, paused bool, m Mutation) (Receipt, error) {
	r, _, err := a.onContact(ctx, actor, plan, id, "pause_contact", m, func(c *change, grant *domain.Contact, out *OfContact) error {
		switch {
		case grant.Status == "active" && paused:
			at := inUTC(c.now)
			grant.Status, grant.PausedAt, grant.PausedRev = "paused", &at, c.state.head.Rev
			if err := c.tx.ClearNotificationsOf(id, plan, c.now); err != nil {
				return err
			}
		case grant.Status == "paused" && !paused:
			grant.Status, grant.PausedAt, grant.PausedRev = "active", nil, 0
		case grant.Status == "active", grant.Status == "paused":
			return nil
		default:
			return errOver
		}
		if err := c.keepContact(id, grant, "pause_contact", out); err != nil {
			return err
		}
		if paused {
			if err := c.outOfMeetings(id, "contact_paused"); err != nil {
				return err
			}
		}
		return c.remindAnew()
	})
	return r, err
}

// RemoveContact ends a contact's access at once. He is given no reason.
func (a *App) RemoveContact(ctx context.Context, actor access.Actor, plan, id domain.ID, m Mutation) (Receipt, []domain.ID, error) {
	return a.onContact(ctx, actor, plan, id, "remove_contact", m, func(c *change, grant *domain.Contact, out *OfContact) error {
		if grant.Status == "withdrawn" {
			return nil
		}
		return c.endContact(id, grant, "remove_contact", out)
	})
}

// LeavePlan lets a contact go by himself.
func (a *App) LeavePlan(ctx context.Context, actor access.Actor, plan domain.ID, m Mutation) ([]domain.ID, error) {
	out, err := onPlan(ctx, a, actor, plan, operation{"leave_plan", actor.Person}, m, func(c *change) (OfContact, error) {
		out := OfContact{Receipt: keptReceipt{Receipt: Receipt{ID: actor.Person, Kind: domain.KindContact}}}
		stored, ok := c.state.item(domain.KindContact, actor.Person).(*domain.Contact)
		if !ok || !c.state.facts.Can(c.viewer, access.ActLeave, domain.Ref{Kind: domain.KindContact, ID: actor.Person}, nil, c.now) {
			return out, domain.ErrNotFound
		}
		grant := *stored
		return out, c.endContact(actor.Person, &grant, "leave_plan", &out)
	})
	return out.Ended, err
}

// endContact takes away all that a contact has of the plan: what he sees, his phones, his
// calendar, what would wake him, and his part in the meetings ahead.
func (c *change) endContact(id domain.ID, grant *domain.Contact, action string, out *OfContact) error {
	at := inUTC(c.now)
	grant.Status, grant.WithdrawnAt, grant.WithdrawnBy = "withdrawn", &at, c.actor.Person
	grant.PausedAt, grant.PausedRev = nil, 0
	c.tied = nil
	if err := c.tx.EndRelation(c.state.head.ID, id, access.RelationContact, c.now); err != nil {
		return err
	}
	if err := c.keepContact(id, grant, action, out); err != nil {
		return err
	}
	if err := c.outOfMeetings(id, "contact_ended"); err != nil {
		return err
	}
	if err := c.tx.ClearNotificationsOf(id, c.state.head.ID, c.now); err != nil {
		return err
	}
	rels, err := c.tx.RelationsOf(id)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(rels, func(r store.PlanPerson) bool { return r.Relation.Live(c.now) }) {
		return nil // he helps somebody else too: that goes on
	}
	if f, err := feedOf(c.tx, id); err != nil {
		return err
	} else if f.Secret != "" {
		f.Secret = ""
		if err := c.tx.PutCalendarFeed(f); err != nil {
			return err
		}
	}
	if out.Ended, err = c.tx.EndSessions(id, "", c.now, "access ended"); err != nil {
		return err
	}
	return c.tx.DisablePerson(id, c.now)
}

// SeeAs gives the plan as one of the citizen's people sees it now: rendered for him, by the
// way his own phone gets it.
func (a *App) SeeAs(ctx context.Context, actor access.Actor, plan, contact domain.ID) (*View, error) {
	s, v, err := a.open(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	if v.Relation.Kind != access.RelationCitizen {
		return nil, domain.ErrForbidden
	}
	if _, ok := s.item(domain.KindContact, contact).(*domain.Contact); !ok {
		return nil, domain.ErrNotFound
	}
	return a.view(ctx, access.Actor{Person: contact, Role: domain.RoleContact}, plan)
}

// MayLinkDevice says whether a contact may have one more phone: one whom the citizen knows.
func (a *App) MayLinkDevice(ctx context.Context, actor access.Actor) error {
	now := a.clock.Now()
	return a.store.Write(ctx, func(tx *store.Tx) error {
		heads, _, err := tx.PlansIn(access.PlanScope(actor, now))
		if err != nil {
			return err
		}
		if len(heads) == 0 {
			return domain.ErrForbidden
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "link_device", Kind: "session", Item: actor.Person})
	})
}

// silent says whether somebody is a contact whom nothing wakes now: the citizen paused him,
// or has not said yet that it is he, or he is let in no more.
func (c *change) silent(person domain.ID) bool {
	grant, ok := c.state.item(domain.KindContact, person).(*domain.Contact)
	return ok && grant.Status != "active" && !c.confirms(person)
}

// confirms says whether this very write lets somebody in.
func (c *change) confirms(person domain.ID) bool {
	return slices.ContainsFunc(c.kept, func(r domain.Record) bool {
		k, ok := r.Item.(*domain.Contact)
		return ok && r.ID == person && k.Status == "active"
	})
}
