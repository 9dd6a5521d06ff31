package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// NewCitizen is a citizen to be created, with the plan.
type NewCitizen struct {
	Person domain.Person
	Plan   domain.ID
	Title  string
	// CPR is the civil registration number by which MitID finds the citizen; "" when it is
	// given later, or never.
	CPR string
	// Since is when the consultant took over; zero means now.
	Since time.Time
	Mutation
}

// Created is the answer to a citizen created.
type Created struct {
	ID   domain.ID `json:"id"`
	Plan struct {
		ID domain.ID `json:"id"`
	} `json:"plan"`
}

// CreateCitizen makes a citizen with a data key, an empty draft of a plan and a thread
// with the consultant, who is the actor.
func (a *App) CreateCitizen(ctx context.Context, actor access.Actor, in NewCitizen) (Created, error) {
	out := Created{ID: in.Person.ID}
	out.Plan.ID = in.Plan
	p := in.Person
	p.Role, p.Name, p.PreferredName = domain.RoleCitizen, strings.TrimSpace(p.Name), strings.TrimSpace(p.PreferredName)
	if p.Language == "" {
		p.Language = "da"
	}
	if p.Citizen == nil {
		p.Citizen = &domain.Citizen{}
	}
	if !p.ID.Valid() || !in.Plan.Valid() {
		return out, domain.Invalid(domain.FieldError{Field: "id", Code: domain.CodeInvalid, Detail: "Prøv igen."})
	}
	if err := p.Validate(); err != nil {
		return out, err
	}
	if in.CPR != "" {
		cpr, ok := domain.CPR(in.CPR)
		if !ok {
			return out, errCPR
		}
		in.CPR = cpr
		// Whoever knows the rest of the request could find the number by a plain hash of it.
		in.BodyHash = a.store.BlindIndex("create_citizen", string(in.BodyHash))
	}
	if in.Key == "" {
		in.Key = "create:citizen:" + string(p.ID)
	}
	now := a.clock.Now()
	if in.Since.IsZero() {
		in.Since = now
	}
	if p.Citizen.ConsultantSince == "" {
		p.Citizen.ConsultantSince = domain.DateOf(in.Since)
	}
	title := strings.TrimSpace(in.Title)
	if title == "" {
		title = genitive(p.CalledName()) + " plan"
	}
	plan := &domain.Plan{Citizen: p.ID, Consultant: actor.Person, Title: title, Status: domain.StatusDraft, Board: domain.Board{Layout: "lanes", CitizenMayReorder: true}}
	if err := plan.Validate(); err != nil {
		return out, err
	}
	once := func(tx *store.Tx) error {
		if found, err := tx.Mutation(actor.Person, in.Key, "create_citizen|"+string(p.ID), in.BodyHash, &out); found || err != nil {
			return err
		}
		if err := a.createCitizen(tx, actor, p, in, plan, now); err != nil {
			if store.IsDuplicate(err) {
				return domain.ErrKeyReused.Because(err)
			}
			return err
		}
		return tx.KeepMutation(actor.Person, in.Key, "create_citizen|"+string(p.ID), in.BodyHash, out)
	}
	err := a.store.Write(ctx, once)
	if errors.Is(err, domain.ErrKeyReused) {
		// Perhaps by this very wish, which was on its way a second time: no plan is there
		// yet to be locked. Its answer is kept by now.
		err = a.store.Write(ctx, once)
	}
	return out, err
}

func (a *App) createCitizen(tx *store.Tx, actor access.Actor, p domain.Person, in NewCitizen, plan *domain.Plan, now time.Time) error {
	existing, err := tx.Persons(p.ID)
	if err != nil {
		return err
	}
	if len(existing) > 0 {
		return domain.ErrKeyReused // another's id: what is there is not told
	}
	if err := tx.NewDataKey(p.ID); err != nil {
		return err
	}
	if err := tx.PutPerson(p, p.ID); err != nil {
		return err
	}
	if in.CPR != "" {
		if err := putCPR(tx, p.ID, in.CPR, now); err != nil {
			return err
		}
	}
	if err := tx.CreatePlan(in.Plan, p.ID); err != nil {
		return err
	}
	if err := tx.PutRelation(in.Plan, actor.Person, access.Relation{Kind: access.RelationConsultant, From: in.Since}); err != nil {
		return err
	}
	head, err := tx.Plan(in.Plan)
	if err != nil {
		return err
	}
	c := &change{app: a, tx: tx, actor: actor, by: actor.Person, now: now, state: &state{head: head}}
	if err := c.keep(domain.KindPlan, in.Plan, plan, "create_plan"); err != nil {
		return err
	}
	// The consultant's own list is what shows the new citizen at once.
	tx.Tell(store.Signal{Plan: in.Plan})
	tx.After(func() { a.Woken(in.Plan) })
	return tx.CreateThread(domain.Thread{ID: domain.DerivedID("thread", string(in.Plan)), Plan: in.Plan, Between: []domain.ID{p.ID, actor.Person}, ReplyHours: replyHours})
}

// replyHours is how many working hours an answer may take (requirement C2).
const replyHours = 8

// genitive gives a name's Danish possessive: Peters, Jens'.
func genitive(name string) string {
	if r := []rune(name); len(r) > 0 {
		switch r[len(r)-1] {
		case 's', 'S', 'x', 'z':
			return name + "'"
		}
	}
	return name + "s"
}

// MayIssueCode says whether the actor may hand a citizen a sign-in code: the citizen's
// consultant (or her deputy now), face to face.
func (a *App) MayIssueCode(ctx context.Context, actor access.Actor, citizen domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.PlanOf(citizen)
		if err != nil {
			return err
		}
		if _, v, err := a.viewer(tx, actor, head.ID); err != nil || !v.IsConsultant() {
			return domain.ErrNotFound
		}
		if _, err := tx.Plan(head.ID); err != nil { // locks the plan's chain
			return err
		}
		return tx.Audit(head, store.Deed{At: a.clock.Now(), Person: actor.Person, Session: actor.Session, Action: "issue_code", Kind: "session", Item: citizen})
	})
}
