package domain

import (
	"slices"
	"time"
)

// Consent is a record of what the citizen said yes to (GDPR art. 7; forvaltningsloven § 29: at
// most a year). Text is what she read or heard, and stays as it was.
type Consent struct {
	Seen
	ConsentKind string    `json:"kind"`
	Department  string    `json:"department,omitempty"`
	Text        string    `json:"text"`
	Original    *Original `json:"original,omitempty"`
	// Code and TextVersion name the municipality's text; "" and 0 where it is in no file.
	Code        string    `json:"code,omitempty"`
	TextVersion int       `json:"text_version,omitempty"`
	Scope       []string  `json:"scope,omitempty"`
	GivenAt     time.Time `json:"given_at"`
	GivenBy     ID        `json:"given_by"`
	// How is one of ConsentWays; in a case file it is in words.
	How                string `json:"how,omitempty"`
	InterpreterPresent bool   `json:"interpreter_present,omitempty"`
	// Interpreter translated what was said; Witness saw that it was given on paper.
	Interpreter string `json:"interpreter,omitempty"`
	Witness     string `json:"witness,omitempty"`
	// RecordedBy is who of the staff wrote it down for her, and ConfirmedAt when she said on her
	// phone that it was so.
	RecordedBy  ID         `json:"recorded_by,omitempty"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	// Expires is the first day on which it holds no more, in Copenhagen.
	Expires     Date       `json:"expires"`
	Status      Status     `json:"status"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	// WithdrawnBy is who wrote down that it was taken back; "" is the citizen herself.
	WithdrawnBy ID `json:"withdrawn_by,omitempty"`
	// LetRunOutAt is when the citizen said that it may stop by itself on its day.
	LetRunOutAt *time.Time `json:"let_run_out_at,omitempty"`
	// Assessment is the round of talks whose notes ConsentShareAssessment opens.
	Assessment ID `json:"assessment,omitempty"`
	// Story is what ConsentTellStory lets be told.
	Story ID `json:"story,omitempty"`
}

// The kinds of consent.
const (
	// ConsentOnePlan is the yes to one plan across the departments.
	ConsentOnePlan = "one_plan"
	// ConsentShareDepartment opens some of what a department does to the consultant.
	ConsentShareDepartment = "share_department"
	// ConsentShareAssessment is the citizen's yes to that those who talk with her in one assessment
	// read each other's notes.
	ConsentShareAssessment = "share_assessment"
)

// The ways in which a consent is given.
const (
	ConsentOnPhone = "app"
	ConsentOnPaper = "paper"  // with a witness
	ConsentSpoken  = "spoken" // to staff, where she needs it through an interpreter
)

// StatusReplaced is that of a consent that a newer one of the same has taken the place of.
const StatusReplaced Status = "replaced"

// Kind is KindConsent.
func (*Consent) Kind() Kind { return KindConsent }

// Validate checks the record.
func (k *Consent) Validate() error {
	var c checker
	oneOf(&c, "kind", k.ConsentKind, ConsentOnePlan, ConsentShareDepartment, ConsentShareAssessment, ConsentTellStory)
	c.id("assessment", k.Assessment, k.ConsentKind == ConsentShareAssessment)
	c.text("text", k.Text, MaxText, true)
	c.text("witness", k.Witness, MaxTitle, k.How == ConsentOnPaper)
	c.text("interpreter", k.Interpreter, MaxTitle, false)
	c.date("expires", k.Expires)
	if k.Expires == "" {
		c.add("expires", "Vælg, hvornår samtykket slutter.")
	} else if k.Expires > LastDayOfConsent(k.GivenAt) {
		c.add("expires", "Et samtykke kan højst gælde et år.")
	}
	oneOf(&c, "status", k.Status, StatusActive, "withdrawn", StatusReplaced)
	return c.err()
}

// LastDayOfConsent is the latest day on which a consent can run out.
func LastDayOfConsent(given time.Time) Date {
	return DateOf(given.In(Copenhagen).AddDate(1, 0, 0))
}

// Holds says whether the consent stands at an instant.
func (k *Consent) Holds(now time.Time) bool {
	return k.Status == StatusActive && now.Before(k.Expires.Start())
}

