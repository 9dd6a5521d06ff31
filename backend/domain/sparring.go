package domain

import (
	"slices"
	"time"
)

// How long what colleagues are asked stays, and what one keeps of it.
const (
	SparringDays     = 30
	SparringNoteDays = 365
	// MaxSparring is how many cards one person has up at a time, MaxIdeas how many ideas a card
	// takes, and MaxSparringText how long a text is, in letters.
	MaxSparring     = 10
	MaxIdeas        = 50
	MaxSparringText = 1000
	// maxSparringFacts is how many of each sort may be chosen: more would describe one person.
	maxSparringFacts = 3
)

// EventSparring is that colleagues were asked for advice, as the citizen reads it.
const EventSparring = "sparring"

// CodeNotAnonymous says that a text which must name nobody names somebody, or holds a number.
const CodeNotAnonymous Code = "not_anonymous"

// SparringCard is what a consultant asks her colleagues. It holds nothing that a plan was
// copied into: what she writes anew, and a few facts that are the same for many.
type SparringCard struct {
	Question string `json:"question"`
	Tried    string `json:"tried,omitempty"`
	Areas    []Area `json:"areas,omitempty"`
	// Help are the sorts of help that run, as ranges and no titles.
	Help []string `json:"help,omitempty"`
	// Signs are what is hard just now, each with about how long.
	Signs []SparringSign `json:"signs,omitempty"`
	// Known is about how long the two have worked together.
	Known string `json:"known,omitempty"`
}

// SparringSign is one thing that is hard, and about how long it has been.
type SparringSign struct {
	Sign string `json:"sign"`
	Age  string `json:"age"`
}

// The closed lists of a card. Each is so coarse that many citizens of a team share it.
var (
	SparringHelp  = []string{"placement", "treatment", "training", "mentor", "course", "none"}
	SparringSigns = []string{"silence", "no_show", "effort_ends", "gap", "stuck", "flag", "low_mood", "overdue"}
	SparringAges  = []string{"days", "weeks", "months"}
	SparringKnown = []string{"under_half_year", "under_two_years", "over_two_years"}
)

// Validate checks the card; whether it names somebody is Anonymity's.
func (s *SparringCard) Validate() error {
	var c checker
	c.text("question", s.Question, MaxSparringText, true)
	c.text("tried", s.Tried, MaxSparringText, false)
	few := func(field string, n int) {
		if n > maxSparringFacts {
			c.add(field, "Vælg højst tre. Ellers kan man gætte, hvem det er.")
		}
	}
	few("areas", len(s.Areas))
	few("help", len(s.Help))
	few("signs", len(s.Signs))
	for i, a := range s.Areas {
		oneOf(&c, "areas", a, Areas...)
		if slices.Contains(s.Areas[:i], a) {
			c.add("areas", "Det er valgt to gange.")
		}
	}
	for _, h := range s.Help {
		oneOf(&c, "help", h, SparringHelp...)
	}
	for _, x := range s.Signs {
		oneOf(&c, "signs", x.Sign, SparringSigns...)
		oneOf(&c, "signs", x.Age, SparringAges...)
	}
	oneOf(&c, "known", s.Known, append([]string{""}, SparringKnown...)...)
	return c.err()
}

// Sparring is a card with what was answered. Plan is whom it is about.
type Sparring struct {
	ID, Plan, Author ID
	Team             string
	At, Ends         time.Time
	Card             SparringCard
	Ideas            []SparringIdea
}

// SparringIdea is one idea of a colleague's.
type SparringIdea struct {
	ID, Card, Author ID
	At               time.Time
	Text             string
}

// SparringNote is an idea that somebody keeps for herself.
type SparringNote struct {
	ID, Plan, Person ID
	At, Ends         time.Time
	Text             string
}
