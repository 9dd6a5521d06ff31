package api

import (
	"context"
	"errors"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
)

// SharedItem is one thing that the citizen picked for a contact.
type SharedItem struct {
	Kind domain.Kind `json:"kind" enum:"dream,goal,effort,agreement,meeting,challenge"`
	ID   domain.ID   `json:"id"`
}

// Share is what the citizen lets one of her people see and do; what is left out is off.
type Share struct {
	Meetings string        `json:"meetings,omitempty" enum:"none,along,all" doc:"no meetings, those she asks him along to, or all that are not private"`
	Items    []SharedItem  `json:"items,omitempty" maxItems:"200" nullable:"false" doc:"what she picked, thing by thing"`
	Lanes    []domain.Area `json:"lanes,omitempty" maxItems:"3" nullable:"false" doc:"sensitive life areas that she opens: body, mind, habits; all are closed otherwise"`
	May      []string      `json:"may,omitempty" maxItems:"5" nullable:"false" doc:"come_along, drive, write, offer_help, encourage"`
	Until    domain.Date   `json:"until" doc:"the last day, at most a year ahead"`
}

func (s Share) with() app.ShareWith {
	w := app.ShareWith{Meetings: s.Meetings, Lanes: s.Lanes, May: s.May, Until: s.Until}
	for _, i := range s.Items {
		w.Items = append(w.Items, domain.Ref{Kind: i.Kind, ID: i.ID})
	}
	return w
}

type sharingOutput struct{ Body Share }

func sharing(w app.ShareWith) Share {
	out := Share{Meetings: w.Meetings, Lanes: w.Lanes, May: w.May, Until: w.Until}
	for _, r := range w.Items {
		out.Items = append(out.Items, SharedItem{r.Kind, r.ID})
	}
	return out
}

type inviteInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Name     string             `json:"name" maxLength:"400" doc:"what she calls him; he must type the first word of it"`
		Relation string             `json:"relation,omitempty" maxLength:"400" doc:"what he is to her: a friend, a sister"`
		Role     domain.ContactRole `json:"role,omitempty" enum:"companion,driver,supporter,talker" doc:"the picture she chose; grants nothing"`
		Sure     bool               `json:"sure,omitempty" doc:"she lives at a protected address and was warned"`
		Share
	}
}

type invitedOutput struct{ Body app.Invited }

type invitationsOutput struct {
	Body struct {
		Invitations []app.Invited `json:"invitations"`
	}
}

type planInput struct {
	Plan domain.ID `path:"plan"`
}

// onContactInput is an act on one of the citizen's people that needs no word.
type onContactInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct{}
}

type acceptInput struct {
	Request
	Keyed
	Body struct {
		Code   string `json:"code" minLength:"1" maxLength:"64" doc:"the last part of /invitation/{code}"`
		Spoken string `json:"spoken" minLength:"1" maxLength:"20" doc:"the six digits that he was told by mouth"`
		Name   string `json:"name" minLength:"1" maxLength:"400" doc:"his own name, as the citizen calls him"`
		Device string `json:"device,omitempty" maxLength:"200"`
	}
}

type confirmInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Answer string `json:"answer" enum:"yes,no" doc:"was it he?"`
	}
}

type sharingInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body Share
}

type pauseInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	Keyed
	Body struct {
		Paused bool `json:"paused"`
	}
}

type leaveInput struct {
	Plan domain.ID `path:"plan"`
	Keyed
	Body struct{}
}

type seeAsInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
}

type linkDeviceInput struct {
	ID   domain.ID `path:"id"`
	Body struct{}
}

