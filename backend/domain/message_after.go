package domain

import (
	"slices"
	"strings"
	"time"
)

// RecallFor is how long after it came in a message may be taken back.
const RecallFor = 30 * time.Second

// maxCorrections bounds how often one message is corrected.
const maxCorrections = 20

// What can go wrong with a message that was sent.
const (
	CodeRecallTooLate Code = "recall_too_late"
	CodeRecalled      Code = "recalled"
)

// Errors about a message that was sent.
var (
	ErrRecallTooLate = &Error{Code: CodeRecallTooLate, Detail: "Det er for sent at fortryde beskeden. Den kan fortrydes i 30 sekunder. Du kan rette den i stedet."}
	ErrRecalled      = &Error{Code: CodeRecalled, Detail: "Beskeden er fortrudt. Skriv en ny i stedet."}
)

// Correction is that a message was corrected: when last, and what it said before, the
// first text first. Both who read the thread can read them.
type Correction struct {
	At         time.Time `json:"at"`
	TextBefore []string  `json:"text_before"`
}

// Mood is how the writer feels, said with a picture.
type Mood string

// Moods are those there are to choose from, the brightest first.
var Moods = []Mood{"happy", "okay", "tired", "worried", "sad", "angry"}

// MoodWords are the moods in Danish.
var MoodWords = map[Mood]string{"happy": "Glad", "okay": "Okay", "tired": "Træt", "worried": "Bekymret", "sad": "Ked af det", "angry": "Vred"}

func (m Mood) check(c *checker) {
	if m != "" {
		oneOf(c, "mood", m, Moods...)
	}
}

// Recall takes the message back: nothing that was said stays, only that it was there. Who
// takes it back twice has taken it back once.
func (m Message) Recall(by ID, now time.Time) (Message, error) {
	switch {
	case m.From != by:
		return m, ErrForbidden
	case m.RecalledAt != nil:
		return m, nil
	case now.Sub(m.At) > RecallFor:
		return m, ErrRecallTooLate
	}
	now = now.UTC()
	return Message{ID: m.ID, Thread: m.Thread, At: m.At, From: m.From, MessageKind: "text", RecalledAt: &now}, nil
}

// Correct gives the message other words. What it said before stays with it; a translation
// of that does not.
func (m Message) Correct(by ID, text string, now time.Time) (Message, error) {
	text = strings.TrimSpace(text)
	switch {
	case m.From != by:
		return m, ErrForbidden
	case m.RecalledAt != nil:
		return m, ErrRecalled
	case m.Text == text:
		return m, nil
	}
	before := []string{m.Text}
	if m.Corrected != nil {
		before = append(slices.Clone(m.Corrected.TextBefore), m.Text)
	}
	if len(before) > maxCorrections {
		return m, Invalid(FieldError{Field: "text", Code: CodeInvalid, Detail: "Beskeden er rettet for mange gange. Skriv en ny i stedet."})
	}
	m.Text, m.Translation, m.Corrected = text, nil, &Correction{At: now.UTC(), TextBefore: before}
	return m, m.Validate()
}

// FirstText is what the message said when it was sent.
func (m Message) FirstText() string {
	if m.Corrected != nil && len(m.Corrected.TextBefore) > 0 {
		return m.Corrected.TextBefore[0]
	}
	return m.Text
}

// SavedReply is what a member of staff often writes.
type SavedReply struct {
	ID    ID     `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// MaxSavedReplies is how many one may keep: more are not found again.
const MaxSavedReplies = 20

// Validate checks a saved reply.
func (r SavedReply) Validate() error {
	var c checker
	c.line("title", r.Title, 60, true)
	c.text("text", r.Text, 1000, true)
	return c.err()
}

// EventExport is the type of the event that a thread was taken out of here. It and EventSparring
// are the sorts of event that the plan's history tells of.
const EventExport = "thread_export"

func tellEvent(e *Event) []string {
	if e.Type != EventExport && e.Type != EventSparring {
		return nil
	}
	return []string{e.Text}
}
