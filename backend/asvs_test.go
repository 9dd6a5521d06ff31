package backend_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asvsRow is a row of the table in ASVS.md: its items, and what shows them.
var asvsRow = regexp.MustCompile(`(?m)^\| (V\d+\.[^|]+) \| ([^|]+) \|$`)

// TestEveryItemHasItsTests: each row of ASVS.md names a test that there is, or says why there is none.
func TestEveryItemHasItsTests(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("ASVS.md")
	if err != nil {
		t.Fatal(err)
	}
	known := tests(t)
	rows := asvsRow.FindAllStringSubmatch(string(doc), -1)
	if len(rows) < 70 {
		t.Errorf("only %d rows are read", len(rows))
	}
	for _, row := range rows {
		shown := 0
		for _, q := range quoted.FindAllStringSubmatch(row[2], -1) {
			name := q[1]
			switch {
			case strings.HasSuffix(name, ".test.ts"):
				if found, err := filepath.Glob("../frontend/src/*/*/" + name); err != nil || len(found) == 0 {
					t.Errorf("%s names %s, which is no file", row[1], name)
				}
			case strings.HasPrefix(name, "Test"), strings.Contains(name, ".spec.ts: "):
				if !slices.ContainsFunc(known, func(one string) bool {
					return one == name || strings.Contains(name, ": ") && strings.HasPrefix(one, name)
				}) {
					t.Errorf("%s names %q, which is no test", row[1], name)
				}
			default:
				continue
			}
			shown++
		}
		said := false
		for _, why := range []string{"Deviation: ", "in each run", "There are none", "every Go test", "eslint"} {
			said = said || strings.Contains(row[2], why)
		}
		if shown == 0 && !said {
			t.Errorf("%s: nothing shows it, and no reason is given", row[1])
		}
	}
}

// TestEveryRouteThatSignsInIsListed (ASVS V6.3.4): no function of the API hands out a session's cookies but those that
// ASVS.md names as a way in, and the one that renews a session that there is.
func TestEveryRouteThatSignsInIsListed(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("ASVS.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`\| V6\.3\.4 [^|]+\| ([^|]+) \|`).FindStringSubmatch(string(doc))
	if row == nil {
		t.Fatal("there is no row of it")
	}
	listed := []string{"authenticate"}
	for _, q := range quoted.FindAllStringSubmatch(row[1], -1) {
		if !strings.HasPrefix(q[1], "Test") {
			listed = append(listed, q[1])
		}
	}
	files, err := filepath.Glob("api/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var handing []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range parsed.Decls {
			fn, is := decl.(*ast.FuncDecl)
			if !is {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if call, is := n.(*ast.CallExpr); is {
					if name, is := call.Fun.(*ast.SelectorExpr); is && name.Sel.Name == "cookies" {
						handing = append(handing, fn.Name.Name)
					}
				}
				return true
			})
		}
	}
	slices.Sort(handing)
	slices.Sort(listed)
	if !slices.Equal(slices.Compact(handing), listed) {
		t.Errorf("sessions begin in %v, listed are %v", handing, listed)
	}
}
