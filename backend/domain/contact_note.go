package domain

import "time"

// ContactNote is a word of encouragement or an offer of help from a contact to the citizen.
type ContactNote struct {
	ID   ID              `json:"id"`
	Of   ContactNoteKind `json:"of" enum:"encouragement,offer"`
	Text string          `json:"text"`
	At   time.Time       `json:"at"`
	// Silent notes came while he was muted or paused: she is not shown them, he is not told.
	Silent bool `json:"silent,omitempty"`
	// Answer to an offer is yes or no.
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
}

// ContactNoteKind is what a contact's note is.
type ContactNoteKind string

// The kinds.
const (
	NoteEncouragement ContactNoteKind = "encouragement"
	NoteOffer         ContactNoteKind = "offer"
)

// How many notes a contact may send in a day, how many are kept of him, and how long one may be.
const (
	MaxNotesADay = 5
	MaxNotes     = 50
	MaxNote      = 300
)

// Validate checks the note.
func (n *ContactNote) Validate() error {
	var c checker
	c.text("text", n.Text, MaxNote, true)
	return c.err()
}
