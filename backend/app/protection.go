package app

import (
	"context"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// What holds an invitation back where the citizen lives at a protected address.
var (
	errProtected     = &domain.Error{Code: domain.CodeProtected, Detail: "Du har beskyttet adresse. Tal med din konsulent, før du inviterer nogen."}
	errSureProtected = &domain.Error{Code: domain.CodeSureProtected, Detail: "Du har beskyttet adresse. Sig, at du er sikker, før du inviterer nogen."}
)

// Protect is the consultant's word on a citizen's protected address.
type Protect struct {
	Plan domain.ID
	// Protected says that nobody may learn where she is. People says that the two have talked
	// about it and that she may invite all the same; without Protected it means nothing.
	Protected, People bool
	Mutation
}

// PutProtection keeps whether a citizen lives at a protected address. From then on no contact
// is told where, with whom or in which department she is met. Invitations that wait are taken
// back, for they were made before anybody thought of it.
func (a *App) PutProtection(ctx context.Context, actor access.Actor, in Protect) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"put_protection", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) { return c.protect(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) protect(in Protect) (keptReceipt, error) {
	plan := domain.Ref{Kind: domain.KindPlan, ID: in.Plan}
	out := keptReceipt{Receipt: Receipt{ID: in.Plan, Kind: domain.KindPlan}, Cursor: c.state.cursor(c.viewer, c.now)}
	if err := c.may(access.ActProtect, plan, c.state.plan()); err != nil {
		return out, err
	}
	if err := c.tx.LockPerson(c.state.head.Citizen); err != nil {
		return out, err
	}
	p, err := c.tx.Person(c.state.head.Citizen)
	if err != nil {
		return out, err
	}
	after, changed := p.Protect(in.Protected, in.People, domain.Deed{By: c.by, At: inUTC(c.now)})
	if !changed {
		return out, nil
	}
	if err := c.tx.PutPerson(after, p.ID); err != nil {
		return out, err
	}
	if !after.Citizen.MayInvite() {
		if err := c.withdrawAll(); err != nil {
			return out, err
		}
	}
	c.state = c.state.withPerson(after)
	// The plan's head tells of it to the two whose plan it is; so it gets a revision.
	if err := c.keep(plan.Kind, plan.ID, c.state.plan(), "put_protection"); err != nil {
		return out, err
	}
	out.Changed = true
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// withdrawAll takes back the invitations that nobody took.
func (c *change) withdrawAll() error {
	links, err := c.tx.SecretLinks(c.state.head.ID, store.LinkInvitation)
	if err != nil {
		return err
	}
	for _, l := range links {
		if !l.Open(c.now) {
			continue
		}
		if err := c.tx.EndSecretLink(l.ID, store.LinkWithdrawn, "", nil, c.now); err != nil {
			return err
		}
		if err := c.deed("withdraw_invitation", l.ID); err != nil {
			return err
		}
	}
	return nil
}

// mayInvite refuses to let anybody in where the citizen lives at a protected address, until
// the consultant has talked with her about it and, if sure is asked, she says it once more.
func (c *change) mayInvite(sure bool) error {
	citizen := c.state.persons[c.state.head.Citizen].Citizen
	switch {
	case !citizen.MayInvite():
		return errProtected
	case citizen.Protected() && !sure:
		return errSureProtected
	}
	return nil
}

// protectionDoc is told to the citizen and her consultant, with the plan's head.
type protectionDoc struct {
	// People says that she may invite all the same.
	People bool `json:"people"`
}

// tellProtection puts on a plan's head that the citizen lives at a protected address.
func (s *state) tellProtection(v access.Viewer) *protectionDoc {
	citizen := s.persons[s.head.Citizen].Citizen
	if !citizen.Protected() || v.Relation.Kind != access.RelationCitizen && !v.IsConsultant() {
		return nil
	}
	return &protectionDoc{People: citizen.MayInvite()}
}
