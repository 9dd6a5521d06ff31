// Package consents reads the file with what a citizen can say yes to: the texts, what each opens
// and what happens when it is taken back. The words are the municipality's to choose and to
// change; what a kind of consent opens is decided in package access. Who said yes to what never
// enters this room.
package consents

import (
	"bytes"
	_ "embed" // the schema and the texts that ship with the binary
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tavlen/backend/catalogue"
	"tavlen/backend/domain"
	"tavlen/backend/jsonfile"
)

// Schema is the JSON Schema (draft 2020-12) of the file, for those who write one.
//
//go:embed consents.schema.json
var Schema []byte

// Default is what holds until a municipality loads its own: the file to begin from.
//
//go:embed default.json
var Default []byte

var schema = jsonfile.NewSchema("urn:tavlen:consents:1", Schema)

// maxFile bounds a file; the one that ships has 3 KB.
const maxFile = 1 << 20

// Texts are all that a citizen can say yes to.
type Texts struct {
	Texts []Text `json:"texts"`
}

// Text is one thing to say yes to. Months is how long it is offered for, at most a year.
type Text struct {
	Code    string   `json:"code"`
	Version int      `json:"version"`
	Kind    string   `json:"kind"`
	Scope   []string `json:"scope,omitempty"`
	Title   string   `json:"title"`
	Text    string   `json:"text"`
	Opens   string   `json:"opens"`
	Ends    string   `json:"ends"`
	Months  int      `json:"months"`
}

// department stands in a text for the name of the department that it is about.
const department = "{department}"

// For gives the text with a department's name in it.
func (t Text) For(name string) string { return strings.ReplaceAll(t.Text, department, name) }

// Text finds one by its code; nil when there is none.
func (t Texts) Text(code string) *Text {
	i := slices.IndexFunc(t.Texts, func(x Text) bool { return x.Code == code })
	if i < 0 {
		return nil
	}
	return &t.Texts[i]
}

// OfKind gives the first text of a kind. Every file has one of each kind that the app itself asks
// for.
func (t Texts) OfKind(kind string) Text {
	i := slices.IndexFunc(t.Texts, func(x Text) bool { return x.Kind == kind })
	if i < 0 {
		return Text{}
	}
	return t.Texts[i]
}

// Read reads a file from disk. The error is a *jsonfile.Problem.
func Read(name string) (Texts, error) {
	data, problem := jsonfile.Read(name, maxFile)
	if problem != nil {
		return Texts{}, problem
	}
	return Parse(name, data)
}

// Parse reads a file's text. The error is a *jsonfile.Problem: the first in the file.
func Parse(name string, data []byte) (Texts, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // what Windows' editors put before UTF-8
	tree, problem := jsonfile.Parse(name, data)
	if problem != nil {
		return Texts{}, problem
	}
	if problem := schema.Check(name, tree); problem != nil {
		return Texts{}, problem
	}
	var t Texts
	if err := json.Unmarshal(data, &t); err != nil {
		return Texts{}, &jsonfile.Problem{File: name, Reason: err.Error()}
	}
	if found := t.check(name); len(found) > 0 {
		return Texts{}, tree.First(found)
	}
	return t, nil
}

// check finds what the schema cannot see: a code that stands twice, a department that is not
// said, and words that are hard.
func (t Texts) check(name string) []jsonfile.Problem {
	var found []jsonfile.Problem
	for i, x := range t.Texts {
		place := jsonfile.PointerAt("/texts", i)
		bad := func(field, reason string, with ...any) {
			found = append(found, jsonfile.Problem{File: name, Place: jsonfile.Pointer(place, field), Reason: fmt.Sprintf(reason, with...)})
		}
		if j := slices.IndexFunc(t.Texts, func(y Text) bool { return y.Code == x.Code }); j < i {
			bad("code", "%q is already the code of %s", x.Code, jsonfile.PointerAt("/texts", j))
		}
		about := x.Kind == domain.ConsentShareDepartment
		if about != (len(x.Scope) > 0) {
			bad("scope", "what is opened is said of share_department, and of nothing else")
		}
		if about != strings.Contains(x.Text, department) {
			bad("text", "%s stands in the text of share_department, and in no other", department)
		}
		if n := catalogue.LIX(x.Title, x.Text, x.Opens, x.Ends); n > catalogue.MaxLIX {
			bad("text", "what the citizen reads has LIX %d, and up to %d is easy to read: make the sentences and words shorter", n, catalogue.MaxLIX)
		}
	}
	if t.OfKind(domain.ConsentShareAssessment).Code == "" {
		found = append(found, jsonfile.Problem{File: name, Place: "/texts", Reason: "no text of the kind " + domain.ConsentShareAssessment + ", which the citizen is asked for after an assessment"})
	}
	return found
}

// Builtin gives the texts that ship.
var Builtin = sync.OnceValue(func() Texts {
	t, err := Parse("default.json", Default)
	if err != nil {
		panic(err) // no build passes its tests so
	}
	return t
})
