package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

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
	script := filepath.Join("frontend", "scripts", "board.mjs")
	for _, needed := range []string{filepath.Join("frontend", "node_modules", "playwright-core"), filepath.Join("frontend", "dist", "first-load.json")} {
		if _, err := os.Stat(needed); err != nil {
			b.out.note("%s is missing, so there is no board to look at", needed)
			return nil
		}
	}
	browser, err := chromium()
	if err != nil {
		b.out.note("no Chromium is installed, so there is no board to look at")
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
	c := exec.CommandContext(ctx, "node", script, link, strconv.Itoa(boardGoals), browser) //nolint:gosec // it is ours
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		name, rest, _ := strings.Cut(lines.Text(), " ")
		number, unit, _ := strings.Cut(rest, " ")
		value, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return fmt.Errorf("the browser said %q", lines.Text())
		}
		b.out.print(name, value, unit)
	}
	return c.Wait()
}

// chromium finds the browser as the browser tests do: CHROMIUM, else Debian's.
func chromium() (string, error) {
	if given := os.Getenv("CHROMIUM"); given != "" {
		return given, nil
	}
	return exec.LookPath("chromium")
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
	var issued struct{ Link string }
	err = t.call(w, &t.consultant, "PUT", "/citizens/"+string(p.id)+"/codes/"+string(domain.NewID()), "{}", &issued)
	return issued.Link, err
}
