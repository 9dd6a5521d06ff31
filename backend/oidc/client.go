package oidc

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	coreos "github.com/coreos/go-oidc/v3/oidc"
)

// Bounds of what a provider may cost us. Somebody waits at the screen meanwhile.
const (
	patience = 10 * time.Second
	mostRead = 1 << 20 // bytes of an answer
)

// client speaks to providers, and to them alone: no proxy from the environment, and no
// redirect, which could lead to what only our network reaches.
var client = &http.Client{
	Timeout:       patience,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport: bounded{&http.Transport{
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: patience,
		IdleConnTimeout:       time.Minute,
		MaxIdleConnsPerHost:   4,
		ForceAttemptHTTP2:     true,
	}},
}

// with gives the libraries our client.
func with(ctx context.Context) context.Context { return coreos.ClientContext(ctx, client) }

// bounded cuts off an answer that is far too long.
type bounded struct{ next http.RoundTripper }

// RoundTrip is http.RoundTripper's.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(r)
	if err == nil {
		res.Body = &short{ReadCloser: res.Body, left: mostRead}
	}
	return res, err
}

type short struct {
	io.ReadCloser
	left int64
}

var errLong = errors.New("the answer is too long")

// Read is io.Reader's.
func (s *short) Read(p []byte) (int, error) {
	if s.left <= 0 {
		return 0, errLong
	}
	n, err := s.ReadCloser.Read(p[:min(int64(len(p)), s.left)])
	s.left -= int64(n)
	return n, err
}
