package app

import (
	"context"
	"errors"
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

// Invite is the citizen's wish to invite somebody.
type Invite struct {
	Plan, ID       domain.ID
	Name, Relation string
	Role           domain.ContactRole
	// Sure is her second yes where she lives at a protected address.
	Sure bool
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

func (c *change) invite(in Invite) error {
	if err := c.mayManage(); err != nil {
		return err
	}
	if err := c.mayInvite(in.Sure); err != nil {
		return err
	}
	see, do, picks, err := in.grant()
	if err != nil {
		return err
	}
	i := domain.Invitation{Name: strings.TrimSpace(in.Name), Relation: strings.TrimSpace(in.Relation), Role: in.Role, Expires: in.Until, CanSee: see, CanDo: do, Sharing: picks}
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
	// Looked for first: a guess is not worth anybody's turn to write.
	if err := a.store.Read(ctx, func(tx *store.Tx) error {
		_, err := tx.SecretLinkBy(store.LinkInvitation, in.Code)
		return err
	}); errors.Is(err, domain.ErrNotFound) {
		return "", errInvitation
	} else if err != nil {
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
	grant := &domain.Contact{Name: words.Name, Relation: words.Relation, Role: words.Role, TypedName: strings.TrimSpace(typed), InvitedAt: inUTC(l.CreatedAt), AcceptedAt: &at, Status: "invited",
		Expires: words.Expires, CanSee: words.CanSee, CanDo: words.CanDo, Sharing: words.Sharing}
	if err := grant.Validate(); err != nil {
		return err
	}
	if err := c.keep(domain.KindContact, person, grant, "accept_invitation"); err != nil {
		return err
	}
	return c.ring(c.state.head.Citizen, domain.NotifyContactTook, person)
}
