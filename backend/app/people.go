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

// What goes wrong with an invitation. Which of wrong, used and run out it was is told to
// nobody.
var (
	errInvitation = &domain.Error{Code: domain.CodeInvitationWrong, Detail: "Det passer ikke. Invitationen kan også være brugt eller for gammel. Spørg den, der gav dig den."}
	errTooManyAsk = &domain.Error{Code: domain.CodeTooManyWaiting, Detail: "Der venter allerede tre invitationer. Træk en tilbage først."}
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

// Invite is the citizen's wish to invite somebody.
type Invite struct {
	Plan, ID       domain.ID
	Name, Relation string
	Role           domain.ContactRole
	ShareWith
	Mutation
}

// Invited is an invitation as the citizen sees it. Code and Spoken are there while it can
// be taken.
type Invited struct {
	ID        domain.ID `json:"id"`
	Name      string    `json:"name"`
	State     string    `json:"state" enum:"waiting,taken,withdrawn,too_many_tries,run_out"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
	Contact   domain.ID `json:"contact,omitempty"`
	Link      string    `json:"link,omitempty" doc:"to show as a QR code"`
	Spoken    string    `json:"spoken,omitempty" doc:"the second code, six digits to tell by mouth"`
}

// InviteContact keeps an invitation. The same wish again gives the same codes.
func (a *App) InviteContact(ctx context.Context, actor access.Actor, in Invite) (Invited, error) {
	if !in.ID.Valid() {
		return Invited{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "invite:" + string(in.ID)
	}
	// What is kept for ever holds neither a code nor a name.
	_, err := onPlan(ctx, a, actor, in.Plan, operation{"invite_contact", in.ID}, in.Mutation, func(c *change) (struct{}, error) { return struct{}{}, c.invite(in) })
	if err != nil {
		return Invited{}, err
	}
	list, err := a.ListInvitations(ctx, actor, in.Plan)
	if i := slices.IndexFunc(list, func(i Invited) bool { return i.ID == in.ID }); err == nil && i >= 0 {
		return list[i], nil
	}
	if err == nil {
		err = domain.ErrNotFound
	}
	return Invited{}, err
}

func (c *change) mayManage() error {
	if !c.state.facts.Can(c.viewer, access.ActManageContact, domain.Ref{Kind: domain.KindContact}, nil, c.now) {
		return domain.ErrForbidden
	}
	return nil
}

func (c *change) invite(in Invite) error {
	if err := c.mayManage(); err != nil {
		return err
	}
	see, do, picks, err := in.grant()
	if err != nil {
		return err
	}
	i := domain.Invitation{Name: oneSpace(in.Name), Relation: oneSpace(in.Relation), Role: in.Role, Expires: in.Until, CanSee: see, CanDo: do, Sharing: picks}
	if err := i.Validate(c.now); err != nil {
		return err
	}
	if err := c.picked(in.Items); err != nil {
		return err
	}
	links, err := c.tx.SecretLinks(c.state.head.ID, store.LinkInvitation)
	if err != nil {
		return err
	}
	waiting := 0
	for _, l := range links {
		if l.Open(c.now) {
			waiting++
		}
	}
	if waiting >= domain.MaxInvitations {
		return errTooManyAsk
	}
	if c.state.count(domain.KindContact) >= domain.MaxContacts {
		return domain.Invalid(domain.FieldError{Code: domain.CodeInvalid, Detail: "Der er ikke plads til flere på planen."})
	}
	l := store.SecretLink{ID: in.ID, Kind: store.LinkInvitation, CreatedAt: c.now, ExpiresAt: c.now.Add(domain.InvitationLife)}
	if err := c.tx.AddSecretLink(c.state.head, l, i); err != nil {
		if store.IsDuplicate(err) {
			return domain.ErrKeyReused.Because(err)
		}
		return err
	}
	return c.deed("invite", in.ID)
}

// deed writes something that was done around the citizen's people in the plan's log.
func (c *change) deed(action string, id domain.ID) error {
	return c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: c.by, Session: c.actor.Session, Action: action, Kind: domain.KindContact, Item: id})
}

func oneSpace(s string) string { return strings.TrimSpace(strings.Trim(s, " ")) }

// ListInvitations gives the citizen's invitations, the newest first.
func (a *App) ListInvitations(ctx context.Context, actor access.Actor, plan domain.ID) ([]Invited, error) {
	out := []Invited{}
	now := a.clock.Now()
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, v, err := a.viewer(tx, actor, plan)
		if err != nil {
			return err
		}
		if v.Relation.Kind != access.RelationCitizen {
			return domain.ErrForbidden
		}
		links, err := tx.SecretLinks(plan, store.LinkInvitation)
		if err != nil {
			return err
		}
		for _, l := range links {
			var words domain.Invitation
			if err := tx.LinkWords(head, l, &words); err != nil {
				return err
			}
			i := Invited{ID: l.ID, Name: words.Name, State: stateOf(l, now), CreatedAt: l.CreatedAt.UTC(), ExpiresAt: l.ExpiresAt.UTC(), Contact: l.Person}
			if i.State == "waiting" {
				i.Link, i.Spoken = a.store.LinkCode(l.Kind, l.ID), a.store.LinkSpoken(l.Kind, l.ID)
			}
			out = append(out, i)
		}
		return nil
	})
	return out, err
}

func stateOf(l store.SecretLink, now time.Time) string {
	switch {
	case l.EndedWhy == store.LinkUsed:
		return "taken"
	case l.EndedWhy == store.LinkWithdrawn:
		return "withdrawn"
	case l.EndedWhy == store.LinkTries:
		return "too_many_tries"
	case !l.Open(now):
		return "run_out"
	}
	return "waiting"
}

// WithdrawInvitation ends an invitation that nobody took; one that ended already stays as it is.
func (a *App) WithdrawInvitation(ctx context.Context, actor access.Actor, plan, id domain.ID, m Mutation) error {
	_, err := onPlan(ctx, a, actor, plan, operation{"withdraw_invitation", id}, m, func(c *change) (struct{}, error) {
		if err := c.mayManage(); err != nil {
			return struct{}{}, err
		}
		links, err := c.tx.SecretLinks(plan, store.LinkInvitation)
		if err != nil {
			return struct{}{}, err
		}
		i := slices.IndexFunc(links, func(l store.SecretLink) bool { return l.ID == id })
		if i < 0 {
			return struct{}{}, domain.ErrNotFound
		}
		if !links[i].Open(c.now) {
			return struct{}{}, nil
		}
		if err := c.tx.EndSecretLink(id, store.LinkWithdrawn, "", nil, c.now); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, c.deed("withdraw_invitation", id)
	})
	return err
}

// Accept is somebody's yes to an invitation: with the link, the code that he was told by
// mouth and his own first name.
type Accept struct {
	Code, Spoken, Name string
	// Key is the wish's own id: only who knows it gets the same answer again.
	Key domain.ID
}

// acceptAgain is how long the answer to an acceptance can be asked for again.
const acceptAgain = 10 * time.Minute

// AcceptInvitation takes an invitation: one person, once. It makes him known and shows him
// nothing; the citizen says first whether it was he. It gives who may be signed in.
func (a *App) AcceptInvitation(ctx context.Context, in Accept) (domain.ID, error) {
	if err := domain.CheckName("name", in.Name); err != nil {
		return "", err
	}
	house, err := a.House(ctx)
	if err != nil {
		return "", err
	}
	var person domain.ID
	wrong := false
	usedBy := a.store.BlindIndex("accept_invitation", string(in.Key))
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		person, wrong = "", true
		// Found without the plan's lock, and again with it: of two at once one sees the other's.
		l, err := tx.SecretLinkBy(store.LinkInvitation, in.Code)
		if err != nil {
			return orWrong(err)
		}
		head, err := tx.Plan(l.Plan)
		if err != nil {
			return err
		}
		if l, err = tx.SecretLinkBy(store.LinkInvitation, in.Code); err != nil {
			return orWrong(err)
		}
		var words domain.Invitation
		if err := tx.LinkWords(head, l, &words); err != nil {
			return err
		}
		now := a.clock.Now()
		right := a.store.IsLinkSpoken(l.Kind, l.ID, digits(in.Spoken)) && domain.SameFirstName(words.Name, in.Name)
		switch {
		case right && in.Key.Valid() && l.EndedWhy == store.LinkUsed && string(l.UsedBy) == string(usedBy) && now.Sub(l.EndedAt) < acceptAgain:
			person, wrong = l.Person, false
			return nil
		case !l.Open(now):
			return nil
		case !right:
			return tx.CountLinkTry(l, domain.InvitationTries, now)
		}
		wrong = false
		person = domain.NewID()
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		c := &change{app: a, tx: tx, actor: access.Actor{Person: person, Role: domain.RoleContact}, state: s, departments: house.Departments, now: now, by: person}
		if err := c.welcome(person, words, l, in.Name); err != nil {
			return err
		}
		if err := tx.EndSecretLink(l.ID, store.LinkUsed, person, usedBy, now); err != nil {
			return err
		}
		return c.finish()
	})
	if err == nil && wrong {
		err = errInvitation
	}
	if err != nil {
		return "", err
	}
	return person, nil
}

// orWrong makes a link that is not there a link that is wrong.
func orWrong(err error) error {
	if e := domain.ErrNotFound; e.Is(err) {
		return nil
	}
	return err
}

// digits leaves out how somebody groups a code.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// welcome makes somebody known who took an invitation, and asks the citizen whether it was he.
func (c *change) welcome(person domain.ID, words domain.Invitation, l store.SecretLink, typed string) error {
	p := domain.Person{ID: person, Role: domain.RoleContact, Name: words.Name, Relation: words.Relation}
	if err := c.tx.PutPerson(p, c.state.head.Citizen); err != nil {
		return err
	}
	c.state = c.state.withPerson(p)
	at := inUTC(c.now)
	grant := &domain.Contact{Name: words.Name, Relation: words.Relation, Role: words.Role, TypedName: oneSpace(typed), InvitedAt: inUTC(l.CreatedAt), AcceptedAt: &at, Status: "invited",
		Expires: words.Expires, CanSee: words.CanSee, CanDo: words.CanDo, Sharing: words.Sharing}
	if err := grant.Validate(); err != nil {
		return err
	}
	if err := c.keep(domain.KindContact, person, grant, "accept_invitation"); err != nil {
		return err
	}
	return c.ring(c.state.head.Citizen, domain.NotifyContactTook, person)
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

// PutSharing keeps what the citizen lets one of her people see and do, and until when.
func (a *App) PutSharing(ctx context.Context, actor access.Actor, plan, id domain.ID, with ShareWith, m Mutation) (Receipt, error) {
	r, _, err := a.onContact(ctx, actor, plan, id, "put_sharing", m, func(c *change, grant *domain.Contact, out *OfContact) error {
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
		return c.keepContact(id, grant, "put_sharing", out)
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
// nothing wakes him meanwhile.
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
		return c.keepContact(id, grant, "pause_contact", out)
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
	if err := c.outOfMeetings(id); err != nil {
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

// outOfMeetings takes a contact out of the meetings that are to come.
func (c *change) outOfMeetings(id domain.ID) error {
	for _, r := range c.state.records {
		was, ok := r.Item.(*domain.Meeting)
		if !ok || !was.End.After(c.now) || !slices.Contains(slices.Concat(was.Companions, was.Proposed), id) {
			continue
		}
		m := *was
		m.Companions = slices.DeleteFunc(slices.Clone(was.Companions), func(x domain.ID) bool { return x == id })
		m.Proposed = slices.DeleteFunc(slices.Clone(was.Proposed), func(x domain.ID) bool { return x == id })
		m.Along = slices.DeleteFunc(slices.Clone(was.Along), func(a domain.Along) bool { return a.Who == id })
		if m.Transport != nil && m.Transport.Who == id {
			m.Transport = nil
		}
		notFetchedBy(&m, id)
		if err := c.keep(domain.KindMeeting, r.ID, &m, "contact_ended"); err != nil {
			return err
		}
	}
	return nil
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
