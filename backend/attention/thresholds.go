package attention

import (
	"slices"

	"tavlen/backend/domain"
)

// Steps are when a rule speaks, and when it speaks louder or to more people. Each rule
// counts in its own unit (see Default); nil is never. Where a rule counts what has passed, a
// step of zero or less is never, too: it would be an alert that nothing can end.
type Steps struct {
	Info   *int `json:"info,omitempty"`
	Amber  *int `json:"amber,omitempty"`
	Orange *int `json:"orange,omitempty"`
	Red    *int `json:"red,omitempty"`
	Deputy *int `json:"deputy,omitempty"`
	Leader *int `json:"leader,omitempty"`
	// Off turns the whole rule off.
	Off *bool `json:"off,omitempty"`
}

func (s Steps) off() bool { return s.Off != nil && *s.Off }

// over lays what is said of some steps over others.
func (s Steps) over(below Steps) Steps {
	for _, p := range []struct{ to, from **int }{
		{&below.Info, &s.Info}, {&below.Amber, &s.Amber}, {&below.Orange, &s.Orange}, {&below.Red, &s.Red}, {&below.Deputy, &s.Deputy}, {&below.Leader, &s.Leader},
	} {
		if *p.from != nil {
			*p.to = *p.from
		}
	}
	if s.Off != nil {
		below.Off = s.Off
	}
	return below
}

// Counts are the numbers of the rules that are no steps.
type Counts struct {
	// GapHorizon is how many days ahead a gap is looked for.
	GapHorizon *int `json:"gap_horizon_days,omitempty"`
	// LowScore is up to which number of 0–10 a check-in is low, and LowInRow how many in a row count.
	LowScore *int `json:"low_score,omitempty"`
	LowInRow *int `json:"low_in_row,omitempty"`
	// TightStart are the days after the start of a new placement by which somebody has asked
	// how it goes; 0 is the first day.
	TightStart []int `json:"tight_start_days,omitempty"`
	// Caseload is how many citizens a consultant should have at most, where nothing else is said
	// of her (practices P3 and P44). No rule speaks of it, and none is built in: it is the
	// municipality's own to say.
	Caseload *int `json:"caseload_norm,omitempty"`
	// GlassMinutes is for how long somebody who does not work with a citizen sees her plan once he
	// has given a reason, and GlassPerDay how often one person may try in 24 hours.
	GlassMinutes *int `json:"glass_minutes,omitempty"`
	GlassPerDay  *int `json:"glass_per_day,omitempty"`
	// ReadingSample is how many of those who read a plan in a week a lead is shown, beside all that
	// used emergency access or did not work with the citizen.
	ReadingSample *int `json:"reading_sample,omitempty"`
}

func (c Counts) over(below Counts) Counts {
	for _, p := range []struct{ to, from **int }{
		{&below.GapHorizon, &c.GapHorizon}, {&below.LowScore, &c.LowScore}, {&below.LowInRow, &c.LowInRow}, {&below.Caseload, &c.Caseload},
		{&below.GlassMinutes, &c.GlassMinutes}, {&below.GlassPerDay, &c.GlassPerDay}, {&below.ReadingSample, &c.ReadingSample},
	} {
		if *p.from != nil {
			*p.to = *p.from
		}
	}
	if c.TightStart != nil {
		below.TightStart = c.TightStart
	}
	return below
}

// Unit is what the steps of a rule count.
type Unit int

// The units. Of DaysAfter zero makes no sense: what passed today has not passed.
const (
	DaysAfter Unit = iota
	DaysBefore
	AtOnce // working hours, or an instant: zero is at once
)

// CountsOf gives what the steps of a rule count.
func CountsOf(r Rule) Unit {
	switch r {
	case EffortEnds, InterpreterNeeded, StartLimit, LengthLimit, ConsentEnds, RightsDue, PlanGoes:
		return DaysBefore
	case FlagUnseen, FlagUnanswered, FlagOpen, Unanswered, ChangeUnanswered, NoConsultant, LowCheckins, NoJobEffort, NoteMissing, ConsentOver, PlanFollowUp:
		return AtOnce
	}
	return DaysAfter
}

// Thresholds are the numbers of all rules at one time for one person.
type Thresholds struct {
	Rules  map[Rule]Steps
	Counts Counts
}

// MaxSilence is the longest silence that citizen and consultant can agree on, in days
// (requirement C7): a slip of the finger must not turn the alarm off.
const MaxSilence = 42

func n(i int) *int { return &i }

