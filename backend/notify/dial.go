package notify

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"syscall"
)

// Resolver looks up a host's addresses; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// errAddress says that a push service's name led to an address inside.
var errAddress = errors.New("notify: the address is not a public one")

// Blocks of 2000::/3 and of IPv4 that are not the public Internet and that package netip
// does not tell apart (IANA's special-purpose registries, RFC 6890 and its updates).
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // shared by carriers' NAT
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"),     // Teredo and other protocols
	netip.MustParsePrefix("2001:db8::/32"), // documentation
	netip.MustParsePrefix("2002::/16"),     // 6to4 holds an IPv4 address
	netip.MustParsePrefix("3fff::/20"),     // documentation
}

var (
	global6 = netip.MustParsePrefix("2000::/3")
	nat64   = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: the last four bytes are IPv4
)

// public says whether an address is one of the public Internet.
func public(a netip.Addr) bool {
	if a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		return public(netip.AddrFrom4([4]byte(b[12:])))
	}
	if a.Is6() && !global6.Contains(a) {
		return false
	}
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// refuseInner looks at the very address that is about to be connected to.
func refuseInner(_, address string, _ syscall.RawConn) error {
	if at, err := netip.ParseAddrPort(address); err != nil || !public(at.Addr()) {
		return errAddress
	}
	return nil
}

// dialPublic connects to a name only if every address it stands for is public, and to
// the addresses that were checked, not to the name again: a name that changes its mind
// between two look-ups gains nothing.
func dialPublic(resolver Resolver, dialer *net.Dialer) func(ctx context.Context, network, addr string) (net.Conn, error) {
	checked := *dialer
	checked.Control = refuseInner
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		addrs, err := resolver.LookupNetIP(ctx, "ip", host)
		if err != nil {
			return nil, err
		}
		for _, a := range addrs {
			if !public(a) {
				return nil, errAddress
			}
		}
		err = errors.New("notify: the name has no address")
		for _, a := range addrs {
			var conn net.Conn
			if conn, err = checked.DialContext(ctx, network, net.JoinHostPort(a.Unmap().String(), port)); err == nil {
				return conn, nil
			}
		}
		return nil, err
	}
}
