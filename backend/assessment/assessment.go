// Package assessment reads the file in which a municipality says who talks with a citizen in the
// assessment (tværfaglig udredning): the kinds of professionals, their order, how long a talk is,
// and what the citizen reads of each. Sources differ on who is in such a team, so it is data. It
// holds what talks there can be, never who has had one: nothing about a person enters this room.
package assessment

import (
	"bytes"
	_ "embed" // the schema and the team that ship with the binary
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tavlen/backend/catalogue"
	"tavlen/backend/jsonfile"
)

// Schema is the JSON Schema (draft 2020-12) of the file, for those who write one.
//
//go:embed assessment.schema.json
var Schema []byte

// Default is the team that holds until a municipality loads its own: the file to begin from.
//
//go:embed default.json
var Default []byte

var schema = jsonfile.NewSchema("urn:tavlen:assessment:1", Schema)

// maxFile bounds a file; the one that ships has 2 KB.
const maxFile = 1 << 20

// Team is who talks with a citizen, in their order. Minutes is how long a talk is, Break the
// least there is between two.
type Team struct {
	Minutes     int          `json:"minutes"`
	Break       int          `json:"break_minutes"`
	Professions []Profession `json:"team"`
}

// Profession is one kind of professional. Talk, Purpose and Prepare are for the citizen.
type Profession struct {
	Code    string   `json:"code"`
	Title   string   `json:"title"`
	Talk    string   `json:"talk"`
	Purpose string   `json:"purpose"`
	Prepare []string `json:"prepare"`
}

// Profession finds one by its code; nil when there is none.
func (t Team) Profession(code string) *Profession {
	i := slices.IndexFunc(t.Professions, func(p Profession) bool { return p.Code == code })
	if i < 0 {
		return nil
	}
	return &t.Professions[i]
}

// Problem says what is wrong with a file. Line counts from 1 and is 0 for the file as a whole;
// Place is a JSON pointer (RFC 6901), or line and column where the text is no JSON.
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

// Read reads a file from disk. The error is a *Problem.
func Read(name string) (Team, error) {
	data, problem := jsonfile.Read(name, maxFile)
	if problem != nil {
		return Team{}, &Problem{Problem: *problem}
	}
	return Parse(name, data)
}

// Parse reads a file's text. The error is a *Problem: the first in the file.
func Parse(name string, data []byte) (Team, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // what Windows' editors put before UTF-8
	tree, problem := jsonfile.Parse(name, data)
	if problem != nil {
		return Team{}, &Problem{Problem: *problem}
	}
	at := func(p *jsonfile.Problem) *Problem { return &Problem{*p, tree.Line(p.Place)} }
	if problem := schema.Check(name, tree); problem != nil {
		return Team{}, at(problem)
	}
	var t Team
	if err := json.Unmarshal(data, &t); err != nil {
		return Team{}, &Problem{Problem: jsonfile.Problem{File: name, Reason: err.Error()}}
	}
	if found := t.check(name); len(found) > 0 {
		return Team{}, at(tree.First(found))
	}
	return t, nil
}

// check finds what the schema cannot see: a code that stands twice, and words that are hard.
func (t Team) check(name string) []jsonfile.Problem {
	var found []jsonfile.Problem
	for i, p := range t.Professions {
		place := jsonfile.PointerAt("/team", i)
		if j := slices.IndexFunc(t.Professions, func(q Profession) bool { return q.Code == p.Code }); j < i {
			found = append(found, jsonfile.Problem{File: name, Place: jsonfile.Pointer(place, "code"), Reason: fmt.Sprintf("%q is already the code of %s", p.Code, jsonfile.PointerAt("/team", j))})
		}
		if n := catalogue.LIX(append([]string{p.Talk, p.Purpose}, p.Prepare...)...); n > catalogue.MaxLIX {
			found = append(found, jsonfile.Problem{File: name, Place: jsonfile.Pointer(place, "purpose"),
				Reason: fmt.Sprintf("what the citizen reads of it has LIX %d, and up to %d is easy to read: make the sentences and words shorter", n, catalogue.MaxLIX)})
		}
		if strings.Contains(strings.ToLower(strings.Join(p.Prepare, " ")), "diagnose") {
			found = append(found, jsonfile.Problem{File: name, Place: jsonfile.Pointer(place, "prepare"), Reason: "asks for a diagnosis, which decides nothing here"})
		}
	}
	return found
}

// Builtin gives the team that ships.
var Builtin = sync.OnceValue(func() Team {
	t, err := Parse("default.json", Default)
	if err != nil {
		panic(err) // no build passes its tests so
	}
	return t
})
