package assessment_test

import (
	"strings"
	"testing"

	"tavlen/backend/assessment"
)

// The team that ships is right by its own rules, and is that of the sources.
func TestTheTeamThatShips(t *testing.T) {
	team := assessment.Builtin()
	if team.Minutes != 30 || len(team.Professions) != 3 {
		t.Errorf("%+v", team)
	}
	for _, code := range []string{"sygeplejerske", "psykolog", "fysio_ergo"} {
		if team.Profession(code) == nil {
			t.Errorf("there is no %s", code)
		}
	}
	if team.Profession("kok") != nil {
		t.Error("a cook is in the team")
	}
}

func TestAFileIsRefusedWithItsLine(t *testing.T) {
	good := string(assessment.Default)
	for what, c := range map[string]struct{ from, to, want string }{
		"an unknown field":    {`"minutes": 30`, `"minutes": 30, "minuts": 3`, "/minuts: unknown field"},
		"no team":             {`"team": [`, `"teem": [`, "/team: missing"},
		"a code twice":        {`"code": "psykolog"`, `"code": "sygeplejerske"`, `/team/1/code: "sygeplejerske" is already the code of /team/0`},
		"hard words":          {"Det er ikke en undersøgelse.", "Samtalen omhandler helbredsmæssige funktionsnedsættelser, funktionsbegrænsninger, beskæftigelsesrettede skånehensyn samt behandlingsmuligheder.", "line 11: /team/0/purpose: what the citizen reads of it has LIX"},
		"asks for a label":    {"Hvordan sover og spiser du?", "Hvad er din diagnose?", "asks for a diagnosis"},
		"too short a break":   {`"break_minutes": 10`, `"break_minutes": 0`, "/break_minutes: "},
		"no JSON":             {`"minutes": 30,`, `"minutes": 30`, "is not JSON"},
		"words that are none": {`"title": "Psykolog"`, `"title": " "`, "/team/1/title: must not be empty"},
	} {
		bad := strings.Replace(good, c.from, c.to, 1)
		if _, err := assessment.Parse("x.json", []byte(bad)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", what, err, c.want)
		}
	}
	if _, err := assessment.Parse("x.json", append([]byte("\xef\xbb\xbf"), good...)); err != nil {
		t.Errorf("with Windows' mark: %v", err)
	}
	if _, err := assessment.Read(t.TempDir() + "/none.json"); err == nil {
		t.Error("a file that is not there was read")
	}
}
