package consents_test

import (
	"strings"
	"testing"

	"tavlen/backend/consents"
)

// The texts that ship are right by their own rules, and offer nothing for more than a year.
func TestTheTextsThatShip(t *testing.T) {
	t.Parallel()
	texts := consents.Builtin()
	for _, code := range []string{"one_plan", "department_times", "department_schedule", "share_assessment"} {
		if x := texts.Text(code); x == nil || x.Version != 1 || x.Months > 12 {
			t.Errorf("%s: %+v", code, x)
		}
	}
	if got := texts.Text("department_times").For("Rusmiddelcenteret"); !strings.Contains(got, "tider hos Rusmiddelcenteret,") || strings.Contains(got, "{") {
		t.Error(got)
	}
}

// A file that is wrong is refused with the place and the reason.
func TestAFileThatIsWrong(t *testing.T) {
	t.Parallel()
	ships := string(consents.Default)
	for _, c := range []struct{ what, from, to, want string }{
		{"two of a code", `"code": "department_schedule"`, `"code": "department_times"`, `/texts/2/code: "department_times" is already the code of /texts/1`},
		{"more than a year", `"months": 6`, `"months": 13`, "/texts/1/months"},
		{"a scope that nothing opens", `"attendance"`, `"diagnosis"`, "/texts/1/scope/1"},
		{"a department that is not named", "tider hos {department}, og", "tider hos dem, og", "/texts/1/text: {department} stands in the text of share_department"},
		{"a department where none is meant", "Jeg siger ja til én fælles plan.", "Jeg siger ja til {department}.", "/texts/0/text: {department} stands"},
		{"a scope where none is meant", `"kind": "one_plan",`, `"kind": "one_plan", "scope": ["schedule"],`, "/texts/0/scope"},
		{"no text for an assessment", `"kind": "share_assessment"`, `"kind": "one_plan"`, "/texts: no text of the kind share_assessment"},
		{"hard words", "Ikke hvad det handler om.", strings.Repeat("Forvaltningsmyndighedernes videregivelsesadgang indskrænkes tilsvarende ", 6) + ".", "LIX"},
		{"an unknown word", `"months": 12`, `"months": 12, "years": 1`, "/texts/0/years: unknown field"},
	} {
		_, err := consents.Parse("f.json", []byte(strings.Replace(ships, c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
	}
}
