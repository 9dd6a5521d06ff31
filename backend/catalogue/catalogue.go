// Package catalogue reads the municipality's catalogue of help: a JSON file that people
// write by hand, checked against a schema that ships, and the one that the program brings
// along. It holds what can be had, never who has it or asks for it: nothing about a person
// enters this room.
package catalogue

import (
	"bytes"
	_ "embed" // the schema and the catalogue that ship with the binary
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tavlen/backend/domain"
	"tavlen/backend/jsonfile"
)

// Schema is the JSON Schema (draft 2020-12) of a catalogue file, for those who write one.
//
//go:embed catalogue.schema.json
var Schema []byte

// Default is the catalogue that holds until a municipality loads its own: the file to
// begin from.
//
//go:embed default.json
var Default []byte

var schema = jsonfile.NewSchema("urn:tavlen:catalogue:1", Schema)

// maxFile bounds a catalogue file; the one that ships has 25 KB.
const maxFile = 1 << 20

// Problem says what is wrong with a catalogue file, for the one who wrote it. Line counts
// from 1 and is 0 for the file as a whole; Place is a JSON pointer (RFC 6901), or the
// line and column where the text is no JSON.
type Problem struct {
	jsonfile.Problem
	Line int
}

// Error gives the problem as one line.
func (p *Problem) Error() string {
	if p.Line > 0 {
		q := p.Problem
		q.File = fmt.Sprintf("%s: line %d", p.File, p.Line)
		return q.Error()
	}
	return p.Problem.Error()
}

// File is a catalogue file that nothing is wrong with.
type File struct {
	Name    string
	Entries []domain.CatalogueEntry
	tree    *jsonfile.Tree
}

// Read reads a catalogue from disk. The error is a *Problem.
func Read(name string) (*File, error) {
	data, problem := jsonfile.Read(name, maxFile)
	if problem != nil {
		return nil, &Problem{Problem: *problem}
	}
	return Parse(name, data)
}

// Parse reads a catalogue's text. The error is a *Problem: the first in the file.
func Parse(name string, data []byte) (*File, error) {
	// Windows' editors put a byte order mark before UTF-8; it says nothing.
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	tree, problem := jsonfile.Parse(name, data)
	if problem != nil {
		return nil, &Problem{Problem: *problem}
	}
	f := &File{Name: name, tree: tree}
	if problem := schema.Check(name, tree); problem != nil {
		return nil, f.at(problem)
	}
	var doc struct {
		Entries []domain.CatalogueEntry `json:"entries"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, &Problem{Problem: jsonfile.Problem{File: name, Reason: err.Error()}}
	}
	f.Entries = doc.Entries
	if found := f.check(); len(found) > 0 {
		return nil, f.at(tree.First(found))
	}
	return f, nil
}

func (f *File) at(p *jsonfile.Problem) *Problem { return &Problem{*p, f.tree.Line(p.Place)} }

func (f *File) problem(i int, field, reason string) jsonfile.Problem {
	at := jsonfile.PointerAt("/entries", i)
	if field != "" {
		at = jsonfile.Pointer(at, strings.Split(field, ".")...)
	}
	return jsonfile.Problem{File: f.Name, Place: at, Reason: reason}
}

// check finds what the schema cannot see.
func (f *File) check() []jsonfile.Problem {
	var found []jsonfile.Problem
	seen := map[string]int{}
	for i := range f.Entries {
		e := &f.Entries[i]
		if before, twice := seen[e.Code]; twice {
			found = append(found, f.problem(i, "code", fmt.Sprintf("%q is already the code of %s", e.Code, jsonfile.PointerAt("/entries", before))))
		}
		seen[e.Code] = i
		var invalid *domain.Error
		if err := e.Validate(); errors.As(err, &invalid) {
			for _, field := range invalid.Fields {
				found = append(found, f.problem(i, field.Field, "is refused: "+field.Detail))
			}
		}
	}
	return found
}

// CheckDepartments wants every entry's department to be one of those known. The error is a
// *Problem.
func (f *File) CheckDepartments(known []string) error {
	for i, e := range f.Entries {
		if !slices.Contains(known, e.Department) {
			p := f.problem(i, "department", fmt.Sprintf("there is no department %q here; there are %s", e.Department, strings.Join(known, ", ")))
			return f.at(&p)
		}
	}
	return nil
}

// Hard tells of the entries whose words are harder to read than LIX 30, one line each.
func (f *File) Hard() []string {
	var out []string
	for i, e := range f.Entries {
		if n := Readability(e); n > MaxLIX {
			out = append(out, fmt.Sprintf("line %d: %s has LIX %d, and up to %d is easy to read: make the sentences shorter", f.tree.Line(jsonfile.PointerAt("/entries", i)), e.Code, n, MaxLIX))
		}
	}
	return out
}

// Builtin gives the entries that ship.
var Builtin = sync.OnceValue(func() []domain.CatalogueEntry {
	f, err := Parse("default.json", Default)
	if err != nil {
		panic(err) // no build passes its tests so
	}
	return f.Entries
})
