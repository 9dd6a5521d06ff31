package domain

import "time"

// Flag is "Noget virker ikke": something on an effort does not work.
type Flag struct {
	Seen
	Effort        ID            `json:"effort,omitempty"`
	At            time.Time     `json:"at"`
	By            ID            `json:"by"`
	Category      string        `json:"category"`
	Text          string        `json:"text,omitempty"`
	Urgent        bool          `json:"urgent,omitempty"`
	RecordedBy    ID            `json:"recorded_by,omitempty"`
	Notified      []ID          `json:"notified,omitempty"`
	Messages      []FlagMessage `json:"messages,omitempty"`
	ShownHelp     string        `json:"shown_help,omitempty"`
	SeenAt        *Deed         `json:"seen,omitempty"`
	Answered      *Deed         `json:"answered,omitempty"`
	Action        *Deed         `json:"action,omitempty"`
	ResolvedAt    *time.Time    `json:"resolved_at,omitempty"`
	ResolvedBy    ID            `json:"resolved_by,omitempty"`
	CitizenRating string        `json:"citizen_rating,omitempty"`
	// ResolvedRecordedBy is who of the staff wrote down the citizen's word that it helped. She
	// may still say that it did not.
	ResolvedRecordedBy ID `json:"resolved_recorded_by,omitempty"`
	// ReopenedAt is when the citizen last said that it did not help, and Tried what was made
	// otherwise until then.
	ReopenedAt *time.Time `json:"reopened_at,omitempty"`
	Tried      []FlagTry  `json:"tried,omitempty"`
}

// FlagMessage is one line of the talk about a flag.
type FlagMessage struct {
	ID     ID         `json:"id"`
	At     time.Time  `json:"at"`
	From   ID         `json:"from"`
	Text   string     `json:"text"`
	Kind   string     `json:"kind,omitempty"`
	ReadAt *time.Time `json:"read_at,omitempty"`
	// Attachment is the photo or the voice that it carries.
	Attachment *Attachment `json:"attachment,omitempty"`
}

// Deed is something done by someone at a time.
type Deed struct {
	By   ID        `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text,omitempty"`
}

// FlagCategories are the reasons offered for a flag (vocabulary: flag_categories).
var FlagCategories = []string{"body", "tasks", "people", "thoughts", "transport", "time", "unclear", "other"}

// Kind is KindFlag.
func (*Flag) Kind() Kind { return KindFlag }

// Validate checks the flag.
func (f *Flag) Validate() error {
	var c checker
	oneOf(&c, "category", f.Category, FlagCategories...)
	c.text("text", f.Text, MaxText, false)
	c.id("effort", f.Effort, false)
	f.checkTalk(&c)
	return c.err()
}

// Checkin is "Hvordan går det?": a number 0–10 and a word.
type Checkin struct {
	At    time.Time `json:"at"`
	Score int       `json:"score"`
	Word  string    `json:"word,omitempty"`
	// Share holds who else sees it: "consultant" or person IDs. Empty means nobody
	// but the consultant's default (see package access).
	Share []string `json:"share,omitempty"`
}

// Kind is KindCheckin.
func (*Checkin) Kind() Kind { return KindCheckin }

// Validate checks the check-in.
func (k *Checkin) Validate() error {
	var c checker
	if k.Score < 0 || k.Score > 10 {
		c.add("score", "Vælg et tal mellem 0 og 10.")
	}
	c.text("word", k.Word, MaxTitle, false)
	return c.err()
}

// Indicator is a question of "Hvor langt er jeg?". StaffOnly ones are never shown to
// the citizen (requirement F3).
type Indicator struct {
	Key       string `json:"key"`
	CitizenQ  string `json:"citizen_q,omitempty"`
	StaffQ    string `json:"staff_q,omitempty"`
	StaffOnly bool   `json:"staff_only,omitempty"`
}

// Kind is KindIndicator.
func (*Indicator) Kind() Kind { return KindIndicator }

// Validate checks the question.
func (i *Indicator) Validate() error {
	var c checker
	c.text("key", i.Key, 60, true)
	c.text("citizen_q", i.CitizenQ, MaxText, false)
	c.text("staff_q", i.StaffQ, MaxText, false)
	return c.err()
}

// Measurement is one person's answers to the questions, 0–10 by indicator ID; a
// question left out was skipped.
type Measurement struct {
	On         Date       `json:"on"`
	By         ID         `json:"by"`
	Role       string     `json:"role"`
	Scale      string     `json:"scale,omitempty"`
	Values     map[ID]int `json:"values"`
	Said       string     `json:"said,omitempty"`
	OneNotchUp string     `json:"one_notch_up,omitempty"`
	// Notches are somebody's own words on what one notch up takes, by indicator ID.
	Notches map[ID]string `json:"notches,omitempty"`
	// Extra says that it was done besides the one that was due.
	Extra bool `json:"extra,omitempty"`
}

// Kind is KindMeasurement.
func (*Measurement) Kind() Kind { return KindMeasurement }

// Validate checks the answers.
func (m *Measurement) Validate() error {
	var c checker
	oneOf(&c, "role", m.Role, "citizen", "staff")
	c.date("on", m.On)
	for id, v := range m.Values {
		c.id("values", id, true)
		if v < 0 || v > 10 {
			c.add("values", "Vælg et tal mellem 0 og 10.")
		}
	}
	for id, words := range m.Notches {
		c.id("notches", id, true)
		c.text("notch", words, MaxText, false)
	}
	c.text("said", m.Said, MaxText, false)
	c.text("one_notch_up", m.OneNotchUp, MaxText, false)
	return c.err()
}

// Event is a line of the plan's history.
type Event struct {
	Seen
	At        time.Time `json:"at"`
	Type      string    `json:"type"`
	Text      string    `json:"text"`
	StaffOnly bool      `json:"staff_only,omitempty"`
}

// Kind is KindEvent.
func (*Event) Kind() Kind { return KindEvent }

// Validate checks the event.
func (e *Event) Validate() error {
	var c checker
	c.text("type", e.Type, 60, true)
	c.text("text", e.Text, MaxText, true)
	return c.err()
}
