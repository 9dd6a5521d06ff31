package access_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// facts gathers a case as its file has it.
func facts(t *testing.T, c demo.Case) *access.Facts {
	t.Helper()
	records := make([]domain.Record, len(c.Items))
	for i, it := range c.Items {
		records[i] = domain.Record{Plan: c.Plan, Kind: it.Item.Kind(), ID: it.ID, Rev: int64(i + 1), Item: it.Item}
	}
	return access.Gather(records, testkit.Cases(t).Departments)
}

// relationTo gives what ties a persona to a case, as loading the file does; none when
// nothing does.
func relationTo(t *testing.T, c demo.Case, persona string) access.Viewer {
	t.Helper()
	id := demo.PersonID(persona)
	v := access.Viewer{Actor: access.Actor{Person: id}}
	for _, s := range testkit.Cases(t).Staff {
		if s.Key == persona {
			v.Role, v.Department = s.Person.Role, s.Person.Department
		}
	}
	for _, k := range c.Contacts {
		if grant, ok := grantOf(c, k.Person.ID); k.Key == persona && ok && grant.AcceptedAt != nil {
			v.Role, v.Relation = domain.RoleContact, access.Relation{Kind: access.RelationContact, From: *grant.AcceptedAt, To: grant.Ends()}
		}
	}
	switch {
	case c.Citizen.ID == id:
		v.Role, v.Relation = domain.RoleCitizen, access.Relation{Kind: access.RelationCitizen}
	case c.Consultant == id:
		v.Relation = access.Relation{Kind: access.RelationConsultant}
	case v.Role == domain.RoleProfessional:
		v.Relation = access.Relation{Kind: access.RelationProfessional}
	}
	for _, w := range c.Deputies {
		if w.Deputy == id {
			v.Relation = access.Relation{Kind: access.RelationDeputy, From: w.From, To: w.To}
		}
	}
	return v
}

func grantOf(c demo.Case, contact domain.ID) (*domain.Contact, bool) {
	for _, it := range c.Items {
		if k, ok := it.Item.(*domain.Contact); ok && it.ID == contact {
			return k, true
		}
	}
	return nil, false
}

// seen gives what a viewer sees at an instant, each with whether it is cut.
func seen(f *access.Facts, v access.Viewer, now time.Time) map[domain.Ref]bool {
	out := map[domain.Ref]bool{}
	for ref := range f.Things {
		if view := f.See(v, ref, now); view.Sees {
			out[ref] = view.Partial()
		}
	}
	return out
}

// within is an instant at which the persona's relation holds: now, or for the deputy a
// moment in his window.
func within(v access.Viewer) time.Time {
	if v.Relation.Kind == access.RelationDeputy {
		return v.Relation.From.Add(9 * time.Hour)
	}
	return testkit.Anchor
}

func TestEveryViewerSeesExactlyHisOwn(t *testing.T) {
	for _, want := range testkit.VisibleSets {
		t.Run(want.Citizen+"/"+want.Viewer, func(t *testing.T) {
			c := testkit.CaseOf(t, want.Citizen)
			v := relationTo(t, c, want.Viewer)
			wanted, got := want.Wanted(t, c), seen(facts(t, c), v, within(v))
			for ref, partly := range wanted {
				if cut, sees := got[ref]; !sees || cut != partly {
					t.Errorf("%s %s: sees %v, cut %v; want cut %v", ref.Kind, name(c, ref), sees, cut, partly)
				}
			}
			for ref := range got {
				if _, may := wanted[ref]; !may {
					t.Errorf("sees %s %s, which is not for him", ref.Kind, name(c, ref))
				}
			}
		})
	}
}

// name finds what the file calls a thing, for a test's words.
func name(c demo.Case, ref domain.Ref) string {
	for _, n := range []string{"g1", "g2", "g3", "g4", "g5", "e0", "e1", "e2", "e3", "e4", "e5", "m03", "m05", "m07", "m10", "m10b", "m11b", "m13", "c1", "c2", "c3", "f1", "f2", "v1", "v2", "v3", "v4",
		"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "i10", "i11", "p1", "p2", "p3", "p4"} {
		if demo.ID(c.Key, n) == ref.ID {
			return n
		}
	}
	return string(ref.ID)
}

