package demo

import (
	"fmt"
	"slices"
	"strings"

	"tavlen/backend/domain"
)

// scope is what one citizen's part of a file may name: persons of the set, and the
// things of her own case.
type scope struct {
	file    string
	citizen string
	people  *people
	// things holds the kind of each thing and where it stands.
	things map[string]thing
}

type thing struct {
	kind string
	ptr  string
}

// resolver turns a name in the file into what the domain calls it, or says why not.
type resolver func(s *scope, name string) (string, string)

// reference is a place in a citizen's part where a name stands. A path's * is any
// element of a list; a last ~ is the keys of an object.
type reference struct {
	path string
	to   resolver
}

// references lists every place of a citizen that names something else. What is not here
// is no reference.
var references = []reference{
	{"consultant", toStaff(domain.RoleConsultant)},
	{"plan/citizen", toSelf},
	{"plan/board/focus_goals/*", toThing("goal")},
	{"dream/visibility/*", toViewer},
	{"strengths/*/said_by", toPerson}, {"strengths/*/recorded_by", toPerson}, {"strengths/*/visibility/*", toViewer},
	{"challenges/*/visibility/*", toViewer},
	{"consents/*/department", toDepartment}, {"consents/*/given_by", toPerson}, {"consents/*/visibility/*", toViewer},
	{"goals/*/owner", toPerson}, {"goals/*/visibility/*", toViewer},
	{"goals/*/steps/*/done_by", toPerson}, {"goals/*/steps/*/after", toThing("step")},
	{"efforts/*/department", toDepartment}, {"efforts/*/responsible", toPerson}, {"efforts/*/place_contact", toPerson},
	{"efforts/*/goals/*", toThing("goal")}, {"efforts/*/after", toThing("effort")}, {"efforts/*/consent", toThing("consent")},
	{"efforts/*/follow_up/next_meeting", toThing("meeting")}, {"efforts/*/follow_up/end_meeting", toThing("meeting")},
	{"efforts/*/next_step/meeting", toThing("meeting")}, {"efforts/*/next_step/effort", toThing("effort")},
	{"efforts/*/adjustments/*/because_flag", toThing("flag")},
	{"efforts/*/visibility/*", toViewer}, {"efforts/*/result_visibility/*", toViewer},
	{"agreements/*/responsible", toPerson}, {"agreements/*/recorded_by", toPerson},
	{"agreements/*/goal", toThing("goal")}, {"agreements/*/made_at", toThing("meeting")}, {"agreements/*/visibility/*", toViewer},
	{"meetings/*/with/*", toPerson}, {"meetings/*/companions/*", toOwnContact}, {"meetings/*/effort", toThing("effort")},
	{"meetings/*/transport/who", toPerson},
	{"meetings/*/absence/reported_by", toPerson}, {"meetings/*/absence/answered_by", toPerson}, {"meetings/*/absence/moved_to", toThing("meeting")},
	{"meetings/*/pick_up/answered_by", toPerson}, {"meetings/*/companion_answers/*/who", toOwnContact}, {"meetings/*/cancelled/by", toPerson}, {"meetings/*/moved_from/by", toPerson},
	{"meetings/*/visibility/*", toViewer},
	{"meeting_requests/*/answered_by", toPerson}, {"meeting_requests/*/meeting", toThing("meeting")},
	{"contact_attempts/*/by", toPerson}, {"contact_attempts/*/about", toThing("meeting")}, {"contact_attempts/*/visibility/*", toViewer},
	{"network_contacts/*/withdrawn_by", toPerson},
	{"threads/*/between/*", toPerson}, {"threads/*/deputy", toStaff(domain.RoleConsultant)}, {"threads/*/visibility/*", toPerson},
	{"threads/*/messages/*/from", toSender}, {"threads/*/messages/*/flag", toThing("flag")}, {"threads/*/messages/*/meeting", toThing("meeting")},
	{"flags/*/effort", toThing("effort")}, {"flags/*/by", toPerson}, {"flags/*/recorded_by", toPerson}, {"flags/*/notified/*", toPerson},
	{"flags/*/messages/*/from", toPerson}, {"flags/*/seen/by", toPerson}, {"flags/*/answered/by", toPerson}, {"flags/*/action/by", toPerson},
	{"flags/*/resolved_by", toPerson}, {"flags/*/visibility/*", toViewer},
	{"checkins/*/share/*", toViewer},
	{"measurements/*/by", toPerson}, {"measurements/*/values/~", toThing("indicator")},
	{"plan_changes/*/by", toPerson}, {"plan_changes/*/answer/by", toPerson}, {"plan_changes/*/visibility/*", toViewer},
	{"events/*/visibility/*", toViewer},
	{"access_log/*/who", toReader},
}

