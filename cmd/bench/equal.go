package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
)

const (
	// pairs is how often each of two answers is asked for, in turn.
	pairs = 250
	// guessPairs is as many as the brake on wrong codes lets through within ten minutes (300 in
	// all), and guessesEach what it lets through from one address.
	guessPairs, guessesEach = 140, 10
)

// equal prints by how much the medians of two answers differ that must tell nothing: of what
// is there and hidden, and of what is not there (ASVS V6.3.8, aim: less than 5 ms).
func (b *bench) equal(ctx context.Context) error {
	t, err := b.people(ctx)
	if err != nil {
		return err
	}
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return err
	}
	defer w.close()
	// A colleague who is on nobody's plan.
	out, err := b.house.command(ctx, "staff", "add", "--name", "Bo Holm")
	if err != nil {
		return err
	}
	_, link, _ := strings.Cut(strings.TrimSpace(out), "/ind/")
	stranger, err := signIn(w, b.house.host(), link)
	if err != nil {
		return err
	}
	me, other := t.citizens[0], t.citizens[1]
	var mine struct{ Session struct{ ID domain.ID } }
	if err := t.call(w, other, "GET", "/me", "", &mine); err != nil {
		return err
	}
	api := func(method, cookie, body string, path ...string) []byte {
		var doc []byte
		if body != "" {
			doc = []byte(body)
		}
		return request(method, b.house.host(), "/api/v1/"+strings.Join(path, "/"), cookie, doc)
	}
	id := func(there domain.ID, hidden bool) string {
		if hidden {
			return string(there)
		}
		return string(domain.NewID())
	}
	for _, probe := range []struct {
		name string
		ask  func(hidden bool) []byte
	}{
		{"plan", func(hidden bool) []byte { return api("GET", me.cookie, "", "plans", id(other.plan, hidden)) }},
		{"item", func(hidden bool) []byte {
			return api("PUT", me.cookie, `{"goal":"`+id(other.whole.goal, hidden)+`","text":"Et skridt"}`, "plans", string(other.plan), "steps", id(other.whole.step, hidden))
		}},
		{"code", func(hidden bool) []byte {
			return api("PUT", stranger, "{}", "citizens", id(other.id, hidden), "codes", string(domain.NewID()))
		}},
		{"session", func(hidden bool) []byte { return api("DELETE", me.cookie, "", "sessions", id(mine.Session.ID, hidden)) }},
	} {
		if err := b.alike("hidden_missing_"+probe.name, pairs, func(int) (*wire, error) { return w, nil }, probe.ask); err != nil {
			return err
		}
	}
	return b.alikeCodes(ctx, t, w)
}

// alikeCodes compares a code that was, and is used up, with one that never was.
func (b *bench) alikeCodes(ctx context.Context, t *town, w *wire) error {
	var issued struct{ Link string }
	if err := t.call(w, &t.consultant, "PUT", "/citizens/"+string(t.citizens[0].id)+"/codes/"+string(domain.NewID()), "{}", &issued); err != nil {
		return err
	}
	_, known, _ := strings.Cut(issued.Link, "/ind/")
	if _, err := signIn(w, b.house.host(), known); err != nil {
		return err
	}
	var wires []*wire
	defer func() {
		for _, w := range wires {
			w.close()
		}
	}()
	return b.alike("known_unknown_sign_in", guessPairs, func(asked int) (*wire, error) {
		nth := asked / guessesEach
		for len(wires) <= nth {
			w, err := dial(ctx, b.house.addr, fmt.Sprintf("127.0.1.%d", 1+len(wires)))
			if err != nil {
				return nil, err
			}
			wires = append(wires, w)
		}
		return wires[nth], nil
	}, func(hidden bool) []byte {
		code := string(domain.NewID())[:len(known)]
		if hidden {
			code = known
		}
		return request("POST", b.house.host(), "/api/v1/session", "", []byte(`{"code":"`+code+`"}`))
	})
}

// alike asks for both in turn, each first every second time, and wants the answers to be one
// and the same, too.
func (b *bench) alike(name string, n int, on func(asked int) (*wire, error), ask func(hidden bool) []byte) error {
	var took [2][]time.Duration
	var said [2][]byte
	for i := range 2 * n {
		which := (i + i/2) % 2
		w, err := on(i)
		if err != nil {
			return err
		}
		asking := ask(which == 1)
		began := time.Now()
		a, err := w.exchange(asking)
		if err != nil {
			return err
		}
		took[which] = append(took[which], time.Since(began))
		if a.status < 400 || a.status > 404 && a.status != 422 {
			return fmt.Errorf("%s: %d %s", name, a.status, a.body)
		}
		said[which] = append(said[which][:0], a.body...)
	}
	if !bytes.Equal(said[0], said[1]) {
		return fmt.Errorf("%s: what is hidden answers %s, what is missing %s", name, said[1], said[0])
	}
	slices.Sort(took[0])
	slices.Sort(took[1])
	diff := ms(quantile(took[1], 0.5)) - ms(quantile(took[0], 0.5))
	b.out.print(name+"_median_diff", max(diff, -diff), "ms")
	return nil
}
