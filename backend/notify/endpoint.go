package notify

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// maxEndpoint is the longest endpoint that is kept, in bytes. The services' own are
// around 200.
const maxEndpoint = 2048

// The push services of the browsers in use. A name that begins with a dot allows every
// host under it, the others only themselves.
var services = []string{
	"fcm.googleapis.com",                // Chrome, Edge on Android, Samsung Internet
	"updates.push.services.mozilla.com", // Firefox
	".push.services.mozilla.com",
	".notify.windows.com", // Edge
	"web.push.apple.com",  // Safari
	".push.apple.com",
}

// ErrEndpoint is the answer to an endpoint that is not on a known push service. Sending
// there would let a phone aim this server at any address.
var ErrEndpoint = errors.New("notify: not an endpoint of a known push service")

// origin is scheme, host and port of an extra push service, as in a URL.
type origin string

// parseOrigin reads an origin: https, a host, perhaps a port, nothing else.
func parseOrigin(s string) (origin, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Opaque != "" ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("notify: %q is not an https origin", s)
	}
	return originOf(u), nil
}

// originOf writes the origin with its port, so that :443 and none are the same.
func originOf(u *url.URL) origin {
	port := u.Port()
	if port == "" {
		port = "443"
	}
	return origin(u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port)
}

// parseEndpoint decides where a push may go, by the parsed URL and never by its text.
func parseEndpoint(raw string, extra origin) (u *url.URL, isExtra bool, err error) {
	if len(raw) > maxEndpoint {
		return nil, false, ErrEndpoint
	}
	u, err = url.Parse(raw)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Opaque != "" || u.Fragment != "" || u.Hostname() == "" {
		return nil, false, ErrEndpoint
	}
	if extra != "" && originOf(u) == extra {
		return u, true, nil
	}
	// An empty port after the colon parses as none; it is not what a browser hands out.
	if u.Host != u.Hostname() && u.Host != u.Hostname()+":443" {
		return nil, false, ErrEndpoint
	}
	host := strings.ToLower(u.Hostname())
	for _, s := range services {
		if name, under := strings.CutSuffix(host, s); under && (name == "") == (s[0] != '.') {
			return u, false, nil
		}
	}
	return nil, false, ErrEndpoint
}
