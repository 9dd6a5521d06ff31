package domain

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// GlassReason is why somebody who does not work with a citizen must see her plan now.
type GlassReason string

// The reasons there are.
const (
	GlassDanger    GlassReason = "danger"    // life or health
	GlassAway      GlassReason = "away"      // nobody who works with her can be reached
	GlassEscalated GlassReason = "escalated" // what waits too long was told to a lead
	GlassComplaint GlassReason = "complaint" // she complained, or asked for it
)

// glassWords are the reasons as the citizen reads them.
var glassWords = map[GlassReason]string{
	GlassDanger:    "Fare for liv eller helbred",
	GlassAway:      "Din konsulent kan ikke nås",
	GlassEscalated: "Noget har ventet for længe",
	GlassComplaint: "En klage, eller du har bedt om det",
}

// Words gives the reason as the citizen reads it; "" for one that there is not.
func (r GlassReason) Words() string { return glassWords[r] }

// The bounds of a reason's own words, in characters.
const (
	MinGlassWords = 15
	MaxGlassWords = 500
)

// Glass is that a member of the staff looks at a plan that he does not work with.
type Glass struct {
	ID     ID          `json:"-"`
	Person ID          `json:"-"`
	Plan   ID          `json:"-"`
	At     time.Time   `json:"-"`
	Until  time.Time   `json:"-"`
	Reason GlassReason `json:"reason"`
	Words  string      `json:"words"`
}

// Validate checks the reason.
func (g Glass) Validate() error {
	var fields []FieldError
	if g.Reason.Words() == "" {
		fields = append(fields, FieldError{Field: "reason", Code: CodeInvalid, Detail: "Vælg en grund."})
	}
	if n := utf8.RuneCountInString(g.Words); n < MinGlassWords || n > MaxGlassWords {
		fields = append(fields, FieldError{Field: "words", Code: CodeInvalid, Detail: "Skriv mindst 15 tegn om, hvorfor du må se planen nu."})
	}
	if len(fields) > 0 {
		return Invalid(fields...)
	}
	return nil
}

// Why is the reason as it stands in the citizen's log.
func (g Glass) Why() string { return g.Reason.Words() + ": " + g.Words }

// SameName compares whole names as people write them: case and spaces do not count.
func SameName(x, y string) bool {
	return slices.Equal(strings.Fields(strings.ToLower(x)), strings.Fields(strings.ToLower(y)))
}

// BornOn says whether a CPR number is of somebody born on a day. It has two digits of the year; a
// replacement number has 60 added to the day.
func BornOn(cpr string, day Date) bool {
	if len(cpr) != 10 || day == "" || !day.Valid() {
		return false
	}
	d := []byte(cpr[:2])
	if d[0] >= '6' {
		d[0] -= 6
	}
	return string(d)+cpr[2:6] == string(day[8:10])+string(day[5:7])+string(day[2:4])
}
