package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/domain"
	"tavlen/backend/oidc"
	"tavlen/backend/signin"
)

// cookieLogin binds an answer to the browser that put the question. It is Lax, since the
// provider's page leads back here.
const cookieLogin = "__Host-tavlen-login"

// LoginPath is where the doors are; a provider leads back to ReturnPath(door).
const LoginPath = "/login/"

// ReturnPath is the path to which a provider sends the browser back.
func ReturnPath(d signin.Door) string { return LoginPath + "retur/" + string(d) }

// loginTries is what one network may begin: a whole office signs in from one address.
var loginTries = Budget{Burst: 300, PerSecond: 2}

type doorInput struct {
	Request
	Door signin.Door `path:"door" enum:"mitid,ansat"`
	Anew bool        `query:"anew" doc:"somebody who is in proves again who it is"`
}

type returnInput struct {
	Request
	Door   signin.Door `path:"door" enum:"mitid,ansat"`
	Code   string      `query:"code" maxLength:"4096"`
	State  string      `query:"state" maxLength:"128"`
	Issuer string      `query:"iss" maxLength:"1000"`
	Error  string      `query:"error" maxLength:"100"`
}

// elsewhere sends the browser on. Nothing of what it came with stands in where it goes.
type elsewhere struct {
	Status   int
	Location string `header:"Location"`
	Cache    string `header:"Cache-Control"`
}

func sendTo(to string) *elsewhere {
	return &elsewhere{Status: http.StatusSeeOther, Location: to, Cache: "no-store"}
}

type doorsOutput struct {
	Body struct {
		MitID bool   `json:"mitid" doc:"citizens can sign in at /login/mitid"`
		Staff bool   `json:"staff" doc:"staff sign in at /login/ansat"`
		Phone string `json:"phone,omitempty" doc:"the municipality's number, for whoever is not found"`
	}
}

func (s *server) loginOperations(api huma.API) {
	led := map[string]*huma.Response{"303": {Description: "Elsewhere", Headers: map[string]*huma.Param{"Location": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	handle(s, api, operation{id: "getDoors", method: "GET", path: "/doors", summary: "Which ways in there are beside a code"}, s.getDoors)
	handle(s, api, operation{id: "beginLogin", method: "GET", path: LoginPath + "{door}", root: true, status: http.StatusSeeOther, summary: "On to the provider that vouches for people", responses: led}, s.beginLogin)
	handle(s, api, operation{id: "finishLogin", method: "GET", path: LoginPath + "retur/{door}", root: true, status: http.StatusSeeOther, summary: "Back from the provider", responses: led}, s.finishLogin)
}

func (s *server) getDoors(ctx context.Context, _ *empty) (*doorsOutput, error) {
	out := &doorsOutput{}
	out.Body.MitID, out.Body.Staff = s.Signin.Offers(signin.DoorMitID), s.Signin.Offers(signin.DoorStaff)
	house, err := s.App.House(ctx)
	if err == nil {
		out.Body.Phone = house.Municipality.MainPhone
	}
	return out, err
}

func (s *server) beginLogin(ctx context.Context, in *doorInput) (*elsewhere, error) {
	if !s.Signin.Offers(in.Door) {
		return nil, domain.ErrNotFound
	}
	if err := mayLogin(in.c); err != nil {
		return nil, err
	}
	if err := s.logins.spend(domain.ID(network(s.clientIP(in.c)).String()), fiber.MethodGet); err != nil {
		return s.loginFailed("beginLogin", err), nil
	}
	to, keep, err := s.Signin.Begin(ctx, in.Door, in.Anew)
	if err != nil {
		return s.loginFailed("beginLogin", err), nil
	}
	hand(in.c, []http.Cookie{loginCookie(keep, int(signin.AttemptLife.Seconds()))})
	return sendTo(to), nil
}

// finishLogin leads to the front page, which opens the person's own first room. What the
// browser came with is gone from its address by then.
func (s *server) finishLogin(ctx context.Context, in *returnInput) (*elsewhere, error) {
	if !s.Signin.Offers(in.Door) {
		return nil, domain.ErrNotFound
	}
	if err := mayLogin(in.c); err != nil {
		return nil, err
	}
	hand(in.c, []http.Cookie{loginCookie("", -1)})
	former := signin.Tokens{Token: in.c.Cookies(cookieToken), Renew: in.c.Cookies(cookieRenew)}
	_, _, tokens, err := s.Signin.Finish(ctx, in.Door, in.c.Cookies(cookieLogin), oidc.Answer{State: in.State, Code: in.Code, Issuer: in.Issuer, Error: in.Error},
		signin.CleanDevice(signin.DeviceOf(in.c.Get(fiber.HeaderUserAgent))), former)
	if err != nil {
		return s.loginFailed("finishLogin", err), nil
	}
	hand(in.c, s.cookies(tokens))
	return sendTo("/?login=in"), nil
}

// loginFailed leads to the page that says what happened, by a code that tells nothing of who.
func (s *server) loginFailed(op string, err error) *elsewhere {
	known := errInternal
	if !errors.As(err, &known) {
		s.Log.Error("an operation failed", "operation", op, "error", err)
	} else {
		s.Log.Info("a sign-in through a provider came to nothing", "operation", op, "code", known.Code, "error", err)
	}
	return sendTo("/?login=" + url.QueryEscape(string(known.Code)))
}

// mayLogin says whether a page is to be opened, as a person does it: a picture or a script of
// another site is none, and of a name that stands twice nobody knows which counts.
func mayLogin(c *fiber.Ctx) error {
	if mode := c.Get("Sec-Fetch-Mode"); mode != "" && mode != "navigate" || saidTwice(c) {
		return &domain.Error{Code: domain.CodeCrossSite, Detail: "Det kan kun gøres fra Tavlen selv."}
	}
	return nil
}

func loginCookie(value string, age int) http.Cookie {
	return http.Cookie{Name: cookieLogin, Value: value, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}