func (s *server) peopleOperations(api huma.API) {
	handle(s, api, operation{id: "inviteContact", method: "PUT", path: "/plans/{plan}/invitations/{id}", summary: "Invite somebody to see a part of my plan"}, s.inviteContact)
	handle(s, api, operation{id: "listInvitations", method: "GET", path: "/plans/{plan}/invitations", summary: "My invitations"},
		func(ctx context.Context, in *planInput) (*invitationsOutput, error) {
			list, err := s.App.ListInvitations(ctx, callerOf(ctx).Actor, in.Plan)
			out := &invitationsOutput{}
			for i := range list {
				list[i] = s.linked(list[i])
			}
			out.Body.Invitations = list
			return out, err
		})
	handle(s, api, operation{id: "withdrawInvitation", method: "PUT", path: "/plans/{plan}/invitations/{id}/withdrawal", summary: "Take back an invitation that nobody took", status: 204},
		func(ctx context.Context, in *onContactInput) (*empty, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			return &empty{}, s.App.WithdrawInvitation(ctx, callerOf(ctx).Actor, in.Plan, in.ID, m)
		})
	handle(s, api, operation{id: "acceptInvitation", method: "POST", path: "/invitations/accept", summary: "Take an invitation", status: 200}, s.acceptInvitation)
	handle(s, api, operation{id: "confirmContact", method: "PUT", path: "/plans/{plan}/contacts/{id}/confirmation", summary: "Say whether it was the right one who took the invitation"},
		func(ctx context.Context, in *confirmInput) (*receiptOutput, error) {
			return s.endsSessions(in.Keyed, func(m app.Mutation) (app.Receipt, []domain.ID, error) {
				return s.App.ConfirmContact(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Body.Answer == "yes", m)
			})
		})
	handle(s, api, operation{id: "putSharing", method: "PUT", path: "/plans/{plan}/contacts/{id}/sharing", summary: "What one of my people may see and do, and until when"},
		func(ctx context.Context, in *sharingInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			who := callerOf(ctx)
			r, err := s.App.PutSharing(ctx, who.Actor, in.Plan, in.ID, in.Body.with(), s.proved(ctx, who), m)
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "getSharing", method: "GET", path: "/plans/{plan}/contacts/{id}/sharing", summary: "What one of my people sees and may do now"},
		func(ctx context.Context, in *seeAsInput) (*sharingOutput, error) {
			w, err := s.App.Sharing(ctx, callerOf(ctx).Actor, in.Plan, in.ID)
			return &sharingOutput{sharing(w)}, err
		})
	handle(s, api, operation{id: "seeAs", method: "GET", path: "/plans/{plan}/as/{id}", summary: "My plan as one of my people sees it", responses: rendered(api, Plan{})},
		func(ctx context.Context, in *seeAsInput) (*rawOutput, error) {
			v, err := s.App.SeeAs(ctx, callerOf(ctx).Actor, in.Plan, in.ID)
			if err != nil {
				return nil, err
			}
			return &rawOutput{Status: 200, ContentType: applicationJSON, Body: v.Body}, nil
		})
	handle(s, api, operation{id: "pauseContact", method: "PUT", path: "/plans/{plan}/contacts/{id}/pause", summary: "Let what one of my people sees stand still, or go on"},
		func(ctx context.Context, in *pauseInput) (*receiptOutput, error) {
			m, err := in.mutation()
			if err != nil {
				return nil, err
			}
			if err := s.provedFor(ctx, "pauseContact", access.Wish{On: in.Body.Paused}); err != nil {
				return nil, err
			}
			r, err := s.App.PauseContact(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Body.Paused, m)
			return &receiptOutput{r}, err
		})
	handle(s, api, operation{id: "removeContact", method: "PUT", path: "/plans/{plan}/contacts/{id}/removal", summary: "Let one of my people see nothing more, at once"},
		func(ctx context.Context, in *onContactInput) (*receiptOutput, error) {
			return s.endsSessions(in.Keyed, func(m app.Mutation) (app.Receipt, []domain.ID, error) {
				return s.App.RemoveContact(ctx, callerOf(ctx).Actor, in.Plan, in.ID, m)
			})
		})
	handle(s, api, operation{id: "leavePlan", method: "PUT", path: "/plans/{plan}/leaving", summary: "Be one of the citizen's people no more", status: 204}, s.leavePlan)
	handle(s, api, operation{id: "linkDevice", method: "PUT", path: "/me/devices/{id}", summary: "A one-time link for one more phone of my own"}, s.linkDevice)
}

