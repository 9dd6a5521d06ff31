package config

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tavlen/backend/domain"
)

// Texts holds the municipality's own words where it may choose them.
type Texts struct {
	DutyText string `name:"duty-text" env:"TAVLEN_DUTY_TEXT" placeholder:"TEXT" help:"What a mandatory meeting says of the duty to come; {consultant} stands for the consultant's name (default a Danish text)."`
	Hours    string `name:"hours" env:"TAVLEN_HOURS" placeholder:"HOURS" help:"Working hours of staff who have none of their own, such as 'man-tors 8.30-15.30, fre 8.30-13.00'."`
	// Emergency replaces the whole block, so that nothing of another region stays in it.
	Emergency string `name:"emergency" env:"TAVLEN_EMERGENCY" placeholder:"NAME|NUMBER|WHEN;…" help:"Where to call when it cannot wait, in the order shown (default 112, the doctor on call, Livslinien)."`
	// Complain names the municipality's own data protection officer, whom the default cannot know.
	Complain string `name:"complain" env:"TAVLEN_COMPLAIN" placeholder:"TEXT" help:"Where a citizen can complain when something is not corrected or erased: Datatilsynet and your data protection officer (default a Danish text without his name)."`
}

// Validate reports the first text that is wrong, as a *Problem.
func (t *Texts) Validate() error { return t.resolve(new(Settings)) }

func unreadable(r rune) bool { return unicode.IsControl(r) && r != '\n' || r == utf8.RuneError }

// resolve checks the texts and writes them to set.
func (t *Texts) resolve(set *Settings) error {
	set.DutyText = strings.TrimSpace(t.DutyText)
	if set.DutyText == "" {
		set.DutyText = domain.DefaultDutyText
	}
	switch n := utf8.RuneCountInString(set.DutyText); {
	case n > domain.MaxText:
		return problem(nameDutyText, "write a shorter text", "has %d characters, and %d are the most", n, domain.MaxText)
	case strings.ContainsFunc(set.DutyText, unreadable):
		return problem(nameDutyText, "write plain text", "holds characters that cannot be shown")
	}
	set.Hours = strings.Join(strings.Fields(t.Hours), " ")
	set.Complain = strings.Join(strings.Fields(t.Complain), " ")
	if set.Complain == "" {
		set.Complain = domain.DefaultComplain
	}
	if n := utf8.RuneCountInString(set.Complain); n > domain.MaxText {
		return problem(nameComplain, "write a shorter text", "has %d characters, and %d are the most", n, domain.MaxText)
	}
	if strings.ContainsFunc(set.Complain, unreadable) {
		return problem(nameComplain, "write plain text", "holds characters that cannot be shown")
	}
	var err error
	set.Emergency, err = emergency(t.Emergency)
	return err
}

// dialled is a telephone number as a button can call it: digits, spaces, a plus in front.
var dialled = regexp.MustCompile(`^\+?[0-9][0-9 ]{1,18}$`)

// emergency reads the numbers of the block that stands on every page of messages. 112 must
// be one of them: whoever is in danger looks there first.
func emergency(s string) ([]domain.EmergencyNumber, error) {
	if strings.TrimSpace(s) == "" {
		return domain.DefaultEmergency, nil
	}
	const mend = "write name|number|when, with ; between them; the number may be empty"
	var out []domain.EmergencyNumber
	found := false
	for entry := range strings.SplitSeq(s, ";") {
		parts := strings.Split(entry, "|")
		for i := range parts {
			parts[i] = strings.Join(strings.Fields(parts[i]), " ")
		}
		if len(parts) != 3 || parts[0] == "" || utf8.RuneCountInString(entry) > 300 || strings.ContainsFunc(entry, unreadable) {
			return nil, problem(nameEmergency, mend, "has no name, number and when in entry %d", len(out)+1)
		}
		if parts[1] != "" && !dialled.MatchString(parts[1]) {
			return nil, problem(nameEmergency, mend, "has a number in entry %d that no telephone can call", len(out)+1)
		}
		found = found || parts[1] == "112"
		out = append(out, domain.EmergencyNumber{Label: parts[0], Number: parts[1], When: parts[2]})
	}
	if !found {
		return nil, problem(nameEmergency, "add 112|112|Livsfare", "leaves out 112")
	}
	return out, nil
}
