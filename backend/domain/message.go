package domain

import "time"

// Thread is a line of messages between two people, read only by its readers. It
// belongs to a plan so that it shares the citizen's key and history.
type Thread struct {
	ID      ID
	Plan    ID
	Between []ID
	// Confidential threads (with a specialist) stay between the two; a deputy has no part in them.
	Confidential bool
	Deputy       ID
	ReplyHours   int
	// Contact is the one of the citizen's people whom it is with; "" for a thread with staff.
	Contact ID
	// Parts bound the part that some of those in Between have, and Leaves are when those of the
	// staff in it are away.
	Parts  []Part
	Leaves []Leave
}

// Message is one message in a thread. Text is the citizen's or the staff's own words.
type Message struct {
	ID          ID           `json:"id"`
	Thread      ID           `json:"thread"`
	At          time.Time    `json:"at"`
	From        ID           `json:"from"`
	Text        string       `json:"text"`
	MessageKind string       `json:"kind"`
	ReadAt      *time.Time   `json:"read_at,omitempty"`
	Lang        string       `json:"lang,omitempty"`
	Translation *Translation `json:"translation,omitempty"`
	Transcript  string       `json:"transcript,omitempty"`
	DurationS   int          `json:"duration_s,omitempty"`
	Attachment  *Attachment  `json:"attachment,omitempty"`
	Flag        ID           `json:"flag,omitempty"`
	Meeting     ID           `json:"meeting,omitempty"`
	OutOfHours  bool         `json:"out_of_hours,omitempty"`
	Agreed      bool         `json:"agreed,omitempty"`
	AutoReply   string       `json:"auto_reply,omitempty"`
	Mood        Mood         `json:"mood,omitempty"`
	Corrected   *Correction  `json:"corrected,omitempty"`
	// NoAnswer is who of the staff said that it needs no answer, and when.
	NoAnswer *Deed `json:"no_answer,omitempty"`
	// Silent came from one of her people while the citizen had turned him off or paused him.
	Silent bool `json:"silent,omitempty"`
	// Device is what the citizen calls the phone that she wrote on, where it was new to her then
	// (DeviceNewFor): whoever else came in as her is noticed. For her and her consultant.
	Device string `json:"device,omitempty"`
	// RecalledAt is when the writer took it back; nothing else is left of it then.
	RecalledAt *time.Time `json:"recalled_at,omitempty"`
}

// Attachment is a picture or sound that a message carries, described in words.
type Attachment struct {
	// ID names the content; those of old case files have none.
	ID ID `json:"id,omitempty"`
	// Kind is a Media: photo or voice.
	Kind      string `json:"kind"`
	Alt       string `json:"alt"`
	DurationS int    `json:"duration_s,omitempty" doc:"of a voice, in seconds"`
	Wave      []int  `json:"wave,omitempty" doc:"how loud a voice is along its way: at most 64 numbers from 0 to 100"`
	Width     int    `json:"width,omitempty" doc:"of a photo, in pixels"`
	Height    int    `json:"height,omitempty"`
}

// Validate checks a message as sent.
func (m *Message) Validate() error {
	var c checker
	c.text("text", m.Text, MaxText, m.Attachment == nil)
	oneOf(&c, "kind", m.MessageKind, "text", "voice", "photo", "absence", "call_log", "flag_summary")
	m.Mood.check(&c)
	return c.err()
}
