package domain

import (
	"slices"
	"time"
)

// Counted is what of a plan is counted for whoever leads its consultant: days, minutes and how
// many, and no words. What is under a department's secrecy, and what is a hint that nobody but
// the consultant is told of, is not in it.
type Counted struct {
	// AgreedOn is the day on which citizen and consultant first agreed on the plan.
	AgreedOn Date `json:"agreed_on,omitempty"`
	// HeardOn is the last day on which the citizen heard from her consultant, or got her.
	HeardOn Date           `json:"heard_on,omitempty"`
	Ends    []CountedEnd   `json:"ends,omitempty"`
	Flags   []CountedFlag  `json:"flags,omitempty"`
	Alerts  []CountedAlert `json:"alerts,omitempty"`
}

// CountedEnd is an effort that ended. Decided says that it is decided what comes then, and
// Followed that a meeting is booked for it, or that somebody does it by a day.
type CountedEnd struct {
	Effort   ID   `json:"effort"`
	On       Date `json:"on"`
	Decided  bool `json:"decided,omitempty"`
	Followed bool `json:"followed,omitempty"`
}

// CountedFlag is a flag. The minutes are of the municipality's working time since it was
// raised, until it was first seen and until something was first made otherwise; they count
// where the day is there.
type CountedFlag struct {
	Flag            ID   `json:"flag"`
	RaisedOn        Date `json:"raised_on"`
	SeenOn          Date `json:"seen_on,omitempty"`
	SeenMinutes     int  `json:"seen_minutes,omitempty"`
	AdjustedOn      Date `json:"adjusted_on,omitempty"`
	AdjustedMinutes int  `json:"adjusted_minutes,omitempty"`
	HelpedOn        Date `json:"helped_on,omitempty"`
}

// CountedAlert is how many alerts of a rule stand on one level.
type CountedAlert struct {
	Rule   string `json:"rule"`
	Level  string `json:"level"`
	Alerts int    `json:"alerts"`
}

// CountedAnswer is an answer that a citizen waited for and got: after how many minutes of the
// working time of whoever owed it, and in how many it was promised.
type CountedAnswer struct {
	Message           ID
	On                Date
	Minutes, Promised int
}

// Quarter is a calendar quarter in Copenhagen, the first and the last day of it. Figures of a
// time are given for whole quarters that are over and for nothing else: of two times that
// overlap, what is hidden in one could be worked out from the other.
type Quarter struct{ From, To Date }

// firstQuarter is the first day that figures are given from. What is earlier is a slip of the hand.
const firstQuarter Date = "2000-01-01"

const monthLayout = "2006-01"

// FromMonth is the month that the quarter begins with, "2026-07".
func (q Quarter) FromMonth() string { return string(q.From[:len(monthLayout)]) }

// ToMonth is the month that the quarter ends with.
func (q Quarter) ToMonth() string { return string(q.To[:len(monthLayout)]) }

// LastQuarter gives the quarter before the one that a day lies in.
func LastQuarter(today Date) Quarter {
	t, err := time.Parse(time.DateOnly, string(today))
	if err != nil {
		return Quarter{}
	}
	return quarterFrom(time.Date(t.Year(), t.Month()-time.Month((int(t.Month())-1)%3)-3, 1, 0, 0, 0, 0, time.UTC))
}

func quarterFrom(first time.Time) Quarter {
	return Quarter{Date(first.Format(time.DateOnly)), Date(first.AddDate(0, 3, -1).Format(time.DateOnly))}
}

// QuarterOf reads two months, "2026-07" and "2026-09", that begin and end one calendar quarter
// which is over before today; without both it is the last one. Anything else is CodeInvalid.
func QuarterOf(from, to string, today Date) (Quarter, error) {
	if from == "" && to == "" {
		return LastQuarter(today), nil
	}
	var c checker
	first, errFrom := time.Parse(monthLayout, from)
	last, errTo := time.Parse(monthLayout, to)
	q := quarterFrom(first)
	switch {
	case errFrom != nil:
		c.add("from", "Skriv måneden som 2026-07.")
	case errTo != nil:
		c.add("to", "Skriv måneden som 2026-09.")
	case last.Before(first):
		c.add("to", "Perioden slutter, før den begynder.")
	case first.Month()%3 != 1 || !last.Equal(first.AddDate(0, 2, 0)):
		c.add("to", "Vælg et helt kvartal, for eksempel juli til september.")
	case q.From < firstQuarter:
		c.add("from", "Perioden ligger for langt tilbage.")
	case q.To >= today:
		c.add("to", "Kvartalet er ikke slut endnu.")
	}
	return q, c.err()
}

// EndOf finds what is counted of an effort; nil where nothing is.
func (c Counted) EndOf(effort ID) *CountedEnd {
	for i := range c.Ends {
		if c.Ends[i].Effort == effort {
			return &c.Ends[i]
		}
	}
	return nil
}

// FlagOf finds what is counted of a flag; nil where nothing is.
func (c Counted) FlagOf(flag ID) *CountedFlag {
	for i := range c.Flags {
		if c.Flags[i].Flag == flag {
			return &c.Flags[i]
		}
	}
	return nil
}

// Same says whether two say the same.
func (c Counted) Same(o Counted) bool {
	return c.AgreedOn == o.AgreedOn && c.HeardOn == o.HeardOn && slices.Equal(c.Ends, o.Ends) && slices.Equal(c.Flags, o.Flags) && slices.Equal(c.Alerts, o.Alerts)
}
