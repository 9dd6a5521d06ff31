package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
	"tavlen/backend/store"
)

// The cookies. The __Host- prefix ties them to this host, to https (or localhost) and
// to the whole path (RFC 6265bis §4.1.3.2).
const (
	cookieToken = "__Host-tavlen"
	cookieRenew = "__Host-tavlen-renew"
)

// caller is who a request comes from.
type caller struct {
	access.Actor
	session store.Session
}

type callerKey struct{}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// accessNote is where an operation's declared access stands in the OpenAPI document.
const accessNote = "x-tavlen-access"

// operation is one route of the API.
type operation struct {
	id, method, path, summary string
	status                    int
	// root says that the path is the site's and not the API's.
	root bool
	// body bounds the request in bytes; 0 is MaxBody.
	body int64
	// takes documents a body that the operation reads by itself.
	takes *huma.RequestBody
	// wide leaves out the answer's shape where the body is rendered elsewhere.
	responses map[string]*huma.Response
}

// define makes huma's operation. One whose access is not declared does not start.
func (s *server) define(api huma.API, o operation) huma.Operation {
	rule, ok := access.Operations[o.id]
	if !ok {
		panic("operation " + o.id + " declares no access")
	}
	if o.body == 0 {
		o.body = MaxBody
	}
	if !o.root {
		o.path = "/api/v1" + o.path
	}
	op := huma.Operation{OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, DefaultStatus: o.status, MaxBodyBytes: o.body + 1, RequestBody: o.takes, SkipValidateBody: o.takes != nil,
		Responses: o.responses, Extensions: map[string]any{accessNote: describe(rule)}, Middlewares: huma.Middlewares{s.enter(api, o.id, rule)}}
	if !rule.Public {
		op.Security = []map[string][]string{{"session": {}}}
	}
	return op
}

// handle registers an operation: its declared access is checked first, and its errors
// all go one way.
func handle[I, O any](s *server, api huma.API, o operation, fn func(context.Context, *I) (*O, error)) {
	huma.Register(api, s.define(api, o), func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, in)
		if err != nil {
			return nil, s.problem(o.id, err)
		}
		return out, nil
	})
}

func describe(r access.Rule) map[string]any {
	roles := make([]string, len(r.Roles))
	for i, role := range r.Roles {
		roles[i] = string(role)
	}
	return map[string]any{"public": r.Public, "roles": roles, "on_plan": r.OnPlan, "limited": r.Limited, "fresh": r.Fresh, "opened": r.Opened, "after_end": string(r.AfterEnd)}
}

// alwaysOpen are what a person may do though his budget is spent: a phone gone wrong, or
// in the wrong hands, can be signed out.
var alwaysOpen = map[string]bool{"endSession": true, "endOtherSessions": true, "listSessions": true, "endOneSession": true}

// enter finds out who calls and whether such a person may call this at all.
func (s *server) enter(api huma.API, id string, rule access.Rule) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		c := humafiber.UnwrapV2(ctx)
		if asPage(c) && !rule.OpensAsPage(c.Get("Sec-Fetch-Site") == "same-origin") {
			s.refuse(api, ctx, id, &domain.Error{Code: domain.CodeNotAPage, Detail: "Det her kan kun læses inde i Tavlen. Åbn Tavlen."})
			return
		}
		if rule.Public {
			next(ctx)
			return
		}
		who, err := s.authenticate(c)
		if err == nil {
			err = rule.Allows(who.Actor)
		}
		if err == nil {
			err = s.enterFresh(ctx.Context(), rule, who)
		}
		if err == nil && !alwaysOpen[id] {
			err = s.budgets.spend(who.Person, c.Method())
		}
		if err != nil {
			s.refuse(api, ctx, id, err)
			return
		}
		ctx = huma.WithValue(ctx, callerKey{}, who)
		next(huma.WithContext(ctx, access.Doing(ctx.Context(), id)))
	}
}

// asPage says whether a browser wants to show the answer as a page, or in one (Fetch Metadata). A
// program that says nothing is let by, and so is a browser from before 2023.
func asPage(c *fiber.Ctx) bool {
	if c.Get("Sec-Fetch-Mode") == "navigate" {
		return true
	}
	switch c.Get("Sec-Fetch-Dest") {
	case "document", "iframe", "frame", "embed", "object", "fencedframe":
		return true
	}
	return false
}

// refuse answers with an error before, or instead of, a handler that huma calls: it gives
// an error's headers to those only.
func (s *server) refuse(api huma.API, ctx huma.Context, id string, err error) {
	p := s.problem(id, err)
	var headed huma.HeadersError
	if errors.As(p, &headed) {
		for name, values := range headed.GetHeaders() {
			ctx.SetHeader(name, values[0])
		}
	}
	if huma.WriteErr(api, ctx, p.GetStatus(), "", p) != nil {
		s.Log.Error("a refusal could not be written", "operation", id)
	}
}

// authenticate gives the caller, and hands out new cookies when the session was renewed.
func (s *server) authenticate(c *fiber.Ctx) (caller, error) {
	// Never c.Context(): the database's goroutines outlive the request, whose memory is used again.
	actor, session, fresh, err := s.Signin.Authenticate(c.UserContext(), c.Cookies(cookieToken), c.Cookies(cookieRenew))
	if err != nil {
		return caller{}, err
	}
	if fresh != nil {
		hand(c, s.cookies(*fresh))
	}
	return caller{actor, session}, nil
}

// cookies makes what the phone keeps. Their age is real time, whatever the demo's clock says.
func (s *server) cookies(t signin.Tokens) []http.Cookie {
	age := int(t.Expires.Sub(s.Clock.Now()) / time.Second)
	cookie := func(name, value string) http.Cookie {
		return http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	}
	out := []http.Cookie{cookie(cookieToken, t.Token)}
	if t.Renew != "" {
		out = append(out, cookie(cookieRenew, t.Renew))
	}
	return out
}

// hand gives the phone cookies, each in a header of its own: joined in one, as Fiber and
// huma join values, a browser would take the second for an attribute of the first.
func hand(c *fiber.Ctx, cookies []http.Cookie) {
	for _, cookie := range cookies {
		c.Response().Header.Add(fiber.HeaderSetCookie, cookie.String())
	}
}

func gone() []http.Cookie {
	var out []http.Cookie
	for _, name := range []string{cookieToken, cookieRenew} {
		out = append(out, http.Cookie{Name: name, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
	return out
}
