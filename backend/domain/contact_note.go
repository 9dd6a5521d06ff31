package domain

import (
	"slices"
	"time"
)

// ContactNote is a word of encouragement or an offer of help from a contact to the citizen.
type ContactNote struct {
	ID   ID              `json:"id"`
	Of   ContactNoteKind `json:"of" enum:"encouragement,offer,message"`
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
	NoteMessage       ContactNoteKind = "message" // on the line; kept there, and not with the notes
)

// How many notes a contact may send in a day, and how long one may be.
const (
	MaxNotesADay = 5
	MaxNote      = 300
)

// How many notes of a contact are kept: those that were heard, and those that were not. The
// latter are evidence, so that they are kept for longer and are not pushed out by the others.
const (
	maxHeard  = 50
	maxSilent = 200
)

// KeptNotes leaves out the oldest of the notes that there are too many of.
func KeptNotes(notes []ContactNote) []ContactNote {
	room := map[bool]int{false: maxHeard, true: maxSilent}
	kept := make([]ContactNote, 0, len(notes))
	for _, n := range slices.Backward(notes) {
		if room[n.Silent] > 0 {
			room[n.Silent]--
			kept = append(kept, n)
		}
	}
	slices.Reverse(kept)
	return kept
}

// Validate checks the note.
func (n *ContactNote) Validate() error {
	var c checker
	c.text("text", n.Text, MaxNote, true)
	return c.err()
}