// expectedReferences are those of an expected block, which is checked but not loaded.
var expectedReferences = []reference{
	{"next_meeting", toThing("meeting")}, {"today/effort", toThing("effort")}, {"open_flags/*", toThing("flag")},
	{"alerts/*/effort", toThing("effort")}, {"alerts/*/agreement", toThing("agreement")}, {"alerts/*/meeting", toThing("meeting")},
	{"alerts/*/message", toThing("message")}, {"alerts/*/softened_by/*", toThing("meeting")}, {"alerts/*/owner", toPerson}, {"alerts/*/tell_staff/*", toTold},
	{"no_alert/*/effort", toThing("effort")}, {"no_alert/*/agreement", toThing("agreement")}, {"no_alert/*/meeting", toThing("meeting")}, {"no_alert/*/message", toThing("message")},
	{"visibility/*/viewer", toPerson}, {"visibility/*/sees_goals/*", toThing("goal")}, {"visibility/*/sees_meetings/*", toThing("meeting")},
}

// find gives a person the citizen's part may name: staff, the citizen, her own contacts.
func (s *scope) find(name string) (personEntry, string) {
	e, ok := s.people.persons[name]
	switch {
	case !ok:
		return e, s.people.missingPerson(name)
	case e.citizen != "" && e.citizen != s.citizen:
		return e, fmt.Sprintf("%q belongs to the case of another citizen, %q", name, e.citizen)
	}
	return e, ""
}

func toPerson(s *scope, name string) (string, string) {
	_, why := s.find(name)
	return string(PersonID(name)), why
}

func toSelf(s *scope, name string) (string, string) {
	if name != s.citizen {
		return "", fmt.Sprintf("must be the citizen herself, %q", s.citizen)
	}
	return string(PersonID(name)), ""
}

func toStaff(role domain.Role) resolver {
	return func(s *scope, name string) (string, string) {
		e, why := s.find(name)
		if why == "" && e.role != role {
			why = fmt.Sprintf("%q is no %s", name, roleWord(role))
		}
		return string(PersonID(name)), why
	}
}

func roleWord(role domain.Role) string {
	for word, r := range staffRoles {
		if r == role {
			return word
		}
	}
	return string(role)
}

func toReader(s *scope, name string) (string, string) {
	e, why := s.find(name)
	if why == "" && !e.role.Staff() {
		why = fmt.Sprintf("%q is no staff; only their reading is logged", name)
	}
	return string(PersonID(name)), why
}

func toOwnContact(s *scope, name string) (string, string) {
	e, why := s.find(name)
	if why == "" && e.role != domain.RoleContact {
		why = fmt.Sprintf("%q is none of the citizen's contacts", name)
	}
	return string(PersonID(name)), why
}

func toSender(s *scope, name string) (string, string) {
	if name == string(domain.System) {
		return name, ""
	}
	return toPerson(s, name)
}

func toTold(s *scope, name string) (string, string) {
	if name == "deputy" || name == "leader" {
		return name, ""
	}
	return toReader(s, name)
}

// toViewer keeps the words of a visibility list, and writes the citizen's own name as
// the word, so that one list reads like the other.
func toViewer(s *scope, name string) (string, string) {
	if name == "citizen" || name == "consultant" {
		return name, ""
	}
	if name == s.citizen {
		return "citizen", ""
	}
	return toPerson(s, name)
}

