package backend_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// control is one thing that stops a threat, and how it is taken out: in each edit OFF is a word that is true while the
// control is off. What cannot be found any more was changed: the edit must follow, or the drill shows nothing.
type control struct {
	// row is the threat's, what the control that is taken out.
	row, what string
	// shows are the tests of the row that go red then, every one of them.
	shows []string
	edits []edit
}

// goTests are those that a Go program runs, browserTests are named by their file and how their title begins.
func (c control) goTests() []string {
	return slices.DeleteFunc(slices.Clone(c.shows), func(name string) bool { return strings.Contains(name, ": ") })
}

func (c control) browserTests() []string {
	return slices.DeleteFunc(slices.Clone(c.shows), func(name string) bool { return !strings.Contains(name, ": ") })
}

// edit replaces a text wherever it stands in a file below the root of the repository.
type edit struct{ file, old, new string }

var controls = slices.Concat(serverControls, pageControls)

// takenOut gives the files that a control's edits stand in, as they are while the control can be switched off by the word.
func (c control) takenOut(word func(file string) string, read func(file string) (string, error)) (map[string]string, error) {
	out := map[string]string{}
	for _, e := range c.edits {
		text, is := out[e.file]
		if !is {
			var err error
			if text, err = read(e.file); err != nil {
				return nil, err
			}
		}
		if !strings.Contains(text, e.old) {
			return nil, fmt.Errorf("%s, %s: %s holds no %q: say in controls_test.go how the control is taken out now", c.row, c.what, e.file, e.old)
		}
		out[e.file] = strings.ReplaceAll(text, e.old, strings.ReplaceAll(e.new, "OFF", word(e.file)))
	}
	return out, nil
}

func fromRoot(file string) (string, error) {
	raw, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
	return string(raw), err
}

// TestEveryControlIsWhereTheDrillLooks: each test of the table has a control that the drills can take out, by which it goes
// red; and each control stands where it is looked for, and is shown by tests of its own row.
func TestEveryControlIsWhereTheDrillLooks(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{} // by row and name; true where a control shows it
	for _, row := range threatRow.FindAllStringSubmatch(string(doc), -1) {
		for _, q := range quoted.FindAllStringSubmatch(row[4], -1) {
			named[row[1]+" "+q[1]] = false
		}
	}
	for _, c := range controls {
		if _, err := c.takenOut(func(string) string { return "true" }, fromRoot); err != nil {
			t.Error(err)
		}
		if len(c.shows) == 0 {
			t.Errorf("%s, %s: no test shows that it is gone", c.row, c.what)
		}
		for _, name := range c.shows {
			if _, is := named[c.row+" "+name]; !is {
				t.Errorf("%s, %s: its row in README.md does not name %s", c.row, c.what, name)
			}
			named[c.row+" "+name] = true
		}
	}
	for name, shown := range named {
		if !shown {
			t.Errorf("%s: no control that the drill takes out is its", name)
		}
	}
}
