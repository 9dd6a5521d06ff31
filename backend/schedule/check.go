package schedule

import (
	"cmp"
	"slices"
	"time"

	"tavlen/backend/domain"
)

// Code says which thing a warning is about.
type Code string

// What whoever books a meeting is told to think of. None of it forbids the meeting.
const (
	Overlap            Code = "overlap"
	TooTight           Code = "too_tight"           // less than Gap to another
	TooMany            Code = "too_many"            // more than MaxADay on a day
	TooLate            Code = "too_late"            // after the time agreed with the citizen
	OnHoliday          Code = "holiday"             // a public holiday, a usual closing day or a weekend
	DuringEffort       Code = "during_effort"       // while the citizen is at something else
	OtherConsultant    Code = "other_consultant"    // not the fixed one
	InterpreterMissing Code = "interpreter_missing" // needed and not booked
	Past               Code = "past"
	PlaceMissing       Code = "place_missing" // nobody said where, and it needs saying
)

// The bounds of a day that a person can bear (requirement B13).
const (
	Gap     = 30 * time.Minute
	MaxADay = 2
)

// Slot is a meeting as the check knows it.
type Slot struct {
	ID         domain.ID
	Title      string // "" where whoever books does not see it
	Start, End time.Time
	// Effort is the one that the meeting belongs to, and that it may be held during.
	Effort domain.ID
	// Other is the name of a consultant who comes though he is not the fixed one, who does
	// not; else "".
	Other string
	// Interpreter says that one is booked.
	Interpreter bool
	// NeedsInterpreter says that this meeting needs one.
	NeedsInterpreter bool
	// Missing is what the citizen needs to get there and nobody said, in plain Danish; else "".
	Missing string
}

// Busy is an effort: what the citizen does, and when.
type Busy struct {
	ID         domain.ID
	Title      string
	Start, End domain.Date // End "" is none
	RRule      string
	Time       *domain.Clocks // nil is not known: then it is no hindrance
	Pauses     []domain.Pause
}

// Day is what the meetings that are booked must fit into.
type Day struct {
	Now time.Time
	// Meetings are those that are planned already, of which whoever books may know.
	Meetings []Slot
	Efforts  []Busy
	// Latest is when meetings are over at the latest, as agreed with the citizen; "" is no
	// such agreement.
	Latest string
	// AsOne says that those booked belong together: they may be close, and count as one.
	AsOne bool
	// Fixed is what the citizen's own consultant is called.
	Fixed string
}

// Warning is one thing to think of. Meeting is the one that is booked, Other what stands in
// its way, if anything does. Text is plain Danish.
type Warning struct {
	Code    Code      `json:"code"`
	Meeting domain.ID `json:"meeting"`
	Other   domain.ID `json:"other,omitempty"`
	Text    string    `json:"text"`
}

// Check says what to think of before meetings are booked, meeting by meeting in the order
// of their times.
func Check(booked []Slot, d Day) []Warning {
	out := []Warning{}
	booked = slices.Clone(booked)
	slices.SortStableFunc(booked, func(a, b Slot) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID)) })
	for i, b := range booked {
		add := func(code Code, other domain.ID, text string) {
			out = append(out, Warning{code, b.ID, other, text})
		}
		if b.Start.Before(d.Now) {
			add(Past, "", "Tidspunktet er allerede gået.")
		}
		if name := restDay(domain.DateOf(b.Start)); name != "" {
			add(OnHoliday, "", "Det er "+name+".")
		}
		if d.late(b) {
			add(TooLate, "", "Mødet slutter efter kl. "+spoken(d.Latest)+". Det er aftalt, at møder slutter før.")
		}
		for _, o := range slices.Concat(d.Meetings, booked[:i]) {
			d.near(b, o, slices.ContainsFunc(booked, func(x Slot) bool { return x.ID == o.ID }), add)
		}
		if d.crowded(b, booked) {
			add(TooMany, "", "Der er allerede to aftaler den dag.")
		}
		for _, e := range d.Efforts {
			if e.ID != b.Effort && e.busy(b) {
				add(DuringEffort, e.ID, "Mødet ligger samtidig med: "+named(e.Title))
			}
		}
		if b.Other != "" {
			add(OtherConsultant, "", "Mødet er med "+b.Other+" og ikke med den faste konsulent, "+d.Fixed+".")
		}
		if b.NeedsInterpreter && !b.Interpreter {
			add(InterpreterMissing, "", "Der er brug for en tolk, og der er ikke bestilt en.")
		}
		if b.Missing != "" {
			add(PlaceMissing, "", b.Missing)
		}
	}
	return out
}

// near warns of a meeting that is at the same time or too close.
func (d Day) near(b, o Slot, together bool, add func(Code, domain.ID, string)) {
	switch {
	case b.Start.Before(o.End) && o.Start.Before(b.End):
		add(Overlap, o.ID, "Der er en anden aftale på samme tid: "+named(o.Title))
	case d.AsOne && together:
	case b.Start.Sub(o.End) < Gap && o.Start.Sub(b.End) < Gap:
		add(TooTight, o.ID, "Der er mindre end en halv time til en anden aftale: "+named(o.Title))
	}
}

func named(title string) string {
	if title == "" {
		return "en aftale, du ikke kan se."
	}
	return title + "."
}

// crowded says whether a meeting is one too many on its day. Of those booked as one only the
// first counts.
func (d Day) crowded(b Slot, booked []Slot) bool {
	day, n, counted := domain.DateOf(b.Start), 0, false
	for _, o := range d.Meetings {
		if domain.DateOf(o.Start) == day {
			n++
		}
	}
	for _, o := range booked {
		if domain.DateOf(o.Start) != day || d.AsOne && counted {
			continue
		}
		counted = true
		if n++; o.ID == b.ID {
			return n > MaxADay
		}
	}
	return false
}

func (d Day) late(b Slot) bool {
	latest, err := ParseClock(d.Latest)
	return err == nil && b.End.After(latest.At(domain.DateOf(b.Start)))
}

// busy says whether the effort takes the citizen's time while a meeting is held.
func (e Busy) busy(b Slot) bool {
	if e.Time == nil {
		return false
	}
	from, err := ParseClock(e.Time.From)
	to, errTo := ParseClock(e.Time.To)
	if err != nil || errTo != nil {
		return false
	}
	for day := domain.DateOf(b.Start); day <= domain.DateOf(b.End); day = day.AddDays(1) {
		if e.End != "" && day > e.End || !Occurs(e.RRule, e.Start, day) || slices.ContainsFunc(e.Pauses, func(p domain.Pause) bool { return p.From <= day && day <= p.To }) {
			continue
		}
		if b.Start.Before(to.At(day)) && from.At(day).Before(b.End) {
			return true
		}
	}
	return false
}

// restDay says in words why a date is no day of work; "" where it is one.
func restDay(d domain.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	for _, h := range Holidays(t.Year()) {
		if h.Date == d {
			return h.Name
		}
	}
	if slices.Contains(UsualClosedDays, MonthDay{t.Month(), t.Day()}) {
		return "en dag, hvor kontoret plejer at holde lukket"
	}
	if w := t.Weekday(); w == time.Saturday || w == time.Sunday {
		return "en " + weekdayNames[w]
	}
	return ""
}

// spoken writes "15:30" as people say it: "15.30".
func spoken(clock string) string {
	c, err := ParseClock(clock)
	if err != nil {
		return clock
	}
	s := c.String()
	return s[:2] + "." + s[3:]
}
