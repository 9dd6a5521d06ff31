package domain

import (
	"net/url"
	"strings"
	"time"
	"unicode"
)

// Meeting is a time people meet: at an office, on a walk, at home, by phone.
// Start and End are instants; the wall clock in Copenhagen is what people read.
type Meeting struct {
	Seen
	Title string    `json:"title"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Place *Place    `json:"place,omitempty"`
	Form  string    `json:"form"`
	// Link is where a video meeting is held, an https address. It is for those who see the
	// meeting whole, never for a push or a calendar.
	Link       string `json:"link,omitempty"`
	With       []ID   `json:"with,omitempty"`
	Purpose    string `json:"purpose,omitempty"`
	Mandatory  bool   `json:"mandatory,omitempty"`
	DutyText   string `json:"duty_text,omitempty"`
	Companions []ID   `json:"companions,omitempty"`
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
	// PickUp is the citizen's wish to be fetched; Transport says how.
	PickUp *PickUp `json:"pick_up,omitempty"`
	// RideGoneAt is when somebody who was to drive the citizen left her people, or was paused;
	// zero: nobody did. Who drives instead, if anybody, the rest of the meeting says.
	RideGoneAt *time.Time `json:"ride_gone_at,omitempty"`
	// Along is what each companion answered, one row a companion.
	Along []Along `json:"companion_answers,omitempty"`
	// Series is shared by the meetings that were booked as one, and SeriesKind is what sort
	// of booking it was; both "" for a meeting booked by itself.
	Series     ID     `json:"series,omitempty"`
	SeriesKind string `json:"series_kind,omitempty"`
	Summary    string `json:"summary_shared,omitempty"`
	// SummaryAnswer is what the citizen says of the summary.
	SummaryAnswer *SummaryAnswer `json:"summary_answer,omitempty"`
	// SummaryConfirmed is set when the citizen said the summary is right.
	SummaryConfirmed bool              `json:"summary_confirmed_by_citizen,omitempty"`
	BoardPhoto       bool              `json:"board_photo,omitempty"`
	Absence          *Absence          `json:"absence,omitempty"`
	Interpreter      *Interpreter      `json:"interpreter,omitempty"`
	BookedSameDay    *SameDay          `json:"booked_same_day,omitempty"`
	Measurement      bool              `json:"measurement,omitempty"`
	TitleIn          map[string]string `json:"title_translations,omitempty"`
	PurposeIn        map[string]string `json:"purpose_translations,omitempty"`
	// Cancelled is set where Status is StatusCancelled.
	Cancelled *Cancelled `json:"cancelled,omitempty"`
	// MovedFrom is the time that the citizen last knew of, where the meeting was moved.
	MovedFrom *MovedFrom `json:"moved_from,omitempty"`
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

// DefaultDutyText is what a mandatory meeting says of the duty to come, where the
// municipality has no text of its own. {consultant} stands for the consultant's name.
const DefaultDutyText = "Du har pligt til at komme til mødet. Kan du ikke komme, så sig det her i Tavlen, så snart du kan. Du kan også ringe til {consultant}. Bliver du væk uden at sige det, kan det gå ud over dine penge."

// Cancelled is who called a meeting off, when and why.
type Cancelled struct {
	At  time.Time `json:"at"`
	By  ID        `json:"by"`
	Why string    `json:"why,omitempty"`
}

// MovedFrom is when a meeting was to be held before it was moved, and who moved it when.
type MovedFrom struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	At    time.Time `json:"at"`
	By    ID        `json:"by"`
}

// The sorts of booking that make several meetings at once.
const (
	SeriesRepeated   = "series"
	SeriesAssessment = "assessment_day" // 3×30 minutes on one day (requirement B17)
)

const longestMeeting = 24 * time.Hour

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
	m.checkTime(&c)
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
	c.link("link", m.Link)
	if m.Interpreter != nil {
		c.text("interpreter.language", m.Interpreter.Language, 40, true)
	}
	c.id("series", m.Series, m.SeriesKind != "")
	oneOf(&c, "series_kind", m.SeriesKind, "", SeriesRepeated, SeriesAssessment)
	if m.Cancelled != nil {
		c.text("why", m.Cancelled.Why, MaxText, false)
	}
	m.checkAnswers(&c)
	return c.err()
}

// CheckTime checks when the meeting begins and ends, and nothing else of it.
func (m *Meeting) CheckTime() error {
	var c checker
	m.checkTime(&c)
	return c.err()
}

func (m *Meeting) checkTime(c *checker) {
	c.instant("start", m.Start)
	c.instant("end", m.End)
	if !m.Start.IsZero() && !m.End.IsZero() {
		if !m.End.After(m.Start) {
			c.add("end", "Mødet slutter, før det begynder.")
		} else if m.End.Sub(m.Start) > longestMeeting {
			c.add("end", "Et møde kan højst vare et døgn.")
		}
	}
}

// link checks an address that people open: https and nothing else, so that neither a
// script nor a file hides behind it.
func (c *checker) link(field, s string) {
	if s == "" {
		return
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || len(s) > MaxLink || strings.ContainsFunc(s, unicode.IsSpace) {
		c.add(field, "Skriv hele adressen. Den skal begynde med https://.")
	}
}

// MaxLink is how long an address may be, in bytes.
const MaxLink = 1000

// inUTC writes the instants that people set in one form.
func (m *Meeting) inUTC() {
	m.Start, m.End = m.Start.UTC(), m.End.UTC()
	if m.Transport != nil {
		m.Transport.Leaves = m.Transport.Leaves.UTC()
	}
	if m.Absence != nil {
		for i := range m.Absence.Proposed {
			m.Absence.Proposed[i] = m.Absence.Proposed[i].utc()
		}
	}
}

// Upcoming says whether the meeting is still to be held at the given instant.
func (m *Meeting) Upcoming(now time.Time) bool {
	return m.Status == StatusPlanned && m.End.After(now)
}