// Who is not of a case sees nothing of it, whatever he is elsewhere.
func TestNobodyElseSeesAnything(t *testing.T) {
	outside := map[string][]string{
		"peter":  {"tobias", "xenia", "ingrid", "leder", "bjarne", "sofie", "mor"},
		"sofie":  {"maja", "jonas", "leder", "peter", "anette"},
		"birthe": {"maja", "jonas", "leder", "daryna", "amal"},
		"daryna": {"maja", "jonas", "leder", "birthe", "lene"},
	}
	for citizen, personas := range outside {
		c := testkit.CaseOf(t, citizen)
		f := facts(t, c)
		for _, p := range personas {
			if got := seen(f, relationTo(t, c, p), testkit.Anchor); len(got) > 0 {
				t.Errorf("%s sees %d things of %s", p, len(got), citizen)
			}
		}
	}
	c := testkit.CaseOf(t, "peter")
	jonas := relationTo(t, c, "jonas")
	for at, want := range map[time.Time]bool{
		jonas.Relation.From.Add(-time.Millisecond): false, jonas.Relation.From: true,
		jonas.Relation.To.Add(-time.Millisecond): true, jonas.Relation.To: false, testkit.Anchor: false,
	} {
		if got := len(seen(facts(t, c), jonas, at)) > 0; got != want {
			t.Errorf("the deputy at %v: sees %v, want %v", at, got, want)
		}
	}
	for _, role := range []domain.Role{domain.RoleTeamLead, domain.RoleAdmin, domain.RoleProvider, domain.RoleWorkplaceMentor, domain.RoleSystem, ""} {
		// A row in the store that ties such a person to the plan opens nothing.
		for _, kind := range []access.RelationKind{access.RelationConsultant, access.RelationProfessional, access.RelationContact, access.RelationCitizen, access.RelationDeputy} {
			v := access.Viewer{Actor: access.Actor{Person: c.Consultant, Role: role}, Relation: access.Relation{Kind: kind}}
			if got := seen(facts(t, c), v, testkit.Anchor); len(got) > 0 {
				t.Errorf("%s as %s sees %d things", role, kind, len(got))
			}
		}
	}
}

// The blocks that the case files expect say less than the exact sets; they are checked
// all the same, in the file's own words.
func TestTheFilesExpectations(t *testing.T) {
	for _, citizen := range []string{"peter", "sofie", "birthe", "daryna"} {
		expected, err := demo.ExpectedOf(citizen)
		if err != nil {
			t.Fatal(err)
		}
		c := testkit.CaseOf(t, citizen)
		f := facts(t, c)
		for _, e := range expected.Visibility {
			v := relationTo(t, c, e.Viewer)
			got := seen(f, v, testkit.Anchor)
			exactly := func(kind domain.Kind, names []string) {
				if names == nil {
					return
				}
				want := map[domain.ID]bool{}
				for _, n := range names {
					want[demo.ID(citizen, n)] = true
				}
				have := map[domain.ID]bool{}
				for ref := range got {
					if ref.Kind == kind {
						have[ref.ID] = true
					}
				}
				if !maps.Equal(want, have) {
					t.Errorf("%s: sees %d of kind %s, the file says %v", e.Viewer, len(have), kind, names)
				}
			}
			exactly(domain.KindGoal, e.SeesGoals)
			exactly(domain.KindMeeting, e.SeesMeetings)
			if e.Sees != nil && len(e.Sees) == 0 && len(got) > 0 {
				t.Errorf("%s sees %d things and should see none", e.Viewer, len(got))
			}
			for _, hidden := range e.Hidden {
				checkHidden(t, c, e, hidden, got)
			}
			for thing, scopes := range e.SeesOf {
				view := f.See(v, domain.Ref{Kind: domain.KindEffort, ID: demo.ID(citizen, thing)}, testkit.Anchor)
				if !view.Partial() || slices.Contains(view.Fields, "title") || slices.Contains(view.Fields, "plain") {
					t.Errorf("%s sees %v of %s, the file says %v", e.Viewer, view.Fields, thing, scopes)
				}
			}
		}
	}
}

// checkHidden reads one word of a file's "hidden": a thing's name, or a whole kind.
func checkHidden(t *testing.T, c demo.Case, e demo.ExpectedVisibility, hidden string, got map[domain.Ref]bool) {
	t.Helper()
	switch hidden {
	case "measurements":
		for ref := range got {
			if ref.Kind == domain.KindMeasurement || ref.Kind == domain.KindIndicator {
				t.Errorf("%s sees a %s", e.Viewer, ref.Kind)
			}
		}
	case "messages", "Lones noter":
		v := relationTo(t, c, e.Viewer)
		for _, thread := range c.Threads {
			own := slices.Contains(thread.Between, v.Person)
			if hidden == "Lones noter" && !thread.Confidential {
				continue
			}
			if reads, writes := access.Thread(v, thread, testkit.Anchor); reads || writes || own {
				t.Errorf("%s reads the thread between %v", e.Viewer, thread.Between)
			}
		}
	default:
		if !slices.ContainsFunc(c.Items, func(it demo.Item) bool { return it.ID == demo.ID(c.Key, hidden) }) {
			t.Errorf("the file hides %q, which is not in it", hidden)
		}
		for ref := range got {
			if ref.ID == demo.ID(c.Key, hidden) {
				t.Errorf("%s sees %s", e.Viewer, hidden)
			}
		}
	}
}
