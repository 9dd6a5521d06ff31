package attention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// What the case files expect at their anchor, rule by rule: nothing less, and of the rules
// they judge nothing more.
func TestCasesAtTheirAnchor(t *testing.T) {
	set := shipped(t)
	for i := range set.Cases {
		c := &set.Cases[i]
		t.Run(c.Key, func(t *testing.T) {
			want, err := demo.ExpectedOf(c.Key)
			if err != nil {
				t.Fatal(err)
			}
			got := evaluate(attentive(set, c), set.Anchor)
			for _, a := range got {
				if slices.Contains(want.JudgedRules, string(a.Rule)) && !slices.ContainsFunc(want.Alerts, func(w demo.ExpectedAlert) bool { return about(c.Key, w) == subject(a) }) {
					t.Errorf("not expected: %+v", a)
				}
			}
			for _, w := range want.Alerts {
				j := slices.IndexFunc(got, func(a attention.Alert) bool { return subject(a) == about(c.Key, w) })
				if j < 0 {
					t.Errorf("%s is missing in %+v", about(c.Key, w), got)
					continue
				}
				expect(t, set, c, w, got[j])
			}
			for _, no := range want.NoAlert {
				w := demo.ExpectedAlert{Rule: no.Rule, Effort: no.Effort, Agreement: no.Agreement, Meeting: no.Meeting, Message: no.Message}
				for _, a := range got {
					if subject(a) == about(c.Key, w) || strings.HasSuffix(about(c.Key, w), " ") && string(a.Rule) == w.Rule {
						t.Errorf("%s should not fire: %s; %+v", about(c.Key, w), no.Why, a)
					}
				}
			}
			for _, flag := range want.OpenFlags {
				if !slices.ContainsFunc(got, func(a attention.Alert) bool {
					return a.Rule == attention.FlagOpen && a.Subject.ID == demo.ID(c.Key, flag)
				}) {
					t.Errorf("flag %s is not open in %+v", flag, got)
				}
			}
		})
	}
}

// about and subject name an alert by its rule and thing; of the plan itself by the rule alone.
func about(key string, w demo.ExpectedAlert) string {
	for _, name := range []string{w.Effort, w.Agreement, w.Meeting, w.Message} {
		if name != "" {
			return w.Rule + " " + string(demo.ID(key, name))
		}
	}
	return w.Rule + " "
}

func subject(a attention.Alert) string {
	if a.Subject.Kind == domain.KindPlan {
		return string(a.Rule) + " "
	}
	return string(a.Rule) + " " + string(a.Subject.ID)
}

func expect(t *testing.T, set *demo.Set, c *demo.Case, w demo.ExpectedAlert, a attention.Alert) {
	t.Helper()
	is := func(what string, want, got any) {
		t.Helper()
		if fmt.Sprint(want) != fmt.Sprint(got) {
			t.Errorf("%s: %s: want %v, got %v", w.Rule, what, want, got)
		}
	}
	is("level", w.Level, a.Level)
	is("days left", w.DaysLeft, a.DaysLeft)
	is("days over", w.DaysOver, a.DaysOver)
	if w.Days != 0 {
		is("days", w.Days, a.Days)
	}
	if w.Limit != 0 {
		is("limit", w.Limit, a.Limit)
	}
	is("from", w.From, a.From)
	is("to", w.To, a.To)
	if w.Owner != "" {
		is("owner", demo.PersonID(w.Owner), a.Owner)
	}
	var soft []domain.ID
	for _, name := range w.SoftenedBy {
		soft = append(soft, demo.ID(c.Key, name))
	}
	is("softened by", soft, a.SoftenedBy)
	if w.TellStaff != nil {
		is("told", wantTold(w.TellStaff), toldAs(set, a))
	}
	if w.TellConsultantAs != "" {
		told, ok := a.Tells(c.Consultant)
		is("consultant is told without seeing more", true, ok && told.Neutral)
		is("words for the consultant", w.TellConsultantAs, a.Words.Neutral.Danish)
	}
	if w.TellCitizen != "" {
		is("words for the citizen", citizenWords(w, a, set), a.Words.Citizen.Danish)
	}
	if w.Suggest != "" {
		first, _, _ := strings.Cut(w.Suggest, ".")
		is("suggestion", true, strings.HasPrefix(a.Words.Suggest.Danish, first+"."))
	}
	if a.Words.Staff.English == "" || a.Words.Citizen.Danish != "" && a.Words.Citizen.English == "" {
		t.Errorf("%s has no English words: %+v", w.Rule, a.Words)
	}
}

// citizenWords are the file's. Two things in them nobody can know from a plan: whether a
// name is a he or a she, for which the name itself stands, and what an agreement is called
// in three words, for which its own words stand.
func citizenWords(w demo.ExpectedAlert, a attention.Alert, set *demo.Set) string {
	text := w.TellCitizen
	for _, s := range set.Staff {
		if s.Person.ID == a.Owner {
			text = strings.NewReplacer(" Han har", " "+s.Person.CalledName()+" har", " Hun har", " "+s.Person.CalledName()+" har").Replace(text)
		}
	}
	if a.Rule == attention.AgreementOverdue {
		_, heard, _ := strings.Cut(text, ". ")
		return "Det skulle være sket 20. november: Maja undersøger, om Peter kan få støtte til arbejdssko. " + heard
	}
	return text
}

func wantTold(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return out
}

// toldAs names who is told: staff who see it by their names in the file, the others by their role.
func toldAs(set *demo.Set, a attention.Alert) []string {
	var out []string
	for _, told := range a.Told {
		switch {
		case told.Role == attention.RoleDeputy || told.Role == attention.RoleLeader:
			out = append(out, string(told.Role))
		case !told.Neutral:
			i := slices.IndexFunc(set.Staff, func(s demo.Staff) bool { return s.Person.ID == told.Person })
			out = append(out, set.Staff[i].Key)
		}
	}
	slices.Sort(out)
	return out
}
