package domain

import (
	"math"
	"time"
)

// The bounds of what is told of hours with pay (requirement F5).
const (
	// MaxPaidMinutes is the most that one week may hold, in whole minutes: 60 hours.
	MaxPaidMinutes = 60 * 60
	// MaxPaidWeeks is how many weeks one call may tell of: the longest year by ISO 8601.
	MaxPaidWeeks = 53
	// firstPaidWeek is the first Monday of 2000. What is earlier is a slip of the hand.
	firstPaidWeek Date = "2000-01-03"
)

// PaidWeek is what was told of one week: how many minutes of it were worked for pay. A week
// of which nothing is told has none of these, and is not the same as one with 0 minutes.
type PaidWeek struct {
	// Week is its Monday in Copenhagen (weeks as in ISO 8601).
	Week    Date `json:"week"`
	Minutes int  `json:"minutes"`
	PaidTold
}

// PaidTold says by whom, and when, something was told of paid hours.
type PaidTold struct {
	SaidBy ID `json:"said_by"`
	// RecordedBy is who of the staff wrote down what another said; "" where he who said it did.
	RecordedBy ID `json:"recorded_by,omitempty"`
	// SaidAt is when it was said: of what waited on a phone for the net that is before it came.
	SaidAt time.Time `json:"said_at"`
}

// SameSource says that it is the same person's word by the same hand.
func (t PaidTold) SameSource(u PaidTold) bool {
	return t.SaidBy == u.SaidBy && t.RecordedBy == u.RecordedBy
}

// PaidSaid is one time that something was said of a week. Minutes is nil where it was taken
// back: from then on nothing is told of the week.
type PaidSaid struct {
	Week    Date `json:"week"`
	Minutes *int `json:"minutes,omitempty"`
	PaidTold
}

// PaidGoal is the number of minutes a week that the citizen chose as her own next goal.
type PaidGoal struct {
	Minutes int       `json:"minutes"`
	SaidAt  time.Time `json:"said_at"`
}

// WeekOf gives the Monday of the week, in Copenhagen, that a day lies in; "" for no date.
func WeekOf(d Date) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return d.AddDays(-((int(t.Weekday()) + 6) % 7))
}

// PaidWeeks gives the Mondays from one to another, both with them; without a last it is the
// first alone. A day that is no Monday, a week that has not begun by today, one before 2000 and
// more than MaxPaidWeeks are refused with CodeInvalid.
func PaidWeeks(from, to, today Date) ([]Date, error) {
	if to == "" {
		to = from
	}
	var c checker
	for _, end := range []struct {
		field string
		day   Date
	}{{"from", from}, {"to", to}} {
		switch {
		case end.day == "" || !end.day.Valid():
			c.add(end.field, "Datoen findes ikke i kalenderen.")
		case WeekOf(end.day) != end.day:
			c.add(end.field, "Vælg ugens mandag.")
		case end.day < firstPaidWeek:
			c.add(end.field, "Ugen ligger for langt tilbage.")
		case end.day > today:
			c.add(end.field, "Ugen er ikke begyndt endnu.")
		}
	}
	if err := c.err(); err != nil {
		return nil, err
	}
	var out []Date
	for week := from; week <= to; week = week.AddDays(7) {
		if out = append(out, week); len(out) > MaxPaidWeeks {
			c.add("to", "Skriv højst et år ad gangen.")
			return nil, c.err()
		}
	}
	if len(out) == 0 {
		c.add("to", "Den sidste uge ligger før den første.")
	}
	return out, c.err()
}

// CheckPaidMinutes refuses a number of minutes that no week has; least is the fewest.
func CheckPaidMinutes(minutes, least int) error {
	var c checker
	if minutes < least || minutes > MaxPaidMinutes {
		c.add("minutes", "Skriv et antal timer mellem 0 og 60.")
	}
	return c.err()
}

// PaidFrom gives the minutes a week that an effort ended with, and from which week on; 0 where
// it has not ended, or with no hours. Nobody has told of any week by that.
func (e *Effort) PaidFrom() (minutes int, from Date) {
	if !e.Over() || e.PaidHoursPerWeek <= 0 || e.End == "" || !e.End.Valid() {
		return 0, ""
	}
	return min(int(math.Round(e.PaidHoursPerWeek*60)), MaxPaidMinutes), WeekOf(e.End)
}
