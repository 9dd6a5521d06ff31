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

// browser gives the Chromium that looks at the PWA as the browser tests find it: CHROMIUM,
// else Debian's. It is "", with a note that says why, where there is nothing to look at.
func (b *bench) browser(what string) string {
	for _, needed := range []string{filepath.Join("frontend", "node_modules", "playwright-core"), filepath.Join("frontend", "dist", "first-load.json")} {
		if _, err := os.Stat(needed); err != nil {
			b.out.note("%s is missing, so there is no %s", needed, what)
			return ""
		}
	}
	if given := os.Getenv("CHROMIUM"); given != "" {
		return given
	}
	program, err := exec.LookPath("chromium")
	if err != nil {
		b.out.note("no Chromium is installed, so there is no %s", what)
		return ""
	}
	return program
}

// led prints the figures that a script of frontend/scripts finds in a browser.
func (b *bench) led(ctx context.Context, script string, args ...string) error {
	c := exec.CommandContext(ctx, "node", append([]string{filepath.Join("frontend", "scripts", script)}, args...)...) //nolint:gosec // it is ours
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

// linkFor gives a sign-in link for one more phone of a citizen.
func (t *town) linkFor(w *wire, p *person) (link string, err error) {
	var issued struct{ Link string }
	err = t.call(w, &t.consultant, "PUT", "/citizens/"+string(p.id)+"/codes/"+string(domain.NewID()), "{}", &issued)
	return issued.Link, err
}
