//go:build drill

package backend_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
)

var (
	failedTest = regexp.MustCompile(`(?m)^\s*--- FAIL: (Test\w+)`)
	// A test that waits for what does not come any more is stopped, and named with those that ran then.
	stoppedTest = regexp.MustCompile(`(?m)^\t+(Test\w+) \(\d`)
)

// TestDrillThreats takes each control of the table of threats out, one at a time, and demands that every Go test that it
// names goes red; with all of them in place the same programs must be green. All are built in at once, each behind a switch,
// so that a package is compiled once, in a copy of the tree. TAVLEN_DRILL_ROWS=T07,T29 takes some. With TAVLEN_DRILL_DIR=folder
// the programs and what was seen stay there, and the next run goes on where this one ended, as long as the code is the same.
func TestDrillThreats(t *testing.T) {
	d := newDrill(t)
	byPkg := func(names []string) map[string][]string {
		out := map[string][]string{}
		for _, name := range names {
			for _, pkg := range d.where[name] {
				out[pkg] = append(out[pkg], name)
			}
		}
		return out
	}
	var all []string
	for _, c := range controls {
		if !asked(c) {
			continue
		}
		for _, name := range c.goTests() {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	d.build(byPkg(all))
	for pkg, names := range sorted(byPkg(all)) {
		names = slices.DeleteFunc(names, func(name string) bool { return d.seen("green", pkg, name) })
		if len(names) == 0 {
			continue
		}
		if failed, out := d.run(pkg, names, ""); len(failed) > 0 {
			t.Errorf("with every control in place %s fails: %v\n%s", pkg, failed, tail(out))
			continue
		}
		for _, name := range names {
			d.note("green", pkg, name)
		}
	}
	if t.Failed() {
		return
	}
	for i, c := range controls {
		names := c.goTests()
		if len(names) == 0 || !asked(c) || d.seen(c.row, c.what, strings.Join(names, ", ")) {
			continue
		}
		start, red := domain.SystemClock{}.Now(), []string{}
		for pkg, names := range sorted(byPkg(names)) {
			failed, _ := d.run(pkg, names, nameOf(i))
			red = append(red, failed...)
		}
		d.judge(c, names, red, start)
	}
}

// TestDrillThreatsInTheBrowser does the same with the browser tests of the table, against the page and the program as they
// are built with every switch in them.
func TestDrillThreatsInTheBrowser(t *testing.T) {
	d := newDrill(t)
	d.buildPage()
	var all []string
	for _, c := range controls {
		if !asked(c) {
			continue
		}
		for _, name := range c.browserTests() {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	for _, name := range all {
		if d.seen("green", "the browser", name) {
			continue
		}
		if failed, out := d.browse(name, ""); failed {
			t.Errorf("with every control in place %s fails:\n%s", name, tail(out))
			continue
		}
		d.note("green", "the browser", name)
	}
	if t.Failed() {
		return
	}
	for i, c := range controls {
		names := c.browserTests()
		if len(names) == 0 || !asked(c) || d.seen(c.row, c.what, strings.Join(names, ", ")) {
			continue
		}
		start, red := domain.SystemClock{}.Now(), []string{}
		for _, name := range names {
			if failed, _ := d.browse(name, nameOf(i)); failed {
				red = append(red, name)
			}
		}
		d.judge(c, names, red, start)
	}
}

// asked says whether a control's row is one of those that were asked for.
func asked(c control) bool {
	rows := strings.FieldsFunc(os.Getenv("TAVLEN_DRILL_ROWS"), func(r rune) bool { return r == ',' })
	return len(rows) == 0 || slices.Contains(rows, c.row)
}

// judge says what went red without a control, and fails when one of those that name it did not.
func (d *drill) judge(c control, names, red []string, start time.Time) {
	d.t.Helper()
	fmt.Printf("%s | %s | red in %.0f s: %s\n", c.row, c.what, domain.SystemClock{}.Now().Sub(start).Seconds(), strings.Join(red, ", "))
	var green []string
	for _, name := range names {
		if !slices.Contains(red, name) {
			green = append(green, name)
		}
	}
	if len(green) > 0 {
		d.t.Errorf("%s: green although it is gone: %s: %s", c.row, c.what, strings.Join(green, ", "))
		return
	}
	d.note(c.row, c.what, strings.Join(names, ", "))
}

// run runs tests of a package with a control off, "" for none, and gives those that failed. A program that ends in
// another way than with a failed test has shown nothing.
func (d *drill) run(pkg string, tests []string, off string) (failed []string, out []byte) {
	d.t.Helper()
	c := exec.CommandContext(d.t.Context(), d.program(pkg), "-test.run", "^("+strings.Join(tests, "|")+")$", "-test.timeout", "2m")
	c.Dir = d.at(pkg)
	c.Env = append(os.Environ(), offSwitch+"="+off)
	out, err := c.CombinedOutput()
	for _, m := range slices.Concat(failedTest.FindAllSubmatch(out, -1), stoppedTest.FindAllSubmatch(out, -1)) {
		if name := string(m[1]); slices.Contains(tests, name) && !slices.Contains(failed, name) {
			failed = append(failed, name)
		}
	}
	if err != nil && len(failed) == 0 {
		d.t.Errorf("%s with %q off: %v\n%s", pkg, off, err, tail(out))
	}
	return failed, out
}

// browse runs one browser test with a control off, "" for none. The page knows by the browser's name what is off.
func (d *drill) browse(name, off string) (failed bool, out []byte) {
	d.t.Helper()
	file, title, _ := strings.Cut(name, ": ")
	chromium := filepath.Join(d.dir, "chromium-"+off)
	script := "#!/bin/sh\nexec \"" + browser() + "\" \"$@\""
	if off != "" {
		script += " '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 " + off + "'"
	}
	if err := os.WriteFile(chromium, []byte(script+"\n"), 0o700); err != nil { //nolint:gosec // a program
		d.t.Fatal(err)
	}
	// A page that does not become what it should is waited for half a minute; more than that shows no more.
	c := exec.CommandContext(d.t.Context(), "npx", "playwright", "test", "-c", "e2e/playwright.config.ts", "--retries=0", "--workers=1", "--timeout=240000",
		"-g", regexp.QuoteMeta(title), "e2e/"+file)
	c.Dir = d.at("frontend")
	c.Env = append(os.Environ(), offSwitch+"="+off, "CHROMIUM="+chromium)
	out, err := c.CombinedOutput()
	if failed := regexp.MustCompile(`(?m)^\s+\d+ failed$`).Match(out); failed || err == nil {
		return failed, out
	}
	d.t.Errorf("%s with %q off: %v\n%s", name, off, err, tail(out))
	return false, out
}

func browser() string {
	if program := os.Getenv("CHROMIUM"); program != "" {
		return program
	}
	return "/usr/bin/chromium"
}

func tail(out []byte) []byte { return bytes.TrimSpace(out[max(0, len(out)-3000):]) }

// sorted goes over a map in the order of its keys.
func sorted[V any](m map[string]V) func(func(string, V) bool) {
	return func(yield func(string, V) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}
