package main

import (
	"encoding/json"
	"fmt"
	"os"
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
				Error struct {
					Message  string `json:"message"`
					Location struct {
						Line int `json:"line"`
					} `json:"location"`
				} `json:"error"`
			} `json:"results"`
		} `json:"tests"`
	} `json:"specs"`
}

// failedPlaywright names the failed and the flaky tests of Playwright's JSON
// report, with the line at which each gave up.
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
			for _, res := range t.Results {
				if e := res.Error; e.Message != "" {
					name += fmt.Sprintf(" (line %d: %s)", e.Location.Line, firstLine(e.Message))
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
