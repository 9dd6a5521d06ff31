package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"tavlen/backend/testkit/pg"
)

// goTest runs all Go tests, on SQLite and on one PostgreSQL for all packages.
func goTest(ctx context.Context, r *runner) (c counts, err error) {
	var env []string
	if os.Getenv(pg.AdminVariable) == "" {
		cluster, err := pg.Start(pg.Options{})
		if err != nil {
			return c, err
		}
		defer func() { err = errors.Join(err, cluster.Stop()) }()
		env = append(env, pg.AdminVariable+"="+cluster.Admin())
	}
	read, write := io.Pipe()
	cmd := r.cmd(ctx, "", env, "go", "test", "-json", "-race", "-shuffle=on", "-vet=off", "-timeout=30m", "./...", "./.ci/test")
	cmd.Stdout = write
	done := make(chan error, 1)
	go func() {
		err := cmd.Run()
		write.CloseWithError(err) // the reader's end; nil means its plain end
		done <- err
	}()
	c, err = report(read, r.out, func(name string) { r.failed("go test", name) })
	// Whatever the reader thought of it, go test must be able to say the rest.
	_, _ = io.Copy(io.Discard, read)
	if runErr := <-done; runErr != nil {
		return c, fmt.Errorf("go test: %w", runErr)
	}
	if err != nil {
		return c, err
	}
	if c.passed == 0 {
		return c, errors.New("no test ran")
	}
	return c, nil
}

// vitest runs the PWA's unit tests.
func vitest(ctx context.Context, r *runner) (counts, error) {
	file := filepath.Join(r.tmp, "vitest.json")
	runErr := r.exec(ctx, "frontend", nil, "npm", "run", "--silent", "test", "--",
		"--reporter=default", "--reporter=json", "--outputFile.json="+file)
	r.nameFailed("vitest", file, failedVitest)
	return fromFile(file, runErr, countVitest)
}

// playwright runs the tests in a real browser against bin/tavlen.
func playwright(ctx context.Context, r *runner) (counts, error) {
	file := filepath.Join(r.tmp, "playwright.json")
	runErr := r.exec(ctx, "frontend", []string{"PLAYWRIGHT_JSON_OUTPUT_FILE=" + file}, "npm", "run", "--silent", "e2e", "--", "--reporter=list,json")
	r.nameFailed("browser tests", file, failedPlaywright)
	return fromFile(file, runErr, countPlaywright)
}

// fromFile reads a runner's own report. The runner's exit code has the last
// word: a report without failures does not excuse it.
func fromFile(file string, runErr error, count func([]byte) (counts, error)) (counts, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return counts{}, errors.Join(runErr, fmt.Errorf("no report: %w", err))
	}
	c, err := count(raw)
	if err == nil && c.passed+c.failed == 0 {
		err = errors.New("no test ran")
	}
	return c, errors.Join(runErr, err)
}

// countVitest reads vitest's JSON report.
func countVitest(raw []byte) (counts, error) {
	var v struct {
		Passed  int `json:"numPassedTests"`
		Failed  int `json:"numFailedTests"`
		Pending int `json:"numPendingTests"`
		Todo    int `json:"numTodoTests"`
		Suites  []struct {
			Status     string            `json:"status"`
			Assertions []json.RawMessage `json:"assertionResults"`
		} `json:"testResults"`
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return counts{}, fmt.Errorf("vitest's report: %w", err)
	}
	c := counts{passed: v.Passed, failed: v.Failed, skipped: v.Pending + v.Todo}
	for _, s := range v.Suites {
		// A file that could not even be read has no tests to count.
		if s.Status == "failed" && len(s.Assertions) == 0 {
			c.failed++
		}
	}
	return c, nil
}

// secondTries is how many browser tests may need their second try. Two browsers and a
// server on a machine that does other things can lose a second anywhere, but a change that
// makes tests waver shows in several of them.
const secondTries = 2

// countPlaywright reads Playwright's JSON report. A test that passed at its second try
// passed, and is counted and named for whoever mends it; more than a few have failed.
func countPlaywright(raw []byte) (counts, error) {
	var v struct {
		Stats struct {
			Expected   int `json:"expected"`
			Unexpected int `json:"unexpected"`
			Flaky      int `json:"flaky"`
			Skipped    int `json:"skipped"`
		} `json:"stats"`
		Errors []json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return counts{}, fmt.Errorf("Playwright's report: %w", err)
	}
	c := counts{passed: v.Stats.Expected, failed: v.Stats.Unexpected + len(v.Errors), skipped: v.Stats.Skipped}
	if v.Stats.Flaky > secondTries {
		c.failed += v.Stats.Flaky
	} else {
		c.passed += v.Stats.Flaky
		c.second = v.Stats.Flaky
	}
	return c, nil
}