// Default gives what holds where nobody said otherwise (requirements C3, C7, D1–D13, A7,
// B11, B16, F1, H2). The law's own time limits stand in the catalogue. Units: the rules before something (an effort's end, an interpreter, a time limit, a plan's deletion)
// count calendar days left, meeting_unconfirmed hours left; messages, flags, plan changes,
// missing notes and the call after a plan's end working hours passed; the rest calendar days passed, a gap its length.
func Default() Thresholds {
	return Thresholds{
		Rules: map[Rule]Steps{
			EffortEnds:        {Amber: n(28), Orange: n(14), Red: n(7), Leader: n(0)},
			Silence:           {Amber: n(14), Red: n(21), Leader: n(21)},
			Unanswered:        {Amber: n(8), Orange: n(12), Deputy: n(12), Red: n(16), Leader: n(16)},
			Gap:               {Amber: n(10)},
			AgreementOverdue:  {Amber: n(1), Orange: n(7), Red: n(14), Leader: n(14)},
			FollowUpMissed:    {Amber: n(1), Orange: n(7), Red: n(14), Leader: n(14)},
			NoJobEffort:       {Info: n(1)},
			FlagUnseen:        {Amber: n(0), Orange: n(2), Deputy: n(2), Red: n(4), Leader: n(4)},
			FlagUnanswered:    {Amber: n(0), Orange: n(8), Deputy: n(8), Red: n(16), Leader: n(16)},
			FlagOpen:          {Info: n(0), Amber: n(21)},
			ChangeUnanswered:  {Amber: n(21), Orange: n(28), Deputy: n(28), Red: n(35), Leader: n(35)}, // three working days of seven hours
			MeasurementDue:    {Amber: n(90)},
			MeetingUnanswered: {Amber: n(24)},
			InterpreterNeeded: {Orange: n(3), Red: n(2)},
			CitizenQuiet:      {Amber: n(10)},
			LowCheckins:       {Amber: n(3)},
			StartLimit:        {Amber: n(5), Orange: n(2), Red: n(0), Leader: n(0)},
			LengthLimit:       {Info: n(28), Amber: n(14)},
			NoConsultant:      {Red: n(0), Leader: n(0)},
			NoteMissing:       {Amber: n(21), Orange: n(35), Red: n(49), Leader: n(49)}, // three, five and seven working days
			ConferenceMissing: {Amber: n(7), Orange: n(10), Red: n(14), Leader: n(14)},
			ConsentEnds:       {Amber: n(30)},
			PlanFollowUp:      {Amber: n(0), Orange: n(7), Deputy: n(7), Red: n(14), Leader: n(14)}, // one and two working days
			ConsentOver:       {Info: n(0)},
			PlanGoes:          {Info: n(30), Leader: n(30)},                                         // as long as it is told before (domain.PlanNotice)
			RightsDue:         {Amber: n(92), Orange: n(10), Deputy: n(7), Red: n(3), Leader: n(3)}, // GDPR art. 12(3): from the first day on
		},
		Counts: Counts{GapHorizon: n(56), LowScore: n(3), LowInRow: n(3), GlassMinutes: n(60), GlassPerDay: n(5), ReadingSample: n(20), TightStart: []int{0, 3, 7, 14, 21, 28}},
	}
}

// Dated are thresholds that hold from a day on, for what they say; the rest stays as it was.
type Dated struct {
	From   domain.Date    `json:"valid_from"`
	Rules  map[Rule]Steps `json:"rules,omitempty"`
	Counts Counts         `json:"counts,omitzero"`
}

// Sets are all thresholds of an installation: the municipality's, and those of some persons
// (a citizen). A person's own go before the municipality's, newer ones before older ones.
type Sets struct {
	Municipality []Dated
	Persons      map[domain.ID][]Dated
}

// At gives the thresholds that hold for a citizen on a day.
func (s Sets) At(day domain.Date, citizen domain.Person) Thresholds {
	out := Default()
	for _, list := range [][]Dated{s.Municipality, s.Persons[citizen.ID]} {
		list = slices.Clone(list)
		slices.SortStableFunc(list, func(a, b Dated) int {
			switch {
			case a.From < b.From:
				return -1
			case a.From > b.From:
				return 1
			}
			return 0
		})
		for _, d := range list {
			if d.From > day {
				break
			}
			for r, steps := range d.Rules {
				out.Rules[r] = steps.over(out.Rules[r])
			}
			out.Counts = d.Counts.over(out.Counts)
		}
	}
	out.agree(citizen)
	return out
}

// agree puts what citizen and consultant agreed on: how long it may be silent. What comes
// after keeps its distance.
func (t Thresholds) agree(citizen domain.Person) {
	if citizen.Citizen == nil || citizen.Citizen.Agreement == nil || citizen.Citizen.Agreement.MaxSilenceDays <= 0 {
		return
	}
	s := t.Rules[Silence]
	if s.Amber == nil {
		return
	}
	days := min(citizen.Citizen.Agreement.MaxSilenceDays, MaxSilence)
	moved := func(step *int) *int {
		if step == nil {
			return nil
		}
		return n(*step + days - *s.Amber)
	}
	s.Orange, s.Red, s.Deputy, s.Leader, s.Amber = moved(s.Orange), moved(s.Red), moved(s.Deputy), moved(s.Leader), n(days)
	t.Rules[Silence] = s
}

// Every gives after how many days a rule first speaks in earnest; 0 is never.
func (t Thresholds) Every(r Rule) int { return count(t.Rules[r].Amber) }

// count reads a number that is no step; what is not there or makes no sense is zero.
func count(i *int) int {
	if i == nil || *i < 0 {
		return 0
	}
	return *i
}
