package schedule

import (
	"time"

	"tavlen/backend/domain"
)

// Office is when somebody is at work: weekly hours, and the days on which there are none.
type Office struct {
	Hours    Hours
	Calendar Calendar
}

// horizon is how far ahead work is looked for: two years of closed days end a search.
const horizon = 2 * 366

// IsOpen says whether the instant lies within working hours.
func (o Office) IsOpen(t time.Time) bool {
	for _, s := range o.on(midnight(t)) {
		if !t.Before(s.from) && t.Before(s.to) {
			return true
		}
	}
	return false
}

// WorkingHoursBetween gives how much working time passes from one instant to another;
// nothing if to is not after from.
func (o Office) WorkingHoursBetween(from, to time.Time) time.Duration {
	var total time.Duration
	last := midnight(to)
	for day := midnight(from); !day.After(last); day = day.AddDate(0, 0, 1) {
		for _, s := range o.on(day) {
			if part := earlier(s.to, to).Sub(later(s.from, from)); part > 0 {
				total += part
			}
		}
	}
	return total
}

// AddWorkingHours gives the instant at which d of working time has passed since from, in
// UTC: the end of a day rather than the beginning of the next. With nothing to add it is
// from itself. ok is false if there is not so much work in the two years after.
func (o Office) AddWorkingHours(from time.Time, d time.Duration) (t time.Time, ok bool) {
	if d <= 0 {
		return from.UTC(), true
	}
	day := midnight(from)
	for range horizon {
		for _, s := range o.on(day) {
			begin := later(s.from, from)
			part := s.to.Sub(begin)
			if part <= 0 {
				continue
			}
			if d <= part {
				return begin.Add(d).UTC(), true
			}
			d -= part
		}
		day = day.AddDate(0, 0, 1)
	}
	return time.Time{}, false
}

// instants is a span on a certain date.
type instants struct{ from, to time.Time }

// on gives the working hours of a day, which is midnight written as if it were UTC.
func (o Office) on(day time.Time) []instants {
	hours := o.Hours[day.Weekday()]
	d := domain.Date(day.Format(time.DateOnly))
	if len(hours) == 0 || o.Calendar.IsClosed(d) {
		return nil
	}
	spans := make([]instants, 0, len(hours))
	for _, s := range hours {
		spans = append(spans, instants{s.From.At(d), s.To.At(d)})
	}
	return spans
}

// midnight gives the day that an instant falls on in Copenhagen.
func midnight(t time.Time) time.Time { return wall(t).Truncate(24 * time.Hour) }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
