package notify

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"
)

func TestPublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"142.250.74.10": true, "17.57.146.1": true, "2a00:1450:400f:80d::200a": true, "64:ff9b::8efa:4a0a": true,

		"127.0.0.1": false, "127.255.255.254": false, "0.0.0.0": false, "0.1.2.3": false,
		"10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "100.127.255.255": false,
		"192.0.0.8": false, "192.0.2.1": false, "198.18.0.1": false, "198.51.100.7": false, "203.0.113.9": false,
		"224.0.0.1": false, "239.1.1.1": false, "240.0.0.1": false, "255.255.255.255": false, "192.88.99.1": false,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "2a00:1450::1%eth0": false,
		"fc00::1": false, "fd12:3456::1": false, "fec0::1": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:142.250.74.10": true, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::a00:1": false, "64:ff9b:1::1": false,
		"2001::1": false, "2001:db8::1": false, "2002:7f00:1::": false, "3fff::1": false, "100::1": false, "5f00::1": false,
	} {
		if got := public(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: public is %v", addr, got)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

// rebinding answers each look-up with the next list, as a hostile name server would.
type rebinding struct {
	answers [][]netip.Addr
	asked   int
}

func (r *rebinding) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	a := r.answers[min(r.asked, len(r.answers)-1)]
	r.asked++
	if a == nil {
		return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
	}
	return a, nil
}

func TestDialRefusesInnerAddresses(t *testing.T) {
	outer, inner := netip.MustParseAddr("142.250.74.10"), netip.MustParseAddr("127.0.0.1")
	for name, answers := range map[string][][]netip.Addr{
		"an inner address":      {{inner}},
		"mapped into IPv6":      {{netip.MustParseAddr("::ffff:127.0.0.1")}},
		"one inner among outer": {{outer, inner}},
		"inner first":           {{inner, outer}},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := dialPublic(&rebinding{answers: answers}, newDialer())(t.Context(), "tcp", "fcm.googleapis.com:443")
			if !errors.Is(err, errAddress) {
				t.Errorf("%v, %v", conn, err)
			}
		})
	}
}

// The name is looked up once, and the connection goes to the address that was checked.
func TestDialLooksUpOnce(t *testing.T) {
	r := &rebinding{answers: [][]netip.Addr{{netip.MustParseAddr("142.250.74.10")}, {netip.MustParseAddr("127.0.0.1")}}}
	var dialled []string
	d := newDialer()
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // nothing leaves the machine: the dialer gives up, naming where it was going
	_, err := dialPublic(r, d)(ctx, "tcp", "fcm.googleapis.com:443")
	var op *net.OpError
	if errors.As(err, &op) && op.Addr != nil {
		dialled = append(dialled, op.Addr.String())
	}
	if r.asked != 1 {
		t.Errorf("asked %d times", r.asked)
	}
	if len(dialled) != 1 || dialled[0] != "142.250.74.10:443" {
		t.Errorf("dialled %v (%v)", dialled, err)
	}
}

// Even a resolver that were fooled ends at the check of the address itself.
func TestControlChecksTheAddressAgain(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	d := newDialer()
	d.Control = refuseInner
	if conn, err := d.DialContext(t.Context(), "tcp", listener.Addr().String()); !errors.Is(err, errAddress) {
		t.Errorf("%v, %v", conn, err)
	}
}

func TestDialWithoutAnAddress(t *testing.T) {
	for name, answers := range map[string][][]netip.Addr{"an empty answer": {{}}, "no answer": {nil}} {
		if _, err := dialPublic(&rebinding{answers: answers}, newDialer())(t.Context(), "tcp", "fcm.googleapis.com:443"); err == nil {
			t.Errorf("%s: connected", name)
		}
	}
}
