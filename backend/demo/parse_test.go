package demo

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tavlen/backend/domain"
)

func builtinSet(t *testing.T) *Set {
	t.Helper()
	set, err := Parse(Builtin()...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func caseOf(t *testing.T, set *Set, key string) *Case {
	t.Helper()
	for i := range set.Cases {
		if set.Cases[i].Key == key {
			return &set.Cases[i]
		}
	}
	t.Fatalf("no case %q", key)
	return nil
}

func itemOf[T domain.Item](t *testing.T, c *Case, id domain.ID) T {
	t.Helper()
	for _, it := range c.Items {
		if v, ok := it.Item.(T); ok && it.ID == id {
			return v
		}
	}
	t.Fatalf("%s has no %T %s", c.Key, *new(T), id)
	return *new(T)
}

// rawCitizens gives the citizens as the files have them, by name.
func rawCitizens(t *testing.T) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, f := range Builtin() {
		var root map[string]any
		if err := json.Unmarshal(f.Data, &root); err != nil {
			t.Fatal(err)
		}
		for _, c := range objects(root["citizens"]) {
			out[str(c["id"])] = c
		}
	}
	return out
}

// fileKinds says under which path a citizen's part holds the things of each kind.
var fileKinds = map[domain.Kind]string{
	domain.KindPlan: "plan", domain.KindDream: "dream", domain.KindStrength: "strengths/*", domain.KindChallenge: "challenges/*", domain.KindGoal: "goals/*",
	domain.KindStep: "goals/*/steps/*", domain.KindEffort: "efforts/*", domain.KindAgreement: "agreements/*", domain.KindMeeting: "meetings/*",
	domain.KindPlanChange: "plan_changes/*", domain.KindFlag: "flags/*", domain.KindCheckin: "checkins/*", domain.KindIndicator: "indicators/*",
	domain.KindMeasurement: "measurements/*", domain.KindConsent: "consents/*", domain.KindContact: "network_contacts/*", domain.KindEvent: "events/*",
	domain.KindWish: "wishes/*", domain.KindAttachment: "attachments/*", // no case file has any yet
	domain.KindMeetingRequest: "meeting_requests/*", domain.KindContactAttempt: "contact_attempts/*",
	domain.KindHandover:   "handovers/*", // no case file has any yet
	domain.KindAssessment: "assessments/*", domain.KindAssessmentNote: "assessment_notes/*",
	domain.KindStory: "stories/*", domain.KindRightsRequest: "rights_requests/*", // no case file has any yet
}

func countAt(c map[string]any, path string) int {
	n := 0
	visit(c, strings.Split(path, "/"), "", func(map[string]any, string) { n++ })
	return n
}

func TestEveryThingOfTheFilesIsInTheSet(t *testing.T) {
	set := builtinSet(t)
	raw := rawCitizens(t)
	if len(set.Cases) != len(raw) {
		t.Fatalf("%d cases of %d citizens", len(set.Cases), len(raw))
	}
	for _, kind := range domain.Kinds {
		if fileKinds[kind] == "" {
			t.Errorf("nobody says where the files have things of kind %s", kind)
		}
	}
	for i := range set.Cases {
		c := &set.Cases[i]
		got := map[domain.Kind]int{}
		for _, it := range c.Items {
			got[it.Item.Kind()]++
		}
		for kind, path := range fileKinds {
			if want := countAt(raw[c.Key], path); got[kind] != want {
				t.Errorf("%s: %d things of kind %s, the file has %d", c.Key, got[kind], kind, want)
			}
		}
		for what, n := range map[string][2]int{
			"threads":    {len(c.Threads), countAt(raw[c.Key], "threads/*")},
			"messages":   {len(c.Messages), countAt(raw[c.Key], "threads/*/messages/*")},
			"contacts":   {len(c.Contacts), countAt(raw[c.Key], "network_contacts/*")},
			"access log": {len(c.AccessLog), countAt(raw[c.Key], "access_log/*")},
		} {
			if n[0] != n[1] {
				t.Errorf("%s: %d %s, the file has %d", c.Key, n[0], what, n[1])
			}
		}
	}
}

// leaves counts the texts, numbers and yeses of a JSON value.
func leaves(v any, into map[string]int) {
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			leaves(e, into)
		}
	case []any:
		for _, e := range v {
			leaves(e, into)
		}
	case string:
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			v = at.UTC().Format(time.RFC3339)
		}
		into[v]++
	case float64:
		b, _ := json.Marshal(v)
		into[string(b)]++
	case bool:
		if v {
			into["true"]++
		}
	}
}

