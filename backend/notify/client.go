package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"time"
)

// newServiceClient makes the client for the browsers' push services: only to public
// addresses, never through a proxy, never after a redirect.
func newServiceClient(opt PushOptions) *http.Client {
	resolver := opt.Resolver
	if resolver == nil {
		resolver = net.DefaultResolver
	}
	t := newTransport(opt.Timeout)
	t.DialContext = dialPublic(resolver, newDialer())
	return newClient(t, opt.Timeout)
}

// newExtraClient makes the client for the one extra origin: to any address, trusting
// nobody but its own authority.
func newExtraClient(opt PushOptions) (*http.Client, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(opt.ExtraCA) {
		return nil, errors.New("notify: the extra push origin needs its authority's certificate (PEM)")
	}
	t := newTransport(opt.Timeout)
	t.DialContext = newDialer().DialContext
	t.TLSClientConfig.RootCAs = pool
	return newClient(t, opt.Timeout), nil
}

func newDialer() *net.Dialer {
	return &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
}

func newTransport(timeout time.Duration) *http.Transport {
	return &http.Transport{
		Proxy:                  nil, // not even from the environment
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    5 * time.Second,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxIdleConns:           128,
		MaxIdleConnsPerHost:    32, // the default of 2 dials anew for nearly every push
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 16 << 10,
		// All pushes to a service go over one connection. When that dies without a word (a
		// router forgot it), TCP notices after a quarter of an hour, and every try till then
		// would be lost: so it is asked whether it lives before a push gives up on it.
		HTTP2: &http.HTTP2Config{SendPingTimeout: max(timeout/4, time.Second), PingTimeout: max(timeout/4, time.Second)},
	}
}

func newClient(t *http.Transport, timeout time.Duration) *http.Client {
	return &http.Client{
		Transport: t,
		Timeout:   timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}

// networkReason names what went wrong without an answer. The error itself holds the
// endpoint and stays here.
func networkReason(err error) string {
	var netErr net.Error
	var certErr *tls.CertificateVerificationError
	var recordErr tls.RecordHeaderError
	switch {
	case errors.Is(err, errAddress):
		return "address_refused"
	case errors.As(err, &certErr), errors.As(err, &recordErr):
		return "tls"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return "timeout"
	}
	return "network"
}
