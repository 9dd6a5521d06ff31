package schedule

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/domain"
)

var iCalendarDays = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// Occurs says whether a recurrence that begins on a date falls on another. It knows the
// part of RFC 5545 §3.3.10 that an effort may have: daily or weekly, with an interval,
// weekdays, and an end or a number of times. Weeks begin on Monday. Without a rule nothing
// recurs.
func Occurs(rrule string, start, on domain.Date) bool {
	from, err := time.Parse(time.DateOnly, string(start))
	day, errDay := time.Parse(time.DateOnly, string(on))
	if err != nil || errDay != nil || rrule == "" || day.Before(from) {
		return false
	}
	r := readRRule(rrule)
	if !r.until.IsZero() && day.After(r.until) || !r.on(from, day) {
		return false
	}
	if r.count == 0 {
		return true
	}
	times := 0
	for d := from; !d.After(day); d = d.AddDate(0, 0, 1) {
		if r.on(from, d) {
			times++
		}
	}
	return times <= r.count
}

type rule struct {
	weekly          bool
	interval, count int
	days            []string
	until           time.Time
}

func readRRule(s string) rule {
	r := rule{interval: 1}
	for part := range strings.SplitSeq(s, ";") {
		key, value, _ := strings.Cut(part, "=")
		n, _ := strconv.Atoi(value) // what is no number is not used as one
		switch key {
		case "FREQ":
			r.weekly = value == "WEEKLY"
		case "INTERVAL":
			r.interval = max(n, 1)
		case "COUNT":
			r.count = n
		case "BYDAY":
			r.days = strings.Split(value, ",")
		case "UNTIL":
			if t, err := time.Parse("20060102", value); err == nil {
				r.until = t
			}
		}
	}
	return r
}

// on says whether the rule names a day, whatever its end.
func (r rule) on(from, day time.Time) bool {
	const hours = 24
	if r.weekly {
		weeks := int(monday(day).Sub(monday(from)).Hours()) / (7 * hours)
		days := r.days
		if days == nil {
			days = []string{iCalendarDays[from.Weekday()]}
		}
		return weeks%r.interval == 0 && slices.Contains(days, iCalendarDays[day.Weekday()])
	}
	return int(day.Sub(from).Hours())/hours%r.interval == 0 && (r.days == nil || slices.Contains(r.days, iCalendarDays[day.Weekday()]))
}

func monday(day time.Time) time.Time {
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}
