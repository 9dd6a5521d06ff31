package domain

import "time"

// MeetingRequest is the citizen's own "Kan jeg komme med i dag?" (requirement B10), and
// what staff answered. Only the citizen makes one.
type MeetingRequest struct {
	At time.Time `json:"at"`
	// When is today, which is urgent, or soon.
	When  string `json:"when"`
	Words string `json:"words,omitempty"`
	// Form is how she would like to meet; "" leaves it to staff.
	Form string `json:"form,omitempty"`
	// PickUp says that she would like to be fetched.
	PickUp bool `json:"pick_up"`
	// Call says that she would like to be called and not to meet, best in one of the Wished
	// times.
	Call       bool       `json:"call,omitempty"`
	Wished     []TimeSpan `json:"wished_times,omitempty"`
	Status     Status     `json:"status"`
	Answer     string     `json:"answer,omitempty"` // in words
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	AnsweredBy ID         `json:"answered_by,omitempty"`
	// Meeting is the one that came of it.
	Meeting  ID         `json:"meeting,omitempty"`
	Proposed []TimeSpan `json:"proposed_times,omitempty"`
}

// Where a request stands.
const (
	StatusWaiting   Status = "waiting"
	StatusYes       Status = "yes"
	StatusNo        Status = "no"
	StatusWithdrawn Status = "withdrawn"
)

// When a citizen asks to meet.
const (
	RequestToday = "today"
	RequestSoon  = "soon"
)

// Kind is KindMeetingRequest.
func (*MeetingRequest) Kind() Kind { return KindMeetingRequest }

// Validate checks the request.
func (r *MeetingRequest) Validate() error {
	var c checker
	oneOf(&c, "when", r.When, RequestToday, RequestSoon)
	c.text("words", r.Words, MaxText, false)
	oneOf(&c, "form", r.Form, append([]string{""}, Forms...)...)
	oneOf(&c, "status", r.Status, StatusWaiting, StatusYes, StatusNo, StatusWithdrawn)
	c.text("text", r.Answer, MaxText, false)
	c.id("answered_by", r.AnsweredBy, false)
	c.id("meeting", r.Meeting, false)
	c.proposed("proposed_times", r.Proposed)
	c.proposed("wished_times", r.Wished)
	if !r.Call && len(r.Wished) > 0 || r.Call && (r.PickUp || r.Form != "phone") {
		c.add("call", "Vælg enten et opkald eller et møde.")
	}
	return c.err()
}

// Waits says whether the citizen waits for an answer.
func (r *MeetingRequest) Waits() bool { return r.Status == StatusWaiting }

// ContactAttempt is one time that staff tried to reach the citizen. What was tried is on
// record for both, so that silence is not taken for a refusal.
type ContactAttempt struct {
	Seen
	At      time.Time `json:"at"`
	By      ID        `json:"by"`
	How     string    `json:"how"`
	Reached bool      `json:"reached"`
	// About is the meeting it was about, if it was about one.
	About ID     `json:"about,omitempty"`
	Note  string `json:"note,omitempty"`
}

// ContactWays are how staff try to reach somebody.
var ContactWays = []string{"phone", "message", "letter", "visit"}

// Kind is KindContactAttempt.
func (*ContactAttempt) Kind() Kind { return KindContactAttempt }

// Validate checks the attempt.
func (a *ContactAttempt) Validate() error {
	var c checker
	oneOf(&c, "how", a.How, ContactWays...)
	c.id("by", a.By, true)
	c.id("about", a.About, false)
	c.text("note", a.Note, MaxText, false)
	return c.err()
}