// What the files say is kept word for word, number for number: each leaf of a citizen's
// part stands in the case at least as often, a name as the id it became.
func TestNothingOfTheFilesIsDropped(t *testing.T) {
	set := builtinSet(t)
	for key, raw := range rawCitizens(t) {
		for _, left := range []string{"children", "ui_samples", "expected"} {
			delete(raw, left)
		}
		for _, thread := range objects(raw["threads"]) {
			delete(thread, "id")         // the consultant's thread goes by the plan
			delete(thread, "visibility") // says once more whom it is between
		}
		want := map[string]int{}
		leaves(raw, want)
		doc, err := json.Marshal(caseOf(t, set, key))
		if err != nil {
			t.Fatal(err)
		}
		var back any
		if err := json.Unmarshal(doc, &back); err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		leaves(back, got)
		for leaf, n := range want {
			have := got[leaf] + got[string(ID(key, leaf))] + got[string(PersonID(leaf))]
			if leaf == key {
				have += got["citizen"] // in a list of viewers
			}
			if _, number := want[leaf]; number && isNumber(leaf) {
				have += n // numbers are compared field by field by the strict decoder; "3 of 4" became ticks
			}
			if have < n {
				t.Errorf("%s: %q stands %d times in the file and %d times in the case", key, leaf, n, have)
			}
		}
	}
}

func isNumber(s string) bool {
	var f float64
	return json.Unmarshal([]byte(s), &f) == nil
}

func TestNothingAboutChildrenIsKept(t *testing.T) {
	raw := rawCitizens(t)["daryna"]
	children, ok := raw["children"].(map[string]any)
	if !ok {
		t.Fatal("the file has no children any more; take another example")
	}
	c := caseOf(t, builtinSet(t), "daryna")
	doc, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{str(children["note"]), "children", "ui_samples", "nav.today"} {
		if strings.Contains(string(doc), never) {
			t.Errorf("the case holds %q", never)
		}
	}
	if got := c.Citizen.Citizen.Agreement.LatestMeetingEnd; got != "14:30" {
		t.Errorf("latest meeting end %q: what a meeting must heed was lost with the children", got)
	}
}

func TestReferencesBecomeIDs(t *testing.T) {
	set := builtinSet(t)
	peter := caseOf(t, set, "peter")
	e1 := itemOf[*domain.Effort](t, peter, ID("peter", "e1"))
	if e1.Responsible != PersonID("vibeke") || e1.PlaceContact != PersonID("mogens") || e1.FollowUp.EndMeeting != ID("peter", "m18") ||
		e1.Adjustments[0].BecauseFlag != ID("peter", "f1") || !slices.Equal(e1.Goals, []domain.ID{ID("peter", "g1"), ID("peter", "g4")}) {
		t.Errorf("e1 refers to others than the file: %+v", e1)
	}
	want := []string{"citizen", "consultant", string(PersonID("vibeke")), string(PersonID("anette"))}
	if diff := cmp.Diff(want, e1.Visibility); diff != "" {
		t.Errorf("who sees e1 (-want +got):\n%s", diff)
	}
	// A citizen's own name in a list of viewers is the word for her.
	if f2 := itemOf[*domain.Flag](t, peter, ID("peter", "f2")); !slices.Equal(f2.Visibility, []string{"citizen", string(PersonID("lone"))}) {
		t.Errorf("f2 is seen by %v", f2.Visibility)
	}
	if m := itemOf[*domain.Measurement](t, peter, ID("peter", "p2")); len(m.Values) != 11 || m.Values[ID("peter", "i10")] != 6 {
		t.Errorf("p2 holds %v", m.Values)
	}
	head := itemOf[*domain.Plan](t, peter, ID("peter", "plan-peter"))
	if head.Citizen != PersonID("peter") || head.Consultant != PersonID("maja") || head.Status != domain.StatusActive || head.Aim == "" || head.TypeLabel == "" {
		t.Errorf("the head of the plan is %+v", head)
	}
	if peter.Plan != ID("peter", "plan-peter") || peter.Consultant != PersonID("maja") {
		t.Errorf("the case is of plan %s with consultant %s", peter.Plan, peter.Consultant)
	}
}

func TestTicksHaveNoMadeUpDays(t *testing.T) {
	s := itemOf[*domain.Step](t, caseOf(t, builtinSet(t), "peter"), ID("peter", "g1s4"))
	want := []domain.Tick{{ID: TickID("peter", "g1s4", 0)}, {ID: TickID("peter", "g1s4", 1)}, {ID: TickID("peter", "g1s4", 2)}}
	if diff := cmp.Diff(want, s.Ticks); diff != "" || s.Of != 4 || s.Goal != ID("peter", "g1") {
		t.Errorf("of %d, goal %s, ticks (-want +got):\n%s", s.Of, s.Goal, diff)
	}
}

func TestThreadsAndDeputies(t *testing.T) {
	set := builtinSet(t)
	peter := caseOf(t, set, "peter")
	want := []domain.Thread{
		{ID: ThreadID(peter.Plan), Plan: peter.Plan, Between: []domain.ID{PersonID("peter"), PersonID("maja")}, Deputy: PersonID("jonas"), ReplyHours: 8},
		{ID: ID("peter", "th-peter-lone"), Plan: peter.Plan, Between: []domain.ID{PersonID("peter"), PersonID("lone")}, Confidential: true},
	}
	if diff := cmp.Diff(want, peter.Threads); diff != "" {
		t.Errorf("threads (-want +got):\n%s", diff)
	}
	day := domain.Date("2026-11-20")
	windows := []Window{{Deputy: PersonID("jonas"), From: day.Start().UTC(), To: day.End().UTC(), Why: "Maja havde fri"}}
	if diff := cmp.Diff(windows, peter.Deputies); diff != "" {
		t.Errorf("deputy windows (-want +got):\n%s", diff)
	}
	for _, p := range set.Staff {
		if p.Key == "jonas" && !slices.Equal(p.Person.DeputyFor, []domain.ID{PersonID("maja")}) {
			t.Errorf("jonas is deputy for %v", p.Person.DeputyFor)
		}
	}
	for _, key := range []string{"sofie", "birthe", "daryna"} {
		if c := caseOf(t, set, key); len(c.Deputies) != 0 {
			t.Errorf("%s has a deputy's window nobody logged: %v", key, c.Deputies)
		}
	}
}

