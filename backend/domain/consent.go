package domain

import "time"

// Consent is a record of what the citizen said yes to (GDPR art. 7; at most a year).
type Consent struct {
	Seen
	ConsentKind        string     `json:"kind"`
	Department         string     `json:"department,omitempty"`
	Text               string     `json:"text"`
	Original           *Original  `json:"original,omitempty"`
	Scope              []string   `json:"scope,omitempty"`
	GivenAt            time.Time  `json:"given_at"`
	GivenBy            ID         `json:"given_by"`
	How                string     `json:"how,omitempty"`
	InterpreterPresent bool       `json:"interpreter_present,omitempty"`
	Expires            Date       `json:"expires"`
	Status             Status     `json:"status"`
	WithdrawnAt        *time.Time `json:"withdrawn_at,omitempty"`
	// Assessment is the round of talks whose notes ConsentShareAssessment opens.
	Assessment ID `json:"assessment,omitempty"`
}

// ConsentShareAssessment is the citizen's yes to that those who talk with her in one assessment
// read each other's notes.
const ConsentShareAssessment = "share_assessment"

// Kind is KindConsent.
func (*Consent) Kind() Kind { return KindConsent }

// Validate checks the record.
func (k *Consent) Validate() error {
	var c checker
	oneOf(&c, "kind", k.ConsentKind, "one_plan", "share_department", ConsentShareAssessment)
	c.id("assessment", k.Assessment, k.ConsentKind == ConsentShareAssessment)
	c.text("text", k.Text, MaxText, true)
	c.date("expires", k.Expires)
	if k.Expires == "" {
		c.add("expires", "Vælg, hvornår samtykket slutter.")
	} else if k.Expires > DateOf(k.GivenAt.AddDate(1, 0, 1)) {
		c.add("expires", "Et samtykke kan højst gælde et år.")
	}
	oneOf(&c, "status", k.Status, StatusActive, "withdrawn")
	return c.err()
}

// Opens says whether the consent opens the given scope of a department at an instant.
func (k *Consent) Opens(department, scope string, now time.Time) bool {
	if k.ConsentKind != "share_department" || k.Department != department || k.Status != StatusActive || !now.Before(k.Expires.Start()) {
		return false
	}
	for _, s := range k.Scope {
		if s == scope {
			return true
		}
	}
	return false
}

// OpensNotes says whether the consent opens the notes of an assessment at an instant.
func (k *Consent) OpensNotes(assessment ID, now time.Time) bool {
	return k.ConsentKind == ConsentShareAssessment && k.Assessment == assessment && k.Status == StatusActive && now.Before(k.Expires.Start())
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
