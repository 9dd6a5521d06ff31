package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // Copenhagen must exist on a machine without zone files

	"tavlen/backend/domain"
)

// Clock is a wall-clock time in Copenhagen, in minutes after midnight. 24:00 is allowed
// as the end of a span.
type Clock int

const endOfDay = Clock(24 * 60)

// ParseClock reads "08:30", "8.30" or "8".
func ParseClock(s string) (Clock, error) {
	hour, minute, _ := strings.Cut(strings.Replace(strings.TrimSpace(s), ".", ":", 1), ":")
	if minute == "" {
		minute = "00"
	}
	h, errH := strconv.ParseUint(hour, 10, 8)
	m, errM := strconv.ParseUint(minute, 10, 8)
	c := Clock(h*60 + m) //nolint:gosec // both are at most 255
	if errH != nil || errM != nil || len(hour) > 2 || len(minute) != 2 || m > 59 || c > endOfDay {
		return 0, fmt.Errorf("schedule: %q is not a time of day", s)
	}
	return c, nil
}

// String writes the time as the API does, "08:30".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// At gives the instant at which Copenhagen's clocks show c on the date. A time that is
// skipped in spring becomes the first one that exists (02:30 → 03:00); one that comes
// twice in autumn is the first. The zero time for a date that does not exist.
func (c Clock) At(d domain.Date) time.Time {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return resolve(day.Add(time.Duration(c) * time.Minute))
}

// resolve finds the instant of a wall-clock time that is written as if it were UTC.
// time.Date leaves open which instant it picks around a change of offset.
func resolve(wall time.Time) time.Time {
	before := offset(wall.Add(-24 * time.Hour))
	after := offset(wall.Add(24 * time.Hour))
	early := wall.Add(-before)
	if offset(early) == before {
		return early.UTC() // the usual case, and the first of two
	}
	if late := wall.Add(-after); offset(late) == after {
		return late.UTC()
	}
	// Skipped: early lies behind the change, and the change is the first valid instant.
	change, _ := early.In(domain.Copenhagen).ZoneBounds()
	return change.UTC()
}

func offset(t time.Time) time.Duration {
	_, s := t.In(domain.Copenhagen).Zone()
	return time.Duration(s) * time.Second
}

// wall gives Copenhagen's wall-clock time of an instant, written as if it were UTC.
func wall(t time.Time) time.Time { return t.UTC().Add(offset(t)) }
