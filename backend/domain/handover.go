package domain

import "time"

// FarewellTime is how long the former consultant is still in the conversation after a change
// of consultant (requirement C9): two weeks.
const FarewellTime = 14 * 24 * time.Hour

// Handover is a change of the citizen's consultant. It is decided ahead and holds from an
// instant on by itself: who is the consultant is worked out from the time, no job moves it.
type Handover struct {
	From ID `json:"from"`
	To   ID `json:"to"`
	// At is when it holds from, and Until when the former consultant leaves the conversation.
	At    time.Time `json:"at"`
	Until time.Time `json:"until"`
	// Reason is told to the citizen, and Farewell is the former consultant's word to her.
	Reason   string    `json:"reason"`
	Farewell string    `json:"farewell,omitempty"`
	MadeAt   time.Time `json:"made_at"`
	MadeBy   ID        `json:"made_by"`
	// Hello is the new consultant's first word.
	Hello   string     `json:"hello,omitempty"`
	HelloAt *time.Time `json:"hello_at,omitempty"`
	// ForNew is what the citizen wants the new consultant to know, and nobody else.
	ForNew   string     `json:"for_new,omitempty"`
	ForNewAt *time.Time `json:"for_new_at,omitempty"`
	// Meetings are those that the new consultant comes to instead of the former.
	Meetings    []ID       `json:"meetings,omitempty"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	// Cut are the windows of deputies that end with it, as they were.
	Cut []Part `json:"cut_windows,omitempty"`
}

// Kind is KindHandover.
func (*Handover) Kind() Kind { return KindHandover }

// Validate checks the words of the change.
func (h *Handover) Validate() error {
	var c checker
	c.id("from", h.From, true)
	c.id("to", h.To, true)
	c.text("reason", h.Reason, MaxText, true)
	c.text("farewell", h.Farewell, MaxText, false)
	c.text("hello", h.Hello, MaxText, false)
	c.text("for_new", h.ForNew, MaxText, false)
	return c.err()
}

// Holds says whether the change has taken place by an instant.
func (h *Handover) Holds(now time.Time) bool { return h.WithdrawnAt == nil && !now.Before(h.At) }

// Ahead says whether the change is still to come.
func (h *Handover) Ahead(now time.Time) bool { return h.WithdrawnAt == nil && now.Before(h.At) }

// tellHandover says what became of a change of consultant. What was written with it stands
// with it and not in the history.
func tellHandover(before, after *Handover, name Naming) []string {
	to, from := name(after.To), name(after.From)
	switch {
	case to == "" || from == "":
		return nil
	case after.WithdrawnAt != nil && (before == nil || before.WithdrawnAt == nil):
		return []string{"Skiftet af konsulent blev fortrudt. " + from + " er konsulent som før."}
	case before == nil:
		return []string{to + " er konsulent fra " + DanishDay(after.At) + ". Før var det " + from + "."}
	}
	return nil
}
