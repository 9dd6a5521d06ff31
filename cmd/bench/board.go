package main

import (
	"context"
	"fmt"
	"strconv"

	"tavlen/backend/domain"
)

// The size of the board that a slow phone is measured with: what somebody may have after
// years.
const (
	boardGoals = 12
	boardSteps = 80
)

// board prints how long a visit to a full board takes on a phone six times slower than
// this machine, and how soon it answers a finger that ticks a step. A real Chromium does
// it, which frontend/scripts/board.mjs leads; without one, or without the PWA, nothing is
// measured.
func (b *bench) board(ctx context.Context) error {
	browser := b.browser("board to look at")
	if browser == "" {
		return nil
	}
	t, err := b.people(ctx)
	if err != nil {
		return err
	}
	link, err := t.withFullBoard(ctx)
	if err != nil {
		return err
	}
	return b.led(ctx, "board.mjs", link, strconv.Itoa(boardGoals), browser)
}

// withFullBoard makes one more citizen, writes her board full, and gives a sign-in link
// for her phone.
func (t *town) withFullBoard(ctx context.Context) (link string, err error) {
	w, err := dial(ctx, t.b.house.addr, "")
	if err != nil {
		return "", err
	}
	defer w.close()
	p := &person{id: domain.NewID(), plan: domain.NewID()}
	body := fmt.Sprintf(`{"name":"Borger Fuld Tavle","preferred_name":"Borger","plan":{"id":"%s"}}`, p.plan)
	if err := t.call(w, &t.consultant, "PUT", "/citizens/"+string(p.id), body, nil); err != nil {
		return "", err
	}
	if p.cookie, err = t.anotherSession(w, p); err != nil {
		return "", err
	}
	if err := t.furnishWith(w, p, boardGoals, boardSteps); err != nil {
		return "", err
	}
	return t.linkFor(w, p)
}
