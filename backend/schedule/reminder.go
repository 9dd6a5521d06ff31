package schedule

import (
	"cmp"
	"slices"
	"time"

	"tavlen/backend/domain"
)

// Reminder is one promise to remind of a meeting.
type Reminder struct {
	At     time.Time // UTC
	Offset string    // the choice it comes from, as it was written
	// Kind is what is true of the meeting at At: it is tomorrow, soon or further ahead.
	Kind domain.NotificationKind
}

// Reminders says when to remind of a meeting that begins at start: one for each offset
// (see ParseOffset) whose time is not before now, in order of time. Two that fall on the
// same moment become one, the shorter.
//
// A reminder that falls into quiet hours (nil: DefaultQuiet) is moved, never dropped: to
// their beginning if that is still ahead, else to their end if that is before the
// meeting. Where neither is possible it stays, because it is the last one that helps.
func Reminders(start time.Time, offsets []string, quiet *Quiet, now time.Time) ([]Reminder, error) {
	if quiet == nil {
		quiet = &DefaultQuiet
	}
	var all []Reminder
	wanted := map[string]time.Time{} // before quiet hours moved it
	for _, s := range offsets {
		o, err := ParseOffset(s)
		if err != nil {
			return nil, err
		}
		at := o.Before(start)
		if at.Before(now) {
			continue
		}
		wanted[s] = at
		at = awake(at, *quiet, start, now)
		all = append(all, Reminder{At: at, Offset: s, Kind: kindAt(at, start)})
	}
	slices.SortStableFunc(all, func(a, b Reminder) int {
		return cmp.Or(a.At.Compare(b.At), wanted[b.Offset].Compare(wanted[a.Offset]))
	})
	return slices.CompactFunc(all, func(a, b Reminder) bool { return a.At.Equal(b.At) }), nil
}

// awake moves a reminder out of quiet hours.
func awake(at time.Time, quiet Quiet, start, now time.Time) time.Time {
	from, to, ok := quiet.Around(at)
	switch {
	case !ok:
		return at
	case from.After(now):
		return from
	case to.Before(start):
		return to
	}
	return at
}

// kindAt says what is true of the meeting at that moment, by Copenhagen's calendar.
func kindAt(at, start time.Time) domain.NotificationKind {
	switch day := domain.DateOf(start); domain.DateOf(at) {
	case day:
		return domain.NotifyMeetingSoon
	case day.AddDays(-1):
		return domain.NotifyMeetingTomorrow
	}
	return domain.NotifyMeetingAhead
}
