package domain

// Effort is help that runs for a time: a placement, treatment, training, a course.
type Effort struct {
	Seen
	Ranked
	Title         string `json:"title"`
	CatalogueCode string `json:"catalogue_code,omitempty"`
	Plain         string `json:"plain,omitempty"`
	Department    string `json:"department"`
	Provider      string `json:"provider,omitempty"`
	Responsible   ID     `json:"responsible,omitempty"`
	PlaceContact  ID     `json:"place_contact,omitempty"`
	Place         *Place `json:"place,omitempty"`
	Goals         []ID   `json:"goals,omitempty"`
	Start         Date   `json:"start,omitempty"`
	End           Date   `json:"end,omitempty"`
	SchedulePlain string `json:"schedule_plain,omitempty"`
	// RRule is an iCalendar recurrence (RFC 5545 §3.3.10) on whole days in Copenhagen.
	RRule            string  `json:"rrule,omitempty"`
	Time             *Clocks `json:"time,omitempty"`
	HoursPerWeek     float64 `json:"hours_per_week,omitempty"`
	PaidHoursPerWeek float64 `json:"paid_hours_per_week,omitempty"`
	Pauses           []Pause `json:"pauses,omitempty"`
	// Sequence is first, parallel or after (then After names the effort before).
	Sequence        string `json:"sequence,omitempty"`
	After           ID     `json:"after,omitempty"`
	Status          Status `json:"status"`
	JobOriented     bool   `json:"job_oriented,omitempty"`
	PathToPaidHours string `json:"path_to_paid_hours,omitempty"`
	// Bring is what to take along, and WayHome how to get away again, as people need it
	// who have not been there before (requirement A12).
	Bring            []string     `json:"bring,omitempty"`
	WayHome          string       `json:"way_home,omitempty"`
	Adjustments      []Adjustment `json:"adjustments,omitempty"`
	FollowUp         *FollowUp    `json:"follow_up,omitempty"`
	NextStep         *NextStep    `json:"next_step,omitempty"`
	ResultPlain      string       `json:"result_plain,omitempty"`
	ResultSensitive  bool         `json:"result_sensitive,omitempty"`
	ResultVisibility []string     `json:"result_visibility,omitempty"`
	EndedReason      string       `json:"ended_reason,omitempty"`
	Ending           *Ending      `json:"ending,omitempty"`
	EndWord          *EndWord     `json:"end_word,omitempty"`
	RequestedOn      Date         `json:"requested_on,omitempty"`
	GuaranteeDays    int          `json:"guarantee_days,omitempty"`
	// ConsultantSees is what a consent opens of a confidential effort: schedule, attendance.
	ConsultantSees []string `json:"consultant_sees,omitempty"`
	Consent        ID       `json:"consent,omitempty"`
	LegalRef       string   `json:"legal_ref,omitempty"`
	KLE            string   `json:"kle,omitempty"`
	KLCode         string   `json:"kl_code,omitempty"`
}

// Place is where something happens. It never leaves the app and is shown to a
// network contact only for a meeting he comes along to (threat T05).
type Place struct {
	Name     string `json:"name,omitempty"`
	Address  string `json:"address,omitempty"`
	FindWay  string `json:"find_way,omitempty"`
	StepFree bool   `json:"step_free,omitempty"`
	Note     string `json:"note,omitempty"`
}

// Pause is a span of days, both included, in which an effort rests.
type Pause struct {
	From Date   `json:"from"`
	To   Date   `json:"to"`
	Why  string `json:"why,omitempty"`
}

// Adjustment is how an effort was changed because something did not work.
type Adjustment struct {
	From        Date   `json:"from"`
	Text        string `json:"text"`
	BecauseFlag ID     `json:"because_flag,omitempty"`
}

// FollowUp is the rhythm in which someone asks how it goes.
type FollowUp struct {
	EveryDays      int   `json:"every_days,omitempty"`
	AfterStartDays []int `json:"after_start_days,omitempty"`
	Last           Date  `json:"last,omitempty"`
	NextMeeting    ID    `json:"next_meeting,omitempty"`
	EndMeeting     ID    `json:"end_meeting,omitempty"`
}

// NextStep answers "Hvad så nu?", which must be decided before an effort ends.
type NextStep struct {
	Decided bool   `json:"decided"`
	Text    string `json:"text,omitempty"`
	Meeting ID     `json:"meeting,omitempty"`
	Effort  ID     `json:"effort,omitempty"`
	// Who does it, and By which day.
	Who ID   `json:"who,omitempty"`
	By  Date `json:"by,omitempty"`
}

