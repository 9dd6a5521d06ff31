package domain

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// RSVP is whether the citizen has said "jeg kommer".
type RSVP struct {
	Status string     `json:"status"`
	At     *time.Time `json:"at,omitempty"`
}

// Ride is who fetches the citizen, and when they leave.
type Ride struct {
	Who    ID        `json:"who,omitempty"`
	Leaves time.Time `json:"leaves"`
	Text   string    `json:"text,omitempty"`
}

// writtenClock finds a time of day in words: "kl. 9", "12.20", "kl. 12:20".
var writtenClock = regexp.MustCompile(`(?i)(\bkl\.? *)?\b(\d{1,2})(?:[.:](\d{2}))?\b`)

// LeavingAt gives the ride with another time. The words are what people read of it, so the
// time they name becomes the new one; where they name none that was the ride's, it is added.
func (r Ride) LeavingAt(leaves time.Time) Ride {
	if r.Text == "" || r.Leaves.Equal(leaves) {
		r.Leaves = leaves
		return r
	}
	was, is := r.Leaves.In(Copenhagen), leaves.In(Copenhagen)
	clock, named := danishClock(is.Hour(), is.Minute()), false
	r.Text = writtenClock.ReplaceAllStringFunc(r.Text, func(s string) string {
		part := writtenClock.FindStringSubmatch(s)
		hour, _ := strconv.Atoi(part[2])   // digits, as the pattern has it
		minute, _ := strconv.Atoi(part[3]) // none is the full hour
		if part[1] == "" && part[3] == "" || hour != was.Hour() || minute != was.Minute() {
			return s
		}
		named = true
		return part[1] + clock
	})
	if !named {
		r.Text += " Kl. " + clock + "."
	}
	r.Leaves = leaves
	return r
}

// PickUp is the citizen's wish to be fetched to a meeting, and what staff answered.
type PickUp struct {
	AskedAt    time.Time  `json:"asked_at"`
	Words      string     `json:"words,omitempty"`
	Answer     string     `json:"answer,omitempty"` // yes, no, or "" while she waits
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	AnsweredBy ID         `json:"answered_by,omitempty"`
	// Text is what staff wrote to the citizen with the answer.
	Text string `json:"text,omitempty"`
}

// Along is what one companion answered: he comes, he drives, or he cannot.
type Along struct {
	Who    ID     `json:"who"`
	Answer string `json:"answer"`
	// Leaves is when he fetches the citizen; only for one who drives.
	Leaves *time.Time `json:"leaves,omitempty"`
	At     time.Time  `json:"at"`
}

// The answers of a companion.
const (
	AlongComes  = "comes"
	AlongDrives = "drives"
	AlongCannot = "cannot"
)

// SummaryAnswer is what the citizen says of the summary of a meeting.
type SummaryAnswer struct {
	Status string    `json:"status"`
	Text   string    `json:"text,omitempty"` // her correction
	At     time.Time `json:"at"`
}

// What the citizen can say of a summary.
const (
	SummaryConfirmed = "confirmed"
	SummaryCorrected = "corrected"
)

// TimeSpan is a time that is offered.
type TimeSpan struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

func (t TimeSpan) utc() TimeSpan { return TimeSpan{t.Start.UTC(), t.End.UTC()} }

// Absence is "Jeg kan ikke komme" and its answer. It is never approved by the app. It stays
// as it was reported when the meeting is moved or she comes after all: RSVP says whether
// she comes.
type Absence struct {
	ReportedAt time.Time `json:"reported_at"`
	ReportedBy ID        `json:"reported_by"`
	Reason     string    `json:"reason"`
	Text       string    `json:"text,omitempty"`
	// Wants is what she would rather: phone, walk, home_visit, new_time or "".
	Wants      string     `json:"wants,omitempty"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	AnsweredBy ID         `json:"answered_by,omitempty"`
	Answer     string     `json:"answer,omitempty"`
	// MovedTo is the meeting that takes the place of this one.
	MovedTo ID `json:"moved_to,omitempty"`
	// Proposed are the times that she may choose one of.
	Proposed []TimeSpan `json:"proposed_times,omitempty"`
}

// AbsenceReasons are why somebody cannot come, in the order people are asked.
var AbsenceReasons = []string{"sick", "child_sick", "treatment", "work", "transport", "overwhelmed", "other"}

// Wants are what somebody who cannot come may ask for instead.
var Wants = []string{"phone", "walk", "home_visit", "new_time"}

// MaxSummaryLines is how long a shared summary is (requirement B15), and MaxProposed how
// many times can be offered to choose from.
const (
	MaxSummaryLines = 3
	MaxProposed     = 10
)

// checkAnswers checks what people answered to the meeting.
func (m *Meeting) checkAnswers(c *checker) {
	if m.RSVP != nil {
		oneOf(c, "rsvp.status", m.RSVP.Status, "yes", "no", "none")
	}
	if m.Transport != nil {
		c.id("transport.who", m.Transport.Who, false)
		c.instant("transport.leaves", m.Transport.Leaves)
		c.text("transport.text", m.Transport.Text, MaxText, false)
	}
	if a := m.Absence; a != nil {
		oneOf(c, "reason", a.Reason, AbsenceReasons...)
		c.text("text", a.Text, MaxText, false)
		oneOf(c, "wants", a.Wants, append([]string{""}, Wants...)...)
		c.text("answer", a.Answer, MaxText, false)
		c.id("moved_to", a.MovedTo, false)
		c.proposed("proposed_times", a.Proposed)
	}
	if p := m.PickUp; p != nil {
		c.text("pick_up_words", p.Words, MaxText, false)
		c.text("text", p.Text, MaxText, false)
		oneOf(c, "pick_up.answer", p.Answer, "", "yes", "no")
	}
	seen := map[ID]bool{}
	for _, a := range m.Along {
		oneOf(c, "answer", a.Answer, AlongComes, AlongDrives, AlongCannot)
		c.id("who", a.Who, true)
		if a.Leaves != nil {
			c.instant("leaves", *a.Leaves)
		}
		if seen[a.Who] {
			c.add("answer", "Der er svaret to gange.")
		}
		seen[a.Who] = true
	}
	if s := m.SummaryAnswer; s != nil {
		oneOf(c, "status", s.Status, SummaryConfirmed, SummaryCorrected)
		c.text("text", s.Text, MaxText, s.Status == SummaryCorrected)
	}
}

// proposed checks times that are offered.
func (c *checker) proposed(field string, times []TimeSpan) {
	if len(times) > MaxProposed {
		c.add(field, "Der er for mange tider at vælge mellem.")
		return
	}
	for _, t := range times {
		c.instant(field, t.Start)
		c.instant(field, t.End)
		if !t.End.After(t.Start) {
			c.add(field, "Mødet slutter, før det begynder.")
		} else if t.End.Sub(t.Start) > longestMeeting {
			c.add(field, "Et møde kan højst vare et døgn.")
		}
	}
}

// AbsenceWaits says whether the citizen said that she cannot come and nobody has answered.
func (m *Meeting) AbsenceWaits() bool {
	return m.Absence != nil && m.Absence.AnsweredAt == nil && m.Status == StatusPlanned && (m.RSVP == nil || m.RSVP.Status == "no")
}

// PickUpWaits says whether the citizen asked to be fetched and nobody has answered.
func (m *Meeting) PickUpWaits() bool {
	return m.PickUp != nil && m.PickUp.Answer == "" && m.Status == StatusPlanned
}

// SummaryLines counts the lines of a summary that say something.
func SummaryLines(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}
