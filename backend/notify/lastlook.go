package notify

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
)

// errWithdrawn ends a request whose phone is not to be woken any more.
var errWithdrawn = errors.New("notify: the phone is not to be woken any more")

// lastLook is an HTTP client that asks whether the phone is still to be woken: before it
// begins, and once more when the connection stands, before the body's first byte leaves.
// Looking up, connecting and waiting for a connection take seconds in which its session
// may have ended. A request whose body does not come is no push: it is broken off.
type lastLook struct {
	client    *http.Client
	still     func(context.Context) (bool, error)
	withdrawn atomic.Bool
}

// Do sends a request, also again on another connection, with that question before each.
func (l *lastLook) Do(r *http.Request) (*http.Response, error) {
	if err := l.ask(r.Context()); err != nil {
		return nil, err
	}
	r.Body = &asking{ReadCloser: r.Body, look: l, ctx: r.Context()}
	if again := r.GetBody; again != nil {
		r.GetBody = func() (io.ReadCloser, error) {
			body, err := again()
			return &asking{ReadCloser: body, look: l, ctx: r.Context()}, err
		}
	}
	return l.client.Do(r) //nolint:gosec // the endpoint was checked, and its address is at dial
}

func (l *lastLook) ask(ctx context.Context) error {
	still, err := l.still(ctx)
	if err == nil && !still {
		l.withdrawn.Store(true)
		err = errWithdrawn
	}
	return err
}

type asking struct {
	io.ReadCloser
	look  *lastLook
	ctx   context.Context //nolint:containedctx // a reader is given none
	asked bool
}

// Read asks the first time.
func (a *asking) Read(p []byte) (int, error) {
	if !a.asked {
		a.asked = true
		if err := a.look.ask(a.ctx); err != nil {
			return 0, err
		}
	}
	return a.ReadCloser.Read(p)
}