// Kind is KindEffort.
func (*Effort) Kind() Kind { return KindEffort }

// Validate checks the effort.
func (e *Effort) Validate() error {
	var c checker
	c.text("title", e.Title, MaxTitle, true)
	c.text("plain", e.Plain, MaxText, false)
	c.text("department", e.Department, 40, true)
	c.text("provider", e.Provider, MaxTitle, false)
	c.id("responsible", e.Responsible, false)
	c.id("place_contact", e.PlaceContact, false)
	e.Place.check(&c)
	c.ids("goals", e.Goals)
	c.period("end", e.Start, e.End)
	c.text("schedule_plain", e.SchedulePlain, MaxTitle, false)
	if !validRRule(e.RRule) {
		c.add("rrule", "Ugedagene kan ikke læses.")
	}
	if e.Time != nil {
		c.clockTime("time.from", e.Time.From)
		c.clockTime("time.to", e.Time.To)
		if e.Time.From != "" && e.Time.To != "" && e.Time.To <= e.Time.From {
			c.add("time.to", "Sluttiden ligger før starttiden.")
		}
	}
	hours := func(field string, h float64) {
		if h < 0 || h > 60 {
			c.add(field, "Vælg et antal timer mellem 0 og 60.")
		}
	}
	hours("hours_per_week", e.HoursPerWeek)
	hours("paid_hours_per_week", e.PaidHoursPerWeek)
	if len(e.Pauses) > 50 {
		c.add("pauses", "Der er for mange pauser.")
	}
	for _, p := range e.Pauses {
		if p.From == "" || p.To == "" || !p.From.Valid() || !p.To.Valid() || p.To < p.From {
			c.add("pauses", "Pausen skal have en første og en sidste dag.")
		}
		c.text("pauses", p.Why, MaxTitle, false)
	}
	if len(e.Adjustments) > MaxAdjustments {
		c.add("adjustments", "Der er lavet for meget om. Lav en ny indsats i stedet.")
	}
	for _, a := range e.Adjustments {
		c.date("adjustments", a.From)
		c.text("adjustments", a.Text, MaxText, true)
	}
	oneOf(&c, "sequence", e.Sequence, "", "first", "parallel", "after")
	c.id("after", e.After, e.Sequence == "after")
	oneOf(&c, "status", e.Status, StatusPlanned, StatusActive, StatusPaused, StatusCompleted, StatusDropped)
	c.text("path_to_paid_hours", e.PathToPaidHours, MaxText, false)
	c.text("result_plain", e.ResultPlain, MaxText, false)
	c.text("catalogue_code", e.CatalogueCode, 40, false)
	if len(e.Bring) > 20 {
		c.add("bring", "Der er for meget at tage med.")
	}
	for _, b := range e.Bring {
		c.text("bring", b, MaxTitle, true)
	}
	c.text("way_home", e.WayHome, MaxText, false)
	c.date("requested_on", e.RequestedOn)
	if e.GuaranteeDays < 0 || e.GuaranteeDays > MaxGuaranteeDays {
		c.add("guarantee_days", "Vælg et antal dage mellem 0 og 366.")
	}
	c.text("ended_reason", e.EndedReason, 40, false)
	if f := e.FollowUp; f != nil {
		c.date("follow_up.last", f.Last)
		c.id("follow_up.next_meeting", f.NextMeeting, false)
		c.id("follow_up.end_meeting", f.EndMeeting, false)
		if f.EveryDays < 0 || f.EveryDays > 366 {
			c.add("follow_up.every_days", "Vælg et antal dage mellem 0 og 366.")
		}
		if len(f.AfterStartDays) > 20 {
			c.add("follow_up.after_start_days", "Der er for mange.")
		}
		for _, d := range f.AfterStartDays {
			if d < 0 || d > 1830 {
				c.add("follow_up.after_start_days", "Vælg et antal dage mellem 0 og 1830.")
			}
		}
	}
	if n := e.NextStep; n != nil {
		c.text("next_step.text", n.Text, MaxText, false)
		c.id("next_step.meeting", n.Meeting, false)
		c.id("next_step.effort", n.Effort, false)
	}
	e.checkEnd(&c)
	e.check(&c)
	return c.err()
}

func (p *Place) check(c *checker) {
	if p == nil {
		return
	}
	c.text("place.name", p.Name, MaxTitle, false)
	c.text("place.address", p.Address, MaxTitle, false)
	c.text("place.find_way", p.FindWay, MaxText, false)
	c.text("place.note", p.Note, MaxText, false)
}
