package api

import (
	"context"
	"net"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Conns knows the connections on which no whole request has come yet. Browsers open some
// ahead of time, and a phone in a tunnel sends half of one; fasthttp's shutdown waits for
// all of them as if they were requests under way.
type Conns struct {
	mu     sync.Mutex
	unused map[net.Conn]bool
	ending bool
}

// state hears of each step in a connection's life.
func (c *Conns) state(conn net.Conn, state fasthttp.ConnState) {
	switch state {
	case fasthttp.StateNew:
		c.opened(conn)
	case fasthttp.StateClosed, fasthttp.StateHijacked:
		c.used(conn)
	}
}

func (c *Conns) opened(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ending {
		_ = conn.Close()
		return
	}
	if c.unused == nil {
		c.unused = map[net.Conn]bool{}
	}
	c.unused[conn] = true
}

func (c *Conns) used(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.unused, conn)
}

// watch stands before a handler, which is called with whole requests only.
func (c *Conns) watch(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		if ctx.ConnRequestNum() == 1 {
			c.used(ctx.Conn())
		}
		next(ctx)
	}
}

// Shutdown takes no more connections, closes those on which nothing was asked yet, and
// waits for the requests under way until the context ends. Streams are the hub's to
// close, and before this.
func (c *Conns) Shutdown(ctx context.Context, f *fiber.App) error {
	c.mu.Lock()
	c.ending = true
	for conn := range c.unused {
		_ = conn.Close()
	}
	clear(c.unused)
	c.mu.Unlock()
	return f.ShutdownWithContext(ctx)
}
