package domain

import "time"

// Meeting is a time people meet: at an office, on a walk, at home, by phone.
// Start and End are instants; the wall clock in Copenhagen is what people read.
type Meeting struct {
	Seen
	Title      string    `json:"title"`
	Start      time.Time `json:"start"`
	End        time.Time `json:"end"`
	Place      *Place    `json:"place,omitempty"`
	Form       string    `json:"form"`
	With       []ID      `json:"with,omitempty"`
	Purpose    string    `json:"purpose,omitempty"`
	Mandatory  bool      `json:"mandatory,omitempty"`
	DutyText   string    `json:"duty_text,omitempty"`
	Companions []ID      `json:"companions,omitempty"`
	// Proposed are contacts that staff thought of. They see nothing of it until the citizen
	// has agreed to the change: then they are Companions.
	Proposed  []ID     `json:"companions_proposed,omitempty"`
	Bring     []string `json:"bring,omitempty"`
	Status    Status   `json:"status"`
	Effort    ID       `json:"effort,omitempty"`
	Reminders []string `json:"reminders,omitempty"`
	RSVP      *RSVP    `json:"rsvp,omitempty"`
	MayChoose []string `json:"may_choose_form,omitempty"`
	Transport *Ride    `json:"transport,omitempty"`
	Summary   string   `json:"summary_shared,omitempty"`
	// SummaryConfirmed is set when the citizen said the summary is right.
	SummaryConfirmed bool              `json:"summary_confirmed_by_citizen,omitempty"`
	BoardPhoto       bool              `json:"board_photo,omitempty"`
	Absence          *Absence          `json:"absence,omitempty"`
	Interpreter      *Interpreter      `json:"interpreter,omitempty"`
	BookedSameDay    *SameDay          `json:"booked_same_day,omitempty"`
	Measurement      bool              `json:"measurement,omitempty"`
	TitleIn          map[string]string `json:"title_translations,omitempty"`
	PurposeIn        map[string]string `json:"purpose_translations,omitempty"`
}

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

// Absence is "Jeg kan ikke komme" and its answer. It is never approved by the app.
type Absence struct {
	ReportedAt time.Time  `json:"reported_at"`
	ReportedBy ID         `json:"reported_by"`
	Reason     string     `json:"reason"`
	Text       string     `json:"text,omitempty"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	AnsweredBy ID         `json:"answered_by,omitempty"`
	Answer     string     `json:"answer,omitempty"`
	MovedTo    ID         `json:"moved_to,omitempty"`
}

// Interpreter is the need for one at a meeting, and whether one is booked.
type Interpreter struct {
	Language string `json:"language"`
	Booked   bool   `json:"booked"`
}

// SameDay is when a meeting was asked for and confirmed on the day itself.
type SameDay struct {
	AskedAt     time.Time `json:"asked_at"`
	ConfirmedAt time.Time `json:"confirmed_at"`
}

// Forms lists the forms a meeting can have.
var Forms = []string{"in_person", "walk", "home_visit", "workplace", "phone", "doctor", "video"}

// Kind is KindMeeting.
func (*Meeting) Kind() Kind { return KindMeeting }

// Validate checks the meeting.
func (m *Meeting) Validate() error {
	var c checker
	c.text("title", m.Title, MaxTitle, true)
	c.text("purpose", m.Purpose, MaxText, false)
	c.text("duty_text", m.DutyText, MaxText, false)
	c.text("summary_shared", m.Summary, MaxText, false)
	c.instant("start", m.Start)
	c.instant("end", m.End)
	if !m.Start.IsZero() && !m.End.IsZero() {
		if !m.End.After(m.Start) {
			c.add("end", "Mødet slutter, før det begynder.")
		} else if m.End.Sub(m.Start) > 24*time.Hour {
			c.add("end", "Et møde kan højst vare et døgn.")
		}
	}
	oneOf(&c, "form", m.Form, Forms...)
	for _, f := range m.MayChoose {
		oneOf(&c, "may_choose_form", f, Forms...)
	}
	oneOf(&c, "status", m.Status, StatusPlanned, StatusHeld, StatusMoved, StatusCancelled, StatusMissed)
	m.Place.check(&c)
	c.ids("with", m.With)
	c.ids("companions", m.Companions)
	c.ids("companions", m.Proposed)
	if len(m.Bring) > 20 || len(m.Reminders) > 10 || len(m.MayChoose) > len(Forms) {
		c.add("bring", "Der er for mange.")
	}
	for _, b := range m.Bring {
		c.text("bring", b, MaxTitle, true)
	}
	c.id("effort", m.Effort, false)
	if m.RSVP != nil {
		oneOf(&c, "rsvp.status", m.RSVP.Status, "yes", "no", "none")
	}
	if m.Transport != nil {
		c.id("transport.who", m.Transport.Who, false)
		c.instant("transport.leaves", m.Transport.Leaves)
		c.text("transport.text", m.Transport.Text, MaxText, false)
	}
	return c.err()
}

// inUTC writes the instants that people set in one form.
func (m *Meeting) inUTC() {
	m.Start, m.End = m.Start.UTC(), m.End.UTC()
	if m.Transport != nil {
		m.Transport.Leaves = m.Transport.Leaves.UTC()
	}
}

// Upcoming says whether the meeting is still to be held at the given instant.
func (m *Meeting) Upcoming(now time.Time) bool {
	return m.Status == StatusPlanned && m.End.After(now)
}
