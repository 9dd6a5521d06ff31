package domain

import "time"

// RightsRequest is the citizen's wish that what is kept of her is corrected or erased (GDPR art. 16
// and 17), and what became of it. Art. 12(3) sets the time: a month, and two more for a reason that
// she is told within the first.
type RightsRequest struct {
	// What is one of RightsWhat.
	What string `json:"what"`
	// About is the thing; nil is something that she says in words, or all of it.
	About *Ref `json:"about,omitempty"`
	// Department is the one under whose secrecy About was when she asked, "" for none. It answers, also
	// when About is gone or another department's.
	Department string    `json:"department,omitempty"`
	Words      string    `json:"words"`
	At         time.Time `json:"at"`
	// Due is the last day for an answer, in Copenhagen.
	Due Date `json:"due"`
	// Lengthened is that it takes longer, and why.
	Lengthened *Deed      `json:"lengthened,omitempty"`
	Status     Status     `json:"status"`
	Outcome    string     `json:"outcome,omitempty"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	AnsweredBy ID         `json:"answered_by,omitempty"`
	// ChangedAt is when the thing was changed that it was about; its versions before stay in the history.
	ChangedAt *time.Time `json:"changed_at,omitempty"`
	// Complain is where she was told that she can complain, in the municipality's words of that day.
	Complain    string     `json:"complain,omitempty"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
}

// RightsWhat are what can be asked for.
var RightsWhat = []string{RightsCorrect, RightsErase, RightsEraseAll}

// What can be asked for. All of the plan is erased by the lead's order after a talk.
const (
	RightsCorrect  = "correct"
	RightsErase    = "erase"
	RightsEraseAll = "erase_all"
)

// What can come of it.
const (
	RightsCorrected = "corrected"
	RightsErased    = "erased"
	RightsPartly    = "partly"
	RightsRefused   = "refused"
)

// StatusAnswered is that of a request that was answered.
const StatusAnswered Status = "answered"

// MaxRightsWaiting is how many of them may wait at a time on one plan.
const MaxRightsWaiting = 20

// DefaultComplain is where a citizen can complain, as long as the municipality says nothing else.
const DefaultComplain = "Er du uenig, kan du klage til Datatilsynet: 33 19 32 00 eller datatilsynet.dk. Du kan også skrive til kommunens databeskyttelsesrådgiver."

// Kind is KindRightsRequest.
func (*RightsRequest) Kind() Kind { return KindRightsRequest }

// Waits says whether the citizen waits for an answer.
func (r *RightsRequest) Waits() bool { return r.Status == StatusWaiting }

// Validate checks the request.
func (r *RightsRequest) Validate() error {
	var c checker
	oneOf(&c, "what", r.What, RightsWhat...)
	c.text("words", r.Words, MaxText, true)
	oneOf(&c, "status", r.Status, StatusWaiting, StatusAnswered, StatusWithdrawn)
	oneOf(&c, "outcome", r.Outcome, "", RightsCorrected, RightsErased, RightsPartly, RightsRefused)
	c.text("text", r.Answer, MaxText, r.Status == StatusAnswered)
	c.date("due", r.Due)
	c.id("answered_by", r.AnsweredBy, false)
	if r.Lengthened != nil {
		c.text("why", r.Lengthened.Text, MaxText, true)
	}
	return c.err()
}

// RightsDue gives the last day for an answer: so many months on, the same day or the month's last
// where it has no such day (Regulation 1182/71 art. 3).
func RightsDue(at time.Time, months int) Date {
	d := at.In(Copenhagen)
	first := time.Date(d.Year(), d.Month()+time.Month(months), 1, 12, 0, 0, 0, Copenhagen)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(d.Day(), last)-1))
}

// How long an answer may take, in months, and how long where it was lengthened.
const (
	RightsMonths = 1
	RightsLonger = 3
)
