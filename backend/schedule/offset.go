package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Offset is how long before a meeting to remind. Days are calendar days (the same
// wall-clock time); Elapsed is time that passes, whatever the clocks do meanwhile.
type Offset struct {
	Days    int
	Elapsed time.Duration
}

// MaxOffset is the longest time ahead that a reminder can be set for.
const MaxOffset = 31 * 24 * time.Hour

// The part of ISO 8601-1:2019 §5.5.2 that makes sense here.
var offsetForm = regexp.MustCompile(`^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$`)

// ParseOffset reads an ISO 8601 duration of weeks, days, hours and minutes: "P1D",
// "PT2H", "P1W", "P1DT12H", "PT90M". It must be longer than nothing and at most
// MaxOffset; seconds, months, years, fractions and signs are refused.
func ParseOffset(s string) (Offset, error) {
	m := offsetForm.FindStringSubmatch(s)
	if m == nil || s[len(s)-1] == 'T' {
		return Offset{}, offsetError(s)
	}
	n := [4]int{}
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // digits only, or missing
	}
	o := Offset{Days: 7*n[0] + n[1], Elapsed: time.Duration(n[2])*time.Hour + time.Duration(n[3])*time.Minute}
	if total := time.Duration(o.Days)*24*time.Hour + o.Elapsed; total <= 0 || total > MaxOffset {
		return Offset{}, offsetError(s)
	}
	return o, nil
}

func offsetError(s string) error {
	return fmt.Errorf("schedule: %q is not a time before a meeting", s)
}

// Before gives the instant that lies the offset before start, in UTC.
func (o Offset) Before(start time.Time) time.Time {
	if o.Days == 0 {
		return start.UTC().Add(-o.Elapsed)
	}
	return resolve(wall(start).AddDate(0, 0, -o.Days)).Add(-o.Elapsed)
}
