package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	for name, tc := range map[string]struct {
		in     string
		want   counts
		failed []string
		shown  []string
		quiet  []string
	}{
		"all pass": {
			in: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestA/sub"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"skip","Package":"p","Test":"TestB"}
{"Action":"pass","Package":"p","Elapsed":1.25}
{"Action":"skip","Package":"empty"}`,
			want:  counts{passed: 2, skipped: 1},
			shown: []string{"ok       p ", "1.2s", "2 passed, 0 failed, 1 skipped", "no tests empty"},
			quiet: []string{"chatter"},
		},
		"a subtest fails": {
			in: `{"Action":"output","Package":"p","Output":"-test.shuffle 17\n"}
{"Action":"output","Package":"p","Test":"TestA/sub","Output":"    a_test.go:7: got 1\n"}
{"Action":"fail","Package":"p","Test":"TestA/sub"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p","Test":"TestC"}
{"Action":"fail","Package":"p"}`,
			want:   counts{passed: 1, failed: 2},
			failed: []string{"p TestA/sub", "p TestA"},
			shown:  []string{"FAIL     p ", "--- FAIL: p TestA/sub\n    a_test.go:7: got 1\n", "-test.shuffle 17"},
		},
		"a package fails outside its tests": {
			in: `{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"testing: race detected outside of test execution\n"}
{"Action":"fail","Package":"p"}`,
			want:  counts{passed: 1, failed: 1},
			shown: []string{"race detected"},
		},
		"a package comes down over a test": {
			in: `{"Action":"output","Package":"p","Test":"TestHang","Output":"waiting for Godot\n"}
{"Action":"output","Package":"p","Output":"panic: test timed out\n"}
{"Action":"fail","Package":"p"}`,
			want:  counts{failed: 1},
			shown: []string{"not ended: p TestHang\nwaiting for Godot", "timed out"},
		},
		"two packages wait for one that does not build": {
			in: `{"ImportPath":"b","Action":"build-output","Output":"b.go:1: syntax error\n"}
{"ImportPath":"b","Action":"build-fail"}
{"Action":"output","Package":"p","Output":"FAIL p [build failed]\n"}
{"Action":"fail","Package":"p","FailedBuild":"b"}
{"Action":"fail","Package":"q","FailedBuild":"b"}`,
			want:  counts{failed: 2},
			shown: []string{"FAIL     b does not build\nb.go:1: syntax error"},
		},
		"go test is killed": {
			in: `{"Action":"start","Package":"p"}
{"Action":"pass","Package":"p","Test":"TestA"}`,
			want:  counts{passed: 1, failed: 1},
			shown: []string{"p ended without a word"},
		},
		"plain text": {
			in:    `go: no module`,
			shown: []string{"go: no module"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			var failed []string
			got, err := report(strings.NewReader(tc.in+"\n"), &out, func(name string) { failed = append(failed, name) })
			if !slices.Equal(failed, tc.failed) {
				t.Errorf("named %q, want %q", failed, tc.failed)
			}
			if err != nil || got != tc.want {
				t.Errorf("got %+v, %v, want %+v", got, err, tc.want)
			}
			for _, want := range tc.shown {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q is missing in\n%s", want, out.String())
				}
			}
			for _, not := range tc.quiet {
				if strings.Contains(out.String(), not) {
					t.Errorf("%q is in\n%s", not, out.String())
				}
			}
		})
	}
}

func TestCounts(t *testing.T) {
	for name, tc := range map[string]struct {
		count func([]byte) (counts, error)
		in    string
		want  counts
	}{
		"vitest": {countVitest, `{"numPassedTests":7,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1,
			"testResults":[{"status":"failed","assertionResults":[{}]},{"status":"failed","assertionResults":[]},{"status":"passed"}]}`, counts{passed: 7, failed: 2, skipped: 3}},
		"playwright":        {countPlaywright, `{"stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":2},"errors":[{}]}`, counts{passed: 6, failed: 2, skipped: 2, second: 1}},
		"playwright wavers": {countPlaywright, `{"stats":{"expected":5,"unexpected":0,"flaky":3,"skipped":0}}`, counts{passed: 5, failed: 3}},
	} {
		got, err := tc.count([]byte(tc.in))
		if err != nil || got != tc.want {
			t.Errorf("%s: got %+v, %v, want %+v", name, got, err, tc.want)
		}
		if _, err := tc.count([]byte("half a rep")); err == nil {
			t.Errorf("%s: a broken report passes", name)
		}
	}
}

func TestFailedTestsAreNamedWithWhatTheySaid(t *testing.T) {
	dir := t.TempDir()
	for name, tc := range map[string]struct {
		names func([]byte) []string
		in    string
		want  []string
	}{
		"vitest": {failedVitest, `{"testResults":[
			{"status":"failed","name":"a.test.ts","assertionResults":[{"status":"passed","fullName":"fine"},
				{"status":"failed","fullName":"the date","failureMessages":["got 1\nat a.ts"]}]},
			{"status":"failed","name":"b.test.ts","message":"no such module\nin b","assertionResults":[]}]}`,
			[]string{"the date: got 1", "b.test.ts: no such module"}},
		"playwright": {failedPlaywright, `{"suites":[{"specs":[{"title":"fine","tests":[{"status":"expected"}]}],"suites":[{"specs":[
			{"title":"opens","file":"a.spec.ts","line":4,"tests":[{"status":"unexpected","results":[{"error":{"message":"timed out\nCall log:\n\u001b[2m  - waiting for getByRole('button')\u001b[22m\n","stack":"Error: timed out\n at reach (hands.ts:9:3)\n at e2e/a.spec.ts:7:1\n at e2e/a.spec.ts:5:1","location":{"line":9}}}]}]},
			{"title":"closes","file":"a.spec.ts","line":20,"tests":[{"status":"flaky","results":[{}]}]}]}]}]}`,
			[]string{"a.spec.ts:4 opens (line 9, spec line 7, spec line 5: timed out waiting for getByRole('button'))", "(passed at the second try) a.spec.ts:20 closes"}},
		"broken":            {failedPlaywright, `half a rep`, nil},
		"broken vitest too": {failedVitest, `half a rep`, nil},
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(tc.in), 0o600); err != nil {
			t.Fatal(err)
		}
		var r runner
		r.nameFailed("step", file, tc.names)
		var want []string
		for _, w := range tc.want {
			want = append(want, "failed in step: "+w)
		}
		if !slices.Equal(r.notes, want) {
			t.Errorf("%s: got %q, want %q", name, r.notes, want)
		}
	}
	var r runner
	if r.nameFailed("step", filepath.Join(dir, "none"), failedVitest); r.notes != nil {
		t.Errorf("a missing report names %q", r.notes)
	}
}

func TestARunnersExitCodeHasTheLastWord(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.json")
	failed := errors.New("exit status 1")
	if _, err := fromFile(file, nil, countVitest); err == nil {
		t.Error("a missing report passes")
	}
	for content, wantErr := range map[string]bool{`{"numPassedTests":1}`: false, `{}`: true} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := fromFile(file, failed, countVitest); !errors.Is(err, failed) {
			t.Errorf("%s: the exit code is lost: %v", content, err)
		}
		if _, err := fromFile(file, nil, countVitest); (err != nil) != wantErr {
			t.Errorf("%s: %v", content, err)
		}
	}
}

func TestAllRunsWhatCanRunAndCountsTheRest(t *testing.T) {
	var ran []string
	fine := func(name string, c counts, err error) step {
		return step{name: name, limit: 1 << 40, run: func(context.Context, *runner) (counts, error) {
			ran = append(ran, name)
			return c, err
		}}
	}
	needs := func(s step, names ...string) step { s.needs = names; return s }
	var out strings.Builder
	r := &runner{out: &out}
	total, results := r.all(t.Context(), []step{
		fine("a", counts{passed: 3}, nil),
		fine("b", counts{}, errors.New("broken")),
		needs(fine("c", counts{passed: 9}, nil), "b"),
		needs(fine("d", counts{passed: 9}, nil), "c"),
		needs(fine("e", counts{passed: 4, failed: 2}, errors.New("exit status 1")), "a"),
		fine("f", counts{passed: 1, failed: 1}, nil),
	})
	if !slices.Equal(ran, []string{"a", "b", "e", "f"}) {
		t.Errorf("ran %v", ran)
	}
	if want := (counts{passed: 8, failed: 6}); total != want {
		t.Errorf("got %v, want %v", total, want)
	}
	r.notes = []string{"look here"}
	r.summary(results)
	for _, want := range []string{"ok       a ", "FAILED   b ", "not run  c ", "not run  d ", "FAILED   e ", "FAILED   f ", "note: look here", "b: broken"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestAnInterruptedRunIsNoSuccess(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out strings.Builder
	if code := run(ctx, []string{"gofmt"}, &out); code != 1 || !strings.HasSuffix(out.String(), "\n0 passed, 1 failed\n") {
		t.Errorf("code %d\n%s", code, out.String())
	}
}

func TestChoose(t *testing.T) {
	all, err := choose(nil)
	if err != nil || len(all) != len(steps) {
		t.Fatalf("%d steps, %v", len(all), err)
	}
	got, err := choose([]string{"browser tests"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range got {
		names = append(names, s.name)
	}
	if want := []string{"tools", "services", "lock file", "npm ci", "pwa", "build", "browser tests"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if _, err := choose([]string{"coffee"}); err == nil {
		t.Error("an unknown step passes")
	}
}

// A step that needs a later one could never be left out when that fails.
func TestStepsNeedOnlyEarlierOnes(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range steps {
		for _, n := range s.needs {
			if !seen[n] {
				t.Errorf("%s needs %s, which does not come before it", s.name, n)
			}
		}
		if seen[s.name] || s.limit == 0 {
			t.Errorf("%s is there twice or has no time limit", s.name)
		}
		seen[s.name] = true
	}
}

func TestUnreachable(t *testing.T) {
	exit := func(code string) error { return exec.CommandContext(t.Context(), "sh", "-c", "exit "+code).Run() }
	for _, tc := range []struct {
		err  error
		said string
		want bool
	}{
		{exit("1"), "fetching vulnerabilities: dial tcp: lookup: no such host", true},
		{exit("3"), "=== Symbol Results === dial tcp", false},
		{exit("1"), "package does not build", false},
		{errors.New("killed"), "dial tcp", false},
	} {
		if got := unreachable(tc.err, tc.said); got != tc.want {
			t.Errorf("%v %q: %v", tc.err, tc.said, got)
		}
	}
}

func TestALockFileSaysWhereAllComesFrom(t *testing.T) {
	digest := "sha512-" + strings.Repeat("a", 86) + "=="
	for name, tc := range map[string]struct {
		pkg  string
		says string
	}{
		"as it should be":        {`"version": "1.0.0", "integrity": "` + digest + `"`, ""},
		"without a digest":       {`"version": "1.0.0"`, "digest"},
		"with a weak digest":     {`"version": "1.0.0", "integrity": "sha1-aaaa"`, "digest"},
		"with two digests":       {`"version": "1.0.0", "integrity": "` + digest + " " + digest + `"`, "digest"},
		"from elsewhere":         {`"version": "1.0.0", "integrity": "` + digest + `", "resolved": "https://evil.example/x.tgz"`, "address"},
		"under another's name":   {`"name": "evil", "version": "1.0.0", "integrity": "` + digest + `"`, "another package"},
		"from a folder":          {`"link": true, "resolved": "../evil"`, "digest"},
		"within another package": {`"version": "1.0.0", "inBundle": true`, ""},
	} {
		err := checkLock([]byte(`{"lockfileVersion": 3, "packages": {"": {}, "node_modules/x": {` + tc.pkg + `}}}`))
		if (err == nil) != (tc.says == "") || err != nil && !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if checkLock([]byte(`{"lockfileVersion": 1, "dependencies": {}}`)) == nil {
		t.Error("a lock file of another form passes unread")
	}
}
