package attention

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// HeardOn gives the last day up to an instant on which the citizen heard from her consultant's
// side, or else on which she got her consultant or agreed on the plan; "" where nobody wrote
// either down. The days of silence are counted from it.
func HeardOn(f *Facts, now time.Time) domain.Date {
	e := begin(f, Thresholds{}, now)
	return e.heardOn()
}

func (e *evaluation) heardOn() domain.Date {
	last := e.consultantSince()
	if !e.talk.byStaff.IsZero() {
		last = max(last, domain.DateOf(e.talk.byStaff))
	}
	return last
}

// Hint says that a rule gives the consultant a hint or the citizen an offer: no lead is told of
// it, not even as a number.
func Hint(r Rule) bool { return slices.Contains(hints, r) }

var hints = []Rule{FlagOpen, CitizenQuiet, LowCheckins, Gap, LengthLimit, MeasurementDue, NoJobEffort, ConsentEnds, ConsentOver}