// linked makes a whole address of an invitation's code.
func (s *server) linked(i app.Invited) app.Invited {
	if i.Link != "" {
		i.Link = s.PublicURL + "/invitation/" + i.Link
	}
	return i
}

func (s *server) inviteContact(ctx context.Context, in *inviteInput) (*invitedOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	b := in.Body
	i, err := s.App.InviteContact(ctx, callerOf(ctx).Actor, app.Invite{Plan: in.Plan, ID: in.ID, Name: b.Name, Relation: b.Relation, Role: b.Role, Sure: b.Sure, ShareWith: b.with(), Mutation: m})
	return &invitedOutput{s.linked(i)}, err
}

// endsSessions does what may end somebody's sessions, and then their streams here; the
// other processes are told with the commit.
func (s *server) endsSessions(k Keyed, act func(app.Mutation) (app.Receipt, []domain.ID, error)) (*receiptOutput, error) {
	m, err := k.mutation()
	if err != nil {
		return nil, err
	}
	r, ended, err := act(m)
	s.Signin.Ended(ended...)
	return &receiptOutput{r}, err
}

func (s *server) leavePlan(ctx context.Context, in *leaveInput) (*empty, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	ended, err := s.App.LeavePlan(ctx, callerOf(ctx).Actor, in.Plan, m)
	s.Signin.Ended(ended...)
	return &empty{}, err
}

// acceptFloor is how long it takes at least to refuse an invitation, so that nobody can
// tell by the time what was wrong with it.
const acceptFloor = 200 * time.Millisecond

func (s *server) acceptInvitation(ctx context.Context, in *acceptInput) (*meOutput, error) {
	began := domain.SystemClock{}.Now()
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	if _, err := s.authenticate(in.c); err == nil {
		return nil, &domain.Error{Code: domain.CodeOtherSignedIn, Detail: "Der er allerede logget ind på telefonen. Log ud først, hvis invitationen er til dig."}
	}
	end, wait := s.accepts.begin(s.clientIP(in.c))
	if end == nil {
		return nil, &domain.Error{Code: domain.CodeTooManyTries, Detail: "Der er prøvet for mange gange. Vent lidt, og prøv igen.", RetryAfter: wait}
	}
	wrong := false
	defer func() { end(wrong) }()
	person, err := s.App.AcceptInvitation(ctx, app.Accept{Code: in.Body.Code, Spoken: in.Body.Spoken, Name: in.Body.Name, Key: domain.ID(m.Key)})
	if err != nil {
		wrong = errors.Is(err, &domain.Error{Code: domain.CodeInvitationWrong})
		waitOut(began, err)
		return nil, err
	}
	code, err := s.Signin.IssueCode(ctx, person, person, domain.NewID(), signin.CodeLife)
	if err != nil {
		return nil, err
	}
	actor, session, tokens, err := s.Signin.SignIn(ctx, code.Link, signin.CleanDevice(in.Body.Device), signin.Tokens{})
	if err != nil {
		return nil, err
	}
	me, err := s.me(ctx, actor, session)
	if err != nil {
		return nil, err
	}
	hand(in.c, s.cookies(tokens))
	return &meOutput{me}, nil
}

func (s *server) linkDevice(ctx context.Context, in *linkDeviceInput) (*codeOutput, error) {
	if !in.ID.Valid() {
		return nil, domain.ErrNotFound
	}
	actor := callerOf(ctx).Actor
	if err := s.App.MayLinkDevice(ctx, actor); err != nil {
		return nil, err
	}
	code, err := s.Signin.IssueCode(ctx, actor.Person, actor.Person, in.ID, signin.CodeLife)
	out := &codeOutput{}
	out.Body.Code, out.Body.Link, out.Body.ExpiresAt = code.Spoken, s.PublicURL+"/ind/"+code.Link, code.Expires
	return out, err
}
