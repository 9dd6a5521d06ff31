package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// event is one line of `go test -json` (go doc test2json), with the lines that
// tell of a build.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Elapsed    float64
	Output     string
}

// report reads `go test -json`, prints one line a package and everything that a
// failed test or build said, and counts tests with their subtests. A package
// that fails outside any test (build, TestMain, data race after the tests, time
// limit) counts as one failure. Each test that failed is named to failed.
func report(in io.Reader, out io.Writer, failed func(name string)) (counts, error) {
	var total counts
	packages := make(map[string]*packageTests)
	builds := make(map[string]*strings.Builder)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			// go itself speaks in plain text, about a missing module for example.
			fmt.Fprintf(out, "%s\n", lines.Bytes())
			continue
		}
		if e.Action == "build-output" {
			if builds[e.ImportPath] == nil {
				builds[e.ImportPath] = new(strings.Builder)
			}
			builds[e.ImportPath].WriteString(e.Output)
			continue
		}
		if e.Action == "build-fail" {
			// Once, although every package that needs this one fails by it.
			fmt.Fprintf(out, "FAIL     %s does not build\n%s", e.ImportPath, builds[e.ImportPath])
			continue
		}
		if e.Package == "" {
			continue
		}
		p := packages[e.Package]
		if p == nil {
			p = &packageTests{name: e.Package, output: make(map[string]*strings.Builder)}
			packages[e.Package] = p
		}
		if p.take(e) {
			p.print(out, e)
			for _, test := range p.failed {
				failed(p.name + " " + test)
			}
			total.add(p.counts)
			delete(packages, e.Package)
		}
	}
	for _, p := range packages {
		fmt.Fprintf(out, "FAIL     %s ended without a word\n", p.name)
		total.add(p.counts)
		total.failed++
	}
	return total, lines.Err()
}

// packageTests is what is known of a package while its tests run.
type packageTests struct {
	name   string
	counts counts
	output map[string]*strings.Builder // by test; "" is the package's own
	failed []string
}

// take notes an event and tells whether it was the package's last.
func (p *packageTests) take(e event) (done bool) {
	switch e.Action {
	case "output":
		b := p.output[e.Test]
		if b == nil {
			b = new(strings.Builder)
			p.output[e.Test] = b
		}
		b.WriteString(e.Output)
		return false
	case "pass", "fail", "skip":
	default:
		return false
	}
	if e.Test == "" {
		if e.Action == "fail" && p.counts.failed == 0 {
			p.counts.failed = 1
		}
		return true
	}
	switch e.Action {
	case "pass":
		p.counts.passed++
		delete(p.output, e.Test) // nobody reads what a passed test said
	case "skip":
		p.counts.skipped++
		delete(p.output, e.Test)
	case "fail":
		p.counts.failed++
		p.failed = append(p.failed, e.Test)
	}
	return false
}

// print shows how a package ended.
func (p *packageTests) print(out io.Writer, last event) {
	state := map[string]string{"pass": "ok", "fail": "FAIL", "skip": "no tests"}[last.Action]
	fmt.Fprintf(out, "%-8s %-40s %6.1fs  %s\n", state, p.name, last.Elapsed, p.counts.String())
	if last.Action != "fail" {
		return
	}
	for _, test := range p.failed {
		fmt.Fprintf(out, "\n--- FAIL: %s %s\n%s", p.name, test, text(p.output[test]))
	}
	// Tests that never ended, when the whole package came down over them.
	for test, said := range p.output {
		if test != "" && !slices.Contains(p.failed, test) {
			fmt.Fprintf(out, "\n--- not ended: %s %s\n%s", p.name, test, text(said))
		}
	}
	// The shuffle's seed, a panic, a data race: what belongs to no test.
	fmt.Fprintf(out, "%s\n", text(p.output[""]))
}

func text(b *strings.Builder) string {
	if b == nil {
		return ""
	}
	return b.String()
}
