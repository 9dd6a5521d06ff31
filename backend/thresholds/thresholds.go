// Package thresholds reads the file in which a municipality says when the rules of attention
// speak: its own numbers and those for single citizens, each from a day on. It checks what
// people write by hand and says on which line what is wrong; what the numbers mean is
// package attention's. No name and no word about a person enters this room.
package thresholds

import (
	"bytes"
	_ "embed" // the schema ships with the binary
	"encoding/json"
	"fmt"

	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/jsonfile"
)

// Schema is the JSON Schema (draft 2020-12) of the file, for those who write one.
//
//go:embed thresholds.schema.json
var Schema []byte

var schema = jsonfile.NewSchema("urn:tavlen:thresholds:1", Schema)

// maxFile bounds a file: ten thousand citizens with numbers of their own.
const maxFile = 8 << 20

// Problem says what is wrong with a file. Line counts from 1 and is 0 for the file as a
// whole; Place is a JSON pointer (RFC 6901), or line and column where the text is no JSON.
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

// doc is the file. Persons' entries stand in one list, each with the citizen's id.
type doc struct {
	Municipality []attention.Dated `json:"municipality"`
	Persons      []struct {
		Person domain.ID `json:"person"`
		attention.Dated
	} `json:"persons"`
}

// Read reads a file from disk. The error is a *Problem.
func Read(name string) (attention.Sets, error) {
	data, problem := jsonfile.Read(name, maxFile)
	if problem != nil {
		return attention.Sets{}, &Problem{Problem: *problem}
	}
	return Parse(name, data)
}

// Parse reads a file's text. The error is a *Problem: the first in the file.
func Parse(name string, data []byte) (attention.Sets, error) {
	var none attention.Sets
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // what Windows' editors put before UTF-8
	tree, problem := jsonfile.Parse(name, data)
	if problem != nil {
		return none, &Problem{Problem: *problem}
	}
	at := func(p *jsonfile.Problem) *Problem { return &Problem{*p, tree.Line(p.Place)} }
	if problem := schema.Check(name, tree); problem != nil {
		return none, at(problem)
	}
	var d doc
	if err := json.Unmarshal(data, &d); err != nil {
		return none, &Problem{Problem: jsonfile.Problem{File: name, Reason: err.Error()}}
	}
	sets := attention.Sets{Municipality: d.Municipality, Persons: map[domain.ID][]attention.Dated{}}
	c := checker{name: name}
	for i, e := range d.Municipality {
		c.dated(jsonfile.PointerAt("/municipality", i), e)
	}
	for i, p := range d.Persons {
		place := jsonfile.PointerAt("/persons", i)
		if !p.Person.Valid() {
			c.add(jsonfile.Pointer(place, "person"), "is no id of a citizen")
		}
		if p.Counts.Caseload != nil {
			c.add(jsonfile.Pointer(place, "counts", "caseload_norm"), "is a number of a consultant's; it stands under municipality")
		}
		if p.Counts.GlassMinutes != nil {
			c.add(jsonfile.Pointer(place, "counts", "glass_minutes"), "holds for everybody; it stands under municipality")
		}
		if p.Counts.GlassPerDay != nil {
			c.add(jsonfile.Pointer(place, "counts", "glass_per_day"), "holds for everybody; it stands under municipality")
		}
		if p.Counts.ReadingSample != nil {
			c.add(jsonfile.Pointer(place, "counts", "reading_sample"), "holds for everybody; it stands under municipality")
		}
		c.dated(place, p.Dated)
		sets.Persons[p.Person] = append(sets.Persons[p.Person], p.Dated)
	}
	if len(c.found) > 0 {
		return none, at(tree.First(c.found))
	}
	return sets, nil
}

// checker finds what the schema cannot see.
type checker struct {
	name  string
	found []jsonfile.Problem
}

func (c *checker) add(place, reason string) {
	c.found = append(c.found, jsonfile.Problem{File: c.name, Place: place, Reason: reason})
}

func (c *checker) dated(place string, d attention.Dated) {
	for _, r := range attention.Rules {
		s, ok := d.Rules[r]
		if !ok {
			continue
		}
		at := jsonfile.Pointer(place, "rules", string(r))
		counts := attention.CountsOf(r)
		last := (*int)(nil)
		for _, step := range []struct {
			name string
			n    *int
		}{{"info", s.Info}, {"amber", s.Amber}, {"orange", s.Orange}, {"red", s.Red}} {
			if step.n == nil {
				continue
			}
			if last != nil && (counts == attention.DaysBefore && *step.n > *last || counts != attention.DaysBefore && *step.n < *last) {
				c.add(jsonfile.Pointer(at, step.name), "comes before the step that is quieter")
			}
			last = step.n
		}
		for _, step := range []struct {
			name string
			n    *int
		}{{"info", s.Info}, {"amber", s.Amber}, {"orange", s.Orange}, {"red", s.Red}, {"deputy", s.Deputy}, {"leader", s.Leader}} {
			if step.n != nil && *step.n == 0 && counts == attention.DaysAfter {
				c.add(jsonfile.Pointer(at, step.name), `is 0, which would be an alert that nobody can end; to turn the rule off write "off": true`)
			}
		}
		if r == attention.Silence && s.Amber != nil && *s.Amber > attention.MaxSilence {
			c.add(jsonfile.Pointer(at, "amber"), fmt.Sprintf("is more than %d days; nobody waits that long", attention.MaxSilence))
		}
	}
}
