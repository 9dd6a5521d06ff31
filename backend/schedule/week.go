package schedule

import (
	"time"

	"tavlen/backend/domain"
)

// Week is a week as ISO 8601 counts it: it begins on Monday, and belongs to the year in which
// its Thursday lies.
type Week struct {
	// Year and Number are those of the week, not of its days: 1 January 2027 lies in week 53 of 2026.
	Year, Number int
	Days         [7]domain.Date
}

// WeekOf gives the week that a day lies in; ok is false for a day that does not exist.
func WeekOf(d domain.Date) (w Week, ok bool) {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return Week{}, false
	}
	w.Year, w.Number = day.ISOWeek()
	monday := d.AddDays(-(int(day.Weekday()) + 6) % 7)
	for i := range w.Days {
		w.Days[i] = monday.AddDays(i)
	}
	return w, true
}

// From and To are the midnights in Copenhagen between which the week lies: 167, 168 or 169
// hours apart.
func (w Week) From() time.Time { return w.Days[0].Start() }

// To is where the next week begins.
func (w Week) To() time.Time { return w.Days[6].End() }

// OpenOn gives the working hours of a day, in UTC and in order; none on a day that is closed.
func (o Office) OpenOn(d domain.Date) []domain.TimeSpan {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return nil
	}
	var out []domain.TimeSpan
	for _, s := range o.on(day) {
		out = append(out, domain.TimeSpan{Start: s.from.UTC(), End: s.to.UTC()})
	}
	return out
}

// NameOf gives what a public holiday is called; "" for a day that is none.
func NameOf(d domain.Date) string {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	for _, h := range Holidays(day.Year()) {
		if h.Date == d {
			return h.Name
		}
	}
	return ""
}
