package domain

import (
	"slices"
	"strings"
	"time"
)

// Story is what went well, as it would be told to others (practice P56): the consultant asks,
// and the citizen says yes to exactly these words, or changes them, or says no. Only a yes that
// still stands (Consent) lets anybody fetch it.
type Story struct {
	Heading string `json:"heading"`
	Text    string `json:"text"`
	// Uses is where it may be told, of StoryUses.
	Uses []string `json:"uses"`
	// Until is the day on which the leave to tell it is over, by midnight in Copenhagen.
	Until Date `json:"until"`
	// FirstName says that it is told with the citizen's first name.
	FirstName bool `json:"first_name,omitempty"`
	// Version grows with everything that is changed of what would be told.
	Version int       `json:"version"`
	AskedBy ID        `json:"asked_by"`
	AskedAt time.Time `json:"asked_at"`
	// Status is asked, agreed, declined or withdrawn; that an agreed one ran out, the clock says.
	Status     Status     `json:"status"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	// Consent is the citizen's last yes.
	Consent ID            `json:"consent,omitempty"`
	Exports []StoryExport `json:"exports,omitempty"`
}

// StoryExport is that somebody fetched a story to tell it, on which yes, and when he said that
// it is told no more.
type StoryExport struct {
	ID      ID         `json:"id"`
	By      ID         `json:"by"`
	At      time.Time  `json:"at"`
	Format  string     `json:"format"`
	Consent ID         `json:"consent"`
	DownAt  *time.Time `json:"down_at,omitempty"`
}

// StoryUses are the places where a story may be told, from the narrowest to the widest.
var StoryUses = []string{"colleagues", "website", "press"}

// What becomes of a story that was asked for.
const (
	StoryAsked     Status = "asked"
	StoryAgreed    Status = "agreed"
	StoryDeclined  Status = "declined"
	StoryWithdrawn Status = "withdrawn"
)

const (
	// MaxStory is how long it is, in letters.
	MaxStory = 3000
	// StoryRest is for how many days somebody who got a no, or whose yes was taken back, does not
	// ask the same citizen again.
	StoryRest = 90
	// MaxStoryExports is how often one is fetched.
	MaxStoryExports = 200
)

// ConsentTellStory is the citizen's yes to that a story of hers is told: its words, places and time.
const ConsentTellStory = "tell_story"

// scopeFirstName stands in a consent's scope beside the places.
const scopeFirstName = "first_name"

// The codes around a story.
const (
	CodeStoryRests   Code = "story_rests"   // the citizen said no a short while ago
	CodeStoryWaits   Code = "story_waits"   // another one waits for her answer
	CodeStoryClosed  Code = "story_closed"  // she said no, or took her yes back
	CodeStoryChanged Code = "story_changed" // it is no more what the sender saw
	CodeStoryNoYes   Code = "story_no_yes"  // no yes stands: none was given, or it ran out or was taken back
)

// What is told around a story; their Subject is the story.
const (
	NotifyStoryAsked  NotificationKind = "story_asked"   // the citizen is asked whether it may be told
	NotifyStaffStory  NotificationKind = "staff_story"   // she answered
	NotifyStoryIsOver NotificationKind = "story_is_over" // who fetched it is to see that it is told no more
)

// Kind is KindStory.
func (*Story) Kind() Kind { return KindStory }

// Validate checks the story; whom its words name is Anonymity's.
func (s *Story) Validate() error {
	var c checker
	c.line("heading", s.Heading, MaxTitle, true)
	c.text("text", s.Text, MaxStory, true)
	for _, f := range []struct{ field, text string }{{"heading", s.Heading}, {"text", s.Text}} {
		if LooksLikeDiagnosis(f.text) {
			c.fields = append(c.fields, FieldError{Field: f.field, Code: CodeDiagnosis, Detail: "Det ligner en diagnosekode. Den må ikke stå i en historie."})
		}
	}
	if len(s.Uses) == 0 {
		c.add("uses", "Vælg, hvor den må fortælles.")
	}
	for i, use := range s.Uses {
		oneOf(&c, "uses", use, StoryUses...)
		if slices.Contains(s.Uses[:i], use) {
			c.add("uses", "Det er valgt to gange.")
		}
	}
	c.date("until", s.Until)
	c.id("asked_by", s.AskedBy, true)
	oneOf(&c, "status", s.Status, StoryAsked, StoryAgreed, StoryDeclined, StoryWithdrawn)
	return c.err()
}

// CheckUntil refuses a day that is over, or more than a year ahead.
func (s *Story) CheckUntil(now time.Time) error {
	var c checker
	switch today := DateOf(now); {
	case s.Until == "" || !s.Until.Valid():
		c.add("until", "Vælg, hvor længe den må fortælles.")
	case s.Until <= today:
		c.add("until", "Vælg en dag, der kommer.")
	case s.Until > LastDayOfConsent(now):
		c.add("until", "Det kan højst gælde et år.")
	}
	return c.err()
}

// Words are what would be told, as a consent keeps them.
func (s *Story) Words() string { return s.Heading + "\n\n" + s.Text }

// Scope is where and with what name it would be told, as a consent keeps it.
func (s *Story) Scope() []string {
	scope := []string{}
	for _, use := range StoryUses {
		if slices.Contains(s.Uses, use) {
			scope = append(scope, use)
		}
	}
	if s.FirstName {
		scope = append(scope, scopeFirstName)
	}
	return scope
}

// SameToTell says whether two of them would be told alike.
func (s *Story) SameToTell(o *Story) bool {
	return s.Words() == o.Words() && slices.Equal(s.Scope(), o.Scope()) && s.Until == o.Until
}

// Widens says which field of s is told wider than of o; "" for none.
func (s *Story) Widens(o *Story) string {
	switch {
	case slices.ContainsFunc(s.Uses, func(use string) bool { return !slices.Contains(o.Uses, use) }):
		return "uses"
	case s.Until > o.Until:
		return "until"
	case s.FirstName && !o.FirstName:
		return "first_name"
	}
	return ""
}

// Trim cuts the blanks round what was typed.
func (s *Story) Trim() {
	s.Heading, s.Text = strings.TrimSpace(s.Heading), strings.TrimSpace(s.Text)
}

// Stands says whether a consent lets the story be told as it is, at an instant. Other words, other
// places or another time than the citizen said yes to are not what she said yes to.
func (s *Story) Stands(k *Consent, now time.Time) bool {
	return k != nil && s.Status == StoryAgreed && k.TellsStory(now) && k.Text == s.Words() && slices.Equal(k.Scope, s.Scope()) && k.Expires == s.Until
}

// Consented gives the record of a yes to the story as it is.
func (s *Story) Consented(id, citizen ID, now time.Time) *Consent {
	return &Consent{ConsentKind: ConsentTellStory, Story: id, Text: s.Words(), Scope: s.Scope(), GivenAt: now, GivenBy: citizen, How: ConsentOnPhone, Expires: s.Until, Status: StatusActive}
}

// TellsStory says whether the consent lets a story be told at an instant.
func (k *Consent) TellsStory(now time.Time) bool {
	return k.ConsentKind == ConsentTellStory && k.Holds(now)
}

// Rests says until when whoever asked for the story does not ask the citizen again; zero where
// she did not say no.
func (s *Story) Rests() time.Time {
	if s.AnsweredAt == nil || s.Status != StoryDeclined && s.Status != StoryWithdrawn {
		return time.Time{}
	}
	return s.AnsweredAt.AddDate(0, 0, StoryRest)
}

// tellStory says what happened to a story, for the plan's history.
func tellStory(before, after *Story, name Naming) []string {
	named := "»" + Shortened(after.Heading, maxPart) + "«"
	who := func(id ID) string {
		if n := name(id); n != "" {
			return n
		}
		return "Kommunen"
	}
	if before == nil {
		return []string{who(after.AskedBy) + " spurgte, om historien " + named + " må fortælles."}
	}
	var out []string
	if after.Version != before.Version {
		out = append(out, "Historien "+named+" er skrevet om.")
	}
	if after.Status != before.Status || after.Consent != before.Consent {
		switch after.Status {
		case StoryAgreed:
			out = append(out, "Ja: Historien "+named+" må fortælles.")
		case StoryDeclined:
			out = append(out, "Nej tak til, at historien "+named+" bliver fortalt.")
		case StoryWithdrawn:
			out = append(out, "Historien "+named+" må ikke fortælles mere.")
		}
	}
	for i, e := range after.Exports {
		switch {
		case i >= len(before.Exports):
			out = append(out, who(e.By)+" hentede historien "+named+".")
		case e.DownAt != nil && before.Exports[i].DownAt == nil:
			out = append(out, who(e.By)+" har taget historien "+named+" ned.")
		}
	}
	return out
}