// LastDay is the last day on which it holds.
func (k *Consent) LastDay() Date { return k.Expires.AddDays(-1) }

// RanOut says whether it stopped by itself: nobody took it back and nothing took its place.
func (k *Consent) RanOut(now time.Time) bool { return k.Status == StatusActive && !k.Holds(now) }

// SameMatter says whether two consents are about the same: the later one is what she wants.
func (k *Consent) SameMatter(other *Consent) bool {
	return k.ConsentKind == other.ConsentKind && k.Department == other.Department && k.Assessment == other.Assessment && k.Story == other.Story
}

// Opens says whether the consent opens the given scope of a department at an instant.
func (k *Consent) Opens(department, scope string, now time.Time) bool {
	return k.ConsentKind == ConsentShareDepartment && k.Department == department && k.Holds(now) && slices.Contains(k.Scope, scope)
}

// OpensNotes says whether the consent opens the notes of an assessment at an instant.
func (k *Consent) OpensNotes(assessment ID, now time.Time) bool {
	return k.ConsentKind == ConsentShareAssessment && k.Assessment == assessment && k.Holds(now)
}

// Contact is a network contact: someone the citizen alone invited, and what the
// citizen ticked. The item's ID is the person's ID.
type Contact struct {
	Name         string        `json:"name"`
	Relation     string        `json:"relation"`
	Language     string        `json:"language,omitempty"`
	InvitedAt    time.Time     `json:"invited_at"`
	AcceptedAt   *time.Time    `json:"accepted_at,omitempty"`
	Status       string        `json:"status"`
	Expires      Date          `json:"expires,omitempty"`
	WithdrawnAt  *time.Time    `json:"withdrawn_at,omitempty"`
	WithdrawnBy  ID            `json:"withdrawn_by,omitempty"`
	CanSee       []string      `json:"can_see,omitempty"`
	CanDo        []string      `json:"can_do,omitempty"`
	CannotSee    []string      `json:"cannot_see,omitempty"`
	WhyChosen    string        `json:"why_citizen_chose,omitempty"`
	Notify       []string      `json:"notify,omitempty"`
	Note         string        `json:"note,omitempty"`
	Effect       string        `json:"effect,omitempty"`
	ReminderText *ReminderText `json:"reminder_text,omitempty"`
	Sharing
	// Role is the picture that the citizen chose for him.
	Role ContactRole `json:"role,omitempty"`
	// TypedName is what he called himself when he took the invitation.
	TypedName string `json:"typed_name,omitempty"`
	// While he is paused he sees what he saw at PausedRev, and nothing that is to come.
	PausedAt  *time.Time `json:"paused_at,omitempty"`
	PausedRev int64      `json:"paused_rev,omitempty"`
	// Muted keeps what he sends from the citizen; Reports are what she told of him.
	Muted   bool            `json:"muted,omitempty"`
	Notes   []ContactNote   `json:"notes,omitempty"`
	Reports []ContactReport `json:"reports,omitempty"`
}

// ReminderText is a reminder in the contact's own language.
type ReminderText struct {
	Lang string `json:"lang"`
	Dir  string `json:"dir,omitempty"`
	Text string `json:"text"`
}

// Kind is KindContact.
func (*Contact) Kind() Kind { return KindContact }

// Validate checks the contact.
func (k *Contact) Validate() error {
	var c checker
	c.text("name", k.Name, MaxTitle, true)
	c.text("relation", k.Relation, MaxTitle, false)
	oneOf(&c, "status", k.Status, "invited", "active", "paused", "withdrawn")
	c.date("expires", k.Expires)
	k.Sharing.check(&c)
	if k.Role != "" {
		oneOf(&c, "role", k.Role, ContactRoles...)
	}
	for _, r := range k.Reports {
		c.text("words", r.Words, MaxText, false)
		c.text("done", r.Done, MaxText, r.TakenAt != nil)
	}
	return c.err()
}

// Ends gives the instant at which the contact's access runs out: the end of the
// last day, or the withdrawal. The zero time means never accepted.
func (k *Contact) Ends() time.Time {
	if k.WithdrawnAt != nil {
		return *k.WithdrawnAt
	}
	if k.Expires == "" {
		return k.InvitedAt.AddDate(1, 0, 0)
	}
	return k.Expires.End()
}
