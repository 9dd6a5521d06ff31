package domain

import "time"

// Wish is the citizen's own "Det vil jeg høre om": a sort of help from the catalogue that
// she wants to hear about. Nobody else makes one.
type Wish struct {
	Seen
	// Entry is the code of the help.
	Entry string `json:"entry"`
	// Title is what the help was called when she asked.
	Title string `json:"title"`
	// Words are her own, if she wrote any.
	Words string `json:"words,omitempty"`
	// To says who gets to know of it; for confidential help she must choose herself.
	To     WishTo    `json:"to"`
	Status Status    `json:"status"`
	At     time.Time `json:"at"`
	Reply  *Reply    `json:"answer,omitempty"`
}

// WishTo is who gets to know of a wish.
type WishTo string

// A wish goes to the consultant, or only to those of the help's own department who work
// with the citizen already.
const (
	WishToConsultant WishTo = "consultant"
	WishToDepartment WishTo = "department"
)

// Kind is KindWish.
func (*Wish) Kind() Kind { return KindWish }

// Validate checks the wish.
func (w *Wish) Validate() error {
	var c checker
	if !catalogueCode.MatchString(w.Entry) {
		c.add("entry", "Vælg en slags hjælp.")
	}
	c.text("words", w.Words, MaxText, false)
	oneOf(&c, "to", w.To, WishToConsultant, WishToDepartment)
	oneOf(&c, "status", w.Status, StatusActive, StatusDropped)
	if w.Reply != nil {
		c.text("text", w.Reply.Text, MaxText, true)
	}
	return c.err()
}

// Waits says whether the citizen waits for an answer.
func (w *Wish) Waits() bool { return w.Status == StatusActive && w.Reply == nil }
