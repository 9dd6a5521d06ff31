package config

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tavlen/backend/domain"
)

// Texts holds the municipality's own words where it may choose them.
type Texts struct {
	DutyText string `name:"duty-text" env:"TAVLEN_DUTY_TEXT" placeholder:"TEXT" help:"What a mandatory meeting says of the duty to come; {consultant} stands for the consultant's name (default a Danish text)."`
}

// Validate reports the first text that is wrong, as a *Problem.
func (t *Texts) Validate() error { return t.resolve(new(Settings)) }

// resolve checks the texts and writes them to set.
func (t *Texts) resolve(set *Settings) error {
	set.DutyText = strings.TrimSpace(t.DutyText)
	if set.DutyText == "" {
		set.DutyText = domain.DefaultDutyText
	}
	unreadable := func(r rune) bool { return unicode.IsControl(r) && r != '\n' || r == utf8.RuneError }
	switch n := utf8.RuneCountInString(set.DutyText); {
	case n > domain.MaxText:
		return problem(nameDutyText, "write a shorter text", "has %d characters, and %d are the most", n, domain.MaxText)
	case strings.ContainsFunc(set.DutyText, unreadable):
		return problem(nameDutyText, "write plain text", "holds characters that cannot be shown")
	}
	return nil
}
