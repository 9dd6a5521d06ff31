package api

import (
	"context"
	"net"
	"net/netip"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Conns bounds how many connections there are, and knows those on which no whole request
// has come yet. Browsers open some
// ahead of time, and a phone in a tunnel sends half of one; fasthttp's shutdown waits for
// all of them as if they were requests under way.
type Conns struct {
	// Trusted are the networks whose connections carry many people: a proxy's are not
	// counted by address.
	Trusted []netip.Prefix

	mu     sync.Mutex
	unused map[net.Conn]bool
	open   map[net.Conn]netip.Prefix
	from   map[netip.Prefix]int
	ending bool
}

// How many connections there may be, in all and from one address (a /64 for IPv6), open
// streams apart: those are the hub's to count, by person. An address may be a whole
// jobcentre's or a telephone company's, so it may have many. Each takes some 25 KB at most.
const (
	maxConns        = 4096
	maxConnsPerAddr = 1024
)

// state hears of each step in a connection's life.
func (c *Conns) state(conn net.Conn, state fasthttp.ConnState) {
	switch state {
	case fasthttp.StateNew:
		c.opened(conn)
	case fasthttp.StateClosed, fasthttp.StateHijacked:
		c.closed(conn)
	}
}

// opened closes a connection at once that is one too many: an answer would have to wait
// for its reader.
func (c *Conns) opened(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.address(conn)
	if c.ending || len(c.open) >= maxConns || at.IsValid() && c.from[at] >= maxConnsPerAddr {
		_ = conn.Close()
		return
	}
	if c.unused == nil {
		c.unused, c.open, c.from = map[net.Conn]bool{}, map[net.Conn]netip.Prefix{}, map[netip.Prefix]int{}
	}
	c.unused[conn] = true
	c.open[conn] = at
	if at.IsValid() {
		c.from[at]++
	}
}

// address gives the network that a connection counts for; the zero Prefix for none.
func (c *Conns) address(conn net.Conn) netip.Prefix {
	tcp, ok := conn.RemoteAddr().(*net.TCPAddr)
	if !ok {
		return netip.Prefix{}
	}
	ip := tcp.AddrPort().Addr().Unmap()
	if within(c.Trusted, ip) {
		return netip.Prefix{}
	}
	return network(ip)
}

func (c *Conns) closed(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.unused, conn)
	at, known := c.open[conn]
	if !known {
		return // it was one too many
	}
	delete(c.open, conn)
	if c.from[at]--; c.from[at] <= 0 {
		delete(c.from, at)
	}
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
