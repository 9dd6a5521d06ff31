package config

import (
	"crypto/x509"
	"errors"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
)

const (
	envDevelopment = "development"
	envProduction  = "production"

	defaultAddr = "127.0.0.1:8080"
)

// resolve checks the network settings and writes them to set.
func (n *Network) resolve(set *Settings) error {
	switch n.Env {
	case "", envDevelopment:
		set.Production = false
	case envProduction:
		set.Production = true
	default:
		return problem(nameEnv, "write development or production", "is %q", n.Env)
	}
	steps := []func(*Settings) error{n.listen, n.publicURL, n.metrics, n.proxies, n.testDoors}
	for _, step := range steps {
		if err := step(set); err != nil {
			return err
		}
	}
	return nil
}

func (n *Network) listen(set *Settings) error {
	set.Addr = n.Addr
	if set.Addr == "" {
		set.Addr = defaultAddr
	}
	return checkHostPort(nameAddr, set.Addr, defaultAddr)
}

func (n *Network) metrics(set *Settings) error {
	set.MetricsAddr = n.MetricsAddr
	if set.MetricsAddr == "" {
		return nil
	}
	if err := checkHostPort(nameMetricsAddr, set.MetricsAddr, "127.0.0.1:9090"); err != nil {
		return err
	}
	_, port, _ := net.SplitHostPort(set.MetricsAddr)
	if _, main, _ := net.SplitHostPort(set.Addr); port == main && port != "0" {
		return problem(nameMetricsAddr, "choose another port, metrics have a listener of their own",
			"uses port %s, as %s%s does", port, prefix, nameAddr)
	}
	return nil
}

// checkHostPort refuses what net.Listen could not use or would have to look up
// as a service name.
func checkHostPort(setting, addr, example string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return problem(setting, "write for example "+example, "is %q, which is not host:port", addr)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return problem(setting, "write for example "+example, "is %q, whose port is not a number from 0 to 65535", addr)
	}
	if strings.ContainsFunc(host, notInHost) {
		return problem(setting, "write for example "+example, "is %q, whose host is no name or address", addr)
	}
	return nil
}

// notInHost finds what stands in no host name and no address.
func notInHost(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune(".-_:%", r):
		return false
	}
	return true
}

func (n *Network) publicURL(set *Settings) error {
	const mend = "write the address that people open, for example https://tavlen.kommune.example"
	if n.PublicURL == "" {
		if set.Production {
			return problem(namePublicURL, mend, "is not set, and production needs it")
		}
		return derivePublicURL(set)
	}
	u, err := url.Parse(n.PublicURL)
	if err != nil || u.Hostname() == "" {
		return problem(namePublicURL, mend, "is not an address with a host")
	}
	switch {
	case u.User != nil:
		return problem(namePublicURL, mend, "holds a user name or password")
	case strings.TrimSuffix(u.Path, "/") != "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return problem(namePublicURL, "leave out what follows the host and port", "is %q, which has more than scheme and host", n.PublicURL)
	case u.Scheme != "https" && u.Scheme != "http":
		return problem(namePublicURL, mend, "is %q, which is neither https nor http", n.PublicURL)
	case u.Scheme == "http" && set.Production:
		return problem(namePublicURL, "use https, which a reverse proxy in front can give", "is %q, and production needs https", n.PublicURL)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		// The session cookie is __Host-, push and the service worker need a
		// secure context: over http they exist on this machine only.
		return problem(namePublicURL, "use https, or http://localhost to try it on this machine",
			"is %q, and over http nobody could sign in from another machine", n.PublicURL)
	}
	set.PublicURL = u.Scheme + "://" + strings.ToLower(u.Host)
	set.PublicURLDerived = false
	return nil
}

// derivePublicURL says localhost, not 127.0.0.1, because passkeys need a name.
func derivePublicURL(set *Settings) error {
	host, port, err := net.SplitHostPort(set.Addr)
	if err != nil {
		return err
	}
	ip, err := netip.ParseAddr(host)
	everywhere := host == "" || (err == nil && ip.IsUnspecified())
	if !everywhere && !isLoopback(host) {
		return problem(namePublicURL, "set it to the https address that people open",
			"is not set, and %s%s %q is not reached as localhost", prefix, nameAddr, set.Addr)
	}
	set.PublicURL = "http://localhost:" + port
	set.PublicURLDerived = true
	return nil
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (n *Network) proxies(set *Settings) error {
	const mend = "write networks such as 10.0.0.0/8 or 192.0.2.7, separated by commas"
	set.TrustedProxies = nil
	for _, raw := range n.TrustedProxies {
		raw = strings.TrimSpace(raw)
		if raw == "" {
			continue
		}
		p, err := netip.ParsePrefix(raw)
		if err != nil {
			ip, ipErr := netip.ParseAddr(raw)
			if ipErr != nil || ip.Zone() != "" {
				return problem(nameTrustedProxies, mend, "holds %q, which is no network", raw)
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		if p.Bits() == 0 {
			return problem(nameTrustedProxies, "name only your own proxies", "holds %q, with which anyone could claim any address", raw)
		}
		set.TrustedProxies = append(set.TrustedProxies, p.Masked())
	}
	return nil
}

// testDoors resolves the three settings that exist so that a test or a demo can
// move the clock and receive pushes.
func (n *Network) testDoors(set *Settings) error {
	for _, door := range []struct{ name, value string }{
		{nameClockFile, n.ClockFile}, {namePushExtraOrigin, n.PushExtraOrigin}, {namePushCA, n.PushCA},
	} {
		if door.value != "" && set.Production {
			return problem(door.name, "unset it, it is for tests and demos only", "is set, and %s%s is production", prefix, nameEnv)
		}
	}
	if err := n.clock(set); err != nil {
		return err
	}
	return n.push(set)
}

func (n *Network) clock(set *Settings) error {
	set.ClockFile = ""
	if n.ClockFile == "" {
		return nil
	}
	path, err := absolute(nameClockFile, n.ClockFile)
	if err != nil {
		return err
	}
	// A file that is missing or empty means no shift: it may be written later.
	_, err = readOffset(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errEmptyClock) {
		return problem(nameClockFile, "put one duration such as 72h30m into it", "is %q: %s", n.ClockFile, reason(err))
	}
	set.ClockFile = path
	return nil
}

func (n *Network) push(set *Settings) error {
	set.PushExtraOrigin, set.PushCA, set.pushCAFile = "", nil, ""
	if n.PushExtraOrigin == "" {
		if n.PushCA != "" {
			return problem(namePushCA, "set "+prefix+namePushExtraOrigin+" too, or unset it",
				"is set, but there is no extra origin for it to vouch for")
		}
		return nil
	}
	u, err := url.Parse(n.PushExtraOrigin)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil ||
		strings.TrimSuffix(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return problem(namePushExtraOrigin, "write scheme, host and port, for example https://127.0.0.1:9443", "is not an https origin")
	}
	set.PushExtraOrigin = "https://" + strings.TrimSuffix(strings.ToLower(u.Host), ":443")
	if n.PushCA == "" {
		return nil
	}
	path, err := absolute(namePushCA, n.PushCA)
	if err != nil {
		return err
	}
	pem, err := os.ReadFile(path)
	if err != nil {
		return problem(namePushCA, "name a readable certificate file", "is %q: %s", n.PushCA, reason(err))
	}
	if !x509.NewCertPool().AppendCertsFromPEM(pem) {
		return problem(namePushCA, "name a file with a certificate in PEM form", "is %q, which holds no certificate", n.PushCA)
	}
	set.PushCA, set.pushCAFile = pem, path
	return nil
}
