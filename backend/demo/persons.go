package demo

import (
	"fmt"
	"reflect"
	"slices"

	"tavlen/backend/domain"
)

// personEntry is a person of the set: where he stands, and what he is there.
type personEntry struct {
	file string
	ptr  string
	role domain.Role
	// citizen is the name of the citizen whose contact he is, or who he is himself.
	citizen string
	raw     map[string]any
}

// people are the persons and departments of a whole set, by their names in the files.
type people struct {
	persons     map[string]personEntry
	departments map[string]personEntry
	// given holds the names of the files of the set.
	given []string
}

// reserved words mean a part to play, so no person can be called by them.
var reserved = []string{"citizen", "consultant", "system", "deputy", "leader"}

var staffRoles = map[string]domain.Role{
	"citizen_consultant": domain.RoleConsultant,
	"professional":       domain.RoleProfessional,
	"team_lead":          domain.RoleTeamLead,
	"admin":              domain.RoleAdmin,
	"provider":           domain.RoleProvider,
	"workplace_mentor":   domain.RoleWorkplaceMentor,
}

// gatherPeople lists the persons and departments of all files. Two files may hold the
// same member of staff or department, word for word; otherwise a name is one person's.
func gatherPeople(files []*parsedFile) (*people, *Problem) {
	p := &people{persons: map[string]personEntry{}, departments: map[string]personEntry{}}
	for _, f := range files {
		p.given = append(p.given, f.name)
	}
	for _, f := range files {
		var found []Problem
		for i, d := range objects(f.root["departments"]) {
			entry := personEntry{file: f.name, ptr: pointerAt("/departments", i), raw: d}
			if old, twice := p.departments[str(d["id"])]; !twice {
				p.departments[str(d["id"])] = entry
			} else if problem := twin(old, entry); problem != nil {
				found = append(found, *problem)
			}
		}
		for _, entry := range personsOf(f) {
			name := str(entry.raw["id"])
			if slices.Contains(reserved, name) {
				found = append(found, Problem{f.name, pointer(entry.ptr, "id"), fmt.Sprintf("%q is a word with a meaning of its own; call the person something else", name)})
				continue
			}
			if old, twice := p.persons[name]; !twice {
				p.persons[name] = entry
			} else if problem := twin(old, entry); problem != nil {
				found = append(found, *problem)
			}
		}
		if len(found) > 0 {
			return nil, firstOf(found, f.tree)
		}
	}
	return p, nil
}

// personsOf lists a file's persons: staff, citizens and their contacts.
func personsOf(f *parsedFile) []personEntry {
	var out []personEntry
	for i, s := range objects(f.root["staff"]) {
		out = append(out, personEntry{f.name, pointerAt("/staff", i), staffRoles[str(s["role"])], "", s})
	}
	for i, c := range objects(f.root["citizens"]) {
		at := pointerAt("/citizens", i)
		out = append(out, personEntry{f.name, at, domain.RoleCitizen, str(c["id"]), c})
		for j, k := range objects(c["network_contacts"]) {
			out = append(out, personEntry{f.name, pointerAt(at+"/network_contacts", j), domain.RoleContact, str(c["id"]), k})
		}
	}
	return out
}

// twin gives the problem of two entries with one name, or nil where another file says
// the very same about staff or a department.
func twin(old, entry personEntry) *Problem {
	shared := old.file != entry.file && old.citizen == "" && entry.citizen == ""
	if shared && reflect.DeepEqual(old.raw, entry.raw) {
		return nil
	}
	reason := fmt.Sprintf("%q is already the id of %s", str(entry.raw["id"]), place(old, entry.file))
	if shared {
		reason += ", which says something else about it"
	}
	return &Problem{entry.file, pointer(entry.ptr, "id"), reason}
}

// place names where an entry stands, with its file where that is another.
func place(e personEntry, from string) string {
	if e.file == from {
		return e.ptr
	}
	return e.ptr + " in " + e.file
}

// whereElse says which shipped file outside the set has what a reference wants, so that
// the operator knows which file to give as well; "" if none has.
func (p *people) whereElse(has func(*parsedFile) bool) string {
	for _, f := range Builtin() {
		if slices.Contains(p.given, f.Name) {
			continue
		}
		t, problem := parseStrict(f.Name, f.Data)
		if problem != nil {
			continue
		}
		root, _ := t.Root.(map[string]any)
		if has(&parsedFile{name: f.Name, tree: t, root: root}) {
			return "; " + f.Name + " has it: give that file too"
		}
	}
	return ""
}

func (p *people) missingPerson(name string) string {
	return fmt.Sprintf("nobody in the set is called %q", name) + p.whereElse(func(f *parsedFile) bool {
		return slices.ContainsFunc(personsOf(f), func(e personEntry) bool { return e.citizen == "" && str(e.raw["id"]) == name })
	})
}

func (p *people) missingDepartment(name string) string {
	return fmt.Sprintf("the set has no department %q", name) + p.whereElse(func(f *parsedFile) bool {
		return slices.ContainsFunc(objects(f.root["departments"]), func(d map[string]any) bool { return str(d["id"]) == name })
	})
}

// objects gives the objects of a JSON array; of anything else, none.
func objects(v any) []map[string]any {
	list, _ := v.([]any)
	out := make([]map[string]any, 0, len(list))
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

func str(v any) string {
	s, _ := v.(string)
	return s
}
