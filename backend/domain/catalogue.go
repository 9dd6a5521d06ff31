package domain

import (
	"fmt"
	"regexp"
)

// CatalogueEntry is one sort of help that the municipality can give: what it is in plain
// words, before anyone has it. An effort on a plan names it by its code.
type CatalogueEntry struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	// Area is the part of life under which people look for it.
	Area Area `json:"area"`
	// Picture names a drawing of the app (frontend/src/lib/catalogue/pictures.ts).
	Picture    string `json:"picture"`
	Department string `json:"department"`
	// Confidential help is nobody's business but the citizen's and the department's: a
	// wish for it goes only where the citizen sends it. Help of a confidential department
	// is so in any case.
	Confidential bool `json:"confidential,omitempty"`
	JobOriented  bool `json:"job_oriented,omitempty"`
	// Plain says in a sentence or two what it is.
	Plain string `json:"plain"`
	// What happens, a sentence at a time.
	What []string `json:"what"`
	// Who one meets.
	Who string `json:"who"`
	// HowLong it takes, and how often.
	HowLong string   `json:"how_long"`
	Bring   []string `json:"bring,omitempty"`
	// Direct tells how to get it without asking anybody at the municipality first.
	Direct string      `json:"direct,omitempty"`
	Limits []TimeLimit `json:"limits,omitempty"`
	// Retired entries are in the catalogue no more; they stay so that the efforts and
	// wishes that name them can be read.
	Retired bool `json:"retired,omitempty"`
}

// LimitKind says what a time limit limits.
type LimitKind string

// The sorts of time limits: how long it may last, by how much that may be prolonged (the
// first time, and each time after), and how soon after being asked for it must begin.
const (
	LimitLongest     LimitKind = "longest"
	LimitExtension   LimitKind = "extension"
	LimitExtendAgain LimitKind = "extend_again"
	LimitStartWithin LimitKind = "start_within"
)

// TimeLimit is a limit that a law or the municipality sets. The law moves, so it is data:
// with the source, whether somebody has looked it up there, and the days within which it
// holds (requirement D12).
type TimeLimit struct {
	Kind   LimitKind `json:"kind"`
	Amount int       `json:"amount"`
	Unit   string    `json:"unit"` // days or weeks
	// Text says it in plain words.
	Text   string `json:"text"`
	Source string `json:"source"`
	// Checked is false for what is known from memory only; it is never shown as law.
	Checked    bool `json:"checked"`
	ValidFrom  Date `json:"valid_from,omitempty"`
	ValidUntil Date `json:"valid_until,omitempty"`
}

// Days is the limit in days.
func (l TimeLimit) Days() int {
	if l.Unit == "weeks" {
		return 7 * l.Amount
	}
	return l.Amount
}

// Holds says whether the limit holds on a day.
func (l TimeLimit) Holds(on Date) bool {
	return (l.ValidFrom == "" || l.ValidFrom <= on) && (l.ValidUntil == "" || on <= l.ValidUntil)
}

// MaxGuaranteeDays bounds how many days a promise of a start may run.
const MaxGuaranteeDays = 366

var catalogueCode = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)

// Validate checks what no schema can; the entry's file is held against that too.
func (e *CatalogueEntry) Validate() error {
	var c checker
	if !catalogueCode.MatchString(e.Code) {
		c.add("code", "Koden skal være små bogstaver, tal og _.")
	}
	c.text("title", e.Title, MaxTitle, true)
	oneOf(&c, "area", e.Area, Areas...)
	c.text("plain", e.Plain, MaxText, true)
	for i, s := range e.What {
		c.text(fmt.Sprintf("what.%d", i), s, MaxText, true)
	}
	c.text("who", e.Who, MaxText, true)
	c.text("how_long", e.HowLong, MaxText, true)
	c.text("direct", e.Direct, MaxText, false)
	for i, l := range e.Limits {
		at := fmt.Sprintf("limits.%d", i)
		oneOf(&c, at+".kind", l.Kind, LimitLongest, LimitExtension, LimitExtendAgain, LimitStartWithin)
		c.text(at+".text", l.Text, MaxTitle, true)
		c.text(at+".source", l.Source, MaxTitle, true)
		c.date(at+".valid_from", l.ValidFrom)
		c.date(at+".valid_until", l.ValidUntil)
		if l.ValidFrom != "" && l.ValidUntil != "" && l.ValidUntil < l.ValidFrom {
			c.add(at+".valid_until", "Slutdatoen ligger før startdatoen.")
		}
		if l.Kind == LimitStartWithin && l.Days() > MaxGuaranteeDays {
			c.add(at+".amount", fmt.Sprintf("Vælg højst %d dage.", MaxGuaranteeDays))
		}
	}
	return c.err()
}
