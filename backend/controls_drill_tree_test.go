//go:build drill

package backend_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// offSwitch names the control that is off; it goes to programs that a test starts, too.
const offSwitch = "DRILL_OFF"

// drill is a copy of the tree in which every control has its switch, and what has been seen with it.
type drill struct {
	t    *testing.T
	root string
	dir  string
	// where says in which packages there is a Go test of each name.
	where map[string][]string
}

func nameOf(i int) string { return fmt.Sprintf("control%03d", i) }

// at is a folder of the copy.
func (d *drill) at(path string) string { return filepath.Join(d.dir, "tree", filepath.FromSlash(path)) }

func (d *drill) program(pkg string) string {
	return filepath.Join(d.dir, strings.ReplaceAll(pkg, "/", "-")+".test")
}

func newDrill(t *testing.T) *drill {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	d := &drill{t: t, root: root, dir: os.Getenv("TAVLEN_DRILL_DIR"), where: goTests(t, root)}
	if d.dir == "" {
		d.dir = t.TempDir()
	}
	files := d.switched()
	sum := sha256.New()
	for file, text := range sorted(files) {
		fmt.Fprintf(sum, "%s %d\n%s", file, len(text), text)
	}
	code := hex.EncodeToString(sum.Sum(nil))
	defer d.alone()()
	mark := filepath.Join(d.dir, "code")
	if raw, _ := os.ReadFile(mark); string(raw) == code {
		return d
	}
	// Of other code nothing that was seen or built holds.
	for _, old := range []string{"tree", "seen", "code"} {
		if err := os.RemoveAll(filepath.Join(d.dir, old)); err != nil {
			t.Fatal(err)
		}
	}
	old, _ := filepath.Glob(filepath.Join(d.dir, "*.test"))
	for _, program := range old {
		_ = os.Remove(program)
	}
	for file, text := range files {
		at := d.at(file)
		info, err := os.Stat(filepath.Join(root, filepath.FromSlash(file)))
		mode := os.FileMode(0o600)
		if err == nil {
			mode = info.Mode().Perm()
		}
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(mark, []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	return d
}

// alone waits until no other run changes the folder; what comes back lets the next.
func (d *drill) alone() func() {
	d.t.Helper()
	lock, err := os.OpenFile(filepath.Join(d.dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		d.t.Fatal(err)
	}
	return func() { _ = lock.Close() }
}

// switched gives every file that git knows or would know, with every control behind its switch.
func (d *drill) switched() map[string]string {
	d.t.Helper()
	list := exec.CommandContext(d.t.Context(), "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = d.root
	out, err := list.Output()
	if err != nil {
		d.t.Fatal(err)
	}
	files := map[string]string{}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		raw, err := os.ReadFile(filepath.Join(d.root, filepath.FromSlash(name)))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			d.t.Fatal(err)
		}
		files[name] = string(raw)
	}
	for i, c := range controls {
		changed, err := c.takenOut(func(file string) string {
			if strings.HasSuffix(file, ".go") {
				return fmt.Sprintf("controlOff(%q)", nameOf(i))
			}
			return fmt.Sprintf("navigator.userAgent.endsWith('%s')", nameOf(i))
		}, func(file string) (string, error) { return files[file], nil })
		if err != nil {
			d.t.Fatal(err)
		}
		maps.Copy(files, changed)
		for file, text := range changed {
			if strings.HasSuffix(file, ".go") {
				first, _, _ := strings.Cut(text[strings.Index("\n"+text, "\npackage "):], "\n")
				files[file[:strings.LastIndex(file, "/")]+"/control_off.go"] = first + "\n\nimport \"os\"\n\nfunc controlOff(name string) bool { return os.Getenv(\"" + offSwitch + "\") == name }\n"
			}
		}
	}
	return files
}

// build compiles the tests of packages that are not there yet. The page is not asked for by any of them.
func (d *drill) build(pkgs map[string][]string) {
	d.t.Helper()
	defer d.alone()()
	for pkg := range sorted(pkgs) {
		if _, err := os.Stat(d.program(pkg)); err == nil {
			continue
		}
		c := exec.CommandContext(d.t.Context(), "go", "test", "-c", "-vet=off", "-trimpath", "-o", d.program(pkg), "./"+pkg)
		c.Dir = d.at("")
		if out, err := c.CombinedOutput(); err != nil {
			d.t.Fatalf("%s: %v\n%s", pkg, err, out)
		}
	}
}

// buildPage builds the page, whose packages are those of the tree, and the program with it.
func (d *drill) buildPage() {
	d.t.Helper()
	defer d.alone()()
	if _, err := os.Stat(d.at("bin/tavlen")); err == nil {
		return
	}
	modules := d.at("frontend/node_modules")
	if err := os.Symlink(filepath.Join(d.root, "frontend", "node_modules"), modules); err != nil && !os.IsExist(err) {
		d.t.Fatal(err)
	}
	for _, c := range [][]string{{"frontend", "npx", "vite", "build"}, {"frontend", "node", "scripts/finish.mjs"}, {"", ".ci/build"}} {
		program := c[1]
		if c[0] == "" {
			program = d.at(c[1])
		}
		run := exec.CommandContext(d.t.Context(), program, c[2:]...)
		run.Dir = d.at(c[0])
		if out, err := run.CombinedOutput(); err != nil {
			d.t.Fatalf("%s: %v\n%s", strings.Join(c, " "), err, out)
		}
	}
}

// seen tells whether a line is known, note writes one down: at once, and whole whoever writes beside.
func (d *drill) seen(cells ...string) bool {
	raw, _ := os.ReadFile(filepath.Join(d.dir, "seen"))
	return slices.Contains(strings.Split(string(raw), "\n"), strings.Join(cells, " | "))
}

func (d *drill) note(cells ...string) {
	d.t.Helper()
	f, err := os.OpenFile(filepath.Join(d.dir, "seen"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = f.WriteString(strings.Join(cells, " | ") + "\n")
	}
	if err != nil {
		d.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		d.t.Fatal(err)
	}
}

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
