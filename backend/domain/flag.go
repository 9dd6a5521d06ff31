package domain

import (
	"slices"
	"time"
)

// RatingHelped is the citizen's word that what was made otherwise because of a flag helped.
const RatingHelped = "Det hjalp"

// MaxFlagTalk is how many lines the talk about one flag may have: it is about one thing, and
// what goes on for longer belongs in a conversation.
const MaxFlagTalk = 200

// How many flags may be raised in so long: it keeps a phone gone wild from filling a plan. What
// was raised before never counts, answered or not, so that nobody in need is refused for it.
const (
	MaxFlags   = 500
	MaxFlagsIn = 30 * 24 * time.Hour
)

// MaxAdjustments is how often one effort may be made otherwise.
const MaxAdjustments = 50

// FlagTry is something that was made otherwise because of a flag and did not help.
type FlagTry struct {
	Action Deed `json:"action"`
	// SaidAt is when the citizen said that it did not help.
	SaidAt time.Time `json:"said_at"`
	// RecordedBy is who of the staff wrote that down for her; "" where she said it herself.
	RecordedBy ID `json:"recorded_by,omitempty"`
}

// Open says whether something still is to be done about it: it is closed by nothing but the
// citizen's word (requirement D5).
func (f *Flag) Open() bool { return f.ResolvedAt == nil }

// Since is since when somebody is to act: since it was raised, or since the citizen said that
// what was done did not help.
func (f *Flag) Since() time.Time {
	if f.ReopenedAt != nil {
		return *f.ReopenedAt
	}
	return f.At
}

// Line finds a line of the talk about it; nil when there is none.
func (f *Flag) Line(id ID) *FlagMessage {
	i := slices.IndexFunc(f.Messages, func(m FlagMessage) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return &f.Messages[i]
}

// Carries says whether a line of the talk carries a photo or a voice.
func (f *Flag) Carries(attachment ID) bool {
	return slices.ContainsFunc(f.Messages, func(m FlagMessage) bool { return m.Attachment != nil && m.Attachment.ID == attachment })
}

// NotHelped gives the flag as it is once the citizen said that what was done did not help:
// open, and waiting for somebody to see it anew. RecordedBy is who wrote it down for her, or "".
func (f *Flag) NotHelped(now time.Time, recordedBy ID) *Flag {
	g := *f
	g.Tried = append(slices.Clone(f.Tried), FlagTry{Action: *f.Action, SaidAt: now, RecordedBy: recordedBy})
	g.ReopenedAt = &now
	g.SeenAt, g.Answered, g.Action = nil, nil, nil
	g.ResolvedAt, g.ResolvedBy, g.CitizenRating, g.ResolvedRecordedBy = nil, "", "", ""
	return &g
}

func (f *Flag) checkTalk(c *checker) {
	if len(f.Messages) > MaxFlagTalk {
		c.add("messages", "Der er skrevet for meget her. Skriv under beskeder i stedet.")
		return
	}
	for _, m := range f.Messages {
		c.id("messages", m.ID, true)
		c.text("text", m.Text, MaxText, false)
	}
	if f.Action != nil {
		c.text("text", f.Action.Text, MaxText, false)
	}
}
