//go:build drill

package backend_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// offSwitch names the control that is off; it goes to programs that a test starts, too.
const offSwitch = "TAVLEN_DRILL_OFF"

var (
	failedTest = regexp.MustCompile(`(?m)^--- FAIL: (Test\w+)`)
	// A test that waits for what does not come any more is stopped, and named with those that ran then.
	stoppedTest = regexp.MustCompile(`(?m)^\t(Test\w+) \(\d`)
)

// TestDrillThreats takes each control of the table of threats out, one at a time, and demands that a test that its row
// names goes red. All are built in at once, each behind a switch, so that a package is compiled once; the tree itself stays
// as it is (go's -overlay). With every control in place the same programs must be green. TAVLEN_DRILL_ROWS=T07,T29 takes some.
func TestDrillThreats(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	chosen := strings.FieldsFunc(os.Getenv("TAVLEN_DRILL_ROWS"), func(r rune) bool { return r == ',' })
	wanted := func(row string) bool { return len(chosen) == 0 || slices.Contains(chosen, row) }
	doc, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	where := goTests(t, root)
	named := map[string]map[string][]string{} // tests by row and package
	inAll := map[string][]string{}            // tests by package
	for _, row := range threatRow.FindAllStringSubmatch(string(doc), -1) {
		named[row[1]] = map[string][]string{}
		for _, q := range quoted.FindAllStringSubmatch(row[4], -1) {
			for _, pkg := range where[q[1]] {
				named[row[1]][pkg] = append(named[row[1]][pkg], q[1])
				if wanted(row[1]) && !slices.Contains(inAll[pkg], q[1]) {
					inAll[pkg] = append(inAll[pkg], q[1])
				}
			}
		}
	}
	built := build(t, root, slices.Sorted(maps.Keys(inAll)))
	for _, pkg := range slices.Sorted(maps.Keys(inAll)) {
		if failed, out := built.run(t, pkg, inAll[pkg], ""); len(failed) > 0 {
			t.Errorf("with every control in place %s fails: %v\n%s", pkg, failed, out)
		}
	}
	if t.Failed() {
		return
	}
	red := map[string]bool{}
	for i, c := range controls {
		if !wanted(c.row) {
			continue
		}
		var failed []string
		for _, pkg := range slices.Sorted(maps.Keys(named[c.row])) {
			more, _ := built.run(t, pkg, named[c.row][pkg], nameOf(i))
			failed = append(failed, more...)
		}
		for _, name := range failed {
			red[c.row+" "+name] = true
		}
		fmt.Printf("%s | %s | %s\n", c.row, c.what, strings.Join(failed, ", "))
		if len(failed) == 0 {
			t.Errorf("%s: nothing shows that it is gone: %s", c.row, c.what)
		}
	}
	for _, row := range slices.Sorted(maps.Keys(named)) {
		var green []string
		for _, names := range named[row] {
			for _, name := range names {
				if wanted(row) && !red[row+" "+name] {
					green = append(green, name)
				}
			}
		}
		if slices.Sort(green); len(green) > 0 {
			fmt.Printf("%s | no control that is taken out here is theirs | %s\n", row, strings.Join(green, ", "))
		}
	}
}

func nameOf(i int) string { return fmt.Sprintf("control%03d", i) }

// goTests finds in which packages there is a test of each name.
func goTests(t *testing.T, root string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, pattern := range []string{"backend/*_test.go", "backend/*/*_test.go", "cmd/*/*_test.go", ".ci/*/*_test.go"} {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			rel, err := filepath.Rel(root, filepath.Dir(file))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range goTest.FindAllSubmatch(raw, -1) {
				if name, pkg := string(m[1]), filepath.ToSlash(rel); !slices.Contains(out[name], pkg) {
					out[name] = append(out[name], pkg)
				}
			}
		}
	}
	return out
}

// programs are the tests of packages, with every control behind its switch.
type programs struct{ root, dir string }

func (p programs) of(pkg string) string {
	return filepath.Join(p.dir, strings.ReplaceAll(pkg, "/", "-")+".test")
}

func build(t *testing.T, root string, pkgs []string) programs {
	t.Helper()
	p := programs{root, t.TempDir()}
	files := map[string]string{}
	for i, c := range controls {
		changed, err := c.takenOut(fmt.Sprintf("controlOff(%q)", nameOf(i)), func(file string) (string, error) {
			if text, is := files[file]; is {
				return text, nil
			}
			return fromRoot(file)
		})
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(files, changed)
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		first, _, _ := strings.Cut(files[file][strings.Index("\n"+files[file], "\npackage "):], "\n")
		files[path.Join(path.Dir(file), "control_off.go")] = first + "\n\nimport \"os\"\n\nfunc controlOff(name string) bool { return os.Getenv(\"" + offSwitch + "\") == name }\n"
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for file, text := range files {
		at := filepath.Join(p.dir, strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(root, filepath.FromSlash(file))] = at
	}
	raw, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(p.dir, "overlay.json")
	if err := os.WriteFile(list, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		c := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", list, "-o", p.of(pkg), "./"+pkg)
		c.Dir = root
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", pkg, err, out)
		}
	}
	return p
}

// run runs tests of a package with a control off, "" for none, and gives those that failed. A program that ends in
// another way than with a failed test has shown nothing.
func (p programs) run(t *testing.T, pkg string, tests []string, off string) (failed []string, out []byte) {
	t.Helper()
	c := exec.CommandContext(t.Context(), p.of(pkg), "-test.run", "^("+strings.Join(tests, "|")+")$", "-test.timeout", "4m")
	c.Dir = filepath.Join(p.root, filepath.FromSlash(pkg))
	c.Env = append(os.Environ(), offSwitch+"="+off)
	out, err := c.CombinedOutput()
	for _, m := range slices.Concat(failedTest.FindAllSubmatch(out, -1), stoppedTest.FindAllSubmatch(out, -1)) {
		failed = append(failed, string(m[1]))
	}
	if err != nil && len(failed) == 0 {
		t.Errorf("%s with %q off: %v\n%s", pkg, off, err, bytes.TrimSpace(out[max(0, len(out)-3000):]))
	}
	return failed, out
}