func TestPersonas(t *testing.T) {
	var keys []string
	roles := map[string]domain.Role{}
	for _, p := range builtinSet(t).Personas() {
		keys = append(keys, p.Key)
		roles[p.Key] = p.Role
		if p.Person != PersonID(p.Key) || p.Name == "" {
			t.Errorf("%+v", p)
		}
	}
	want := []string{"amal", "anette", "birthe", "daryna", "frida", "ingrid", "jonas", "kalle", "leder", "lene", "lone", "maja", "mie", "mor", "palle", "peter", "sanne", "sofie", "tobias", "vibeke", "xenia"}
	slices.Sort(keys)
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Errorf("who can sign in: not Bjarne, who was removed, nor those without a login (-want +got):\n%s", diff)
	}
	if roles["peter"] != domain.RoleCitizen || roles["maja"] != domain.RoleConsultant || roles["leder"] != domain.RoleTeamLead || roles["anette"] != domain.RoleContact || roles["lone"] != domain.RoleProfessional {
		t.Errorf("roles are %v", roles)
	}
}

// The ids are part of what links, tests and kept demo databases rest on.
func TestIDsStayTheSame(t *testing.T) {
	for _, c := range []struct{ got, want domain.ID }{
		{PersonID("peter"), "nT9G4TfQWvn65LOCRZsZ-w"},
		{ID("peter", "e1"), "E_qJ5xfLxEz1Nwevjr8KPA"},
	} {
		if c.got != c.want || !c.got.Valid() {
			t.Errorf("id %s, was %s", c.got, c.want)
		}
	}
	if ID("peter", "e1") == ID("sofie", "e1") || ID("peter", "maja") == PersonID("maja") {
		t.Error("two things share an id")
	}
	a, b := builtinSet(t), builtinSet(t)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("read twice, two sets (-first +second):\n%s", diff)
	}
	seen := map[domain.ID]string{}
	for _, c := range a.Cases {
		for _, it := range c.Items {
			what := c.Key + " " + string(it.Item.Kind())
			if other := seen[it.ID]; other != "" && what != c.Key+" dream" { // the dream goes by the plan's id
				t.Errorf("%s and %s share an id", other, what)
			}
			seen[it.ID] = what
		}
	}
}

func TestOrderOfTheFileIsTheRank(t *testing.T) {
	var last string
	for _, it := range caseOf(t, builtinSet(t), "peter").Items {
		if s, ok := it.Item.(*domain.Step); ok {
			if s.Rank <= last {
				t.Errorf("step %q has rank %q after %q", s.Text, s.Rank, last)
			}
			last = s.Rank
		}
	}
	for _, n := range []int{0, 1, 2, 7, 40, 200, 1000, 5000} {
		r := ranks(n)
		if len(r) != n || !slices.IsSorted(r) || len(slices.Compact(slices.Clone(r))) != n {
			t.Fatalf("%d ranks are not %d in order", n, n)
		}
		for _, s := range r {
			if strings.HasSuffix(s, "0") {
				t.Fatalf("rank %q leaves no room before it", s)
			}
		}
	}
}

func TestExpectedIsThereForOtherTests(t *testing.T) {
	e, err := ExpectedOf("peter")
	if err != nil {
		t.Fatal(err)
	}
	if e.NextMeeting != "m11b" || e.Today.Effort != "e1" || len(e.Alerts) != 3 || len(e.Visibility) != 5 {
		t.Errorf("Peter's: %+v", e)
	}
	for _, v := range e.Visibility {
		switch v.Viewer {
		case "anette":
			if !slices.Equal(v.SeesGoals, []string{"g1", "g3", "g4", "g5"}) {
				t.Errorf("anette: %+v", v)
			}
		case "maja":
			if !slices.Equal(v.SeesOf["e2"], []string{"schedule", "attendance"}) {
				t.Errorf("maja: %+v", v)
			}
		case "bjarne":
			if v.Sees == nil || len(v.Sees) != 0 || v.SeesGoals != nil {
				t.Errorf("bjarne sees nothing, and that is said: %+v", v)
			}
		}
	}
	for _, other := range []string{"sofie", "birthe", "daryna"} {
		if e, err := ExpectedOf(other); err != nil || len(e.JudgedRules) == 0 {
			t.Errorf("%s: %+v, %v", other, e, err)
		}
	}
	if _, err := ExpectedOf("nobody"); err == nil {
		t.Error("something is expected of nobody")
	}
}
