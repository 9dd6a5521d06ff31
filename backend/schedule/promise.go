package schedule

import (
	"time"

	"tavlen/backend/domain"
)

// DefaultHours hold for those of the staff whose hours nobody wrote down, or wrote so that
// they cannot be read.
const DefaultHours = "mandag-torsdag 8.30-15.30, fredag 8.30-13.00"

// OfficeOf gives somebody's working time: his own hours as written, or else the
// installation's. The usual closing days and the public holidays are free.
func OfficeOf(own, installation string) Office {
	o := Office{Calendar: Calendar{Closed: UsualClosedDays}}
	for _, text := range []string{own, installation, DefaultHours} {
		if h, err := ParseHours(text); err == nil && !h.empty() {
			o.Hours = h
			return o
		}
	}
	return o
}

// OpenAround gives the working span that an instant lies in; ok is false where it lies in
// none.
func (o Office) OpenAround(t time.Time) (from, to time.Time, ok bool) {
	for _, s := range o.on(midnight(t)) {
		if !t.Before(s.from) && t.Before(s.to) {
			return s.from.UTC(), s.to.UTC(), true
		}
	}
	return time.Time{}, time.Time{}, false
}

// NextOpen gives the first instant from t on that lies within working hours, in UTC: t
// itself where somebody is at work. ok is false if there is none in the two years after.
func (o Office) NextOpen(t time.Time) (time.Time, bool) {
	day := midnight(t)
	for range horizon {
		for _, s := range o.on(day) {
			if t.Before(s.to) {
				return later(s.from, t).UTC(), true
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	return time.Time{}, false
}

// OpenDays gives the next n days on which there are working hours yet after t, in UTC: each
// from when the work begins that day until it ends. There are fewer where there is no work in
// the two years after.
func (o Office) OpenDays(t time.Time, n int) []domain.TimeSpan {
	out := make([]domain.TimeSpan, 0, n)
	day := midnight(t)
	for range horizon {
		if len(out) == n {
			break
		}
		if spans := o.on(day); len(spans) > 0 {
			from, to := spans[0].from, spans[0].to
			for _, s := range spans[1:] {
				from, to = earlier(from, s.from), later(to, s.to)
			}
			if t.Before(to) {
				out = append(out, domain.TimeSpan{Start: from.UTC(), End: to.UTC()})
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	return out
}

func (h Hours) empty() bool {
	for _, spans := range h {
		if len(spans) > 0 {
			return false
		}
	}
	return true
}