func toDepartment(s *scope, name string) (string, string) {
	if _, ok := s.people.departments[name]; !ok {
		return "", s.people.missingDepartment(name)
	}
	return name, ""
}

func toThing(kind string) resolver {
	return func(s *scope, name string) (string, string) {
		t, ok := s.things[name]
		switch {
		case !ok:
			return "", fmt.Sprintf("%q has no %s %q", s.citizen, kind, name)
		case t.kind != kind:
			return "", fmt.Sprintf("%q is a %s, not a %s", name, strings.ReplaceAll(t.kind, "_", " "), kind)
		}
		return string(ID(s.citizen, name)), ""
	}
}

// resolve turns every reference below node into what the domain calls it, in place, and
// gives what could not be resolved.
func (s *scope) resolve(node any, at string, table []reference) []Problem {
	var found []Problem
	for _, ref := range table {
		s.walk(node, strings.Split(ref.path, "/"), at, ref.to, &found)
	}
	return found
}

func (s *scope) walk(node any, path []string, at string, to resolver, found *[]Problem) {
	one := func(name, at string) string {
		v, why := to(s, name)
		if why != "" {
			*found = append(*found, Problem{s.file, at, why})
			return name
		}
		return v
	}
	switch n := node.(type) {
	case []any:
		if path[0] != "*" {
			return
		}
		for i := range n {
			here := pointerAt(at, i)
			if name, ok := n[i].(string); ok && len(path) == 1 {
				n[i] = one(name, here)
			} else if len(path) > 1 {
				s.walk(n[i], path[1:], here, to, found)
			}
		}
	case map[string]any:
		if path[0] == "~" {
			for _, key := range sortedKeys(n) {
				if v := one(key, pointer(at, key)); v != key {
					n[v] = n[key]
					delete(n, key)
				}
			}
			return
		}
		here := pointer(at, path[0])
		if name, ok := n[path[0]].(string); ok && len(path) == 1 {
			n[path[0]] = one(name, here)
		} else if len(path) > 1 {
			s.walk(n[path[0]], path[1:], here, to, found)
		}
	}
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// named lists where the things of a citizen that have names stand, kind by kind.
var named = []struct{ kind, path string }{
	{"plan", "plan"}, {"strength", "strengths/*"}, {"challenge", "challenges/*"}, {"consent", "consents/*"}, {"goal", "goals/*"}, {"step", "goals/*/steps/*"},
	{"effort", "efforts/*"}, {"agreement", "agreements/*"}, {"meeting", "meetings/*"}, {"thread", "threads/*"}, {"message", "threads/*/messages/*"},
	{"flag", "flags/*"}, {"flag_message", "flags/*/messages/*"}, {"indicator", "indicators/*"}, {"measurement", "measurements/*"}, {"plan_change", "plan_changes/*"},
	{"meeting_request", "meeting_requests/*"}, {"contact_attempt", "contact_attempts/*"},
}

// gatherThings lists the things of a citizen by name. One name is one thing, whatever
// its kind, so that a name alone tells its id.
func (s *scope) gatherThings(citizen map[string]any, at string) []Problem {
	var found []Problem
	for _, n := range named {
		visit(citizen, strings.Split(n.path, "/"), at, func(obj map[string]any, at string) {
			name := str(obj["id"])
			if old, twice := s.things[name]; twice {
				found = append(found, Problem{s.file, pointer(at, "id"), fmt.Sprintf("%q is already the id of %s", name, old.ptr)})
				return
			}
			s.things[name] = thing{n.kind, at}
		})
	}
	return found
}

// visit calls f for each object at a path.
func visit(node any, path []string, at string, f func(obj map[string]any, at string)) {
	if len(path) == 0 {
		if obj, ok := node.(map[string]any); ok {
			f(obj, at)
		}
		return
	}
	switch n := node.(type) {
	case []any:
		for i := range n {
			visit(n[i], path[1:], pointerAt(at, i), f)
		}
	case map[string]any:
		visit(n[path[0]], path[1:], pointer(at, path[0]), f)
	}
}
