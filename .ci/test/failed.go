package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// failed keeps a failed test's name for the summary: whoever reads only the end
// of a log must see what to mend.
func (r *runner) failed(step, name string) {
	r.notes = append(r.notes, fmt.Sprintf("failed in %s: %s", step, name))
}

// nameFailed names the failed tests of a runner's report. One that is missing or
// broken is fromFile's to complain of.
func (r *runner) nameFailed(step, file string, names func([]byte) []string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return
	}
	for _, name := range names(raw) {
		r.failed(step, name)
	}
}

// failedVitest names the failed tests of vitest's JSON report.
func failedVitest(raw []byte) (names []string) {
	var v struct {
		Suites []struct {
			Name       string `json:"name"`
			Status     string `json:"status"`
			Message    string `json:"message"`
			Assertions []struct {
				FullName string   `json:"fullName"`
				Status   string   `json:"status"`
				Messages []string `json:"failureMessages"`
			} `json:"assertionResults"`
		} `json:"testResults"`
	}
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	for _, s := range v.Suites {
		if s.Status == "failed" && len(s.Assertions) == 0 {
			names = append(names, s.Name+": "+firstLine(s.Message))
		}
		for _, a := range s.Assertions {
			if a.Status == "failed" {
				names = append(names, a.FullName+": "+firstLine(strings.Join(a.Messages, "\n")))
			}
		}
	}
	return names
}

// playwrightSuite is a file or a group of tests in Playwright's JSON report.
type playwrightSuite struct {
	Suites []playwrightSuite `json:"suites"`
	Specs  []struct {
		Title string `json:"title"`
		File  string `json:"file"`
		Line  int    `json:"line"`
		Tests []struct {
			Status  string `json:"status"`
			Results []struct {
				Error playwrightError `json:"error"`
			} `json:"results"`
		} `json:"tests"`
	} `json:"specs"`
}

// playwrightError is what a browser test gave up with.
type playwrightError struct {
	Message  string `json:"message"`
	Stack    string `json:"stack"`
	Location struct {
		Line int `json:"line"`
	} `json:"location"`
}

var (
	inSpec  = regexp.MustCompile(`\.spec\.ts:(\d+)`)
	waiting = regexp.MustCompile(`(?m)^.*- (waiting for .*)$`)
	colours = regexp.MustCompile("\x1b\\[[0-9;]*m")
)

// String gives the lines of the test itself that led there, innermost first (a
// helper's line alone says nothing of who called it), and what was waited for.
func (e playwrightError) String() string {
	lines := fmt.Sprintf("line %d", e.Location.Line)
	for _, m := range inSpec.FindAllStringSubmatch(e.Stack, -1) {
		if own := "spec line " + m[1]; !strings.Contains(lines, own) && m[1] != strconv.Itoa(e.Location.Line) {
			lines += ", " + own
		}
	}
	said := firstLine(e.Message)
	if m := waiting.FindStringSubmatch(e.Message); m != nil {
		said += " " + m[1]
	}
	return lines + ": " + colours.ReplaceAllString(said, "")
}

// failedPlaywright names the failed tests of Playwright's JSON report, and those
// that passed at the second try only, with the line at which each gave up.
func failedPlaywright(raw []byte) []string {
	var top playwrightSuite
	if json.Unmarshal(raw, &top) != nil {
		return nil
	}
	return top.failed(nil)
}

func (s playwrightSuite) failed(names []string) []string {
	for _, spec := range s.Specs {
		for _, t := range spec.Tests {
			if t.Status != "unexpected" && t.Status != "flaky" {
				continue
			}
			name := fmt.Sprintf("%s:%d %s", spec.File, spec.Line, spec.Title)
			if t.Status == "flaky" {
				name = "(passed at the second try) " + name
			}
			for _, res := range t.Results {
				if res.Error.Message != "" {
					name += fmt.Sprintf(" (%s)", res.Error)
				}
			}
			names = append(names, name)
		}
	}
	for _, inner := range s.Suites {
		names = inner.failed(names)
	}
	return names
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
