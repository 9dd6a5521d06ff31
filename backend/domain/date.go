package domain

import (
	"fmt"
	"strconv"
	"time"
	_ "time/tzdata" // Copenhagen must exist on a machine without zone files
)

// Copenhagen is the time zone of the people; the store keeps UTC.
var Copenhagen = mustZone("Europe/Copenhagen")

func mustZone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // embedded zone data: cannot happen
	}
	return loc
}

// Date is a calendar day in Copenhagen, "2026-11-24"; "" means none.
type Date string

// DateOf gives the day an instant falls on in Copenhagen.
func DateOf(t time.Time) Date { return Date(t.In(Copenhagen).Format(time.DateOnly)) }

// Valid says whether the date exists in the calendar (or is none).
func (d Date) Valid() bool {
	if d == "" {
		return true
	}
	t, err := time.Parse(time.DateOnly, string(d))
	return err == nil && t.Year() >= 1900 && t.Year() <= 2200
}

// Start gives midnight in Copenhagen at which the day begins. It is the zero time
// for no date.
func (d Date) Start() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), Copenhagen)
	if err != nil {
		return time.Time{}
	}
	return t
}

// End gives the midnight at which the day is over.
func (d Date) End() time.Time { return d.AddDays(1).Start() }

// AddDays moves the date by whole calendar days.
func (d Date) AddDays(n int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Date(t.AddDate(0, 0, n).Format(time.DateOnly))
}

var (
	months   = [...]string{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"}
	weekdays = [...]string{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"}
)

// Danish writes the date as people say it: "12. januar" or, in another year than
// now's, "12. januar 2027".
func (d Date) Danish(now time.Time) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	s := fmt.Sprintf("%d. %s", t.Day(), months[t.Month()-1])
	if t.Year() != now.In(Copenhagen).Year() {
		s += fmt.Sprintf(" %d", t.Year())
	}
	return s
}

// DanishTime writes an instant as people say it: "torsdag 26. november kl. 14" or
// "kl. 13.15", in Copenhagen.
func DanishTime(t, now time.Time) string {
	l := t.In(Copenhagen)
	return weekdays[l.Weekday()] + " " + DateOf(t).Danish(now) + " kl. " + danishClock(l.Hour(), l.Minute())
}

// DanishSpan writes from when to when as people say it: "torsdag 26. november
// kl. 14-14.45", in Copenhagen; the end with its day when that is another.
func DanishSpan(from, to, now time.Time) string {
	if DateOf(from) != DateOf(to) {
		return DanishTime(from, now) + " til " + DanishTime(to, now)
	}
	l := to.In(Copenhagen)
	return DanishTime(from, now) + "-" + danishClock(l.Hour(), l.Minute())
}

// DanishDay writes the day an instant falls on in Copenhagen, with the year: "torsdag
// 26. november 2026".
func DanishDay(t time.Time) string {
	l := t.In(Copenhagen)
	return weekdays[l.Weekday()] + " " + DateOf(t).Danish(time.Time{})
}

// danishClock writes a wall clock as people say it: "14" or "9.15".
func danishClock(hour, minute int) string {
	if minute == 0 {
		return strconv.Itoa(hour)
	}
	return fmt.Sprintf("%d.%02d", hour, minute)
}

func (c *checker) date(field string, d Date) {
	if !d.Valid() {
		c.add(field, "Datoen findes ikke i kalenderen.")
	}
}

func (c *checker) period(field string, start, end Date) {
	c.date("start", start)
	c.date("end", end)
	if start != "" && end != "" && start.Valid() && end.Valid() && end < start {
		c.add(field, "Slutdatoen ligger før startdatoen.")
	}
}

func (c *checker) clockTime(field, s string) {
	if s == "" {
		return
	}
	// Always two digits: the times are compared as text.
	if _, err := time.Parse("15:04", s); err != nil || len(s) != len("15:04") {
		c.add(field, "Skriv klokken som 09:00.")
	}
}
