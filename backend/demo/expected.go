package demo

import (
	"fmt"
	"strings"

	"tavlen/backend/domain"
)

// Expected is what tests of other packages may expect of one citizen of the shipped
// files when the clock stands at the anchor. Names are those of the files: ID and
// PersonID give what they are called in an installation. Nothing but tests reads it.
type Expected struct {
	Note        string               `json:"note"`
	Thresholds  map[string]any       `json:"thresholds"`
	NextMeeting string               `json:"next_meeting"`
	Today       ExpectedToday        `json:"today"`
	Alerts      []ExpectedAlert      `json:"alerts"`
	NoAlert     []ExpectedNoAlert    `json:"no_alert"`
	OpenFlags   []string             `json:"open_flags"`
	PaperPrint  string               `json:"paper_print"`
	Visibility  []ExpectedVisibility `json:"visibility"`
	JudgedRules []string             `json:"judged_rules"`
	Levels      []string             `json:"levels"`
}

// ExpectedToday is what the citizen's first screen says of the day.
type ExpectedToday struct {
	Effort string `json:"effort"`
	Text   string `json:"text"`
}

// ExpectedAlert is an alert that must fire. From and To are the days of a gap, both
// included; the numbers are days.
type ExpectedAlert struct {
	Rule             string      `json:"rule"`
	Level            string      `json:"level"`
	Effort           string      `json:"effort"`
	Agreement        string      `json:"agreement"`
	Meeting          string      `json:"meeting"`
	Message          string      `json:"message"`
	Owner            string      `json:"owner"`
	From             domain.Date `json:"from"`
	To               domain.Date `json:"to"`
	Days             int         `json:"days"`
	DaysLeft         int         `json:"days_left"`
	DaysOver         int         `json:"days_over"`
	Limit            int         `json:"limit"`
	SoftenedBy       []string    `json:"softened_by"`
	Suggest          string      `json:"suggest"`
	Note             string      `json:"note"`
	TellCitizen      string      `json:"tell_citizen"`
	TellConsultantAs string      `json:"tell_consultant_as"`
	TellStaff        []string    `json:"tell_staff"`
}

// ExpectedNoAlert is an alert that must not fire, and why.
type ExpectedNoAlert struct {
	Rule      string `json:"rule"`
	Effort    string `json:"effort"`
	Agreement string `json:"agreement"`
	Meeting   string `json:"meeting"`
	Message   string `json:"message"`
	Why       string `json:"why"`
}

// ExpectedVisibility is what one viewer sees. A nil list says nothing; an empty one says
// nothing is seen. Hidden holds names, or words for a whole kind ("messages").
type ExpectedVisibility struct {
	Viewer       string   `json:"viewer"`
	Sees         []string `json:"sees"`
	SeesGoals    []string `json:"sees_goals"`
	SeesMeetings []string `json:"sees_meetings"`
	Hidden       []string `json:"hidden"`
	Note         string   `json:"note"`
	HTTP         string   `json:"http"`
	// SeesOf holds what is seen of a thing that is else hidden: "e2" → schedule, attendance.
	SeesOf map[string][]string `json:"-"`
}

// ExpectedOf gives what is expected of a citizen of the shipped files. The error says
// that no file has her, or nothing is expected of her.
func ExpectedOf(citizen string) (Expected, error) {
	var out Expected
	files, problem := parseFiles(Builtin())
	if problem != nil {
		return out, problem
	}
	for _, f := range files {
		for _, c := range objects(f.root["citizens"]) {
			if str(c["id"]) != citizen {
				continue
			}
			block, ok := c["expected"].(map[string]any)
			if !ok {
				block, ok = f.root["expected"].(map[string]any)
			}
			if ok {
				return out, out.read(clone(block))
			}
		}
	}
	return out, fmt.Errorf("nothing is expected of %q", citizen)
}

func (e *Expected) read(block map[string]any) error {
	var seesOf []map[string][]string
	for _, v := range objects(block["visibility"]) {
		of := map[string][]string{}
		for _, key := range sortedKeys(v) {
			name, ok := strings.CutPrefix(key, "sees_of_")
			if !ok {
				continue
			}
			list, _ := v[key].([]any)
			for _, what := range list {
				of[name] = append(of[name], str(what))
			}
			delete(v, key)
		}
		seesOf = append(seesOf, of)
	}
	if err := decode(block, e); err != nil {
		return err
	}
	for i := range e.Visibility {
		e.Visibility[i].SeesOf = seesOf[i]
	}
	return nil
}
