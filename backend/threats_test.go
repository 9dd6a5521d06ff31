package backend_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// threatRow is a row of the table of threats in backend/README.md: its number, and its cells.
var threatRow = regexp.MustCompile(`(?m)^\| (T\d\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$`)

var (
	quoted = regexp.MustCompile("`([^`]+)`")
	goTest = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	// A browser test is named by its file and how its title begins.
	browserTest = regexp.MustCompile(`(?m)^\s*test\(\s*['"` + "`" + `]([^'"` + "`" + `$]+)`)
)

// TestEveryThreatHasItsTests: the table names what stops each threat and the tests that show it.
// A test that was renamed or taken out makes its row a promise that nobody keeps.
func TestEveryThreatHasItsTests(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	named := tests(t)
	var numbers []string
	for _, row := range threatRow.FindAllStringSubmatch(string(doc), -1) {
		number, shown := row[1], row[4]
		numbers = append(numbers, number)
		list := quoted.FindAllStringSubmatch(shown, -1)
		if len(list) == 0 {
			t.Errorf("%s names no test", number)
		}
		for _, q := range list {
			if !slices.ContainsFunc(named, func(name string) bool {
				return name == q[1] || strings.Contains(q[1], ": ") && strings.HasPrefix(name, q[1])
			}) {
				t.Errorf("%s names %q, which is no test", number, q[1])
			}
		}
	}
	var want []string
	for i := range 36 {
		want = append(want, fmt.Sprintf("T%02d", i+1))
	}
	if !slices.Equal(numbers, want) {
		t.Errorf("the table holds %v", numbers)
	}
}

// tests gives the names of all Go tests, and of the browser tests as "file.spec.ts: title".
func tests(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, root := range []string{".", filepath.Join("..", "cmd"), filepath.Join("..", ".ci"), filepath.Join("..", "frontend", "e2e")} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			pattern, prefix := goTest, ""
			switch {
			case strings.HasSuffix(path, "_test.go"):
			case strings.HasSuffix(path, ".spec.ts"):
				pattern, prefix = browserTest, filepath.Base(path)+": "
			default:
				return nil
			}
			doc, err := os.ReadFile(path)
			for _, m := range pattern.FindAllSubmatch(doc, -1) {
				out = append(out, prefix+string(m[1]))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
