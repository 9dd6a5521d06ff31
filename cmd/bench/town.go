package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tavlen/backend/domain"
)

const (
	// furnished is how many of the citizens have a whole plan; the others' are empty. The
	// loads go to these, so that no figure is an empty plan's.
	furnished = 32
	// hands is how many connections work at once where order does not matter.
	hands = 16
	// sessionUse is when a session's cookie is changed for a new one: it lives 15 minutes.
	sessionUse = 10 * time.Minute
)

// person is someone with a session.
type person struct {
	id     domain.ID
	plan   domain.ID
	cookie string
	whole  wholePlan // of a furnished citizen
	more   []string  // cookies of further sessions, for more phones
}

// town is a consultant and her citizens.
type town struct {
	b          *bench
	consultant person
	citizens   []*person
	signedIn   time.Time
}

// settle makes the town through the public API, as people would.
func settle(ctx context.Context, b *bench) (*town, error) {
	began := time.Now()
	t := &town{b: b}
	out, err := b.house.command(ctx, "staff", "add", "--name", "Maja Holm")
	if err != nil {
		return nil, err
	}
	_, code, ok := strings.Cut(strings.TrimSpace(out), "/ind/")
	if !ok {
		return nil, fmt.Errorf("staff add printed no link: %q", out)
	}
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return nil, err
	}
	defer w.close()
	if t.consultant.cookie, err = signIn(w, b.house.host(), code); err != nil {
		return nil, err
	}
	for range b.citizens {
		t.citizens = append(t.citizens, &person{id: domain.NewID(), plan: domain.NewID()})
	}
	err = t.each(ctx, func(w *wire, i int, p *person) error {
		body := fmt.Sprintf(`{"name":"Borger Nummer %d","preferred_name":"Borger","plan":{"id":"%s"}}`, i, p.plan)
		return t.call(w, &t.consultant, "PUT", "/citizens/"+string(p.id), body, nil)
	})
	if err == nil {
		err = t.signAllIn(ctx)
	}
	if err == nil {
		err = t.each(ctx, func(w *wire, i int, p *person) error {
			if i >= furnished {
				return nil
			}
			return t.furnish(w, p)
		})
	}
	b.out.note("%d citizens, %d of them with a whole plan, made in %s", len(t.citizens), furnished, time.Since(began).Round(time.Millisecond))
	return t, err
}

// fresh gives everyone a new session when the present ones grow old.
func (t *town) fresh(ctx context.Context) error {
	if time.Since(t.signedIn) < sessionUse {
		return nil
	}
	return t.signAllIn(ctx)
}

func (t *town) signAllIn(ctx context.Context) error {
	t.signedIn = time.Now()
	return t.each(ctx, func(w *wire, _ int, p *person) (err error) {
		p.more = nil
		if p.cookie, err = t.anotherSession(w, p); err != nil {
			return err
		}
		// With a code alone a citizen sees little.
		return t.call(w, p, "PUT", "/session/pin", `{"pin":"592741"}`, nil)
	})
}

// anotherSession lets the consultant hand out a code and a phone sign in with it.
func (t *town) anotherSession(w *wire, p *person) (cookie string, err error) {
	var issued struct{ Link string }
	if err := t.call(w, &t.consultant, "PUT", "/citizens/"+string(p.id)+"/codes/"+string(domain.NewID()), "{}", &issued); err != nil {
		return "", err
	}
	_, code, _ := strings.Cut(issued.Link, "/ind/")
	return signIn(w, t.b.house.host(), code)
}

// streamsPerSession is how many phones share a session here; the program allows a few more.
const streamsPerSession = 5

// sessionsFor gives every citizen as many sessions as n phones, in turn, need.
func (t *town) sessionsFor(ctx context.Context, n int) error {
	share := (n + len(t.citizens) - 1) / len(t.citizens)
	return t.each(ctx, func(w *wire, _ int, p *person) error {
		for 1+len(p.more) < (share+streamsPerSession-1)/streamsPerSession {
			cookie, err := t.anotherSession(w, p)
			if err != nil {
				return err
			}
			p.more = append(p.more, cookie)
		}
		return nil
	})
}

// cookieOf gives the cookie for the nth phone of a citizen's.
func (p *person) cookieOf(nth int) string {
	if s := nth / streamsPerSession; s > 0 {
		return p.more[s-1]
	}
	return p.cookie
}

// each does something for every citizen, many at a time.
func (t *town) each(ctx context.Context, do func(w *wire, i int, p *person) error) error {
	var next atomic.Int64
	return together(hands, func(int) error {
		w, err := dial(ctx, t.b.house.addr, "")
		if err != nil {
			return err
		}
		defer w.close()
		for {
			i := int(next.Add(1)) - 1
			if i >= len(t.citizens) || ctx.Err() != nil {
				return ctx.Err()
			}
			if err := do(w, i, t.citizens[i]); err != nil {
				return err
			}
		}
	})
}

// together runs n of the same and gives the first error.
func together(n int, do func(i int) error) error {
	var wg sync.WaitGroup
	errs := make(chan error, n)
	for i := range n {
		wg.Go(func() {
			if err := do(i); err != nil {
				errs <- err
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}

// call asks the API as someone; anything but a 200 is an error.
func (t *town) call(w *wire, as *person, method, path, body string, out any) error {
	var doc []byte
	if body != "" {
		doc = []byte(body)
	}
	a, err := w.exchange(request(method, t.b.house.host(), "/api/v1"+path, as.cookie, doc))
	if err != nil {
		return err
	}
	if a.status != 200 && a.status != 204 {
		return fmt.Errorf("%s %s: %d %s", method, path, a.status, a.body)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(a.body, out)
}

// signIn changes a code for a session and gives its cookie.
func signIn(w *wire, host, code string) (string, error) {
	doc, err := json.Marshal(map[string]string{"code": code})
	if err != nil {
		return "", err
	}
	a, err := w.exchange(request("POST", host, "/api/v1/session", "", doc))
	if err != nil {
		return "", err
	}
	if a.status != 200 {
		return "", fmt.Errorf("sign in: %d %s", a.status, a.body)
	}
	const name = "__Host-tavlen="
	_, rest, ok := strings.Cut(string(a.head), name)
	if !ok {
		return "", fmt.Errorf("sign in gave no session")
	}
	value, _, _ := strings.Cut(rest, ";")
	return name + value, nil
}
