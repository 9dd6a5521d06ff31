package api

import (
	"net"
	"net/netip"
	"testing"

	"github.com/valyala/fasthttp"
)

// caller's connection from an address; it only knows whether it was closed.
type conn struct {
	net.Conn
	from   netip.Addr
	closed bool
}

func (c *conn) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(netip.AddrPortFrom(c.from, 1)) }
func (c *conn) Close() error         { c.closed = true; return nil }

// TestConnectionsAreBounded: from one address, and in all; a proxy's people are not one
// address, an IPv6 network is, and what was closed or became a stream makes room.
func TestConnectionsAreBounded(t *testing.T) {
	t.Parallel()
	c := &Conns{Trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	open := func(from string) *conn {
		k := &conn{from: netip.MustParseAddr(from)}
		c.state(k, fasthttp.StateNew)
		return k
	}
	var mine []*conn
	for range maxConnsPerAddr {
		mine = append(mine, open("192.0.2.1"))
	}
	tooMany := open("::ffff:192.0.2.1")
	if mine[len(mine)-1].closed || !tooMany.closed {
		t.Error("an address may have more or fewer connections than is said")
	}
	c.state(tooMany, fasthttp.StateClosed)
	if !open("192.0.2.1").closed {
		t.Error("the end of one that was refused made room")
	}
	c.state(mine[0], fasthttp.StateHijacked)
	c.state(mine[1], fasthttp.StateClosed)
	for i := range 3 {
		if open("192.0.2.1").closed != (i == 2) {
			t.Error("two went, and there is not room for two")
		}
	}
	for range maxConnsPerAddr {
		open("2001:db8::1")
	}
	if !open("2001:db8::2").closed || open("2001:db8:0:1::2").closed {
		t.Error("an IPv6 network is not counted as one")
	}
	n := 0
	for ; n <= maxConns; n++ {
		if open("10.1.2.3").closed {
			break
		}
	}
	if n <= maxConnsPerAddr || len(c.open) != maxConns || !open("198.51.100.1").closed {
		t.Errorf("%d from the proxy, %d in all", n, len(c.open))
	}
	for k := range c.open {
		c.state(k, fasthttp.StateClosed)
	}
	if len(c.open)+len(c.from)+len(c.unused) != 0 || open("192.0.2.1").closed {
		t.Error("something is left after all have gone")
	}
}
