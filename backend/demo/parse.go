package demo

import (
	"fmt"
	"slices"
	"time"

	"tavlen/backend/domain"
)

// parsedFile is a case file that the schema accepts.
type parsedFile struct {
	name string
	tree *tree
	root map[string]any
}

// Parse reads a set of case files that belong together. The error is a *Problem: the
// first one found, file by file; nothing of a set with a problem is used.
func Parse(files ...File) (*Set, error) {
	set, problem := parse(files)
	if problem != nil {
		return nil, problem
	}
	return set, nil
}

func parse(files []File) (*Set, *Problem) {
	parsed, problem := parseFiles(files)
	if problem != nil {
		return nil, problem
	}
	people, problem := gatherPeople(parsed)
	if problem != nil {
		return nil, problem
	}
	set := &Set{}
	if problem := set.common(parsed, people); problem != nil {
		return nil, problem
	}
	for _, f := range parsed {
		if problem := set.staffOf(f, people); problem != nil {
			return nil, problem
		}
	}
	for _, f := range parsed {
		for i, c := range objects(f.root["citizens"]) {
			found := set.citizen(f, people, c, pointerAt("/citizens", i))
			if len(found) > 0 {
				return nil, firstOf(found, f.tree)
			}
		}
		if problem := topExpected(f, people); problem != nil {
			return nil, problem
		}
	}
	return set.Shift(0), nil // brings every instant to UTC
}

func parseFiles(files []File) ([]*parsedFile, *Problem) {
	var out []*parsedFile
	for _, f := range files {
		if slices.ContainsFunc(out, func(o *parsedFile) bool { return o.name == f.Name }) {
			return nil, &Problem{File: f.Name, Reason: "is given twice"}
		}
		t, problem := parseStrict(f.Name, f.Data)
		if problem != nil {
			return nil, problem
		}
		if problem := checkSchema(f.Name, t); problem != nil {
			return nil, problem
		}
		root, _ := t.Root.(map[string]any) // the schema has seen to it
		out = append(out, &parsedFile{f.Name, t, root})
	}
	return out, nil
}

// common reads what the files of a set share: the anchor, one municipality, and the
// departments.
func (s *Set) common(files []*parsedFile, people *people) *Problem {
	if len(files) == 0 {
		return &Problem{File: "case files", Reason: "none are given"}
	}
	var from *parsedFile // the file that has the municipality
	for _, f := range files {
		var anchor time.Time
		if err := anchor.UnmarshalText([]byte(str(f.root["anchor_at"]))); err != nil {
			return &Problem{f.name, "/anchor_at", err.Error()}
		}
		if f == files[0] {
			s.Anchor = anchor
		} else if !anchor.Equal(s.Anchor) {
			return &Problem{f.name, "/anchor_at", "is not the same instant as in " + files[0].name}
		}
		m, ok := f.root["municipality"].(map[string]any)
		if !ok {
			continue
		}
		var here domain.Municipality
		if err := decode(m, &here); err != nil {
			return &Problem{f.name, "/municipality", err.Error()}
		}
		if from != nil && here != s.Municipality {
			return &Problem{f.name, "/municipality", "is another than in " + from.name + "; one installation serves one"}
		}
		s.Municipality, from = here, f
	}
	if from == nil {
		return &Problem{files[0].name, "/municipality", "missing in every file of the set" +
			people.whereElse(func(f *parsedFile) bool { return f.root["municipality"] != nil })}
	}
	for _, f := range files {
		for i, d := range objects(f.root["departments"]) {
			var here domain.Department
			if err := decode(d, &here); err != nil {
				return &Problem{f.name, pointerAt("/departments", i), err.Error()}
			}
			if !slices.Contains(s.Departments, here) {
				s.Departments = append(s.Departments, here)
			}
		}
	}
	return nil
}

// staffOf reads a file's staff. Someone who stands in two files is one person.
func (s *Set) staffOf(f *parsedFile, people *people) *Problem {
	var found []Problem
	for i, raw := range objects(f.root["staff"]) {
		at := pointerAt("/staff", i)
		bad := func(field, reason string) { found = append(found, Problem{f.name, pointer(at, field), reason}) }
		obj := clone(raw)
		name := take(obj, "id")
		if people.persons[name].file != f.name {
			continue // read with the file that has him first
		}
		p := Staff{Key: name, Person: domain.Person{ID: PersonID(name), Role: staffRoles[take(obj, "role")], Department: take(obj, "department")}}
		if _, ok := people.departments[p.Person.Department]; !ok {
			bad("department", people.missingDepartment(p.Person.Department))
		}
		if login, ok := obj["has_login"].(bool); ok && login != p.Person.Role.SignsIn() {
			bad("has_login", fmt.Sprintf("goes by the role, and for a %s it is %t", roleWord(p.Person.Role), !login))
		}
		delete(obj, "has_login")
		deputyFor, _ := obj["deputy_for"].([]any)
		for j, v := range deputyFor {
			here := pointerAt(pointer(at, "deputy_for"), j)
			other, ok := people.persons[str(v)]
			switch {
			case !ok:
				found = append(found, Problem{f.name, here, people.missingPerson(str(v))})
			case other.role != domain.RoleConsultant || p.Person.Role != domain.RoleConsultant:
				found = append(found, Problem{f.name, here, "a deputy and the one he stands in for are both a citizen_consultant"})
			}
			deputyFor[j] = string(PersonID(str(v)))
		}
		if err := decode(obj, &p.Person); err != nil {
			found = append(found, Problem{f.name, at, err.Error()})
		}
		s.Staff = append(s.Staff, p)
	}
	if len(found) > 0 {
		return firstOf(found, f.tree)
	}
	return nil
}

// topExpected checks what tests expect of the only citizen of a file.
func topExpected(f *parsedFile, people *people) *Problem {
	expected, ok := f.root["expected"].(map[string]any)
	if !ok {
		return nil
	}
	citizens := objects(f.root["citizens"])
	if len(citizens) != 1 {
		return &Problem{f.name, "/expected", "stands at the top only where a file has one citizen; else within each citizen"}
	}
	s := newScope(f, people, str(citizens[0]["id"]))
	s.gatherThings(citizens[0], "/citizens/0")
	if found := s.resolve(clone(expected), "/expected", expectedReferences); len(found) > 0 {
		return firstOf(found, f.tree)
	}
	return nil
}

func newScope(f *parsedFile, people *people, citizen string) *scope {
	return &scope{file: f.name, citizen: citizen, people: people, things: map[string]thing{}}
}
