package api

import (
	"net"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/live"
)

// The streams are documented like every operation, but answered by the hub on the bare
// connection: huma's own streaming keeps far too much memory for each idle phone.
func (s *server) streamOperations(api huma.API) {
	for _, o := range []operation{
		{id: "streamMine", method: "GET", path: "/stream", summary: "Server-Sent Events for all my plans"},
		{id: "streamPlan", method: "GET", path: "/plans/{plan}/stream", summary: "Server-Sent Events for one plan"},
	} {
		o.responses = map[string]*huma.Response{"200": {Description: "Events rev, message, noticed, device and session; the data is JSON", Content: map[string]*huma.MediaType{"text/event-stream": {}}}}
		op := s.define(api, o)
		if o.id == "streamPlan" {
			op.Parameters = append(op.Parameters, &huma.Param{Name: "plan", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}})
		}
		api.OpenAPI().AddOperation(&op)
		api.Adapter().Handle(&op, api.Middlewares().Handler(op.Middlewares.Handler(func(ctx huma.Context) {
			if err := s.stream(ctx); err != nil {
				s.refuse(api, ctx, op.OperationID, err)
			}
		})))
	}
}

func (s *server) stream(ctx huma.Context) error {
	// The mark comes before anything is read: what changes meanwhile is made up for.
	mark := s.Hub.Mark()
	who := callerOf(ctx.Context())
	c := humafiber.UnwrapV2(ctx)
	plan := domain.ID(ctx.Param("plan"))
	plans, err := s.plansToWatch(ctx, who, plan)
	if err != nil {
		return err
	}
	look := who.session.ExpiresAt
	// Staff's right to be here may be asked about sooner, see signin.Alive.
	if until, lives, err := s.Signin.Alive(ctx.Context(), who.Session); err == nil && lives && until.Before(look) {
		look = until
	}
	sub := live.Sub{Person: who.Person, Session: who.Session, Plan: plan, LastEventID: ctx.Header("Last-Event-ID"), RecheckAt: look, Mark: mark}
	ids := make([]domain.ID, 0, len(plans))
	for id := range plans {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		sub.Initial = append(sub.Initial, live.RevEvent(id, plans[id].Rev))
		if at := plans[id].Expires; !at.IsZero() && (sub.RecheckAt.IsZero() || at.Before(sub.RecheckAt)) {
			sub.RecheckAt = at
		}
	}
	added, err := s.Signin.AddedSince(ctx.Context(), who.Actor, who.session)
	if err != nil {
		return err
	}
	if added != "" {
		sub.Initial = append(sub.Initial, live.DeviceEvent(added))
	}
	opens, err := s.App.NextOpening(ctx.Context(), who.Actor)
	if err != nil {
		return err
	}
	if !opens.IsZero() && opens.Before(sub.RecheckAt) {
		sub.RecheckAt = opens
	}
	sub.Head = streamHead(c)
	if err := live.TuneConn(c.Context().Conn()); err != nil {
		s.Log.Debug("a stream's connection could not be tuned", "error", err)
	}
	c.Context().HijackSetNoResponse(true)
	c.Context().Hijack(func(conn net.Conn) { go s.Hub.Serve(conn, sub) })
	return nil
}

func (s *server) plansToWatch(ctx huma.Context, who caller, plan domain.ID) (map[domain.ID]app.Watched, error) {
	if plan != "" {
		w, err := s.App.Watch(ctx.Context(), who.Actor, plan)
		return map[domain.ID]app.Watched{plan: w}, err
	}
	return s.App.WatchMine(ctx.Context(), who.Actor)
}

// streamHead carries the guard's headers, and fresh cookies, onto the bare connection.
func streamHead(c *fiber.Ctx) []byte {
	var head []byte
	for key, value := range c.Response().Header.All() {
		switch string(key) {
		case fiber.HeaderContentType, fiber.HeaderContentLength, fiber.HeaderCacheControl, fiber.HeaderConnection, fiber.HeaderDate, fiber.HeaderServer:
			continue
		}
		head = live.AppendHeader(head, string(key), string(value))
	}
	return head
}
