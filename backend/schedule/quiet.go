package schedule

import (
	"errors"
	"time"

	"tavlen/backend/domain"
)

// Quiet is the time of day at which a person is not to be woken, over midnight where To
// is not after From. Its two ends are not quiet themselves. From == To means never.
type Quiet struct{ From, To Clock }

// DefaultQuiet holds for those who have chosen nothing: 21:00 to 07:00.
var DefaultQuiet = Quiet{From: 21 * 60, To: 7 * 60}

// ParseQuiet reads a person's quiet hours; nil gives DefaultQuiet.
func ParseQuiet(c *domain.Clocks) (Quiet, error) {
	if c == nil {
		return DefaultQuiet, nil
	}
	from, errFrom := ParseClock(c.From)
	to, errTo := ParseClock(c.To)
	return Quiet{From: from % endOfDay, To: to % endOfDay}, errors.Join(errFrom, errTo)
}

// Around gives the quiet period that an instant lies in; ok is false where it lies in
// none.
func (q Quiet) Around(t time.Time) (from, to time.Time, ok bool) {
	if q.From == q.To {
		return time.Time{}, time.Time{}, false
	}
	today := domain.DateOf(t)
	for _, begins := range []domain.Date{today.AddDays(-1), today} {
		ends := begins
		if q.To <= q.From {
			ends = begins.AddDays(1)
		}
		from, to = q.From.At(begins), q.To.At(ends)
		if from.Before(t) && t.Before(to) {
			return from, to, true
		}
	}
	return time.Time{}, time.Time{}, false
}

// Next gives the first instant from t on at which the person may be woken.
func (q Quiet) Next(t time.Time) time.Time {
	if _, to, ok := q.Around(t); ok {
		return to
	}
	return t.UTC()
}
