// Command test runs every check and test of the project in order and ends with
// one line that says how many tests passed and failed. With names as arguments
// it runs only those steps and what they need:
//
//	go run ./.ci/test            everything
//	go run ./.ci/test golangci   one step
//
// It needs Go, Node and gcc. Chromium, PostgreSQL and exiftool are installed where apt and
// the rights are there, otherwise it says exactly what to install and fails.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// step is one check or one set of tests.
type step struct {
	name  string
	needs []string // steps without which this one means nothing
	limit time.Duration
	run   func(context.Context, *runner) (counts, error)
}

// steps in the order in which they run: what is quick to fail comes first.
var steps = []step{
	{name: "tools", limit: time.Minute, run: tools},
	{name: "services", needs: []string{"tools"}, limit: 20 * time.Minute, run: installed},
	{name: "gofmt", limit: time.Minute, run: gofmt},
	{name: "vet", needs: []string{"tools"}, limit: 15 * time.Minute, run: vet},
	{name: "golangci", needs: []string{"tools"}, limit: 20 * time.Minute, run: golangci},
	{name: "gitleaks", needs: []string{"tools"}, limit: 10 * time.Minute, run: gitleaks},
	{name: "lock file", limit: time.Minute, run: lockFile},
	{name: "npm ci", needs: []string{"tools", "lock file"}, limit: 10 * time.Minute, run: npmCI},
	{name: "eslint and prettier", needs: []string{"npm ci"}, limit: 5 * time.Minute, run: npm("lint")},
	{name: "svelte-check", needs: []string{"npm ci"}, limit: 5 * time.Minute, run: npm("check")},
	{name: "vitest", needs: []string{"npm ci"}, limit: 10 * time.Minute, run: vitest},
	{name: "pwa", needs: []string{"npm ci"}, limit: 5 * time.Minute, run: npm("build")},
	{name: "build", needs: []string{"tools", "pwa"}, limit: 15 * time.Minute, run: build},
	{name: "go test", needs: []string{"services"}, limit: 40 * time.Minute, run: goTest},
	{name: "browser tests", needs: []string{"services", "build"}, limit: 30 * time.Minute, run: playwright},
	{name: "govulncheck", needs: []string{"tools"}, limit: 10 * time.Minute, run: govulncheck},
}

// counts are tests, not steps.
type counts struct {
	passed, failed, skipped int
	second                  int // of those that passed: only when tried a second time
}

func (c *counts) add(o counts) {
	c.passed += o.passed
	c.failed += o.failed
	c.skipped += o.skipped
	c.second += o.second
}

// String is the line that continuous integration reads.
func (c *counts) String() string {
	s := fmt.Sprintf("%d passed, %d failed", c.passed, c.failed)
	if c.skipped > 0 {
		s += fmt.Sprintf(", %d skipped", c.skipped)
	}
	if c.second > 0 {
		s += fmt.Sprintf(", %d of the passed at the second try", c.second)
	}
	return s
}

// runner holds what the steps share.
type runner struct {
	root  string // the repository
	tmp   string // gone at the end
	out   io.Writer
	notes []string // what a person should know although nothing failed
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, names []string, out io.Writer) int {
	chosen, err := choose(names)
	if err != nil {
		fmt.Fprintln(out, err)
		return 2
	}
	root, err := repository()
	if err != nil {
		fmt.Fprintln(out, err)
		return 2
	}
	tmp, err := os.MkdirTemp("", "tavlen-test-")
	if err != nil {
		fmt.Fprintln(out, err)
		return 2
	}
	defer os.RemoveAll(tmp)
	r := &runner{root: root, tmp: tmp, out: out}
	total, results := r.all(ctx, chosen)
	r.summary(results)
	if len(names) == 0 || total.passed+total.failed > 0 {
		fmt.Fprintln(out, total.String())
	}
	if total.failed > 0 || ctx.Err() != nil {
		return 1
	}
	return 0
}

// result is how a step ended.
type result struct {
	name   string
	state  string // "ok", "FAILED" or "not run"
	took   time.Duration
	counts counts
}

// all runs the steps. One that fails does not keep the others from running
// unless they need it, so that one run shows everything there is to mend.
func (r *runner) all(ctx context.Context, chosen []step) (total counts, results []result) {
	bad := make(map[string]bool)
	for _, s := range chosen {
		res := result{name: s.name, state: "ok"}
		if i := slices.IndexFunc(s.needs, func(n string) bool { return bad[n] }); i >= 0 || ctx.Err() != nil {
			res.state = "not run"
			res.counts.failed = 1
		} else {
			fmt.Fprintf(r.out, "\n── %s\n", s.name)
			start := time.Now()
			stepCtx, cancel := context.WithTimeout(ctx, s.limit)
			n, err := s.run(stepCtx, r)
			if errors.Is(stepCtx.Err(), context.DeadlineExceeded) {
				err = fmt.Errorf("not done after %s", s.limit)
			}
			cancel()
			res.took, res.counts = time.Since(start), n
			if err != nil {
				fmt.Fprintf(r.out, "%s: %v\n", s.name, err)
				// A check that fails is a failure, though it counts no tests.
				res.counts.failed = max(res.counts.failed, 1)
			}
			if res.counts.failed > 0 {
				res.state = "FAILED"
			}
		}
		bad[s.name] = res.counts.failed > 0
		total.add(res.counts)
		results = append(results, res)
	}
	return total, results
}

func (r *runner) summary(results []result) {
	fmt.Fprintf(r.out, "\n── summary\n")
	for _, res := range results {
		fmt.Fprintf(r.out, "%-8s %-20s %7.1fs", res.state, res.name, res.took.Seconds())
		if c := res.counts; c.passed > 0 {
			fmt.Fprintf(r.out, "  %s", c.String())
		}
		fmt.Fprintln(r.out)
	}
	for _, note := range r.notes {
		fmt.Fprintf(r.out, "note: %s\n", note)
	}
}

// choose returns the named steps with all that they need, or all steps.
func choose(names []string) ([]step, error) {
	if len(names) == 0 {
		return steps, nil
	}
	wanted := make(map[string]bool)
	var want func(string) error
	want = func(name string) error {
		i := slices.IndexFunc(steps, func(s step) bool { return s.name == name })
		if i < 0 {
			return fmt.Errorf("no step is called %q", name)
		}
		wanted[name] = true
		for _, n := range steps[i].needs {
			if err := want(n); err != nil {
				return err
			}
		}
		return nil
	}
	for _, name := range names {
		if err := want(name); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(slices.Clone(steps), func(s step) bool { return !wanted[s.name] }), nil
}

// repository finds the folder with go.mod, from anywhere inside it.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("not inside the repository: no go.mod up to the root")
		}
	}
}

// cmd prepares a program that is ended with all its children when ctx is.
func (r *runner) cmd(ctx context.Context, dir string, env []string, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir = filepath.Join(r.root, dir)
	c.Env = append(os.Environ(), env...)
	if os.Getenv("CI") != "" { // a log shows colours as rubbish
		c.Env = append(c.Env, "NO_COLOR=1")
	}
	c.Stdout, c.Stderr = r.out, r.out
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	c.WaitDelay = 10 * time.Second
	return c
}

// exec runs a program and shows what it says.
func (r *runner) exec(ctx context.Context, dir string, env []string, name string, args ...string) error {
	if err := r.cmd(ctx, dir, env, name, args...).Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(append([]string{name}, args...), " "), err)
	}
	return nil
}
